import { ApiExtraModels, ApiProperty, getSchemaPath, PartialType } from '@nestjs/swagger';
import { plainToInstance, Transform } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';
import {
  ASSET_UNITS,
  CORRECTION_REASONS,
  RESOURCE_KINDS,
  STAGES,
  USERS_AREAS,
  type AssetUnit,
  type CorrectionReason,
  type Resource,
  type Stage,
  type Statement,
  type UsersArea,
} from '#domain/contribution/events';
import type {
  CorrectContribution,
  RecordContribution,
  ReverseContribution,
} from '#domain/contribution/decider';
import { writtenAmount } from '#domain/money';
import { durationOf, minutesOf } from '#domain/quantities';
import {
  Absent,
  AbsentOrNull,
  DateText,
  DecimalText,
  DurationText,
  Id,
  Nested,
  NestedList,
  OneOf,
  Pattern,
  Text,
  TextList,
} from './fields.ts';
import { MoneyDto } from './money.dto.ts';

export class RateDto {
  @DecimalText({ example: '20.00' })
  rate!: string;
}

/** The kind decides the class; this one alone is for an unknown kind. */
export class ResourceDto {
  @OneOf(RESOURCE_KINDS)
  kind!: Resource['kind'];
}

export class CashDto extends ResourceDto {
  @Nested(() => MoneyDto)
  amount!: MoneyDto;
}

export class PaidStaffDto extends ResourceDto {
  @DurationText()
  duration!: string;

  @Nested(() => RateDto)
  valuation!: RateDto;
}

export class AssetUseDto extends ResourceDto {
  @DecimalText({ example: '516' })
  quantity!: string;

  @OneOf(ASSET_UNITS)
  unit!: AssetUnit;

  @Nested(() => RateDto)
  valuation!: RateDto;
}

export class SpanDto {
  @DateText()
  from!: string;

  @Absent()
  @DateText()
  to?: string;
}

export class PlaceDto {
  @TextList(100, 300)
  regions!: string[];

  @TextList(200, 300)
  provinces!: string[];

  @TextList(10_000, 300)
  municipalities!: string[];

  @AbsentOrNull()
  @Pattern(/^\d{6}$/, 'the ISTAT code of a municipality, 6 digits', { example: '097042' })
  istat?: string | null;
}

export class EvidenceDto {
  @Text({ max: 200 })
  reference!: string;

  @Pattern(/^[0-9a-f]{64}$/, 'a SHA-256, 64 hexadecimal digits in lower case')
  sha256!: string;
}

const KINDS = { CASH: CashDto, PAID_STAFF: PaidStaffDto, ASSET_USE: AssetUseDto } as const;

/** The class that a kind asks for; what has no kind of ours meets the base class, which says which there are. */
function toResource({ value }: { value: unknown }): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { kind } = value as { kind?: unknown };
  const known =
    typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS] : ResourceDto;
  return plainToInstance(known, value);
}

function ResourceField(): PropertyDecorator {
  return (target, property) => {
    const key = property as string;
    ApiProperty({
      oneOf: Object.values(KINDS).map((type) => ({ $ref: getSchemaPath(type) })),
      discriminator: {
        propertyName: 'kind',
        mapping: Object.fromEntries(Object.entries(KINDS).map(([kind, type]) => [kind, getSchemaPath(type)])),
      },
    })(target, key);
    IsObject({ message: 'must be an object' })(target, key);
    ValidateNested()(target, key);
    Transform(toResource)(target, key);
  };
}

/** All that a contribution states. */
@ApiExtraModels(CashDto, PaidStaffDto, AssetUseDto)
export class StatementDto {
  @Id()
  payer!: string;

  @Id()
  bringer!: string;

  @AbsentOrNull()
  @Id()
  receiver?: string | null;

  @Id()
  fundingSource!: string;

  @OneOf(STAGES)
  stage!: Stage;

  @ResourceField()
  resource!: ResourceDto;

  @Nested(() => SpanDto)
  effective!: SpanDto;

  @Absent()
  @OneOf(['STATED', 'ASSUMED'])
  dating?: 'STATED' | 'ASSUMED';

  @AbsentOrNull()
  @OneOf(USERS_AREAS)
  usersArea?: UsersArea | null;

  @AbsentOrNull()
  @Text({ max: 20, example: 'B31H22000280006' })
  cup?: string | null;

  @AbsentOrNull()
  @Nested(() => PlaceDto)
  place?: PlaceDto | null;

  @AbsentOrNull()
  @Text({ max: 200, example: 'Determina 512 del 14/03/2026' })
  act?: string | null;

