/**
 * Questions about figures in a query string, and what they become: a selection of facts that this caller may see. All
 * that asks figures shares them, so that the same words always mean the same.
 */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsIn, Matches, ValidateBy } from 'class-validator';
import { isDate } from '#domain/calendar';
import { CODE_FORM } from '#domain/definition/decider';
import { BASES, SCOPES, VIEWS, type Basis, type Scope, type View } from '#domain/figures/definitions';
import { DIMENSION_VALUES, valueFault } from '#read-models/figures/question/question-faults';
import { ALTERNATIVES_MAX } from '#read-models/figures/question/question-texts';
import { DIMENSIONS, type Dimension } from '#read-models/figures/question/question';
import { Absent, Id, OneOf, Pattern } from './fields.ts';
import { KnownAsOfDto } from './query.dto.ts';

/** A code, or a code and a version: `L1`, `L1@2`. */
export const DEFINITION_ASKED = /^[A-Z][A-Za-z0-9-]{0,19}(@[1-9]\d{0,5})?$/;
const DEFINITIONS_MAX = 20;
const GROUP_BY_MAX = 2;

/** Dimensions that filter by a parameter of their own; `partnership` is who is asked about. */
export const FILTERS = DIMENSIONS.filter((dimension) => dimension !== 'partnership');

/** Values between commas, or the parameter several times. */
const Listed = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    [value].flat().flatMap((each) => (typeof each === 'string' ? each.split(',') : [each])),
  );

/** A filter: facts count that have one of the values. */
function Filter(dimension: Dimension): PropertyDecorator {
  const values = DIMENSION_VALUES[dimension];
  const described = 'form' in values ? {} : { enum: [...values] };
  const fault = (value: unknown): string | null => {
    const unfit = [value].flat().find((each) => valueFault(dimension, String(each)) !== null);
    return unfit === undefined ? null : (valueFault(dimension, String(unfit)) as string);
  };
  return applyDecorators(
    Absent(),
    ApiProperty({
      type: [String],
      required: false,
      maxItems: ALTERNATIVES_MAX,
      ...described,
      description: `Only facts with one of these values, also written between commas${
        'form' in values ? `: ${values.example}` : ''
      }`,
    }),
    Listed(),
    ArrayMaxSize(ALTERNATIVES_MAX, { message: `must have at most ${ALTERNATIVES_MAX} values` }),
    ValidateBy({
      name: 'filter',
      validator: {
        validate: (value) => fault(value) === null,
        defaultMessage: (args) => fault(args?.value) ?? '',
      },
    }),
  );
}

/** A date that exists, or nothing. */
export function AsOfDate(): PropertyDecorator {
  return applyDecorators(
    Absent(),
    ApiProperty({
      type: String,
      format: 'date',
      required: false,
      description:
        'What took effect by the end of this day; absent: today in Rome. Together with knownAsOf the answer never ' +
        'changes by a byte, and says so (ETag, Cache-Control: immutable)',
    }),
    ValidateBy({
      name: 'asOfDate',
      validator: {
        validate: (value) => typeof value === 'string' && isDate(value),
        defaultMessage: () => 'must be a date that exists, YYYY-MM-DD',
      },
    }),
  );
}

/** Which facts count: what every question about figures has in common. */
export class SelectionDto extends KnownAsOfDto {
  @Id()
  partnership!: string;

  @Absent()
  @ApiProperty({
    enum: ['true', 'false'],
    required: false,
    description: 'Sum over the whole chain of partnerships that follow one another, not this one alone',
  })
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  chain?: string;

  @Absent()
  @OneOf(BASES)
  basis?: Basis;

  @Absent()
  @OneOf(VIEWS)
  view?: View;

  @Absent()
  @OneOf(SCOPES)
  scope?: Scope;

  @AsOfDate()
  effectiveAsOf?: string;

  @Absent()
  @ApiProperty({
    type: String,
    required: false,
    example: 'FOI:2024',
    description: 'Real terms: every amount in prices of this period of this price index',
  })
  @Matches(/^[^:]+:[^:]+$/, { message: 'must be a price index and a period, such as FOI:2024' })
  prices?: string;

  @Absent()
  @ApiProperty({
    type: String,
    required: false,
    example: 'kind:VOLUNTEER_TIME;year:2020,2021',
    description: 'What does not count: values by dimension, several dimensions between semicolons',
  })
  @Matches(/^[A-Za-z]+:[^;]+(;[A-Za-z]+:[^;]+)*$/, {
    message: 'must be dimensions with their values, such as kind:VOLUNTEER_TIME;year:2020,2021',
  })
  without?: string;

  @Filter('side')
  side?: string[];

  @Filter('origin')
  origin?: string[];

  @Filter('kind')
  kind?: string[];

  @Filter('stage')
  stage?: string[];

  @Filter('grade')
  grade?: string[];

  @Filter('word')
  word?: string[];

  @Filter('year')
  year?: string[];

  @Filter('payer')
  payer?: string[];

  @Filter('bringer')
  bringer?: string[];

  @Filter('receiver')
  receiver?: string[];

  @Filter('source')
  source?: string[];

  @Filter('fund')
  fund?: string[];

  @Filter('area')
  area?: string[];

  @Filter('municipality')
  municipality?: string[];

  @Filter('sizeClass')
  sizeClass?: string[];
}

/** A selection, weighed with other rates than those that were used. */
export class WhatIfDto extends SelectionDto {
  @Absent()
  @ApiProperty({
    type: String,
    required: false,
    example: 'VOLUNTEER_TIME=12.50;ASSET_USE=3',
    description:
      'What if these rates in euro per hour or unit had been used, by kind of resource or KIND:METHOD; ' +
      'nothing is recorded, and what was valued without a rate stays',
  })
  @Matches(/^[^=;]+=[^=;]+(;[^=;]+=[^=;]+)*$/, {
    message: 'must be kinds of resource with their rates, such as VOLUNTEER_TIME=12.50',
  })
  whatIf?: string;
}

export class FigureDto extends WhatIfDto {
  @Absent()
  @ApiProperty({
    type: [String],
    enum: DIMENSIONS,
    required: false,
    maxItems: GROUP_BY_MAX,
    description: 'One dimension or two, also written between commas',
  })
  @Listed()
  @ArrayMaxSize(GROUP_BY_MAX, { message: `must have at most ${GROUP_BY_MAX} dimensions` })
  @ArrayUnique({ message: 'must name each dimension once' })
  @IsIn([...DIMENSIONS], { each: true, message: `must be among ${DIMENSIONS.join(', ')}` })
  groupBy?: Dimension[];
}

export class DefinitionsDto extends KnownAsOfDto {
  @Absent()
  @Pattern(CODE_FORM, 'the code of a definition, such as L1', { example: 'L1' })
  code?: string;
}

export class FiguresDto extends FigureDto {
  @Absent()
  @ApiProperty({
    type: [String],
    required: false,
    maxItems: DEFINITIONS_MAX,
    example: ['L1', 'L1@1'],
    description: 'Codes, each with its version in force on the effective date, or with one that is named',
  })
  @Listed()
  @ArrayMaxSize(DEFINITIONS_MAX, { message: `must have at most ${DEFINITIONS_MAX} codes` })
  @ArrayUnique({ message: 'must name each figure once' })
  @Matches(DEFINITION_ASKED, {
    each: true,
    message: 'must hold codes of definitions, such as L1, or with a version L1@2',
  })
  definition?: string[];
}
