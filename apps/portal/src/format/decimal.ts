/** Exact decimal strings, as the ledger sends them. No binary fraction ever touches an amount. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Sign, integer digits and fraction digits of a decimal string; anything else is a fault of the sender. */
export function decimalParts(text: string): { negative: boolean; integer: string; fraction: string } {
  const match = DECIMAL.exec(text);
  if (match === null) throw new RangeError(`not a decimal: ${text}`);
  return { negative: match[1] === '-', integer: match[2] ?? '0', fraction: match[3] ?? '' };
}

function parse(text: string): Decimal {
  const { negative, integer, fraction } = decimalParts(text);
  const units = BigInt(integer + fraction);
  return { units: negative ? -units : units, scale: fraction.length };
}

function rescale({ units, scale }: Decimal, to: number): bigint {
  return units * 10n ** BigInt(to - scale);
}

function print(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const cut = digits.length - scale;
  const fraction = scale === 0 ? '' : `.${digits.slice(cut)}`;
  return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}${fraction}`;
}

/** Exact sum, with at least two decimals. */
export function sumDecimals(texts: readonly string[]): string {
  const values = texts.map(parse);
  const scale = values.reduce((largest, value) => Math.max(largest, value.scale), 2);
  return print(
    values.reduce((sum, value) => sum + rescale(value, scale), 0n),
    scale,
  );
}

/** -1, 0 or 1. */
export function signOf(text: string): -1 | 0 | 1 {
  const { units } = parse(text);
  if (units === 0n) return 0;
  return units < 0n ? -1 : 1;
}

export function equalDecimals(left: string, right: string): boolean {
  const [a, b] = [parse(left), parse(right)];
  const scale = Math.max(a.scale, b.scale);
  return rescale(a, scale) === rescale(b, scale);
}

/** A quotient rounded half away from zero to `places` decimals; the divisor is above zero. */
export function divideBy(text: string, divisor: bigint, places: number): string {
  const { units, scale } = parse(text);
  const all = divisor * 10n ** BigInt(scale);
  const magnitude = (units < 0n ? -units : units) * 10n ** BigInt(places);
  const rounded = (magnitude * 2n + all) / (2n * all);
  return print(units < 0n ? -rounded : rounded, places);
}

/** Rounds half away from zero to `places` decimals. */
export function roundHalfUp(text: string, places: number): string {
  const value = parse(text);
  if (value.scale <= places) return print(rescale(value, places), places);
  const divisor = 10n ** BigInt(value.scale - places);
  const magnitude = value.units < 0n ? -value.units : value.units;
  const rounded = (magnitude + divisor / 2n) / divisor;
  return print(value.units < 0n ? -rounded : rounded, places);
}
