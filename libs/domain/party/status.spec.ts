/** What a register said of a party on a day: what decides whether a Third Sector body may be admitted that day. */
import { describe, expect, it } from '@jest/globals';
import { fold } from '#event-sourcing/decider';
import { specFor } from '#event-sourcing/spec';
import { circumstances } from '../../../test/support/circumstances.ts';
import { party, runtsEffectiveOn, type PartyCommand, type PartyState } from './decider.ts';
import {
  NO_DETAILS,
  REGISTRY_STATUSES,
  STATUS_REGISTRIES,
  STATUSES,
  type PartyEvent,
  type PartyProfile,
  type StatusCheck,
} from './events.ts';
import { statusOn } from './status.ts';

const TODAY = '2026-11-22';
const { given } = specFor(party, circumstances({ today: TODAY }));

const registered = (over: Partial<PartyProfile> = {}): PartyEvent => ({
  type: 'PartyRegistered',
  data: {
    ...NO_DETAILS,
    kind: 'THIRD_SECTOR_BODY',
    legalName: 'Associazione Lanterna (inventata)',
    standsFor: null,
    taxCode: null,
    ipaCode: null,
    ...over,
  },
});
const check = (over: Partial<StatusCheck> = {}): StatusCheck => ({
  registry: 'RUNTS',
  status: 'REGISTERED',
  checkedOn: '2025-03-10',
  since: '2022-11-07',
  evidence: { reference: 'visura RUNTS prot. 118/2025', sha256: null },
  ...over,
});
const asked = (over: Partial<StatusCheck> = {}): PartyCommand => ({ kind: 'checkStatus', ...check(over) });
const checked = (over: Partial<StatusCheck> = {}): PartyEvent => ({
  type: 'PartyStatusChecked',
  data: check(over),
});
const after = (...events: readonly PartyEvent[]): PartyState =>
  fold(
    party,
    events.map((event) => ({ event, envelope: { actor: { id: 'recorder' } } })),
  );

describe('a check of a register', () => {
  it('is recorded as it was made', () => {
    given(registered()).when(asked()).thenHappens(checked());
  });

  it('may be of today, and not of tomorrow', () => {
    given(registered())
      .when(asked({ checkedOn: TODAY }))
      .thenHappens(checked({ checkedOn: TODAY }));
    given(registered())
      .when(asked({ checkedOn: '2026-11-23' }))
      .thenRejected({
        rejected: 'DATE_IN_FUTURE',
        pointer: '/checkedOn',
        params: { found: '2026-11-23', today: TODAY },
      });
  });

  it('tells nothing of the days after it', () => {
    given(registered())
      .when(asked({ since: '2025-03-10' }))
      .thenHappens(checked({ since: '2025-03-10' }));
    given(registered())
      .when(asked({ since: '2025-03-11' }))
      .thenRejected({
        rejected: 'STATUS_AFTER_CHECK',
        pointer: '/since',
        params: { found: '2025-03-11', latest: '2025-03-10' },
      });
  });

  it('gives a status that this register knows, and no other', () => {
    for (const registry of STATUS_REGISTRIES) {
      const told = REGISTRY_STATUSES.filter(
        (status) =>
          'events' in party.decide(asked({ registry, status }), after(registered()), circumstances()),
      );
      expect(told.toSorted()).toEqual([...STATUSES[registry]].toSorted());
    }
    given(registered())
      .when(asked({ registry: 'DURC', status: 'REGISTERED' }))
      .thenRejected({
        rejected: 'STATUS_UNFIT',
        pointer: '/status',
        params: { found: 'REGISTERED', registry: 'DURC' },
      });
  });

  it('finds in the RUNTS no body that cannot be there', () => {
    for (const over of [
      { kind: 'COMPANY' },
      { kind: 'FOUNDATION', foundationType: 'BANK_ORIGIN' },
    ] as const) {
      given(registered(over))
        .when(asked())
        .thenRejected({
          rejected: 'NOT_A_THIRD_SECTOR_BODY',
          pointer: '/registry',
          params: { found: over.kind },
        });
      given(registered(over))
        .when(asked({ status: 'NOT_REGISTERED' }))
        .thenHappens(checked({ status: 'NOT_REGISTERED' }));
    }
  });

  it('is of a named party that exists', () => {
    given(registered({ legalName: null, standsFor: 'THIRD_SECTOR' }))
      .when(asked())
      .thenRejected({ rejected: 'PARTY_UNNAMED' });
    given().when(asked()).thenRejected({ rejected: 'NOT_FOUND' });
  });
});

