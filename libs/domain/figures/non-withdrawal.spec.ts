/** Whether public money held while others brought something: by hand, and whatever the years. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareYears, wordingOf, type YearSums } from './non-withdrawal.ts';

const of = (year: number, publicMoney: bigint, others: bigint, over: Partial<YearSums> = {}): YearSums => ({
  year,
  public: publicMoney,
  publicReal: null,
  others,
  othersVague: false,
  unknown: null,
  ...over,
});

const outcomes = (years: readonly YearSums[], isReal = false) =>
  compareYears(years, isReal).years.map(({ outcome, reason }) => reason ?? outcome);

describe('non-withdrawal', () => {
  it('compares a year with the one before only where others had brought something then', () => {
    const found = compareYears(
      [of(2020, 100n, 0n), of(2021, 90n, 20n), of(2022, 90n, 20n), of(2023, 80n, 0n)],
      false,
    );
    expect(found.years.map(({ year, outcome, change }) => [year, outcome, change?.amount])).toEqual([
      [2020, 'NOT_COMPARED', undefined],
      // It fell, but nobody else had come before: that says nothing about withdrawing.
      [2021, 'NOT_COMPARED', '-0.10'],
      [2022, 'HELD', '0.00'],
      [2023, 'FELL', '-0.10'],
    ]);
    expect([found.held, found.compared, found.value, found.display]).toEqual([
      1,
      2,
      '0.5000000000000000',
      { form: 'count', text: '1/2', approximate: false },
    ]);
  });

  it('can hold in nominal and fall in real terms: 100 then 105, while prices rose from 100 to 110', () => {
    const years = [
      of(2020, 100_00n, 44_00n, { publicReal: 110_00n }),
      of(2021, 105_00n, 0n, { publicReal: 105_00n }),
    ];
    const [nominal, real] = [compareYears(years, false), compareYears(years, true)];
    expect(nominal.years[1]).toMatchObject({ outcome: 'HELD', change: { amount: '5.00' } });
    expect(real.years[1]).toMatchObject({ outcome: 'FELL', change: { amount: '-5.00' } });
  });

  it.each(['PUBLIC_UNKNOWN', 'INDEX_MISSING'] as const)(
    'compares neither a year nor the next one where its public money is not known: %s',
    (unknown) => {
      const years = [of(2020, 9n, 1n), of(2021, 9n, 1n, { unknown }), of(2022, 9n, 1n), of(2023, 9n, 1n)];
      expect(outcomes(years)).toEqual(['NO_OTHERS_BEFORE', unknown, unknown, 'HELD']);
    },
  );

  it('does not take a year that is not over for a withdrawal', () => {
    expect(outcomes([of(2020, 9n, 1n), of(2021, 4n, 1n, { unknown: 'YEAR_NOT_OVER' })])).toEqual([
      'NO_OTHERS_BEFORE',
      'YEAR_NOT_OVER',
    ]);
  });

  it('does not jump over a year of which nothing is known', () => {
    expect(outcomes([of(2020, 9n, 1n), of(2022, 9n, 1n)])).toEqual(['NO_OTHERS_BEFORE', 'NO_OTHERS_BEFORE']);
  });

  it('has no value and says so where no year can be compared', () => {
    expect(compareYears([], false)).toEqual({
      ...{ years: [], held: 0, compared: 0, value: null, reason: 'NOTHING_COMPARED', display: null },
    });
    expect(wordingOf({ held: 0, compared: 0 }, null).en).toContain('cannot be said');
  });

  it('is put in words that name the figures and claim no cause', () => {
    const { it: italian, en } = wordingOf({ held: 7, compared: 9 }, { series: 'FOI', of: '2024' });
    expect(italian).toContain('7 su 9');
    expect(italian).toContain('prezzi del 2024 (FOI)');
    expect(en).toContain('7 of 9');
    for (const text of [italian, en]) {
      expect(text).not.toMatch(/grazie|perciò|causa|because|thanks|caused|due to|therefore|led to/i);
    }
    expect(en).toContain('not why');
  });

  it('counts every compared year once, whatever the order they are told in', () => {
    const sums = fc.record({
      year: fc.integer({ min: 2010, max: 2024 }),
      public: fc.bigInt({ min: -5n, max: 50n }),
      others: fc.bigInt({ min: -1n, max: 3n }),
    });
    const years = fc
      .uniqueArray(sums, { selector: ({ year }) => year, maxLength: 15 })
      .map((all) => all.map((each) => of(each.year, each.public, each.others)));
    fc.assert(
      fc.property(years, fc.boolean(), (all, isReversed) => {
        const found = compareYears(isReversed ? all.toReversed() : all, false);
        expect(found).toEqual(compareYears(all, false));
        const at = (year: number) => all.find((each) => each.year === year);
        const pairs = all.flatMap((now) => {
          const before = at(now.year - 1);
          return before !== undefined && before.others > 0n ? [[before.public, now.public] as const] : [];
        });
        expect(found.compared).toBe(pairs.length);
        expect(found.held).toBe(pairs.filter(([earlier, later]) => later >= earlier).length);
      }),
    );
  });
});
