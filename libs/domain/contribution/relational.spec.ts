/** A relational resource is counted and evidenced; whatever would make money of it is refused. */
import { describe, expect, it } from '@jest/globals';
import { specFor } from '#event-sourcing/spec';
import {
  around,
  cash,
  eur,
  happened,
  move,
  record,
  recover,
  reverse,
  verify,
  WHY,
} from '../../../test/support/contributions.ts';
import type { ContributionCommand, DeclareRelational } from './commands.ts';
import { contribution } from './decider.ts';

const { given } = specFor(contribution, around());

const NODES: DeclareRelational = {
  kind: 'declare',
  partnership: 'p1',
  externalRef: null,
  declaration: {
    bringer: 'coop',
    receiver: 'lecco',
    resource: { kind: 'RELATIONAL', indicator: 'NETWORK_NODES', quantity: '24', unit: 'bodies' },
    effective: { from: '2024-01-01', to: '2024-12-31' },
    usersArea: 'MUL',
    place: null,
    evidence: [],
  },
};
const declare = (over: Partial<DeclareRelational['declaration']>): DeclareRelational => ({
  ...NODES,
  declaration: { ...NODES.declaration, ...over },
});
const DOCUMENT = { reference: 'mappa della rete', sha256: 'ef'.repeat(32) };

describe('a relational resource', () => {
  it('N1: is declared as an indicator and how many: 24 nodes, 120 ties, a density of 0.434783', () => {
    for (const resource of [
      NODES.declaration.resource,
      { kind: 'RELATIONAL', indicator: 'NETWORK_TIES', quantity: '120', unit: 'ties' },
      { kind: 'RELATIONAL', indicator: 'NETWORK_DENSITY', quantity: '0.434783', unit: 'ratio' },
    ] as const) {
      const { declaration } = declare({ resource });
      given()
        .when(declare({ resource }))
        .thenHappens({
          type: 'RelationalResourceDeclared',
          data: {
            partnership: 'p1',
            externalRef: null,
            declaration: { ...declaration, evidence: [] },
            controls: [],
          },
        });
    }
  });

  it('has no member in its event that could be money', () => {
    const [{ told } = { told: undefined }] = happened(NODES);
    expect(JSON.stringify(told)).not.toMatch(/amount|currency|value|EUR/);
  });

  it('needs a quantity, a span and an open year', () => {
    given()
      .when(declare({ resource: { ...NODES.declaration.resource, quantity: '0' } }))
      .thenRejected({ rejected: 'QUANTITY_NOT_POSITIVE', pointer: '/resource/quantity' });
    given()
      .when(declare({ effective: { from: '2024-02-01', to: '2024-01-01' } }))
      .thenRejected({ rejected: 'SPAN_REVERSED', pointer: '/effective/to' });
    given()
      .when(NODES, around({ closed: [2024] }))
      .thenRejected({ rejected: 'PERIOD_CLOSED', pointer: '/effective', params: { year: '2024' } });
  });

  it.each<[string, ContributionCommand]>([
    ['corrected', { kind: 'correct', changes: { resource: cash('1.00') }, justification: WHY }],
    ['reclassified', { kind: 'reclassify', fundingSource: 'own', effectiveOn: null, justification: WHY }],
    ['committed', move('commit', '1.00', '2024-12-31')],
    ['delivered', move('deliver', '1.00', '2024-12-31')],
    ['paid', move('pay', '1.00', '2024-12-31')],
    ['verified', verify('1.00')],
    ['recovered', recover('1.00', '2024-12-31')],
    ['waived', { kind: 'waiveRecovery', amount: eur('1.00'), act: 'det.', reason: 'esiguo' }],
    [
      'revised',
      {
        kind: 'revisePledge',
        resource: cash('1.00'),
        schedule: null,
        effectiveOn: '2024-12-31',
        justification: WHY,
      },
    ],
    ['released', { kind: 'releasePledge', effectiveOn: '2024-12-31', reference: null }],
    ['expired', { kind: 'expirePledge' }],
    ['confirmed', { kind: 'confirm' }],
    ['contested', { kind: 'contest', reason: 'OTHER', reference: null }],
    ['resolved', { kind: 'resolveContest', outcome: 'UPHELD', reference: 'verbale' }],
  ])('is never %s', (_, asked) => {
    given(...happened(NODES))
      .when(asked)
      .thenRejected({ rejected: 'RELATIONAL_HAS_NO_VALUE' });
  });

  it('funds nothing', () => {
    const fundedBy = [{ contribution: 'c9', amount: eur('1.00') }];
    const state = happened(NODES).reduce(
      (so, { told, by }) => contribution.evolve(so, told, by),
      contribution.initial,
    );
    given()
      .when(record({ fundedBy }), around({ others: { 'contribution-c9': state } }))
      .thenRejected({ rejected: 'FUNDING_NOT_CASH', pointer: '/fundedBy/0/contribution' });
  });

  it('is evidenced, each document once', () => {
    const attach = { kind: 'attachEvidence', document: DOCUMENT } as const;
    expect(happened(NODES, attach)).toHaveLength(2);
    given(...happened(NODES, attach))
      .when(attach)
      .thenRejected({ rejected: 'DOCUMENT_ATTACHED', pointer: '/document/sha256' });
  });

  it('is reversed once, from its first day on', () => {
    given(...happened(NODES))
      .when(reverse('2023-12-31'))
      .thenRejected({ rejected: 'REVERSAL_BEFORE_FACT', pointer: '/effectiveOn' });
    given(...happened(NODES))
      .when(reverse(null))
      .thenHappens({
        type: 'ContributionReversed',
        data: { effectiveOn: null, justification: WHY, despite: [] },
      });
    given(...happened(NODES, reverse(null)))
      .when(reverse(null))
      .thenRejected({ rejected: 'ALREADY_REVERSED' });
    given(...happened(NODES))
      .when(NODES)
      .thenRejected({ rejected: 'ALREADY_RECORDED' });
  });

  it('names who brings it and who gets it', () => {
    const named = contribution
      .references(NODES, contribution.initial, 'self')
      .map(({ id, pointer }) => [id, pointer]);
    expect(named).toEqual([
      ['p1', '/partnership'],
      ['p1', '/partnership'],
      ['coop', '/bringer'],
      ['lecco', '/receiver'],
    ]);
  });
});
