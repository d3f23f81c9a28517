import type { UsersArea } from '../contribution/statement.ts';
import type { Justification } from '../justification.ts';
import type { Money } from '../money.ts';
import type { PartnershipForm } from './forms.ts';
import type { SizeClass } from './size-class.ts';

/** How the collaboration came about (D.Lgs. 117/2017 arts. 55-57, D.Lgs. 201/2022 art. 18 and practice). */
export const INSTRUMENTS = [
  'COPROGRAMMAZIONE',
  'COPROGETTAZIONE',
  'ACCREDITAMENTO',
  'CONVENZIONE_ART56',
  'TRASPORTO_ART57',
  'PATTO_COLLABORAZIONE',
  'PARTENARIATO_ART18_201_2022',
  'APPALTO',
  'CONCESSIONE',
  /** No partnership: published data kept beside the partnerships, to compare with. */
  'IMPORTED_DATASET',
] as const;
export type Instrument = (typeof INSTRUMENTS)[number];

/** Who stated a figure, when and where. `statedOn` is as precise as the source: a year, a month or a day. */
export interface PublishedStatement {
  readonly statedBy: string;
  readonly statedOn: string;
  readonly title: string;
  readonly url: string | null;
}

/** Territorial social area, Ambito (L. 328/2000 art. 8 c. 3). No national code is known, so its name and region. */
export interface SocialArea {
  readonly name: string;
  readonly region: string;
}

/** An act behind the partnership: the decision to start it, the public notice, its award. */
export interface PartnershipAct {
  readonly number: string;
  readonly date: string;
  readonly title: string;
}

/** How one partnership of a chain comes after another. */
export const CHAIN_STEPS = [
  /** That was a call, this is the next one. */
  'NEXT_CALL',
  /** That was an understanding, this is the agreement or the body it was made into. */
  'FORMALISED_AS',
  /** That ended, this carries its work on. */
  'SUCCEEDED_BY',
] as const;
export type ChainStep = (typeof CHAIN_STEPS)[number];

export interface Follows {
  readonly partnership: string;
  readonly how: ChainStep;
}

export interface PartnershipProfile {
  readonly title: string;
  readonly instrument: Instrument;
  /** Null when nobody stated it. */
  readonly form: PartnershipForm | null;
  readonly leadBody: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly cup: string | null;
  readonly socialArea: SocialArea | null;
  readonly usersAreas: readonly UsersArea[];
  /** ISTAT codes of the municipalities it serves, six digits. */
  readonly municipalities: readonly string[];
  /** Residents of these municipalities together. */
  readonly population: number | null;
  /** Class of that population; stated where the population itself is not known. */
  readonly sizeClass: SizeClass | null;
  /** Provisions it rests on, each as one would cite it. */
  readonly legalBasis: readonly string[];
  readonly acts: readonly PartnershipAct[];
  /**
   * The link to what came before in its chain. It names a partnership that exists and is fixed at registration:
   * every link points to something older, so that a chain can never close into a circle.
   */
  readonly follows: Follows | null;
}

/** What a profile says of everything beyond its title, instrument, lead, dates and CUP when nothing is stated. */
export const NO_PARTNERSHIP_DETAILS = {
  form: null,
  socialArea: null,
  usersAreas: [],
  municipalities: [],
  population: null,
  sizeClass: null,
  legalBasis: [],
  acts: [],
  follows: null,
} as const satisfies Partial<PartnershipProfile>;

/** All that a correction can restate: a link of a chain stays for ever. */
export type Correctable = Omit<PartnershipProfile, 'follows'>;

/** In which quality somebody signs for a party (art. 107 TUEL, art. 26 D.Lgs. 117/2017). The person is not named. */
export const SIGNING_CAPACITIES = [
  /** Manager or head of service of an administration (dirigente, responsabile del servizio). */
  'RESPONSIBLE_OFFICER',
  /** Officer in charge of the procedure (RUP). */
  'PROCEDURE_OFFICER',
  'LEGAL_REPRESENTATIVE',
  /** Lead of a temporary group with a collective mandate (capofila di ATS/RTI). */
  'GROUP_LEAD',
  'DELEGATE',
] as const;
export type SigningCapacity = (typeof SIGNING_CAPACITIES)[number];

