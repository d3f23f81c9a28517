/** Commands on funding sources. */
import { PartialType } from '@nestjs/swagger';
import { NO_TERMS, type FundingSourceProfile } from '#domain/funding-source/events';
import { ORIGIN_CLASSES, type OriginClass } from '#domain/funding-source/origins';
import { Absent, AbsentOrNull, Flag, Id, Nested, NestedList, OneOf, Text, WholeNumber } from '../fields.ts';
import { given } from './given.ts';
import { JustificationDto, justificationOf } from './justification.dto.ts';
import { RECORDERS, route, type CommandRoute } from './route.ts';

export class OriginShareDto {
  @OneOf(ORIGIN_CLASSES)
  origin!: OriginClass;

  @WholeNumber(1, 10_000)
  bp!: number;
}

export class RegisterFundingSourceDto {
  @Text({ max: 200 })
  title!: string;

  @NestedList(() => OriginShareDto, 20)
  originShares!: OriginShareDto[];

  @AbsentOrNull()
  @Text({ max: 40, example: 'ESF+' })
  fundCode?: string | null;

  @Absent()
  @Flag()
  repayable?: boolean;

  @AbsentOrNull()
  @Id()
  grantor?: string | null;

  @AbsentOrNull()
  @Text({ max: 200 })
  callReference?: string | null;

  @AbsentOrNull()
  @Text({ max: 20 })
  cup?: string | null;

  @AbsentOrNull()
  @Text({ max: 20, example: '2021IT05SFPR001' })
  cci?: string | null;

  @AbsentOrNull()
  @Text({ max: 20, example: 'M5C2I1.1' })
  pnrrMeasure?: string | null;

  @AbsentOrNull()
  @WholeNumber(0, 10_000)
  taxExpenditureBp?: number | null;

  @AbsentOrNull()
  @WholeNumber(0, 10_000)
  ownShareConditionBp?: number | null;
}

export class FundingSourceChangesDto extends PartialType(RegisterFundingSourceDto, {
  skipNullProperties: false,
}) {}

export class CorrectFundingSourceDto {
  @Nested(() => FundingSourceChangesDto)
  changes!: FundingSourceChangesDto;

  @Nested(() => JustificationDto)
  justification!: JustificationDto;
}

const UNSTATED = { fundCode: null, repayable: false, ...NO_TERMS } as const;

function profileOf({ originShares, ...plain }: FundingSourceChangesDto): Partial<FundingSourceProfile> {
  return given({ ...plain, originShares: originShares && sharesOf(originShares) });
}

function sharesOf(shares: readonly OriginShareDto[]): FundingSourceProfile['originShares'] {
  return shares.map(({ origin, bp }) => ({ origin, bp }));
}

function registrationOf(body: RegisterFundingSourceDto): FundingSourceProfile {
  const { title, originShares } = body;
  return { ...UNSTATED, title, originShares: sharesOf(originShares), ...profileOf(body) };
}

export const fundingSourceCommands: readonly CommandRoute[] = [
  route({
    post: 'funding-sources',
    name: 'register',
    summary: 'Register a funding source with its origin shares',
    roles: RECORDERS,
    body: RegisterFundingSourceDto,
    target: 'new',
    scope: 'none',
    ask: (body) => ({
      aggregate: 'funding-source',
      id: null,
      command: { kind: 'register', source: registrationOf(body) },
    }),
  }),
  route({
    post: 'funding-sources/:id/corrections',
    name: 'correct',
    summary: 'Correct a funding source: state anew what was wrong',
    roles: RECORDERS,
    body: CorrectFundingSourceDto,
    target: 'existing',
    scope: 'wholeLedger',
    ask: ({ changes, justification }, { id }) => ({
      aggregate: 'funding-source',
      id,
      command: {
        kind: 'correct',
        changes: profileOf(changes),
        justification: justificationOf(justification),
      },
    }),
  }),
];
