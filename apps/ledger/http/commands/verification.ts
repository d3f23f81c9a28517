/** Second looks: verification by a second person, the partner's word, and money that comes back. */
import {
  CONTEST_REASONS,
  CUT_REASONS,
  type ContestReason,
  type CutReason,
} from '#domain/contribution/events';
import { Absent, AbsentOrNull, DateText, Flag, Id, Nested, OneOf, Text } from '../fields.ts';
import { MoneyDto, moneyFrom } from '../money.dto.ts';
import { NothingDto } from './nothing.dto.ts';
import { RECORDERS, route, type CommandRoute } from './route.ts';
import { ReasonsDto, reasonsOf } from './statement.dto.ts';

export class VerifyDto {
  @Nested(() => MoneyDto)
  claimed!: MoneyDto;

  @Nested(() => MoneyDto)
  admitted!: MoneyDto;

  @AbsentOrNull()
  @OneOf(CUT_REASONS)
  reason?: CutReason | null;

  @Absent()
  @Flag()
  onAppeal?: boolean;

  @AbsentOrNull()
  @Text({ max: 200, example: 'Verbale 7 del 12/05/2026' })
  reference?: string | null;

  @Absent()
  @Nested(() => ReasonsDto)
  reasons?: ReasonsDto;
}

export class ContestDto {
  @OneOf(CONTEST_REASONS)
  reason!: ContestReason;

  @AbsentOrNull()
  @Text({ max: 200 })
  reference?: string | null;
}

export class ResolveContestDto {
  @OneOf(['UPHELD', 'DISMISSED'])
  outcome!: 'UPHELD' | 'DISMISSED';

  @Text({ max: 200 })
  reference!: string;
}

export class RecoverDto {
  @Nested(() => MoneyDto)
  amount!: MoneyDto;

  @Id()
  from!: string;

  @DateText()
  effectiveOn!: string;

  @Text({ max: 200, example: 'Determina 88 del 02/02/2027' })
  act!: string;
}

export class WaiveRecoveryDto {
  @Nested(() => MoneyDto)
  amount!: MoneyDto;

  @Text({ max: 200, example: 'Determina 88 del 02/02/2027' })
  act!: string;

  @Text({ max: 200 })
  reason!: string;
}

/** Only a partner speaks for what its organisation brought. */
const PARTNERS = ['partner'] as const;

export const verificationCommands: readonly CommandRoute[] = [
  route({
    post: 'contributions/:id/verifications',
    name: 'verify',
    summary: 'Decide on what is settled: admit it, or cut it for a reason; by a second person',
    roles: RECORDERS,
    body: VerifyDto,
    target: 'existing',
    scope: 'contribution',
    ask: ({ claimed, admitted, reason, onAppeal, reference, reasons }, { id }) => ({
      aggregate: 'contribution',
      id,
      command: {
        kind: 'verify',
        claimed: moneyFrom(claimed),
        admitted: moneyFrom(admitted),
        reason: reason ?? null,
        onAppeal: onAppeal ?? false,
        reference: reference ?? null,
        ...reasonsOf(reasons),
      },
    }),
  }),
  route({
    post: 'contributions/:id/confirmations',
    name: 'confirm',
    summary: 'Confirm what is recorded of one’s own contribution',
    roles: PARTNERS,
    body: NothingDto,
    target: 'existing',
    scope: 'contribution',
    ask: (_body, { id }) => ({ aggregate: 'contribution', id, command: { kind: 'confirm' } }),
  }),
  route({
    post: 'contributions/:id/contests',
    name: 'contest',
    summary: 'Contest what is recorded of one’s own contribution',
    roles: PARTNERS,
    body: ContestDto,
    target: 'existing',
    scope: 'contribution',
    ask: ({ reason, reference }, { id }) => ({
      aggregate: 'contribution',
      id,
      command: { kind: 'contest', reason, reference: reference ?? null },
    }),
  }),
  route({
    post: 'contributions/:id/contest-resolutions',
    name: 'resolveContest',
    summary: 'Resolve a contest: upheld or dismissed',
    roles: RECORDERS,
    body: ResolveContestDto,
    target: 'existing',
    scope: 'contribution',
    ask: (body, { id }) => ({
      aggregate: 'contribution',
      id,
      command: { kind: 'resolveContest', ...body },
    }),
  }),
  route({
    post: 'contributions/:id/recoveries',
    name: 'recover',
    summary: 'Record money that came back to whoever gave it',
    roles: RECORDERS,
    body: RecoverDto,
    target: 'existing',
    scope: 'contribution',
    ask: ({ amount, ...body }, { id }) => ({
      aggregate: 'contribution',
      id,
      command: { kind: 'recover', amount: moneyFrom(amount), ...body },
    }),
  }),
  route({
    post: 'contributions/:id/recovery-waivers',
    name: 'waiveRecovery',
    summary: 'Give up the right to recover, by an act',
    roles: RECORDERS,
    body: WaiveRecoveryDto,
    target: 'existing',
    scope: 'contribution',
    ask: ({ amount, ...body }, { id }) => ({
      aggregate: 'contribution',
      id,
      command: { kind: 'waiveRecovery', amount: moneyFrom(amount), ...body },
    }),
  }),
];
