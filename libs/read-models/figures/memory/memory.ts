/** All of the figures' file that questions read, in memory: facts by partnership, and what they refer to. */
import type { StatementSync } from 'node:sqlite';
import { CAUSES, type Cause } from '#domain/figures/causes';
import { STANDARD_DEFINITIONS, type Definition } from '#domain/figures/definitions';
import { Book, FACT_ROWS, WIDE_ROWS } from './book.ts';
import { Columns, lastAtMost } from './columns.ts';
import type { FactClass, Said } from '../fold/tables.ts';
import type { PartnershipTraits } from '../fold/traits.ts';

type Prepare = (sql: string) => StatementSync;

/** Each of these rows holds from a position on. Numbers are codes of names, 0 for none. */
export interface Known {
  readonly knownFrom: number;
}
export interface SourceTerms extends Known {
  readonly source: number;
  readonly fund: number;
  readonly challenge: boolean;
}
export interface PartnershipKnown extends Known {
  readonly partnership: number;
  /** Only at its registration. */
  readonly follows: number;
  readonly traits: PartnershipTraits;
}
export interface DefinitionKnown extends Known {
  readonly definition: Definition;
}
export interface PriceKnown extends Known {
  readonly series: string;
  readonly period: string;
  readonly value: string;
}

/** Where a row of facts has them. */
const [ABOUT_AT, CLASS_AT] = [1, 3];

export const WORDS: readonly Said['word'][] = ['NONE', 'CONFIRMED', 'CONTESTED'];

export class Memory {
  /** Everything up to here is in memory. */
  position = 0n;
  readonly codes = new Map<string, number>();
  readonly classes: FactClass[] = [];
  readonly books = new Map<number, Book>();
  readonly sourceTerms: SourceTerms[] = [];
  readonly partnerships: PartnershipKnown[] = [];
  readonly prices: PriceKnown[] = [];
  readonly #definitions: DefinitionKnown[] = [];
  /** Row `id - 1` is of the about with that id. `mark` is its last mark, from 1, 0 for none. */
  readonly abouts = new Columns({
    ...{ subject: Int32Array, partnership: Int32Array, payer: Int32Array, bringer: Int32Array },
    ...{ receiver: Int32Array, area: Int32Array, municipality: Int32Array },
    ...{ method: Int32Array, rate: Int32Array, mark: Int32Array },
  });
  /** Row `id - 1` is of the mark with that id; `before` is the one before it on the same about. */
  readonly marks = new Columns({ knownFrom: Float64Array, said: Uint8Array, before: Int32Array });
  readonly #told = new Columns({ position: Float64Array, cause: Uint8Array, actor: Int32Array });
  readonly #texts = [''];

  nameOf(code: number): string {
    return this.#texts[code] ?? '';
  }

  classOf(code: number): FactClass {
    return this.classes[code - 1] as FactClass;
  }

  /** Why facts appeared or ended at this position, and who recorded it; once {@link refreshTold} was called. */
  toldAt(position: number): { readonly cause: Cause; readonly actor: string } {
    const { at, length } = this.#told;
    const row = lastAtMost(at.position, length, position);
    if (row < 0 || at.position[row] !== position) throw new RangeError(`nothing was told at ${position}`);
    return { cause: CAUSES[at.cause[row] as number] as Cause, actor: this.nameOf(at.actor[row] as number) };
  }

  /** What was said of the facts of an about, as it was known at a position. */
  saidOf(about: number, position: number): Said {
    const said = this.saidCode(about, position);
    return { evidenced: (said & 1) === 1, word: WORDS[said >> 1] as Said['word'] };
  }

  /** The same as a number: 1 with evidence, and twice the place of the word in {@link WORDS}. */
  saidCode(about: number, position: number): number {
    let mark = this.abouts.at.mark[about - 1] as number;
    while (mark !== 0 && (this.marks.at.knownFrom[mark - 1] as number) > position) {
      mark = this.marks.at.before[mark - 1] as number;
    }
    return mark === 0 ? 0 : (this.marks.at.said[mark - 1] as number);
  }

  /** Every version of every definition as it was known at a position; a version is as its last row says. */
  definitionsAt(position: number): readonly Definition[] {
    const own = new Map<string, Definition>();
    for (const { knownFrom, definition } of this.#definitions) {
      if (knownFrom <= position) own.set(`${definition.id}@${definition.version}`, definition);
    }
    return [...STANDARD_DEFINITIONS, ...own.values()];
  }

  /** Takes in what was folded since the last call. `prepare` reads inside the caller's transaction. */
  refresh(prepare: Prepare, checkpoint: bigint): void {
    if (checkpoint === this.position) return;
    this.#refreshNames(prepare);
    this.#refreshReferences(prepare);
    this.#refreshAbouts(prepare);
    this.#refreshFacts(prepare);
    this.position = checkpoint;
  }

