/** Every figure, at every pair of as-of points, is what a plain recomputation gives, to the cent. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BASES, DEFINITION_IDS, VIEWS, type DefinitionId } from '#domain/figures/definitions';
import type { Ratio } from '#domain/figures/figure';
import type { Decoded } from '#event-sourcing/codec';
import { decoded, type Happening } from '../../../test/support/history.ts';
import { naively, type Line, type NaiveAnswer } from '../../../test/support/naive-figures.ts';
import {
  BRINGERS,
  PARTNERSHIPS,
  dateOfDay,
  dayOfDate,
  randomHistory,
} from '../../../test/support/random-history.ts';
import { inFolder } from '../../../test/support/read-models.ts';
import type { LedgerEvent } from '../domain-events.ts';
import { ReadModelReader, ReadModelWriter } from '../runtime/read-model-file.ts';
import { Figures, type Figure, type FigureQuestion } from './figures.ts';
import { figuresProjection } from './projection.ts';
import { GROUP_KEYS } from './scan.ts';

const P = ['PUBLIC', 'PUBLIC_HEALTH'];
const X = ['T', 'F', 'O'];
/** Formulas as they are published: what stands above and below the line. */
const FORMULAS: Readonly<Record<DefinitionId, readonly [above: string[], below: string[]]>> = {
  L1: [['T', 'F'], P],
  L1s: [['T'], P],
  L2: [[...P, ...X], P],
  L6: [X, P],
  L9: [P, [...P, ...X]],
};
const EXCLUDED = {
  USERS_FEES: 'U',
  REPAYABLE_FINANCE: 'FINANCING',
  UNRESOLVED_ORIGIN: 'UNRESOLVED',
  PASSED_ON: 'PASSED_ON',
  CONTRACT_PRICE: 'PRICE',
};

