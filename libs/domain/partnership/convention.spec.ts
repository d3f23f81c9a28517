/** A convention: signed once, amended, terminated; what it says on a date, and what counts by it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '#event-sourcing/decider';
import { specFor } from '#event-sourcing/spec';
import {
  amended,
  AMONG_PARTIES,
  LECCO,
  registered,
  signed,
  terminated,
  TERMS,
} from '../../../test/support/partnerships.ts';
import { dateOf, dayOf } from '../calendar.ts';
import { conventionAt, cupAt, eligibilityAt, latestTerms } from './convention.ts';
import { partnership, type PartnershipCommand, type PartnershipState } from './decider.ts';
import { CIG_PURPOSES, REIMBURSEMENT_BASES, type Convention, type PartnershipEvent } from './events.ts';

const { given } = specFor(partnership, AMONG_PARTIES);

const sign = (over: Partial<Convention> = {}): PartnershipCommand => ({
  kind: 'signConvention',
  convention: { ...TERMS, ...over },
});
const amend = (over: Partial<Convention> = {}): PartnershipCommand => ({
  kind: 'amendConvention',
  convention: { ...TERMS, ...over },
});
const terminate = (lastDay: string, actDate: string | null = null): PartnershipCommand => ({
  kind: 'terminateConvention',
  lastDay,
  reason: 'fine anticipata',
  act: actDate === null ? null : { number: '9', date: actDate, protocol: null },
});
const after = (...events: readonly PartnershipEvent[]): PartnershipState =>
  fold(
    partnership,
    [registered(), ...events].map((event) => ({ event, envelope: { actor: { id: 'a' } } })),
  );

const GENOVA = { cig: 'B10A9942A7', cigPurpose: 'TRACEABILITY_ONLY', cup: 'B31H22000280006' } as const;
const [LEAD, PARTNER] = TERMS.signatories as [Convention['signatories'][0], Convention['signatories'][0]];

/** What is wrong with terms, whether they are signed or amended. */
const WRONG: readonly [Partial<Convention>, string, string, Record<string, string>][] = [
  [
    { act: { number: '117', date: '2026-11-23', protocol: null } },
    'DATE_IN_FUTURE',
    '/act/date',
    { found: '2026-11-23', today: '2026-11-22' },
  ],
  [{ document: 'A3F1'.repeat(16) }, 'CONVENTION_DOCUMENT_INVALID', '/document', { found: 'A3F1'.repeat(16) }],
  [{ document: 'a3f1' }, 'CONVENTION_DOCUMENT_INVALID', '/document', { found: 'a3f1' }],
  [{ signatories: [LEAD, PARTNER, LEAD] }, 'SIGNATORY_REPEATED', '/signatories/2/party', { id: 'lecco' }],
  [{ signatories: [PARTNER] }, 'LEAD_BODY_MUST_SIGN', '/signatories', { id: 'lecco' }],
  [{ signatories: [LEAD] }, 'SIGNATORY_ALONE', '/signatories', {}],
  [{ validTo: '2023-12-31' }, 'SPAN_REVERSED', '/validTo', { from: '2024-01-01', to: '2023-12-31' }],
  [{ validTo: '2075-01-01' }, 'SPAN_TOO_LONG', '/validTo', { from: '2024-01-01', to: '2075-01-01' }],
  [{ requiredShareBp: -1 }, 'REQUIRED_SHARE_INVALID', '/requiredShareBp', { found: '-1' }],
  [{ requiredShareBp: 10_001 }, 'REQUIRED_SHARE_INVALID', '/requiredShareBp', { found: '10001' }],
  [{ requiredShareBp: 0.5 }, 'REQUIRED_SHARE_INVALID', '/requiredShareBp', { found: '0.5' }],
  [
    { eligibleCosts: { amount: '0.00', currency: 'EUR' } },
    'AMOUNT_NOT_POSITIVE',
    '/eligibleCosts/amount',
    { found: '0.00' },
  ],
  [{ cig: '0123456789', cigPurpose: 'PROCUREMENT' }, 'CIG_INVALID', '/cig', { found: '0123456789' }],
  [{ cig: 'B10A9942A7' }, 'CIG_AND_PURPOSE', '/cigPurpose', {}],
  [{ cigPurpose: 'TRACEABILITY_ONLY' }, 'CIG_AND_PURPOSE', '/cig', {}],
  [{ cup: '117H03000130001' }, 'CUP_INVALID', '/cup', { found: '117H03000130001' }],
];

