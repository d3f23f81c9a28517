/** Figures as people ask for them: definition x basis x view x filters x both time axes, each a typed object. */
import { dateOf, dayOf } from '#domain/calendar';
import { definitionInForce, definitionVersion } from '#domain/definition/registry';
import type { Basis, Definition, Scope, View } from '#domain/figures/definitions';
import {
  bandOf,
  coverageOf,
  exclusionsOf,
  ratioOf,
  sharesOf,
  totalOf,
  wordsOf,
  type Band,
  type Coverage,
  type Exclusion,
  type Ratio,
  type Unvalued,
  type Words,
} from '#domain/figures/figure';
import { hasPeriod } from '#domain/figures/prices';
import { PositionAhead, type ReadModelReader } from '../runtime/read-model-file.ts';
import { chainOf } from './scan/chain.ts';
import { countedFactsOf, type CountedFact } from './scan/counted-facts.ts';
import { Memory } from './memory/memory.ts';
import { indexAt, Plan, type Opened } from './scan/plan.ts';
import type { Dimension, FigureQuestion, Filters, Prices, Selection, WhatIf } from './question/question.ts';
import { GROUPS_MAX, sumUp, type Found, type FoundGroup } from './scan/sums.ts';

export interface Figure extends Ratio {
  readonly definition: Pick<Definition, 'id' | 'version' | 'kind' | 'name' | 'formula' | 'source'>;
  readonly partnership: string;
  /** Those it sums over, in order of registration: the one that was asked about, or its whole chain. */
  readonly partnerships: readonly string[];
  readonly basis: Basis;
  readonly view: View;
  readonly scope: Scope;
  readonly prices: Prices | null;
  /** Rates that were supposed; a figure with any of them is no record of what was. */
  readonly whatIf: readonly WhatIf[];
  readonly only: Filters;
  readonly without: Filters;
  readonly effectiveAsOf: string;
  readonly knownAsOf: { readonly position: string };
  readonly assumedDating: boolean;
  readonly facts: number;
  readonly coverage: Coverage;
  readonly exclusions: readonly Exclusion[];
  readonly unvalued: readonly Unvalued[];
  /** Years without a point of the price index. */
  readonly yearsMissing: readonly number[];
  readonly band: Band;
  readonly words: Words;
  readonly groupBy: readonly Dimension[];
  readonly groups: readonly FigureGroup[];
}

export interface FigureGroup extends Ratio {
  readonly key: Readonly<Partial<Record<Dimension, string>>>;
  /**
   * What the group has of the whole above and below the line, in per cent with two decimals; the groups' shares add up
   * to 100.00 by largest remainder. Null where a part is negative or there is nothing to share.
   */
  readonly shares: { readonly numerator: string | null; readonly denominator: string | null };
}

export interface FigureAnswer {
  readonly figures: readonly Figure[];
  /** Position of the read model that answered. */
  readonly position: bigint;
}

/** There is no such definition, or no such version, at the position that was asked for. */
export class DefinitionUnknown extends Error {
  override readonly name = 'DefinitionUnknown';
  readonly asked: string;

  constructor(asked: string, known: readonly Definition[]) {
    const codes = [...new Set(known.map(({ id }) => id))];
    super(`there is no figure ${asked} then; see ${codes.join(', ')}`);
    this.asked = asked;
  }
}

/** The ledger knew no such price index at the position that was asked for. */
export class PriceIndexUnknown extends Error {
  override readonly name = 'PriceIndexUnknown';
}

/** The price index has no point for the period whose prices were asked for. */
export class PricePeriodUnknown extends Error {
  override readonly name = 'PricePeriodUnknown';
}

export class Figures {
  readonly #reader: ReadModelReader;
  readonly #memory = new Memory();

  constructor(reader: ReadModelReader) {
    this.#reader = reader;
  }

