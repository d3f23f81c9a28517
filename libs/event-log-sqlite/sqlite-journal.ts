/** The reading half of the embedded log, on a connection of its own that cannot write. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RecordedEvent } from '#event-log/envelope';
import { StoreUnavailable } from '#event-log/errors';
import type {
  FollowOptions,
  Journal,
  JournalBatch,
  Position,
  ReadStreamOptions,
  StreamSlice,
} from '#event-log/event-log';
import { checkFollow, checkInstant, checkRead, checkReadStream } from '#event-log/read-rules';
import { contiguous, EVENT_COLUMNS, recordedEvent, type EventRow } from './rows.ts';
import { openForReading, originOf } from './schema.ts';

/** Appends of other threads and processes show by polling; whoever knows of one calls `wake`. */
const POLL_MIN_MS = 25;
const POLL_MAX_MS = 250;

export class SqliteJournal implements Journal {
  readonly origin: string;
  readonly #reader: DatabaseSync;
  readonly #statements: Readonly<Record<keyof typeof QUERIES, StatementSync>>;
  readonly #closed = new AbortController();
  #wake = Promise.withResolvers<void>();

  constructor(path: string) {
    this.#reader = openForReading(path);
    this.origin = originOf(this.#reader);
    this.#statements = prepareAll(this.#reader);
  }

  /** Followers look at once instead of at their next poll. */
  wake(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  async readStream(stream: string, options?: ReadStreamOptions): Promise<StreamSlice> {
    const { from, direction, limit } = checkReadStream(options);
    this.#assertOpen();
    const { forwards, backwards, exists } = this.#statements;
    const rows =
      direction === 'forwards'
        ? forwards.all(stream, from ?? 0, limit)
        : backwards.all(stream, from ?? Number.MAX_SAFE_INTEGER, limit);
    const events = (rows as unknown as EventRow[]).map(recordedEvent);
    // A read from the beginning that finds nothing has seen that there is no stream.
    const wasWhole = direction === 'forwards' && (from ?? 0) === 0;
    const isThere = events.length > 0 || (!wasWhole && exists.get(stream) !== undefined);
    return { exists: isThere, events };
  }

  async head(): Promise<Position> {
    this.#assertOpen();
    return (this.#statements.head.get() as { head: bigint }).head;
  }

  async read(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    checkRead(after, limit);
    this.#assertOpen();
    return contiguous(this.#statements.page.all(after, limit) as unknown as EventRow[], after);
  }

  async event(id: string): Promise<RecordedEvent | null> {
    this.#assertOpen();
    const row = this.#statements.byId.get(id) as EventRow | undefined;
    return row === undefined ? null : recordedEvent(row);
  }

  /** `recorded` never decreases along the log, so a binary search by index finds the place. */
  async positionAt(instant: string): Promise<Position> {
    checkInstant(instant);
    let low = 0n;
    let high = await this.head();
    while (low < high) {
      const middle = (low + high) / 2n;
      const { recorded } = this.#statements.recordedAt.get(middle) as { recorded: string };
      if (recorded <= instant) low = middle + 1n;
      else high = middle;
    }
    return low;
  }

  async *follow(after: Position, options: FollowOptions): AsyncGenerator<JournalBatch, void, undefined> {
    const { signal, streamPrefix = '' } = options;
    const { batchSize } = checkFollow(after, await this.head(), options);
    const ended = AbortSignal.any([signal, this.#closed.signal]);
    let checkpoint = after;
    let pollMs = POLL_MIN_MS;
    while (!ended.aborted) {
      const woken = this.#wake.promise;
      const batch = await this.read(checkpoint, batchSize);
      if (batch.length === 0) {
        await wait(woken, pollMs, ended);
        pollMs = Math.min(pollMs * 2, POLL_MAX_MS);
        continue;
      }
      pollMs = POLL_MIN_MS;
      checkpoint += BigInt(batch.length);
      yield { events: batch.filter(({ stream }) => stream.startsWith(streamPrefix)), checkpoint };
    }
  }

  /** Ends every follower and lets go of the file. */
  close(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.#reader.close();
  }

  #assertOpen(): void {
    if (this.#closed.signal.aborted) throw new StoreUnavailable('the log is closed');
  }
}

const QUERIES = {
  forwards: `SELECT ${EVENT_COLUMNS} FROM event WHERE stream = ? AND rev >= ? ORDER BY rev LIMIT ?`,
  backwards: `SELECT ${EVENT_COLUMNS} FROM event WHERE stream = ? AND rev <= ? ORDER BY rev DESC LIMIT ?`,
  exists: 'SELECT 1 FROM event WHERE stream = ? LIMIT 1',
  head: 'SELECT ifnull(max(seq), -1) + 1 AS head FROM event',
  page: `SELECT ${EVENT_COLUMNS} FROM event WHERE seq >= ? ORDER BY seq LIMIT ?`,
  byId: `SELECT ${EVENT_COLUMNS} FROM event WHERE id = ?`,
  recordedAt: 'SELECT recorded FROM event WHERE seq = ?',
} as const;

function prepareAll(db: DatabaseSync): Record<keyof typeof QUERIES, StatementSync> {
  const prepared = Object.entries(QUERIES).map(([name, sql]) => {
    const statement = db.prepare(sql);
    statement.setReadBigInts(true);
    return [name, statement];
  });
  return Object.fromEntries(prepared) as Record<keyof typeof QUERIES, StatementSync>;
}

/** Until something was committed here, or it is time to look again, or nobody waits any more. */
async function wait(woken: Promise<void>, pollMs: number, ended: AbortSignal): Promise<void> {
  const done = new AbortController();
  const signal = AbortSignal.any([ended, done.signal]);
  await Promise.race([woken, sleep(pollMs, undefined, { signal }).catch(() => undefined)]);
  done.abort();
}
