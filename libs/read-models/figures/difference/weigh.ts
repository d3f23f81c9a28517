/** Which terms of a definition a fact stands in, found once for every class of facts. */
import type { Definition, View } from '#domain/figures/definitions';
import { isAbove, isBelow, placeIn } from '#domain/figures/place';
import type { Cents } from '#domain/money';
import type { Memory } from '../memory/memory.ts';

export interface TermSums {
  readonly numerator: Cents;
  readonly denominator: Cents;
}

export const NOTHING: TermSums = { numerator: 0n, denominator: 0n };

/** What an amount of a fact of this class adds to the terms; quantities without a value add nothing. */
export type Weigh = (
  code: number,
  of: { readonly challenge: boolean; readonly within: boolean },
  amount: number | bigint,
) => TermSums;

const ABOVE = 1;
const BELOW = 2;

export function weighing(memory: Memory, definition: Definition, view: View): Weigh {
  const known = new Map<number, number>();
  const termsOf = (code: number, challenge: boolean, within: boolean): number => {
    const { side, origin, standing, unit } = memory.classOf(code);
    if (unit !== 'EUR') return 0;
    const cell = { side, origin, challenge, standing: within ? ('WITHIN' as const) : standing };
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
    const cents = BigInt(amount);
    return {
      numerator: (terms & ABOVE) === 0 ? 0n : cents,
      denominator: (terms & BELOW) === 0 ? 0n : cents,
    };
  };
}
