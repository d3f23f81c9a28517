/** Query strings. Everything in them is text; what a query does not know is refused. */
import { applyDecorators } from '@nestjs/common';
import { ApiHideProperty, ApiProperty } from '@nestjs/swagger';
import { IsEmpty, IsIn, Matches, ValidateBy } from 'class-validator';
import { KNOWN_AS_OF_FORM } from '#data-folder/known-as-of';
import { RESOURCE_KINDS, STAGES } from '#domain/contribution/events';
import { CONTRIBUTION_STATUSES, type ContributionStatus } from '#read-models/contributions/projection';
import { Absent, Id, OneOf } from './fields.ts';

const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;

/** For addresses that take no query at all. */
export class NoQueryDto {
  @ApiHideProperty()
  @IsEmpty()
  nothing?: never;
}

export class DryRunDto {
  @Absent()
  @ApiProperty({ enum: ['true', 'false'], required: false })
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  dryRun?: string;
}

export class KnownAsOfDto {
  @Absent()
  @ApiProperty({ type: String, required: false, example: '2026-03-31T23:59:59.999+02:00' })
  @Matches(KNOWN_AS_OF_FORM, {
    message: 'must be a log position or an instant with its offset, 2026-03-31T10:00:00Z',
  })
  knownAsOf?: string;
}

/** How many items a page holds at most. */
export function PageLimit(byDefault = LIMIT_DEFAULT): PropertyDecorator {
  const isLimit = (value: unknown): boolean =>
    /^\d{1,4}$/.test(String(value)) && Number(value) >= 1 && Number(value) <= LIMIT_MAX;
  return applyDecorators(
    ApiProperty({
      ...{ type: 'integer', format: 'int32', required: false },
      ...{ minimum: 1, maximum: LIMIT_MAX, default: byDefault },
    }),
    ValidateBy({
      name: 'limit',
      validator: {
        validate: isLimit,
        defaultMessage: () => `must be a whole number from 1 to ${LIMIT_MAX}`,
      },
    }),
  );
}

export class PageDto extends KnownAsOfDto {
  @Absent()
  @ApiProperty({ type: String, required: false })
  @Matches(/^[A-Za-z0-9_-]{1,100}$/, { message: 'must be the nextCursor of the page before' })
  cursor?: string;

  @Absent()
  @PageLimit()
  limit?: string;
}

export function limitOf(page: Pick<PageDto, 'limit'>): number {
  return page.limit === undefined ? LIMIT_DEFAULT : Number.parseInt(page.limit, 10);
}

export class ContributionsDto extends PageDto {
  @Absent()
  @Id()
  partnership?: string;

  @Absent()
  @Id()
  bringer?: string;

  @Absent()
  @OneOf([...RESOURCE_KINDS, 'RELATIONAL'])
  kind?: string;

  @Absent()
  @OneOf(STAGES)
  stage?: string;

  @Absent()
  @OneOf(CONTRIBUTION_STATUSES)
  status?: ContributionStatus;

  /** What the partner that is credited says of it. */
  @Absent()
  @OneOf(['NONE', 'CONFIRMED', 'CONTESTED'])
  word?: 'NONE' | 'CONFIRMED' | 'CONTESTED';

  /** Whether something of it waits for verification. */
  @Absent()
  @OneOf(['true', 'false'])
  undecided?: string;

  /** Whether something of it is about days of a year that was closed before. */
  @Absent()
  @OneOf(['true', 'false'])
  late?: string;
}

export class TransfersDto extends PageDto {
  @Absent()
  @Id()
  partnership?: string;
}

export class FindingsDto extends PageDto {
  @Absent()
  @Id()
  partnership?: string;
}
