/** What counts and what does not, and that no cent is lost however large the sums. */
import { describe, expect, it } from '@jest/globals';
import { at, LATE, only, publicMoney, withFigures } from '../../../test/support/asked-figures.ts';
import {
  IN_KIND,
  partnershipRegistered,
  recorded,
  reversed,
  sourceRegistered,
} from '../../../test/support/history.ts';
import type { FigureQuestion } from './question/question.ts';

describe('sums', () => {
  it('are exact far beyond what a binary float holds (T19)', () => {
    const largest = 10n ** 17n - 1n;
    const happenings = [
      ...['a', 'b', 'c'].map((id) => recorded(id, 'lecco', largest)),
      recorded('d', 'lecco', 1n),
      recorded('e', 'lecco', 2n ** 53n + 1n),
    ];
    withFigures(happenings, (figures) => {
      // 3 x 999,999,999,999,999.99 + 0.01 + 90,071,992,547,409.93
      expect(publicMoney(figures)).toBe('3090071992547409.91');
    });
  });

  it('stay exact over ten thousand facts whose sum passes what a binary float holds', () => {
    // Over 51 years each makes 51 facts of some 10^12 cents: 10,200 facts, 1.1 x 10^16 cents.
    const fifty = { from: '1970-01-01', to: '2020-12-31' };
    const each = 56_000_000_000_001n;
    const happenings = Array.from({ length: 200 }, (_, index) =>
      recorded(`c${index}`, 'lecco', each, { effective: fifty }),
    );
    withFigures([...happenings, recorded('last', 'lecco', 1n)], (figures) => {
      expect(only(figures).facts).toBe(10_201);
      expect(BigInt(publicMoney(figures).replace('.', ''))).toBe(200n * each + 1n);
      const byOrigin = only(figures, { groupBy: ['origin'] }).groups;
      expect(byOrigin.map(({ denominator }) => denominator.amount.amount)).toEqual([publicMoney(figures)]);
    });
  });

  it('are exact when large amounts are undone and small ones stay', () => {
    const happenings = [
      recorded('large', 'lecco', 10n ** 17n - 1n),
      recorded('cent', 'lecco', 1n),
      reversed('large', '2025-01-01'),
    ];
    withFigures(happenings, (figures) => {
      expect(publicMoney(figures)).toBe('0.01');
    });
  });

  it('leave users’ fees, repayable money and unresolved origins out of the ratio and say how much', () => {
    const happenings = [
      sourceRegistered('fees', { originShares: [{ origin: 'USERS', bp: 10_000 }] }),
      sourceRegistered('loan', { originShares: [{ origin: 'FOUNDATION', bp: 10_000 }], repayable: true }),
      sourceRegistered('mixed', {
        originShares: [
          { origin: 'REGION', bp: 4_000 },
          { origin: 'UNRESOLVED', bp: 6_000 },
        ],
      }),
      recorded('a', 'lecco', 72_00n, { fundingSource: 'fees' }),
      recorded('b', 'lecco', 50_00n, { fundingSource: 'loan' }),
      recorded('c', 'lecco', 10_00n, { fundingSource: 'mixed' }),
    ];
    withFigures(happenings, (figures) => {
      const figure = only(figures);
      expect(figure.numerator.amount.amount).toBe('4.00');
      expect(figure.exclusions.map(({ code, amount }) => [code, amount.amount])).toEqual([
        ['USERS_FEES', '72.00'],
        ['REPAYABLE_FINANCE', '50.00'],
        ['UNRESOLVED_ORIGIN', '6.00'],
      ]);
      expect(figure.coverage).toEqual({ share: '0.4000', unresolved: { amount: '6.00', currency: 'EUR' } });
    });
  });

  it('in cash only leave out staff and rooms on both sides alike', () => {
    const staff = IN_KIND.PAID_STAFF;
    const happenings = [
      recorded('a', 'lecco', 400_000_00n),
      recorded('b', 'lecco', 50_000_00n, { resource: staff }),
      recorded('c', 'lecco', 60_000_00n, { fundingSource: 'own' }),
      recorded('d', 'lecco', 40_000_00n, { fundingSource: 'own', resource: staff }),
    ];
    withFigures(happenings, (figures) => {
      const l1 = (view: FigureQuestion['view']) => only(figures, { definitions: ['L1'], view }).display?.text;
      expect(l1('cashOnly')).toBe('15.00');
      expect(l1('economic')).toBe('22.22');
    });
  });

  it('of a partnership that nobody has heard of are nothing, and its ratios undefined', () => {
    withFigures([recorded('a', 'lecco', 100_00n)], (figures) => {
      expect(only(figures, { partnership: 'nowhere' })).toMatchObject({
        value: null,
        reason: 'NOT_REGISTERED_THEN',
        facts: 0,
      });
    });
  });

  it('of a partnership are undefined for another reason before it was registered than while it is empty', () => {
    const later = [partnershipRegistered('como'), recorded('a', 'como', 100_00n)];
    withFigures(later, (figures) => {
      const asOf = (known: number) => only(figures, { partnership: 'como', ...at(LATE, known) });
      expect([0, 1].map((known) => asOf(known).reason)).toEqual(['NOT_REGISTERED_THEN', 'NO_PUBLIC_BASE']);
      expect(asOf(0).band.steps.map(({ reason }) => reason)).toEqual(Array(4).fill('NOT_REGISTERED_THEN'));
      expect(asOf(2)).toMatchObject({ reason: null, facts: 1 });
    });
  });
});
