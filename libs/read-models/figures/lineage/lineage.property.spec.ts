/** Whatever happened: the leaves of a figure add up to its terms, and pages of them are the whole. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STANDARD_DEFINITIONS } from '#domain/figures/definitions';
import { centsOf, Decimal } from '#domain/money';
import { decoded } from '../../../../test/support/history.ts';
import { indexPublished } from '../../../../test/support/history-beside.ts';
import { randomHistory } from '../../../../test/support/random-history.ts';
import { asked, questionOf } from '../../../../test/support/random-questions.ts';
import { asking } from '../../../../test/support/read-models.ts';
import { Figures } from '../figures.ts';
import { lineageOf, TERMS, type LeafQuestion, type LineageLeaf } from './lineage.ts';
import { figuresProjection } from '../fold/projection.ts';
import type { FigureQuestion } from '../question/question.ts';

const ALL: LeafQuestion = { limit: 10_000 };
const POINTS = { 2019: '102.0', 2020: '101.7', 2021: '103.9', 2022: '112.3', 2023: '118.3', 2024: '119.4' };

const one = fc.record({
  asked,
  definition: fc.constantFrom(...STANDARD_DEFINITIONS.map(({ id }) => id)),
  prices: fc.constantFrom(null, { series: 'FOI', of: '2023' }),
  limit: fc.integer({ min: 1, max: 5 }),
});
type One = typeof one extends fc.Arbitrary<infer O> ? O : never;

/** What a figure is asked of random histories, each of which begins with a price index. */
function everywhere(check: (figures: Figures, question: FigureQuestion, one: One) => void): void {
  fc.assert(
    fc.property(randomHistory, fc.array(one, { minLength: 1, maxLength: 8 }), (told, questions) => {
      const happenings = [indexPublished('FOI', POINTS), ...told];
      asking(figuresProjection, decoded(happenings), (reader) => {
        const figures = new Figures(reader);
        for (const each of questions) {
          const { groupBy: _, ...selection } = questionOf(each.asked, happenings);
          const position = selection.position === 0n ? 1n : (selection.position ?? 1n);
          const { definition, prices } = each;
          check(figures, { ...selection, position, prices, definitions: [definition] }, each);
        }
      });
    }),
    { numRuns: 60 },
  );
}

function sumOf(leaves: readonly LineageLeaf[], term: 'NUMERATOR' | 'DENOMINATOR'): bigint {
  return leaves.reduce(
    (sum, leaf) => (leaf.term === term || leaf.term === 'BOTH' ? sum + leaf.cents : sum),
    0n,
  );
}

describe('the lineage of a figure, whatever is asked of whatever happened', () => {
  it('has leaves, and groups of them by side and year, that add up to each term', () => {
    everywhere((figures, question) => {
      const { figure, terms, leaves, next, count } = lineageOf(figures, question, ALL);
      expect(next).toBeNull();
      expect(leaves).toHaveLength(count);
      expect(sumOf(leaves, 'NUMERATOR')).toBe(centsOf(figure.numerator.amount.amount));
      expect(sumOf(leaves, 'DENOMINATOR')).toBe(centsOf(figure.denominator.amount.amount));
      for (const { term, amount, groups, sides } of terms) {
        const inGroups = groups.reduce((sum, group) => sum + centsOf(group.amount.amount), 0n);
        expect(inGroups).toBe(centsOf(amount.amount));
        expect(groups.every(({ key }) => sides.includes(key.side))).toBe(true);
        const name = term === 'numerator' ? 'NUMERATOR' : 'DENOMINATOR';
        const inTerm = leaves.filter((leaf) => leaf.term === name || leaf.term === 'BOTH');
        expect(groups.reduce((sum, group) => sum + group.leaves, 0)).toBe(inTerm.length);
      }
    });
  });

  it('says of each leaf that stands in no term why, and adds them up as the exclusions do', () => {
    everywhere((figures, question) => {
      const { figure, leaves } = lineageOf(figures, question, ALL);
      expect(leaves.every(({ term, reason }) => (term === 'NONE') === (reason !== null))).toBe(true);
      for (const { code, amount } of figure.exclusions) {
        const left = leaves.filter(({ reason }) => reason === code);
        expect(left.reduce((sum, { cents }) => sum + cents, 0n)).toBe(centsOf(amount.amount));
      }
    });
  });

  it('has the quantities that leave it without a value, to the last unit', () => {
    everywhere((figures, question, { definition }) => {
      const { figure, leaves } = lineageOf(figures, question, ALL);
      const wanted = STANDARD_DEFINITIONS.find(({ id }) => id === definition);
      const counted: readonly string[] = [
        ...(wanted?.numerator.sides ?? []),
        ...(wanted?.denominator.sides ?? []),
      ];
      const listed = figure.unvalued.filter(({ side }) => counted.includes(side));
      const lacking = leaves.filter(({ reason }) => reason === 'NO_VALUE');
      expect(lacking.every(({ cents, term }) => cents === 0n && term === 'NONE')).toBe(true);
      for (const unit of new Set([...lacking, ...listed].map((each) => each.unit))) {
        const sumOf = (all: readonly { readonly unit: unknown; readonly quantity: string | null }[]) =>
          all
            .filter((each) => each.unit === unit)
            .reduce((sum, { quantity }) => sum.plus(quantity ?? 0), new Decimal(0));
        expect(sumOf(lacking).toFixed()).toBe(sumOf(listed).toFixed());
      }
    });
  });

  it('is the same by pages of any size, in order of recording', () => {
    everywhere((figures, question, { limit }) => {
      for (const term of [undefined, ...TERMS]) {
        const whole = lineageOf(figures, question, { ...ALL, term });
        const paged: LineageLeaf[] = [];
        let after: LeafQuestion['after'];
        for (;;) {
          const { leaves, next } = lineageOf(figures, question, { term, limit, after });
          paged.push(...leaves);
          if (next === null) break;
          expect(leaves).toHaveLength(limit);
          after = next;
        }
        expect(paged).toEqual(whole.leaves);
        const places = paged.map(({ position, ordinal }) => position * 1_000 + ordinal);
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      }
    });
  });

  it('adds what others brought to what one party brought', () => {
    everywhere((figures, question) => {
      const whole = lineageOf(figures, question, ALL);
      const bringer = whole.leaves.find((leaf) => leaf.bringer !== '')?.bringer ?? 'nobody';
      const { leaves, others, count } = lineageOf(figures, question, { ...ALL, bringer });
      expect(leaves).toEqual(whole.leaves.filter((leaf) => leaf.bringer === bringer));
      expect(count + (others?.leaves ?? 0)).toBe(whole.count);
      const sum = (term: 'numerator' | 'denominator', name: 'NUMERATOR' | 'DENOMINATOR') =>
        sumOf(leaves, name) + centsOf(others?.[term]?.amount ?? '0.00');
      expect(sum('numerator', 'NUMERATOR')).toBe(sumOf(whole.leaves, 'NUMERATOR'));
      expect(sum('denominator', 'DENOMINATOR')).toBe(sumOf(whole.leaves, 'DENOMINATOR'));
    });
  });
});
