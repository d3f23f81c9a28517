/** What a party's profile may say of a body: details of its own kind, and none that contradict each other. */
import { describe, expect, it } from '@jest/globals';
import { specFor } from '#event-sourcing/spec';
import { circumstances } from '../../../test/support/circumstances.ts';
import { party, type PartyCommand } from './decider.ts';
import { CTS_TYPES, NO_DETAILS, RUNTS_SECTIONS, type PartyEvent, type PartyProfile } from './events.ts';

const { given } = specFor(party, circumstances());

const MUNICIPALITY: PartyProfile = {
  ...NO_DETAILS,
  kind: 'PUBLIC_BODY',
  legalName: 'Comune di Lecco',
  standsFor: null,
  taxCode: '00623530136',
  ipaCode: 'c_e507',
};
const register = (over: Partial<PartyProfile>): PartyCommand => ({
  kind: 'register',
  party: { ...MUNICIPALITY, ...over },
});
const registered = (over: Partial<PartyProfile>): PartyEvent => ({
  type: 'PartyRegistered',
  data: { ...MUNICIPALITY, ...over },
});

describe('a tax code with a wrong check digit', () => {
  const WRONG = { taxCode: '00623530137', taxCodeOverride: { reason: 'archivio 2009, così registrato' } };

  it('is kept where an old archive holds it, together with the reason', () => {
    given().when(register(WRONG)).thenHappens(registered(WRONG));
  });

  it('is not kept for a blank reason', () => {
    given()
      .when(register({ ...WRONG, taxCodeOverride: { reason: ' ' } }))
      .thenRejected({ rejected: 'OVERRIDE_WITHOUT_REASON', pointer: '/taxCodeOverride/reason' });
  });

  it.each(['RSSMRA85T10A562S', '0062353013', '00000000000'])('is never excused as %s', (taxCode) => {
    given()
      .when(register({ ...WRONG, taxCode }))
      .thenRejected({ rejected: 'TAX_CODE_INVALID', pointer: '/taxCode', params: {} });
  });

  it.each(['00623530136', null])('must be there to be excused: %s needs no reason', (taxCode) => {
    given()
      .when(register({ ...WRONG, taxCode }))
      .thenRejected({ rejected: 'TAX_CODE_NEEDS_NO_OVERRIDE', pointer: '/taxCodeOverride' });
  });
});

