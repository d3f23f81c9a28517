/** Figures as people ask for them: definition x basis x view x filters x both time axes, each a typed object. */
import { dateOf, dayOf } from '#domain/calendar';
import {
  DEFINITIONS,
  type Basis,
  type Definition,
  type DefinitionId,
  type View,
} from '#domain/figures/definitions';
import {
  coverageOf,
  exclusionsOf,
  ratioOf,
  type Coverage,
  type Exclusion,
  type Ratio,
} from '#domain/figures/figure';
import { PositionAhead, type ReadModelReader } from '../runtime/read-model-file.ts';
import { chainOf } from './chain.ts';
import { nameOf } from './codes.ts';
import { FactColumns } from './columns.ts';
import { scan, type GroupKey, type Sums } from './scan.ts';

export interface FigureQuestion {
  readonly partnership: string;
  /** The whole chain that the partnership is a link of, instead of it alone. */
  readonly chain?: boolean;
  readonly definitions: readonly DefinitionId[];
  readonly basis: Basis;
  readonly view: View;
  /** Facts that took effect by the end of this date. */
  readonly effectiveAsOf: string;
  /** Facts known at this log position; the newest when absent. */
  readonly position?: bigint;
  readonly bringer?: string;
  readonly year?: number;
  readonly groupBy?: GroupKey;
}

export interface Figure extends Ratio {
  readonly definition: Pick<Definition, 'id' | 'version' | 'name' | 'formula' | 'source'>;
  readonly partnership: string;
  /** Those it sums over, in order of registration: the one that was asked about, or its whole chain. */
  readonly partnerships: readonly string[];
  readonly basis: Basis;
  readonly view: View;
  readonly effectiveAsOf: string;
  readonly knownAsOf: { readonly position: string };
  readonly assumedDating: boolean;
  readonly facts: number;
  readonly coverage: Coverage;
  readonly exclusions: readonly Exclusion[];
  readonly groups: readonly FigureGroup[];
}

export interface FigureGroup extends Ratio {
  readonly key: Readonly<Record<string, string>>;
}

export interface FigureAnswer {
  readonly figures: readonly Figure[];
  /** Position of the read model that answered. */
  readonly position: bigint;
}

/** What the facts say to one question, for every definition. */
interface Found {
  readonly partnerships: readonly string[];
  readonly position: bigint;
  readonly total: Sums;
  readonly groups: readonly [number, Sums][];
}

export class Figures {
  readonly #reader: ReadModelReader;
  readonly #columns = new FactColumns();

  constructor(reader: ReadModelReader) {
    this.#reader = reader;
  }

  /** Throws {@link PositionAhead} when the asked position is not yet folded. */
  answer(question: FigureQuestion): FigureAnswer {
    const head = this.refresh();
    const position = question.position ?? head;
    if (position > head) throw new PositionAhead(position, head);
    const codes = this.#partnerships(question, position);
    const { partnership } = question;
    const day = dayOf(question.effectiveAsOf);
    const { total, groups } = scan(this.#columns, { ...question, partnerships: codes, day, position });
    const found: Found = {
      // What no fact and no link names has no code.
      partnerships: codes.map((code) => (code === 0 ? partnership : this.#columns.nameOf(code))),
      position,
      total,
      groups: [...groups].sort(([a], [b]) => a - b),
    };
    return { figures: question.definitions.map((id) => this.#figure(id, question, found)), position: head };
  }

  #partnerships({ partnership, chain }: FigureQuestion, position: bigint): readonly number[] {
    const code = this.#columns.names.get(partnership) ?? 0;
    return chain === true ? chainOf(code, this.#columns.links, Number(position)) : [code];
  }

  /** Brings the columns up to the read model's checkpoint and returns it. */
  refresh(): bigint {
    return this.#reader.snapshot((prepare, checkpoint) => {
      this.#columns.refresh(prepare, checkpoint);
      return checkpoint;
    });
  }

  #figure(id: DefinitionId, question: FigureQuestion, found: Found): Figure {
    const { partnerships, position, total, groups } = found;
    const definition = DEFINITIONS[id];
    const { version, name, formula, source } = definition;
    const { groupBy } = question;
    return {
      definition: { id, version, name, formula, source },
      partnership: question.partnership,
      partnerships,
      basis: question.basis,
      view: question.view,
      effectiveAsOf: dateOf(dayOf(question.effectiveAsOf)),
      knownAsOf: { position: position.toString() },
      ...ratioOf(definition, total),
      assumedDating: total.assumedDating,
      facts: total.facts,
      coverage: coverageOf(total),
      exclusions: exclusionsOf(total, total.withinImplied),
      groups:
        groupBy === undefined
          ? []
          : groups.map(([code, sums]) => ({
              key: { [groupBy]: this.#groupName(groupBy, code) },
              ...ratioOf(definition, sums),
            })),
    };
  }

  #groupName(groupBy: GroupKey, code: number): string {
    if (groupBy === 'year') return String(code);
    if (groupBy === 'bringer') return this.#columns.nameOf(code);
    return nameOf(groupBy, code);
  }
}
