/** Real terms: every leaf restated once, by the published index alone, and nothing else about it changed. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STANDARD_DEFINITIONS } from '#domain/figures/definitions';
import { isIn } from '#domain/figures/figure';
import { decoded } from '../../../test/support/history.ts';
import { indexPublished } from '../../../test/support/history-beside.ts';
import { randomHistory } from '../../../test/support/random-history.ts';
import { asked, questionOf } from '../../../test/support/random-questions.ts';
import { asking } from '../../../test/support/read-models.ts';
import { Figures, PriceIndexUnknown, PricePeriodUnknown, type Figure } from './figures.ts';
import type { CountedFact } from './scan/counted-facts.ts';
import { figuresProjection } from './fold/projection.ts';

const YEARS = [2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029];
const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];

/** Millionths, from 0.000001 to about 300. */
const point = fc.bigInt({ min: 1n, max: 300_000_000n });
/** Of each year its average, all of its months, all but one of them, or nothing. */
const year = fc.oneof(
  { weight: 6, arbitrary: point.map((value) => ({ average: value, months: [] as bigint[] })) },
  {
    weight: 3,
    arbitrary: fc.array(point, { minLength: 11, maxLength: 12 }).map((months) => ({ average: null, months })),
  },
  { weight: 1, arbitrary: fc.constant({ average: null, months: [] as bigint[] }) },
);
const index = fc.tuple(...YEARS.map(() => year));
type Index = typeof index extends fc.Arbitrary<infer I> ? I : never;