function euro(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 16 decimals, half away from zero. */
function quotient(above: bigint, below: bigint): string {
  const scaled = ((above < 0n ? -above : above) * 2n * 10n ** 16n + below) / (2n * below);
  const digits = scaled.toString().padStart(17, '0');
  return `${above < 0n && scaled > 0n ? '-' : ''}${digits.slice(0, -16)}.${digits.slice(-16)}`;
}

function sum(lines: readonly Line[], sides: readonly string[], implied?: boolean): bigint {
  const wanted = lines.filter(
    (line) => sides.includes(line.side) && (implied === undefined || line.implied === implied),
  );
  return wanted.reduce((total, { cents }) => total + cents, 0n);
}

/** What of a ratio can be told from sums, in one comparable form. */
function expectedRatio(id: DefinitionId, lines: readonly Line[]) {
  const [above, below] = FORMULAS[id];
  const base = sum(lines, below);
  const empty = id === 'L9' ? 'NOTHING_RECORDED' : 'NO_PUBLIC_BASE';
  const reason = base > 0n ? null : base < 0n ? 'NEGATIVE_BASE' : empty;
  const term = (sides: readonly string[]) => ({
    amount: euro(sum(lines, sides)),
    recorded: euro(sum(lines, sides, false)),
    implied: euro(sum(lines, sides, true)),
    parts: sides.map((side) => `${side} ${euro(sum(lines, [side]))}`),
  });
  const value = base > 0n ? quotient(sum(lines, above), base) : null;
  return { value, reason, numerator: term(above), denominator: term(below) };
}

function shownRatio({ value, reason, numerator, denominator }: Ratio) {
  const term = ({ amount, recorded, implied, parts }: Ratio['denominator']) => ({
    amount: amount.amount,
    recorded: recorded.amount,
    implied: implied.amount,
    parts: parts.map((part) => `${part.side} ${part.amount.amount}`),
  });
  return { value, reason, numerator: term(numerator), denominator: term(denominator) };
}

function expectedGroups(question: FigureQuestion, id: DefinitionId, { lines }: NaiveAnswer) {
  const { groupBy } = question;
  if (groupBy === undefined) return {};
  const byKey = Object.groupBy(lines, (line) => String(line[groupBy]));
  const ratios = Object.entries(byKey).map(([key, own = []]) => [key, expectedRatio(id, own)] as const);
  return Object.fromEntries(ratios.filter(([, ratio]) => !isEmpty(ratio)));
}

/** A group whose amounts are all nothing may be shown or not; it says the same. */
function isEmpty(ratio: ReturnType<typeof expectedRatio>): boolean {
  return [...ratio.numerator.parts, ...ratio.denominator.parts].every((part) => part.endsWith(' 0.00'));
}

function shownGroups(question: FigureQuestion, figure: Figure) {
  const { groupBy = '' } = question;
  const ratios = figure.groups.map((group) => [group.key[groupBy] ?? '?', shownRatio(group)] as const);
  expect(new Set(ratios.map(([key]) => key)).size).toBe(ratios.length);
  return Object.fromEntries(ratios.filter(([, ratio]) => !isEmpty(ratio)));
}

function check(figures: Figures, items: readonly Decoded<LedgerEvent>[], question: FigureQuestion): void {
  const naive = naively(items, question);
  const answer = figures.answer(question);
  const about = JSON.stringify(question, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  for (const [index, id] of question.definitions.entries()) {
    const figure = answer.figures[index] as Figure;
    const exclusions = Object.entries(EXCLUDED).map(
      ([code, side]) => [code, sum(naive.lines, [side])] as const,
    );
    const wanted = [...exclusions, ['RECORDED_WITHIN_IMPLIED_BASE', naive.within] as const]
      .filter(([, cents]) => cents !== 0n)
      .map(([code, cents]) => `${code} ${euro(cents)}`);
    expect({
      about,
      ...shownRatio(figure),
      exclusions: figure.exclusions.map(({ code, amount }) => `${code} ${amount.amount}`),
      groups: shownGroups(question, figure),
    }).toEqual({
      about,
      ...expectedRatio(id, naive.lines),
      exclusions: wanted,
      groups: expectedGroups(question, id, naive),
    });
  }
}

interface Asked {
  readonly where: number;
  readonly chain: boolean;
  readonly moment: number;
  readonly day: number;
  readonly shift: number;
  readonly basis: FigureQuestion['basis'];
  readonly view: FigureQuestion['view'];
  readonly bringer: string | null;
  readonly year: number | null;
  readonly groupBy: NonNullable<FigureQuestion['groupBy']> | null;
}

const asked: fc.Arbitrary<Asked> = fc.record({
  where: fc.nat({ max: PARTNERSHIPS.length - 1 }),
  chain: fc.boolean(),
  moment: fc.oneof(fc.constant(-1), fc.nat()),
  day: fc.nat(),
  shift: fc.constantFrom(-1, 0, 1, 17, 100_000),
  basis: fc.constantFrom(...BASES),
  view: fc.constantFrom(...VIEWS),
  bringer: fc.option(fc.constantFrom(...BRINGERS), { freq: 2 }),
  year: fc.option(fc.integer({ min: 2018, max: 2027 }), { freq: 2 }),
  groupBy: fc.option(fc.constantFrom(...GROUP_KEYS), { freq: 2 }),
});

/** The days on which something begins, ends or is undone: where an answer can change. */
function turningDays(happenings: readonly Happening[]): number[] {
  const days = happenings.flatMap(({ event }) => {
    if (event.type === 'PublicBaseImplied') return within(event.data);
    if ('effectiveOn' in event.data) return event.data.effectiveOn ? [dayOfDate(event.data.effectiveOn)] : [];
    if ('effective' in event.data) return within(event.data.effective);
    return 'statement' in event.data ? within(event.data.statement.effective) : [];
  });
  return [...days, dayOfDate('2021-06-30')];
}

/** The ends of a span and some days in between. */
function within({ from, to }: { from: string; to: string }): number[] {
  const [first, last] = [dayOfDate(from), dayOfDate(to)];
  return [0, 1, 2, 3].map((third) => first + Math.floor(((last - first) * third) / 3));
}

function questionOf(one: Asked, happenings: readonly Happening[]): FigureQuestion {
  const days = turningDays(happenings);
  const day = Math.min((days[one.day % days.length] ?? 0) + one.shift, dayOfDate('2199-12-31'));
  return {
    partnership: PARTNERSHIPS[one.where] ?? '',
    definitions: DEFINITION_IDS,
    basis: one.basis,
    view: one.view,
    effectiveAsOf: dateOfDay(day),
    chain: one.chain,
    position: BigInt(one.moment < 0 ? happenings.length : one.moment % (happenings.length + 1)),
    ...(one.bringer === null ? {} : { bringer: one.bringer }),
    ...(one.year === null ? {} : { year: one.year }),
    ...(one.groupBy === null ? {} : { groupBy: one.groupBy }),
  };
}

describe('figures', () => {
  it('equal a plain recomputation at every pair of as-of points, for every filter and group', () => {
    const scenario = fc.record({
      happenings: randomHistory,
      questions: fc.array(asked, { minLength: 10, maxLength: 25 }),
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
            for (const one of questions) check(figures, items, questionOf(one, happenings));
          } finally {
            reader.close();
            writer.close();
          }
        });
      }),
      { numRuns: 120, interruptAfterTimeLimit: 20_000 },
    );
  });
});
