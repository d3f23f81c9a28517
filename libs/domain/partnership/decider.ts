import { spanFault } from '../calendar.ts';
import type { Aggregate, Reference } from '../decider.ts';
import { isCup } from '../identifiers.ts';
import { CENTS_LIMIT, Decimal, moneyOf, positiveCents, positiveDecimal, roundToCents } from '../money.ts';
import { isRejection, reject, type Decision } from '../rejections.ts';
import type { ImpliedPublicBase, PartnershipEvent, PartnershipProfile } from './events.ts';
import { schemas } from './upcasters.ts';

export type PartnershipCommand =
  | { readonly kind: 'register'; readonly partnership: PartnershipProfile }
  | { readonly kind: 'implyPublicBase'; readonly base: Omit<ImpliedPublicBase, 'amount'> }
  | { readonly kind: 'withdrawPublicBase'; readonly reason: string };

export interface PartnershipState {
  readonly registered: boolean;
  readonly publicBase: 'none' | 'implied';
}

export const partnership: Aggregate<PartnershipState, PartnershipCommand, PartnershipEvent> = {
  name: 'partnership',
  initial: { registered: false, publicBase: 'none' },
  evolve,
  decide,
  references,
  schemas,
};

function evolve(state: PartnershipState, event: PartnershipEvent): PartnershipState {
  switch (event.type) {
    case 'PartnershipRegistered':
      return { ...state, registered: true };
    case 'PublicBaseImplied':
      return { ...state, publicBase: 'implied' };
    case 'PublicBaseWithdrawn':
      return { ...state, publicBase: 'none' };
  }
}

function decide(command: PartnershipCommand, state: PartnershipState): Decision<PartnershipEvent> {
  if (command.kind === 'register') {
    return state.registered ? reject('ALREADY_REGISTERED') : register(command.partnership);
  }
  if (!state.registered) return reject('NOT_FOUND');
  if (command.kind === 'implyPublicBase') {
    return state.publicBase === 'implied' ? reject('BASE_ALREADY_IMPLIED') : implyPublicBase(command.base);
  }
  if (state.publicBase === 'none') return reject('BASE_NOT_IMPLIED');
  return { events: [{ type: 'PublicBaseWithdrawn', data: { reason: command.reason } }] };
}

function register(profile: PartnershipProfile): Decision<PartnershipEvent> {
  if (profile.leadBody === null && profile.instrument !== 'IMPORTED_DATASET') {
    return reject('LEAD_BODY_REQUIRED', '/leadBody');
  }
  if (profile.cup !== null && !isCup(profile.cup))
    return reject('CUP_INVALID', '/cup', { found: profile.cup });
  if (profile.from !== null && profile.to !== null) {
    const fault = spanFault({ from: profile.from, to: profile.to }, '');
    if (fault !== null) return fault;
  }
  return { events: [{ type: 'PartnershipRegistered', data: profile }] };
}

/** P = X / r: if X raised the public budget by the ratio r, that budget was X / r, to the cent, half up. */
function implyPublicBase(base: Omit<ImpliedPublicBase, 'amount'>): Decision<PartnershipEvent> {
  const fault = spanFault(base, '');
  if (fault !== null) return fault;
  const resources = positiveCents(base.statedResources, '/statedResources/amount');
  if (isRejection(resources)) return resources;
  const increase = positiveDecimal(base.statedIncrease, '/statedIncrease');
  if (isRejection(increase)) return increase;
  const amount = roundToCents(new Decimal(resources.toString()).div(100).div(increase));
  if (amount === 0n) return reject('VALUE_ROUNDS_TO_ZERO', '/statedIncrease');
  if (amount >= CENTS_LIMIT)
    return reject('AMOUNT_TOO_LARGE', '/statedIncrease', { found: base.statedIncrease });
  const data = { ...base, amount: moneyOf(amount), statedResources: moneyOf(resources) };
  return { events: [{ type: 'PublicBaseImplied', data }] };
}

function references(command: PartnershipCommand): readonly Reference[] {
  if (command.kind !== 'register' || command.partnership.leadBody === null) return [];
  const { leadBody } = command.partnership;
  return [{ aggregate: 'party', id: leadBody, pointer: '/leadBody', missing: 'PARTY_UNKNOWN' }];
}
