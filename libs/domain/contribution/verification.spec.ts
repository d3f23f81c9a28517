/** A second person admits and cuts what is settled, and money comes back. */
import { describe, expect, it } from '@jest/globals';
import { specFor } from '#event-sourcing/spec';
import {
  around,
  balances,
  cash,
  correct,
  eur,
  happened,
  IMPEGNO,
  LIQUIDAZIONE,
  move,
  pledge,
  record,
  recover,
  staff,
  standing,
  verify,
  WHY,
} from '../../../test/support/contributions.ts';
import { contribution } from './decider.ts';
import { overdraftOf } from './ladder.ts';
import { allMoves } from './state.ts';

const SECOND = around();
const { given } = specFor(contribution, SECOND);
const PAID = record();
const passed = (value: string) => ({
  control: 'EVIDENCE_PRESENT' as const,
  version: 1,
  value,
  limit: '1',
  outcome: 'PASSED' as const,
  reason: null,
});

describe('verifying', () => {
  it('admits what is claimed, on its own days', () => {
    given(...happened(PAID))
      .when(verify('10000.00', '10000.00', { reference: 'lista 4' }))
      .thenHappens({
        type: 'ContributionVerified',
        data: {
          claimed: eur('10000.00'),
          admitted: eur('10000.00'),
          cut: eur('0.00'),
          reason: null,
          onAppeal: false,
          reference: 'lista 4',
          pieces: [{ effective: { from: '2024-01-01', to: '2024-12-31' }, value: eur('10000.00') }],
          controls: [passed('1')],
        },
      });
  });

  it('admits a part and cuts the rest for a reason: admitted + cut = claimed', () => {
    const history = happened(PAID, verify('4702.50', '4000.00'));
    expect(history[1]?.told).toMatchObject({
      data: {
        claimed: eur('4702.50'),
        admitted: eur('4000.00'),
        cut: eur('702.50'),
        reason: 'MISSING_SIGNATURES',
      },
    });
    expect(balances(history, 'VERIFIED').end).toBe('4000.00');
    given(...happened(PAID))
      .when(verify('4702.50', '4000.00', { reason: null }))
      .thenRejected({ rejected: 'CUT_NEEDS_REASON', pointer: '/reason' });
    given(...happened(PAID))
      .when(verify('100.00', '100.01'))
      .thenRejected({
        rejected: 'ADMITTED_AND_CUT',
        pointer: '/admitted',
        params: { claimed: '100.00', sum: '100.01' },
      });
  });

  it('that admits nothing is a rejection', () => {
    given(...happened(PAID))
      .when(verify('10000.00', '0.00', { reason: 'NOT_ELIGIBLE' }))
      .thenHappens({
        type: 'ContributionRejected',
        data: {
          claimed: eur('10000.00'),
          cut: eur('10000.00'),
          reason: 'NOT_ELIGIBLE',
          onAppeal: false,
          reference: null,
          controls: [passed('1')],
        },
      });
  });

  it('goes in parts, the oldest first, each on its own days', () => {
    const parts = happened(
      record({ stage: 'COMMITTED', resource: cash('100.00') }),
      move('pay', '30.00', '2024-03-01'),
      move('pay', '50.00', '2024-09-01'),
      verify('40.00'),
      verify('25.00', '20.00'),
      verify('15.00'),
    );
    const pieces = parts.slice(3).map(({ told }) => ('pieces' in told.data ? told.data.pieces : []));
    const on = (day: string, amount: string) => ({ effective: { from: day, to: day }, value: eur(amount) });
    expect(pieces).toEqual([
      [on('2024-03-01', '30.00'), on('2024-09-01', '10.00')],
      [on('2024-09-01', '20.00')],
      [on('2024-09-01', '15.00')],
    ]);
    expect(balances(parts, 'VERIFIED').end).toBe('75.00');
  });

  it('never decides on more than is settled and undecided', () => {
    given(...happened(PAID, verify('9000.00')))
      .when(verify('1000.01'))
      .thenRejected({
        rejected: 'EXCEEDS_CLAIM',
        pointer: '/claimed',
        params: { found: '1000.01', open: '1000.00' },
      });
    given(...happened(PAID, verify('10000.00', '9000.00')))
      .when(verify('0.01'))
      .thenRejected({ rejected: 'NOTHING_TO_VERIFY' });
    for (const opened of [pledge(), record({ stage: 'COMMITTED' }), record({ stage: 'DELIVERED' })]) {
      given(...happened(opened))
        .when(verify('0.01'))
        .thenRejected({ rejected: 'NOTHING_TO_VERIFY' });
    }
  });

  it('takes what is given in kind as settled once it is delivered', () => {
    for (const stage of ['DELIVERED', 'PAID'] as const) {
      const history = happened(record({ stage, resource: staff(600) }), verify('200.00'));
      expect(balances(history, 'VERIFIED').end).toBe('200.00');
    }
  });

  it.each([
    ['0.00', '0.00', 'AMOUNT_NOT_POSITIVE', '/claimed/amount'],
    ['1.00', '-1.00', 'AMOUNT_NOT_POSITIVE', '/admitted/amount'],
    ['1.00', '0.001', 'AMOUNT_TOO_PRECISE', '/admitted/amount'],
  ])('of %s with %s admitted is refused: %s', (claimed, admitted, rejected, pointer) => {
    given(...happened(PAID))
      .when(verify(claimed, admitted))
      .thenRejected({ rejected, pointer });
  });

  it('takes up a cut on appeal: 10,000.00 - 2,500.00 + 500.00 = 8,000.00, and the history keeps all three', () => {
    const history = happened(
      PAID,
      verify('10000.00', '7500.00'),
      verify('2500.00', '500.00', { onAppeal: true }),
    );
    expect(history).toHaveLength(3);
    expect(balances(history, 'VERIFIED').end).toBe('8000.00');
    expect(balances(history, 'PAID').end).toBe('2000.00');
    given(...history)
      .when(verify('2000.01', '2000.01', { onAppeal: true }))
      .thenRejected({
        rejected: 'EXCEEDS_CLAIM',
        pointer: '/claimed',
        params: { found: '2000.01', open: '2000.00' },
      });
    given(...happened(PAID, verify('10000.00')))
      .when(verify('1.00', '1.00', { onAppeal: true }))
      .thenRejected({ rejected: 'NOTHING_TO_VERIFY' });
  });

  it('counts in the open year what was settled in a closed one', () => {
    const closed = around({ closed: [2024] });
    const history = happened(PAID, [verify('10000.00'), closed]);
    expect(history[1]?.told).toMatchObject({
      data: { pieces: [{ effective: { from: '2026-11-22', to: '2026-11-22' } }] },
    });
  });

  it('without a document needs a reason, which is stored', () => {
    const history = happened(record({ evidence: [] }));
    given(...history)
      .when(verify('1.00'))
      .thenRejected({
        rejected: 'EVIDENCE_PRESENT',
        pointer: '/reasons/EVIDENCE_PRESENT',
        params: {
          value: '0',
          limit: '1',
          source: 'D.Lgs. 267/2000 art. 184; Corte dei conti, Calabria 77/2021',
        },
      });
    const reasons = { EVIDENCE_PRESENT: 'agli atti dell’Ambito' };
    const told = happened(record({ evidence: [] }), verify('1.00', '1.00', { reasons }))[1]?.told;
    expect(told).toMatchObject({
      data: { controls: [{ outcome: 'REASONED', reason: 'agli atti dell’Ambito', value: '0' }] },
    });
  });
});

