/**
 * What the whole ledger has claimed so far, beyond the stream of one command: hours of a person, shares of a document,
 * money drawn from a contribution. A read of the log up to one position, so the same question has the same answer.
 * `except` leaves out what one contribution claims itself, so that a correction does not meet its own past.
 */
import type { Span } from './calendar.ts';
import type { Cents } from './money.ts';

export interface ClaimedHours {
  readonly contribution: string;
  readonly minutes: number;
  readonly effective: Span;
}

export interface ClaimedDocument {
  readonly contribution: string;
  readonly sha256: string;
  /** Basis points of the document that were admitted, or asked for while nothing is decided. */
  readonly shareBp: number;
}

/** What was drawn from a contribution, by a transfer or by another contribution that it funds. */
export interface Draw {
  readonly by: { readonly aggregate: 'contribution' | 'transfer'; readonly id: string };
  readonly contribution: string;
  /** Body the money left, and body it was passed on to; null when it pays for another contribution. */
  readonly from: string;
  readonly to: string | null;
  readonly cents: Cents;
}

/** What is verified in a partnership and was not paid back, by side and whether it was given in kind. */
export interface ClaimedValue {
  readonly side: string;
  readonly inKind: boolean;
  readonly cents: Cents;
}

export interface Claims {
  /** Claims on the time of one person, in order of recording. */
  readonly hoursOf: (person: string, except: string | null) => readonly ClaimedHours[];
  /** Claims on the document with this SHA-256. */
  readonly document: (sha256: string, except: string | null) => readonly ClaimedDocument[];
  /** Claims on the document that this issuer numbered so, whatever its bytes. */
  readonly invoice: (issuer: string, number: string, except: string | null) => readonly ClaimedDocument[];
  /** What was drawn from one contribution and still stands, in order of recording. */
  readonly drawsOn: (contribution: string, except: string | null) => readonly Draw[];
  /** Contributions that directly fund this one. */
  readonly fundingOf: (contribution: string) => readonly string[];
  /** Verified values of a partnership. */
  readonly valuesOf: (partnership: string) => readonly ClaimedValue[];
}

export const NO_CLAIMS: Claims = {
  hoursOf: () => [],
  document: () => [],
  invoice: () => [],
  drawsOn: () => [],
  fundingOf: () => [],
  valuesOf: () => [],
};
