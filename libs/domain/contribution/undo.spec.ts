/** A part that moved on by mistake is undone, while nothing rests on it. */
import { describe, expect, it } from '@jest/globals';
import { RECORDER, specFor } from '#event-sourcing/spec';
import { draw, drawn } from '../../../test/support/contribution-events.ts';
import {
  around,
  balances,
  cash,
  correct,
  happened,
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

const NOW = around({ by: RECORDER });
const { given } = specFor(contribution, NOW);
const undo = (movement: number) => ({ kind: 'reverseMovement', movement, justification: WHY }) as const;
const undone = (movement: number) =>
  ({ type: 'MovementReversed', data: { movement, justification: WHY } }) as const;
const HUNDRED = pledge({ resource: cash('100.00') });
const PROMISED = record({ resource: cash('100.00'), stage: 'COMMITTED' });
const DAY = '2024-06-01';

describe('undoing a movement', () => {
  it('puts back what it took, and what of the pledge was let go with it', () => {
    const history = happened(HUNDRED, move('commit', '60.00', DAY));
    expect(standing(history).pledge?.end).toBe('CONFIRMED');
    given(...history)
      .when(undo(1))
      .thenHappens(undone(1));
    const after = happened(HUNDRED, move('commit', '60.00', DAY), undo(1));
    expect(balances(after, 'PLEDGED').days).toEqual(['2024-01-01 100.00']);
    expect(standing(after).pledge?.end).toBeNull();
    const again = happened(HUNDRED, move('commit', '60.00', DAY), undo(1), move('commit', '90.00', DAY));
    expect(balances(again, 'COMMITTED').end).toBe('90.00');
  });

  it('leaves what was let go before it, and opens the pledge again for what it put back', () => {
    const release = { kind: 'releasePledge', effectiveOn: '2024-07-01', reference: null } as const;
    const kept = move('commit', '60.00', DAY, { keepRemainder: true });
    const history = happened(HUNDRED, kept, release, undo(1));
    expect(balances(history, 'PLEDGED').end).toBe('60.00');
    expect(standing(history).pledge?.end).toBeNull();
    const released = happened(HUNDRED, kept, release, undo(1), release);
    expect(balances(released, 'PLEDGED').end).toBe('0.00');
  });

  it('counts movements from the first, also those that were undone', () => {
    const pay = move('pay', '10.00', DAY);
    const history = happened(PROMISED, pay, undo(1), pay, pay, undo(3));
    expect(balances(history, 'PAID').end).toBe('10.00');
    for (const [movement, rejected] of [
      [1, 'MOVEMENT_UNDONE'],
      [3, 'MOVEMENT_UNDONE'],
      [0, 'MOVEMENT_UNKNOWN'],
      [4, 'MOVEMENT_UNKNOWN'],
      [1.5, 'MOVEMENT_UNKNOWN'],
    ] as const) {
      given(...history)
        .when(undo(movement))
        .thenRejected({ rejected, pointer: '/movement' });
    }
  });

  it('gives its hours back, so that the parts still come to the whole', () => {
    const part = (minutes: number) => move('deliver', { minutes }, DAY);
    const time = record({ resource: staff(100, '18.17'), stage: 'COMMITTED' });
    const history = happened(time, part(33), part(33), undo(1), part(33), part(34));
    expect(balances(history, 'COMMITTED').end).toBe('0.00');
    expect(standing(history).quantities['DELIVERED']).toBe('100');
  });

  it('is refused while a later movement, a decision or money that came back rests on it', () => {
    const inUse = { rejected: 'MOVEMENT_IN_USE', pointer: '/movement' };
    const paying = [HUNDRED, move('commit', '100.00', DAY), move('deliver', '40.00', DAY)] as const;
    const history = happened(...paying);
    given(...history)
      .when(undo(1))
      .thenRejected(inUse);
    given(...history)
      .when(undo(2))
      .thenHappens(undone(2));
    const [first, second] = [move('pay', '50.00', DAY), move('pay', '30.00', '2024-07-01')];
    for (const decided of [verify('20.00'), verify('20.00', '5.00')]) {
      given(...happened(PROMISED, first, second, decided))
        .when(undo(1))
        .thenRejected(inUse);
      given(...happened(PROMISED, first, second, decided))
        .when(undo(2))
        .thenHappens(undone(2));
    }
    given(...happened(PROMISED, first, second, recover('60.00', '2025-01-01')))
      .when(undo(2))
      .thenRejected(inUse);
    const cutAfterwards = [recover('30.00', '2025-01-01'), verify('40.00', '0.00')] as const;
    given(...happened(PROMISED, first, second, ...cutAfterwards))
      .when(undo(2))
      .thenRejected(inUse);
    const earlier = move('pay', '30.00', '2024-05-01');
    given(...happened(PROMISED, first, earlier, verify('20.00')))
      .when(undo(1))
      .thenRejected(inUse);
  });

  it('leaves others the money that they draw on', () => {
    const history = happened(PROMISED, move('pay', '50.00', DAY), move('pay', '30.00', DAY));
    given(...history)
      .when(undo(2), drawn(draw('coop', 'ambito', 50_01n)))
      .thenRejected({
        rejected: 'HAS_DEPENDENTS',
        pointer: '/movement',
        params: { dependents: 'transfer-t1' },
      });
    given(...history)
      .when(undo(2), drawn(draw('coop', 'ambito', 50_00n)))
      .thenHappens(undone(2));
  });

  it('is refused in a closed year', () => {
    const history = happened(record({ stage: 'COMMITTED' }), move('pay', '1.00', '2024-12-31'));
    given(...history)
      .when(undo(1), around({ closed: [2024] }))
      .thenRejected({ rejected: 'PERIOD_CLOSED', pointer: '/movement', params: { year: '2024' } });
    given(...history)
      .when(undo(1), around({ closed: [2023] }))
      .thenHappens(undone(1));
  });

  it('lets a value be corrected to less than what had moved on', () => {
    const less = correct({ resource: cash('10.00') });
    given(...happened(PROMISED, move('pay', '50.00', DAY)))
      .when(less)
      .thenRejected({ rejected: 'CORRECTION_BELOW_REACHED', pointer: '/changes' });
    expect(standing(happened(PROMISED, move('pay', '50.00', DAY), undo(1), less)).cents).toBe(10_00n);
  });
});

describe('a contribution', () => {
  it('moves on in 500 parts at most, each decided in a few milliseconds', () => {
    const part = move('deliver', '0.01', DAY);
    const opening = happened(PROMISED);
    const [delivered] = happened(PROMISED, part).slice(1);
    if (delivered === undefined) throw new Error('nothing was delivered');
    const history = [...opening, ...Array.from({ length: 499 }, () => delivered)];
    const state = standing(history);
    const began = performance.now();
    for (let times = 0; times < 10; times += 1) contribution.decide(part, state, NOW);
    expect((performance.now() - began) / 10).toBeLessThan(50);
    given(...history, delivered)
      .when(part)
      .thenRejected({ rejected: 'LIFE_TOO_LONG', params: { limit: '500' } });
  });

  it('has 100 documents at most', () => {
    const document = (index: number) => ({
      reference: `p. ${index}`,
      sha256: index.toString(16).padStart(64, '0'),
    });
    const many = Array.from({ length: 101 }, (_, index) => document(index));
    const refused = (pointer: string) => ({
      rejected: 'DOCUMENTS_TOO_MANY' as const,
      pointer,
      params: { found: '101', limit: '100' },
    });
    given()
      .when(record({ evidence: many }))
      .thenRejected(refused('/evidence'));
    const full = happened(record({ evidence: many.slice(1) }));
    given(...full)
      .when({ kind: 'attachEvidence', document: document(0) })
      .thenRejected(refused('/document'));
    given(...full)
      .when(correct({ evidence: many }))
      .thenRejected(refused('/changes/evidence'));
  });
});
