/** A pledge: confirmed in parts or released (T14), drawn on at any date without losing its history (T10), expired. */
import { describe, expect, it } from '@jest/globals';
import { RECORDER, specFor } from '#event-sourcing/spec';
import {
  around,
  balances,
  cash,
  correct,
  eur,
  happened,
  KEPT,
  move,
  plan,
  pledge,
  type Plan,
  record,
  standing,
  volunteers,
  WHY,
} from '../../../test/support/contributions.ts';
import { overdraftOf } from './ladder.ts';
import { contribution } from './decider.ts';
import type { ContributionEvent } from './events.ts';
import { allMoves } from './state.ts';

const NOW = around({ by: RECORDER });
const { given } = specFor(contribution, NOW);

const HUNDRED = pledge({ resource: cash('100.00'), effective: { from: '2024-01-01', to: '2024-12-31' } });
const commit = (amount: string, on = '2024-06-01', over: object = {}) => move('commit', amount, on, over);
const draw = (amount: string, on: string, over: object = {}) =>
  commit(amount, on, { keepRemainder: true, ...over });
const revise = (amount: string, effectiveOn = '2024-06-01', schedule: Plan['schedule'] = null) =>
  ({ kind: 'revisePledge', resource: cash(amount), schedule, effectiveOn, justification: WHY }) as const;
const release = (effectiveOn = '2024-07-01') =>
  ({ kind: 'releasePledge', effectiveOn, reference: 'nota 5' }) as const;
const EXPIRE = { kind: 'expirePledge' } as const;
const THREE_YEARS = pledge(
  { resource: cash('150.00'), effective: { from: '2024-01-01', to: '2026-12-31' } },
  { schedule: plan({ 2024: '50.00', 2025: '50.00', 2026: '50.00' }), expiresOn: '2024-06-30' },
);

const released = (amount: string, effectiveOn: string, why: 'RELEASED' | 'CONFIRMED'): ContributionEvent => ({
  type: 'PledgeReleased',
  data: { value: eur(amount), effectiveOn, why, reference: why === 'RELEASED' ? 'nota 5' : null },
});

const committed = (amount: string, on: string, overdraw: string | null = null): ContributionEvent => ({
  type: 'ContributionCommitted',
  data: {
    value: eur(amount),
    quantity: null,
    effective: { from: on, to: on },
    lateFor: null,
    accounting: null,
    reference: null,
    overdraw,
    from: [{ rung: 'PLEDGED', value: eur(amount) }],
    controls: [],
  },
});

describe('pledging', () => {
  it('keeps the plan by year and the day on which it expires', () => {
    const schedule = plan({ 2024: '40.00', 2025: '60' });
    const effective = { from: '2024-03-01', to: '2025-12-31' };
    given()
      .when(
        pledge({ resource: cash('100.00'), effective, evidence: [] }, { schedule, expiresOn: '2025-12-31' }),
      )
      .thenHappens({
        type: 'ContributionPledged',
        data: {
          partnership: 'p1',
          externalRef: null,
          statement: {
            ...KEPT,
            stage: 'PLEDGED',
            effective,
            evidence: [],
            resource: { kind: 'CASH', nature: 'GRANT', amount: eur('100.00'), foreign: null, userPart: null },
          },
          value: eur('100.00'),
          admissible: [],
          controls: [],
          schedule: plan({ 2024: '40.00', 2025: '60.00' }),
          expiresOn: '2025-12-31',
        },
      });
  });

  it.each([
    [{ 2024: '99.99' }, 'SCHEDULE_NOT_WHOLE', '/schedule', { found: '99.99', whole: '100.00' }],
    [{ 2024: '50', 2025: '50' }, 'SCHEDULE_OUTSIDE', '/schedule/1/year', { year: '2025' }],
    [{ 2024: '100', 2025: '0' }, 'AMOUNT_NOT_POSITIVE', '/schedule/1/amount/amount', { found: '0.00' }],
  ])('by the plan %j is refused: %s', (amounts, rejected, pointer, params) => {
    const schedule = plan(amounts);
    given()
      .when(pledge({ resource: cash('100.00') }, { schedule }))
      .thenRejected({ rejected, pointer, params });
  });

  it('by a plan that names a year twice is refused', () => {
    const schedule = [...plan({ 2024: '50' }), ...plan({ 2024: '50' })];
    given()
      .when(pledge({ resource: cash('100.00') }, { schedule }))
      .thenRejected({ rejected: 'SCHEDULE_OUTSIDE', pointer: '/schedule/1/year' });
  });

  it('cannot expire before it begins', () => {
    const params = { found: '2023-12-31', earliest: '2024-01-01' };
    given()
      .when(pledge({}, { expiresOn: '2023-12-31' }))
      .thenRejected({ rejected: 'EXPIRY_BEFORE_START', pointer: '/expiresOn', params });
    expect(() => happened(pledge({}, { expiresOn: '2024-01-01' }))).not.toThrow();
  });
});

