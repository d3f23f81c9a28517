/** Money passed on inside a partnership: it was counted where it entered, so it only ever changes hands. */
import { describe, expect, it } from '@jest/globals';
import { specFor } from '#event-sourcing/spec';
import {
  around,
  cash,
  eur,
  happened,
  record,
  reverse,
  staff,
  standing,
  WHY,
} from '../../../test/support/contributions.ts';
import type { Draw } from '../claims.ts';
import type { ContributionState } from '../contribution/state.ts';
import { transfer, type TransferCommand } from './decider.ts';
import type { TransferEvent, TransferTerms } from './events.ts';

/** 100,000.00 that the Region gave to Lecco. */
const REGION = standing(
  happened(record({ payer: 'region', bringer: 'region', receiver: 'lecco', resource: cash('100000.00') })),
);

interface Given {
  readonly draws?: readonly Draw[];
  readonly state?: ContributionState;
  readonly closed?: readonly number[];
}

const when = ({ draws = [], state = REGION, closed = [] }: Given = {}) =>
  around({
    claims: { drawsOn: (id) => draws.filter((draw) => draw.contribution === id) },
    closed,
    others: {
      'contribution-c1': state,
      'contribution-c2': standing(happened(record({ receiver: 'lecco' }))),
    },
  });

const { given } = specFor(transfer, when());

const TERMS: TransferTerms = {
  from: 'lecco',
  to: 'ambito',
  amount: eur('60000.00'),
  fundedBy: [{ contribution: 'c1', amount: eur('60000.00') }],
  effectiveOn: '2024-03-01',
  lateFor: null,
  act: 'det. 31/2024',
};

const pass = (over: Partial<TransferTerms> = {}): TransferCommand => ({
  kind: 'transfer',
  partnership: 'p1',
  transfer: { ...TERMS, ...over },
});
const passed = (over: Partial<TransferTerms> = {}): TransferEvent => ({
  type: 'ResourceTransferred',
  data: { partnership: 'p1', ...TERMS, ...over },
});
const undo = (effectiveOn = '2024-06-01'): TransferCommand => ({
  kind: 'reverse',
  effectiveOn,
  justification: WHY,
});
const undone: TransferEvent = {
  type: 'TransferReversed',
  data: { effectiveOn: '2024-06-01', justification: WHY },
};
const draw = (from: string, to: string | null, cents: bigint, id = 't1'): Draw => ({
  by: { aggregate: 'transfer', id },
  contribution: 'c1',
  from,
  to,
  cents,
});

