/** What figures say of money that comes over years and goes on in between, by examples that can be followed by hand. */
import { describe, expect, it } from '@jest/globals';
import { BASES } from '#domain/figures/definitions';
import { moneyOf } from '#domain/money';
import { LATE, at, only, withFigures } from '../../../test/support/asked-figures.ts';
import {
  movedOn,
  movementReversed,
  on,
  pledgeReleased,
  pledged,
  reclassified,
  recorded,
  recovered,
  reversed,
  type Happening,
} from '../../../test/support/history.ts';
import type { Figures } from './figures.ts';
import type { FigureQuestion } from './question/question.ts';

const SIX_YEARS = { from: '2024-01-01', to: '2029-12-31' };
const WHOLE = 12_000_000_00n;
const pledge = pledged('a', 'lecco', WHOLE, { effective: SIX_YEARS });
const byYear = pledged(
  'a',
  'lecco',
  WHOLE,
  { effective: SIX_YEARS },
  [2024, 2025, 2026, 2027, 2028, 2029].map((year) => ({ year, amount: moneyOf(WHOLE / 6n) })),
);
const LATER = ['2024-02-01', '2024-02-02', '2024-07-17', '2024-12-31', '2025-01-01', '2027-03-03', LATE];

function side(figures: Figures, name: string, over: Partial<FigureQuestion>): string | undefined {
  return only(figures, over).numerator.parts.find((part) => part.side === name)?.amount.amount;
}

/** Public money on every basis. */
function ladder(figures: Figures, over: Partial<FigureQuestion> = {}): (string | undefined)[] {
  return BASES.map((basis) => side(figures, 'PUBLIC', { ...over, basis }));
}

function publicOn(happenings: readonly Happening[], dates: readonly string[]): (string | undefined)[][] {
  return withFigures(happenings, (figures) =>
    dates.map((effectiveAsOf) => ladder(figures, { effectiveAsOf })),
  );
}

const none = ['0.00', '0.00', '0.00', '0.00', '0.00'];

