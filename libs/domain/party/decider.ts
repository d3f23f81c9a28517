import type { Aggregate } from '../decider.ts';
import { isBodyTaxCode, isIpaCode } from '../identifiers.ts';
import { reject, type Decision } from '../rejections.ts';
import type { PartyEvent, PartyProfile } from './events.ts';
import { schemas } from './upcasters.ts';

export interface RegisterParty {
  readonly kind: 'register';
  readonly party: PartyProfile;
}

export type PartyCommand = RegisterParty;
export type PartyState = PartyProfile | null;

export const party: Aggregate<PartyState, PartyCommand, PartyEvent> = {
  name: 'party',
  initial: null,
  evolve,
  decide,
  references: () => [],
  schemas,
};

function evolve(_state: PartyState, event: PartyEvent): PartyState {
  return event.data;
}

function decide(command: PartyCommand, state: PartyState): Decision<PartyEvent> {
  if (state !== null) return reject('ALREADY_REGISTERED');
  const { legalName, standsFor } = command.party;
  if ((legalName === null) === (standsFor === null)) return reject('PARTY_NAME_OR_CLASS', '/legalName');

  const taxCode = command.party.taxCode?.trim().toUpperCase() ?? null;
  if (taxCode !== null && !isBodyTaxCode(taxCode)) return reject('TAX_CODE_INVALID', '/taxCode');
  const ipaCode = command.party.ipaCode?.trim().toLowerCase() ?? null;
  if (ipaCode !== null && !isIpaCode(ipaCode))
    return reject('IPA_CODE_INVALID', '/ipaCode', { found: ipaCode });

  return { events: [{ type: 'PartyRegistered', data: { ...command.party, taxCode, ipaCode } }] };
}
