/** The tables of the figures' file as their projection writes them. Sums never happen here. */
import type { DatabaseSync } from 'node:sqlite';
import { CAUSES, type Cause } from '#domain/figures/causes';
import type { Definition } from '#domain/figures/definitions';
import type { Fact } from '#domain/figures/facts';
import type { WeighingEvent } from '#domain/figures/life';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import type { PartnershipTraits } from './traits.ts';

/**
 * `name` keeps each text once. `subject` is the contribution or partnership that facts are about; `life` is what of a
 * contribution's events its next facts depend on, `facts` how many were ever derived of it. `about` is what facts of a
 * subject have in common until it is restated, `mark` what is said of them, `told` why facts appeared or ended at a
 * position (a place in `CAUSES`). `fact_class` keeps once what few combinations of exist. The rest is what questions
 * refer to, each row with the position from which it is known: rows are only ever added.
 */
export const SCHEMA = `
  CREATE TABLE name(code INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE source(id TEXT PRIMARY KEY, profile TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE source_terms(
    id INTEGER PRIMARY KEY,
    known_from INTEGER NOT NULL,
    source INTEGER NOT NULL,
    fund INTEGER NOT NULL,
    challenge INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE partnership(
    id INTEGER PRIMARY KEY,
    known_from INTEGER NOT NULL,
    partnership INTEGER NOT NULL,
    follows INTEGER NOT NULL,
    traits TEXT NOT NULL
  ) STRICT;
  CREATE TABLE definition(
    id INTEGER PRIMARY KEY,
    known_from INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE TABLE definition_state(id TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE price(
    id INTEGER PRIMARY KEY,
    known_from INTEGER NOT NULL,
    series TEXT NOT NULL,
    period TEXT NOT NULL,
    value TEXT NOT NULL
  ) STRICT;
  CREATE TABLE subject(
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE,
    partnership INTEGER NOT NULL,
    about INTEGER NOT NULL,
    facts INTEGER NOT NULL,
    life TEXT NOT NULL
  ) STRICT;
  CREATE TABLE about(
    id INTEGER PRIMARY KEY,
    subject INTEGER NOT NULL,
    partnership INTEGER NOT NULL,
    payer INTEGER NOT NULL,
    bringer INTEGER NOT NULL,
    receiver INTEGER NOT NULL,
    area INTEGER NOT NULL,
    municipality INTEGER NOT NULL,
    method INTEGER NOT NULL,
    rate INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE mark(
    id INTEGER PRIMARY KEY,
    known_from INTEGER NOT NULL,
    about INTEGER NOT NULL,
    evidenced INTEGER NOT NULL,
    word TEXT NOT NULL
  ) STRICT;
  CREATE TABLE told(
    position INTEGER PRIMARY KEY,
    cause INTEGER NOT NULL,
    actor INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE fact_class(
    code INTEGER PRIMARY KEY,
    document TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE fact(
    id INTEGER PRIMARY KEY,
    about INTEGER NOT NULL,
    known_from INTEGER NOT NULL,
    source INTEGER NOT NULL,
    class INTEGER NOT NULL,
    year INTEGER NOT NULL,
    of_year INTEGER NOT NULL,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    since_day INTEGER NOT NULL,
    cents INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX fact_by_about ON fact(about);
  CREATE TABLE fact_end(fact INTEGER PRIMARY KEY, known_to INTEGER NOT NULL) STRICT;
  CREATE INDEX fact_end_by_position ON fact_end(known_to);
`;

/** Each with the columns that order its rows. */
export const TABLES = {
  name: 'code',
  source: 'id',
  source_terms: 'id',
  partnership: 'id',
  definition: 'id',
  definition_state: 'id',
  price: 'id',
  subject: 'id',
  about: 'id',
  mark: 'id',
  told: 'position',
  fact_class: 'code',
  fact: 'id',
  fact_end: 'fact',
} as const;

/** Texts by small numbers, each given once, for ever, from 1; 0 is none. */
class Dictionary {
  readonly #insert;
  readonly #codes = new Map<string, number>();

