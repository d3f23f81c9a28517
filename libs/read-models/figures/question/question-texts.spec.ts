/** What is written of a question is read as it was meant. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VALUED_KINDS } from '#domain/valuation/method';
import { DIMENSION_VALUES } from './question-faults.ts';
import {
  readFilters,
  readPrices,
  readWhatIf,
  UnreadableQuestion,
  writtenFilters,
  writtenPrices,
  writtenWhatIf,
} from './question-texts.ts';
import { DIMENSIONS, NOT_STATED, type Dimension, type Filters } from './question.ts';

/** A value that each dimension can have. */
const SAMPLES: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  year: ['2019', '2024'],
  fund: ['ESF+', 'Fondo di prova', NOT_STATED],
  municipality: ['097042', NOT_STATED],
};
const valueOf = (dimension: Dimension): fc.Arbitrary<string> => {
  const values = DIMENSION_VALUES[dimension];
  if (!('form' in values)) return fc.constantFrom(...values);
  const samples = SAMPLES[dimension];
  return samples === undefined ? fc.uuid() : fc.constantFrom(...samples);
};
const filters: fc.Arbitrary<Filters> = fc.record(
  Object.fromEntries(
    DIMENSIONS.map((dimension) => [
      dimension,
      fc.uniqueArray(valueOf(dimension), { minLength: 1, maxLength: 5 }),
    ]),
  ),
  { requiredKeys: [] },
);

describe('filters', () => {
  it('are read as they were written, in an address and on the command line', () => {
    fc.assert(
      fc.property(filters, (given) => {
        const parts = Object.entries(given).map(([dimension, values]) => `${dimension}=${values.join(',')}`);
        expect(readFilters(parts)).toEqual(given);
        const written = writtenFilters(given);
        expect(readFilters(written === '' ? [] : written.split(';'))).toEqual(given);
      }),
    );
  });

  it('of one dimension are one list, each value once', () => {
    expect(readFilters(['side:T', 'year:2023', 'side:F,T'])).toEqual({ side: ['T', 'F'], year: ['2023'] });
  });

  it.each(['', 'side', 'side:', 'Side:T', 'side T', ':T', 'side:T,', 'side:t', 'toString:T'])(
    'that cannot be read are refused with what would do: %j',
    (part) => {
      expect(() => readFilters([part])).toThrow(UnreadableQuestion);
      expect(() => readFilters([part])).toThrow(/such as kind:CASH,VOLUNTEER_TIME|must be one of/);
    },
  );
});

it('prices name a series and a period', () => {
  for (const text of ['FOI:2024', 'FOI-XT:2024-05']) expect(writtenPrices(readPrices(text))).toBe(text);
  for (const text of ['', 'FOI', 'FOI:', ':2024', 'FOI:24', 'FOI:2024:2025', 'foi:2024', 'FOI:2024-00']) {
    expect(() => readPrices(text)).toThrow(UnreadableQuestion);
  }
});

describe('other rates', () => {
  const one = fc.record({
    kind: fc.constantFrom(...VALUED_KINDS),
    method: fc.option(fc.constantFrom('HOURS_AT_RATE', '0b2a7c1e-7f0e-5a53-8c35-0d1f7d3b2a11')),
    rate: fc.constantFrom('0', '12.5', '0.000001', '999999999'),
  });
  const asked = fc.uniqueArray(one, {
    minLength: 1,
    maxLength: 6,
    selector: ({ kind, method }) => `${kind} ${method}`,
  });

  it('are read as they were written, those of a method before those of its whole kind', () => {
    fc.assert(
      fc.property(asked, (given) => {
        const read = readWhatIf(writtenWhatIf(given));
        expect(new Set(read)).toEqual(new Set(given));
        const general = read.findIndex(({ method }) => method === null);
        if (general >= 0) expect(read.slice(general).every(({ method }) => method === null)).toBe(true);
      }),
    );
  });

  it.each(['', 'VOLUNTEER_TIME', 'CASH=1', 'VOLUNTEER_TIME=', 'VOLUNTEER_TIME=01', 'VOLUNTEER_TIME=1;'])(
    'that cannot be read are refused: %j',
    (text) => {
      expect(() => readWhatIf(text)).toThrow(UnreadableQuestion);
    },
  );
});
