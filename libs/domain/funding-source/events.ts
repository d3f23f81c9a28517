import type { Justification } from '../contribution/events.ts';
import type { OriginClass } from './origins.ts';

/** Part of a source that comes from one class of ultimate origin, in basis points (1/10,000). */
export interface OriginShare {
  readonly origin: OriginClass;
  readonly bp: number;
}

export interface FundingSourceProfile {
  readonly title: string;
  readonly originShares: readonly OriginShare[];
  /** Short code of the fund as its regulation names it (ESF+, ERDF, FSC, FNPS, ...); see `KNOWN_FUNDS`. */
  readonly fundCode: string | null;
  /** Money to be paid back is financing, not a contribution. */
  readonly repayable: boolean;
  /** Party that grants it. */
  readonly grantor: string | null;
  /** Call or notice of the grantor, as it names it. */
  readonly callReference: string | null;
  readonly cup: string | null;
  /** Programme of the European funds. */
  readonly cci: string | null;
  /** Mission and component of the recovery plan, perhaps with an investment: M5C2, M5C2I1.1. */
  readonly pnrrMeasure: string | null;
  /** Part that the State gives up in taxes (tax credits, CTS art. 81), in basis points; null: not stated. */
  readonly taxExpenditureBp: number | null;
  /** Share of the cost that the call wants from whoever receives it; null when it sets none. Never a rule here. */
  readonly ownShareConditionBp: number | null;
}

/** A source of which only title and origin are known. */
export const NO_TERMS = {
  grantor: null,
  callReference: null,
  cup: null,
  cci: null,
  pnrrMeasure: null,
  taxExpenditureBp: null,
  ownShareConditionBp: null,
} as const;

export interface FundingSourceRegistered {
  readonly type: 'FundingSourceRegistered';
  readonly data: FundingSourceProfile;
}

export interface FundingSourceCorrected {
  readonly type: 'FundingSourceCorrected';
  /** The whole profile as it should have been; its origins are those it was registered with. */
  readonly data: { readonly source: FundingSourceProfile; readonly justification: Justification };
}

export type FundingSourceEvent = FundingSourceRegistered | FundingSourceCorrected;
