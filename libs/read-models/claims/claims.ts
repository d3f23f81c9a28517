/** What the whole ledger had claimed at one position, for the commands that are decided by it. */
import type { StatementSync } from 'node:sqlite';
import type { ClaimedDocument, ClaimedHours, ClaimedValue, Claims, Draw } from '#domain/claims';
import { aggregateOf, idOf } from '../domain-events.ts';

export type Prepare = (sql: string) => StatementSync;
/** Runs a read with the position that it is about. */
export type Ask = <Result>(read: (prepare: Prepare, at: bigint) => Result) => Result;

type Row = Readonly<Record<string, string | bigint | null>>;

const KNOWN = 'known_from <= ? AND (known_to IS NULL OR known_to > ?)';
const IN_ORDER = 'ORDER BY entry, id';

/** Its answers are functions of their own, as `Claims` has them: a rule may hand one on. */
export class ClaimsAt implements Claims {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  readonly hoursOf = (person: string, except: string | null): readonly ClaimedHours[] => {
    return this.#rows(`SELECT * FROM hours WHERE person = ? AND ${KNOWN} ${IN_ORDER}`, [person], except).map(
      (row) => ({
        contribution: idOf(row['stream'] as string),
        minutes: Number(row['minutes']),
        effective: { from: row['from_date'] as string, to: row['to_date'] as string },
      }),
    );
  };

  readonly document = (sha256: string, except: string | null): readonly ClaimedDocument[] => {
    const sql = `SELECT * FROM document WHERE sha256 = ? AND ${KNOWN} ${IN_ORDER}`;
    return this.#rows(sql, [sha256], except).map(toDocument);
  };

  readonly invoice = (issuer: string, number: string, except: string | null): readonly ClaimedDocument[] => {
    const sql = `SELECT * FROM document WHERE issuer = ? AND number = ? AND ${KNOWN} ${IN_ORDER}`;
    return this.#rows(sql, [issuer, number], except).map(toDocument);
  };

  readonly drawsOn = (contribution: string, except: string | null): readonly Draw[] => {
    const sql = `SELECT * FROM draw WHERE contribution = ? AND ${KNOWN} ${IN_ORDER}`;
    return this.#rows(sql, [contribution], except).map((row) => {
      const stream = row['stream'] as string;
      return {
        by: { aggregate: aggregateOf(stream) as Draw['by']['aggregate'], id: idOf(stream) },
        contribution,
        from: row['from_party'] as string,
        to: row['to_party'] as string | null,
        cents: row['cents'] as bigint,
      };
    });
  };

  readonly fundingOf = (contribution: string): readonly string[] => {
    const sql = `SELECT * FROM draw WHERE stream = ? AND ${KNOWN} ORDER BY id`;
    return this.#rows(sql, [streamOf(contribution)], null).map((row) => row['contribution'] as string);
  };

  readonly valuesOf = (partnership: string): readonly ClaimedValue[] => {
    const sums = this.#rows(
      `SELECT side, in_kind, cents FROM total WHERE partnership = ? AND ${KNOWN} ORDER BY in_kind, side`,
      [partnership],
      null,
    );
    return sums.map((sum) => ({
      side: sum['side'] as string,
      inKind: sum['in_kind'] === 1n,
      cents: BigInt(sum['cents'] as string),
    }));
  };

  #rows(sql: string, values: readonly string[], except: string | null): Row[] {
    const rows = this.#ask((prepare, at) => {
      const statement = prepare(sql);
      statement.setReadBigInts(true);
      return statement.all(...values, at, at) as Row[];
    });
    return except === null ? rows : rows.filter((row) => row['stream'] !== streamOf(except));
  }
}

function streamOf(contribution: string): string {
  return `contribution-${contribution}`;
}

function toDocument(row: Row): ClaimedDocument {
  return {
    contribution: idOf(row['stream'] as string),
    sha256: row['sha256'] as string,
    shareBp: Number(row['share_bp']),
  };
}