describe('confirming a pledge of 100 (T14)', () => {
  it('for 60 releases the other 40, in the same breath', () => {
    given(...happened(HUNDRED))
      .when(commit('60.00'))
      .thenHappens(committed('60.00', '2024-06-01'), released('40.00', '2024-06-01', 'CONFIRMED'));
  });

  it('for 60 keeps 40 open when that is asked', () => {
    given(...happened(HUNDRED))
      .when(commit('60.00', '2024-06-01', { keepRemainder: true }))
      .thenHappens(committed('60.00', '2024-06-01'));
    expect(balances(happened(HUNDRED, draw('60.00', '2024-06-01')), 'PLEDGED').end).toBe('40.00');
  });

  it.each([
    ['for 60, the rest released', [commit('60.00')]],
    ['as a whole', [commit('100.00')]],
    ['in two parts', [draw('60.00', '2024-06-01'), draw('40.00', '2024-06-02')]],
  ])('again, after it was confirmed %s, is refused', (_, before) => {
    given(...happened(HUNDRED, ...before))
      .when(commit('0.01'))
      .thenRejected({ rejected: 'ALREADY_CONFIRMED' });
    given(...happened(HUNDRED, ...before))
      .when(release())
      .thenRejected({ rejected: 'ALREADY_CONFIRMED' });
  });

  it('for 101, or for a cent more than is open, is refused', () => {
    given(...happened(HUNDRED))
      .when(commit('101.00'))
      .thenRejected({
        rejected: 'EXCEEDS_PLEDGE',
        pointer: '/part',
        params: { found: '101.00', open: '100.00' },
      });
    given(...happened(HUNDRED, draw('60.00', '2024-06-01')))
      .when(commit('40.01'))
      .thenRejected({
        rejected: 'EXCEEDS_PLEDGE',
        pointer: '/part',
        params: { found: '40.01', open: '40.00' },
      });
  });

  it('after it was released is refused', () => {
    const history = happened(HUNDRED, release());
    for (const asked of [commit('60.00'), revise('120.00'), release(), EXPIRE]) {
      given(...history)
        .when(asked)
        .thenRejected({ rejected: 'RELEASED' });
    }
  });

  it('after its expiry was recorded is refused; the clock alone ends nothing', () => {
    const expiring = pledge({ resource: cash('100.00') }, { expiresOn: '2025-06-30' });
    expect(() => happened(expiring, commit('60.00', '2026-01-01'))).not.toThrow();
    given(...happened(expiring, EXPIRE))
      .when(commit('60.00', '2024-06-01'))
      .thenRejected({ rejected: 'EXPIRED' });
  });

  it('needs a pledge', () => {
    given(...happened(record({ stage: 'DELIVERED' })))
      .when(commit('1.00'))
      .thenRejected({ rejected: 'NOT_A_PLEDGE' });
    for (const asked of [revise('120.00'), release(), EXPIRE]) {
      given(...happened(record()))
        .when(asked)
        .thenRejected({ rejected: 'NOT_A_PLEDGE' });
    }
  });
});

