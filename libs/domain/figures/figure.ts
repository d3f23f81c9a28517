/**
 * From sums to a figure: one exact division of two sums, then one rounding for display, half up. Never a mean of
 * ratios; an undefined ratio is null with its reason.
 */
import { allocate } from '../allocation.ts';
import type { Resource } from '../contribution/resources.ts';
import { COUNTED_SIDES, type FactOrigin, type Side } from '../funding-source/origins.ts';
import { Decimal, moneyOf, proportion, type Cents, type Money } from '../money.ts';
import {
  GRADES,
  type Definition,
  type FigureSide,
  type Form,
  type Grade,
  type Term,
  type View,
} from './definitions.ts';
import type { FactUnit } from './facts.ts';

/**
 * A sum of facts that a definition cannot tell apart further. `WITHIN`: recorded public money of years for which an
 * implied base stands, and is part of it.
 */
export interface Cell {
  readonly side: Side;
  readonly origin: FactOrigin;
  readonly standing: 'RECORDED' | 'IMPLIED' | 'WITHIN';
  readonly grade: Grade;
  /** Of a source whose call asks for an own share. */
  readonly challenge: boolean;
  /** What the partner that is credited says of it. */
  readonly word: 'NONE' | 'CONFIRMED' | 'CONTESTED';
  readonly cents: Cents;
}

/** A quantity that has no value yet. */
export interface Unvalued {
  readonly side: Side;
  readonly kind: Resource['kind'];
  readonly unit: Exclude<FactUnit, 'EUR'>;
  /** Decimal. */
  readonly quantity: string;
}

/** All that a ratio is made of, in one view. */
export interface Sums {
  readonly view: View;
  readonly cells: readonly Cell[];
  readonly unvalued: readonly Unvalued[];
  /** Years of which something counts and for which the price index has no point: left out of the cells. */
  readonly yearsMissing: readonly number[];
  /** Of a partnership that was not registered at the position that is asked about. */
  readonly notRegistered?: true;
}

/** Why a ratio has no value. */
export type Undefined =
  | 'NO_PUBLIC_BASE'
  | 'NOTHING_RECORDED'
  | 'NEGATIVE_BASE'
  /** Nothing stands on the side that the figure is about, such as repayable finance. */
  | 'NOT_APPLICABLE'
  /** Something counts that has a quantity and no value yet. */
  | 'UNVALUED_UNITS'
  /** The price index has no point for a year of which something counts. */
  | 'INDEX_MISSING'
  /** The ledger did not know the partnership at the position that is asked about: not even that it was empty. */
  | 'NOT_REGISTERED_THEN';

/** The number as people read it; `approximate` when it is whole over an estimated base and reads "≈ 22 %". */
export interface Display {
  readonly form: Form;
  readonly text: string;
  readonly approximate: boolean;
}

export interface Quotient {
  /** Decimal with 16 decimals, rounded half up; null when undefined. */
  readonly value: string | null;
  readonly reason: Undefined | null;
  readonly display: Display | null;
}

export interface Part {
  readonly side: FigureSide;
  readonly amount: Money;
}

/** A sum of sides, and how much of it was recorded and how much is only implied. */
export interface TermSum<SidePart extends Part = Part> {
  readonly amount: Money;
  readonly recorded: Money;
  readonly implied: Money;
  readonly parts: readonly SidePart[];
}

/** Each part above the line says what it alone contributes to the ratio; the parts add up to the whole. */
export interface Ratio extends Quotient {
  readonly numerator: TermSum<Part & Quotient>;
  readonly denominator: TermSum;
  /** The same over what has a value, where the figure itself has none for want of it; else null. */
  readonly valuedOnly: Quotient | null;
}

const VALUE_DECIMALS = 16;
const VALUE_SCALE = 10n ** BigInt(VALUE_DECIMALS);

