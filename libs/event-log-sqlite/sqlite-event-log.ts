/**
 * The embedded log: one file, one writer thread, any number of readers. It is event store and journal at once:
 * what it acknowledges is on disk, and what it reads is what it acknowledged.
 */
import { prepareAppend, prepareUnchanged } from '#event-log/append-rules';
import type { EventDraft, RecordedEvent } from '#event-log/envelope';
import { StoreUnavailable } from '#event-log/errors';
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
} from '#event-log/event-log';
import { checkInstant } from '#event-log/read-rules';
import { SqliteJournal } from './sqlite-journal.ts';
import { WriterThread } from './writer-thread.ts';

export interface SqliteEventLogOptions {
  /** Path of `ledger.db`; its folder must exist and must not be a network file system. */
  readonly path: string;
  /** Name of the log for ever; used when the file is new, otherwise the file's own name holds. */
  readonly origin: string;
  /** The UTC instant now, with milliseconds. */
  readonly clock?: () => string;
  /** How long an append may wait for its answer before its outcome is unknown. */
  readonly appendTimeoutMs?: number;
}

const APPEND_TIMEOUT_MS = 10_000;

export class SqliteEventLog implements EventStore, Journal {
  readonly checksOthers = true;
  readonly #writer: WriterThread;
  readonly #journal: SqliteJournal;
  readonly #clock: () => string;
  /** Called after each commit with nothing but the fact; for whoever keeps something up to date. */
  onCommit: () => void = () => undefined;
  #closing: Promise<void> | undefined;

  static async open(options: SqliteEventLogOptions): Promise<SqliteEventLog> {
    const timeoutMs = options.appendTimeoutMs ?? APPEND_TIMEOUT_MS;
    const writer = await WriterThread.start({ path: options.path, origin: options.origin }, timeoutMs);
    return new SqliteEventLog(options, writer);
  }

  private constructor(options: SqliteEventLogOptions, writer: WriterThread) {
    this.#writer = writer;
    this.#journal = new SqliteJournal(options.path);
    this.#clock = options.clock ?? (() => new Date().toISOString());
    writer.onCommit = () => {
      this.#journal.wake();
      this.onCommit();
    };
  }

  get origin(): string {
    return this.#journal.origin;
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    drafts: readonly EventDraft[],
    options: AppendOptions = {},
  ): Promise<Appended> {
    if (this.#closing !== undefined) throw new StoreUnavailable('the log is closed');
    const prepared = prepareAppend(stream, expected, drafts);
    const unchanged = prepareUnchanged(stream, options.unchanged);
    return this.#writer.append({
      stream,
      expected,
      drafts: prepared,
      unchanged,
      now: this.#clock(),
      dryRun: options.dryRun === true,
    });
  }

  readStream(stream: string, options?: ReadStreamOptions): Promise<StreamSlice> {
    return this.#journal.readStream(stream, options);
  }

  head(): Promise<Position> {
    return this.#journal.head();
  }

  read(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    return this.#journal.read(after, limit);
  }

  event(id: string): Promise<RecordedEvent | null> {
    return this.#journal.event(id);
  }

  /** Closes the log up to the instant first, so that no append under way can still be recorded within it. */
  async positionAt(instant: string): Promise<Position> {
    checkInstant(instant);
    if (this.#closing === undefined && instant <= this.#clock()) await this.#writer.closeUpTo(instant);
    return this.#journal.positionAt(instant);
  }

  /** False once the writer is gone: nothing can be appended until the log is opened again. */
  get writable(): boolean {
    return this.#writer.alive;
  }

  follow(after: Position, options: FollowOptions): AsyncIterable<JournalBatch> {
    return this.#journal.follow(after, options);
  }

  /** Waits for the appends under way, ends every follower and lets go of the file. */
  close(): Promise<void> {
    this.#closing ??= this.#writer.close().then(() => this.#journal.close());
    return this.#closing;
  }
}
