/** The file of one projection version: opened, folded into, read, dumped. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Decoded } from '#event-sourcing/codec';
import type { LedgerEvent } from '../domain-events.ts';
import type { Apply, Projection } from './projection.ts';

const BUSY_TIMEOUT_MS = 5_000;
const SIDE_FILES = ['', '-wal', '-shm'];
const CHECKPOINT_SCHEMA = `
  CREATE TABLE checkpoint(position INTEGER NOT NULL, origin TEXT NOT NULL, event TEXT NOT NULL) STRICT;
  INSERT INTO checkpoint VALUES (0, '', '');
`;

export function fileNameOf({ name, version }: Projection): string {
  return `${name}@${version}.sqlite`;
}

/** Which event of which log a read model has folded last. */
export interface Checkpoint {
  readonly position: bigint;
  /** Empty while nothing is folded. */
  readonly origin: string;
  readonly event: string;
}

/** A position beyond what the read model has folded. */
export class PositionAhead extends Error {
  override readonly name = 'PositionAhead';
  readonly position: bigint;

  constructor(asked: bigint, position: bigint) {
    super(`position ${asked} is beyond ${position}`);
    this.position = position;
  }
}

/**
 * The folding end. The checkpoint is in the transaction of the rows, so a crash leaves both or neither. A file that
 * cannot be read as a read model is no loss: it is removed and folded anew.
 */
export class ReadModelWriter {
  readonly projection: Projection;
  readonly #db: DatabaseSync;
  readonly #apply: Apply;
  readonly #advance: StatementSync;
  #last: Checkpoint;
  #failed = false;

  constructor(folder: string, projection: Projection) {
    mkdirSync(folder, { recursive: true });
    this.projection = projection;
    this.#db = openOrReplace(folder, projection);
    this.#last = lastOf(this.#db);
    this.#advance = this.#db.prepare('UPDATE checkpoint SET position = ?, origin = ?, event = ?');
    this.#apply = projection.open(this.#db);
  }

  get checkpoint(): bigint {
    return this.#last.position;
  }

  /** Tells whether the log that is to be folded on is the one that was folded so far. */
  get last(): Checkpoint {
    return this.#last;
  }

  /** Folds events that follow the checkpoint without a gap. After an error nothing of the batch is in the file. */
  fold(items: readonly Decoded<LedgerEvent>[]): void {
    if (this.#failed) throw new Error(`${this.projection.name} failed to fold; open it anew`);
    this.#assertNext(items);
    const last = items.at(-1);
    if (last === undefined) return;
    const { position } = last;
    const { origin, id: event } = last.envelope;
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const item of items) this.#apply(item);
      this.#advance.run(position, origin, event);
      this.#db.exec('COMMIT');
    } catch (error) {
      // What the projection keeps in memory is ahead of the rows now.
      this.#failed = true;
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
    this.#last = { position, origin, event };
  }

  #assertNext(items: readonly Decoded<LedgerEvent>[]): void {
    let { position } = this.#last;
    for (const item of items) {
      position += 1n;
      if (item.position === position) continue;
      throw new RangeError(`${this.projection.name} expects position ${position}, got ${item.position}`);
    }
  }

  close(): void {
    this.#db.close();
  }
}

function openOrReplace(folder: string, projection: Projection): DatabaseSync {
  const path = join(folder, fileNameOf(projection));
  try {
    return openForFolding(path, projection);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    removeFile(path);
    return openForFolding(path, projection);
  }
}

function openForFolding(path: string, projection: Projection): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536');
    db.exec('BEGIN IMMEDIATE');
    const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
    if (tables.n === 0) db.exec(`${projection.schema} ${CHECKPOINT_SCHEMA}`);
    db.exec('COMMIT');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** SQLite's CORRUPT and NOTADB. */
function isUnreadable(error: unknown): boolean {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === 'number' && [11, 26].includes(errcode & 0xff);
}

function removeFile(path: string): void {
  for (const suffix of SIDE_FILES) rmSync(`${path}${suffix}`, { force: true });
}

/** The asking end: rows and checkpoint are read in one transaction, so an answer's position is exact. */
export class ReadModelReader {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(folder: string, projection: Projection) {
    this.#db = new DatabaseSync(join(folder, fileNameOf(projection)), { timeout: BUSY_TIMEOUT_MS });
    this.#db.exec('PRAGMA query_only = ON');
  }

  checkpoint(): bigint {
    return checkpointOf(this.#db);
  }

  /** Reads as of `position`, or of the newest; throws {@link PositionAhead} when that is not folded yet. */
  at<Result>(
    position: bigint | undefined,
    read: (prepare: (sql: string) => StatementSync, at: bigint, checkpoint: bigint) => Result,
  ): Result {
    return this.snapshot((prepare, checkpoint) => {
      if (position !== undefined && position > checkpoint) throw new PositionAhead(position, checkpoint);
      return read(prepare, position ?? checkpoint, checkpoint);
    });
  }

  snapshot<Result>(read: (prepare: (sql: string) => StatementSync, checkpoint: bigint) => Result): Result {
    this.#db.exec('BEGIN');
    try {
      return read((sql) => this.#prepare(sql), checkpointOf(this.#db));
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  close(): void {
    this.#db.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** SHA-256 over every row of every table in order: equal digests, equal read models. */
export function digestOf(folder: string, projection: Projection): string {
  const db = new DatabaseSync(join(folder, fileNameOf(projection)), { readOnly: true });
  try {
    const hash = createHash('sha256');
    const tables: [string, string][] = [...Object.entries(projection.tables), ['checkpoint', 'position']];
    for (const [table, order] of tables) {
      const rows = db.prepare(`SELECT * FROM ${table} ORDER BY ${order}`);
      rows.setReadBigInts(true);
      hash.update(`${table}\n`);
      for (const row of rows.iterate()) hash.update(`${JSON.stringify(Object.values(row).map(written))}\n`);
    }
    return hash.digest('hex');
  } finally {
    db.close();
  }
}

/** Removes a projection's file, this version and older ones; folding starts from nothing next time. */
export function removeReadModel(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder).filter(
    (entry) => entry.startsWith(`${name}@`) && entry.endsWith('.sqlite'),
  )) {
    removeFile(join(folder, file));
  }
}

function written(value: unknown): string {
  return value instanceof Uint8Array
    ? Buffer.from(value).toString('hex')
    : `${typeof value}:${String(value)}`;
}

function checkpointOf(db: DatabaseSync): bigint {
  const statement = db.prepare('SELECT position FROM checkpoint');
  statement.setReadBigInts(true);
  return (statement.get() as { position: bigint }).position;
}

function lastOf(db: DatabaseSync): Checkpoint {
  const statement = db.prepare('SELECT position, origin, event FROM checkpoint');
  statement.setReadBigInts(true);
  return statement.get() as unknown as Checkpoint;
}
