/** Where a sum stands in a figure: above the line, below it, on both sides of it, or nowhere and why. */
import type { Definition, FigureSide, View } from './definitions.ts';
import { EXCLUDED_SIDES, isIn, type Cell, type ExclusionCode } from './figure.ts';

export const PLACES = ['NUMERATOR', 'DENOMINATOR', 'BOTH', 'NONE'] as const;
export type Place = (typeof PLACES)[number];

/**
 * `OTHER_SIDE`: it stands on a side that other figures count, or comes from an origin that this one does not count.
 * `NO_VALUE`: a quantity that nobody has valued, on a side that the figure counts; for want of it the figure has none.
 */
export const LEFT_OUT_REASONS = [
  'USERS_FEES',
  'REPAYABLE_FINANCE',
  'UNRESOLVED_ORIGIN',
  'PASSED_ON',
  'CONTRACT_PRICE',
  'RECORDED_WITHIN_IMPLIED_BASE',
  'OTHER_SIDE',
  'NO_VALUE',
] as const satisfies readonly (ExclusionCode | 'OTHER_SIDE' | 'NO_VALUE')[];
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

export interface Placed {
  readonly term: Place;
  /** Only of what stands nowhere. */
  readonly reason: LeftOutReason | null;
}

export function placeIn(
  { numerator, denominator }: Pick<Definition, 'numerator' | 'denominator'>,
  cell: Pick<Cell, 'side' | 'origin' | 'standing' | 'challenge'>,
  view: View,
): Placed {
  const [above, below] = [isIn(numerator, cell, view), isIn(denominator, cell, view)];
  if (above) return { term: below ? 'BOTH' : 'NUMERATOR', reason: null };
  if (below) return { term: 'DENOMINATOR', reason: null };
  return { term: 'NONE', reason: reasonOf(cell) };
}

/** A quantity without a value adds nothing to a term, wherever it would stand. */
export function placeOfQuantity(
  { numerator, denominator }: Pick<Definition, 'numerator' | 'denominator'>,
  cell: Pick<Cell, 'side' | 'standing'>,
): Placed {
  const counted: readonly FigureSide[] = [...numerator.sides, ...denominator.sides];
  const isWanted = cell.standing !== 'WITHIN' && counted.includes(cell.side);
  return { term: 'NONE', reason: isWanted ? 'NO_VALUE' : reasonOf(cell) };
}

export function isAbove(term: Place): boolean {
  return term === 'NUMERATOR' || term === 'BOTH';
}

export function isBelow(term: Place): boolean {
  return term === 'DENOMINATOR' || term === 'BOTH';
}

function reasonOf({ side, standing }: Pick<Cell, 'side' | 'standing'>): LeftOutReason {
  if (standing === 'WITHIN') return 'RECORDED_WITHIN_IMPLIED_BASE';
  for (const [code, excluded] of Object.entries(EXCLUDED_SIDES)) {
    if (excluded === side) return code as keyof typeof EXCLUDED_SIDES;
  }
  return 'OTHER_SIDE';
}
