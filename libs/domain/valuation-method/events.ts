import type { MethodTerms } from '../valuation/method.ts';
import type { QuantityUnit } from '../valuation/units.ts';

/** What a local method says, and where it applies. */
export interface ProposedTerms extends MethodTerms {
  /** Things, places or bodies for which it is meant, as the decision puts it. */
  readonly scope: string;
}

/** Usable from the day on which it is adopted, for the facts of its validity. */
export interface ValuationMethodProposed {
  readonly type: 'ValuationMethodProposed';
  readonly data: ProposedTerms & { readonly version: number };
}

export interface ValuationMethodAdopted {
  readonly type: 'ValuationMethodAdopted';
  readonly data: {
    readonly version: number;
    /** Number and date of the act, as the body writes it. */
    readonly act: string | null;
    /** The version in force until then, and its last day: the one before this version's first. */
    readonly closes: { readonly version: number; readonly validTo: string } | null;
  };
}

export interface ValuationMethodRetired {
  readonly type: 'ValuationMethodRetired';
  readonly data: { readonly version: number; readonly validTo: string; readonly reason: string };
}

/** What one unit of a level costs, by a table that others publish: a collective agreement, a tariff, a quotation. */
export interface ReferenceRate {
  /** Qualification or class, as the table names it. */
  readonly level: string;
  /** Euro per unit, at most 6 decimals. */
  readonly rate: string;
  readonly unit: QuantityUnit;
  readonly validFrom: string;
  /** Null: until the next one. */
  readonly validTo: string | null;
  readonly source: { readonly title: string; readonly url: string | null };
}

export interface ReferenceRatePublished {
  readonly type: 'ReferenceRatePublished';
  readonly data: ReferenceRate & {
    /** The open-ended rate of the level that this one follows, by its first day, and the last day it has now. */
    readonly closes: { readonly validFrom: string; readonly validTo: string } | null;
  };
}

export type ValuationMethodEvent =
  ValuationMethodProposed | ValuationMethodAdopted | ValuationMethodRetired | ReferenceRatePublished;
