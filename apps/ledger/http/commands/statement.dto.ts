/** All that a contribution states, and what every entry says besides. */
import { OmitType, PartialType } from '@nestjs/swagger';
import {
  RESOURCE_FAMILIES,
  STAGES,
  USERS_AREAS,
  type AskedStatement,
  type Funding,
  type ResourceFamily,
  type Stage,
  type UsersArea,
} from '#domain/contribution/events';
import type { Reasons } from '#domain/controls/controls';
import {
  Absent,
  AbsentOrNull,
  DateText,
  Id,
  Nested,
  NestedList,
  OneOf,
  Pattern,
  Text,
  TextList,
} from '../fields.ts';
import { MoneyDto, moneyFrom } from '../money.dto.ts';
import { documentOf, EvidenceDto } from './evidence.dto.ts';
import { given } from './given.ts';
import { ResourceDto, ResourceField, resourceOf } from './resource.dto.ts';

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

export class FundingDto {
  @Id()
  contribution!: string;

  @Nested(() => MoneyDto)
  amount!: MoneyDto;
}

/** All that a contribution states. */
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

  @Absent()
  @OneOf(RESOURCE_FAMILIES)
  family?: ResourceFamily;

  @Nested(() => SpanDto)
  effective!: SpanDto;

  @AbsentOrNull()
  @Nested(() => SpanDto)
  lateFor?: SpanDto | null;

  @Absent()
  @OneOf(['STATED', 'ASSUMED'])
  dating?: 'STATED' | 'ASSUMED';

  @Absent()
  @NestedList(() => FundingDto, 50)
  fundedBy?: FundingDto[];

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

/** A pledge has no stage to state: nothing of it has come yet. */
export class PledgedStatementDto extends OmitType(StatementDto, ['stage']) {}

/** What a correction states anew; what is left out stays as it was. */
export class ChangesDto extends PartialType(StatementDto, { skipNullProperties: false }) {}

/** By control, why what it found is right all the same. A control that blocks takes no reason. */
export class ReasonsDto implements Reasons {
  @Absent()
  @Text({ max: 200 })
  SAME_HOURS?: string;

  @Absent()
  @Text({ max: 200 })
  PLAUSIBLE_RATE?: string;

  @Absent()
  @Text({ max: 200 })
  ELIGIBILITY_WINDOW?: string;

  @Absent()
  @Text({ max: 200 })
  EVIDENCE_PRESENT?: string;

  @Absent()
  @Text({ max: 200 })
  REQUIRED_SHARE?: string;
}

export function statementOf(stated: PledgedStatementDto, stage: Stage): AskedStatement {
  return {
    payer: stated.payer,
    bringer: stated.bringer,
    receiver: stated.receiver ?? null,
    fundingSource: stated.fundingSource,
    stage,
    resource: resourceOf(stated.resource),
    effective: spanOf(stated.effective),
    dating: stated.dating ?? 'STATED',
    usersArea: stated.usersArea ?? null,
    cup: cupOf(stated.cup ?? null),
    place: placeOf(stated.place ?? null),
    act: stated.act ?? null,
    evidence: (stated.evidence ?? []).map(documentOf),
    ...given({
      family: stated.family,
      lateFor: stated.lateFor && spanOf(stated.lateFor),
      fundedBy: stated.fundedBy?.map(fundingOf),
    }),
  };
}

export function changesOf(changes: ChangesDto): Partial<AskedStatement> {
  const { resource, effective, lateFor, fundedBy, cup, place, evidence, ...plain } = changes;
  return given({
    ...plain,
    resource: resource && resourceOf(resource),
    effective: effective && spanOf(effective),
    lateFor: lateFor && spanOf(lateFor),
    fundedBy: fundedBy?.map(fundingOf),
    cup: cup === undefined ? undefined : cupOf(cup),
    place: place === undefined ? undefined : placeOf(place),
    evidence: evidence?.map(documentOf),
  });
}

/** Left out when there are none, so that a body without them gives the command that it always gave. */
export function reasonsOf(reasons: ReasonsDto | undefined): { readonly reasons?: Reasons } {
  const stated = given({ ...reasons });
  return Object.keys(stated).length === 0 ? {} : { reasons: stated };
}

export function spanOf({ from, to }: SpanDto): AskedStatement['effective'] {
  return { from, to: to ?? from };
}

export function fundingOf({ contribution, amount }: FundingDto): Funding {
  return { contribution, amount: moneyFrom(amount) };
}

export function placeOf(place: PlaceDto | null): AskedStatement['place'] {
  if (place === null) return null;
  const { regions, provinces, municipalities, istat = null } = place;
  return { regions, provinces, municipalities, istat };
}

function cupOf(cup: string | null): string | null {
  return cup === null ? null : cup.toUpperCase();
}
