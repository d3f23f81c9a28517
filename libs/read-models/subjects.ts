/**
 * Contributions as they stand, for projections that must know how far one has come when its next event arrives. They
 * are folded by the domain's own `evolve`; kept is as much of each state as that and the questions of read models need.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { ContributionEvent, EvidenceDocument, Resource, Valuation } from '#domain/contribution/events';
import { entryOf, evolve, unvaluedOf, type Declared, type Standing } from '#domain/contribution/state';
import type { Move } from '#domain/contribution/ladder';
import { isTimed } from '#domain/contribution/resources';
import { same } from '#domain/same';

export interface Subject {
  /** Place in the order of recording. */
  readonly entry: number;
  readonly state: Declared | Standing;
}

export const SUBJECT_SCHEMA = `
  CREATE TABLE subject(id TEXT PRIMARY KEY, entry INTEGER NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** The contribution after this event; `before` is null for the event that opens it. */
export function subjectAfter(before: Subject | null, event: ContributionEvent, entry: number): Subject {
  const state = evolve(before?.state ?? { phase: 'absent' }, event, '');
  if (state.phase === 'absent') throw new RangeError(`${event.type} before the contribution was opened`);
  return { entry, state };
}

/** How many are kept as they were written last: events of one contribution often follow each other. */
const RECENT_MAX = 256;

export class Subjects {
  readonly #recent = new Map<string, Subject>();
  readonly #insert;
  readonly #update;
  readonly #find;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO subject VALUES (?, ?, ?)');
    this.#update = db.prepare('UPDATE subject SET document = ? WHERE id = ?');
    this.#find = db.prepare('SELECT entry, document FROM subject WHERE id = ?');
  }

  find(id: string): Subject | null {
    const recent = this.#recent.get(id);
    if (recent !== undefined) return recent;
    const row = this.#find.get(id) as { entry: number; document: string } | undefined;
    return row === undefined ? null : { entry: row.entry, ...unpacked(row.document) };
  }

  /** The one with this id, which an earlier event of its stream has opened. */
  get(id: string): Subject {
    const subject = this.find(id);
    if (subject === null) throw new RangeError(`the log holds no contribution ${id}`);
    return subject;
  }

  add(id: string, subject: Subject): void {
    this.#insert.run(id, subject.entry, packed(subject));
    this.#keep(id, subject);
  }

  replace(id: string, subject: Subject): void {
    this.#update.run(packed(subject), id);
    this.#keep(id, subject);
  }

  #keep(id: string, subject: Subject): void {
    this.#recent.delete(id);
    this.#recent.set(id, subject);
    const [oldest] = this.#recent.keys();
    if (this.#recent.size > RECENT_MAX && oldest !== undefined) this.#recent.delete(oldest);
  }
}

/** Marks an integer that a number of JSON could not hold. */
const BIGINT = '$n';

function packed({ state }: Omit<Subject, 'entry'>): string {
  const kept = 'declaration' in state ? declarationKept(state) : standingKept(state);
  return JSON.stringify({ state: kept }, (_, value: unknown) => {
    if (typeof value === 'bigint') return { [BIGINT]: value.toString() };
    return value === null || (Array.isArray(value) && value.length === 0) ? undefined : value;
  });
}

function declarationKept({ phase, partnership, declaration }: Declared): object {
  const { bringer, receiver, effective } = declaration;
  const evidence = declaration.evidence.map(documentKept);
  return { phase, partnership, declaration: { bringer, receiver, effective, evidence } };
}

/** Its members always come in this order: what is kept depends on the events alone, not on when it was last read. */
function standingKept(state: Standing): object {
  const { statement, entry, pledge, phase, partnership, cents, moves, movements, cut, reclassifiedOn } =
    state;
  const { payer, bringer, receiver, fundingSource, stage, effective, fundedBy, evidence } = statement;
  const derived = entryOf(statement, cents, pledge?.schedule ?? null);
  return {
    ...{ phase, partnership, cents, pledge, moves, movements, cut, reclassifiedOn },
    ...{ decided: unlessNone(state.decided), waived: unlessNone(state.waived) },
    recovered: Object.keys(state.recovered).length === 0 ? null : state.recovered,
    entry: same(entry, derived) ? null : entry,
    word: state.word === 'NONE' ? null : state.word,
    statement: {
      ...{ payer, bringer, receiver, fundingSource, stage, effective, fundedBy },
      resource: resourceKept(statement.resource),
      evidence: evidence.map(documentKept),
    },
  };
}

function unlessNone(cents: bigint): bigint | null {
  return cents === 0n ? null : cents;
}

function resourceKept(resource: Resource): object {
  if (resource.kind === 'CASH') {
    const { kind, nature, userPart } = resource;
    return { kind, nature, userPart };
  }
  const { kind } = resource;
  const unvalued = unvaluedOf(resource);
  if (!isTimed(resource)) return unvalued === null ? { kind } : { kind, ...unvalued, isUnvalued: true };
  const { person, minutes, valuation } = resource;
  const common = { kind, person, minutes, ...valuationKept(valuation) };
  return resource.kind === 'PAID_STAFF'
    ? { ...common, reimbursedBp: resource.reimbursedBp }
    : { ...common, headcount: resource.headcount };
}

function valuationKept(valuation: Valuation | null): object {
  if (valuation === null) return { isUnvalued: true };
  const { method, version, inputs } = valuation;
  return { valuation: { method, version, inputs } };
}

function documentKept({ sha256, issuer, number, shareBp }: EvidenceDocument): object {
  return { sha256, issuer, number, shareBp };
}

const NO_DOCUMENT = { issuer: null, number: null, shareBp: null };
const NOTHING_SAID = {
  pledge: null,
  quantities: {},
  hands: [],
  decided: 0n,
  cut: [],
  recovered: {},
  waived: 0n,
  word: 'NONE',
  reclassifiedOn: null,
  published: false,
};

type Packed = Readonly<Record<string, unknown>>;

function unpacked(document: string): Omit<Subject, 'entry'> {
  const { state } = JSON.parse(document, (_, value: unknown) =>
    typeof value === 'object' && value !== null && BIGINT in value ? BigInt(value[BIGINT] as string) : value,
  ) as { readonly state: Packed };
  return { state: 'declaration' in state ? declared(state) : standing(state) };
}

function declared(state: Packed): Declared {
  const declaration = state['declaration'] as Packed;
  const evidence = documents(declaration);
  const kept = { receiver: null, ...declaration, evidence };
  return { hands: [], ...state, declaration: kept } as unknown as Declared;
}

function standing(packed: Packed): Standing {
  const stated = packed['statement'] as Packed;
  const resource = resourceOf(stated['resource'] as Packed);
  const statement = { receiver: null, fundedBy: [], ...stated, resource, evidence: documents(stated) };
  const pledge = packed['pledge'] === undefined ? null : { ...NO_PLEDGE, ...(packed['pledge'] as Packed) };
  const moves = movesOf(packed['moves'] ?? []);
  const state = { ...NOTHING_SAID, ...packed, statement, pledge, moves } as unknown as Standing;
  const derived = entryOf(state.statement, state.cents, state.pledge?.schedule ?? null);
  return { ...state, entry: packed['entry'] === undefined ? derived : movesOf(packed['entry']) };
}

function resourceOf({ isUnvalued, ...kept }: Packed): object {
  const nothingSaid = { person: null, headcount: null, userPart: null };
  return { ...nothingSaid, ...kept, ...(isUnvalued === true ? { valuation: null } : {}) };
}

function movesOf(packed: unknown): Move[] {
  return (packed as Partial<Move>[]).map((move) => ({ from: null, to: null, ...move }) as Move);
}

const NO_PLEDGE = { schedule: null, expiresOn: null, end: null };

function documents({ evidence = [] }: Packed): object[] {
  return (evidence as Packed[]).map((document) => ({ ...NO_DOCUMENT, ...document }));
}
