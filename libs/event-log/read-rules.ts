/** The arguments that every store accepts for a read; anything else is a `RangeError`. */
import { MAX_PAGE } from './event-log.ts';
import type { FollowOptions, Position, ReadStreamOptions } from './event-log.ts';

const DEFAULT_BATCH = 1_000;
const INSTANT_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The options of `readStream` with their defaults; `from` undefined means the end the reading starts at. */
export function checkReadStream(options: ReadStreamOptions = {}): {
  from: number | undefined;
  direction: 'forwards' | 'backwards';
  limit: number;
} {
  const { from, direction = 'forwards', limit = MAX_PAGE } = options;
  if (from !== undefined && !(Number.isSafeInteger(from) && from >= 0)) {
    throw new RangeError(`${from} is no revision to read from`);
  }
  checkCount('limit', limit);
  return { from, direction, limit };
}

export function checkRead(after: Position, limit: number): void {
  checkPosition(after);
  checkCount('limit', limit);
}

/** Throws also when the start is beyond the head: waiting there would silently miss what comes in between. */
export function checkFollow(after: Position, head: Position, options: FollowOptions): { batchSize: number } {
  const { batchSize = DEFAULT_BATCH } = options;
  checkPosition(after);
  checkCount('batchSize', batchSize);
  if (after > head) throw new RangeError(`position ${after} is beyond the head of the log, ${head}`);
  return { batchSize };
}

/** Instants are compared as text, so only one way of writing them will do: `2026-01-31T10:00:00.000Z`. */
export function checkInstant(instant: string): void {
  if (!INSTANT_FORM.test(instant)) throw new RangeError(`${instant} is no UTC instant with milliseconds`);
}

function checkPosition(after: Position): void {
  if (after < 0n) throw new RangeError(`${after} is no position`);
}

function checkCount(name: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 1 || count > MAX_PAGE) {
    throw new RangeError(`${name} is ${count}; it must be an integer from 1 to ${MAX_PAGE}`);
  }
}
