/** Bodies that register parties, partnerships and funding sources. */
import { ORIGIN_CLASSES, type OriginClass } from '#domain/funding-source/origins';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import { PARTY_KINDS, type PartyKind, type PartyProfile } from '#domain/party/events';
import {
  INSTRUMENTS,
  type ImpliedPublicBase,
  type Instrument,
  type PartnershipProfile,
} from '#domain/partnership/events';
import { writtenAmount } from '#domain/money';
import {
  Absent,
  AbsentOrNull,
  DateText,
  DecimalText,
  Flag,
  Id,
  Nested,
  NestedList,
  OneOf,
  Pattern,
  Text,
  WholeNumber,
} from './fields.ts';
import { MoneyDto } from './money.dto.ts';

export class RegisterPartyDto {
  @OneOf(PARTY_KINDS)
  kind!: PartyKind;

  @AbsentOrNull()
  @Text({ max: 200, example: 'Comune di Lecco' })
  legalName?: string | null;

  @AbsentOrNull()
  @OneOf(ORIGIN_CLASSES)
  standsFor?: OriginClass | null;

  @AbsentOrNull()
  @Text({ max: 16, example: '00623530136' })
  taxCode?: string | null;

  @AbsentOrNull()
  @Text({ max: 40, example: 'c_e507' })
  ipaCode?: string | null;
}

export function partyOf(dto: RegisterPartyDto): PartyProfile {
  return {
    kind: dto.kind,
    legalName: dto.legalName ?? null,
    standsFor: dto.standsFor ?? null,
    taxCode: dto.taxCode ?? null,
    ipaCode: dto.ipaCode ?? null,
  };
}

export class RegisterPartnershipDto {
  @Text({ max: 200 })
  title!: string;

  @OneOf(INSTRUMENTS)
  instrument!: Instrument;

  @AbsentOrNull()
  @Id()
  leadBody?: string | null;

  @AbsentOrNull()
  @DateText()
  from?: string | null;

  @AbsentOrNull()
  @DateText()
  to?: string | null;

  @AbsentOrNull()
  @Text({ max: 20 })
  cup?: string | null;
}

export function partnershipOf(dto: RegisterPartnershipDto): PartnershipProfile {
  return {
    title: dto.title,
    instrument: dto.instrument,
    leadBody: dto.leadBody ?? null,
    from: dto.from ?? null,
    to: dto.to ?? null,
    cup: dto.cup?.toUpperCase() ?? null,
  };
}

export class PublishedStatementDto {
  @Text({ max: 200 })
  statedBy!: string;

  @Pattern(
    /^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
    'a year, a month or a day: 2018, 2018-12 or 2018-12-05',
    {
      example: '2018-12',
    },
  )
  statedOn!: string;

  @Text({ max: 300 })
  title!: string;

  @AbsentOrNull()
  @Pattern(/^https:\/\/\S{1,500}$/, 'an https address')
  url?: string | null;
}

export class ImplyPublicBaseDto {
  @DateText()
  from!: string;

  @DateText()
  to!: string;

  @DecimalText({ example: '0.22' })
  statedIncrease!: string;

  @Nested(() => MoneyDto)
  statedResources!: MoneyDto;

  @Nested(() => PublishedStatementDto)
  source!: PublishedStatementDto;
}

export function impliedBaseOf(dto: ImplyPublicBaseDto): Omit<ImpliedPublicBase, 'amount'> {
  const { statedBy, statedOn, title, url = null } = dto.source;
  const { amount, currency } = dto.statedResources;
  return {
    from: dto.from,
    to: dto.to,
    statedIncrease: dto.statedIncrease,
    statedResources: { amount: writtenAmount(amount), currency },
    source: { statedBy, statedOn, title, url },
  };
}

export class WithdrawPublicBaseDto {
  @Text({ max: 200 })
  reason!: string;
}

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
}

export function fundingSourceOf(dto: RegisterFundingSourceDto): FundingSourceProfile {
  return {
    title: dto.title,
    originShares: dto.originShares.map(({ origin, bp }) => ({ origin, bp })),
    fundCode: dto.fundCode ?? null,
    repayable: dto.repayable ?? false,
  };
}
