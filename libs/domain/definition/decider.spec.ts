/** Definitions are proposed, adopted by a second person and retired, one code at a time and without an overlap. */
import { describe, expect, it } from '@jest/globals';
import { RECORDER, specFor } from '#event-sourcing/spec';
import { circumstances } from '../../../test/support/circumstances.ts';
import { STANDARD_DEFINITIONS, type DefinitionTerms, type Term } from '../figures/definitions.ts';
import { definition, type DefinitionCommand } from './decider.ts';
import type { DefinitionEvent } from './events.ts';

const SAME = circumstances({ actor: { id: RECORDER, org: null } });
const { given } = specFor(definition, circumstances());

const sidesOf = (...sides: Term['sides']): Term => ({ sides, origins: null, call: null });
const TERMS: DefinitionTerms = {
  name: { it: 'Volontari per euro pubblico', en: 'Volunteers per public euro' },
  kind: 'RATIO',
  formula: 'T / P',
  source: 'Delibera di Giunta n. 12/2026, esempio',
  numerator: sidesOf('T'),
  denominator: sidesOf('PUBLIC', 'PUBLIC_HEALTH'),
  form: 'perEuro',
  decimals: 4,
  emptyBase: 'NO_PUBLIC_BASE',
  applies: null,
};
const OWN = 'ES-1';

const propose = (
  code = OWN,
  over: Partial<DefinitionTerms> = {},
  from = '2026-01-01',
): DefinitionCommand => ({
  kind: 'propose',
  code,
  validFrom: from,
  terms: { ...TERMS, ...over },
});
const adopt = (version: number): DefinitionCommand => ({ kind: 'adopt', version, act: 'det. 7/2026' });
const retire = (from: string): DefinitionCommand => ({ kind: 'retire', from, reason: 'Non più usata' });

const proposed = (version = 1, code = OWN, validFrom = '2026-01-01'): DefinitionEvent => ({
  type: 'DefinitionProposed',
  data: { code, version, validFrom, terms: TERMS },
});
const adopted = (
  version: number,
  closes: { version: number; validTo: string } | null = null,
): DefinitionEvent => ({ type: 'DefinitionAdopted', data: { version, act: 'det. 7/2026', closes } });
const retired = (version: number, validTo: string): DefinitionEvent => ({
  type: 'DefinitionRetired',
  data: { version, validTo, reason: 'Non più usata' },
});

