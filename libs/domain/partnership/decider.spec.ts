/** A partnership: what it states of itself, its place in a chain, and the public base that a statement implies. */
import { describe, expect, it } from '@jest/globals';
import { fold } from '#event-sourcing/decider';
import { specFor } from '#event-sourcing/spec';
import { circumstances } from '../../../test/support/circumstances.ts';
import { AMONG_PARTIES, LECCO, PARTIES, registered } from '../../../test/support/partnerships.ts';
import { partnership, type PartnershipCommand } from './decider.ts';
import {
  CHAIN_STEPS,
  type Correctable,
  type ImpliedPublicBase,
  type PartnershipEvent,
  type PartnershipProfile,
} from './events.ts';
import { PARTNERSHIP_FORMS } from './forms.ts';
import { schemas } from './upcasters.ts';

const { given } = specFor(partnership, AMONG_PARTIES);

const register = (over: Partial<PartnershipProfile> = {}): PartnershipCommand => ({
  kind: 'register',
  partnership: { ...LECCO, ...over },
});
const JUSTIFIED = { reason: 'ENTRY_ERROR', reference: 'det. 12/2024' } as const;
const correct = (changes: Partial<Correctable>): PartnershipCommand => ({
  kind: 'correct',
  changes,
  justification: JUSTIFIED,
});
const corrected = (over: Partial<Correctable>): PartnershipEvent => {
  const { follows: _follows, ...before } = LECCO;
  return {
    type: 'PartnershipCorrected',
    data: { partnership: { ...before, ...over }, justification: JUSTIFIED },
  };
};

type Stated = Omit<ImpliedPublicBase, 'amount'>;
const STATED: Stated = {
  from: '2009-01-01',
  to: '2018-12-31',
  statedIncrease: '0.22',
  statedResources: { amount: '9000000.00', currency: 'EUR' },
  source: { statedBy: 'assessore Mariani', statedOn: '2018-12', title: 'Dieci anni', url: null },
};
const imply = (over: Partial<Stated> = {}): PartnershipCommand => ({
  kind: 'implyPublicBase',
  base: { ...STATED, ...over },
});
const implied = (amount: string, over: Partial<Stated> = {}): PartnershipEvent => ({
  type: 'PublicBaseImplied',
  data: { ...STATED, ...over, amount: { amount, currency: 'EUR' } },
});
const withdraw: PartnershipCommand = { kind: 'withdrawPublicBase', reason: 'bilanci pubblicati' };
const withdrawn: PartnershipEvent = { type: 'PublicBaseWithdrawn', data: { reason: 'bilanci pubblicati' } };

/** What is wrong whether it is registered or corrected: the members, the code and where. */
const WRONG: readonly [Partial<Correctable>, string, string, Record<string, string>][] = [
  [{ leadBody: null }, 'LEAD_BODY_REQUIRED', '/leadBody', {}],
  [{ cup: '117H03000130001' }, 'CUP_INVALID', '/cup', { found: '117H03000130001' }],
  [{ to: '2008-12-31' }, 'SPAN_REVERSED', '/to', { from: '2009-01-01', to: '2008-12-31' }],
  [{ to: '2060-01-01' }, 'SPAN_TOO_LONG', '/to', { from: '2009-01-01', to: '2060-01-01' }],
  [
    { municipalities: ['097042', '97042'] },
    'MUNICIPALITY_CODE_INVALID',
    '/municipalities/1',
    { found: '97042' },
  ],
  [
    { municipalities: ['097042', '015146', '097042'] },
    'MUNICIPALITY_REPEATED',
    '/municipalities/2',
    { found: '097042' },
  ],
  [{ usersAreas: ['FAM', 'FAM'] }, 'USERS_AREA_REPEATED', '/usersAreas/1', { found: 'FAM' }],
  [{ population: 0 }, 'POPULATION_INVALID', '/population', { found: '0' }],
  [{ population: 1.5 }, 'POPULATION_INVALID', '/population', { found: '1.5' }],
  [
    { population: 48_114, sizeClass: '10000-19999' },
    'SIZE_CLASS_CONTRADICTED',
    '/sizeClass',
    { found: '10000-19999', expected: '20000-59999' },
  ],
  [
    {
      acts: [
        { number: '1', date: '2026-11-22', title: 'Avviso' },
        { number: '2', date: '2026-11-23', title: 'Esito' },
      ],
    },
    'DATE_IN_FUTURE',
    '/acts/1/date',
    { found: '2026-11-23', today: '2026-11-22' },
  ],
  [
    { leadBody: 'coop' },
    'LEAD_BODY_NOT_PUBLIC',
    '/leadBody',
    { id: 'coop', kind: 'THIRD_SECTOR_BODY', form: '' },
  ],
  [
    { leadBody: 'enterprise', form: 'CONVENZIONE_ART55' },
    'LEAD_BODY_NOT_PUBLIC',
    '/leadBody',
    { id: 'enterprise', kind: 'MIXED_ENTERPRISE', form: 'CONVENZIONE_ART55' },
  ],
];

