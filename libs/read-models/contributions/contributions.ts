/** The register of contributions as known at a position, by page. */
import type { StatementSync } from 'node:sqlite';
import { moneyOf, type Money } from '#domain/money';
import type { ReadModelReader } from '../runtime/read-model-file.ts';
import type { ContributionStatus } from './projection.ts';

export interface ContributionRow {
  readonly id: string;
  readonly revision: number;
  readonly status: ContributionStatus;
  readonly partnership: string;
  readonly externalRef: string | null;
  readonly payer: string;
  readonly bringer: string;
  readonly fundingSource: string;
  readonly kind: string;
  readonly stage: string;
  readonly effective: { readonly from: string; readonly to: string };
  readonly cup: string | null;
  readonly value: Money;
}

export interface ContributionFilter {
  readonly partnership?: string;
  /** Only contributions of these partnerships. */
  readonly within?: readonly string[];
  readonly bringer?: string;
  readonly kind?: string;
  readonly stage?: string;
  readonly status?: ContributionStatus;
}

export interface ContributionPage {
  readonly rows: readonly ContributionRow[];
  /** Entry after which the next page starts, or null at the end. */
  readonly next: number | null;
  readonly position: bigint;
}

const FILTER_COLUMNS = ['partnership', 'bringer', 'kind', 'stage', 'status'] as const;

export class Contributions {
  readonly #reader: ReadModelReader;

  constructor(reader: ReadModelReader) {
    this.#reader = reader;
  }

  /** In order of recording. `after` is the entry of the last row already seen. */
  list(
    filter: ContributionFilter,
    page: { readonly after: number; readonly limit: number; readonly position?: bigint },
  ): ContributionPage {
    return this.#reader.at(page.position, (prepare, at, checkpoint) => {
      const { within } = filter;
      const used = FILTER_COLUMNS.filter((column) => filter[column] !== undefined);
      const statement = prepare(
        `SELECT * FROM version
         WHERE entry > ? AND known_from <= ? AND (known_to IS NULL OR known_to > ?)
           ${used.map((column) => `AND ${column} = ?`).join(' ')}
           ${within === undefined ? '' : 'AND partnership IN (SELECT value FROM json_each(?))'}
         ORDER BY entry LIMIT ?`,
      );
      const scope = within === undefined ? [] : [JSON.stringify(within)];
      const values = used.map((column) => filter[column] as string);
      const rows = all(statement, page.after, at, at, ...values, ...scope, page.limit + 1);
      const shown = rows.slice(0, page.limit);
      const next = rows.length > page.limit ? Number(shown.at(-1)?.['entry']) : null;
      return { rows: shown.map(toRow), next, position: checkpoint };
    });
  }

  /** The row of one contribution, or null where none is known at that position. */
  find(id: string, position?: bigint): { readonly row: ContributionRow | null; readonly position: bigint } {
    return this.#reader.at(position, (prepare, at, checkpoint) => {
      const statement = prepare(
        'SELECT * FROM version WHERE id = ? AND known_from <= ? AND (known_to IS NULL OR known_to > ?)',
      );
      const [row] = all(statement, id, at, at);
      return { row: row === undefined ? null : toRow(row), position: checkpoint };
    });
  }
}

type Row = Readonly<Record<string, unknown>>;

function all(statement: StatementSync, ...values: (string | number | bigint)[]): Row[] {
  statement.setReadBigInts(true);
  return statement.all(...values);
}

function toRow(row: Row): ContributionRow {
  const text = (column: string): string => row[column] as string;
  return {
    id: text('id'),
    revision: Number(row['revision']),
    status: text('status') as ContributionStatus,
    partnership: text('partnership'),
    externalRef: row['external_ref'] as string | null,
    payer: text('payer'),
    bringer: text('bringer'),
    fundingSource: text('funding_source'),
    kind: text('kind'),
    stage: text('stage'),
    effective: { from: text('effective_from'), to: text('effective_to') },
    cup: row['cup'] as string | null,
    value: moneyOf(row['cents'] as bigint),
  };
}
