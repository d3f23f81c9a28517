/** Which terms of a definition a fact stands in, or whether they lack it; found once for every class of facts. */
import type { Definition, View } from '#domain/figures/definitions';
import { isAbove, isBelow, placeIn, placeOfQuantity } from '#domain/figures/place';
import type { Cents } from '#domain/money';
import type { Memory } from '../memory/memory.ts';

export interface Weight {
  readonly numerator: Cents;
  readonly denominator: Cents;
  /** Millionths of a unit that has no value yet: it adds to no term, and for want of its value the figure has none. */
  readonly lacking: bigint;
}

export const NOTHING: Weight = { numerator: 0n, denominator: 0n, lacking: 0n };

/** What an amount of a fact of this class weighs. */
export type Weigh = (
  code: number,
  of: { readonly challenge: boolean; readonly within: boolean },
  amount: number | bigint,
) => Weight;

const ABOVE = 1;
const BELOW = 2;
const LACKING = 4;

export function weighing(memory: Memory, definition: Definition, view: View): Weigh {
  const known = new Map<number, number>();
  const termsOf = (code: number, challenge: boolean, within: boolean): number => {
    const { side, origin, standing, unit } = memory.classOf(code);
    const cell = { side, origin, challenge, standing: within ? ('WITHIN' as const) : standing };
    if (unit !== 'EUR') return placeOfQuantity(definition, cell).reason === 'NO_VALUE' ? LACKING : 0;
    const { term } = placeIn(definition, cell, view);
    return (isAbove(term) ? ABOVE : 0) + (isBelow(term) ? BELOW : 0);
  };
  return (code, { challenge, within }, amount) => {
    const key = code * 4 + (challenge ? 1 : 0) + (within ? 2 : 0);
    let terms = known.get(key);
    if (terms === undefined) {
      terms = termsOf(code, challenge, within);
      known.set(key, terms);
    }
    if (terms === 0) return NOTHING;
    const exact = BigInt(amount);
    return {
      numerator: (terms & ABOVE) === 0 ? 0n : exact,
      denominator: (terms & BELOW) === 0 ? 0n : exact,
      lacking: (terms & LACKING) === 0 ? 0n : exact,
    };
  };
}
