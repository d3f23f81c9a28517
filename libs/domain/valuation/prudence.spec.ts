/** What stands beside a value: plausibility of a rate, money of another currency, the ceiling in kind, indicators. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountOf, centsOf } from '../money.ts';
import { isRejection } from '../rejections.ts';
import { exchange } from './exchange.ts';
import { inKindCeiling } from './in-kind-ceiling.ts';
import { networkDensity } from './indicators.ts';
import { plausibility } from './plausibility.ts';

describe('an hourly cost', () => {
  it.each([
    ['2024-01-31', '20.00', 'NO_BAND_KNOWN'],
    ['2024-02-01', '18.57', 'PLAUSIBLE'],
    ['2024-02-01', '18.56', 'NEEDS_JUSTIFICATION'],
    ['2024-09-30', '38.12', 'PLAUSIBLE'],
    ['2024-09-30', '38.13', 'NEEDS_JUSTIFICATION'],
    ['2024-10-01', '18.93', 'PLAUSIBLE'],
    ['2024-10-01', '18.92', 'NEEDS_JUSTIFICATION'],
    ['2024-12-31', '38.78', 'PLAUSIBLE'],
    ['2024-12-31', '38.79', 'NEEDS_JUSTIFICATION'],
    ['2025-01-01', '19.70', 'PLAUSIBLE'],
    ['2025-01-01', '19.699999', 'NEEDS_JUSTIFICATION'],
    ['2025-09-30', '40.31', 'PLAUSIBLE'],
    ['2025-09-30', '40.32', 'NEEDS_JUSTIFICATION'],
    ['2025-10-01', '20.07', 'PLAUSIBLE'],
    ['2025-10-01', '20.06', 'NEEDS_JUSTIFICATION'],
    ['2026-01-01', '41', 'PLAUSIBLE'],
    ['2026-01-01', '41.01', 'NEEDS_JUSTIFICATION'],
  ])('on %s of %s: %s', (on, rate, outcome) => {
    expect(plausibility(rate, on).outcome).toBe(outcome);
  });

  it('is answered with the band it was held to', () => {
    const band = { validFrom: '2025-01-01', low: '19.70', high: '40.31' };
    expect(plausibility('12.00', '2025-06-15')).toEqual({ outcome: 'NEEDS_JUSTIFICATION', band });
  });
});

describe('money of another currency', () => {
  const francs = { amount: '10000.00', currency: 'CHF', rate: '0.9640' };

  it('CHF 10,000.00 at 0.9640 for one euro are 10,373.44', () => {
    const cents = exchange(francs, '/foreign');
    expect(isRejection(cents) ? cents.rejected : amountOf(cents)).toBe('10373.44');
  });

  it.each([
    [{ rate: '0' }, 'QUANTITY_NOT_POSITIVE', '/foreign/rate'],
    [{ rate: '-0.9640' }, 'QUANTITY_NOT_POSITIVE', '/foreign/rate'],
    [{ rate: '0.9640001' }, 'QUANTITY_TOO_PRECISE', '/foreign/rate'],
    [{ rate: '' }, 'INPUT_MALFORMED', '/foreign/rate'],
    [{ rate: '0,9640' }, 'INPUT_MALFORMED', '/foreign/rate'],
    [{ amount: '0.00' }, 'AMOUNT_NOT_POSITIVE', '/foreign/amount'],
    [{ amount: '1.005' }, 'AMOUNT_TOO_PRECISE', '/foreign/amount'],
    [{ amount: '1000000000000000' }, 'AMOUNT_TOO_LARGE', '/foreign/amount'],
    [{ amount: '999999999999999', rate: '0.9' }, 'AMOUNT_TOO_LARGE', '/foreign/amount'],
    [{ amount: '1.00', rate: '200.000001' }, 'VALUE_ROUNDS_TO_ZERO', '/foreign/amount'],
    [{ amount: 'ten' }, 'INPUT_MALFORMED', '/foreign/amount'],
    [{ currency: 'EUR' }, 'CURRENCY_NOT_FOREIGN', '/foreign/currency'],
    [{ currency: 'chf' }, 'CURRENCY_NOT_FOREIGN', '/foreign/currency'],
  ])('is refused with %p: %s at %s', (over, rejected, pointer) => {
    expect(exchange({ ...francs, ...over }, '/foreign')).toMatchObject({ rejected, pointer });
  });

  it('blames the rate where it stands, also apart from the amount', () => {
    const refusals = ['0', ''].map((rate) =>
      exchange({ ...francs, rate }, '/foreign', '/foreign/exchange/rate'),
    );
    expect(refusals).toMatchObject([
      { rejected: 'QUANTITY_NOT_POSITIVE', pointer: '/foreign/exchange/rate' },
      { rejected: 'INPUT_MALFORMED', pointer: '/foreign/exchange/rate' },
    ]);
  });

  it('half a cent is a cent', () => {
    expect(exchange({ ...francs, amount: '1.00', rate: '200' }, '')).toBe(1n);
  });

  it('comes back to itself at that rate, within what one cent is worth', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        fc.integer({ min: 10_000, max: 9_999_999 }),
        (cents, rate) => {
          const text = `${Math.floor(rate / 1_000_000)}.${String(rate % 1_000_000).padStart(6, '0')}`;
          const euro = exchange({ amount: amountOf(cents), currency: 'CHF', rate: text }, '');
          if (isRejection(euro)) return expect(euro.rejected).toBe('VALUE_ROUNDS_TO_ZERO');
          const off = 2n * (euro * BigInt(rate) - cents * 1_000_000n);
          return expect(-BigInt(rate) < off && off <= BigInt(rate)).toBe(true);
        },
      ),
    );
  });
});

describe('C1: public support of 100,000.00, of which 15,000.00 in kind', () => {
  it.each([
    ['85000.00', '0.00'],
    ['85000.01', '0.01'],
    ['90000.00', '5000.00'],
    ['0.00', '0.00'],
  ])('may come to 85,000.00: of %s there are %s too much', (support, excess) => {
    const ceiling = inKindCeiling(centsOf('100000.00'), centsOf('15000.00'), centsOf(support));
    expect(ceiling).toEqual({ limit: centsOf('85000.00'), excess: centsOf(excess) });
  });
});

describe('the density of a network', () => {
  it('N1: of 24 bodies with 120 ties is 0.434783', () => {
    expect(networkDensity(24, 120)).toBe('0.434783');
  });

  it('is 1 when all are tied to all, 0 when none is', () => {
    expect(networkDensity(24, 276)).toBe('1.000000');
    expect(networkDensity(2, 1)).toBe('1.000000');
    expect(networkDensity(24, 0)).toBe('0.000000');
  });

  it.each([
    [1, 0],
    [0, 0],
    [-3, 1],
    [24, 277],
    [24, -1],
    [24.5, 3],
    [24, 1.5],
    [Number.NaN, 1],
    [2 ** 40, 1],
  ])('of %p nodes and %p ties is none', (nodes, ties) => {
    expect(networkDensity(nodes, ties)).toBeNull();
  });
});
