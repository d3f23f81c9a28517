/** One row of an OpenCoesione file judged: the project it tells of, or everything that stands in the way. */
import { createHash } from 'node:crypto';
import type { OriginClass } from '#domain/funding-source/origins';
import { holdsPersonalTaxCode, isCup } from '#domain/identifiers';
import type { CsvRecord } from './csv-source.ts';
import * as columns from './opencoesione-columns.ts';
import type { AmountColumn, Header } from './opencoesione-columns.ts';
import { PLACE_COLUMNS, placeOf, type ProjectPlace } from './row-place.ts';
import type { Finding, RowFault } from './row-fault.ts';
import { RowReading } from './row-reading.ts';
import { plainAmount } from './written-amount.ts';

export interface ProjectAmount {
  readonly column: string;
  readonly origin: OriginClass;
  /** ERDF, ESF, EAFRD, EMFF, YEI, FDR, FSC, PAC; null where the column names no fund. */
  readonly fund: string | null;
  /** Integer cents of euro, above zero. */
  readonly cents: bigint;
}

export interface ProjectRow {
  /** First line of the record in the file; the header is line 1. */
  readonly row: number;
  /** COD_LOCALE_PROGETTO, else the CUP as written, else `row-` and a SHA-256 of the row. */
  readonly reference: string;
  /** Well-formed, or null. */
  readonly cup: string | null;
  readonly title: string | null;
  readonly theme: string | null;
  readonly place: ProjectPlace;
  /** `YYYY-MM-DD`. */
  readonly effectiveOn: string;
  /** `ASSUMED` when the row has no date and the caller gave one. */
  readonly dated: 'STATED' | 'ASSUMED';
  /** The amounts that are not zero, in the order of the official header. */
  readonly amounts: readonly ProjectAmount[];
  readonly warnings: readonly RowFault[];
}

export interface RefusedRow {
  readonly kind: 'refused';
  readonly row: number;
  /** The cells there are, by column name in the order of the header, for the error file. */
  readonly record: Readonly<Record<string, string>>;
  /** The errors, then the warnings. */
  readonly faults: readonly RowFault[];
}

export type RowOutcome = { readonly kind: 'project'; readonly project: ProjectRow } | RefusedRow;

export interface JudgedRow {
  readonly outcome: RowOutcome;
  /** FINANZ_DA_REPERIRE, in cents: money sought, never an amount. */
  readonly notYetFoundCents: bigint;
  /** Public components less FINANZ_TOTALE_PUBBLICO, in cents; 0 in an extract, which has no components. */
  readonly componentDifferenceCents: bigint;
}

interface Amounts {
  readonly amounts: readonly ProjectAmount[];
  readonly componentDifferenceCents: bigint;
}

const IN_PUBLIC_TOTAL = new Set(
  columns.NATIONAL_COMPONENTS.filter((column) => column.inPublicTotal).map((column) => column.name),
);
/** A CUP with one wrong, missing or additional character still tells one project from another. */
const NEAR_CUP_FORM = /^[A-Z0-9]{14,16}$/;

/** What a row is judged by besides its own cells. */
export interface RowRules {
  readonly delimiter: string;
  /** `YYYY-MM-DD` that stands in where the row has no date, or null. */
  readonly dateForUndated: string | null;
  /** The row that has this reference already, or null when it is new. Asked about rows without an error only. */
  readonly earlierRow: (reference: string, row: number) => number | null;
}

export function judgeRow(header: Header, record: CsvRecord, rules: RowRules): JudgedRow {
  const reading = new RowReading(header, record);
  if (record.cells.length !== header.columns.length) {
    reading.error('', cellCountFinding(record.cells.length, header.columns.length, rules.delimiter));
    return refused(reading);
  }
  const effective = effectiveDate(reading, rules.dateForUndated);
  const { amounts, componentDifferenceCents } =
    header.layout === 'FULL' ? amountsOfComponents(reading) : amountsOfExtract(reading);
  const notYetFoundCents = reading.amount(columns.NOT_YET_FOUND);
  const cup = cupOf(reading);
  const place = placeOf(reading);
  const { reference, column } = referenceOf(reading);
  refusePersonalData(reading, [column, ...PLACE_COLUMNS]);
  if (effective === null || reading.errors.length > 0) return refused(reading);
  const earlier = rules.earlierRow(reference, record.row);
  if (earlier !== null) {
    reading.error(column, repetitionFinding(earlier));
    return refused(reading);
  }
  const project: ProjectRow = {
    row: record.row,
    reference,
    cup,
    title: reading.text('OC_TITOLO_PROGETTO'),
    theme: reading.text('OC_TEMA_SINTETICO'),
    place,
    ...effective,
    amounts,
    warnings: reading.warnings,
  };
  return { outcome: { kind: 'project', project }, notYetFoundCents, componentDifferenceCents };
}

