/** What a contribution brings, in the body of a command and in an answer: one class for each kind. */
import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { plainToInstance, Transform } from 'class-transformer';
import { IsObject, ValidateIf, ValidateNested } from 'class-validator';
import {
  ASSET_UNITS,
  CASH_NATURES,
  isTimed,
  RESOURCE_KINDS,
  type AskedCash,
  type AskedResource,
  type AssetUnit,
  type CashNature,
  type Relational,
  type Resource,
} from '#domain/contribution/events';
import { durationOf, minutesOf } from '#domain/quantities';
import {
  Absent,
  AbsentOrNull,
  DateText,
  DecimalText,
  DurationText,
  Flag,
  Id,
  Nested,
  OneOf,
  Pattern,
  Text,
  WholeNumber,
} from '../fields.ts';
import { MoneyDto, moneyFrom } from '../money.dto.ts';
import { given } from './given.ts';
import { NamedValuationDto, ValuationDto, ValuationField, valuationOf } from './valuation.dto.ts';

/** The kind decides the class; this one alone is for an unknown kind. */
export class ResourceDto {
  @OneOf(RESOURCE_KINDS)
  kind!: Resource['kind'];
}

export class ExchangeDto {
  /** Units of the currency for one euro, as the European Central Bank publishes it. */
  @DecimalText({ example: '0.9640' })
  rate!: string;

  @DateText()
  on!: string;

  @Text({ max: 200, example: 'BCE' })
  source!: string;
}

export class ForeignAmountDto {
  @DecimalText({ example: '10000.00' })
  amount!: string;

  @Pattern(/^[A-Z]{3}$/, 'the code of a currency, such as CHF', { example: 'CHF' })
  currency!: string;

  @AbsentOrNull()
  @Nested(() => ExchangeDto)
  exchange?: ExchangeDto | null;
}

export class CashDto extends ResourceDto {
  @Absent()
  @OneOf(CASH_NATURES)
  nature?: CashNature;

  /** Only an amount in another currency stands for the one in euro. */
  @ValidateIf(({ amount, foreign }: CashDto) => (amount ?? null) !== null || (foreign ?? null) === null)
  @ApiProperty({ required: false, nullable: true })
  @Nested(() => MoneyDto)
  amount?: MoneyDto | null;

  @AbsentOrNull()
  @Nested(() => ForeignAmountDto)
  foreign?: ForeignAmountDto | null;

  @AbsentOrNull()
  @Nested(() => MoneyDto)
  userPart?: MoneyDto | null;
}

export class PaidStaffDto extends ResourceDto {
  @AbsentOrNull()
  @Id()
  person?: string | null;

  @DurationText()
  duration!: string;

  @Absent()
  @WholeNumber(0, 10_000)
  reimbursedBp?: number;

  @ValuationField(() => ValuationDto)
  valuation?: ValuationDto | null;
}

export class VolunteerTimeDto extends ResourceDto {
  @AbsentOrNull()
  @Id()
  person?: string | null;

  @AbsentOrNull()
  @WholeNumber(1, 1_000_000)
  headcount?: number | null;

  @DurationText()
  duration!: string;

  @Flag()
  registered!: boolean;

  @Flag()
  insured!: boolean;

  @ValuationField(() => NamedValuationDto)
  valuation?: NamedValuationDto | null;
}

export class AssetUseDto extends ResourceDto {
  @AbsentOrNull()
  @Text({ max: 200, example: 'Inventario 118' })
  asset?: string | null;

  @DecimalText({ example: '516' })
  quantity!: string;

  @OneOf(ASSET_UNITS)
  unit!: AssetUnit;

  @ValuationField(() => ValuationDto)
  valuation?: ValuationDto | null;
}

/** Goods or a service, given without a price. */
export class DonationDto extends ResourceDto {
  @Text({ max: 200, example: 'Arredi della sala' })
  description!: string;

  @DecimalText({ example: '12' })
  quantity!: string;

  @OneOf(ASSET_UNITS)
  unit!: AssetUnit;

  @ValuationField(() => NamedValuationDto)
  valuation?: NamedValuationDto | null;
}

