/** A document that proves something, by where it is kept and by its bytes. */
import {
  DOCUMENT_TYPES,
  RETENTION_CLASSES,
  type AskedEvidence,
  type DocumentType,
  type RetentionClass,
} from '#domain/contribution/events';
import { Absent, AbsentOrNull, OneOf, Pattern, Text, WholeNumber } from '../fields.ts';
import { given } from './given.ts';

export function DigestField(): PropertyDecorator {
  return Pattern(/^[0-9a-f]{64}$/, 'a SHA-256, 64 hexadecimal digits in lower case');
}

export class EvidenceDto {
  @Text({ max: 200 })
  reference!: string;

  @DigestField()
  sha256!: string;

  @Absent()
  @OneOf(DOCUMENT_TYPES)
  type?: DocumentType;

  @AbsentOrNull()
  @Text({ max: 20, example: '00623530136' })
  issuer?: string | null;

  @AbsentOrNull()
  @Text({ max: 100, example: 'FPA 12/2026' })
  number?: string | null;

  @AbsentOrNull()
  @WholeNumber(1, 1_000_000)
  pages?: number | null;

  @Absent()
  @OneOf(RETENTION_CLASSES)
  retention?: RetentionClass;

  /** Of a document that says nothing of amounts, such as an insurance policy, nothing is claimed: 0. */
  @Absent()
  @WholeNumber(0, 10_000)
  shareBp?: number;
}

export function documentOf(dto: EvidenceDto): AskedEvidence {
  const { reference, sha256, type, issuer, number, pages, retention, shareBp } = dto;
  return { reference, sha256, ...given({ type, issuer, number, pages, retention, shareBp }) };
}
