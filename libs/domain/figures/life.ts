/**
 * The life of one contribution as figures see it: what its events add up to, and the days on which its money changed
 * sides. Events that move no money on no side leave it as it is.
 */
import { dayOf } from '../calendar.ts';
import type { ContributionEvent } from '../contribution/events.ts';
import { evolve, type Standing } from '../contribution/state.ts';
import type { FundingSourceProfile } from '../funding-source/events.ts';
import { factsByMove, fromDayOn, undo, type Fact } from './facts.ts';

export interface Life {
  readonly standing: Standing;
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

/**
 * An event that a figure can depend on: a cut too, for money that comes back is first of what was cut. A relational
 * resource has no value, so its declaration is none.
 */
export type WeighingEvent = Exclude<
  ContributionEvent,
  {
    type:
      | 'EvidenceAttached'
      | 'ContributionConfirmed'
      | 'ContributionContested'
      | 'ContestResolved'
      | 'RecoveryWaived'
      | 'RelationalResourceDeclared';
  }
>;

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
  const before = life ?? { standing, switches: [], reversal: null };
  switch (event.type) {
    case 'ContributionReversed':
      return { ...before, standing: before.standing, reversal: { effectiveOn: event.data.effectiveOn } };
    case 'ContributionReclassified':
      return { ...before, standing, switches: switched(before, event.data.effectiveOn) };
    case 'ContributionCorrected': {
      const sameSource = event.data.statement.fundingSource === before.standing.statement.fundingSource;
      return { ...before, standing, switches: sameSource ? before.switches : [] };
    }
    case 'PledgeRevised':
    case 'MovementReversed':
      return { ...before, standing, switches: recounted(before, standing) };
    default:
      return { ...before, standing };
  }
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
  const { statement, cents, entry, moves } = standing;
  const sources = [...switches.map(({ source }) => source), statement.fundingSource];
  const all = [...entry, ...moves];
  const bySource = sources.map((source) => factsByMove(statement, cents, sourceOf(source), all));
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
