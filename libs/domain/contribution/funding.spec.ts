/** Pass-through: what one contribution brought in pays for another, never beyond what is held, never in a circle. */
import { describe, expect, it } from '@jest/globals';
import { specFor } from '#event-sourcing/spec';
import {
  around,
  cash,
  correct,
  eur,
  happened,
  move,
  pledge,
  record,
  recover,
  reverse,
  staff,
  standing,
  verify,
} from '../../../test/support/contributions.ts';
import type { Claims, Draw } from '../claims.ts';
import { contribution } from './decider.ts';
import type { AskedStatement, Funding } from './events.ts';
import { heldBy } from './funding.ts';
import type { ContributionState } from './state.ts';

const { given } = specFor(contribution, around());

/** 100,000.00 of the ESF+ that the Region gave to the Ambito. */
const REGION = record({
  payer: 'region',
  bringer: 'region',
  receiver: 'ambito',
  fundingSource: 'esf',
  cup: 'B31H22000280006',
  resource: cash('100000.00'),
});

const draw = (from: string, to: string | null, cents: bigint): Draw => ({
  by: { aggregate: 'transfer', id: `${from}-${to}` },
  contribution: 'region',
  from,
  to,
  cents,
});

const ALLOCATED = draw('ambito', 'coop', 100_000_00n);

function asking(
  draws: readonly Draw[] = [ALLOCATED],
  over: { readonly claims?: Partial<Claims>; readonly state?: ContributionState } = {},
) {
  const { state = standing(happened(REGION)), claims = {} } = over;
  return around({ claims: { drawsOn: () => draws, ...claims }, others: { 'contribution-region': state } });
}

const by = (amount: string, contributionId = 'region'): Funding => ({
  contribution: contributionId,
  amount: eur(amount),
});
const own = (fundedBy: readonly Funding[], over: Partial<AskedStatement> = {}) =>
  record({ payer: 'coop', fundingSource: 'own', resource: cash('30000.00'), fundedBy, ...over });

describe('a contribution that another one funds', () => {
  it('says which and how much: 60 % of 30,000.00 from the Region', () => {
    const history = happened([own([by('18000')]), asking()]);
    expect(standing(history).statement.fundedBy).toEqual([by('18000.00')]);
  });

  it('may be funded as a whole, but not beyond its amount', () => {
    expect(() => happened([own([by('30000.00')]), asking()])).not.toThrow();
    given()
      .when(own([by('30000.01')]), asking())
      .thenRejected({
        rejected: 'FUNDING_NOT_WHOLE',
        pointer: '/fundedBy',
        params: { found: '30000.01', limit: '30000.00' },
      });
    const resource = {
      kind: 'CASH',
      nature: 'VOUCHER',
      amount: eur('100.00'),
      userPart: eur('40.00'),
    } as const;
    given()
      .when(own([by('60.01')], { resource }), asking())
      .thenRejected({
        rejected: 'FUNDING_NOT_WHOLE',
        pointer: '/fundedBy',
        params: { found: '60.01', limit: '60.00' },
      });
  });

  it('is never paid with more than its payer holds of it', () => {
    const beyond = (available: string) =>
      ({
        rejected: 'FUNDING_EXCEEDED',
        pointer: '/fundedBy/0/amount',
        params: { found: '18000.00', available },
      }) as const;
    given()
      .when(own([by('18000.00')]), asking([]))
      .thenRejected(beyond('0.00'));
    given()
      .when(own([by('18000.00')]), asking([ALLOCATED, draw('coop', 'coop', 82_000_01n)]))
      .thenRejected(beyond('17999.99'));
    given()
      .when(own([by('18000.00')]), asking([ALLOCATED, draw('coop', 'lecco', 90_000_00n)]))
      .thenRejected(beyond('10000.00'));
    expect(() => happened([own([by('18000.00')], { payer: 'ambito' }), asking([])])).not.toThrow();
  });

  it.each<[string, Funding[], string, string]>([
    ['by nothing', [by('0.00')], 'AMOUNT_NOT_POSITIVE', '/fundedBy/0/amount/amount'],
    ['twice by the same', [by('1.00'), by('1.00')], 'FUNDING_REPEATED', '/fundedBy/1/contribution'],
    ['by none that exists', [by('1.00', 'nobody')], 'CONTRIBUTION_UNKNOWN', '/fundedBy/0/contribution'],
  ])('is not funded %s', (_, fundedBy, rejected, pointer) => {
    given().when(own(fundedBy), asking()).thenRejected({ rejected, pointer });
  });

  it('is funded by money of this partnership that still stands', () => {
    const refused = (state: ContributionState, rejected: string) =>
      given()
        .when(own([by('1.00')]), asking([ALLOCATED], { state }))
        .thenRejected({ rejected, pointer: '/fundedBy/0/contribution' });
    refused({ ...standing(happened(REGION)), partnership: 'p2' }, 'FUNDED_ELSEWHERE');
    refused(standing(happened(REGION, reverse(null))), 'ALREADY_REVERSED');
    refused(standing(happened(record({ resource: staff(60) }))), 'FUNDING_NOT_CASH');
  });

  it('is not funded by what it funds itself, however long the way', () => {
    const history = happened([own([by('18000.00')]), asking()]);
    const fundingOf = (id: string) => ({ region: ['c7'], c7: ['c8'], c8: ['c1'] })[id] ?? [];
    given(...history)
      .when(correct({ act: null }), asking([ALLOCATED], { claims: { fundingOf } }))
      .thenRejected({ rejected: 'LINEAGE_CYCLE', pointer: '/changes/fundedBy/0/contribution' });
    const roundAbout = (id: string) => ({ region: ['c7'], c7: ['region'] })[id] ?? [];
    expect(() =>
      happened(
        [own([by('18000.00')]), asking()],
        [correct({ act: null }), asking([ALLOCATED], { claims: { fundingOf: roundAbout } })],
      ),
    ).not.toThrow();
    given(...history)
      .when(correct({ fundedBy: [by('1.00', 'c1')] }), asking())
      .thenRejected({ rejected: 'LINEAGE_CYCLE', pointer: '/changes/fundedBy/0/contribution' });
  });

  it('restated with its fundings in another spelling changes nothing', () => {
    given(...happened([own([by('18000.00')]), asking()]))
      .when(correct({ fundedBy: [by('18000.0')] }), asking())
      .thenRejected({ rejected: 'NOTHING_CHANGED' });
  });
});

