/** What has moved on counts on every basis that it has come to, and on the side that its nature and its source say. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IN_KIND, cash, on, statementOf } from '../../../test/support/history.ts';
import { source, span } from '../../../test/support/random-history.ts';
import { accruedBy, dateOf, dayOf } from '../calendar.ts';
import type { Resource, Statement } from '../contribution/events.ts';
import { RUNGS, type Move, type Rung } from '../contribution/ladder.ts';
import { entryOf } from '../contribution/state.ts';
import { NO_TERMS, type FundingSourceProfile, type OriginShare } from '../funding-source/events.ts';
import { moneyOf, type Cents } from '../money.ts';
import { ECONOMIC, factsByMove, type Fact } from './facts.ts';

function sourceOf(originShares: readonly OriginShare[], repayable = false): FundingSourceProfile {
  return { title: 'Fonte', originShares, fundCode: null, repayable, ...NO_TERMS };
}

const isAsValued = ({ weights }: Fact): boolean => (weights & ECONOMIC) !== 0;

/** The facts of what was just recorded, and of what has moved since. */
function factsOf(
  statement: Statement,
  value: Cents,
  from: FundingSourceProfile,
  later: readonly Move[] = [],
): Fact[] {
  const weighed = { ...statement, admissible: null, unit: 'EUR' } as const;
  return factsByMove(weighed, value, from, [...entryOf(statement, value, null), ...later])
    .flat()
    .filter(isAsValued);
}

/** Cents that have come at least so far, by side and only where there are any. */
function standing(facts: readonly Fact[], basis: Rung, day = Infinity): Readonly<Record<string, Cents>> {
  const sums: Record<string, Cents> = {};
  for (const fact of facts) {
    if (RUNGS.indexOf(fact.stage) < RUNGS.indexOf(basis)) continue;
    if (day < fact.sinceDay) continue;
    const due = day === Infinity ? fact.cents : accruedBy(day, fact.cents, fact.fromDay, fact.toDay);
    sums[fact.side] = (sums[fact.side] ?? 0n) + due;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, cents]) => cents !== 0n));
}

const HALVES = sourceOf([
  { origin: 'REGION', bp: 5_000 },
  { origin: 'THIRD_SECTOR', bp: 5_000 },
]);

