/** Numbers drawn from a seed: the same seed gives the same rows on every machine. */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from `min` to `max`, both included, by the generator of Park and Miller. */
  whole(min: number, max: number): number {
    this.#state = (this.#state * 48_271) % 2_147_483_647;
    return min + (this.#state % (max - min + 1));
  }

  chance(share: number): boolean {
    return this.whole(0, 999_999) < share * 1_000_000;
  }
}
