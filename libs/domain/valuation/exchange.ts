/** Money of another currency in euro, by a dated rate that is then frozen in the event. */
import {
  CENTS_LIMIT,
  DECIMAL_FORM,
  Decimal,
  positiveCents,
  positiveDecimal,
  roundToCents,
} from '../money.ts';
import type { Cents } from '../money.ts';
import { isRejection, reject, type Rejection } from '../rejections.ts';

/** ISO 4217: three letters. */
const CURRENCY_FORM = /^[A-Z]{3}$/;

export interface ForeignMoney {
  /** Two decimals at most. */
  readonly amount: string;
  readonly currency: string;
  /** Units of that currency for one euro, as the ECB states them; 6 decimals at most. */
  readonly rate: string;
}

/**
 * Amount / rate, rounded once, half up: CHF 10,000.00 at 0.9640 are 10,373.44 euro. `at` is the pointer of the object
 * with amount and currency, `rateAt` that of the rate.
 */
export function exchange(
  { amount, currency, rate }: ForeignMoney,
  at: string,
  rateAt = `${at}/rate`,
): Cents | Rejection {
  if (!CURRENCY_FORM.test(currency) || currency === 'EUR') {
    return reject('CURRENCY_NOT_FOREIGN', `${at}/currency`, { found: currency });
  }
  if (!DECIMAL_FORM.test(amount)) return reject('INPUT_MALFORMED', `${at}/amount`, { found: amount });
  if (!DECIMAL_FORM.test(rate)) return reject('INPUT_MALFORMED', rateAt, { found: rate });
  const foreign = positiveCents({ amount, currency: 'EUR' }, `${at}/amount`);
  if (isRejection(foreign)) return foreign;
  const perEuro = positiveDecimal(rate, rateAt);
  if (isRejection(perEuro)) return perEuro;
  const cents = roundToCents(new Decimal(amount).div(perEuro));
  if (cents === 0n) return reject('VALUE_ROUNDS_TO_ZERO', `${at}/amount`);
  return cents < CENTS_LIMIT
    ? cents
    : reject('AMOUNT_TOO_LARGE', `${at}/amount`, { found: cents.toString() });
}
