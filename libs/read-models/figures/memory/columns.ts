/** Columns that grow: plain typed arrays, doubled when they are full. */

type Column = Int32Array | Uint16Array | Uint8Array | Float64Array;
type Made<Kinds> = {
  [Name in keyof Kinds]: Kinds[Name] extends new (length: number) => infer Array ? Array : never;
};

const FIRST_CAPACITY = 16;

/** Rows of several columns of one length. `at` gives the arrays: take them anew after every `add`. */
export class Columns<Kinds extends Readonly<Record<string, new (length: number) => Column>>> {
  length = 0;
  at: Made<Kinds>;
  readonly #names: readonly (keyof Kinds & string)[];
  readonly #kinds: Kinds;
  /** The arrays of `at`, in order. */
  #columns: readonly Column[];
  #capacity = FIRST_CAPACITY;

  constructor(kinds: Kinds) {
    this.#kinds = kinds;
    this.#names = Object.keys(kinds);
    this.at = this.#made();
    this.#columns = Object.values(this.at);
  }

  /** Takes a row in the order of the columns; those that it lacks at its end are 0. */
  add(row: readonly number[]): void {
    if (this.length === this.#capacity) this.#grow();
    for (let index = 0; index < row.length; index += 1) {
      (this.#columns[index] as Column)[this.length] = row[index] as number;
    }
    this.length += 1;
  }

  #grow(): void {
    this.#capacity *= 2;
    const before = this.at;
    this.at = this.#made();
    this.#columns = Object.values(this.at);
    for (const name of this.#names) (this.at[name] as Column).set(before[name] as Column);
  }

  #made(): Made<Kinds> {
    return Object.fromEntries(
      this.#names.map((name) => [
        name,
        new (this.#kinds[name] as new (length: number) => Column)(this.#capacity),
      ]),
    ) as Made<Kinds>;
  }
}

/** The last row whose value is at most `wanted`, in a column that never decreases; -1 when there is none. */
export function lastAtMost(column: ArrayLike<number>, length: number, wanted: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] as number) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
