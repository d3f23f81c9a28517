/**
 * From a selection to one pass over the facts: which are visible at both as-of points and match the filters, and what
 * each of them weighs.
 */
import { PUBLIC_SIDES } from '#domain/funding-source/origins';
import { accruedBy, dayOf } from '#domain/calendar';
import { RUNGS, type Rung } from '#domain/contribution/ladder';
import { CPR, ECONOMIC, NET_OF_TAX } from '#domain/figures/facts';
import type { View } from '#domain/figures/definitions';
import { factorOf, type Factor } from '#domain/figures/prices';
import { Decimal, proportion } from '#domain/money';
import type { Book } from '../memory/book.ts';
import { classValue, isOfClass, readerOf, referencesAt, type Reader, type References } from './dimensions.ts';
import type { Memory } from '../memory/memory.ts';
import type { Dimension, Filters, Selection } from '../question/question.ts';
import type { FactClass } from '../fold/tables.ts';

const WEIGHT_OF: Readonly<Record<View, number>> = {
  economic: ECONOMIC,
  cashOnly: ECONOMIC,
  localPublicEuro: ECONOMIC,
  cpr: CPR,
  netOfTax: NET_OF_TAX,
};
const YEARS = 2 ** 12;
const ONE: Factor = { num: 1n, den: 1n };

/** A fact that counts: its amount on that day, and whether it lies within an implied base. */
export type Visit = (row: number, amount: number | bigint, within: boolean) => void;

/** A selection that is ready to be passed over. */
export interface Opened {
  readonly memory: Memory;
  readonly plan: Plan;
  readonly books: readonly Book[];
  /** Ids of the partnerships that are asked about. */
  readonly partnerships: readonly string[];
  readonly position: bigint;
  /** Position of the read model. */
  readonly head: bigint;
}

/** A selection in numbers, for one state of the memory. */
export class Plan {
  readonly selection: Selection;
  readonly references: References;
  readonly position: number;
  readonly day: number;
  /** Years of which something counts and for which the index has no point. */
  readonly yearsMissing = new Set<number>();
  readonly #memory: Memory;
  /** By class code less 1: whether its facts count whatever is filtered. */
  readonly #asked: Uint8Array;
  /** The same, of what passes the filters. */
  readonly #classes: Uint8Array;
  readonly #publicClasses: Uint8Array;
  readonly #filters: readonly ((book: Book, row: number) => boolean)[];
  readonly #yearFilter: ((year: number) => boolean) | null;
  readonly #index: ReadonlyMap<string, string> | null;
  readonly #yearFactors = new Map<number, Factor | null>();
  readonly #rateFactors = new Map<string, Factor>();