describe('a Third Sector body', () => {
  const COOP: Partial<PartyProfile> = {
    kind: 'THIRD_SECTOR_BODY',
    legalName: 'Cooperativa sociale Filo Rosso (inventata)',
    ipaCode: null,
  };
  const social = { ctsType: 'SOCIAL_ENTERPRISE', runts: [], cooperativeType: 'A' } as const;

  it('is registered with its type, section, number and type of cooperative', () => {
    const thirdSector = { ...social, runts: [{ section: 'd', number: '0012345' }] } as const;
    given()
      .when(register({ ...COOP, thirdSector }))
      .thenHappens(registered({ ...COOP, thirdSector }));
  });

  it.each(['A', 'B', 'MIXED', 'CONSORTIUM'] as const)(
    'may be a cooperative of type %s',
    (cooperativeType) => {
      const thirdSector = { ...social, cooperativeType };
      given()
        .when(register({ ...COOP, thirdSector }))
        .thenHappens(registered({ ...COOP, thirdSector }));
    },
  );

  it('stands in the section of its type and in no other (CTS art. 46)', () => {
    CTS_TYPES.forEach((ctsType, index) => {
      const fitting = RUNTS_SECTIONS.filter((section) => {
        const thirdSector = { ctsType, runts: [{ section, number: '7' }], cooperativeType: null };
        return 'events' in party.decide(register({ ...COOP, thirdSector }), null, circumstances());
      });
      expect(fitting).toEqual([RUNTS_SECTIONS[index]]);
    });
  });

  it('is refused in the section of another type', () => {
    const thirdSector = { ...social, runts: [{ section: 'g', number: '7' }] } as const;
    given()
      .when(register({ ...COOP, thirdSector }))
      .thenRejected({
        rejected: 'RUNTS_SECTION_UNFIT',
        pointer: '/thirdSector/runts/0/section',
        params: { found: 'g', expected: 'd' },
      });
  });

  it.each(['12345678', '12/a', ''])('is refused with the RUNTS number %p', (number) => {
    const thirdSector = { ...social, runts: [{ section: 'd', number }] } as const;
    given()
      .when(register({ ...COOP, thirdSector }))
      .thenRejected({
        rejected: 'RUNTS_NUMBER_INVALID',
        pointer: '/thirdSector/runts/0/number',
        params: { found: number },
      });
  });

  it('stands in one section only, unless it is an associative network', () => {
    const d = { section: 'd', number: '7' } as const;
    const e = { section: 'e', number: '8' } as const;
    given()
      .when(register({ ...COOP, thirdSector: { ...social, runts: [d, e] } }))
      .thenRejected({ rejected: 'RUNTS_SECTIONS_TOO_MANY', pointer: '/thirdSector/runts/1' });
    const network = { ctsType: 'ASSOCIATIVE_NETWORK', cooperativeType: null } as const;
    given()
      .when(register({ ...COOP, thirdSector: { ...network, runts: [e, d] } }))
      .thenHappens(registered({ ...COOP, thirdSector: { ...network, runts: [e, d] } }));
    for (const runts of [
      [e, d, { section: 'g', number: '9' }],
      [e, e],
    ] as const) {
      given()
        .when(register({ ...COOP, thirdSector: { ...network, runts } }))
        .thenRejected({
          rejected: 'RUNTS_SECTIONS_TOO_MANY',
          pointer: `/thirdSector/runts/${runts.length - 1}`,
        });
    }
  });

  it('is a type of cooperative only as a social enterprise', () => {
    given()
      .when(register({ ...COOP, thirdSector: { ...social, ctsType: 'APS' } }))
      .thenRejected({
        rejected: 'COOPERATIVE_TYPE_UNFIT',
        pointer: '/thirdSector/cooperativeType',
        params: { found: 'APS' },
      });
  });

  it.each(['PUBLIC_BODY', 'COMPANY', 'OTHER'] as const)('is not a %s', (kind) => {
    given()
      .when(register({ ...COOP, kind, thirdSector: social }))
      .thenRejected({
        rejected: 'NOT_A_THIRD_SECTOR_BODY',
        pointer: '/thirdSector',
        params: { found: kind },
      });
  });
});

describe('a foundation', () => {
  const FOUNDATION: Partial<PartyProfile> = {
    kind: 'FOUNDATION',
    legalName: 'Fondazione (inventata)',
    ipaCode: null,
  };
  const thirdSector = { ctsType: 'PHILANTHROPIC_BODY', runts: [], cooperativeType: null } as const;

  it.each(['COMMUNITY', 'PHILANTHROPIC', 'CORPORATE'] as const)(
    'may be %s and of the Third Sector',
    (type) => {
      const profile = { ...FOUNDATION, foundationType: type, thirdSector };
      given().when(register(profile)).thenHappens(registered(profile));
    },
  );

  it('of bank origin is private, but not of the Third Sector (CTS art. 3 c. 3)', () => {
    const profile = { ...FOUNDATION, foundationType: 'BANK_ORIGIN' } as const;
    given().when(register(profile)).thenHappens(registered(profile));
    given()
      .when(register({ ...profile, thirdSector }))
      .thenRejected({ rejected: 'BANK_FOUNDATION_NOT_ETS', pointer: '/thirdSector' });
  });

  it('alone has a type of foundation', () => {
    given()
      .when(register({ ...FOUNDATION, kind: 'COMPANY', foundationType: 'CORPORATE' }))
      .thenRejected({
        rejected: 'NOT_A_FOUNDATION',
        pointer: '/foundationType',
        params: { found: 'COMPANY' },
      });
  });
});