describe('drawing on the past of a pledge (T10)', () => {
  const BEFORE = happened(
    HUNDRED,
    draw('50.00', '2024-02-02'),
    draw('10.00', '2024-02-03'),
    revise('150.00', '2024-02-04'),
    draw('10.00', '2024-02-05'),
  );

  it('leaves 80 after 100, -50, -10, +50, -10', () => {
    expect(balances(BEFORE, 'PLEDGED')).toEqual({
      end: '80.00',
      days: [
        '2024-01-01 100.00',
        '2024-02-02 50.00',
        '2024-02-03 40.00',
        '2024-02-04 90.00',
        '2024-02-05 80.00',
      ],
    });
  });

  it('for 100 is more than there is in the end', () => {
    given(...BEFORE)
      .when(draw('100.00', '2024-02-02'))
      .thenRejected({
        rejected: 'EXCEEDS_PLEDGE',
        pointer: '/part',
        params: { found: '100.00', open: '80.00' },
      });
  });

  it('for 50 would leave 10 missing on the third day, and is refused without a reason', () => {
    given(...BEFORE)
      .when(draw('50.00', '2024-02-02'))
      .thenRejected({
        rejected: 'OVERDRAWN_IN_HISTORY',
        pointer: '/effective',
        params: { date: '2024-02-03', missing: '10.00' },
      });
  });

  it('for 50 with a reason is recorded, and the reason is stored', () => {
    given(...BEFORE)
      .when(draw('50.00', '2024-02-02', { overdraw: 'delibera ritrovata' }))
      .thenHappens(committed('50.00', '2024-02-02', 'delibera ritrovata'));
  });

  it('stores no reason where none is needed', () => {
    given(...BEFORE)
      .when(draw('40.00', '2024-02-02', { overdraw: 'per prudenza' }))
      .thenHappens(committed('40.00', '2024-02-02', null));
  });

  it('does not hold an accepted overdraft against what comes later, but a deeper one', () => {
    const accepted = happened(
      HUNDRED,
      draw('50.00', '2024-02-02'),
      draw('10.00', '2024-02-03'),
      revise('150.00', '2024-02-04'),
      draw('50.00', '2024-02-02', { overdraw: 'delibera ritrovata' }),
    );
    given(...accepted)
      .when(draw('5.00', '2024-02-06'))
      .thenHappens(committed('5.00', '2024-02-06'));
    expect(contribution.decide(revise('140.00', '2024-02-06'), standing(accepted), NOW)).toHaveProperty(
      'events',
    );
    given(...accepted)
      .when(draw('1.00', '2024-02-02'))
      .thenRejected({
        rejected: 'OVERDRAWN_IN_HISTORY',
        pointer: '/effective',
        params: { date: '2024-02-02', missing: '1.00' },
      });
  });
});

describe('revising a pledge', () => {
  it('counts the difference from its day on, or the whole anew by its plan', () => {
    const more = happened(HUNDRED, revise('130.00', '2024-06-01'));
    expect(balances(more, 'PLEDGED').days).toEqual(['2024-01-01 100.00', '2024-06-01 130.00']);
    const less = happened(HUNDRED, revise('70.00', '2024-06-01'));
    expect(balances(less, 'PLEDGED').days).toEqual(['2024-01-01 100.00', '2024-06-01 70.00']);
    const planned = happened(HUNDRED, revise('130.00', '2024-06-01', plan({ 2024: '130.00' })));
    expect(balances(planned, 'PLEDGED').days).toEqual(['2024-01-01 130.00']);
  });

  it('after another revision counts nothing twice, also by a plan or when it is corrected', () => {
    const twice = [HUNDRED, revise('150.00', '2024-06-01')] as const;
    const planned = happened(...twice, revise('160.00', '2024-07-01', plan({ 2024: '160.00' })));
    expect(balances(planned, 'PLEDGED').days).toEqual(['2024-01-01 160.00']);
    const corrected = happened(...twice, correct({ act: null }));
    expect(balances(corrected, 'PLEDGED').days).toEqual(['2024-01-01 100.00', '2024-06-01 150.00']);
    const restated = happened(...twice, correct({ resource: cash('155.00') }));
    expect(balances(restated, 'PLEDGED').days).toEqual(['2024-01-01 105.00', '2024-06-01 155.00']);
  });

  it('does not go below what was drawn from it', () => {
    const history = happened(HUNDRED, draw('60.00', '2024-02-01'));
    given(...history)
      .when(revise('59.99'))
      .thenRejected({
        rejected: 'REVISION_BELOW_REACHED',
        pointer: '/resource',
        params: { found: '59.99', reached: '60.00' },
      });
    expect(balances(happened(HUNDRED, draw('60.00', '2024-02-01'), revise('60.00')), 'PLEDGED').end).toBe(
      '0.00',
    );
  });

  it('takes nothing from a day on which it was not there', () => {
    const history = happened(HUNDRED, draw('60.00', '2024-09-01'));
    const early = { rejected: 'OVERDRAWN_IN_HISTORY', params: { date: '2023-12-31', missing: '40.00' } };
    given(...history)
      .when(revise('60.00', '2023-12-31'))
      .thenRejected({ ...early, pointer: '/effectiveOn' });
    given(...happened(THREE_YEARS, draw('50.00', '2024-02-01')))
      .when(revise('150.00', '2024-06-01', plan({ 2025: '75.00', 2026: '75.00' })))
      .thenRejected({
        rejected: 'OVERDRAWN_IN_HISTORY',
        pointer: '/schedule',
        params: { date: '2024-02-01', missing: '50.00' },
      });
  });

  it('to what it is changes nothing', () => {
    given(...happened(HUNDRED))
      .when(revise('100'))
      .thenRejected({ rejected: 'NOTHING_CHANGED' });
    given(...happened(THREE_YEARS))
      .when(revise('150', '2024-06-01', plan({ 2024: '50', 2025: '50', 2026: '50.0' })))
      .thenRejected({ rejected: 'NOTHING_CHANGED' });
  });

  it('is held to the rules of entry: the plan, insured volunteers, what others pay for, a closed year', () => {
    given(...happened(HUNDRED))
      .when(revise('120.00', '2024-06-01', plan({ 2024: '119.00' })))
      .thenRejected({ rejected: 'SCHEDULE_NOT_WHOLE', pointer: '/schedule' });
    given(...happened(pledge({ resource: volunteers(60) })))
      .when({ ...revise('1'), resource: volunteers(90, { insured: false }) })
      .thenRejected({ rejected: 'VOLUNTEER_NOT_INSURED', pointer: '/resource/insured' });
    given(...happened(HUNDRED))
      .when({ ...revise('1'), resource: volunteers(60) })
      .thenRejected({ rejected: 'KIND_FIXED', pointer: '/resource/kind' });
    given(...happened(HUNDRED))
      .when(revise('120.00', '2023-06-01'), around({ closed: [2023] }))
      .thenRejected({ rejected: 'PERIOD_CLOSED', pointer: '/effectiveOn', params: { year: '2023' } });
    const [opened] = happened(HUNDRED);
    const funded = standing(opened === undefined ? [] : [opened]);
    const fundedBy = [{ contribution: 'c0', amount: eur('80.00') }];
    const state = { ...funded, statement: { ...funded.statement, fundedBy } };
    expect(contribution.decide(revise('79.99'), state, NOW)).toMatchObject({
      rejected: 'FUNDING_NOT_WHOLE',
      pointer: '/resource',
    });
  });
});

