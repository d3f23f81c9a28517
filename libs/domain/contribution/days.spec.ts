/** No path leads into a closed year, and nobody undoes or ends something before it began or ahead of time. */
import { describe, expect, it } from '@jest/globals';
import { RECORDER, specFor } from '#event-sourcing/spec';
import {
  around,
  balances,
  cash,
  eur,
  happened,
  move,
  plan,
  pledge,
  recover,
  record,
  staff,
  standing,
  WHY,
  withConvention,
  type Around,
} from '../../../test/support/contributions.ts';
import { daysTouched } from './days.ts';
import { contribution } from './decider.ts';
import type { AskedStatement } from './events.ts';

const now = (over: Around = {}) => around({ by: RECORDER, ...over });
const { given } = specFor(contribution, now());
const CLOSED = now({ closed: [2024] });
const SIX_YEARS = { from: '2024-01-01', to: '2029-12-31' };
const release = (effectiveOn: string) => ({ kind: 'releasePledge', effectiveOn, reference: null }) as const;
const revise = (
  resource: AskedStatement['resource'],
  effectiveOn = '2025-02-01',
  schedule: ReturnType<typeof plan> | null = null,
) => ({ kind: 'revisePledge', resource, schedule, effectiveOn, justification: WHY }) as const;
const closedAt = (pointer: string) =>
  ({ rejected: 'PERIOD_CLOSED', pointer, params: { year: '2024' } }) as const;
const HUNDRED = happened(pledge({ resource: cash('100.00') }));

describe('releasing a pledge', () => {
  it('takes effect from its first day on, and on a day that has come', () => {
    given(...HUNDRED)
      .when(release('1999-01-01'), CLOSED)
      .thenRejected({
        rejected: 'REVERSAL_BEFORE_FACT',
        pointer: '/effectiveOn',
        params: { found: '1999-01-01', earliest: '2024-01-01' },
      });
    given(...HUNDRED)
      .when(release('2026-11-23'))
      .thenRejected({ rejected: 'DATE_IN_FUTURE', pointer: '/effectiveOn' });
    for (const day of ['2024-01-01', '2026-11-22']) {
      expect(balances([...HUNDRED, ...released(HUNDRED, day)], 'PLEDGED').end).toBe('0.00');
    }
  });

  it('that has yet to begin takes effect today', () => {
    const next = happened(pledge({ effective: { from: '2027-01-01', to: '2028-12-31' } }));
    expect(balances([...next, ...released(next, '2026-11-22')], 'PLEDGED').end).toBe('0.00');
    given(...next)
      .when(release('2026-11-21'))
      .thenRejected({ rejected: 'REVERSAL_BEFORE_FACT', pointer: '/effectiveOn' });
  });

  it('takes nothing out of a closed year', () => {
    given(...HUNDRED)
      .when(release('2024-12-31'), CLOSED)
      .thenRejected(closedAt('/effectiveOn'));
  });

  function released(history: typeof HUNDRED, day: string) {
    const decision = contribution.decide(release(day), standing(history), now());
    if (!('events' in decision)) throw new Error(decision.rejected);
    return decision.events.map((told) => ({ by: RECORDER, told }));
  }
});

