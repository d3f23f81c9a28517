/**
 * The leaves of a figure as a table: whoever adds up `amount` of all rows that stand in a term, `BOTH` in either, has
 * that term to the cent. CSV by RFC 4180, UTF-8, CRLF.
 */
import type { LeftOutReason, Place } from '#domain/figures/place';
import { amountOf, CURRENCY, type Cents } from '#domain/money';
import { csvLine } from './csv-line.ts';

export interface LineageRow {
  /** Position of the event in the log. */
  readonly position: number;
  readonly eventId: string;
  readonly type: string;
  readonly recorded: string;
  readonly actor: string;
  readonly cause: string;
  readonly contribution: string;
  readonly bringer: string;
  readonly kind: string;
  readonly side: string;
  readonly origin: string;
  readonly stage: string;
  readonly year: number;
  readonly term: Place;
  readonly reason: LeftOutReason | null;
  /** Signed. */
  readonly cents: Cents;
  /** Signed, of what has no value yet; null for money. */
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly evidence: readonly { readonly reference: string; readonly sha256: string }[];
}

/** What rows that the reader may not see add up to. */
export interface UnseenRows {
  readonly numerator: { readonly amount: string } | null;
  readonly denominator: { readonly amount: string } | null;
}

const COLUMNS = [
  ...['position', 'eventId', 'type', 'recorded', 'actor', 'cause', 'contribution', 'bringer', 'kind', 'side'],
  ...['origin', 'stage', 'year', 'term', 'reason', 'amount', 'currency', 'quantity', 'unit'],
  ...['evidence', 'evidenceSha256'],
] as const;
const JOINT = ' | ';

export function lineageHeader(): string {
  return csvLine(COLUMNS);
}

export function lineageLine(row: LineageRow): string {
  return csvLine([
    String(row.position),
    ...[row.eventId, row.type, row.recorded, row.actor, row.cause, row.contribution, row.bringer],
    ...[row.kind, row.side, row.origin, row.stage, String(row.year), row.term, row.reason ?? ''],
    ...[amountOf(row.cents), CURRENCY, row.quantity ?? '', row.unit ?? ''],
    row.evidence.map(({ reference }) => reference).join(JOINT),
    row.evidence.map(({ sha256 }) => sha256).join(JOINT),
  ]);
}

/** Closing lines, so that the file still adds up: what others brought, of each term that the file has. */
export function othersLines(unseen: UnseenRows, terms: readonly (keyof UnseenRows)[]): string {
  return terms.map((term) => othersLine(term.toUpperCase(), unseen[term]?.amount ?? '')).join('');
}

function othersLine(term: string, amount: string): string {
  return csvLine(
    COLUMNS.map((column) => {
      if (column === 'term') return term;
      if (column === 'reason') return 'OTHERS';
      if (column === 'amount') return amount;
      return column === 'currency' ? CURRENCY : '';
    }),
  );
}