describe('proposing a definition', () => {
  it('opens a code of the ledger’s own with version 1, and goes on with the next', () => {
    given().when(propose()).thenHappens(proposed());
    given(proposed()).when(propose()).thenHappens(proposed(2));
    given(proposed(), adopted(1), proposed(2))
      .when(propose(OWN, {}, '2028-01-01'))
      .thenHappens(proposed(3, OWN, '2028-01-01'));
  });

  it.each([...STANDARD_DEFINITIONS.map(({ id }) => id), 'L5', 'L99', 'L1-LC'])(
    'is refused under the standard code %s, also where there is no definition of it yet',
    (code) => {
      given()
        .when(propose(code))
        .thenRejected({ rejected: 'DEFINITION_CODE_STANDARD', pointer: '/code', params: { found: code } });
    },
  );

  it.each(['LC-L1', 'LEVA', 'ML1'])('takes the code %s', (code) => {
    given().when(propose(code)).thenHappens(proposed(1, code));
  });

  it.each(['l1', '', '1L', 'L 1', 'L_1', 'È1', 'L1\n', `L${'1'.repeat(20)}`])('is refused as %j', (code) => {
    given()
      .when(propose(code))
      .thenRejected({ rejected: 'DEFINITION_CODE_MALFORMED', pointer: '/code', params: { found: code } });
  });

  it('takes a code of one letter, and of 20 characters', () => {
    for (const code of ['Z', `L${'-'.repeat(19)}`])
      given().when(propose(code)).thenHappens(proposed(1, code));
  });

  it('is refused under another code than the one it has', () => {
    given(proposed())
      .when(propose('ES-2'))
      .thenRejected({
        rejected: 'DEFINITION_CODE_DIFFERS',
        pointer: '/code',
        params: { found: 'ES-2', expected: OWN },
      });
  });

  it.each<[string, Partial<DefinitionTerms>, string]>([
    ['a series', { kind: 'SERIES' }, '/kind'],
    ['an attribution', { kind: 'ATTRIBUTION' }, '/kind'],
    ['so many of so many', { form: 'count' }, '/form'],
  ])('is for ratios: %s is refused', (_, over, pointer) => {
    given().when(propose(OWN, over)).thenRejected({ rejected: 'DEFINITION_STANDARD_ALONE', pointer });
  });

  it.each<[string, Partial<DefinitionTerms>, string, string]>([
    ['no side above the line', { numerator: sidesOf() }, 'TERM_SIDES_MISSING', '/numerator/sides'],
    ['no side below it', { denominator: sidesOf() }, 'TERM_SIDES_MISSING', '/denominator/sides'],
    ['a side twice', { numerator: sidesOf('T', 'F', 'T') }, 'TERM_SIDES_MISSING', '/numerator/sides'],
    [
      'money of unknown origin',
      { numerator: sidesOf('T', 'UNRESOLVED') },
      'TERM_SIDE_NOT_COUNTED',
      '/numerator/sides/1',
    ],
    [
      'money counted before',
      { numerator: sidesOf('PASSED_ON') },
      'TERM_SIDE_NOT_COUNTED',
      '/numerator/sides/0',
    ],
    ['a price', { denominator: sidesOf('PUBLIC', 'PRICE') }, 'TERM_SIDE_NOT_COUNTED', '/denominator/sides/1'],
    ['a price that it is about', { applies: 'PRICE' }, 'TERM_SIDE_NOT_COUNTED', '/applies'],
    [
      'an empty list of origins',
      { numerator: { ...sidesOf('T'), origins: [] } },
      'TERM_ORIGINS_MISSING',
      '/numerator/origins',
    ],
    [
      'an origin twice',
      { denominator: { ...sidesOf('PUBLIC'), origins: ['EU', 'EU'] } },
      'TERM_ORIGINS_MISSING',
      '/denominator/origins',
    ],
    [
      'an origin of another side',
      { denominator: { ...sidesOf('PUBLIC'), origins: ['EU', 'FOUNDATION'] } },
      'TERM_ORIGIN_UNFIT',
      '/denominator/origins/1',
    ],
    [
      'attracted money of the municipality itself',
      { numerator: { ...sidesOf('ATTRACTED'), origins: ['MUNICIPALITY'] } },
      'TERM_ORIGIN_UNFIT',
      '/numerator/origins/0',
    ],
    [
      'a public base that is not only public',
      { denominator: sidesOf('PUBLIC', 'T') },
      'EMPTY_BASE_UNFIT',
      '/emptyBase',
    ],
    ['less than no decimals', { decimals: -1 }, 'DEFINITION_DECIMALS_OUT_OF_RANGE', '/decimals'],
    ['seven decimals', { decimals: 7 }, 'DEFINITION_DECIMALS_OUT_OF_RANGE', '/decimals'],
    ['half a decimal', { decimals: 1.5 }, 'DEFINITION_DECIMALS_OUT_OF_RANGE', '/decimals'],
    ['a blank formula', { formula: ' ' }, 'TEXT_BLANK', '/formula'],
    ['a blank source', { source: '' }, 'TEXT_BLANK', '/source'],
    ['no Italian name', { name: { it: '', en: 'Volunteers' } }, 'TEXT_BLANK', '/name/it'],
    ['no English name', { name: { it: 'Volontari', en: '\t' } }, 'TEXT_BLANK', '/name/en'],
  ])('is refused with %s', (_, over, rejected, pointer) => {
    given().when(propose(OWN, over)).thenRejected({ rejected, pointer });
  });

  it.each<[string, Partial<DefinitionTerms>]>([
    ['the same side above and below the line', { numerator: sidesOf('PUBLIC', 'T') }],
    ['money of one origin', { denominator: { ...sidesOf('PUBLIC'), origins: ['MUNICIPALITY'] } }],
    ['attracted money of the State', { numerator: { ...sidesOf('ATTRACTED'), origins: ['STATE', 'EU'] } }],
    ['loans of a foundation', { numerator: { ...sidesOf('FINANCING'), origins: ['FOUNDATION'] } }],
    ['money of calls with an own share', { numerator: { ...sidesOf('T'), call: 'CHALLENGE' } }],
    ['another base', { denominator: sidesOf('PUBLIC', 'U'), emptyBase: 'NOTHING_RECORDED' }],
    ['no decimals', { decimals: 0 }],
    ['six decimals', { decimals: 6 }],
  ])('takes %s', (_, over) => {
    const data = { code: OWN, version: 1, validFrom: '2026-01-01', terms: { ...TERMS, ...over } };
    given().when(propose(OWN, over)).thenHappens({ type: 'DefinitionProposed', data });
  });
});

