/**
 * From pledged to verified over time: how much had come at least so far by the end of each year or month. Each point is
 * what a figure would say on that day, on each basis; the days move and what is known stays.
 */
import { OTHER_SIDES, PUBLIC_SIDES } from '#domain/funding-source/origins';
import { dateOf, dayOf, yearOf } from '#domain/calendar';
import { RUNGS } from '#domain/contribution/ladder';
import { BASES, type Basis, type FigureSide, type View } from '#domain/figures/definitions';
import { QUANTITY_SCALE } from '#domain/figures/facts';
import { sideIn, type Unvalued } from '#domain/figures/figure';
import { Decimal, moneyOf, type Money } from '#domain/money';
import { echoOf, type Echo } from '../echo.ts';
import type { Figures } from '../figures.ts';
import type { Opened } from '../scan/plan.ts';
import type { Selection } from '../question/question.ts';
import type { FactClass } from '../fold/tables.ts';

export const CURVE_STEPS = ['YEAR', 'MONTH'] as const;
export type CurveStep = (typeof CURVE_STEPS)[number];

export const CURVE_POINTS_MAX = 240;

export interface Level {
  /** Public money of every level, the health service included. */
  readonly public: Money;
  /** Of the Third Sector, philanthropic and other private; of upper levels where the local public euro is asked. */
  readonly others: Money;
}

export interface CurvePoint extends Readonly<Record<Basis, Level>> {
  readonly effectiveAsOf: string;
  /** What had come at least as a pledge and has no value yet, on the sides of either level: it is in none of them. */
  readonly unvalued: readonly Unvalued[];
}

export interface Curve extends Echo {
  readonly partnership: string;
  readonly partnerships: readonly string[];
  readonly step: CurveStep;
  /** From the end of the first year or month in which something counts; the last is the date that was asked. */
  readonly items: readonly CurvePoint[];
  /** Years without a point of the price index, left out of the sums. */
  readonly yearsMissing: readonly number[];
}

/** The curve would have more points than {@link CURVE_POINTS_MAX}. */
export class CurveTooLong extends Error {
  override readonly name = 'CurveTooLong';
}

const PUBLIC: readonly FigureSide[] = PUBLIC_SIDES;
const OTHERS: readonly FigureSide[] = [...OTHER_SIDES, 'ATTRACTED'];
const LEAST: Basis = 'pledged';
/**
 * An implied base stands among what is delivered, so on the bases above it nothing lies within it: two passes, each for
 * the bases on which the same lies within.
 */
const PASSES: readonly (readonly Basis[])[] = [
  ['pledged', 'committed', 'delivered'],
  ['paid', 'verified'],
];

/** Throws {@link CurveTooLong}, and as {@link Figures.open} does. */
export function curveOf(figures: Figures, selection: Omit<Selection, 'basis'>, step: CurveStep): Curve {
  const whole = figures.open({ ...selection, basis: LEAST });
  const { position, partnerships } = whole;
  const missing = new Set<number>();
  const first = firstDayOf(whole);
  const dates = first === null ? [] : datesFrom(dateOf(first), selection.effectiveAsOf, step);
  const items = dates.map((effectiveAsOf): CurvePoint => {
    const unvalued: Unvalued[] = [];
    const levels = PASSES.flatMap((bases) => {
      const [basis = LEAST] = bases;
      const opened = figures.open({ ...selection, basis, effectiveAsOf, position });
      const found = classesIn(opened);
      if (basis === LEAST) unvalued.push(...unvaluedIn(found));
      for (const year of opened.plan.yearsMissing) missing.add(year);
      return levelsOf(found, bases);
    });
    return { effectiveAsOf, ...(Object.fromEntries(levels) as Record<Basis, Level>), unvalued };
  });
  return {
    ...{ partnership: selection.partnership, partnerships, step },
    ...echoOf(selection, position),
    items,
    yearsMissing: [...missing].sort((a, b) => a - b),
  };
}

/** The level in which facts of a class count, or would if they had a value; null where they do not. */
function placeOf(each: FactClass, view: View): keyof Level | null {
  const side = sideIn(view, each);
  if (PUBLIC.includes(side)) return 'public';
  return OTHERS.includes(side) ? 'others' : null;
}

