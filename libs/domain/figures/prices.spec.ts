/** Real terms: factors are exact, every leaf is rounded once, and what takes money back is restated to its opposite. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Decimal } from '../money.ts';
import { factorOf, restated, type PriceIndex } from './prices.ts';

const index = (points: Readonly<Record<string, string>>, series = 'FOI-XT'): PriceIndex => ({
  series,
  points: new Map(Object.entries(points)),
});
/** FOI without tobacco, 2015 = 100, as ISTAT published it. */
const FOI = index({ '2021-01': '102.9', '2022-05': '110.6', '2024-10': '120.1' });
const months = (of: (month: number) => string, year = '2021'): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [`${year}-${String(i + 1).padStart(2, '0')}`, of(i + 1)]),
  );

function factor(of: PriceIndex, from: string, to: string): { num: bigint; den: bigint } {
  const found = factorOf(of, from, to);
  if (found === null) throw new Error(`no factor from ${from} to ${to}`);
  return found;
}

describe('money in prices of another period', () => {
  it('is 107,482.99 in May 2022 for 100,000.00 of January 2021', () => {
    // 100,000 × 110.6 / 102.9 = 107,482.993…
    expect(restated(100_000_00n, factor(FOI, '2021-01', '2022-05'))).toBe(107_482_99n);
  });

  it('makes 44/210 of a nominal 44/200 when prices rose from 100 to 110', () => {
    const prices = index({ '2025': '100', '2026': '110' });
    const inPricesOf2026 = (cents: bigint, year: string): bigint =>
      restated(cents, factor(prices, year, '2026'));
    const base = inPricesOf2026(100_00n, '2025') + inPricesOf2026(100_00n, '2026');
    const attracted = inPricesOf2026(0n, '2025') + inPricesOf2026(44_00n, '2026');
    expect([attracted, base]).toEqual([44_00n, 210_00n]);
    const percent = new Decimal(attracted.toString()).div(base.toString()).times(100);
    expect(percent.toFixed(6)).toBe('20.952381');
  });

  it('does not depend on the base: linked to 2015 by the coefficient 1.071, every factor stays', () => {
    // 102.9 × 1.071 = 110.2059 and 110.6 × 1.071 = 118.4526: the same points on the base 2010.
    const onBase2010 = index({ '2021-01': '110.2059', '2022-05': '118.4526' });
    expect(factor(onBase2010, '2021-01', '2022-05')).toEqual(factor(FOI, '2021-01', '2022-05'));
  });

  it('rounds half a cent away from zero, on either side', () => {
    const half = { num: 1n, den: 2n };
    expect([restated(1n, half), restated(-1n, half), restated(3n, half)]).toEqual([1n, -1n, 2n]);
    expect([restated(1n, { num: 49n, den: 100n }), restated(-1n, { num: 49n, den: 100n })]).toEqual([0n, 0n]);
  });

  it('is unknown where the series has no point for the period', () => {
    expect(factorOf(FOI, '2021-01', '2021-02')).toBeNull();
    expect(factorOf(FOI, '2020', '2021-01')).toBeNull();
    expect(factorOf(index({ '2021': '102.9', '2022': '110.6' }), '2021-01', '2022')).toBeNull();
  });
});

describe('the index of a year', () => {
  it('is its own point, even beside its twelve months', () => {
    expect(factor(index({ ...months(() => '100'), '2021': '200' }), '2021', '2021-03')).toEqual({
      num: 1n,
      den: 2n,
    });
  });

  it('is the mean of its twelve months where it has none', () => {
    // 100 + 1 + 2 … + 12 over twelve months: 106.5.
    const rising = index({ ...months((month) => String(100 + month)), '2022': '213' });
    expect(factor(rising, '2021', '2022')).toEqual({ num: 2n, den: 1n });
    // Eleven months of 100 and one of 101 are 1201 / 12 = 100.08333…, kept as it is in factors.
    const thirds = index({ ...months((month) => (month === 7 ? '101' : '100')), '2022': '110' });
    expect(factor(thirds, '2021', '2022')).toEqual({ num: 1320n, den: 1201n });
  });

  it('is unknown while one month is missing', () => {
    for (let missing = 1; missing <= 12; missing += 1) {
      const points = months(() => '100');
      delete points[`2021-${String(missing).padStart(2, '0')}`];
      expect(factorOf(index({ ...points, '2022': '101' }), '2021', '2022')).toBeNull();
    }
  });
});

describe('for any index and any money', () => {
  const value = fc
    .integer({ min: 1, max: 999_999_999 })
    .map((millionths) => new Decimal(millionths).div(1e6));
  const points = fc.tuple(value, value, value).map(([a, b, c]) => ({
    '2021': a.toString(),
    '2022': b.toString(),
    '2023': c.toString(),
  }));
  const cents = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });

  it('restates opposites to opposites, never the wrong way round, and within half a cent of the exact amount', () => {
    fc.assert(
      fc.property(points, cents, (given, amount) => {
        const { num, den } = factor(index(given), '2021', '2022');
        const real = restated(amount, { num, den });
        expect(restated(-amount, { num, den })).toBe(-real);
        const off = real * den - amount * num;
        expect(2n * (off < 0n ? -off : off) <= den).toBe(true);
      }),
    );
  });

  it('has factors that invert, chain, and leave a period to itself', () => {
    fc.assert(
      fc.property(points, (given) => {
        const of = (from: string, to: string) => factor(index(given), from, to);
        expect(of('2021', '2021')).toEqual({ num: 1n, den: 1n });
        const there = of('2021', '2022');
        expect(of('2022', '2021')).toEqual({ num: there.den, den: there.num });
        const on = of('2022', '2023');
        const whole = of('2021', '2023');
        expect(there.num * on.num * whole.den).toBe(whole.num * there.den * on.den);
      }),
    );
  });
});