  /** Brings the facts in memory up to the read model's checkpoint and returns it. */
  refresh(): bigint {
    return this.#reader.snapshot((prepare, checkpoint) => {
      this.#memory.refresh(prepare, checkpoint);
      return checkpoint;
    });
  }

  /** Brings into memory besides why facts appeared and ended, and who recorded it: what `Memory.toldAt` tells. */
  recallTold(): void {
    this.#reader.snapshot((prepare) => this.#memory.refreshTold(prepare));
  }

  /** Throws {@link DefinitionUnknown}, `GroupsTooMany`, and as {@link open} does. */
  answer(question: FigureQuestion): FigureAnswer {
    const opened = this.open(question);
    const { memory, plan, books, position, head } = opened;
    const definitions = question.definitions.map((asked) =>
      this.definition(asked, question.effectiveAsOf, position),
    );
    const groupBy = question.groupBy ?? [];
    const readers = groupBy.map((dimension) => plan.readerOf(dimension));
    const { total, groups } = sumUp(memory, plan, books, readers, GROUPS_MAX);
    const found: Found = isRegistered(opened, question) ? total : { ...total, notRegistered: true };
    const figures = definitions.map((definition) => figureOf(definition, question, opened, found, groups));
    return { figures, position: head };
  }

  /** Every fact that a selection counts, in order of recording in each partnership. Throws as {@link open} does. */
  countedFacts(selection: Selection): Generator<CountedFact> {
    return countedFactsOf(this.open(selection), (subjects) => this.textsOf(subjects));
  }

  /** Contributions, or partnerships whose base was implied, by the numbers that facts have of them. */
  textsOf(subjects: readonly number[]): ReadonlyMap<number, string> {
    return this.#reader.snapshot((prepare) => {
      const find = prepare('SELECT text FROM subject WHERE id = ?');
      return new Map([...new Set(subjects)].map((id) => [id, find.get(id)?.['text'] as string]));
    });
  }

  /**
   * `L1`: the version in force on the date, as known at the position. `L1@2`: that version, which never changes once it
   * is adopted, so that a new definition can be asked of what was known before there was one.
   */
  definition(asked: string, effectiveAsOf: string, position: bigint): Definition {
    const [id = '', version] = asked.split('@');
    const known = version === undefined ? position : this.#memory.position;
    const all = this.#memory.definitionsAt(Number(known));
    const found =
      version === undefined
        ? definitionInForce(all, id, effectiveAsOf)
        : definitionVersion(all, id, Number(version));
    if (found === null) throw new DefinitionUnknown(asked, all);
    return found;
  }

  /** All definitions as known at a position, the newest when absent. */
  definitions(position?: bigint): { readonly items: readonly Definition[]; readonly position: bigint } {
    const at = this.#positionOf(position);
    return { items: this.#memory.definitionsAt(Number(at.position)), position: at.position };
  }

  /**
   * Throws {@link PositionAhead} when the asked position is not yet folded, {@link PriceIndexUnknown} and
   * {@link PricePeriodUnknown}.
   */
  open(selection: Selection): Opened {
    const { position, head } = this.#positionOf(selection.position);
    const memory = this.#memory;
    if (selection.prices) assertPrices(memory, selection.prices, Number(position));
    const { partnership } = selection;
    const code = memory.codes.get(partnership) ?? 0;
    const codes =
      selection.chain === true && code !== 0 ? chainOf(code, memory.partnerships, Number(position)) : [code];
    return {
      memory,
      plan: new Plan(memory, selection, position),
      books: codes.flatMap((each) => memory.books.get(each) ?? []),
      // What nothing names has no code.
      partnerships: codes.map((each) => (each === 0 ? partnership : memory.nameOf(each))),
      position,
      head,
    };
  }

  #positionOf(asked: bigint | undefined): { readonly position: bigint; readonly head: bigint } {
    const head = this.refresh();
    const position = asked ?? head;
    if (position > head) throw new PositionAhead(position, head);
    return { position, head };
  }
}

function assertPrices(memory: Memory, { series, of }: Prices, position: number): void {
  const points = indexAt(memory, series, position);
  if (points.size === 0) throw new PriceIndexUnknown(`there is no price index ${series} then`);
  if (hasPeriod({ series, points }, of)) return;
  const [first, last] = [...points.keys()]
    .toSorted()
    .filter((_, at, all) => at === 0 || at === all.length - 1);
  const advice = `it has points from ${first} to ${last ?? first}; a year needs its own or those of its twelve months`;
  throw new PricePeriodUnknown(`${series} has no point for ${of} then: ${advice}`);
}

/** Whether the ledger knew the partnership at the position that is asked about; what came later says nothing of it. */
function isRegistered({ memory, position }: Opened, { partnership }: Selection): boolean {
  const code = memory.codes.get(partnership);
  return memory.partnerships.some((each) => each.partnership === code && each.knownFrom <= Number(position));
}

function figureOf(
  definition: Definition,
  question: FigureQuestion,
  { partnerships, position }: Opened,
  total: Found,
  groups: readonly FoundGroup[],
): Figure {
  const { id, version, kind, name, formula, source } = definition;
  const groupBy = question.groupBy ?? [];
  const shareOf = (term: Definition['numerator']): readonly (string | null)[] =>
    sharesOf(groups.map(({ found }) => totalOf(term, found)));
  const [above, below] = [shareOf(definition.numerator), shareOf(definition.denominator)];
  return {
    definition: { id, version, kind, name, formula, source },
    partnership: question.partnership,
    partnerships,
    basis: question.basis,
    view: question.view,
    scope: question.scope ?? 'broad',
    prices: question.prices ?? null,
    whatIf: question.whatIf ?? [],
    only: question.only ?? {},
    without: question.without ?? {},
    effectiveAsOf: dateOf(dayOf(question.effectiveAsOf)),
    knownAsOf: { position: position.toString() },
    ...ratioOf(definition, total),
    assumedDating: total.assumedDating,
    facts: total.facts,
    coverage: coverageOf(total),
    exclusions: exclusionsOf(definition, total),
    unvalued: total.unvalued,
    yearsMissing: total.yearsMissing,
    band: bandOf(definition, total),
    words: wordsOf(total),
    groupBy,
    groups: groups.map(({ names, found }, index) => ({
      key: Object.fromEntries(groupBy.map((dimension, place) => [dimension, names[place] ?? ''])),
      ...ratioOf(definition, found),
      shares: { numerator: above[index] ?? null, denominator: below[index] ?? null },
    })),
  };
}
