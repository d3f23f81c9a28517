/**
 * Rows that were read and found right, kept on disk until the whole file is known: memory does not grow with the
 * file, a repeated reference is found, and nothing is recorded of a file that turns out to be wrong.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { OriginClass } from '#domain/funding-source/origins';
import type { ProjectRow } from '#interchange/opencoesione';

/** One contribution to be: one amount of one project. */
export interface StagedAmount {
  readonly row: number;
  /** Stable in the source: project reference and column. */
  readonly reference: string;
  readonly origin: OriginClass;
  readonly fund: string | null;
  readonly cents: bigint;
  readonly effectiveOn: string;
  readonly dating: 'STATED' | 'ASSUMED';
  readonly cup: string | null;
  readonly place: ProjectRow['place'];
}

const SCHEMA = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  CREATE TABLE project(reference TEXT PRIMARY KEY, row INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE amount(id INTEGER PRIMARY KEY, row INTEGER NOT NULL, document TEXT NOT NULL) STRICT;
`;
const ROWS_PER_TRANSACTION = 10_000;
const REFERENCE_CHARACTERS_MAX = 200;

/** A long project reference goes by its SHA-256, so that two that begin alike stay two. */
function referenceOf(project: string, column: string): string {
  const reference = `opencoesione:${project}:${column}`;
  if (reference.length <= REFERENCE_CHARACTERS_MAX) return reference;
  return `opencoesione:${createHash('sha256').update(project).digest('hex')}:${column}`;
}

export class Staging {
  readonly #folder = mkdtempSync(join(tmpdir(), 'pledger-import-'));
  readonly #db = new DatabaseSync(join(this.#folder, 'staging.sqlite'));
  readonly #insertProject: StatementSync;
  readonly #firstRow: StatementSync;
  readonly #insertAmount: StatementSync;
  #rows = 0;
  amounts = 0;

  constructor() {
    this.#db.exec(`${SCHEMA} BEGIN`);
    this.#insertProject = this.#db.prepare('INSERT OR IGNORE INTO project VALUES (?, ?)');
    this.#firstRow = this.#db.prepare('SELECT row FROM project WHERE reference = ?');
    this.#insertAmount = this.#db.prepare('INSERT INTO amount(row, document) VALUES (?, ?)');
  }

  /** The row that has this reference already; null when there is none, and from now on it is this row's. */
  earlierRow(reference: string, row: number): number | null {
    if (this.#insertProject.run(reference, row).changes === 1) return null;
    return (this.#firstRow.get(reference) as { row: number }).row;
  }

  add(project: ProjectRow): void {
    const { row, effectiveOn, dated: dating, cup, place } = project;
    for (const { column, origin, fund, cents } of project.amounts) {
      const document = {
        reference: referenceOf(project.reference, column),
        origin,
        fund,
        cents: cents.toString(),
        effectiveOn,
        dating,
        cup,
        place,
      };
      this.#insertAmount.run(row, JSON.stringify(document));
      this.amounts += 1;
    }
    this.#rows += 1;
    if (this.#rows % ROWS_PER_TRANSACTION === 0) this.#db.exec('COMMIT; BEGIN');
  }

  *read(): Generator<StagedAmount> {
    for (const row of this.#db.prepare('SELECT row, document FROM amount ORDER BY id').iterate()) {
      const document = JSON.parse(row['document'] as string) as Omit<StagedAmount, 'row' | 'cents'> & {
        cents: string;
      };
      yield { ...document, row: row['row'] as number, cents: BigInt(document.cents) };
    }
  }

  close(): void {
    this.#db.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