describe('four eyes: whoever had a hand in it does not verify it', () => {
  const by = (name: string) => around({ by: name });
  const impegno = move('commit', '100.00', '2024-02-01', { accounting: IMPEGNO, keepRemainder: true });
  const liquidazione = move('deliver', '100.00', '2024-03-01', { accounting: LIQUIDAZIONE });
  const mandato = { ...IMPEGNO, mandateNo: '7', publication: 'trasparenza 3' };
  const history = happened(
    [pledge({ payer: 'lecco', resource: cash('100.00'), fundingSource: 'budget' }), by('pledger')],
    [
      {
        kind: 'revisePledge',
        resource: cash('120.00'),
        schedule: null,
        effectiveOn: '2024-01-15',
        justification: WHY,
      },
      by('reviser'),
    ],
    [impegno, by('committer')],
    [{ kind: 'releasePledge', effectiveOn: '2024-02-02', reference: null }, by('releaser')],
    [liquidazione, by('deliverer')],
    [correct({ act: 'det. 13' }), by('corrector')],
    [
      { kind: 'reclassify', fundingSource: 'half', effectiveOn: null, justification: WHY },
      by('reclassifier'),
    ],
    [move('pay', '100.00', '2024-04-01', { accounting: mandato }), by('payer')],
  );
  const hands = 'pledger reviser committer releaser deliverer corrector reclassifier payer'.split(' ');

  it.each(hands)('the %s is refused', (name) => {
    given(...history)
      .when(verify('100.00'), by(name))
      .thenRejected({ rejected: 'SAME_PERSON' });
  });

  it('anybody else may, also after having verified a part', () => {
    expect(standing(history).hands).toEqual(hands);
    expect(balances(happened(PAID, verify('1.00'), verify('2.00')), 'VERIFIED').end).toBe('3.00');
  });

  it('whoever attached a document, or undid a movement, is refused', () => {
    const document = { reference: 'lista', sha256: 'ee'.repeat(32) };
    const undoing = { kind: 'reverseMovement', movement: 1, justification: WHY } as const;
    const half = move('pay', '50.00', '2024-05-01');
    const promised = record({ stage: 'COMMITTED', resource: cash('100.00') });
    for (const had of [
      happened(PAID, [{ kind: 'attachEvidence', document }, by('archivist')]),
      happened(promised, half, half, [undoing, by('archivist')]),
    ]) {
      given(...had)
        .when(verify('1.00'), by('archivist'))
        .thenRejected({ rejected: 'SAME_PERSON' });
    }
  });
});