describe('a public body', () => {
  it.each([
    ['MUNICIPALITY', '097042'],
    ['MUNICIPALITY', null],
    ['REGION', null],
  ] as const)('of the level %s may have the ISTAT code %s', (level, istatCode) => {
    const profile = { publicBody: { level, istatCode } };
    given().when(register(profile)).thenHappens(registered(profile));
  });

  it('of the level of a province has the three digits of the province', () => {
    const profile = {
      ipaCode: 'p_kr',
      taxCode: '91006950793',
      publicBody: { level: 'PROVINCE', istatCode: '101' },
    } as const;
    given().when(register(profile)).thenHappens(registered(profile));
  });

  it.each([
    ['MUNICIPALITY', '097'],
    ['MUNICIPALITY', '97042'],
    ['PROVINCE', '097042'],
    ['REGION', '097'],
    ['MUNICIPAL_ASSOCIATION', '097042'],
  ] as const)('of the level %s has not the ISTAT code %s', (level, istatCode) => {
    given()
      .when(register({ publicBody: { level, istatCode } }))
      .thenRejected({
        rejected: 'ISTAT_CODE_UNFIT',
        pointer: '/publicBody/istatCode',
        params: { found: istatCode, level },
      });
  });

  it('that is a municipality has the IPA code of one', () => {
    const publicBody = { level: 'MUNICIPALITY', istatCode: '097042' } as const;
    given()
      .when(register({ ipaCode: 'p_lc', publicBody }))
      .thenRejected({ rejected: 'IPA_CODE_INVALID', pointer: '/ipaCode', params: { found: 'p_lc' } });
  });

  it('alone has a level and an ISTAT code', () => {
    given()
      .when(register({ kind: 'COMPANY', publicBody: { level: 'MUNICIPALITY', istatCode: '097042' } }))
      .thenRejected({ rejected: 'NOT_A_PUBLIC_BODY', pointer: '/publicBody', params: { found: 'COMPANY' } });
  });
});

describe('a mixed-capital social enterprise', () => {
  const MIXED: Partial<PartyProfile> = {
    kind: 'MIXED_ENTERPRISE',
    legalName: 'Consorzio misto (inventato)',
    ipaCode: null,
    thirdSector: { ctsType: 'SOCIAL_ENTERPRISE', runts: [], cooperativeType: 'CONSORTIUM' },
    mixedCapital: { publicShareBp: 4_900 },
  };

  it('is registered with the public share of its capital', () => {
    given().when(register(MIXED)).thenHappens(registered(MIXED));
  });

  it('may be half public, and not a basis point more (D.Lgs. 112/2017 art. 4 c. 3)', () => {
    const half = { ...MIXED, mixedCapital: { publicShareBp: 5_000 } };
    given().when(register(half)).thenHappens(registered(half));
    given()
      .when(register({ ...MIXED, mixedCapital: { publicShareBp: 5_001 } }))
      .thenRejected({
        rejected: 'PUBLIC_CONTROL',
        pointer: '/mixedCapital/publicShareBp',
        params: { found: '5001' },
      });
  });

  it.each([0, 10_000, -1, 10_001, 4_900.5])('has not a public share of %p basis points', (publicShareBp) => {
    given()
      .when(register({ ...MIXED, mixedCapital: { publicShareBp } }))
      .thenRejected({
        rejected: 'CAPITAL_NOT_MIXED',
        pointer: '/mixedCapital/publicShareBp',
        params: { found: String(publicShareBp) },
      });
  });

  it('is no other type of Third Sector body', () => {
    const thirdSector = { ctsType: 'APS', runts: [], cooperativeType: null } as const;
    given()
      .when(register({ ...MIXED, thirdSector }))
      .thenRejected({
        rejected: 'CTS_TYPE_UNFIT',
        pointer: '/thirdSector/ctsType',
        params: { found: 'APS', expected: 'SOCIAL_ENTERPRISE' },
      });
  });

  it('alone has a mixed capital', () => {
    given()
      .when(register({ mixedCapital: { publicShareBp: 4_900 } }))
      .thenRejected({
        rejected: 'NOT_A_MIXED_ENTERPRISE',
        pointer: '/mixedCapital',
        params: { found: 'PUBLIC_BODY' },
      });
  });
});
