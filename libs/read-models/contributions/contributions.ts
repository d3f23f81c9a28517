/** The register of contributions as known at a position, by page. */
import type { StatementSync } from 'node:sqlite';
import { RUNGS, type Rung } from '#domain/contribution/ladder';
import { moneyOf, type Money } from '#domain/money';
import type { ReadModelReader } from '../runtime/read-model-file.ts';
import type { ContributionStatus } from './projection.ts';

/** How much of a contribution stands on each rung; of these, what a part was cut by and what waits for a decision. */
export interface Balances {
  readonly rungs: Readonly<Record<Rung, Money>>;
  readonly cut: Money;
  readonly undecided: Money;
}

export interface ContributionRow {
  readonly id: string;
  readonly revision: number;
  readonly status: ContributionStatus;
  readonly partnership: string;
  readonly externalRef: string | null;
  /** Null of a relational resource, as are its funding source and stage. */
  readonly payer: string | null;
  readonly bringer: string;
  readonly receiver: string | null;
  readonly fundingSource: string | null;
  readonly kind: string;
  readonly family: string;
  readonly stage: string | null;
  readonly effective: { readonly from: string; readonly to: string };
  readonly cup: string | null;
  readonly usersArea: string | null;
  /** Something of it is about days of a year that was closed before. */
  readonly late: boolean;
  /** What the partner that is credited says of it. */
  readonly word: 'NONE' | 'CONFIRMED' | 'CONTESTED';
  /** How many documents prove it. */
  readonly documents: number;
  readonly expiresOn: string | null;
  /** Null of a relational resource, and while nobody has valued it; so are the balances. */
  readonly value: Money | null;
  readonly balances: Balances | null;
}

export interface ContributionFilter {
  readonly partnership?: string;
  /** Only contributions of these partnerships. */
  readonly within?: readonly string[];
  readonly bringer?: string;
  readonly kind?: string;
  readonly stage?: string;
  readonly status?: ContributionStatus;
  readonly word?: ContributionRow['word'];
  /** Whether something of it waits for verification. */
  readonly undecided?: boolean;
  readonly late?: boolean;
}

export interface ContributionPage {
  readonly rows: readonly ContributionRow[];
  /** Entry after which the next page starts, or null at the end. */
  readonly next: number | null;
  readonly position: bigint;
}

/** What is still open in a year of a partnership: what an office looks through before it closes the year. */
export interface YearOpen {
  readonly unverified: number;
  readonly contested: number;
  readonly evidenceMissing: number;
  /** Pledges that are open and end with the year or before: by their last day, or by their expiry. */
  readonly openPledges: number;
  /** Resources that nobody has valued yet, for want of a method or a rate; relational ones need none. */
  readonly unvalued: number;
  readonly position: bigint;
}

export interface ExpiringFilter {
  readonly partnership: string;
  readonly bringer?: string;
  /** Pledges that are due on this day or before. */
  readonly until: string;
}

export interface ExpiringPledge {
  readonly row: ContributionRow;
  /** The day by which it should have come: its expiry or the end of its days, whichever is first. */
  readonly dueOn: string;
}

export interface ExpiringPage {
  readonly pledges: readonly ExpiringPledge[];
  /** How many pledges there are in all, and how much of them is open; what has no value yet is not in it. */
  readonly count: number;
  readonly open: Money;
  /** How many are on this page and those before it, or null at the end. */
  readonly next: number | null;
  readonly position: bigint;
}

