/** A partnership of Lecco's, the parties around it and what they do, for tests of its decider. */
import type { PartyProfile, StatusCheck } from '#domain/party/events';
import type { RegisteredParty } from '#domain/party/decider';
import { NO_DETAILS } from '#domain/party/events';
import {
  NO_PARTNERSHIP_DETAILS,
  type Convention,
  type PartnershipEvent,
  type PartnershipProfile,
} from '#domain/partnership/events';
import { circumstances } from './circumstances.ts';

const REGISTERED: StatusCheck = {
  registry: 'RUNTS',
  status: 'REGISTERED',
  checkedOn: '2024-01-10',
  since: '2022-11-23',
  evidence: null,
};

function partyOf(
  kind: PartyProfile['kind'],
  over: Partial<PartyProfile> = {},
  checks: readonly StatusCheck[] = [],
): RegisteredParty {
  const named = { legalName: 'Ente di prova', standsFor: null, taxCode: null, ipaCode: null };
  return { profile: { ...NO_DETAILS, ...named, kind, ...over }, checks, aid: [] };
}

const PHILANTHROPIC = { ctsType: 'PHILANTHROPIC_BODY', runts: [], cooperativeType: null } as const;

/** By id: what each party is. `coop` stands in the RUNTS since 2022-11-23 and was removed on 2025-07-01. */
export const PARTIES = {
  lecco: partyOf('PUBLIC_BODY'),
  ambito: partyOf('PUBLIC_BODY'),
  coop: partyOf('THIRD_SECTOR_BODY', {}, [
    REGISTERED,
    { ...REGISTERED, status: 'REMOVED', checkedOn: '2025-07-05', since: '2025-07-01' },
  ]),
  association: partyOf('THIRD_SECTOR_BODY'),
  philanthropic: partyOf('FOUNDATION', { thirdSector: PHILANTHROPIC }),
  bankFoundation: partyOf('FOUNDATION', { foundationType: 'BANK_ORIGIN' }),
  company: partyOf('COMPANY'),
  enterprise: partyOf('MIXED_ENTERPRISE'),
} as const;

/** Somebody asks on 22 November 2026, and these parties exist. */
export const AMONG_PARTIES = circumstances({
  others: Object.entries(PARTIES).map(([id, state]) => ['party', id, state] as const),
});

export const LECCO: PartnershipProfile = {
  ...NO_PARTNERSHIP_DETAILS,
  title: 'Lecco: dieci anni di coprogettazione',
  instrument: 'COPROGETTAZIONE',
  leadBody: 'lecco',
  from: '2009-01-01',
  to: '2018-12-31',
  cup: 'B31H22000280006',
};

export function registered(over: Partial<PartnershipProfile> = {}): PartnershipEvent {
  return { type: 'PartnershipRegistered', data: { ...LECCO, ...over } };
}

export const TERMS: Convention = {
  act: { number: '117', date: '2023-12-18', protocol: '2023/0084512' },
  document: 'a3f1'.repeat(16),
  signatories: [
    { party: 'lecco', capacity: 'RESPONSIBLE_OFFICER' },
    { party: 'coop', capacity: 'LEGAL_REPRESENTATIVE' },
  ],
  validFrom: '2024-01-01',
  validTo: '2025-12-31',
  requiredShareBp: null,
  reimbursementBasis: 'ACTUAL_COSTS',
  eligibleCosts: null,
  cig: null,
  cigPurpose: null,
  cup: null,
};

export function signed(over: Partial<Convention> = {}): PartnershipEvent {
  return { type: 'ConventionSigned', data: { ...TERMS, ...over } };
}

export function amended(over: Partial<Convention> = {}): PartnershipEvent {
  return { type: 'ConventionAmended', data: { ...TERMS, ...over } };
}

export function terminated(lastDay: string): PartnershipEvent {
  return { type: 'ConventionTerminated', data: { lastDay, reason: 'fine anticipata', act: null } };
}
