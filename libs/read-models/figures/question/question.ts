/** What can be asked of the facts. */
import type { Basis, Scope, View } from '#domain/figures/definitions';

/** What facts are told apart by: each can be filtered and grouped by. */
export const DIMENSIONS = [
  'partnership',
  'sizeClass',
  'side',
  'origin',
  'kind',
  'stage',
  'grade',
  'word',
  'year',
  'payer',
  'bringer',
  'receiver',
  'source',
  'fund',
  'area',
  'municipality',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What a body brought, and by whose money: asked with an account only, and never published. */
export const OF_PARTIES: readonly Dimension[] = ['payer', 'bringer', 'receiver', 'source'];
/** What would besides describe an amount so closely that one could tell whose it is: for accounts (decision 10). */
export const OF_ACCOUNTS: readonly Dimension[] = [...OF_PARTIES, 'word', 'fund', 'municipality'];

/** Values of a dimension are alternatives; what is asked of several dimensions must all be so. */
export type Filters = Readonly<Partial<Record<Dimension, readonly string[]>>>;

/** Value of a dimension of which a fact says nothing. */
export const NOT_STATED = 'NOT_STATED';

/** Real terms: each amount in prices of one period of an index. */
export interface Prices {
  readonly series: string;
  /** A year or a month of the index: `2024`, `2024-05`. */
  readonly of: string;
}

/** What if an hour or unit had another value: of this kind of resource, and where one is named, by this method. */
export interface WhatIf {
  readonly kind: string;
  readonly method: string | null;
  /** Euro per hour or unit, in place of the rate that was used. What was valued without a rate stays. */
  readonly rate: string;
}

/** Which facts count, and how each is weighed. */
export interface Selection {
  readonly partnership: string;
  /** The whole chain that the partnership is a link of, instead of it alone. */
  readonly chain?: boolean;
  readonly basis: Basis;
  readonly view: View;
  readonly scope?: Scope;
  /** Facts that took effect by the end of this date. */
  readonly effectiveAsOf: string;
  /** Facts known at this log position; the newest when absent. */
  readonly position?: bigint;
  readonly only?: Filters;
  readonly without?: Filters;
  readonly prices?: Prices | null;
  readonly whatIf?: readonly WhatIf[];
}

export interface FigureQuestion extends Selection {
  /** `L1` is the version in force at the date, `L1@2` that version whenever. */
  readonly definitions: readonly string[];
  /** At most two. */
  readonly groupBy?: readonly Dimension[];
}
