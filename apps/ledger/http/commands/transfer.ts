/** Commands on transfers: money of contributions passed on inside a partnership. */
import type { RecordTransfer } from '#domain/transfer/decider';
import { AbsentOrNull, DateText, Id, Nested, NestedList, Text } from '../fields.ts';
import { MoneyDto, moneyFrom } from '../money.dto.ts';
import { JustificationDto, justificationOf } from './justification.dto.ts';
import { RECORDERS, route, type CommandRoute } from './route.ts';
import { FundingDto, fundingOf, SpanDto, spanOf } from './statement.dto.ts';

export class RecordTransferDto {
  @Id()
  partnership!: string;

  @Id()
  from!: string;

  @Id()
  to!: string;

  @Nested(() => MoneyDto)
  amount!: MoneyDto;

  @NestedList(() => FundingDto, 50)
  fundedBy!: FundingDto[];

  @DateText()
  effectiveOn!: string;

  @AbsentOrNull()
  @Nested(() => SpanDto)
  lateFor?: SpanDto | null;

  @AbsentOrNull()
  @Text({ max: 200, example: 'Determina 512 del 14/03/2026' })
  act?: string | null;
}

export class ReverseTransferDto {
  @DateText()
  effectiveOn!: string;

  @Nested(() => JustificationDto)
  justification!: JustificationDto;
}

function transferOf({ partnership, ...dto }: RecordTransferDto): RecordTransfer {
  const transfer = {
    from: dto.from,
    to: dto.to,
    amount: moneyFrom(dto.amount),
    fundedBy: dto.fundedBy.map(fundingOf),
    effectiveOn: dto.effectiveOn,
    lateFor: dto.lateFor ? spanOf(dto.lateFor) : null,
    act: dto.act ?? null,
  };
  return { kind: 'transfer', partnership, transfer };
}

export const transferCommands: readonly CommandRoute[] = [
  route({
    post: 'transfers',
    name: 'record',
    summary: 'Record that money of contributions was passed on',
    roles: RECORDERS,
    body: RecordTransferDto,
    target: 'new',
    scope: 'body',
    ask: (body) => ({ aggregate: 'transfer', id: null, command: transferOf(body) }),
  }),
  route({
    post: 'transfers/:id/reversals',
    name: 'reverse',
    summary: 'Reverse a transfer, once',
    roles: RECORDERS,
    body: ReverseTransferDto,
    target: 'existing',
    scope: 'transfer',
    ask: ({ effectiveOn, justification }, { id }) => ({
      aggregate: 'transfer',
      id,
      command: { kind: 'reverse', effectiveOn, justification: justificationOf(justification) },
    }),
  }),
];
