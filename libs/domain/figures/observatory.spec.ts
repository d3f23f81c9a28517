/** Medians are exact, and what is held back cannot be worked out from what is told. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STANDARD_DEFINITIONS, type Definition } from './definitions.ts';
import { heldBack, medianOf } from './observatory.ts';

const L1 = STANDARD_DEFINITIONS.find(({ id }) => id === 'L1') as Definition;
const fraction = (numerator: bigint, denominator: bigint) => ({ numerator, denominator });

describe('a median', () => {
  it('is the ratio in the middle, and no mean: 10 %, 22 % and 90 % have 22 %', () => {
    const found = medianOf(L1, [fraction(90n, 100n), fraction(10n, 100n), fraction(22n, 100n)]);
    expect([found?.value, found?.display?.text]).toEqual(['0.2200000000000000', '22.00']);
  });

  it('lies half way between two in the middle, exactly: 1/3 and 2/3 have one half', () => {
    expect(medianOf(L1, [fraction(2n, 3n), fraction(1n, 3n)])?.value).toBe('0.5000000000000000');
  });

  it('tells apart ratios that a binary float cannot', () => {
    const [low, high] = [fraction(10n ** 17n - 1n, 10n ** 17n), fraction(1n, 1n)];
    // 0.99999999999999999 rounds up to 1 at 16 decimals; the one below it does not.
    expect(medianOf(L1, [high, low, low])?.value).toBe('1.0000000000000000');
    expect(medianOf(L1, [high, fraction(10n ** 16n - 1n, 10n ** 16n), low])?.value).toBe(
      '1.0000000000000000',
    );
    expect(medianOf(L1, [fraction(10n ** 16n - 1n, 10n ** 16n)])?.value).toBe('0.9999999999999999');
  });

  it('of nothing is none', () => {
    expect(medianOf(L1, [])).toBeNull();
  });
});

describe('what is held back', () => {
  it.each([
    // Five and more are told as they are.
    [
      [5, 9, 40],
      [false, false, false],
    ],
    // One group of two could be had as the whole less the others: the next smallest goes with it.
    [
      [2, 9, 40],
      [true, true, false],
    ],
    // Two small ones that are six together hide each other.
    [
      [2, 4, 40],
      [true, true, false],
    ],
    // One and two are three, still too few.
    [
      [1, 2, 40, 8],
      [true, true, false, true],
    ],
    [
      [0, 7, 8],
      [true, false, false],
    ],
    [[3], [true]],
  ])('of groups of %j is %j', (sizes, wanted) => {
    expect(heldBack(sizes, true)).toEqual(wanted);
  });

  it('is only what is too small where groups overlap and add up to nothing', () => {
    expect(heldBack([2, 9, 40], false)).toEqual([true, false, false]);
  });

  it('is never told, nor one to four as the whole less what is told, whatever the groups', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 21 }), (sizes) => {
        const held = heldBack(sizes, true);
        const sum = (wanted: boolean) =>
          sizes.reduce((all, size, index) => (held[index] === wanted ? all + size : all), 0);
        for (const [index, size] of sizes.entries()) expect(size >= 5 || held[index]).toBe(true);
        const whole = sum(true) + sum(false);
        // With fewer than five in all the whole itself is not told.
        if (whole >= 5) expect(sum(true) === 0 || sum(true) >= 5).toBe(true);
        // Nothing is held back without need.
        if (sizes.every((size) => size >= 5)) expect(sum(true)).toBe(0);
      }),
    );
  });
});