function written(millionths: bigint): string {
  const digits = millionths.toString().padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function published(of: Index, series = 'TEST') {
  const points = of.flatMap(({ average, months }, at) => {
    const each = months.map((value, month) => [`${YEARS[at]}-${MONTHS[month]}`, written(value)] as const);
    return average === null ? each : [...each, [String(YEARS[at]), written(average)] as const];
  });
  return indexPublished(series, Object.fromEntries(points));
}

/** Twelve times the point of a year, in millionths; null where it has none. */
function twelvefold(of: Index, wanted: number): bigint | null {
  const found = of[YEARS.indexOf(wanted)];
  if (found === undefined) return null;
  if (found.average !== null) return 12n * found.average;
  return found.months.length < 12 ? null : found.months.reduce((sum, each) => sum + each, 0n);
}

/** Half a cent away from zero. */
function times(cents: bigint, num: bigint, den: bigint): bigint {
  const size = ((cents < 0n ? -cents : cents) * num * 2n + den) / (den * 2n);
  return cents < 0n ? -size : size;
}

const cents = (term: Figure['denominator']): bigint => BigInt(term.amount.amount.replace('.', ''));
const PLAIN = STANDARD_DEFINITIONS.filter(({ id }) => id !== 'L10');
const RUNS = { numRuns: 80, interruptAfterTimeLimit: 15_000 };

/** Above and below the line of a definition, and whether years of which something counts lack a point. */
function expected(leaves: readonly CountedFact[], of: Index, base: number) {
  const to = twelvefold(of, base);
  const factors = leaves.map((leaf) => twelvefold(of, leaf.year));
  const restated = leaves.map(({ cents: each }, at) => {
    const from = factors[at] ?? null;
    return from === null || to === null ? 0n : times(each, to, from);
  });
  const missing = leaves.filter((leaf, at) => leaf.cents !== 0n && (to === null || factors[at] === null));
  return { restated, missing: [...new Set(missing.map((leaf) => leaf.year))].toSorted((a, b) => a - b) };
}

describe('in prices of another year', () => {
  it('each leaf is what it was times one factor, rounded once, and figures are the sums of such leaves', () => {
    const questions = fc.array(asked, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(
        randomHistory,
        questions,
        index,
        fc.constantFrom(2019, 2021, 2024),
        (told, some, of, base) => {
          fc.pre(twelvefold(of, base) !== null);
          const happenings = [published(of), ...told];
          asking(figuresProjection, decoded(happenings), (reader) => {
            const figures = new Figures(reader);
            for (const one of some) {
              const asked_ = questionOf(one, happenings);
              const nominal = { ...asked_, position: asked_.position === 0n ? 1n : (asked_.position ?? 1n) };
              const real = { ...nominal, prices: { series: 'TEST', of: String(base) } };
              const before = [...figures.countedFacts(nominal)];
              const { restated, missing } = expected(before, of, base);
              const leaves = [...figures.countedFacts(real)];
              expect(leaves).toEqual(before.map((leaf, at) => ({ ...leaf, cents: restated[at] })));
              const answer = figures.answer({ ...real, groupBy: [], definitions: PLAIN.map(({ id }) => id) });
              for (const [at, { numerator, denominator }] of PLAIN.entries()) {
                const figure = answer.figures[at] as Figure;
                const sum = (term: typeof numerator) =>
                  leaves
                    .filter((leaf) => isIn(term, { ...leaf, challenge: false }, real.view))
                    .reduce((total, leaf) => total + leaf.cents, 0n);
                expect([cents(figure.numerator), cents(figure.denominator), figure.yearsMissing]).toEqual([
                  sum(numerator),
                  sum(denominator),
                  missing,
                ]);
                if (missing.length > 0) expect(figure.value).toBeNull();
              }
            }
          });
        },
      ),
      RUNS,
    );
  });

  it('a group has a ratio unless years of its own lack a point', () => {
    fc.assert(
      fc.property(randomHistory, asked, index, (told, one, of) => {
        const happenings = [published(of), ...told];
        asking(figuresProjection, decoded(happenings), (reader) => {
          const figures = new Figures(reader);
          const { position: _, ...question } = questionOf(one, happenings);
          const real = { ...question, prices: { series: 'TEST', of: '2021' } };
          const answer = () => figures.answer({ ...real, groupBy: ['year'], definitions: ['L6'] }).figures;
          const isThere = (each: number) => twelvefold(of, each) !== null;
          if (!isThere(2021)) {
            const isKnown = of.some(({ average, months }) => average !== null || months.length > 0);
            expect(answer).toThrow(isKnown ? PricePeriodUnknown : PriceIndexUnknown);
            return;
          }
          for (const { key, reason } of answer()[0]?.groups ?? []) {
            if (reason === 'INDEX_MISSING') expect(isThere(Number(key.year))).toBe(false);
          }
        });
      }),
      RUNS,
    );
  });

  it('points that were published later change no answer about an earlier position', () => {
    fc.assert(
      fc.property(randomHistory, asked, index, index, (told, one, first, then) => {
        fc.pre(twelvefold(first, 2021) !== null);
        const happenings = [published(first), ...told, published(then)];
        asking(figuresProjection, decoded(happenings), (reader) => {
          const figures = new Figures(reader);
          const prices = { series: 'TEST', of: '2021' };
          const position = BigInt(happenings.length - 1);
          const early = { ...questionOf(one, happenings), position, prices };
          const leaves = [...figures.countedFacts(early)];
          const nominal = [...figures.countedFacts({ ...early, prices: null })];
          expect(leaves.map((leaf) => leaf.cents)).toEqual(expected(nominal, first, 2021).restated);
        });
      }),
      RUNS,
    );
  });

  it('there is nothing to say before the index is known', () => {
    fc.assert(
      fc.property(randomHistory, asked, index, (told, one, of) => {
        asking(figuresProjection, decoded([...told, published(of)]), (reader) => {
          const figures = new Figures(reader);
          const early = { ...questionOf(one, told), position: BigInt(told.length) };
          const prices = { series: 'TEST', of: '2021' };
          expect(() => figures.open({ ...early, prices })).toThrow(PriceIndexUnknown);
        });
      }),
      { numRuns: 10 },
    );
  });
});
