import type { OriginClass } from '../funding-source/origins.ts';

export const PARTY_KINDS = ['PUBLIC_BODY', 'THIRD_SECTOR_BODY', 'FOUNDATION', 'COMPANY', 'OTHER'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

/**
 * A body that pays, brings or receives. Either it is named, or it stands for the payers of one origin class that
 * a source does not name; a natural person is never a party.
 */
export interface PartyProfile {
  readonly kind: PartyKind;
  readonly legalName: string | null;
  readonly standsFor: OriginClass | null;
  /** Numeric tax code of the body, 11 digits. */
  readonly taxCode: string | null;
  /** Code in the index of public administrations, lower case. */
  readonly ipaCode: string | null;
}

export interface PartyRegistered {
  readonly type: 'PartyRegistered';
  readonly data: PartyProfile;
}

export type PartyEvent = PartyRegistered;
