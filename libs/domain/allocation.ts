/**
 * Splitting a whole into parts that add up to it, always: the largest-remainder method (Hamilton). Ties go to
 * the earlier part, so the split depends on nothing but its arguments.
 */

/**
 * `whole` split in proportion to `weights` (non-negative, at least one positive). A negative whole is split as
 * the mirror image of the positive one.
 */
export function allocate(whole: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n || weights.some((weight) => weight < 0n))
    throw new RangeError('weights must be >= 0 and not all 0');
  if (whole < 0n) return allocate(-whole, weights).map((part) => -part);

  const parts = weights.map((weight) => (whole * weight) / total);
  const remainders = weights.map((weight, index) => ({ index, rest: (whole * weight) % total }));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));

  let left = whole - parts.reduce((sum, part) => sum + part, 0n);
  for (const { index } of remainders) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts;
}
