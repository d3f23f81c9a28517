import type { Justification } from '../contribution/events.ts';
import type { Aggregate, Circumstances, Reference } from '../decider.ts';
import { isRejection, reject, type Decision } from '../rejections.ts';
import { moneyOf, positiveCents } from '../money.ts';
import { same } from '../same.ts';
import { aidFault } from './aid.ts';
import { STATUSES, type AidGrant, type PartyEvent, type PartyProfile, type StatusCheck } from './events.ts';
import { profileFault, writtenProfile } from './profile.ts';
import { mayBeThirdSector, statusOn } from './status.ts';
import { schemas } from './upcasters.ts';

export interface RegisterParty {
  readonly kind: 'register';
  readonly party: PartyProfile;
}

export interface CorrectParty {
  readonly kind: 'correct';
  /** The members to state anew; what is absent stays as it was. */
  readonly changes: Partial<PartyProfile>;
  readonly justification: Justification;
}

export interface CheckPartyStatus extends StatusCheck {
  readonly kind: 'checkStatus';
}

export interface GrantAid extends AidGrant {
  readonly kind: 'grantAid';
}

export type PartyCommand = RegisterParty | CorrectParty | CheckPartyStatus | GrantAid;

/** Null: there is no such party. Checks and grants stand in order of recording. */
export type PartyState = RegisteredParty | null;
export interface RegisteredParty {
  readonly profile: PartyProfile;
  readonly checks: readonly StatusCheck[];
  readonly aid: readonly AidGrant[];
}

export const party: Aggregate<PartyState, PartyCommand, PartyEvent> = {
  name: 'party',
  initial: null,
  evolve,
  decide,
  references,
  schemas,
};

function evolve(state: PartyState, event: PartyEvent): PartyState {
  if (event.type === 'PartyRegistered') return { profile: event.data, checks: [], aid: [] };
  if (state === null) return null;
  switch (event.type) {
    case 'PartyCorrected':
      return { ...state, profile: event.data.party };
    case 'PartyStatusChecked':
      return { ...state, checks: [...state.checks, event.data] };
    case 'AidGranted':
      return { ...state, aid: [...state.aid, event.data] };
  }
}

function decide(
  command: PartyCommand,
  state: PartyState,
  { today }: Pick<Circumstances, 'today'>,
): Decision<PartyEvent> {
  if (command.kind === 'register') return state === null ? register(command) : reject('ALREADY_REGISTERED');
  if (state === null) return reject('NOT_FOUND');
  switch (command.kind) {
    case 'correct':
      return correct(command, state.profile);
    case 'checkStatus':
      return checkStatus(command, state.profile, today);
    case 'grantAid':
      return grantAid(command, state, today);
  }
}

function register(command: RegisterParty): Decision<PartyEvent> {
  const profile = writtenProfile(command.party);
  return profileFault(profile, '') ?? { events: [{ type: 'PartyRegistered', data: profile }] };
}

/**
 * The tax code is what a party is known by: its id follows from it, and so does that nobody is registered twice. It is
 * therefore neither changed nor added later; whoever stands under a wrong code is registered anew under the right one.
 */
function correct({ changes, justification }: CorrectParty, before: PartyProfile): Decision<PartyEvent> {
  const profile = writtenProfile({ ...before, ...changes });
  if (profile.taxCode !== before.taxCode) return reject('TAX_CODE_FIXED', '/changes/taxCode');
  const fault = profileFault(profile, '/changes');
  if (fault !== null) return fault;
  if (same(profile, before)) return reject('NOTHING_CHANGED');
  return { events: [{ type: 'PartyCorrected', data: { party: profile, justification } }] };
}

function checkStatus(command: CheckPartyStatus, profile: PartyProfile, today: string): Decision<PartyEvent> {
  const { registry, status, checkedOn, since, evidence } = command;
  if (profile.standsFor !== null) return reject('PARTY_UNNAMED');
  if (!(STATUSES[registry] as readonly string[]).includes(status)) {
    return reject('STATUS_UNFIT', '/status', { found: status, registry });
  }
  if (registry === 'RUNTS' && status === 'REGISTERED' && !mayBeThirdSector(profile)) {
    return reject('NOT_A_THIRD_SECTOR_BODY', '/registry', { found: profile.kind });
  }
  if (checkedOn > today) return reject('DATE_IN_FUTURE', '/checkedOn', { found: checkedOn, today });
  if (since !== null && since > checkedOn) {
    return reject('STATUS_AFTER_CHECK', '/since', { found: since, latest: checkedOn });
  }
  return { events: [{ type: 'PartyStatusChecked', data: { registry, status, checkedOn, since, evidence } }] };
}

function grantAid(command: GrantAid, state: RegisteredParty, today: string): Decision<PartyEvent> {
  const { regime, grantedOn, cor, motivation, partnership } = command;
  if (state.profile.standsFor !== null) return reject('PARTY_UNNAMED');
  const cents = positiveCents(command.grossGrantEquivalent, '/grossGrantEquivalent/amount');
  if (isRejection(cents)) return cents;
  if (grantedOn > today) return reject('DATE_IN_FUTURE', '/grantedOn', { found: grantedOn, today });
  if (regime === 'NO_AID' && (motivation === null || motivation.trim() === '')) {
    return reject('NO_AID_WITHOUT_MOTIVATION', '/motivation');
  }
  const fault = aidFault(state.aid, { regime, grantedOn }, cents);
  if (fault !== null) return fault;
  const data = { regime, grossGrantEquivalent: moneyOf(cents), grantedOn, cor, motivation, partnership };
  return { events: [{ type: 'AidGranted', data }] };
}

function references(command: PartyCommand): readonly Reference[] {
  if (command.kind !== 'grantAid' || command.partnership === null) return [];
  const { partnership: id } = command;
  return [{ aggregate: 'partnership', id, pointer: '/partnership', missing: 'PARTNERSHIP_UNKNOWN' }];
}

/** Whether a check says that the party stood in the register of the Third Sector on that day (CTS art. 11). */
export function runtsEffectiveOn(state: PartyState, date: string): boolean {
  if (state === null || !mayBeThirdSector(state.profile)) return false;
  return statusOn(state.checks, 'RUNTS', date) === 'REGISTERED';
}
