/** What a ledger holds after an import, read from its events: ids that differ from ledger to ledger are resolved. */
import { DataFolder } from '#data-folder/data-folder';
import type { Statement } from '#domain/contribution/events';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import type { PartyProfile } from '#domain/party/events';
import { openEnvelope, type Envelope } from '#event-log/envelope';
import { MAX_PAGE } from '#event-log/event-log';
import { Api, everyItem } from '../support/api.ts';

/** One recorded contribution. */
export interface Booked extends Pick<Statement, 'stage' | 'effective' | 'dating' | 'cup' | 'place'> {
  readonly amount: string;
  readonly payer: PartyProfile | undefined;
  readonly bringer: PartyProfile | undefined;
  readonly source: FundingSourceProfile | undefined;
  readonly actor: Envelope['actor'];
}

export type Events = readonly Envelope[];

/** Every event of a data folder that nobody holds; none when there is no ledger. */
export async function eventsIn(data: string): Promise<Events> {
  const folder = await DataFolder.open({ path: data, holder: { what: 'test', url: null } });
  try {
    const events: Envelope[] = [];
    for (let after = 0n, head = await folder.journal.head(); after < head;) {
      const page = await folder.journal.read(after, MAX_PAGE);
      events.push(...page.map(({ bytes }) => openEnvelope(bytes)));
      after += BigInt(page.length);
    }
    return events;
  } finally {
    await folder.close();
  }
}

export async function eventsBehind(url: string, token: string): Promise<Events> {
  const items = await everyItem<{ event: Envelope }>(new Api(url, token), '/events');
  return items.map(({ event }) => event);
}

/** Contributions by their external reference; a reference that was recorded twice is an error. */
export function bookedBy(events: Events): Map<string, Booked> {
  const records = new Map(events.map(({ stream, data }) => [stream, data]));
  const booked = new Map<string, Booked>();
  for (const { type, data, actor } of events) {
    if (type !== 'ContributionRecorded') continue;
    const { externalRef, statement } = data as { externalRef: string; statement: Statement };
    const { payer, bringer, fundingSource, resource, stage, effective, dating, cup, place } = statement;
    if (booked.has(externalRef)) throw new Error(`${externalRef} is recorded twice`);
    if (resource.kind !== 'CASH') throw new Error(`${externalRef} is no money`);
    booked.set(externalRef, {
      amount: resource.amount.amount,
      ...{ stage, effective, dating, cup, place, actor },
      payer: records.get(`party-${payer}`) as PartyProfile | undefined,
      bringer: records.get(`party-${bringer}`) as PartyProfile | undefined,
      source: records.get(`funding-source-${fundingSource}`) as FundingSourceProfile | undefined,
    });
  }
  return booked;
}
