/** CSV that any reader takes for the cells that were meant, and no spreadsheet for a formula. */
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from './csv-line.ts';

const read = (text: string): string[][] => parse(text, { record_delimiter: '\r\n' }) as string[][];

describe('a line of CSV', () => {
  it('gives an independent reader the same cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', ';', '\n', 'è', '1') });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (cells) => {
        expect(read(csvLine(cells))).toEqual([cells]);
      }),
    );
  });

  it('lets amounts be numbers, and nothing be run', () => {
    expect(csvLine(['-80.00', '12'])).toBe('-80.00,12\r\n');
    for (const cell of ['=1+1', '+39 0341', '-1+2', '@SUM(A1)', '\t=1']) {
      expect(read(csvLine([cell, 'x']))).toEqual([[`'${cell}`, 'x']]);
    }
  });
});
