/**
 * What a quantity is worth by a method. Everything is exact until the stored policy rounds, and that is once: rates and
 * values are fractions of exact products, divided last (20 minutes at 0.195 are 0.065, which is 0.07).
 */
import type { Span } from '../calendar.ts';
import { CENTS_LIMIT, type Cents } from '../money.ts';
import { isRejection, reject, type Rejection } from '../rejections.ts';
import { FORMULAS, readParams, type AdmissibilityReason, type Formula, type Fraction } from './formulas.ts';
import type { HoursCeiling } from './formulas.ts';
import { ONE, readInputs, readPositive, type Millionths, type Readings } from './inputs.ts';
import type { Cap, MethodVersion, RoundingPolicy, ValuedKind } from './method.ts';
import type { QuantityUnit } from './units.ts';

export interface Valuing {
  readonly method: MethodVersion;
  readonly kind: ValuedKind;
  /** Minutes for `MINUTE`; else at most 6 decimals. */
  readonly quantity: string;
  readonly unit: QuantityUnit;
  readonly inputs: Readonly<Record<string, string>>;
  /** Days of the fact: the method must be valid on all of them. */
  readonly on: Span;
}

/** JSON pointers of what a refusal may blame. */
export interface Places {
  /** What has the value: a resource, or the second valuation of it. */
  readonly whole: string;
  readonly quantity: string;
  /** The object with the members `method` and `inputs`. */
  readonly valuation: string;
}

export interface ValueFound {
  readonly cents: Cents;
  /** Euro per hour or unit, 2 to 6 decimals; null when the method gives a value in all. */
  readonly rate: string | null;
  /** The unit that the rate is for: `HOUR` for working time. */
  readonly per: QuantityUnit | null;
  /** What a funder's own rules admit, only where that is less than the value. */
  readonly admissible: readonly AdmissibleValue[];
}

export interface AdmissibleValue {
  /** Reg. (EU) 2021/1060. */
  readonly view: 'CPR';
  readonly cents: Cents;
  readonly why: AdmissibilityReason;
}

/** Ten thousand person-years of 1,720 hours, in minutes: more in one contribution is a slip of the pen. */
const MINUTES_MAX = 10_000n * 1720n * 60n;
const RATE_DECIMALS = 6;
const CENTS_PER_EURO = 100n;
const MINUTES_PER_HOUR = 60n;

/** Where a resource with the members duration (or quantity) and valuation stands, at this pointer. */
export function placesOf(resource: string, unit: QuantityUnit): Places {
  const quantity = `${resource}/${unit === 'MINUTE' ? 'duration' : 'quantity'}`;
  return { whole: resource, quantity, valuation: `${resource}/valuation` };
}

export function valueOf(asked: Valuing, at: Places): ValueFound | Rejection {
  const { method, unit } = asked;
  const formula: Formula = FORMULAS[method.formula];
  const unfit = methodFault(asked, formula, at);
  if (unfit !== null) return unfit;

  const inputs = readInputs(formula.inputs, formula.defaults, asked.inputs, `${at.valuation}/inputs`);
  if (isRejection(inputs)) return inputs;
  const outOfRange = formula.check?.(inputs) ?? null;
  if (outOfRange !== null) {
    const { input, mostIs } = outOfRange;
    const params = { found: asked.inputs[input] ?? '', least: '0', most: asked.inputs[mostIs] ?? '' };
    return reject('INPUT_OUT_OF_RANGE', `${at.valuation}/inputs/${input}`, params);
  }
  const counted = formula.counts?.of(inputs) ?? readQuantity(asked.quantity, unit, at.quantity);
  if (isRejection(counted)) return counted;
  const inMinutes = unit === 'MINUTE' && formula.counts === undefined;
  const count = { over: counted, under: inMinutes ? MINUTES_PER_HOUR * ONE : ONE };
  const per = formula.counts?.unit ?? (inMinutes ? 'HOUR' : unit);
  return priced(method, formula, inputs, count, per, at);
}

/** `count` is in the unit of the rate: hours, not minutes. */
function priced(
  method: MethodVersion,
  formula: Formula,
  inputs: Readings,
  count: Fraction,
  per: QuantityUnit,
  at: Places,
): ValueFound | Rejection {
  const { unitRate } = formula;
  const rate = agreedRate(formula.rate(inputs, paramsOf(method, formula)), method.rounding);
  const over = unitRate ? capFault('RATE', method.cap, rate, at.valuation) : null;
  if (over !== null) return over;

  const cents = rounded({ over: count.over * rate.over, under: count.under * rate.under }, CENTS_PER_EURO);
  if (cents === 0n) return reject('VALUE_ROUNDS_TO_ZERO', at.whole);
  if (cents >= CENTS_LIMIT) return reject('AMOUNT_TOO_LARGE', at.whole, { found: cents.toString() });
  const dear = capFault('VALUE', method.cap, { over: cents, under: CENTS_PER_EURO }, at.whole);
  if (dear !== null) return dear;

  const why = formula.notUnderCpr?.(inputs) ?? null;
  const admissible = why === null ? [] : [{ view: 'CPR' as const, cents: 0n, why }];
  return { cents, rate: unitRate ? writtenRate(rate) : null, per: unitRate ? per : null, admissible };
}

