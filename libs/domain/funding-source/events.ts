import type { OriginClass } from './origins.ts';

/** Part of a source that comes from one class of ultimate origin, in basis points (1/10,000). */
export interface OriginShare {
  readonly origin: OriginClass;
  readonly bp: number;
}

export interface FundingSourceProfile {
  readonly title: string;
  readonly originShares: readonly OriginShare[];
  /** Short code of the fund as its regulation names it (ESF+, ERDF, FSC, FNPS, ...). */
  readonly fundCode: string | null;
  /** Money to be paid back is financing, not a contribution. */
  readonly repayable: boolean;
}

export interface FundingSourceRegistered {
  readonly type: 'FundingSourceRegistered';
  readonly data: FundingSourceProfile;
}

export type FundingSourceEvent = FundingSourceRegistered;