  constructor(db: DatabaseSync, table: 'name' | 'fact_class', column: 'text' | 'document') {
    this.#insert = db.prepare(`INSERT INTO ${table} VALUES (?, ?)`);
    for (const row of db.prepare(`SELECT code, ${column} AS text FROM ${table}`).iterate()) {
      this.#codes.set(row['text'] as string, row['code'] as number);
    }
  }

  codeOf(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.#codes.size + 1;
      this.#insert.run(code, text);
      this.#codes.set(text, code);
    }
    return code;
  }
}

export class NameTable extends Dictionary {
  constructor(db: DatabaseSync) {
    super(db, 'name', 'text');
  }

  /** 0 for what is not stated. */
  codeOrNone(text: string | null): number {
    return text === null ? 0 : this.codeOf(text);
  }
}

/** What questions refer to beside facts. */
export class ReferenceTables {
  readonly #source;
  readonly #partnership;
  readonly #definition;
  readonly #price;

  constructor(db: DatabaseSync) {
    this.#source = db.prepare(
      'INSERT INTO source_terms(known_from, source, fund, challenge) VALUES (?, ?, ?, ?)',
    );
    this.#partnership = db.prepare(
      'INSERT INTO partnership(known_from, partnership, follows, traits) VALUES (?, ?, ?, ?)',
    );
    this.#definition = db.prepare('INSERT INTO definition(known_from, document) VALUES (?, ?)');
    this.#price = db.prepare('INSERT INTO price(known_from, series, period, value) VALUES (?, ?, ?, ?)');
  }

  addSourceTerms(position: bigint, source: number, fund: number, challenge: boolean): void {
    this.#source.run(position, source, fund, challenge ? 1 : 0);
  }

  addPartnership(position: bigint, partnership: number, follows: number, traits: PartnershipTraits): void {
    this.#partnership.run(position, partnership, follows, JSON.stringify(traits));
  }

  /** A version as it stands from here on; the same version may stand otherwise later, when it is closed. */
  addDefinition(position: bigint, definition: Definition): void {
    this.#definition.run(position, JSON.stringify(definition));
  }

  addPrice(position: bigint, series: string, period: string, value: string): void {
    this.#price.run(position, series, period, value);
  }
}

export interface Subject {
  readonly id: number;
  /** Codes in `name`. */
  readonly partnership: number;
  /** What its facts have in common now. */
  readonly about: number;
  /** How many facts were derived of its life. */
  readonly facts: number;
  readonly life: readonly WeighingEvent[];
}

export class SubjectTable {
  readonly #insert;
  readonly #update;
  readonly #find;
  #lastId: number;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO subject VALUES (?, ?, ?, ?, ?, ?)');
    this.#update = db.prepare('UPDATE subject SET about = ?, facts = ?, life = ? WHERE id = ?');
    this.#find = db.prepare('SELECT * FROM subject WHERE text = ?');
    this.#lastId = lastIdOf(db, 'subject');
  }

  /** The id that the next one gets. */
  get nextId(): number {
    return this.#lastId + 1;
  }

  add(text: string, { partnership, about, facts, life }: Omit<Subject, 'id'>): void {
    this.#lastId += 1;
    this.#insert.run(this.#lastId, text, partnership, about, facts, JSON.stringify(life));
  }

  update({ id, about, facts, life }: Omit<Subject, 'partnership'>): void {
    this.#update.run(about, facts, JSON.stringify(life), id);
  }

  find(text: string): Subject | null {
    const row = this.#find.get(text);
    if (row === undefined) return null;
    return {
      id: row['id'] as number,
      partnership: row['partnership'] as number,
      about: row['about'] as number,
      facts: row['facts'] as number,
      life: JSON.parse(row['life'] as string) as WeighingEvent[],
    };
  }
}

/** Codes of names; 0 for what is not stated. */
export interface About {
  readonly subject: number;
  readonly partnership: number;
  readonly payer: number;
  readonly bringer: number;
  readonly receiver: number;
  readonly area: number;
  readonly municipality: number;
  readonly method: number;
  readonly rate: number;
}

/** What is said of a contribution that moves no money. */
export interface Said {
  readonly evidenced: boolean;
  readonly word: 'NONE' | 'CONFIRMED' | 'CONTESTED';
}

