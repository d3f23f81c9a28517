/** Parties, partnerships and funding sources by id, each version with the positions between which it was known. */
import type { DatabaseSync } from 'node:sqlite';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import type { PartyProfile } from '#domain/party/events';
import type { ImpliedPublicBase, PartnershipProfile } from '#domain/partnership/events';
import { idOf } from '../domain-events.ts';
import type { Apply, Projection } from '../runtime/projection.ts';

/** `entry` is dense in order of registration and orders lists; `document` is the JSON of the profile. */
const SCHEMA = `
  CREATE TABLE record(
    entry INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    known_from INTEGER NOT NULL,
    known_to INTEGER,
    revision INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY(kind, id, known_from)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX record_in_order ON record(kind, entry);
`;

export const directoryProjection: Projection = {
  name: 'directory',
  version: 1,
  schema: SCHEMA,
  tables: { record: 'kind, id, known_from' },
  open,
};

export interface PartnershipDocument extends PartnershipProfile {
  readonly impliedPublicBase: ImpliedPublicBase | null;
}

/** What the directory keeps of each kind. */
export interface Documents {
  readonly party: PartyProfile;
  readonly 'funding-source': FundingSourceProfile;
  readonly partnership: PartnershipDocument;
}

function open(db: DatabaseSync): Apply {
  const lastEntry = db.prepare('SELECT ifnull(max(entry), 0) AS entry FROM record WHERE kind = ?');
  const insert = db.prepare('INSERT INTO record VALUES (?, ?, ?, ?, NULL, ?, ?)');
  const end = db.prepare('UPDATE record SET known_to = ? WHERE kind = ? AND id = ? AND known_to IS NULL');
  const current = db.prepare(
    'SELECT entry, document FROM record WHERE kind = ? AND id = ? AND known_to IS NULL',
  );

  const add = (
    kind: keyof Documents,
    id: string,
    position: bigint,
    revision: number,
    document: object,
  ): void => {
    const { entry } = lastEntry.get(kind) as { entry: number };
    insert.run(entry + 1, kind, id, position, revision, JSON.stringify(document));
  };
  const setBase = (id: string, position: bigint, revision: number, base: ImpliedPublicBase | null): void => {
    const row = current.get('partnership', id) as { entry: number; document: string };
    const before = JSON.parse(row.document) as PartnershipDocument;
    end.run(position, 'partnership', id);
    const document = JSON.stringify({ ...before, impliedPublicBase: base });
    insert.run(row.entry, 'partnership', id, position, revision, document);
  };

  return ({ event, envelope, position }) => {
    const id = idOf(envelope.stream);
    const { rev } = envelope;
    switch (event.type) {
      case 'PartyRegistered':
        return add('party', id, position, rev, event.data);
      case 'FundingSourceRegistered':
        return add('funding-source', id, position, rev, event.data);
      case 'PartnershipRegistered':
        return add('partnership', id, position, rev, { ...event.data, impliedPublicBase: null });
      case 'PublicBaseImplied':
        return setBase(id, position, rev, event.data);
      case 'PublicBaseWithdrawn':
        return setBase(id, position, rev, null);
      case 'ContributionRecorded':
      case 'ContributionCorrected':
      case 'ContributionReversed':
        return undefined;
    }
  };
}
