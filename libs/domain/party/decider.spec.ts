/** Who can be a party: a body by its name, or the unnamed payers of one class; a natural person never. */
import { describe, it } from '@jest/globals';
import { specFor } from '#event-sourcing/spec';
import { circumstances } from '../../../test/support/circumstances.ts';
import type { Justification } from '../contribution/events.ts';
import { ORIGIN_CLASSES } from '../funding-source/origins.ts';
import { party, type PartyCommand } from './decider.ts';
import { NO_DETAILS, type PartyEvent, type PartyProfile } from './events.ts';

const { given } = specFor(party, circumstances());

const LECCO: PartyProfile = {
  ...NO_DETAILS,
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

  it('that stands for unnamed payers has neither codes nor details', () => {
    const unnamed = { kind: 'PUBLIC_BODY', legalName: null, standsFor: 'REGION' } as const;
    const uncoded = { taxCode: null, ipaCode: null } as const;
    const refused = (over: Partial<PartyProfile>, pointer: string) =>
      given()
        .when(register({ ...unnamed, ...uncoded, ...over }))
        .thenRejected({ rejected: 'PARTY_UNNAMED', pointer });
    refused({ taxCode: '00623530136' }, '/taxCode');
    refused({ ipaCode: 'c_e507' }, '/ipaCode');
    refused({ publicBody: { level: 'REGION', istatCode: null } }, '/publicBody');
    refused({ foundationType: 'COMMUNITY' }, '/foundationType');
  });
});

describe('a correction of a party', () => {
  const justification: Justification = { reason: 'ENTRY_ERROR', reference: 'visura del 12/01/2026' };
  const correct = (changes: Partial<PartyProfile>): PartyCommand => ({
    kind: 'correct',
    changes,
    justification,
  });
  const corrected = (over: Partial<PartyProfile>): PartyEvent => ({
    type: 'PartyCorrected',
    data: { party: { ...LECCO, ...over }, justification },
  });

  it('states anew what was wrong and leaves the rest, codes in their one written form', () => {
    given(registered({ legalName: 'Comune di Leco' }))
      .when(correct({ legalName: 'Comune di Lecco' }))
      .thenHappens(corrected({}));
    given(registered({ ipaCode: null }))
      .when(correct({ ipaCode: ' C_E507 ' }))
      .thenHappens(corrected({}));
  });

  it('starts from what the last correction left', () => {
    const municipality = { publicBody: { level: 'MUNICIPALITY', istatCode: '097042' } } as const;
    given(registered(), corrected(municipality))
      .when(correct({ legalName: 'Città di Lecco' }))
      .thenHappens(corrected({ ...municipality, legalName: 'Città di Lecco' }));
  });

  it.each([{}, { legalName: 'Comune di Lecco' }, { ipaCode: ' c_e507' }, { taxCode: '00623530136 ' }])(
    'that changes nothing is refused: %p',
    (changes) => {
      given(registered()).when(correct(changes)).thenRejected({ rejected: 'NOTHING_CHANGED' });
    },
  );

  it.each([
    ['changes', '00623530136', '01199250158'],
    ['takes away', '00623530136', null],
    ['adds', null, '00623530136'],
  ])('never %s the tax code, because a party is known by it', (_, before, taxCode) => {
    given(registered({ taxCode: before }))
      .when(correct({ taxCode }))
      .thenRejected({ rejected: 'TAX_CODE_FIXED', pointer: '/changes/taxCode' });
  });

  it('is held to the rules of a registration', () => {
    given(registered())
      .when(correct({ ipaCode: 'c_lecco' }))
      .thenRejected({ rejected: 'IPA_CODE_INVALID', pointer: '/changes/ipaCode' });
    given(registered({ publicBody: { level: 'MUNICIPALITY', istatCode: '097042' } }))
      .when(correct({ kind: 'COMPANY' }))
      .thenRejected({ rejected: 'NOT_A_PUBLIC_BODY', pointer: '/changes/publicBody' });
  });

  it('needs a party', () => {
    given()
      .when(correct({ legalName: 'Comune di Lecco' }))
      .thenRejected({ rejected: 'NOT_FOUND' });
  });
});
