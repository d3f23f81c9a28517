/** A contribution to a partnership of Lecco's and what surrounds it, for tests of its decider. */
import type { Claims } from '#domain/claims';
import { NO_CLAIMS } from '#domain/claims';
import type { ContributionCommand } from '#domain/contribution/commands';
import { contribution } from '#domain/contribution/decider';
import { balanceOf, type Rung } from '#domain/contribution/ladder';
import type { AskedStatement, ContributionEvent, Statement } from '#domain/contribution/events';
import { allMoves, type Standing } from '#domain/contribution/state';
import type { Circumstances } from '#domain/decider';
import { NO_TERMS, type FundingSourceProfile } from '#domain/funding-source/events';
import type { OriginClass } from '#domain/funding-source/origins';
import { moneyOf, type Money } from '#domain/money';
import { partnership } from '#domain/partnership/decider';
import type { PartnershipEvent } from '#domain/partnership/events';
import { isRejection } from '#domain/rejections';
import { RECORDER, type Told } from '#event-sourcing/spec';
import { circumstances } from './circumstances.ts';
import { PARTIES, registered, signed } from './partnerships.ts';

export const eur = (amount: string): Money => ({ amount, currency: 'EUR' });

export function source(
  shares: Partial<Record<OriginClass, number>>,
  over: Partial<FundingSourceProfile> = {},
): { readonly profile: FundingSourceProfile } {
  const originShares = Object.entries(shares).map(([origin, bp]) => ({ origin: origin as OriginClass, bp }));
  const named = { title: 'Fonte di prova', fundCode: null, repayable: false };
  return { profile: { ...NO_TERMS, ...named, originShares, ...over } };
}

export const SOURCES = {
  calls: source({ FOUNDATION: 10_000 }),
  own: source({ THIRD_SECTOR: 10_000 }),
  budget: source({ MUNICIPALITY: 10_000 }),
  esf: source({ EU: 4_000, STATE: 4_200, REGION: 1_800 }),
  half: source({ MUNICIPALITY: 5_000, THIRD_SECTOR: 5_000 }),
} as const;

export interface Around {
  readonly by?: string;
  readonly org?: string | null;
  readonly today?: string;
  readonly claims?: Partial<Claims>;
  /** Events of the partnership `p1`; left out, it sets no limits. */
  readonly partnership?: readonly PartnershipEvent[];
  /** Years of `p1` that are closed. */
  readonly closed?: readonly number[];
  /** Other aggregates by their stream. */
  readonly others?: Readonly<Record<string, unknown>>;
}

const PARTNERSHIP = registered({ to: null, cup: null });

/** Who asks what among the parties of `partnerships.ts` and the {@link SOURCES}. */
export function around(over: Around = {}): Circumstances {
  const { by = 'second-person', org = null, today = '2026-11-22', claims = {}, closed = [] } = over;
  const told = over.partnership ?? [];
  const where = told.reduce((state, event) => partnership.evolve(state, event, ''), partnership.initial);
  const years = new Map(closed.map((year) => [year, { phase: 'CLOSED', closedBy: 'somebody' }]));
  const usual = circumstances({
    id: 'c1',
    actor: { id: by, org },
    today,
    claims: { ...NO_CLAIMS, ...claims },
    others: [
      ...Object.entries(PARTIES).map(([id, state]) => ['party', id, state] as const),
      ...Object.entries(SOURCES).map(([id, state]) => ['funding-source', id, state] as const),
      ['partnership', 'p1', where],
      ['period', 'p1', { years }],
    ],
  });
  return { ...usual, others: new Map([...usual.others, ...Object.entries(over.others ?? {})]) };
}

/** With a convention in force from 2024 to 2025, and these terms. */
export function withConvention(...terms: Parameters<typeof signed>): readonly PartnershipEvent[] {
  return [PARTNERSHIP, signed(...terms)];
}

export const cash = (amount: string): AskedStatement['resource'] => ({ kind: 'CASH', amount: eur(amount) });

export const staff = (minutes: number, rate = '20.00', person: string | null = null) =>
  ({
    kind: 'PAID_STAFF',
    person,
    minutes,
    valuation: { method: 'HOURS_AT_RATE', version: 1, rate },
  }) as const;

export const volunteers = (minutes: number, over: object = {}): AskedStatement['resource'] => ({
  kind: 'VOLUNTEER_TIME',
  person: 'v-1',
  headcount: null,
  minutes,
  registered: true,
  insured: true,
  valuation: { method: 'VOLUNTEER_DM_2020', version: 1, inputs: { rate: '11.40' } },
  ...over,
});

export const room = (quantity: string, rate = '156.00'): AskedStatement['resource'] => ({
  kind: 'ASSET_USE',
  asset: 'sala-1',
  quantity,
  unit: 'MONTH',
  valuation: { method: 'UNITS_AT_RATE', version: 1, rate },
});

/** 10,000.00 of a foundation, given to the cooperative in 2024. */
export const ASKED: AskedStatement = {
  payer: 'bankFoundation',
  bringer: 'coop',
  receiver: null,
  fundingSource: 'calls',
  stage: 'PAID',
  resource: cash('10000.00'),
  effective: { from: '2024-01-01', to: '2024-12-31' },
  dating: 'STATED',
  usersArea: 'FAM',
  cup: null,
  place: null,
  act: 'det. 12/2024',
  evidence: [{ reference: 'prot. 123/2024', sha256: 'ab'.repeat(32) }],
};

