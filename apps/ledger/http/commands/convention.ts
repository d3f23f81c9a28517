/** Commands on the convention of a partnership. */
import {
  CIG_PURPOSES,
  REIMBURSEMENT_BASES,
  SIGNING_CAPACITIES,
  type CigPurpose,
  type Convention,
  type ConventionAct,
  type ReimbursementBasis,
  type SigningCapacity,
} from '#domain/partnership/events';
import { AbsentOrNull, DateText, Id, Nested, NestedList, OneOf, Text, WholeNumber } from '../fields.ts';
import { MoneyDto, moneyFrom } from '../money.dto.ts';
import { DigestField } from './evidence.dto.ts';
import { RECORDERS, route, type CommandRoute } from './route.ts';

export class ConventionActDto {
  @Text({ max: 100 })
  number!: string;

  @DateText()
  date!: string;

  @AbsentOrNull()
  @Text({ max: 100 })
  protocol?: string | null;
}

export class SignatoryDto {
  @Id()
  party!: string;

  @OneOf(SIGNING_CAPACITIES)
  capacity!: SigningCapacity;
}

export class ConventionDto {
  @Nested(() => ConventionActDto)
  act!: ConventionActDto;

  @DigestField()
  document!: string;

  @NestedList(() => SignatoryDto, 200)
  signatories!: SignatoryDto[];

  @DateText()
  validFrom!: string;

  @DateText()
  validTo!: string;

  @AbsentOrNull()
  @WholeNumber(0, 10_000)
  requiredShareBp?: number | null;

  @OneOf(REIMBURSEMENT_BASES)
  reimbursementBasis!: ReimbursementBasis;

  @AbsentOrNull()
  @Nested(() => MoneyDto)
  eligibleCosts?: MoneyDto | null;

  @AbsentOrNull()
  @Text({ max: 20 })
  cig?: string | null;

  @AbsentOrNull()
  @OneOf(CIG_PURPOSES)
  cigPurpose?: CigPurpose | null;

  @AbsentOrNull()
  @Text({ max: 20 })
  cup?: string | null;
}

export class TerminateConventionDto {
  @DateText()
  lastDay!: string;

  @Text({ max: 500 })
  reason!: string;

  @AbsentOrNull()
  @Nested(() => ConventionActDto)
  act?: ConventionActDto | null;
}

function actOf({ number, date, protocol }: ConventionActDto): ConventionAct {
  return { number, date, protocol: protocol ?? null };
}

function conventionOf(dto: ConventionDto): Convention {
  return {
    act: actOf(dto.act),
    document: dto.document,
    signatories: dto.signatories.map(({ party, capacity }) => ({ party, capacity })),
    validFrom: dto.validFrom,
    validTo: dto.validTo,
    requiredShareBp: dto.requiredShareBp ?? null,
    reimbursementBasis: dto.reimbursementBasis,
    eligibleCosts: dto.eligibleCosts ? moneyFrom(dto.eligibleCosts) : null,
    cig: dto.cig ?? null,
    cigPurpose: dto.cigPurpose ?? null,
    cup: dto.cup?.toUpperCase() ?? null,
  };
}

export const conventionCommands: readonly CommandRoute[] = [
  route({
    post: 'partnerships/:id/conventions',
    name: 'signConvention',
    summary: 'Sign the convention of a partnership',
    roles: RECORDERS,
    body: ConventionDto,
    target: 'existing',
    scope: 'id',
    ask: (body, { id }) => ({
      aggregate: 'partnership',
      id,
      command: { kind: 'signConvention', convention: conventionOf(body) },
    }),
  }),
  route({
    post: 'partnerships/:id/convention-amendments',
    name: 'amendConvention',
    summary: 'Amend the convention: state its terms anew from a day on',
    roles: RECORDERS,
    body: ConventionDto,
    target: 'existing',
    scope: 'id',
    ask: (body, { id }) => ({
      aggregate: 'partnership',
      id,
      command: { kind: 'amendConvention', convention: conventionOf(body) },
    }),
  }),
  route({
    post: 'partnerships/:id/convention-terminations',
    name: 'terminateConvention',
    summary: 'Terminate the convention before its time',
    roles: RECORDERS,
    body: TerminateConventionDto,
    target: 'existing',
    scope: 'id',
    ask: ({ lastDay, reason, act }, { id }) => ({
      aggregate: 'partnership',
      id,
      command: { kind: 'terminateConvention', lastDay, reason, act: act ? actOf(act) : null },
    }),
  }),
];