export function ratioOf(definition: Definition, sums: Sums): Ratio {
  const { numerator, denominator } = definition;
  const base = totalOf(denominator, sums);
  const divide = divisionBy(definition, base, sums);
  const shareOf = (side: FigureSide): Part & Quotient => {
    const alone = { ...numerator, sides: [side] };
    return { ...partOf(alone, sums), ...divide(totalOf(alone, sums)) };
  };
  const whole = divide(totalOf(numerator, sums));
  const lack = lackOf(definition, whole, sums);
  return {
    ...(lack === null ? whole : { value: null, reason: lack, display: null }),
    numerator: { ...termSum(numerator, sums), parts: sidesShown(numerator, sums).map(shareOf) },
    denominator: termSum(denominator, sums),
    valuedOnly: lack === null ? null : whole,
  };
}

/** What is missing for a figure to be told; null when nothing is. A figure that does not apply lacks no value. */
function lackOf(
  { numerator, denominator }: Definition,
  whole: Quotient,
  { unvalued, yearsMissing }: Sums,
): Undefined | null {
  const isMissing = yearsMissing.length > 0;
  if (whole.reason === 'NOT_APPLICABLE' && !isMissing) return null;
  const counted: readonly FigureSide[] = [...numerator.sides, ...denominator.sides];
  if (unvalued.some(({ side }) => counted.includes(side))) return 'UNVALUED_UNITS';
  return isMissing ? 'INDEX_MISSING' : null;
}

function divisionBy(definition: Definition, base: Cents, sums: Sums): (cents: Cents) => Quotient {
  const { denominator, applies } = definition;
  const counted = sums.cells.filter(({ cents }) => cents !== 0n);
  const implied = counted.some((cell) => cell.standing === 'IMPLIED' && isIn(denominator, cell, sums.view));
  // A base that lacks what could not be put on a side is an estimate too.
  const estimated = implied || unresolvedOf(sums) !== 0n;
  const isAbout = applies === null || counted.some((cell) => sideIn(sums.view, cell) === applies);
  return (cents) => {
    const reason = emptinessOf(definition, base, sums, isAbout);
    if (reason !== null) return { value: null, reason, display: null };
    return quotientOf(definition, cents, base, estimated);
  };
}

/** A ratio that has a value, as this definition shows it. The denominator is positive. */
export function quotientOf(
  definition: Definition,
  numerator: bigint,
  denominator: bigint,
  estimated: boolean,
): Quotient {
  const exact = proportion(numerator, VALUE_SCALE, denominator);
  return {
    value: decimalText(exact, VALUE_DECIMALS),
    reason: null,
    display: display(definition, numerator, denominator, estimated),
  };
}

function emptinessOf(
  { emptyBase }: Definition,
  base: Cents,
  { notRegistered }: Sums,
  isAbout: boolean,
): Undefined | null {
  if (notRegistered === true) return 'NOT_REGISTERED_THEN';
  if (!isAbout) return 'NOT_APPLICABLE';
  if (base > 0n) return null;
  return base < 0n ? 'NEGATIVE_BASE' : emptyBase;
}

/** "≈ 22 %" when the base is estimated and two decimals would only feign precision; else "14.67 %". */
function display(
  { form, decimals }: Definition,
  numerator: bigint,
  denominator: bigint,
  estimated: boolean,
): Display {
  const shown = form === 'percent' ? numerator * 100n : numerator;
  const scale = 10n ** BigInt(decimals);
  const exact = proportion(shown, scale, denominator);
  const whole = proportion(shown, 1n, denominator);
  const approximate = estimated && form === 'percent' && exact === whole * scale;
  return { form, text: approximate ? whole.toString() : trimmed(decimalText(exact, decimals)), approximate };
}

