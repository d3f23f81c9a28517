/**
 * One data folder, opened: the lock, the log, the read models and the accounts. It is all that the service and the
 * command line need of a ledger; neither knows what the other does with it.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailable } from '#event-log/errors';
import type { EventStore, Journal } from '#event-log/event-log';
import { SqliteEventLog } from '#event-log-sqlite/sqlite-event-log';
import { claimsProjection } from '#read-models/claims/projection';
import { ClaimsRegister, type ClaimsReader } from '#read-models/claims/reader';
import { Contributions } from '#read-models/contributions/contributions';
import { contributionsProjection } from '#read-models/contributions/projection';
import { Directory } from '#read-models/directory/directory';
import { directoryProjection } from '#read-models/directory/projection';
import { Figures } from '#read-models/figures/figures';
import { figuresProjection } from '#read-models/figures/fold/projection';
import type { Projection } from '#read-models/runtime/projection';
import { ReadModelReader } from '#read-models/runtime/read-model-file';
import { Accounts } from './accounts.ts';
import { businessDay } from './business-day.ts';
import { Commands, type CommandOutcome, type CommandRequest } from './commands.ts';
import { FolderLock, type Holder } from './lock.ts';
import { ProjectorThread, type ReadModelState } from './projector-thread.ts';

export interface DataFolderOptions {
  readonly path: string;
  readonly holder: Omit<Holder, 'pid' | 'since'>;
  /** Name of the log for ever, when the folder is new; it should be a host name and path that its keeper owns. */
  readonly origin?: string;
  readonly clock?: () => Date;
}

/** The folder holds another log than the one that was asked for. */
export class OriginDiffers extends Error {
  override readonly name = 'OriginDiffers';

  constructor(path: string, found: string, asked: string) {
    super(`${path} holds the log ${found}, not ${asked}; the name of a log is for ever`);
  }
}

export const LOG_FILE = 'ledger.db';
export const ACCESS_FILE = 'access.db';
export const READ_MODEL_FOLDER = 'read-models';

export type ReadModelName = 'directory' | 'contributions' | 'claims' | 'figures';

export class DataFolder {
  readonly path: string;
  readonly store: EventStore;
  readonly journal: Journal;
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly contributions: Contributions;
  readonly claims: ClaimsRegister;
  readonly figures: Figures;
  readonly lock: FolderLock;
  /** The clock that everything in this folder goes by. */
  readonly now: () => Date;
  readonly #log: SqliteEventLog;
  readonly #headAtOpen: bigint;
  readonly #commands: Commands;
  readonly #projector: ProjectorThread;
  readonly #opened: AsyncDisposableStack;

  /** Throws `FolderHeld` when somebody else has the folder. A folder that does not exist becomes an empty ledger. */
  static async open(options: DataFolderOptions): Promise<DataFolder> {
    const { path, clock = () => new Date() } = options;
    mkdirSync(path, { recursive: true });
    const opened = new AsyncDisposableStack();
    try {
      const lock = opened.adopt(new FolderLock(path, options.holder), (held) => held.release());
      const accounts = opened.adopt(new Accounts(join(path, ACCESS_FILE), clock), (file) => file.close());
      const logPath = join(path, LOG_FILE);
      const origin = options.origin ?? `localhost/${randomBytes(6).toString('hex')}`;
      const log = await SqliteEventLog.open({ path: logPath, origin, clock: () => clock().toISOString() });
      opened.defer(() => log.close());
      if (options.origin !== undefined && log.origin !== options.origin) {
        throw new OriginDiffers(path, log.origin, options.origin);
      }
      const projector = await ProjectorThread.start({ logPath, folder: join(path, READ_MODEL_FOLDER) });
      opened.defer(() => projector.close());
      log.onCommit = () => projector.advance();
      const folder = new DataFolder(
        { path, lock, log, projector, accounts, clock, head: await log.head() },
        opened,
      );
      await folder.upToDate('figures', CATCH_UP_MS);
      folder.figures.refresh();
      return folder;
    } catch (error) {
      await opened.disposeAsync();
      throw error;
    }
  }

  private constructor(parts: Parts, opened: AsyncDisposableStack) {
    this.path = parts.path;
    this.lock = parts.lock;
    this.store = parts.log;
    this.journal = parts.log;
    this.#log = parts.log;
    this.#headAtOpen = parts.head;
    this.now = parts.clock;
    this.accounts = parts.accounts;
    this.#projector = parts.projector;
    this.#opened = opened;
    this.#commands = new Commands(parts.log, parts.log.origin, {
      today: () => businessDay(this.now()),
      claims: () => this.claimsNow(),
    });
    const reader = (projection: Projection): ReadModelReader => {
      const folder = join(parts.path, READ_MODEL_FOLDER);
      return opened.adopt(new ReadModelReader(folder, projection), (file) => file.close());
    };
    this.directory = new Directory(reader(directoryProjection));
    this.contributions = new Contributions(reader(contributionsProjection));
    this.claims = new ClaimsRegister(reader(claimsProjection));
    this.figures = new Figures(reader(figuresProjection));
  }

  execute(request: CommandRequest): Promise<CommandOutcome> {
    return this.#commands.execute(request);
  }

  /** Id of the record of this ledger's own versions of a definition of figures. */
  definitionId(code: string): string {
    return this.#commands.definitionId(code);
  }

  /** Where each read model stands. */
  readModels(): ReadonlyMap<string, ReadModelState> {
    return this.#projector.states();
  }

  set onAdvance(listener: (name: string, position: bigint) => void) {
    this.#projector.onAdvance = listener;
  }

  /**
   * True once the read model has folded everything up to `position`, false when it has not within `timeoutMs`. A read
   * model that is still being folded anew has never reached anything: its answers would be partial.
   */
  reached(name: ReadModelName, position: bigint, timeoutMs: number): Promise<boolean> {
    const least = position > this.#headAtOpen ? position : this.#headAtOpen;
    return this.#projector.reached(name, least, timeoutMs);
  }

  /** False when nothing can be recorded until the folder is opened again. */
  get writable(): boolean {
    return this.#log.writable;
  }

  /** Waits until a read model has all that the log holds now. */
  async upToDate(name: ReadModelName, timeoutMs: number): Promise<boolean> {
    return this.reached(name, await this.journal.head(), timeoutMs);
  }

  /** What the whole ledger has claimed by now. Throws `StoreUnavailable` when the read model is behind for too long. */
  async claimsNow(): Promise<ClaimsReader> {
    if (await this.upToDate('claims', CLAIMS_MS)) return this.claims.at();
    throw new StoreUnavailable('what has been claimed so far is not known: the read model is behind');
  }

  /** Lets go of everything in the reverse order of opening; the lock last. */
  close(): Promise<void> {
    return this.#opened.disposeAsync();
  }
}

interface Parts {
  readonly path: string;
  readonly lock: FolderLock;
  readonly log: SqliteEventLog;
  readonly projector: ProjectorThread;
  readonly accounts: Accounts;
  readonly clock: () => Date;
  /** Position of the log when it was opened. */
  readonly head: bigint;
}

/** A start does not wait longer than this for a rebuild; the service then says that it is behind. */
const CATCH_UP_MS = 2_000;
/** A command that needs the claims waits no longer for them. */
const CLAIMS_MS = 10_000;
