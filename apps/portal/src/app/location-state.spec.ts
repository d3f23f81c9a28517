import { describe, expect, it } from '@jest/globals';
import { addressOf, readLocation, UNSAID, type LocationState } from './location-state.ts';

describe('location state', () => {
  it('reads what the address says and fills in the rest', () => {
    expect(readLocation('?partnership=p1&lang=en&basis=paid', 'it', [])).toEqual({
      ...UNSAID,
      partnership: 'p1',
      lang: 'en',
      basis: 'paid',
    });
    expect(readLocation('', null, ['en-GB'])).toEqual({ ...UNSAID, lang: 'en' });
    expect(readLocation('?partnership=&basis=accrued&view=&scope=x&page=y', null, [])).toEqual({
      ...UNSAID,
      lang: 'it',
    });
  });

  it('keeps a date that does not exist, so that the page can say so', () => {
    expect(readLocation('?effectiveAsOf=2024-02-31', 'it', []).effectiveAsOf).toBe('2024-02-31');
  });

  it('comes back from its own address', () => {
    const states: LocationState[] = [
      { ...UNSAID, lang: 'it' },
      { ...UNSAID, partnership: 'a b&c=d', lang: 'en', basis: 'paid' },
      { ...UNSAID, lang: 'it', basis: 'pledged', effectiveAsOf: '2018-12-31', knownAsOf: '17' },
      {
        ...UNSAID,
        lang: 'it',
        view: 'cpr',
        scope: 'strict',
        prices: 'FOI:2024',
        page: 'lineage',
        figure: 'L2',
      },
      {
        ...UNSAID,
        lang: 'it',
        page: 'difference',
        knownAsOf: '2026-03-31T23:59:59.999+02:00',
        fromEffectiveAsOf: '2018-12-31',
        fromKnownAsOf: '12',
      },
    ];
    for (const state of states) expect(readLocation(addressOf(state), null, [])).toEqual(state);
    expect(states.map(addressOf)).toEqual([
      '?lang=it',
      '?partnership=a+b%26c%3Dd&lang=en&basis=paid',
      '?lang=it&basis=pledged&effectiveAsOf=2018-12-31&knownAsOf=17',
      '?lang=it&view=cpr&scope=strict&prices=FOI%3A2024&page=lineage&figure=L2',
      '?lang=it&knownAsOf=2026-03-31T23%3A59%3A59.999%2B02%3A00&page=difference' +
        '&fromEffectiveAsOf=2018-12-31&fromKnownAsOf=12',
    ]);
  });
});
