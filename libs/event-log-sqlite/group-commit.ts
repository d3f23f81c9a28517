/**
 * The writer: many waiting appends, one transaction, one fsync, one answer each. Synchronous on purpose; it lives
 * in a thread of its own.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { decideAppend, recordedAt, sealAll } from '#event-log/append-rules';
import type { PreparedDraft, RecordedEvent } from '#event-log/envelope';
import { EventIdTaken, OutcomeUnknown, StoreUnavailable } from '#event-log/errors';
import type { Appended, ExpectedRevision, StreamAt } from '#event-log/event-log';
import { EVENT_COLUMNS, recordedEvent, type EventRow } from './rows.ts';

export interface AppendRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly drafts: readonly PreparedDraft[];
  /** Other streams that the append is tied to. */
  readonly unchanged: readonly StreamAt[];
  /** The instant of the request by the caller's clock. */
  readonly now: string;
  readonly dryRun: boolean;
}

export type Answer = { readonly appended: Appended } | { readonly error: Error };

interface Tail {
  seq: bigint;
  recorded: string | undefined;
  readonly closed: string;
}

/** SQLite's codes for a commit that did not happen: BUSY and FULL. */
const NOT_COMMITTED: ReadonlySet<number> = new Set([5, 13]);

function primaryCode(error: unknown): number {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === 'number' ? errcode & 0xff : -1;
}

export class GroupCommit {
  readonly #db: DatabaseSync;
  readonly #origin: string;
  readonly #tail: StatementSync;
  readonly #current: StatementSync;
  readonly #at: StatementSync;
  readonly #byId: StatementSync;
  readonly #insert: StatementSync;
  readonly #closed: StatementSync;
  readonly #close: StatementSync;
  /** Revisions looked up or written in the transaction under way: many appends of a group rest on the same streams. */
  readonly #revisions = new Map<string, number | 'no_stream'>();
  #broken = false;

  constructor(db: DatabaseSync, origin: string) {
    const prepare = (sql: string): StatementSync => {
      const statement = db.prepare(sql);
      statement.setReadBigInts(true);
      return statement;
    };
    this.#db = db;
    this.#origin = origin;
    this.#tail = prepare('SELECT seq, recorded FROM event ORDER BY seq DESC LIMIT 1');
    this.#closed = prepare('SELECT instant FROM closed');
    this.#close = prepare('UPDATE closed SET instant = ? WHERE instant < ?');
    this.#current = prepare('SELECT rev FROM event WHERE stream = ? ORDER BY rev DESC LIMIT 1');
    this.#at = prepare(`SELECT ${EVENT_COLUMNS} FROM event WHERE stream = ? AND rev = ?`);
    this.#byId = prepare('SELECT 1 FROM event WHERE id = ?');
    this.#insert = prepare(`INSERT INTO event(${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  }

  /** True after a commit whose outcome is unknown: what SQLite remembers can no longer be trusted. */
  get broken(): boolean {
    return this.#broken;
  }

  /** From now on every event is recorded later than this instant, by whichever writer and after any restart. */
  closeUpTo(instant: string): void {
    this.#close.run(instant, instant);
  }

  /**
   * One answer per request, in order. Requests that fail by the rules leave no row. If SQLite fails before the
   * commit, or refuses it for want of room, none is written; if the commit itself fails otherwise (an fsync that
   * reports an error may still have reached the disk), the outcome is unknown and this writer is broken.
   */
  commit(requests: readonly AppendRequest[]): Answer[] {
    let committing = false;
    this.#revisions.clear();
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      const last = this.#tail.get() as { seq: bigint; recorded: string } | undefined;
      const { instant: closed } = this.#closed.get() as { instant: string };
      const tail: Tail = { seq: last?.seq ?? -1n, recorded: last?.recorded, closed };
      const answers = requests.map((request) => this.#answer(request, tail));
      committing = true;
      this.#db.exec('COMMIT');
      return answers;
    } catch (cause) {
      this.#broken = committing && !NOT_COMMITTED.has(primaryCode(cause));
      const why = cause instanceof Error ? cause.message : String(cause);
      const error = this.#broken
        ? new OutcomeUnknown(`the commit failed, and may have reached the disk: ${why}`)
        : new StoreUnavailable(`the log could not be written: ${why}`, { cause });
      this.#rollBack();
      return requests.map(() => ({ error }));
    }
  }

  #rollBack(): void {
    try {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    } catch {
      this.#broken = true;
    }
  }

  #answer(request: AppendRequest, tail: Tail): Answer {
    let sealed: Uint8Array[];
    let revision: number;
    let recorded: string;
    try {
      const decision = this.#decide(request);
      if (decision.kind === 'already') return { appended: decision.appended };
      revision = decision.firstRevision;
      recorded = recordedAt(request.now, tail.recorded, tail.closed);
      sealed = sealAll(request.drafts, request.stream, revision, this.#origin, recorded);
      const taken = request.drafts.find(({ id }) => this.#byId.get(id) !== undefined);
      if (taken !== undefined) throw new EventIdTaken(taken.id);
    } catch (error) {
      return { error: error as Error };
    }
    if (request.dryRun) {
      return { appended: { revision: revision + sealed.length - 1, position: tail.seq + 1n } };
    }
    for (const [i, bytes] of sealed.entries()) {
      const { id, type } = request.drafts[i] as PreparedDraft;
      tail.seq += 1n;
      this.#insert.run(tail.seq, bytes, request.stream, revision + i, id, type, recorded);
    }
    tail.recorded = recorded;
    this.#revisions.set(request.stream, revision + sealed.length - 1);
    return { appended: { revision: revision + sealed.length - 1, position: tail.seq + 1n } };
  }

  #decide({ stream, expected, drafts, unchanged }: AppendRequest): ReturnType<typeof decideAppend> {
    return decideAppend({
      stream,
      expected,
      drafts,
      unchanged,
      currentOf: (name) => this.#currentOf(name),
      at: (rev) => this.#stored(stream, rev),
      origin: this.#origin,
    });
  }

  #currentOf(stream: string): number | 'no_stream' {
    const seen = this.#revisions.get(stream);
    if (seen !== undefined) return seen;
    const last = this.#current.get(stream) as { rev: bigint } | undefined;
    const revision = last === undefined ? 'no_stream' : Number(last.rev);
    this.#revisions.set(stream, revision);
    return revision;
  }

  #stored(stream: string, revision: number): RecordedEvent | undefined {
    const row = this.#at.get(stream, revision) as EventRow | undefined;
    return row === undefined ? undefined : recordedEvent(row);
  }
}
