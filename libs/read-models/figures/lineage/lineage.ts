/**
 * Where a figure comes from: its terms, what each is made of by side and year, and the leaves below: what one event
 * brought or took on one side. A reversal is a leaf of its own beside what it reverses. The leaves add up to the terms.
 */
import type { Cause } from '#domain/figures/causes';
import type { Definition, FigureSide } from '#domain/figures/definitions';
import { isAbove, isBelow, type Place } from '#domain/figures/place';
import { moneyOf, type Cents, type Money } from '#domain/money';
import { LeafGatherer, type EventLeaf } from './event-leaves.ts';
import type { Figure, Figures } from '../figures.ts';
import type { FigureQuestion, Selection } from '../question/question.ts';

export const TERMS = ['numerator', 'denominator'] as const;
export type TermName = (typeof TERMS)[number];

export interface LineageLeaf extends Omit<EventLeaf, 'subject'> {
  /** Why the event made it, and the account that recorded the event. */
  readonly cause: Cause;
  readonly actor: string;
  /** Contribution, or the partnership whose base was implied. */
  readonly contribution: string;
}

export interface LineageGroup {
  readonly key: { readonly side: FigureSide; readonly year: number };
  readonly amount: Money;
  readonly leaves: number;
}

export interface LineageTerm {
  readonly term: TermName;
  readonly sides: readonly FigureSide[];
  readonly amount: Money;
  /** By side and year; they add up to the amount. */
  readonly groups: readonly LineageGroup[];
}

/** What leaves that are not shown add up to; null for a term that was not asked for. */
export interface Others {
  readonly numerator: Money | null;
  readonly denominator: Money | null;
  readonly leaves: number;
}

/** Which leaves are asked for. */
export interface LeafQuestion {
  /** Only leaves of this term; of any when absent, and those that stand in none. */
  readonly term?: TermName | undefined;
  /** Only what this party brought; what others brought is summed up. */
  readonly bringer?: string | undefined;
  /** The last leaf of the page before. */
  readonly after?: LeafPlace | undefined;
  readonly limit: number;
}

export type LeafPlace = Pick<EventLeaf, 'position' | 'ordinal'>;

export interface Lineage {
  readonly figure: Figure;
  readonly terms: readonly LineageTerm[];
  /** In order of recording. */
  readonly leaves: readonly LineageLeaf[];
  /** Where the next page starts; null at the end. */
  readonly next: LeafPlace | null;
  /** How many leaves there are in all, of those that are asked for. */
  readonly count: number;
  /** Null where everybody's leaves are asked for. */
  readonly others: Others | null;
  /** Position of the read model. */
  readonly head: bigint;
}

/** Of the one definition that is asked. Throws as {@link Figures.answer} does. */
export function lineageOf(figures: Figures, question: FigureQuestion, asked: LeafQuestion): Lineage {
  const answer = figures.answer({ ...question, groupBy: [] });
  const figure = answer.figures[0];
  if (figure === undefined) throw new TypeError('a lineage is of one definition');
  const position = BigInt(figure.knownAsOf.position);
  const { id, version } = figure.definition;
  const definition = figures.definition(`${id}@${version}`, figure.effectiveAsOf, position);
  figures.recallTold();
  const opened = figures.open({ ...question, position });
  const gatherer = new LeafGatherer(opened, definition);
  const sums = new Sums(asked);
  for (const book of opened.books) gatherer.gather(book, sums.startBook());
  const { shown, next } = sums.page();
  const texts = figures.textsOf(shown.map(({ subject }) => subject));
  return {
    figure,
    terms: TERMS.map((term) => ({
      term,
      sides: sidesShown(definition, term, question),
      amount: figure[term].amount,
      groups: sums.groupsOf(term),
    })),
    leaves: shown.map(({ subject, ...leaf }) => ({
      ...leaf,
      ...opened.memory.toldAt(leaf.position),
      contribution: texts.get(subject) ?? '',
    })),
    next,
    count: sums.count,
    others: asked.bringer === undefined ? null : sums.others(),
    head: answer.position,
  };
}

function sidesShown(definition: Definition, term: TermName, { view }: Selection): readonly FigureSide[] {
  const { sides } = definition[term];
  return view === 'localPublicEuro' ? sides : sides.filter((side) => side !== 'ATTRACTED');
}

const IS_IN: Readonly<Record<TermName, (term: Place) => boolean>> = {
  numerator: isAbove,
  denominator: isBelow,
};

interface Group {
  readonly side: FigureSide;
  readonly year: number;
  cents: Cents;
  leaves: number;
}

/** Adds up every leaf and keeps one page of them: memory is a page however many there are. */
class Sums {
  count = 0;
  readonly #asked: LeafQuestion;
  readonly #groups = { numerator: new Map<string, Group>(), denominator: new Map<string, Group>() };
  readonly #others = { numerator: 0n, denominator: 0n, leaves: 0 };
  readonly #found: EventLeaf[] = [];

  constructor(asked: LeafQuestion) {
    this.#asked = asked;
  }

  /** Takes the leaves of one book: of each, in order of recording, the first that a page can hold. */
  startBook(): (leaf: EventLeaf) => void {
    let kept = 0;
    return (leaf) => {
      for (const term of TERMS) if (IS_IN[term](leaf.term)) this.#addTo(term, leaf);
      const { term, bringer, after, limit } = this.#asked;
      if (term !== undefined && !IS_IN[term](leaf.term)) return;
      if (bringer !== undefined && bringer !== leaf.bringer) return this.#leaveOut(leaf);
      this.count += 1;
      if (kept > limit || (after !== undefined && inOrder(leaf, after) <= 0)) return;
      this.#found.push(leaf);
      kept += 1;
    };
  }

  #addTo(term: TermName, { side, year, cents }: EventLeaf): void {
    const key = `${side} ${year}`;
    const group = this.#groups[term].get(key) ?? { side, year, cents: 0n, leaves: 0 };
    group.cents += cents;
    group.leaves += 1;
    this.#groups[term].set(key, group);
  }

  #leaveOut({ term, cents }: EventLeaf): void {
    for (const each of TERMS) if (IS_IN[each](term)) this.#others[each] += cents;
    this.#others.leaves += 1;
  }

  groupsOf(term: TermName): readonly LineageGroup[] {
    return [...this.#groups[term].values()]
      .sort((a, b) => a.year - b.year || (a.side < b.side ? -1 : 1))
      .map(({ side, year, cents, leaves }) => ({ key: { side, year }, amount: moneyOf(cents), leaves }));
  }

  others(): Others {
    const { leaves } = this.#others;
    const sumOf = (each: TermName): Money | null => {
      const { term = each } = this.#asked;
      return term === each ? moneyOf(this.#others[each]) : null;
    };
    return { numerator: sumOf('numerator'), denominator: sumOf('denominator'), leaves };
  }

  page(): { readonly shown: readonly EventLeaf[]; readonly next: LeafPlace | null } {
    const { limit } = this.#asked;
    const shown = this.#found.sort(inOrder).slice(0, limit);
    const last = shown.at(-1);
    const isEnd = last === undefined || this.#found.length <= limit;
    return { shown, next: isEnd ? null : { position: last.position, ordinal: last.ordinal } };
  }
}

function inOrder(a: LeafPlace, b: LeafPlace): number {
  return a.position - b.position || a.ordinal - b.ordinal;
}
