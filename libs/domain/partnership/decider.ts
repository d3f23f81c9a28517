import { spanFault, type Span } from '../calendar.ts';
import { stateOf, type Aggregate, type Circumstances, type Reference } from '../decider.ts';
import type { Justification } from '../justification.ts';
import { CENTS_LIMIT, Decimal, moneyOf, positiveCents, positiveDecimal, roundToCents } from '../money.ts';
import { closedFault } from '../period/open.ts';
import { isRejection, reject, type Decision, type Rejection } from '../rejections.ts';
import { same } from '../same.ts';
import {
  amendmentFault,
  checkTerms,
  NO_CONVENTION,
  terminationFault,
  type ConventionHistory,
} from './convention.ts';
import type {
  Convention,
  ConventionTerminated,
  Correctable,
  ImpliedPublicBase,
  PartnerAdmitted,
  PartnershipEvent,
  PartnershipProfile,
  PartnerWithdrawn,
} from './events.ts';
import { admissionFault, admitted, withdrawalFault, withdrawn, type Stay } from './partners.ts';
import { checkProfile, leadKindFault } from './profile.ts';
import { schemas } from './upcasters.ts';

interface Register {
  readonly kind: 'register';
  readonly partnership: PartnershipProfile;
}

interface Correct {
  readonly kind: 'correct';
  /** The members to state anew; what is absent stays as it was. */
  readonly changes: Partial<Correctable>;
  readonly justification: Justification;
}

/** Sign the convention, or state its terms anew from their `validFrom` on. */
interface Agree {
  readonly kind: 'signConvention' | 'amendConvention';
  readonly convention: Convention;
}

type TerminateConvention = { readonly kind: 'terminateConvention' } & ConventionTerminated['data'];
type AdmitPartner = { readonly kind: 'admitPartner' } & PartnerAdmitted['data'];
type WithdrawPartner = { readonly kind: 'withdrawPartner' } & PartnerWithdrawn['data'];

export type PartnershipCommand =
  | Register
  | Correct
  | Agree
  | TerminateConvention
  | AdmitPartner
  | WithdrawPartner
  | { readonly kind: 'implyPublicBase'; readonly base: Omit<ImpliedPublicBase, 'amount'> }
  | { readonly kind: 'withdrawPublicBase'; readonly reason: string };

export interface PartnershipState {
  /** Null: there is no such partnership. */
  readonly profile: PartnershipProfile | null;
  readonly conventions: ConventionHistory;
  /** Of admitted partners, in order of recording. The lead body is a partner without being admitted. */
  readonly stays: readonly Stay[];
  /** The span of the implied public base that stands. */
  readonly publicBase: Span | null;
}

export const partnership: Aggregate<PartnershipState, PartnershipCommand, PartnershipEvent> = {
  name: 'partnership',
  initial: { profile: null, conventions: NO_CONVENTION, stays: [], publicBase: null },
  evolve,
  decide,
  references,
  schemas,
};

function evolve(state: PartnershipState, event: PartnershipEvent): PartnershipState {
  const { conventions, stays } = state;
  switch (event.type) {
    case 'PartnershipRegistered':
      return { ...state, profile: event.data };
    case 'PartnershipCorrected':
      return {
        ...state,
        profile: { ...event.data.partnership, follows: state.profile?.follows ?? null },
      };
    case 'ConventionSigned':
    case 'ConventionAmended':
      return { ...state, conventions: { ...conventions, versions: [...conventions.versions, event.data] } };
    case 'ConventionTerminated':
      return { ...state, conventions: { ...conventions, terminatedOn: event.data.lastDay } };
    case 'PartnerAdmitted':
      return { ...state, stays: admitted(stays, event.data) };
    case 'PartnerWithdrawn':
      return { ...state, stays: withdrawn(stays, event.data) };
    case 'PublicBaseImplied':
      return { ...state, publicBase: { from: event.data.from, to: event.data.to } };
    case 'PublicBaseWithdrawn':
      return { ...state, publicBase: null };
  }
}

function decide(
  command: PartnershipCommand,
  state: PartnershipState,
  circumstances: Circumstances,
): Decision<PartnershipEvent> {
  const { profile } = state;
  if (command.kind === 'register') {
    return profile === null ? register(command.partnership, circumstances) : reject('ALREADY_REGISTERED');
  }
  if (profile === null) return reject('NOT_FOUND');
  switch (command.kind) {
    case 'correct':
      return correct(command, profile, circumstances);
    case 'signConvention':
    case 'amendConvention':
      return agree(command, profile, state.conventions, circumstances);
    case 'terminateConvention':
      return terminate(command, state.conventions, circumstances);
    case 'admitPartner':
      return admit(command, state, circumstances);
    case 'withdrawPartner':
      return withdraw(command, state);
    case 'implyPublicBase':
      if (state.publicBase !== null) return reject('BASE_ALREADY_IMPLIED');
      return baseClosed(command.base, circumstances) ?? implyPublicBase(command.base);
    case 'withdrawPublicBase':
      if (state.publicBase === null) return reject('BASE_NOT_IMPLIED');
      return (
        baseClosed(state.publicBase, circumstances) ?? {
          events: [{ type: 'PublicBaseWithdrawn', data: { reason: command.reason } }],
        }
      );
  }
}

