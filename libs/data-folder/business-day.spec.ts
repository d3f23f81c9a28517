/** A fact is dated in Rome: after midnight there it is of the new day, whatever the clocks elsewhere say. */
import { describe, expect, it } from '@jest/globals';
import { businessDay } from './business-day.ts';

describe('the business day', () => {
  it.each([
    ['is already the new year in Rome', '2026-12-31T23:30:00Z', '2027-01-01'],
    ['is still the old year in Rome', '2026-12-31T22:59:59.999Z', '2026-12-31'],
    ['begins at 23:00 UTC in winter', '2026-01-31T23:00:00Z', '2026-02-01'],
    ['begins at 22:00 UTC in summer', '2026-06-30T22:00:00Z', '2026-07-01'],
    ['has not begun a moment earlier', '2026-06-30T21:59:59.999Z', '2026-06-30'],
    ['begins in winter time on the day the clocks go forward', '2026-03-28T23:00:00Z', '2026-03-29'],
    ['ends in summer time on that day', '2026-03-29T22:00:00Z', '2026-03-30'],
    ['begins in summer time on the day the clocks go back', '2026-10-24T22:00:00Z', '2026-10-25'],
    ['ends in winter time on that day', '2026-10-25T22:59:59Z', '2026-10-25'],
    ['has a leap day', '2028-02-28T23:30:00Z', '2028-02-29'],
  ])('%s', (_, instant, day) => {
    expect(businessDay(new Date(instant))).toBe(day);
  });
});
