/** Reading the numbers that a formula asks for: all of them, no other, each in its form and within its bounds. */
import { DECIMAL_FORM, INTEGER_DIGITS_MAX, positiveCents } from '../money.ts';
import { isRejection, reject, type Rejection } from '../rejections.ts';

/** A decimal of at most six decimals as a whole number of millionths: products of any length stay exact. */
export type Millionths = bigint;

export const ONE: Millionths = 1_000_000n;
const DECIMALS = 6;
const PER_CENT_OF_EURO: Millionths = 10_000n;
const PER_BASIS_POINT: Millionths = 100n;
const WHOLE_BP = 10_000n;

/**
 * What an input is. `MONEY`: euro, two decimals; `RATE`: euro per unit, six; `HOURS`, `DAYS`, `MONTHS`, `AREA` (m²):
 * six; `HALF_DAYS`: whole or half days; `SHARE`: 1 to 10,000 basis points; `SHARE_OR_NONE`: 0 to 10,000.
 */
export type InputKind =
  'MONEY' | 'RATE' | 'HOURS' | 'DAYS' | 'HALF_DAYS' | 'MONTHS' | 'AREA' | 'SHARE' | 'SHARE_OR_NONE';

export type InputKinds = Readonly<Record<string, InputKind>>;
/** A share is read as the fraction it is: 6,000 basis points are 0.6. */
export type Readings = Readonly<Record<string, Millionths>>;

/** `defaults` are what an input is when nothing is said. `at` is the JSON pointer of the object that holds them. */
export function readInputs(
  kinds: InputKinds,
  defaults: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
  at: string,
): Readings | Rejection {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(kinds, name)) {
      const expected = Object.keys(kinds).join(', ');
      return reject('INPUT_UNKNOWN', `${at}/${escaped(name)}`, { found: name, expected });
    }
  }
  const readings: Record<string, Millionths> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const text = Object.hasOwn(given, name) ? given[name] : defaults[name];
    if (text === undefined) return reject('INPUT_MISSING', at, { missing: name });
    const reading = readInput(kind, text, `${at}/${name}`);
    if (isRejection(reading)) return reading;
    readings[name] = reading;
  }
  return readings;
}

function readInput(kind: InputKind, text: string, pointer: string): Millionths | Rejection {
  switch (kind) {
    case 'MONEY': {
      if (!DECIMAL_FORM.test(text)) return reject('INPUT_MALFORMED', pointer, { found: text });
      const cents = positiveCents({ amount: text, currency: 'EUR' }, pointer);
      return isRejection(cents) ? cents : cents * PER_CENT_OF_EURO;
    }
    case 'SHARE':
    case 'SHARE_OR_NONE':
      return readShare(text, kind === 'SHARE' ? 1n : 0n, pointer);
    case 'HALF_DAYS': {
      const days = readPositive(text, pointer);
      if (isRejection(days) || days % (ONE / 2n) === 0n) return days;
      return reject('INPUT_MALFORMED', pointer, { found: text });
    }
    case 'RATE':
    case 'HOURS':
    case 'DAYS':
    case 'MONTHS':
    case 'AREA':
      return readPositive(text, pointer);
  }
}

/** A positive decimal of at most 15 integer digits and 6 decimals. */
export function readPositive(text: string, pointer: string): Millionths | Rejection {
  if (!DECIMAL_FORM.test(text)) return reject('INPUT_MALFORMED', pointer, { found: text });
  const negative = text.startsWith('-');
  const [integer = '', decimals = ''] = (negative ? text.slice(1) : text).split('.');
  if (integer.length > INTEGER_DIGITS_MAX) return reject('QUANTITY_TOO_LARGE', pointer, { found: text });
  if (decimals.length > DECIMALS) return reject('QUANTITY_TOO_PRECISE', pointer, { found: text });
  const value = BigInt(integer + decimals.padEnd(DECIMALS, '0'));
  return negative || value === 0n ? reject('QUANTITY_NOT_POSITIVE', pointer, { found: text }) : value;
}

const BASIS_POINTS_FORM = /^-?\d{1,15}$/;

function readShare(text: string, least: bigint, pointer: string): Millionths | Rejection {
  if (!BASIS_POINTS_FORM.test(text)) return reject('INPUT_MALFORMED', pointer, { found: text });
  const bp = BigInt(text);
  if (bp >= least && bp <= WHOLE_BP) return bp * PER_BASIS_POINT;
  return reject('INPUT_OUT_OF_RANGE', pointer, { found: text, least: String(least), most: String(WHOLE_BP) });
}

/** RFC 6901: `~` and `/` within a name. */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
