/** How the demonstration records: through the same commands as anybody else, each under a key of its own. */
import { createHash, randomUUID } from 'node:crypto';
import type { ContributionCommand } from '#domain/contribution/commands';
import type {
  Accounting,
  AskedCash,
  AskedEvidence,
  AskedStatement,
  DocumentType,
} from '#domain/contribution/statement';
import { NO_TERMS, type FundingSourceProfile } from '#domain/funding-source/events';
import type { OriginClass } from '#domain/funding-source/origins';
import type { Money } from '#domain/money';
import { NO_PARTNERSHIP_DETAILS, type PartnershipProfile } from '#domain/partnership/events';
import { NO_DETAILS, type PartyProfile } from '#domain/party/events';
import type { Actor } from '#event-log/envelope';
import type { Ask } from './commands.ts';
import type { DataFolder } from './data-folder.ts';

/** Runs one command and gives the id of its record; whatever is refused is a fault of the demonstration. */
export type Run = (key: string, ask: Ask) => Promise<string>;

export function deskOf(folder: DataFolder, actor: Actor): Run {
  const correlationId = randomUUID();
  return async (key, ask) => {
    const outcome = await folder.execute({ ask, actor, key: `demo/${key}`, correlationId });
    if (outcome.kind === 'done') return outcome.id;
    const why = outcome.kind === 'rejected' ? JSON.stringify(outcome.rejection) : outcome.kind;
    throw new Error(`could not record ${key}: ${why}`);
  };
}

const NO_PARTY = {
  ...NO_DETAILS,
  kind: 'OTHER',
  legalName: null,
  standsFor: null,
  taxCode: null,
  ipaCode: null,
} as const;

export function partyOf(party: Partial<PartyProfile>): Ask {
  return { aggregate: 'party', id: null, command: { kind: 'register', party: { ...NO_PARTY, ...party } } };
}

/** A source of one origin, or of several in basis points. */
export function sourceOf(
  title: string,
  origins: OriginClass | Partial<Record<OriginClass, number>>,
  terms: Partial<FundingSourceProfile> = {},
): Ask {
  const shares = typeof origins === 'string' ? { [origins]: 10_000 } : origins;
  const originShares = Object.entries(shares).map(([origin, bp]) => ({ origin: origin as OriginClass, bp }));
  const source = { title, originShares, fundCode: null, repayable: false, ...NO_TERMS, ...terms };
  return { aggregate: 'funding-source', id: null, command: { kind: 'register', source } };
}

export function partnershipOf(
  profile: Pick<PartnershipProfile, 'title' | 'instrument' | 'leadBody'> & Partial<PartnershipProfile>,
): Ask {
  const partnership = { ...NO_PARTNERSHIP_DETAILS, from: null, to: null, cup: null, ...profile };
  return { aggregate: 'partnership', id: null, command: { kind: 'register', partnership } };
}

/** A statement with nothing said beyond what is given; it took effect on one day, or from the first to the last. */
export function stated(
  given: Pick<AskedStatement, 'payer' | 'bringer' | 'fundingSource' | 'stage' | 'resource'> &
    Partial<AskedStatement> & { readonly on: string | readonly [string, string] },
): AskedStatement {
  const { on, ...members } = given;
  const [from, to] = typeof on === 'string' ? [on, on] : on;
  return {
    receiver: null,
    effective: { from, to },
    dating: 'STATED',
    usersArea: null,
    cup: null,
    place: null,
    act: null,
    evidence: [],
    ...members,
  };
}

/** A command on a contribution; `id` null opens it. */
export function onContribution(id: string | null, command: ContributionCommand): Ask {
  return { aggregate: 'contribution', id, command };
}

export function cash(amount: string): AskedCash {
  return { kind: 'CASH', amount: euro(amount) };
}

export function euro(amount: string): Money {
  return { amount, currency: 'EUR' };
}

/** A document that exists only as its reference: the digest is of that text. */
export function documentOf(type: DocumentType, reference: string): AskedEvidence {
  return { type, reference, sha256: digestOf(reference) };
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What public accounting says of one phase; the rest is unknown. */
export function accounted(known: Partial<Accounting>): Accounting {
  return {
    commitmentNo: null,
    year: null,
    pdc: null,
    missionProgramme: null,
    liquidationNo: null,
    mandateNo: null,
    dedicatedAccount: false,
    publication: null,
    ...known,
  };
}
