/** A contribution is recorded once, evidenced, and reversed once. */
import { describe, expect, it } from '@jest/globals';
import { specFor } from '#event-sourcing/spec';
import {
  corrected,
  draw,
  drawn,
  FAULTS,
  kept,
  recorded,
  reversed,
  SHARE,
} from '../../../test/support/contribution-events.ts';
import {
  around,
  ASKED,
  cash,
  eur,
  happened,
  move,
  pledge,
  record,
  reverse,
  room,
  staff,
  standing,
  verify,
} from '../../../test/support/contributions.ts';
import { contribution } from './decider.ts';
import type { ContributionEvent } from './events.ts';

const { given } = specFor(contribution, around());

describe('recording a contribution', () => {
  it('keeps all that was stated, its value, and what the controls found', () => {
    given().when(record()).thenHappens(recorded());
  });

  it('writes an amount in one form, whatever way it was spelt', () => {
    for (const amount of ['10000', '10000.0', '10000.00']) {
      given()
        .when(record({ resource: cash(amount) }))
        .thenHappens(recorded());
    }
  });

  it('needs neither receiver nor area, CUP, place, act or evidence', () => {
    const bare = { receiver: null, usersArea: null, act: null, evidence: [] };
    const { data } = recorded(10_000_00n, bare) as Extract<
      ContributionEvent,
      { type: 'ContributionRecorded' }
    >;
    given()
      .when(record(bare))
      .thenHappens({ type: 'ContributionRecorded', data: { ...data, controls: [] } });
  });

  it('may begin and end on the same day', () => {
    const day = { effective: { from: '2024-02-29', to: '2024-02-29' } };
    given().when(record(day)).thenHappens(recorded(10_000_00n, day));
  });

  it.each([
    [cash('1.00'), 'ECONOMIC'],
    [staff(60), 'PROFESSIONAL'],
    [room('1'), 'ORGANISATIONAL'],
  ] as const)('of %j belongs to the family %s unless another is named', (resource, family) => {
    expect(standing(happened(record({ resource }))).statement.family).toBe(family);
    expect(standing(happened(record({ resource, family: 'DESIGN' }))).statement.family).toBe('DESIGN');
  });

  it('happens once, also after a correction or a reversal, and also with another statement', () => {
    const other = record({ resource: cash('5.00') });
    for (const history of [
      [recorded()],
      [recorded(), corrected(5_00n, { resource: kept('5.00') })],
      [recorded(), reversed(null)],
    ]) {
      given(...history)
        .when(other)
        .thenRejected({ rejected: 'ALREADY_RECORDED' });
    }
    given(recorded()).when(record()).thenRejected({ rejected: 'ALREADY_RECORDED' });
    given(recorded()).when(pledge()).thenRejected({ rejected: 'ALREADY_RECORDED' });
  });

  it('takes what is committed, delivered or paid; a pledge is recorded as a pledge', () => {
    for (const stage of ['COMMITTED', 'DELIVERED', 'PAID'] as const) {
      given().when(record({ stage })).thenHappens(recorded(10_000_00n, { stage }));
    }
    given()
      .when(record({ stage: 'PLEDGED' }))
      .thenRejected({ rejected: 'STAGE_NOT_RECORDABLE', pointer: '/stage', params: { found: 'PLEDGED' } });
  });

  it.each(FAULTS)('is refused with %j: %s at %s', (over, rejected, pointer) => {
    given().when(record(over)).thenRejected({ rejected, pointer });
  });

  it('names everything that must exist before', () => {
    const asked = record({ receiver: 'lecco', fundedBy: [{ contribution: 'c0', amount: eur('1.00') }] });
    expect(contribution.references(asked, contribution.initial, 'self')).toEqual([
      { aggregate: 'partnership', id: 'p1', pointer: '/partnership', missing: 'PARTNERSHIP_UNKNOWN' },
      { aggregate: 'period', id: 'p1', pointer: '/partnership', missing: null },
      { aggregate: 'party', id: 'bankFoundation', pointer: '/payer', missing: 'PARTY_UNKNOWN' },
      { aggregate: 'party', id: 'coop', pointer: '/bringer', missing: 'PARTY_UNKNOWN' },
      { aggregate: 'party', id: 'lecco', pointer: '/receiver', missing: 'PARTY_UNKNOWN' },
      {
        aggregate: 'funding-source',
        id: 'calls',
        pointer: '/fundingSource',
        missing: 'FUNDING_SOURCE_UNKNOWN',
      },
      {
        aggregate: 'contribution',
        id: 'c0',
        pointer: '/fundedBy/0/contribution',
        missing: 'CONTRIBUTION_UNKNOWN',
      },
    ]);
    const local = { ...staff(60), valuation: { method: 'm1', version: 1, inputs: {} } };
    expect(contribution.references(record({ resource: local }), contribution.initial, 'self')).toContainEqual(
      {
        aggregate: 'valuation-method',
        id: 'm1',
        pointer: '/resource/valuation/method',
        missing: 'METHOD_UNKNOWN',
      },
    );
  });
});

