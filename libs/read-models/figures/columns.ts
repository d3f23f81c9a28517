/**
 * The facts as typed columns in memory. A question is one pass over them; nothing is precomputed, so nothing can be
 * stale, backdated behind or wrong at another position.
 */
import type { StatementSync } from 'node:sqlite';
import { codeOf } from './codes.ts';

const NEVER = Number.MAX_SAFE_INTEGER;
const FIRST_CAPACITY = 1024;
/** Amounts from here on are kept aside as BigInt, so that {@link BLOCK} of the others add up exactly in a Float64. */
const WIDE_FROM = 2 ** 40;
/** How many facts may be added before their sum could lose a cent: 2^13 amounts below 2^40 stay below 2^53. */
export const BLOCK = 2 ** 13;

const INT_COLUMNS = {
  partnership: Int32Array,
  bringer: Int32Array,
  side: Uint8Array,
  origin: Uint8Array,
  kind: Uint8Array,
  stage: Uint8Array,
  standing: Uint8Array,
  dating: Uint8Array,
  year: Uint16Array,
  of_year: Uint16Array,
  from_day: Int32Array,
  to_day: Int32Array,
  since_day: Int32Array,
} as const;
export type IntColumn = keyof typeof INT_COLUMNS;
const INT_NAMES = Object.keys(INT_COLUMNS) as readonly IntColumn[];

type IntArrays = { [Name in IntColumn]: InstanceType<(typeof INT_COLUMNS)[Name]> };

/** Names by their codes. */
export interface Link {
  readonly knownFrom: number;
  readonly partnership: number;
  readonly follows: number;
}

export class FactColumns {
  length = 0;
  /** Facts and ends up to here are in the columns. */
  position = 0n;
  int = intColumns(FIRST_CAPACITY);
  knownFrom = new Float64Array(FIRST_CAPACITY);
  /** Position from which a fact is known no more; never reached while it stands. */
  knownTo = new Float64Array(FIRST_CAPACITY);
  /** Cents, or 0 where `wide` holds them or, for a year of an implied base, there are none. */
  cents = new Float64Array(FIRST_CAPACITY);
  readonly wide = new Map<number, bigint>();
  /** Rows of implied facts: few, and asked for before every pass. */
  readonly implied: number[] = [];
  /** Steps of chains in order of recording: every one follows a partnership that was there before it. */
  readonly links: Link[] = [];
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

    const links = prepare('SELECT known_from, partnership, follows FROM link WHERE id > ? ORDER BY id');
    for (const row of links.iterate(this.links.length)) {
      const { known_from: knownFrom, partnership, follows } = row as Readonly<Record<string, number>>;
      this.links.push({ knownFrom, partnership, follows } as Link);
    }

    const facts = prepare(
      `SELECT known_from, cents, ${INT_NAMES.join(', ')} FROM fact WHERE id > ? ORDER BY id`,
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
    if (Math.abs(Number(cents)) < WIDE_FROM) this.cents[at] = Number(cents);
    else this.wide.set(at, cents);
    for (const [index, name] of INT_NAMES.entries()) this.int[name][at] = Number(row[index + 2]);
    if (this.int.standing[at] === IMPLIED) this.implied.push(at);
    this.length += 1;
  }

  #grow(): void {
    const capacity = this.length * 2;
    const wider = intColumns(capacity);
    for (const name of INT_NAMES) wider[name].set(this.int[name]);
    this.int = wider;
    this.knownFrom = widened(this.knownFrom, capacity);
    this.knownTo = widened(this.knownTo, capacity);
    this.cents = widened(this.cents, capacity);
  }
}

const IMPLIED = codeOf('standing', 'IMPLIED');

function intColumns(capacity: number): IntArrays {
  return Object.fromEntries(
    INT_NAMES.map((name) => [name, new INT_COLUMNS[name](capacity)]),
  ) as unknown as IntArrays;
}

function widened(column: Float64Array<ArrayBuffer>, capacity: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(capacity);
  wider.set(column);
  return wider;
}
