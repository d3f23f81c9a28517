/** Commands on partnerships: what they are, their partners, and their implied public base. */
import { OmitType, PartialType } from '@nestjs/swagger';
import { USERS_AREAS, type UsersArea } from '#domain/contribution/statement';
import {
  CHAIN_STEPS,
  INSTRUMENTS,
  NO_PARTNERSHIP_DETAILS,
  PARTNER_ROLES,
  type ChainStep,
  type Correctable,
  type ImpliedPublicBase,
  type Instrument,
  type PartnerRole,
  type PartnershipProfile,
} from '#domain/partnership/events';
import { PARTNERSHIP_FORMS, type PartnershipForm } from '#domain/partnership/forms';
import { SIZE_CLASSES, type SizeClass } from '#domain/partnership/size-class';
import {
  Absent,
  AbsentOrNull,
  DateText,
  DecimalText,
  Id,
  ManyOf,
  Nested,
  NestedList,
  OneOf,
  Pattern,
  Text,
  TextList,
  WholeNumber,
} from '../fields.ts';
import { MoneyDto, moneyFrom } from '../money.dto.ts';
import { given } from './given.ts';
import { JustificationDto, justificationOf } from './justification.dto.ts';
import { RECORDERS, route, type CommandRoute } from './route.ts';

export class SocialAreaDto {
  @Text({ max: 200, example: 'Ambito di Lecco' })
  name!: string;

  @Text({ max: 100, example: 'Lombardia' })
  region!: string;
}

export class PartnershipActDto {
  @Text({ max: 100 })
  number!: string;

  @DateText()
  date!: string;

  @Text({ max: 300 })
  title!: string;
}

export class FollowsDto {
  @Id()
  partnership!: string;

  @OneOf(CHAIN_STEPS)
  how!: ChainStep;
}

export class RegisterPartnershipDto {
  @Text({ max: 200 })
  title!: string;

  @OneOf(INSTRUMENTS)
  instrument!: Instrument;

  @AbsentOrNull()
  @OneOf(PARTNERSHIP_FORMS)
  form?: PartnershipForm | null;

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

  @AbsentOrNull()
  @Nested(() => SocialAreaDto)
  socialArea?: SocialAreaDto | null;

  @Absent()
  @ManyOf(USERS_AREAS)
  usersAreas?: UsersArea[];

  @Absent()
  @TextList(2_000, 6)
  municipalities?: string[];

  @AbsentOrNull()
  @WholeNumber(1, 100_000_000)
  population?: number | null;

  @AbsentOrNull()
  @OneOf(SIZE_CLASSES)
  sizeClass?: SizeClass | null;

  @Absent()
  @TextList(50, 300)
  legalBasis?: string[];

  @Absent()
  @NestedList(() => PartnershipActDto, 100)
  acts?: PartnershipActDto[];

  @AbsentOrNull()
  @Nested(() => FollowsDto)
  follows?: FollowsDto | null;
}

/** A link of a chain stays for ever, so a correction does not know it. */
export class PartnershipChangesDto extends PartialType(OmitType(RegisterPartnershipDto, ['follows']), {
  skipNullProperties: false,
}) {}

export class CorrectPartnershipDto {
  @Nested(() => PartnershipChangesDto)
  changes!: PartnershipChangesDto;

  @Nested(() => JustificationDto)
  justification!: JustificationDto;
}

export class AdmitPartnerDto {
  @Id()
  party!: string;

  @OneOf(PARTNER_ROLES)
  role!: PartnerRole;

  @DateText()
  on!: string;
}

export class WithdrawPartnerDto {
  @Id()
  party!: string;

  @DateText()
  lastDay!: string;

  @Text({ max: 500 })
  reason!: string;
}

const UNSTATED = { leadBody: null, from: null, to: null, cup: null, ...NO_PARTNERSHIP_DETAILS } as const;

function statedOf({ cup, socialArea, acts, ...plain }: PartnershipChangesDto): Partial<Correctable> {
  return given({
    ...plain,
    cup: cup && cup.toUpperCase(),
    socialArea: socialArea && { name: socialArea.name, region: socialArea.region },
    acts: acts?.map(({ number, date, title }) => ({ number, date, title })),
  });
}

function partnershipOf({ follows, ...body }: RegisterPartnershipDto): PartnershipProfile {
  const { title, instrument } = body;
  const link = follows ? { partnership: follows.partnership, how: follows.how } : null;
  return { ...UNSTATED, title, instrument, ...statedOf(body), follows: link };
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

function impliedBaseOf(dto: ImplyPublicBaseDto): Omit<ImpliedPublicBase, 'amount'> {
  const { statedBy, statedOn, title, url = null } = dto.source;
  return {
    from: dto.from,
    to: dto.to,
    statedIncrease: dto.statedIncrease,
    statedResources: moneyFrom(dto.statedResources),
    source: { statedBy, statedOn, title, url },
  };
}

export class WithdrawPublicBaseDto {
  @Text({ max: 200 })
  reason!: string;
}

export const partnershipCommands: readonly CommandRoute[] = [
  route({
    post: 'partnerships',
    name: 'register',
    summary: 'Register a partnership',
    roles: RECORDERS,
    body: RegisterPartnershipDto,
    target: 'new',
    scope: 'wholeLedger',
    ask: (body) => ({
      aggregate: 'partnership',
      id: null,
      command: { kind: 'register', partnership: partnershipOf(body) },
    }),
  }),
  route({
    post: 'partnerships/:id/corrections',
    name: 'correct',
    summary: 'Correct a partnership: state anew what was wrong',
    roles: RECORDERS,
    body: CorrectPartnershipDto,
    target: 'existing',
    scope: 'id',
    ask: ({ changes, justification }, { id }) => ({
      aggregate: 'partnership',
      id,
      command: { kind: 'correct', changes: statedOf(changes), justification: justificationOf(justification) },
    }),
  }),
  route({
    post: 'partnerships/:id/partners',
    name: 'admitPartner',
    summary: 'Admit a partner',
    roles: RECORDERS,
    body: AdmitPartnerDto,
    target: 'existing',
    scope: 'id',
    ask: (body, { id }) => ({ aggregate: 'partnership', id, command: { kind: 'admitPartner', ...body } }),
  }),
  route({
    post: 'partnerships/:id/partner-withdrawals',
    name: 'withdrawPartner',
    summary: 'Record that a partner withdraws',
    roles: RECORDERS,
    body: WithdrawPartnerDto,
    target: 'existing',
    scope: 'id',
    ask: (body, { id }) => ({ aggregate: 'partnership', id, command: { kind: 'withdrawPartner', ...body } }),
  }),
  route({
    post: 'partnerships/:id/implied-public-bases',
    name: 'imply',
    summary: 'State the public base that a published statement implies',
    roles: RECORDERS,
    body: ImplyPublicBaseDto,
    target: 'existing',
    scope: 'id',
    ask: (body, { id }) => ({
      aggregate: 'partnership',
      id,
      command: { kind: 'implyPublicBase', base: impliedBaseOf(body) },
    }),
  }),
  route({
    post: 'partnerships/:id/implied-public-bases/withdrawals',
    name: 'withdraw',
    summary: 'Withdraw the implied public base',
    roles: RECORDERS,
    body: WithdrawPublicBaseDto,
    target: 'existing',
    scope: 'id',
    ask: ({ reason }, { id }) => ({
      aggregate: 'partnership',
      id,
      command: { kind: 'withdrawPublicBase', reason },
    }),
  }),
];