describe('a convention', () => {
  it('is signed as it is stated, once', () => {
    given(registered()).when(sign()).thenHappens(signed());
    given(registered(), signed()).when(sign()).thenRejected({ rejected: 'CONVENTION_ALREADY_SIGNED' });
  });

  it.each(CIG_PURPOSES)(
    'may carry both a CUP and a CIG taken for %s, as a co-design in Genova does',
    (cigPurpose) => {
      const codes = { ...GENOVA, cigPurpose };
      given(registered()).when(sign(codes)).thenHappens(signed(codes));
    },
  );

  it('has its eligible costs in one written form', () => {
    const costs = (amount: string) => ({ eligibleCosts: { amount, currency: 'EUR' } }) as const;
    given(registered())
      .when(sign(costs('100000')))
      .thenHappens(signed(costs('100000.00')));
  });

  it.each([null, 0, 10_000])('may ask for a share of %j basis points', (requiredShareBp) => {
    given(registered()).when(sign({ requiredShareBp })).thenHappens(signed({ requiredShareBp }));
  });

  it.each(REIMBURSEMENT_BASES)(
    'may pay back by %s, and under art. 56 only what is documented',
    (reimbursementBasis) => {
      given(registered()).when(sign({ reimbursementBasis })).thenHappens(signed({ reimbursementBasis }));
      const art56 = given(registered({ instrument: 'CONVENZIONE_ART56' })).when(sign({ reimbursementBasis }));
      if (['ACTUAL_COSTS', 'NONE'].includes(reimbursementBasis))
        art56.thenHappens(signed({ reimbursementBasis }));
      else art56.thenRejected({ rejected: 'REIMBURSEMENT_NOT_DOCUMENTED', pointer: '/reimbursementBasis' });
    },
  );

  it.each(WRONG)('is not signed with %j: %s at %s', (over, rejected, pointer, params) => {
    given(registered()).when(sign(over)).thenRejected({ rejected, pointer, params });
  });

  it('names signatories that must exist', () => {
    expect(partnership.references(sign(), after(), 'self')).toEqual([
      { aggregate: 'party', id: 'lecco', pointer: '/signatories/0/party', missing: 'PARTY_UNKNOWN' },
      { aggregate: 'party', id: 'coop', pointer: '/signatories/1/party', missing: 'PARTY_UNKNOWN' },
    ]);
    expect(partnership.references(amend(), after(), 'self')).toEqual(
      partnership.references(sign(), after(), 'self'),
    );
    expect(partnership.references(terminate('2025-06-30'), after(), 'self')).toEqual([]);
  });

  it('belongs to a partnership that is registered', () => {
    for (const command of [sign(), amend(), terminate('2025-06-30')]) {
      given().when(command).thenRejected({ rejected: 'NOT_FOUND' });
    }
  });
});

describe('the amendment of a convention', () => {
  it('states the terms anew', () => {
    given(registered(), signed())
      .when(amend({ validFrom: '2025-07-01', validTo: '2027-06-30' }))
      .thenHappens(amended({ validFrom: '2025-07-01', validTo: '2027-06-30' }));
  });

  it.each(WRONG)('is refused with %j: %s at %s', (over, rejected, pointer, params) => {
    given(registered(), signed()).when(amend(over)).thenRejected({ rejected, pointer, params });
  });

  it('needs a convention, and a change', () => {
    given(registered()).when(amend()).thenRejected({ rejected: 'CONVENTION_NOT_SIGNED' });
    given(registered(), signed()).when(amend()).thenRejected({ rejected: 'NOTHING_CHANGED' });
    given(registered(), signed(), amended({ requiredShareBp: 500 }))
      .when(amend())
      .thenHappens(amended());
  });

  it.each([
    ['2023-12-31', false],
    ['2024-01-01', true],
    ['2025-12-31', true],
    ['2026-01-01', true],
    ['2026-01-02', false],
  ])('of terms valid from 2024-01-01 to 2025-12-31 may start on %s: %p', (validFrom, allowed) => {
    const terms = { validFrom, validTo: '2026-12-31' };
    const asked = given(registered(), signed()).when(amend(terms));
    if (allowed) asked.thenHappens(amended(terms));
    else {
      asked.thenRejected({
        rejected: 'AMENDMENT_OUT_OF_FORCE',
        pointer: '/validFrom',
        params: { found: validFrom, earliest: '2024-01-01', latest: '2026-01-01' },
      });
    }
  });
});

