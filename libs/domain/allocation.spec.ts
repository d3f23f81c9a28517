/** A whole that is split adds up again, each part is as close to its exact share as whole cents can be. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from './allocation.ts';
import { dateOf, dayOf, splitByYear } from './calendar.ts';

const whole = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 6n }), { minLength: 1, maxLength: 12 })
  .filter((all) => all.some((weight) => weight > 0n));

const sum = (parts: readonly bigint[]): bigint => parts.reduce((total, part) => total + part, 0n);

describe('a split by largest remainder', () => {
  it.each<[string, bigint, bigint[], bigint[]]>([
    ['100.00 over three equal parts', 100_00n, [1n, 1n, 1n], [33_34n, 33_33n, 33_33n]],
    ['1.20 as 50 %, 45 % and 5 %, exactly', 1_20n, [50n, 45n, 5n], [60n, 54n, 6n]],
    ['500,000.00 by 300,000 and 100,000', 500_000_00n, [3n, 1n], [375_000_00n, 125_000_00n]],
    ['the year 2024 of 10.00 over 2023 and 2024', 10_00n, [365n, 366n], [4_99n, 5_01n]],
    ['one cent among two', 1n, [1n, 1n], [1n, 0n]],
    ['one cent where the larger claim is later', 1n, [1n, 2n], [0n, 1n]],
    ['nothing', 0n, [7n, 3n], [0n, 0n]],
    ['a part without weight', 10n, [0n, 1n, 0n], [0n, 10n, 0n]],
    ['minus 100.00, the mirror image', -100_00n, [1n, 1n, 1n], [-33_34n, -33_33n, -33_33n]],
    ['the largest amount', 10n ** 17n - 1n, [9_999n, 1n], [99_989_999_999_999_999n, 10_000_000_000_000n]],
  ])('of %s', (_, amount, shares, parts) => {
    expect(allocate(amount, shares)).toEqual(parts);
  });

  it('of 2.50 as 50 %, 45 % and 5 % gives 1.25, 1.13, 0.12: of equal claims the earlier wins', () => {
    // 1.125 and 0.125 leave the same remainder. Who says "50 %, 45 %, and the rest" means another rule: the
    // rest is what the parts before it leave once they are cut to cents, and would be 0.13.
    expect(allocate(2_50n, [50n, 45n, 5n])).toEqual([1_25n, 1_13n, 12n]);
    expect(allocate(2_50n, [50n, 5n, 45n])).toEqual([1_25n, 13n, 1_12n]);
  });

  it('adds up to the whole, always', () => {
    fc.assert(
      fc.property(whole, weights, (amount, shares) => {
        expect(sum(allocate(amount, shares))).toBe(amount);
      }),
      { numRuns: 2_000 },
    );
  });

  it('adds up to the whole in a million cases of three shares of 10,000 (T20)', () => {
    let wrong = 0;
    let seed = 20_181_203n;
    for (let round = 0; round < 1_000_000; round += 1) {
      seed = (seed * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
      const amount = seed % 1_000_000_007n;
      const first = (seed >> 20n) % 9_000n;
      const second = (seed >> 40n) % 1_000n;
      const parts = allocate(amount, [first, second, 10_000n - first - second]);
      if (sum(parts) !== amount) wrong += 1;
    }
    expect(wrong).toBe(0);
  }, 30_000);

  it('gives each part its exact share rounded down or up, never further', () => {
    fc.assert(
      fc.property(whole, weights, (amount, shares) => {
        const total = sum(shares);
        for (const [index, part] of allocate(amount, shares).entries()) {
          const apart = part * total - amount * (shares[index] ?? 0n);
          expect(apart < total && apart > -total).toBe(true);
        }
      }),
    );
  });

  it('gives more to the larger weight, and of equal weights no less to the earlier', () => {
    fc.assert(
      fc.property(
        whole.map((amount) => (amount < 0n ? -amount : amount)),
        weights,
        (amount, shares) => {
          const parts = allocate(amount, shares);
          for (const [i, mine] of shares.entries()) {
            for (const [j, other] of shares.entries()) {
              if (mine > other || (mine === other && i < j)) {
                expect((parts[i] ?? 0n) >= (parts[j] ?? 0n)).toBe(true);
              }
            }
          }
        },
      ),
    );
  });

  it('of a negative whole is the mirror image, so that what is undone leaves nothing', () => {
    fc.assert(
      fc.property(whole, weights, (amount, shares) => {
        expect(allocate(-amount, shares).map((part) => -part)).toEqual(
          allocate(amount, shares).map((part) => part),
        );
      }),
    );
  });

  it('knows proportions, not their scale', () => {
    fc.assert(
      fc.property(whole, weights, fc.bigInt({ min: 1n, max: 1_000n }), (amount, shares, factor) => {
        expect(
          allocate(
            amount,
            shares.map((weight) => weight * factor),
          ),
        ).toEqual(allocate(amount, shares));
      }),
    );
  });

  it.each([
    ['no weights', []],
    ['weights that are all zero', [0n, 0n]],
    ['a negative weight', [2n, -1n]],
  ])('is refused for %s', (_, shares) => {
    expect(() => allocate(1n, shares)).toThrow(RangeError);
  });
});

/** Numbers that are the same in every run (Knuth's MMIX generator). */
function* numbers(seed: bigint): Generator<bigint, never> {
  for (let state = seed; ;) {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    yield state >> 16n;
  }
}

describe('what is split adds up again, in the same order each time', () => {
  it('over years by day, in 20,000 spans of up to six years', () => {
    const random = numbers(2026n);
    const first = dayOf('2009-01-01');
    let wrong = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const amount = random.next().value % 100_000_000_00n;
      const from = first + Number(random.next().value % 6_000n);
      const to = from + Number(random.next().value % 2_000n);
      const years = splitByYear(amount, { from: dateOf(from), to: dateOf(to) });
      const days = years.reduce((total, { fromDay, toDay }) => total + toDay - fromDay + 1, 0);
      const ascending = years.every(({ year }, index) => year === (years[0]?.year ?? 0) + index);
      if (sum(years.map(({ amount: part }) => part)) !== amount || days !== to - from + 1 || !ascending)
        wrong += 1;
    }
    expect(wrong).toBe(0);
  }, 30_000);

  it('over parties and users’ areas, in 300,000 splits among one to seven', () => {
    const random = numbers(7n);
    let wrong = 0;
    for (let round = 0; round < 300_000; round += 1) {
      const amount = random.next().value % 1_000_000_00n;
      const among = Array.from({ length: 1 + (round % 7) }, () => 1n + (random.next().value % 50n));
      const parts = allocate(amount, among);
      const fair = parts.every((part, i) =>
        among.every((w, j) => w !== among[i] || i > j || part >= (parts[j] ?? 0n)),
      );
      if (sum(parts) !== amount || !fair) wrong += 1;
    }
    expect(wrong).toBe(0);
  }, 30_000);
});
