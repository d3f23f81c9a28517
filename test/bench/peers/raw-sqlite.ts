/** The floor under every write to the log: the very same rows, inserted with nothing else done. */
import { DatabaseSync } from 'node:sqlite';
import { EVENT_COLUMNS, type EventRow } from '#event-log-sqlite/rows';
import { openForWriting } from '#event-log-sqlite/schema';

const ROWS_PER_TRANSACTION = 1_000;

export function rowsOf(path: string): readonly EventRow[] {
  const db = new DatabaseSync(path);
  const select = db.prepare(`SELECT ${EVENT_COLUMNS} FROM event ORDER BY seq`);
  select.setReadBigInts(true);
  const rows = select.all() as unknown as EventRow[];
  db.close();
  return rows;
}

/** Rows per second into a new file with the log's own schema, indexes, triggers and fsync. */
export function insertRaw(path: string, rows: readonly EventRow[]): number {
  const db = openForWriting(path, 'bench.example/raw');
  const insert = db.prepare(`INSERT INTO event(${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const started = performance.now();
  for (let first = 0; first < rows.length; first += ROWS_PER_TRANSACTION) {
    db.exec('BEGIN IMMEDIATE');
    for (const { seq, leaf, stream, rev, id, type, recorded } of rows.slice(
      first,
      first + ROWS_PER_TRANSACTION,
    )) {
      insert.run(seq, leaf, stream, rev, id, type, recorded);
    }
    db.exec('COMMIT');
  }
  const seconds = (performance.now() - started) / 1000;
  db.close();
  return rows.length / seconds;
}
