/** Amounts are exact from text to cents and back; what does not fit is refused, never rounded. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  DECIMAL_FORM,
  Decimal,
  amountOf,
  centsOf,
  moneyOf,
  positiveCents,
  positiveDecimal,
  roundToCents,
  writtenAmount,
} from './money.ts';

const anyCents = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
const positive = (amount: string) => positiveCents({ amount, currency: 'EUR' }, '/amount');

describe('the written form of a decimal', () => {
  it.each(['0', '7', '100.23', '-5.00', '0.000001', '999999999999999.99'])('is %s', (text) => {
    expect(DECIMAL_FORM.test(text)).toBe(true);
  });

  it.each([
    '1.234,50',
    '1e5',
    '1,5',
    '01',
    '.5',
    '5.',
    '+1',
    ' 1',
    '1 ',
    '',
    '-',
    'NaN',
    'Infinity',
    '0x10',
    '1\n',
    '１',
  ])('is not %p', (text) => {
    expect(DECIMAL_FORM.test(text)).toBe(false);
  });
});

describe('cents', () => {
  it.each([
    ['0', 0n],
    ['0.01', 1n],
    ['0.1', 10n],
    ['12', 12_00n],
    ['12.5', 12_50n],
    ['100.23', 100_23n],
    ['-0.05', -5n],
    ['90071992547409.93', 9_007_199_254_740_993n],
    ['999999999999999.99', 99_999_999_999_999_999n],
  ])('of %s are %s', (amount, cents) => {
    expect(centsOf(amount)).toBe(cents);
  });

  it('are written with two decimals and read again as the same', () => {
    expect([0n, 1n, -1n, 10n, -100n, 99_999_999_999_999_999n].map(amountOf)).toEqual([
      '0.00',
      '0.01',
      '-0.01',
      '0.10',
      '-1.00',
      '999999999999999.99',
    ]);
    fc.assert(
      fc.property(anyCents, (cents) => {
        expect(centsOf(amountOf(cents))).toBe(cents);
        expect(amountOf(cents)).toMatch(/^-?(0|[1-9]\d*)\.\d\d$/);
        expect(DECIMAL_FORM.test(amountOf(cents))).toBe(true);
      }),
    );
  });

  it('add up like the amounts that they are, whatever their size', () => {
    fc.assert(
      fc.property(anyCents, anyCents, (a, b) => {
        const sum = new Decimal(amountOf(a)).plus(amountOf(b));
        expect(amountOf(a + b)).toBe(sum.isZero() ? '0.00' : sum.toFixed(2));
      }),
    );
  });

  it('make money of the one currency there is', () => {
    expect(moneyOf(100_23n)).toEqual({ amount: '100.23', currency: 'EUR' });
  });
});

describe('an amount that is recorded', () => {
  it.each([
    ['0.01', 1n],
    ['12.5', 12_50n],
    ['999999999999999.99', 99_999_999_999_999_999n],
  ])('may be %s', (amount, cents) => {
    expect(positive(amount)).toBe(cents);
  });

  it.each([
    ['0', 'AMOUNT_NOT_POSITIVE'],
    ['0.00', 'AMOUNT_NOT_POSITIVE'],
    ['-0.00', 'AMOUNT_NOT_POSITIVE'],
    ['-1', 'AMOUNT_NOT_POSITIVE'],
    ['0.001', 'AMOUNT_TOO_PRECISE'],
    ['12.345', 'AMOUNT_TOO_PRECISE'],
    ['12.500', 'AMOUNT_TOO_PRECISE'],
    ['1000000000000000', 'AMOUNT_TOO_LARGE'],
    ['1000000000000000.00', 'AMOUNT_TOO_LARGE'],
    ['12345678901234567890123456789.01', 'AMOUNT_TOO_LARGE'],
  ])('may not be %s: %s', (amount, rejected) => {
    expect(positive(amount)).toEqual({ rejected, pointer: '/amount', params: { found: amount } });
  });

  it('has one written form, and what has none stays as it was', () => {
    expect(['12', '12.5', '12.50', '-0.5', '0'].map(writtenAmount)).toEqual([
      '12.00',
      '12.50',
      '12.50',
      '-0.50',
      '0.00',
    ]);
    expect(['12.345', '12.500', '12345678901234567890123456789.01'].map(writtenAmount)).toEqual([
      '12.345',
      '12.500',
      '12345678901234567890123456789.01',
    ]);
  });
});

describe('a quantity or rate', () => {
  it.each(['0.000001', '1', '18.17', '137.5', '999999999999999.999999'])('may be %s', (text) => {
    const value = positiveDecimal(text, '/rate');
    expect(value).toBeInstanceOf(Decimal);
    expect(new Decimal(text).equals(value as Decimal)).toBe(true);
  });

  it.each([
    ['0', 'QUANTITY_NOT_POSITIVE'],
    ['-0', 'QUANTITY_NOT_POSITIVE'],
    ['-3', 'QUANTITY_NOT_POSITIVE'],
    ['0.0000001', 'QUANTITY_TOO_PRECISE'],
    ['1.0000000', 'QUANTITY_TOO_PRECISE'],
    ['1000000000000000', 'QUANTITY_TOO_LARGE'],
  ])('may not be %s: %s', (text, rejected) => {
    expect(positiveDecimal(text, '/rate')).toEqual({ rejected, pointer: '/rate', params: { found: text } });
  });
});

describe('rounding to cents', () => {
  it.each([
    ['half up, where half-even would give 16.12', '16.125', '16.13'],
    ['half a cent', '0.005', '0.01'],
    ['less than half a cent', '0.004999999999999999999999999999', '0.00'],
    ['a vehicle for 183 of 365 days', new Decimal('6000').times(183).div(365), '3008.22'],
    ['40 % of its use', new Decimal('6000').times(183).div(365).times('0.4'), '1203.29'],
    [
      'the same, half of it bought with a grant',
      new Decimal('3000').times(183).div(365).times('0.4'),
      '601.64',
    ],
    ['10,000.00 francs at 0.9640', new Decimal('10000').div('0.9640'), '10373.44'],
    [
      '100,000.00 of January 2021 in May 2022',
      new Decimal('100000').times('110.6').div('102.9'),
      '107482.99',
    ],
    ['fifteen integer digits and a half', '999999999999999.985', '999999999999999.99'],
  ])('%s', (_, euro, amount) => {
    expect(amountOf(roundToCents(new Decimal(euro)))).toBe(amount);
  });
});

describe('decimals', () => {
  it('are exact for any product of two of the largest quantities', () => {
    const product = new Decimal('999999999999999.999999').times('999999999999999.999999');
    expect(product.toFixed()).toBe('999999999999999999998000000000.000000000001');
  });

  it('are never written with an exponent', () => {
    expect(new Decimal('1000000000000000000000000000000').toString()).toBe('1000000000000000000000000000000');
    expect(new Decimal('0.0000001').toString()).toBe('0.0000001');
  });
});
