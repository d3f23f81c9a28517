import { describe, expect, test } from '@jest/globals';
import { readDate } from './written-date.ts';

describe('a date', () => {
  test.each([
    ['', null],
    [' ', null],
    ['2004-08-01', '2004-08-01'],
    ['20040801', '2004-08-01'],
    [' 2024-02-29 ', '2024-02-29'],
  ])('%j is read as %j', (written, date) => {
    expect(readDate(written)).toBe(date);
  });

  test.each([
    ['2023-02-30', 'DATE_NONEXISTENT', '2023-02-28'],
    ['20240231', 'DATE_NONEXISTENT', '2024-02-29'],
    ['20230431', 'DATE_NONEXISTENT', '2023-04-30'],
    ['2023-13-01', 'DATE_NONEXISTENT', 'write a date of the calendar as YYYY-MM-DD, or leave the cell empty'],
    ['00000000', 'DATE_NONEXISTENT', 'write a date of the calendar as YYYY-MM-DD, or leave the cell empty'],
    ['31/12/2023', 'DATE_MALFORMED', '2023-12-31'],
    ['1.2.2023', 'DATE_MALFORMED', '2023-02-01'],
    ['2023-1-5', 'DATE_MALFORMED', '2023-01-05'],
    ['2023-01-05T00:00:00Z', 'DATE_MALFORMED', '2023-01-05'],
    ['2023-0105', 'DATE_MALFORMED', 'write the date as YYYY-MM-DD, or leave the cell empty'],
    ['31/02/2023', 'DATE_MALFORMED', 'write the date as YYYY-MM-DD, or leave the cell empty'],
    ['domani', 'DATE_MALFORMED', 'write the date as YYYY-MM-DD, or leave the cell empty'],
  ])('%j is %s: %s', (written, code, suggestion) => {
    expect(readDate(written)).toMatchObject({ code, suggestion });
  });
});
