/** A pledge before anything of it has come: revised, released, or expired. */
import { dayAlone } from '../calendar.ts';
import type { Reasons } from '../controls/controls.ts';
import type { Circumstances } from '../decider.ts';
import { centsOf, moneyOf, type Cents } from '../money.ts';
import { closedFault, futureFault, undoingFault } from '../period/open.ts';
import { isRejection, reject, type Decision, type Rejection } from '../rejections.ts';
import { same } from '../same.ts';
import { daysFault, everyDay } from './days.ts';
import { foundAtEntry, resourceFault, scheduleFault, usersPartOf, written } from './entry.ts';
import type { ContributionEvent, Justification, Resource, YearAmount } from './events.ts';
import { balanceOf, overdraftOf } from './ladder.ts';
import { allMoves, evolve, unvaluedOf, type Pledge, type Standing } from './state.ts';
import type { AskedResource } from './statement.ts';
import { valued } from './valuation.ts';

export interface RevisePledge {
  readonly kind: 'revisePledge';
  readonly resource: AskedResource;
  readonly schedule: readonly YearAmount[] | null;
  readonly effectiveOn: string;
  readonly justification: Justification;
  readonly reasons?: Reasons;
}

export interface ReleasePledge {
  readonly kind: 'releasePledge';
  readonly effectiveOn: string;
  readonly reference: string | null;
}

export interface ExpirePledge {
  readonly kind: 'expirePledge';
}

export type PledgeCommand = RevisePledge | ReleasePledge | ExpirePledge;

export function decidePledge(
  command: PledgeCommand,
  state: Standing,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  const closed = pledgeClosed(state);
  if (closed !== null) return closed;
  switch (command.kind) {
    case 'revisePledge':
      return revise(command, state, circumstances);
    case 'releasePledge':
      return release(command, state, circumstances);
    case 'expirePledge':
      return expire(state, circumstances);
  }
}

const ENDS = { RELEASED: 'RELEASED', EXPIRED: 'EXPIRED', CONFIRMED: 'ALREADY_CONFIRMED' } as const;

/** Why nothing more can be done with the pledge, or null while some of it is open. */
export function pledgeClosed({
  pledge,
  ...state
}: Pick<Standing, 'pledge' | 'entry' | 'moves'>): Rejection | null {
  if (pledge === null) return reject('NOT_A_PLEDGE');
  if (pledge.end !== null) return reject(ENDS[pledge.end]);
  return openOf(state) > 0n ? null : reject('ALREADY_CONFIRMED');
}

export function openOf(state: Pick<Standing, 'entry' | 'moves'>): bigint {
  return balanceOf(allMoves(state), 'PLEDGED');
}

/** The new amount is of the whole pledge and at least what was drawn from it (8.1: revision >= already accrued). */
function revise(
  command: RevisePledge,
  state: Standing,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  const { resource, effectiveOn, justification } = command;
  const schedule = command.schedule?.map(written) ?? null;
  const { partnership, statement } = state;
  const fault =
    futureFault(effectiveOn, circumstances) ??
    closedFault([dayAlone(effectiveOn)], partnership, circumstances, '/effectiveOn') ??
    (schedule === null ? null : closedFault([everyDay(state)], partnership, circumstances, '/schedule'));
  if (fault !== null) return fault;
  const { effective, resource: before } = statement;
  if (resource.kind !== before.kind) return reject('KIND_FIXED', '/resource/kind', { found: resource.kind });
  const worth = valued(resource, effective, circumstances, '/resource');
  if (isRejection(worth)) return worth;
  if (unvaluedOf(worth.resource) !== null) return reject('VALUATION_MISSING', '/resource/valuation');
  if (hasMoved(state) && !same(rateOf(worth.resource), rateOf(before))) {
    return reject('RESOURCE_FIXED', '/resource');
  }
  const planned =
    resourceFault(worth.resource, '') ??
    scheduleFault(schedule, effective, worth.cents, '') ??
    fundingFault(worth.cents - usersPartOf(worth.resource), state) ??
    proportionsFault(worth.resource, state, circumstances);
  if (planned !== null) return planned;
  const found = foundAtEntry(worth, effective, partnership, [], command.reasons ?? {}, circumstances);
  if (isRejection(found)) return found;
  const drawn = state.cents - openOf(state);
  if (worth.cents < drawn) {
    const params = { found: moneyOf(worth.cents).amount, reached: moneyOf(drawn).amount };
    return reject('REVISION_BELOW_REACHED', '/resource', params);
  }
  const planAsBefore = schedule === null || same(schedule, state.pledge?.schedule);
  if (worth.cents === state.cents && planAsBefore) return reject('NOTHING_CHANGED');
  const event: ContributionEvent = {
    type: 'PledgeRevised',
    data: {
      resource: worth.resource,
      value: moneyOf(worth.cents),
      schedule,
      effectiveOn,
      justification,
      ...found,
    },
  };
  const pointer = schedule === null ? '/effectiveOn' : '/schedule';
  return (
    daysFault(event, state, circumstances, pointer) ??
    overdrawnBy(event, state, pointer) ?? { events: [event] }
  );
}