describe('releasing a pledge', () => {
  it('lets go of what is open', () => {
    given(...happened(HUNDRED, draw('60.00', '2024-02-01')))
      .when(release('2024-07-01'))
      .thenHappens(released('40.00', '2024-07-01', 'RELEASED'));
  });

  it('of several years lets each later year go on its first day, so that no day has less than nothing', () => {
    const history = happened(THREE_YEARS, draw('20.00', '2024-02-01'), release('2024-07-01'));
    expect(balances(history, 'PLEDGED').days).toEqual([
      '2024-01-01 50.00',
      '2024-02-01 30.00',
      '2024-07-01 0.00',
      '2025-01-01 0.00',
      '2026-01-01 0.00',
    ]);
    const confirmed = happened(THREE_YEARS, commit('20.00', '2024-02-01'));
    expect(balances(confirmed, 'PLEDGED').end).toBe('0.00');
    expect(overdraftOf(allMoves(standing(confirmed)))).toBeNull();
  });

  it('is refused in a closed year', () => {
    given(...happened(HUNDRED))
      .when(release('2024-07-01'), around({ closed: [2024] }))
      .thenRejected({ rejected: 'PERIOD_CLOSED', pointer: '/effectiveOn' });
  });
});

describe('a pledge that expires', () => {
  it('ends by an event of the day on which somebody says so', () => {
    given(...happened(THREE_YEARS, draw('20.00', '2024-02-01')))
      .when(EXPIRE)
      .thenHappens({ type: 'PledgeExpired', data: { value: eur('130.00'), effectiveOn: '2026-11-22' } });
    expect(balances(happened(THREE_YEARS, EXPIRE), 'PLEDGED').end).toBe('0.00');
  });

  it('is open through its last day, and for ever without one', () => {
    const early = { rejected: 'NOT_YET_EXPIRED', params: { expiresOn: '2024-06-30', today: '2024-06-30' } };
    given(...happened(THREE_YEARS))
      .when(EXPIRE, around({ today: '2024-06-30' }))
      .thenRejected(early);
    given(...happened(HUNDRED))
      .when(EXPIRE)
      .thenRejected({ rejected: 'NOT_YET_EXPIRED', params: { expiresOn: '', today: '2026-11-22' } });
  });
});
