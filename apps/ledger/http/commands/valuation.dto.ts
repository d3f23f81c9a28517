/** How a quantity becomes money: a method, standard or adopted here, and what it asks for. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { ClassConstructor } from 'class-transformer';
import { ValidateIf } from 'class-validator';
import type { AskedOtherValuation, AskedValuation } from '#domain/contribution/events';
import { QUANTITY_UNITS, type QuantityUnit } from '#domain/valuation/method';
import {
  Absent,
  AbsentOrNull,
  DecimalText,
  DecimalTexts,
  Nested,
  OneOf,
  Pattern,
  Text,
  WholeNumber,
} from '../fields.ts';
import { given } from './given.ts';

/** The version that a standard method has when none is named; it stays this one, whatever follows it. */
const FIRST_VERSION = 1;
const STANDARD_FORM = /^[A-Z][A-Z0-9_]{0,59}$/;

function MethodField(): PropertyDecorator {
  return Pattern(
    /^([A-Z][A-Z0-9_]{0,59}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    'the code of a standard method, or the id of one that was adopted here',
    { example: 'STAFF_1720' },
  );
}

/** A standard method is meant in its first version unless another is named; of one adopted here it is always named. */
function VersionField(): PropertyDecorator {
  return (target, property) => {
    WholeNumber(1, 1_000_000)(target, property);
    ApiProperty({ required: false })(target, property);
    ValidateIf(
      ({ method, version }: { method?: unknown; version?: unknown }) =>
        version !== undefined || (typeof method === 'string' && !STANDARD_FORM.test(method)),
    )(target, property as string);
  };
}

export class OtherValuationDto {
  @MethodField()
  method!: string;

  @VersionField()
  version?: number;

  @DecimalText({ example: '30' })
  quantity!: string;

  @OneOf(QUANTITY_UNITS)
  unit!: QuantityUnit;

  @DecimalTexts({ example: { marketRent: '1200.00' } })
  inputs!: Record<string, string>;
}

class InputsDto {
  @VersionField()
  version?: number;

  @Absent()
  @DecimalTexts({ example: { annualCost: '38000.00', partTimeBp: '5000' } })
  inputs?: Record<string, string>;

  @AbsentOrNull()
  @Text({ max: 100, example: 'D2' })
  level?: string | null;

  @AbsentOrNull()
  @Nested(() => OtherValuationDto)
  other?: OtherValuationDto | null;
}

/** A rate alone is enough: the time or use at that rate. */
export class ValuationDto extends InputsDto {
  @Absent()
  @MethodField()
  method?: string;

  @ValidateIf(
    ({ rate, method, inputs, level }: ValuationDto) =>
      rate !== undefined || (method === undefined && inputs === undefined && (level ?? null) === null),
  )
  @ApiProperty({ required: false })
  @DecimalText({ example: '20.00' })
  rate?: string;
}

/** What is given is valued on a legal ground, which the method is: it is named. */
export class NamedValuationDto extends InputsDto {
  @MethodField()
  method!: string;

  @Absent()
  @DecimalText({ example: '20.00' })
  rate?: string;
}

/** Null or left out: how much there is of it is recorded now, and what it is worth by a correction. */
export function ValuationField(type: () => ClassConstructor<InputsDto>): PropertyDecorator {
  const description =
    'Null or left out: not valued yet. The quantity is kept, and a correction gives it its value.';
  return applyDecorators(Nested(type), AbsentOrNull(), ApiProperty({ description }));
}

export function valuationOf(
  dto: ValuationDto | NamedValuationDto | null | undefined,
  ordinary: 'HOURS_AT_RATE' | 'UNITS_AT_RATE' | '' = '',
): AskedValuation | null {
  if (dto === null || dto === undefined) return null;
  const { method = ordinary, version = FIRST_VERSION, rate, inputs, level, other } = dto;
  return {
    method,
    version,
    ...given({ rate, inputs: inputs && { ...inputs }, level, other: other && otherOf(other) }),
  };
}

function otherOf(dto: OtherValuationDto): AskedOtherValuation {
  const { method, version = FIRST_VERSION, quantity, unit, inputs } = dto;
  return { method, version, quantity, unit, inputs: { ...inputs } };
}
