/** What a sceptic leaves out, how well euros are known, what partners say of them, and how shares are told. */
import { describe, expect, it } from '@jest/globals';
import { LATE, at, only, withFigures } from '../../../test/support/asked-figures.ts';
import {
  confirmed,
  contested,
  DOCUMENT,
  evidenceAttached,
  partnershipCorrected,
  resolved,
  sourceCorrected,
} from '../../../test/support/history-beside.ts';
import {
  IN_KIND,
  baseImplied,
  corrected,
  movedOn,
  on,
  pledged,
  reclassified,
  recorded,
  sourceRegistered,
  verified,
} from '../../../test/support/history.ts';
import type { Figures } from './figures.ts';
import type { FigureQuestion } from './question/question.ts';

const own = { fundingSource: 'own' } as const;

function numerator(figures: Figures, over: Partial<FigureQuestion> = {}): string {
  return only(figures, { definitions: ['L1s'], ...over }).numerator.amount.amount;
}

describe('the strict scope', () => {
  const occasional = { ...IN_KIND.VOLUNTEER_TIME, registered: false };
  const happenings = [
    recorded('p', 'lecco', 100_00n),
    recorded('stated', 'lecco', 10_00n, own),
    recorded('assumed', 'lecco', 20_00n, { ...own, dating: 'ASSUMED' }),
    recorded('registered', 'lecco', 4_00n, { ...own, resource: IN_KIND.VOLUNTEER_TIME }),
    recorded('occasional', 'lecco', 8_00n, { ...own, resource: occasional }),
    baseImplied('lecco', 500_00n, { from: '2010-01-01', to: '2010-12-31' }),
  ];

  it('leaves out implied bases, assumed days and volunteers who are not in the register', () => {
    withFigures(happenings, (figures) => {
      const terms = (scope: FigureQuestion['scope']) => {
        const { numerator: above, denominator: below } = only(figures, {
          definitions: ['L1s'],
          ...(scope === undefined ? {} : { scope }),
        });
        return [above.amount.amount, below.amount.amount];
      };
      expect(terms('broad')).toEqual(['42.00', '600.00']);
      expect(terms(undefined)).toEqual(terms('broad'));
      expect(terms('strict')).toEqual(['14.00', '100.00']);
    });
  });
});

describe('the grade of a euro', () => {
  const day = on('2024-01-01');
  const happenings = [
    recorded('p', 'lecco', 100_00n),
    pledged('promised', 'lecco', 1_00n, own),
    recorded('declared', 'lecco', 2_00n, own),
    recorded('documented', 'lecco', 4_00n, { ...own, evidence: [DOCUMENT] }),
    recorded('verified', 'lecco', 8_00n, { ...own, stage: 'PAID' }),
    verified('verified', [{ cents: 8_00n, effective: day }]),
    evidenceAttached('declared'),
    verified('p', [{ cents: 100_00n, effective: day }]),
  ];
  const grades = (figures: Figures, known: number) =>
    Object.fromEntries(
      only(figures, {
        ...at(LATE, known),
        ...{ basis: 'pledged', definitions: ['L1s'], groupBy: ['grade'], only: { side: ['T'] } },
      }).groups.map(({ key, numerator: { amount } }) => [key.grade, amount.amount]),
    );

  it('is A verified, B with a document, C declared and D only pledged, as it was known then', () => {
    withFigures(happenings, (figures) => {
      expect(grades(figures, 5)).toEqual({ D: '1.00', C: '10.00', B: '4.00' });
      expect(grades(figures, 6)).toMatchObject({ A: '8.00', B: '4.00', C: '2.00', D: '1.00' });
      expect(grades(figures, 7)).toMatchObject({ A: '8.00', B: '6.00', D: '1.00' });
    });
  });

  it('makes a band: the ratio of what is known best, then of more and more', () => {
    withFigures([...happenings.slice(0, 6), happenings[7] ?? happenings[0]!], (figures) => {
      const { band } = only(figures, { basis: 'pledged', definitions: ['L1s'] });
      const shown = band.steps.map(({ upTo, display }) => `${upTo} ${display?.text}`);
      expect(shown).toEqual(['A 8.00', 'B 12.00', 'C 14.00', 'D 15.00']);
      expect([band.min, band.max]).toEqual(['0.0800000000000000', '0.1500000000000000']);
    });
  });
});

