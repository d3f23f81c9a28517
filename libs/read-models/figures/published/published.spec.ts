/** What becomes of published figures: they compute as they did, and what is known by now may say otherwise. */
import { describe, expect, it } from '@jest/globals';
import type { FrozenFigure, PublishedQuestion } from '#domain/publication/events';
import { isRejection } from '#domain/rejections';
import { OPENING } from '../../../../test/support/asked-figures.ts';
import {
  baseImplied,
  corrected,
  decoded,
  on,
  partnershipRegistered,
  reclassified,
  recorded,
  recovered,
  reversed,
  type Happening,
} from '../../../../test/support/history.ts';
import { QUESTION } from '../../../../test/support/publications.ts';
import { foldInto, inFolder } from '../../../../test/support/read-models.ts';
import {
  definitionAdopted,
  definitionProposed,
  figurePublished,
  pricesPublished,
  termsOf,
} from '../../../../test/support/registry-happenings.ts';
import { digestOf, ReadModelReader } from '../../runtime/read-model-file.ts';
import { Figures } from '../figures.ts';
import { frozenFigure } from './frozen.ts';
import { figuresProjection } from '../fold/projection.ts';
import { hasEntered, publishedNow, statusOf } from './published.ts';

const OWN = { fundingSource: 'own' } as const;

/** A definition of the ledger's own. */
const FIRST_VERSION = [
  definitionProposed('ES-1', 1, '2020-01-01', termsOf('L1')),
  definitionAdopted('ES-1', 1),
];

/** P = 100.00, T = 20.00, F = 30.00 by the end of 2025; como is another partnership with the same sources. */
const BEFORE: readonly Happening[] = [
  ...OPENING,
  recorded('public', 'lecco', 100_00n),
  recorded('own', 'lecco', 20_00n, { ...OWN, effective: on('2025-03-01') }),
  recorded('calls', 'lecco', 30_00n, { fundingSource: 'calls', effective: on('2025-12-31') }),
  pricesPublished('IE', { '2024': '100', '2025': '125' }),
  partnershipRegistered('como'),
  recorded('elsewhere', 'como', 7_00n, OWN),
  ...FIRST_VERSION,
];
const HEAD = BigInt(BEFORE.length);
const positionOf = (id: string): bigint =>
  BigInt(BEFORE.findIndex(({ stream }) => stream === `contribution-${id}`) + 1);

const asked = (over: Partial<PublishedQuestion> = {}): PublishedQuestion => ({
  ...QUESTION,
  ...{ partnership: 'lecco', basis: 'delivered', position: HEAD.toString() },
  ...over,
});

function frozen(figures: Figures, over: Partial<PublishedQuestion> = {}): FrozenFigure {
  const figure = frozenFigure(figures, asked(over));
  if (isRejection(figure)) throw new Error(JSON.stringify(figure));
  return figure;
}

/** Folds what was known when it was published, freezes the figure of since, goes on with `since` and looks again. */
function whenPublished<Result>(
  since: readonly Happening[],
  look: (figures: Figures, published: FrozenFigure) => Result,
  over: Partial<PublishedQuestion> = {},
): Result {
  return inFolder((folder) => {
    foldInto(folder, figuresProjection, decoded(BEFORE));
    const reader = new ReadModelReader(folder, figuresProjection);
    try {
      const figures = new Figures(reader);
      const published = frozen(figures, over);
      foldInto(folder, figuresProjection, decoded([...BEFORE, ...since]));
      return look(figures, published);
    } finally {
      reader.close();
    }
  });
}

const REAL = { prices: { series: 'IE', of: '2025' } };
/** What follows it. */
const SECOND_VERSION = [
  definitionProposed('ES-1', 2, '2021-01-01', termsOf('L1', { numerator: termsOf('L1s').numerator })),
  definitionAdopted('ES-1', 2, { version: 1, validTo: '2020-12-31' }),
];

interface Standing {
  /** What is recorded after it was published. */
  readonly since: readonly Happening[];
  /** What is asked otherwise. */
  readonly over?: Partial<PublishedQuestion>;
}

interface Restating extends Omit<Standing, 'since'> {
  readonly since: Happening;
  /** The ratio with what is known by since. */
  readonly value: string;
}

