/** Of each partnership: its streams with their revisions, its first day, and what was found in it. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Span } from '#domain/calendar';
import type { Decoded } from '#event-sourcing/codec';
import type { LedgerEvent } from '../domain-events.ts';
import type { Broken } from './findings.ts';

type Item = Pick<Decoded<LedgerEvent>, 'envelope' | 'position'>;

export class Partnerships {
  readonly #number: StatementSync;
  readonly #stream: StatementSync;
  readonly #firstDay: StatementSync;
  readonly #numbers = new Map<string, number>();
  readonly #firstDays = new Map<string, string>();

  constructor(db: DatabaseSync) {
    this.#number = db.prepare('INSERT INTO partnership VALUES (?, ?)');
    this.#stream = db.prepare('INSERT INTO stream VALUES (?, ?, ?, ?)');
    this.#firstDay = db.prepare('INSERT INTO first_day VALUES (?, ?, ?, ?)');
    for (const row of db.prepare('SELECT number, id FROM partnership').iterate()) {
      this.#numbers.set(row['id'] as string, row['number'] as number);
    }
    const days = db.prepare(
      "SELECT partnership, min(day) AS day FROM first_day WHERE what = 'FACT' GROUP BY 1",
    );
    for (const row of days.iterate()) this.#firstDays.set(row['partnership'] as string, row['day'] as string);
  }

  saw({ envelope, position }: Item, partnership: string, days: readonly Span[]): void {
    let number = this.#numbers.get(partnership);
    if (number === undefined) {
      number = this.#numbers.size + 1;
      this.#number.run(number, partnership);
      this.#numbers.set(partnership, number);
    }
    this.#stream.run(number, envelope.stream, position, envelope.rev);
    const first = this.#firstDays.get(partnership);
    const day = days.reduce<string | undefined>(
      (least, { from }) => (least === undefined || from < least ? from : least),
      first,
    );
    if (day === undefined || day === first) return;
    this.#firstDay.run(partnership, 'FACT', position, day);
    this.#firstDays.set(partnership, day);
  }

  begins(partnership: string, position: bigint, day: string | null): void {
    this.#firstDay.run(partnership, 'PROFILE', position, day);
  }
}

export class FindingTable {
  readonly #insert: StatementSync;
  #lastId: number;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#lastId = (db.prepare('SELECT ifnull(max(id), 0) AS id FROM finding').get() as { id: number }).id;
  }

  add({ envelope, position }: Item, partnership: string, broken: readonly Broken[]): void {
    for (const { code, detail } of broken) {
      this.#lastId += 1;
      const { id, stream } = envelope;
      this.#insert.run(this.#lastId, position, id, stream, partnership, code, JSON.stringify(detail));
    }
  }
}
