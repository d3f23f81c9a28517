/** Filters, groups, leaves and years: however a figure is cut up, the parts are the whole (T22). */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STANDARD_DEFINITIONS } from '#domain/figures/definitions';
import { isIn } from '#domain/figures/figure';
import { decoded, type Happening } from '../../../test/support/history.ts';
import { dateOfDay, randomHistory } from '../../../test/support/random-history.ts';
import { asked, filter, questionOf } from '../../../test/support/random-questions.ts';
import { asking } from '../../../test/support/read-models.ts';
import { Figures, type Figure } from './figures.ts';
import type { CountedFact } from './scan/counted-facts.ts';
import { figuresProjection } from './fold/projection.ts';
import type { Dimension, FigureQuestion, Filters, Selection } from './question/question.ts';

const IDS = STANDARD_DEFINITIONS.map(({ id }) => id);
const RUNS = { numRuns: 60, interruptAfterTimeLimit: 15_000 };
const some = fc.array(asked, { minLength: 6, maxLength: 6 });

function withFigures(happenings: readonly Happening[], ask: (figures: Figures) => void): void {
  asking(figuresProjection, decoded(happenings), (reader) => ask(new Figures(reader)));
}

const cents = (term: Figure['denominator']): bigint => BigInt(term.amount.amount.replace('.', ''));

/** Above and below the line of every definition. */
function terms(figures: Figures, question: Selection): bigint[] {
  return figures
    .answer({ ...question, groupBy: [], definitions: IDS })
    .figures.flatMap(({ numerator, denominator }) => [cents(numerator), cents(denominator)]);
}

const added = (a: readonly bigint[], b: readonly bigint[]): bigint[] =>
  a.map((each, index) => each + (b[index] ?? 0n));

