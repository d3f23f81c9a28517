/** Which days an event changes: the one answer for closed years, here and wherever the log is looked through again. */
import { dayAlone, type Span } from '../calendar.ts';
import type { Circumstances } from '../decider.ts';
import { closedFault } from '../period/open.ts';
import type { Rejection } from '../rejections.ts';
import { same } from '../same.ts';
import type { ContributionEvent } from './events.ts';
import type { Move } from './ladder.ts';
import { allMoves, evolve, type ContributionState, type Standing } from './state.ts';

/** From the first day on which anything of it counts to the last: a pledge may be revised before it begins. */
export function everyDay(state: Standing): Span {
  return allMoves(state).reduce<Span>(
    (span, { effective: { from, to } }) => ({
      from: from < span.from ? from : span.from,
      to: to > span.to ? to : span.to,
    }),
    state.statement.effective,
  );
}

/** The days on which something counts otherwise after this event than before it. */
export function daysTouched(event: ContributionEvent, before: ContributionState): readonly Span[] {
  switch (event.type) {
    case 'ContributionRecorded':
    case 'ContributionPledged':
      return [event.data.statement.effective];
    case 'RelationalResourceDeclared':
      return [event.data.declaration.effective];
    case 'ContributionCorrected':
      return [...wholeOf(before), ...wholeOf(evolve(before, event, ''))];
    case 'ContributionReclassified':
    case 'ContributionReversed':
      return event.data.effectiveOn === null ? wholeOf(before) : [dayAlone(event.data.effectiveOn)];
    default:
      return 'moves' in before ? daysBetween(before, evolve(before, event, '') as Standing) : [];
  }
}

function wholeOf(state: ContributionState): readonly Span[] {
  if (state.phase === 'absent') return [];
  return ['declaration' in state ? state.declaration.effective : everyDay(state)];
}

/** Days of the moves that one of them has and the other has not. */
function daysBetween(before: Standing, after: Standing): readonly Span[] {
  const [old, now] = [new Set(before.moves), new Set(after.moves)];
  const moves = [
    ...after.moves.filter((move) => !old.has(move)),
    ...before.moves.filter((move) => !now.has(move)),
  ];
  const entered = before.entry === after.entry ? [] : unlike(before.entry, after.entry);
  return [...entered, ...moves].map(({ effective }) => effective);
}

function unlike(before: readonly Move[], after: readonly Move[]): readonly Move[] {
  const without = (these: readonly Move[], those: readonly Move[]): readonly Move[] =>
    these.filter((move) => !those.some((other) => same(move, other)));
  return [...without(before, after), ...without(after, before)];
}

/** Why an event cannot count on the days of the moves that it makes, or null. */
export function daysFault(
  event: ContributionEvent,
  state: Standing,
  circumstances: Circumstances,
  at: string | undefined,
): Rejection | null {
  return closedFault(daysTouched(event, state), state.partnership, circumstances, at);
}