function firstDayOf({ memory, plan, books }: Opened): number | null {
  const counts = memory.classes.map((each) => placeOf(each, plan.selection.view) !== null);
  let first: number | null = null;
  for (const book of books) {
    const { class: classes, sinceDay } = book.facts.at;
    plan.visit(book, (row) => {
      const day = sinceDay[row] as number;
      if ((first === null || day < first) && counts[(classes[row] as number) - 1] === true) first = day;
    });
  }
  return first;
}

const MONTHS = 12;

/** The last day of each year or month from that of `first` on, and then `last` itself. */
function datesFrom(first: string, last: string, step: CurveStep): string[] {
  const dates: string[] = [];
  const monthOfYear = step === 'YEAR' ? 0 : Number(first.slice(5, 7)) - 1;
  for (let month = yearOf(first) * MONTHS + monthOfYear; ;) {
    month += step === 'YEAR' ? MONTHS : 1;
    const next = `${Math.floor(month / MONTHS)}-${String((month % MONTHS) + 1).padStart(2, '0')}-01`;
    const end = dateOf(dayOf(next) - 1);
    if (end >= last) return [...dates, last];
    dates.push(end);
    if (dates.length === CURVE_POINTS_MAX) {
      throw new CurveTooLong(`from ${first} to ${last} there are more than ${CURVE_POINTS_MAX} points`);
    }
  }
}

/** A sum moves to where there is no limit beyond this: another amount below 2^40 still fits exactly. */
const SPILL = 2 ** 51;

/** What a class of facts adds up to: cents, or millionths of its unit. */
interface ClassSum {
  readonly of: FactClass;
  readonly place: keyof Level | null;
  readonly sum: bigint;
}

/** Within an implied base nothing counts a second time, and needs no value. */
function classesIn({ memory, plan, books }: Opened): readonly ClassSum[] {
  // By class of facts, which says rung and side: the passes are many, so a sum is a plain number while it can be.
  const sums = new Float64Array(memory.classes.length);
  const exact = memory.classes.map(() => 0n);
  for (const book of books) {
    const { class: classes } = book.facts.at;
    plan.visit(book, (row, amount, within) => {
      if (within) return;
      const index = (classes[row] as number) - 1;
      const sum = typeof amount === 'number' ? (sums[index] as number) + amount : null;
      if (sum !== null && sum < SPILL && sum > -SPILL) sums[index] = sum;
      else exact[index] = (exact[index] as bigint) + BigInt(amount);
    });
  }
  return memory.classes.map((of, index) => ({
    of,
    place: placeOf(of, plan.selection.view),
    sum: (exact[index] as bigint) + BigInt(sums[index] as number),
  }));
}

/** What has come at least so far, on each of these bases, of a selection on the least of them. */
function levelsOf(found: readonly ClassSum[], bases: readonly Basis[]): [Basis, Level][] {
  const money = found.filter(({ of }) => of.unit === 'EUR');
  return bases.map((basis) => {
    const counted = money.filter(({ of }) => RUNGS.indexOf(of.stage) >= BASES.indexOf(basis));
    const sumOf = (wanted: keyof Level): Money =>
      moneyOf(counted.reduce((total, { place, sum }) => (place === wanted ? total + sum : total), 0n));
    return [basis, { public: sumOf('public'), others: sumOf('others') }];
  });
}

/** By side, kind and unit, as figures list it. */
function unvaluedIn(found: readonly ClassSum[]): Unvalued[] {
  const sums = new Map<string, Omit<Unvalued, 'quantity'> & { millionths: bigint }>();
  for (const { of, place, sum } of found) {
    const { side, kind, unit } = of;
    if (unit === 'EUR' || place === null) continue;
    const key = `${side} ${kind} ${unit}`;
    const before = sums.get(key) ?? { side, kind, unit, millionths: 0n };
    before.millionths += sum;
    sums.set(key, before);
  }
  return [...sums.values()].flatMap(({ millionths, ...of }) => {
    const quantity = new Decimal(millionths.toString()).div(QUANTITY_SCALE.toString()).toFixed();
    return millionths === 0n ? [] : [{ ...of, quantity }];
  });
}