describe('the facts of what moves on', () => {
  const pledge = { stage: 'PLEDGED', effective: on('2024-01-01') } as const;

  it('leave one rung and reach the next, so that a basis below both sees no change', () => {
    const moves: Move[] = [
      { from: 'PLEDGED', to: 'COMMITTED', cents: 60_00n, effective: on('2024-03-01') },
      { from: 'COMMITTED', to: 'PAID', cents: 25_00n, effective: on('2025-02-01') },
    ];
    const source = sourceOf([{ origin: 'MUNICIPALITY', bp: 10_000 }]);
    const facts = factsOf(statementOf(100_00n, pledge), 100_00n, source, moves);
    expect(facts.map(({ stage, year, cents: each }) => `${stage} ${year} ${each}`)).toEqual([
      'PLEDGED 2024 10000',
      'PLEDGED 2024 -6000',
      'COMMITTED 2024 6000',
      'COMMITTED 2025 -2500',
      'PAID 2025 2500',
    ]);
    expect(RUNGS.map((basis) => standing(facts, basis))).toEqual([
      { PUBLIC: 100_00n },
      { PUBLIC: 60_00n },
      { PUBLIC: 25_00n },
      { PUBLIC: 25_00n },
      {},
    ]);
  });

  it('give each side exactly its own once everything has moved, whatever the parts were', () => {
    const thirds = sourceOf([
      { origin: 'REGION', bp: 3_334 },
      { origin: 'FOUNDATION', bp: 3_333 },
      { origin: 'THIRD_SECTOR', bp: 3_333 },
    ]);
    const parts = fc.array(fc.bigInt({ min: 1n, max: 200n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.oneof(source, fc.constant(thirds)), parts, (from, cutUp) => {
        const whole = cutUp.reduce((sum, part) => sum + part, 0n);
        const statement = statementOf(whole, { stage: 'DELIVERED' });
        const moves = cutUp.map((part): Move => ({
          from: 'DELIVERED',
          to: 'PAID',
          cents: part,
          effective: on('2025-01-01'),
        }));
        const facts = factsOf(statement, whole, from, moves);
        expect(standing(facts, 'PAID')).toEqual(standing(factsOf(statement, whole, from), 'DELIVERED'));
        expect(facts.filter(({ stage }) => stage === 'DELIVERED').reduce((n, f) => n + f.cents, 0n)).toBe(0n);
      }),
    );
  });

  const after = (date: string, days: number) => ({ from: date, to: dateOf(dayOf(date) + days) });

  /** A pledge of the whole, of which parts climb one or two rungs over days of their own; and a day to ask about. */
  const climbing = fc
    .record({
      from: source,
      pledged: span,
      taken: fc.array(
        fc.record({ part: fc.bigInt({ min: 1n, max: 10n ** 9n }), to: span, paid: fc.option(fc.nat(400)) }),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      rest: fc.bigInt({ min: 0n, max: 10n ** 9n }),
      day: fc.integer({ min: dayOf('2019-01-01'), max: dayOf('2029-12-31') }),
    })
    .map(({ from, pledged, taken, rest, day }) => ({
      ...{ from, day },
      whole: taken.reduce((sum, { part }) => sum + part, rest),
      over: { stage: 'PLEDGED', effective: pledged } as const,
      moves: taken.flatMap(({ part: cents, to: effective, paid }): Move[] => [
        { from: 'PLEDGED', to: 'COMMITTED', cents, effective },
        // Paid once all of it is committed, in as many days.
        ...(paid === null
          ? []
          : [{ from: 'COMMITTED', to: 'PAID', cents, effective: after(effective.to, paid) } as const]),
      ]),
    }));
  const total = (sides: Readonly<Record<string, Cents>>) =>
    Object.values(sides).reduce((sum, each) => sum + each, 0n);

  it('never let a later stage be more than an earlier one, on any day, not even while a pledge accrues', () => {
    fc.assert(
      fc.property(climbing, ({ from, day, whole, over, moves }) => {
        const facts = factsOf(statementOf(whole, over), whole, from, moves);
        const sums = RUNGS.map((basis) => total(standing(facts, basis, day)));
        for (const [index, sum] of [...sums, 0n].slice(1).entries()) {
          expect(sums[index]).toBeGreaterThanOrEqual(sum);
        }
        // Of an amount in parts that is under way, each part is rounded down by itself.
        const parts = BigInt(from.originShares.length * moves.length);
        expect(sums[0]).toBeLessThanOrEqual(whole + parts);
      }),
      { numRuns: 500 },
    );
  });

  it('never lower a basis below by going on, and leave it as it was once all days have passed', () => {
    fc.assert(
      fc.property(climbing, ({ from, day, whole, over, moves }) => {
        const after = factsOf(statementOf(whole, over), whole, from, moves);
        const before = factsOf(statementOf(whole, over), whole, from, moves.slice(0, -1));
        const below = RUNGS.slice(0, RUNGS.indexOf(moves.at(-1)?.from ?? 'PLEDGED') + 1);
        for (const basis of below) {
          const sums = [before, after].map((facts) => total(standing(facts, basis, day)));
          expect(sums[1]).toBeGreaterThanOrEqual(sums[0] ?? 0n);
          expect(total(standing(after, basis))).toBe(total(standing(before, basis)));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('change nothing below when all that goes on had come before', () => {
    fc.assert(
      fc.property(climbing, ({ from, day, whole, moves }) => {
        const statement = statementOf(whole, { stage: 'PLEDGED', effective: on('2018-12-31') });
        const facts = factsOf(
          statement,
          whole,
          from,
          moves.filter((move) => move.from === 'PLEDGED'),
        );
        const entered = factsOf(statement, whole, from);
        expect(total(standing(facts, 'PLEDGED', day))).toBe(total(standing(entered, 'PLEDGED', day)));
      }),
    );
  });

  it('that leaves for good takes from each side its part, and undoes the oldest money of its rung first', () => {
    const moves: Move[] = [
      { from: 'PLEDGED', to: 'PAID', cents: 30_00n, effective: on('2023-05-01') },
      { from: 'PLEDGED', to: 'PAID', cents: 70_00n, effective: on('2024-05-01') },
      { from: 'PAID', to: null, cents: 50_00n, effective: on('2025-05-01') },
    ];
    const facts = factsOf(statementOf(100_00n, pledge), 100_00n, HALVES, moves);
    const back = facts.filter(({ year }) => year === 2025);
    expect(back.map(({ side, ofYear, cents: each }) => `${side} ${ofYear} ${each}`)).toEqual([
      'PUBLIC 2023 -1500',
      'PUBLIC 2024 -1000',
      'T 2023 -1500',
      'T 2024 -1000',
    ]);
    expect(standing(facts, 'PAID')).toEqual({ PUBLIC: 25_00n, T: 25_00n });
  });

  it('that is let go before it has all come is gone from that day on, and on no day less than nothing', () => {
    const overTwoYears = { from: '2025-01-01', to: '2026-12-31' };
    const moves: Move[] = [
      { from: 'PLEDGED', to: 'COMMITTED', cents: 1_000_00n, effective: on('2025-03-01') },
      { from: 'PLEDGED', to: null, cents: 3_000_00n, effective: on('2025-05-20') },
    ];
    const statement = statementOf(4_000_00n, { ...pledge, effective: overTwoYears });
    const facts = factsOf(statement, 4_000_00n, HALVES, moves);
    const pledged = (date: string): Cents => {
      const sides = Object.values(standing(facts, 'PLEDGED', dayOf(date)));
      return sides.reduce((sum, cents) => sum + cents, 0n);
    };
    // 59 of 365 days of its first year had gone by when a quarter of it was confirmed, which took half of that year.
    expect(pledged('2025-02-28')).toBe(2n * ((1_000_00n * 59n) / 365n));
    expect(pledged('2025-05-19')).toBe(1_000_00n + 2n * ((500_00n * 139n) / 365n));
    for (const date of ['2025-05-20', '2025-05-21', '2025-12-31', '2026-06-30', '2027-01-01']) {
      expect(pledged(date)).toBe(1_000_00n);
    }
  });
});

describe('what is given in kind', () => {
  it.each(Object.values(IN_KIND))(
    'counts as paid once it is delivered, for nothing remains to be paid: %p',
    (resource) => {
      for (const stage of ['DELIVERED', 'PAID'] as const) {
        const facts = factsOf(statementOf(5_00n, { resource, stage }), 5_00n, HALVES);
        expect(new Set(facts.map((fact) => `${fact.kind} ${fact.stage}`))).toEqual(
          new Set([`${resource.kind} PAID`]),
        );
      }
      const promised = factsOf(statementOf(5_00n, { resource, stage: 'COMMITTED' }), 5_00n, HALVES);
      expect(standing(promised, 'DELIVERED')).toEqual({});
    },
  );

  it('is not so with money, which is delivered before it is paid', () => {
    const facts = factsOf(statementOf(5_00n, { stage: 'DELIVERED' }), 5_00n, HALVES);
    expect(standing(facts, 'PAID')).toEqual({});
  });
});

describe('the nature of the money', () => {
  const MUNICIPAL = sourceOf([{ origin: 'MUNICIPALITY', bp: 10_000 }]);
  const sidesOf = (resource: Resource, over: Partial<Statement> = {}) =>
    standing(factsOf(statementOf(100_00n, { resource, ...over }), 100_00n, MUNICIPAL), 'PLEDGED');

  it.each([
    ['GRANT', { PUBLIC: 100_00n }],
    ['USER_FEE', { U: 100_00n }],
    ['CONTRACT_PRICE', { PRICE: 100_00n }],
    ['LOAN', { FINANCING: 100_00n }],
    ['INDEXATION', { PUBLIC: 100_00n }],
  ] as const)('decides before the source does: %s', (nature, sides) => {
    expect(sidesOf(cash(100_00n, { nature }))).toEqual(sides);
  });

  it('splits a voucher into what the user pays and a public part', () => {
    const voucher = cash(100_00n, { nature: 'VOUCHER', userPart: moneyOf(30_00n) });
    expect(sidesOf(voucher)).toEqual({ U: 30_00n, PUBLIC: 70_00n });
  });

  it('weighs nothing where another contribution has brought the money in', () => {
    const fundedBy = [{ contribution: 'a', amount: moneyOf(60_00n) }];
    expect(sidesOf(cash(100_00n), { fundedBy })).toEqual({ PASSED_ON: 60_00n, PUBLIC: 40_00n });
  });

  it('counts the part of staff cost that public money pays back as public', () => {
    const own = sourceOf([{ origin: 'THIRD_SECTOR', bp: 10_000 }]);
    const staff = { ...IN_KIND.PAID_STAFF, reimbursedBp: 2_500 };
    const facts = factsOf(statementOf(100_00n, { resource: staff }), 100_00n, own);
    expect(standing(facts, 'PAID')).toEqual({ PUBLIC: 25_00n, T: 75_00n });
  });
});
