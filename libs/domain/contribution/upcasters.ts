/** Versions of the stored events of `contribution`, oldest first. A new version adds one function to its list. */
import { FAMILY_OF_KIND, type Resource } from './resources.ts';

/** Version 1 knew three kinds of resource, a rate for each value, and documents by reference and digest only. */
interface FirstStatement {
  readonly resource: {
    readonly kind: Resource['kind'];
    readonly valuation?: { readonly method: string; readonly version: number; readonly rate: string };
  };
  readonly evidence: readonly object[];
}

interface FirstValued {
  readonly statement: FirstStatement;
}

function withLife(data: FirstValued): object {
  const { statement } = data;
  return {
    ...data,
    statement: {
      ...statement,
      resource: resourceToday(statement.resource),
      family: FAMILY_OF_KIND[statement.resource.kind],
      lateFor: null,
      fundedBy: [],
      evidence: statement.evidence.map((document) => ({ ...NOTHING_SAID, ...document })),
    },
    admissible: [],
    controls: [],
  };
}

const NOTHING_SAID = {
  type: 'OTHER',
  issuer: null,
  number: null,
  pages: null,
  retention: 'TEN_YEARS',
  shareBp: null,
} as const;

function resourceToday(resource: FirstStatement['resource']): object {
  const { kind, valuation } = resource;
  if (kind === 'CASH') return { ...resource, nature: 'GRANT', foreign: null, userPart: null };
  const { rate = '0' } = valuation ?? {};
  const valued = { ...resource, valuation: { ...valuation, inputs: { rate }, level: null, other: null } };
  return kind === 'PAID_STAFF' ? { ...valued, person: null, reimbursedBp: 0 } : { ...valued, asset: null };
}

/**
 * Before, a resource always had a valuation, and a statement always a value. What was written then means the same; the
 * version is another so that software which knows only values stops at what has none.
 */
function asItIs(data: object): object {
  return data;
}

export const schemas = {
  ContributionRecorded: { name: 'contribution.recorded', upcast: [withLife, asItIs] },
  ContributionPledged: { name: 'contribution.pledged', upcast: [asItIs] },
  PledgeRevised: { name: 'contribution.pledge-revised', upcast: [] },
  PledgeReleased: { name: 'contribution.pledge-released', upcast: [] },
  PledgeExpired: { name: 'contribution.pledge-expired', upcast: [] },
  ContributionCommitted: { name: 'contribution.committed', upcast: [] },
  ContributionDelivered: { name: 'contribution.delivered', upcast: [] },
  ContributionPaid: { name: 'contribution.paid', upcast: [] },
  MovementReversed: { name: 'contribution.movement-reversed', upcast: [] },
  EvidenceAttached: { name: 'contribution.evidence-attached', upcast: [] },
  ContributionVerified: { name: 'contribution.verified', upcast: [] },
  ContributionRejected: { name: 'contribution.rejected', upcast: [] },
  ContributionConfirmed: { name: 'contribution.confirmed', upcast: [] },
  ContributionContested: { name: 'contribution.contested', upcast: [] },
  ContestResolved: { name: 'contribution.contest-resolved', upcast: [] },
  ContributionCorrected: { name: 'contribution.corrected', upcast: [withLife, asItIs] },
  ContributionReclassified: { name: 'contribution.reclassified', upcast: [] },
  ContributionReversed: {
    name: 'contribution.reversed',
    upcast: [(data: object) => ({ ...data, despite: [] })],
  },
  FundsRecovered: { name: 'contribution.funds-recovered', upcast: [] },
  RecoveryWaived: { name: 'contribution.recovery-waived', upcast: [] },
  RelationalResourceDeclared: { name: 'contribution.relational-declared', upcast: [] },
} as const;
