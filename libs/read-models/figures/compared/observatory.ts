/**
 * The observatory: one figure across all partnerships, by a trait that they have at the position that is asked. A chain
 * of partnerships is one of them, with the traits of its newest link. Published data sets are no partnerships: they are
 * the comparison beside, and never in a sum with the others.
 */
import type { Definition } from '#domain/figures/definitions';
import { coverageOf, ratioOf, totalOf, type Quotient } from '#domain/figures/figure';
import { heldBack, medianOf, TOLD_FROM } from '#domain/figures/observatory';
import { moneyOf, type Money } from '#domain/money';
import { SIZE_CLASSES } from '#domain/partnership/size-class';
import { echoOf, type Echo } from '../echo.ts';
import type { Figure, Figures } from '../figures.ts';
import type { Opened } from '../scan/plan.ts';
import { NOT_STATED, type Selection } from '../question/question.ts';
import { assertHasValue } from '../kinds/series.ts';
import { sumUp, type Found } from '../scan/sums.ts';
import type { PartnershipTraits } from '../fold/traits.ts';

/** `area`: the users' areas; a partnership that works in several is in each, so these groups overlap. */
export const OBSERVED_BY = ['region', 'sizeClass', 'instrument', 'area'] as const;
export type ObservedBy = (typeof OBSERVED_BY)[number];

/** No partnership in particular. */
export const EVERYWHERE = '';

export interface ObservatoryQuestion extends Omit<Selection, 'partnership' | 'chain'> {
  /** `L1` or `L1@2`; no series. */
  readonly definition: string;
  readonly by: ObservedBy;
}

/** What a group says. What is not told is null, as is what has no value. */
export interface Observed {
  /** Partnerships in which the figure has a value: the others are in no sum. */
  readonly partnerships: number;
  readonly withoutValue: number;
  /** Sums over the partnerships; null also where groups overlap and would count money more than once. */
  readonly numerator: Money | null;
  readonly denominator: Money | null;
  /** The ratio of these sums. */
  readonly ratioOfSums: Quotient | null;
  readonly median: Quotient | null;
  /** Share of the recorded value that could be put on a side, with 4 decimals. */
  readonly coverage: string | null;
  /** Held back: fewer than five partnerships, or what would tell of fewer than five. */
  readonly suppressed: boolean;
}

export interface ObservedGroup extends Observed {
  readonly key: string;
}

export interface Observatory extends Echo {
  readonly definition: Figure['definition'];
  readonly basis: Selection['basis'];
  readonly by: ObservedBy;
  readonly overlapping: boolean;
  readonly items: readonly ObservedGroup[];
  readonly total: Observed;
  /** Published data sets that were imported to compare with. They are public, so they are told however few. */
  readonly comparison: Observed;
}

interface Unit {
  readonly traits: PartnershipTraits;
  readonly found: Found;
}

/** Throws `SeriesHasNoValue`, and as {@link Figures.answer} does. */
export function observe(figures: Figures, question: ObservatoryQuestion): Observatory {
  const { definition: asked, by, ...selection } = question;
  const opened = figures.open({ ...selection, partnership: EVERYWHERE });
  const definition = figures.definition(asked, selection.effectiveAsOf, opened.position);
  const { id, version, kind, name, formula, source } = definition;
  assertHasValue(definition);
  const units = unitsOf(opened);
  const isSet = ({ traits }: Unit): boolean => traits.instrument === 'IMPORTED_DATASET';
  const partnerships = units.filter((unit) => !isSet(unit));
  const overlapping = by === 'area';
  const groups = groupsOf(partnerships, by).map(([key, members]) => ({
    key,
    ...observed(definition, members, !overlapping),
  }));
  const held = heldBack(
    groups.map((group) => group.partnerships),
    !overlapping,
  );
  const total = observed(definition, partnerships, true);
  return {
    definition: { id, version, kind, name, formula, source },
    ...{ basis: selection.basis, by, overlapping },
    ...echoOf(selection, opened.position),
    items: groups.map((group, index) => (held[index] === true ? { ...group, ...HELD_BACK } : group)),
    total: total.partnerships < TOLD_FROM ? { ...total, ...HELD_BACK } : total,
    comparison: observed(definition, units.filter(isSet), true),
  };
}

