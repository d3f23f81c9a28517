import { describe, expect, it } from '@jest/globals';
import { dictionaries } from '../i18n/dictionaries.ts';
import { figure, leccoFigure, ratio } from '../testing/figures.ts';
import { bringers, calculation, cardReadings, figureReading, reasonText, symbolsOf } from './readings.ts';

const italian = dictionaries.it;

describe('calculation', () => {
  it('puts the real numbers into the formula', () => {
    const { numerator, denominator } = leccoFigure('L1');
    expect(calculation(numerator, denominator, 'it')).toBe('(6.000.000,00 + 3.000.000,00) / 40.909.090,91');
    expect(calculation(numerator, denominator, 'en')).toBe('(6,000,000.00 + 3,000,000.00) / 40,909,090.91');
  });

  it('leaves out parts of zero and the brackets of a single part', () => {
    const { numerator, denominator } = ratio('L6', { PUBLIC: '100.00', T: '20.00', F: '0.00', O: '0.00' });
    expect(calculation(numerator, denominator, 'it')).toBe('20,00 / 100,00');
  });

  it('writes a negative part as a subtraction', () => {
    const { numerator, denominator } = ratio('L1', { PUBLIC: '100.00', F: '30.00', T: '-10.00' });
    expect(calculation(numerator, denominator, 'it')).toBe('(30,00 - 10,00) / 100,00');
  });

  it('never shows parts that do not make up the amount', () => {
    const { numerator, denominator } = ratio('L1', { PUBLIC: '100.00', F: '30.00', T: '10.00' });
    const wrong = { ...numerator, amount: { amount: '41.00', currency: 'EUR' } } as const;
    expect(calculation(wrong, denominator, 'it')).toBe('41,00 / 100,00');
  });
});

describe('readings', () => {
  it('order the cards: the parts of L1, then the other measures, unknown ones last', () => {
    const figures = ['X9', 'L6', 'L1', 'L9', 'L1s', 'L2'].map(leccoFigure);
    const keys = cardReadings(figures, italian, 'it').map((reading) => reading.key);
    expect(keys).toEqual(['L1-F', 'L1-T', 'L2', 'L9', 'L1s', 'L6', 'X9']);
  });

  it('name a definition this page does not know by the name the service gives it', () => {
    expect(figureReading(leccoFigure('X9'), italian, 'it').name).toBe('nome X9');
    expect(figureReading(leccoFigure('L2'), italian, 'it').name).toBe('Moltiplicatore');
  });

  it('say why a value is missing and show no number in its place', () => {
    const none = figure('L1', ratio('L1', { T: '10.00' }, '0.00', 'NO_PUBLIC_BASE'));
    expect(figureReading(none, italian, 'it')).toMatchObject({
      display: null,
      reason: italian.reason.NO_PUBLIC_BASE,
    });
    expect(reasonText('SOMETHING_NEW', italian)).toBe('Non calcolabile (codice SOMETHING_NEW).');
  });

  it('tell who brought the money', () => {
    const onlyT = figure('L1', ratio('L1', { PUBLIC: '1.00', T: '1.00', F: '0.00' }));
    expect(bringers(onlyT)).toEqual({ thirdSector: true, foundations: false });
  });

  it('explain the symbols of a formula in its own order', () => {
    expect(symbolsOf('(P + X) / P', italian).map(({ symbol }) => symbol)).toEqual(['P', 'X']);
    expect(symbolsOf('(T + F) / P', italian).map(({ symbol }) => symbol)).toEqual(['T', 'F', 'P']);
  });
});