function texts(figures: Figures, selection: Selection): string[] {
  return [...figures.countedFacts(selection)].map((leaf) =>
    JSON.stringify(leaf, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
  );
}

/** Alternatives of one dimension, all dimensions together. */
function both(a: Filters, b: Filters): Filters {
  const shared = (Object.keys(a) as Dimension[]).filter((each) => b[each] !== undefined);
  const narrowed = shared.map((each) => [each, a[each]?.filter((value) => b[each]?.includes(value))]);
  return { ...a, ...b, ...Object.fromEntries(narrowed) };
}

describe('filters of any figure', () => {
  it('what is of A and of B is what both have', () => {
    fc.assert(
      fc.property(randomHistory, some, filter, filter, (happenings, questions, a, b) => {
        withFigures(happenings, (figures) => {
          for (const one of questions) {
            const question = { ...questionOf(one, happenings), only: {} };
            const ofB = new Set(texts(figures, { ...question, only: b }));
            expect(texts(figures, { ...question, only: both(a, b) })).toEqual(
              texts(figures, { ...question, only: a }).filter((leaf) => ofB.has(leaf)),
            );
          }
        });
      }),
      RUNS,
    );
  });

  it('what is of A and what is without A add up to all, in every term and leaf', () => {
    fc.assert(
      fc.property(randomHistory, some, filter, (happenings, questions, a) => {
        withFigures(happenings, (figures) => {
          for (const one of questions) {
            const { without: _, ...question } = { ...questionOf(one, happenings), only: {} };
            const [of, not] = [
              { ...question, only: a },
              { ...question, without: a },
            ];
            expect(added(terms(figures, of), terms(figures, not))).toEqual(terms(figures, question));
            expect([...texts(figures, of), ...texts(figures, not)].toSorted()).toEqual(
              texts(figures, question).toSorted(),
            );
          }
        });
      }),
      RUNS,
    );
  });
});

describe('groups of any figure', () => {
  it('add up to the whole, and each is what a filter by its key finds', () => {
    fc.assert(
      fc.property(randomHistory, some, (happenings, questions) => {
        withFigures(happenings, (figures) => {
          for (const one of questions) {
            const question: FigureQuestion = {
              ...questionOf(one, happenings),
              definitions: ['L2'],
              only: {},
            };
            const [whole] = figures.answer(question).figures as [Figure];
            if (whole.groupBy.length === 0) continue;
            const sum = (term: 'numerator' | 'denominator') =>
              whole.groups.reduce((total, group) => total + cents(group[term]), 0n);
            expect([sum('numerator'), sum('denominator')]).toEqual([
              cents(whole.numerator),
              cents(whole.denominator),
            ]);
            for (const { key, shares: _, ...ratio } of whole.groups) {
              const only = Object.fromEntries(Object.entries(key).map(([each, value]) => [each, [value]]));
              const [alone] = figures.answer({ ...question, groupBy: [], only }).figures as [Figure];
              expect({ key, ...alone }).toMatchObject({ key, ...ratio });
            }
          }
        });
      }),
      RUNS,
    );
  });
});

/** What is attracted stands with what was brought, and only in that view. */
function stands(
  leaf: CountedFact,
  term: (typeof STANDARD_DEFINITIONS)[number]['numerator'],
  { view }: Selection,
): boolean {
  return isIn(term, { ...leaf, challenge: false }, view);
}

describe('leaves of any figure', () => {
  it('add up to its terms to the cent, each of them of one event', () => {
    const plain = STANDARD_DEFINITIONS.filter(({ id }) => id !== 'L10');
    fc.assert(
      fc.property(randomHistory, some, (happenings, questions) => {
        withFigures(happenings, (figures) => {
          for (const one of questions) {
            const question = questionOf(one, happenings);
            const leaves = [...figures.countedFacts(question)];
            const told = figures.answer({ ...question, definitions: plain.map(({ id }) => id) }).figures;
            for (const [index, { numerator, denominator }] of plain.entries()) {
              const sum = (term: typeof numerator) =>
                leaves
                  .filter((leaf) => stands(leaf, term, question))
                  .reduce((total, leaf) => total + leaf.cents, 0n);
              const figure = told[index] as Figure;
              expect([sum(numerator), sum(denominator)]).toEqual([
                cents(figure.numerator),
                cents(figure.denominator),
              ]);
            }
            const positions = leaves.map(({ position }) => position);
            expect(positions.every((each) => each >= 1 && each <= Number(question.position))).toBe(true);
          }
        });
      }),
      RUNS,
    );
  });
});

describe('years of any figure', () => {
  const year = fc.integer({ min: 2018, max: 2026 });

  it('opening, and what moved in the years between, is the closing', () => {
    fc.assert(
      fc.property(randomHistory, some, year, fc.nat({ max: 4 }), (happenings, questions, from, more) => {
        const until = from + more;
        const between = Array.from({ length: more }, (_, index) => String(from + 1 + index));
        withFigures(happenings, (figures) => {
          for (const one of questions) {
            const question = { ...questionOf(one, happenings), only: {}, without: {} };
            const at = (last: number) => ({ ...question, effectiveAsOf: `${last}-12-31` });
            const moved = terms(figures, { ...at(until), only: { year: between } });
            expect(added(terms(figures, at(from)), moved)).toEqual(terms(figures, at(until)));
          }
        });
      }),
      RUNS,
    );
  });

  it('a year that is over keeps what it said, on every later day', () => {
    const later = fc.nat({ max: 3_000 });
    fc.assert(
      fc.property(randomHistory, some, year, later, (happenings, questions, closed, days) => {
        withFigures(happenings, (figures) => {
          for (const one of questions) {
            const question = { ...questionOf(one, happenings), only: { year: [String(closed)] } };
            const end = `${closed}-12-31`;
            const on = dateOfDay(Math.floor(Date.parse(end) / 86_400_000) + days);
            expect(terms(figures, { ...question, effectiveAsOf: on })).toEqual(
              terms(figures, { ...question, effectiveAsOf: end }),
            );
          }
        });
      }),
      RUNS,
    );
  });
});