/** Relations are counted by an indicator; there is no member for money. */
export class RelationalDto {
  @OneOf(['RELATIONAL'])
  kind!: 'RELATIONAL';

  @Pattern(/^[A-Z][A-Z0-9_]{0,59}$/, 'the code of an indicator, such as NETWORK_NODES', {
    example: 'NETWORK_NODES',
  })
  indicator!: string;

  @DecimalText({ example: '14' })
  quantity!: string;

  @Text({ max: 60, example: 'nodi' })
  unit!: string;
}

const KINDS = {
  CASH: CashDto,
  PAID_STAFF: PaidStaffDto,
  VOLUNTEER_TIME: VolunteerTimeDto,
  ASSET_USE: AssetUseDto,
  DONATED_GOODS: DonationDto,
  DONATED_SERVICE: DonationDto,
} as const satisfies Readonly<Record<Resource['kind'], unknown>>;

const CLASSES = [...new Set(Object.values(KINDS))];

/** The class that a kind asks for; what has no kind of ours meets the base class, which says which there are. */
function toResource({ value }: { value: unknown }): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { kind } = value as { kind?: unknown };
  const known =
    typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS] : ResourceDto;
  return plainToInstance(known, value);
}

export function ResourceField(): PropertyDecorator {
  return (target, property) => {
    const key = property as string;
    ApiExtraModels(...CLASSES)(target.constructor);
    ApiProperty({
      oneOf: CLASSES.map((type) => ({ $ref: getSchemaPath(type) })),
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

/** What has a default and was left out stays out, so that the same body gives the same command for ever. */
export function resourceOf(dto: ResourceDto): AskedResource {
  if (dto instanceof CashDto) return cashOf(dto);
  if (dto instanceof PaidStaffDto) {
    const { person, reimbursedBp } = dto;
    const valuation = valuationOf(dto.valuation, 'HOURS_AT_RATE');
    const stated = given({ person, reimbursedBp });
    return { kind: 'PAID_STAFF', ...stated, minutes: minutesOf(dto.duration) ?? 0, valuation };
  }
  if (dto instanceof VolunteerTimeDto) {
    const { person = null, headcount = null, registered, insured } = dto;
    const minutes = minutesOf(dto.duration) ?? 0;
    const valuation = valuationOf(dto.valuation);
    return { kind: 'VOLUNTEER_TIME', person, headcount, minutes, registered, insured, valuation };
  }
  if (dto instanceof AssetUseDto) {
    const { asset, quantity, unit } = dto;
    const valuation = valuationOf(dto.valuation, 'UNITS_AT_RATE');
    return { kind: 'ASSET_USE', ...given({ asset }), quantity, unit, valuation };
  }
  if (dto instanceof DonationDto) {
    const { description, quantity, unit } = dto;
    const kind = dto.kind as 'DONATED_GOODS' | 'DONATED_SERVICE';
    return { kind, description, quantity, unit, valuation: valuationOf(dto.valuation) };
  }
  throw new TypeError(`no resource of kind ${dto.kind} passes validation`);
}

function cashOf({ nature, amount, foreign, userPart }: CashDto): AskedCash {
  return {
    kind: 'CASH',
    ...given({
      nature,
      amount: amount && moneyFrom(amount),
      foreign: foreign && foreignOf(foreign),
      userPart: userPart && moneyFrom(userPart),
    }),
  };
}

function foreignOf({ amount, currency, exchange }: ForeignAmountDto): AskedCash['foreign'] {
  const of = exchange ? { rate: exchange.rate, on: exchange.on, source: exchange.source } : null;
  return { amount, currency, exchange: of };
}

export function relationalOf({ indicator, quantity, unit }: RelationalDto): Relational {
  return { kind: 'RELATIONAL', indicator, quantity, unit };
}

/** What the API shows of a resource: time as a duration, everything else as it is kept. */
export function shownResource(resource: Resource | Relational): object {
  if (resource.kind === 'RELATIONAL' || !isTimed(resource)) return resource;
  const { minutes, ...rest } = resource;
  return { ...rest, duration: durationOf(minutes) };
}
