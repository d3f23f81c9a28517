/** The facts that a selection counts, one by one, each named by its contribution and the event that made it. */
import type { Cell } from '#domain/figures/figure';
import type { Fact } from '#domain/figures/facts';
import type { Book } from '../memory/book.ts';
import type { Memory } from '../memory/memory.ts';
import type { Opened } from './plan.ts';

export interface CountedFact extends Pick<Fact, 'kind' | 'side' | 'origin' | 'stage' | 'source'> {
  /** Position of the event that made it. */
  readonly position: number;
  /** Contribution, or the partnership whose base was implied. */
  readonly contribution: string;
  readonly standing: Cell['standing'];
  readonly year: number;
  /** Day numbers. */
  readonly fromDay: number;
  readonly toDay: number;
  readonly sinceDay: number;
  readonly bringer: string;
  /** What of it has accrued. */
  readonly cents: bigint;
}

const BATCH = 1_000;

/** `textsOf` finds the ids of subjects by their numbers. Quantities without a value are left out. */
export function* countedFactsOf(
  opened: Opened,
  textsOf: (subjects: readonly number[]) => ReadonlyMap<number, string>,
): Generator<CountedFact> {
  for (const book of opened.books) {
    const counted = countedIn(book, opened);
    for (let from = 0; from < counted.length; from += BATCH) {
      const rows = counted.rows.subarray(from, Math.min(from + BATCH, counted.length));
      const { about } = book.facts.at;
      const { subject } = opened.memory.abouts.at;
      const subjects = Array.from(rows, (row) => subject[(about[row] as number) - 1] as number);
      const texts = textsOf(subjects);
      for (const [index, row] of rows.entries()) {
        yield {
          ...countedOf(book, row, opened.memory),
          ...(counted.within.has(row) ? { standing: 'WITHIN' as const } : {}),
          contribution: texts.get(subjects[index] as number) ?? '',
          cents: counted.wide.get(row) ?? BigInt(counted.cents[from + index] as number),
        };
      }
    }
  }
}

/** Which rows count, and with what: lean, for a partnership may have millions. */
function countedIn(book: Book, { memory, plan }: Opened) {
  const rows = new Int32Array(book.length);
  const cents = new Float64Array(book.length);
  const wide = new Map<number, bigint>();
  const within = new Set<number>();
  let length = 0;
  plan.visit(book, (row, amount, isWithin) => {
    if (memory.classOf(book.facts.at.class[row] as number).unit !== 'EUR') return;
    rows[length] = row;
    if (typeof amount === 'bigint') wide.set(row, amount);
    else cents[length] = amount;
    if (isWithin) within.add(row);
    length += 1;
  });
  return { rows, cents, wide, within, length };
}

function countedOf(book: Book, row: number, memory: Memory): Omit<CountedFact, 'contribution' | 'cents'> {
  const { at } = book.facts;
  const { side, origin, kind, stage, standing } = memory.classOf(at.class[row] as number);
  const source = at.source[row] as number;
  return {
    ...{ side, origin, kind, stage, standing },
    position: at.knownFrom[row] as number,
    source: source === 0 ? null : memory.nameOf(source),
    bringer: memory.nameOf(memory.abouts.at.bringer[(at.about[row] as number) - 1] as number),
    year: at.year[row] as number,
    fromDay: at.fromDay[row] as number,
    toDay: at.toDay[row] as number,
    sinceDay: at.sinceDay[row] as number,
  };
}
