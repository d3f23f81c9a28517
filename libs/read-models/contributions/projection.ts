/**
 * The register: one row per contribution and version, with what lists show and filter by. The statement itself stays
 * in the log, one read of its stream away.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { ContributionEvent, Statement } from '#domain/contribution/events';
import { centsOf } from '#domain/money';
import { idOf } from '../domain-events.ts';
import type { Apply, Projection } from '../runtime/projection.ts';

/** `entry` is dense in order of recording; a row is known from its position until the next version's. */
const SCHEMA = `
  CREATE TABLE version(
    entry INTEGER NOT NULL,
    known_from INTEGER NOT NULL,
    known_to INTEGER,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    status TEXT NOT NULL,
    partnership TEXT NOT NULL,
    external_ref TEXT,
    payer TEXT NOT NULL,
    bringer TEXT NOT NULL,
    funding_source TEXT NOT NULL,
    kind TEXT NOT NULL,
    stage TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    effective_to TEXT NOT NULL,
    cup TEXT,
    cents INTEGER NOT NULL,
    PRIMARY KEY(entry, known_from)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX version_by_id ON version(id);
`;

export const contributionsProjection: Projection = {
  name: 'contributions',
  version: 1,
  schema: SCHEMA,
  tables: { version: 'entry, known_from' },
  open,
};

export type ContributionStatus = 'RECORDED' | 'CORRECTED' | 'REVERSED';

interface Row {
  readonly entry: number;
  readonly known_from: number;
  readonly partnership: string;
  readonly external_ref: string | null;
}

function open(db: DatabaseSync): Apply {
  const lastEntry = db.prepare('SELECT ifnull(max(entry), 0) AS entry FROM version');
  let entries = (lastEntry.get() as { entry: number }).entry;
  const insert = db.prepare(`INSERT INTO version VALUES (?, ?, NULL, ${new Array(14).fill('?').join(', ')})`);
  const current = db.prepare(
    'SELECT entry, known_from, partnership, external_ref FROM version WHERE id = ? AND known_to IS NULL',
  );
  const end = db.prepare('UPDATE version SET known_to = ? WHERE entry = ? AND known_from = ?');
  const reversed = db.prepare(
    `INSERT INTO version SELECT entry, ?, NULL, id, ?, 'REVERSED', partnership, external_ref, payer, bringer,
       funding_source, kind, stage, effective_from, effective_to, cup, cents
     FROM version WHERE entry = ? AND known_from = ?`,
  );

  return ({ event, envelope, position }) => {
    if (!isContribution(event)) return;
    const id = idOf(envelope.stream);
    const { rev } = envelope;
    if (event.type === 'ContributionRecorded') {
      entries += 1;
      const { partnership, externalRef, statement, value } = event.data;
      insert.run(
        entries,
        position,
        id,
        rev,
        'RECORDED',
        partnership,
        externalRef,
        ...columns(statement, value.amount),
      );
      return;
    }
    const before = current.get(id) as unknown as Row;
    end.run(position, before.entry, before.known_from);
    if (event.type === 'ContributionReversed') {
      reversed.run(position, rev, before.entry, before.known_from);
      return;
    }
    const { statement, value } = event.data;
    const { entry, partnership, external_ref: externalRef } = before;
    insert.run(
      entry,
      position,
      id,
      rev,
      'CORRECTED',
      partnership,
      externalRef,
      ...columns(statement, value.amount),
    );
  };
}

function columns(statement: Statement, amount: string): (string | bigint | null)[] {
  const { payer, bringer, fundingSource, resource, stage, effective, cup } = statement;
  return [
    payer,
    bringer,
    fundingSource,
    resource.kind,
    stage,
    effective.from,
    effective.to,
    cup,
    centsOf(amount),
  ];
}

function isContribution(event: { type: string }): event is ContributionEvent {
  return event.type.startsWith('Contribution');
}
