/** Why what was recorded is changed: a reason of a closed list, and the act or document that bears it out. */
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
