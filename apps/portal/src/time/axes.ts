/** Both time axes as people write them and as the service wants them. Days are days in Rome. */
import { formatDate } from '../format/format.ts';
import type { Lang } from '../i18n/lang.ts';

export type AxisFault = 'DATE_FORM' | 'NO_SUCH_DATE' | 'KNOWN_FORM' | 'NO_SUCH_HOUR' | 'FUTURE';
/** What was written, as the service wants it (null: now), or what is wrong with it. */
export type Written =
  | { readonly value: string | null; readonly fault: null }
  | { readonly value: null; readonly fault: AxisFault };

const ZONE = 'Europe/Rome';
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const PEOPLES_DATE = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const POSITION = /^(\d{1,18}|\d{1,3}([., ]\d{3}){1,5})$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const HOUR = /^(.+?)[ ,]+([01]?\d|2[0-3])[:.]([0-5]\d)$/;
const DAY_END = '23:59:59.999';

const ok = (value: string | null): Written => ({ value, fault: null });
const wrong = (fault: AxisFault): Written => ({ value: null, fault });

const clockInRome = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
  ...({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
});

/** Date and hour on the clocks of Rome. */
function inRome(instant: Date): { readonly date: string; readonly hour: string } {
  const parts = new Map(clockInRome.formatToParts(instant).map(({ type, value }) => [type, value]));
  const of = (type: 'year' | 'month' | 'day' | 'hour' | 'minute') => parts.get(type) ?? '';
  return { date: `${of('year')}-${of('month')}-${of('day')}`, hour: `${of('hour')}:${of('minute')}` };
}

export function todayInRome(now: Date): string {
  return inRome(now).date;
}

export function isDate(text: string): boolean {
  if (!ISO_DATE.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** `31/12/2024`, `31.12.2024` and `2024-12-31` are the same day; null is no date at all. */
function isoOf(text: string): string | null {
  const match = PEOPLES_DATE.exec(text);
  if (match === null) return ISO_DATE.test(text) ? text : null;
  const [, day = '', month = '', year = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The date of the facts. Nothing written is today; dates to come are allowed, for what is pledged. */
export function readEffective(text: string): Written {
  const trimmed = text.trim();
  if (trimmed === '') return ok(null);
  const iso = isoOf(trimmed);
  if (iso === null) return wrong('DATE_FORM');
  return isDate(iso) ? ok(iso) : wrong('NO_SUCH_DATE');
}

/** Until when recorded: a day (to its end), a day and hour, a log position, or an instant with its offset. */
export function readKnown(text: string, now: Date): Written {
  const trimmed = text.trim();
  if (trimmed === '') return ok(null);
  if (POSITION.test(trimmed)) return ok(trimmed.replace(/\D/g, ''));
  if (INSTANT.test(trimmed)) return readInstant(trimmed, now);
  const [, day = trimmed, hour, minute] = HOUR.exec(trimmed) ?? [];
  const iso = isoOf(day);
  if (iso === null) return wrong('KNOWN_FORM');
  if (!isDate(iso)) return wrong('NO_SUCH_DATE');
  const isWholeDay = hour === undefined || minute === undefined;
  // All that is recorded by the end of today is all that is recorded.
  if (isWholeDay && iso === todayInRome(now)) return ok(null);
  const clock = isWholeDay ? DAY_END : `${hour.padStart(2, '0')}:${minute}:00`;
  const instant = ['+02:00', '+01:00'].map((offset) => `${iso}T${clock}${offset}`).find(isSoInRome);
  if (instant === undefined) return wrong('NO_SUCH_HOUR');
  return readInstant(instant, now);
}

function readInstant(instant: string, now: Date): Written {
  if (!isDate(instant.slice(0, 10))) return wrong('NO_SUCH_DATE');
  return new Date(instant) > now ? wrong('FUTURE') : ok(instant);
}

/** Whether the clocks of Rome show what the text says, so whether its offset is the one of that day. */
function isSoInRome(instant: string): boolean {
  const { date, hour } = inRome(new Date(instant));
  return instant.startsWith(`${date}T${hour}`);
}

/** What is wrong with the axes of an address, if anything. */
export interface AxesFaults {
  readonly effectiveAsOf: AxisFault | null;
  readonly knownAsOf: AxisFault | null;
}

export const NO_FAULTS: AxesFaults = { effectiveAsOf: null, knownAsOf: null };

/**
 * What is wrong with the axes of an address, which has to be as the service wants it. Whether an instant has come is
 * for the service to say.
 */
export function faultsOf(effectiveAsOf: string | null, knownAsOf: string | null): AxesFaults {
  return {
    effectiveAsOf: effectiveAsOf === null || isDate(effectiveAsOf) ? null : faultOfDate(effectiveAsOf),
    knownAsOf: knownAsOf === null || /^\d{1,18}$/.test(knownAsOf) ? null : faultOfInstant(knownAsOf),
  };
}

function faultOfDate(text: string): AxisFault {
  return ISO_DATE.test(text) ? 'NO_SUCH_DATE' : 'DATE_FORM';
}

function faultOfInstant(text: string): AxisFault | null {
  if (!INSTANT.test(text)) return 'KNOWN_FORM';
  return isDate(text.slice(0, 10)) ? null : 'NO_SUCH_DATE';
}

/** A date as people write it; what is no date stays as it was written. */
export function effectiveText(value: string | null, lang: Lang): string {
  if (value === null) return '';
  return isDate(value) ? formatDate(value, lang) : value;
}

/** `31/12/2024` for the end of a day, `31/12/2024 10:30`, or the position; what is none of these stays as it is. */
export function knownText(value: string | null, lang: Lang): string {
  if (value === null) return '';
  if (!INSTANT.test(value) || !isDate(value.slice(0, 10))) return value;
  const { date, hour } = inRome(new Date(value));
  const day = formatDate(date, lang);
  return value.includes(`T${DAY_END}`) && hour === DAY_END.slice(0, 5) ? day : `${day} ${hour}`;
}
