/** What a figure is made of, for the difference of two: its terms, and the quantities for want of a value. */
import type { Definition, FigureSide } from '#domain/figures/definitions';
import { QUANTITY_SCALE } from '#domain/figures/facts';
import { centsOf, Decimal, type Cents } from '#domain/money';
import type { Figure } from '../figures.ts';
import type { FactClass } from '../fold/tables.ts';
import type { Weight } from '../scan/weigh.ts';

type QuantityClass = Pick<FactClass, 'side' | 'kind' | 'unit'>;

export class Tally {
  numerator: Cents = 0n;
  denominator: Cents = 0n;
  /** Millionths of a unit, as figures list them: by side, kind and unit. */
  readonly #lacking = new Map<string, bigint>();

  static ofFigure({ numerator, denominator, unvalued }: Figure, definition: Definition): Tally {
    const tally = new Tally();
    tally.numerator = centsOf(numerator.amount.amount);
    tally.denominator = centsOf(denominator.amount.amount);
    const counted: readonly FigureSide[] = [...definition.numerator.sides, ...definition.denominator.sides];
    for (const { quantity, ...of } of unvalued.filter(({ side }) => counted.includes(side))) {
      tally.#addQuantity(of, BigInt(new Decimal(quantity).times(QUANTITY_SCALE.toString()).toFixed(0)));
    }
    return tally;
  }

  add({ numerator, denominator, lacking }: Weight, of: QuantityClass): void {
    this.numerator += numerator;
    this.denominator += denominator;
    if (lacking !== 0n) this.#addQuantity(of, lacking);
  }

  less(other: Tally): Tally {
    const tally = new Tally();
    tally.numerator = this.numerator - other.numerator;
    tally.denominator = this.denominator - other.denominator;
    for (const [key, sum] of this.#lacking) tally.#addTo(key, sum);
    for (const [key, sum] of other.#lacking) tally.#addTo(key, -sum);
    return tally;
  }

  /** Whether what came is what left. */
  isNothing(): boolean {
    const isEven = [...this.#lacking.values()].every((sum) => sum === 0n);
    return this.numerator === 0n && this.denominator === 0n && isEven;
  }

  #addQuantity({ side, kind, unit }: QuantityClass, millionths: bigint): void {
    this.#addTo(`${side} ${kind} ${unit}`, millionths);
  }

  #addTo(key: string, millionths: bigint): void {
    this.#lacking.set(key, (this.#lacking.get(key) ?? 0n) + millionths);
  }
}
