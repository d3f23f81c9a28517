/** States of other aggregates that the rules look at; few, and read often. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import { period, type PeriodState, type YearState } from '#domain/period/decider';
import { transfer, type TransferState } from '#domain/transfer/decider';

export class Kept {
  readonly #put: StatementSync;
  readonly #documents = new Map<string, unknown>();

  constructor(db: DatabaseSync) {
    this.#put = db.prepare(
      'INSERT INTO kept VALUES (?, ?) ON CONFLICT DO UPDATE SET document = excluded.document',
    );
    for (const row of db.prepare('SELECT stream, document FROM kept').iterate()) {
      this.#documents.set(row['stream'] as string, JSON.parse(row['document'] as string));
    }
  }

  get<Document>(stream: string): Document | null {
    return (this.#documents.get(stream) as Document | undefined) ?? null;
  }

  put(stream: string, document: object): void {
    this.#put.run(stream, JSON.stringify(document));
    this.#documents.set(stream, document);
  }

  source(id: string): FundingSourceProfile {
    const source = this.get<FundingSourceProfile>(`funding-source-${id}`);
    if (source === null) throw new RangeError(`the log holds no funding source ${id}`);
    return source;
  }

  transfer(stream: string): { readonly state: TransferState; readonly entry: number | null } {
    return this.get(stream) ?? { state: transfer.initial, entry: null };
  }

  calendar(partnership: string): PeriodState {
    const years = this.get<[number, YearState][]>(`period-${partnership}`);
    return years === null ? period.initial : { years: new Map(years) };
  }

  putCalendar(stream: string, { years }: PeriodState): void {
    this.put(stream, [...years]);
  }
}
