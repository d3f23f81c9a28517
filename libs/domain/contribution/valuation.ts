import { CENTS_LIMIT, positiveCents, positiveDecimal, roundToCents } from '../money.ts';
import type { Cents, Decimal } from '../money.ts';
import { isRejection, reject, type Rejection } from '../rejections.ts';
import type { Resource } from './events.ts';

/** Ten thousand person-years of 1,720 hours, in minutes: more in one contribution is a slip of the pen. */
const MINUTES_MAX = 10_000 * 1720 * 60;

/**
 * What a resource is worth in cents; `at` is its place in the command, for the pointer of a refusal. Rounding
 * happens once, half up, on the product of quantity and rate.
 * `HOURS_AT_RATE`: documented hourly cost x hours (Reg. (EU) 2021/1060 art. 55).
 * `UNITS_AT_RATE`: market rate or official tariff x units of use (art. 67(1)(b)).
 */
export function valueOf(resource: Resource, at: string): Cents | Rejection {
  if (resource.kind === 'CASH') return positiveCents(resource.amount, `${at}/amount/amount`);

  const rate = positiveDecimal(resource.valuation.rate, `${at}/valuation/rate`);
  if (isRejection(rate)) return rate;
  const exact =
    resource.kind === 'PAID_STAFF'
      ? staffAt(rate, resource.minutes, at)
      : unitsAt(rate, resource.quantity, at);
  if (isRejection(exact)) return exact;

  const cents = roundToCents(exact);
  if (cents === 0n) return reject('VALUE_ROUNDS_TO_ZERO', at);
  return cents < CENTS_LIMIT ? cents : reject('AMOUNT_TOO_LARGE', at, { found: cents.toString() });
}

/** Multiplied first, divided by 60 last: an hour in thirds has no exact decimal, the product often has. */
function staffAt(hourlyRate: Decimal, minutes: number, at: string): Decimal | Rejection {
  if (minutes <= 0) return reject('QUANTITY_NOT_POSITIVE', `${at}/duration`);
  if (minutes > MINUTES_MAX) return reject('QUANTITY_TOO_LARGE', `${at}/duration`);
  return hourlyRate.times(minutes).div(60);
}

function unitsAt(unitRate: Decimal, written: string, at: string): Decimal | Rejection {
  const quantity = positiveDecimal(written, `${at}/quantity`);
  return isRejection(quantity) ? quantity : unitRate.times(quantity);
}
