/**
 * Positions between two others at which facts that stand came to weigh otherwise, though no event of theirs is there:
 * the terms of a source or the traits of a partnership were corrected, or prices were published.
 */
import type { UntoldCause } from '#domain/figures/difference';
import type { Definition } from '#domain/figures/definitions';
import type { Known, Memory } from '../memory/memory.ts';
import type { Dimension, Selection } from '../question/question.ts';

export interface Turns {
  readonly positions: readonly number[];
  readonly causes: ReadonlyMap<number, UntoldCause>;
}

/** Only those that can matter to what is asked. */
export function turnsBetween(
  memory: Memory,
  { numerator, denominator }: Definition,
  { only = {}, without = {}, prices }: Selection,
  low: number,
  high: number,
): Turns {
  const asks = (dimension: Dimension): boolean => dimension in only || dimension in without;
  const causes = new Map<number, UntoldCause>();
  const turn = (rows: readonly Known[], cause: UntoldCause): void => {
    for (const { knownFrom } of rows) if (knownFrom > low && knownFrom <= high) causes.set(knownFrom, cause);
  };
  if (asks('fund') || numerator.call !== null || denominator.call !== null) {
    turn(
      restated(memory.sourceTerms, ({ source }) => source),
      'TERMS_CORRECTED',
    );
  }
  if (asks('sizeClass')) {
    turn(
      restated(memory.partnerships, ({ partnership }) => partnership),
      'TERMS_CORRECTED',
    );
  }
  const series = prices?.series;
  if (series !== undefined) {
    const points = memory.prices.filter((point) => point.series === series);
    turn(points, 'PRICES_PUBLISHED');
  }
  return { positions: [...causes.keys()].sort((a, b) => a - b), causes };
}

/** All rows but the first of each: what is registered turns nothing, for no fact is there before. */
function restated<Row extends Known>(rows: readonly Row[], nameOf: (row: Row) => number): readonly Row[] {
  const seen = new Set<number>();
  return rows.filter((row) => {
    const name = nameOf(row);
    if (seen.has(name)) return true;
    seen.add(name);
    return false;
  });
}
