/** A figure as it is frozen for publication: everything that it takes to compute it again. */
import { describe, expect, it } from '@jest/globals';
import type { FrozenFigure, PublishedQuestion } from '#domain/publication/events';
import { isRejection } from '#domain/rejections';
import { LATE, OPENING, withFigures } from '../../../../test/support/asked-figures.ts';
import { recorded } from '../../../../test/support/history.ts';
import { QUESTION } from '../../../../test/support/publications.ts';
import {
  definitionAdopted,
  definitionProposed,
  pricesPublished,
  termsOf,
} from '../../../../test/support/registry-happenings.ts';
import { PositionAhead } from '../../runtime/read-model-file.ts';
import type { Figures } from '../figures.ts';
import { frozenFigure } from './frozen.ts';

const HAPPENINGS = [
  recorded('public', 'lecco', 100_00n, { effective: { from: '2023-05-01', to: '2023-05-01' } }),
  recorded('own', 'lecco', 20_00n, { fundingSource: 'own' }),
  recorded('calls', 'lecco', 13_00n, { fundingSource: 'calls', dating: 'ASSUMED' }),
  pricesPublished('IE', { '2024': '110' }),
];
const HEAD = BigInt(OPENING.length + HAPPENINGS.length);
const asked = (over: Partial<PublishedQuestion> = {}): PublishedQuestion => ({
  ...QUESTION,
  ...{ partnership: 'lecco', basis: 'delivered', effectiveAsOf: LATE, position: HEAD.toString() },
  ...over,
});

function frozen(figures: Figures, over: Partial<PublishedQuestion> = {}): FrozenFigure {
  const figure = frozenFigure(figures, asked(over));
  if (isRejection(figure)) throw new Error(JSON.stringify(figure));
  return figure;
}

const euro = (amount: string) => ({ amount, currency: 'EUR' });

describe('a frozen figure', () => {
  it('holds its question, all that its definition says, its ratio, sums, coverage and exclusions', () => {
    withFigures(HAPPENINGS, (figures) => {
      expect(frozen(figures)).toEqual({
        question: asked(),
        definition: {
          id: 'L1',
          version: 1,
          name: { it: 'Leva: aumento del budget pubblico', en: 'Leverage: increase of the public budget' },
          kind: 'RATIO',
          formula: '(T + F) / P',
          source: 'Statement of the Municipality of Lecco on ten years of co-design, December 2018',
          numerator: { sides: ['T', 'F', 'ATTRACTED'], origins: null, call: null },
          denominator: { sides: ['PUBLIC', 'PUBLIC_HEALTH'], origins: null, call: null },
          form: 'percent',
          decimals: 2,
          emptyBase: 'NO_PUBLIC_BASE',
          applies: null,
        },
        value: '0.3300000000000000',
        reason: null,
        display: { form: 'percent', text: '33.00', approximate: false },
        numerator: euro('33.00'),
        denominator: euro('100.00'),
        coverage: { share: '1.0000', unresolved: euro('0.00') },
        exclusions: [],
        assumedDating: true,
      });
    });
  });

  it('goes by what its question counts and what it leaves out', () => {
    withFigures(HAPPENINGS, (figures) => {
      const only = frozen(figures, { filters: { year: ['2024'] } });
      expect([only.value, only.reason, only.numerator]).toEqual([null, 'NO_PUBLIC_BASE', euro('33.00')]);
      const without = frozen(figures, { excluded: { origin: ['FOUNDATION'] } });
      expect([without.value, without.numerator]).toEqual(['0.2000000000000000', euro('20.00')]);
    });
  });

  it('has no value in the prices of an index that lacks a year, and says so', () => {
    withFigures(HAPPENINGS, (figures) => {
      const real = frozen(figures, { prices: { series: 'IE', of: '2024' } });
      expect([real.value, real.reason]).toEqual([null, 'INDEX_MISSING']);
    });
  });

  it('has the terms of the version that was asked, not of the one in force', () => {
    const own = termsOf('L1', { formula: 'T / P', numerator: termsOf('L1s').numerator });
    const happenings = [
      ...HAPPENINGS,
      definitionProposed('ES-1', 1, '2019-01-01', termsOf('L1')),
      definitionAdopted('ES-1', 1),
      definitionProposed('ES-1', 2, '2020-01-01', own),
      definitionAdopted('ES-1', 2, { version: 1, validTo: '2019-12-31' }),
    ];
    withFigures(happenings, (figures) => {
      const terms = (version: number) => frozen(figures, { definition: 'ES-1', version }).definition;
      expect(terms(1)).toEqual({ id: 'ES-1', version: 1, ...termsOf('L1') });
      expect(terms(2)).toEqual({ id: 'ES-1', version: 2, ...own });
    });
  });
});