describe('a partnership', () => {
  it('is registered as it is stated, once', () => {
    given().when(register()).thenHappens(registered());
    given(registered()).when(register()).thenRejected({ rejected: 'ALREADY_REGISTERED' });
  });

  it('is registered with everything that can be said of it', () => {
    const details: Partial<PartnershipProfile> = {
      form: 'CONVENZIONE_ART55',
      socialArea: { name: 'Ambito di Lecco', region: 'Lombardia' },
      usersAreas: ['FAM', 'ANZ'],
      municipalities: ['097042', '015146'],
      legalBasis: ['D.Lgs. 117/2017 art. 55'],
      acts: [{ number: '12', date: '2008-11-03', title: 'Avviso pubblico' }],
    };
    given().when(register(details)).thenHappens(registered(details));
  });

  it('has the size class of its population, or the one that is stated when the population is not known', () => {
    given()
      .when(register({ population: 48_114 }))
      .thenHappens(registered({ population: 48_114, sizeClass: '20000-59999' }));
    given()
      .when(register({ sizeClass: '500-999' }))
      .thenHappens(registered({ sizeClass: '500-999' }));
  });

  it('may be open at either end, and last a single day', () => {
    for (const open of [{ from: null }, { to: null }, { from: null, to: null }, { to: '2009-01-01' }]) {
      given().when(register(open)).thenHappens(registered(open));
    }
  });

  it.each(WRONG)('is not registered with %j: %s at %s', (over, rejected, pointer, params) => {
    given().when(register(over)).thenRejected({ rejected, pointer, params });
  });

  it.each(PARTNERSHIP_FORMS)('in the form %s is led by an administration', (form) => {
    given().when(register({ form })).thenHappens(registered({ form }));
  });

  it('is led by a mixed enterprise where its form is a mixed company or enterprise, and nowhere else', () => {
    const led = PARTNERSHIP_FORMS.filter((form) => {
      const command = register({ form, leadBody: 'enterprise' });
      return 'events' in partnership.decide(command, partnership.initial, AMONG_PARTIES);
    });
    expect(led).toEqual(['SOCIETA_MISTA_TUSP17', 'IMPRESA_SOCIALE_MISTA']);
  });

  it('needs no lead body, nor a public one, when it is an imported data set', () => {
    for (const leadBody of [null, 'coop']) {
      const imported = { leadBody, instrument: 'IMPORTED_DATASET' } as const;
      given().when(register(imported)).thenHappens(registered(imported));
    }
  });

  it('is not led by a party that does not exist', () => {
    given()
      .when(register({ leadBody: 'nobody' }))
      .thenRejected({ rejected: 'PARTY_UNKNOWN', pointer: '/leadBody', params: { id: 'nobody' } });
  });

  it('names a lead body and a partnership it follows, which must exist', () => {
    const asked = (command: PartnershipCommand) =>
      partnership.references(command, partnership.initial, 'self');
    const lead = { aggregate: 'party', id: 'lecco', pointer: '/leadBody', missing: 'PARTY_UNKNOWN' };
    expect(asked(register())).toEqual([lead]);
    expect(asked(register({ follows: { partnership: 'call-1', how: 'NEXT_CALL' } }))).toEqual([
      lead,
      {
        aggregate: 'partnership',
        id: 'call-1',
        pointer: '/follows/partnership',
        missing: 'PARTNERSHIP_UNKNOWN',
      },
    ]);
    expect(asked(register({ leadBody: null }))).toEqual([]);
    const calendar = { aggregate: 'period', id: 'self', pointer: '', missing: null };
    expect(asked(imply())).toEqual([calendar]);
    expect(asked(withdraw)).toEqual([calendar]);
  });
});

