/** A funding source says where its money first came from, in shares that make a whole. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { specFor } from '#event-sourcing/spec';
import { source } from '../../../test/support/random-history.ts';
import { isRejection } from '../rejections.ts';
import { fundingSource, type FundingSourceCommand } from './decider.ts';
import type { FundingSourceEvent, FundingSourceProfile } from './events.ts';

const { given } = specFor(fundingSource);

const MIXED: FundingSourceProfile = {
  title: 'PR FSE+ Lombardia 2021-2027',
  originShares: [
    { origin: 'EU', bp: 4_000 },
    { origin: 'STATE', bp: 4_200 },
    { origin: 'REGION', bp: 1_800 },
  ],
  fundCode: 'ESF+',
  repayable: false,
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
          fundingSource.decide({ kind: 'register', source: each }, fundingSource.initial);
        expect(decide(profile)).toEqual({ events: [{ type: 'FundingSourceRegistered', data: profile }] });
        const [first, ...rest] = profile.originShares;
        if (first === undefined) return;
        const shifted = { ...profile, originShares: [{ ...first, bp: first.bp + off }, ...rest] };
        expect(isRejection(decide(shifted))).toBe(true);
      }),
    );
  });
});
