/** What a resource is worth: quantity times rate, rounded once, half up; what cannot be valued is refused. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountOf } from '../money.ts';
import { isRejection } from '../rejections.ts';
import type { AssetUnit, Resource } from './events.ts';
import { valueOf } from './valuation.ts';

function staff(minutes: number, rate: string): Resource {
  return { kind: 'PAID_STAFF', minutes, valuation: { method: 'HOURS_AT_RATE', version: 1, rate } };
}

function use(quantity: string, unit: AssetUnit, rate: string): Resource {
  return { kind: 'ASSET_USE', quantity, unit, valuation: { method: 'UNITS_AT_RATE', version: 1, rate } };
}

function cash(amount: string): Resource {
  return { kind: 'CASH', amount: { amount, currency: 'EUR' } };
}

/** The written value, or the code of the refusal. */
function worth(resource: Resource): string {
  const value = valueOf(resource, '/resource');
  return isRejection(value) ? value.rejected : amountOf(value);
}

describe('working time', () => {
  it.each([
    ['S1: one hour at 20.00', 60, '20.00', '20.00'],
    ['S3: 137.5 hours at 18.17', 8_250, '18.17', '2498.38'],
    ['S4: the same at the unrounded rate, cut to 6 decimals', 8_250, '18.168605', '2498.18'],
    ['S5: a part-time year of 1,032 hours at 18.00', 61_920, '18.00', '18576.00'],
    ['S6: one hour at 16.125, half up', 60, '16.125', '16.13'],
    ['K1: 64 hours of design at 20.00', 3_840, '20.00', '1280.00'],
    ['V1, as arithmetic only: 412.5 hours at 11.40', 24_750, '11.40', '4702.50'],
    ['one minute at 0.30, half a cent', 1, '0.30', '0.01'],
  ])('%s', (_, minutes, rate, value) => {
    expect(worth(staff(minutes, rate))).toBe(value);
  });

  it.each([
    ['two minutes at 15.15 are 0.505', 2, '15.15', '0.51'],
    ['20 minutes at 0.195 are 0.065', 20, '0.195', '0.07'],
    ['1 hour and 2 minutes at 18.15 are 18.755', 62, '18.15', '18.76'],
  ])(
    'that comes to half a cent is rounded up, also where the hours are no finite decimal: %s',
    (_, m, rate, value) => {
      expect(worth(staff(m, rate))).toBe(value);
    },
  );

  it('is worth the exact product, rounded half up once, for any minutes and any rate', () => {
    const minutes = fc.integer({ min: 1, max: 200_000 });
    const micros = fc.oneof(
      fc.integer({ min: 1, max: 20_000 }).map((cents) => BigInt(cents) * 10_000n),
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
    );
    fc.assert(
      fc.property(minutes, micros, (time, rate) => {
        const text = `${rate / 1_000_000n}.${(rate % 1_000_000n).toString().padStart(6, '0')}`;
        // euro x 10^6 x minutes / 60, in cents: / 600,000; half up is floor(2 x + 1 / 2).
        const cents = (2n * rate * BigInt(time) + 600_000n) / 1_200_000n;
        expect(worth(staff(time, text))).toBe(cents === 0n ? 'VALUE_ROUNDS_TO_ZERO' : amountOf(cents));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    [0, '20.00', 'QUANTITY_NOT_POSITIVE', '/resource/duration'],
    [-60, '20.00', 'QUANTITY_NOT_POSITIVE', '/resource/duration'],
    [1_032_000_001, '20.00', 'QUANTITY_TOO_LARGE', '/resource/duration'],
    [60, '0', 'QUANTITY_NOT_POSITIVE', '/resource/valuation/rate'],
    [60, '-18.17', 'QUANTITY_NOT_POSITIVE', '/resource/valuation/rate'],
    [60, '18.1234567', 'QUANTITY_TOO_PRECISE', '/resource/valuation/rate'],
    [60, '1000000000000000', 'QUANTITY_TOO_LARGE', '/resource/valuation/rate'],
    [60, '0.004999', 'VALUE_ROUNDS_TO_ZERO', '/resource'],
    [120, '999999999999999', 'AMOUNT_TOO_LARGE', '/resource'],
  ])('of %s minutes at %s is refused: %s at %s', (minutes, rate, rejected, pointer) => {
    expect(valueOf(staff(minutes, rate), '/resource')).toMatchObject({ rejected, pointer });
  });

  it('of ten thousand person-years is the most there can be in one contribution', () => {
    expect(worth(staff(1_032_000_000, '0.01'))).toBe('172000.00');
  });
});

describe('the use of an asset', () => {
  it.each([
    ['R1: a room at 156.00 for 10 months', '10', 'MONTH', '156.00', '1560.00'],
    ['R2: the same by the hour, 516 at 15.00', '516', 'HOUR', '15.00', '7740.00'],
    ['a car for 1,234.5 km at 0.4246', '1234.5', 'KM', '0.4246', '524.17'],
    ['the smallest quantity that is worth a cent', '0.000001', 'ITEM', '5000', '0.01'],
  ] as const)('%s', (_, quantity, unit, rate, value) => {
    expect(worth(use(quantity, unit, rate))).toBe(value);
  });

  it.each([
    ['0', '15.00', 'QUANTITY_NOT_POSITIVE', '/resource/quantity'],
    ['-1', '15.00', 'QUANTITY_NOT_POSITIVE', '/resource/quantity'],
    ['0.0000001', '15.00', 'QUANTITY_TOO_PRECISE', '/resource/quantity'],
    ['1000000000000000', '15.00', 'QUANTITY_TOO_LARGE', '/resource/quantity'],
    ['1', '0.00', 'QUANTITY_NOT_POSITIVE', '/resource/valuation/rate'],
    ['0.000001', '4999.999999', 'VALUE_ROUNDS_TO_ZERO', '/resource'],
    ['999999999999999', '1.01', 'AMOUNT_TOO_LARGE', '/resource'],
  ])('of %s at %s is refused: %s at %s', (quantity, rate, rejected, pointer) => {
    expect(valueOf(use(quantity, 'DAY', rate), '/resource')).toMatchObject({ rejected, pointer });
  });

  it('is worth up to fifteen integer digits', () => {
    expect(worth(use('999999999999999.99', 'ITEM', '1'))).toBe('999999999999999.99');
    expect(worth(use('999999999999999.995', 'ITEM', '1'))).toBe('AMOUNT_TOO_LARGE');
  });
});

describe('cash', () => {
  it('is worth what it is', () => {
    expect(
      ['0.01', '12.5', '90071992547409.93', '999999999999999.99'].map((amount) => worth(cash(amount))),
    ).toEqual(['0.01', '12.50', '90071992547409.93', '999999999999999.99']);
  });

  it.each([
    ['0.00', 'AMOUNT_NOT_POSITIVE'],
    ['-5', 'AMOUNT_NOT_POSITIVE'],
    ['1.005', 'AMOUNT_TOO_PRECISE'],
    ['1000000000000000', 'AMOUNT_TOO_LARGE'],
  ])('of %s is refused: %s', (amount, rejected) => {
    expect(valueOf(cash(amount), '/resource')).toMatchObject({
      rejected,
      pointer: '/resource/amount/amount',
    });
  });
});