describe('a pledge over six years', () => {
  it('of two millions a year has come to 163,934.42 by the end of its thirtieth day', () => {
    // 2,000,000.00 x 30 / 366.
    expect(publicOn([byYear], ['2024-01-30'])[0]?.[0]).toBe('163934.42');
  });

  it.each([
    ['even', pledge],
    ['by year', byYear],
  ])('is nothing from the day on which it is released, and until then what had come (%s)', (_, entered) => {
    const released = [entered, pledgeReleased('a', WHOLE, '2024-02-01')];
    expect(publicOn(released, LATER)).toEqual(LATER.map(() => none));
    expect(publicOn(released, ['2024-01-31'])).toEqual(publicOn([entered], ['2024-01-31']));
  });

  it.each([
    ['even', pledge],
    ['by year', byYear],
  ])('is whole from the day on which all of it is committed (%s)', (_, entered) => {
    const committed = [entered, movedOn('a', 'COMMITTED', { PLEDGED: WHOLE }, on('2024-02-01'))];
    const whole = ['12000000.00', '12000000.00', '0.00', '0.00', '0.00'];
    expect(publicOn(committed, LATER)).toEqual(LATER.map(() => whole));
    expect(publicOn(committed, ['2024-01-31'])).toEqual(publicOn([entered], ['2024-01-31']));
  });

  it('of which two parts are committed counts both at once, and the rest as it comes', () => {
    const happenings = [
      byYear,
      movedOn('a', 'COMMITTED', { PLEDGED: 500_000_00n }, on('2024-02-01')),
      movedOn('a', 'COMMITTED', { PLEDGED: 700_000_00n }, on('2024-05-01')),
    ];
    // What is committed is of the first year: 800,000.00 of it are left, and by 2024-12-31 have come.
    const days = ['2024-02-01', '2024-05-01', '2024-12-31', '2025-12-31', LATE];
    expect(publicOn(happenings, days).map(([promised, committed]) => [promised, committed])).toEqual([
      // + 1,500,000.00 x 32 / 366, + 800,000.00 x 122 / 366
      ['631147.54', '500000.00'],
      ['1466666.66', '1200000.00'],
      ['2000000.00', '1200000.00'],
      ['4000000.00', '1200000.00'],
      ['12000000.00', '1200000.00'],
    ]);
  });

  it('that is committed over its own days and paid on one of them counts each euro once', () => {
    const happenings = [
      pledged('a', 'lecco', 366_00n, { effective: { from: '2024-01-01', to: '2024-12-31' } }),
      movedOn('a', 'COMMITTED', { PLEDGED: 366_00n }, { from: '2024-01-01', to: '2024-12-31' }),
      movedOn('a', 'PAID', { COMMITTED: 366_00n }, on('2024-04-09')),
    ];
    // A euro a day; 2024-04-08 is the 99th.
    expect(publicOn(happenings, ['2024-04-08', '2024-04-09', '2024-12-31'])).toEqual([
      ['99.00', '99.00', '0.00', '0.00', '0.00'],
      ['366.00', '366.00', '366.00', '366.00', '0.00'],
      ['366.00', '366.00', '366.00', '366.00', '0.00'],
    ]);
  });

  it('is whole again as it was when what was committed is undone', () => {
    const happenings = [
      pledge,
      movedOn('a', 'COMMITTED', { PLEDGED: WHOLE }, on('2024-02-01')),
      movementReversed('a', 1),
    ];
    expect(publicOn(happenings, LATER)).toEqual(publicOn([pledge], LATER));
    withFigures(happenings, (figures) => {
      expect(ladder(figures, at('2024-02-01', 2))[1]).toBe('12000000.00');
      expect(ladder(figures, at('2024-02-01', 3))[1]).toBe('0.00');
    });
  });

  it('reversed within its days counts what had come until the eve, and nothing from that day on', () => {
    const undone = [byYear, reversed('a', '2026-07-02')];
    const before = ['2024-06-30', '2025-12-31', '2026-07-01'];
    expect(publicOn(undone, before)).toEqual(publicOn([byYear], before));
    // 182 of the 365 days of 2026.
    expect(publicOn(undone, ['2026-07-01'])[0]?.[0]).toBe('4997260.27');
    const after = ['2026-07-02', '2026-07-03', '2026-12-31', '2028-01-01', LATE];
    expect(publicOn(undone, after)).toEqual(after.map(() => none));
    withFigures(undone, (figures) => {
      const years = only(figures, { basis: 'pledged', groupBy: ['year'] }).groups.map(
        ({ key, numerator }) => `${key['year']} ${numerator.amount.amount}`,
      );
      // Years that were closed keep what they said; all of it goes in the year of the reversal.
      expect(years.slice(0, 3)).toEqual(['2024 2000000.00', '2025 2000000.00', '2026 -4000000.00']);
    });
  });

  it('under another source from a day within its days is of each on its own days', () => {
    withFigures([byYear, reclassified('a', 'municipal', 'own', '2026-07-02')], (figures) => {
      const on_ = (effectiveAsOf: string) =>
        ['PUBLIC', 'T'].map((name) => side(figures, name, { effectiveAsOf, basis: 'pledged' }));
      expect(on_('2026-07-01')).toEqual(['4997260.27', '0.00']);
      // 183 of the 365 days of 2026.
      expect(on_('2026-07-02')).toEqual(['0.00', '5002739.72']);
      expect(on_(LATE)).toEqual(['0.00', '12000000.00']);
    });
  });
});

describe('what was paid before its source changed, and told later', () => {
  it('was of the first source until then, on every basis', () => {
    const happenings = [
      recorded('a', 'lecco', 100_00n, { stage: 'DELIVERED', effective: on('2024-01-01') }),
      reclassified('a', 'municipal', 'own', '2024-06-01'),
      movedOn('a', 'PAID', { DELIVERED: 100_00n }, on('2024-03-01')),
    ];
    withFigures(happenings, (figures) => {
      const on_ = (effectiveAsOf: string) =>
        ['PUBLIC', 'T'].map((name) => side(figures, name, { effectiveAsOf, basis: 'paid' }));
      expect(['2024-02-29', '2024-03-01', '2024-06-01'].map(on_)).toEqual([
        ['0.00', '0.00'],
        ['100.00', '0.00'],
        ['0.00', '100.00'],
      ]);
      expect(publicOn(happenings, ['2024-03-01'])).toEqual([
        ['100.00', '100.00', '100.00', '100.00', '0.00'],
      ]);
    });
  });
});

describe('money that was paid over a year', () => {
  it('and comes back in parts within it is less by each part from its day on, and never less than nothing', () => {
    const happenings = [
      recorded('a', 'lecco', 365_00n, { stage: 'PAID', effective: { from: '2025-01-01', to: '2025-12-31' } }),
      recovered('a', 146_00n, '2025-04-10'),
      recovered('a', 219_00n, '2025-07-19'),
    ];
    // A euro a day until the hundredth day; then 0.60 a day, for two fifths of it will not come; then nothing.
    const dates = ['2025-04-09', '2025-04-10', '2025-07-18', '2025-07-19', '2025-07-20', LATE];
    const paid = publicOn(happenings, dates).map((row) => row[3]);
    expect(paid).toEqual(['99.00', '60.00', '119.40', '0.00', '0.00', '0.00']);
  });
});