const HELD_BACK = {
  ...{ numerator: null, denominator: null, ratioOfSums: null, median: null, coverage: null },
  suppressed: true,
} as const;

/** Each partnership or chain, in order of registration, and what it adds up to. */
function unitsOf({ memory, plan, position }: Opened): readonly Unit[] {
  const traits = new Map<number, PartnershipTraits>();
  const before = new Map<number, number>();
  for (const each of memory.partnerships) {
    if (each.knownFrom > Number(position)) break;
    traits.set(each.partnership, each.traits);
    if (each.follows !== 0) before.set(each.partnership, each.follows);
  }
  return chainsOf(traits, before).map((chain): Unit => {
    const books = chain.flatMap((code) => memory.books.get(code) ?? []);
    // Years that the price index lacks are those of one partnership, not of the one before it.
    plan.yearsMissing.clear();
    const { total: found } = sumUp(memory, plan, books, []);
    return { traits: traits.get(chain.at(-1) ?? 0) as PartnershipTraits, found };
  });
}

/** Codes of partnerships by chain, the newest link last. A data set is alone, whatever it follows. */
function chainsOf(
  traits: ReadonlyMap<number, PartnershipTraits>,
  before: ReadonlyMap<number, number>,
): readonly (readonly number[])[] {
  const isSet = (code: number): boolean => traits.get(code)?.instrument === 'IMPORTED_DATASET';
  const chains = new Map<number, number[]>();
  // A link is registered after what it follows, so that one is in a chain already.
  for (const code of traits.keys()) {
    const previous = before.get(code);
    const chain =
      previous === undefined || isSet(code) || isSet(previous) ? [] : (chains.get(previous) ?? []);
    chain.push(code);
    chains.set(code, chain);
  }
  return [...new Set(chains.values())];
}

function observed(definition: Definition, units: readonly Unit[], addUp: boolean): Observed {
  const valued = units.filter(({ found }) => ratioOf(definition, found).value !== null);
  const sums = valued.map(({ found }) => ({
    numerator: totalOf(definition.numerator, found),
    denominator: totalOf(definition.denominator, found),
  }));
  const cells = valued.flatMap(({ found }) => found.cells);
  const [first] = valued;
  const ratio =
    first === undefined
      ? null
      : ratioOf(definition, { view: first.found.view, cells, unvalued: [], yearsMissing: [] });
  const sumOf = (term: 'numerator' | 'denominator'): Money | null =>
    addUp ? moneyOf(sums.reduce((sum, each) => sum + each[term], 0n)) : null;
  return {
    partnerships: valued.length,
    withoutValue: units.length - valued.length,
    numerator: sumOf('numerator'),
    denominator: sumOf('denominator'),
    ratioOfSums: ratio === null ? null : { value: ratio.value, reason: ratio.reason, display: ratio.display },
    median: medianOf(definition, sums),
    coverage: coverageOf({ cells }).share,
    suppressed: false,
  };
}

function groupsOf(units: readonly Unit[], by: ObservedBy): readonly (readonly [string, readonly Unit[]])[] {
  const groups = new Map<string, Unit[]>();
  for (const unit of units) {
    for (const key of keysOf(unit.traits, by)) {
      const members = groups.get(key);
      if (members === undefined) groups.set(key, [unit]);
      else members.push(unit);
    }
  }
  return [...groups].sort(([a], [b]) => compared(a, b));
}

function keysOf(
  { region, sizeClass, instrument, usersAreas }: PartnershipTraits,
  by: ObservedBy,
): readonly string[] {
  switch (by) {
    case 'region':
      return [region ?? NOT_STATED];
    case 'sizeClass':
      return [sizeClass ?? NOT_STATED];
    case 'instrument':
      return [instrument];
    case 'area':
      return usersAreas.length === 0 ? [NOT_STATED] : usersAreas;
  }
}

/** Classes of size from small to large, everything else by its letters, and last what is not stated. */
function compared(a: string, b: string): number {
  const placeOf = (key: string): number =>
    key === NOT_STATED ? SIZE_CLASSES.length : SIZE_CLASSES.findIndex((each) => each === key);
  return placeOf(a) - placeOf(b) || (a < b ? -1 : Number(a > b));
}
