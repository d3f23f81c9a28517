/** Every event of the domain in one union, and how each is decoded: what projections fold. */
import { contribution } from '#domain/contribution/decider';
import type { ContributionEvent } from '#domain/contribution/events';
import { fundingSource } from '#domain/funding-source/decider';
import type { FundingSourceEvent } from '#domain/funding-source/events';
import { party } from '#domain/party/decider';
import type { PartyEvent } from '#domain/party/events';
import { partnership } from '#domain/partnership/decider';
import type { PartnershipEvent } from '#domain/partnership/events';
import type { RecordedEvent } from '#event-log/envelope';
import { decode, type Decoded } from '#event-sourcing/codec';

export type LedgerEvent = ContributionEvent | FundingSourceEvent | PartyEvent | PartnershipEvent;

const SCHEMAS = {
  ...contribution.schemas,
  ...fundingSource.schemas,
  ...party.schemas,
  ...partnership.schemas,
};

/** Throws `UnknownEvent`: a projection that meets one stops. */
export function decodeLedgerEvent(recorded: RecordedEvent): Decoded<LedgerEvent> {
  return decode<LedgerEvent>(SCHEMAS, recorded);
}

/** The id of the aggregate in a stream name such as `funding-source-<uuid>`; ids hold no other hyphenated prefix. */
export function idOf(stream: string): string {
  const match = STREAM.exec(stream);
  if (match?.[2] === undefined) throw new TypeError(`${stream} is no stream of an aggregate`);
  return match[2];
}

const STREAM = /^(contribution|funding-source|party|partnership)-(.+)$/;
