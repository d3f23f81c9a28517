/** Definitions that a ledger adopts for itself, as figures come to know them. */
import { describe, expect, it } from '@jest/globals';
import { LATE, only, OPENING, withFigures } from '../../../../test/support/asked-figures.ts';
import { recorded } from '../../../../test/support/history.ts';
import {
  definitionAdopted,
  definitionProposed,
  definitionRetired,
  termsOf,
} from '../../../../test/support/registry-happenings.ts';
import { DefinitionUnknown, type Figures } from '../figures.ts';

/** P = 100.00, T = 20.00, F = 30.00: (T + F) / P is a half, T / P a fifth, F / P three tenths. */
const MONEY = [
  recorded('public', 'lecco', 100_00n),
  recorded('own', 'lecco', 20_00n, { fundingSource: 'own' }),
  recorded('calls', 'lecco', 30_00n, { fundingSource: 'calls' }),
];
const OWN_ONLY = termsOf('L1', { formula: 'T / P', numerator: termsOf('L1s').numerator });
const PHILANTHROPIC = termsOf('L1', { numerator: { sides: ['F'], origins: ['FOUNDATION'], call: null } });

const SECOND_OF_ITS_CODE = [
  definitionProposed('ES-1', 1, '2024-01-01', termsOf('L1')),
  definitionAdopted('ES-1', 1),
  ...MONEY,
  definitionProposed('ES-1', 2, '2026-01-01', OWN_ONLY),
  definitionAdopted('ES-1', 2, { version: 1, validTo: '2025-12-31' }),
  recorded('later', 'lecco', 40_00n, { fundingSource: 'own' }),
];
/** Position of the n-th event after the opening. */
const after = (n: number): bigint => BigInt(OPENING.length + n);
const [PROPOSED, ADOPTED, LATER] = [after(6), after(7), after(8)];

function value(figures: Figures, asked: string, position: bigint, effectiveAsOf = LATE): string {
  const { definition, value: ratio } = only(figures, { definitions: [asked], position, effectiveAsOf });
  return `${definition.id}@${definition.version} ${ratio}`;
}

const HALF = '0.5000000000000000';
const FIFTH = '0.2000000000000000';
/** 20.00 and 40.00 of own money, with 30.00 of foundations and without. */
const NINE_TENTHS = '0.9000000000000000';
const THREE_FIFTHS = '0.6000000000000000';

describe('a version that is only proposed', () => {
  it('is known to no figure', () => {
    withFigures(SECOND_OF_ITS_CODE.slice(0, 6), (figures) => {
      expect(value(figures, 'ES-1', PROPOSED)).toBe(`ES-1@1 ${HALF}`);
      expect(() => value(figures, 'ES-1@2', PROPOSED)).toThrow(DefinitionUnknown);
      expect(figures.definitions().items.filter(({ id }) => id === 'ES-1')).toHaveLength(1);
    });
  });
});

describe('an adopted version', () => {
  it('is in force from its first day on, and the earlier one until the day before', () => {
    withFigures(SECOND_OF_ITS_CODE, (figures) => {
      expect(value(figures, 'ES-1', ADOPTED, '2025-12-31')).toBe(`ES-1@1 ${HALF}`);
      expect(value(figures, 'ES-1', ADOPTED, '2026-01-01')).toBe(`ES-1@2 ${FIFTH}`);
      const days = (position: bigint) =>
        figures
          .definitions(position)
          .items.filter(({ id }) => id === 'ES-1')
          .map(({ version, validFrom, validTo }) => [version, validFrom, validTo]);
      expect(days(ADOPTED)).toEqual([
        [1, '2024-01-01', '2025-12-31'],
        [2, '2026-01-01', null],
      ]);
      expect(days(PROPOSED)).toEqual([[1, '2024-01-01', null]]);
    });
  });

  it('leaves what was asked at earlier positions as it was', () => {
    withFigures(SECOND_OF_ITS_CODE, (figures) => {
      expect(value(figures, 'ES-1', PROPOSED, '2026-06-01')).toBe(`ES-1@1 ${HALF}`);
    });
  });

  it('and the one before it answer on new data and on old, side by side', () => {
    withFigures(SECOND_OF_ITS_CODE, (figures) => {
      const both = (position: bigint) =>
        figures
          .answer({
            ...{ partnership: 'lecco', basis: 'delivered', view: 'economic', effectiveAsOf: LATE, position },
            definitions: ['ES-1@1', 'ES-1@2'],
          })
          .figures.map(({ value: ratio, definition: { formula } }) => [formula, ratio]);
      expect(both(LATER)).toEqual([
        ['(T + F) / P', NINE_TENTHS],
        ['T / P', THREE_FIFTHS],
      ]);
      // Before anybody had proposed the second.
      expect(both(after(5))).toEqual([
        ['(T + F) / P', HALF],
        ['T / P', FIFTH],
      ]);
    });
  });
});

describe('a code of the ledger’s own', () => {
  const happenings = [
    ...MONEY,
    definitionProposed('ES-1', 1, '2024-01-01', PHILANTHROPIC),
    definitionAdopted('ES-1', 1),
    definitionRetired('ES-1', 1, '2025-06-30'),
    definitionProposed('ES-1', 2, '2026-01-01', OWN_ONLY),
    definitionAdopted('ES-1', 2),
  ];

  it('counts what its terms say, while it is in force', () => {
    withFigures(happenings, (figures) => {
      const now = after(8);
      expect(value(figures, 'ES-1', now, '2025-06-30')).toBe('ES-1@1 0.3000000000000000');
      expect(value(figures, 'ES-1', now, '2026-01-01')).toBe(`ES-1@2 ${FIFTH}`);
      // Before its first day, and between retirement and the next version, no figure goes by this code.
      for (const day of ['2023-12-31', '2025-07-01', '2025-12-31']) {
        expect(() => value(figures, 'ES-1', now, day)).toThrow(DefinitionUnknown);
      }
      expect(value(figures, 'ES-1@1', now, LATE)).toBe('ES-1@1 0.3000000000000000');
    });
  });

  it('is in force without an end until its retirement was recorded', () => {
    withFigures(happenings, (figures) => {
      expect(value(figures, 'ES-1', after(5), LATE)).toBe('ES-1@1 0.3000000000000000');
      expect(() => value(figures, 'ES-1', after(6), LATE)).toThrow(DefinitionUnknown);
    });
  });

  it('is not another’s: what every ledger knows stays as it is', () => {
    withFigures(happenings, (figures) => {
      expect(value(figures, 'L1', after(8))).toBe(`L1@1 ${HALF}`);
      expect(() => value(figures, 'ES-2', after(8))).toThrow(
        /there is no figure ES-2 then; see L1, .*, ES-1$/,
      );
    });
  });
});
