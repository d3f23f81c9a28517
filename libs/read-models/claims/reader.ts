/** The reading end of the claims: claims at a position, what slipped past the rules, and what a closing lists. */
import type { StreamRevision } from '#domain/period/events';
import type { RejectionCode } from '#domain/rejections';
import type { ReadModelReader } from '../runtime/read-model-file.ts';
import { ClaimsAt } from './claims.ts';

/** An event that stands in the log against a rule, because two writers could not see each other. */
export interface Finding {
  readonly position: bigint;
  readonly event: string;
  readonly stream: string;
  readonly partnership: string;
  /** The refusal that it would have met. */
  readonly code: RejectionCode;
  readonly detail: Readonly<Record<string, string>>;
}

export interface FindingPage {
  readonly findings: readonly Finding[];
  /** Where the next page starts, or null at the end. */
  readonly next: number | null;
  readonly position: bigint;
}

export class ClaimsReader extends ClaimsAt {
  readonly position: bigint;

  /** What was claimed at that position, however far the read model has gone on since. */
  constructor(reader: ReadModelReader, position: bigint) {
    super((read) => reader.at(position, read));
    this.position = position;
  }
}

export class ClaimsRegister {
  readonly #reader: ReadModelReader;

  constructor(reader: ReadModelReader) {
    this.#reader = reader;
  }

  /** Position up to which it has folded the log. */
  checkpoint(): bigint {
    return this.#reader.checkpoint();
  }

  /** All answers of one reader are about one position. */
  at(position = this.checkpoint()): ClaimsReader {
    return new ClaimsReader(this.#reader, position);
  }

  /** In log order, of one partnership or of all. `after` is where the page before ended. */
  findings(
    partnership: string | null,
    page: { readonly after: number; readonly limit: number; readonly position?: bigint },
  ): FindingPage {
    return this.#reader.at(page.position, (prepare, at, checkpoint) => {
      const scope = partnership === null ? '' : 'AND partnership = ?';
      const statement = prepare(
        `SELECT * FROM finding WHERE id > ? AND position <= ? ${scope} ORDER BY id LIMIT ?`,
      );
      statement.setReadBigInts(true);
      const scoped = partnership === null ? [] : [partnership];
      const rows = statement.all(page.after, at, ...scoped, page.limit + 1);
      const shown = rows.slice(0, page.limit);
      const next = rows.length > page.limit ? Number(shown.at(-1)?.['id']) : null;
      return { findings: shown.map(toFinding), next, position: checkpoint };
    });
  }

  /**
   * Every stream of a partnership with its last revision at a position, sorted by name: its own, those of its
   * contributions and of its transfers.
   */
  periodSnapshot(partnership: string, position: bigint): readonly StreamRevision[] {
    return this.#reader.at(position, (prepare, at) =>
      prepare(
        `SELECT stream, max(revision) AS revision FROM stream
         WHERE partnership = (SELECT number FROM partnership WHERE id = ?) AND position <= ?
         GROUP BY stream ORDER BY stream`,
      )
        .all(partnership, at)
        .map((row) => [row['stream'] as string, Number(row['revision'])] as const),
    );
  }

  /** The year in which the partnership begins, or of the first day anything in it is effective; null: nothing says. */
  firstYear(partnership: string, position?: bigint): number | null {
    return this.#reader.at(position, (prepare, at) => {
      const rows = prepare(
        'SELECT what, day, max(position) FROM first_day WHERE partnership = ? AND position <= ? GROUP BY what',
      ).all(partnership, at) as { day: string | null }[];
      const days = rows.map(({ day }) => day).filter((day) => day !== null);
      return days.length === 0 ? null : Math.min(...days.map((day) => Number(day.slice(0, 4))));
    });
  }
}

function toFinding(row: Readonly<Record<string, unknown>>): Finding {
  return {
    position: row['position'] as bigint,
    event: row['event'] as string,
    stream: row['stream'] as string,
    partnership: row['partnership'] as string,
    code: row['code'] as RejectionCode,
    detail: JSON.parse(row['detail'] as string) as Finding['detail'],
  };
}
