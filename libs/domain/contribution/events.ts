/** The events of a contribution; its vocabulary comes along, so that one import names everything it is about. */
export * from '../justification.ts';
export * from './resources.ts';
export * from './statement.ts';
import type { Span } from '../calendar.ts';
import type { ControlResult } from '../controls/controls.ts';
import type { Justification } from '../justification.ts';
import type { Money } from '../money.ts';
import type { Movement, Statement, YearAmount } from './statement.ts';
import type { Relational, Resource } from './resources.ts';

/** What a value may count for under a funder's own rules, where that is less than the value. */
export interface Admissible {
  /** CPR: Regulation (EU) 2021/1060. */
  readonly view: 'CPR';
  readonly value: Money;
  readonly why: string;
}

/** A statement with its value in euro, rounded once, and what the controls found. */
export interface Valued {
  readonly statement: Statement;
  /** Null exactly when the resource has no valuation: no amount was ever found, and 0.00 would be one. */
  readonly value: Money | null;
  readonly admissible: readonly Admissible[];
  readonly controls: readonly ControlResult[];
}

interface Entered {
  readonly partnership: string;
  /** The recorder's own reference; unique in the partnership. */
  readonly externalRef: string | null;
}

export interface ContributionRecorded {
  readonly type: 'ContributionRecorded';
  readonly data: Entered & Valued;
}

export interface ContributionPledged {
  readonly type: 'ContributionPledged';
  readonly data: Entered &
    Valued & {
      /** The pledge by calendar year, when it was made so; the years add up to the value. */
      readonly schedule: readonly YearAmount[] | null;
      readonly expiresOn: string | null;
    };
}

/** A pledge restated: it counts as pledged anew by its schedule, or its difference from `effectiveOn` on. */
export interface PledgeRevised {
  readonly type: 'PledgeRevised';
  readonly data: {
    readonly resource: Resource;
    readonly value: Money;
    readonly schedule: readonly YearAmount[] | null;
    readonly effectiveOn: string;
    readonly justification: Justification;
    readonly admissible: readonly Admissible[];
    readonly controls: readonly ControlResult[];
  };
}

/** What of a pledge was still open and will not come; `CONFIRMED`: the rest was let go with a confirmation. */
export interface PledgeReleased {
  readonly type: 'PledgeReleased';
  readonly data: {
    readonly value: Money;
    readonly effectiveOn: string;
    readonly why: 'RELEASED' | 'CONFIRMED';
    readonly reference: string | null;
  };
}

/** A pledge ends by an event, never by the clock of whoever reads. */
export interface PledgeExpired {
  readonly type: 'PledgeExpired';
  readonly data: { readonly value: Money; readonly effectiveOn: string };
}

export interface ContributionCommitted {
  readonly type: 'ContributionCommitted';
  readonly data: Movement;
}

export interface ContributionDelivered {
  readonly type: 'ContributionDelivered';
  readonly data: Movement;
}

export interface ContributionPaid {
  readonly type: 'ContributionPaid';
  readonly data: Movement;
}

/** A part that moved on by mistake never did; what of a pledge was let go with it is open again. */
export interface MovementReversed {
  readonly type: 'MovementReversed';
  readonly data: {
    /** Which of the commitments, deliveries and payments of this contribution, counted from 1. */
    readonly movement: number;
    readonly justification: Justification;
  };
}

export interface EvidenceAttached {
  readonly type: 'EvidenceAttached';
  readonly data: {
    readonly document: Statement['evidence'][number];
    readonly controls: readonly ControlResult[];
  };
}

/** Dates and amount of a part of what was claimed. */
export interface Piece {
  readonly effective: Span;
  readonly value: Money;
}

/** A second person's decision: admitted + cut = claimed. Rejected is what admits nothing. */
export interface ContributionVerified {
  readonly type: 'ContributionVerified';
  readonly data: Decided & { readonly admitted: Money; readonly pieces: readonly Piece[] };
}

