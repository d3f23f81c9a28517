/** Commands on pledges: made, revised, released, expired. */
import type { PledgeContribution } from '#domain/contribution/commands';
import type { RevisePledge } from '#domain/contribution/pledge';
import type { YearAmount } from '#domain/contribution/statement';
import { Absent, AbsentOrNull, DateText, Id, Nested, NestedList, Text, WholeNumber } from '../fields.ts';
import { MoneyDto, moneyFrom } from '../money.dto.ts';
import { JustificationDto, justificationOf } from './justification.dto.ts';
import { ResourceDto, ResourceField, resourceOf } from './resource.dto.ts';
import { NothingDto } from './nothing.dto.ts';
import { RECORDERS, route, type CommandRoute } from './route.ts';
import { PledgedStatementDto, ReasonsDto, reasonsOf, statementOf } from './statement.dto.ts';

export class YearAmountDto {
  @WholeNumber(1000, 2999)
  year!: number;

  @Nested(() => MoneyDto)
  amount!: MoneyDto;
}

export class PledgeContributionDto extends PledgedStatementDto {
  @Id()
  partnership!: string;

  @AbsentOrNull()
  @Text({ max: 500, example: '2026/120' })
  externalRef?: string | null;

  @AbsentOrNull()
  @NestedList(() => YearAmountDto, 50)
  schedule?: YearAmountDto[] | null;

  @AbsentOrNull()
  @DateText()
  expiresOn?: string | null;

  @Absent()
  @Nested(() => ReasonsDto)
  reasons?: ReasonsDto;
}

export class RevisePledgeDto {
  @ResourceField()
  resource!: ResourceDto;

  @AbsentOrNull()
  @NestedList(() => YearAmountDto, 50)
  schedule?: YearAmountDto[] | null;

  @DateText()
  effectiveOn!: string;

  @Nested(() => JustificationDto)
  justification!: JustificationDto;
}

export class ReleasePledgeDto {
  @DateText()
  effectiveOn!: string;

  @AbsentOrNull()
  @Text({ max: 200 })
  reference?: string | null;
}

function pledgeOf(dto: PledgeContributionDto): PledgeContribution {
  const { partnership, externalRef, schedule, expiresOn, reasons, ...stated } = dto;
  return {
    kind: 'pledge',
    partnership,
    externalRef: externalRef ?? null,
    statement: statementOf(stated, 'PLEDGED'),
    schedule: scheduleOf(schedule),
    expiresOn: expiresOn ?? null,
    ...reasonsOf(reasons),
  };
}

function revisionOf({ resource, schedule, effectiveOn, justification }: RevisePledgeDto): RevisePledge {
  return {
    kind: 'revisePledge',
    resource: resourceOf(resource),
    schedule: scheduleOf(schedule),
    effectiveOn,
    justification: justificationOf(justification),
  };
}

function scheduleOf(schedule: readonly YearAmountDto[] | null | undefined): readonly YearAmount[] | null {
  return schedule?.map(({ year, amount }) => ({ year, amount: moneyFrom(amount) })) ?? null;
}

export const pledgeCommands: readonly CommandRoute[] = [
  route({
    post: 'pledges',
    name: 'pledge',
    summary: 'Pledge a contribution, by year if it was promised so',
    roles: RECORDERS,
    body: PledgeContributionDto,
    target: 'new',
    scope: 'body',
    readAt: (id) => `contributions/${id}`,
    ask: (body) => ({ aggregate: 'contribution', id: null, command: pledgeOf(body) }),
  }),
  route({
    post: 'contributions/:id/pledge-revisions',
    name: 'revisePledge',
    summary: 'Revise the amount or the years of a pledge',
    roles: RECORDERS,
    body: RevisePledgeDto,
    target: 'existing',
    scope: 'contribution',
    ask: (body, { id }) => ({ aggregate: 'contribution', id, command: revisionOf(body) }),
  }),
  route({
    post: 'contributions/:id/pledge-releases',
    name: 'releasePledge',
    summary: 'Release what is still open of a pledge',
    roles: RECORDERS,
    body: ReleasePledgeDto,
    target: 'existing',
    scope: 'contribution',
    ask: ({ effectiveOn, reference }, { id }) => ({
      aggregate: 'contribution',
      id,
      command: { kind: 'releasePledge', effectiveOn, reference: reference ?? null },
    }),
  }),
  route({
    post: 'contributions/:id/pledge-expiries',
    name: 'expirePledge',
    summary: 'Record that a pledge has expired',
    roles: RECORDERS,
    body: NothingDto,
    target: 'existing',
    scope: 'contribution',
    ask: (_body, { id }) => ({ aggregate: 'contribution', id, command: { kind: 'expirePledge' } }),
  }),
];
