import type { Justification } from '../contribution/events.ts';
import type { OriginClass } from '../funding-source/origins.ts';
import type { Money } from '../money.ts';

/** `MIXED_ENTERPRISE`: social enterprise whose capital is public in part; another mixed company is a `COMPANY`. */
export const PARTY_KINDS = [
  'PUBLIC_BODY',
  'THIRD_SECTOR_BODY',
  'FOUNDATION',
  'COMPANY',
  'MIXED_ENTERPRISE',
  'OTHER',
] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

/** Types of Third Sector body (CTS, D.Lgs. 117/2017, art. 4), in the order of the sections of the RUNTS. */
export const CTS_TYPES = [
  'ODV',
  'APS',
  'PHILANTHROPIC_BODY',
  /** Social cooperatives included (D.Lgs. 112/2017; L. 381/1991). */
  'SOCIAL_ENTERPRISE',
  'ASSOCIATIVE_NETWORK',
  'MUTUAL_AID_SOCIETY',
  'OTHER_ETS',
] as const;
export type CtsType = (typeof CTS_TYPES)[number];

/** Sections of the national register of the Third Sector (CTS art. 46). */
export const RUNTS_SECTIONS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const;
export type RuntsSection = (typeof RUNTS_SECTIONS)[number];

export interface RuntsEntry {
  readonly section: RuntsSection;
  /** Number of the repertory, up to 7 digits, as the register writes it. */
  readonly number: string;
}

/** A: social, health and education services; B: work insertion (L. 381/1991 art. 1); consortium: art. 8. */
export const COOPERATIVE_TYPES = ['A', 'B', 'MIXED', 'CONSORTIUM'] as const;
export type CooperativeType = (typeof COOPERATIVE_TYPES)[number];

export interface ThirdSectorDetails {
  readonly ctsType: CtsType;
  /** One section, and two only for an associative network (CTS art. 46 c. 2); empty while it is not known. */
  readonly runts: readonly RuntsEntry[];
  readonly cooperativeType: CooperativeType | null;
}

export const PUBLIC_LEVELS = [
  'MUNICIPALITY',
  /** Union, consortium, ASP or Ambito: bodies that municipalities formed. */
  'MUNICIPAL_ASSOCIATION',
  'PROVINCE',
  'REGION',
  'STATE',
  'HEALTH_SERVICE',
  'EUROPEAN_UNION',
  'OTHER_PUBLIC',
] as const;
export type PublicLevel = (typeof PUBLIC_LEVELS)[number];

export interface PublicBodyDetails {
  readonly level: PublicLevel;
  /** ISTAT code: 6 digits of a municipality, 3 of a province; no other level has one here. */
  readonly istatCode: string | null;
}

/** A bank-origin foundation is private, and not a Third Sector body (CTS art. 3 c. 3). */
export const FOUNDATION_TYPES = ['BANK_ORIGIN', 'COMMUNITY', 'PHILANTHROPIC', 'CORPORATE'] as const;
export type FoundationType = (typeof FOUNDATION_TYPES)[number];

/**
 * Why a tax code is kept although its check digit is wrong: it stands so in the archive that is taken over. It is
 * the warning itself, and stays with the party for whoever reads it.
 */
export interface TaxCodeOverride {
  readonly reason: string;
}

/**
 * A body that pays, brings or receives. Either it is named, or it stands for the payers of one origin class that
 * a source does not name; a natural person is never a party. Details are null where they do not apply or are not
 * known.
 */
export interface PartyProfile {
  readonly kind: PartyKind;
  readonly legalName: string | null;
  readonly standsFor: OriginClass | null;
  /** Numeric tax code of the body, 11 digits. */
  readonly taxCode: string | null;
  readonly taxCodeOverride: TaxCodeOverride | null;
  /** Code in the index of public administrations, lower case. */
  readonly ipaCode: string | null;
  readonly thirdSector: ThirdSectorDetails | null;
  readonly publicBody: PublicBodyDetails | null;
  readonly foundationType: FoundationType | null;
  /** Share of the capital that public bodies hold, in basis points. */
  readonly mixedCapital: { readonly publicShareBp: number } | null;
}

/** A party of which only name and codes are known. */
export const NO_DETAILS = {
  taxCodeOverride: null,
  thirdSector: null,
  publicBody: null,
  foundationType: null,
  mixedCapital: null,
} as const;

/** Registers in which a party is looked up, and what each may answer. */
export const STATUSES = {
  RUNTS: ['REGISTERED', 'PENDING', 'NOT_REGISTERED', 'REMOVED'],
  /** Regularity of social security contributions. */
  DURC: ['REGULAR', 'IRREGULAR'],
  /** D.Lgs. 159/2011 arts. 83 and 84. */
  ANTIMAFIA: ['CLEAR', 'PENDING', 'INTERDICTED'],
  IPA: ['LISTED', 'NOT_LISTED'],
  COMPANY_REGISTER: ['ACTIVE', 'IN_LIQUIDATION', 'CEASED'],
} as const;
export type StatusRegistry = keyof typeof STATUSES;
export type RegistryStatus = (typeof STATUSES)[StatusRegistry][number];
export const STATUS_REGISTRIES = Object.keys(STATUSES) as readonly StatusRegistry[];
export const REGISTRY_STATUSES: readonly RegistryStatus[] = [...new Set(Object.values(STATUSES).flat())];

export interface StatusCheck {
  readonly registry: StatusRegistry;
  readonly status: RegistryStatus;
  readonly checkedOn: string;
  /** Day since when the register says so; null: known from the day of the check only. */
  readonly since: string | null;
  readonly evidence: { readonly reference: string; readonly sha256: string | null } | null;
}

/**
 * Under which rule public support reaches an undertaking: Reg. (EU) 2023/2831, Reg. (EU) 2023/2832, Decision
 * 2012/21/EU, or no aid at all (activity that is not economic, or of purely local effect), with its motivation.
 */
export const AID_REGIMES = ['DE_MINIMIS', 'SGEI_DE_MINIMIS', 'SGEI_DECISION', 'NO_AID'] as const;
export type AidRegime = (typeof AID_REGIMES)[number];

export interface AidGrant {
  readonly regime: AidRegime;
  /** What the support is worth, free use of premises included. */
  readonly grossGrantEquivalent: Money;
  readonly grantedOn: string;
  /** Code of the national aid register (RNA), when it has given one. */
  readonly cor: string | null;
  readonly motivation: string | null;
  readonly partnership: string | null;
}

export interface PartyRegistered {
  readonly type: 'PartyRegistered';
  readonly data: PartyProfile;
}

export interface PartyCorrected {
  readonly type: 'PartyCorrected';
  /** The whole profile as it should have been. */
  readonly data: { readonly party: PartyProfile; readonly justification: Justification };
}

export interface PartyStatusChecked {
  readonly type: 'PartyStatusChecked';
  readonly data: StatusCheck;
}

export interface AidGranted {
  readonly type: 'AidGranted';
  readonly data: AidGrant;
}

export type PartyEvent = PartyRegistered | PartyCorrected | PartyStatusChecked | AidGranted;