describe('a chain of partnerships', () => {
  const call1 = fold(partnership, [{ event: registered(), envelope: { actor: { id: 'a' } } }]);
  const withCall1 = circumstances({
    others: [
      ['party', 'lecco', PARTIES.lecco],
      ['partnership', 'call-1', call1],
    ],
  });

  it.each(CHAIN_STEPS)('goes on with one that follows another as %s', (how) => {
    const follows = { partnership: 'call-1', how };
    given().when(register({ follows }), withCall1).thenHappens(registered({ follows }));
  });

  it('does not go on from one that is not registered, such as the new one itself', () => {
    for (const id of ['call-2', withCall1.id]) {
      given()
        .when(register({ follows: { partnership: id, how: 'NEXT_CALL' } }), withCall1)
        .thenRejected({ rejected: 'PARTNERSHIP_UNKNOWN', pointer: '/follows/partnership', params: { id } });
    }
  });

  it('keeps its links when a partnership is corrected, even if another is handed in', () => {
    const follows = { partnership: 'call-1', how: 'NEXT_CALL' } as const;
    const smuggled = { title: 'Secondo bando', follows: null };
    given(registered({ follows }))
      .when(correct(smuggled))
      .thenHappens(corrected({ title: 'Secondo bando' }));
    const state = fold(
      partnership,
      [registered({ follows }), corrected({ title: 'Secondo bando' })].map((event) => ({
        event,
        envelope: { actor: { id: 'a' } },
      })),
    );
    expect(state.profile).toEqual({ ...LECCO, title: 'Secondo bando', follows });
  });
});

describe('the correction of a partnership', () => {
  it('restates what is wrong and keeps the rest', () => {
    given(registered())
      .when(correct({ title: 'Lecco', usersAreas: ['ANZ'] }))
      .thenHappens(corrected({ title: 'Lecco', usersAreas: ['ANZ'] }));
  });

  it.each(WRONG)('is refused with %j: %s at /changes%s', (over, rejected, pointer, params) => {
    given(registered())
      .when(correct(over))
      .thenRejected({ rejected, pointer: `/changes${pointer}`, params });
  });

  it('is refused when nothing changes, also after another correction', () => {
    given(registered())
      .when(correct({ title: LECCO.title, usersAreas: [] }))
      .thenRejected({ rejected: 'NOTHING_CHANGED' });
    given(registered({ title: 'Prima' }), corrected({}))
      .when(correct({ title: LECCO.title }))
      .thenRejected({ rejected: 'NOTHING_CHANGED' });
  });

  it('gives a restated population its own size class', () => {
    given(registered({ population: 48_114, sizeClass: '20000-59999' }))
      .when(correct({ population: 4_811 }))
      .thenHappens(corrected({ population: 4_811, sizeClass: '3000-4999' }));
  });

  it('leaves a lead body alone that was registered before there was a rule', () => {
    given(registered({ leadBody: 'coop' }))
      .when(correct({ title: 'Lecco' }))
      .thenHappens(corrected({ leadBody: 'coop', title: 'Lecco' }));
    given(registered({ leadBody: 'coop' }))
      .when(correct({ form: 'CONVENZIONE_ART55' }))
      .thenRejected({ rejected: 'LEAD_BODY_NOT_PUBLIC', pointer: '/changes/leadBody' });
  });

  it('asks for the lead body when who leads, the form or the instrument is restated', () => {
    const state = fold(partnership, [{ event: registered(), envelope: { actor: { id: 'a' } } }]);
    const asked = (changes: Partial<Correctable>) =>
      partnership.references(correct(changes), state, 'self').map(({ id, pointer }) => [id, pointer]);
    expect(asked({ leadBody: 'ambito' })).toEqual([['ambito', '/changes/leadBody']]);
    expect(asked({ form: 'ASP' })).toEqual([['lecco', '/changes/leadBody']]);
    expect(asked({ instrument: 'APPALTO' })).toEqual([['lecco', '/changes/leadBody']]);
    expect(asked({ title: 'Lecco' })).toEqual([]);
    expect(asked({ leadBody: null })).toEqual([]);
  });

  it('is of a partnership that is registered', () => {
    given()
      .when(correct({ title: 'Lecco' }))
      .thenRejected({ rejected: 'NOT_FOUND' });
  });
});

