/** What a store may answer instead of success. Callers branch on the class; the message is for logs. */
import type { ExpectedRevision } from './event-log.ts';

/** The stream is not where the writer expected it. Nothing was written. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly actual: number | 'no_stream';

  constructor(stream: string, expected: ExpectedRevision, actual: number | 'no_stream') {
    super(`stream ${stream} is at ${actual}, expected ${expected}`);
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** The append itself is unusable (empty, repeated ids, bad revision, no canonical form). Nothing was written. */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend';
}

/** One event or the whole append is over a limit. Nothing was written. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly limit: number;

  constructor(what: string, actual: number, limit: number) {
    super(`${what} is ${actual}, the limit is ${limit}`);
    this.limit = limit;
  }
}

/** An event id is already used elsewhere in the log. Nothing was written. */
export class EventIdTaken extends Error {
  override readonly name = 'EventIdTaken';
  readonly id: string;

  constructor(id: string) {
    super(`event id ${id} is already in the log at another place`);
    this.id = id;
  }
}

/** The log holds other bytes than it must: same id at the same place, different content. */
export class IntegrityError extends Error {
  override readonly name = 'IntegrityError';
}

/** The store cannot serve now. Nothing was written. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** No answer in time: the append may or may not have happened. Reload and look before trying again. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}
