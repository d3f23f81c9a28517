/** Every figure, at every pair of as-of points, is what a plain recomputation gives, to the cent. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STANDARD_DEFINITIONS } from '#domain/figures/definitions';
import type { Ratio } from '#domain/figures/figure';
import type { Decoded } from '#event-sourcing/codec';
import { decoded } from '../../../test/support/history.ts';
import { naively, type Line, type NaiveAnswer } from '../../../test/support/naive-figures.ts';
import {
  basisPoints,
  expectedBand,
  expectedExclusions,
  expectedRatio,
  expectedShares,
  keyOf,
  KNOWN,
  quantitiesOf,
  quotient,
  type Known,
} from '../../../test/support/naive-ratios.ts';
import { randomHistory } from '../../../test/support/random-history.ts';
import { asked, questionOf } from '../../../test/support/random-questions.ts';
import { inFolder } from '../../../test/support/read-models.ts';
import type { LedgerEvent } from '../domain-events.ts';
import { ReadModelReader, ReadModelWriter } from '../runtime/read-model-file.ts';
import { Figures, type Figure } from './figures.ts';
import { figuresProjection } from './fold/projection.ts';
import type { FigureQuestion } from './question/question.ts';

function shownRatio({ value, reason, numerator, denominator }: Ratio) {
  const term = ({ amount, recorded, implied, parts }: Ratio['denominator']) => ({
    amount: amount.amount,
    recorded: recorded.amount,
    implied: implied.amount,
    parts: parts.map((part) => `${part.side} ${part.amount.amount}`),
  });
  return { value, reason, numerator: term(numerator), denominator: term(denominator) };
}

/** A group whose amounts are all nothing may be shown or not; it says the same. */
function isEmpty({ numerator, denominator, reason }: ReturnType<typeof expectedRatio>): boolean {
  const parts = [...numerator.parts, ...denominator.parts];
  return reason !== 'UNVALUED_UNITS' && parts.every((part) => part.endsWith(' 0.00'));
}

function expectedGroups({ groupBy = [], view }: FigureQuestion, id: Known, { lines }: NaiveAnswer) {
  if (groupBy.length === 0) return {};
  const byKey = Object.groupBy(lines, (line) => keyOf(line, groupBy));
  const ratios = Object.entries(byKey).map(([key, own = []]) => [key, expectedRatio(id, own, view)] as const);
  return Object.fromEntries(ratios.filter(([, ratio]) => !isEmpty(ratio)));
}

function shownGroups({ groupBy = [] }: FigureQuestion, { groups }: Figure) {
  const ratios = groups.map((group) => {
    const key = groupBy.map((dimension) => group.key[dimension]).join(' ');
    return [key, shownRatio(group)] as const;
  });
  expect(new Set(ratios.map(([key]) => key)).size).toBe(ratios.length);
  return Object.fromEntries(ratios.filter(([, ratio]) => !isEmpty(ratio)));
}

const cents = (term: Ratio['denominator']) => BigInt(term.amount.amount.replace('.', ''));

function shown(figure: Figure, question: FigureQuestion) {
  const { coverage, exclusions, unvalued, band, words, groups } = figure;
  return {
    ...shownRatio(figure),
    exclusions: exclusions.map(({ code, amount }) => `${code} ${amount.amount}`),
    groups: shownGroups(question, figure),
    shares: groups.map(({ shares }) => shares),
    band: band.steps.map(({ upTo, value, reason }) => ({ upTo, value, reason })),
    said: { coverage: coverage.share, unresolved: coverage.unresolved.amount, words },
    unvalued: unvalued
      .map(({ side, kind, unit, quantity }) => `${side} ${kind} ${quantity} ${unit}`)
      .toSorted(),
  };
}

function quantities(lines: readonly Line[]): string[] {
  const written = (micro: bigint) => quotient(micro, 1_000_000n, 6).replace(/\.?0+$/, '');
  return quantitiesOf(lines)
    .map(({ side, kind, unit, micro }) => `${side} ${kind} ${written(micro)} ${unit}`)
    .toSorted();
}

/** Of a partnership that was not registered then no ratio has a value, whatever it would be. */
function told<Told extends { readonly value: string | null; readonly reason: string | null }>(
  { registered }: NaiveAnswer,
  ratio: Told,
): Told {
  return registered ? ratio : { ...ratio, value: null, reason: 'NOT_REGISTERED_THEN' };
}

function check(figures: Figures, items: readonly Decoded<LedgerEvent>[], question: FigureQuestion): void {
  const naive = naively(items, question);
  const answer = figures.answer(question);
  const about = JSON.stringify(question, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  for (const [index, id] of KNOWN.entries()) {
    const figure = answer.figures[index] as Figure;
    const shares = (term: 'numerator' | 'denominator') =>
      basisPoints(figure.groups.map((group) => cents(group[term])));
    const [above, below] = [shares('numerator'), shares('denominator')];
    expect({ about, id, ...shown(figure, question) }).toEqual({
      about,
      id,
      ...told(naive, expectedRatio(id, naive.lines, question.view)),
      exclusions: expectedExclusions(id, naive),
      groups: expectedGroups(question, id, naive),
      shares: figure.groups.map((_, at) => ({ numerator: above[at], denominator: below[at] })),
      band: expectedBand(id, naive.lines).map((step) => told(naive, step)),
      said: expectedShares(naive.lines),
      unvalued: quantities(naive.lines),
    });
  }
}

describe('figures', () => {
  it('equal a plain recomputation at every pair of as-of points, for every filter and group', () => {
    const scenario = fc.record({
      happenings: randomHistory,
      questions: fc.array(asked, { minLength: 8, maxLength: 20 }),
      batch: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(scenario, ({ happenings, questions, batch }) => {
        const items = decoded(happenings);
        inFolder((folder) => {
          const writer = new ReadModelWriter(folder, figuresProjection);
          const reader = new ReadModelReader(folder, figuresProjection);
          const figures = new Figures(reader);
          try {
            for (let from = 0; from < items.length; from += batch) {
              writer.fold(items.slice(from, from + batch));
              figures.refresh();
            }
            for (const one of questions) {
              check(figures, items, { ...questionOf(one, happenings), definitions: KNOWN });
            }
          } finally {
            reader.close();
            writer.close();
          }
        });
      }),
      { numRuns: 120, interruptAfterTimeLimit: 30_000 },
    );
  });

  it('are checked against a published formula, each of them', () => {
    expect(STANDARD_DEFINITIONS.map(({ id }) => id)).toEqual(KNOWN);
  });
});