export class AboutTable {
  readonly #insert;
  readonly #mark;
  #lastId: number;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO about VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#mark = db.prepare('INSERT INTO mark(known_from, about, evidenced, word) VALUES (?, ?, ?, ?)');
    this.#lastId = lastIdOf(db, 'about');
  }

  add(about: About): number {
    this.#lastId += 1;
    const { subject, partnership, payer, bringer, receiver, area, municipality, method, rate } = about;
    this.#insert.run(
      this.#lastId,
      ...[subject, partnership, payer, bringer, receiver, area, municipality, method, rate],
    );
    return this.#lastId;
  }

  /** Writes what is said from here on; `before` is what was said until now. Nothing said is not written. */
  say(position: bigint, about: number, before: Said, said: Said): void {
    if (before.evidenced === said.evidenced && before.word === said.word) return;
    this.#mark.run(position, about, said.evidenced ? 1 : 0, said.word);
  }
}

function lastIdOf(db: DatabaseSync, table: 'subject' | 'about' | 'fact'): number {
  return (db.prepare(`SELECT ifnull(max(id), 0) AS id FROM ${table}`).get() as { id: number }).id;
}

/** What few combinations of exist among facts. */
export type FactClass = Pick<
  Fact,
  'side' | 'origin' | 'kind' | 'stage' | 'standing' | 'dating' | 'weights' | 'occasional' | 'unit'
>;

function classText(fact: Fact): string {
  const { side, origin, kind, stage, standing, dating, weights, occasional, unit } = fact;
  return JSON.stringify({ side, origin, kind, stage, standing, dating, weights, occasional, unit });
}

export class ToldTable {
  readonly #insert;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO told VALUES (?, ?, ?)');
  }

  add(position: bigint, cause: Cause, actor: number): void {
    this.#insert.run(position, CAUSES.indexOf(cause), actor);
  }
}

/** Rows are only ever added, and an end is a row of its own: every past answer stays in the file. */
export class FactTable {
  readonly #classes;
  readonly #names;
  readonly #insert;
  readonly #end;
  readonly #current;
  #lastId: number;

  constructor(db: DatabaseSync, names: NameTable) {
    this.#classes = new Dictionary(db, 'fact_class', 'document');
    this.#names = names;
    this.#insert = db.prepare('INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#end = db.prepare('INSERT INTO fact_end VALUES (?, ?)');
    this.#current = db.prepare(
      `SELECT id FROM fact LEFT JOIN fact_end ON fact_end.fact = fact.id
       WHERE about = ? AND fact_end.fact IS NULL ORDER BY id`,
    );
    this.#lastId = lastIdOf(db, 'fact');
  }

  add(about: number, position: bigint, facts: readonly Fact[]): void {
    for (const fact of facts) {
      this.#lastId += 1;
      this.#insert.run(
        this.#lastId,
        about,
        position,
        this.#names.codeOrNone(fact.source),
        this.#classes.codeOf(classText(fact)),
        fact.year,
        fact.ofYear,
        fact.fromDay,
        fact.toDay,
        fact.sinceDay,
        fact.cents,
      );
    }
  }

  /** Ends all facts that stand. */
  end(about: number, position: bigint): void {
    for (const { id } of this.#current.all(about)) this.#end.run(id as number, position);
  }
}

/** Origin shares by funding source. A contribution whose source is not here names a source the log does not hold. */
export class SourceTable {
  readonly #insert;
  readonly #profiles = new Map<string, FundingSourceProfile>();

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO source VALUES (?, ?)');
    for (const row of db.prepare('SELECT id, profile FROM source').iterate()) {
      this.#profiles.set(row['id'] as string, JSON.parse(row['profile'] as string) as FundingSourceProfile);
    }
  }

  add(id: string, profile: FundingSourceProfile): void {
    this.#insert.run(id, JSON.stringify(profile));
    this.#profiles.set(id, profile);
  }

  get(id: string): FundingSourceProfile {
    const profile = this.#profiles.get(id);
    if (profile === undefined) throw new RangeError(`the log holds no funding source ${id}`);
    return profile;
  }
}
