/** Whether public money held, year by year, from the events of a partnership. */
import { describe, expect, it } from '@jest/globals';
import { ASK, OPENING, withFigures } from '../../../../test/support/asked-figures.ts';
import {
  baseImplied,
  IN_KIND,
  on,
  recorded,
  reversed,
  type Happening,
} from '../../../../test/support/history.ts';
import { indexPublished, unvalued } from '../../../../test/support/history-beside.ts';
import type { Figures } from '../figures.ts';
import { answerOne, NotForThisFigure, type OneQuestion } from './one.ts';
import type { NonWithdrawal } from './series.ts';

const L12: OneQuestion = { ...ASK, definition: 'L12' };

const inYear = (year: number, who: 'public' | 'others', cents: bigint): Happening =>
  recorded(`${who}${year}`, 'lecco', cents, {
    fundingSource: who === 'public' ? 'municipal' : 'own',
    effective: on(`${year}-03-01`),
  });

const series = (figures: Figures, over: Partial<OneQuestion> = {}): NonWithdrawal =>
  answerOne(figures, { ...L12, ...over }).figure as NonWithdrawal;

const outcomes = ({ years }: NonWithdrawal) =>
  Object.fromEntries(years.map(({ year, outcome, reason }) => [year, reason ?? outcome]));

/** P 100, 100, 90; others 20, 44, 10: it held in 2022 and fell in 2023. */
const STORY: readonly Happening[] = [
  inYear(2021, 'public', 100_00n),
  inYear(2021, 'others', 20_00n),
  inYear(2022, 'public', 100_00n),
  inYear(2022, 'others', 44_00n),
  inYear(2023, 'public', 90_00n),
  inYear(2023, 'others', 10_00n),
];

