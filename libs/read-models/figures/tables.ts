/** The tables of the figures' file as their projection writes them. Sums never happen here. */
import type { DatabaseSync } from 'node:sqlite';
import type { Resource, Statement } from '#domain/contribution/events';
import type { Fact } from '#domain/figures/facts';
import type { WeighingEvent } from '#domain/figures/life';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import { codeOf } from './codes.ts';

/**
 * `name` keeps each text once. `subject` is the contribution or partnership that facts are about; `life` is what of a
 * contribution's events its next facts depend on, `facts` how many of them stand. `link` is a step of a chain.
 */
export const SCHEMA = `
  CREATE TABLE name(code INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE source(id TEXT PRIMARY KEY, profile TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE link(
    id INTEGER PRIMARY KEY,
    known_from INTEGER NOT NULL,
    partnership INTEGER NOT NULL,
    follows INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE subject(
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE,
    partnership INTEGER NOT NULL,
    facts INTEGER NOT NULL,
    life TEXT NOT NULL
  ) STRICT;
  CREATE TABLE fact(
    id INTEGER PRIMARY KEY,
    subject INTEGER NOT NULL,
    known_from INTEGER NOT NULL,
    partnership INTEGER NOT NULL,
    bringer INTEGER NOT NULL,
    side INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    standing INTEGER NOT NULL,
    dating INTEGER NOT NULL,
    year INTEGER NOT NULL,
    of_year INTEGER NOT NULL,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    since_day INTEGER NOT NULL,
    cents INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX fact_by_subject ON fact(subject);
  CREATE TABLE fact_end(fact INTEGER PRIMARY KEY, known_to INTEGER NOT NULL) STRICT;
  CREATE INDEX fact_end_by_position ON fact_end(known_to);
`;

/** Each with the columns that order its rows. */
export const TABLES = {
  name: 'code',
  source: 'id',
  link: 'id',
  subject: 'id',
  fact: 'id',
  fact_end: 'fact',
} as const;

export class NameTable {
  readonly #insert;
  readonly #codes = new Map<string, number>();

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO name VALUES (?, ?)');
    for (const row of db.prepare('SELECT code, text FROM name').iterate()) {
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

/** Steps of chains: every one names a partnership that was there before it. */
export class LinkTable {
  readonly #insert;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO link(known_from, partnership, follows) VALUES (?, ?, ?)');
  }

  add(position: bigint, partnership: number, follows: number): void {
    this.#insert.run(position, partnership, follows);
  }
}

export interface Subject {
  readonly id: number;
  /** Codes in `name`. */
  readonly partnership: number;
  /** How many of its facts stand. */
  readonly facts: number;
  readonly life: readonly WeighingEvent[];
}

export class SubjectTable {
  readonly #insert;
  readonly #update;
  readonly #find;
  #lastId: number;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO subject VALUES (?, ?, ?, ?, ?)');
    this.#update = db.prepare('UPDATE subject SET facts = ?, life = ? WHERE id = ?');
    this.#find = db.prepare('SELECT * FROM subject WHERE text = ?');
    this.#lastId = (db.prepare('SELECT ifnull(max(id), 0) AS id FROM subject').get() as { id: number }).id;
  }

  add(text: string, { partnership, facts, life }: Omit<Subject, 'id'>): number {
    this.#lastId += 1;
    this.#insert.run(this.#lastId, text, partnership, facts, JSON.stringify(life.map(slim)));
    return this.#lastId;
  }

  update({ id, facts, life }: Omit<Subject, 'partnership'>): void {
    this.#update.run(facts, JSON.stringify(life.map(slim)), id);
  }

  find(text: string): Subject | null {
    const row = this.#find.get(text);
    if (row === undefined) return null;
    return {
      id: row['id'] as number,
      partnership: row['partnership'] as number,
      facts: row['facts'] as number,
      life: JSON.parse(row['life'] as string) as WeighingEvent[],
    };
  }
}

/** Without what no fact depends on: texts, documents, controls, places. Most contributions have one event only. */
function slim(event: WeighingEvent): object {
  switch (event.type) {
    case 'ContributionRecorded':
    case 'ContributionPledged': {
      const { type, data } = event;
      const { partnership, value, statement } = data;
      const schedule = 'schedule' in data ? { schedule: data.schedule, expiresOn: null } : {};
      return { type, data: { partnership, value, statement: slimStatement(statement), ...schedule } };
    }
    case 'ContributionCorrected': {
      const { value, statement } = event.data;
      return { type: event.type, data: { value, statement: slimStatement(statement) } };
    }
    case 'PledgeRevised': {
      const { resource, value, schedule, effectiveOn } = event.data;
      return { type: event.type, data: { resource: slimResource(resource), value, schedule, effectiveOn } };
    }
    default:
      return event;
  }
}

function slimStatement(statement: Statement): object {
  const { bringer, fundingSource, stage, resource, effective, dating, fundedBy } = statement;
  return { bringer, fundingSource, stage, resource: slimResource(resource), effective, dating, fundedBy };
}

function slimResource(resource: Resource): object {
  if (resource.kind === 'CASH') {
    return { kind: resource.kind, nature: resource.nature, userPart: resource.userPart };
  }
  if (resource.kind === 'PAID_STAFF') return { kind: resource.kind, reimbursedBp: resource.reimbursedBp };
  return { kind: resource.kind };
}

/** Rows are only ever added, and an end is a row of its own: every past answer stays in the file. */
export class FactTable {
  readonly #insert;
  readonly #end;
  readonly #current;
  #lastId: number;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(`INSERT INTO fact VALUES (${new Array(17).fill('?').join(', ')})`);
    this.#end = db.prepare('INSERT INTO fact_end VALUES (?, ?)');
    this.#current = db.prepare(
      `SELECT id FROM fact LEFT JOIN fact_end ON fact_end.fact = fact.id
       WHERE subject = ? AND fact_end.fact IS NULL ORDER BY id`,
    );
    this.#lastId = (db.prepare('SELECT ifnull(max(id), 0) AS id FROM fact').get() as { id: number }).id;
  }

  add(
    { subject, partnership, bringer }: { readonly [Key in 'subject' | 'partnership' | 'bringer']: number },
    position: bigint,
    facts: readonly Fact[],
  ): void {
    for (const fact of facts) {
      this.#lastId += 1;
      this.#insert.run(
        this.#lastId,
        subject,
        position,
        partnership,
        bringer,
        codeOf('side', fact.side),
        codeOf('origin', fact.origin),
        codeOf('kind', fact.kind),
        codeOf('stage', fact.stage),
        codeOf('standing', fact.standing),
        codeOf('dating', fact.dating),
        fact.year,
        fact.ofYear,
        fact.fromDay,
        fact.toDay,
        fact.sinceDay,
        fact.cents,
      );
    }
  }

  /** Ends all facts of a subject that stand. */
  end(subject: number, position: bigint): void {
    for (const { id } of this.#current.all(subject)) this.#end.run(id as number, position);
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
