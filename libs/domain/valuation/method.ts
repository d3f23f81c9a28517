/**
 * A valuation method as data: which formula turns a quantity into money, with which numbers of its own, how it rounds,
 * what it may not exceed, who says so and since when. A version that has been used never changes; another one follows.
 */
import type { FormulaId } from './formulas.ts';

export { QUANTITY_UNITS, type QuantityUnit } from './units.ts';

/** Kinds of resource that a method can value. Money is worth what it is, and relations have no value at all. */
export const VALUED_KINDS = [
  'PAID_STAFF',
  'VOLUNTEER_TIME',
  'ASSET_USE',
  'DONATED_GOODS',
  'DONATED_SERVICE',
] as const;
export type ValuedKind = (typeof VALUED_KINDS)[number];

/**
 * `RATE_FIRST`: the unit rate to two decimals, half up, then the value to the cent, half up.
 * `ONCE_AT_END`: only the value, half up. The same 137.5 hours come out 0.20 apart, so a method says which.
 */
export const ROUNDING_POLICIES = ['RATE_FIRST', 'ONCE_AT_END'] as const;
export type RoundingPolicy = (typeof ROUNDING_POLICIES)[number];

/** The most that the method may give: euro per unit, or euro in all for one contribution. */
export interface Cap {
  readonly on: 'RATE' | 'VALUE';
  /** Euro, at most 6 decimals. */
  readonly amount: string;
}

/** What a version of a method says, whoever keeps it. */
export interface MethodTerms {
  readonly name: { readonly it: string; readonly en: string };
  readonly kinds: readonly ValuedKind[];
  readonly formula: FormulaId;
  /** The formula's own numbers, each a decimal: annualHours, rateBp and so on. */
  readonly params: Readonly<Record<string, string>>;
  readonly rounding: RoundingPolicy;
  readonly cap: Cap | null;
  /** Law, standard or decision that the method follows. */
  readonly legalSource: string;
  readonly validFrom: string;
}

/** A version that may be used for facts from `validFrom` to `validTo`, both included; null: until further notice. */
export interface MethodVersion extends MethodTerms {
  readonly version: number;
  readonly validTo: string | null;
}

/** A version that every ledger knows by its code. */
export interface StandardMethod extends MethodVersion {
  readonly id: string;
}
