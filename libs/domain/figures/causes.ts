/** Why facts appeared or ended: what a difference between two as-ofs is told by. */
import type { Statement } from '../contribution/events.ts';
import { same } from '../same.ts';
import type { Life, WeighingEvent } from './life.ts';

/** Read models keep places in this list: what is new comes at its end, and the version of the projection is raised. */
export const CAUSES = [
  /** Recorded or pledged. */
  'ENTERED',
  /** Committed, delivered, paid or verified. */
  'MOVED',
  /** A pledge that was released or has expired. */
  'LET_GO',
  'CORRECTED',
  /** The same quantity with another value. */
  'REVALUED',
  /** Another funding source, so perhaps another side. */
  'RECLASSIFIED',
  'REVERSED',
  'RECOVERED',
  /** A document came to stand behind it. */
  'EVIDENCED',
  /** The partner that is credited confirmed or contested it, or a contest was resolved. */
  'SAID',
  /** A public base that a published statement implies, or that was withdrawn. */
  'BASE_IMPLIED',
  'BASE_WITHDRAWN',
] as const;
export type Cause = (typeof CAUSES)[number];

/** `before` is the life that the event goes on with; null for the event that opens it. */
export function causeOf(before: Life | null, event: WeighingEvent): Cause {
  switch (event.type) {
    case 'ContributionRecorded':
    case 'ContributionPledged':
      return 'ENTERED';
    case 'PledgeReleased':
    case 'PledgeExpired':
      return 'LET_GO';
    case 'ContributionReclassified':
      return 'RECLASSIFIED';
    case 'ContributionReversed':
      return 'REVERSED';
    case 'FundsRecovered':
      return 'RECOVERED';
    case 'ContributionCorrected':
      return before === null ? 'CORRECTED' : correctionOf(before.standing.statement, event.data.statement);
    case 'PledgeRevised':
    case 'MovementReversed':
      return 'CORRECTED';
    case 'EvidenceAttached':
      return 'EVIDENCED';
    case 'ContributionConfirmed':
    case 'ContributionContested':
    case 'ContestResolved':
      return 'SAID';
    default:
      return 'MOVED';
  }
}

function correctionOf(before: Statement, after: Statement): Cause {
  if (before.fundingSource !== after.fundingSource) return 'RECLASSIFIED';
  const { resource } = after;
  const isValued = 'valuation' in resource && 'valuation' in before.resource;
  const asBefore = isValued ? { ...resource, valuation: before.resource.valuation } : resource;
  const sameButValue = isValued && same({ ...after, resource: asBefore }, before) && !same(after, before);
  return sameButValue ? 'REVALUED' : 'CORRECTED';
}
