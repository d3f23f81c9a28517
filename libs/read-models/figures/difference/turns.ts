/**
 * Positions between two others at which facts that stand came to weigh otherwise, though no event of theirs is there:
 * the terms of a source or the traits of a partnership were corrected, or prices were published.
 */
import type { UntoldCause } from '#domain/figures/difference';
import type { Definition } from '#domain/figures/definitions';
import type { Book } from '../memory/book.ts';
import type { Known } from '../memory/memory.ts';
import type { Opened } from '../scan/plan.ts';
import type { Dimension, Selection } from '../question/question.ts';

export interface Turns {
  readonly positions: readonly number[];
  readonly causes: ReadonlyMap<number, UntoldCause>;
}

/** Only those that can matter to what is asked: of the sources and partnerships that the books name. */
export function turnsBetween(
  { memory, books }: Pick<Opened, 'memory' | 'books'>,
  { numerator, denominator }: Definition,
  { only = {}, without = {}, prices }: Selection,
  { before, after }: { readonly before: number; readonly after: number },
): Turns {
  const [low, high] = [Math.min(before, after), Math.max(before, after)];
  const asks = (dimension: Dimension): boolean => dimension in only || dimension in without;
  const causes = new Map<number, UntoldCause>();
  const turn = (rows: readonly Known[], cause: UntoldCause): void => {
    for (const { knownFrom } of rows) if (knownFrom > low && knownFrom <= high) causes.set(knownFrom, cause);
  };
  if (asks('fund') || numerator.call !== null || denominator.call !== null) {
    const used = sourcesIn(books);
    const terms = restated(memory.sourceTerms, ({ source }) => source);
    turn(
      terms.filter(({ source }) => used.has(source)),
      'TERMS_CORRECTED',
    );
  }
  if (asks('sizeClass')) {
    const used = new Set(books.map(({ partnership }) => partnership));
    const traits = restated(memory.partnerships, ({ partnership }) => partnership);
    turn(
      traits.filter(({ partnership }) => used.has(partnership)),
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

function sourcesIn(books: readonly Book[]): ReadonlySet<number> {
  const sources = new Set<number>();
  for (const book of books) {
    const { source } = book.facts.at;
    for (let row = 0; row < book.length; row += 1) sources.add(source[row] as number);
  }
  return sources;
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
