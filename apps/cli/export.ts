/** `pledger export journal`: the facts of a partnership as a journal that hledger and ledger-cli read. */
import { randomUUID } from 'node:crypto';
import { createWriteStream, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BASES } from '#domain/figures/definitions';
import { journalOf } from '#interchange/journal';
import type { JournalQuestion } from '#interchange/journal-head';
import { choosePartnership } from './figure.ts';
import { LocalLedger } from './local-ledger.ts';
import { assertLedgerIn } from './open-ledger.ts';
import { dateOrNone, LEDGER_OPTIONS, oneOf, parse, partnershipNamed, placeOf, UsageError } from './usage.ts';

const OPTIONS = {
  ...LEDGER_OPTIONS,
  partnership: { type: 'string' },
  chain: { type: 'boolean', default: false },
  basis: { type: 'string' },
  'effective-as-of': { type: 'string' },
  'known-as-of': { type: 'string' },
  out: { type: 'string' },
} as const;

/** Pieces are joined up to this many characters before they are written: a write per posting would take its time. */
const CHUNK_CHARACTERS = 65_536;
/** What the shell sees when a person stopped it with Ctrl-C. */
const INTERRUPTED = 130;

export async function exportCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.join(' ') !== 'journal') throw new UsageError('pledger export journal takes options only');
  const { data, as, server } = placeOf(values);
  if (server !== undefined) {
    throw new UsageError('pledger export reads a data folder: name it with --data, not --server');
  }
  const { chain, out } = values;
  const question = {
    chain,
    // All there is: the file then answers on every basis.
    basis: oneOf('basis', values.basis, BASES, 'pledged'),
    effectiveAsOf: dateOrNone('effective-as-of', values['effective-as-of']),
    knownAsOf: values['known-as-of'],
  };
  const named = partnershipNamed(values.partnership);
  assertLedgerIn(data);
  if (out !== undefined) assertWritable(out, data);

  const ledger = await LocalLedger.open(data, as, 'export');
  try {
    const { id, document } = await choosePartnership(ledger, named);
    const { facts, ...asOf } = await ledger.leaves({ ...question, partnership: id, view: 'economic' });
    const about = { ...question, ...asOf, partnership: id, title: document.title };
    const chunks = joined(journalOf(about, facts));
    const done = await untilStopped((signal) =>
      out === undefined ? toStandardOutput(chunks, signal) : toFile(chunks, out, signal),
    );
    if (!done) return INTERRUPTED;
    if (out !== undefined) console.log(saidOf(about, out));
    return 0;
  } finally {
    await ledger.close();
  }
}

function saidOf({ title, effectiveAsOf, position }: JournalQuestion, out: string): string {
  return `${title}: effective as of ${effectiveAsOf}, known up to position ${position}: ${out}`;
}

/** The journal may replace another file, but nothing that a ledger lives on, and no folder or device. */
function assertWritable(out: string, data: string): void {
  const folder = dirname(out);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`--out ${out}: there is no folder ${folder}`);
  }
  const ledger = realpathSync(data) + sep;
  if ((realpathSync(folder) + sep).startsWith(ledger)) {
    throw new UsageError(`--out ${out}: this is inside the data folder; name a file elsewhere`);
  }
  if (statSync(out, { throwIfNoEntry: false })?.isFile() === false) {
    throw new UsageError(`--out ${out}: this is no regular file; name another`);
  }
}

function* joined(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** False when a person stopped it. */
async function untilStopped(work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await work(stopping.signal);
    return true;
  } catch (error) {
    if (stopping.signal.aborted) return false;
    throw error;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function toStandardOutput(chunks: Iterable<string>, signal: AbortSignal): Promise<void> {
  try {
    await pipeline(Readable.from(chunks), process.stdout, { signal });
  } catch (error) {
    // Whoever reads has seen enough, as `head` has.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}

/** The file appears under its name whole, or not at all. */
async function toFile(chunks: Iterable<string>, out: string, signal: AbortSignal): Promise<void> {
  const part = `${out}.${randomUUID()}.part`;
  try {
    await pipeline(Readable.from(chunks), createWriteStream(part, { flags: 'wx', flush: true }), { signal });
    renameSync(part, out);
  } finally {
    rmSync(part, { force: true });
  }
}
