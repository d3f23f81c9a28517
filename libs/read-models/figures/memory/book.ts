/**
 * The facts of one partnership as typed columns in memory. A question is one pass over them; nothing is precomputed, so
 * nothing can be stale, backdated behind or wrong at another position.
 */
import { Columns, lastAtMost } from './columns.ts';

/** Position at which a fact ends that still stands. */
const NEVER = Number.MAX_SAFE_INTEGER;
/** Amounts from here on are kept aside as BigInt, so that sums of the others stay exact in a Float64 for long. */
const WIDE_FROM = 2 ** 40;
/** Rows of the file as {@link Book.add} takes them; cents are 0 where {@link WIDE_ROWS} has them. */
export const FACT_ROWS = `
  SELECT id, about, source, class, year, of_year, from_day, to_day, since_day, known_from,
    iif(abs(cents) < ${WIDE_FROM}, cents, 0)
  FROM fact WHERE id > ? ORDER BY id
`;
export const WIDE_ROWS = `SELECT id, about, cents FROM fact WHERE id > ? AND abs(cents) >= ${WIDE_FROM}`;

const KINDS = {
  id: Int32Array,
  about: Int32Array,
  source: Int32Array,
  class: Uint16Array,
  year: Uint16Array,
  ofYear: Uint16Array,
  fromDay: Int32Array,
  toDay: Int32Array,
  sinceDay: Int32Array,
  knownFrom: Float64Array,
  /** Cents, or 0 where `wide` holds them or, for a year of an implied base, there are none. */
  cents: Float64Array,
  /** Position from which a fact is known no more. */
  knownTo: Float64Array,
} as const;

export class Book {
  readonly facts = new Columns(KINDS);
  readonly wide = new Map<number, bigint>();
  /** Rows of implied facts: few, and asked for before every pass. */
  readonly implied: number[] = [];
  /** Code of the partnership. */
  readonly partnership: number;

  constructor(partnership: number) {
    this.partnership = partnership;
  }

  get length(): number {
    return this.facts.length;
  }

  /** A row in the order of the columns, which stands until it is ended. */
  add(row: readonly number[], isImplied: boolean): void {
    if (isImplied) this.implied.push(this.length);
    this.facts.add(row);
    this.facts.at.knownTo[this.length - 1] = NEVER;
  }

  addWide(fact: number, cents: bigint): void {
    this.wide.set(lastAtMost(this.facts.at.id, this.length, fact), cents);
  }

  end(fact: number, position: number): void {
    const row = lastAtMost(this.facts.at.id, this.length, fact);
    this.facts.at.knownTo[row] = position;
  }
}
