/** Who can be a party: a body by its name, or the unnamed payers of one class; a natural person never. */
import { describe, it } from '@jest/globals';
import { specFor } from '#event-sourcing/spec';
import { ORIGIN_CLASSES } from '../funding-source/origins.ts';
import { party, type PartyCommand } from './decider.ts';
import type { PartyEvent, PartyProfile } from './events.ts';

const { given } = specFor(party);

const LECCO: PartyProfile = {
  kind: 'PUBLIC_BODY',
  legalName: 'Comune di Lecco',
  standsFor: null,
  taxCode: '00623530136',
  ipaCode: 'c_e507',
};
const register = (over: Partial<PartyProfile> = {}): PartyCommand => ({
  kind: 'register',
  party: { ...LECCO, ...over },
});
const registered = (over: Partial<PartyProfile> = {}): PartyEvent => ({
  type: 'PartyRegistered',
  data: { ...LECCO, ...over },
});

describe('a party', () => {
  it('is registered as it is stated', () => {
    given().when(register()).thenHappens(registered());
  });

  it('needs no code', () => {
    const uncoded = { taxCode: null, ipaCode: null };
    given().when(register(uncoded)).thenHappens(registered(uncoded));
  });

  it.each(ORIGIN_CLASSES)('may stand for the unnamed payers of the class %s', (standsFor) => {
    const unnamed = { kind: 'OTHER', legalName: null, standsFor, taxCode: null, ipaCode: null } as const;
    given().when(register(unnamed)).thenHappens(registered(unnamed));
  });

  it('has its codes kept in one written form', () => {
    given()
      .when(register({ taxCode: ' 00623530136 ', ipaCode: ' C_E507 ' }))
      .thenHappens(registered());
  });

  it('is registered once', () => {
    given(registered()).when(register()).thenRejected({ rejected: 'ALREADY_REGISTERED' });
    given(registered())
      .when(register({ legalName: 'Comune di Milano', taxCode: '01199250158' }))
      .thenRejected({ rejected: 'ALREADY_REGISTERED' });
  });

  it('has a name or a class, not both and not neither', () => {
    const rejection = { rejected: 'PARTY_NAME_OR_CLASS', pointer: '/legalName' };
    given()
      .when(register({ standsFor: 'REGION' }))
      .thenRejected(rejection);
    given()
      .when(register({ legalName: null }))
      .thenRejected(rejection);
  });

  it.each([
    ['a slip of the pen', '00623530137'],
    ['a natural person’s code', 'RSSMRA85T10A562S'],
    ['too few digits', '0062353013'],
    ['an empty text', ''],
  ])('is refused with %s for a tax code, which the refusal does not repeat', (_, taxCode) => {
    given()
      .when(register({ taxCode }))
      .thenRejected({ rejected: 'TAX_CODE_INVALID', pointer: '/taxCode', params: {} });
  });

  it.each(['c_lecco', 'x', 'c f205'])('is refused with the IPA code %s', (ipaCode) => {
    given()
      .when(register({ ipaCode }))
      .thenRejected({ rejected: 'IPA_CODE_INVALID', pointer: '/ipaCode', params: { found: ipaCode } });
  });
});
