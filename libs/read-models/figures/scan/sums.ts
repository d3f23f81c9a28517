/** Adds up what a plan visits, by what a definition can tell apart and by group. Sums are exact, however many. */
import { COUNTED_SIDES } from '#domain/funding-source/origins';
import { GRADES } from '#domain/figures/definitions';
import { gradeOf, QUANTITY_SCALE } from '#domain/figures/facts';
import type { Cell, Sums, Unvalued } from '#domain/figures/figure';
import { Decimal } from '#domain/money';
import type { Book } from '../memory/book.ts';
import type { Reader } from './dimensions.ts';
import { WORDS, type Memory } from '../memory/memory.ts';
import type { Plan } from './plan.ts';
import type { FactClass, Said } from '../fold/tables.ts';

export interface Found extends Sums {
  /** How many facts on counted sides were summed. */
  readonly facts: number;
  /** True when the days of one of them were assumed, not stated. */
  readonly assumedDating: boolean;
}

export interface FoundGroup {
  /** One name for each dimension that was grouped by. */
  readonly names: readonly string[];
  readonly found: Found;
}

/** Slots of a kind of sum: by grade, challenge, whether it lies within an implied base, and word. */
const SLOTS = GRADES.length * 2 * 2 * WORDS.length;
/** Beyond, a sum moves to where there is no limit: another amount below 2^40 still fits exactly. */
const SPILL = 2 ** 51;
const PAIR = 2 ** 26;

/** What of a class a sum depends on, besides what may differ from fact to fact. */
type Kind = Pick<FactClass, 'side' | 'origin' | 'standing'>;

/** What of a sum follows from the class of a fact, by class code less 1. */
class Kinds {
  readonly all: Kind[] = [];
  /** First slot of the kind. */
  readonly slot: Uint32Array;
  /** Grades without and with evidence, as places in `GRADES`. */
  readonly plain: Uint8Array;
  readonly evidenced: Uint8Array;
  readonly isCounted: Uint8Array;
  readonly isAssumed: Uint8Array;
  readonly isMoney: Uint8Array;
  readonly #places = new Map<string, number>();

  constructor(classes: readonly FactClass[]) {
    const flags = (isSo: (each: FactClass) => boolean): Uint8Array =>
      Uint8Array.from(classes, (each) => (isSo(each) ? 1 : 0));
    const grades = (evidenced: boolean): Uint8Array =>
      Uint8Array.from(classes, ({ stage }) => GRADES.indexOf(gradeOf(stage, evidenced)));
    this.slot = Uint32Array.from(classes, (each) => this.#placeOf(each) * SLOTS);
    this.plain = grades(false);
    this.evidenced = grades(true);
    this.isCounted = flags(({ side }) => COUNTED_SIDES.includes(side));
    this.isAssumed = flags(({ dating }) => dating === 'ASSUMED');
    this.isMoney = flags(({ unit }) => unit === 'EUR');
  }

  #placeOf({ side, origin, standing }: FactClass): number {
    const key = `${side} ${origin} ${standing}`;
    const place = this.#places.get(key) ?? this.all.push({ side, origin, standing }) - 1;
    this.#places.set(key, place);
    return place;
  }
}

/** What one fact adds. */
interface Added {
  readonly slot: number;
  readonly amount: number | bigint;
  /** Null for money; else the class that says of what it is a quantity, unless it is not to be told. */
  readonly quantity: FactClass | 'WITHIN' | null;
  readonly isCounted: boolean;
  readonly isAssumed: boolean;
  /** Its year, where the price index lacks it. */
  readonly yearMissing: number | null;
}

class Accumulator {
  readonly #sums: Float64Array;
  readonly #exact = new Map<number, bigint>();
  readonly #isTouched: Uint8Array;
  readonly #touched: number[] = [];
  readonly #quantities = new Map<string, { readonly of: Omit<Unvalued, 'quantity'>; micro: bigint }>();
  /** Years without a point of the price index, of what was added here. */
  readonly yearsMissing = new Set<number>();
  facts = 0;
  assumed = false;

  constructor(kinds: number) {
    this.#sums = new Float64Array(kinds * SLOTS);
    this.#isTouched = new Uint8Array(kinds * SLOTS);
  }

  take({ slot, amount, quantity, isCounted, isAssumed, yearMissing }: Added): void {
    if (quantity === null) this.#add(slot, amount);
    else if (quantity !== 'WITHIN') this.#addQuantity(quantity, amount);
    if (yearMissing !== null) this.yearsMissing.add(yearMissing);
    if (!isCounted) return;
    this.facts += 1;
    this.assumed ||= isAssumed;
  }

