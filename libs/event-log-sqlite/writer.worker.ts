/** The writer thread: takes every append that has arrived, commits them together, answers them together. */
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { GroupCommit } from './group-commit.ts';
import { openForWriting, originOf } from './schema.ts';
import { wireError } from './wire.ts';
import type { FromWriter, NumberedRequest, ToWriter, WireError, WriterData } from './wire.ts';

/** One commit holds at most about this many appends, so that nobody waits behind an endless queue. */
const GROUP_MAX = 1_000;

const port = parentPort;
if (port === null) throw new Error('this module runs as a worker thread');
const send = (message: FromWriter): void => port.postMessage(message);

function serve(): void {
  const { path, origin } = workerData as WriterData;
  const db = openForWriting(path, origin);
  const writer = new GroupCommit(db, originOf(db));
  send({ kind: 'ready' });

  port?.on('message', (first: ToWriter) => {
    let message: ToWriter | undefined = first;
    while (message !== undefined) {
      const group: NumberedRequest[] = [];
      while (message?.kind === 'append' && group.length < GROUP_MAX) {
        group.push(...message.requests);
        message = nextMessage();
      }
      if (group.length > 0) answer(writer, group);
      if (message?.kind === 'closeUpTo') {
        send({ kind: 'closedUpTo', ticket: message.ticket, error: closeUpTo(writer, message.instant) });
        message = nextMessage();
      }
      if (message?.kind === 'close' || writer.broken) {
        db.close();
        port?.close();
        return;
      }
    }
  });
}

function nextMessage(): ToWriter | undefined {
  return receiveMessageOnPort(port as MessagePort)?.message as ToWriter | undefined;
}

/** Null when the log is closed up to the instant. */
function closeUpTo(writer: GroupCommit, instant: string): WireError | null {
  try {
    writer.closeUpTo(instant);
    return null;
  } catch (error) {
    return wireError(error as Error);
  }
}

function answer(writer: GroupCommit, group: readonly NumberedRequest[]): void {
  const answers = writer.commit(group).map((result, index) => {
    const ticket = (group[index] as NumberedRequest).ticket;
    return 'error' in result
      ? { ticket, error: wireError(result.error) }
      : { ticket, appended: result.appended };
  });
  send({ kind: 'answers', answers });
}

try {
  serve();
} catch (error) {
  send({ kind: 'failed', error: wireError(error as Error) });
  port.close();
}
