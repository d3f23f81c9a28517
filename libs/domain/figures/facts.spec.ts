/** Facts hold every euro of a contribution once, on the side of its ultimate origin and in its year. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { on, statementOf } from '../../../test/support/history.ts';
import { cents, source, span } from '../../../test/support/random-history.ts';
import { accruedBy, dateOf, dayOf } from '../calendar.ts';
import { NO_TERMS, type FundingSourceProfile, type OriginShare } from '../funding-source/events.ts';
import { ORIGIN_CLASSES, SIDES } from '../funding-source/origins.ts';
import { moneyOf, type Cents } from '../money.ts';
import { entryOf } from '../contribution/state.ts';
import type { Statement } from '../contribution/events.ts';
import { ECONOMIC, factsByMove, factsOfImpliedBase, fromDayOn, undo, type Fact } from './facts.ts';

function sourceOf(originShares: readonly OriginShare[], repayable = false): FundingSourceProfile {
  return { title: 'Fonte', originShares, fundCode: null, repayable, ...NO_TERMS };
}

const isAsValued = ({ weights }: Fact): boolean => (weights & ECONOMIC) !== 0;

/** The facts of what was just recorded. */
function factsOf(statement: Statement, value: Cents, from: FundingSourceProfile): Fact[] {
  const weighed = { ...statement, admissible: null, unit: 'EUR' } as const;
  return factsByMove(weighed, value, from, entryOf(statement, value, null))
    .flat()
    .filter(isAsValued);
}

const total = (facts: readonly Fact[]): Cents => facts.reduce((sum, fact) => sum + fact.cents, 0n);

function line({ side, origin, year, cents, fromDay, toDay }: Fact): string {
  return `${side} ${origin} ${year} ${cents} ${dateOf(fromDay)}..${dateOf(toDay)}`;
}

