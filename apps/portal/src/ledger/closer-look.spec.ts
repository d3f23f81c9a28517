import { describe, expect, it } from '@jest/globals';
import { dictionaries } from '../i18n/dictionaries.ts';
import { figure, ratio } from '../testing/figures.ts';
import { yearsOf } from './price-years.ts';
import { cardReadings, figureReading } from './readings.ts';
import { barWidths, BAR_WIDTH } from './stage-bars.ts';

const months = (year: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    period: `${year}-${String(index + 1).padStart(2, '0')}`,
    value: '100',
  }));

describe('years whose prices an index tells', () => {
  it('have a point of their own or of each month, the newest first', () => {
    const points = [{ period: '2021', value: '102.9' }, ...months(2022, 12), ...months(2023, 11)];
    expect(yearsOf({ points })).toEqual(['2022', '2021']);
  });
});

describe('bars of the stages', () => {
  it('are beside the largest amount; what is there at all is seen, what is negative has none', () => {
    expect(barWidths(['200.00', '100.00', '0.01', '0.00', '-5.00'])).toEqual([
      BAR_WIDTH,
      BAR_WIDTH / 2,
      2,
      0,
      0,
    ]);
  });

  it('are none where nothing stands', () => {
    expect(barWidths(['0.00', '0.00'])).toEqual([0, 0]);
  });
});

describe('a figure over things of which some have no value yet', () => {
  const sides = { PUBLIC: '100.00', T: '25.00' };
  const display = { form: 'percent', text: '25.00', approximate: false } as const;
  const whole = {
    ...ratio('L1', sides, '0.00', 'UNVALUED_UNITS'),
    valuedOnly: { value: '0.25', reason: null, display },
  };

  it('has no number of its own, but one over what has a value', () => {
    const reading = figureReading(figure('L1', whole), dictionaries.it, 'it');
    expect(reading).toMatchObject({ display: null, valuedOnly: display });
    expect(reading.reason).toContain('non hanno ancora un valore');
  });

  it('gives its parts no number of their own either', () => {
    const [part] = cardReadings([figure('L1', whole)], dictionaries.it, 'it');
    expect(part?.key).toBe('L1-T');
    expect(part?.display).toBeNull();
    expect(part?.valuedOnly).not.toBeNull();
  });
});
