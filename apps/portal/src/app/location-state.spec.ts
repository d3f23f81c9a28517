import { describe, expect, it } from '@jest/globals';
import { addressOf, readLocation, type LocationState } from './location-state.ts';

describe('location state', () => {
  it('reads what the address says and fills in the rest', () => {
    expect(readLocation('?partnership=p1&lang=en&basis=paid', 'it', [])).toEqual({
      partnership: 'p1',
      lang: 'en',
      basis: 'paid',
    });
    expect(readLocation('', null, ['en-GB'])).toEqual({ partnership: null, lang: 'en', basis: 'committed' });
    expect(readLocation('?partnership=&basis=accrued', null, [])).toEqual({
      partnership: null,
      lang: 'it',
      basis: 'committed',
    });
  });

  it('comes back from its own address', () => {
    const states: LocationState[] = [
      { partnership: null, lang: 'it', basis: 'committed' },
      { partnership: 'a b&c=d', lang: 'en', basis: 'paid' },
      { partnership: null, lang: 'it', basis: 'pledged' },
      { partnership: null, lang: 'it', basis: 'verified' },
    ];
    for (const state of states) expect(readLocation(addressOf(state), null, [])).toEqual(state);
    expect(states.map(addressOf)).toEqual([
      '?lang=it',
      '?partnership=a+b%26c%3Dd&lang=en&basis=paid',
      '?lang=it&basis=pledged',
      '?lang=it&basis=verified',
    ]);
  });
});
