import type { Span } from '../calendar.ts';
import type { Money } from '../money.ts';

/**
 * How far a contribution has come. A later stage includes the earlier ones: what is delivered was committed.
 * Pledges, verification and the acts between the stages belong to the life of a contribution, still to come.
 */
export const STAGES = ['COMMITTED', 'DELIVERED', 'PAID'] as const;
export type Stage = (typeof STAGES)[number];

/** How a quantity became money: the method and its version, and the rate that was used. */
export interface Valuation {
  readonly method: 'HOURS_AT_RATE' | 'UNITS_AT_RATE';
  readonly version: 1;
  /** Euro per hour or per unit, at most 6 decimals. */
  readonly rate: string;
}

export const ASSET_UNITS = ['HOUR', 'DAY', 'MONTH', 'YEAR', 'KM', 'ITEM'] as const;
export type AssetUnit = (typeof ASSET_UNITS)[number];

/** Money that changed hands, or was bound to. */
export interface Cash {
  readonly kind: 'CASH';
  readonly amount: Money;
}

/** Working time of staff that the bringer pays. */
export interface PaidStaff {
  readonly kind: 'PAID_STAFF';
  readonly minutes: number;
  readonly valuation: Valuation;
}

/** Use of a room, vehicle or equipment without payment. */
export interface AssetUse {
  readonly kind: 'ASSET_USE';
  /** Decimal, at most 6 decimals. */
  readonly quantity: string;
  readonly unit: AssetUnit;
  readonly valuation: Valuation;
}

export type Resource = Cash | PaidStaff | AssetUse;
export const RESOURCE_KINDS = ['CASH', 'PAID_STAFF', 'ASSET_USE'] as const;

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

export interface EvidenceDocument {
  /** Reference in the archive of the body that keeps the document. */
  readonly reference: string;
  /** SHA-256 of the document, 64 hexadecimal digits. */
  readonly sha256: string;
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
  /** When it took effect; a span counts evenly by day. */
  readonly effective: Span;
  /** `ASSUMED` when the source gives no date and the recorder chose one. */
  readonly dating: 'STATED' | 'ASSUMED';
  readonly usersArea: UsersArea | null;
  readonly cup: string | null;
  readonly place: Place | null;
  /** Number and date of the act, as the body writes it. */
  readonly act: string | null;
  readonly evidence: readonly EvidenceDocument[];
}

export const CORRECTION_REASONS = [
  'ENTRY_ERROR',
  'DUPLICATE',
  'NEW_EVIDENCE',
  'REVALUATION',
  'CUT',
  'APPEAL',
  'REFUND',
  'SOURCE_CHANGED',
] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

export interface Justification {
  readonly reason: CorrectionReason;
  /** Act or document that justifies the change. */
  readonly reference: string | null;
}

export interface ContributionRecorded {
  readonly type: 'ContributionRecorded';
  readonly data: {
    readonly partnership: string;
    /** The recorder's own reference; unique in the partnership. */
    readonly externalRef: string | null;
    readonly statement: Statement;
    /** Value of the resource in euro, rounded once. */
    readonly value: Money;
  };
}

export interface ContributionCorrected {
  readonly type: 'ContributionCorrected';
  readonly data: {
    readonly statement: Statement;
    readonly value: Money;
    readonly justification: Justification;
  };
}

export interface ContributionReversed {
  readonly type: 'ContributionReversed';
  readonly data: {
    /** Null: as if it had never been, from its own dates on. A date: undone on that day. */
    readonly effectiveOn: string | null;
    readonly justification: Justification;
  };
}

export type ContributionEvent = ContributionRecorded | ContributionCorrected | ContributionReversed;
