/**
 * The directory: parties, funding sources, partnerships, valuation methods, transfers, definitions, price indices and
 * publications by id, each version with the positions between which it was known. Every record is folded by its
 * aggregate's own `evolve`.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { AggregateName } from '#domain/decider';
import type { PeriodEvent } from '#domain/period/events';
import type { PublicationEvent } from '#domain/publication/events';
import type { Envelope } from '#event-log/envelope';
import { aggregateOf, idOf } from '../domain-events.ts';
import type { Apply, Projection } from '../runtime/projection.ts';
import { afterCalendar, afterEvent, DIRECTORY_KINDS, type OneRecord, type Records } from './documents.ts';

export type { Documents, PartnershipDocument } from './documents.ts';

/** `entry` is dense in order of registration and orders lists; `document` is the JSON of the record. */
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
  version: 4,
  schema: SCHEMA,
  tables: { record: 'kind, id, known_from' },
  open,
};

type Kind = keyof Records;
/** The calendar of a partnership is shown with it. */
type Listed = OneRecord | 'period';
interface Row {
  readonly entry: number;
  readonly revision: number;
  readonly document: string;
}

function open(db: DatabaseSync): Apply {
  const lastEntry = db.prepare('SELECT ifnull(max(entry), 0) AS entry FROM record WHERE kind = ?');
  const insert = db.prepare('INSERT INTO record VALUES (?, ?, ?, ?, NULL, ?, ?)');
  const end = db.prepare('UPDATE record SET known_to = ? WHERE kind = ? AND id = ? AND known_to IS NULL');
  const current = db.prepare(
    'SELECT entry, revision, document FROM record WHERE kind = ? AND id = ? AND known_to IS NULL',
  );

  const put = (kind: Kind, id: string, position: bigint, revision: number, record: object): void => {
    const before = current.get(kind, id) as Row | undefined;
    const entry = before?.entry ?? (lastEntry.get(kind) as { entry: number }).entry + 1;
    if (before !== undefined) end.run(position, kind, id);
    insert.run(entry, kind, id, position, revision, JSON.stringify(record));
  };
  const recordOf = <K extends Kind>(kind: K, id: string): { row: Row | null; record: Records[K] | null } => {
    const row = (current.get(kind, id) as Row | undefined) ?? null;
    return { row, record: row === null ? null : (JSON.parse(row.document) as Records[K]) };
  };

  return ({ event, envelope, position }) => {
    const { stream, rev, actor } = envelope;
    const kind = aggregateOf(stream);
    const id = idOf(stream);
    if (kind === 'publication') {
      for (const [number, after] of publicationsAfter(event as PublicationEvent, envelope, position)) {
        const { record } = recordOf('publication', `${id}.${number}`);
        put('publication', `${id}.${number}`, position, rev, { ...record, ...after });
      }
      return;
    }
    if (!isListed(kind)) return;
    if (kind === 'period') {
      // The calendar is shown with its partnership, whose own revision it leaves alone.
      const { row, record } = recordOf('partnership', id);
      if (row === null || record === null) throw new RangeError(`the log holds no partnership ${id}`);
      const after = afterCalendar(record, event as PeriodEvent, actor.id, rev);
      put('partnership', id, position, row.revision, after);
      return;
    }
    const { record } = recordOf(kind, id);
    const after = afterEvent[kind](record as never, event as never, actor.id);
    put(kind, id, position, rev, after as object);
  };
}

function isListed(kind: AggregateName): kind is Listed {
  return kind === 'period' || DIRECTORY_KINDS.some((listed) => listed === kind);
}

/** What an event says of which publications of its partnership, by number. */
function publicationsAfter(
  { type, data }: PublicationEvent,
  { stream, actor, recorded }: Envelope,
  position: bigint,
): readonly (readonly [number, Partial<Records['publication']>])[] {
  if (type === 'PublicationWithdrawn') {
    return [[data.number, { withdrawn: { reason: data.reason, recorded } }]];
  }
  const published = {
    ...{ ...data, partnership: idOf(stream), by: actor.id, recorded },
    ...{ position: position.toString(), replacedBy: null, withdrawn: null },
  };
  const replaced = data.replaces === null ? [] : [[data.replaces, { replacedBy: data.number }] as const];
  return [...replaced, [data.number, published]];
}
