/** Why a record is corrected, reversed or restated. */
import { CORRECTION_REASONS, type CorrectionReason } from '#domain/contribution/events';
import { AbsentOrNull, OneOf, Text } from '../fields.ts';

export class JustificationDto {
  @OneOf(CORRECTION_REASONS)
  reason!: CorrectionReason;

  @AbsentOrNull()
  @Text({ max: 200 })
  reference?: string | null;
}

export function justificationOf({ reason, reference }: JustificationDto): {
  readonly reason: CorrectionReason;
  readonly reference: string | null;
} {
  return { reason, reference: reference ?? null };
}
