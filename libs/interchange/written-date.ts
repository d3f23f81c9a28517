/** Dates as OpenCoesione writes them: `YYYY-MM-DD` in extracts, `YYYYMMDD` in the full files. */
import { isDate } from '#domain/calendar';
import type { Finding } from './row-fault.ts';

export type DateErrorCode = 'DATE_MALFORMED' | 'DATE_NONEXISTENT';

const SOURCE_FORM = /^(\d{4})(-?)(\d{2})\2(\d{2})$/;
const DAY_FIRST_FORM = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const YEAR_FIRST_FORM = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[T ][\d:.Z]+)?$/;

/** The date as `YYYY-MM-DD`, or null for an empty cell. */
export function readDate(text: string): string | null | Finding<DateErrorCode> {
  const written = text.trim();
  if (written === '') return null;
  const [matched, year = '', , month = '', day = ''] = SOURCE_FORM.exec(written) ?? [];
  if (matched === undefined) {
    return {
      code: 'DATE_MALFORMED',
      detail: 'this is not a date in the form YYYY-MM-DD or YYYYMMDD',
      suggestion: rewritten(written) ?? 'write the date as YYYY-MM-DD, or leave the cell empty',
    };
  }
  const date = `${year}-${month}-${day}`;
  if (isDate(date)) return date;
  return {
    code: 'DATE_NONEXISTENT',
    detail: 'this date does not exist',
    suggestion:
      lastOfMonth(year, month, day) ?? 'write a date of the calendar as YYYY-MM-DD, or leave the cell empty',
  };
}

function rewritten(written: string): string | null {
  const [, day, month, year] = DAY_FIRST_FORM.exec(written) ?? [];
  const [, otherYear, otherMonth, otherDay] = YEAR_FIRST_FORM.exec(written) ?? [];
  const [y, m, d] = year === undefined ? [otherYear, otherMonth, otherDay] : [year, month, day];
  const date = `${y}-${m?.padStart(2, '0')}-${d?.padStart(2, '0')}`;
  return isDate(date) ? date : null;
}

/** The 30th of February was meant to be the end of February. */
function lastOfMonth(year: string, month: string, day: string): string | null {
  if (day < '29' || day > '31') return null;
  return ['30', '29', '28'].map((last) => `${year}-${month}-${last}`).find((date) => isDate(date)) ?? null;
}
