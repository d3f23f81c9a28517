/** The rules at the edges of a ratio, each with the numbers that the study of the domain works out (3.3, 3.4). */
import { describe, expect, it } from '@jest/globals';
import { LATE, at, only, publicMoney, withFigures } from '../../../test/support/asked-figures.ts';
import { indexPublished } from '../../../test/support/history-beside.ts';
import {
  cash,
  corrected,
  on,
  recorded,
  recovered,
  reversed,
  sourceRegistered,
  transferred,
  verified,
  type Happening,
} from '../../../test/support/history.ts';
import type { Figures } from './figures.ts';
import type { FigureQuestion } from './question/question.ts';

function shown(figures: Figures, definition: string, over: Partial<FigureQuestion> = {}): string | undefined {
  return only(figures, { ...over, definitions: [definition] }).display?.text;
}

function ratio(figures: Figures, definition: string, over: Partial<FigureQuestion> = {}) {
  const { value, reason } = only(figures, { ...over, definitions: [definition] });
  return { value, reason };
}

/** Money of the municipality, and of the Third Sector's own. */
const publicly = (id: string, cents: bigint, day = '2024-01-01') =>
  recorded(id, 'lecco', cents, { stage: 'PAID', effective: on(day) });
const ownly = (id: string, cents: bigint, day = '2024-01-01') =>
  recorded(id, 'lecco', cents, { stage: 'PAID', effective: on(day), fundingSource: 'own' });

describe('a base', () => {
  it('of nothing gives no ratio, never zero or infinity', () => {
    withFigures([ownly('a', 100_00n)], (figures) => {
      expect(ratio(figures, 'L1')).toEqual({ value: null, reason: 'NO_PUBLIC_BASE' });
    });
  });

  it('below nothing, of a year in which public money was taken back, gives none either', () => {
    const happenings = [
      publicly('a', 100_00n, '2023-05-01'),
      reversed('a', '2024-02-01'),
      ownly('b', 50_00n, '2024-03-01'),
    ];
    withFigures(happenings, (figures) => {
      expect(ratio(figures, 'L1', { only: { year: ['2024'] } })).toEqual({
        value: null,
        reason: 'NEGATIVE_BASE',
      });
    });
  });

  it('keeps its ratio where what was brought goes back: it is negative in the year of the refund', () => {
    const grant = recorded('f', 'lecco', 40_00n, {
      ...{ stage: 'PAID', effective: on('2023-05-01'), fundingSource: 'calls' },
    });
    const happenings = [
      grant,
      verified('f', [{ cents: 40_00n, effective: on('2023-05-01') }]),
      publicly('a', 100_00n, '2024-01-01'),
      recovered('f', 5_00n, '2024-06-01'),
    ];
    withFigures(happenings, (figures) => {
      expect(shown(figures, 'L1', { only: { year: ['2024'] } })).toBe('-5.00');
      // As it was known before the refund, and as of a day before it, all of the grant is there.
      const foundations = (over: Partial<FigureQuestion>) =>
        only(figures, { ...over, definitions: ['L1'] }).numerator.amount.amount;
      expect([
        foundations(at(LATE, 3)),
        foundations({ effectiveAsOf: '2023-12-31' }),
        foundations({}),
      ]).toEqual(['40.00', '40.00', '35.00']);
    });
  });
});

describe('a ratio', () => {
  it('is of sums: 140 on 1,000 is 14 %, where the mean of 50 % and 10 % would be 30 %', () => {
    const happenings = [
      publicly('a', 100_00n),
      ownly('b', 50_00n),
      publicly('c', 900_00n, '2025-01-01'),
      ownly('d', 90_00n, '2025-01-01'),
    ];
    withFigures(happenings, (figures) => {
      expect(shown(figures, 'L1')).toBe('14.00');
      const { groups } = only(figures, { definitions: ['L1'], groupBy: ['year'] });
      expect(groups.map(({ display }) => display?.text)).toEqual(['50.00', '10.00']);
    });
  });

  it('does not count what is passed on: 100,000 through two bodies is 100,000 once', () => {
    const happenings = [
      publicly('a', 100_000_00n),
      transferred('t1', 'lecco', 'a', 100_000_00n),
      transferred('t2', 'lecco', 'a', 100_000_00n),
    ];
    withFigures(happenings, (figures) => expect(publicMoney(figures)).toBe('100000.00'));
  });

  it.each([
    ['all', 30_000_00n, '0.00'],
    ['60 %', 18_000_00n, '12000.00'],
  ])('does not count “own” money of a coop of which %s is the Region’s', (_, ofRegion, own) => {
    const happenings = [
      publicly('region', 30_000_00n),
      recorded('coop', 'lecco', 30_000_00n, {
        ...{ stage: 'PAID', fundingSource: 'own' },
        fundedBy: [{ contribution: 'region', amount: cash(ofRegion).amount }],
      }),
    ];
    withFigures(happenings, (figures) => {
      const { numerator, denominator } = only(figures, { definitions: ['L1'] });
      expect([numerator.amount.amount, denominator.amount.amount]).toEqual([own, '30000.00']);
    });
  });
});

