/**
 * The life of one contribution as figures see it: what its events add up to, and the days on which its money changed
 * sides. Events that move no money on no side leave it as it is.
 */
import { dayOf } from '../calendar.ts';
import type { Admissible, ContributionEvent } from '../contribution/events.ts';
import { evolve, unvaluedOf, type Standing } from '../contribution/state.ts';
import type { FundingSourceProfile } from '../funding-source/events.ts';
import { centsOf, Decimal, type Cents } from '../money.ts';
import { factsByMove, fromDayOn, QUANTITY_SCALE, undo, type Fact, type Weighed } from './facts.ts';

export interface Life {
  readonly standing: Standing;
  /** What of its value Reg. (EU) 2021/1060 admits; null: all of it. */
  readonly admissible: Cents | null;
  readonly switches: readonly Switch[];
  readonly reversal: { readonly effectiveOn: string | null } | null;
}

/** From a day on another source: what had happened until then has changed sides on that day. */
interface Switch {
  /** The source until then. */
  readonly source: string;
  readonly effectiveOn: string;
  /** How many later moves had been recorded by then. */
  readonly moves: number;
}

/** An event that a figure can depend on. A relational resource has no value, so its declaration is none. */
export type WeighingEvent = Exclude<ContributionEvent, { type: 'RelationalResourceDeclared' }>;

/** Whether the facts so far end with this event, and those of the restated life begin. Otherwise it only adds some. */
export function restates(event: WeighingEvent): boolean {
  switch (event.type) {
    case 'ContributionCorrected':
    case 'PledgeRevised':
    case 'MovementReversed':
      return true;
    case 'ContributionReclassified':
      return event.data.effectiveOn === null;
    default:
      return false;
  }
}

/** Throws when the first event of a contribution does not open it. */
export function lived(life: Life | null, event: WeighingEvent): Life {
  const standing = evolve(life?.standing ?? { phase: 'absent' }, event, '');
  if (standing.phase !== 'standing' && standing.phase !== 'reversed') {
    throw new TypeError(`${event.type} opens no contribution`);
  }
  const before = life ?? { standing, admissible: null, switches: [], reversal: null };
  switch (event.type) {
    case 'ContributionRecorded':
    case 'ContributionPledged':
      return { ...before, admissible: admissibleOf(event.data.admissible) };
    case 'ContributionReversed':
      return { ...before, standing: before.standing, reversal: { effectiveOn: event.data.effectiveOn } };
    case 'ContributionReclassified':
      return { ...before, standing, switches: switched(before, event.data.effectiveOn) };
    case 'ContributionCorrected': {
      const sameSource = event.data.statement.fundingSource === before.standing.statement.fundingSource;
      const admissible = admissibleOf(event.data.admissible);
      return { ...before, standing, admissible, switches: sameSource ? before.switches : [] };
    }
    case 'PledgeRevised': {
      const admissible = admissibleOf(event.data.admissible);
      return { ...before, standing, admissible, switches: recounted(before, standing) };
    }
    case 'MovementReversed':
      return { ...before, standing, switches: recounted(before, standing) };
    default:
      return { ...before, standing };
  }
}

function admissibleOf(views: readonly Admissible[]): Cents | null {
  const cpr = views.find(({ view }) => view === 'CPR');
  return cpr === undefined ? null : centsOf(cpr.value.amount);
}

/** A pledge restated by year has no revisions any more, and what was undone has not moved: there is less to count. */
function recounted({ standing: before, switches }: Life, { moves }: Standing): readonly Switch[] {
  return switches.map((each) => ({
    ...each,
    moves: before.moves.slice(0, each.moves).filter((move) => moves.includes(move)).length,
  }));
}

/** Without a day the new source has been the only one ever. */
function switched({ standing, switches }: Life, effectiveOn: string | null): readonly Switch[] {
  if (effectiveOn === null) return [];
  const source = standing.statement.fundingSource;
  return [...switches, { source, effectiveOn, moves: standing.moves.length }];
}

/** Every fact of this life, oldest first: what an event only adds comes after what was there. */
export function factsOfLife(life: Life, sourceOf: (id: string) => FundingSourceProfile): Fact[] {
  const { standing, switches, reversal } = life;
  const { entry, moves } = standing;
  const sources = [...switches.map(({ source }) => source), standing.statement.fundingSource];
  const { amount, unit, all } = amountsOf(standing);
  const bySource = sources.map((fundingSource) => {
    const weighed: Weighed = { ...standing.statement, fundingSource, admissible: life.admissible, unit };
    return factsByMove(weighed, amount, sourceOf(fundingSource), all);
  });
  const days = switches.map(({ effectiveOn }) => effectiveOn);
  /** What these moves are under one of the sources, from its first day on. */
  const under = (index: number, from: number, until: number): Fact[] => {
    const facts = bySource[index]?.slice(from, until).flat() ?? [];
    const first = days[index - 1];
    return first === undefined ? facts : fromDayOn(facts, first);
  };
  const facts: Fact[] = [];
  for (const [index, first] of [undefined, ...days].entries()) {
    const told = index === 0 ? 0 : entry.length + (switches[index - 1]?.moves ?? 0);
    const until = entry.length + (switches[index]?.moves ?? moves.length);
    if (first !== undefined) facts.push(...undo(under(index - 1, 0, told), first), ...under(index, 0, told));
    for (let move = told; move < until; move += 1) {
      // What is told only now of a day before the last change of source was under an earlier one until then.
      for (const [earlier, end] of days.slice(0, index).entries()) {
        const passed = under(earlier, move, move + 1).filter(({ sinceDay }) => sinceDay < dayOf(end));
        facts.push(...passed, ...undo(passed, end));
      }
      facts.push(...under(index, move, move + 1));
    }
  }
  return reversal === null ? facts : [...facts, ...undo(facts, reversal.effectiveOn)];
}

/** Money and its moves; of a resource without a value its quantity instead, which has only entered. */
function amountsOf({ statement, cents, entry, moves }: Standing): Pick<Weighed, 'unit'> & {
  readonly amount: Cents;
  readonly all: Standing['entry'];
} {
  const unvalued = unvaluedOf(statement.resource);
  if (unvalued === null) return { amount: cents, unit: 'EUR', all: [...entry, ...moves] };
  const amount = BigInt(new Decimal(unvalued.quantity).times(QUANTITY_SCALE.toString()).toFixed(0));
  return { amount, unit: unvalued.unit, all: entry.map((move) => ({ ...move, cents: amount })) };
}
