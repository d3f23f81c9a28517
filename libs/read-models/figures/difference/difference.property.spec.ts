/** Whatever happened: what is told to have changed a figure is what changed it, to the cent, event by event. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STANDARD_DEFINITIONS } from '#domain/figures/definitions';
import { centsOf } from '#domain/money';
import { decoded, type Happening } from '../../../../test/support/history.ts';
import { indexPublished } from '../../../../test/support/history-beside.ts';
import { randomHistory } from '../../../../test/support/random-history.ts';
import { asked, questionOf, type Asked } from '../../../../test/support/random-questions.ts';
import { asking } from '../../../../test/support/read-models.ts';
import type { RecordedChange } from './change-walk.ts';
import { differenceOf } from './difference.ts';
import { Figures } from '../figures.ts';
import { figuresProjection } from '../fold/projection.ts';
import type { FigureQuestion } from '../question/question.ts';

const definition = fc.constantFrom(...STANDARD_DEFINITIONS.map(({ id }) => id));
const inPrices = fc.oneof(fc.constant(null), fc.constant({ series: 'FOI', of: '2021' }));
const POINTS = { 2019: '102.0', 2020: '101.7', 2021: '103.9', 2022: '112.3', 2023: '118.3' };

/** The index is known from the first event on, and restated at another moment. */
const withPrices = fc
  .tuple(randomHistory, fc.nat())
  .map(([happenings, moment]) => [
    indexPublished('FOI', POINTS),
    ...happenings.toSpliced(moment % (happenings.length + 1), 0, indexPublished('FOI', { 2022: '113.0' })),
  ]);

/** What facts pass can change without an event of their own: by documents, words, terms of sources, size classes. */
const changing: fc.Arbitrary<Partial<Asked>> = fc.constantFrom<Partial<Asked>>(
  {},
  { only: { grade: ['B'] } },
  { without: { grade: ['B', 'D'] } },
  { only: { word: ['NONE'] } },
  { without: { word: ['CONTESTED'] } },
  { only: { fund: ['NOT_STATED'] } },
  { without: { sizeClass: ['NOT_STATED'] } },
);

/** Mostly the same question at two points, else two questions. */
const pair = fc
  .record({ first: asked, second: asked, isOne: fc.boolean(), changing })
  .chain(({ isOne, changing: over, ...both }) => {
    const early = fc.nat({ max: 12 });
    return fc.record({
      first: early.map((moment) => ({ ...both.first, ...over, basis: 'pledged' as const, moment })),
      second: fc.constant(
        isOne
          ? { ...both.first, ...over, basis: 'pledged' as const, moment: -1, day: both.second.day }
          : both.second,
      ),
      definitions: isOne ? definition.map((id) => [id, id] as const) : fc.tuple(definition, definition),
      inPrices,
      isOne: fc.constant(isOne),
    });
  });

function question(
  one: Asked,
  id: string,
  prices: FigureQuestion['prices'],
  happenings: readonly Happening[],
) {
  const { groupBy: _, ...selection } = questionOf(one, happenings);
  // Before its first event the ledger has no price index.
  const position = selection.position === 0n ? 1n : (selection.position ?? 1n);
  return { ...selection, position, prices: prices ?? null, definitions: [id] } satisfies FigureQuestion;
}

interface Cents {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function terms(figures: Figures, asking: FigureQuestion): Cents {
  const [figure] = figures.answer(asking).figures;
  if (figure === undefined) throw new Error('one figure was asked for');
  const { numerator, denominator } = figure;
  return { numerator: centsOf(numerator.amount.amount), denominator: centsOf(denominator.amount.amount) };
}

function less(a: Cents, b: Cents): Cents {
  return { numerator: a.numerator - b.numerator, denominator: a.denominator - b.denominator };
}

function sum(changes: readonly RecordedChange[]): Cents {
  return changes.reduce(
    (all, { numerator, denominator }) => ({
      numerator: all.numerator + numerator,
      denominator: all.denominator + denominator,
    }),
    { numerator: 0n, denominator: 0n },
  );
}

describe('the difference of two figures, whatever is asked of whatever happened', () => {
  it('is the sum of what changed it, and each event changed what the figure is after it less before it', () => {
    fc.assert(
      fc.property(withPrices, fc.array(pair, { minLength: 1, maxLength: 8 }), (happenings, pairs) => {
        asking(figuresProjection, decoded(happenings), (reader) => {
          const figures = new Figures(reader);
          for (const { first, second, definitions, inPrices: prices, isOne } of pairs) {
            const from = question(first, definitions[0], isOne ? prices : null, happenings);
            const to = question(second, definitions[1], prices, happenings);
            const { changes } = differenceOf(figures, from, to);
            expect(sum(changes)).toEqual(less(terms(figures, to), terms(figures, from)));
            const isBack = from.position > to.position;
            for (const position of new Set(changes.map((change) => change.position))) {
              if (position === null) continue;
              const [after, before] = [BigInt(position), BigInt(position - 1)].map((at) =>
                terms(figures, { ...to, position: at }),
              ) as [Cents, Cents];
              const own = sum(changes.filter((change) => change.position === position));
              expect(own).toEqual(isBack ? less(before, after) : less(after, before));
            }
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is nothing between a question and itself, and the opposite the other way round', () => {
    fc.assert(
      fc.property(withPrices, pair, (happenings, { first, second, definitions }) => {
        asking(figuresProjection, decoded(happenings), (reader) => {
          const figures = new Figures(reader);
          const at = ({ moment, day }: Asked): FigureQuestion =>
            question({ ...first, moment, day }, definitions[0], null, happenings);
          const [one, other] = [at(first), at(second)];
          expect(differenceOf(figures, one, one).changes).toEqual([]);
          const [there, back] = [differenceOf(figures, one, other), differenceOf(figures, other, one)];
          const { numerator, denominator } = sum(there.changes);
          expect(sum(back.changes)).toEqual({ numerator: -numerator, denominator: -denominator });
        });
      }),
      { numRuns: 100 },
    );
  });
});
