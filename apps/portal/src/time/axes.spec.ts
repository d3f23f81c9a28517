import { describe, expect, it } from '@jest/globals';
import { effectiveText, faultsOf, knownText, readEffective, readKnown, todayInRome } from './axes.ts';

const NOW = new Date('2026-11-22T20:00:00Z');

describe('the date of the facts', () => {
  it.each(['31/12/2018', '31.12.2018', '2018-12-31', ' 31-12-2018 '])('is read from %p', (text) => {
    expect(readEffective(text)).toEqual({ value: '2018-12-31', fault: null });
  });

  it('is today where nothing is written, and may be still to come', () => {
    expect(readEffective(' ')).toEqual({ value: null, fault: null });
    expect(readEffective('1/1/2030')).toEqual({ value: '2030-01-01', fault: null });
  });

  it.each([
    ['31/02/2024', 'NO_SUCH_DATE'],
    ['29/02/2023', 'NO_SUCH_DATE'],
    ['2024-13-01', 'NO_SUCH_DATE'],
    ['dicembre', 'DATE_FORM'],
    ['12/2018', 'DATE_FORM'],
  ])('is not read from %p: %s', (text, fault) => {
    expect(readEffective(text)).toEqual({ value: null, fault });
  });
});

describe('until when recorded', () => {
  it.each([
    ['31/12/2024', '2024-12-31T23:59:59.999+01:00'],
    ['30/06/2024', '2024-06-30T23:59:59.999+02:00'],
    ['30/06/2024 9:05', '2024-06-30T09:05:00+02:00'],
    ['184.220', '184220'],
    ['17', '17'],
    ['2026-03-31T10:00:00Z', '2026-03-31T10:00:00Z'],
  ])('is read from %p as an instant of Rome or a position', (text, value) => {
    expect(readKnown(text, NOW)).toEqual({ value, fault: null });
  });

  it('is now for today, for all of today that is recorded already is all there is', () => {
    expect(readKnown('22/11/2026', NOW)).toEqual({ value: null, fault: null });
    expect(todayInRome(new Date('2026-11-22T23:30:00Z'))).toBe('2026-11-23');
  });

  it('at the hour that comes twice is its first time', () => {
    expect(readKnown('25/10/2026 02:30', NOW).value).toBe('2026-10-25T02:30:00+02:00');
  });

  it.each([
    ['23/11/2026', 'FUTURE'],
    ['22/11/2026 22:00', 'FUTURE'],
    ['29/03/2026 02:30', 'NO_SUCH_HOUR'],
    ['31/02/2026', 'NO_SUCH_DATE'],
    ['ieri', 'KNOWN_FORM'],
    ['2026-03-31T10:00:00', 'KNOWN_FORM'],
  ])('is not read from %p: %s', (text, fault) => {
    expect(readKnown(text, NOW)).toEqual({ value: null, fault });
  });
});

describe('the axes of an address', () => {
  it('are right, or said to be wrong', () => {
    expect(faultsOf(null, null)).toEqual({ effectiveAsOf: null, knownAsOf: null });
    expect(faultsOf('2018-12-31', '17')).toEqual({ effectiveAsOf: null, knownAsOf: null });
    expect(faultsOf('2018-02-31', '2026-02-31T00:00:00Z')).toEqual({
      effectiveAsOf: 'NO_SUCH_DATE',
      knownAsOf: 'NO_SUCH_DATE',
    });
    expect(faultsOf('31/12/2018', '184.220')).toEqual({
      effectiveAsOf: 'DATE_FORM',
      knownAsOf: 'KNOWN_FORM',
    });
  });

  it('are shown as people write them', () => {
    expect(effectiveText('2018-12-31', 'it')).toBe('31/12/2018');
    expect(effectiveText('2018-02-31', 'it')).toBe('2018-02-31');
    expect(knownText('2024-12-31T23:59:59.999+01:00', 'it')).toBe('31/12/2024');
    expect(knownText('2024-06-30T07:05:00Z', 'en')).toBe('30/06/2024 09:05');
    expect(knownText('17', 'it')).toBe('17');
  });
});
