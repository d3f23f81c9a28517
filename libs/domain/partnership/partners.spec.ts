/** Who may enter a partnership, in which role, when, and who belongs to it on a date. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '#event-sourcing/decider';
import { specFor } from '#event-sourcing/spec';
import { AMONG_PARTIES, registered } from '../../../test/support/partnerships.ts';
import { dateOf, dayOf } from '../calendar.ts';
import { partnership, type PartnershipCommand, type PartnershipState } from './decider.ts';
import { INSTRUMENTS, PARTNER_ROLES, type PartnerRole, type PartnershipEvent } from './events.ts';
import { partnersAt } from './partners.ts';

const { given } = specFor(partnership, AMONG_PARTIES);

const admit = (party: string, role: PartnerRole, on = '2024-03-01'): PartnershipCommand => ({
  kind: 'admitPartner',
  party,
  role,
  on,
});
const admitted = (party: string, role: PartnerRole, on = '2024-03-01'): PartnershipEvent => ({
  type: 'PartnerAdmitted',
  data: { party, role, on },
});
const withdraw = (party: string, lastDay: string): PartnershipCommand => ({
  kind: 'withdrawPartner',
  party,
  lastDay,
  reason: 'recesso',
});
const withdrawn = (party: string, lastDay: string): PartnershipEvent => ({
  type: 'PartnerWithdrawn',
  data: { party, lastDay, reason: 'recesso' },
});
const after = (...events: readonly PartnershipEvent[]): PartnershipState =>
  fold(
    partnership,
    events.map((event) => ({ event, envelope: { actor: { id: 'a' } } })),
  );

const DOING = ['LEAD', 'PARTNER'] as const;
const BESIDE = ['FUNDER', 'SUPPORTER'] as const;

describe('a partner', () => {
  it.each(PARTNER_ROLES)('that is in the RUNTS on that day is admitted as %s', (role) => {
    given(registered()).when(admit('coop', role)).thenHappens(admitted('coop', role));
  });

  it.each(DOING)('of the Third Sector is no %s before it is in the RUNTS, nor once it is removed', (role) => {
    for (const on of ['2022-11-22', '2025-07-01']) {
      given(registered())
        .when(admit('coop', role, on))
        .thenRejected({ rejected: 'RUNTS_NOT_EFFECTIVE', pointer: '/party', params: { id: 'coop', on } });
    }
    for (const on of ['2022-11-23', '2025-06-30']) {
      given(registered())
        .when(admit('coop', role, on))
        .thenHappens(admitted('coop', role, on));
    }
  });

  it.each(DOING)('whose place in the RUNTS nobody has checked is no %s', (role) => {
    for (const party of ['association', 'philanthropic']) {
      given(registered())
        .when(admit(party, role))
        .thenRejected({ rejected: 'RUNTS_NOT_EFFECTIVE', pointer: '/party' });
    }
  });

  it.each(DOING)('outside the Third Sector is no %s of a co-design', (role) => {
    for (const [party, kind] of [
      ['company', 'COMPANY'],
      ['bankFoundation', 'FOUNDATION'],
    ] as const) {
      given(registered())
        .when(admit(party, role))
        .thenRejected({ rejected: 'ROLE_NEEDS_THIRD_SECTOR', pointer: '/role', params: { kind } });
    }
  });

  it.each(BESIDE)('may be %s without being of the Third Sector (Toscana L.R. 65/2020 art. 13)', (role) => {
    for (const party of ['association', 'philanthropic', 'bankFoundation', 'company', 'ambito']) {
      given(registered()).when(admit(party, role)).thenHappens(admitted(party, role));
    }
  });

  it.each(DOING)('that is an administration or a mixed enterprise may be %s', (role) => {
    for (const party of ['ambito', 'enterprise']) {
      given(registered()).when(admit(party, role)).thenHappens(admitted(party, role));
    }
  });

  it('may be a company where the law does not ask for the Third Sector', () => {
    const open = INSTRUMENTS.filter((instrument) => {
      const decision = partnership.decide(
        admit('company', 'PARTNER'),
        after(registered({ instrument })),
        AMONG_PARTIES,
      );
      return 'events' in decision;
    });
    expect(open).toEqual(['PATTO_COLLABORAZIONE', 'APPALTO', 'CONCESSIONE', 'IMPORTED_DATASET']);
  });

  it('of an imported data set is taken as it is', () => {
    given(registered({ instrument: 'IMPORTED_DATASET' }))
      .when(admit('association', 'LEAD'))
      .thenHappens(admitted('association', 'LEAD'));
  });

  it('is admitted today at the latest', () => {
    given(registered())
      .when(admit('ambito', 'FUNDER', '2026-11-22'))
      .thenHappens(admitted('ambito', 'FUNDER', '2026-11-22'));
    given(registered())
      .when(admit('ambito', 'FUNDER', '2026-11-23'))
      .thenRejected({
        rejected: 'DATE_IN_FUTURE',
        pointer: '/on',
        params: { found: '2026-11-23', today: '2026-11-22' },
      });
  });

  it('is not admitted twice, whatever the role, nor is the lead body', () => {
    for (const party of ['coop', 'lecco']) {
      given(registered(), admitted('coop', 'PARTNER'))
        .when(admit(party, 'FUNDER', '2024-04-01'))
        .thenRejected({ rejected: 'PARTNER_ALREADY_ADMITTED', pointer: '/party', params: { id: party } });
    }
  });

  it('must exist', () => {
    expect(partnership.references(admit('coop', 'LEAD'), partnership.initial, 'self')).toEqual([
      { aggregate: 'party', id: 'coop', pointer: '/party', missing: 'PARTY_UNKNOWN' },
    ]);
    expect(partnership.references(withdraw('coop', '2024-03-01'), partnership.initial, 'self')).toEqual([]);
    given(registered())
      .when(admit('nobody', 'PARTNER'))
      .thenRejected({ rejected: 'PARTY_UNKNOWN', pointer: '/party', params: { id: 'nobody' } });
  });

  it('belongs to a partnership that is registered', () => {
    given().when(admit('coop', 'PARTNER')).thenRejected({ rejected: 'NOT_FOUND' });
    given().when(withdraw('coop', '2024-03-01')).thenRejected({ rejected: 'NOT_FOUND' });
  });
});

describe('a withdrawal', () => {
  const inside = [registered(), admitted('coop', 'PARTNER')];
  const outside = [...inside, withdrawn('coop', '2024-06-30')];

  it('is on the day of admission at the earliest', () => {
    given(...inside)
      .when(withdraw('coop', '2024-03-01'))
      .thenHappens(withdrawn('coop', '2024-03-01'));
    given(...inside)
      .when(withdraw('coop', '2024-02-29'))
      .thenRejected({
        rejected: 'WITHDRAWAL_BEFORE_ADMISSION',
        pointer: '/lastDay',
        params: { found: '2024-02-29', earliest: '2024-03-01' },
      });
  });

  it('is of a partner that has not withdrawn already', () => {
    const rejection = { rejected: 'PARTNER_NOT_ADMITTED', pointer: '/party', params: { id: 'coop' } };
    given(registered()).when(withdraw('coop', '2024-06-30')).thenRejected(rejection);
    given(...outside)
      .when(withdraw('coop', '2024-07-31'))
      .thenRejected(rejection);
  });

  it('is not of the lead body, even if it was admitted before it led', () => {
    const rejection = { rejected: 'LEAD_BODY_STAYS', pointer: '/party', params: { id: 'lecco' } };
    given(registered()).when(withdraw('lecco', '2024-06-30')).thenRejected(rejection);
    given(registered(), admitted('lecco', 'PARTNER'))
      .when(withdraw('lecco', '2024-06-30'))
      .thenRejected(rejection);
  });

  it('can be followed by another stay, from the next day on', () => {
    given(...outside)
      .when(admit('coop', 'LEAD', '2024-07-01'))
      .thenHappens(admitted('coop', 'LEAD', '2024-07-01'));
    given(...outside)
      .when(admit('coop', 'LEAD', '2024-06-30'))
      .thenRejected({
        rejected: 'READMISSION_TOO_EARLY',
        pointer: '/on',
        params: { found: '2024-06-30', lastDay: '2024-06-30' },
      });
  });

  it('of a second stay is not before that stay', () => {
    given(...outside, admitted('coop', 'LEAD', '2024-09-01'))
      .when(withdraw('coop', '2024-08-31'))
      .thenRejected({ rejected: 'WITHDRAWAL_BEFORE_ADMISSION', pointer: '/lastDay' });
  });
});

describe('the partners on a date', () => {
  it('are the lead body and whoever is admitted and has not withdrawn, first and last day included', () => {
    const state = after(
      registered(),
      admitted('coop', 'PARTNER'),
      withdrawn('coop', '2024-06-30'),
      admitted('coop', 'LEAD', '2024-09-01'),
      admitted('bankFoundation', 'FUNDER', '2024-06-30'),
    );
    const lead = { party: 'lecco', role: 'LEAD' };
    const funder = { party: 'bankFoundation', role: 'FUNDER' };
    expect(partnersAt(state, '2024-02-29')).toEqual([lead]);
    expect(partnersAt(state, '2024-03-01')).toEqual([{ party: 'coop', role: 'PARTNER' }, lead]);
    expect(partnersAt(state, '2024-06-30')).toEqual([funder, { party: 'coop', role: 'PARTNER' }, lead]);
    expect(partnersAt(state, '2024-07-01')).toEqual([funder, lead]);
    expect(partnersAt(state, '2024-09-01')).toEqual([funder, { party: 'coop', role: 'LEAD' }, lead]);
  });

  it('are none of a partnership that is not registered, and no lead where none is named', () => {
    expect(partnersAt(partnership.initial, '2024-03-01')).toEqual([]);
    const imported = registered({ instrument: 'IMPORTED_DATASET', leadBody: null });
    expect(partnersAt(after(imported), '2024-03-01')).toEqual([]);
  });

  it('name the lead body once, also where it was admitted before it led', () => {
    expect(partnersAt(after(registered(), admitted('lecco', 'PARTNER')), '2024-03-01')).toEqual([
      { party: 'lecco', role: 'LEAD' },
    ]);
  });

  const DAY = dayOf('2024-01-01');
  const day = fc.integer({ min: 0, max: 60 }).map((offset) => dateOf(DAY + offset));
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('admitPartner' as const),
      party: fc.constantFrom('coop', 'ambito', 'company', 'enterprise'),
      role: fc.constantFrom(...BESIDE),
      on: day,
    }),
    fc.record({
      kind: fc.constant('withdrawPartner' as const),
      party: fc.constantFrom('coop', 'ambito', 'company', 'enterprise'),
      lastDay: day,
      reason: fc.constant('recesso'),
    }),
  );
  const run = (steps: readonly (PartnershipCommand & { readonly party: string })[]): PartnershipState =>
    steps.reduce((state, command) => {
      const decision = partnership.decide(command, state, AMONG_PARTIES);
      if (!('events' in decision)) return state;
      return decision.events.reduce((next, event) => partnership.evolve(next, event, 'a'), state);
    }, after(registered()));

  it('do not depend on the order in which other partners were recorded', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), day, (steps, date) => {
        // The steps of each party stay in their order; those of different parties are told one party after another.
        const apart = steps.toSorted((a, b) => (a.party < b.party ? -1 : a.party > b.party ? 1 : 0));
        expect(partnersAt(run(apart), date)).toEqual(partnersAt(run(steps), date));
      }),
      { numRuns: 500 },
    );
  });

  it('name nobody twice, whatever was asked', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), day, (steps, date) => {
        const parties = partnersAt(run(steps), date).map(({ party }) => party);
        expect(new Set(parties).size).toBe(parties.length);
      }),
      { numRuns: 500 },
    );
  });
});
