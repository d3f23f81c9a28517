/** State aid over three rolling years: to the cent, to the day, and whatever the order in which grants are entered. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { specFor } from '#event-sourcing/spec';
import { circumstances } from '../../../test/support/circumstances.ts';
import { dateOf, dayOf } from '../calendar.ts';
import { moneyOf } from '../money.ts';
import { aidUsed, aidWindow } from './aid.ts';
import { party, type PartyCommand, type PartyState } from './decider.ts';
import { NO_DETAILS, type AidGrant, type PartyEvent, type PartyProfile } from './events.ts';

const TODAY = '2026-11-22';
const { given } = specFor(party, circumstances({ today: TODAY }));

const COOP: PartyProfile = {
  ...NO_DETAILS,
  kind: 'THIRD_SECTOR_BODY',
  legalName: 'Cooperativa sociale Filo Rosso (inventata)',
  standsFor: null,
  taxCode: null,
  ipaCode: null,
};
const registered: PartyEvent = { type: 'PartyRegistered', data: COOP };
const grant = (amount: string, grantedOn: string, over: Partial<AidGrant> = {}): AidGrant => ({
  regime: 'DE_MINIMIS',
  grossGrantEquivalent: { amount, currency: 'EUR' },
  grantedOn,
  cor: '9000001',
  motivation: null,
  partnership: null,
  ...over,
});
type Of<Result> = (...args: Parameters<typeof grant>) => Result;
const ask: Of<PartyCommand> = (...args) => ({ kind: 'grantAid', ...grant(...args) });
const granted: Of<PartyEvent> = (...args) => ({ type: 'AidGranted', data: grant(...args) });

describe('a grant of aid', () => {
  it.each([
    ['DE_MINIMIS', '300000.00', '300000.01'],
    ['SGEI_DE_MINIMIS', '750000.00', '750000.01'],
  ] as const)('of %s may reach %s in three years, and not %s', (regime, limit, over) => {
    given(registered)
      .when(ask(limit, TODAY, { regime }))
      .thenHappens(granted(limit, TODAY, { regime }));
    given(registered)
      .when(ask(over, TODAY, { regime }))
      .thenRejected({
        rejected: 'AID_CEILING_EXCEEDED',
        pointer: '/grossGrantEquivalent/amount',
        params: { found: over, used: '0.00', limit, from: '2023-11-23', to: TODAY },
      });
  });

  it('is added to the grants of the three years that end on its day', () => {
    const before = [granted('200000.00', '2024-02-01'), granted('50000.00', '2025-06-30')];
    given(registered, ...before)
      .when(ask('50000.00', '2026-06-30'))
      .thenHappens(granted('50000.00', '2026-06-30'));
    given(registered, ...before)
      .when(ask('50000.01', '2026-06-30'))
      .thenRejected({
        rejected: 'AID_CEILING_EXCEEDED',
        pointer: '/grossGrantEquivalent/amount',
        params: {
          found: '50000.01',
          used: '250000.00',
          limit: '300000.00',
          from: '2023-07-01',
          to: '2026-06-30',
        },
      });
  });

  it('no longer meets a grant of the same day three years before, but one of the day after', () => {
    given(registered, granted('300000.00', '2023-11-22'))
      .when(ask('300000.00', TODAY))
      .thenHappens(granted('300000.00', TODAY));
    given(registered, granted('300000.00', '2023-11-23'))
      .when(ask('0.01', TODAY))
      .thenRejected({ rejected: 'AID_CEILING_EXCEEDED', pointer: '/grossGrantEquivalent/amount' });
  });

  it('that is entered late also counts in the three years of the grants that followed it', () => {
    given(registered, granted('280000.00', '2026-01-10'))
      .when(ask('20000.01', '2024-05-05'))
      .thenRejected({
        rejected: 'AID_CEILING_EXCEEDED',
        pointer: '/grossGrantEquivalent/amount',
        params: {
          found: '20000.01',
          used: '280000.00',
          limit: '300000.00',
          from: '2023-01-11',
          to: '2026-01-10',
        },
      });
    given(registered, granted('280000.00', '2026-01-10'))
      .when(ask('300000.00', '2023-01-10'))
      .thenHappens(granted('300000.00', '2023-01-10'));
  });

  it('is counted under its own rule only', () => {
    given(registered, granted('750000.00', TODAY, { regime: 'SGEI_DE_MINIMIS' }))
      .when(ask('300000.00', TODAY))
      .thenHappens(granted('300000.00', TODAY));
  });

  it('under the SGEI decision has no ceiling here', () => {
    const over = { regime: 'SGEI_DECISION' } as const;
    given(registered, granted('5000000.00', TODAY, over))
      .when(ask('5000000.00', TODAY, over))
      .thenHappens(granted('5000000.00', TODAY, over));
  });

  it.each([null, '', '  '])('that is said to be no aid needs its motivation, not %p', (motivation) => {
    given(registered)
      .when(ask('900000.00', TODAY, { regime: 'NO_AID', motivation }))
      .thenRejected({ rejected: 'NO_AID_WITHOUT_MOTIVATION', pointer: '/motivation' });
  });

  it('that is no aid with its motivation meets no ceiling', () => {
    const over = { regime: 'NO_AID', motivation: 'attività non economica', cor: null } as const;
    given(registered)
      .when(ask('900000.00', TODAY, over))
      .thenHappens(granted('900000.00', TODAY, over));
  });

  it('is of a day that has come', () => {
    given(registered)
      .when(ask('1.00', '2026-11-23'))
      .thenRejected({
        rejected: 'DATE_IN_FUTURE',
        pointer: '/grantedOn',
        params: { found: '2026-11-23', today: TODAY },
      });
  });

  it.each([
    ['0.00', 'AMOUNT_NOT_POSITIVE'],
    ['-1.00', 'AMOUNT_NOT_POSITIVE'],
    ['1.001', 'AMOUNT_TOO_PRECISE'],
    ['1000000000000000.00', 'AMOUNT_TOO_LARGE'],
  ])('is worth something: not %s', (amount, rejected) => {
    given(registered)
      .when(ask(amount, TODAY))
      .thenRejected({ rejected, pointer: '/grossGrantEquivalent/amount', params: { found: amount } });
  });

  it('keeps its amount in the one written form', () => {
    given(registered).when(ask('12.5', TODAY)).thenHappens(granted('12.50', TODAY));
  });

  it('is to a named party that exists', () => {
    const unnamed: PartyEvent = {
      type: 'PartyRegistered',
      data: { ...COOP, legalName: null, standsFor: 'THIRD_SECTOR' },
    };
    given(unnamed).when(ask('1.00', TODAY)).thenRejected({ rejected: 'PARTY_UNNAMED' });
    given().when(ask('1.00', TODAY)).thenRejected({ rejected: 'NOT_FOUND' });
  });

  it('names a partnership that must exist, where it names one', () => {
    expect(party.references(ask('1.00', TODAY, { partnership: 'pa1' }), null, 'self')).toEqual([
      { aggregate: 'partnership', id: 'pa1', pointer: '/partnership', missing: 'PARTNERSHIP_UNKNOWN' },
    ]);
    expect(party.references(ask('1.00', TODAY), null, 'self')).toEqual([]);
  });
});

describe('the three years of aid', () => {
  it.each([
    ['2026-11-22', '2023-11-23'],
    ['2026-12-31', '2024-01-01'],
    ['2027-02-28', '2024-02-29'],
    ['2027-03-01', '2024-03-02'],
    ['2028-02-29', '2025-03-01'],
  ])('that end on %s begin on %s', (to, from) => {
    expect(aidWindow(to)).toEqual({ from, to });
  });

  it('never hold more than the ceiling, whatever was asked and in whatever order', () => {
    const first = dayOf('2020-01-01');
    const asked = fc.record({
      day: fc.integer({ min: first, max: dayOf(TODAY) }),
      cents: fc.oneof(fc.bigInt({ min: 1n, max: 300_000_00n }), fc.constant(300_000_00n)),
    });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 12, size: 'max' }), (all) => {
        let state: PartyState = { profile: COOP, checks: [], aid: [] };
        for (const { day, cents } of all) {
          const { amount } = moneyOf(cents);
          const decision = party.decide(ask(amount, dateOf(day)), state, circumstances({ today: TODAY }));
          if ('events' in decision)
            for (const event of decision.events) state = party.evolve(state, event, 'r');
        }
        const { aid } = state as NonNullable<PartyState>;
        if (all.length > 0) expect(aid.length).toBeGreaterThan(0);
        for (const { grantedOn } of aid) {
          expect(aidUsed(aid, 'DE_MINIMIS', grantedOn)).toBeLessThanOrEqual(300_000_00n);
        }
      }),
    );
  });
});
