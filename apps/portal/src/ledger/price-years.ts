import type { PriceIndex } from '../api/types.ts';

const MONTHS = 12;

/** The whole years whose prices an index tells: by a point of the year, or of each of its months. Newest first. */
export function yearsOf({ points }: Pick<PriceIndex, 'points'>): string[] {
  const months = new Map<string, number>();
  for (const { period } of points) {
    const year = period.slice(0, 4);
    months.set(year, (months.get(year) ?? 0) + (period === year ? MONTHS : 1));
  }
  return [...months]
    .flatMap(([year, count]) => (count >= MONTHS ? [year] : []))
    .toSorted()
    .toReversed();
}
