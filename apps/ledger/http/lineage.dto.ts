/** Query strings about where a figure comes from and why it changed. */
import { BASES, VIEWS, type Basis, type View } from '#domain/figures/definitions';
import { TERMS, type TermName } from '#read-models/figures/lineage/lineage';
import { KNOWN_AS_OF_FORM } from '#data-folder/known-as-of';
import { AsOfDate, DEFINITION_ASKED, WhatIfDto } from './figure-question.dto.ts';
import { Absent, Id, OneOf, Pattern } from './fields.ts';
import { PageLimit } from './query.dto.ts';

/** How a lineage is written: as an answer of the API, as a table, or as W3C provenance (PROV-JSON). */
export const LINEAGE_FORMATS = ['json', 'csv', 'prov'] as const;
export type LineageFormat = (typeof LINEAGE_FORMATS)[number];

const CURSOR_FORM = /^[A-Za-z0-9_-]{1,160}$/;
const Cursor = (): PropertyDecorator => Pattern(CURSOR_FORM, 'the nextCursor of the page before');

export class LineageDto extends WhatIfDto {
  /** Only leaves of one term; those that stand in none are then left out. */
  @Absent()
  @OneOf(TERMS)
  term?: TermName;

  @Absent()
  @OneOf(LINEAGE_FORMATS)
  format?: LineageFormat;

  @Absent()
  @Cursor()
  cursor?: string;

  @Absent()
  @PageLimit()
  limit?: string;
}

/** The question is the second of the two; what is named `from…` makes the first another one. */
export class DifferencesDto extends WhatIfDto {
  @AsOfDate()
  fromEffectiveAsOf?: string;

  @Absent()
  @Pattern(KNOWN_AS_OF_FORM, 'a log position or an instant with its offset, 2026-03-31T10:00:00Z', {
    example: '2026-03-10T23:59:59+01:00',
  })
  fromKnownAsOf?: string;

  @Absent()
  @OneOf(BASES)
  fromBasis?: Basis;

  @Absent()
  @OneOf(VIEWS)
  fromView?: View;

  @Absent()
  @Pattern(DEFINITION_ASKED, 'the code of a definition, such as L1, or with a version L1@2', {
    example: 'L1@1',
  })
  fromDefinition?: string;

  @Absent()
  @Id()
  fromPartnership?: string;

  @Absent()
  @Cursor()
  cursor?: string;

  @Absent()
  @PageLimit()
  limit?: string;
}
