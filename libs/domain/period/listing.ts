/**
 * What the log holds of a partnership at one position: every stream of it, sorted by name, with its last revision.
 * What one append cannot hold is listed before, in appends of their own while the year is being closed: the parts from
 * the last part 1 on are one listing. Who lists keeps anybody else from writing in between (`If-Match`).
 */
import { streamOf } from '../decider.ts';
import { reject, type Rejection } from '../rejections.ts';
import type { PeriodStreamsListed, StreamRevision } from './events.ts';

export interface Snapshot {
  /** How many events the log held, as a decimal string. */
  readonly position: string;
  /** Sorted by name, each once; without those that were listed before. */
  readonly streams: readonly StreamRevision[];
  /** SHA-256 of {@link listingText} of all streams as UTF-8, 64 hexadecimal digits in lower case. */
  readonly digest: string;
  /** How many parts were listed before; 0 when these streams are all. */
  readonly after?: number;
}

/** How far a listing has come that takes several appends. */
export interface ListedSoFar {
  readonly part: number;
  readonly of: number;
  readonly streams: number;
  /** Name of the last stream. */
  readonly last: string;
}

/** The log keeps names of this form only; none holds a blank or a line break, so no two listings have one text. */
const STREAM_FORM = /^[a-z][a-z-]*-[0-9a-zA-Z][0-9a-zA-Z_-]{0,127}$/;
const POSITION_FORM = /^(0|[1-9]\d{0,18})$/;
const DIGEST_FORM = /^[0-9a-f]{64}$/;

/** An event holds at most 65,535 bytes with its envelope; names of the log are of one byte per character. */
const PART_BYTES_MAX = 50_000;
/** An append holds at most 1,000,000 bytes with all envelopes: some 16,000 streams. */
const LISTING_BYTES_MAX = 950_000;

/** One line for each stream, `name revision`, in the order given, each ended by a line feed. */
export function listingText(streams: readonly StreamRevision[]): string {
  return streams.map(([stream, revision]) => `${stream} ${revision}\n`).join('');
}

/** Why this cannot be the snapshot of the partnership with this id, or the rest of it; or null. */
export function snapshotFault(
  { position, streams, digest, after = 0 }: Snapshot,
  partnership: string,
  at: string,
  before?: ListedSoFar,
): Rejection | null {
  if (!POSITION_FORM.test(position))
    return reject('SNAPSHOT_MALFORMED', `${at}/position`, { found: position });
  if (!DIGEST_FORM.test(digest)) return reject('SNAPSHOT_MALFORMED', `${at}/digest`, { found: digest });
  const of = after + partsOf(streams).length;
  const own = streamOf('partnership', partnership);
  return (
    stepFault({ after, of }, before) ??
    streamsFault(streams, partnership, `${at}/streams`, after === 0 ? '' : before?.last) ??
    (isPassedOver(own, streams, after === 0 ? '' : before?.last, true)
      ? reject('LISTING_INCOMPLETE', `${at}/streams`)
      : null)
  );
}

/** Streams that are listed before the closing is concluded. */
export interface Step {
  /** How many parts were listed before; 0 begins the listing, whatever was listed before. */
  readonly after: number;
  /** Parts of the whole listing. */
  readonly of: number;
  readonly streams: readonly StreamRevision[];
}

/** Why these streams cannot be listed next, with some left for the closing itself; or null. */
export function listingFault(
  { after, of, streams }: Step,
  partnership: string,
  before?: ListedSoFar,
): Rejection | null {
  const last = after === 0 ? '' : before?.last;
  const own = streamOf('partnership', partnership);
  const reached = after + partsOf(streams).length;
  if (streams.length === 0 || !(reached < of)) {
    return reject('LISTING_OUT_OF_STEP', '/of', { found: String(reached), expected: String(of) });
  }
  return (
    stepFault({ after, of }, before) ??
    streamsFault(streams, partnership, '/streams', last) ??
    (isPassedOver(own, streams, last, false) ? reject('LISTING_INCOMPLETE', '/streams') : null)
  );
}

