/**
 * The register: one row per contribution and version, with what lists show and filter by. The statement itself stays
 * in the log, one read of its stream away.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { ContributionEvent } from '#domain/contribution/events';
import { balanceOf, RUNGS } from '#domain/contribution/ladder';
import {
  allMoves,
  cutOf,
  undecided,
  unvaluedOf,
  type Declared,
  type Standing,
} from '#domain/contribution/state';
import { aggregateOf, idOf } from '../domain-events.ts';
import type { Apply, Projection } from '../runtime/projection.ts';
import { Subjects, subjectAfter, SUBJECT_SCHEMA, type Subject } from '../subjects.ts';

/**
 * `entry` is dense in order of recording; a row is known from its position until the next version's. Of a relational
 * resource, and of one that is not valued yet, all that money has is null. `undecided` waits for a second person, `cut`
 * may be appealed.
 */
const SCHEMA = `
  ${SUBJECT_SCHEMA}
  CREATE TABLE version(
    entry INTEGER NOT NULL,
    known_from INTEGER NOT NULL,
    known_to INTEGER,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    status TEXT NOT NULL,
    partnership TEXT NOT NULL,
    external_ref TEXT,
    payer TEXT,
    bringer TEXT NOT NULL,
    receiver TEXT,
    funding_source TEXT,
    kind TEXT NOT NULL,
    family TEXT NOT NULL,
    stage TEXT,
    effective_from TEXT NOT NULL,
    effective_to TEXT NOT NULL,
    cup TEXT,
    users_area TEXT,
    late INTEGER NOT NULL,
    word TEXT NOT NULL,
    documents INTEGER NOT NULL,
    expires_on TEXT,
    cents INTEGER,
    pledged INTEGER,
    committed INTEGER,
    delivered INTEGER,
    paid INTEGER,
    verified INTEGER,
    cut INTEGER,
    undecided INTEGER,
    PRIMARY KEY(entry, known_from)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX version_by_id ON version(id);
  CREATE INDEX version_of_partnership ON version(partnership);
`;

export const contributionsProjection: Projection = {
  name: 'contributions',
  version: 2,
  schema: SCHEMA,
  tables: { version: 'entry, known_from', subject: 'id' },
  open,
};

/**
 * `RECORDED`, or since then `CORRECTED` or reclassified; `REVERSED`, or withdrawn where nothing had a value. A pledge
 * is `PLEDGED` while some of it is open, then `FULFILLED`, `RELEASED` or `EXPIRED` by how the last of it went. What has
 * no value is `DECLARED`.
 */
export const CONTRIBUTION_STATUSES = [
  'PLEDGED',
  'FULFILLED',
  'RELEASED',
  'EXPIRED',
  'RECORDED',
  'CORRECTED',
  'DECLARED',
  'REVERSED',
] as const;
export type ContributionStatus = (typeof CONTRIBUTION_STATUSES)[number];

/** How a contribution stands, from its state and what its events have been so far. */
export function statusOf(state: Declared | Standing, wasCorrected: boolean): ContributionStatus {
  if (state.phase === 'reversed' || state.phase === 'withdrawn') return 'REVERSED';
  if (state.phase === 'declared') return 'DECLARED';
  const { pledge } = state;
  if (pledge === null) return wasCorrected ? 'CORRECTED' : 'RECORDED';
  if (pledge.end === 'RELEASED' || pledge.end === 'EXPIRED') return pledge.end;
  const isOpen = unvaluedOf(state.statement.resource) !== null || balanceOf(allMoves(state), 'PLEDGED') > 0n;
  return isOpen ? 'PLEDGED' : 'FULFILLED';
}

export function isCorrection({ type }: ContributionEvent): boolean {
  return type === 'ContributionCorrected' || type === 'ContributionReclassified';
}

type Value = string | number | bigint | null;
type Row = Readonly<Record<string, Value>>;
/** What a version says beside its place in the order and its partnership. */
type Columns = Readonly<Record<string, Value>>;

/** Members of a statement that only lists show. */
const STATED = ['family', 'cup', 'users_area'] as const;

