/** A partnership, and the public base that a published statement implies when nobody has recorded one. */
import { describe, expect, it } from '@jest/globals';
import { specFor } from '#event-sourcing/spec';
import { partnership, type PartnershipCommand } from './decider.ts';
import type { ImpliedPublicBase, PartnershipEvent, PartnershipProfile } from './events.ts';

const { given } = specFor(partnership);

const LECCO: PartnershipProfile = {
  title: 'Lecco: dieci anni di coprogettazione',
  instrument: 'COPROGETTAZIONE',
  leadBody: 'p1',
  from: '2009-01-01',
  to: '2018-12-31',
  cup: 'B31H22000280006',
};
const register = (over: Partial<PartnershipProfile> = {}): PartnershipCommand => ({
  kind: 'register',
  partnership: { ...LECCO, ...over },
});
const registered = (over: Partial<PartnershipProfile> = {}): PartnershipEvent => ({
  type: 'PartnershipRegistered',
  data: { ...LECCO, ...over },
});

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

describe('a partnership', () => {
  it('is registered as it is stated, once', () => {
    given().when(register()).thenHappens(registered());
    given(registered()).when(register()).thenRejected({ rejected: 'ALREADY_REGISTERED' });
  });

  it('may be open at either end, and last a single day', () => {
    for (const open of [{ from: null }, { to: null }, { from: null, to: null }, { to: '2009-01-01' }]) {
      given().when(register(open)).thenHappens(registered(open));
    }
  });

  it('needs a lead body, unless it is an imported data set', () => {
    given()
      .when(register({ leadBody: null }))
      .thenRejected({ rejected: 'LEAD_BODY_REQUIRED', pointer: '/leadBody' });
    const imported = { leadBody: null, instrument: 'IMPORTED_DATASET' } as const;
    given().when(register(imported)).thenHappens(registered(imported));
  });

  it('has a CUP that can be one', () => {
    given()
      .when(register({ cup: '117H03000130001' }))
      .thenRejected({ rejected: 'CUP_INVALID', pointer: '/cup', params: { found: '117H03000130001' } });
    given()
      .when(register({ cup: null }))
      .thenHappens(registered({ cup: null }));
  });

  it('does not end before it starts, nor after more than fifty years', () => {
    given()
      .when(register({ to: '2008-12-31' }))
      .thenRejected({ rejected: 'SPAN_REVERSED', pointer: '/to' });
    given()
      .when(register({ to: '2060-01-01' }))
      .thenRejected({ rejected: 'SPAN_TOO_LONG', pointer: '/to' });
  });

  it('names a lead body that must exist', () => {
    expect(partnership.references(register())).toEqual([
      { aggregate: 'party', id: 'p1', pointer: '/leadBody', missing: 'PARTY_UNKNOWN' },
    ]);
    expect(partnership.references(register({ leadBody: null }))).toEqual([]);
    expect(partnership.references(imply())).toEqual([]);
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
    expect(partnership.decide(command, { registered: true, publicBase: 'none' })).toMatchObject({
      rejected: 'AMOUNT_TOO_LARGE',
    });
  });

  it('is worth at least a cent, or it implies nothing', () => {
    const command = imply({ ...money('0.01'), statedIncrease: '1000' });
    expect(partnership.decide(command, { registered: true, publicBase: 'none' })).toMatchObject({
      rejected: 'VALUE_ROUNDS_TO_ZERO',
    });
  });
});

function money(amount: string): Pick<Stated, 'statedResources'> {
  return { statedResources: { amount, currency: 'EUR' } };
}