describe('a chain of corrections', () => {
  it('of +10,000, a cut of 2,500 and 500 on appeal is 8,000, and each is known as it was', () => {
    const paid = { stage: 'PAID', fundingSource: 'own' } as const;
    const days = on('2024-01-01');
    const happenings = [
      publicly('p', 10_000_00n),
      recorded('a', 'lecco', 10_000_00n, paid),
      verified('a', [{ cents: 7_500_00n, effective: days }], 2_500_00n),
      verified('a', [{ cents: 500_00n, effective: days }]),
    ];
    withFigures(happenings, (figures) => {
      const known = [2, 3, 4].map((n) =>
        only(figures, { ...at(LATE, n), basis: 'verified', definitions: ['L1s'] }),
      );
      expect(known.map(({ numerator }) => numerator.amount.amount)).toEqual(['0.00', '7500.00', '8000.00']);
      expect(only(figures, { definitions: ['L1s'] }).numerator.amount.amount).toBe('10000.00');
    });
  });

  it('leaves the last statement', () => {
    const happenings = [
      publicly('a', 10_000_00n),
      corrected('a', 7_500_00n, { stage: 'PAID' }),
      corrected('a', 8_000_00n, { stage: 'PAID' }),
    ];
    withFigures(happenings, (figures) => {
      expect([1, 2, 3].map((n) => publicMoney(figures, at(LATE, n)))).toEqual([
        '10000.00',
        '7500.00',
        '8000.00',
      ]);
    });
  });
});

describe('net of what taxes give back', () => {
  it('a gift of 10,000 with a credit of 65 % leaves 3,500 private and makes 6,500 public', () => {
    const happenings = [
      sourceRegistered('education', {
        ...{ originShares: [{ origin: 'FOUNDATION', bp: 10_000 }], taxExpenditureBp: 6_500 },
      }),
      publicly('a', 10_000_00n),
      recorded('gift', 'lecco', 10_000_00n, { stage: 'PAID', fundingSource: 'education' }),
    ];
    withFigures(happenings, (figures) => {
      const { numerator, denominator } = only(figures, { definitions: ['L1'], view: 'netOfTax' });
      expect([numerator.amount.amount, denominator.amount.amount]).toEqual(['3500.00', '16500.00']);
      expect(shown(figures, 'L1')).toBe('100.00');
      // 3,500 / 16,500
      expect(shown(figures, 'L1', { view: 'netOfTax' })).toBe('21.21');
    });
  });
});

describe('in real terms', () => {
  const FOI = { series: 'FOI', of: '2022-05' } as const;

  it('100,000 of January 2021 are 107,482.99 of May 2022', () => {
    // Points of 2021 stand for the month: the year's own average is not published with it.
    const happenings = [
      publicly('a', 100_000_00n, '2021-01-15'),
      indexPublished('FOI', { '2021': '102.9', '2022-05': '110.6' }),
    ];
    withFigures(happenings, (figures) => expect(publicMoney(figures, { prices: FOI })).toBe('107482.99'));
  });

  it('the ratio is another one: 22 % of 100, 100 and 44 is 20.95 % at prices that rose by a tenth', () => {
    const happenings = [
      publicly('a', 100_00n, '2021-06-01'),
      publicly('b', 100_00n, '2022-06-01'),
      ownly('c', 44_00n, '2022-06-01'),
      indexPublished('TEST', { '2021': '100', '2022': '110' }),
    ];
    withFigures(happenings, (figures) => {
      expect(shown(figures, 'L1')).toBe('22.00');
      const real = { prices: { series: 'TEST', of: '2022' } };
      expect(ratio(figures, 'L1', real).value?.slice(0, 10)).toBe('0.20952380');
      expect(shown(figures, 'L1', real)).toBe('20.95');
      expect(only(figures, real).denominator.amount.amount).toBe('210.00');
    });
  });
});

