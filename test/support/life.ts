/** A ledger in memory that takes commands through the real deciders, and keeps what they say as the log would. */
import { AGGREGATES, type Commands, type LedgerEvent } from '#domain/aggregates';
import { NO_CLAIMS, type Claims } from '#domain/claims';
import { streamOf, type Aggregate, type AggregateName } from '#domain/decider';
import type { AskedStatement } from '#domain/contribution/events';
import { NO_TERMS, type FundingSourceProfile } from '#domain/funding-source/events';
import { moneyOf, type Cents } from '#domain/money';
import { NO_DETAILS } from '#domain/party/events';
import { NO_PARTNERSHIP_DETAILS, type PartnershipProfile } from '#domain/partnership/events';
import { isRejection, reject, type Rejection } from '#domain/rejections';
import { prepareDraft, sealEnvelope, type RecordedEvent } from '#event-log/envelope';
import { schemaOf, type Decoded } from '#event-sourcing/codec';
import { decodeLedgerEvent } from '#read-models/domain-events';
import { uuidOf } from './history.ts';

type AnyAggregate = Aggregate<unknown, unknown, { type: string; data: object }>;

export interface Told {
  readonly stream: string;
  readonly by: string;
  readonly event: LedgerEvent;
}

export interface Asking {
  readonly by?: string;
  readonly org?: string | null;
  readonly today?: string;
}

export class Life {
  readonly told: Told[] = [];
  readonly #states = new Map<string, unknown>();
  readonly #claims: (told: readonly Told[]) => Claims;

  /** `claims` says what everything told so far claims. */
  constructor(claims: (told: readonly Told[]) => Claims = () => NO_CLAIMS) {
    this.#claims = claims;
  }

  /** What the decider says; what it decides is told. */
  ask<Name extends AggregateName>(
    name: Name,
    id: string,
    command: Commands[Name],
    { by = 'anna', org = null, today = '2026-11-22' }: Asking = {},
  ): Rejection | null {
    const aggregate = AGGREGATES[name] as unknown as AnyAggregate;
    const stream = streamOf(name, id);
    const state = this.#states.get(stream) ?? aggregate.initial;
    const others = new Map<string, unknown>();
    for (const reference of aggregate.references(command, state, 'self')) {
      const other = streamOf(reference.aggregate, reference.id);
      const known = this.#states.get(other);
      if (known === undefined && reference.missing !== null) {
        return reject(reference.missing, reference.pointer, { id: reference.id });
      }
      if (known !== undefined) others.set(other, known);
    }
    const claims = this.#claims(this.told);
    const decision = aggregate.decide(command, state, { id, actor: { id: by, org }, today, others, claims });
    if (isRejection(decision)) return decision;
    for (const event of decision.events) this.tell(name, id, event as LedgerEvent, by);
    return null;
  }

  /** The same, for what must be accepted. */
  must<Name extends AggregateName>(name: Name, id: string, command: Commands[Name], as: Asking = {}): void {
    const refused = this.ask(name, id, command, as);
    if (refused !== null) throw new Error(`${name} ${id}: ${JSON.stringify(refused)}`);
  }

  /** An event that no decider has seen, as another replica may have written it. */
  tell(name: AggregateName, id: string, event: LedgerEvent, by = 'anna'): void {
    const aggregate = AGGREGATES[name] as unknown as AnyAggregate;
    const stream = streamOf(name, id);
    this.#states.set(stream, aggregate.evolve(this.#states.get(stream) ?? aggregate.initial, event, by));
    this.told.push({ stream, by, event });
  }

  recorded(): RecordedEvent[] {
    return sealedBy(this.told);
  }

  items(): Decoded<LedgerEvent>[] {
    return this.recorded().map(decodeLedgerEvent);
  }
}

const SCHEMAS = Object.assign({}, ...Object.values(AGGREGATES).map(({ schemas }) => schemas));