describe('registration in the RUNTS on a day', () => {
  it('holds from the day that the register gives, before and after the check', () => {
    const state = after(registered(), checked());
    const days = ['2022-11-06', '2022-11-07', '2024-01-01', '2025-03-10', '2026-11-22'];
    expect(days.map((day) => runtsEffectiveOn(state, day))).toEqual([false, true, true, true, true]);
  });

  it('holds from the day of the check when the register gives none', () => {
    const state = after(registered(), checked({ since: null }));
    expect(['2025-03-09', '2025-03-10'].map((day) => runtsEffectiveOn(state, day))).toEqual([false, true]);
  });

  it('ends with a removal, and the days before it stay as they were', () => {
    const removed = { status: 'REMOVED', checkedOn: '2026-02-01', since: '2025-09-30' } as const;
    const state = after(registered(), checked(), checked(removed));
    const days = ['2025-09-29', '2025-09-30', '2026-11-22'];
    expect(days.map((day) => runtsEffectiveOn(state, day))).toEqual([true, false, false]);
    const returned = { checkedOn: '2026-10-01', since: '2026-05-01' };
    const again = after(registered(), checked(), checked(removed), checked(returned));
    const later = ['2025-09-29', '2026-04-30', '2026-05-01'];
    expect(later.map((day) => runtsEffectiveOn(again, day))).toEqual([true, false, true]);
  });

  it('is what the check made last says, in whatever order the checks were recorded', () => {
    const miss = { status: 'NOT_REGISTERED', checkedOn: '2024-01-15', since: null } as const;
    for (const events of [
      [checked(miss), checked()],
      [checked(), checked(miss)],
    ]) {
      expect(runtsEffectiveOn(after(registered(), ...events), '2024-06-01')).toBe(true);
    }
  });

  it('is of two checks of one day what the one recorded later says', () => {
    const state = after(registered(), checked(), checked({ status: 'REMOVED' }));
    expect(runtsEffectiveOn(state, '2025-03-10')).toBe(false);
  });

  it.each(['PENDING', 'NOT_REGISTERED', 'REMOVED'] as const)('is not there while it is %s', (status) => {
    expect(runtsEffectiveOn(after(registered(), checked({ status })), '2025-03-10')).toBe(false);
  });

  it('is not told by another register, by no check, or of no party', () => {
    const durc = { registry: 'DURC', status: 'REGULAR' } as const;
    expect(runtsEffectiveOn(after(registered(), checked(durc)), '2025-03-10')).toBe(false);
    const both = after(registered(), checked(), checked({ ...durc, checkedOn: '2025-06-01' }));
    expect(runtsEffectiveOn(both, '2025-07-01')).toBe(true);
    expect(runtsEffectiveOn(after(registered()), '2025-03-10')).toBe(false);
    expect(runtsEffectiveOn(null, '2025-03-10')).toBe(false);
    expect(statusOn([check(durc)], 'DURC', '2025-03-10')).toBe('REGULAR');
  });

  it('falls when the party is corrected to be a body that cannot be there', () => {
    const company = { ...(registered().data as PartyProfile), kind: 'COMPANY' } as const;
    const justification = { reason: 'ENTRY_ERROR', reference: null } as const;
    const corrected: PartyEvent = { type: 'PartyCorrected', data: { party: company, justification } };
    expect(runtsEffectiveOn(after(registered(), checked(), corrected), '2025-03-10')).toBe(false);
  });
});
