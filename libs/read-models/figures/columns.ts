/**
 * The facts as typed columns in memory. A question is one pass over them; nothing is precomputed, so nothing can be
 * stale, backdated behind or wrong at another position.
 */
import type { StatementSync } from 'node:sqlite';

const NEVER = Number.MAX_SAFE_INTEGER;
const FIRST_CAPACITY = 1024;

/** How many cents a Float64 holds exactly. Larger amounts are kept aside, exactly. */
export const EXACT_MAX = Number.MAX_SAFE_INTEGER;

const INT_COLUMNS = [
  'partnership',
  'bringer',
  'side',
  'origin',
  'kind',
  'stage',
  'standing',
  'dating',
  'year',
  'from_day',
  'to_day',
] as const;
export type IntColumn = (typeof INT_COLUMNS)[number];

export class FactColumns {
  length = 0;
  /** Facts and ends up to here are in the columns. */
  position = 0n;
  int = intColumns(FIRST_CAPACITY);
  knownFrom = new Float64Array(FIRST_CAPACITY);
  /** Position from which a fact is known no more; never reached while it stands. */
  knownTo = new Float64Array(FIRST_CAPACITY);
  /** Cents, or 0 where `wide` holds what no Float64 can. */
  cents = new Float64Array(FIRST_CAPACITY);
  readonly wide = new Map<number, bigint>();
  /** Largest magnitude in `cents`: tells how many may be added before a sum could lose a cent. */
  centsMax = 1;
  readonly names = new Map<string, number>();
  readonly #texts = [''];

  nameOf(code: number): string {
    return this.#texts[code] ?? '';
  }

  /** Takes in what was folded since the last call. `prepare` reads inside the caller's transaction. */
  refresh(prepare: (sql: string) => StatementSync, checkpoint: bigint): void {
    if (checkpoint === this.position) return;
    const names = prepare('SELECT code, text FROM name WHERE code > ? ORDER BY code');
    for (const row of names.iterate(this.names.size)) {
      this.names.set(row['text'] as string, row['code'] as number);
      this.#texts[row['code'] as number] = row['text'] as string;
    }

    const facts = prepare(
      `SELECT known_from, cents, ${INT_COLUMNS.join(', ')} FROM fact WHERE id > ? ORDER BY id`,
    );
    facts.setReturnArrays(true);
    facts.setReadBigInts(true);
    for (const row of facts.iterate(this.length)) this.#add(row as unknown as bigint[]);

    const ends = prepare('SELECT fact, known_to FROM fact_end WHERE known_to > ?');
    for (const row of ends.iterate(this.position)) {
      this.knownTo[(row['fact'] as number) - 1] = row['known_to'] as number;
    }
    this.position = checkpoint;
  }

  #add(row: readonly bigint[]): void {
    if (this.length === this.knownFrom.length) this.#grow();
    const at = this.length;
    this.knownFrom[at] = Number(row[0]);
    this.knownTo[at] = NEVER;
    const cents = row[1] as bigint;
    const magnitude = Math.abs(Number(cents));
    if (magnitude > EXACT_MAX) {
      this.wide.set(at, cents);
    } else {
      this.cents[at] = Number(cents);
      if (magnitude > this.centsMax) this.centsMax = magnitude;
    }
    for (const [index, name] of INT_COLUMNS.entries()) this.int[name][at] = Number(row[index + 2]);
    this.length += 1;
  }

  #grow(): void {
    const capacity = this.length * 2;
    const wider = intColumns(capacity);
    for (const name of INT_COLUMNS) wider[name].set(this.int[name]);
    this.int = wider;
    this.knownFrom = widened(this.knownFrom, capacity);
    this.knownTo = widened(this.knownTo, capacity);
    this.cents = widened(this.cents, capacity);
  }
}

function intColumns(capacity: number): Record<IntColumn, Int32Array> {
  return Object.fromEntries(INT_COLUMNS.map((name) => [name, new Int32Array(capacity)])) as Record<
    IntColumn,
    Int32Array
  >;
}

function widened(column: Float64Array<ArrayBuffer>, capacity: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(capacity);
  wider.set(column);
  return wider;
}
