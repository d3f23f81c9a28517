/**
 * Many partnerships side by side, each with the same figure: ratios of sums, medians, and no figures for groups that
 * are too small. A mean of ratios is never taken.
 *
 * Groups of fewer than five are not told: so few say little of a region and much of each of its partnerships. It is the
 * threshold rule of official statistics, where five is one of the two counts in use (Glossary of Statistical Disclosure
 * Control, UNECE/Eurostat work session on confidentiality, 2005). Where the groups add up to a whole that is told,
 * further groups are held back, the smallest first, until those that are held back have at least five partnerships
 * together: the whole less what is told then says nothing of fewer.
 */
import type { Cents } from '../money.ts';
import type { Definition } from './definitions.ts';
import { quotientOf, type Quotient } from './figure.ts';

export const TOLD_FROM = 5;

/** A ratio before it is divided; the denominator is positive. */
export interface Fraction {
  readonly numerator: Cents;
  readonly denominator: Cents;
}

/** Whether each group is held back, by its number of partnerships. `addUp`: together they are a whole that is told. */
export function heldBack(sizes: readonly number[], addUp: boolean): readonly boolean[] {
  const held = sizes.map((size) => size < TOLD_FROM);
  if (!addUp) return held;
  const bySize = [...sizes.keys()].sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0));
  const together = (): number =>
    sizes.reduce((sum, size, index) => (held[index] === true ? sum + size : sum), 0);
  for (const index of bySize) {
    const hidden = together();
    if (hidden === 0 || hidden >= TOLD_FROM) break;
    held[index] = true;
  }
  return held;
}

/** The middle of these ratios, or half way between the two in the middle, exactly; null where there is none. */
export function medianOf(definition: Definition, ratios: readonly Fraction[]): Quotient | null {
  const sorted = ratios.toSorted((a, b) => {
    const difference = a.numerator * b.denominator - b.numerator * a.denominator;
    return difference < 0n ? -1 : Number(difference > 0n);
  });
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) return null;
  const twice = low.numerator * high.denominator + high.numerator * low.denominator;
  return quotientOf(definition, twice, 2n * low.denominator * high.denominator, false);
}
