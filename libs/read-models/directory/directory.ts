/** Lists and single records of the directory, as known at a position. */
import type { ReadModelReader } from '../runtime/read-model-file.ts';
import { shownAs, type Documents, type Records } from './documents.ts';

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

/** Which transfers: of these partnerships, from or to this party. */
export interface TransferFilter {
  readonly within?: readonly string[];
  readonly party?: string;
}

interface Row {
  readonly entry: number;
  readonly id: string;
  readonly revision: number;
  readonly document: string;
}

const WITHIN = `AND json_extract(document, '$.state.partnership') IN (SELECT value FROM json_each(?))`;

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
      return pageOf(kind, rows, page.limit, checkpoint);
    });
  }

  /** Transfers in order of recording. */
  transfers(
    { within, party }: TransferFilter,
    page: { readonly after: number; readonly limit: number; readonly position?: bigint },
  ): DirectoryPage<'transfer'> {
    return this.#reader.at(page.position, (prepare, at, checkpoint) => {
      const ofParty = ['from', 'to']
        .map((end) => `json_extract(document, '$.state.terms.${end}')`)
        .join(', ');
      const rows = prepare(
        `SELECT entry, id, revision, document FROM record
         WHERE kind = 'transfer' AND entry > ? AND known_from <= ? AND (known_to IS NULL OR known_to > ?)
           ${within === undefined ? '' : WITHIN}
           ${party === undefined ? '' : `AND ? IN (${ofParty})`}
         ORDER BY entry LIMIT ?`,
      ).all(
        ...[page.after, at, at],
        ...(within === undefined ? [] : [JSON.stringify(within)]),
        ...(party === undefined ? [] : [party]),
        page.limit + 1,
      ) as unknown as Row[];
      return pageOf('transfer', rows, page.limit, checkpoint);
    });
  }

  /** Publications in order of publishing, of one partnership or of all. */
  publications(
    partnership: string | undefined,
    page: { readonly after: number; readonly limit: number; readonly position?: bigint },
  ): DirectoryPage<'publication'> {
    return this.#reader.at(page.position, (prepare, at, checkpoint) => {
      const rows = prepare(
        `SELECT entry, id, revision, document FROM record
         WHERE kind = 'publication' AND entry > ? AND known_from <= ? AND (known_to IS NULL OR known_to > ?)
           ${partnership === undefined ? '' : `AND id > ? AND id < ?`}
         ORDER BY entry LIMIT ?`,
      ).all(
        ...[page.after, at, at],
        // From `<id>.` on, before `<id>/`, the next character.
        ...(partnership === undefined ? [] : [`${partnership}.`, `${partnership}/`]),
        page.limit + 1,
      ) as unknown as Row[];
      return pageOf('publication', rows, page.limit, checkpoint);
    });
  }

  /**
   * One publication, with the revision of the stream that it shares with all others of its partnership: what a command
   * on it is held to.
   */
  publication(
    partnership: string,
    number: string,
    position?: bigint,
  ): { readonly record: DirectoryRecord<'publication'> | null; readonly position: bigint } {
    return this.#reader.at(position, (prepare, at, checkpoint) => {
      const row = prepare(
        `SELECT entry, id, document,
           (SELECT max(revision) FROM record
            WHERE kind = 'publication' AND id > ? AND id < ? AND known_from <= ?) AS revision
         FROM record
         WHERE kind = 'publication' AND id = ? AND known_from <= ? AND (known_to IS NULL OR known_to > ?)`,
      ).get(`${partnership}.`, `${partnership}/`, at, `${partnership}.${number}`, at, at) as Row | undefined;
      return { record: row === undefined ? null : toRecord('publication', row), position: checkpoint };
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
      return { record: row === undefined ? null : toRecord(kind, row), position: checkpoint };
    });
  }
}

/** `rows` are one more than the page holds where another page follows. */
function pageOf<Kind extends keyof Documents>(
  kind: Kind,
  rows: readonly Row[],
  limit: number,
  position: bigint,
): DirectoryPage<Kind> {
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? (shown.at(-1)?.entry ?? null) : null;
  return { records: shown.map((row) => toRecord(kind, row)), next, position };
}

function toRecord<Kind extends keyof Documents>(kind: Kind, row: Row): DirectoryRecord<Kind> {
  const { id, revision, document } = row;
  return { id, revision, document: shownAs[kind](JSON.parse(document) as Records[Kind]) };
}
