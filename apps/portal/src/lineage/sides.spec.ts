import { describe, expect, it } from '@jest/globals';
import { sidesOf } from './sides.ts';

const group = (side: 'T' | 'F', year: number, amount: string, leaves: number) => ({
  key: { side, year },
  amount: { amount, currency: 'EUR' } as const,
  leaves,
});

describe('groups of a term', () => {
  it('are gathered by side as they come, years in their order, with exact sums', () => {
    const sides = sidesOf([
      group('T', 2024, '0.20', 2),
      group('F', 2023, '-5.00', 1),
      group('T', 2023, '99999999999999.10', 3),
    ]);
    expect(sides.map(({ side, amount, leaves }) => [side, amount, leaves])).toEqual([
      ['T', '99999999999999.30', 5],
      ['F', '-5.00', 1],
    ]);
    expect(sides[0]?.years.map(({ key }) => key.year)).toEqual([2023, 2024]);
  });
});
