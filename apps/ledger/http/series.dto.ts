/** Questions that ask more of the figures than a ratio. */
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, Matches } from 'class-validator';
import { CURVE_STEPS, type CurveStep } from '#read-models/figures/compared/curve';
import { OBSERVED_BY, type ObservedBy } from '#read-models/figures/compared/observatory';
import { Absent, Id, OneOf, Pattern } from './fields.ts';
import { AsOfDate, DEFINITION_ASKED, FigureDto, WhatIfDto } from './figure-question.dto.ts';
import { PageDto } from './query.dto.ts';

export class OneFigureDto extends FigureDto {
  /** The public body that brought the others together: it is attributed one half, and its part of the other. */
  @Absent()
  @Id()
  arranger?: string;
}

export class CurveDto extends OmitType(WhatIfDto, ['partnership', 'basis']) {
  @Absent()
  @OneOf(CURVE_STEPS)
  step?: CurveStep;
}

const DEFINITIONS_MAX = 5;

export class SensitivityDto extends OmitType(WhatIfDto, ['partnership', 'basis', 'view', 'scope']) {
  @Absent()
  @ApiProperty({
    type: [String],
    required: false,
    maxItems: DEFINITIONS_MAX,
    example: ['L1', 'L1s'],
    description: 'Codes, each with its version in force on the effective date, or with one that is named',
  })
  @Transform(({ value }: { value: unknown }) =>
    [value].flat().flatMap((each) => (typeof each === 'string' ? each.split(',') : [each])),
  )
  @ArrayMaxSize(DEFINITIONS_MAX, { message: `must have at most ${DEFINITIONS_MAX} codes` })
  @ArrayUnique({ message: 'must name each figure once' })
  @Matches(DEFINITION_ASKED, { each: true, message: 'must hold codes of definitions, such as L1 or L1@2' })
  definition?: string[];
}

export class ObservatoryDto extends OmitType(WhatIfDto, ['partnership', 'chain']) {
  @Absent()
  @Pattern(DEFINITION_ASKED, 'the code of a definition, such as L1 or L1@2', { example: 'L1' })
  definition?: string;

  @OneOf(OBSERVED_BY)
  by!: ObservedBy;

  @Absent()
  @OneOf(['json', 'csv'])
  format?: 'json' | 'csv';
}

/** Days, as a duration of ISO 8601. */
export const WITHIN_FORM = /^P(\d{1,4})D$/;

export class ExpiringPledgesDto extends PageDto {
  @AsOfDate()
  effectiveAsOf?: string;

  @Absent()
  @Pattern(WITHIN_FORM, 'a number of days, such as P90D', { example: 'P90D' })
  within?: string;
}
