import { describe, expect, test } from '@jest/globals';
import { plainAmount, readAmount } from './written-amount.ts';

describe('an amount in plain digits', () => {
  test.each([
    ['', 0n],
    ['   ', 0n],
    ['0,00', 0n],
    ['-0,00', 0n],
    ['1000000,00', 100_000_000n],
    ['1000000', 100_000_000n],
    ['1000000.00', 100_000_000n],
    ['1000,5', 100_050n],
    [' 12,34 ', 1234n],
    ['999999999999999,99', 99_999_999_999_999_999n],
  ])('%j is %s cents', (written, cents) => {
    expect(readAmount(written)).toBe(cents);
  });

  test('is written back with a decimal comma', () => {
    expect(plainAmount(100_050n)).toBe('1000,50');
    expect(plainAmount(-5n)).toBe('-0,05');
  });
});

describe('an amount in another form names its code and says what to write', () => {
  test.each([
    ['1.234,50', 'AMOUNT_NOT_PLAIN', '1234,50'],
    ['1.234.567', 'AMOUNT_NOT_PLAIN', '1234567,00'],
    ['1.234.50', 'AMOUNT_NOT_PLAIN', '1234,50'],
    ['12.345', 'AMOUNT_NOT_PLAIN', '12345,00'],
    ['1,234.50', 'AMOUNT_NOT_PLAIN', '1234,50'],
    ['1,234,567', 'AMOUNT_NOT_PLAIN', '1234567,00'],
    ['€ 1.000,00', 'AMOUNT_NOT_PLAIN', '1000,00'],
    ['1 000 000 EUR', 'AMOUNT_NOT_PLAIN', '1000000,00'],
    ['+5', 'AMOUNT_NOT_PLAIN', '5,00'],
    [',50', 'AMOUNT_NOT_PLAIN', '0,50'],
    ['100,', 'AMOUNT_NOT_PLAIN', '100,00'],
    ['-100,00', 'AMOUNT_NEGATIVE', '100,00'],
    ['−1.234,50', 'AMOUNT_NEGATIVE', '1234,50'],
    ['(5)', 'AMOUNT_NEGATIVE', '5,00'],
    ['12,345', 'AMOUNT_TOO_PRECISE', 'write at most two decimals, and no mark between thousands'],
    ['0.345', 'AMOUNT_TOO_PRECISE', 'write at most two decimals, and no mark between thousands'],
    ['1000000000000000', 'AMOUNT_TOO_LARGE', 'give the amount in euro, with at most 15 integer digits'],
    ['1.000.000.000.000.000', 'AMOUNT_TOO_LARGE', 'give the amount in euro, with at most 15 integer digits'],
  ])('%j is %s: %s', (written, code, suggestion) => {
    expect(readAmount(written)).toMatchObject({ code, suggestion });
  });

  test.each(['abc', '1e5', '1E+05', '-', '5)', '1,2,3', '1.2.3,4', 'NaN', '0x10', '٣'])(
    '%j is no amount',
    (written) => {
      expect(readAmount(written)).toMatchObject({
        code: 'AMOUNT_MALFORMED',
        suggestion: expect.stringContaining('1234,50'),
      });
    },
  );
});
