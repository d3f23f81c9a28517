/** Lists and single records of the directory, as known at a position. */
import type { ReadModelReader } from '../runtime/read-model-file.ts';
import type { Documents } from './projection.ts';

export interface DirectoryRecord<Kind extends keyof Documents> {
  readonly id: string;
  readonly revision: number;
  readonly document: Documents[Kind];
}

export interface DirectoryPage<Kind extends keyof Documents> {
  readonly records: readonly DirectoryRecord<Kind>[];
  /** Entry after which the next page starts, or null at the end. */
  readonly next: number | null;
  readonly position: bigint;
}

interface Row {
  readonly entry: number;
  readonly id: string;
  readonly revision: number;
  readonly document: string;
}

export class Directory {
  readonly #reader: ReadModelReader;

  constructor(reader: ReadModelReader) {
    this.#reader = reader;
  }

  /** Records in order of registration. `after` is the entry of the last record already seen. */
  list<Kind extends keyof Documents>(
    kind: Kind,
    page: { readonly after: number; readonly limit: number; readonly position?: bigint },
  ): DirectoryPage<Kind> {
    return this.#reader.at(page.position, (prepare, at, checkpoint) => {
      const rows = prepare(
        `SELECT entry, id, revision, document FROM record
         WHERE kind = ? AND entry > ? AND known_from <= ? AND (known_to IS NULL OR known_to > ?)
         ORDER BY entry LIMIT ?`,
      ).all(kind, page.after, at, at, page.limit + 1) as unknown as Row[];
      const shown = rows.slice(0, page.limit);
      const next = rows.length > page.limit ? (shown.at(-1)?.entry ?? null) : null;
      return { records: shown.map((row) => toRecord<Kind>(row)), next, position: checkpoint };
    });
  }

  find<Kind extends keyof Documents>(
    kind: Kind,
    id: string,
    position?: bigint,
  ): { readonly record: DirectoryRecord<Kind> | null; readonly position: bigint } {
    return this.#reader.at(position, (prepare, at, checkpoint) => {
      const row = prepare(
        `SELECT entry, id, revision, document FROM record
         WHERE kind = ? AND id = ? AND known_from <= ? AND (known_to IS NULL OR known_to > ?)`,
      ).get(kind, id, at, at) as Row | undefined;
      return { record: row === undefined ? null : toRecord<Kind>(row), position: checkpoint };
    });
  }
}

function toRecord<Kind extends keyof Documents>(row: Row): DirectoryRecord<Kind> {
  return { id: row.id, revision: row.revision, document: JSON.parse(row.document) as Documents[Kind] };
}