function open(db: DatabaseSync): Apply {
  const lastEntry = db.prepare('SELECT ifnull(max(entry), 0) AS entry FROM version');
  let entries = (lastEntry.get() as { entry: number }).entry;
  const subjects = new Subjects(db);
  const insert = db.prepare(`INSERT INTO version VALUES (${COLUMNS.map(() => '?').join(', ')})`);
  const current = db.prepare('SELECT * FROM version WHERE id = ? AND known_to IS NULL');
  current.setReadBigInts(true);
  const end = db.prepare('UPDATE version SET known_to = ? WHERE entry = ? AND known_from = ?');

  const add = (row: Columns): void => {
    insert.run(...COLUMNS.map((column) => row[column] ?? null));
  };

  return ({ event: decoded, envelope, position }) => {
    if (aggregateOf(envelope.stream) !== 'contribution') return;
    const event = decoded as ContributionEvent;
    const id = idOf(envelope.stream);
    const common = { known_from: position, known_to: null, id, revision: envelope.rev };
    if (envelope.rev === 0) {
      entries += 1;
      const subject = subjectAfter(null, event, entries);
      subjects.add(id, subject);
      const { externalRef: external_ref } = event.data as { readonly externalRef: string | null };
      const row = { entry: entries, external_ref, ...common, ...columnsOf(subject, event, null) };
      add(row);
      return;
    }
    const before = current.get(id) as Row;
    const subject = subjectAfter(subjects.get(id), event, Number(before['entry']));
    subjects.replace(id, subject);
    end.run(position, before['entry'] as bigint, before['known_from'] as bigint);
    const { entry = null, external_ref = null } = before;
    add({ entry, external_ref, ...common, ...columnsOf(subject, event, before) });
  };
}

function columnsOf({ state }: Subject, event: ContributionEvent, before: Row | null): Columns {
  const { partnership } = state;
  const corrected = before?.['status'] === 'CORRECTED' || isCorrection(event);
  const common = { partnership, status: statusOf(state, corrected), ...statedColumns(event, before) };
  if ('declaration' in state) {
    const { bringer, receiver, effective, evidence } = state.declaration;
    return { ...NO_MONEY, ...common, bringer, receiver, ...daysOf(effective), documents: evidence.length };
  }
  const { statement, word, pledge } = state;
  const { payer, bringer, receiver, fundingSource: funding_source } = statement;
  const { resource, stage, effective, evidence } = statement;
  return {
    ...common,
    ...{ payer, bringer, receiver, funding_source, kind: resource.kind, stage, word },
    ...daysOf(effective),
    documents: evidence.length,
    expires_on: pledge?.expiresOn ?? null,
    ...(unvaluedOf(resource) === null ? valueColumns(state) : NO_VALUE),
  };
}

function valueColumns(state: Standing): Columns {
  const moves = allMoves(state);
  const balances = RUNGS.map((rung) => [rung.toLowerCase(), balanceOf(moves, rung)] as const);
  return {
    cents: state.cents,
    ...Object.fromEntries(balances),
    cut: cutOf(state),
    undecided: state.phase === 'standing' ? undecided(state) : 0n,
  };
}

/** What the kept state does not hold: it comes from the event that states it, or else from the version before. */
function statedColumns(event: ContributionEvent, before: Row | null): Columns {
  const { data } = event;
  const late = ('lateFor' in data && data.lateFor !== null) || before?.['late'] === 1n;
  if ('statement' in data) {
    const { statement } = data;
    const { family, cup, usersArea: users_area, lateFor } = statement;
    return { family, cup, users_area, late: Number(late || lateFor !== null) };
  }
  if ('declaration' in data) {
    return { family: 'RELATIONAL', cup: null, users_area: data.declaration.usersArea, late: 0 };
  }
  const kept = STATED.map((column) => [column, before?.[column] ?? null] as const);
  return { ...Object.fromEntries(kept), late: Number(late) };
}

function daysOf({ from, to }: { readonly from: string; readonly to: string }): Columns {
  return { effective_from: from, effective_to: to };
}

const NO_VALUE: Columns = {
  ...{ cents: null, pledged: null, committed: null, delivered: null, paid: null, verified: null },
  ...{ cut: null, undecided: null },
};

/** Of what is only declared nothing is money, paid for, or on its way. */
const NO_MONEY: Columns = {
  ...NO_VALUE,
  ...{ payer: null, funding_source: null, kind: 'RELATIONAL', stage: null, word: 'NONE', expires_on: null },
};

const COLUMNS = [
  ...['entry', 'known_from', 'known_to', 'id', 'revision', 'status', 'partnership', 'external_ref'],
  ...['payer', 'bringer', 'receiver', 'funding_source', 'kind', 'family', 'stage'],
  ...['effective_from', 'effective_to', 'cup', 'users_area', 'late', 'word', 'documents', 'expires_on'],
  ...['cents', 'pledged', 'committed', 'delivered', 'paid', 'verified', 'cut', 'undecided'],
];
