/**
 * What each event between two positions changed of the terms of a figure: the figure after it less the figure before.
 */
import { changeCause, type Change } from '#domain/figures/difference';
import type { Book } from '../memory/book.ts';
import { lastAtMost } from '../memory/columns.ts';
import type { Memory } from '../memory/memory.ts';
import { Plan } from '../scan/plan.ts';
import type { Selection } from '../question/question.ts';
import { saidFilter, unsaid, type SaidFilter } from './said-filter.ts';
import { Tally } from './tally.ts';
import type { Turns } from './turns.ts';
import { NOTHING, type Weigh, type Weight } from '../scan/weigh.ts';

/** The two positions, the first of which may be the later one, the day of the first question, and who asks. */
export interface Between {
  readonly before: number;
  readonly after: number;
  readonly firstDay: number;
  /** Whose contributions are told apart from those of others; absent: nobody's. */
  readonly bringer: string | undefined;
}

export interface RecordedChange extends Change {
  /** Whether it is of what the party brought that asks; always so where no party is named. */
  readonly own: boolean;
}

interface Growing extends Omit<RecordedChange, 'numerator' | 'denominator' | 'own'> {
  readonly tally: Tally;
  own: boolean;
}

/** Bases that are implied in one book, as they stood between turns. */
interface Implied {
  readonly turns: readonly number[];
  readonly years: Map<number, ReadonlySet<number>>;
}

export class ChangeWalk {
  readonly #memory: Memory;
  readonly #selection: Selection;
  readonly #between: Between;
  readonly #low: number;
  readonly #high: number;
  readonly #weigh: Weigh;
  readonly #turns: Turns;
  readonly #said: SaidFilter | null;
  readonly #plans = new Map<number, Plan>();
  readonly #changes = new Map<number, Growing>();

  constructor(memory: Memory, selection: Selection, between: Between, weigh: Weigh, turns: Turns) {
    this.#memory = memory;
    this.#between = between;
    this.#low = Math.min(between.before, between.after);
    this.#high = Math.max(between.before, between.after);
    this.#weigh = weigh;
    this.#turns = turns;
    this.#said = saidFilter(selection);
    // What is said of a contribution changes with single events of it, so it is asked fact by fact.
    this.#selection = unsaid(selection);
  }

