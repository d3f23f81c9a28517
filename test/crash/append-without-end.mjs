/**
 * Appends to a log, a hundred at a time, until it is killed. Each acknowledged append is one line on standard
 * output, written after its promise resolved. Arguments: path of the log, number of the round.
 */
import { randomUUID } from 'node:crypto';
import { SqliteEventLog } from '../../dist/libs/event-log-sqlite/sqlite-event-log.js';

const LANES = 100;
const EVENTS_MAX = 5;
const [path, round] = process.argv.slice(2);

const log = await SqliteEventLog.open({ path, origin: 'ledger.example/crash' });
process.stdout.write('open\n');
await Promise.all(Array.from({ length: LANES }, (_, lane) => appendTo(`crash-${round}x${lane}`, lane)));

async function appendTo(stream, lane) {
  let expected = 'no_stream';
  for (let turn = 0; ; turn += 1) {
    const drafts = draftsOf(1 + ((lane + turn) % EVENTS_MAX));
    const { revision, position } = await log.append(stream, expected, drafts);
    const line = JSON.stringify({ stream, revision, position: String(position), drafts });
    process.stdout.write(`${line}\n`);
    expected = revision;
  }
}

/** The events of one command; each says how many there are, so that a torn append shows. */
function draftsOf(of) {
  const command = randomUUID();
  return Array.from({ length: of }, (_, part) => ({
    id: randomUUID(),
    type: 'Appended',
    schema: 'crash.appended/1',
    actor: { id: 'a_crash', role: 'finance', org: null },
    cause: { command, request: 'crash', causation: null, correlation: command },
    data: { part, of, text: 'è scritto o non è scritto '.repeat(1 + (part % 3)) },
  }));
}