function cellCountFinding(found: number, expected: number, delimiter: string): Finding<'CELL_COUNT'> {
  const mark = delimiter === '\t' ? 'a tab' : delimiter;
  return {
    code: 'CELL_COUNT',
    detail: `the row has ${found} cells, the header has ${expected}`,
    suggestion:
      found > expected
        ? `put quotes around every cell that holds ${mark}`
        : `find where a cell, or ${mark} after it, is missing`,
  };
}

/** A natural person must never be named in the ledger, so no text that is recorded may hold such a tax code. */
function refusePersonalData(reading: RowReading, recorded: readonly string[]): void {
  for (const column of recorded) {
    if (!holdsPersonalTaxCode(reading.cell(column))) continue;
    reading.error(column, {
      code: 'PERSONAL_DATA',
      detail: 'the cell holds the tax code of a person',
      suggestion: 'take the tax code out; the ledger names no person',
    });
  }
}

function repetitionFinding(otherRow: number): Finding<'REFERENCE_REPEATED'> {
  return {
    code: 'REFERENCE_REPEATED',
    detail: `row ${otherRow} has the same reference`,
    suggestion: 'give the project a reference of its own, or take the row out',
    otherRow,
  };
}

function refused(reading: RowReading): JudgedRow {
  const faults = [...reading.errors, ...reading.warnings];
  const record = reading.asRecord();
  const outcome: RowOutcome = { kind: 'refused', row: reading.row, record, faults };
  return { outcome, notYetFoundCents: 0n, componentDifferenceCents: 0n };
}

function effectiveDate(
  reading: RowReading,
  dateForUndated: string | null,
): Pick<ProjectRow, 'effectiveOn' | 'dated'> | null {
  const errorsBefore = reading.errors.length;
  const start = firstDate(reading, columns.STARTS);
  const forecastEnd = reading.date(columns.FORECAST_END);
  const actualEnd = reading.date(columns.ACTUAL_END);
  if (start !== null && actualEnd !== null && actualEnd < start) {
    reading.warn(columns.ACTUAL_END, {
      code: 'END_BEFORE_START',
      detail: `the project ends before it starts, on ${start}`,
      suggestion: 'check both dates; the start is used',
    });
  }
  const stated = start ?? forecastEnd ?? actualEnd;
  if (stated !== null) return { effectiveOn: stated, dated: 'STATED' };
  if (reading.errors.length > errorsBefore) return null;
  if (dateForUndated === null) {
    reading.error(columns.START, {
      code: 'UNDATED',
      detail: 'the row has no date, so its money belongs to no year',
      suggestion: 'write a date, or give one for all undated rows with --date-for-undated YYYY-MM-DD',
    });
    return null;
  }
  reading.warn(columns.START, {
    code: 'DATE_ASSUMED',
    detail: `the row has no date; ${dateForUndated} is assumed`,
    suggestion: 'write the date of the project when it is known',
  });
  return { effectiveOn: dateForUndated, dated: 'ASSUMED' };
}

/**
 * The first date among the columns. Those of later phases are read only when needed, so that a slip in a date
 * nobody uses refuses no row.
 */
function firstDate(reading: RowReading, names: readonly string[]): string | null {
  const [first = '', second = '', ...rest] = names;
  const leading = [reading.date(first), reading.date(second)];
  const found = leading.find((date) => date !== null);
  if (found !== undefined && found !== null) return found;
  for (const name of rest) {
    const date = reading.date(name);
    if (date !== null) return date;
  }
  return null;
}

