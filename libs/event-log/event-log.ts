/**
 * The two ports of the log. `EventStore` is where commands write and reload one stream; `Journal` is the
 * ordered copy that read models, queries and proofs read. An embedded log is both at once.
 */
import type { EventDraft, RecordedEvent } from './envelope.ts';

/** How many events the log holds up to a point: 0n is the empty log, and a position is exclusive as a start. */
export type Position = bigint;

/** `any` and `stream_exists` are for tools; commands always name the exact revision or `no_stream`. */
export type ExpectedRevision = number | 'no_stream' | 'stream_exists' | 'any';

export const MAX_EVENTS_PER_APPEND = 2_000;
/** One append in bytes: what an EventStoreDB server takes by default (1 MiB), less its framing. */
export const MAX_APPEND_BYTES = 1_000_000;
/** How many other streams one append can be tied to. */
export const MAX_UNCHANGED = 16;
export const MAX_PAGE = 10_000;
export const STREAM_NAME_FORM = /^[a-z][a-z-]*-[0-9a-zA-Z][0-9a-zA-Z_-]{0,127}$/;

export interface Appended {
  /** Revision of the last event of the append. */
  readonly revision: number;
  /** Position of the last event of the append. */
  readonly position: Position;
}

export interface StreamSlice {
  readonly exists: boolean;
  readonly events: readonly RecordedEvent[];
}

export interface ReadStreamOptions {
  /** First revision of the slice, inclusive; default the beginning, or the end when reading backwards. */
  readonly from?: number;
  readonly direction?: 'forwards' | 'backwards';
  /** At most this many events, 1..{@link MAX_PAGE}; default {@link MAX_PAGE}. */
  readonly limit?: number;
}

/** A stream and the revision that its last event must still have; -1 when it must still not exist. */
export interface StreamAt {
  readonly stream: string;
  readonly revision: number;
}

export interface AppendOptions {
  /**
   * Other streams that the decision rests on, at most {@link MAX_UNCHANGED}: the append happens only while each
   * stands at that revision, else `RevisionConflict` that names the first that does not. They are looked at in the
   * transaction that writes, and on a dry run too. The stream itself must not be among them (`InvalidAppend`): it
   * has its expected revision. A store whose `checksOthers` is false looks at the form of the list and no further.
   */
  readonly unchanged?: readonly StreamAt[];
  /** Answer as the append would be answered, and write nothing. The position is then that of the head. */
  readonly dryRun?: boolean;
}

export interface EventStore {
  /** Whether the store keeps an append tied to the revisions of other streams: {@link AppendOptions.unchanged}. */
  readonly checksOthers: boolean;
  /**
   * Append all drafts or none. Resolves only when they are durable.
   *
   * Repeating an append whose exact revision and event ids are already in the log at that very place succeeds
   * with the first answer and writes nothing, today and after a restart, wherever the streams it was tied to stand
   * by then: it was decided when they stood right. The same ids with other content is an
   * `IntegrityError`. Rejects with `RevisionConflict`, `InvalidAppend`, `TooLarge`, `EventIdTaken`,
   * `StoreUnavailable` (nothing written) or `OutcomeUnknown`.
   */
  append(
    stream: string,
    expected: ExpectedRevision,
    drafts: readonly EventDraft[],
    options?: AppendOptions,
  ): Promise<Appended>;
  readStream(stream: string, options?: ReadStreamOptions): Promise<StreamSlice>;
  close(): Promise<void>;
}

export interface FollowOptions {
  readonly signal: AbortSignal;
  /** Only events of streams that begin with this; checkpoints still advance over the others. */
  readonly streamPrefix?: string;
  /** At most this many events are looked at per batch; default 1,000. */
  readonly batchSize?: number;
}

/** Events in log order and the position up to which the log was looked at, filtered events included. */
export interface JournalBatch {
  readonly events: readonly RecordedEvent[];
  readonly checkpoint: Position;
}

export interface Journal {
  readonly origin: string;
  head(): Promise<Position>;
  /** Events after `after` in log order, at most `limit` (1..{@link MAX_PAGE}). */
  read(after: Position, limit: number): Promise<readonly RecordedEvent[]>;
  /** The event with this id, or null. */
  event(id: string): Promise<RecordedEvent | null>;
  /**
   * How many events were recorded at or before this UTC instant. Once answered for an instant that is not in the
   * future, the answer is final: appends under way are recorded later than that.
   */
  positionAt(instant: string): Promise<Position>;
  /** Catches up from `after`, then stays live until the signal aborts. Pull based: a slow reader holds nothing. */
  follow(after: Position, options: FollowOptions): AsyncIterable<JournalBatch>;
}
