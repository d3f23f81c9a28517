/**
 * Facts: what figures are summed from. A fact is one signed amount with its dimensions; a read model keeps from
 * which log position until which other it was true. Every euro of a contribution is in exactly one of its facts.
 */
import { allocate } from '../allocation.ts';
import { dayOf, splitByYear, yearOf, type Span } from '../calendar.ts';
import type { Resource, Stage, Statement } from '../contribution/events.ts';
import type { FundingSourceProfile } from '../funding-source/events.ts';
import { sideOf, type OriginClass, type Side } from '../funding-source/origins.ts';
import type { Cents } from '../money.ts';
import type { ImpliedPublicBase } from '../partnership/events.ts';

export interface Fact {
  readonly side: Side;
  readonly origin: OriginClass;
  readonly kind: Resource['kind'];
  readonly stage: Stage;
  /** Implied facts come from a published statement, not from a record. */
  readonly standing: 'RECORDED' | 'IMPLIED';
  readonly dating: 'STATED' | 'ASSUMED';
  readonly year: number;
  /** The year the money is of: an undoing counts in the year of its day, but undoes money of this one. */
  readonly ofYear: number;
  /** First and last day of the part of the span that lies in `year`, as day numbers. */
  readonly fromDay: number;
  readonly toDay: number;
  readonly cents: Cents;
}

/**
 * A contribution's facts: its value split by the origin shares of its funding source, then by calendar year,
 * by largest remainder both times. Order: shares as the source lists them, years ascending.
 */
export function factsOf(statement: Statement, value: Cents, source: FundingSourceProfile): Fact[] {
  const { resource, stage, dating, effective } = statement;
  const perShare = allocate(
    value,
    source.originShares.map((share) => BigInt(share.bp)),
  );
  return source.originShares.flatMap(({ origin }, index) => {
    const side = sideOf(origin, source.repayable);
    const common = { side, origin, kind: resource.kind, stage, standing: 'RECORDED', dating } as const;
    return byYear(perShare[index] ?? 0n, effective, common);
  });
}

/** The facts of an implied public base, spread evenly by day because the statement names no years. */
export function factsOfImpliedBase(base: ImpliedPublicBase, cents: Cents): Fact[] {
  return byYear(cents, base, {
    side: 'PUBLIC',
    origin: 'PUBLIC_UNSPECIFIED',
    kind: 'CASH',
    stage: 'DELIVERED',
    standing: 'IMPLIED',
    dating: 'ASSUMED',
  });
}

/** What undoes these facts: on their own days, or all on one day when the reversal names it. */
export function undo(facts: readonly Fact[], effectiveOn: string | null): Fact[] {
  return facts.map((fact) => {
    if (effectiveOn === null) return { ...fact, cents: -fact.cents };
    const day = dayOf(effectiveOn);
    return { ...fact, cents: -fact.cents, year: yearOf(effectiveOn), fromDay: day, toDay: day };
  });
}

function byYear(
  amount: Cents,
  span: Span,
  common: Omit<Fact, 'year' | 'ofYear' | 'fromDay' | 'toDay' | 'cents'>,
): Fact[] {
  return (
    splitByYear(amount, span)
      // An implied base stands for each of its years, also for one that gets not a cent of it.
      .filter((part) => part.amount !== 0n || common.standing === 'IMPLIED')
      .map(({ year, fromDay, toDay, amount: cents }) => ({
        ...common,
        year,
        ofYear: year,
        fromDay,
        toDay,
        cents,
      }))
  );
}
