/** What was recorded is stated anew, or given another source, while it stands. */
import { describe, expect, it } from '@jest/globals';
import { specFor, type Told } from '#event-sourcing/spec';
import {
  corrected,
  draw,
  drawn,
  FAULTS,
  kept,
  recorded,
  reversed,
} from '../../../test/support/contribution-events.ts';
import {
  around,
  ASKED,
  SOURCES,
  cash,
  correct,
  eur,
  happened,
  KEPT,
  move,
  pledge,
  record,
  staff,
  standing,
  verify,
  WHY,
} from '../../../test/support/contributions.ts';
import { contribution } from './decider.ts';
import type { AskedStatement, ContributionEvent } from './events.ts';

const { given } = specFor(contribution, around());

describe('correcting a contribution', () => {
  it('states anew what changes, keeps the rest, and values it again', () => {
    given(recorded())
      .when(correct({ resource: cash('7500.00') }))
      .thenHappens(corrected(7_500_00n, { resource: kept('7500.00') }));
    const later = { effective: { from: '2025-01-01', to: '2025-06-30' }, usersArea: 'ANZ' } as const;
    given(recorded()).when(correct(later)).thenHappens(corrected(10_000_00n, later));
  });

  it('starts from the last correction: 10,000.00, cut to 7,500.00, after the appeal 8,000.00', () => {
    const cut = { resource: kept('7500.00') };
    given(recorded(), corrected(7_500_00n, cut))
      .when(correct({ resource: cash('8000') }))
      .thenHappens(corrected(8_000_00n, { resource: kept('8000.00') }));
    given(recorded(), corrected(7_500_00n, cut))
      .when(correct({ act: null }))
      .thenHappens(corrected(7_500_00n, { ...cut, act: null }));
  });

  it('may turn cash into working time', () => {
    const history = happened(record(), correct({ resource: staff(60, '20.00') }));
    expect(standing(history).cents).toBe(20_00n);
    expect(standing(history).statement.resource.kind).toBe('PAID_STAFF');
  });

  it.each<[string, Partial<AskedStatement>]>([
    ['nothing', {}],
    ['what is already stated', { payer: 'bankFoundation', effective: { ...ASKED.effective } }],
    ['the same amount in another spelling', { resource: cash('10000.0') }],
    ['the same evidence', { evidence: [...ASKED.evidence] }],
    ['the same stage', { stage: 'PAID' }],
  ])('to %s changes nothing, and is refused', (_, changes) => {
    given(recorded()).when(correct(changes)).thenRejected({ rejected: 'NOTHING_CHANGED' });
  });

  it.each<[string, AskedStatement['resource']]>([
    ['valued by a rate', staff(8_250, '18.17')],
    ['in another currency', foreignCash()],
    ['a voucher', { kind: 'CASH', nature: 'VOUCHER', amount: eur('100'), userPart: eur('40') }],
  ])('of a resource %s restates it as it was asked', (_, resource) => {
    const history = happened(record({ resource }), correct({ act: null }));
    const [before, after] = [standing(history.slice(0, 1)), standing(history)];
    expect(after.statement).toEqual({ ...before.statement, act: null });
    expect(after.cents).toBe(before.cents);
    given(...history)
      .when(correct({ resource }))
      .thenRejected({ rejected: 'NOTHING_CHANGED' });
  });

  it.each<[string, Partial<AskedStatement>]>([
    ['one more document', { evidence: [...ASKED.evidence, { reference: 'p. 9', sha256: 'cd'.repeat(32) }] }],
    ['another digest', { evidence: [{ reference: 'prot. 123/2024', sha256: 'cd'.repeat(32) }] }],
    ['no evidence any more', { evidence: [] }],
    ['another place', { place: { regions: ['Lombardia'], provinces: [], municipalities: [], istat: null } }],
    ['another stage, while nothing has moved', { stage: 'DELIVERED' }],
  ])('to %s changes something, however deep', (_, changes) => {
    const history = happened(record(), correct(changes));
    expect(standing(history).statement).not.toEqual(KEPT);
    expect(standing(history).cents).toBe(10_000_00n);
  });

  it('back to what was first stated is a change', () => {
    given(recorded(), corrected(7_500_00n, { resource: kept('7500.00') }))
      .when(correct({ resource: cash('10000.00') }))
      .thenHappens(corrected(10_000_00n, {}));
  });

  it.each(FAULTS)('is refused with %j: %s, at %s of the changes', (changes, rejected, pointer) => {
    given(recorded())
      .when(correct(changes))
      .thenRejected({ rejected, pointer: `/changes${pointer}` });
  });

  it('needs a contribution that was recorded and is not reversed', () => {
    given()
      .when(correct({ act: null }))
      .thenRejected({ rejected: 'NOT_FOUND' });
    given(recorded(), reversed(null))
      .when(correct({ act: null }))
      .thenRejected({ rejected: 'ALREADY_REVERSED' });
  });

  it('does not touch the stage of a pledge, of what has moved on, or of what was decided on', () => {
    const fixed = { rejected: 'STAGE_FIXED', pointer: '/changes/stage' };
    const rejecting = verify('10000.00', '0.00');
    for (const history of [
      happened(pledge()),
      happened(record({ stage: 'COMMITTED' }), move('pay', '1.00', '2024-12-31')),
      happened(record(), rejecting),
    ]) {
      given(...history)
        .when(correct({ stage: 'DELIVERED' }))
        .thenRejected(fixed);
    }
    given(recorded())
      .when(correct({ stage: 'PLEDGED' }))
      .thenRejected({ rejected: 'STAGE_NOT_RECORDABLE', pointer: '/changes/stage' });
  });

  it('does not restate what a second person has verified, but may still name another area', () => {
    const verified = happened(record({ receiver: 'lecco' }), verify('2500.00'));
    for (const [member, change] of Object.entries({
      payer: 'company',
      bringer: 'association',
      fundingSource: 'own',
      resource: cash('10001.00'),
      effective: { from: '2024-01-01', to: '2024-06-30' },
    })) {
      given(...verified)
        .when(correct({ [member]: change }))
        .thenRejected({ rejected: 'VERIFIED_ALREADY', pointer: `/changes/${member}` });
    }
    const moved = standing([...verified, ...happened(record(), correct({ usersArea: 'DIS' })).slice(1)]);
    expect(moved.statement.usersArea).toBe('DIS');
  });

  it('adds documents to what was decided on, and neither removes nor changes one', () => {
    const [kept] = KEPT.evidence;
    const fixed = { rejected: 'VERIFIED_ALREADY', pointer: '/changes/evidence' };
    const more = { reference: 'p. 9', sha256: 'cd'.repeat(32) };
    for (const decided of [verify('1.00'), verify('1.00', '0.00')]) {
      const history = happened(record(), decided);
      for (const evidence of [
        [],
        [more],
        [{ ...ASKED.evidence[0], reference: 'p. 8', sha256: 'ab'.repeat(32) }],
      ]) {
        given(...history)
          .when(correct({ evidence }))
          .thenRejected(fixed);
      }
      const added = happened(record(), decided, correct({ evidence: [more, ...ASKED.evidence] }));
      expect(standing(added).statement.evidence).toContainEqual(kept);
    }
  });

  it('leaves a pledge that has ended the value at which it did', () => {
    const release = { kind: 'releasePledge', effectiveOn: '2024-07-01', reference: null } as const;
    const expiring = [pledge({}, { expiresOn: '2024-12-31' }), { kind: 'expirePledge' }] as const;
    for (const [history, rejected] of [
      [happened(pledge(), release), 'RELEASED'],
      [happened(...expiring), 'EXPIRED'],
      [happened(pledge(), move('commit', '6000.00', '2024-06-01')), 'ALREADY_CONFIRMED'],
    ] as const) {
      for (const amount of ['12000.00', '8000.00']) {
        given(...history)
          .when(correct({ resource: cash(amount) }))
          .thenRejected({ rejected, pointer: '/changes/resource' });
      }
      const named = contribution.decide(correct({ act: null }), standing(history), around());
      expect(named).toMatchObject({ events: [{ type: 'ContributionCorrected' }] });
    }
  });

  it('stays at or above what has moved on', () => {
    const history = happened(record({ stage: 'COMMITTED' }), move('pay', '6000.00', '2024-12-31'));
    given(...history)
      .when(correct({ resource: cash('5999.99') }))
      .thenRejected({
        rejected: 'CORRECTION_BELOW_REACHED',
        pointer: '/changes',
        params: { found: '5999.99', reached: '6000.00' },
      });
    const least = happened(
      record({ stage: 'COMMITTED' }),
      move('pay', '6000.00', '2024-12-31'),
      correct({ resource: cash('6000.00') }),
    );
    expect(standing(least).cents).toBe(6_000_00n);
  });

  it('does not turn into another kind once something has moved on', () => {
    given(...happened(record({ stage: 'COMMITTED' }), move('pay', '1.00', '2024-12-31')))
      .when(correct({ resource: staff(60_000) }))
      .thenRejected({
        rejected: 'KIND_FIXED',
        pointer: '/changes/resource/kind',
        params: { found: 'PAID_STAFF' },
      });
    const pledged = happened(pledge(), correct({ resource: staff(60_000) }));
    expect(standing(pledged).statement.resource.kind).toBe('PAID_STAFF');
  });

  it('of a scheduled pledge leaves its amount to a revision', () => {
    const schedule = [{ year: 2024, amount: eur('10000.00') }];
    given(...happened(pledge({}, { schedule })))
      .when(correct({ resource: cash('9000.00') }))
      .thenRejected({
        rejected: 'SCHEDULE_NOT_WHOLE',
        pointer: '/changes/resource',
        params: { found: '10000.00', whole: '9000.00' },
      });
  });

  it('leaves others what they draw on', () => {
    const blocked = {
      rejected: 'HAS_DEPENDENTS',
      pointer: '/changes',
      params: { dependents: 'transfer-t1' },
    };
    const around6 = drawn(draw('coop', 'ambito', 6_000_00n));
    given(recorded())
      .when(correct({ resource: cash('5999.99') }), around6)
      .thenRejected(blocked);
    given(recorded())
      .when(correct({ receiver: 'lecco' }), around6)
      .thenRejected(blocked);
    given(recorded())
      .when(correct({ resource: staff(60_000) }), around6)
      .thenRejected(blocked);
    given(recorded())
      .when(correct({ resource: cash('6000.00') }), around6)
      .thenHappens(corrected(6_000_00n, { resource: kept('6000.00') }));
  });

  it('is not hindered by the same euro being passed on twice: coop, then ambito, then lecco', () => {
    const chain = drawn(draw('coop', 'ambito', 10_000_00n, 't1'), draw('ambito', 'lecco', 10_000_00n, 't2'));
    given(recorded())
      .when(correct({ act: null }), chain)
      .thenHappens(corrected(10_000_00n, { act: null }));
  });

  it('names what it refers to anew, beside what it is tied to', () => {
    const state = standing(happened(record()));
    const pointers = (changes: Partial<AskedStatement>) =>
      contribution.references(correct(changes), state, 'self').map(({ id, pointer }) => [id, pointer]);
    const tied = [
      ['p1', '/partnership'],
      ['p1', '/partnership'],
    ];
    expect(pointers({ act: null })).toEqual([...tied, ['bankFoundation', ''], ['calls', '']]);
    expect(pointers({ receiver: 'ambito', fundingSource: 'own' })).toEqual([
      ...tied,
      ['ambito', '/changes/receiver'],
      ['bankFoundation', ''],
      ['own', '/changes/fundingSource'],
    ]);
  });
});

