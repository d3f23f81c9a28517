/** Whatever becomes of a contribution, a later stage includes the earlier: on every day, after every event. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Happening } from '../../../test/support/history.ts';
import { dateOfDay, randomHistory } from '../../../test/support/random-history.ts';
import { accruedBy } from '../calendar.ts';
import { RUNGS } from '../contribution/ladder.ts';
import type { FundingSourceProfile } from '../funding-source/events.ts';
import type { Cents } from '../money.ts';
import { CPR, ECONOMIC, NET_OF_TAX, type Fact } from './facts.ts';
import { factsOfLife, lived, restates, type Life, type WeighingEvent } from './life.ts';

/** A contribution after one of its events. */
interface Lived {
  readonly stream: string;
  readonly event: WeighingEvent;
  readonly life: Life;
  readonly facts: readonly Fact[];
}

function livesOf(happenings: readonly Happening[]): Lived[] {
  const sources = new Map<string, FundingSourceProfile>();
  const lives = new Map<string, Life>();
  return happenings.flatMap(({ stream, event }) => {
    if (event.type === 'FundingSourceRegistered')
      sources.set(stream.replace('funding-source-', ''), event.data);
    if (!stream.startsWith('contribution-') || event.type === 'RelationalResourceDeclared') return [];
    const weighing = event as WeighingEvent;
    const life = lived(lives.get(stream) ?? null, weighing);
    lives.set(stream, life);
    const facts = factsOfLife(life, (id) => sources.get(id) as FundingSourceProfile);
    return [{ stream, event: weighing, life, facts }];
  });
}

/** What is there as it is valued, as the CPR admits it, and net of taxes: each is a whole of its own. */
function wholes({ life, facts }: Lived): { readonly facts: readonly Fact[]; readonly slack: Cents }[] {
  // What of a move is admitted is rounded by less than a cent.
  const { entry, moves } = life.standing;
  const ofMoves = BigInt(entry.length + moves.length);
  return [ECONOMIC, NET_OF_TAX, CPR].map((weight) => ({
    facts: facts.filter(({ weights }) => (weights & weight) !== 0),
    slack: weight === CPR && life.admissible !== null ? ofMoves : 0n,
  }));
}

/** By basis, from pledged to verified. */
function sums(facts: readonly Fact[], day: number): Cents[] {
  const due = (fact: Fact) =>
    day < fact.sinceDay ? 0n : accruedBy(day, fact.cents, fact.fromDay, fact.toDay);
  return RUNGS.map((_, index) =>
    facts.reduce((sum, fact) => (RUNGS.indexOf(fact.stage) < index ? sum : sum + due(fact)), 0n),
  );
}

/** Days on which something begins or ends, and those beside and between them. */
function daysOf(facts: readonly Fact[]): number[] {
  const turns = [...new Set(facts.flatMap((fact) => [fact.fromDay, fact.sinceDay, fact.toDay]))].sort(
    (a, b) => a - b,
  );
  return turns.flatMap((day, index) => [day - 1, day, Math.floor((day + (turns[index + 1] ?? day)) / 2)]);
}

const gaps = (of: readonly Cents[]) => [...of, 0n].slice(1).map((next, index) => (of[index] ?? 0n) - next);

/**
 * Where every later move is on one day, in order of days, not a cent is out of order. Otherwise parts of one amount may
 * be on their way to several rungs at once, each over days of its own, and each fact under way is rounded by itself,
 * by less than a cent.
 */
function isPlain({ standing: { moves } }: Life): boolean {
  return moves.every(
    ({ effective: { from, to } }, index) => from === to && from >= (moves[index - 1]?.effective.to ?? ''),
  );
}

/** Splitting a part by side rounds each side by less than a cent. */
function partsOf({ standing: { entry, moves }, switches }: Life): Cents {
  return BigInt((entry.length + moves.length) * (switches.length + 1));
}

/** Facts of which some, and not yet all, has accrued. */
function underWay(facts: readonly Fact[], day: number): Cents {
  return BigInt(facts.filter((fact) => fact.fromDay <= day && day < fact.toDay).length);
}

function expectInOrder(
  facts: readonly Fact[],
  slackOn: (facts: readonly Fact[], day: number) => Cents,
): void {
  for (const day of daysOf(facts)) {
    const slack = slackOn(facts, day);
    const at = { day: dateOfDay(day), sums: sums(facts, day) };
    expect({ ...at, inverted: gaps(at.sums).filter((gap) => gap < -slack) }).toEqual({ ...at, inverted: [] });
  }
}

describe('on every day of every life', () => {
  it('no less is pledged than committed, delivered, paid and verified, and never less than nothing', () => {
    fc.assert(
      fc.property(randomHistory, (happenings) => {
        for (const each of livesOf(happenings)) {
          const isExact = isPlain(each.life);
          for (const { facts, slack } of wholes(each)) {
            expectInOrder(facts, (on, day) => slack + (isExact ? 0n : underWay(on, day)));
          }
        }
      }),
      { numRuns: 150, interruptAfterTimeLimit: 20_000 },
    );
  });

  it('the same is so of each side, but for a cent in each part', () => {
    fc.assert(
      fc.property(randomHistory, (happenings) => {
        for (const each of livesOf(happenings)) {
          const cents = partsOf(each.life);
          for (const { facts, slack } of wholes(each)) {
            const bySide = Object.groupBy(facts, ({ side, origin }) => `${side} ${origin}`);
            for (const own of Object.values(bySide)) {
              expectInOrder(own ?? [], (on, day) => cents + slack + underWay(on, day));
            }
          }
        }
      }),
      { numRuns: 100, interruptAfterTimeLimit: 20_000 },
    );
  });

  it('an event that restates nothing only adds facts: those before it stay as they were', () => {
    fc.assert(
      fc.property(randomHistory, (happenings) => {
        const before = new Map<string, readonly Fact[]>();
        for (const { stream, event, facts } of livesOf(happenings)) {
          const known = before.get(stream) ?? [];
          if (!restates(event)) expect(facts.slice(0, known.length)).toEqual(known);
          before.set(stream, facts);
        }
      }),
      { numRuns: 150, interruptAfterTimeLimit: 20_000 },
    );
  });
});