describe('a partnership of the first version', () => {
  it('comes out with no details stated and none made up', () => {
    const { title, instrument, leadBody, from, to, cup } = LECCO;
    const first = { title, instrument, leadBody, from, to, cup };
    const [upcast] = schemas.PartnershipRegistered.upcast;
    expect(upcast(first)).toEqual(LECCO);
    expect(first).not.toHaveProperty('follows');
  });
});

describe('an implied public base', () => {
  it('is what the statement implies: 9,000,000.00 that are 22 % more make 40,909,090.91 (LC2)', () => {
    given(registered()).when(imply()).thenHappens(implied('40909090.91'));
  });

  it.each([
    ['1.00', '3', '0.33'],
    ['2.00', '3', '0.67'],
    ['0.05', '10', '0.01'],
    ['9000000', '0.220', '40909090.91'],
    ['999999999999999.99', '1', '999999999999999.99'],
  ])('of %s at an increase of %s is %s, rounded half up once', (amount, statedIncrease, base) => {
    const stated = { statedIncrease, statedResources: { amount, currency: 'EUR' } } as const;
    const kept = amount === '9000000' ? '9000000.00' : amount;
    given(registered())
      .when(imply(stated))
      .thenHappens(implied(base, { statedIncrease, statedResources: { amount: kept, currency: 'EUR' } }));
  });

  it('is implied once, until it is withdrawn', () => {
    given(registered(), implied('40909090.91'))
      .when(imply())
      .thenRejected({ rejected: 'BASE_ALREADY_IMPLIED' });
    given(registered(), implied('40909090.91')).when(withdraw).thenHappens(withdrawn);
    given(registered(), implied('1.00'), withdrawn).when(imply()).thenHappens(implied('40909090.91'));
    given(registered(), implied('1.00'), withdrawn, implied('2.00'))
      .when(imply())
      .thenRejected({ rejected: 'BASE_ALREADY_IMPLIED' });
  });

  it('cannot be withdrawn when there is none', () => {
    given(registered()).when(withdraw).thenRejected({ rejected: 'BASE_NOT_IMPLIED' });
    given(registered(), implied('1.00'), withdrawn)
      .when(withdraw)
      .thenRejected({ rejected: 'BASE_NOT_IMPLIED' });
  });

  it('belongs to a partnership that is registered', () => {
    given().when(imply()).thenRejected({ rejected: 'NOT_FOUND' });
    given().when(withdraw).thenRejected({ rejected: 'NOT_FOUND' });
  });

  it.each<[Partial<Stated>, string, string]>([
    [{ to: '2008-12-31' }, 'SPAN_REVERSED', '/to'],
    [{ to: '2060-01-01' }, 'SPAN_TOO_LONG', '/to'],
    [{ statedIncrease: '0' }, 'QUANTITY_NOT_POSITIVE', '/statedIncrease'],
    [{ statedIncrease: '-0.22' }, 'QUANTITY_NOT_POSITIVE', '/statedIncrease'],
    [{ statedIncrease: '0.2200001' }, 'QUANTITY_TOO_PRECISE', '/statedIncrease'],
    [money('0.00'), 'AMOUNT_NOT_POSITIVE', '/statedResources/amount'],
    [money('9000000.001'), 'AMOUNT_TOO_PRECISE', '/statedResources/amount'],
    [money('1000000000000000'), 'AMOUNT_TOO_LARGE', '/statedResources/amount'],
  ])('is refused with %p: %s at %s', (over, rejected, pointer) => {
    given(registered()).when(imply(over)).thenRejected({ rejected, pointer });
  });

  it('has at most fifteen integer digits like every amount, or the read models could not hold it', () => {
    const command = imply({ ...money('999999999999999.99'), statedIncrease: '0.01' });
    given(registered())
      .when(command)
      .thenRejected({ rejected: 'AMOUNT_TOO_LARGE', pointer: '/statedIncrease' });
  });

  it('is worth at least a cent, or it implies nothing', () => {
    const command = imply({ ...money('0.01'), statedIncrease: '1000' });
    given(registered())
      .when(command)
      .thenRejected({ rejected: 'VALUE_ROUNDS_TO_ZERO', pointer: '/statedIncrease' });
  });
});

function money(amount: string): Pick<Stated, 'statedResources'> {
  return { statedResources: { amount, currency: 'EUR' } };
}