describe('money that comes back', () => {
  it('leaves what is verified on the day on which it comes', () => {
    const history = happened(PAID, verify('10000.00'), recover('5000.00', '2025-03-01'));
    expect(history[2]?.told).toEqual({
      type: 'FundsRecovered',
      data: { value: eur('5000.00'), from: 'coop', effectiveOn: '2025-03-01', act: 'det. 90/2025' },
    });
    expect(balances(history, 'VERIFIED').days).toEqual(['2024-01-01 10000.00', '2025-03-01 5000.00']);
  });

  it('is first what was cut, which was overpaid, and can then not be appealed for', () => {
    const history = happened(PAID, verify('10000.00', '7500.00'), recover('2000.00', '2025-03-01'));
    expect(balances(history, 'VERIFIED').end).toBe('7500.00');
    expect(balances(history, 'PAID').end).toBe('500.00');
    given(...history)
      .when(verify('500.01', '500.01', { onAppeal: true }))
      .thenRejected({
        rejected: 'EXCEEDS_CLAIM',
        pointer: '/claimed',
        params: { found: '500.01', open: '500.00' },
      });
  });

  it('and the verification of the rest never take more than was paid', () => {
    const history = happened(PAID, verify('4000.00', '3000.00'), recover('9000.00', '2025-03-01'));
    expect(balances(history, 'VERIFIED').end).toBe('0.00');
    expect(balances(history, 'PAID').end).toBe('1000.00');
    given(...history)
      .when(verify('1000.01'))
      .thenRejected({
        rejected: 'EXCEEDS_CLAIM',
        pointer: '/claimed',
        params: { found: '1000.01', open: '1000.00' },
      });
    expect(overdraftOf(allMoves(standing(history)))).toBeNull();
  });

  it('is never more than was paid, less what was recovered or waived', () => {
    const over = (found: string, open: string) =>
      ({ rejected: 'EXCEEDS_RECOVERABLE', pointer: '/amount', params: { found, open } }) as const;
    const waived = {
      kind: 'waiveRecovery',
      amount: eur('1000.00'),
      act: 'det. 91',
      reason: 'esiguo',
    } as const;
    given(...happened(PAID))
      .when(recover('10000.01', '2025-03-01'))
      .thenRejected(over('10000.01', '10000.00'));
    given(...happened(PAID, waived, recover('8000.00', '2025-03-01')))
      .when(recover('1000.01', '2025-03-02'))
      .thenRejected(over('1000.01', '1000.00'));
    given(...happened(PAID, waived))
      .when({ ...waived, amount: eur('9000.01') })
      .thenRejected(over('9000.01', '9000.00'));
    given(...happened(PAID))
      .when(waived)
      .thenHappens({
        type: 'RecoveryWaived',
        data: { value: eur('1000.00'), act: 'det. 91', reason: 'esiguo' },
      });
    given(...happened(record({ resource: staff(600), stage: 'DELIVERED' })))
      .when(recover('1.00', '2025-03-01'))
      .thenRejected({ rejected: 'EXCEEDS_RECOVERABLE', pointer: '/amount' });
    given(...happened(record({ stage: 'COMMITTED' })))
      .when(recover('1.00', '2025-03-01'))
      .thenRejected(over('1.00', '0.00'));
  });

  it('comes neither before the facts, nor before it was paid, nor in a closed year', () => {
    given(...happened(PAID))
      .when(recover('1.00', '2023-12-31'))
      .thenRejected({
        rejected: 'REVERSAL_BEFORE_FACT',
        pointer: '/effectiveOn',
        params: { found: '2023-12-31', earliest: '2024-01-01' },
      });
    given(...happened(record({ stage: 'COMMITTED' }), move('pay', '100.00', '2024-06-01')))
      .when(recover('100.00', '2024-05-31'))
      .thenRejected({
        rejected: 'OVERDRAWN_IN_HISTORY',
        pointer: '/effectiveOn',
        params: { date: '2024-05-31', missing: '100.00' },
      });
    given(...happened(PAID))
      .when(recover('1.00', '2025-03-01'), around({ closed: [2025] }))
      .thenRejected({ rejected: 'PERIOD_CLOSED', pointer: '/effectiveOn', params: { year: '2025' } });
    given(...happened(PAID))
      .when(recover('0.00', '2025-03-01'))
      .thenRejected({ rejected: 'AMOUNT_NOT_POSITIVE', pointer: '/amount/amount' });
  });
});