describe('finance that is paid back', () => {
  const union = sourceRegistered('esf', {
    originShares: [
      { origin: 'EU', bp: 4_000 },
      { origin: 'STATE', bp: 6_000 },
    ],
  });
  const grant = recorded('esf', 'lecco', 100_000_00n, { stage: 'PAID', fundingSource: 'esf' });
  const loan = recorded('loan', 'lecco', 300_000_00n, {
    ...{ stage: 'PAID', fundingSource: 'own', resource: cash(300_000_00n, { nature: 'LOAN' }) },
  });

  it('is what L3 and L4 are about: without any they do not apply, whatever else is missing', () => {
    const none = { value: null, reason: 'NOT_APPLICABLE' };
    withFigures([union, grant, ownly('own', 10_000_00n)], (figures) => {
      expect([ratio(figures, 'L3'), ratio(figures, 'L4')]).toEqual([none, none]);
    });
    withFigures([], (figures) => {
      expect([ratio(figures, 'L3'), ratio(figures, 'L4')]).toEqual([none, none]);
    });
  });

  it('is set against the money of the Union alone: 300,000 on 40,000 is 7.50', () => {
    withFigures([union, grant, loan, ownly('own', 10_000_00n)], (figures) => {
      expect(shown(figures, 'L3')).toBe('7.50');
      // + 10,000 of the Third Sector's own.
      expect(shown(figures, 'L4')).toBe('7.75');
      expect(only(figures, { definitions: ['L3'] }).denominator.amount.amount).toBe('40000.00');
      // It is no contribution: what else is asked leaves it out and says so.
      expect(only(figures, { definitions: ['L1'] }).exclusions).toEqual([
        { code: 'REPAYABLE_FINANCE', amount: { amount: '300000.00', currency: 'EUR' } },
      ]);
    });
  });

  it('has no base where the Union gave nothing', () => {
    withFigures([loan, publicly('a', 100_00n)], (figures) => {
      expect(ratio(figures, 'L3')).toEqual({ value: null, reason: 'NO_PUBLIC_BASE' });
    });
  });
});

describe('the fund of a community foundation (Lecco, 2018-2019)', () => {
  const challenge = { ownShareConditionBp: 5_000 } as const;
  const FUND: readonly Happening[] = [
    sourceRegistered('area', { ...challenge, originShares: [{ origin: 'MUNICIPALITY', bp: 10_000 }] }),
    sourceRegistered('fund', { ...challenge, originShares: [{ origin: 'FOUNDATION', bp: 10_000 }] }),
    recorded('area', 'lecco', 150_000_00n, { stage: 'PAID', fundingSource: 'area' }),
    recorded('fund', 'lecco', 50_000_00n, { stage: 'PAID', fundingSource: 'fund' }),
  ];
  /** Each of the five projects raises so much. */
  const raised = (cents: bigint): Happening[] =>
    [1, 2, 3, 4, 5].map((n) => ownly(`project${n}`, cents, '2024-09-01'));
  const read = (figures: Figures) => ['L1', 'L6', 'L10', 'L1s'].map((id) => shown(figures, id));

  it('at its target, 40,000 for each of five projects, is 166.67 % and matched by 100 %', () => {
    withFigures([...FUND, ...raised(40_000_00n)], (figures) => {
      // 250 / 150, and 200 / 150 without the foundation's 50,000.
      expect(read(figures)).toEqual(['166.67', '1.6667', '100.00', '133.33']);
    });
  });

  it('with half of it raised is 100 % and matched by 50 %', () => {
    withFigures([...FUND, ...raised(20_000_00n)], (figures) => {
      expect(read(figures)).toEqual(['100.00', '1.00', '50.00', '66.67']);
    });
  });

  it('is not matched by anything where no call asks for a share', () => {
    withFigures([publicly('a', 100_00n), ownly('b', 50_00n)], (figures) => {
      expect(ratio(figures, 'L10')).toEqual({ value: null, reason: 'NOTHING_RECORDED' });
    });
  });
});
