/**
 * Prices of other years: what turns nominal money into money of one year's prices. A factor is an exact fraction and
 * each leaf of a figure is rounded once, so that sums of restated leaves are the restated figure and nothing else.
 */
import { proportion, type Cents } from '../money.ts';

/** A published series such as FOI without tobacco; its points are positive decimals of at most 6 decimals. */
export interface PriceIndex {
  readonly series: string;
  /** By period: `2021`, the average of the year, or `2021-03`, one month. */
  readonly points: ReadonlyMap<string, string>;
}

/** A year or a month. */
export const PERIOD_FORM = /^[12]\d{3}(-(0[1-9]|1[0-2]))?$/;

const YEAR_FORM = /^\d{4}$/;
const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'] as const;
const POINT_DECIMALS = 6;

/** A fraction above zero, in its lowest terms. */
export interface Factor {
  readonly num: bigint;
  readonly den: bigint;
}

/**
 * What money of the prices of `from` is multiplied by to be of the prices of `to`: exact, also where a year is the mean
 * of its months. Null when the series has no point for one of them.
 */
export function factorOf(index: PriceIndex, from: string, to: string): Factor | null {
  const [start, end] = [pointOf(index, from), pointOf(index, to)];
  if (start === null || end === null) return null;
  return lowest(end.num * start.den, end.den * start.num);
}

/** Whether money can be restated to prices of this period: it has a point, or is a year of twelve months that do. */
export function hasPeriod(index: PriceIndex, period: string): boolean {
  return pointOf(index, period) !== null;
}

/** Rounded once, half away from zero: money and what takes it back are restated to exact opposites. */
export function restated(cents: Cents, { num, den }: Factor): Cents {
  return proportion(cents, num, den);
}

/**
 * The point of a period as an exact fraction: its own, or for a year without one the mean of its twelve months. Null
 * when a month is missing: a mean of some months would be the index of another period.
 */
function pointOf({ points }: PriceIndex, period: string): Factor | null {
  const own = points.get(period);
  if (own !== undefined) return { num: millionths(own), den: MILLION };
  if (!YEAR_FORM.test(period)) return null;
  const months = MONTHS.flatMap((month) => points.get(`${period}-${month}`) ?? []);
  if (months.length < MONTHS.length) return null;
  return { num: months.reduce((sum, point) => sum + millionths(point), 0n), den: 12n * MILLION };
}

const MILLION = 10n ** BigInt(POINT_DECIMALS);

function millionths(point: string): bigint {
  const [integer = '0', decimals = ''] = point.split('.');
  return BigInt(integer + decimals.padEnd(POINT_DECIMALS, '0'));
}

function lowest(num: bigint, den: bigint): Factor {
  let [a, b] = [num, den];
  while (b !== 0n) [a, b] = [b, a % b];
  return { num: num / a, den: den / a };
}
