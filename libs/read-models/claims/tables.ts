/** Rows of the claims, each known from one position until another: what a command was decided by can be asked again. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

/**
 * `stream` is whoever claims and `entry` its place in the order of recording. Cents of one contribution fit an
 * integer; sums over a partnership may not, so they are texts.
 */
export const CLAIM_SCHEMA = `
  CREATE TABLE hours(
    id INTEGER PRIMARY KEY, stream TEXT NOT NULL, entry INTEGER NOT NULL,
    known_from INTEGER NOT NULL, known_to INTEGER,
    person TEXT NOT NULL, minutes INTEGER NOT NULL, from_date TEXT NOT NULL, to_date TEXT NOT NULL
  ) STRICT;
  CREATE INDEX hours_of_stream ON hours(stream) WHERE known_to IS NULL;
  CREATE INDEX hours_of_person ON hours(person, entry);

  CREATE TABLE document(
    id INTEGER PRIMARY KEY, stream TEXT NOT NULL, entry INTEGER NOT NULL,
    known_from INTEGER NOT NULL, known_to INTEGER,
    sha256 TEXT NOT NULL, issuer TEXT, number TEXT, share_bp INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX document_of_stream ON document(stream) WHERE known_to IS NULL;
  CREATE INDEX document_by_bytes ON document(sha256, entry);
  CREATE INDEX document_by_number ON document(issuer, number, entry) WHERE number IS NOT NULL;

  CREATE TABLE draw(
    id INTEGER PRIMARY KEY, stream TEXT NOT NULL, entry INTEGER NOT NULL,
    known_from INTEGER NOT NULL, known_to INTEGER,
    contribution TEXT NOT NULL, from_party TEXT NOT NULL, to_party TEXT, cents INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX draw_of_stream ON draw(stream, id);
  CREATE INDEX draw_on_contribution ON draw(contribution, entry);

  CREATE TABLE total(
    id INTEGER PRIMARY KEY, known_from INTEGER NOT NULL, known_to INTEGER,
    partnership TEXT NOT NULL, side TEXT NOT NULL, in_kind INTEGER NOT NULL, cents TEXT NOT NULL
  ) STRICT;
  CREATE INDEX total_of_partnership ON total(partnership, known_to);
`;

type Value = string | number | bigint | null;
type Row = Readonly<Record<string, Value>>;

/** A table of claims: what a stream claims now takes the place of what it claimed before. */
export class ClaimTable {
  readonly #insert: StatementSync;
  readonly #end: StatementSync;
  readonly #current: StatementSync;
  readonly #columns: readonly string[];
  #lastId: number;

  constructor(db: DatabaseSync, table: 'hours' | 'document' | 'draw', columns: readonly string[]) {
    this.#columns = columns;
    this.#insert = db.prepare(`INSERT INTO ${table} VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?)`);
    this.#end = db.prepare(`UPDATE ${table} SET known_to = ? WHERE id = ?`);
    this.#current = db.prepare(`SELECT * FROM ${table} WHERE stream = ? AND known_to IS NULL ORDER BY id`);
    this.#current.setReadBigInts(true);
    this.#lastId = (db.prepare(`SELECT ifnull(max(id), 0) AS id FROM ${table}`).get() as { id: number }).id;
  }

  /** Rows that stay as they are keep the position from which they were known; most often some only join them. */
  replace(
    stream: string,
    entry: number,
    position: bigint,
    was: readonly (readonly Value[])[],
    now: readonly (readonly Value[])[],
  ): void {
    const differs = was.findIndex((row, i) => !isSame(row, now[i]));
    const added = differs === -1 ? now.slice(was.length) : this.#endOthers(stream, position, now);
    for (const values of added) {
      this.#lastId += 1;
      this.#insert.run(this.#lastId, stream, entry, position, ...values);
    }
  }

  /** Ends what is not claimed any more; what is not claimed yet is left. */
  #endOthers(
    stream: string,
    position: bigint,
    rows: readonly (readonly Value[])[],
  ): readonly (readonly Value[])[] {
    const wanted = rows.map((values) => ({ values, key: keyOf(values) }));
    for (const row of this.#current.all(stream) as Row[]) {
      const key = keyOf(this.#columns.map((column) => row[column] ?? null));
      const kept = wanted.findIndex((each) => each.key === key);
      if (kept === -1) this.#end.run(position, row['id'] as bigint);
      else wanted.splice(kept, 1);
    }
    return wanted.map(({ values }) => values);
  }
}

function isSame(row: readonly Value[], other: readonly Value[] | undefined): boolean {
  return other !== undefined && row.every((value, i) => value === other[i]);
}

function keyOf(values: readonly Value[]): string {
  return JSON.stringify(values.map((value) => (value === null ? null : String(value))));
}

/** Sums of what is verified in a partnership, by side and whether it was given in kind. */
export class TotalTable {
  readonly #insert: StatementSync;
  readonly #end: StatementSync;
  readonly #current: StatementSync;
  #lastId: number;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO total VALUES (?, ?, NULL, ?, ?, ?, ?)');
    this.#end = db.prepare('UPDATE total SET known_to = ? WHERE id = ?');
    this.#current = db.prepare(
      'SELECT id, cents FROM total WHERE partnership = ? AND side = ? AND in_kind = ? AND known_to IS NULL',
    );
    this.#lastId = (db.prepare('SELECT ifnull(max(id), 0) AS id FROM total').get() as { id: number }).id;
  }

  add(
    position: bigint,
    partnership: string,
    { side, inKind, cents }: { side: string; inKind: boolean; cents: bigint },
  ): void {
    const before = this.#current.get(partnership, side, Number(inKind)) as
      { id: number; cents: string } | undefined;
    if (before !== undefined) this.#end.run(position, before.id);
    const sum = BigInt(before?.cents ?? 0) + cents;
    if (sum === 0n) return;
    this.#lastId += 1;
    this.#insert.run(this.#lastId, position, partnership, side, Number(inKind), sum.toString());
  }
}
