/** What a contribution states, and what a part of it states when it moves on. */
import type { Span } from '../calendar.ts';
import type { ControlResult } from '../controls/controls.ts';
import type { Money } from '../money.ts';
import type { QuantityUnit } from '../valuation/method.ts';
import type {
  AssetUse,
  CashNature,
  DonatedGoods,
  DonatedService,
  Resource,
  ResourceFamily,
  VolunteerTime,
} from './resources.ts';

/** How far it has come when it is recorded. A later stage includes the earlier: what is delivered was committed. */
export const STAGES = ['PLEDGED', 'COMMITTED', 'DELIVERED', 'PAID'] as const;
export type Stage = (typeof STAGES)[number];

/** Users' areas of the ISTAT survey of municipal social expenditure. */
export const USERS_AREAS = ['FAM', 'DIS', 'DIP', 'ANZ', 'IMM', 'POV', 'MUL'] as const;
export type UsersArea = (typeof USERS_AREAS)[number];

/** Places as the source names them, and the ISTAT code of the municipality when there is one. */
export interface Place {
  readonly regions: readonly string[];
  readonly provinces: readonly string[];
  readonly municipalities: readonly string[];
  readonly istat: string | null;
}

/** What a document proves, by the evidence that a control expects of each kind of resource. */
export const DOCUMENT_TYPES = [
  'INVOICE',
  'PAYMENT_PROOF',
  'PAYSLIP',
  'EMPLOYMENT_DOCUMENT',
  'TIMESHEET',
  'VOLUNTEER_REGISTER',
  'INSURANCE',
  'APPRAISAL',
  'FREE_LOAN_AGREEMENT',
  'GRANT_LETTER',
  'METHOD_DOCUMENT',
  'DELIVERY_PROOF',
  'OTHER',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** How long a document must be kept: art. 82 CPR, de minimis and civil code (10 years), or for ever. */
export const RETENTION_CLASSES = ['CPR_5_YEARS', 'TEN_YEARS', 'PERMANENT'] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

export interface EvidenceDocument {
  /** Reference in the archive of the body that keeps the document. */
  readonly reference: string;
  /** SHA-256 of the document, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly type: DocumentType;
  /** Tax code of the body that issued it and its number, for an invoice or a payslip run. */
  readonly issuer: string | null;
  readonly number: string | null;
  readonly pages: number | null;
  readonly retention: RetentionClass;
  /** Basis points of the document that are claimed here; null when it was never said. */
  readonly shareBp: number | null;
}

/** Part of a contribution that another one, already counted, pays for: a euro counts once. */
export interface Funding {
  readonly contribution: string;
  readonly amount: Money;
}

/** All that a contribution states; a correction states it anew. */
export interface Statement {
  /** Who parts with the resource. */
  readonly payer: string;
  /** Who is credited for it. */
  readonly bringer: string;
  /** Who gets it, when that is known. */
  readonly receiver: string | null;
  readonly fundingSource: string;
  readonly stage: Stage;
  readonly resource: Resource;
  readonly family: ResourceFamily;
  /** When it took effect; a span counts evenly by day. */
  readonly effective: Span;
  /** The days of a closed period that a late entry is about; it counts on its effective days. */
  readonly lateFor: Span | null;
  /** `ASSUMED` when the source gives no date and the recorder chose one. */
  readonly dating: 'STATED' | 'ASSUMED';
  readonly fundedBy: readonly Funding[];
  readonly usersArea: UsersArea | null;
  readonly cup: string | null;
  readonly place: Place | null;
  /** Number and date of the act, as the body writes it. */
  readonly act: string | null;
  readonly evidence: readonly EvidenceDocument[];
}

/** A statement as it is asked for; what is left out has its ordinary value, and the decider works out the rest. */
export interface AskedStatement extends Omit<
  Statement,
  'resource' | 'family' | 'lateFor' | 'fundedBy' | 'evidence'
> {
  readonly resource: AskedResource;
  readonly family?: ResourceFamily;
  readonly lateFor?: Span | null;
  readonly fundedBy?: readonly Funding[];
  readonly evidence: readonly AskedEvidence[];
}

export type AskedResource =
  | AskedCash
  | AskedPaidStaff
  | Asked<VolunteerTime>
  | AskedAssetUse
  | Asked<DonatedGoods>
  | Asked<DonatedService>;

/** Null or left out: not valued yet. */
interface AskedValue {
  readonly valuation?: AskedValuation | null;
}

type Asked<Valued> = Omit<Valued, 'valuation'> & AskedValue;

export interface AskedCash {
  readonly kind: 'CASH';
  readonly nature?: CashNature;
  /** In euro; absent when the amount is in another currency. */
  readonly amount?: Money | null;
  readonly foreign?: AskedForeignAmount | null;
  readonly userPart?: Money | null;
}

export interface AskedForeignAmount {
  readonly amount: string;
  readonly currency: string;
  readonly exchange: { readonly rate: string; readonly on: string; readonly source: string } | null;
}

export interface AskedPaidStaff extends AskedValue {
  readonly kind: 'PAID_STAFF';
  readonly person?: string | null;
  readonly minutes: number;
  readonly reimbursedBp?: number;
}

export interface AskedAssetUse extends Omit<Asked<AssetUse>, 'asset'> {
  readonly asset?: string | null;
}

export interface AskedValuation {
  readonly method: string;
  readonly version: number;
  /** Euro per hour or unit, where the method takes a stated rate; short for an input of that name. */
  readonly rate?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Takes the reference rate of this level on the day. */
  readonly level?: string | null;
  /** A second method to ask; of the two values the lower counts. */
  readonly other?: AskedOtherValuation | null;
}

export interface AskedOtherValuation {
  readonly method: string;
  readonly version: number;
  readonly quantity: string;
  readonly unit: QuantityUnit;
  readonly inputs: Readonly<Record<string, string>>;
}

export type AskedEvidence = Pick<EvidenceDocument, 'reference' | 'sha256'> &
  Partial<Omit<EvidenceDocument, 'reference' | 'sha256'>>;

export interface YearAmount {
  readonly year: number;
  readonly amount: Money;
}

/** A part of a contribution that moved on: committed, delivered or paid. */
export interface Movement {
  readonly value: Money;
  /** Minutes or units of it; null for money. */
  readonly quantity: string | null;
  readonly effective: Span;
  readonly lateFor: Span | null;
  readonly accounting: Accounting | null;
  readonly reference: string | null;
  /** Why the past is drawn on though later moves had used it up (backdated entries). */
  readonly overdraw: string | null;
  /** Order of rungs from which the amount was taken, with how much of each. */
  readonly from: readonly { readonly rung: Stage; readonly value: Money }[];
  readonly controls: readonly ControlResult[];
}

/** Public accounting of a part (D.Lgs. 267/2000 arts. 183-185, D.Lgs. 118/2011): the phase decides what is due. */
export interface Accounting {
  /** Impegno, with its year. */
  readonly commitmentNo: string | null;
  readonly year: number | null;
  /** Piano dei conti, level V; the SIOPE code of a payment. */
  readonly pdc: string | null;
  readonly missionProgramme: string | null;
  readonly liquidationNo: string | null;
  /** Mandato. */
  readonly mandateNo: string | null;
  readonly dedicatedAccount: boolean;
  /** Publication of the grant (D.Lgs. 33/2013 arts. 26-27), without which nothing above 1,000 euro is paid. */
  readonly publication: string | null;
}