describe('the word of the partner', () => {
  it('stands until the contribution is restated; a contest stands until it is resolved', () => {
    const happenings = [
      recorded('a', 'lecco', 10_00n, { ...own, stage: 'COMMITTED' }),
      confirmed('a'),
      movedOn('a', 'PAID', { COMMITTED: 4_00n }, on('2024-02-01')),
      confirmed('a'),
      reclassified('a', 'own', 'calls'),
      contested('a'),
      corrected('a', 10_00n, { ...own, stage: 'COMMITTED' }),
      resolved('a'),
      confirmed('a'),
      evidenceAttached('a'),
    ];
    withFigures(happenings, (figures) => {
      const words = happenings.map((_, index) =>
        only(figures, { ...at(LATE, index + 1), basis: 'pledged', groupBy: ['word'] })
          .groups.map(({ key }) => key.word)
          .join(),
      );
      expect(words).toEqual([
        ...['NONE', 'CONFIRMED', 'NONE', 'CONFIRMED', 'NONE', 'CONTESTED', 'CONTESTED'],
        ...['NONE', 'CONFIRMED', 'CONFIRMED'],
      ]);
    });
  });

  it('is told as shares of what the Third Sector brought of its own', () => {
    const happenings = [
      recorded('a', 'lecco', 3_00n, own),
      recorded('b', 'lecco', 1_00n, own),
      recorded('c', 'lecco', 96_00n, { fundingSource: 'calls' }),
      confirmed('a'),
      contested('b'),
      confirmed('c'),
    ];
    withFigures(happenings, (figures) => {
      expect(only(figures).words).toEqual({ confirmed: '0.7500', contested: '0.2500', silent: '0.0000' });
    });
  });
});

describe('what is referred to', () => {
  it('is as it stood at the position that is asked about: the fund of a source, the class of a partnership', () => {
    const happenings = [
      sourceRegistered('s', { fundCode: 'FNPS' }),
      recorded('a', 'lecco', 10_00n, { fundingSource: 's' }),
      sourceCorrected('s', { fundCode: 'ESF+' }),
      partnershipCorrected('lecco', { sizeClass: '20000-59999' }),
    ];
    withFigures(happenings, (figures) => {
      const keys = (known: number) =>
        only(figures, { ...at(LATE, known), groupBy: ['fund', 'sizeClass'] }).groups.map(({ key }) => key);
      expect([2, 3, 4].flatMap(keys)).toEqual([
        { fund: 'FNPS', sizeClass: 'NOT_STATED' },
        { fund: 'ESF+', sizeClass: 'NOT_STATED' },
        { fund: 'ESF+', sizeClass: '20000-59999' },
      ]);
    });
  });
});

describe('shares of a whole (T20)', () => {
  it('of three equal partners are 33.34, 33.33 and 33.33, and add up to 100.00', () => {
    const bringers = ['una', 'due', 'tre'].map((bringer) =>
      recorded(bringer, 'lecco', 10_00n, { ...own, bringer }),
    );
    withFigures(bringers, (figures) => {
      const { groups } = only(figures, { definitions: ['L1s'], groupBy: ['bringer'] });
      expect(groups.map(({ key, shares }) => [key.bringer, shares.numerator])).toEqual([
        ['una', '33.34'],
        ['due', '33.33'],
        ['tre', '33.33'],
      ]);
      expect(groups.map(({ shares }) => shares.denominator)).toEqual([null, null, null]);
      expect(numerator(figures, { only: { bringer: ['una', 'tre'] } })).toBe('20.00');
      expect(numerator(figures, { without: { bringer: ['una', 'tre'] } })).toBe('10.00');
    });
  });
});