  #add(slot: number, amount: number | bigint): void {
    if (this.#isTouched[slot] === 0) {
      this.#isTouched[slot] = 1;
      this.#touched.push(slot);
    }
    if (typeof amount === 'bigint') return this.#addExact(slot, amount);
    const sum = (this.#sums[slot] as number) + amount;
    const isLarge = sum > SPILL || sum < -SPILL;
    if (isLarge) this.#addExact(slot, BigInt(sum));
    this.#sums[slot] = isLarge ? 0 : sum;
  }

  #addExact(slot: number, amount: bigint): void {
    this.#exact.set(slot, (this.#exact.get(slot) ?? 0n) + amount);
  }

  #addQuantity({ side, kind, unit }: FactClass, amount: number | bigint): void {
    if (unit === 'EUR') return;
    const key = `${side} ${kind} ${unit}`;
    const before = this.#quantities.get(key) ?? { of: { side, kind, unit }, micro: 0n };
    before.micro += BigInt(amount);
    this.#quantities.set(key, before);
  }

  found(kinds: Kinds, { selection }: Plan): Found {
    const cells = this.#touched.map((slot): Cell => {
      const kind = kinds.all[Math.floor(slot / SLOTS)] as Kind;
      const word = WORDS[slot % WORDS.length] as Said['word'];
      const bits = Math.floor((slot % SLOTS) / WORDS.length);
      return {
        ...kind,
        standing: (bits & 1) === 1 ? 'WITHIN' : kind.standing,
        challenge: (bits & 2) === 2,
        grade: GRADES[bits >> 2] as Cell['grade'],
        word,
        cents: BigInt(this.#sums[slot] as number) + (this.#exact.get(slot) ?? 0n),
      };
    });
    const unvalued = [...this.#quantities.values()]
      .filter(({ micro }) => micro !== 0n)
      .map(({ of, micro }) => ({
        ...of,
        quantity: new Decimal(micro.toString()).div(QUANTITY_SCALE.toString()).toFixed(),
      }));
    return {
      view: selection.view,
      cells,
      unvalued,
      yearsMissing: [...this.yearsMissing].sort((a, b) => a - b),
      facts: this.facts,
      assumedDating: this.assumed,
    };
  }
}

/** There would be more groups than anybody reads; each also holds sums of every kind while it is added up. */
export class GroupsTooMany extends Error {
  override readonly name = 'GroupsTooMany';
}

export const GROUPS_MAX = 2_000;

/**
 * Sums of all books together, and by group. Groups are in order of what they are grouped by. Throws
 * {@link GroupsTooMany} beyond `groupsMax` of them.
 */
export function sumUp(
  memory: Memory,
  plan: Plan,
  books: readonly Book[],
  groupBy: readonly Reader[],
  groupsMax = Infinity,
): { readonly total: Found; readonly groups: readonly FoundGroup[] } {
  const kinds = new Kinds(memory.classes);
  const total = new Accumulator(kinds.all.length);
  const groups = new Map<number, Accumulator>();
  const [first, second] = groupBy;
  for (const book of books) {
    const { class: classes, about, source, year } = book.facts.at;
    plan.visit(book, (row, amount, within) => {
      const place = (classes[row] as number) - 1;
      const said = memory.saidCode(about[row] as number, plan.position);
      const grade = ((said & 1) === 1 ? kinds.evidenced : kinds.plain)[place] as number;
      const challenge = plan.references.challenge[source[row] as number] as number;
      const bits = (within ? 1 : 0) + challenge * 2 + grade * 4;
      const added: Added = {
        amount,
        slot: (kinds.slot[place] as number) + bits * WORDS.length + (said >> 1),
        isCounted: kinds.isCounted[place] === 1 && !within,
        isAssumed: kinds.isAssumed[place] === 1,
        // What an implied base stands for needs no value of its own.
        quantity: kinds.isMoney[place] === 1 ? null : within ? 'WITHIN' : memory.classOf(place + 1),
        yearMissing: plan.yearsMissing.has(year[row] as number) ? (year[row] as number) : null,
      };
      total.take(added);
      if (first === undefined) return;
      const key = first.codeOf(book, row) * PAIR + (second?.codeOf(book, row) ?? 0);
      groupOf(groups, key, kinds.all.length).take(added);
      if (groups.size > groupsMax) throw new GroupsTooMany(`there are more than ${groupsMax} groups`);
    });
  }
  return {
    total: total.found(kinds, plan),
    groups: [...groups]
      .sort(([a], [b]) => a - b)
      .map(([key, each]) => ({
        names: groupBy.map(({ nameOf }, index) => nameOf(index === 0 ? Math.floor(key / PAIR) : key % PAIR)),
        found: each.found(kinds, plan),
      })),
  };
}

function groupOf(groups: Map<number, Accumulator>, key: number, kinds: number): Accumulator {
  let group = groups.get(key);
  if (group === undefined) {
    group = new Accumulator(kinds);
    groups.set(key, group);
  }
  return group;
}
