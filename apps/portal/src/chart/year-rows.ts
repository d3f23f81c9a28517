import type { Display, Figure, FigureGroup, Ratio } from '../api/types.ts';
import { signOf, sumDecimals } from '../format/decimal.ts';
import { figureOf, partOf } from '../ledger/readings.ts';

/** From below to above: what the public side put in, then what was added to it. */
export const SERIES = ['recorded', 'implied', 'T', 'F', 'O'] as const;
export type SeriesKey = (typeof SERIES)[number];
export type Amounts = Readonly<Record<SeriesKey, string>>;

export interface YearRow {
  readonly year: string;
  readonly amounts: Amounts;
  readonly total: string;
  readonly leverage: Display | null;
}

export interface YearTable {
  /** The series that have an amount other than zero, from below. */
  readonly series: readonly SeriesKey[];
  readonly rows: readonly YearRow[];
  readonly sum: Omit<YearRow, 'year'>;
  readonly currency: string;
}

const ZERO = '0.00';
const YEARS_AT_MOST = 200;

function amountsOf(ratio: Ratio | undefined): Amounts {
  const part = (side: string) =>
    ratio?.numerator.parts.find((candidate) => candidate.side === side)?.amount.amount ?? ZERO;
  return {
    recorded: ratio?.denominator.recorded.amount ?? ZERO,
    implied: ratio?.denominator.implied.amount ?? ZERO,
    T: part('T'),
    F: part('F'),
    O: part('O'),
  };
}

function leverageOf(ratio: Ratio | undefined): Display | null {
  return ratio === undefined || ratio.value === null ? null : ratio.display;
}

/** Every year between the first and the last, so that an empty year shows as a gap and not as nothing. */
function yearsBetween(groups: readonly FigureGroup[]): string[] {
  const years = groups.map((group) => Number(group.key.year)).toSorted((a, b) => a - b);
  const [first, last] = [years.at(0), years.at(-1)];
  if (first === undefined || last === undefined) return [];
  const count = last - first + 1;
  if (count > YEARS_AT_MOST) return [...new Set(years)].map(String);
  return Array.from({ length: count }, (_, index) => String(first + index));
}

/** The widest ratio knows every side: the multiplier holds all resources, the others only some of them. */
function widest(figures: readonly Figure[]): Figure | undefined {
  const candidates = ['L2', 'L6', 'L1'].map((id) => figureOf(figures, id)).filter((f) => f !== undefined);
  return candidates.find((figure) => partOf(figure, 'T') ?? partOf(figure, 'F')) ?? candidates[0];
}

function rowOf(amounts: Amounts, leverage: Display | null) {
  return { amounts, total: sumDecimals(SERIES.map((key) => amounts[key])), leverage };
}

/** The figures of a partnership year by year, summed exactly; null when there is nothing to lay out. */
export function yearTable(figures: readonly Figure[]): YearTable | null {
  const source = widest(figures);
  if (source === undefined) return null;
  const leverage = figureOf(figures, 'L1');
  const find = (figure: Figure | undefined, year: string) =>
    figure?.groups.find((group) => group.key.year === year);
  const rows = yearsBetween(source.groups).map((year) => ({
    year,
    ...rowOf(amountsOf(find(source, year)), leverageOf(find(leverage, year))),
  }));
  const series = SERIES.filter((key) => rows.some((row) => signOf(row.amounts[key]) !== 0));
  if (series.length === 0) return null;
  const sumOf = (key: SeriesKey) => sumDecimals(rows.map((row) => row.amounts[key]));
  const sums: Amounts = {
    recorded: sumOf('recorded'),
    implied: sumOf('implied'),
    T: sumOf('T'),
    F: sumOf('F'),
    O: sumOf('O'),
  };
  const currency = source.denominator.amount.currency;
  return { series, rows, sum: rowOf(sums, leverageOf(leverage)), currency };
}
