/** Histories of a ledger, written by hand: events as the log would give them back to whoever folds it. */
import { contribution } from '#domain/contribution/decider';
import type { Justification, Statement } from '#domain/contribution/events';
import { fundingSource } from '#domain/funding-source/decider';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import { moneyOf, type Cents } from '#domain/money';
import { party } from '#domain/party/decider';
import { partnership } from '#domain/partnership/decider';
import type { ImpliedPublicBase, PartnershipProfile } from '#domain/partnership/events';
import { prepareDraft, sealEnvelope, type RecordedEvent } from '#event-log/envelope';
import { schemaOf, type Decoded } from '#event-sourcing/codec';
import { decodeLedgerEvent, type LedgerEvent } from '#read-models/domain-events';

/** One event of one aggregate, before the log has given it a place. */
export interface Happening {
  readonly stream: string;
  readonly event: LedgerEvent;
}

const SCHEMAS = {
  ...party.schemas,
  ...fundingSource.schemas,
  ...partnership.schemas,
  ...contribution.schemas,
};
const FIRST_INSTANT = Date.parse('2026-01-31T10:00:00.000Z');

/** The events sealed in this order from position 1 on, one second apart. */
export function sealed(happenings: readonly Happening[]): RecordedEvent[] {
  const revisions = new Map<string, number>();
  return happenings.map(({ stream, event }, index) => {
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const id = uuidOf(index + 1);
    const recorded = new Date(FIRST_INSTANT + index * 1000).toISOString();
    const cause = { command: id, request: 'a'.repeat(64), causation: null, correlation: id };
    const actor = { id: 'a_0123456789abcdef', role: 'finance', org: null };
    const { type, data } = event;
    const draft = { id, type, schema: schemaOf(SCHEMAS, type), actor, cause, data };
    const bytes = sealEnvelope(prepareDraft(draft), {
      origin: 'ledger.example/test',
      stream,
      rev: revision,
      recorded,
    });
    return { position: BigInt(index + 1), stream, revision, id, type, recorded, bytes };
  });
}

/** The same, read back through the codec as every projection gets them. */
export function decoded(happenings: readonly Happening[]): Decoded<LedgerEvent>[] {
  return sealed(happenings).map(decodeLedgerEvent);
}

export function uuidOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const JUSTIFIED: Justification = { reason: 'ENTRY_ERROR', reference: 'det. 12/2024' };

const SOURCE: FundingSourceProfile = {
  title: 'Fondi comunali',
  originShares: [{ origin: 'MUNICIPALITY', bp: 10_000 }],
  fundCode: null,
  repayable: false,
};

export function sourceRegistered(id: string, over: Partial<FundingSourceProfile> = {}): Happening {
  const event = { type: 'FundingSourceRegistered', data: { ...SOURCE, ...over } } as const;
  return { stream: `funding-source-${id}`, event };
}

export function partyRegistered(id: string, legalName = 'Comune di Lecco'): Happening {
  const data = { kind: 'PUBLIC_BODY', legalName, standsFor: null, taxCode: null, ipaCode: null } as const;
  return { stream: `party-${id}`, event: { type: 'PartyRegistered', data } };
}

export function partnershipRegistered(id: string, over: Partial<PartnershipProfile> = {}): Happening {
  const title = 'Coprogettazione dei servizi sociali';
  const profile = { title, leadBody: 'lecco', from: null, to: null, cup: null } as const;
  const data: PartnershipProfile = { ...profile, instrument: 'COPROGETTAZIONE', ...over };
  return { stream: `partnership-${id}`, event: { type: 'PartnershipRegistered', data } };
}

export function baseImplied(id: string, cents: Cents, span: { from: string; to: string }): Happening {
  const data: ImpliedPublicBase = {
    ...span,
    amount: moneyOf(cents),
    statedIncrease: '0.22',
    statedResources: moneyOf((cents * 22n) / 100n),
    source: { statedBy: 'Comune di Lecco', statedOn: '2018-12', title: 'Dieci anni', url: null },
  };
  return { stream: `partnership-${id}`, event: { type: 'PublicBaseImplied', data } };
}

export function baseWithdrawn(id: string): Happening {
  return {
    stream: `partnership-${id}`,
    event: { type: 'PublicBaseWithdrawn', data: { reason: 'nuova fonte' } },
  };
}

const DELIVERED: Statement = {
  payer: 'lecco',
  bringer: 'lecco',
  receiver: null,
  fundingSource: 'municipal',
  stage: 'DELIVERED',
  resource: { kind: 'CASH', amount: moneyOf(100_00n) },
  effective: { from: '2024-01-01', to: '2024-01-01' },
  dating: 'STATED',
  usersArea: null,
  cup: null,
  place: null,
  act: null,
  evidence: [],
};

/** A statement about cash of this many cents, or about what `over` says. */
export function statementOf(cents: Cents, over: Partial<Statement> = {}): Statement {
  return { ...DELIVERED, resource: { kind: 'CASH', amount: moneyOf(cents) }, ...over };
}

export function recorded(
  id: string,
  partnership: string,
  cents: Cents,
  over: Partial<Statement> = {},
): Happening {
  const statement = statementOf(cents, over);
  const data = { partnership, externalRef: null, statement, value: moneyOf(cents) };
  return { stream: `contribution-${id}`, event: { type: 'ContributionRecorded', data } };
}

export function corrected(id: string, cents: Cents, over: Partial<Statement> = {}): Happening {
  const data = { statement: statementOf(cents, over), value: moneyOf(cents), justification: JUSTIFIED };
  return { stream: `contribution-${id}`, event: { type: 'ContributionCorrected', data } };
}

/** Undone from its own dates on, or on the day that is given. */
export function reversed(id: string, effectiveOn: string | null = null): Happening {
  const data = { effectiveOn, justification: JUSTIFIED };
  return { stream: `contribution-${id}`, event: { type: 'ContributionReversed', data } };
}

/** One day, both ends. */
export function on(date: string): { from: string; to: string } {
  return { from: date, to: date };
}
