/** Chains: partnerships that follow one another, call after call or from an understanding to what became of it. */
import type { PartnershipKnown } from '../memory/memory.ts';

/**
 * The whole chain of a partnership as it was known at a position: what it follows and what follows it, each way to the
 * end, and every branch. In the order in which they were registered; codes of names. Alone when nothing is linked.
 */
export function chainOf(
  partnership: number,
  all: readonly PartnershipKnown[],
  position: number,
): readonly number[] {
  const links = all.filter(({ knownFrom, follows }) => follows !== 0 && knownFrom <= position);
  const before = new Map(links.map((link) => [link.partnership, link.follows]));
  let first = partnership;
  for (let next = before.get(first); next !== undefined; next = before.get(first)) first = next;
  // A link is registered after what it follows, so one pass finds all that comes of the first.
  const chain = new Set([first]);
  for (const link of links) if (chain.has(link.follows)) chain.add(link.partnership);
  return [...chain];
}