describe('the facts of a contribution', () => {
  it('split 100.00 of three origins and two years, largest remainder both times', () => {
    const thirds = sourceOf([
      { origin: 'REGION', bp: 3_334 },
      { origin: 'FOUNDATION', bp: 3_333 },
      { origin: 'THIRD_SECTOR', bp: 3_333 },
    ]);
    const statement = statementOf(100_00n, { effective: { from: '2023-12-30', to: '2024-01-02' } });
    expect(factsOf(statement, 100_00n, thirds).map(line)).toEqual([
      'PUBLIC REGION 2023 1667 2023-12-30..2023-12-31',
      'PUBLIC REGION 2024 1667 2024-01-01..2024-01-02',
      'F FOUNDATION 2023 1667 2023-12-30..2023-12-31',
      'F FOUNDATION 2024 1666 2024-01-01..2024-01-02',
      'T THIRD_SECTOR 2023 1667 2023-12-30..2023-12-31',
      'T THIRD_SECTOR 2024 1666 2024-01-01..2024-01-02',
    ]);
  });

  it('carry the kind, stage and dating that the statement gives', () => {
    const statement = statementOf(5_00n, { stage: 'PAID', dating: 'ASSUMED' });
    const [fact, ...more] = factsOf(statement, 5_00n, sourceOf([{ origin: 'COMPANY', bp: 10_000 }]));
    expect(more).toEqual([]);
    expect(fact).toEqual({
      ...{
        side: 'O',
        origin: 'COMPANY',
        kind: 'CASH',
        stage: 'PAID',
        standing: 'RECORDED',
        dating: 'ASSUMED',
      },
      ...{ source: 'municipal', occasional: false, unit: 'EUR', weights: 7 },
      ...{ year: 2024, ofYear: 2024, cents: 5_00n },
      ...{ fromDay: dayOf('2024-01-01'), toDay: dayOf('2024-01-01'), sinceDay: dayOf('2024-01-01') },
    });
  });

  it.each([
    ['EU', 'PUBLIC'],
    ['STATE', 'PUBLIC'],
    ['REGION', 'PUBLIC'],
    ['PROVINCE', 'PUBLIC'],
    ['MUNICIPALITY', 'PUBLIC'],
    ['OTHER_PUBLIC', 'PUBLIC'],
    ['PUBLIC_UNSPECIFIED', 'PUBLIC'],
    ['FOREIGN_STATE', 'PUBLIC'],
    ['HEALTH_SERVICE', 'PUBLIC_HEALTH'],
    ['THIRD_SECTOR', 'T'],
    ['FOUNDATION', 'F'],
    ['COMPANY', 'O'],
    ['OTHER_PRIVATE', 'O'],
    ['USERS', 'U'],
    ['UNRESOLVED', 'UNRESOLVED'],
  ] as const)('put money of %s on the side %s, and all repayable money on FINANCING', (origin, side) => {
    const shares = [{ origin, bp: 10_000 }];
    expect(factsOf(statementOf(1n), 1n, sourceOf(shares)).map((fact) => fact.side)).toEqual([side]);
    expect(factsOf(statementOf(1n), 1n, sourceOf(shares, true)).map((fact) => fact.side)).toEqual([
      'FINANCING',
    ]);
    expect(SIDES).toContain(side);
  });

  it('know a side for every class of origin', () => {
    expect(ORIGIN_CLASSES).toHaveLength(15);
  });

  it('count a coop’s “own” money that a Region gave as the Region’s: 60 % of 30,000.00 is public', () => {
    const shares = sourceOf([
      { origin: 'REGION', bp: 6_000 },
      { origin: 'THIRD_SECTOR', bp: 4_000 },
    ]);
    const facts = factsOf(statementOf(30_000_00n, { payer: 'coop', bringer: 'coop' }), 30_000_00n, shares);
    expect(facts.map((fact) => [fact.side, fact.cents])).toEqual([
      ['PUBLIC', 18_000_00n],
      ['T', 12_000_00n],
    ]);
  });

  it('add up to the value, in the years and days of the span, without empty facts', () => {
    fc.assert(
      fc.property(cents, span, source, (value, effective, from) => {
        const facts = factsOf(statementOf(value, { effective }), value, from);
        expect(total(facts)).toBe(value);
        for (const fact of facts) {
          expect(fact.cents > 0n).toBe(true);
          expect(dateOf(fact.fromDay).slice(0, 4)).toBe(String(fact.year));
          expect(dateOf(fact.toDay).slice(0, 4)).toBe(String(fact.year));
          expect(fact.fromDay >= dayOf(effective.from) && fact.toDay <= dayOf(effective.to)).toBe(true);
          expect(fact.fromDay === dayOf(effective.from) || dateOf(fact.fromDay).endsWith('-01-01')).toBe(
            true,
          );
          expect(fact.toDay === dayOf(effective.to) || dateOf(fact.toDay).endsWith('-12-31')).toBe(true);
        }
      }),
    );
  });

  it('give each origin its share to within a cent, and each year its days to within a cent', () => {
    fc.assert(
      fc.property(cents, span, source, (value, effective, from) => {
        const facts = factsOf(statementOf(value, { effective }), value, from);
        const days = BigInt(dayOf(effective.to) - dayOf(effective.from) + 1);
        for (const { origin, bp } of from.originShares) {
          const own = facts.filter((fact) => fact.origin === origin);
          const share = total(own);
          expect(withinOne(share * 10_000n, value * BigInt(bp), 10_000n)).toBe(true);
          for (const fact of own) {
            const count = BigInt(fact.toDay - fact.fromDay + 1);
            expect(withinOne(fact.cents * days, share * count, days)).toBe(true);
          }
        }
      }),
    );
  });

  it('do not depend on the order of the origins, but for a cent to which two have an equal claim', () => {
    fc.assert(
      fc.property(cents, source, (value, from) => {
        const turned = { ...from, originShares: from.originShares.toReversed() };
        const one = factsOf(statementOf(value), value, from);
        const other = factsOf(statementOf(value), value, turned);
        expect(total(other)).toBe(total(one));
        const rests = from.originShares.map(({ bp }) => (value * BigInt(bp)) % 10_000n);
        const isTied = new Set(rests).size < rests.length;
        for (const { origin } of from.originShares) {
          const shares = [one, other].map((facts) => total(facts.filter((fact) => fact.origin === origin)));
          const apart = (shares[0] ?? 0n) - (shares[1] ?? 0n);
          expect(apart === 0n || (isTied && apart * apart === 1n)).toBe(true);
        }
      }),
    );
  });
});

