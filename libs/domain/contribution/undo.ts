/** What is undone: a whole contribution, or one part that moved on; and what of others rests on it. */
import type { Span } from '../calendar.ts';
import type { Circumstances } from '../decider.ts';
import { closedFault, undoingFault } from '../period/open.ts';
import { reject, type Decision, type Rejection } from '../rejections.ts';
import { same } from '../same.ts';
import type { ReverseContribution, ReverseMovement } from './commands.ts';
import { daysFault, everyDay } from './days.ts';
import type { ContributionEvent } from './events.ts';
import { dependents, isOverdrawn } from './funding.ts';
import { overdraftOf, sliceOf } from './ladder.ts';
import { allMoves, evolve, settledParts, undecided, type Standing } from './state.ts';

export function reverse(
  { effectiveOn, justification, despiteDependents = false }: ReverseContribution,
  state: Standing,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  const despite = dependents(circumstances.claims, circumstances.id);
  if (despite.length > 0 && !despiteDependents) {
    return reject('HAS_DEPENDENTS', undefined, { dependents: despite.join(' ') });
  }
  const fault = reversalFault(effectiveOn, everyDay(state), state.partnership, circumstances);
  if (fault !== null) return fault;
  return { events: [{ type: 'ContributionReversed', data: { effectiveOn, justification, despite } }] };
}

/**
 * Undone on a day: one that has come, from the first day on, in an open year. What counts until the day before stands.
 * As if it had never been: all its own days must be open.
 */
export function reversalFault(
  effectiveOn: string | null,
  whole: Span,
  partnership: string,
  circumstances: Circumstances,
): Rejection | null {
  return effectiveOn === null
    ? closedFault([whole], partnership, circumstances, '/effectiveOn')
    : undoingFault(effectiveOn, whole.from, partnership, circumstances);
}

export function reverseMovement(
  { movement, justification }: ReverseMovement,
  state: Standing,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  if (!Number.isInteger(movement) || movement < 1 || movement > state.movements) {
    const params = { found: String(movement), movements: String(state.movements) };
    return reject('MOVEMENT_UNKNOWN', '/movement', params);
  }
  if (!state.moves.some((move) => move.movement === movement)) return reject('MOVEMENT_UNDONE', '/movement');
  const event: ContributionEvent = { type: 'MovementReversed', data: { movement, justification } };
  const after = evolve(state, event, '') as Standing;
  return (
    daysFault(event, state, circumstances, '/movement') ??
    restingFault(after, state) ??
    drawnFault(after, state, circumstances, '/movement') ?? { events: [event] }
  );
}

/** Later movements take from what this one brought; decisions are about the parts that were settled first. */
function restingFault(after: Standing, before: Standing): Rejection | null {
  const decidedOf = (state: Standing) => sliceOf(settledParts(state), 0n, before.decided);
  const rests =
    overdraftOf(allMoves(after), allMoves(before)) !== null ||
    undecided(after) < 0n ||
    !same(decidedOf(after), decidedOf(before));
  return rests ? reject('MOVEMENT_IN_USE', '/movement') : null;
}

/** Whoever draws on the money keeps what was drawn: why this cannot become less or another's, or null. */
export function drawnFault(
  after: Standing,
  before: Standing,
  { claims, id }: Circumstances,
  at: string | undefined,
): Rejection | null {
  if (!isOverdrawn(after, before, claims.drawsOn(id, null))) return null;
  return reject('HAS_DEPENDENTS', at, { dependents: dependents(claims, id).join(' ') });
}
