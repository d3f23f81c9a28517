/**
 * Facts: what figures are summed from. A fact is one signed amount or quantity with its dimensions; a read model keeps
 * from which log position until which other it was true. A part that moves on leaves one rung and reaches the next, on
 * the same sides, so every euro of a contribution counts once on every basis that it has come to.
 */
import { dayOf, splitByYear, yearOf } from '../calendar.ts';
import type { Move, Rung } from '../contribution/ladder.ts';
import type { Resource, Statement } from '../contribution/events.ts';
import { portionOfPart, portionsOf, type Portion } from '../contribution/sides.ts';
import type { FundingSourceProfile } from '../funding-source/events.ts';
import { sideOf, type FactOrigin, type Side } from '../funding-source/origins.ts';
import { proportion, type Cents } from '../money.ts';
import type { ImpliedPublicBase } from '../partnership/events.ts';
import type { AssetUnit } from '../contribution/resources.ts';
import type { Grade } from './definitions.ts';
import { flowsOf, type Flow, type Held } from './flow.ts';

/**
 * Ways to weigh the same euro, each a bit: as it is valued, as Reg. (EU) 2021/1060 admits it, net of what the State
 * gives up in taxes. Where they agree one fact has all of them.
 */
export const ECONOMIC = 1;
export const CPR = 2;
export const NET_OF_TAX = 4;
const EVERY_WEIGHT = ECONOMIC | CPR | NET_OF_TAX;

export type FactUnit = 'EUR' | 'MINUTE' | AssetUnit;
/** Quantities without a value are kept in millionths of their unit, money in cents. */
export const QUANTITY_SCALE = 1_000_000n;

export interface Fact extends Flow {
  readonly side: Side;
  readonly origin: FactOrigin;
  readonly kind: Resource['kind'];
  /** Implied facts come from a published statement, not from a record. */
  readonly standing: 'RECORDED' | 'IMPLIED';
  readonly dating: 'STATED' | 'ASSUMED';
  /** Funding source; none behind an implied base. */
  readonly source: string | null;
  /** {@link ECONOMIC}, {@link CPR} and {@link NET_OF_TAX}, added up. */
  readonly weights: number;
  /** Time of volunteers who are not in the register: left out where figures are strict. */
  readonly occasional: boolean;
  readonly unit: FactUnit;
}

/** What facts are derived from, of all that a contribution states. */
export type Weighed = Pick<Statement, 'resource' | 'fundedBy' | 'dating' | 'fundingSource'> & {
  /** What of the value Reg. (EU) 2021/1060 admits; null: all of it. */
  readonly admissible: Cents | null;
  readonly unit: FactUnit;
};

type Source = Pick<FundingSourceProfile, 'originShares' | 'repayable' | 'taxExpenditureBp'>;

/**
 * A contribution's facts, move by move in order of recording: what enters adds, what moves on changes its rung, what
 * leaves takes away. Of each move every side has its part ({@link portionsOf}), then every calendar year.
 */
export function factsByMove(
  weighed: Weighed,
  value: Cents,
  source: Source,
  moves: readonly Move[],
): Fact[][] {
  const { admissible } = weighed;
  const net = netOfTax(weighed, source);
  const portions = portionsOf(weighed, value, source);
  const weights = EVERY_WEIGHT & ~(admissible === null ? 0 : CPR) & ~(net === null ? 0 : NET_OF_TAX);
  const ways = [weighedByMove(weighed, portions, moves, weights)];
  if (admissible !== null && admissible !== 0n) {
    const admitted = admittedMoves(moves, admissible, value);
    ways.push(weighedByMove(weighed, portionOfPart(portions, admissible), admitted, CPR));
  }
  if (net !== null) ways.push(weighedByMove(weighed, portionsOf(weighed, value, net), moves, NET_OF_TAX));
  return moves.map((_, index) => ways.flatMap((facts) => facts[index] ?? []));
}

function weighedByMove(
  weighed: Weighed,
  portions: readonly Portion[],
  moves: readonly Move[],
  weights: number,
): Fact[][] {
  const partsOf = sharedByRung(portions);
  const held: Held = new Map();
  return moves.map((move) => {
    const flows = flowsOf(move, partsOf(move.to, move.cents), held);
    return portions.flatMap((portion, index) => {
      const common = { ...dimensions(weighed, portion), weights };
      return (flows[index] ?? []).map((flow) => ({
        ...common,
        ...flow,
        stage: stageOf(flow.stage, weighed.resource),
      }));
    });
  });
}

/**
 * What of each move is admitted: of all that has reached its rung so far, less that of what had reached it before, so
 * that however many the parts, of the whole exactly what is admissible comes to a rung.
 */
function admittedMoves(moves: readonly Move[], admissible: Cents, value: Cents): Move[] {
  const reached = new Map<Rung | null, Cents>();
  return moves.map((move) => {
    const before = reached.get(move.to) ?? 0n;
    const after = before + move.cents;
    reached.set(move.to, after);
    const admitted = proportion(after, admissible, value) - proportion(before, admissible, value);
    return { ...move, cents: admitted };
  });
}

/**
 * The origins of a source when the State's part in a private gift, given up in taxes (CTS art. 81, credits of
 * foundations), counts as the State's; null when it gives up nothing, and for what is paid back.
 */
function netOfTax(
  { resource }: Pick<Weighed, 'resource'>,
  { originShares, repayable, taxExpenditureBp }: Source,
): Source | null {
  const givenUp = taxExpenditureBp ?? 0;
  const isLoan = repayable || (resource.kind === 'CASH' && resource.nature === 'LOAN');
  if (isLoan || givenUp === 0) return null;
  const isPrivate = ({ origin }: (typeof originShares)[number]): boolean =>
    ['T', 'F', 'O'].includes(sideOf(origin, false));
  const shares = originShares.map((share) => ({
    ...share,
    bp: share.bp * (isPrivate(share) ? WHOLE_BP - givenUp : WHOLE_BP),
  }));
  const ofState = originShares.filter(isPrivate).reduce((sum, { bp }) => sum + bp * givenUp, 0);
  return ofState === 0
    ? null
    : { originShares: [...shares, { origin: 'STATE', bp: ofState }], repayable, taxExpenditureBp };
}

const WHOLE_BP = 10_000;

/** The next `cents` that reach a rung, or leave for good (null), by portion. */
type PartsOf = (to: Rung | null, cents: Cents) => readonly Cents[];

/**
 * Each move has the portions of all that has reached its rung so far, less those of what had reached it before:
 * whatever the parts, once everything is there every side has exactly its own.
 */
function sharedByRung(portions: readonly Portion[]): PartsOf {
  const value = portions.reduce((sum, { cents }) => sum + cents, 0n);
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

function dimensions(
  { resource, dating, fundingSource, unit }: Weighed,
  { side, origin }: Portion,
): Omit<Fact, keyof Flow | 'weights'> {
  const occasional = resource.kind === 'VOLUNTEER_TIME' && !resource.registered;
  const { kind } = resource;
  return { side, origin, kind, standing: 'RECORDED', dating, source: fundingSource, occasional, unit };
}

/** How well a euro is known: the rung it has come to, and whether a document stands behind it. */
export function gradeOf(stage: Rung, evidenced: boolean): Grade {
  if (stage === 'VERIFIED') return 'A';
  if (stage === 'PLEDGED') return 'D';
  return evidenced ? 'B' : 'C';
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
    ...{ standing: 'IMPLIED', dating: 'ASSUMED', source: null, occasional: false },
    ...{ weights: EVERY_WEIGHT, unit: 'EUR' },
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
