export const BAR_WIDTH = 120;
const THINNEST = 2;

/** Widths in pixels beside the largest amount; what is there at all is seen, what is negative has no bar. */
export function barWidths(amounts: readonly string[]): number[] {
  // Binary numbers are good enough for pixels.
  const values = amounts.map((amount) => Math.max(0, Number(amount)));
  const largest = Math.max(...values);
  return values.map((value) =>
    value === 0 ? 0 : Math.max(THINNEST, Math.round((value / largest) * BAR_WIDTH)),
  );
}
