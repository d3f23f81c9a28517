/** Size classes of art. 156 TUEL: each begins at exactly its number of residents. */
import { describe, expect, it } from '@jest/globals';
import { sizeClassOf } from './size-class.ts';

describe('the size class of a population', () => {
  it.each([
    [1, 499, '0-499'],
    [500, 999, '500-999'],
    [1_000, 1_999, '1000-1999'],
    [2_000, 2_999, '2000-2999'],
    [3_000, 4_999, '3000-4999'],
    [5_000, 9_999, '5000-9999'],
    [10_000, 19_999, '10000-19999'],
    [20_000, 59_999, '20000-59999'],
    [60_000, 99_999, '60000-99999'],
    [100_000, 249_999, '100000-249999'],
    [250_000, 499_999, '250000-499999'],
    [500_000, 60_000_000, '500000+'],
  ])('of %i to %i residents is %s', (first, last, expected) => {
    expect([sizeClassOf(first), sizeClassOf(last)]).toEqual([expected, expected]);
  });

  it('of Lecco in 2010, with 48,114 residents, is 20000-59999', () => {
    expect(sizeClassOf(48_114)).toBe('20000-59999');
  });
});
