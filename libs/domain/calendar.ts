/**
 * Civil dates of the business zone (Europe/Rome) as plain `YYYY-MM-DD` texts and as day numbers counted from
 * 1970-01-01 in the proleptic Gregorian calendar (ISO 8601). No clock and no time zone in here.
 */
import { allocate } from './allocation.ts';
import { reject, type Rejection } from './rejections.ts';

/** Both ends included. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export function dayAlone(date: string): Span {
  return { from: date, to: date };
}

export interface YearPart {
  readonly year: number;
  readonly fromDay: number;
  readonly toDay: number;
  readonly amount: bigint;
}

export const DATE_FORM = /^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const SPAN_YEARS_MAX = 50;
const DAYS_PER_400_YEARS = 146_097;

/** True when the text is a date that exists, such as 2024-02-29, and not 2023-02-29. */
export function isDate(text: string): boolean {
  return DATE_FORM.test(text) && dateOf(dayOf(text)) === text;
}

/** Day number of an existing date. */
export function dayOf(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map((part) => Number.parseInt(part, 10));
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_400_YEARS + dayOfEra - 719_468;
}

/** The date of a day number; inverse of {@link dayOf}. */
export function dateOf(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / DAYS_PER_400_YEARS);
  const dayOfEra = shifted - era * DAYS_PER_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

export function yearOf(date: string): number {
  return Number.parseInt(date.slice(0, 4), 10);
}

/** Why this span cannot be used, or null. */
export function spanFault(span: Span, pointer: string): Rejection | null {
  if (span.to < span.from) return reject('SPAN_REVERSED', `${pointer}/to`, { from: span.from, to: span.to });
  if (yearOf(span.to) - yearOf(span.from) > SPAN_YEARS_MAX) {
    return reject('SPAN_TOO_LONG', `${pointer}/to`, { from: span.from, to: span.to });
  }
  return null;
}

/** `amount` spread evenly by day over the span and gathered by calendar year; the parts add up to it. */
export function splitByYear(amount: bigint, span: Span): YearPart[] {
  const parts: Omit<YearPart, 'amount'>[] = [];
  for (let year = yearOf(span.from); year <= yearOf(span.to); year += 1) {
    const fromDay = Math.max(dayOf(span.from), dayOf(`${pad(year, 4)}-01-01`));
    const toDay = Math.min(dayOf(span.to), dayOf(`${pad(year, 4)}-12-31`));
    parts.push({ year, fromDay, toDay });
  }
  const amounts = allocate(
    amount,
    parts.map((part) => BigInt(part.toDay - part.fromDay + 1)),
  );
  return parts.map((part, index) => ({ ...part, amount: amounts[index] ?? 0n }));
}

/** How much of an amount spread evenly by day over `fromDay..toDay` has accrued by the end of `day`. */
export function accruedBy(day: number, amount: bigint, fromDay: number, toDay: number): bigint {
  if (day >= toDay) return amount;
  if (day < fromDay) return 0n;
  return (amount * BigInt(day - fromDay + 1)) / BigInt(toDay - fromDay + 1);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

export function dayBefore(date: string): string {
  return dateOf(dayOf(date) - 1);
}

export function dayAfter(date: string): string {
  return dateOf(dayOf(date) + 1);
}