function foreignCash(): AskedStatement['resource'] {
  const exchange = { rate: '0.9640', on: '2024-06-28', source: 'BCE' };
  return { kind: 'CASH', foreign: { amount: '10000.0', currency: 'CHF', exchange } };
}

describe('reclassifying a contribution', () => {
  const to = (fundingSource: string, effectiveOn: string | null = null) =>
    ({ kind: 'reclassify', fundingSource, effectiveOn, justification: WHY }) as const;
  const reclassified = (effectiveOn: string | null): ContributionEvent => ({
    type: 'ContributionReclassified',
    data: { from: 'calls', to: 'own', effectiveOn, justification: WHY },
  });
  const refused = (history: readonly (ContributionEvent | Told<ContributionEvent>)[], rejected: string) =>
    given(...history)
      .when(to('own'))
      .thenRejected({ rejected });

  it('gives it another source, as if always or from a day on, and keeps both', () => {
    for (const day of [null, '2024-12-31', '2026-01-01']) {
      given(recorded()).when(to('own', day)).thenHappens(reclassified(day));
    }
    expect(standing(happened(record(), to('own'))).statement.fundingSource).toBe('own');
  });

  it('to the source it has changes nothing', () => {
    given(recorded()).when(to('calls')).thenRejected({ rejected: 'NOTHING_CHANGED' });
  });

  it('takes effect on a day from its first on that has come', () => {
    given(recorded()).when(to('own', '2024-01-01')).thenHappens(reclassified('2024-01-01'));
    given(recorded())
      .when(to('own', '2023-12-31'))
      .thenRejected({ rejected: 'REVERSAL_BEFORE_FACT', pointer: '/effectiveOn' });
    given(recorded())
      .when(to('own', '2026-11-23'))
      .thenRejected({
        rejected: 'DATE_IN_FUTURE',
        pointer: '/effectiveOn',
        params: { found: '2026-11-23', today: '2026-11-22' },
      });
  });

  it('does not come before an earlier change of source, unless the source was always the new one', () => {
    const history = happened(record(), to('own', '2025-03-01'));
    given(...history)
      .when(to('half', '2025-02-28'))
      .thenRejected({
        rejected: 'RECLASSIFIED_SINCE',
        pointer: '/effectiveOn',
        params: { found: '2025-02-28', earliest: '2025-03-01' },
      });
    for (const day of ['2025-03-01', null]) {
      const later = happened(record(), to('own', '2025-03-01'), to('half', day));
      expect(standing(later).reclassifiedOn).toBe(day);
    }
    expect(() =>
      happened(record(), to('own', '2025-03-01'), to('half'), to('own', '2025-01-01')),
    ).not.toThrow();
    const restated = correct({ fundingSource: 'budget' });
    expect(() =>
      happened(record(), to('own', '2025-03-01'), restated, to('own', '2025-01-01')),
    ).not.toThrow();
  });

  it('needs a CUP where the new source is the State’s or the EU’s', () => {
    given(recorded()).when(to('esf')).thenRejected({ rejected: 'CUP_REQUIRED', pointer: '/fundingSource' });
    const others = { 'funding-source-esf': { profile: { ...SOURCES.esf.profile, cup: 'B31H22000280006' } } };
    const withCup = happened(record(), [to('esf'), around({ others })]);
    expect(standing(withCup).statement.fundingSource).toBe('esf');
  });

  it('of what is verified needs somebody who had no hand in it', () => {
    const verified = happened(record(), verify('100.00'));
    given(...verified)
      .when(to('own'), around({ by: 'recorder' }))
      .thenRejected({ rejected: 'SAME_PERSON' });
    given(...verified)
      .when(to('own'))
      .thenHappens(reclassified(null));
  });

  it('needs a contribution that stands', () => {
    refused([], 'NOT_FOUND');
    refused([recorded(), reversed(null)], 'ALREADY_REVERSED');
  });
});
