/** Hours and things that nobody has valued yet: counted, listed, and never taken for money (T21). */
import { describe, expect, it } from '@jest/globals';
import { LATE, at, only, withFigures } from '../../../test/support/asked-figures.ts';
import { indexPublished, unvalued } from '../../../test/support/history-beside.ts';
import { IN_KIND, baseImplied, corrected, recorded, reversed } from '../../../test/support/history.ts';
import type { Figures } from './figures.ts';
import type { FigureQuestion } from './question/question.ts';

const MINUTES = 2_800 * 60;
const hours = { ...IN_KIND.VOLUNTEER_TIME, minutes: MINUTES };
const own = { fundingSource: 'own' } as const;
const HISTORY = [
  recorded('p', 'lecco', 1_000_000_00n),
  recorded('money', 'lecco', 150_000_00n, own),
  recorded('hours', 'lecco', 0n, { ...own, resource: unvalued(hours) }),
  // 2,800 h at 25.00.
  corrected('hours', 70_000_00n, { ...own, resource: hours }),
];

function l1(figures: Figures, over: Partial<FigureQuestion> = {}) {
  return only(figures, { ...over, definitions: ['L1'] });
}

describe('2,800 hours without a rate', () => {
  it('leave the figure without a value, list themselves, and the money alone is beside it', () => {
    withFigures(HISTORY, (figures) => {
      const { value, reason, display, unvalued: listed, valuedOnly, numerator } = l1(figures, at(LATE, 3));
      expect({ value, reason, display }).toEqual({ value: null, reason: 'UNVALUED_UNITS', display: null });
      expect(listed).toEqual([{ side: 'T', kind: 'VOLUNTEER_TIME', unit: 'MINUTE', quantity: '168000' }]);
      expect(valuedOnly?.display?.text).toBe('15.00');
      expect(numerator.amount.amount).toBe('150000.00');
    });
  });

  it('are worth 70,000 once they are valued at 25.00: 22.00 %, and what was known before stays', () => {
    withFigures(HISTORY, (figures) => {
      expect(l1(figures)).toMatchObject({ value: '0.2200000000000000', reason: null, unvalued: [] });
      expect(l1(figures).display?.text).toBe('22.00');
      expect(l1(figures).valuedOnly).toBeNull();
      expect(l1(figures, at(LATE, 3)).reason).toBe('UNVALUED_UNITS');
    });
  });

  it('are nothing where money alone is asked for: 150,000 and 15.00 %, before and after', () => {
    withFigures(HISTORY, (figures) => {
      for (const known of [3, 4]) {
        const {
          numerator,
          display,
          unvalued: listed,
        } = l1(figures, { ...at(LATE, known), view: 'cashOnly' });
        expect([numerator.amount.amount, display?.text, listed]).toEqual(['150000.00', '15.00', []]);
      }
    });
  });

  it('are no money of any year: prices leave them as they are', () => {
    const index = indexPublished('TEST', { '2024': '100', '2025': '200' });
    withFigures([...HISTORY.slice(0, 3), index], (figures) => {
      const { unvalued: listed, numerator } = l1(figures, { prices: { series: 'TEST', of: '2025' } });
      expect([listed[0]?.quantity, numerator.amount.amount]).toEqual(['168000', '300000.00']);
    });
  });

  it('matter to no figure that does not count their side', () => {
    const happenings = [
      recorded('p', 'lecco', 100_00n),
      recorded('f', 'lecco', 50_00n, { fundingSource: 'calls' }),
      recorded('room', 'lecco', 0n, { fundingSource: 'calls', resource: unvalued(IN_KIND.ASSET_USE) }),
    ];
    withFigures(happenings, (figures) => {
      expect(only(figures, { definitions: ['L1s'] }).reason).toBeNull();
      expect(l1(figures)).toMatchObject({ reason: 'UNVALUED_UNITS' });
      // What is about repayable finance does not apply, valued or not.
      expect(only(figures, { definitions: ['L4'] }).reason).toBe('NOT_APPLICABLE');
    });
  });

  it('of public bodies are a part of a base that is implied for their year', () => {
    const happenings = [
      baseImplied('lecco', 1_000_00n, { from: '2024-01-01', to: '2024-12-31' }),
      recorded('staff', 'lecco', 0n, { resource: unvalued(IN_KIND.PAID_STAFF) }),
      recorded('own', 'lecco', 220_00n, own),
    ];
    withFigures(happenings, (figures) => {
      expect(l1(figures)).toMatchObject({ value: '0.2200000000000000', unvalued: [] });
    });
  });

  it('are gone when they are reversed', () => {
    withFigures([...HISTORY.slice(0, 3), reversed('hours')], (figures) => {
      expect(l1(figures)).toMatchObject({ reason: null, unvalued: [] });
      expect(l1(figures).display?.text).toBe('15.00');
    });
  });
});
