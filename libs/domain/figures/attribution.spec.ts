/** Attribution among public bodies, by the published example and for every division. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attributed } from './attribution.ts';

/** The example: 500,000 brought by others, A gave 300,000 and B 100,000. */
const BROUGHT = 500_000_00n;
const BODIES = [
  { party: 'A', own: 300_000_00n },
  { party: 'B', own: 100_000_00n },
];

const amounts = (found: ReturnType<typeof attributed>) => found.map(({ party, amount }) => [party, amount]);
const sum = (parts: readonly (bigint | null)[]) =>
  parts.reduce((all: bigint, part) => all + (part ?? 0n), 0n);

describe('attribution', () => {
  it('is pro rata: of 500,000 A with 300,000 has 375,000 and B with 100,000 has 125,000', () => {
    const found = attributed(BROUGHT, BODIES);
    expect(amounts(found)).toEqual([
      ['A', 375_000_00n],
      ['B', 125_000_00n],
    ]);
    expect(found.map(({ share }) => share)).toEqual(['75.00', '25.00']);
  });

  it('gives an arranger one half and its part of the other: A 437,500, B 62,500', () => {
    const found = attributed(BROUGHT, BODIES, 'A');
    expect(amounts(found)).toEqual([
      ['A', 437_500_00n],
      ['B', 62_500_00n],
    ]);
    expect(found.map(({ share }) => share)).toEqual(['87.50', '12.50']);
  });

  it('keeps what nobody is named for as a line of its own', () => {
    const found = attributed(90n, [
      { party: 'A', own: 20n },
      { party: null, own: 10n },
    ]);
    expect(amounts(found)).toEqual([
      ['A', 60n],
      [null, 30n],
    ]);
  });

  it('shares out what was given back as it would have shared out what was given', () => {
    expect(amounts(attributed(-BROUGHT, BODIES))).toEqual([
      ['A', -375_000_00n],
      ['B', -125_000_00n],
    ]);
  });

  it.each([
    ['there is no public money', []],
    ['all of it was given back', [{ party: 'A', own: 0n }]],
    [
      'a body got back more than it gave',
      [
        { party: 'A', own: 30n },
        { party: 'B', own: -10n },
      ],
    ],
  ])('shares out nothing where %s', (_, payers) => {
    for (const { share, amount } of attributed(BROUGHT, payers))
      expect([share, amount]).toEqual([null, null]);
  });

  it('adds up to the whole, and no body is more than a cent off its exact part', () => {
    const own = fc.bigInt({ min: 0n, max: 10n ** 15n });
    const scenario = fc.record({
      whole: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      bodies: fc.array(own, { minLength: 1, maxLength: 12 }).filter((all) => sum(all) > 0n),
      arranger: fc.option(fc.nat({ max: 11 })),
    });
    fc.assert(
      fc.property(scenario, ({ whole, bodies, arranger }) => {
        const payers = bodies.map((each, index) => ({ party: `b${index}`, own: each }));
        const led = arranger === null ? null : arranger % payers.length;
        const found = attributed(whole, payers, led === null ? null : `b${led}`);
        expect(sum(found.map(({ amount }) => amount))).toBe(whole);
        const base = sum(bodies);
        for (const [index, { amount }] of found.entries()) {
          // Twice the base times the amount: the exact part of a half and of the rest.
          const rest = led === null ? 2n : 1n;
          const exact = whole * (rest * (bodies[index] ?? 0n) + (index === led ? base : 0n));
          const off = (amount ?? 0n) * 2n * base - exact;
          expect((off < 0n ? -off : off) < 2n * base).toBe(true);
        }
      }),
    );
  });
});
