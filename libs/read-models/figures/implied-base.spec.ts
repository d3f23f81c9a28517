/** Figures on a public base that nobody recorded, and what becomes of it when somebody does. */
import { describe, expect, it } from '@jest/globals';
import { USUAL_FIGURES } from '#domain/figures/definitions';
import { ASK, LATE, at, only, publicMoney, withFigures } from '../../../test/support/asked-figures.ts';
import {
  baseImplied,
  baseWithdrawn,
  on,
  partnershipRegistered,
  recorded,
  reversed,
} from '../../../test/support/history.ts';

const TEN_YEARS = { from: '2009-01-01', to: '2018-12-31' };

describe('the Lecco case', () => {
  const lecco = [
    recorded('calls', 'lecco', 6_000_000_00n, {
      fundingSource: 'calls',
      effective: TEN_YEARS,
      dating: 'ASSUMED',
    }),
    recorded('own', 'lecco', 3_000_000_00n, {
      fundingSource: 'own',
      effective: TEN_YEARS,
      dating: 'ASSUMED',
    }),
    baseImplied('lecco', 40_909_090_91n, TEN_YEARS),
  ];

  it('reads ≈ 22 %, 1.22 and 81.97 % on an implied base, and says that the days are assumed', () => {
    withFigures(lecco, (figures) => {
      const told = figures.answer({ ...ASK, definitions: USUAL_FIGURES }).figures;
      const shown = told.map(({ definition: { id }, display }) => [id, display?.text, display?.approximate]);
      expect(shown).toEqual([
        ['L1', '22', true],
        ['L1s', '7.33', false],
        ['L2', '1.22', false],
        ['L6', '0.22', false],
        ['L9', '81.97', false],
      ]);
      const [l1] = told;
      expect(l1?.numerator).toMatchObject({
        recorded: { amount: '9000000.00' },
        implied: { amount: '0.00' },
      });
      expect(l1?.denominator).toMatchObject({
        recorded: { amount: '0.00' },
        implied: { amount: '40909090.91' },
      });
      expect(l1?.assumedDating).toBe(true);
    });
  });

  it('has the ten years in ten groups that add up to the whole', () => {
    withFigures(lecco, (figures) => {
      const { groups, numerator } = only(figures, { groupBy: ['year'] });
      expect(groups.map(({ key }) => key['year'])).toEqual([
        '2009',
        '2010',
        '2011',
        '2012',
        '2013',
        '2014',
        '2015',
        '2016',
        '2017',
        '2018',
      ]);
      const cents = groups.map((group) => BigInt(group.numerator.amount.amount.replace('.', '')));
      expect(cents.reduce((sum, each) => sum + each, 0n)).toBe(49_909_090_91n);
      expect(numerator.amount.amount).toBe('49909090.91');
      // 2009 has 365 of the 3,652 days: 599,671.42 + 299,835.71 + 4,088,668.73.
      expect(groups[0]?.numerator.amount.amount).toBe('4988175.86');
    });
  });

  it('has no leverage of money paid, for nobody said that the base was paid', () => {
    withFigures(lecco, (figures) => {
      expect(only(figures, { basis: 'paid' })).toMatchObject({ value: null, reason: 'NO_PUBLIC_BASE' });
      expect(only(figures, { basis: 'committed', definitions: ['L1'] }).display?.text).toBe('22');
    });
  });
});

describe('an implied public base', () => {
  const public100 = recorded('a', 'lecco', 100_00n, { effective: on('2010-06-30') });

  it('stands for all public money of its years: what is recorded of them is part of it, and told', () => {
    withFigures([baseImplied('lecco', 500_00n, TEN_YEARS), public100], (figures) => {
      expect(publicMoney(figures, at(LATE, 1))).toBe('500.00');
      const figure = only(figures);
      expect(figure.denominator).toMatchObject({
        amount: { amount: '500.00' },
        recorded: { amount: '0.00' },
        implied: { amount: '500.00' },
      });
      expect(figure.exclusions).toEqual([
        { code: 'RECORDED_WITHIN_IMPLIED_BASE', amount: { amount: '100.00', currency: 'EUR' } },
      ]);
    });
  });

  it('leaves other years to what is recorded', () => {
    const happenings = [
      baseImplied('lecco', 500_00n, TEN_YEARS),
      recorded('later', 'lecco', 70_00n, { effective: on('2020-01-01') }),
    ];
    withFigures(happenings, (figures) => {
      expect(only(figures).denominator).toMatchObject({
        amount: { amount: '570.00' },
        recorded: { amount: '70.00' },
        implied: { amount: '500.00' },
      });
      expect(only(figures, { only: { year: ['2020'] } }).denominator).toMatchObject({
        amount: { amount: '70.00' },
      });
    });
  });

  it('is not lowered when public money that was a part of it is undone on a day after its years', () => {
    const happenings = [baseImplied('lecco', 500_00n, TEN_YEARS), public100, reversed('a', '2020-01-01')];
    withFigures(happenings, (figures) => {
      const asOf = ['2018-12-31', '2019-12-31', '2020-01-01', LATE];
      const base = asOf.map((effectiveAsOf) => publicMoney(figures, { effectiveAsOf }));
      expect(base).toEqual(['500.00', '500.00', '500.00', '500.00']);
    });
  });

  it('gives way when it is withdrawn, and to nothing else', () => {
    const happenings = [
      baseImplied('lecco', 500_00n, TEN_YEARS),
      public100,
      baseWithdrawn('lecco'),
      baseImplied('lecco', 600_00n, TEN_YEARS),
    ];
    withFigures(happenings, (figures) => {
      const known = [0, 1, 2, 3, 4].map((n) => publicMoney(figures, at(LATE, n)));
      expect(known).toEqual(['0.00', '500.00', '500.00', '100.00', '600.00']);
    });
  });

  it('is neither in other partnerships nor in what one partner brought', () => {
    const happenings = [partnershipRegistered('como'), baseImplied('lecco', 500_00n, TEN_YEARS)];
    withFigures(happenings, (figures) => {
      expect(publicMoney(figures, { partnership: 'como' })).toBe('0.00');
      expect(publicMoney(figures, { only: { bringer: ['lecco'] } })).toBe('0.00');
    });
  });
});
