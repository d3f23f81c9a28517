import { describe, expect, it } from '@jest/globals';
import {
  formatAmount,
  formatChange,
  formatCount,
  formatDate,
  formatDisplay,
  formatInstant,
  formatMoney,
  formatPartialDate,
  formatPerEuro,
  formatQuantity,
  formatShare,
  formatTick,
} from './format.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const percent = (text: string, approximate = false) => ({ form: 'percent' as const, text, approximate });

describe('formatAmount', () => {
  it.each([
    ['0.00', '0,00', '0.00'],
    ['7.50', '7,50', '7.50'],
    ['999.00', '999,00', '999.00'],
    ['1234.50', '1.234,50', '1,234.50'],
    ['-1234.50', '-1.234,50', '-1,234.50'],
    ['40909090.91', '40.909.090,91', '40,909,090.91'],
    ['999999999999999.99', '999.999.999.999.999,99', '999,999,999,999,999.99'],
    ['123456', '123.456', '123,456'],
  ])('%s', (amount, italian, english) => {
    expect(formatAmount(amount, 'it')).toBe(italian);
    expect(formatAmount(amount, 'en')).toBe(english);
  });

  it('keeps every digit that a binary number would lose', () => {
    expect(formatAmount('900719925474099.37', 'it')).toBe('900.719.925.474.099,37');
  });

  it('refuses what is not a decimal string', () => {
    expect(() => formatAmount('1e6', 'it')).toThrow(RangeError);
  });
});

describe('money and ratios', () => {
  it('puts the currency where each language wants it', () => {
    expect(formatMoney(eur('9000000.00'), 'it')).toBe('9.000.000,00\u00a0€');
    expect(formatMoney(eur('9000000.00'), 'en')).toBe('€9,000,000.00');
    expect(formatMoney(eur('-5000.00'), 'en')).toBe('-€5,000.00');
    expect(formatMoney({ amount: '10.00', currency: 'CHF' }, 'en')).toBe('CHF\u00a010.00');
    expect(formatMoney({ amount: '10.00', currency: 'CHF' }, 'it')).toBe('10,00\u00a0CHF');
  });

  it('localises the text the service rounded, and marks what is approximate', () => {
    expect(formatDisplay(percent('22', true), 'it')).toBe('≈\u00a022\u00a0%');
    expect(formatDisplay(percent('22', true), 'en')).toBe('≈\u00a022%');
    expect(formatDisplay(percent('14.67'), 'it')).toBe('14,67\u00a0%');
    expect(formatDisplay({ form: 'multiple', text: '1.22', approximate: false }, 'it')).toBe('1,22');
    expect(formatDisplay({ form: 'perEuro', text: '0.2200', approximate: false }, 'it')).toBe(
      '0,2200\u00a0€',
    );
  });

  it('says a ratio as euro for each public euro', () => {
    expect(formatPerEuro('0.2199999999951', 'it')).toBe('0,22\u00a0€');
    expect(formatPerEuro('0.0004', 'it')).toBe('0,0004\u00a0€');
    expect(formatPerEuro('-0.05', 'en')).toBe('-€0.05');
  });

  it('prints shares as percentages exactly', () => {
    expect(formatShare('0.22', 'it')).toBe('22\u00a0%');
    expect(formatShare('1.0000', 'it')).toBe('100\u00a0%');
    expect(formatShare('0.9995', 'en')).toBe('99.95%');
    expect(formatShare('0.005', 'it')).toBe('0,5\u00a0%');
    expect(formatShare('2', 'en')).toBe('200%');
  });
});

describe('counts and dates', () => {
  it('always groups and never shortens', () => {
    expect(formatCount('1234', 'it')).toBe('1.234');
    expect(formatCount('9007199254740993', 'en')).toBe('9,007,199,254,740,993');
    expect(formatTick(1234.5, 'it')).toBe('1.234,5');
  });

  it('writes days and months with two digits', () => {
    expect(formatDate('2024-01-05', 'it')).toBe('05/01/2024');
    expect(formatDate('2026-11-22', 'en')).toBe('22/11/2026');
  });

  it('tells an instant as the clocks of Rome show it', () => {
    expect(formatInstant('2024-06-30T22:05:00.000Z', 'it')).toBe('01/07/2024 00:05');
    expect(formatInstant('2024-01-05T09:30:00.000Z', 'en')).toBe('05/01/2024 10:30');
  });

  it('reads minutes as hours and leaves other units as they are', () => {
    expect(formatQuantity('84000', 'MINUTE', 'it')).toBe('1.400');
    expect(formatQuantity('90', 'MINUTE', 'en')).toBe('1.50');
    expect(formatQuantity('12.5', 'KM', 'it')).toBe('12,50');
  });

  it('says in which direction an amount goes', () => {
    expect(formatChange(eur('5.00'), 'it')).toBe('+5,00\u00a0€');
    expect(formatChange(eur('-5.00'), 'en')).toBe('-€5.00');
    expect(formatChange(eur('0.00'), 'it')).toBe('0,00\u00a0€');
  });

  it('says no more of a date than the source said', () => {
    expect(formatPartialDate('2018', 'it')).toBe('2018');
    expect(formatPartialDate('2018-12', 'it')).toBe('dicembre 2018');
    expect(formatPartialDate('2018-12', 'en')).toBe('December 2018');
    expect(formatPartialDate('2018-12-03', 'it')).toBe('03/12/2018');
    expect(formatPartialDate('winter 2018', 'en')).toBe('winter 2018');
  });
});
