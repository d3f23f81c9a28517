/** The folding thread: keeps every read model at the head of the journal, each event decoded once for all. */
import { parentPort, workerData } from 'node:worker_threads';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Decoded } from '#event-sourcing/codec';
import { SqliteJournal } from '#event-log-sqlite/sqlite-journal';
import { decodeLedgerEvent, type LedgerEvent } from '#read-models/domain-events';
import { PROJECTIONS } from '#read-models/projections';
import type { Projection } from '#read-models/runtime/projection';
import { ReadModelWriter, removeReadModel } from '#read-models/runtime/read-model-file';
import type { FromProjector, ProjectorData, ToProjector } from './projector-thread.ts';

const BATCH_MAX = 2_000;
/** How long to wait for news before looking anyway. */
const IDLE_MS = 250;

const { logPath, folder } = workerData as ProjectorData;
const send = (message: FromProjector): void => parentPort?.postMessage(message);

const journal = new SqliteJournal(logPath);
const writers = new Map<string, ReadModelWriter>();
for (const projection of PROJECTIONS) writers.set(projection.name, await openWriter(projection));
let closing = false;
let wake = new AbortController();

parentPort?.on('message', (message: ToProjector) => {
  if (message.kind === 'close') closing = true;
  wake.abort();
});

/** A read model of another log, or of a future that a restored log no longer has, is folded anew. */
async function openWriter(projection: Projection): Promise<ReadModelWriter> {
  const writer = new ReadModelWriter(folder, projection);
  const { position, origin, event } = writer.last;
  if (position === 0n) return writer;
  const [folded] = await journal.read(position - 1n, 1);
  if (origin === journal.origin && folded?.id === event) return writer;
  writer.close();
  removeReadModel(folder, projection.name);
  return new ReadModelWriter(folder, projection);
}

function stop(name: string, error: unknown): void {
  const writer = writers.get(name);
  if (writer === undefined) return;
  send({
    kind: 'stopped',
    name,
    position: writer.checkpoint,
    why: error instanceof Error ? error.message : String(error),
  });
  writer.close();
  writers.delete(name);
}

async function readBatch(): Promise<{ items: Decoded<LedgerEvent>[]; failure: unknown }> {
  const from = [...writers.values()].reduce<bigint | null>(
    (least, { checkpoint }) => (least === null || checkpoint < least ? checkpoint : least),
    null,
  );
  const items: Decoded<LedgerEvent>[] = [];
  if (from === null) return { items, failure: undefined };
  try {
    for (const recorded of await journal.read(from, BATCH_MAX)) items.push(decodeLedgerEvent(recorded));
  } catch (failure) {
    return { items, failure };
  }
  return { items, failure: undefined };
}

function fold(items: readonly Decoded<LedgerEvent>[]): void {
  for (const [name, writer] of writers) {
    const news = items.filter((item) => item.position > writer.checkpoint);
    if (news.length === 0) continue;
    try {
      writer.fold(news);
      send({ kind: 'advanced', name, position: writer.checkpoint });
    } catch (error) {
      stop(name, error);
    }
  }
}

for (const [name, { checkpoint }] of writers) send({ kind: 'advanced', name, position: checkpoint });
send({ kind: 'ready' });
while (!closing) {
  wake = new AbortController();
  const { items, failure } = await readBatch();
  fold(items);
  if (failure !== undefined) for (const name of [...writers.keys()]) stop(name, failure);
  if (items.length > 0) await nextTurn();
  else await sleep(IDLE_MS, undefined, { signal: wake.signal }).catch(() => undefined);
}
for (const writer of writers.values()) writer.close();
journal.close();
parentPort?.close();