  /** A fact matters that came or went in between; any other only where what it weighs turned. */
  pass(book: Book): void {
    const implied = this.#impliedIn(book);
    const { knownFrom, knownTo } = book.facts.at;
    for (let row = 0; row < book.length; row += 1) {
      const [from, to] = [knownFrom[row] as number, knownTo[row] as number];
      if (from > this.#high || to <= this.#low) continue;
      const stays = from <= this.#low && to > this.#high;
      if (stays && implied.turns.length === 0 && this.#said === null) continue;
      let before = this.#weightAt(book, row, this.#low, implied);
      for (const position of this.#stepsOf(book, row, implied.turns)) {
        const after = this.#weightAt(book, row, position, implied);
        this.#note(book, row, position, before, after);
        before = after;
      }
    }
  }

  /** In order of recording; what came and left again changed nothing. */
  changes(): readonly RecordedChange[] {
    // From the later position back to the earlier one everything is undone.
    const isBack = this.#between.before > this.#between.after;
    return [...this.#changes.values()]
      .filter(({ tally }) => !tally.isNothing())
      .sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
      .map(({ tally, ...change }) => {
        const { numerator, denominator } = isBack ? new Tally().less(tally) : tally;
        return { ...change, numerator, denominator };
      });
  }

  /** Positions at which the weight of a fact may change, in their order. */
  #stepsOf(book: Book, row: number, turns: readonly number[]): readonly number[] {
    const { knownFrom, knownTo, about } = book.facts.at;
    const [from, to] = [knownFrom[row] as number, knownTo[row] as number];
    const marks = this.#said === null ? [] : this.#marksOf(about[row] as number);
    const meanwhile = [...turns, ...marks].filter((position) => position > from && position < to);
    const own = [from, to].filter((position) => this.#isBetween(position));
    return [...new Set([...own, ...meanwhile])].sort((a, b) => a - b);
  }

  #isBetween(position: number): boolean {
    return position > this.#low && position <= this.#high;
  }

  #marksOf(about: number): number[] {
    const { abouts, marks } = this.#memory;
    const positions: number[] = [];
    for (let mark = abouts.at.mark[about - 1] as number; mark !== 0;) {
      positions.push(marks.at.knownFrom[mark - 1] as number);
      mark = marks.at.before[mark - 1] as number;
    }
    return positions.filter((position) => this.#isBetween(position));
  }

  #weightAt(book: Book, row: number, position: number, implied: Implied): Weight {
    const { knownFrom, knownTo, class: classes, source, about, ofYear } = book.facts.at;
    if ((knownFrom[row] as number) > position || (knownTo[row] as number) <= position) return NOTHING;
    const plan = this.#planAt(position);
    if (!plan.wouldCount(book, row)) return NOTHING;
    const code = classes[row] as number;
    if (this.#said !== null) {
      const said = this.#memory.saidOf(about[row] as number, position);
      if (!this.#said(this.#memory.classOf(code).stage, said)) return NOTHING;
    }
    const within =
      plan.isOfBase(book, row) && this.#impliedAt(book, position, implied).has(ofYear[row] as number);
    const challenge = plan.references.challenge[source[row] as number] === 1;
    return this.#weigh(code, { challenge, within }, plan.amountOf(book, row));
  }

  /**
   * The selection as it is read between two turns. It is read where they end: what was registered in between is known
   * there, and no fact of it is there before.
   */
  #planAt(position: number): Plan {
    const { positions } = this.#turns;
    const next = positions[lastAtMost(positions, positions.length, position) + 1];
    const end = next === undefined ? this.#high : next - 1;
    let plan = this.#plans.get(end);
    if (plan === undefined) {
      plan = new Plan(this.#memory, this.#selection, BigInt(end));
      this.#plans.set(end, plan);
    }
    return plan;
  }

  #impliedIn(book: Book): Implied {
    const { knownFrom, knownTo } = book.facts.at;
    const own = book.implied.flatMap((row) => [knownFrom[row] as number, knownTo[row] as number]);
    const turns = new Set([...this.#turns.positions, ...own.filter((position) => this.#isBetween(position))]);
    return { turns: [...turns].sort((a, b) => a - b), years: new Map() };
  }

  #impliedAt(book: Book, position: number, { turns, years }: Implied): ReadonlySet<number> {
    const turn = lastAtMost(turns, turns.length, position);
    let found = years.get(turn);
    if (found === undefined) {
      const { knownFrom, knownTo, year } = book.facts.at;
      const plan = this.#planAt(position);
      const standing = book.implied.filter(
        (row) =>
          (knownFrom[row] as number) <= position &&
          (knownTo[row] as number) > position &&
          plan.wouldImply(book, row),
      );
      found = new Set(standing.map((row) => year[row] as number));
      years.set(turn, found);
    }
    return found;
  }

  #note(book: Book, row: number, position: number, before: Weight, after: Weight): void {
    const change: Weight = {
      numerator: after.numerator - before.numerator,
      denominator: after.denominator - before.denominator,
      lacking: after.lacking - before.lacking,
    };
    if (change.numerator === 0n && change.denominator === 0n && change.lacking === 0n) return;
    const { sinceDay, about, class: classes } = book.facts.at;
    const turned = this.#turns.causes.get(position);
    const told = turned === undefined ? this.#memory.toldAt(position) : { cause: turned, actor: null };
    const cause = changeCause(told.cause, sinceDay[row] as number, this.#between.firstDay);
    // Of one event facts can be new and late; every other cause is of all of them.
    const key = 2 * position + (cause === 'LATE' ? 1 : 0);
    const growing = this.#changes.get(key) ?? {
      ...{ cause, position, actor: told.actor, own: false },
      tally: new Tally(),
    };
    this.#changes.set(key, growing);
    growing.tally.add(change, this.#memory.classOf(classes[row] as number));
    growing.own ||= this.#isOwn(about[row] as number);
  }

  #isOwn(about: number): boolean {
    const { bringer } = this.#between;
    if (bringer === undefined) return true;
    return this.#memory.abouts.at.bringer[about - 1] === (this.#memory.codes.get(bringer) ?? -1);
  }
}
