/** The same euro weighed in several ways: as it is valued, as the CPR admits it, and net of what taxes give back. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cash, IN_KIND, on, statementOf } from '../../../test/support/history.ts';
import { cents, source, span } from '../../../test/support/random-history.ts';
import type { Statement } from '../contribution/events.ts';
import type { Move } from '../contribution/ladder.ts';
import { entryOf } from '../contribution/state.ts';
import { NO_TERMS, type FundingSourceProfile, type OriginShare } from '../funding-source/events.ts';
import type { Cents } from '../money.ts';
import { CPR, ECONOMIC, factsByMove, NET_OF_TAX, type Fact } from './facts.ts';

function sourceOf(
  originShares: readonly OriginShare[],
  over: Partial<FundingSourceProfile> = {},
): FundingSourceProfile {
  return { title: 'Fonte', originShares, fundCode: null, repayable: false, ...NO_TERMS, ...over };
}

interface Weighed {
  readonly admissible?: Cents | null;
  readonly later?: readonly Move[];
}

function factsOf(
  statement: Statement,
  value: Cents,
  from: FundingSourceProfile,
  { admissible = null, later = [] }: Weighed = {},
): Fact[] {
  const weighed = { ...statement, admissible, unit: 'EUR' } as const;
  return factsByMove(weighed, value, from, [...entryOf(statement, value, null), ...later]).flat();
}

/** Cents by side and origin, where there are any. */
function by(facts: readonly Fact[], weight: number): Readonly<Record<string, Cents>> {
  const sums: Record<string, Cents> = {};
  for (const { side, origin, weights, cents: each } of facts) {
    if ((weights & weight) === 0) continue;
    sums[`${side} ${origin}`] = (sums[`${side} ${origin}`] ?? 0n) + each;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n));
}

const total = (facts: readonly Fact[], weight: number): Cents =>
  Object.values(by(facts, weight)).reduce((sum, each) => sum + each, 0n);

const FOUNDATION: readonly OriginShare[] = [{ origin: 'FOUNDATION', bp: 10_000 }];

describe('net of taxes', () => {
  it('a gift of 10,000 with a credit of 65 % is 3,500 private and 6,500 of the State', () => {
    const facts = factsOf(
      statementOf(10_000_00n),
      10_000_00n,
      sourceOf(FOUNDATION, { taxExpenditureBp: 6_500 }),
    );
    expect(by(facts, ECONOMIC)).toEqual({ 'F FOUNDATION': 10_000_00n });
    expect(by(facts, NET_OF_TAX)).toEqual({ 'F FOUNDATION': 3_500_00n, 'PUBLIC STATE': 6_500_00n });
    expect(by(facts, CPR)).toEqual(by(facts, ECONOMIC));
  });

  it('only the private shares of a source cost the State anything', () => {
    const mixed = sourceOf(
      [
        { origin: 'STATE', bp: 2_000 },
        { origin: 'THIRD_SECTOR', bp: 3_000 },
        { origin: 'COMPANY', bp: 5_000 },
      ],
      { taxExpenditureBp: 5_000 },
    );
    // 20 % of the State's own, and half of 80 % given up.
    expect(by(factsOf(statementOf(1_000_00n), 1_000_00n, mixed), NET_OF_TAX)).toEqual({
      'PUBLIC STATE': 600_00n,
      'T THIRD_SECTOR': 150_00n,
      'O COMPANY': 250_00n,
    });
  });

  it.each([
    ['a source that gives up nothing', FOUNDATION, { taxExpenditureBp: 0 }, cash(10_00n)],
    ['a source of which nothing is stated', FOUNDATION, {}, cash(10_00n)],
    ['money of users', [{ origin: 'USERS', bp: 10_000 }], { taxExpenditureBp: 6_500 }, cash(10_00n)],
    ['a repayable source', FOUNDATION, { taxExpenditureBp: 6_500, repayable: true }, cash(10_00n)],
    ['a loan', FOUNDATION, { taxExpenditureBp: 6_500 }, cash(10_00n, { nature: 'LOAN' })],
  ] as const)('is the same as it is valued: %s', (_, shares, terms, resource) => {
    const facts = factsOf(statementOf(10_00n, { resource }), 10_00n, sourceOf(shares, terms));
    expect(by(facts, NET_OF_TAX)).toEqual(by(facts, ECONOMIC));
    expect(facts).toHaveLength(1);
  });
});