export interface ContributionRejected {
  readonly type: 'ContributionRejected';
  readonly data: Decided;
}

interface Decided {
  readonly claimed: Money;
  readonly cut: Money;
  readonly reason: CutReason | null;
  /** An earlier cut taken up again after an appeal. */
  readonly onAppeal: boolean;
  /** Report or check-list of the control. */
  readonly reference: string | null;
  readonly controls: readonly ControlResult[];
}

export const CUT_REASONS = [
  'MISSING_EVIDENCE',
  'MISSING_SIGNATURES',
  'NOT_ELIGIBLE',
  'OUTSIDE_PERIOD',
  'OVER_CEILING',
  'DOUBLE_FUNDED',
  'WRONG_AMOUNT',
  'OTHER',
] as const;
export type CutReason = (typeof CUT_REASONS)[number];

export interface ContributionConfirmed {
  readonly type: 'ContributionConfirmed';
  readonly data: { readonly party: string };
}

export const CONTEST_REASONS = ['WRONG_AMOUNT', 'WRONG_DATES', 'NOT_OURS', 'MISSING_PART', 'OTHER'] as const;
export type ContestReason = (typeof CONTEST_REASONS)[number];

export interface ContributionContested {
  readonly type: 'ContributionContested';
  readonly data: {
    readonly party: string;
    readonly reason: ContestReason;
    readonly reference: string | null;
  };
}

export interface ContestResolved {
  readonly type: 'ContestResolved';
  readonly data: { readonly outcome: 'UPHELD' | 'DISMISSED'; readonly reference: string };
}

export interface ContributionCorrected {
  readonly type: 'ContributionCorrected';
  readonly data: Valued & { readonly justification: Justification };
}

/** Another funding source, so perhaps another side; from a day on, or as if it had always been so. */
export interface ContributionReclassified {
  readonly type: 'ContributionReclassified';
  readonly data: {
    readonly from: string;
    readonly to: string;
    readonly effectiveOn: string | null;
    readonly justification: Justification;
  };
}

export interface ContributionReversed {
  readonly type: 'ContributionReversed';
  readonly data: {
    /** Null: as if it had never been, from its own dates on. A date: undone on that day. */
    readonly effectiveOn: string | null;
    readonly justification: Justification;
    /** What draws on it and stands all the same, when that was accepted. */
    readonly despite: readonly string[];
  };
}

/** Money that came back to whoever gave it. */
export interface FundsRecovered {
  readonly type: 'FundsRecovered';
  readonly data: {
    readonly value: Money;
    readonly from: string;
    readonly effectiveOn: string;
    readonly act: string;
  };
}

/** The right to recover given up, by an act. */
export interface RecoveryWaived {
  readonly type: 'RecoveryWaived';
  readonly data: { readonly value: Money; readonly act: string; readonly reason: string };
}

/** A relational resource: counted, never valued. */
export interface RelationalDeclaration {
  readonly bringer: string;
  readonly receiver: string | null;
  readonly resource: Relational;
  readonly effective: Span;
  readonly usersArea: Statement['usersArea'];
  readonly place: Statement['place'];
  readonly evidence: Statement['evidence'];
}

export interface RelationalResourceDeclared {
  readonly type: 'RelationalResourceDeclared';
  readonly data: Entered & {
    readonly declaration: RelationalDeclaration;
    readonly controls: readonly ControlResult[];
  };
}

export type ContributionEvent =
  | ContributionRecorded
  | ContributionPledged
  | PledgeRevised
  | PledgeReleased
  | PledgeExpired
  | ContributionCommitted
  | ContributionDelivered
  | ContributionPaid
  | MovementReversed
  | EvidenceAttached
  | ContributionVerified
  | ContributionRejected
  | ContributionConfirmed
  | ContributionContested
  | ContestResolved
  | ContributionCorrected
  | ContributionReclassified
  | ContributionReversed
  | FundsRecovered
  | RecoveryWaived
  | RelationalResourceDeclared;
