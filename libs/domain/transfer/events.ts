import type { Span } from '../calendar.ts';
import type { Funding } from '../contribution/statement.ts';
import type { Justification } from '../justification.ts';
import type { Money } from '../money.ts';

/**
 * Money of contributions passed on inside a partnership, from one body to another: upfront allocations from Region to
 * Ambito to partner, advances, shares of a project. It was counted where it entered, so a transfer weighs zero.
 */
export interface TransferTerms {
  readonly from: string;
  readonly to: string;
  readonly amount: Money;
  /** The contributions whose money it is; the parts add up to the amount. */
  readonly fundedBy: readonly Funding[];
  readonly effectiveOn: string;
  /** The day of a closed year that a late entry is about. */
  readonly lateFor: Span | null;
  /** Number and date of the act, as the body writes it. */
  readonly act: string | null;
}

export interface ResourceTransferred {
  readonly type: 'ResourceTransferred';
  readonly data: TransferTerms & { readonly partnership: string };
}

export interface TransferReversed {
  readonly type: 'TransferReversed';
  readonly data: { readonly effectiveOn: string; readonly justification: Justification };
}

export type TransferEvent = ResourceTransferred | TransferReversed;
