/** Histories of a ledger, written by hand: events as the log would give them back to whoever folds it. */
import { AGGREGATES } from '#domain/aggregates';
import type { Span } from '#domain/calendar';
import type {
  Cash,
  ContributionEvent,
  Justification,
  Movement,
  PledgeRevised,
  RelationalDeclaration,
  Resource,
  Stage,
  Statement,
  Valuation,
  Valued,
  YearAmount,
} from '#domain/contribution/events';
import { NO_TERMS, type FundingSourceProfile } from '#domain/funding-source/events';
import { moneyOf, type Cents } from '#domain/money';
import { NO_DETAILS } from '#domain/party/events';
import {
  NO_PARTNERSHIP_DETAILS,
  type ImpliedPublicBase,
  type PartnershipProfile,
} from '#domain/partnership/events';
import { prepareDraft, sealEnvelope, type RecordedEvent } from '#event-log/envelope';
import { schemaOf, type Decoded, type Schemas } from '#event-sourcing/codec';
import { decodeLedgerEvent, type LedgerEvent } from '#read-models/domain-events';

/** One event of one aggregate, before the log has given it a place. */
export interface Happening {
  readonly stream: string;
  readonly event: LedgerEvent;
}

const SCHEMAS: Schemas = Object.assign({}, ...Object.values(AGGREGATES).map(({ schemas }) => schemas));
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
  ...NO_TERMS,
};

export function sourceRegistered(id: string, over: Partial<FundingSourceProfile> = {}): Happening {
  const event = { type: 'FundingSourceRegistered', data: { ...SOURCE, ...over } } as const;
  return { stream: `funding-source-${id}`, event };
}

export function partyRegistered(id: string, legalName = 'Comune di Lecco'): Happening {
  const named = { legalName, standsFor: null, taxCode: null, ipaCode: null } as const;
  const data = { ...NO_DETAILS, ...named, kind: 'PUBLIC_BODY' } as const;
  return { stream: `party-${id}`, event: { type: 'PartyRegistered', data } };
}