  constructor(memory: Memory, selection: Selection, position: bigint) {
    this.#memory = memory;
    this.selection = selection;
    this.position = Number(position);
    this.day = dayOf(selection.effectiveAsOf);
    this.references = referencesAt(memory, this.position);
    this.#asked = Uint8Array.from(memory.classes, (each) => (countsAt(each, selection) ? 1 : 0));
    this.#classes = this.#asked.slice();
    this.#publicClasses = Uint8Array.from(memory.classes, ({ side, standing }) =>
      PUBLIC_SIDES.includes(side) && standing === 'RECORDED' ? 1 : 0,
    );
    const { only = {}, without = {} } = selection;
    this.#yearFilter = yearFilter(only.year, without.year);
    this.#filters = [...this.#filtersBy(only, true), ...this.#filtersBy(without, false)];
    this.#index = selection.prices ? indexAt(memory, selection.prices.series, this.position) : null;
  }

  readerOf(dimension: Dimension): Reader {
    return readerOf(dimension, this.#memory, this.references, this.selection.view);
  }

  /** Visits every fact of a book that counts, in order of recording; only rows `from` to before `to`, if said. */
  visit(book: Book, visit: Visit, from = 0, to = book.length): void {
    const impliedYears = this.#impliedYearsOf(book);
    const { class: classes, year, ofYear } = book.facts.at;
    for (let row = from; row < to; row += 1) {
      if (!this.#isVisible(book, row, this.#classes) || !this.#passes(book, row)) continue;
      if (this.#yearFilter !== null && !this.#yearFilter(year[row] as number)) continue;
      const within =
        impliedYears !== null &&
        this.#publicClasses[(classes[row] as number) - 1] === 1 &&
        impliedYears[ofYear[row] as number] === 1;
      visit(row, this.amountOf(book, row), within);
    }
  }

  /** Whether a fact counts on the day of the selection if it is known; filters read what holds at this position. */
  wouldCount(book: Book, row: number): boolean {
    const { class: classes, sinceDay, year } = book.facts.at;
    return (
      (sinceDay[row] as number) <= this.day &&
      this.#classes[(classes[row] as number) - 1] === 1 &&
      this.#passes(book, row) &&
      (this.#yearFilter === null || this.#yearFilter(year[row] as number))
    );
  }

  /** Whether a year of an implied base stands on that day if it is known, whatever is filtered. */
  wouldImply(book: Book, row: number): boolean {
    const { class: classes, sinceDay } = book.facts.at;
    return (sinceDay[row] as number) <= this.day && this.#asked[(classes[row] as number) - 1] === 1;
  }

  /** Whether a fact is public money that a base implied for its year stands for. */
  isOfBase(book: Book, row: number): boolean {
    return this.#publicClasses[(book.facts.at.class[row] as number) - 1] === 1;
  }

  #isVisible(book: Book, row: number, counted: Uint8Array): boolean {
    const { class: classes, knownFrom, knownTo, sinceDay } = book.facts.at;
    return (
      (knownFrom[row] as number) <= this.position &&
      (knownTo[row] as number) > this.position &&
      (sinceDay[row] as number) <= this.day &&
      counted[(classes[row] as number) - 1] === 1
    );
  }

  #passes(book: Book, row: number): boolean {
    for (const filter of this.#filters) if (!filter(book, row)) return false;
    return true;
  }

  /** What of a fact has accrued on that day, in the prices and at the rates of the selection. */
  amountOf(book: Book, row: number): number | bigint {
    const { cents, toDay, fromDay, year } = book.facts.at;
    const plain = cents[row] as number;
    const exact =
      plain === 0 || (toDay[row] as number) > this.day
        ? accruedBy(
            this.day,
            book.wide.get(row) ?? BigInt(plain),
            fromDay[row] as number,
            toDay[row] as number,
          )
        : plain;
    const { whatIf } = this.selection;
    if (this.#index === null && whatIf === undefined) return exact;
    // Hours have no prices.
    if (this.#memory.classOf(book.facts.at.class[row] as number).unit !== 'EUR') return exact;
    const price = this.#index === null ? ONE : this.#factorOfYear(year[row] as number);
    if (price === null) {
      if (exact !== 0 && exact !== 0n) this.yearsMissing.add(year[row] as number);
      return 0;
    }
    const rate = whatIf === undefined ? ONE : this.#factorOfRate(book, row);
    return proportion(BigInt(exact), price.num * rate.num, price.den * rate.den);
  }

  #factorOfYear(year: number): Factor | null {
    let factor = this.#yearFactors.get(year);
    if (factor === undefined) {
      const { prices } = this.selection;
      factor =
        prices && this.#index !== null
          ? factorOf({ series: prices.series, points: this.#index }, String(year), prices.of)
          : ONE;
      this.#yearFactors.set(year, factor);
    }
    return factor;
  }

  #factorOfRate(book: Book, row: number): Factor {
    const { whatIf = [] } = this.selection;
    const about = (book.facts.at.about[row] as number) - 1;
    const { at } = this.#memory.abouts;
    const [method, rate] = [at.method[about] as number, at.rate[about] as number];
    const { kind } = this.#memory.classOf(book.facts.at.class[row] as number);
    const key = `${kind} ${method} ${rate}`;
    let factor = this.#rateFactors.get(key);
    if (factor === undefined) {
      const name = this.#memory.nameOf(method);
      const asked = whatIf.find((each) => each.kind === kind && (each.method ?? name) === name);
      factor = asked === undefined || rate === 0 ? ONE : quotientOf(asked.rate, this.#memory.nameOf(rate));
      this.#rateFactors.set(key, factor);
    }
    return factor;
  }

  /**
   * The years for which an implied base stands, whatever is filtered; null when there are none. It stands for all
   * public money of such a year, so what was recorded of it is a part: adding both would count the same money twice,
   * and a filter would make a base of what without it is none.
   */
  #impliedYearsOf(book: Book): Uint8Array | null {
    const visible = book.implied.filter((row) => this.#isVisible(book, row, this.#asked));
    if (visible.length === 0) return null;
    const years = new Uint8Array(YEARS);
    for (const row of visible) years[book.facts.at.year[row] as number] = 1;
    return years;
  }

  #filtersBy(filters: Filters, wanted: boolean): ((book: Book, row: number) => boolean)[] {
    const dimensions = (Object.keys(filters) as Dimension[]).filter((each) => each !== 'year');
    return dimensions.flatMap((dimension) => {
      const values = new Set(filters[dimension]);
      if (isOfClass(dimension)) {
        for (const [index, each] of this.#memory.classes.entries()) {
          if (values.has(classValue(dimension, each, this.selection.view)) !== wanted)
            this.#classes[index] = 0;
        }
        return [];
      }
      const reader = this.readerOf(dimension);
      const known = new Map<number, boolean>();
      return (book: Book, row: number): boolean => {
        const code = reader.codeOf(book, row);
        let passes = known.get(code);
        if (passes === undefined) {
          passes = values.has(reader.nameOf(code)) === wanted;
          known.set(code, passes);
        }
        return passes;
      };
    });
  }
}

function countsAt(each: FactClass, { basis, view, scope }: Selection): boolean {
  const least = RUNGS.indexOf(basis.toUpperCase() as Rung);
  const isStrict = scope === 'strict';
  return (
    RUNGS.indexOf(each.stage) >= least &&
    (each.weights & WEIGHT_OF[view]) !== 0 &&
    (view !== 'cashOnly' || each.kind === 'CASH') &&
    !(isStrict && (each.standing === 'IMPLIED' || each.dating === 'ASSUMED' || each.occasional))
  );
}

function yearFilter(
  only: readonly string[] | undefined,
  without: readonly string[] | undefined,
): ((year: number) => boolean) | null {
  if (only === undefined && without === undefined) return null;
  const wanted = new Set(only?.map(Number));
  const unwanted = new Set(without?.map(Number));
  return (year) => (only === undefined || wanted.has(year)) && !unwanted.has(year);
}

/** Points of a series as they were known at a position. */
export function indexAt(memory: Memory, series: string, position: number): ReadonlyMap<string, string> {
  const points = memory.prices.filter((each) => each.series === series && each.knownFrom <= position);
  return new Map(points.map(({ period, value }) => [period, value]));
}

/** Exactly `a / b`, of two positive decimals. */
function quotientOf(a: string, b: string): Factor {
  const scale = new Decimal(10).pow(Math.max(new Decimal(a).decimalPlaces(), new Decimal(b).decimalPlaces()));
  return { num: BigInt(scale.times(a).toFixed(0)), den: BigInt(scale.times(b).toFixed(0)) };
}