  @Absent()
  @NestedList(() => EvidenceDto, 50)
  evidence?: EvidenceDto[];
}

export class RecordContributionDto extends StatementDto {
  @Id()
  partnership!: string;

  @AbsentOrNull()
  @Text({ max: 500, example: '2026/118' })
  externalRef?: string | null;
}

/** What a correction states anew; what is left out stays as it was. */
export class ChangesDto extends PartialType(StatementDto, { skipNullProperties: false }) {}

export class JustificationDto {
  @OneOf(CORRECTION_REASONS)
  reason!: CorrectionReason;

  @AbsentOrNull()
  @Text({ max: 200 })
  reference?: string | null;
}

export class CorrectContributionDto {
  @Nested(() => ChangesDto)
  changes!: ChangesDto;

  @Nested(() => JustificationDto)
  justification!: JustificationDto;
}

export class ReverseContributionDto {
  @AbsentOrNull()
  @DateText()
  effectiveOn?: string | null;

  @Nested(() => JustificationDto)
  justification!: JustificationDto;
}

export function recordOf(dto: RecordContributionDto): RecordContribution {
  const { partnership, externalRef = null, ...stated } = dto;
  const statement: Statement = {
    payer: stated.payer,
    bringer: stated.bringer,
    receiver: stated.receiver ?? null,
    fundingSource: stated.fundingSource,
    stage: stated.stage,
    resource: resourceOf(stated.resource),
    effective: spanOf(stated.effective),
    dating: stated.dating ?? 'STATED',
    usersArea: stated.usersArea ?? null,
    cup: cupOf(stated.cup ?? null),
    place: placeOf(stated.place ?? null),
    act: stated.act ?? null,
    evidence: evidenceOf(stated.evidence ?? []),
  };
  return { kind: 'record', partnership, externalRef, statement };
}

export function correctionOf({ changes, justification }: CorrectContributionDto): CorrectContribution {
  const { resource, effective, cup, place, evidence, ...plain } = changes;
  const stated = {
    ...plain,
    ...(resource === undefined ? {} : { resource: resourceOf(resource) }),
    ...(effective === undefined ? {} : { effective: spanOf(effective) }),
    ...(cup === undefined ? {} : { cup: cupOf(cup) }),
    ...(place === undefined ? {} : { place: placeOf(place) }),
    ...(evidence === undefined ? {} : { evidence: evidenceOf(evidence) }),
  };
  const given = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
  return {
    kind: 'correct',
    changes: given as Partial<Statement>,
    justification: justificationOf(justification),
  };
}

export function reversalOf(dto: ReverseContributionDto): ReverseContribution {
  return {
    kind: 'reverse',
    effectiveOn: dto.effectiveOn ?? null,
    justification: justificationOf(dto.justification),
  };
}

function resourceOf(dto: ResourceDto): Resource {
  if (dto instanceof CashDto) {
    return {
      kind: 'CASH',
      amount: { amount: writtenAmount(dto.amount.amount), currency: dto.amount.currency },
    };
  }
  if (dto instanceof PaidStaffDto) {
    const valuation = { method: 'HOURS_AT_RATE', version: 1, rate: dto.valuation.rate } as const;
    return { kind: 'PAID_STAFF', minutes: minutesOf(dto.duration) ?? 0, valuation };
  }
  if (dto instanceof AssetUseDto) {
    const valuation = { method: 'UNITS_AT_RATE', version: 1, rate: dto.valuation.rate } as const;
    return { kind: 'ASSET_USE', quantity: dto.quantity, unit: dto.unit, valuation };
  }
  throw new TypeError(`no resource of kind ${dto.kind} passes validation`);
}

/** What the API shows of a resource: time as a duration, everything else as it is kept. */
export function shownResource(resource: Resource): object {
  if (resource.kind !== 'PAID_STAFF') return resource;
  const { minutes, ...rest } = resource;
  return { ...rest, duration: durationOf(minutes) };
}

function spanOf({ from, to }: SpanDto): Statement['effective'] {
  return { from, to: to ?? from };
}

function cupOf(cup: string | null): string | null {
  return cup === null ? null : cup.toUpperCase();
}

function placeOf(place: PlaceDto | null): Statement['place'] {
  if (place === null) return null;
  const { regions, provinces, municipalities, istat = null } = place;
  return { regions, provinces, municipalities, istat };
}

function evidenceOf(evidence: readonly EvidenceDto[]): Statement['evidence'] {
  return evidence.map(({ reference, sha256 }) => ({ reference, sha256 }));
}

function justificationOf({ reason, reference }: JustificationDto): CorrectContribution['justification'] {
  return { reason, reference: reference ?? null };
}