  #refreshNames(prepare: Prepare): void {
    const names = prepare('SELECT code, text FROM name WHERE code > ? ORDER BY code');
    for (const row of names.iterate(this.codes.size)) {
      this.codes.set(row['text'] as string, row['code'] as number);
      this.#texts[row['code'] as number] = row['text'] as string;
    }
    const classes = prepare('SELECT document FROM fact_class WHERE code > ? ORDER BY code');
    for (const row of classes.iterate(this.classes.length)) {
      this.classes.push(JSON.parse(row['document'] as string) as FactClass);
    }
  }

  /** Takes in why facts appeared and ended: few questions are about that, so it is read when the first one comes. */
  refreshTold(prepare: Prepare): void {
    const { at, length } = this.#told;
    const told = prepare('SELECT position, cause, actor FROM told WHERE position > ? ORDER BY position');
    told.setReturnArrays(true);
    for (const row of told.iterate(at.position[length - 1] ?? 0)) this.#told.add(row as unknown as number[]);
  }

  #refreshReferences(prepare: Prepare): void {
    const terms = prepare('SELECT * FROM source_terms WHERE id > ? ORDER BY id');
    for (const row of terms.iterate(this.sourceTerms.length)) {
      const { known_from: knownFrom, source, fund, challenge } = row as Readonly<Record<string, number>>;
      this.sourceTerms.push({ knownFrom, source, fund, challenge: challenge === 1 } as SourceTerms);
    }
    const partnerships = prepare('SELECT * FROM partnership WHERE id > ? ORDER BY id');
    for (const row of partnerships.iterate(this.partnerships.length)) {
      const { known_from: knownFrom, partnership, follows } = row as Readonly<Record<string, number>>;
      const traits = JSON.parse(row['traits'] as string) as PartnershipTraits;
      this.partnerships.push({ knownFrom, partnership, follows, traits } as PartnershipKnown);
    }
    const definitions = prepare('SELECT known_from, document FROM definition WHERE id > ? ORDER BY id');
    for (const row of definitions.iterate(this.#definitions.length)) {
      const definition = JSON.parse(row['document'] as string) as Definition;
      this.#definitions.push({ knownFrom: row['known_from'] as number, definition });
    }
    const prices = prepare('SELECT known_from, series, period, value FROM price WHERE id > ? ORDER BY id');
    for (const row of prices.iterate(this.prices.length)) {
      const { series, period, value } = row as Readonly<Record<string, string>>;
      this.prices.push({ knownFrom: row['known_from'] as number, series, period, value } as PriceKnown);
    }
  }

  #refreshAbouts(prepare: Prepare): void {
    const abouts = prepare(
      `SELECT subject, partnership, payer, bringer, receiver, area, municipality, method, rate
       FROM about WHERE id > ? ORDER BY id`,
    );
    abouts.setReturnArrays(true);
    for (const row of abouts.iterate(this.abouts.length)) {
      this.abouts.add(row as unknown as number[]);
    }
    const marks = prepare('SELECT known_from, about, evidenced, word FROM mark WHERE id > ? ORDER BY id');
    for (const row of marks.iterate(this.marks.length)) {
      const last = this.abouts.at.mark;
      const about = (row['about'] as number) - 1;
      const said = (row['evidenced'] as number) + 2 * WORDS.indexOf(row['word'] as Said['word']);
      this.marks.add([row['known_from'] as number, said, last[about] as number]);
      last[about] = this.marks.length;
    }
  }

  #refreshFacts(prepare: Prepare): void {
    let newest = 0;
    for (const { length, facts } of this.books.values()) {
      newest = Math.max(newest, facts.at.id[length - 1] ?? 0);
    }
    const facts = prepare(FACT_ROWS);
    facts.setReturnArrays(true);
    const isImplied = this.classes.map(({ standing }) => standing === 'IMPLIED');
    for (const row of facts.iterate(newest)) {
      const columns = row as unknown as readonly number[];
      const book = this.#bookOf(columns[ABOUT_AT] as number);
      book.add(columns, isImplied[(columns[CLASS_AT] as number) - 1] === true);
    }
    const wide = prepare(WIDE_ROWS);
    wide.setReadBigInts(true);
    for (const { id, about, cents } of wide.iterate(newest) as Iterable<Record<string, bigint>>) {
      this.#bookOf(Number(about)).addWide(Number(id), cents as bigint);
    }
    const ends = prepare(
      'SELECT fact, known_to, about FROM fact_end JOIN fact ON fact.id = fact WHERE known_to > ?',
    );
    for (const row of ends.iterate(this.position)) {
      this.#bookOf(row['about'] as number).end(row['fact'] as number, row['known_to'] as number);
    }
  }

  #bookOf(about: number): Book {
    const partnership = this.abouts.at.partnership[about - 1] as number;
    let book = this.books.get(partnership);
    if (book === undefined) {
      book = new Book(partnership);
      this.books.set(partnership, book);
    }
    return book;
  }
}