describe('what a body holds', () => {
  const state = standing(happened(REGION));

  it('through three bodies is there once, with the last', () => {
    const chain = [draw('ambito', 'coop', 100_000_00n), draw('coop', 'lecco', 40_000_00n)];
    const held = ['region', 'ambito', 'coop', 'lecco'].map((body) => heldBy(body, state, chain));
    expect(held).toEqual([0n, 0n, 60_000_00n, 40_000_00n]);
  });

  it('is less by what was recovered from it, and from nobody else', () => {
    const chain = [draw('ambito', 'coop', 80_000_00n)];
    const recovery = recover('30000.00', '2025-03-01', 'coop');
    const back = standing(happened(REGION, [recovery, around({ claims: { drawsOn: () => chain } })]));
    expect(heldBy('ambito', back, chain)).toBe(20_000_00n);
    expect(heldBy('coop', back, chain)).toBe(50_000_00n);
  });

  it('is what was paid, also once it is verified, and nothing that is only promised or liquidated', () => {
    const paying = [
      pledge({ resource: cash('100.00') }),
      move('commit', '90.00', '2024-06-01'),
      move('deliver', '80.00', '2024-06-02'),
      move('pay', '60.00', '2024-06-03'),
      verify('20.00'),
    ];
    const held = paying.map((_, index) =>
      heldBy('coop', standing(happened(...paying.slice(0, index + 1))), []),
    );
    expect(held).toEqual([0n, 0n, 0n, 60_00n, 60_00n]);
  });

  it('comes back from the body that has it, not from one that passed it on, spent it or never had it', () => {
    const chain = around({ claims: { drawsOn: () => [draw('ambito', 'coop', 80_000_00n)] } });
    const back = (amount: string, from: string) => recover(amount, '2025-03-01', from);
    given(...happened(REGION))
      .when(back('20000.01', 'ambito'), chain)
      .thenRejected({
        rejected: 'HAS_DEPENDENTS',
        pointer: '/from',
        params: { dependents: 'transfer-ambito-coop' },
      });
    given(...happened(REGION))
      .when(back('0.01', 'lecco'), chain)
      .thenRejected({ rejected: 'NOT_HELD', pointer: '/from', params: { found: '0.01', held: '0.00' } });
    expect(() => happened(REGION, [back('20000.00', 'ambito'), chain])).not.toThrow();
  });

  it('is named in ten fundings at most', () => {
    const eleven = Array.from({ length: 11 }, (_, index) => by('1.00', `c${index}`));
    given()
      .when(own(eleven), asking())
      .thenRejected({
        rejected: 'FUNDING_TOO_MANY',
        pointer: '/fundedBy',
        params: { found: '11', limit: '10' },
      });
  });
});
