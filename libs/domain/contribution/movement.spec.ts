/** A contribution moves on in parts; what a public body spends climbs its own ladder without skipping a rung. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RECORDER, specFor } from '#event-sourcing/spec';
import {
  ACCOUNTING,
  around,
  balances,
  cash,
  correct,
  eur,
  happened,
  IMPEGNO,
  LIQUIDAZIONE,
  MANDATO,
  money,
  move,
  pledge,
  record,
  room,
  staff,
  standing,
  type Moving,
  WHY,
} from '../../../test/support/contributions.ts';
import { contribution } from './decider.ts';
import { isRejection } from '../rejections.ts';

const NOW = around({ by: RECORDER });
const { given } = specFor(contribution, NOW);

const PUBLIC = { payer: 'lecco', bringer: 'lecco', receiver: 'coop', fundingSource: 'budget' } as const;
const DAY = '2024-06-01';
const GRANT = record({ ...PUBLIC, resource: cash('5000.00'), stage: 'COMMITTED' });
const PROMISE = pledge({ ...PUBLIC, resource: cash('5000.00') });
const liquidate = (amount: string) => move('deliver', amount, DAY, { accounting: LIQUIDAZIONE });
const published = { ...MANDATO, publication: 'trasparenza 2024/17' };

describe('moving on', () => {
  it('takes a part from the nearest rung that has some, and says from where', () => {
    const history = happened(
      pledge({ resource: cash('100.00') }),
      move('commit', '60.00', DAY, { keepRemainder: true }),
      move('deliver', '10.00', DAY),
    );
    given(...history)
      .when(move('pay', '95.00', DAY, { reference: 'bonifico 7' }))
      .thenHappens({
        type: 'ContributionPaid',
        data: {
          value: eur('95.00'),
          quantity: null,
          effective: { from: DAY, to: DAY },
          lateFor: null,
          accounting: null,
          reference: 'bonifico 7',
          overdraw: null,
          from: [
            { rung: 'DELIVERED', value: eur('10.00') },
            { rung: 'COMMITTED', value: eur('50.00') },
            { rung: 'PLEDGED', value: eur('35.00') },
          ],
          controls: [],
        },
      });
  });

  it('never moves more than there is below', () => {
    const three = [record({ stage: 'COMMITTED', resource: cash('100.00') })] as const;
    for (const [kind, rejected] of [
      ['deliver', 'EXCEEDS_COMMITTED'],
      ['pay', 'EXCEEDS_DELIVERED'],
    ] as const) {
      given(...happened(...three))
        .when(move(kind, '100.01', DAY))
        .thenRejected({ rejected, pointer: '/part', params: { found: '100.01', open: '100.00' } });
    }
  });

  it('on a day before it was there needs a reason', () => {
    const history = happened(record({ stage: 'COMMITTED' }), move('deliver', '50.00', DAY));
    given(...history)
      .when(move('pay', '50.00', '2024-05-31'))
      .thenRejected({
        rejected: 'OVERDRAWN_IN_HISTORY',
        pointer: '/effective',
        params: { date: '2024-05-31', missing: '50.00' },
      });
    const paid = happened(
      record({ stage: 'COMMITTED' }),
      move('deliver', '50.00', DAY),
      move('pay', '50.00', '2024-05-31', { overdraw: 'anticipo' }),
    );
    expect(balances(paid, 'PAID').end).toBe('50.00');
  });

  it('is of an amount where it is money, of time where it is time, of units for anything else', () => {
    const mismatch = { rejected: 'PART_MISMATCH', pointer: '/part' };
    for (const [resource, part] of [
      [cash('10.00'), { minutes: 60 }],
      [staff(60), { amount: eur('10.00') }],
      [staff(60), { quantity: '1' }],
      [room('1'), { minutes: 60 }],
    ] as const) {
      given(...happened(record({ resource, stage: 'COMMITTED' })))
        .when(move('deliver', part, DAY))
        .thenRejected(mismatch);
    }
  });

  it.each<[Moving['part'], string, string]>([
    [{ amount: eur('0.00') }, 'AMOUNT_NOT_POSITIVE', '/part/amount/amount'],
    [{ amount: eur('1.005') }, 'AMOUNT_TOO_PRECISE', '/part/amount/amount'],
  ])('by %j is refused: %s', (part, rejected, pointer) => {
    given(...happened(record({ stage: 'COMMITTED' })))
      .when(move('pay', part, DAY))
      .thenRejected({ rejected, pointer });
  });

  it('of nothing, or of less than half a cent, is refused', () => {
    given(...happened(record({ resource: staff(60), stage: 'COMMITTED' })))
      .when(move('deliver', { minutes: 0 }, DAY))
      .thenRejected({ rejected: 'QUANTITY_NOT_POSITIVE', pointer: '/part/duration' });
    const cheap = happened(record({ resource: room('1000', '0.001'), stage: 'COMMITTED' }));
    given(...cheap)
      .when(move('deliver', { quantity: '4' }, DAY))
      .thenRejected({ rejected: 'VALUE_ROUNDS_TO_ZERO', pointer: '/part' });
    given(...cheap)
      .when(move('deliver', { quantity: '0.0000001' }, DAY))
      .thenRejected({ rejected: 'QUANTITY_TOO_PRECISE', pointer: '/part/quantity' });
  });

  it('is never a payment of what is given in kind', () => {
    given(...happened(record({ resource: staff(60), stage: 'DELIVERED' })))
      .when(move('pay', { minutes: 60 }, DAY))
      .thenRejected({ rejected: 'ONLY_CASH_IS_PAID', pointer: '/part' });
  });

  it('needs a span that can be, an open year, and for a late part the closed days it is about', () => {
    const history = happened(record({ stage: 'COMMITTED' }));
    const closed = around({ by: RECORDER, closed: [2024] });
    given(...history)
      .when(move('pay', '1.00', DAY, { effective: { from: DAY, to: '2024-05-01' } }))
      .thenRejected({ rejected: 'SPAN_REVERSED', pointer: '/effective/to' });
    given(...history)
      .when(move('pay', '1.00', DAY), closed)
      .thenRejected({ rejected: 'PERIOD_CLOSED', pointer: '/effective', params: { year: '2024' } });
    const lateFor = { from: DAY, to: DAY };
    given(...history)
      .when(move('pay', '1.00', '2025-01-02', { lateFor }))
      .thenRejected({ rejected: 'NOT_LATE', pointer: '/lateFor' });
    const late = happened(record({ stage: 'COMMITTED' }), [
      move('pay', '1.00', '2025-01-02', { lateFor }),
      closed,
    ]);
    expect(late[1]?.told).toMatchObject({ data: { lateFor, effective: { from: '2025-01-02' } } });
  });

  it('in parts comes to the whole to the cent, however the quantity is cut: 137.5 hours at 18.17', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 9 }), (parts) => {
        const whole = parts.reduce((sum, minutes) => sum + minutes, 0);
        const opened = record({ resource: staff(whole, '18.17'), stage: 'COMMITTED', evidence: [] });
        const history = happened(opened, ...parts.map((minutes) => move('deliver', { minutes }, DAY)));
        expect(balances(history, 'COMMITTED').end).toBe('0.00');
        expect(balances(history, 'DELIVERED').end).toBe(money(standing(history).cents));
      }),
      { numRuns: 200 },
    );
  });

  it('fixes the hours, the rate and the person of what is not money, until the movements are undone', () => {
    const half = move('deliver', { minutes: 300 }, DAY);
    const promised = record({ resource: staff(600, '10.00'), stage: 'COMMITTED' });
    for (const resource of [
      staff(600, '12.34'),
      staff(900, '10.00'),
      staff(600, '10.00', 'p-2'),
      room('1'),
    ]) {
      given(...happened(promised, half))
        .when(correct({ resource }))
        .thenRejected({ rejected: 'RESOURCE_FIXED', pointer: '/changes/resource' });
    }
    for (const rate of ['12.34', '9.99']) {
      const undoing = { kind: 'reverseMovement', movement: 1, justification: WHY } as const;
      const anew = correct({ resource: staff(600, rate) });
      const history = happened(promised, half, undoing, anew, half, half);
      expect(balances(history, 'DELIVERED').end).toBe(money(standing(history).cents));
      expect(balances(history, 'COMMITTED').end).toBe('0.00');
    }
  });

  it('needs a contribution', () => {
    for (const kind of ['commit', 'deliver', 'pay'] as const) {
      given()
        .when(move(kind, '1.00', DAY))
        .thenRejected({ rejected: 'NOT_FOUND' });
    }
  });
});

describe('the ladder of public spending (D.Lgs. 267/2000 arts. 183-185)', () => {
  it('is climbed by commitment, liquidation and payment order, each with its own numbers', () => {
    const history = happened(
      PROMISE,
      move('commit', '5000.00', '2024-02-01', { accounting: IMPEGNO }),
      liquidate('5000.00'),
      move('pay', '5000.00', '2024-07-01', { accounting: published }),
    );
    expect(balances(history, 'PAID').end).toBe('5000.00');
    expect(history.map(({ told }) => told.type)).toEqual([
      'ContributionPledged',
      'ContributionCommitted',
      'ContributionDelivered',
      'ContributionPaid',
    ]);
  });

  it('is not skipped: nothing is liquidated that was not committed, nothing paid that was not liquidated', () => {
    given(...happened(PROMISE))
      .when(liquidate('1.00'))
      .thenRejected({
        rejected: 'EXCEEDS_COMMITTED',
        pointer: '/part',
        params: { found: '1.00', open: '0.00' },
      });
    given(...happened(GRANT))
      .when(move('pay', '1.00', DAY, { accounting: MANDATO }))
      .thenRejected({
        rejected: 'EXCEEDS_DELIVERED',
        pointer: '/part',
        params: { found: '1.00', open: '0.00' },
      });
    given(...happened(GRANT, liquidate('900.00')))
      .when(move('pay', '900.01', DAY, { accounting: MANDATO }))
      .thenRejected({
        rejected: 'EXCEEDS_DELIVERED',
        pointer: '/part',
        params: { found: '900.01', open: '900.00' },
      });
  });

  it.each([
    ['commit', IMPEGNO, 'commitmentNo'],
    ['commit', IMPEGNO, 'year'],
    ['commit', IMPEGNO, 'pdc'],
    ['deliver', LIQUIDAZIONE, 'liquidationNo'],
    ['pay', MANDATO, 'mandateNo'],
    ['pay', MANDATO, 'pdc'],
  ] as const)('to %s without its %#. number is incomplete: %j lacks %s', (kind, whole, member) => {
    const history = kind === 'commit' ? happened(PROMISE) : happened(GRANT, liquidate('900.00'));
    given(...history)
      .when(move(kind, '900.00', DAY, { accounting: { ...whole, [member]: null } }))
      .thenRejected({
        rejected: 'ACCOUNTING_INCOMPLETE',
        pointer: `/accounting/${member}`,
        params: { missing: member },
      });
  });

  it('names all that is missing where nothing is said, and asks nothing of a private payer', () => {
    given(...happened(PROMISE))
      .when(move('commit', '1.00', DAY))
      .thenRejected({
        rejected: 'ACCOUNTING_INCOMPLETE',
        pointer: '/accounting',
        params: { missing: 'commitmentNo, year, pdc' },
      });
    expect(() => happened(pledge(), move('commit', '1.00', DAY, { accounting: ACCOUNTING }))).not.toThrow();
  });

  it('takes only codes of the chart of accounts, whoever pays', () => {
    given(...happened(PROMISE))
      .when(move('commit', '1.00', DAY, { accounting: { ...IMPEGNO, pdc: 'U.1.4' } }))
      .thenRejected({ rejected: 'PDC_INVALID', pointer: '/accounting/pdc', params: { found: 'U.1.4' } });
    given(...happened(record({ stage: 'COMMITTED' })))
      .when(move('pay', '1.00', DAY, { accounting: { ...MANDATO, pdc: '1040401001' } }))
      .thenRejected({ rejected: 'PDC_INVALID', pointer: '/accounting/pdc' });
  });

  it('is paid above 1,000.00 only when it was published, also when it comes in parts', () => {
    const required = { rejected: 'PUBLICATION_REQUIRED', pointer: '/accounting/publication' };
    const pay = (amount: string, accounting: Moving['accounting'] = MANDATO) =>
      move('pay', amount, DAY, { accounting });
    const ready = [GRANT, liquidate('5000.00')] as const;
    given(...happened(...ready))
      .when(pay('1000.01'))
      .thenRejected(required);
    given(...happened(...ready, pay('600.00')))
      .when(pay('400.01'))
      .thenRejected(required);
    expect(balances(happened(...ready, pay('600.00'), pay('400.00')), 'PAID').end).toBe('1000.00');
    const once = happened(...ready, pay('1000.01', published), pay('3999.99'));
    expect(balances(once, 'PAID').end).toBe('5000.00');
  });

  it('needs no publication between public bodies', () => {
    const within = record({ ...PUBLIC, receiver: 'ambito', resource: cash('5000.00'), stage: 'COMMITTED' });
    const paid = happened(within, liquidate('5000.00'), move('pay', '5000.00', DAY, { accounting: MANDATO }));
    expect(balances(paid, 'PAID').end).toBe('5000.00');
  });

  it('is not asked of a public body’s own staff or rooms', () => {
    const hours = happened(
      pledge({ ...PUBLIC, resource: staff(600) }),
      move('deliver', { minutes: 600 }, DAY),
    );
    expect(balances(hours, 'DELIVERED').end).toBe('200.00');
  });

  it('knows payer and receiver by their registers', () => {
    const state = standing(happened(GRANT));
    const named = contribution
      .references(liquidate('1.00'), state, 'self')
      .map(({ aggregate, id }) => [aggregate, id]);
    expect(named).toContainEqual(['party', 'lecco']);
    expect(named).toContainEqual(['party', 'coop']);
    expect(isRejection(contribution.decide(liquidate('1.00'), state, NOW))).toBe(false);
  });
});

describe('a pledge of before pledges had an event of their own', () => {
  it('is one all the same: it is confirmed, and its rest released', () => {
    const [{ told } = { told: undefined }] = happened(record({ resource: cash('100.00') }));
    if (told?.type !== 'ContributionRecorded') throw new Error('not recorded');
    const statement = { ...told.data.statement, stage: 'PLEDGED' } as const;
    const old = { by: RECORDER, told: { ...told, data: { ...told.data, statement } } };
    const decision = contribution.decide(move('commit', '60.00', DAY), standing([old]), NOW);
    expect(decision).toMatchObject({
      events: [
        { type: 'ContributionCommitted', data: { value: eur('60.00') } },
        { type: 'PledgeReleased', data: { value: eur('40.00'), why: 'CONFIRMED' } },
      ],
    });
  });
});