export interface Signatory {
  readonly party: string;
  readonly capacity: SigningCapacity;
}

/** How costs are paid back: the forms of art. 53 Regulation (EU) 2021/1060, or not at all. */
export const REIMBURSEMENT_BASES = [
  'ACTUAL_COSTS',
  'UNIT_COSTS',
  'LUMP_SUM',
  'FLAT_RATE',
  'COMBINATION',
  'NONE',
] as const;
export type ReimbursementBasis = (typeof REIMBURSEMENT_BASES)[number];

/** What a CIG was taken for: a tender, or only to trace payments (ANAC delib. 584 and 585/2023). */
export const CIG_PURPOSES = ['PROCUREMENT', 'TRACEABILITY_ONLY'] as const;
export type CigPurpose = (typeof CIG_PURPOSES)[number];

export interface ConventionAct {
  readonly number: string;
  readonly date: string;
  readonly protocol: string | null;
}

/** The terms of a convention: an agreement in writing, or it is void (art. 11 L. 241/1990). */
export interface Convention {
  readonly act: ConventionAct;
  /** SHA-256 of the signed document, 64 lower-case hexadecimal digits. */
  readonly document: string;
  readonly signatories: readonly Signatory[];
  /** First day on which these terms hold. */
  readonly validFrom: string;
  readonly validTo: string;
  /**
   * Share of the resources that partners must bring, in basis points, where this convention asks for one. A parameter,
   * never a rule of the ledger: an obligatory share is what makes co-design unsustainable in practice.
   */
  readonly requiredShareBp: number | null;
  readonly reimbursementBasis: ReimbursementBasis;
  /** Total of the eligible costs of its economic framework. */
  readonly eligibleCosts: Money | null;
  readonly cig: string | null;
  readonly cigPurpose: CigPurpose | null;
  readonly cup: string | null;
}

export const PARTNER_ROLES = ['LEAD', 'PARTNER', 'FUNDER', 'SUPPORTER'] as const;
export type PartnerRole = (typeof PARTNER_ROLES)[number];

/**
 * A public base that nobody recorded, but that a published statement implies: stated resources divided by the
 * stated increase. It is marked as implied wherever it is used.
 */
export interface ImpliedPublicBase {
  readonly amount: Money;
  readonly from: string;
  readonly to: string;
  /** Increase of the public budget as a ratio: "0.22". */
  readonly statedIncrease: string;
  readonly statedResources: Money;
  readonly source: PublishedStatement;
}

export interface PartnershipRegistered {
  readonly type: 'PartnershipRegistered';
  readonly data: PartnershipProfile;
}

/** The profile restated as a whole. */
export interface PartnershipCorrected {
  readonly type: 'PartnershipCorrected';
  readonly data: { readonly partnership: Correctable; readonly justification: Justification };
}

export interface ConventionSigned {
  readonly type: 'ConventionSigned';
  readonly data: Convention;
}

/** The terms restated as a whole; they replace the earlier ones from their first day on. */
export interface ConventionAmended {
  readonly type: 'ConventionAmended';
  readonly data: Convention;
}

export interface ConventionTerminated {
  readonly type: 'ConventionTerminated';
  /** `lastDay`: the last day on which the convention was in force. */
  readonly data: {
    readonly lastDay: string;
    readonly reason: string;
    readonly act: ConventionAct | null;
  };
}

export interface PartnerAdmitted {
  readonly type: 'PartnerAdmitted';
  readonly data: { readonly party: string; readonly role: PartnerRole; readonly on: string };
}

export interface PartnerWithdrawn {
  readonly type: 'PartnerWithdrawn';
  /** `lastDay`: the last day on which it was a partner. */
  readonly data: { readonly party: string; readonly lastDay: string; readonly reason: string };
}

export interface PublicBaseImplied {
  readonly type: 'PublicBaseImplied';
  readonly data: ImpliedPublicBase;
}

export interface PublicBaseWithdrawn {
  readonly type: 'PublicBaseWithdrawn';
  readonly data: { readonly reason: string };
}

export type PartnershipEvent =
  | PartnershipRegistered
  | PartnershipCorrected
  | ConventionSigned
  | ConventionAmended
  | ConventionTerminated
  | PartnerAdmitted
  | PartnerWithdrawn
  | PublicBaseImplied
  | PublicBaseWithdrawn;