describe('no figure', () => {
  it.each<[string, Partial<PublishedQuestion>, object]>([
    [
      'is there of a definition that nobody knows',
      { definition: 'L99' },
      { rejected: 'DEFINITION_UNKNOWN', pointer: '/question/definition', params: { found: 'L99@1' } },
    ],
    [
      'is there of a version that nobody knows',
      { version: 9 },
      { rejected: 'DEFINITION_UNKNOWN', pointer: '/question/definition', params: { found: 'L1@9' } },
    ],
    [
      'is of a dimension that there is not',
      { filters: { colour: ['red'] } },
      { rejected: 'DIMENSION_UNKNOWN', pointer: '/question/filters/colour', params: { found: 'colour' } },
    ],
    [
      'leaves out a dimension that there is not',
      { excluded: { constructor: ['x'] } },
      { rejected: 'DIMENSION_UNKNOWN', pointer: '/question/excluded/constructor' },
    ],
    [
      'is in prices of an index that nobody knows',
      { prices: { series: 'FOI', of: '2024' } },
      { rejected: 'PRICE_INDEX_UNKNOWN', pointer: '/question/prices/series', params: { found: 'FOI' } },
    ],
    [
      'is in prices of an index that was not known yet',
      { prices: { series: 'IE', of: '2024' }, position: (HEAD - 1n).toString() },
      { rejected: 'PRICE_INDEX_UNKNOWN' },
    ],
    [
      'is in prices of a year that the index lacks',
      { prices: { series: 'IE', of: '2099' } },
      { rejected: 'PRICE_PERIOD_UNKNOWN', pointer: '/question/prices/of', params: { found: '2099' } },
    ],
    [
      'is of one partnership within itself',
      { filters: { partnership: ['00000000-0000-4000-8000-000000000001'] } },
      { rejected: 'DIMENSION_UNKNOWN', pointer: '/question/filters/partnership' },
    ],
    ...(['payer', 'bringer', 'receiver', 'source'] as const).map(
      (dimension): [string, Partial<PublishedQuestion>, object] => [
        `is of one ${dimension}: that is not for everybody`,
        { filters: { [dimension]: ['00000000-0000-4000-8000-000000000001'] } },
        {
          rejected: 'DIMENSION_NOT_PUBLISHED',
          pointer: `/question/filters/${dimension}`,
          params: { found: dimension },
        },
      ],
    ),
    [
      'leaves out what one body brought',
      { excluded: { bringer: ['00000000-0000-4000-8000-000000000001'] } },
      { rejected: 'DIMENSION_NOT_PUBLISHED', pointer: '/question/excluded/bringer' },
    ],
    [
      'has a value that no fact can have',
      { excluded: { kind: ['MONEY'] } },
      { rejected: 'DIMENSION_VALUE_INVALID', pointer: '/question/excluded/kind', params: { found: 'MONEY' } },
    ],
    [
      'asks together what nothing can be',
      { basis: 'paid', filters: { stage: ['PLEDGED'] } },
      { rejected: 'QUESTION_CONTRADICTORY', pointer: '/question/filters/stage', params: { member: 'stage' } },
    ],
    [
      'is a series of years',
      { definition: 'L12' },
      { rejected: 'SERIES_NOT_PUBLISHED', pointer: '/question/definition' },
    ],
  ])('%s', (_, over, rejection) => {
    withFigures(HAPPENINGS, (figures) => {
      expect(frozenFigure(figures, asked(over))).toMatchObject(rejection);
    });
  });

  it('is frozen of a position that is not folded yet', () => {
    withFigures(HAPPENINGS, (figures) => {
      expect(() => frozenFigure(figures, asked({ position: (HEAD + 1n).toString() }))).toThrow(PositionAhead);
    });
  });
});
