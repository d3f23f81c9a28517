/**
 * Every reason for which a rule of the ledger refuses a command, with its title in English and Italian and what it
 * tells besides. The code is part of the API; how a kind maps to an HTTP status is decided where HTTP is known.
 */
import { contributionRejections } from './rejections/contribution.ts';
import { controlsRejections } from './rejections/controls.ts';
import { definitionRejections } from './rejections/definition.ts';
import type { RejectionEntry } from './rejections/entry.ts';
import { fundingSourceRejections } from './rejections/funding-source.ts';
import { partnershipRejections } from './rejections/partnership.ts';
import { partyRejections } from './rejections/party.ts';
import { periodRejections } from './rejections/period.ts';
import { priceIndexRejections } from './rejections/price-index.ts';
import { publicationRejections } from './rejections/publication.ts';
import { sharedRejections } from './rejections/shared.ts';
import { transferRejections } from './rejections/transfer.ts';
import { valuationMethodRejections } from './rejections/valuation-method.ts';

const CATALOGUE = {
  ...sharedRejections,
  ...partyRejections,
  ...partnershipRejections,
  ...fundingSourceRejections,
  ...valuationMethodRejections,
  ...contributionRejections,
  ...transferRejections,
  ...periodRejections,
  ...definitionRejections,
  ...priceIndexRejections,
  ...publicationRejections,
  ...controlsRejections,
} as const;

export type RejectionCode = keyof typeof CATALOGUE;

export const REJECTIONS: Readonly<Record<RejectionCode, RejectionEntry>> = CATALOGUE;

export interface Rejection {
  readonly rejected: RejectionCode;
  /** JSON pointer (RFC 6901) into the command, when one member is at fault. */
  readonly pointer?: string;
  /** What was found and what would do, as texts for the message. */
  readonly params: Readonly<Record<string, string>>;
}

/** What a decider answers: the events that happen, or why none does. */
export type Decision<Event> = { readonly events: readonly Event[] } | Rejection;

export function reject(
  code: RejectionCode,
  pointer?: string,
  params: Record<string, string> = {},
): Rejection {
  return pointer === undefined ? { rejected: code, params } : { rejected: code, pointer, params };
}

export function isRejection(decision: unknown): decision is Rejection {
  return typeof decision === 'object' && decision !== null && 'rejected' in decision;
}
