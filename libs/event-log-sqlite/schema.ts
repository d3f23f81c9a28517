/** The file of the embedded log: how it is laid out and how every connection must be set. */
import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '#event-log/errors';

const FORMAT = 1;
const SYNCHRONOUS_FULL = 2;

/**
 * `seq` is the index of the event in the log, dense from 0; the other columns are an index of `leaf`. `closed` is the
 * latest instant for which somebody was told how many events there are: every later event is recorded after it.
 */
const SCHEMA = `
  CREATE TABLE log(origin TEXT NOT NULL) STRICT;
  CREATE TABLE closed(instant TEXT NOT NULL) STRICT;
  INSERT INTO closed VALUES ('');
  CREATE TABLE event(
    seq INTEGER PRIMARY KEY,
    leaf BLOB NOT NULL,
    stream TEXT NOT NULL,
    rev INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    recorded TEXT NOT NULL,
    UNIQUE(stream, rev)
  ) STRICT;
  CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
  CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END;
  CREATE TRIGGER origin_is_never_changed BEFORE UPDATE ON log
    BEGIN SELECT RAISE(ABORT, 'the origin is never changed'); END;
  PRAGMA user_version = ${FORMAT};
`;

/** How long a connection waits for another process's lock before it gives up. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * The one writing connection. Creates the file for `origin` when it is new. WAL with `synchronous=FULL` is what
 * makes an acknowledged event durable, and SQLite forgets the latter at every open: set, then asserted.
 */
export function openForWriting(path: string, origin: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON');
    db.exec('PRAGMA cache_size = -65536');
    assertPragma(db, 'journal_mode', 'wal');
    assertPragma(db, 'synchronous', SYNCHRONOUS_FULL);
    createIfNew(db, origin);
    assertFormat(db, path);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A connection that cannot write, with its own snapshot at every read. */
export function openForReading(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  db.exec('PRAGMA query_only = ON');
  return db;
}

export function originOf(db: DatabaseSync): string {
  return (db.prepare('SELECT origin FROM log').get() as { origin: string }).origin;
}

function createIfNew(db: DatabaseSync, origin: string): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const tables = db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table'").get() as {
      n: number;
    };
    if (tables.n === 0) {
      db.exec(SCHEMA);
      db.prepare('INSERT INTO log(origin) VALUES (?)').run(origin);
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

function assertFormat(db: DatabaseSync, path: string): void {
  const { user_version: format } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (format !== FORMAT) {
    throw new StoreUnavailable(`${path} has the format ${format}; this software reads format ${FORMAT}`);
  }
}

function assertPragma(db: DatabaseSync, name: string, expected: string | number): void {
  const actual = Object.values(db.prepare(`PRAGMA ${name}`).get() as Record<string, unknown>)[0];
  if (actual !== expected)
    throw new StoreUnavailable(`SQLite keeps ${name} at ${String(actual)}, not ${expected}`);
}
