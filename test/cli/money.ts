/** Sums of this folder's tests, computed apart from the product: integer cents all the way. */

/** `1234,50`, `1234.5` or nothing at all as cents. */
export function centsOf(written: string): bigint {
  const [euro = '', cents = ''] = written.trim().split(/[,.]/);
  return BigInt(`${euro === '' ? '0' : euro}${cents.padEnd(2, '0')}`);
}

/** Cents as `1234.50`. */
export function euroOf(cents: bigint): string {
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The quotient with `decimals` decimals, half up, as a text. */
export function quotientOf(above: bigint, below: bigint, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const scaled = (above * scale * 2n + below) / (below * 2n);
  return `${scaled / scale}.${(scaled % scale).toString().padStart(decimals, '0')}`;
}

export function sumOf(cents: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const each of cents) sum += each;
  return sum;
}