describe('L12', () => {
  it('says in how many years public money held after others had come', () => {
    withFigures(STORY, (figures) => {
      const found = series(figures);
      expect(found.years).toEqual([
        {
          ...{
            year: 2021,
            outcome: 'NOT_COMPARED',
            reason: 'NO_OTHERS_BEFORE',
            publicReal: null,
            change: null,
          },
          public: { amount: '100.00', currency: 'EUR' },
          others: { amount: '20.00', currency: 'EUR' },
        },
        {
          ...{ year: 2022, outcome: 'HELD', reason: null, publicReal: null },
          public: { amount: '100.00', currency: 'EUR' },
          others: { amount: '44.00', currency: 'EUR' },
          change: { amount: '0.00', currency: 'EUR' },
        },
        {
          ...{ year: 2023, outcome: 'FELL', reason: null, publicReal: null },
          public: { amount: '90.00', currency: 'EUR' },
          others: { amount: '10.00', currency: 'EUR' },
          change: { amount: '-10.00', currency: 'EUR' },
        },
      ]);
      expect([found.held, found.compared, found.display?.text]).toEqual([1, 2, '1/2']);
      expect(found.definition).toMatchObject({ id: 'L12', kind: 'SERIES' });
      expect(found.wording.it).toContain('1 su 2');
    });
  });

  it('in real terms takes what prices did into account: 100 of 2021 is 110 at prices of 2022', () => {
    const prices = indexPublished('FOI', { '2021': '100', '2022': '110', '2023': '110' });
    withFigures([...STORY, prices], (figures) => {
      const found = series(figures, { prices: { series: 'FOI', of: '2022' } });
      expect(found.years.map(({ publicReal, change }) => [publicReal?.amount, change?.amount])).toEqual([
        ['110.00', undefined],
        ['100.00', '-10.00'],
        ['90.00', '-10.00'],
      ]);
      expect([found.held, found.compared]).toEqual([0, 2]);
      expect(found.wording.en).toContain('prices of 2022 (FOI)');
    });
  });

  it('compares no year that the price index does not know, and takes none of it for nothing', () => {
    const prices = indexPublished('FOI', { '2021': '100', '2023': '110' });
    withFigures([...STORY, prices], (figures) => {
      const found = series(figures, { prices: { series: 'FOI', of: '2023' } });
      expect(found.years.map(({ publicReal }) => publicReal?.amount ?? null)).toEqual([
        '110.00',
        null,
        '90.00',
      ]);
      expect(outcomes(found)).toEqual({
        2021: 'NO_OTHERS_BEFORE',
        2022: 'INDEX_MISSING',
        2023: 'INDEX_MISSING',
      });
    });
  });

  it('does not take a year that is not over for a withdrawal', () => {
    withFigures(STORY, (figures) => {
      expect(outcomes(series(figures, { effectiveAsOf: '2023-12-30' }))[2023]).toBe('YEAR_NOT_OVER');
      expect(outcomes(series(figures, { effectiveAsOf: '2023-12-31' }))[2023]).toBe('FELL');
    });
  });

  it('does not know the public money of years of which only a base is implied', () => {
    const base = baseImplied('lecco', 40_909_090_91n, { from: '2021-01-01', to: '2023-12-31' });
    withFigures([inYear(2021, 'others', 1_00n), inYear(2022, 'others', 1_00n), base], (figures) => {
      const found = series(figures);
      expect(outcomes(found)).toEqual({
        2021: 'NO_OTHERS_BEFORE',
        2022: 'PUBLIC_UNKNOWN',
        2023: 'PUBLIC_UNKNOWN',
      });
      expect([found.value, found.reason]).toEqual([null, 'NOTHING_COMPARED']);
    });
  });

  it.each([
    [
      'its days are only assumed',
      recorded('v', 'lecco', 5_00n, { dating: 'ASSUMED', effective: on('2022-05-01') }),
    ],
    [
      'some of it has no value yet',
      recorded('v', 'lecco', 0n, { resource: unvalued(IN_KIND.PAID_STAFF), effective: on('2022-05-01') }),
    ],
  ])('does not compare a year of which %s', (_, vague) => {
    withFigures([...STORY, vague], (figures) => {
      expect(outcomes(series(figures))).toMatchObject({ 2022: 'PUBLIC_UNKNOWN', 2023: 'PUBLIC_UNKNOWN' });
    });
  });

  it('does not take hours of others that have no value yet for nothing, nor for want of money that came', () => {
    const hours = (year: number) =>
      recorded(`hours${year}`, 'lecco', 0n, {
        ...{ fundingSource: 'own', effective: on(`${year}-04-01`) },
        resource: unvalued(IN_KIND.VOLUNTEER_TIME),
      });
    const years = [2021, 2022, 2023].map((year) => inYear(year, 'public', 100_00n));
    withFigures([...years, hours(2021), hours(2022), inYear(2022, 'others', 1_00n)], (figures) => {
      expect(outcomes(series(figures))).toEqual({
        2021: 'NO_OTHERS_BEFORE',
        2022: 'OTHERS_UNKNOWN',
        2023: 'HELD',
      });
    });
  });

  it('does not know a year of which everything was undone', () => {
    withFigures([...STORY, reversed('public2022')], (figures) => {
      expect(outcomes(series(figures))).toMatchObject({ 2022: 'PUBLIC_UNKNOWN', 2023: 'PUBLIC_UNKNOWN' });
    });
  });

  it('is as it was known at a position, whatever was recorded since', () => {
    const before = BigInt(OPENING.length + STORY.length);
    withFigures(STORY, (figures) => {
      const then = series(figures, { position: before });
      withFigures([...STORY, inYear(2024, 'public', 1_00n)], (later) => {
        expect(series(later, { position: before })).toEqual(then);
        expect(series(later).compared).toBe(3);
      });
    });
  });

  it('is told by year already, so it takes no groups', () => {
    withFigures(STORY, (figures) => {
      expect(() => series(figures, { groupBy: ['year'] })).toThrow(NotForThisFigure);
    });
  });
});
