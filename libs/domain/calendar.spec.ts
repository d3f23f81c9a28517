/** Dates are civil dates: every one that exists and no other, counted by day, split by calendar year. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accruedBy, dateOf, dayOf, isDate, spanFault, splitByYear, yearOf } from './calendar.ts';

const MS_PER_DAY = 86_400_000;
const FIRST = Date.UTC(1900, 0, 1) / MS_PER_DAY;
const LAST = Date.UTC(2199, 11, 31) / MS_PER_DAY;

const day = fc.integer({ min: FIRST, max: LAST });
const span = fc
  .tuple(day, fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 18_000 })))
  .map(([from, days]) => ({ from: dateOf(from), to: dateOf(Math.min(from + days, LAST)) }));

describe('a date and its day number', () => {
  it('agree with the platform’s calendar on every day of 1900 to 2199, both ways', () => {
    const wrong: string[] = [];
    for (let each = FIRST; each <= LAST; each += 1) {
      const date = new Date(each * MS_PER_DAY).toISOString().slice(0, 10);
      if (dateOf(each) !== date || dayOf(date) !== each || !isDate(date)) wrong.push(date);
    }
    expect(wrong).toEqual([]);
    expect(LAST - FIRST + 1).toBe(109_573);
  });

  it('count from 1970-01-01, and before it below zero', () => {
    expect([dayOf('1970-01-01'), dayOf('1969-12-31'), dayOf('2000-03-01')]).toEqual([0, -1, 11_017]);
    expect([dateOf(0), dateOf(-1)]).toEqual(['1970-01-01', '1969-12-31']);
  });

  it('hold at the ends of what can be written', () => {
    for (const date of ['1000-01-01', '1582-10-10', '2999-12-31']) {
      expect(isDate(date)).toBe(true);
      expect(dateOf(dayOf(date))).toBe(date);
    }
  });
});

describe('a date that exists', () => {
  it.each(['2024-02-29', '2000-02-29', '2400-02-29', '2023-12-31', '1999-01-31', '2024-04-30'])(
    '%s',
    (date) => {
      expect(isDate(date)).toBe(true);
    },
  );

  it.each([
    ['a year that is no leap year', '2023-02-29'],
    ['a century that is none', '1900-02-29'],
    ['another century that is none', '2100-02-29'],
    ['a month of thirty days', '2024-04-31'],
    ['the thirtieth of February', '2024-02-30'],
    ['month 13', '2024-13-01'],
    ['month 0', '2024-00-10'],
    ['day 0', '2024-01-00'],
    ['day 32', '2024-01-32'],
    ['one digit', '2024-1-01'],
    ['another order', '31-12-2024'],
    ['slashes', '2024/12/31'],
    ['an instant', '2024-12-31T00:00:00Z'],
    ['a blank behind', '2024-12-31 '],
    ['a line break behind', '2024-12-31\n'],
    ['the year 999', '0999-01-01'],
    ['the year 3000', '3000-01-01'],
    ['other digits', '２０２４-01-01'],
    ['nothing', ''],
  ])('is not %s (%p)', (_, text) => {
    expect(isDate(text)).toBe(false);
  });

  it('is told by its form and the platform’s calendar alike', () => {
    const numbers = fc.tuple(fc.integer({ min: 1000, max: 2999 }), fc.nat({ max: 14 }), fc.nat({ max: 33 }));
    fc.assert(
      fc.property(numbers, ([year, month, dayOfMonth]) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
        const time = new Date(Date.UTC(year, month - 1, dayOfMonth));
        expect(isDate(text)).toBe(time.toISOString().slice(0, 10) === text);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a span', () => {
  it('may be one day, and up to fifty years', () => {
    expect(spanFault({ from: '2024-02-29', to: '2024-02-29' }, '/effective')).toBeNull();
    expect(spanFault({ from: '2000-06-01', to: '2050-12-31' }, '/effective')).toBeNull();
  });

  it('that ends before it starts is refused at its end', () => {
    expect(spanFault({ from: '2024-03-01', to: '2024-02-29' }, '/effective')).toEqual({
      rejected: 'SPAN_REVERSED',
      pointer: '/effective/to',
      params: { from: '2024-03-01', to: '2024-02-29' },
    });
  });

  it('of more than fifty years is refused at its end', () => {
    expect(spanFault({ from: '2000-01-01', to: '2051-01-01' }, '')).toMatchObject({
      rejected: 'SPAN_TOO_LONG',
      pointer: '/to',
    });
  });
});

describe('an amount over a span', () => {
  it('is split by the days in each year, and the parts name them', () => {
    expect(splitByYear(100_00n, { from: '2023-12-31', to: '2024-01-02' })).toEqual([
      { year: 2023, fromDay: dayOf('2023-12-31'), toDay: dayOf('2023-12-31'), amount: 33_33n },
      { year: 2024, fromDay: dayOf('2024-01-01'), toDay: dayOf('2024-01-02'), amount: 66_67n },
    ]);
    const years = splitByYear(1_461_00n, { from: '2021-01-01', to: '2024-12-31' });
    expect(years.map(({ year, amount }) => [year, amount])).toEqual([
      [2021, 365_00n],
      [2022, 365_00n],
      [2023, 365_00n],
      [2024, 366_00n],
    ]);
  });

  it('is all there, year by year without a gap, each year in proportion to its days', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), span, (amount, effective) => {
        const parts = splitByYear(amount, effective);
        expect(parts.reduce((sum, part) => sum + part.amount, 0n)).toBe(amount);
        expect(parts[0]?.fromDay).toBe(dayOf(effective.from));
        expect(parts.at(-1)?.toDay).toBe(dayOf(effective.to));
        const days = BigInt(dayOf(effective.to) - dayOf(effective.from) + 1);
        for (const [index, { year, fromDay, toDay, amount: part }] of parts.entries()) {
          expect([yearOf(dateOf(fromDay)), yearOf(dateOf(toDay))]).toEqual([year, year]);
          if (index > 0) expect(fromDay).toBe((parts[index - 1]?.toDay ?? 0) + 1);
          const apart = part * days - amount * BigInt(toDay - fromDay + 1);
          expect(apart < days && apart > -days).toBe(true);
        }
      }),
    );
  });

  it('accrues evenly: nothing before it starts, all at its last day, never less than the day before', () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 17n });
    fc.assert(
      fc.property(amounts, span, fc.array(day, { minLength: 1 }), (amount, effective, days) => {
        const [from, to] = [dayOf(effective.from), dayOf(effective.to)];
        expect(accruedBy(from - 1, amount, from, to)).toBe(0n);
        expect(accruedBy(to, amount, from, to)).toBe(amount);
        expect(accruedBy(to + 1, amount, from, to)).toBe(amount);
        for (const each of days) {
          const due = accruedBy(each, amount, from, to);
          expect(due <= accruedBy(each + 1, amount, from, to)).toBe(true);
          expect(accruedBy(each, -amount, from, to)).toBe(-due);
          if (each < from || each > to) continue;
          const apart = amount * BigInt(each - from + 1) - due * BigInt(to - from + 1);
          expect(apart >= 0n && apart < BigInt(to - from + 1)).toBe(true);
        }
      }),
    );
  });
});