/** So many units of the last decimal, written out. */
function decimalText(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${decimals === 0 ? '' : `.${digits.slice(point)}`}`;
}

/** Beyond the second, decimals that are zero say nothing: 0.2200 is 0.22, and 0.0148 stays. */
function trimmed(text: string): string {
  return text.replace(/(\.\d\d)(\d*?)0+$/, '$1$2');
}

/** Money of these origins is not of the municipality that asks: what it attracted, when its own euro is the base. */
const UPPER_LEVELS: readonly FactOrigin[] = ['EU', 'STATE', 'REGION', 'FOREIGN_STATE'];

/** The side on which a view counts a sum. */
export function sideIn(view: View, { side, origin }: Pick<Cell, 'side' | 'origin'>): FigureSide {
  return view === 'localPublicEuro' && side === 'PUBLIC' && UPPER_LEVELS.includes(origin)
    ? 'ATTRACTED'
    : side;
}

/** Whether a sum stands in a term. What lies within an implied base is part of that base, so in none. */
export function isIn(
  { sides, origins, call }: Term,
  cell: Omit<Cell, 'cents' | 'grade' | 'word'>,
  view: View,
): boolean {
  return (
    cell.standing !== 'WITHIN' &&
    sides.includes(sideIn(view, cell)) &&
    (origins === null || (origins as readonly FactOrigin[]).includes(cell.origin)) &&
    (call === null || (call === 'CHALLENGE') === cell.challenge)
  );
}

function termSum(term: Term, sums: Sums): TermSum {
  const implied = totalOf(term, {
    ...sums,
    cells: sums.cells.filter(({ standing }) => standing === 'IMPLIED'),
  });
  const amount = totalOf(term, sums);
  return {
    amount: moneyOf(amount),
    recorded: moneyOf(amount - implied),
    implied: moneyOf(implied),
    parts: sidesShown(term, sums).map((side) => partOf({ ...term, sides: [side] }, sums)),
  };
}

/** What is attracted is a side only where the local public euro is asked about. */
function sidesShown({ sides }: Term, { view }: Sums): readonly FigureSide[] {
  return view === 'localPublicEuro' ? sides : sides.filter((side) => side !== 'ATTRACTED');
}

function partOf(term: Term, sums: Sums): Part {
  return { side: term.sides[0] as FigureSide, amount: moneyOf(totalOf(term, sums)) };
}

export function totalOf(term: Term, { cells, view }: Pick<Sums, 'cells' | 'view'>): Cents {
  return cells.reduce((sum, cell) => (isIn(term, cell, view) ? sum + cell.cents : sum), 0n);
}

export interface BandStep extends Quotient {
  /** Only what is known at least this well. */
  readonly upTo: Grade;
}

/** The ratio by how well its euros are known, from A only to all, and the lowest and highest that come of it. */
export interface Band {
  readonly steps: readonly BandStep[];
  readonly min: string | null;
  readonly max: string | null;
}

export function bandOf(definition: Definition, sums: Sums): Band {
  const steps = GRADES.map((upTo): BandStep => {
    const cells = sums.cells.filter(({ grade }) => grade <= upTo);
    const { value, reason, display: shown } = ratioOf(definition, { ...sums, cells });
    return { upTo, value, reason, display: shown };
  });
  const values = steps.flatMap(({ value }) => (value === null ? [] : [new Decimal(value)]));
  const sorted = values.toSorted((a, b) => a.comparedTo(b)).map((value) => value.toFixed(VALUE_DECIMALS));
  return { steps, min: sorted[0] ?? null, max: sorted.at(-1) ?? null };
}

export interface Coverage {
  /** Resolved value / all value, with 4 decimals; null when nothing is recorded. */
  readonly share: string | null;
  readonly unresolved: Money;
}

/** How much of the recorded value could be put on a side at all; what is only implied says nothing about that. */
export function coverageOf(sums: Pick<Sums, 'cells'>): Coverage {
  const unresolved = unresolvedOf(sums);
  const resolved = recordedOn(COUNTED_SIDES, sums);
  const all = resolved + unresolved;
  const share =
    all > 0n ? new Decimal(resolved.toString()).div(all.toString()).toFixed(COVERAGE_DECIMALS) : null;
  return { share, unresolved: moneyOf(unresolved) };
}

const COVERAGE_DECIMALS = 4;

function recordedOn(sides: readonly Side[], { cells }: Pick<Sums, 'cells'>): Cents {
  const counted = cells.filter(({ side, standing }) => standing === 'RECORDED' && sides.includes(side));
  return counted.reduce((sum, { cents }) => sum + cents, 0n);
}

function unresolvedOf(sums: Pick<Sums, 'cells'>): Cents {
  return recordedOn(['UNRESOLVED'], sums);
}

/** How much of what the Third Sector brought of its own its partners have confirmed; shares with 4 decimals. */
export interface Words {
  readonly confirmed: string | null;
  readonly contested: string | null;
  readonly silent: string | null;
}

export function wordsOf({ cells }: Pick<Sums, 'cells'>): Words {
  const own = cells.filter(({ side, standing }) => side === 'T' && standing === 'RECORDED');
  const whole = own.reduce((sum, { cents }) => sum + cents, 0n);
  const shareOf = (word: Cell['word']): string | null => {
    if (whole <= 0n) return null;
    const said = own.reduce((sum, cell) => (cell.word === word ? sum + cell.cents : sum), 0n);
    return new Decimal(said.toString()).div(whole.toString()).toFixed(COVERAGE_DECIMALS);
  };
  return { confirmed: shareOf('CONFIRMED'), contested: shareOf('CONTESTED'), silent: shareOf('NONE') };
}

export const EXCLUDED_SIDES = {
  USERS_FEES: 'U',
  REPAYABLE_FINANCE: 'FINANCING',
  UNRESOLVED_ORIGIN: 'UNRESOLVED',
  /** Money that was counted where it entered, and is only passed on or spent. */
  PASSED_ON: 'PASSED_ON',
  /** What a service was bought for: a price is no contribution. */
  CONTRACT_PRICE: 'PRICE',
} as const satisfies Readonly<Record<string, Side>>;

export type ExclusionCode = keyof typeof EXCLUDED_SIDES | 'RECORDED_WITHIN_IMPLIED_BASE';
export const EXCLUSION_CODES: readonly ExclusionCode[] = [
  ...(Object.keys(EXCLUDED_SIDES) as (keyof typeof EXCLUDED_SIDES)[]),
  'RECORDED_WITHIN_IMPLIED_BASE',
];

/** What was found but is not part of the ratio, and why. */
export interface Exclusion {
  readonly code: ExclusionCode;
  readonly amount: Money;
}

export function exclusionsOf({ numerator, denominator }: Definition, sums: Sums): Exclusion[] {
  const counted: readonly FigureSide[] = [...numerator.sides, ...denominator.sides];
  const within = sums.cells.filter(({ standing }) => standing === 'WITHIN');
  const candidates: readonly (readonly [ExclusionCode, Cents])[] = [
    ...Object.entries(EXCLUDED_SIDES)
      .filter(([, side]) => !counted.includes(side))
      .map(([code, side]) => [code as ExclusionCode, recordedOn([side], sums)] as const),
    ['RECORDED_WITHIN_IMPLIED_BASE', within.reduce((sum, { cents }) => sum + cents, 0n)],
  ];
  return candidates
    .filter(([, cents]) => cents !== 0n)
    .map(([code, cents]) => ({ code, amount: moneyOf(cents) }));
}

const WHOLE_SHARE = 10_000n;

/**
 * Shares of a whole in per cent with two decimals that add up to 100.00, by largest remainder; all null where a part is
 * negative or there is nothing to share.
 */
export function sharesOf(parts: readonly Cents[]): readonly (string | null)[] {
  const whole = parts.reduce((sum, part) => sum + part, 0n);
  if (whole <= 0n || parts.some((part) => part < 0n)) return parts.map(() => null);
  return allocate(WHOLE_SHARE, parts).map((bp) => decimalText(bp, 2));
}
