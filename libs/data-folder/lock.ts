/**
 * One holder per data folder. The lock is a file lock that SQLite keeps, so it ends with the process however it
 * ends; a note beside it tells others who holds it.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface Holder {
  readonly pid: number;
  /** What the holder is, such as `service` or `pledger import`. */
  readonly what: string;
  /** Address of a service, for those who would rather talk to it. */
  readonly url: string | null;
  readonly since: string;
}

export class FolderHeld extends Error {
  override readonly name = 'FolderHeld';
  readonly holder: Holder | null;

  constructor(folder: string, holder: Holder | null) {
    const who =
      holder === null ? 'another process' : `${holder.what} (process ${holder.pid}, since ${holder.since})`;
    super(`the data folder ${folder} is held by ${who}`);
    this.holder = holder;
  }
}

export class FolderLock {
  readonly #db: DatabaseSync;
  readonly #note: string;

  /** Throws {@link FolderHeld} at once when somebody else holds the folder. */
  constructor(folder: string, holder: Omit<Holder, 'pid' | 'since'>) {
    this.#note = join(folder, 'holder.json');
    this.#db = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
    try {
      this.#db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    } catch (error) {
      this.#db.close();
      if (!isBusy(error)) throw error;
      throw new FolderHeld(folder, noteIn(this.#note));
    }
    this.note(holder);
  }

  /** Tells others what the holder is now. */
  note(holder: Omit<Holder, 'pid' | 'since'>): void {
    const { what, url } = holder;
    const note: Holder = { pid: process.pid, what, url, since: new Date().toISOString() };
    writeFileSync(this.#note, `${JSON.stringify(note)}\n`);
  }

  release(): void {
    rmSync(this.#note, { force: true });
    this.#db.close();
  }
}

/** SQLite's BUSY: somebody else has the lock. */
function isBusy(error: unknown): boolean {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === 'number' && (errcode & 0xff) === 5;
}

function noteIn(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}
