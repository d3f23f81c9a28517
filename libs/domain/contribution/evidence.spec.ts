/** A share, of a document or of a cost, lies between nothing and the whole. */
import { describe, expect, it } from '@jest/globals';
import { specFor } from '#event-sourcing/spec';
import {
  around,
  correct,
  happened,
  pledge,
  record,
  staff,
  WHY,
} from '../../../test/support/contributions.ts';
import { contribution } from './decider.ts';

const { given } = specFor(contribution, around());
const document = (shareBp: number | null) => ({ reference: 'ft. 7', sha256: 'cd'.repeat(32), shareBp });
const cost = (reimbursedBp: number) => ({ ...staff(60), reimbursedBp });

describe('a share', () => {
  it.each([-1, 10_001, 0.5, Number.NaN])('of %p basis points is none', (bp) => {
    const refused = (pointer: string) => ({
      rejected: 'SHARE_OUTSIDE' as const,
      pointer,
      params: { found: String(bp), limit: '10000' },
    });
    given()
      .when(record({ evidence: [document(10_000), { ...document(bp), sha256: 'ef'.repeat(32) }] }))
      .thenRejected(refused('/evidence/1/shareBp'));
    given()
      .when(record({ resource: cost(bp) }))
      .thenRejected(refused('/resource/reimbursedBp'));
    given(...happened(record()))
      .when(correct({ evidence: [document(bp)] }))
      .thenRejected(refused('/changes/evidence/0/shareBp'));
    given(...happened(record()))
      .when({ kind: 'attachEvidence', document: document(bp) })
      .thenRejected(refused('/document/shareBp'));
    const revision = { schedule: null, effectiveOn: '2024-06-01', justification: WHY };
    given(...happened(pledge({ resource: cost(0) })))
      .when({ kind: 'revisePledge', resource: cost(bp), ...revision })
      .thenRejected(refused('/resource/reimbursedBp'));
    const resource = { kind: 'RELATIONAL', indicator: 'NETWORK_NODES', quantity: '3', unit: 'nodi' } as const;
    const effective = { from: '2024-01-01', to: '2024-12-31' };
    const said = { bringer: 'coop', receiver: null, resource, effective, usersArea: null, place: null };
    given()
      .when({
        kind: 'declare',
        partnership: 'p1',
        externalRef: null,
        declaration: { ...said, evidence: [document(bp)] },
      })
      .thenRejected(refused('/evidence/0/shareBp'));
  });

  it.each([0, 10_000, null])('of %p is one, or was never said', (bp) => {
    expect(() => happened(record({ evidence: [document(bp)], resource: cost(bp ?? 0) }))).not.toThrow();
  });
});
