/** What others brought, shared out among those who paid the public money, by the published example. */
import { describe, expect, it } from '@jest/globals';
import { ASK, withFigures } from '../../../../test/support/asked-figures.ts';
import {
  baseImplied,
  recorded,
  recovered,
  sourceRegistered,
  type Happening,
} from '../../../../test/support/history.ts';
import { ArrangerUnknown, shownOnly, type AttributionFigure } from './attribution.ts';
import { answerOne, NotForThisFigure, type OneQuestion } from './one.ts';

const L7: OneQuestion = { ...ASK, definition: 'L7' };

/** Of the public money A paid 300,000 and B 100,000; others brought 500,000. */
const EXAMPLE: readonly Happening[] = [
  recorded('p1', 'lecco', 200_000_00n, { payer: 'A' }),
  recorded('p2', 'lecco', 100_000_00n, { payer: 'B' }),
  recorded('p3', 'lecco', 100_000_00n, { payer: 'A' }),
  recorded('x1', 'lecco', 350_000_00n, { payer: 'cooperative', fundingSource: 'own' }),
  recorded('x2', 'lecco', 150_000_00n, { payer: 'foundation', fundingSource: 'calls' }),
];

function attribution(happenings: readonly Happening[], over: Partial<OneQuestion> = {}): AttributionFigure {
  return withFigures(
    happenings,
    (figures) => answerOne(figures, { ...L7, ...over }).figure as AttributionFigure,
  );
}

const lines = ({ attribution: found }: Pick<AttributionFigure, 'attribution'>) =>
  found.map(({ party, own, amount, share }) => [party, own.amount, amount?.amount ?? null, share]);

describe('L7', () => {
  it('is pro rata of what each body paid', () => {
    const figure = attribution(EXAMPLE);
    expect(figure.numerator.amount.amount).toBe('500000.00');
    expect(lines(figure)).toEqual([
      ['A', '300000.00', '375000.00', '75.00'],
      ['B', '100000.00', '125000.00', '25.00'],
    ]);
  });

  it('gives an arranger half, and its part of the other half', () => {
    expect(lines(attribution(EXAMPLE, { arranger: 'A' }))).toEqual([
      ['A', '300000.00', '437500.00', '87.50'],
      ['B', '100000.00', '62500.00', '12.50'],
    ]);
  });

  it('knows no arranger that paid no public money, and attributes only where that is the figure', () => {
    expect(() => attribution(EXAMPLE, { arranger: 'cooperative' })).toThrow(ArrangerUnknown);
    expect(() => attribution(EXAMPLE, { definition: 'L1', arranger: 'A' })).toThrow(NotForThisFigure);
  });

  it('has one line without a name for a base that is only implied, and still adds up', () => {
    const base = baseImplied('lecco', 400_000_00n, { from: '2009-01-01', to: '2018-12-31' });
    expect(lines(attribution([...EXAMPLE, base]))).toEqual([
      ['A', '300000.00', '187500.00', '37.50'],
      ['B', '100000.00', '62500.00', '12.50'],
      [null, '400000.00', '250000.00', '50.00'],
    ]);
  });

  it('counts what upper levels pay with what was attracted, where the local public euro is asked', () => {
    const region = sourceRegistered('region', { originShares: [{ origin: 'REGION', bp: 10_000 }] });
    const found = attribution(
      [
        ...EXAMPLE,
        region,
        recorded('p4', 'lecco', 100_000_00n, { payer: 'region', fundingSource: 'region' }),
      ],
      { view: 'localPublicEuro' },
    );
    // (500,000 + 100,000) × 3/4 and × 1/4
    expect(lines(found)).toEqual([
      ['A', '300000.00', '450000.00', '75.00'],
      ['B', '100000.00', '150000.00', '25.00'],
    ]);
  });

  it('shares out nothing where a body got back more than it gave, or there is no public money', () => {
    const early = { from: '2023-01-01', to: '2023-01-01' };
    const happenings = [
      ...EXAMPLE,
      recorded('p4', 'lecco', 50_000_00n, { payer: 'C', stage: 'PAID', effective: early }),
      recovered('p4', 20_000_00n, '2024-05-01'),
    ];
    expect(lines(attribution(happenings, { only: { year: ['2024'] } }))).toEqual([
      ['A', '300000.00', null, null],
      ['B', '100000.00', null, null],
      ['C', '-20000.00', null, null],
    ]);
    expect(attribution([]).attribution).toEqual([]);
  });

  it('is the same again at the position that it was asked at', () => {
    withFigures([...EXAMPLE, recorded('p9', 'lecco', 1_00n, { payer: 'A' })], (figures) => {
      const position = BigInt(4 + EXAMPLE.length);
      const { figure } = answerOne(figures, { ...L7, position });
      expect(lines(figure as AttributionFigure)[0]).toEqual(['A', '300000.00', '375000.00', '75.00']);
    });
  });
});

describe('lines that may not be shown', () => {
  it('are in the one without a name, and the sums stay', () => {
    const { attribution: all } = attribution(EXAMPLE);
    const shown = shownOnly(all, (party) => party === 'B');
    expect(lines({ attribution: shown })).toEqual([
      ['B', '100000.00', '125000.00', '25.00'],
      [null, '300000.00', '375000.00', '75.00'],
    ]);
    expect(shownOnly(all, () => true)).toEqual(all);
  });
});
