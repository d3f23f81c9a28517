/** What can be asked of a contribution: opened once, moved on, looked at again, corrected, reversed. */
import type { Reasons } from '../controls/controls.ts';
import type {
  AskedEvidence,
  AskedStatement,
  Justification,
  RelationalDeclaration,
  YearAmount,
} from './events.ts';
import type { MoveOn } from './movement.ts';
import type { PledgeCommand } from './pledge.ts';
import type { SecondLook } from './verification.ts';

export interface RecordContribution {
  readonly kind: 'record';
  readonly partnership: string;
  readonly externalRef: string | null;
  readonly statement: AskedStatement;
  /** Reasons for findings of controls that need one. */
  readonly reasons?: Reasons;
}

export interface PledgeContribution extends Omit<RecordContribution, 'kind'> {
  readonly kind: 'pledge';
  readonly schedule: readonly YearAmount[] | null;
  readonly expiresOn: string | null;
}

export interface DeclareRelational {
  readonly kind: 'declare';
  readonly partnership: string;
  readonly externalRef: string | null;
  readonly declaration: Omit<RelationalDeclaration, 'evidence'> & {
    readonly evidence: readonly AskedEvidence[];
  };
}

export interface CorrectContribution {
  readonly kind: 'correct';
  /** The members to state anew; what is absent stays as it was. */
  readonly changes: Partial<AskedStatement>;
  readonly justification: Justification;
  readonly reasons?: Reasons;
}

export interface ReclassifyContribution {
  readonly kind: 'reclassify';
  readonly fundingSource: string;
  /** Null: as if it had always been so. */
  readonly effectiveOn: string | null;
  readonly justification: Justification;
}

export interface AttachEvidence {
  readonly kind: 'attachEvidence';
  readonly document: AskedEvidence;
}

/** Undoes a commitment, delivery or payment on which nothing rests. */
export interface ReverseMovement {
  readonly kind: 'reverseMovement';
  /** Which of the commitments, deliveries and payments, counted from 1 in order of recording. */
  readonly movement: number;
  readonly justification: Justification;
}

export interface ReverseContribution {
  readonly kind: 'reverse';
  readonly effectiveOn: string | null;
  readonly justification: Justification;
  /** Go on although others draw on it. */
  readonly despiteDependents?: boolean;
}

export type Opening = RecordContribution | PledgeContribution | DeclareRelational;
export type Revising =
  CorrectContribution | ReclassifyContribution | AttachEvidence | ReverseMovement | ReverseContribution;
export type ContributionCommand = Opening | Revising | PledgeCommand | MoveOn | SecondLook;