describe('a published figure', () => {
  it.each<[string, Restating]>([
    ['an amount was corrected', { since: corrected('own', 25_00n, OWN), value: '0.5500000000000000' }],
    ['a line was undone from the beginning', { since: reversed('calls'), value: '0.2000000000000000' }],
    [
      'a line was undone on a day before its date',
      { since: reversed('own', '2025-06-30'), value: '0.3000000000000000' },
    ],
    [
      'what happened before its date was recorded late',
      {
        since: recorded('late', 'lecco', 10_00n, { ...OWN, effective: on('2025-12-31') }),
        value: '0.6000000000000000',
      },
    ],
    [
      'own money turned out to be public',
      { since: reclassified('own', 'own', 'municipal'), value: '0.2500000000000000' },
    ],
    [
      'public money was recovered',
      { since: recovered('public', 20_00n, '2025-11-30'), value: '0.6250000000000000' },
    ],
    [
      // 20.00 and 30.00 of 2025, over 100.00 of 2024 which are 120.00 in prices of 2025 by the later index.
      'the price index was restated',
      {
        since: pricesPublished('IE', { '2025': '120' }, { restates: true }),
        value: '0.4166666666666667',
        over: REAL,
      },
    ],
    [
      'a base was implied for its years',
      {
        since: baseImplied('lecco', 200_00n, { from: '2024-01-01', to: '2024-12-31' }),
        value: '0.2500000000000000',
      },
    ],
  ])('is restated when %s, and still computes as it did', (_, { since, value, over }) => {
    whenPublished(
      [since],
      (figures, published) => {
        const looked = publishedNow(figures, published);
        expect([looked.isRestated, looked.recomputesEqual]).toEqual([true, true]);
        expect(looked.now.value).toBe(value);
        expect(looked.now.knownAsOf.position).toBe((HEAD + 1n).toString());
        // As it was known when it was published it said what it said.
        expect(publishedNow(figures, published, HEAD).isRestated).toBe(false);
      },
      over,
    );
  });

  it.each<[string, Standing]>([
    ['nothing else was recorded', { since: [] }],
    [
      'more came after its date',
      { since: [recorded('later', 'lecco', 10_00n, { ...OWN, effective: on('2026-01-01') })] },
    ],
    ['a line was undone on a day after its date', { since: [reversed('own', '2026-01-01')] }],
    ['another partnership has more', { since: [recorded('more', 'como', 10_00n, OWN)] }],
    [
      'a line was corrected to what it said',
      { since: [corrected('own', 20_00n, { ...OWN, effective: on('2025-03-01') })] },
    ],
    ['its code got another version', { since: SECOND_VERSION, over: { definition: 'ES-1' } }],
    [
      'what it leaves out was corrected',
      { since: [corrected('own', 25_00n, OWN)], over: { excluded: { origin: ['THIRD_SECTOR'] } } },
    ],
    [
      'a price index was restated that it does not use',
      { since: [pricesPublished('IE', { '2025': '120' }, { restates: true })] },
    ],
    ['it was published', { since: [figurePublished({ question: asked() } as FrozenFigure, 1)] }],
  ])('stands when %s', (_, { since, over }) => {
    whenPublished(
      since,
      (figures, published) => {
        const { isRestated, recomputesEqual } = publishedNow(figures, published);
        expect([isRestated, recomputesEqual]).toEqual([false, true]);
      },
      over,
    );
  });

  it('is restated also where it had no value and has one now', () => {
    whenPublished(
      [recorded('first', 'como', 14_00n)],
      (figures, published) => {
        expect([published.value, published.reason]).toEqual([null, 'NO_PUBLIC_BASE']);
        const { isRestated, now } = publishedNow(figures, published);
        expect([isRestated, now.value]).toEqual([true, '0.5000000000000000']);
      },
      { partnership: 'como' },
    );
  });

  it.each<[string, (published: FrozenFigure) => Partial<FrozenFigure>]>([
    ['ratio', () => ({ value: '0.6000000000000000' })],
    ['reason', () => ({ value: null, reason: 'NO_PUBLIC_BASE' })],
    ['sum above the line', () => ({ numerator: { amount: '60.00', currency: 'EUR' } })],
    ['sum below it', ({ numerator }) => ({ denominator: numerator })],
    ['coverage', ({ coverage }) => ({ coverage: { ...coverage, share: '0.9000' } })],
    ['exclusion', ({ numerator: amount }) => ({ exclusions: [{ code: 'USERS_FEES', amount }] })],
  ])('with another %s than the ledger gives is found out', (_, forge) => {
    whenPublished([], (figures, published) => {
      const forged = { ...published, ...forge(published) };
      expect(publishedNow(figures, forged).recomputesEqual).toBe(false);
    });
  });

  it('computes the same when its definition is named in other words by then', () => {
    whenPublished([], (figures, published) => {
      const name = { it: 'Leva, come si chiamava', en: 'Leverage, as it was called' };
      const display = { form: 'percent', text: '50,0', approximate: false } as const;
      const worded = { ...published, display, definition: { ...published.definition, name } };
      expect(publishedNow(figures, worded).recomputesEqual).toBe(true);
    });
  });

  it('computes the same after the read model was built anew from nothing in other batches', () => {
    const since = [corrected('own', 25_00n, OWN), ...SECOND_VERSION, reversed('calls')];
    const items = decoded([...BEFORE, ...since]);
    const published = whenPublished(since, (_, figure) => figure, REAL);
    const seen = [1, 3, items.length].map((size) =>
      inFolder((folder) => {
        for (let from = 0; from < items.length; from += size) {
          foldInto(folder, figuresProjection, items.slice(0, from + size));
        }
        const reader = new ReadModelReader(folder, figuresProjection);
        try {
          const { recomputesEqual, now } = publishedNow(new Figures(reader), published);
          return { recomputesEqual, now, digest: digestOf(folder, figuresProjection) };
        } finally {
          reader.close();
        }
      }),
    );
    expect(seen[0]?.recomputesEqual).toBe(true);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });
});

