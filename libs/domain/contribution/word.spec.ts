/** The partner that is credited confirms or contests; what was contested stays so until a second person resolves it. */
import { describe, expect, it } from '@jest/globals';
import { RECORDER, specFor } from '#event-sourcing/spec';
import {
  around,
  correct,
  happened,
  move,
  record,
  standing,
  WHY,
} from '../../../test/support/contributions.ts';
import { contribution } from './decider.ts';

const SECOND = around();
const { given } = specFor(contribution, SECOND);
const PAID = record();

describe('the word of the partner that is credited', () => {
  const COOP = around({ by: 'a-coop', org: 'coop' });
  const CONFIRM = { kind: 'confirm' } as const;
  const CONTEST = { kind: 'contest', reason: 'WRONG_AMOUNT', reference: 'nota 8' } as const;
  const RESOLVE = { kind: 'resolveContest', outcome: 'DISMISSED', reference: 'verbale 2' } as const;

  it('confirms, and may contest what it had confirmed', () => {
    given(...happened(PAID))
      .when(CONFIRM, COOP)
      .thenHappens({ type: 'ContributionConfirmed', data: { party: 'coop' } });
    given(...happened(PAID, [CONFIRM, COOP]))
      .when(CONTEST, COOP)
      .thenHappens({
        type: 'ContributionContested',
        data: { party: 'coop', reason: 'WRONG_AMOUNT', reference: 'nota 8' },
      });
  });

  it('of a contest stands until somebody who had no hand in the record resolves it', () => {
    const contested = happened(PAID, [CONTEST, COOP]);
    given(...contested)
      .when(CONFIRM, COOP)
      .thenRejected({ rejected: 'CONTEST_OPEN' });
    given(...contested)
      .when(RESOLVE, around({ by: RECORDER }))
      .thenRejected({ rejected: 'SAME_PERSON' });
    const reclassify = {
      kind: 'reclassify',
      fundingSource: 'own',
      effectiveOn: null,
      justification: WHY,
    } as const;
    for (const change of [correct({ act: null }), reclassify]) {
      expect(standing(happened(PAID, [CONTEST, COOP], change)).word).toBe('CONTESTED');
    }
  });

  it('of a confirmation ends with whatever restates or moves what was confirmed', () => {
    const half = move('pay', '1.00', '2024-05-01');
    const undoing = { kind: 'reverseMovement', movement: 1, justification: WHY } as const;
    const promised = record({ stage: 'COMMITTED' });
    for (const [before, change] of [
      [[record()], correct({ act: null })],
      [[promised], half],
      [[promised, half], undoing],
    ] as const) {
      expect(standing(happened(...before, [CONFIRM, COOP])).word).toBe('CONFIRMED');
      expect(standing(happened(...before, [CONFIRM, COOP], change)).word).toBe('NONE');
    }
    const document = { reference: 'lista', sha256: 'ee'.repeat(32) };
    expect(standing(happened(PAID, [CONFIRM, COOP], { kind: 'attachEvidence', document })).word).toBe(
      'CONFIRMED',
    );
  });

  it('is said once', () => {
    for (const said of [CONFIRM, CONTEST]) {
      given(...happened(PAID, [said, COOP]))
        .when(said, COOP)
        .thenRejected({ rejected: 'ALREADY_ANSWERED' });
    }
  });

  it('is nobody else’s', () => {
    for (const [said, org] of [
      [CONFIRM, 'bankFoundation'],
      [CONTEST, 'lecco'],
      [CONFIRM, null],
    ] as const) {
      given(...happened(PAID))
        .when(said, around({ org }))
        .thenRejected({ rejected: 'NOT_YOUR_CONTRIBUTION' });
    }
  });

  it('is open again once a contest is resolved', () => {
    given(...happened(PAID, [CONTEST, COOP]))
      .when(RESOLVE)
      .thenHappens({ type: 'ContestResolved', data: { outcome: 'DISMISSED', reference: 'verbale 2' } });
    for (const history of [
      happened(PAID),
      happened(PAID, [CONFIRM, COOP]),
      happened(PAID, [CONTEST, COOP], [RESOLVE, SECOND]),
    ]) {
      given(...history)
        .when(RESOLVE)
        .thenRejected({ rejected: 'NOT_CONTESTED' });
    }
    expect(standing(happened(PAID, [CONTEST, COOP], [RESOLVE, SECOND], [CONFIRM, COOP])).word).toBe(
      'CONFIRMED',
    );
  });
});