function register(stated: PartnershipProfile, circumstances: Circumstances): Decision<PartnershipEvent> {
  const profile = checkProfile(stated, '', circumstances.today);
  if (isRejection(profile)) return profile;
  const fault = leadKindFault(profile, '', circumstances);
  if (fault !== null) return fault;
  const followed = profile.follows?.partnership;
  if (followed !== undefined && stateOf(partnership, followed, circumstances).profile === null) {
    return reject('PARTNERSHIP_UNKNOWN', '/follows/partnership', { id: followed });
  }
  return { events: [{ type: 'PartnershipRegistered', data: profile }] };
}

function correct(
  { changes, justification }: Correct,
  before: PartnershipProfile,
  circumstances: Circumstances,
): Decision<PartnershipEvent> {
  const profile = checkProfile(restated(changes, before), '/changes', circumstances.today);
  if (isRejection(profile)) return profile;
  // Who leads is looked at when it is restated: what was registered before there was such a rule stands.
  const fault = restatesLead(changes) ? leadKindFault(profile, '/changes', circumstances) : null;
  if (fault !== null) return fault;
  const { follows: _follows, ...corrected } = profile;
  if (same(profile, before)) return reject('NOTHING_CHANGED');
  return { events: [{ type: 'PartnershipCorrected', data: { partnership: corrected, justification } }] };
}

/** A population restated alone brings its own size class; the link to what came before cannot be restated. */
function restated(changes: Partial<Correctable>, before: PartnershipProfile): PartnershipProfile {
  const sizeClass = changes.population === undefined ? before.sizeClass : null;
  return { ...before, sizeClass, ...changes, follows: before.follows };
}

function restatesLead(changes: Partial<Correctable>): boolean {
  return (['leadBody', 'form', 'instrument'] as const).some((member) => changes[member] !== undefined);
}

function agree(
  { kind, convention }: Agree,
  profile: PartnershipProfile,
  history: ConventionHistory,
  { today }: Circumstances,
): Decision<PartnershipEvent> {
  const { terminatedOn, versions } = history;
  if (terminatedOn !== null) return reject('CONVENTION_TERMINATED', undefined, { lastDay: terminatedOn });
  if (kind === 'signConvention' && versions.length > 0) return reject('CONVENTION_ALREADY_SIGNED');
  if (kind === 'amendConvention' && versions.length === 0) return reject('CONVENTION_NOT_SIGNED');
  const terms = checkTerms(convention, profile, today);
  if (isRejection(terms)) return terms;
  if (kind === 'signConvention') return { events: [{ type: 'ConventionSigned', data: terms }] };
  if (same(terms, versions.at(-1))) return reject('NOTHING_CHANGED');
  return amendmentFault(history, terms) ?? { events: [{ type: 'ConventionAmended', data: terms }] };
}

function terminate(
  { lastDay, reason, act }: TerminateConvention,
  history: ConventionHistory,
  { today }: Circumstances,
): Decision<PartnershipEvent> {
  const { terminatedOn } = history;
  if (terminatedOn !== null) return reject('CONVENTION_TERMINATED', undefined, { lastDay: terminatedOn });
  const data = { lastDay, reason, act };
  return terminationFault(history, data, today) ?? { events: [{ type: 'ConventionTerminated', data }] };
}

function admit(
  { party, role, on }: AdmitPartner,
  state: PartnershipState,
  circumstances: Circumstances,
): Decision<PartnershipEvent> {
  const data = { party, role, on };
  return admissionFault(state, data, circumstances) ?? { events: [{ type: 'PartnerAdmitted', data }] };
}

function withdraw(
  { party, lastDay, reason }: WithdrawPartner,
  state: PartnershipState,
): Decision<PartnershipEvent> {
  const data = { party, lastDay, reason };
  return withdrawalFault(state, data) ?? { events: [{ type: 'PartnerWithdrawn', data }] };
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

/** An implied base stands for all public money of its years: none of them may be closed when it comes or goes. */
function baseClosed(base: Span, circumstances: Circumstances): Rejection | null {
  return closedFault([base], circumstances.id, circumstances, '/from');
}

function references(
  command: PartnershipCommand,
  { profile }: PartnershipState,
  id: string,
): readonly Reference[] {
  switch (command.kind) {
    case 'register': {
      const { leadBody, follows } = command.partnership;
      const link = follows === null ? [] : [followed(follows.partnership)];
      return [...(leadBody === null ? [] : [named(leadBody, '/leadBody')]), ...link];
    }
    case 'correct': {
      const leadBody = command.changes.leadBody === undefined ? profile?.leadBody : command.changes.leadBody;
      return restatesLead(command.changes) && leadBody ? [named(leadBody, '/changes/leadBody')] : [];
    }
    case 'signConvention':
    case 'amendConvention':
      return command.convention.signatories.map(({ party }, index) =>
        named(party, `/signatories/${index}/party`),
      );
    case 'admitPartner':
      return [named(command.party, '/party')];
    case 'implyPublicBase':
    case 'withdrawPublicBase':
      return [{ aggregate: 'period', id, pointer: '', missing: null }];
    case 'terminateConvention':
    case 'withdrawPartner':
      return [];
  }
}

function named(id: string, pointer: string): Reference {
  return { aggregate: 'party', id, pointer, missing: 'PARTY_UNKNOWN' };
}

function followed(id: string): Reference {
  return { aggregate: 'partnership', id, pointer: '/follows/partnership', missing: 'PARTNERSHIP_UNKNOWN' };
}
