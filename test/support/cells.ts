/** Sums by side as figures are made of them, written by hand. */
import { STANDARD_DEFINITIONS, type Definition, type View } from '#domain/figures/definitions';
import { ratioOf, type Cell, type Ratio, type Sums } from '#domain/figures/figure';
import type { FactOrigin, Side } from '#domain/funding-source/origins';
import { centsOf } from '#domain/money';

const ORIGIN: Readonly<Record<Side, FactOrigin>> = {
  PUBLIC: 'MUNICIPALITY',
  PUBLIC_HEALTH: 'HEALTH_SERVICE',
  T: 'THIRD_SECTOR',
  F: 'FOUNDATION',
  O: 'COMPANY',
  U: 'USERS',
  FINANCING: 'OTHER_PRIVATE',
  UNRESOLVED: 'UNRESOLVED',
  PASSED_ON: 'PASSED_ON',
  PRICE: 'PRICE',
};

/** Recorded, verified, of a source without conditions and with no word said, unless told otherwise. */
export function cell(side: Side, amount: string, over: Partial<Cell> = {}): Cell {
  return {
    ...{ side, origin: ORIGIN[side], standing: 'RECORDED', grade: 'A', challenge: false, word: 'NONE' },
    cents: centsOf(amount),
    ...over,
  };
}

export type Amounts = Partial<Record<Side, string>>;

export function sumOf(cells: readonly Cell[], view: View = 'economic'): Sums {
  return { view, cells, unvalued: [], yearsMissing: [] };
}

export function sumsOf(recorded: Amounts, implied: Amounts = {}): Sums {
  const cells = (amounts: Amounts, over: Partial<Cell> = {}) =>
    (Object.entries(amounts) as [Side, string][]).map(([side, amount]) => cell(side, amount, over));
  return sumOf([...cells(recorded), ...cells(implied, { standing: 'IMPLIED', grade: 'C' })]);
}

/** A standard definition by its code. */
export function defined(id: string): Definition {
  const found = STANDARD_DEFINITIONS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no definition ${id}`);
  return found;
}

export function figure(id: string, recorded: Amounts, implied: Amounts = {}): Ratio {
  return ratioOf(defined(id), sumsOf(recorded, implied));
}