describe('reversing a contribution (T12)', () => {
  it('undoes it from its own dates, or on a day from its first day on', () => {
    for (const effectiveOn of [null, '2024-01-01', '2024-12-31', '2026-11-22']) {
      given(recorded()).when(reverse(effectiveOn)).thenHappens(reversed(effectiveOn));
    }
  });

  it('cannot take effect before the contribution has, as it stands after corrections', () => {
    const early = { rejected: 'REVERSAL_BEFORE_FACT', pointer: '/effectiveOn' };
    given(recorded())
      .when(reverse('2023-12-31'))
      .thenRejected({ ...early, params: { found: '2023-12-31', earliest: '2024-01-01' } });
    const moved = corrected(10_000_00n, { effective: { from: '2025-01-01', to: '2025-06-30' } });
    given(recorded(), moved).when(reverse('2024-12-31')).thenRejected(early);
    given(recorded(), moved).when(reverse('2025-01-01')).thenHappens(reversed('2025-01-01'));
  });

  it('takes effect on a day that has come, in a year that is open', () => {
    given(recorded())
      .when(reverse('2026-11-23'))
      .thenRejected({
        rejected: 'DATE_IN_FUTURE',
        pointer: '/effectiveOn',
        params: { found: '2026-11-23', today: '2026-11-22' },
      });
    const closed = around({ closed: [2024] });
    given(recorded(10_000_00n, { effective: { from: '2024-01-01', to: '2025-12-31' } }))
      .when(reverse('2024-12-31'), closed)
      .thenRejected({ rejected: 'PERIOD_CLOSED', pointer: '/effectiveOn', params: { year: '2024' } });
    given(recorded(10_000_00n, { effective: { from: '2024-01-01', to: '2025-12-31' } }))
      .when(reverse('2025-01-01'), closed)
      .thenHappens(reversed('2025-01-01'));
  });

  it('happens once', () => {
    for (const first of [null, '2025-01-01']) {
      given(recorded(), reversed(first)).when(reverse(null)).thenRejected({ rejected: 'ALREADY_REVERSED' });
    }
    given().when(reverse(null)).thenRejected({ rejected: 'NOT_FOUND' });
  });

  it('is refused while others draw on it, naming each once, and goes on when that is accepted', () => {
    const others = drawn(
      draw('coop', 'ambito', 1_00n),
      { ...draw('coop', 'coop', 2_00n), by: { aggregate: 'contribution', id: 'c2' } },
      draw('coop', 'lecco', 1_00n),
    );
    given(recorded())
      .when(reverse(null), others)
      .thenRejected({ rejected: 'HAS_DEPENDENTS', params: { dependents: 'transfer-t1 contribution-c2' } });
    given(recorded())
      .when(reverse(null, true), others)
      .thenHappens(reversed(null, ['transfer-t1', 'contribution-c2']));
  });

  it('ends everything else that could be asked', () => {
    const history = happened(record(), reverse(null));
    for (const asked of [
      verify('1.00'),
      move('pay', '1.00', '2024-12-31'),
      { kind: 'confirm' },
      { kind: 'releasePledge', effectiveOn: '2025-01-01', reference: null },
      { kind: 'attachEvidence', document: ASKED.evidence[0] ?? { reference: '', sha256: '' } },
    ] as const) {
      given(...history)
        .when(asked)
        .thenRejected({ rejected: 'ALREADY_REVERSED' });
    }
  });
});

describe('attaching a document', () => {
  const attach = (over: object = {}) =>
    ({
      kind: 'attachEvidence',
      document: { reference: 'prot. 9', sha256: 'cd'.repeat(32), ...over },
    }) as const;

  it('keeps what it proves and how long it must be kept, and the share of it that is claimed', () => {
    const said = { type: 'INVOICE', pages: 2, retention: 'CPR_5_YEARS', shareBp: 4_000 } as const;
    given(recorded())
      .when(attach(said))
      .thenHappens({
        type: 'EvidenceAttached',
        data: {
          document: { reference: 'prot. 9', sha256: 'cd'.repeat(32), issuer: null, number: null, ...said },
          controls: [{ ...SHARE, value: '4000 bp' }],
        },
      });
  });

  it('happens once for each document', () => {
    const again = { rejected: 'DOCUMENT_ATTACHED', pointer: '/document/sha256' };
    given(recorded())
      .when(attach({ sha256: 'ab'.repeat(32) }))
      .thenRejected(again);
    given(...happened(record(), attach()))
      .when(attach({ reference: 'copia' }))
      .thenRejected(again);
  });

  it('needs a contribution', () => {
    given().when(attach()).thenRejected({ rejected: 'NOT_FOUND' });
  });
});