function sealedBy(told: readonly Told[]): RecordedEvent[] {
  const revisions = new Map<string, number>();
  return told.map(({ stream, event, by }, index) => {
    const rev = revisions.get(stream) ?? 0;
    revisions.set(stream, rev + 1);
    const id = uuidOf(index + 1);
    const recorded = new Date(Date.UTC(2026, 0, 31, 10, 0, index)).toISOString();
    const cause = { command: id, request: 'a'.repeat(64), causation: null, correlation: id };
    const actor = { id: by, role: 'finance', org: null };
    const { type, data } = event;
    const draft = { id, type, schema: schemaOf(SCHEMAS, type), actor, cause, data };
    const stamp = { origin: 'ledger.example/test', stream, rev, recorded };
    const bytes = sealEnvelope(prepareDraft(draft), stamp);
    return { position: BigInt(index + 1), stream, revision: rev, id, type, recorded, bytes };
  });
}

const NO_PARTY = { legalName: null, standsFor: null, taxCode: null, ipaCode: null, ...NO_DETAILS } as const;
export const FOUNDATION_SOURCE: FundingSourceProfile = {
  title: 'Bando di una fondazione',
  originShares: [{ origin: 'FOUNDATION', bp: 10_000 }],
  fundCode: null,
  repayable: false,
  ...NO_TERMS,
};

/** A partnership `lecco-2025` of `lecco` (public, leads), `coop` and `bank`, with the sources `calls` and `own`. */
export function withPartnership(life: Life, over: Partial<PartnershipProfile> = {}): Life {
  life.must('party', 'lecco', {
    kind: 'register',
    party: { ...NO_PARTY, kind: 'PUBLIC_BODY', legalName: 'Ente' },
  });
  life.must('party', 'coop', {
    kind: 'register',
    party: { ...NO_PARTY, kind: 'THIRD_SECTOR_BODY', legalName: 'Cooperativa' },
  });
  life.must('party', 'bank', {
    kind: 'register',
    party: { ...NO_PARTY, kind: 'FOUNDATION', legalName: 'Fondazione', foundationType: 'BANK_ORIGIN' },
  });
  life.must('funding-source', 'calls', { kind: 'register', source: FOUNDATION_SOURCE });
  const own = { ...FOUNDATION_SOURCE, title: 'Fonti proprie' };
  life.must('funding-source', 'own', {
    kind: 'register',
    source: {
      ...own,
      originShares: [
        { origin: 'THIRD_SECTOR', bp: 6_000 },
        { origin: 'MUNICIPALITY', bp: 4_000 },
      ],
    },
  });
  const partnership = { ...PARTNERSHIP, ...over };
  life.must('partnership', 'lecco-2025', { kind: 'register', partnership });
  return life;
}

const PARTNERSHIP: PartnershipProfile = {
  ...NO_PARTNERSHIP_DETAILS,
  title: 'Coprogettazione',
  instrument: 'COPROGETTAZIONE',
  leadBody: 'lecco',
  from: null,
  to: null,
  cup: null,
};

/** Money of the foundation that the cooperative brings and receives. */
export function cash(cents: Cents, over: Partial<AskedStatement> = {}): AskedStatement {
  return {
    payer: 'bank',
    bringer: 'coop',
    receiver: 'coop',
    fundingSource: 'calls',
    stage: 'PAID',
    resource: { kind: 'CASH', amount: moneyOf(cents) },
    effective: { from: '2025-03-01', to: '2025-03-01' },
    dating: 'STATED',
    usersArea: null,
    cup: null,
    place: null,
    act: null,
    evidence: [],
    ...over,
  };
}

/** Hours of one person of the cooperative at 20 euro. */
export function hours(person: string, minutes: number, over: Partial<AskedStatement> = {}): AskedStatement {
  const valuation = { method: 'HOURS_AT_RATE', version: 1, rate: '20' };
  const resource = { kind: 'PAID_STAFF', person, minutes, valuation } as const;
  return cash(1n, {
    payer: 'coop',
    fundingSource: 'own',
    stage: 'DELIVERED',
    receiver: null,
    resource,
    ...over,
  });
}

export function record(statement: AskedStatement) {
  return {
    kind: 'record',
    partnership: 'lecco-2025',
    externalRef: null,
    statement,
    reasons: { SAME_HOURS: 'turni diversi' },
  } as const;
}

export function day(date: string) {
  return { from: date, to: date };
}

/** A document by one letter of its digest. */
export function documentOf(letter: string, over: object = {}) {
  return { reference: `prot. ${letter}`, sha256: letter.repeat(64), ...over };
}
