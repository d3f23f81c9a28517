/** Facts gathered to what one event brought of one contribution, by side, origin, stage, year and term. */
import type { Definition, FigureSide } from '#domain/figures/definitions';
import { QUANTITY_SCALE } from '#domain/figures/facts';
import { sideIn, type Unvalued } from '#domain/figures/figure';
import { placeIn, placeOfQuantity, type Placed } from '#domain/figures/place';
import { Decimal, type Cents } from '#domain/money';
import type { Book } from '../memory/book.ts';
import type { Opened } from '../scan/plan.ts';
import type { FactClass } from '../fold/tables.ts';

/** What of a leaf follows from the class of its facts. */
export interface LeafKind extends Placed, Pick<FactClass, 'kind' | 'origin' | 'stage'> {
  readonly side: FigureSide;
  /** Of a quantity without a value; null for money. */
  readonly unit: Unvalued['unit'] | null;
}

/** What one event brought, or took with the opposite sign. */
export interface EventLeaf extends LeafKind {
  /** Position of the event. */
  readonly position: number;
  /** From 0, among the leaves of the event. */
  readonly ordinal: number;
  /** Number of the contribution, or of the partnership whose base was implied. */
  readonly subject: number;
  /** Empty behind an implied base. */
  readonly bringer: string;
  readonly year: number;
  /** 0 where there is a quantity instead. */
  readonly cents: Cents;
  /** Signed decimal, in units; null for money. */
  readonly quantity: string | null;
  /** Whether a document stands behind the contribution, as known at the position of the question. */
  readonly evidenced: boolean;
}

/** Cents, or millionths of a unit. */
type Growing = LeafKind & { readonly year: number; amount: bigint };

const YEARS = 2 ** 12;

/** Takes the leaves of each book in order of recording. */
export class LeafGatherer {
  readonly #opened: Opened;
  readonly #definition: Definition;
  readonly #kinds: LeafKind[] = [];
  /** By class code and what else decides the term. */
  readonly #kindOf = new Map<number, number>();

  constructor(opened: Opened, definition: Definition) {
    this.#opened = opened;
    this.#definition = definition;
  }

  /**
   * Facts of one event lie together: what they add up to is taken when the next event begins. What comes to nothing is
   * no leaf.
   */
  gather(book: Book, take: (leaf: EventLeaf) => void): void {
    const { memory, plan } = this.#opened;
    const { year, knownFrom, about } = book.facts.at;
    const growing = new Map<number, Growing>();
    let last = -1;
    const settle = (): void => {
      if (growing.size === 0) return;
      const row = (about[last] as number) - 1;
      const { evidenced } = memory.saidOf(row + 1, plan.position);
      const subject = memory.abouts.at.subject[row] as number;
      const bringer = memory.nameOf(memory.abouts.at.bringer[row] as number);
      const position = knownFrom[last] as number;
      let ordinal = 0;
      for (const { amount, ...leaf } of growing.values()) {
        if (amount === 0n) continue;
        const [cents, quantity] = leaf.unit === null ? [amount, null] : [0n, quantityText(amount)];
        take({ ...leaf, cents, quantity, position, ordinal, subject, bringer, evidenced });
        ordinal += 1;
      }
      growing.clear();
    };
    plan.visit(book, (row, amount, within) => {
      if (last >= 0 && knownFrom[row] !== knownFrom[last]) settle();
      last = row;
      const kind = this.#kindOfRow(book, row, within);
      const key = kind * YEARS + (year[row] as number);
      const leaf = growing.get(key);
      const more = BigInt(amount);
      if (leaf !== undefined) leaf.amount += more;
      else growing.set(key, { ...(this.#kinds[kind] as LeafKind), year: year[row] as number, amount: more });
    });
    settle();
  }

  #kindOfRow(book: Book, row: number, within: boolean): number {
    const { class: classes, source } = book.facts.at;
    const { memory, plan } = this.#opened;
    const code = classes[row] as number;
    const challenge = plan.references.challenge[source[row] as number] === 1;
    const key = code * 4 + (within ? 1 : 0) + (challenge ? 2 : 0);
    const known = this.#kindOf.get(key);
    if (known !== undefined) return known;
    const { side, origin, stage, kind, standing, unit } = memory.classOf(code);
    const cell = { side, origin, challenge, standing: within ? ('WITHIN' as const) : standing };
    const { view } = plan.selection;
    const placed =
      unit === 'EUR' ? placeIn(this.#definition, cell, view) : placeOfQuantity(this.#definition, cell);
    const made: LeafKind = {
      ...{ ...placed, kind, origin, stage, side: sideIn(view, cell) },
      unit: unit === 'EUR' ? null : unit,
    };
    // Classes that differ in what no leaf tells are one kind.
    const same = this.#kinds.findIndex((each) => sameKind(each, made));
    const place = same >= 0 ? same : this.#kinds.push(made) - 1;
    this.#kindOf.set(key, place);
    return place;
  }
}

function quantityText(millionths: bigint): string {
  return new Decimal(millionths.toString()).div(QUANTITY_SCALE.toString()).toFixed();
}

function sameKind(a: LeafKind, b: LeafKind): boolean {
  return (
    a.term === b.term &&
    a.reason === b.reason &&
    a.kind === b.kind &&
    a.origin === b.origin &&
    a.stage === b.stage &&
    a.side === b.side &&
    a.unit === b.unit
  );
}
