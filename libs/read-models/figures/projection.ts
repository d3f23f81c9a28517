/**
 * Facts with the positions between which they were known. Recording adds facts, a correction ends them and adds
 * the next, a reversal adds their opposites: rows are only ever added, so every past answer stays in the file.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { ContributionEvent } from '#domain/contribution/events';
import { factsOf, factsOfImpliedBase, undo, type Fact } from '#domain/figures/facts';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import { centsOf } from '#domain/money';
import { idOf } from '../domain-events.ts';
import type { Apply, Projection } from '../runtime/projection.ts';
import { codeOf, nameOf } from './codes.ts';

/** `subject` is the contribution or partnership that the facts are about; texts are kept once, in `name`. */
const SCHEMA = `
  CREATE TABLE name(code INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE source(id TEXT PRIMARY KEY, profile TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE fact(
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
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
    cents INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX fact_by_subject ON fact(subject);
  CREATE TABLE fact_end(fact INTEGER PRIMARY KEY, known_to INTEGER NOT NULL) STRICT;
  CREATE INDEX fact_end_by_position ON fact_end(known_to);
`;

export const figuresProjection: Projection = {
  name: 'figures',
  version: 1,
  schema: SCHEMA,
  tables: { name: 'code', source: 'id', fact: 'id', fact_end: 'fact' },
  open,
};

interface StoredFact {
  readonly id: number;
  readonly partnership: number;
  readonly bringer: number;
  readonly fact: Fact;
}

function open(db: DatabaseSync): Apply {
  const facts = new FactTable(db);
  const sources = new SourceTable(db);
  return ({ event, envelope, position }) => {
    const subject = idOf(envelope.stream);
    switch (event.type) {
      case 'FundingSourceRegistered':
        return sources.add(subject, event.data);
      case 'PublicBaseImplied': {
        const added = factsOfImpliedBase(event.data, centsOf(event.data.amount.amount));
        return facts.add(subject, position, facts.codeOfName(subject), facts.codeOfName(''), added);
      }
      case 'PublicBaseWithdrawn':
        return facts.end(facts.current(subject), position);
      case 'ContributionRecorded':
      case 'ContributionCorrected':
      case 'ContributionReversed':
        return applyContribution(event, subject, position, facts, sources);
      case 'PartyRegistered':
      case 'PartnershipRegistered':
        return undefined;
    }
  };
}

function applyContribution(
  event: ContributionEvent,
  subject: string,
  position: bigint,
  facts: FactTable,
  sources: SourceTable,
): void {
  if (event.type === 'ContributionRecorded') {
    const { partnership, statement, value } = event.data;
    const added = factsOf(statement, centsOf(value.amount), sources.get(statement.fundingSource));
    const bringer = facts.codeOfName(statement.bringer);
    return facts.add(subject, position, facts.codeOfName(partnership), bringer, added);
  }
  const before = facts.current(subject);
  const partnership = before[0]?.partnership ?? facts.codeOfName('');
  if (event.type === 'ContributionReversed') {
    const opposite = undo(
      before.map((stored) => stored.fact),
      event.data.effectiveOn,
    );
    return facts.add(subject, position, partnership, before[0]?.bringer ?? partnership, opposite);
  }
  const { statement, value } = event.data;
  facts.end(before, position);
  const added = factsOf(statement, centsOf(value.amount), sources.get(statement.fundingSource));
  return facts.add(subject, position, partnership, facts.codeOfName(statement.bringer), added);
}

/** The facts as rows. Sums never happen here. */
class FactTable {
  readonly #insert;
  readonly #end;
  readonly #current;
  readonly #insertName;
  readonly #names = new Map<string, number>();
  #lastId: number;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(`INSERT INTO fact VALUES (${new Array(16).fill('?').join(', ')})`);
    this.#end = db.prepare('INSERT INTO fact_end VALUES (?, ?)');
    this.#current = db.prepare(
      `SELECT fact.* FROM fact LEFT JOIN fact_end ON fact_end.fact = fact.id
       WHERE subject = ? AND fact_end.fact IS NULL ORDER BY id`,
    );
    this.#current.setReadBigInts(true);
    this.#insertName = db.prepare('INSERT INTO name VALUES (?, ?)');
    for (const row of db.prepare('SELECT code, text FROM name').iterate()) {
      this.#names.set(row['text'] as string, row['code'] as number);
    }
    this.#lastId = (db.prepare('SELECT ifnull(max(id), 0) AS id FROM fact').get() as { id: number }).id;
  }

  codeOfName(text: string): number {
    let code = this.#names.get(text);
    if (code === undefined) {
      code = this.#names.size + 1;
      this.#insertName.run(code, text);
      this.#names.set(text, code);
    }
    return code;
  }

  add(subject: string, position: bigint, partnership: number, bringer: number, facts: readonly Fact[]): void {
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
        fact.cents,
      );
    }
  }

  end(stored: readonly StoredFact[], position: bigint): void {
    for (const { id } of stored) this.#end.run(id, position);
  }

  current(subject: string): StoredFact[] {
    return this.#current.all(subject).map((row) => {
      const int = (column: string): number => Number(row[column]);
      return {
        id: int('id'),
        partnership: int('partnership'),
        bringer: int('bringer'),
        fact: {
          side: nameOf('side', int('side')),
          origin: nameOf('origin', int('origin')),
          kind: nameOf('kind', int('kind')),
          stage: nameOf('stage', int('stage')),
          standing: nameOf('standing', int('standing')),
          dating: nameOf('dating', int('dating')),
          year: int('year'),
          ofYear: int('of_year'),
          fromDay: int('from_day'),
          toDay: int('to_day'),
          cents: row['cents'] as bigint,
        },
      };
    });
  }
}

/** Origin shares by funding source. A contribution whose source is not here names a source the log does not hold. */
class SourceTable {
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