describe('adopting a version', () => {
  it('needs another person than the proposer', () => {
    given(proposed()).when(adopt(1)).thenHappens(adopted(1));
    given(proposed()).when(adopt(1), SAME).thenRejected({ rejected: 'SAME_PERSON' });
    given({ by: 'second-person', told: proposed() }).when(adopt(1)).thenRejected({ rejected: 'SAME_PERSON' });
  });

  it('ends the version in force on the day before', () => {
    given(proposed(), adopted(1), proposed(2, OWN, '2026-03-01'))
      .when(adopt(2))
      .thenHappens(adopted(2, { version: 1, validTo: '2026-02-28' }));
  });

  it('may pass over a version that nobody adopted', () => {
    given(proposed(), proposed(2)).when(adopt(2)).thenHappens(adopted(2));
  });

  it.each([
    ['on the same day', '2026-01-01'],
    ['before', '2025-12-31'],
  ])('is refused when it begins %s as the one in force', (_, validFrom) => {
    given(proposed(), adopted(1), proposed(2, OWN, validFrom))
      .when(adopt(2))
      .thenRejected({
        rejected: 'DEFINITION_VERSION_OVERLAP',
        pointer: '/version',
        params: { found: validFrom, earliest: '2026-01-02' },
      });
  });

  it('is refused within the validity of a retired one, and possible from the day after', () => {
    const history = [proposed(), adopted(1), retired(1, '2026-06-30')];
    given(...history, proposed(2, OWN, '2026-06-30'))
      .when(adopt(2))
      .thenRejected({
        rejected: 'DEFINITION_VERSION_OVERLAP',
        pointer: '/version',
        params: { found: '2026-06-30', earliest: '2026-07-01' },
      });
    given(...history, proposed(2, OWN, '2026-07-01'))
      .when(adopt(2))
      .thenHappens(adopted(2));
  });

  it('happens once, and to a version that there is', () => {
    given(proposed(), adopted(1))
      .when(adopt(1))
      .thenRejected({
        rejected: 'DEFINITION_VERSION_ADOPTED',
        pointer: '/version',
        params: { version: '1' },
      });
    given(proposed())
      .when(adopt(2))
      .thenRejected({
        rejected: 'DEFINITION_VERSION_UNKNOWN',
        pointer: '/version',
        params: { version: '2' },
      });
    given().when(adopt(1)).thenRejected({ rejected: 'NOT_FOUND' });
  });
});

describe('retiring a definition', () => {
  it('ends its version on the day before', () => {
    given(proposed(), adopted(1)).when(retire('2027-01-01')).thenHappens(retired(1, '2026-12-31'));
  });

  it('is refused on its first day or before', () => {
    given(proposed(), adopted(1))
      .when(retire('2026-01-01'))
      .thenRejected({
        rejected: 'DEFINITION_RETIREMENT_TOO_EARLY',
        pointer: '/from',
        params: { found: '2026-01-01', earliest: '2026-01-02' },
      });
  });

  it('is refused without a version of the ledger’s own in force', () => {
    const refused = { rejected: 'DEFINITION_NOT_IN_FORCE' };
    given(proposed()).when(retire('2027-01-01')).thenRejected(refused);
    given(proposed(), adopted(1), retired(1, '2026-12-31')).when(retire('2028-01-01')).thenRejected(refused);
    given().when(retire('2027-01-01')).thenRejected({ rejected: 'NOT_FOUND' });
  });
});

it('rests on no other record', () => {
  for (const command of [propose(), adopt(1), retire('2027-01-01')]) {
    expect(definition.references(command, definition.initial, 'self')).toEqual([]);
  }
});