export function partnershipRegistered(id: string, over: Partial<PartnershipProfile> = {}): Happening {
  const title = 'Coprogettazione dei servizi sociali';
  const named = { title, leadBody: 'lecco', from: null, to: null, cup: null } as const;
  const data: PartnershipProfile = {
    ...NO_PARTNERSHIP_DETAILS,
    ...named,
    instrument: 'COPROGETTAZIONE',
    ...over,
  };
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

export function cash(cents: Cents, over: Partial<Cash> = {}): Cash {
  return { kind: 'CASH', nature: 'GRANT', amount: moneyOf(cents), foreign: null, userPart: null, ...over };
}

/** How a quantity of anything came to its value, where it does not matter how. */
export const VALUED: Valuation = {
  method: 'HOURS_AT_RATE',
  version: 1,
  inputs: { rate: '1' },
  level: null,
  rate: '1',
  other: null,
};

const GIVEN = { quantity: '1', unit: 'DAY', valuation: VALUED } as const;
const HOUR = { person: null, minutes: 60, valuation: VALUED } as const;

/** One of every kind that is not money; its value is what the event says. */
export const IN_KIND = {
  PAID_STAFF: { kind: 'PAID_STAFF', ...HOUR, reimbursedBp: 0 },
  VOLUNTEER_TIME: { kind: 'VOLUNTEER_TIME', ...HOUR, headcount: 1, registered: true, insured: true },
  ASSET_USE: { kind: 'ASSET_USE', ...GIVEN, asset: null },
  DONATED_GOODS: { kind: 'DONATED_GOODS', ...GIVEN, description: 'arredi' },
  DONATED_SERVICE: { kind: 'DONATED_SERVICE', ...GIVEN, description: 'progettazione' },
} as const satisfies { readonly [Kind in Exclude<Resource['kind'], 'CASH'>]: Resource & { kind: Kind } };

const DELIVERED: Omit<Statement, 'resource'> = {
  payer: 'lecco',
  bringer: 'lecco',
  receiver: null,
  fundingSource: 'municipal',
  stage: 'DELIVERED',
  family: 'ECONOMIC',
  effective: { from: '2024-01-01', to: '2024-01-01' },
  lateFor: null,
  dating: 'STATED',
  fundedBy: [],
  usersArea: null,
  cup: null,
  place: null,
  act: null,
  evidence: [],
};

/** A statement about cash of this many cents, or about what `over` says. */
export function statementOf(cents: Cents, over: Partial<Statement> = {}): Statement {
  return { ...DELIVERED, resource: cash(cents), ...over };
}

function valuedOf(cents: Cents, over: Partial<Statement>): Valued {
  const statement = statementOf(cents, over);
  const { resource } = statement;
  const hasValue = resource.kind === 'CASH' || resource.valuation !== null;
  return { statement, value: hasValue ? moneyOf(cents) : null, admissible: [], controls: [] };
}

function told(id: string, event: ContributionEvent): Happening {
  return { stream: `contribution-${id}`, event };
}

export function recorded(
  id: string,
  partnership: string,
  cents: Cents,
  over: Partial<Statement> = {},
): Happening {
  const data = { partnership, externalRef: null, ...valuedOf(cents, over) };
  return told(id, { type: 'ContributionRecorded', data });
}

/** Pledged, all at once or by year. */
export function pledged(
  id: string,
  partnership: string,
  cents: Cents,
  over: Partial<Statement> = {},
  schedule: readonly YearAmount[] | null = null,
): Happening {
  const valued = valuedOf(cents, { ...over, stage: 'PLEDGED' });
  const data = { partnership, externalRef: null, ...valued, schedule, expiresOn: null };
  return told(id, { type: 'ContributionPledged', data });
}

export function pledgeRevised(
  id: string,
  cents: Cents,
  effectiveOn: string,
  { schedule = null, resource = cash(cents) }: Partial<PledgeRevised['data']> = {},
): Happening {
  const said = { effectiveOn, justification: JUSTIFIED, admissible: [], controls: [] };
  const data = { resource, value: moneyOf(cents), schedule, ...said };
  return told(id, { type: 'PledgeRevised', data });
}

export function pledgeReleased(id: string, cents: Cents, effectiveOn: string): Happening {
  const data = { value: moneyOf(cents), effectiveOn, why: 'RELEASED', reference: null } as const;
  return told(id, { type: 'PledgeReleased', data });
}

export function pledgeExpired(id: string, cents: Cents, effectiveOn: string): Happening {
  return told(id, { type: 'PledgeExpired', data: { value: moneyOf(cents), effectiveOn } });
}

const REACHED = {
  COMMITTED: 'ContributionCommitted',
  DELIVERED: 'ContributionDelivered',
  PAID: 'ContributionPaid',
} as const;

/** A part that moved on to a rung, with how much came from which rung. */
export function movedOn(
  id: string,
  to: keyof typeof REACHED,
  from: Readonly<Partial<Record<Stage, Cents>>>,
  effective: Span,
): Happening {
  const taken = Object.entries(from).map(([rung, cents]) => ({ rung: rung as Stage, cents }));
  const data: Movement = {
    value: moneyOf(taken.reduce((sum, { cents }) => sum + cents, 0n)),
    ...{ quantity: null, effective, lateFor: null, accounting: null, reference: null, overdraw: null },
    from: taken.map(({ rung, cents }) => ({ rung, value: moneyOf(cents) })),
    controls: [],
  };
  return told(id, { type: REACHED[to], data });
}

/** The n-th of its commitments, deliveries and payments never was. */
export function movementReversed(id: string, movement: number): Happening {
  return told(id, { type: 'MovementReversed', data: { movement, justification: JUSTIFIED } });
}

/** A second person's decision: these pieces are admitted, and so much is cut. */
export function verified(
  id: string,
  pieces: readonly { readonly cents: Cents; readonly effective: Span }[],
  cutCents: Cents = 0n,
): Happening {
  const admitted = pieces.reduce((sum, { cents }) => sum + cents, 0n);
  const decided = {
    claimed: moneyOf(admitted + cutCents),
    cut: moneyOf(cutCents),
    reason: cutCents === 0n ? null : ('OTHER' as const),
    ...{ onAppeal: false, reference: null, controls: [] },
  };
  if (admitted === 0n) return told(id, { type: 'ContributionRejected', data: decided });
  const parts = pieces.map(({ cents, effective }) => ({ effective, value: moneyOf(cents) }));
  const data = { ...decided, admitted: moneyOf(admitted), pieces: parts };
  return told(id, { type: 'ContributionVerified', data });
}

export function recovered(id: string, cents: Cents, effectiveOn: string): Happening {
  const data = { value: moneyOf(cents), from: 'cooperative', effectiveOn, act: 'det. 7/2025' };
  return told(id, { type: 'FundsRecovered', data });
}

/** Of another source: as if always, or from the day that is given. */
export function reclassified(
  id: string,
  from: string,
  to: string,
  effectiveOn: string | null = null,
): Happening {
  const data = { from, to, effectiveOn, justification: JUSTIFIED };
  return told(id, { type: 'ContributionReclassified', data });
}

export function corrected(id: string, cents: Cents, over: Partial<Statement> = {}): Happening {
  const data = { ...valuedOf(cents, over), justification: JUSTIFIED };
  return told(id, { type: 'ContributionCorrected', data });
}

/** Undone from its own dates on, or on the day that is given. */
export function reversed(id: string, effectiveOn: string | null = null): Happening {
  const data = { effectiveOn, justification: JUSTIFIED, despite: [] };
  return told(id, { type: 'ContributionReversed', data });
}

/** A network of so many nodes: counted, never valued. */
export function relationalDeclared(id: string, partnership: string, nodes: string): Happening {
  const declaration: RelationalDeclaration = {
    bringer: 'cooperative',
    receiver: null,
    resource: { kind: 'RELATIONAL', indicator: 'NETWORK_NODES', quantity: nodes, unit: 'NODE' },
    effective: on('2024-01-01'),
    usersArea: null,
    place: null,
    evidence: [],
  };
  return told(id, {
    type: 'RelationalResourceDeclared',
    data: { partnership, externalRef: null, declaration, controls: [] },
  });
}

/** Money of one contribution passed on from one body to another. */
export function transferred(id: string, partnership: string, of: string, cents: Cents): Happening {
  const data = {
    ...{ partnership, from: 'lecco', to: 'cooperative', amount: moneyOf(cents) },
    fundedBy: [{ contribution: of, amount: moneyOf(cents) }],
    ...{ effectiveOn: '2024-06-01', lateFor: null, act: null },
  };
  return { stream: `transfer-${id}`, event: { type: 'ResourceTransferred', data } };
}

/** One day, both ends. */
export function on(date: string): { from: string; to: string } {
  return { from: date, to: date };
}