describe('the termination of a convention', () => {
  it('has a last day in force, a reason and perhaps an act', () => {
    given(registered(), signed()).when(terminate('2025-06-30')).thenHappens(terminated('2025-06-30'));
    given(registered(), signed())
      .when(terminate('2025-06-30', '2026-11-23'))
      .thenRejected({ rejected: 'DATE_IN_FUTURE', pointer: '/act/date' });
  });

  it.each(['2023-12-31', '2026-01-01'])('is not on %s, when the convention is not in force', (lastDay) => {
    given(registered(), signed())
      .when(terminate(lastDay))
      .thenRejected({
        rejected: 'TERMINATION_OUT_OF_FORCE',
        pointer: '/lastDay',
        params: { found: lastDay, from: '2024-01-01', to: '2025-12-31' },
      });
  });

  it('needs a convention', () => {
    given(registered()).when(terminate('2025-06-30')).thenRejected({ rejected: 'CONVENTION_NOT_SIGNED' });
  });

  it('is the end: nothing is signed, amended or terminated after it', () => {
    for (const command of [sign(), amend({ requiredShareBp: 500 }), terminate('2025-03-31')]) {
      given(registered(), signed(), terminated('2025-06-30'))
        .when(command)
        .thenRejected({ rejected: 'CONVENTION_TERMINATED', params: { lastDay: '2025-06-30' } });
    }
  });
});

describe('on a date', () => {
  const longer = amended({
    validFrom: '2025-07-01',
    validTo: '2027-06-30',
    requiredShareBp: 500,
    cup: GENOVA.cup,
  });
  const shareAt = (state: PartnershipState, date: string) => conventionAt(state, date)?.requiredShareBp;

  it('the terms are those that hold, and none before, after, or once it is terminated', () => {
    const state = after(signed({ requiredShareBp: 0 }), longer, terminated('2026-03-31'));
    const dates = ['2023-12-31', '2024-01-01', '2025-06-30', '2025-07-01', '2026-03-31', '2026-04-01'];
    expect(dates.map((date) => shareAt(state, date))).toEqual([undefined, 0, 0, 500, 500, undefined]);
  });

  it('an amendment that shortens the convention ends it earlier', () => {
    const state = after(signed(), amended({ validFrom: '2025-01-01', validTo: '2025-03-31' }));
    expect(conventionAt(state, '2025-03-31')).not.toBeNull();
    expect(conventionAt(state, '2025-04-01')).toBeNull();
  });

  it('the latest terms stay known when all is over', () => {
    expect(latestTerms(after())).toBeNull();
    expect(latestTerms(after(signed(), longer, terminated('2026-03-31')))).toEqual(longer.data);
  });

  it('what is done counts within the dates of the partnership while no convention is signed', () => {
    const window = { basis: 'PARTNERSHIP', from: '2009-01-01', to: '2018-12-31' };
    expect(eligibilityAt(after(), '2018-12-31')).toEqual({ ...window, eligible: true });
    expect(eligibilityAt(after(), '2019-01-01')).toEqual({ ...window, eligible: false });
    expect(eligibilityAt(after(), '2008-12-31')).toEqual({ ...window, eligible: false });
    const open = { profile: { ...LECCO, from: null, to: null }, conventions: after().conventions };
    expect(eligibilityAt(open, '1999-01-01')).toMatchObject({ from: null, to: null, eligible: true });
  });

  it('what is done counts from the first day of the convention to its last, amendments and end included', () => {
    const window = { basis: 'CONVENTION', from: '2024-01-01', to: '2027-06-30' };
    expect(eligibilityAt(after(signed(), longer), '2025-07-01')).toEqual({ ...window, eligible: true });
    expect(eligibilityAt(after(signed(), longer), '2018-12-31')).toEqual({ ...window, eligible: false });
    expect(eligibilityAt(after(signed(), longer, terminated('2025-03-31')), '2025-04-01')).toEqual({
      ...window,
      to: '2025-03-31',
      eligible: false,
    });
  });

  it('the CUP is that of the convention in force, else that of the partnership', () => {
    const state = after(signed({ cup: 'G17H03000130001' }), amended({ validFrom: '2025-07-01', cup: null }));
    expect(['2023-12-31', '2024-01-01', '2025-07-01'].map((date) => cupAt(state, date))).toEqual([
      'B31H22000280006',
      'G17H03000130001',
      'B31H22000280006',
    ]);
  });
});

describe('whatever was amended and terminated', () => {
  const DAY = dayOf('2024-01-01');
  const day = fc.integer({ min: -40, max: 400 }).map((offset) => dateOf(DAY + offset));
  const command = fc.oneof(
    fc.tuple(day, day).map(([validFrom, validTo]) => amend({ validFrom, validTo })),
    day.map((lastDay) => terminate(lastDay)),
  );

  it('a day counts exactly when terms are in force on it', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), fc.array(day, { minLength: 5 }), (commands, days) => {
        let state = after(signed({ validTo: '2024-06-30' }));
        for (const each of commands) {
          const decision = partnership.decide(each, state, AMONG_PARTIES);
          if ('events' in decision)
            state = decision.events.reduce((s, e) => partnership.evolve(s, e, 'a'), state);
        }
        for (const date of days) {
          expect(eligibilityAt(state, date).eligible).toBe(conventionAt(state, date) !== null);
        }
      }),
      { numRuns: 500 },
    );
  });
});
