/**
 * Exact money. On the wire and in events an amount is a decimal string; sums are integers of cents; rates and
 * ratios are decimals. A binary floating-point number never holds an amount.
 */
import { Decimal as DefaultDecimal } from 'decimal.js';
import { reject, type Rejection } from './rejections.ts';

/** Decimals wide enough for any product of two 21-digit operands; never exponent notation. */
export const Decimal = DefaultDecimal.clone({
  precision: 60,
  rounding: DefaultDecimal.ROUND_HALF_UP,
  toExpNeg: -100,
  toExpPos: 100,
});
export type Decimal = DefaultDecimal;

export interface Money {
  /** `-?` up to 15 digits, a point, exactly two digits. */
  readonly amount: string;
  readonly currency: 'EUR';
}

/** Integer minor units (1/100 euro). */
export type Cents = bigint;

export const CURRENCY = 'EUR';
export const AMOUNT_DECIMALS = 2;
export const INTEGER_DIGITS_MAX = 15;
/** The written form of an amount or quantity: a plain decimal, no exponent, no thousands mark. */
export const DECIMAL_FORM = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** First number of cents that has more than 15 digits before the point. */
export const CENTS_LIMIT: Cents = 10n ** BigInt(INTEGER_DIGITS_MAX + AMOUNT_DECIMALS);

const CENTS_PER_EURO = 100n;

/**
 * Cents of a written amount that must be positive, have at most 15 integer digits and no more decimals than the
 * currency. `12.5` and `12.50` are the same amount. The text must already have {@link DECIMAL_FORM}.
 */
export function positiveCents(money: Money, pointer: string): Cents | Rejection {
  const cents = nonNegativeCents(money, pointer);
  return cents === 0n ? reject('AMOUNT_NOT_POSITIVE', pointer, { found: money.amount }) : cents;
}

/** Like {@link positiveCents}, and nothing is an amount too: what a control admits may be nothing. */
export function nonNegativeCents(money: Money, pointer: string): Cents | Rejection {
  const fault = digitsFault(money.amount, AMOUNT_DECIMALS);
  if (fault === 'large') return reject('AMOUNT_TOO_LARGE', pointer, { found: money.amount });
  if (fault === 'precise') return reject('AMOUNT_TOO_PRECISE', pointer, { found: money.amount });
  const cents = centsOf(money.amount);
  return cents >= 0n ? cents : reject('AMOUNT_NOT_POSITIVE', pointer, { found: money.amount });
}

/** A positive quantity or rate: at most 15 integer digits and 6 decimals. */
export function positiveDecimal(text: string, pointer: string): Decimal | Rejection {
  const fault = digitsFault(text, 6);
  if (fault === 'large') return reject('QUANTITY_TOO_LARGE', pointer, { found: text });
  if (fault === 'precise') return reject('QUANTITY_TOO_PRECISE', pointer, { found: text });
  const value = new Decimal(text);
  return value.isPositive() && !value.isZero()
    ? value
    : reject('QUANTITY_NOT_POSITIVE', pointer, { found: text });
}

function digitsFault(text: string, decimalsMax: number): 'large' | 'precise' | null {
  const [integer = '', decimals = ''] = text.replace('-', '').split('.');
  if (integer.length > INTEGER_DIGITS_MAX) return 'large';
  return decimals.length > decimalsMax ? 'precise' : null;
}

/** The one written form of an amount that may be written `12` or `12.5`; others stay as they are. */
export function writtenAmount(amount: string): string {
  return digitsFault(amount, AMOUNT_DECIMALS) === null ? amountOf(centsOf(amount)) : amount;
}

/** Cents of a written amount known to fit; more than two decimals must be zeros. */
export function centsOf(amount: string): Cents {
  const negative = amount.startsWith('-');
  const [integer = '0', decimals = ''] = (negative ? amount.slice(1) : amount).split('.');
  const cents = BigInt(integer) * CENTS_PER_EURO + BigInt(decimals.slice(0, 2).padEnd(2, '0'));
  return negative ? -cents : cents;
}

/** The written amount of `cents`, always with two decimals. */
export function amountOf(cents: Cents): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function moneyOf(cents: Cents): Money {
  return { amount: amountOf(cents), currency: CURRENCY };
}

/** A decimal amount of euro rounded once, half up, to cents. */
export function roundToCents(euro: Decimal): Cents {
  return BigInt(euro.times(100).toFixed(0, DefaultDecimal.ROUND_HALF_UP));
}

/**
 * `cents × numerator / denominator`, rounded once, half away from zero: what is turned round loses and gains the same
 * cents as what it undoes. The denominator is positive.
 */
export function proportion(cents: Cents, numerator: bigint, denominator: bigint): Cents {
  const product = cents * numerator;
  const twice = (product < 0n ? -product : product) * 2n;
  const rounded = (twice + denominator) / (denominator * 2n);
  return product < 0n ? -rounded : rounded;
}
