/** Commands on contributions: recorded or declared, looked through again, corrected, reversed. */
import type {
  CorrectContribution,
  DeclareRelational,
  RecordContribution,
  ReverseContribution,
} from '#domain/contribution/commands';
import { USERS_AREAS, type UsersArea } from '#domain/contribution/events';
import { Absent, AbsentOrNull, DateText, Flag, Id, Nested, NestedList, OneOf, Text } from '../fields.ts';
import { documentOf, EvidenceDto } from './evidence.dto.ts';
import { JustificationDto, justificationOf } from './justification.dto.ts';
import { RelationalDto, relationalOf } from './resource.dto.ts';
import { RECORDERS, route, type CommandRoute } from './route.ts';
import {
  ChangesDto,
  changesOf,
  PlaceDto,
  placeOf,
  ReasonsDto,
  reasonsOf,
  SpanDto,
  spanOf,
  StatementDto,
  statementOf,
} from './statement.dto.ts';

export class RecordContributionDto extends StatementDto {
  @Id()
  partnership!: string;

  @AbsentOrNull()
  @Text({ max: 500, example: '2026/118' })
  externalRef?: string | null;

  @Absent()
  @Nested(() => ReasonsDto)
  reasons?: ReasonsDto;
}

/** Nobody pays for a relation and nothing funds it, so there is no member that says so. */
export class DeclareRelationalDto {
  @Id()
  partnership!: string;

  @AbsentOrNull()
  @Text({ max: 500, example: '2026/119' })
  externalRef?: string | null;

  @Id()
  bringer!: string;

  @AbsentOrNull()
  @Id()
  receiver?: string | null;

  @Nested(() => RelationalDto)
  resource!: RelationalDto;

  @Nested(() => SpanDto)
  effective!: SpanDto;

  @AbsentOrNull()
  @OneOf(USERS_AREAS)
  usersArea?: UsersArea | null;

  @AbsentOrNull()
  @Nested(() => PlaceDto)
  place?: PlaceDto | null;

  @Absent()
  @NestedList(() => EvidenceDto, 50)
  evidence?: EvidenceDto[];
}

export class CorrectContributionDto {
  @Nested(() => ChangesDto)
  changes!: ChangesDto;

  @Nested(() => JustificationDto)
  justification!: JustificationDto;

  @Absent()
  @Nested(() => ReasonsDto)
  reasons?: ReasonsDto;
}

export class ReverseContributionDto {
  @AbsentOrNull()
  @DateText()
  effectiveOn?: string | null;

  @Nested(() => JustificationDto)
  justification!: JustificationDto;

  /** Go on although others draw on it. */
  @Absent()
  @Flag()
  despiteDependents?: boolean;
}

export class ReclassifyContributionDto {
  @Id()
  fundingSource!: string;

  @AbsentOrNull()
  @DateText()
  effectiveOn?: string | null;

  @Nested(() => JustificationDto)
  justification!: JustificationDto;
}

export class AttachEvidenceDto {
  @Nested(() => EvidenceDto)
  document!: EvidenceDto;
}

function recordOf({
  partnership,
  externalRef,
  reasons,
  ...stated
}: RecordContributionDto): RecordContribution {
  const statement = statementOf(stated, stated.stage);
  return { kind: 'record', partnership, externalRef: externalRef ?? null, statement, ...reasonsOf(reasons) };
}

function declarationOf({ partnership, externalRef, ...dto }: DeclareRelationalDto): DeclareRelational {
  const declaration = {
    bringer: dto.bringer,
    receiver: dto.receiver ?? null,
    resource: relationalOf(dto.resource),
    effective: spanOf(dto.effective),
    usersArea: dto.usersArea ?? null,
    place: placeOf(dto.place ?? null),
    evidence: (dto.evidence ?? []).map(documentOf),
  };
  return { kind: 'declare', partnership, externalRef: externalRef ?? null, declaration };
}

function correctionOf({ changes, justification, reasons }: CorrectContributionDto): CorrectContribution {
  return {
    kind: 'correct',
    changes: changesOf(changes),
    justification: justificationOf(justification),
    ...reasonsOf(reasons),
  };
}

function reversalOf(dto: ReverseContributionDto): ReverseContribution {
  return {
    kind: 'reverse',
    effectiveOn: dto.effectiveOn ?? null,
    justification: justificationOf(dto.justification),
    ...(dto.despiteDependents === true ? { despiteDependents: true } : {}),
  };
}

function isRelational(body: unknown): boolean {
  const { resource } = (body ?? {}) as { readonly resource?: { readonly kind?: unknown } | null };
  return resource?.kind === 'RELATIONAL';
}

export const contributionCommands: readonly CommandRoute[] = [
  route<RecordContributionDto | DeclareRelationalDto>({
    post: 'contributions',
    name: 'record',
    summary: 'Record a contribution, or declare a relational resource',
    roles: RECORDERS,
    body: RecordContributionDto,
    otherBody: { type: DeclareRelationalDto, when: isRelational, either: 'ContributionEntry' },
    target: 'new',
    scope: 'body',
    ask: (body) => ({
      aggregate: 'contribution',
      id: null,
      command: body instanceof DeclareRelationalDto ? declarationOf(body) : recordOf(body),
    }),
  }),
  route({
    post: 'contributions/:id/corrections',
    name: 'correct',
    summary: 'Correct a contribution: state anew what was wrong',
    roles: RECORDERS,
    body: CorrectContributionDto,
    target: 'existing',
    scope: 'contribution',
    ask: (body, { id }) => ({ aggregate: 'contribution', id, command: correctionOf(body) }),
  }),
  route({
    post: 'contributions/:id/reversals',
    name: 'reverse',
    summary: 'Reverse a contribution, once',
    roles: RECORDERS,
    body: ReverseContributionDto,
    target: 'existing',
    scope: 'contribution',
    ask: (body, { id }) => ({ aggregate: 'contribution', id, command: reversalOf(body) }),
  }),
  route({
    post: 'contributions/:id/reclassifications',
    name: 'reclassify',
    summary: 'Give a contribution another funding source',
    roles: RECORDERS,
    body: ReclassifyContributionDto,
    target: 'existing',
    scope: 'contribution',
    ask: ({ fundingSource, effectiveOn, justification }, { id }) => ({
      aggregate: 'contribution',
      id,
      command: {
        kind: 'reclassify',
        fundingSource,
        effectiveOn: effectiveOn ?? null,
        justification: justificationOf(justification),
      },
    }),
  }),
  route({
    post: 'contributions/:id/evidence',
    name: 'attachEvidence',
    summary: 'Attach a document that proves a contribution',
    roles: RECORDERS,
    body: AttachEvidenceDto,
    target: 'existing',
    scope: 'contribution',
    ask: ({ document }, { id }) => ({
      aggregate: 'contribution',
      id,
      command: { kind: 'attachEvidence', document: documentOf(document) },
    }),
  }),
];
