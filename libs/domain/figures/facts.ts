/**
 * Facts: what figures are summed from. A fact is one signed amount with its dimensions; a read model keeps from
 * which log position until which other it was true. A part that moves on leaves one rung and reaches the next, on the
 * same sides, so every euro of a contribution counts once on every basis that it has come to.
 */
import { dayOf, splitByYear, yearOf } from '../calendar.ts';
import type { Move, Rung } from '../contribution/ladder.ts';
import type { Resource, Statement } from '../contribution/events.ts';
import { portionOfPart, portionsOf, type Portion } from '../contribution/sides.ts';
import type { FundingSourceProfile } from '../funding-source/events.ts';
import type { FactOrigin, Side } from '../funding-source/origins.ts';
import type { Cents } from '../money.ts';
import type { ImpliedPublicBase } from '../partnership/events.ts';
import { flowsOf, type Flow, type Held } from './flow.ts';

export interface Fact extends Flow {
  readonly side: Side;
  readonly origin: FactOrigin;
  readonly kind: Resource['kind'];
  /** Implied facts come from a published statement, not from a record. */
  readonly standing: 'RECORDED' | 'IMPLIED';
  readonly dating: 'STATED' | 'ASSUMED';
}

/** What facts are derived from, of all that a contribution states. */
export type Weighed = Pick<Statement, 'resource' | 'fundedBy' | 'dating'>;

/**
 * A contribution's facts, move by move in order of recording: what enters adds, what moves on changes its rung, what
 * leaves takes away. Of each move every side has its part ({@link portionsOf}), then every calendar year.
 */
export function factsByMove(
  statement: Weighed,
  value: Cents,
  source: Pick<FundingSourceProfile, 'originShares' | 'repayable'>,
  moves: readonly Move[],
): Fact[][] {
  const portions = portionsOf(statement, value, source);
  const partsOf = sharedByRung(portions, value);
  const held: Held = new Map();
  return moves.map((move) => {
    const flows = flowsOf(move, partsOf(move.to, move.cents), held);
    return portions.flatMap((portion, index) => {
      const common = dimensions(statement, portion);
      return (flows[index] ?? []).map((flow) => ({
        ...common,
        ...flow,
        stage: stageOf(flow.stage, statement.resource),
      }));
    });
  });
}

/** The next `cents` that reach a rung, or leave for good (null), by portion. */
type PartsOf = (to: Rung | null, cents: Cents) => readonly Cents[];

/**
 * Each move has the portions of all that has reached its rung so far, less those of what had reached it before:
 * whatever the parts, once everything is there every side has exactly its own.
 */
function sharedByRung(portions: readonly Portion[], value: Cents): PartsOf {
  const reached = new Map<Rung | null, { readonly cents: Cents; readonly parts: readonly Cents[] }>();
  return (to, cents) => {
    const before = reached.get(to);
    const total = cents + (before?.cents ?? 0n);
    const shared = total === value ? portions : portionOfPart(portions, total);
    const parts = shared.map((portion) => portion.cents);
    reached.set(to, { cents: total, parts });
    return before === undefined ? parts : parts.map((part, index) => part - (before.parts[index] ?? 0n));
  };
}

function dimensions({ resource, dating }: Weighed, { side, origin }: Portion): Omit<Fact, keyof Flow> {
  return { side, origin, kind: resource.kind, standing: 'RECORDED', dating };
}

/** What is given in kind is settled when it is delivered, for nothing remains to be paid: it counts as paid. */
function stageOf(rung: Rung, { kind }: Pick<Resource, 'kind'>): Rung {
  return rung === 'DELIVERED' && kind !== 'CASH' ? 'PAID' : rung;
}

/** The facts of an implied public base, spread evenly by day because the statement names no years. */
export function factsOfImpliedBase(base: ImpliedPublicBase, cents: Cents): Fact[] {
  // It stands for each of its years, also for one that gets not a cent of it.
  return splitByYear(cents, base).map(({ amount, ...days }) => ({
    ...{ side: 'PUBLIC', origin: 'PUBLIC_UNSPECIFIED', kind: 'CASH', stage: 'DELIVERED' },
    ...{ standing: 'IMPLIED', dating: 'ASSUMED' },
    ...{ ...days, sinceDay: days.fromDay, ofYear: days.year, cents: amount },
  }));
}

/** What undoes these facts: on their own days, or on one day; see {@link fromDayOn}. */
export function undo(facts: readonly Fact[], effectiveOn: string | null): Fact[] {
  const undone = effectiveOn === null ? facts : fromDayOn(facts, effectiveOn);
  return undone.map((fact) => ({ ...fact, cents: -fact.cents }));
}

/** The same facts as if they took effect on that day: by then what has accrued, and the rest on its own days. */
export function fromDayOn(facts: readonly Fact[], effectiveOn: string): Fact[] {
  const day = dayOf(effectiveOn);
  const year = yearOf(effectiveOn);
  return facts.map((fact) =>
    fact.toDay > day
      ? { ...fact, sinceDay: Math.max(fact.sinceDay, day) }
      : { ...fact, year, fromDay: day, toDay: day, sinceDay: day },
  );
}