function stepFault({ after, of }: Pick<Step, 'after' | 'of'>, before?: ListedSoFar): Rejection | null {
  if (after === 0 || (before?.part === after && before.of === of)) return null;
  const expected = before === undefined ? '0' : `${before.part}/${before.of}`;
  return reject('LISTING_OUT_OF_STEP', undefined, { found: `${after}/${of}`, expected });
}

/** Whether a stream that must be listed sorts among these, or behind the last of all, and is not one of them. */
function isPassedOver(
  stream: string,
  streams: readonly StreamRevision[],
  before: string = '',
  isEnd: boolean,
): boolean {
  const isNext = before < stream && (isEnd || stream <= (streams.at(-1)?.[0] ?? ''));
  return isNext && !streams.some(([name]) => name === stream);
}

function streamsFault(
  streams: readonly StreamRevision[],
  partnership: string,
  at: string,
  last: string = '',
): Rejection | null {
  let before = last;
  for (const [i, [stream, revision]] of streams.entries()) {
    const here = `${at}/${i}`;
    if (!isListable(stream, partnership)) return reject('SNAPSHOT_MALFORMED', `${here}/0`, { found: stream });
    if (!Number.isSafeInteger(revision) || revision < 0) {
      return reject('SNAPSHOT_MALFORMED', `${here}/1`, { found: String(revision) });
    }
    if (stream <= before) return reject('LISTING_NOT_SORTED', here, { found: stream, after: before });
    before = stream;
  }
  const bytes = streams.reduce((sum, entry) => sum + bytesOf(entry), 0);
  if (bytes <= LISTING_BYTES_MAX) return null;
  const params = { found: String(streams.length), bytes: String(bytes), limit: String(LISTING_BYTES_MAX) };
  return reject('LISTING_TOO_LONG', at, params);
}

/** The stream of the closing itself goes on with it: its last revision is that of the closing, not one before it. */
function isListable(stream: string, partnership: string): boolean {
  return STREAM_FORM.test(stream) && stream !== streamOf('period', partnership);
}

/** The streams as events that each fit into the log: the last of a listing unless `of` says that more will come. */
export function listed(
  year: number,
  streams: readonly StreamRevision[],
  after = 0,
  of?: number,
): PeriodStreamsListed[] {
  const parts = partsOf(streams);
  return parts.map((part, i) => ({
    type: 'PeriodStreamsListed',
    data: { year, part: after + i + 1, of: of ?? after + parts.length, streams: part },
  }));
}

export function listedSoFar(
  before: ListedSoFar | undefined,
  { part, of, streams }: PeriodStreamsListed['data'],
): ListedSoFar {
  const sum = (part === 1 ? 0 : (before?.streams ?? 0)) + streams.length;
  return { part, of, streams: sum, last: streams.at(-1)?.[0] ?? '' };
}

/** The listing in as many appends as it takes: the steps, and then the rest that goes with the closing. */
export function inAppends(streams: readonly StreamRevision[]): {
  readonly steps: readonly Step[];
  readonly rest: Pick<Snapshot, 'streams' | 'after'>;
} {
  const appends = cut(streams, LISTING_BYTES_MAX);
  const counts = appends.map((some) => partsOf(some).length);
  const of = counts.reduce((sum, count) => sum + count, 0);
  let after = 0;
  const steps = appends.map((some, i) => {
    const step = { after, of, streams: some };
    after += counts[i] ?? 0;
    return step;
  });
  const last = steps.at(-1);
  return { steps: steps.slice(0, -1), rest: { streams: last?.streams ?? [], after: last?.after ?? 0 } };
}

function partsOf(streams: readonly StreamRevision[]): StreamRevision[][] {
  return cut(streams, PART_BYTES_MAX);
}

function cut(streams: readonly StreamRevision[], bytesMax: number): StreamRevision[][] {
  const pieces: StreamRevision[][] = [];
  let room = 0;
  for (const entry of streams) {
    const bytes = bytesOf(entry);
    if (bytes > room) {
      pieces.push([]);
      room = bytesMax;
    }
    pieces.at(-1)?.push(entry);
    room -= bytes;
  }
  return pieces;
}

/** What an entry takes in JSON: `["name",12],`. */
function bytesOf([stream, revision]: StreamRevision): number {
  return stream.length + String(revision).length + 6;
}