describe('as Reg. (EU) 2021/1060 admits it', () => {
  const room = { resource: IN_KIND.ASSET_USE } as const;
  const own = sourceOf([{ origin: 'THIRD_SECTOR', bp: 10_000 }]);

  it('a vehicle half bought with a public grant counts as it is valued, and not under the CPR', () => {
    const facts = factsOf(statementOf(601_64n, room), 601_64n, own, { admissible: 0n });
    expect(by(facts, ECONOMIC)).toEqual({ 'T THIRD_SECTOR': 601_64n });
    expect(by(facts, CPR)).toEqual({});
  });

  it('a half of 601.64 over ten years is 300.82, however its years are rounded', () => {
    const years = { ...room, effective: { from: '2011-01-01', to: '2020-12-31' } };
    const facts = factsOf(statementOf(601_64n, years), 601_64n, own, { admissible: 300_82n });
    expect(by(facts, CPR)).toEqual({ 'T THIRD_SECTOR': 300_82n });
    expect(by(facts, ECONOMIC)).toEqual({ 'T THIRD_SECTOR': 601_64n });
  });

  it('what is admitted climbs in the same proportion: nothing is admitted twice or lost on the way', () => {
    const pledge = { ...room, stage: 'PLEDGED', effective: on('2024-01-01') } as const;
    const step = { from: 'PLEDGED', to: 'DELIVERED', effective: on('2024-06-01') } as const;
    // A third of 90 cents, delivered in parts of 1, 1 and 88: of a cent a third is nothing.
    const later = [1n, 1n, 88n].map((each): Move => ({ ...step, cents: each }));
    const facts = factsOf(statementOf(90n, pledge), 90n, own, { admissible: 30n, later });
    const staged = (stage: string) =>
      total(
        facts.filter((fact) => fact.stage === stage),
        CPR,
      );
    expect([staged('PLEDGED'), staged('PAID')]).toEqual([0n, 30n]);
  });
});

describe('for every source, amount and span', () => {
  const part = fc.integer({ min: 0, max: 100 });
  const admitted = (value: Cents, percent: number): Cents => (value * BigInt(percent)) / 100n;

  it('each way of weighing has the whole: the value, the value, and what is admitted of it', () => {
    fc.assert(
      fc.property(cents, span, source, part, (value, effective, from, percent) => {
        const admissible = admitted(value, percent);
        const facts = factsOf(statementOf(value, { effective }), value, from, { admissible });
        expect([ECONOMIC, NET_OF_TAX, CPR].map((weight) => total(facts, weight))).toEqual([
          value,
          value,
          admissible,
        ]);
      }),
    );
  });

  it('what stands on public sides net of taxes is never less, and on private sides never more', () => {
    fc.assert(
      fc.property(cents, source, (value, from) => {
        const facts = factsOf(statementOf(value), value, from);
        const sideSum = (weight: number, sides: readonly string[]) =>
          total(
            facts.filter(({ side }) => sides.includes(side)),
            weight,
          );
        // A cent may go to another share of equal claim.
        const moved = BigInt(from.originShares.length);
        for (const side of ['T', 'F', 'O']) {
          expect(sideSum(NET_OF_TAX, [side])).toBeLessThanOrEqual(sideSum(ECONOMIC, [side]) + moved);
        }
        const ofPublic = ['PUBLIC', 'PUBLIC_HEALTH'];
        expect(sideSum(NET_OF_TAX, ofPublic) + moved).toBeGreaterThanOrEqual(sideSum(ECONOMIC, ofPublic));
      }),
    );
  });
});
