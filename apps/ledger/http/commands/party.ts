/** Commands on parties. */
import { PartialType } from '@nestjs/swagger';
import { ORIGIN_CLASSES, type OriginClass } from '#domain/funding-source/origins';
import {
  AID_REGIMES,
  COOPERATIVE_TYPES,
  CTS_TYPES,
  FOUNDATION_TYPES,
  NO_DETAILS,
  PARTY_KINDS,
  PUBLIC_LEVELS,
  REGISTRY_STATUSES,
  RUNTS_SECTIONS,
  STATUS_REGISTRIES,
  type AidGrant,
  type AidRegime,
  type CooperativeType,
  type CtsType,
  type FoundationType,
  type PartyKind,
  type PartyProfile,
  type PublicLevel,
  type RegistryStatus,
  type RuntsSection,
  type StatusCheck,
  type StatusRegistry,
} from '#domain/party/events';
import { AbsentOrNull, DateText, Id, Nested, NestedList, OneOf, Text, WholeNumber } from '../fields.ts';
import { MoneyDto, moneyFrom } from '../money.dto.ts';
import { DigestField } from './evidence.dto.ts';
import { given } from './given.ts';
import { JustificationDto, justificationOf } from './justification.dto.ts';
import { RECORDERS, route, type CommandRoute } from './route.ts';

export class TaxCodeOverrideDto {
  @Text({ max: 500 })
  reason!: string;
}

export class RuntsEntryDto {
  @OneOf(RUNTS_SECTIONS)
  section!: RuntsSection;

  @Text({ max: 20, example: '12345' })
  number!: string;
}

export class ThirdSectorDto {
  @OneOf(CTS_TYPES)
  ctsType!: CtsType;

  @NestedList(() => RuntsEntryDto, 2)
  runts!: RuntsEntryDto[];

  @AbsentOrNull()
  @OneOf(COOPERATIVE_TYPES)
  cooperativeType?: CooperativeType | null;
}

export class PublicBodyDto {
  @OneOf(PUBLIC_LEVELS)
  level!: PublicLevel;

  @AbsentOrNull()
  @Text({ max: 6, example: '097042' })
  istatCode?: string | null;
}

export class MixedCapitalDto {
  @WholeNumber(1, 9_999)
  publicShareBp!: number;
}

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
  @Nested(() => TaxCodeOverrideDto)
  taxCodeOverride?: TaxCodeOverrideDto | null;

  @AbsentOrNull()
  @Text({ max: 40, example: 'c_e507' })
  ipaCode?: string | null;

  @AbsentOrNull()
  @Nested(() => ThirdSectorDto)
  thirdSector?: ThirdSectorDto | null;

  @AbsentOrNull()
  @Nested(() => PublicBodyDto)
  publicBody?: PublicBodyDto | null;

  @AbsentOrNull()
  @OneOf(FOUNDATION_TYPES)
  foundationType?: FoundationType | null;

  @AbsentOrNull()
  @Nested(() => MixedCapitalDto)
  mixedCapital?: MixedCapitalDto | null;
}

export class PartyChangesDto extends PartialType(RegisterPartyDto, { skipNullProperties: false }) {}

export class CorrectPartyDto {
  @Nested(() => PartyChangesDto)
  changes!: PartyChangesDto;

  @Nested(() => JustificationDto)
  justification!: JustificationDto;
}

export class StatusEvidenceDto {
  @Text({ max: 200 })
  reference!: string;

  @AbsentOrNull()
  @DigestField()
  sha256?: string | null;
}

export class CheckStatusDto {
  @OneOf(STATUS_REGISTRIES)
  registry!: StatusRegistry;

  @OneOf(REGISTRY_STATUSES)
  status!: RegistryStatus;

  @DateText()
  checkedOn!: string;

  @AbsentOrNull()
  @DateText()
  since?: string | null;

  @AbsentOrNull()
  @Nested(() => StatusEvidenceDto)
  evidence?: StatusEvidenceDto | null;
}

export class GrantAidDto {
  @OneOf(AID_REGIMES)
  regime!: AidRegime;

  @Nested(() => MoneyDto)
  grossGrantEquivalent!: MoneyDto;

  @DateText()
  grantedOn!: string;

  @AbsentOrNull()
  @Text({ max: 40, example: '1234567' })
  cor?: string | null;

  @AbsentOrNull()
  @Text({ max: 500 })
  motivation?: string | null;

  @AbsentOrNull()
  @Id()
  partnership?: string | null;
}

const UNSTATED = { legalName: null, standsFor: null, taxCode: null, ipaCode: null, ...NO_DETAILS } as const;

function profileOf(dto: PartyChangesDto): Partial<PartyProfile> {
  const { taxCodeOverride, thirdSector, publicBody, mixedCapital, ...plain } = dto;
  return given({
    ...plain,
    taxCodeOverride: taxCodeOverride && { reason: taxCodeOverride.reason },
    thirdSector: thirdSector && {
      ctsType: thirdSector.ctsType,
      runts: thirdSector.runts.map(({ section, number }) => ({ section, number })),
      cooperativeType: thirdSector.cooperativeType ?? null,
    },
    publicBody: publicBody && { level: publicBody.level, istatCode: publicBody.istatCode ?? null },
    mixedCapital: mixedCapital && { publicShareBp: mixedCapital.publicShareBp },
  });
}

function statusCheckOf({ evidence, since = null, ...check }: CheckStatusDto): StatusCheck {
  const proof = evidence ? { reference: evidence.reference, sha256: evidence.sha256 ?? null } : null;
  return { ...check, since, evidence: proof };
}

function aidGrantOf({ grossGrantEquivalent, cor, motivation, partnership, ...grant }: GrantAidDto): AidGrant {
  return {
    ...grant,
    grossGrantEquivalent: moneyFrom(grossGrantEquivalent),
    cor: cor ?? null,
    motivation: motivation ?? null,
    partnership: partnership ?? null,
  };
}

export const partyCommands: readonly CommandRoute[] = [
  route({
    post: 'parties',
    name: 'register',
    summary: 'Register a party',
    roles: RECORDERS,
    body: RegisterPartyDto,
    target: 'new',
    scope: 'none',
    ask: (body) => ({
      aggregate: 'party',
      id: null,
      command: { kind: 'register', party: { ...UNSTATED, kind: body.kind, ...profileOf(body) } },
    }),
  }),
  route({
    post: 'parties/:id/corrections',
    name: 'correct',
    summary: 'Correct a party: state anew what was wrong',
    roles: RECORDERS,
    body: CorrectPartyDto,
    target: 'existing',
    scope: 'wholeLedger',
    ask: ({ changes, justification }, { id }) => ({
      aggregate: 'party',
      id,
      command: {
        kind: 'correct',
        changes: profileOf(changes),
        justification: justificationOf(justification),
      },
    }),
  }),
  route({
    post: 'parties/:id/status-checks',
    name: 'checkStatus',
    summary: 'Record what a register says of a party',
    roles: RECORDERS,
    body: CheckStatusDto,
    target: 'existing',
    scope: 'none',
    ask: (body, { id }) => ({
      aggregate: 'party',
      id,
      command: { kind: 'checkStatus', ...statusCheckOf(body) },
    }),
  }),
  route({
    post: 'parties/:id/aid-grants',
    name: 'grantAid',
    summary: 'Record public support to a party, under its State aid regime',
    roles: RECORDERS,
    body: GrantAidDto,
    target: 'existing',
    scope: 'body',
    ask: (body, { id }) => ({ aggregate: 'party', id, command: { kind: 'grantAid', ...aidGrantOf(body) } }),
  }),
];