describe('an event has entered', () => {
  const entered = (event: bigint, over: Partial<PublishedQuestion> = {}, since: readonly Happening[] = []) =>
    whenPublished(since, (figures) => {
      const position = (HEAD + BigInt(since.length)).toString();
      return hasEntered(figures, frozen(figures, { position, ...over }), event);
    });

  it('the figures above or below whose line its facts stand', () => {
    expect(entered(positionOf('public'))).toBe(true);
    expect(entered(positionOf('calls'))).toBe(true);
  });

  it('not those that count another side only, or another partnership', () => {
    expect(entered(positionOf('calls'), { definition: 'L1s' })).toBe(false);
    expect(entered(positionOf('own'), { definition: 'L1s' })).toBe(true);
    expect(entered(positionOf('elsewhere'))).toBe(false);
    expect(entered(positionOf('elsewhere'), { partnership: 'como' })).toBe(true);
  });

  it('not those that were of an earlier day or an earlier position, or left it out', () => {
    expect(entered(positionOf('calls'), { effectiveAsOf: '2025-12-30' })).toBe(false);
    expect(entered(positionOf('calls'), { position: positionOf('own').toString() })).toBe(false);
    expect(entered(positionOf('calls'), { filters: { year: ['2024'] } })).toBe(false);
    expect(entered(positionOf('calls'), { excluded: { side: ['F'] } })).toBe(false);
    expect(entered(positionOf('calls'), { basis: 'paid' })).toBe(false);
  });

  it('no more once it was corrected: then it is the correction', () => {
    const since = [corrected('own', 25_00n, OWN)];
    expect(entered(positionOf('own'), {}, since)).toBe(false);
    expect(entered(HEAD + 1n, {}, since)).toBe(true);
  });

  it('beside the reversal that undoes it', () => {
    const since = [reversed('own', '2025-06-30')];
    expect([entered(positionOf('own'), {}, since), entered(HEAD + 1n, {}, since)]).toEqual([true, true]);
  });

  it('not the figure whose implied base it lies within, but the implication has', () => {
    const since = [baseImplied('lecco', 200_00n, { from: '2024-01-01', to: '2024-12-31' })];
    expect([entered(positionOf('public'), {}, since), entered(HEAD + 1n, {}, since)]).toEqual([false, true]);
  });

  it('none when it makes no facts', () => {
    expect(entered(1n)).toBe(false);
    expect(entered(positionOf('calls') + 1n)).toBe(false);
  });
});

describe('what a reader must know first', () => {
  const withdrawn = { reason: 'superata', recorded: '2026-01-01T00:00:00.000Z' };
  it.each([
    ['that it is withdrawn', { withdrawn, replacedBy: 2 }, true, 'WITHDRAWN'],
    ['that another stands for it', { withdrawn: null, replacedBy: 2 }, true, 'REPLACED'],
    ['that it is restated', { withdrawn: null, replacedBy: null }, true, 'RESTATED'],
    ['that it stands', { withdrawn: null, replacedBy: null }, false, 'STANDS'],
  ] as const)('is %s', (_, marks, isRestated, status) => {
    expect(statusOf(marks, isRestated)).toBe(status);
  });
});