function methodFault(asked: Valuing, formula: Formula, at: Places): Rejection | null {
  const { method, kind, unit, on } = asked;
  if (!method.kinds.includes(kind)) {
    const params = { found: kind, expected: method.kinds.join(', ') };
    return reject('KIND_NOT_FOR_METHOD', `${at.valuation}/method`, params);
  }
  if (on.from < method.validFrom || (method.validTo !== null && on.to > method.validTo)) {
    const params = { from: on.from, to: on.to, validFrom: method.validFrom, validTo: method.validTo ?? '' };
    return reject('METHOD_NOT_VALID', `${at.valuation}/method`, params);
  }
  if (formula.units.includes(unit)) return null;
  const params = { found: unit, expected: formula.units.join(', ') };
  return reject('UNIT_NOT_FOR_METHOD', at.quantity, params);
}

function readQuantity(written: string, unit: QuantityUnit, at: string): Millionths | Rejection {
  const quantity = readPositive(written, at);
  if (isRejection(quantity) || unit !== 'MINUTE') return quantity;
  if (quantity % ONE !== 0n) return reject('INPUT_MALFORMED', at, { found: written });
  return quantity <= MINUTES_MAX * ONE ? quantity : reject('QUANTITY_TOO_LARGE', at, { found: written });
}

/** Why this is no quantity, or null: the same answer as {@link valueOf} gives, where no method is asked. */
export function quantityFault(written: string, unit: QuantityUnit, at: string): Rejection | null {
  const read = readQuantity(written, unit, at);
  return isRejection(read) ? read : null;
}

/** A method's own numbers were checked when it was made or proposed: what is wrong now is a fault of the program. */
function paramsOf(method: MethodVersion, formula: Formula): Readings {
  const params = readParams(formula, method.params, '');
  if (isRejection(params)) throw new TypeError(`${method.name.en}: ${params.rejected} at ${params.pointer}`);
  return params;
}

function agreedRate(rate: Fraction, policy: RoundingPolicy): Fraction {
  return policy === 'ONCE_AT_END' ? rate : { over: rounded(rate, CENTS_PER_EURO), under: CENTS_PER_EURO };
}

function capFault(on: Cap['on'], cap: Cap | null, found: Fraction, pointer: string): Rejection | null {
  if (cap === null || cap.on !== on) return null;
  const limit = readPositive(cap.amount, '');
  if (isRejection(limit)) throw new TypeError(`a cap of ${cap.amount}: ${limit.rejected}`);
  if (found.over * ONE <= found.under * limit) return null;
  return reject('CAP_EXCEEDED', pointer, { found: writtenRate(found), limit: cap.amount });
}

/** Whole units of which `perEuro` make a euro, half up: the only division there is. */
function rounded({ over, under }: Fraction, perEuro: bigint): bigint {
  return (2n * over * perEuro + under) / (2n * under);
}

/** At least the two decimals of a price, at most six. */
function writtenRate(rate: Fraction): string {
  const digits = rounded(rate, ONE)
    .toString()
    .padStart(RATE_DECIMALS + 1, '0');
  const point = digits.length - RATE_DECIMALS;
  return `${digits.slice(0, point)}.${digits.slice(point).replace(/0{1,4}$/, '')}`;
}

/**
 * Time for which one person may be claimed by this method: what the cost was divided by (art. 55(3) Reg. (EU)
 * 2021/1060). Null when the method divides by no working time, or the inputs are not what it asks for.
 */
export function hoursCeilingOf(
  method: MethodVersion,
  given: Readonly<Record<string, string>>,
): HoursCeiling | null {
  const formula: Formula = FORMULAS[method.formula];
  const inputs = readInputs(formula.inputs, formula.defaults, given, '');
  if (isRejection(inputs)) return null;
  return formula.hoursCeiling?.(inputs, paramsOf(method, formula)) ?? null;
}

/** Prudence: of two values of the same thing the lower counts, the other is kept as evidence; the first if equal. */
export function lowerOf<Value extends Pick<ValueFound, 'cents'>>(
  a: Value,
  b: Value,
): { readonly counts: Value; readonly evidence: Value } {
  return b.cents < a.cents ? { counts: b, evidence: a } : { counts: a, evidence: b };
}
