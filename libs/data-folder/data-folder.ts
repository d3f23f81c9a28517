/**
 * One data folder, opened: the lock, the log, the read models and the accounts. It is all that the service and the
 * command line need of a ledger; neither knows what the other does with it.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore, Journal } from '#event-log/event-log';
import { SqliteEventLog } from '#event-log-sqlite/sqlite-event-log';
import { Contributions } from '#read-models/contributions/contributions';
import { contributionsProjection } from '#read-models/contributions/projection';
import { Directory } from '#read-models/directory/directory';
import { directoryProjection } from '#read-models/directory/projection';
import { Figures } from '#read-models/figures/figures';
import { figuresProjection } from '#read-models/figures/projection';
import { ReadModelReader } from '#read-models/runtime/read-model-file';
import { Accounts } from './accounts.ts';
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

export const LOG_FILE = 'ledger.db';
export const ACCESS_FILE = 'access.db';
export const READ_MODEL_FOLDER = 'read-models';

export type ReadModelName = 'directory' | 'contributions' | 'figures';

export class DataFolder {
  readonly path: string;
  readonly log: EventStore & Journal;
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly contributions: Contributions;
  readonly figures: Figures;
  readonly lock: FolderLock;
  readonly #commands: Commands;
  readonly #projector: ProjectorThread;
  readonly #readers: readonly ReadModelReader[];

  /** Throws `FolderHeld` when somebody else has the folder. A folder that does not exist becomes an empty ledger. */
  static async open(options: DataFolderOptions): Promise<DataFolder> {
    const { path, clock = () => new Date() } = options;
    mkdirSync(path, { recursive: true });
    const lock = new FolderLock(path, options.holder);
    try {
      const logPath = join(path, LOG_FILE);
      const origin = options.origin ?? `localhost/${randomBytes(6).toString('hex')}`;
      const log = await SqliteEventLog.open({ path: logPath, origin, clock: () => clock().toISOString() });
      const projector = await ProjectorThread.start({ logPath, folder: join(path, READ_MODEL_FOLDER) });
      log.onCommit = () => projector.advance();
      const folder = new DataFolder(path, lock, log, projector, new Accounts(join(path, ACCESS_FILE), clock));
      await folder.upToDate('figures', CATCH_UP_MS);
      folder.figures.refresh();
      return folder;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private constructor(
    path: string,
    lock: FolderLock,
    log: EventStore & Journal,
    projector: ProjectorThread,
    accounts: Accounts,
  ) {
    this.path = path;
    this.lock = lock;
    this.log = log;
    this.accounts = accounts;
    this.#projector = projector;
    this.#commands = new Commands(log, log.origin);
    const folder = join(path, READ_MODEL_FOLDER);
    const directory = new ReadModelReader(folder, directoryProjection);
    const contributions = new ReadModelReader(folder, contributionsProjection);
    const figures = new ReadModelReader(folder, figuresProjection);
    this.#readers = [directory, contributions, figures];
    this.directory = new Directory(directory);
    this.contributions = new Contributions(contributions);
    this.figures = new Figures(figures);
  }

  execute(request: CommandRequest): Promise<CommandOutcome> {
    return this.#commands.execute(request);
  }

  /** Where each read model stands. */
  readModels(): ReadonlyMap<string, ReadModelState> {
    return this.#projector.states();
  }

  set onAdvance(listener: (name: string, position: bigint) => void) {
    this.#projector.onAdvance = listener;
  }

  /** True once the read model has folded everything up to `position`, false when it has not within `timeoutMs`. */
  reached(name: ReadModelName, position: bigint, timeoutMs: number): Promise<boolean> {
    return this.#projector.reached(name, position, timeoutMs);
  }

  /** Waits until a read model has all that the log holds now. */
  async upToDate(name: ReadModelName, timeoutMs: number): Promise<boolean> {
    return this.reached(name, await this.log.head(), timeoutMs);
  }

  async close(): Promise<void> {
    await this.log.close();
    await this.#projector.close();
    for (const reader of this.#readers) reader.close();
    this.accounts.close();
    this.lock.release();
  }
}

/** A start does not wait longer than this for a rebuild; the service then says that it is behind. */
const CATCH_UP_MS = 2_000;
