/**
 * The log in memory: what the ports mean, with nothing clever in it. Tests take it as the oracle for the
 * other stores; it keeps nothing when the process ends.
 */
import { decideAppend, prepareAppend, prepareUnchanged, recordedAt, sealAll } from './append-rules.ts';
import type { EventDraft, RecordedEvent } from './envelope.ts';
import { EventIdTaken, StoreUnavailable } from './errors.ts';
import type {
  Appended,
  AppendOptions,
  EventStore,
  ExpectedRevision,
  FollowOptions,
  Journal,
  JournalBatch,
  Position,
  ReadStreamOptions,
  StreamSlice,
} from './event-log.ts';
import { checkFollow, checkInstant, checkRead, checkReadStream } from './read-rules.ts';

export interface MemoryEventLogOptions {
  readonly origin: string;
  /** The UTC instant now, with milliseconds. */
  readonly clock: () => string;
}

/** What all clients of one log share. */
class Book {
  readonly events: RecordedEvent[] = [];
  /** The latest instant up to which the log is closed. */
  closed = '';
  readonly byStream = new Map<string, RecordedEvent[]>();
  readonly byId = new Map<string, RecordedEvent>();
  /** Wakes whoever follows and has seen everything. */
  readonly waiting = new Set<() => void>();

  add(event: RecordedEvent): void {
    this.events.push(event);
    this.byId.set(event.id, event);
    const stream = this.byStream.get(event.stream);
    if (stream === undefined) this.byStream.set(event.stream, [event]);
    else stream.push(event);
  }

  stream(name: string): readonly RecordedEvent[] {
    return this.byStream.get(name) ?? [];
  }
}

export class MemoryEventLog implements EventStore, Journal {
  readonly origin: string;
  readonly checksOthers = true;
  readonly #options: MemoryEventLogOptions;
  readonly #book: Book;
  readonly #closed = new AbortController();

  constructor(options: MemoryEventLogOptions, book = new Book()) {
    this.origin = options.origin;
    this.#options = options;
    this.#book = book;
  }

  /** One more client of the same log, open until it is closed itself. */
  client(): MemoryEventLog {
    return new MemoryEventLog(this.#options, this.#book);
  }

  /** Nothing is awaited in here: what runs in one go on one thread is all or nothing. */
  async append(
    stream: string,
    expected: ExpectedRevision,
    drafts: readonly EventDraft[],
    options: AppendOptions = {},
  ): Promise<Appended> {
    this.#assertOpen();
    const prepared = prepareAppend(stream, expected, drafts);
    const unchanged = prepareUnchanged(stream, options.unchanged);
    const { events, byId, waiting } = this.#book;
    const decision = decideAppend({
      stream,
      expected,
      drafts: prepared,
      unchanged,
      currentOf: (name) => this.#book.stream(name).at(-1)?.revision ?? 'no_stream',
      at: (revision) => this.#book.stream(stream)[revision],
      origin: this.origin,
    });
    if (decision.kind === 'already') return decision.appended;

    const { firstRevision } = decision;
    const recorded = recordedAt(this.#options.clock(), events.at(-1)?.recorded, this.#book.closed);
    const sealed = sealAll(prepared, stream, firstRevision, this.origin, recorded);
    const taken = drafts.find(({ id }) => byId.has(id));
    if (taken !== undefined) throw new EventIdTaken(taken.id);
    if (options.dryRun === true) {
      return { revision: firstRevision + sealed.length - 1, position: BigInt(events.length) };
    }

    for (const [i, bytes] of sealed.entries()) {
      const { id, type } = drafts[i] as EventDraft;
      const position = BigInt(events.length + 1);
      this.#book.add({ position, stream, revision: firstRevision + i, id, type, recorded, bytes });
    }
    for (const wake of waiting) wake();
    return { revision: firstRevision + sealed.length - 1, position: BigInt(events.length) };
  }

  async readStream(stream: string, options?: ReadStreamOptions): Promise<StreamSlice> {
    const { from, direction, limit } = checkReadStream(options);
    this.#assertOpen();
    const stored = this.#book.stream(stream);
    const turned =
      direction === 'forwards'
        ? stored.slice(from ?? 0)
        : stored.slice(0, from === undefined ? stored.length : from + 1).reverse();
    return { exists: stored.length > 0, events: turned.slice(0, limit).map(copyOf) };
  }

  async close(): Promise<void> {
    this.#closed.abort();
  }

  async head(): Promise<Position> {
    this.#assertOpen();
    return BigInt(this.#book.events.length);
  }

  async read(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    checkRead(after, limit);
    this.#assertOpen();
    return this.#after(after, limit).map(copyOf);
  }

  async event(id: string): Promise<RecordedEvent | null> {
    this.#assertOpen();
    const found = this.#book.byId.get(id);
    return found === undefined ? null : copyOf(found);
  }

  async positionAt(instant: string): Promise<Position> {
    checkInstant(instant);
    this.#assertOpen();
    if (instant <= this.#options.clock() && instant > this.#book.closed) this.#book.closed = instant;
    return BigInt(this.#book.events.filter(({ recorded }) => recorded <= instant).length);
  }

  async *follow(after: Position, options: FollowOptions): AsyncGenerator<JournalBatch, void, undefined> {
    const { signal, streamPrefix = '' } = options;
    const { batchSize } = checkFollow(after, await this.head(), options);
    const ended = AbortSignal.any([signal, this.#closed.signal]);
    let checkpoint = after;
    while (!ended.aborted) {
      const batch = this.#after(checkpoint, batchSize);
      if (batch.length === 0) {
        await this.#nextAppend(ended);
        continue;
      }
      checkpoint += BigInt(batch.length);
      yield { events: batch.filter(({ stream }) => stream.startsWith(streamPrefix)).map(copyOf), checkpoint };
    }
  }

  #after(after: Position, limit: number): readonly RecordedEvent[] {
    return this.#book.events.slice(Number(after), Number(after) + limit);
  }

  /** Resolves at the next append, or when `ended` says that nobody waits for it any more. */
  #nextAppend(ended: AbortSignal): Promise<void> {
    const { waiting } = this.#book;
    return new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        ended.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      ended.addEventListener('abort', wake);
    });
  }

  #assertOpen(): void {
    if (this.#closed.signal.aborted) throw new StoreUnavailable('the log is closed');
  }
}

/** The reader's own copy: whatever is done to its bytes, the log keeps its own. */
function copyOf(event: RecordedEvent): RecordedEvent {
  return { ...event, bytes: event.bytes.slice() };
}