const FILTER_COLUMNS = ['partnership', 'bringer', 'kind', 'stage', 'status', 'word'] as const;
const KNOWN = 'known_from <= ? AND (known_to IS NULL OR known_to > ?)';

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
      const { within, undecided, late } = filter;
      const used = FILTER_COLUMNS.filter((column) => filter[column] !== undefined);
      const statement = prepare(
        `SELECT * FROM version
         WHERE entry > ? AND ${KNOWN}
           ${used.map((column) => `AND ${column} = ?`).join(' ')}
           ${undecided === undefined ? '' : `AND (ifnull(undecided, 0) > 0) = ${Number(undecided)}`}
           ${late === undefined ? '' : `AND late = ${Number(late)}`}
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
      const statement = prepare(`SELECT * FROM version WHERE id = ? AND ${KNOWN}`);
      const [row] = all(statement, id, at, at);
      return { row: row === undefined ? null : toRow(row), position: checkpoint };
    });
  }

  /** Pledges of which something is open, those that are due first at the head. `after`: how many were seen already. */
  expiring(
    { partnership, bringer, until }: ExpiringFilter,
    page: { readonly after: number; readonly limit: number; readonly position?: bigint },
  ): ExpiringPage {
    return this.#reader.at(page.position, (prepare, at, checkpoint) => {
      const due = 'min(effective_to, ifnull(expires_on, effective_to))';
      const where = `FROM version WHERE partnership = ? AND ${KNOWN} AND status = 'PLEDGED' AND ${due} <= ?
        AND bringer = ifnull(?, bringer)`;
      const values = [partnership, at, at, until, bringer ?? null];
      const listed = prepare(`SELECT *, ${due} AS due_on ${where} ORDER BY due_on, entry LIMIT ? OFFSET ?`);
      const summed = prepare(`SELECT count(*) AS count, ifnull(sum(pledged), 0) AS open ${where}`);
      const rows = all(listed, ...values, page.limit + 1, page.after);
      const [sums = {}] = all(summed, ...values);
      const shown = rows.slice(0, page.limit);
      return {
        pledges: shown.map((row) => ({ row: toRow(row), dueOn: row['due_on'] as string })),
        count: Number(sums['count']),
        open: moneyOf(sums['open'] as bigint),
        next: rows.length > page.limit ? page.after + page.limit : null,
        position: checkpoint,
      };
    });
  }

  /** Counts of contributions with days in this year that leave something open. */
  yearOpen(partnership: string, year: number, position?: bigint): YearOpen {
    const [first, last] = [`${year}-01-01`, `${year}-12-31`];
    return this.#reader.at(position, (prepare, at, checkpoint) => {
      const statement = prepare(
        `SELECT count(*) FILTER (WHERE undecided > 0) AS unverified,
           count(*) FILTER (WHERE word = 'CONTESTED') AS contested,
           count(*) FILTER (WHERE documents = 0 AND delivered + paid + verified > 0) AS evidenceMissing,
           count(*) FILTER (WHERE status = 'PLEDGED' AND min(effective_to, ifnull(expires_on, effective_to)) <= ?)
             AS openPledges,
           count(*) FILTER (WHERE cents IS NULL AND kind <> 'RELATIONAL') AS unvalued
         FROM version
         WHERE partnership = ? AND ${KNOWN} AND status <> 'REVERSED' AND effective_from <= ? AND effective_to >= ?`,
      );
      const [row = {}] = all(statement, last, partnership, at, at, last, first);
      const count = (column: string): number => Number(row[column]);
      return {
        unverified: count('unverified'),
        contested: count('contested'),
        evidenceMissing: count('evidenceMissing'),
        openPledges: count('openPledges'),
        unvalued: count('unvalued'),
        position: checkpoint,
      };
    });
  }
}

type Row = Readonly<Record<string, unknown>>;

function all(statement: StatementSync, ...values: (string | number | bigint | null)[]): Row[] {
  statement.setReadBigInts(true);
  return statement.all(...values);
}

function toRow(row: Row): ContributionRow {
  const text = (column: string): string => row[column] as string;
  const textOrNull = (column: string): string | null => row[column] as string | null;
  const money = (column: string): Money => moneyOf(row[column] as bigint);
  const valued = row['cents'] !== null;
  return {
    id: text('id'),
    revision: Number(row['revision']),
    status: text('status') as ContributionStatus,
    partnership: text('partnership'),
    externalRef: textOrNull('external_ref'),
    payer: textOrNull('payer'),
    bringer: text('bringer'),
    receiver: textOrNull('receiver'),
    fundingSource: textOrNull('funding_source'),
    kind: text('kind'),
    family: text('family'),
    stage: textOrNull('stage'),
    effective: { from: text('effective_from'), to: text('effective_to') },
    cup: textOrNull('cup'),
    usersArea: textOrNull('users_area'),
    late: row['late'] === 1n,
    word: text('word') as ContributionRow['word'],
    documents: Number(row['documents']),
    expiresOn: textOrNull('expires_on'),
    value: valued ? money('cents') : null,
    balances: valued
      ? {
          rungs: Object.fromEntries(
            RUNGS.map((rung) => [rung, money(rung.toLowerCase())]),
          ) as Balances['rungs'],
          cut: money('cut'),
          undecided: money('undecided'),
        }
      : null,
  };
}
