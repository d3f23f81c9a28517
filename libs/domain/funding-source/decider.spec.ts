/** A funding source says where its money first came from, in shares that make a whole. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { specFor } from '#event-sourcing/spec';
import { circumstances } from '../../../test/support/circumstances.ts';
import { source } from '../../../test/support/random-history.ts';
import type { Justification } from '../contribution/events.ts';
import { isRejection } from '../rejections.ts';
import { fundingSource, type FundingSourceCommand } from './decider.ts';
import { NO_TERMS, type FundingSourceEvent, type FundingSourceProfile } from './events.ts';
import { KNOWN_FUNDS } from './funds.ts';

const { given } = specFor(fundingSource, circumstances());

const MIXED: FundingSourceProfile = {
  title: 'PR FSE+ Lombardia 2021-2027',
  originShares: [
    { origin: 'EU', bp: 4_000 },
    { origin: 'STATE', bp: 4_200 },
    { origin: 'REGION', bp: 1_800 },
  ],
  fundCode: 'ESF+',
  repayable: false,
  ...NO_TERMS,
};
const register = (over: Partial<FundingSourceProfile> = {}): FundingSourceCommand => ({
  kind: 'register',
  source: { ...MIXED, ...over },
});
const registered = (over: Partial<FundingSourceProfile> = {}): FundingSourceEvent => ({
  type: 'FundingSourceRegistered',
  data: { ...MIXED, ...over },
});

describe('a funding source', () => {
  it('is registered with its origins in the order in which they are stated', () => {
    given().when(register()).thenHappens(registered());
  });

  it('may be repayable, and may have one origin alone', () => {
    const loan = {
      originShares: [{ origin: 'FOUNDATION', bp: 10_000 }],
      fundCode: null,
      repayable: true,
    } as const;
    given().when(register(loan)).thenHappens(registered(loan));
  });

  it('is registered once', () => {
    given(registered()).when(register()).thenRejected({ rejected: 'ALREADY_REGISTERED' });
  });

  it.each<[string, FundingSourceProfile['originShares'], string]>([
    ['no origin', [], '0'],
    ['a basis point too few', [{ origin: 'EU', bp: 9_999 }], '9999'],
    [
      'a basis point too many',
      [
        { origin: 'EU', bp: 5_000 },
        { origin: 'STATE', bp: 5_001 },
      ],
      '10001',
    ],
    [
      'a share of nothing',
      [
        { origin: 'EU', bp: 10_000 },
        { origin: 'STATE', bp: 0 },
      ],
      '10000',
    ],
    [
      'a negative share',
      [
        { origin: 'EU', bp: 10_001 },
        { origin: 'STATE', bp: -1 },
      ],
      '10000',
    ],
  ])('is refused with %s', (_, originShares, found) => {
    given()
      .when(register({ originShares }))
      .thenRejected({ rejected: 'SHARES_NOT_WHOLE', pointer: '/originShares', params: { found } });
  });

  it('is refused with one origin twice, even if the shares make a whole', () => {
    const originShares = [
      { origin: 'EU', bp: 5_000 },
      { origin: 'EU', bp: 5_000 },
    ] as const;
    given()
      .when(register({ originShares }))
      .thenRejected({ rejected: 'SHARE_REPEATED', pointer: '/originShares' });
  });

  it('is accepted for any whole, and for no whole that is one basis point off', () => {
    fc.assert(
      fc.property(source, fc.constantFrom(-1, 1), (profile, off) => {
        const decide = (each: FundingSourceProfile) =>
          fundingSource.decide({ kind: 'register', source: each }, fundingSource.initial, circumstances());
        expect(decide(profile)).toEqual({ events: [{ type: 'FundingSourceRegistered', data: profile }] });
        const [first, ...rest] = profile.originShares;
        if (first === undefined) return;
        const shifted = { ...profile, originShares: [{ ...first, bp: first.bp + off }, ...rest] };
        expect(isRejection(decide(shifted))).toBe(true);
      }),
    );
  });
});

describe('the terms of a funding source', () => {
  it('are kept as they are stated, codes in their one written form', () => {
    const over = {
      grantor: 'p1',
      callReference: 'Avviso 3/2025',
      cup: 'B31H22000280006',
      cci: '2021IT05SFPR008',
      taxExpenditureBp: 6_500,
      ownShareConditionBp: 2_000,
    };
    given()
      .when(register({ ...over, cup: ' b31h22000280006 ', cci: '2021it05sfpr008' }))
      .thenHappens(registered(over));
    const plan = { fundCode: 'PNRR', pnrrMeasure: 'M5C2I1.1' };
    given()
      .when(register({ fundCode: 'pnrr', pnrrMeasure: 'm5c2i1.1 ' }))
      .thenHappens(registered(plan));
  });

  it('need no CUP, not even of State or EU money: that is asked where it is spent', () => {
    given()
      .when(register({ cup: null }))
      .thenHappens(registered({ cup: null }));
  });

  it.each<[keyof FundingSourceProfile, string, string]>([
    ['cup', 'B31H2200028000', 'CUP_INVALID'],
    ['cci', '2021FR05SFPR008', 'CCI_INVALID'],
    ['pnrrMeasure', 'M8C1', 'PNRR_MEASURE_INVALID'],
  ])('are refused with a wrong %s', (member, found, rejected) => {
    given()
      .when(register({ fundCode: null, [member]: found }))
      .thenRejected({ rejected, pointer: `/${member}`, params: { found } });
  });

  it.each(['FNPS', 'PNRR', 'FSC'])(
    'are refused with a programme of the European funds for %s',
    (fundCode) => {
      given()
        .when(register({ fundCode, cci: '2021IT05SFPR008' }))
        .thenRejected({ rejected: 'CODE_OF_OTHER_FUND', pointer: '/cci', params: { fund: fundCode } });
    },
  );

  it.each(['FNPS', 'ESF+'])('are refused with a measure of the recovery plan for %s', (fundCode) => {
    given()
      .when(register({ fundCode, pnrrMeasure: 'M5C2' }))
      .thenRejected({ rejected: 'CODE_OF_OTHER_FUND', pointer: '/pnrrMeasure', params: { fund: fundCode } });
  });

  it.each([null, 'FDR', 'Bando Welfare 2025'])(
    'may have either code with the fund %p, which is not known',
    (fundCode) => {
      const over = { fundCode, cci: '2021IT05SFPR008', pnrrMeasure: 'M5C2' };
      given().when(register(over)).thenHappens(registered(over));
    },
  );

  it.each(['taxExpenditureBp', 'ownShareConditionBp'])('have a %s from nothing to all, or none', (member) => {
    for (const share of [null, 0, 10_000]) {
      given()
        .when(register({ [member]: share }))
        .thenHappens(registered({ [member]: share }));
    }
    for (const share of [-1, 10_001, 0.5]) {
      given()
        .when(register({ [member]: share }))
        .thenRejected({
          rejected: 'SHARE_OUT_OF_RANGE',
          pointer: `/${member}`,
          params: { found: String(share) },
        });
    }
  });

  it('name a grantor that must exist, where they name one', () => {
    const named = { aggregate: 'party', id: 'p1', missing: 'PARTY_UNKNOWN' } as const;
    expect(fundingSource.references(register({ grantor: 'p1' }), null, 'self')).toEqual([
      { ...named, pointer: '/grantor' },
    ]);
    expect(fundingSource.references(register(), null, 'self')).toEqual([]);
    expect(fundingSource.references(correct({ grantor: 'p1' }), { profile: MIXED }, 'self')).toEqual([
      { ...named, pointer: '/changes/grantor' },
    ]);
    expect(fundingSource.references(correct({ grantor: null }), { profile: MIXED }, 'self')).toEqual([]);
    expect(fundingSource.references(correct({ title: 'Altro' }), { profile: MIXED }, 'self')).toEqual([]);
  });
});

describe('the code of a fund', () => {
  it.each(KNOWN_FUNDS)('%s has one written form', (fundCode) => {
    given()
      .when(register({ fundCode: ` ${fundCode.toLowerCase()} ` }))
      .thenHappens(registered({ fundCode }));
  });

  it('may be any other text, which stays as it is written', () => {
    given()
      .when(register({ fundCode: ' Fondo di comunità ' }))
      .thenHappens(registered({ fundCode: 'Fondo di comunità' }));
  });

  it('is none when it is blank', () => {
    given()
      .when(register({ fundCode: '  ' }))
      .thenHappens(registered({ fundCode: null }));
  });
});

const justification: Justification = { reason: 'SOURCE_CHANGED', reference: 'DGR 12 del 15/01/2026' };

function correct(changes: Partial<FundingSourceProfile>): FundingSourceCommand {
  return { kind: 'correct', changes, justification };
}

function corrected(over: Partial<FundingSourceProfile>): FundingSourceEvent {
  return { type: 'FundingSourceCorrected', data: { source: { ...MIXED, ...over }, justification } };
}

describe('a correction of a funding source', () => {
  it('states anew what was wrong and leaves the rest', () => {
    given(registered({ title: 'PR FSE Lombardia' }))
      .when(correct({ title: MIXED.title, cup: 'b31h22000280006' }))
      .thenHappens(corrected({ cup: 'B31H22000280006' }));
    given(registered(), corrected({ callReference: 'Avviso 3/2025' }))
      .when(correct({ callReference: null, ownShareConditionBp: 0 }))
      .thenHappens(corrected({ ownShareConditionBp: 0 }));
  });

  it('never moves money to another side: the origins and the duty to pay back stay', () => {
    const [first, second, third] = MIXED.originShares;
    for (const originShares of [
      [{ origin: 'EU', bp: 10_000 }],
      [second, first, third] as FundingSourceProfile['originShares'],
    ] as const) {
      given(registered())
        .when(correct({ originShares }))
        .thenRejected({ rejected: 'ORIGIN_FIXED', pointer: '/changes/originShares' });
    }
    given(registered())
      .when(correct({ repayable: true }))
      .thenRejected({ rejected: 'ORIGIN_FIXED', pointer: '/changes/repayable' });
  });

  it('never moves money to another side net of taxes either: what the State gives up stays', () => {
    for (const [stated, taxExpenditureBp] of [
      [null, 6_500],
      [6_500, 0],
      [6_500, null],
    ] as const) {
      given(registered({ taxExpenditureBp: stated }))
        .when(correct({ taxExpenditureBp }))
        .thenRejected({ rejected: 'ORIGIN_FIXED', pointer: '/changes/taxExpenditureBp' });
    }
  });

  it('is held to the rules of a registration', () => {
    given(registered())
      .when(correct({ pnrrMeasure: 'M5C2' }))
      .thenRejected({ rejected: 'CODE_OF_OTHER_FUND', pointer: '/changes/pnrrMeasure' });
    given(registered())
      .when(correct({ ownShareConditionBp: 10_001 }))
      .thenRejected({ rejected: 'SHARE_OUT_OF_RANGE', pointer: '/changes/ownShareConditionBp' });
  });

  it.each([{}, { title: MIXED.title }, { fundCode: 'esf+' }, { originShares: [...MIXED.originShares] }])(
    'that changes nothing is refused: %p',
    (changes) => {
      given(registered()).when(correct(changes)).thenRejected({ rejected: 'NOTHING_CHANGED' });
    },
  );

  it('needs a funding source', () => {
    given()
      .when(correct({ title: 'Altro' }))
      .thenRejected({ rejected: 'NOT_FOUND' });
  });
});
