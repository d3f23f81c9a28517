import { describe, expect, it } from '@jest/globals';
import { divideBy, equalDecimals, roundHalfUp, signOf, sumDecimals } from './decimal.ts';

describe('decimal strings', () => {
  it('sums exactly beyond the reach of binary fractions', () => {
    expect(sumDecimals(['0.10', '0.20'])).toBe('0.30');
    expect(sumDecimals(['999999999999999.99', '0.01'])).toBe('1000000000000000.00');
    expect(sumDecimals(['250000.00', '-5000.00'])).toBe('245000.00');
    expect(sumDecimals(['1', '0.125'])).toBe('1.125');
    expect(sumDecimals([])).toBe('0.00');
    expect(sumDecimals(['0.05', '-0.10'])).toBe('-0.05');
  });

  it('divides exactly and rounds once, half away from zero', () => {
    expect(divideBy('84000', 60n, 2)).toBe('1400.00');
    expect(divideBy('100', 60n, 2)).toBe('1.67');
    expect(divideBy('0.3', 60n, 2)).toBe('0.01');
    expect(divideBy('-0.3', 60n, 2)).toBe('-0.01');
    expect(divideBy('1', 3n, 0)).toBe('0');
  });

  it('rounds half away from zero, once', () => {
    expect(roundHalfUp('0.2199999999951', 2)).toBe('0.22');
    expect(roundHalfUp('0.225', 2)).toBe('0.23');
    expect(roundHalfUp('-0.225', 2)).toBe('-0.23');
    expect(roundHalfUp('0.2249999', 2)).toBe('0.22');
    expect(roundHalfUp('9.995', 2)).toBe('10.00');
    expect(roundHalfUp('3', 2)).toBe('3.00');
    expect(roundHalfUp('-0.001', 2)).toBe('0.00');
  });

  it('compares by value, not by spelling', () => {
    expect(equalDecimals('9000000', '9000000.00')).toBe(true);
    expect(equalDecimals('0.1', '0.11')).toBe(false);
    expect([signOf('-0.00'), signOf('-0.01'), signOf('7')]).toEqual([0, -1, 1]);
  });

  it.each(['', '1e3', '1,5', 'NaN', '.5', '5.', '+1', ' 1'])('refuses %p', (text) => {
    expect(() => sumDecimals([text])).toThrow(RangeError);
  });
});
