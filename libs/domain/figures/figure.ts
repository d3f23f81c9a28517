/**
 * From sums by side to a figure: one exact division of two sums, then one rounding for display, half up. Never a
 * mean of ratios; an undefined ratio is null with its reason.
 */
import { SIDES, type Side } from '../funding-source/origins.ts';
import { Decimal, moneyOf, type Cents, type Money } from '../money.ts';
import type { Definition } from './definitions.ts';

/** Cents by side, kept apart by whether they were recorded or only implied by a statement. */
export interface SideSums {
  readonly recorded: Readonly<Record<Side, Cents>>;
  readonly implied: Readonly<Record<Side, Cents>>;
}

/** Why a ratio has no value. */
export type Undefined = 'NO_PUBLIC_BASE' | 'NOTHING_RECORDED' | 'NEGATIVE_BASE';

/** The number as people read it; `approximate` when it is whole over an estimated base and reads "≈ 22 %". */
export interface Display {
  readonly form: Definition['form'];
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
  readonly side: Side;
  readonly amount: Money;
}

/** A sum of sides, and how much of it was recorded and how much is only implied. */
export interface Term<SidePart extends Part = Part> {
  readonly amount: Money;
  readonly recorded: Money;
  readonly implied: Money;
  readonly parts: readonly SidePart[];
}

/** Each part above the line says what it alone contributes to the ratio; the parts add up to the whole. */
export interface Ratio extends Quotient {
  readonly numerator: Term<Part & Quotient>;
  readonly denominator: Term;
}

const VALUE_DECIMALS = 16;

export function ratioOf(definition: Definition, sums: SideSums): Ratio {
  const base = totalOf(definition.denominator, sums);
  const implied = definition.denominator.some((side) => sums.implied[side] !== 0n);
  // A base that lacks what could not be put on a side is an estimate too.
  const estimated = implied || sums.recorded.UNRESOLVED !== 0n;
  const divide = (cents: Cents): Quotient => quotient(definition, cents, base, estimated);
  const shareOf = (side: Side): Part & Quotient => ({
    ...partOf(side, sums),
    ...divide(totalOf([side], sums)),
  });
  return {
    ...divide(totalOf(definition.numerator, sums)),
    numerator: { ...termOf(definition.numerator, sums), parts: definition.numerator.map(shareOf) },
    denominator: termOf(definition.denominator, sums),
  };
}

function quotient(definition: Definition, cents: Cents, base: Cents, estimated: boolean): Quotient {
  if (base <= 0n) {
    return { value: null, reason: base < 0n ? 'NEGATIVE_BASE' : definition.emptyBase, display: null };
  }
  const exact = new Decimal(cents.toString()).div(base.toString());
  const shown = definition.form === 'percent' ? exact.times(100) : exact;
  return {
    value: fixed(exact, VALUE_DECIMALS),
    reason: null,
    display: display(definition, shown, estimated),
  };
}

/** "≈ 22 %" when the base is estimated and two decimals would only feign precision; else "14.67 %". */
function display(definition: Definition, shown: Decimal, estimated: boolean): Display {
  const text = trimmed(fixed(shown, definition.decimals));
  const whole = fixed(shown, 0);
  const approximate = estimated && definition.form === 'percent' && new Decimal(text).equals(whole);
  return { form: definition.form, text: approximate ? whole : text, approximate };
}

/** What rounds to nothing is nothing, with no sign. */
function fixed(value: Decimal, decimals: number): string {
  const text = value.toFixed(decimals);
  return /[1-9]/.test(text) ? text : text.replace('-', '');
}

/** Beyond the second, decimals that are zero say nothing: 0.2200 is 0.22, and 0.0148 stays. */
function trimmed(text: string): string {
  return text.replace(/(\.\d\d)(\d*?)0+$/, '$1$2');
}

function termOf(sides: readonly Side[], sums: SideSums): Term {
  const recorded = sides.reduce((sum, side) => sum + sums.recorded[side], 0n);
  const implied = sides.reduce((sum, side) => sum + sums.implied[side], 0n);
  const parts = sides.map((side) => partOf(side, sums));
  return {
    amount: moneyOf(recorded + implied),
    recorded: moneyOf(recorded),
    implied: moneyOf(implied),
    parts,
  };
}

function partOf(side: Side, sums: SideSums): Part {
  return { side, amount: moneyOf(totalOf([side], sums)) };
}

function totalOf(sides: readonly Side[], sums: SideSums): Cents {
  return sides.reduce((sum, side) => sum + sums.recorded[side] + sums.implied[side], 0n);
}

export interface Coverage {
  /** Resolved value / all value, with 4 decimals; null when nothing is recorded. */
  readonly share: string | null;
  readonly unresolved: Money;
}

/** How much of the recorded value could be put on a side at all; what is only implied says nothing about that. */
export function coverageOf({ recorded }: SideSums): Coverage {
  const { UNRESOLVED: unresolved } = recorded;
  const all = COVERED.reduce((sum, side) => sum + recorded[side], unresolved);
  const resolved = new Decimal((all - unresolved).toString());
  const share = all > 0n ? resolved.div(all.toString()).toFixed(COVERAGE_DECIMALS) : null;
  return { share, unresolved: moneyOf(unresolved) };
}

const COVERED: readonly Side[] = ['PUBLIC', 'PUBLIC_HEALTH', 'T', 'F', 'O'];
const COVERAGE_DECIMALS = 4;

export const EXCLUSION_CODES = [
  'USERS_FEES',
  'REPAYABLE_FINANCE',
  'UNRESOLVED_ORIGIN',
  /** Money that was counted where it entered, and is only passed on or spent. */
  'PASSED_ON',
  /** What a service was bought for: a price is no contribution. */
  'CONTRACT_PRICE',
  'RECORDED_WITHIN_IMPLIED_BASE',
] as const;
export type ExclusionCode = (typeof EXCLUSION_CODES)[number];

/** What was found but is not part of any ratio, and why. */
export interface Exclusion {
  readonly code: ExclusionCode;
  readonly amount: Money;
}

/** `withinImplied`: recorded public money of years for which an implied base stands, and is part of it. */
export function exclusionsOf(sums: SideSums, withinImplied: Cents): Exclusion[] {
  const candidates: [Exclusion['code'], Cents][] = [
    ['USERS_FEES', sums.recorded.U],
    ['REPAYABLE_FINANCE', sums.recorded.FINANCING],
    ['UNRESOLVED_ORIGIN', sums.recorded.UNRESOLVED],
    ['PASSED_ON', sums.recorded.PASSED_ON],
    ['CONTRACT_PRICE', sums.recorded.PRICE],
    ['RECORDED_WITHIN_IMPLIED_BASE', withinImplied],
  ];
  return candidates
    .filter(([, cents]) => cents !== 0n)
    .map(([code, cents]) => ({ code, amount: moneyOf(cents) }));
}

export function noSums(): Record<Side, Cents> {
  return Object.fromEntries(SIDES.map((side) => [side, 0n])) as Record<Side, Cents>;
}
