/** A contribution moves on, in parts: committed, delivered or liquidated, paid. */
import { ValidateBy } from 'class-validator';
import type { MoveOn, Part } from '#domain/contribution/movement';
import type { Accounting } from '#domain/contribution/statement';
import { minutesOf } from '#domain/quantities';
import {
  Absent,
  AbsentOrNull,
  DecimalText,
  DurationText,
  Flag,
  Nested,
  Text,
  WholeNumber,
} from '../fields.ts';
import { MoneyDto, moneyFrom } from '../money.dto.ts';
import { JustificationDto, justificationOf } from './justification.dto.ts';
import { RECORDERS, route, type CommandRoute } from './route.ts';
import { ReasonsDto, reasonsOf, SpanDto, spanOf } from './statement.dto.ts';

/** Of money an amount, of time a duration, of anything else a quantity. */
export class PartDto {
  @Absent()
  @Nested(() => MoneyDto)
  amount?: MoneyDto;

  @Absent()
  @DurationText()
  duration?: string;

  @Absent()
  @DecimalText({ example: '40' })
  quantity?: string;
}

function OneMeasure(): PropertyDecorator {
  return ValidateBy({
    name: 'oneMeasure',
    validator: {
      validate: (part) => typeof part !== 'object' || part === null || measuresOf(part) === 1,
      defaultMessage: () => 'must have exactly one of amount, duration and quantity',
    },
  });
}

function measuresOf(part: PartDto): number {
  return [part.amount, part.duration, part.quantity].filter((each) => each !== undefined).length;
}

/** Public accounting of the part (D.Lgs. 267/2000 arts. 183-185). */
export class AccountingDto {
  @AbsentOrNull()
  @Text({ max: 100, example: '2026/1180' })
  commitmentNo?: string | null;

  @AbsentOrNull()
  @WholeNumber(1900, 2999)
  year?: number | null;

  @AbsentOrNull()
  @Text({ max: 30, example: 'U.1.04.04.01.001' })
  pdc?: string | null;

  @AbsentOrNull()
  @Text({ max: 30, example: '12.04' })
  missionProgramme?: string | null;

  @AbsentOrNull()
  @Text({ max: 100 })
  liquidationNo?: string | null;

  @AbsentOrNull()
  @Text({ max: 100 })
  mandateNo?: string | null;

  @Absent()
  @Flag()
  dedicatedAccount?: boolean;

  @AbsentOrNull()
  @Text({ max: 200 })
  publication?: string | null;
}

export class MoveOnDto {
  @OneMeasure()
  @Nested(() => PartDto)
  part!: PartDto;

  @Nested(() => SpanDto)
  effective!: SpanDto;

  @AbsentOrNull()
  @Nested(() => SpanDto)
  lateFor?: SpanDto | null;

  @AbsentOrNull()
  @Nested(() => AccountingDto)
  accounting?: AccountingDto | null;

  @AbsentOrNull()
  @Text({ max: 200, example: 'Determina 512 del 14/03/2026' })
  reference?: string | null;

  /** Reason to draw on a past day on which less was open than this takes. */
  @AbsentOrNull()
  @Text({ max: 200 })
  overdraw?: string | null;
}

export class CommitDto extends MoveOnDto {
  /** Keep the rest of the pledge open; otherwise it is released. */
  @Absent()
  @Flag()
  keepRemainder?: boolean;
}

export class DeliverDto extends MoveOnDto {
  @Absent()
  @Nested(() => ReasonsDto)
  reasons?: ReasonsDto;
}

function moveOf(kind: MoveOn['kind'], dto: MoveOnDto): MoveOn {
  const { part, effective, lateFor, accounting, reference, overdraw } = dto;
  return {
    kind,
    part: partOf(part),
    effective: spanOf(effective),
    lateFor: lateFor ? spanOf(lateFor) : null,
    accounting: accounting ? accountingOf(accounting) : null,
    reference: reference ?? null,
    overdraw: overdraw ?? null,
  };
}

export class ReverseMovementDto {
  /** Its number among the commitments, deliveries and payments of the contribution, from 1. */
  @WholeNumber(1, 1_000)
  movement!: number;

  @Nested(() => JustificationDto)
  justification!: JustificationDto;
}

function partOf({ amount, duration, quantity = '' }: PartDto): Part {
  if (amount !== undefined) return { amount: moneyFrom(amount) };
  return duration === undefined ? { quantity } : { minutes: minutesOf(duration) ?? 0 };
}

function accountingOf(dto: AccountingDto): Accounting {
  return {
    commitmentNo: dto.commitmentNo ?? null,
    year: dto.year ?? null,
    pdc: dto.pdc ?? null,
    missionProgramme: dto.missionProgramme ?? null,
    liquidationNo: dto.liquidationNo ?? null,
    mandateNo: dto.mandateNo ?? null,
    dedicatedAccount: dto.dedicatedAccount ?? false,
    publication: dto.publication ?? null,
  };
}

export const movementCommands: readonly CommandRoute[] = [
  route({
    post: 'contributions/:id/commitments',
    name: 'commit',
    summary: 'Record that a part of a contribution is committed',
    roles: RECORDERS,
    body: CommitDto,
    target: 'existing',
    scope: 'contribution',
    ask: (body, { id }) => ({
      aggregate: 'contribution',
      id,
      command: { ...moveOf('commit', body), keepRemainder: body.keepRemainder ?? false },
    }),
  }),
  route({
    post: 'contributions/:id/deliveries',
    name: 'deliver',
    summary: 'Record that a part of a contribution is delivered, or liquidated',
    roles: RECORDERS,
    body: DeliverDto,
    target: 'existing',
    scope: 'contribution',
    ask: (body, { id }) => ({
      aggregate: 'contribution',
      id,
      command: { ...moveOf('deliver', body), ...reasonsOf(body.reasons) },
    }),
  }),
  route({
    post: 'contributions/:id/payments',
    name: 'pay',
    summary: 'Record that a part of a contribution is paid',
    roles: RECORDERS,
    body: MoveOnDto,
    target: 'existing',
    scope: 'contribution',
    ask: (body, { id }) => ({ aggregate: 'contribution', id, command: moveOf('pay', body) }),
  }),
  route({
    post: 'contributions/:id/movement-reversals',
    name: 'reverseMovement',
    summary: 'Undo a commitment, delivery or payment, and what of a pledge it let go',
    roles: RECORDERS,
    body: ReverseMovementDto,
    target: 'existing',
    scope: 'contribution',
    ask: ({ movement, justification }, { id }) => ({
      aggregate: 'contribution',
      id,
      command: { kind: 'reverseMovement', movement, justification: justificationOf(justification) },
    }),
  }),
];