describe('what undoes facts', () => {
  const days = fc.integer({ min: dayOf('2018-01-01'), max: dayOf('2032-12-31') });

  it('without a date leaves nothing of them on any day, on no side and in no year', () => {
    fc.assert(
      fc.property(cents, span, source, days, (value, effective, from, day) => {
        const facts = factsOf(statementOf(value, { effective }), value, from);
        const left = new Map<string, bigint>();
        for (const { side, year, ...fact } of [...facts, ...undo(facts, null)]) {
          const key = `${side} ${year}`;
          const due = accruedBy(day, fact.cents, fact.fromDay, fact.toDay);
          left.set(key, (left.get(key) ?? 0n) + due);
        }
        expect([...left.values()].filter((each) => each !== 0n)).toEqual([]);
      }),
    );
  });

  it('with a date leaves what they were until the eve, and nothing from that day on, on no side', () => {
    fc.assert(
      fc.property(cents, span, source, days, fc.nat({ max: 900 }), (value, effective, from, asOf, later) => {
        const facts = factsOf(statementOf(value, { effective }), value, from);
        const day = dayOf(effective.from) + later;
        const undone = undo(facts, dateOf(day));
        for (const origin of from.originShares.map((share) => share.origin)) {
          const due = (all: readonly Fact[], on: number) =>
            total(
              all
                .filter((fact) => fact.origin === origin)
                .map((fact) => ({ ...fact, cents: dueOn(fact, on) })),
            );
          for (const on of [day - 1, day, day + 1, asOf]) {
            expect(due([...facts, ...undone], on)).toBe(on < day ? due(facts, on) : 0n);
          }
        }
        for (const fact of undone)
          expect(dateOf(Math.max(fact.fromDay, day)).slice(0, 4)).toBe(String(fact.year));
      }),
    );
  });

  it('keeps side, origin, kind, stage, standing and dating, and turns the sign', () => {
    const facts = factsOf(statementOf(5_00n), 5_00n, sourceOf([{ origin: 'USERS', bp: 10_000 }]));
    expect(undo(facts, null)).toEqual(facts.map((fact) => ({ ...fact, cents: -fact.cents })));
    const [dated] = undo(facts, '2025-07-01');
    const day = dayOf('2025-07-01');
    expect(dated).toEqual({
      ...facts[0],
      cents: -5_00n,
      year: 2025,
      fromDay: day,
      toDay: day,
      sinceDay: day,
    });
  });
});

const HALVES = sourceOf([
  { origin: 'REGION', bp: 5_000 },
  { origin: 'THIRD_SECTOR', bp: 5_000 },
]);

describe('facts from a day on', () => {
  it('take effect on that day, and what is yet to come keeps its own days', () => {
    const past = factsOf(statementOf(10_00n, { effective: on('2023-05-01') }), 10_00n, HALVES);
    const future = factsOf(statementOf(10_00n, { effective: on('2026-05-01') }), 10_00n, HALVES);
    const day = dayOf('2025-07-01');
    expect(fromDayOn(past, '2025-07-01')).toEqual(
      past.map((fact) => ({ ...fact, year: 2025, fromDay: day, toDay: day, sinceDay: day })),
    );
    expect(past.map(({ ofYear }) => ofYear)).toEqual([2023, 2023]);
    expect(fromDayOn(future, '2025-07-01')).toEqual(future);
  });

  it('count at once what had accrued by then, and go on accruing', () => {
    const running = factsOf(
      statementOf(365_00n, { effective: { from: '2025-01-01', to: '2025-12-31' } }),
      365_00n,
      HALVES,
    );
    const turned = fromDayOn(running, '2025-07-01');
    const due = (date: string) => turned.reduce((sum, fact) => sum + dueOn(fact, dayOf(date)), 0n);
    expect(['2025-06-30', '2025-07-01', '2025-07-02', '2026-01-01'].map(due)).toEqual([
      0n,
      182_00n,
      183_00n,
      365_00n,
    ]);
  });
});

describe('the facts of an implied public base', () => {
  it('are public cash, delivered, implied and of assumed days, and add up to it over the years', () => {
    const base = {
      ...{ from: '2009-01-01', to: '2018-12-31', statedIncrease: '0.22', amount: moneyOf(40_909_090_91n) },
      statedResources: moneyOf(9_000_000_00n),
      source: { statedBy: 'Comune di Lecco', statedOn: '2018-12', title: 'Dieci anni', url: null },
    };
    const facts = factsOfImpliedBase(base, 40_909_090_91n);
    expect(total(facts)).toBe(40_909_090_91n);
    expect(facts.map(({ year }) => year)).toEqual([
      2009, 2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018,
    ]);
    // 365 / 3,652 and 366 / 3,652 of the base; the three cents left over go to the first years.
    expect(facts.map((fact) => fact.cents)).toEqual([
      408866873n,
      408866873n,
      408866873n,
      409987056n,
      408866872n,
      408866872n,
      408866872n,
      409987056n,
      408866872n,
      408866872n,
    ]);
    for (const fact of facts) {
      expect(fact).toMatchObject({
        side: 'PUBLIC',
        kind: 'CASH',
        stage: 'DELIVERED',
        origin: 'PUBLIC_UNSPECIFIED',
      });
      expect(fact).toMatchObject({ standing: 'IMPLIED', dating: 'ASSUMED' });
    }
  });
});

/** How much of a fact counts by the end of a day. */
function dueOn({ cents, fromDay, toDay, sinceDay }: Fact, day: number): Cents {
  return day < sinceDay ? 0n : accruedBy(day, cents, fromDay, toDay);
}

/** |a - b| < unit: a part may be rounded up or down, never further. */
function withinOne(a: bigint, b: bigint, unit: bigint): boolean {
  const apart = a > b ? a - b : b - a;
  return apart < unit;
}
