/** L12: public money year by year, beside what others brought; see `#domain/figures/non-withdrawal`. */
import { dayOf } from '#domain/calendar';
import type { Basis, Definition } from '#domain/figures/definitions';
import { totalOf } from '#domain/figures/figure';
import { compareYears, wordingOf, type Comparison, type YearSums } from '#domain/figures/non-withdrawal';
import type { Cents } from '#domain/money';
import { echoOf, type Echo } from '../echo.ts';
import type { Figure, Figures } from '../figures.ts';
import type { Opened } from '../scan/plan.ts';
import type { Selection } from '../question/question.ts';
import { sumUp, type Found } from '../scan/sums.ts';

export interface NonWithdrawal extends Echo, Comparison {
  readonly definition: Figure['definition'];
  readonly partnership: string;
  readonly partnerships: readonly string[];
  readonly basis: Basis;
  /** The finding in words that claim no cause. */
  readonly wording: { readonly it: string; readonly en: string };
}

/** A series of years has no one value that could stand where a figure is asked for. */
export class SeriesHasNoValue extends Error {
  override readonly name = 'SeriesHasNoValue';
}

/** Throws {@link SeriesHasNoValue}. */
export function assertHasValue({ id, kind }: Pick<Definition, 'id' | 'kind'>): void {
  if (kind !== 'SERIES') return;
  throw new SeriesHasNoValue(`${id} is a series of years and has no one value; ask for ${id} alone`);
}

interface YearFound {
  public: Cents;
  others: Cents;
  /** Something public has no stated days, or no value yet. */
  isVague: boolean;
  /** Something of others has no value yet. */
  othersVague: boolean;
}

/** `definition` is one of the kind `SERIES`. Throws as {@link Figures.open} does. */
export function nonWithdrawal(figures: Figures, selection: Selection, definition: Definition): NonWithdrawal {
  const { prices = null, ...inNominal } = selection;
  const opened = figures.open(selection);
  const { position, partnerships } = opened;
  const nominal = yearsOf(figures.open({ ...inNominal, position }), definition);
  const real = prices === null ? null : yearsOf(opened, definition);
  const missing = opened.plan.yearsMissing;
  const lastDay = dayOf(selection.effectiveAsOf);
  const years = [...nominal].map(([year, found]): YearSums => {
    const isMissing = missing.has(year);
    return {
      year,
      public: found.public,
      publicReal: real === null || isMissing ? null : (real.get(year)?.public ?? 0n),
      others: found.others,
      othersVague: found.othersVague,
      unknown: unknownOf(found, dayOf(`${year}-12-31`) > lastDay, isMissing),
    };
  });
  const comparison = compareYears(years, prices !== null);
  const { id, version, kind, name, formula, source } = definition;
  return {
    definition: { id, version, kind, name, formula, source },
    ...{ partnership: selection.partnership, partnerships, basis: selection.basis },
    ...echoOf(selection, position),
    ...comparison,
    wording: wordingOf(comparison, prices),
  };
}

function unknownOf(found: YearFound, isOpen: boolean, isMissing: boolean): YearSums['unknown'] {
  if (found.isVague || found.public === 0n) return 'PUBLIC_UNKNOWN';
  if (isOpen) return 'YEAR_NOT_OVER';
  return isMissing ? 'INDEX_MISSING' : null;
}

/** Above the line stands public money, below what others brought; by side, so that one says nothing of the other. */
function yearsOf(
  { memory, plan, books }: Opened,
  { numerator, denominator }: Definition,
): ReadonlyMap<number, YearFound> {
  const years = new Map<number, YearFound>();
  const readers = [plan.readerOf('year'), plan.readerOf('side')];
  for (const { names, found } of sumUp(memory, plan, books, readers).groups) {
    const year = Number(names[0]);
    const now = years.get(year) ?? { public: 0n, others: 0n, isVague: false, othersVague: false };
    years.set(year, now);
    now.public += totalOf(numerator, found);
    now.others += totalOf(denominator, found);
    if (numerator.sides.some((side) => side === names[1])) now.isVague ||= isVague(found);
    if (denominator.sides.some((side) => side === names[1])) now.othersVague ||= found.unvalued.length > 0;
  }
  return years;
}

/** Assumed days would make a leap year a rise, and what has no value yet makes every sum too low. */
function isVague({ assumedDating, unvalued }: Found): boolean {
  return assumedDating || unvalued.length > 0;
}