function amountsOfExtract(reading: RowReading): Amounts {
  const amounts = nonZero(reading, columns.EXTRACT_AMOUNTS);
  warnWhenNothing(reading, amounts);
  return { amounts, componentDifferenceCents: 0n };
}

function amountsOfComponents(reading: RowReading): Amounts {
  const euFunds = nonZero(reading, columns.EU_FUNDS);
  const national = nonZero(reading, columns.NATIONAL_COMPONENTS);
  const euTotal = reading.amount(columns.EU_TOTAL.name);
  const declared = reading.amount(columns.PUBLIC_TOTAL);
  if (reading.errors.length > 0) return { amounts: [], componentDifferenceCents: 0n };

  const withoutColumn = euTotal - sum(euFunds);
  if (withoutColumn < 0n) {
    reading.warn(columns.EU_TOTAL.name, {
      code: 'EU_TOTAL_BELOW_FUNDS',
      detail: `the EU funds add up to ${plainAmount(sum(euFunds))}, more than their total`,
      suggestion: 'check the EU columns; the single funds are used',
    });
  }
  const remainder = withoutColumn > 0n ? [amountIn(columns.EU_TOTAL, withoutColumn)] : [];
  const amounts = [...remainder, ...euFunds, ...national];
  const publicNational = national.filter((amount) => IN_PUBLIC_TOTAL.has(amount.column));
  const difference = sum([...remainder, ...euFunds, ...publicNational]) - declared;
  if (difference !== 0n) {
    const found = plainAmount(declared + difference);
    reading.warn(columns.PUBLIC_TOTAL, {
      code: 'COMPONENTS_DIFFER',
      detail: `the public components add up to ${found}: ${plainAmount(difference)} apart`,
      suggestion: 'check the columns; the components are used',
    });
  }
  warnWhenNothing(reading, amounts);
  return { amounts, componentDifferenceCents: difference };
}

function warnWhenNothing(reading: RowReading, amounts: readonly ProjectAmount[]): void {
  if (amounts.length > 0 || reading.errors.length > 0) return;
  reading.warn(columns.PUBLIC_TOTAL, {
    code: 'ALL_AMOUNTS_ZERO',
    detail: 'every amount of the row is zero or empty',
    suggestion: 'check whether the project has been financed; nothing is recorded for it',
  });
}

function nonZero(reading: RowReading, names: readonly AmountColumn[]): ProjectAmount[] {
  return names
    .map((column) => amountIn(column, reading.amount(column.name)))
    .filter((amount) => amount.cents !== 0n);
}

function amountIn(column: AmountColumn, cents: bigint): ProjectAmount {
  return { column: column.name, origin: column.origin, fund: column.fund, cents };
}

function sum(amounts: readonly ProjectAmount[]): bigint {
  return amounts.reduce((total, amount) => total + amount.cents, 0n);
}

function cupOf(reading: RowReading): string | null {
  const written = reading.cell('CUP');
  const mended = written.trim().toUpperCase();
  if (mended === '') return null;
  if (!isCup(mended)) {
    reading.warn('CUP', {
      code: 'CUP_MALFORMED',
      detail: 'a CUP is a letter, two digits, a letter and eleven digits; the project is kept without it',
      suggestion: 'look the code up in OpenCUP',
    });
    return null;
  }
  if (mended !== written) {
    reading.warn('CUP', {
      code: 'CUP_MENDED',
      detail: 'the CUP has blanks around it or small letters, and is read without',
      suggestion: mended,
    });
  }
  return mended;
}

/** What tells the project from others, and the column it stands in; no column when it is the whole row. */
function referenceOf(reading: RowReading): { readonly reference: string; readonly column: string } {
  const localCode = reading.text('COD_LOCALE_PROGETTO');
  if (localCode !== null) return { reference: localCode, column: 'COD_LOCALE_PROGETTO' };
  const cup = reading.cell('CUP').trim().toUpperCase();
  if (NEAR_CUP_FORM.test(cup)) return { reference: cup, column: 'CUP' };
  // By column name, so that moving a column makes no new project.
  const cells = Object.entries(reading.asRecord()).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const digest = createHash('sha256').update(JSON.stringify(cells)).digest('hex');
  return { reference: `row-${digest}`, column: '' };
}