describe('passing money on', () => {
  it('says from whom to whom, and whose money it is', () => {
    given().when(pass()).thenHappens(passed());
    given()
      .when(pass({ amount: eur('60000'), fundedBy: [{ contribution: 'c1', amount: eur('60000.0') }] }))
      .thenHappens(passed());
    const two = [
      { contribution: 'c1', amount: eur('59000.00') },
      { contribution: 'c2', amount: eur('1000.00') },
    ];
    given()
      .when(pass({ fundedBy: two }))
      .thenHappens(passed({ fundedBy: two }));
  });

  it('happens once', () => {
    given(passed()).when(pass()).thenRejected({ rejected: 'ALREADY_REGISTERED' });
    given(passed(), undone).when(pass()).thenRejected({ rejected: 'ALREADY_REGISTERED' });
  });

  it.each<[Partial<TransferTerms>, string, string]>([
    [{ to: 'lecco' }, 'TRANSFER_TO_ITSELF', '/to'],
    [{ amount: eur('0.00') }, 'AMOUNT_NOT_POSITIVE', '/amount/amount'],
    [{ amount: eur('1.001') }, 'AMOUNT_TOO_PRECISE', '/amount/amount'],
    [{ amount: eur('60000.01') }, 'TRANSFER_NOT_WHOLE', '/fundedBy'],
    [{ amount: eur('59999.99') }, 'TRANSFER_NOT_WHOLE', '/fundedBy'],
    [{ fundedBy: [] }, 'TRANSFER_NOT_WHOLE', '/fundedBy'],
    [
      { fundedBy: [{ contribution: 'c9', amount: eur('60000.00') }] },
      'CONTRIBUTION_UNKNOWN',
      '/fundedBy/0/contribution',
    ],
    [
      { fundedBy: [TERMS.fundedBy[0], TERMS.fundedBy[0]] as never, amount: eur('120000.00') },
      'FUNDING_REPEATED',
      '/fundedBy/1/contribution',
    ],
    [{ from: 'coop', to: 'ambito' }, 'FUNDING_EXCEEDED', '/fundedBy/0/amount'],
    [{ lateFor: { from: '2023-01-01', to: '2023-01-01' } }, 'NOT_LATE', '/lateFor'],
  ])('with %j is refused: %s at %s', (over, rejected, pointer) => {
    given().when(pass(over)).thenRejected({ rejected, pointer });
  });

  it('tells by how much the parts miss the amount', () => {
    given()
      .when(pass({ amount: eur('60000.01') }))
      .thenRejected({
        rejected: 'TRANSFER_NOT_WHOLE',
        pointer: '/fundedBy',
        params: { found: '60000.00', whole: '60000.01' },
      });
  });

  it('is never of more than the body holds after what it passed on before', () => {
    given()
      .when(pass(), when({ draws: [draw('lecco', 'coop', 40_000_01n)] }))
      .thenRejected({
        rejected: 'FUNDING_EXCEEDED',
        pointer: '/fundedBy/0/amount',
        params: { found: '60000.00', available: '59999.99' },
      });
    given()
      .when(pass(), when({ draws: [draw('lecco', 'coop', 40_000_00n)] }))
      .thenHappens(passed());
  });

  it('goes through three bodies, and no further than there is', () => {
    const draws = [draw('lecco', 'ambito', 60_000_00n)];
    given()
      .when(pass({ from: 'ambito', to: 'coop' }), when({ draws }))
      .thenHappens(passed({ from: 'ambito', to: 'coop' }));
  });

  it('does not go in a circle: back to the first giver, to the first holder, or to a body it has passed', () => {
    const draws = [draw('lecco', 'ambito', 60_000_00n), draw('ambito', 'coop', 60_000_00n, 't2')];
    for (const to of ['region', 'lecco', 'ambito']) {
      given()
        .when(pass({ from: 'coop', to }), when({ draws }))
        .thenRejected({
          rejected: 'TRANSFER_CYCLE',
          pointer: '/fundedBy/0/contribution',
          params: { id: to },
        });
    }
    given()
      .when(pass({ from: 'coop', to: 'association' }), when({ draws }))
      .thenHappens(passed({ from: 'coop', to: 'association' }));
  });

  it.each<[string, ContributionState, string]>([
    ['money of another partnership', { ...REGION, partnership: 'p2' }, 'FUNDED_ELSEWHERE'],
    ['what was reversed', standing(happened(record(), reverse(null))), 'ALREADY_REVERSED'],
    ['what is no money', standing(happened(record({ resource: staff(60) }))), 'FUNDING_NOT_CASH'],
  ])('is not of %s', (_, state, rejected) => {
    given().when(pass(), when({ state })).thenRejected({ rejected, pointer: '/fundedBy/0/contribution' });
  });

  it('is only of money that was paid', () => {
    const promised = standing(happened(record({ stage: 'DELIVERED' })));
    given()
      .when(pass(), when({ state: promised }))
      .thenRejected({ rejected: 'FUNDING_EXCEEDED', pointer: '/fundedBy/0/amount' });
  });

  it('enters an open year; a late one names the closed days it is about', () => {
    const closed = [2024];
    given()
      .when(pass(), when({ closed }))
      .thenRejected({ rejected: 'PERIOD_CLOSED', pointer: '/effectiveOn', params: { year: '2024' } });
    const late = { effectiveOn: '2025-02-01', lateFor: { from: '2024-03-01', to: '2024-03-01' } };
    given().when(pass(late), when({ closed })).thenHappens(passed(late));
  });

  it('names everything that must exist before, and asks what others have drawn', () => {
    const named = transfer
      .references(pass(), transfer.initial, 'self')
      .map(({ aggregate, id, pointer, missing }) => [`${aggregate} ${id}`, pointer, missing]);
    expect(named).toEqual([
      ['partnership p1', '/partnership', 'PARTNERSHIP_UNKNOWN'],
      ['period p1', '/partnership', null],
      ['party lecco', '/from', 'PARTY_UNKNOWN'],
      ['party ambito', '/to', 'PARTY_UNKNOWN'],
      ['contribution c1', '/fundedBy/0/contribution', 'CONTRIBUTION_UNKNOWN'],
    ]);
    expect(transfer.needsClaims?.(pass())).toBe(true);
  });
});

describe('undoing a transfer', () => {
  const there = when({ draws: [draw('lecco', 'ambito', 60_000_00n)] });

  it('happens once, from its day on, while the money is still there', () => {
    given(passed()).when(undo(), there).thenHappens(undone);
    given(passed(), undone).when(undo(), there).thenRejected({ rejected: 'ALREADY_REVERSED' });
    given().when(undo(), there).thenRejected({ rejected: 'NOT_FOUND' });
    given(passed())
      .when(undo('2024-02-29'), there)
      .thenRejected({
        rejected: 'REVERSAL_BEFORE_FACT',
        pointer: '/effectiveOn',
        params: { found: '2024-02-29', earliest: '2024-03-01' },
      });
  });

  it('does not happen ahead of time', () => {
    given(passed())
      .when(undo('2026-11-23'), there)
      .thenRejected({
        rejected: 'DATE_IN_FUTURE',
        pointer: '/effectiveOn',
        params: { found: '2026-11-23', today: '2026-11-22' },
      });
  });

  it('is refused once the money went on, naming where to', () => {
    const onward = [draw('lecco', 'ambito', 60_000_00n), draw('ambito', 'coop', 1n, 't2')];
    given(passed())
      .when(undo(), when({ draws: onward }))
      .thenRejected({ rejected: 'HAS_DEPENDENTS', params: { dependents: 'transfer-t2' } });
  });

  it('is refused in a closed year', () => {
    given(passed())
      .when(undo(), when({ draws: [draw('lecco', 'ambito', 60_000_00n)], closed: [2024] }))
      .thenRejected({ rejected: 'PERIOD_CLOSED', pointer: '/effectiveOn', params: { year: '2024' } });
  });
});
