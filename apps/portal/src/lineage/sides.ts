import type { LineageGroup } from '../api/types.ts';
import { sumDecimals } from '../format/decimal.ts';

/** What one side gave to a term, by year. */
export interface SideOfTerm {
  readonly side: string;
  /** Sum of the groups, exact. */
  readonly amount: string;
  readonly leaves: number;
  readonly years: readonly LineageGroup[];
}

/** Groups gathered by side, sides as the service sends them, years from the first to the last. */
export function sidesOf(groups: readonly LineageGroup[]): SideOfTerm[] {
  const sides = new Map<string, LineageGroup[]>();
  for (const group of groups) {
    const years = sides.get(group.key.side);
    if (years === undefined) sides.set(group.key.side, [group]);
    else years.push(group);
  }
  return [...sides].map(([side, years]) => ({
    side,
    amount: sumDecimals(years.map(({ amount }) => amount.amount)),
    leaves: years.reduce((sum, { leaves }) => sum + leaves, 0),
    years: years.toSorted((a, b) => a.key.year - b.key.year),
  }));
}