/** {@link ASKED} as it is kept. */
export const KEPT: Statement = {
  ...ASKED,
  resource: { kind: 'CASH', nature: 'GRANT', amount: eur('10000.00'), foreign: null, userPart: null },
  family: 'ECONOMIC',
  lateFor: null,
  fundedBy: [],
  evidence: [
    {
      reference: 'prot. 123/2024',
      sha256: 'ab'.repeat(32),
      type: 'OTHER',
      issuer: null,
      number: null,
      pages: null,
      retention: 'TEN_YEARS',
      shareBp: 10_000,
    },
  ],
};

export const record = (over: Partial<AskedStatement> = {}): ContributionCommand => ({
  kind: 'record',
  partnership: 'p1',
  externalRef: 'riga 7',
  statement: { ...ASKED, ...over },
});

export interface Plan {
  readonly schedule?: readonly { readonly year: number; readonly amount: Money }[] | null;
  readonly expiresOn?: string | null;
}

export const pledge = (
  over: Partial<AskedStatement> = {},
  { schedule = null, expiresOn = null }: Plan = {},
): ContributionCommand => ({
  kind: 'pledge',
  partnership: 'p1',
  externalRef: null,
  statement: { ...ASKED, ...over },
  schedule,
  expiresOn,
});

export const WHY = { reason: 'ENTRY_ERROR', reference: 'verbale 3/2024' } as const;

export const correct = (changes: Partial<AskedStatement>): ContributionCommand => ({
  kind: 'correct',
  changes,
  justification: WHY,
});

export const reverse = (effectiveOn: string | null, despiteDependents = false): ContributionCommand => ({
  kind: 'reverse',
  effectiveOn,
  justification: WHY,
  despiteDependents,
});

type Part = { readonly amount: Money } | { readonly minutes: number } | { readonly quantity: string };
export type Moving = Extract<ContributionCommand, { kind: 'commit' | 'deliver' | 'pay' }>;

/** A part moves on, on one day. `what` is an amount, or the part itself. */
export const move = (
  kind: Moving['kind'],
  what: string | Part,
  on: string,
  over: Partial<Moving> = {},
): Moving => ({
  kind,
  part: typeof what === 'string' ? { amount: eur(what) } : what,
  effective: { from: on, to: on },
  ...over,
});

export const ACCOUNTING = {
  commitmentNo: null,
  year: null,
  pdc: null,
  missionProgramme: null,
  liquidationNo: null,
  mandateNo: null,
  dedicatedAccount: true,
  publication: null,
} as const;

export const IMPEGNO = {
  ...ACCOUNTING,
  commitmentNo: '1204',
  year: 2024,
  pdc: 'U.1.04.04.01.001',
  missionProgramme: '12.07',
} as const;
export const LIQUIDAZIONE = { ...ACCOUNTING, liquidationNo: '88' } as const;
export const MANDATO = { ...ACCOUNTING, mandateNo: '3121', pdc: 'U.1.04.04.01.001' } as const;

type Verifying = Extract<ContributionCommand, { kind: 'verify' }>;

export const verify = (claimed: string, admitted = claimed, over: Partial<Verifying> = {}): Verifying => ({
  kind: 'verify',
  claimed: eur(claimed),
  admitted: eur(admitted),
  reason: claimed === admitted ? null : 'MISSING_SIGNATURES',
  onAppeal: false,
  reference: null,
  ...over,
});

export const recover = (amount: string, effectiveOn: string, from = 'coop'): ContributionCommand => ({
  kind: 'recover',
  amount: eur(amount),
  from,
  effectiveOn,
  act: 'det. 90/2025',
});

export type Asked = ContributionCommand | readonly [ContributionCommand, Circumstances];

const USUAL = around({ by: RECORDER });
const SECOND = around();

/**
 * What happens when these are asked one after the other, each of which must be accepted: by the recorder, what needs
 * a second person by a second person, and otherwise as the circumstances beside the command say.
 */
export function happened(...asked: readonly Asked[]): Told<ContributionEvent>[] {
  let state = contribution.initial;
  const history: Told<ContributionEvent>[] = [];
  for (const item of asked) {
    const [command, circumstancesOf] = 'kind' in item ? [item, usualOf(item)] : item;
    const decision = contribution.decide(command, state, circumstancesOf);
    if (isRejection(decision)) throw new Error(`${command.kind}: ${JSON.stringify(decision)}`);
    const by = circumstancesOf.actor.id;
    for (const event of decision.events) {
      history.push({ by, told: event });
      state = contribution.evolve(state, event, by);
    }
  }
  return history;
}

function usualOf({ kind }: ContributionCommand): Circumstances {
  return kind === 'verify' ? SECOND : USUAL;
}

/** The contribution after this history; it must not be a relational one. */
export function standing(history: readonly Told<ContributionEvent>[]): Standing {
  const state = history.reduce((so, { told, by }) => contribution.evolve(so, told, by), contribution.initial);
  if (!('statement' in state)) throw new Error(`it is ${state.phase}`);
  return state;
}

export const money = (cents: bigint): string => moneyOf(cents).amount;

/** What is at a rung at the end, and on each day on which something happens. */
export function balances(
  history: readonly Told<ContributionEvent>[],
  rung: Rung,
): { end: string; days: string[] } {
  const moves = allMoves(standing(history));
  const days = [...new Set(moves.map(({ effective }) => effective.from))].toSorted();
  const on = (day: string) =>
    balanceOf(
      moves.filter(({ effective }) => effective.from <= day),
      rung,
    );
  return { end: money(balanceOf(moves, rung)), days: days.map((day) => `${day} ${money(on(day))}`) };
}

export const plan = (
  amounts: Readonly<Record<number, string>>,
): { readonly year: number; readonly amount: Money }[] =>
  Object.entries(amounts).map(([year, amount]) => ({ year: Number(year), amount: eur(amount) }));