/** Parts of what is not money have the value of their quantity, so all of them one rate. */
export function hasMoved({ statement, moves }: Standing): boolean {
  return statement.resource.kind !== 'CASH' && moves.some(({ movement }) => movement !== undefined);
}

/** What a part of it is worth and whose it is: all but how much there is of it. */
function rateOf(resource: Resource): object {
  if (resource.kind === 'CASH') return {};
  const { valuation, ...rest } = resource;
  return { ...rest, minutes: null, quantity: null, valuation: { ...valuation, other: null } };
}

/** Other proportions between the sides hold for the whole pledge, so for its closed years as well. */
function proportionsFault(after: Resource, state: Standing, circumstances: Circumstances): Rejection | null {
  const { resource, fundedBy } = state.statement;
  const shifts = fundedBy.length > 0 || !same(proportionsOf(resource), proportionsOf(after));
  if (!shifts && usersPartOf(after) === 0n) return null;
  return closedFault([everyDay(state)], state.partnership, circumstances, '/resource');
}

function proportionsOf(resource: Resource): object {
  if (resource.kind === 'CASH') return { nature: resource.nature, userPart: resource.userPart };
  return { reimbursedBp: resource.kind === 'PAID_STAFF' ? resource.reimbursedBp : 0 };
}

/** What others pay for stays within the pledge, also when it becomes less. */
function fundingFault(cents: Cents, { statement }: Standing): Rejection | null {
  const found = statement.fundedBy.reduce((sum, { amount }) => sum + centsOf(amount.amount), 0n);
  if (found <= cents) return null;
  const params = { found: moneyOf(found).amount, limit: moneyOf(cents).amount };
  return reject('FUNDING_NOT_WHOLE', '/resource', params);
}

function release(
  { effectiveOn, reference }: ReleasePledge,
  state: Standing,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  const { from } = everyDay(state);
  const { today } = circumstances;
  // A pledge that has yet to begin can be given up today.
  const first = from < today ? from : today;
  const data = { value: moneyOf(openOf(state)), effectiveOn, why: 'RELEASED', reference } as const;
  const event: ContributionEvent = { type: 'PledgeReleased', data };
  return (
    undoingFault(effectiveOn, first, state.partnership, circumstances) ??
    daysFault(event, state, circumstances, '/effectiveOn') ?? { events: [event] }
  );
}

/** Expiry is an event that somebody records once the day has passed; until then the pledge is open. */
function expire(state: Standing, circumstances: Circumstances): Decision<ContributionEvent> {
  const { today } = circumstances;
  const { expiresOn } = state.pledge as Pledge;
  if (expiresOn === null || expiresOn >= today) {
    return reject('NOT_YET_EXPIRED', undefined, { expiresOn: expiresOn ?? '', today });
  }
  const data = { value: moneyOf(openOf(state)), effectiveOn: today };
  const event: ContributionEvent = { type: 'PledgeExpired', data };
  return daysFault(event, state, circumstances, undefined) ?? { events: [event] };
}

/** What an event would take from a rung on a day on which there was less, or null. */
export function overdrawnBy(event: ContributionEvent, state: Standing, pointer: string): Rejection | null {
  const after = evolve(state, event, '') as Standing;
  const overdraft = overdraftOf(allMoves(after), allMoves(state));
  if (overdraft === null) return null;
  const params = { date: overdraft.date, missing: moneyOf(overdraft.cents).amount };
  return reject('OVERDRAWN_IN_HISTORY', pointer, params);
}