describe('revising a pledge', () => {
  const voucher = (whole: string, users: string): AskedStatement['resource'] => ({
    kind: 'CASH',
    nature: 'VOUCHER',
    amount: eur(whole),
    userPart: eur(users),
  });
  const paid = (reimbursedBp: number, minutes = 600) => ({ ...staff(minutes), reimbursedBp });

  it('keeps what the controls found of the new value, and what of it may count under the CPR', () => {
    const where = now({ partnership: withConvention({ validTo: '2024-06-30' }) });
    const [, event] = happened(
      [pledge({ resource: cash('100.00') }), where],
      [revise(cash('120.00')), where],
    );
    expect(event?.told).toMatchObject({
      type: 'PledgeRevised',
      data: {
        value: eur('120.00'),
        admissible: [{ view: 'CPR', value: eur('0.00'), why: 'ELIGIBILITY_WINDOW' }],
        controls: [{ control: 'ELIGIBILITY_WINDOW', outcome: 'WARNED' }],
      },
    });
  });

  it('cannot take effect ahead of time', () => {
    given(...HUNDRED)
      .when(revise(cash('120.00'), '2026-11-23'))
      .thenRejected({ rejected: 'DATE_IN_FUTURE', pointer: '/effectiveOn' });
  });

  it.each<[string, AskedStatement['resource'], AskedStatement['resource']]>([
    ['the users’ part', voucher('100.00', '40.00'), voucher('100.01', '30.00')],
    ['the whole beside a users’ part', voucher('100.00', '40.00'), voucher('120.00', '40.00')],
    ['what is paid back of the cost', paid(2_000), paid(3_000, 900)],
    ['what the money is for', cash('100.00'), { kind: 'CASH', nature: 'LOAN', amount: eur('120.00') }],
  ])('to %s changes the sides of every year, so none of them may be closed', (_, before, after) => {
    const history = happened(pledge({ resource: before, effective: SIX_YEARS }));
    given(...history)
      .when(revise(after), CLOSED)
      .thenRejected(closedAt('/resource'));
    expect(contribution.decide(revise(after), standing(history), now())).toMatchObject({ events: [{}] });
    const next = happened(pledge({ resource: before, effective: { from: '2025-01-01', to: '2029-12-31' } }));
    expect(contribution.decide(revise(after), standing(next), CLOSED)).toMatchObject({ events: [{}] });
  });

  it('to another amount alone leaves the closed years of the pledge as they were', () => {
    const history = happened(pledge({ resource: cash('100.00'), effective: SIX_YEARS }));
    expect(contribution.decide(revise(cash('120.00')), standing(history), CLOSED)).toMatchObject({
      events: [{}],
    });
    given(...history)
      .when(revise(cash('120.00'), '2025-02-01', plan({ 2024: '60.00', 2025: '60.00' })), CLOSED)
      .thenRejected(closedAt('/schedule'));
  });

  it('of time that was given in part changes its hours, not its rate or person', () => {
    const part = move('deliver', { minutes: 60 }, '2024-06-01');
    const history = happened(pledge({ resource: staff(600) }), part);
    expect(contribution.decide(revise(staff(900)), standing(history), now())).toMatchObject({
      events: [{}],
    });
    for (const resource of [staff(600, '21.00'), staff(900, '20.00', 'p-9')]) {
      given(...history)
        .when(revise(resource))
        .thenRejected({ rejected: 'RESOURCE_FIXED', pointer: '/resource' });
    }
  });
});

describe('money that comes back', () => {
  it('does so from the first day on, and on a day that has come', () => {
    given(...happened(record()))
      .when(recover('1.00', '2023-12-31'))
      .thenRejected({ rejected: 'REVERSAL_BEFORE_FACT', pointer: '/effectiveOn' });
    given(...happened(record()))
      .when(recover('1.00', '2026-11-23'))
      .thenRejected({ rejected: 'DATE_IN_FUTURE', pointer: '/effectiveOn' });
  });
});

describe('the days that an event touches', () => {
  const state = standing(happened(pledge({ effective: SIX_YEARS }, { schedule: byYear() })));
  function byYear() {
    return plan({ 2024: '4000.00', 2026: '6000.00' });
  }
  const touched = (command: Parameters<typeof contribution.decide>[0]) => {
    const decision = contribution.decide(command, state, now());
    if (!('events' in decision)) throw new Error(decision.rejected);
    return decision.events
      .flatMap((event) => daysTouched(event, state))
      .map(({ from, to }) => `${from}/${to}`);
  };

  it('are those of the moves that it makes, and not the day that it names', () => {
    expect(touched(release('2025-03-01'))).toEqual(['2025-03-01/2025-03-01', '2026-01-01/2026-01-01']);
  });

  it('are the years whose part of a pledge is another', () => {
    const schedule = plan({ 2024: '4000.00', 2027: '6000.00' });
    expect(touched(revise(cash('10000.00'), '2025-02-01', schedule))).toEqual([
      '2026-01-01/2026-12-31',
      '2027-01-01/2027-12-31',
    ]);
  });

  it('are none where nothing counts otherwise', () => {
    const document = { reference: 'lista', sha256: 'ee'.repeat(32) };
    expect(touched({ kind: 'attachEvidence', document })).toEqual([]);
  });
});
