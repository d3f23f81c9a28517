/** Working time is whole minutes, written as an ISO 8601 duration. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { durationOf, minutesOf } from './quantities.ts';

describe('a duration', () => {
  it.each([
    ['PT137H30M', 8_250],
    ['PT2H', 120],
    ['PT90M', 90],
    ['PT0M', 0],
    ['PT0H1M', 1],
    ['PT9999999H59M', 599_999_999],
  ])('%s is %s minutes', (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });

  it.each([
    'PT',
    'P1D',
    'PT1.5H',
    'PT30S',
    '137:30',
    'PT1M1H',
    'pt1h',
    'PT-1H',
    'PT1H ',
    '',
    'PT12345678H',
    'PT5',
  ])('is not %p', (text) => {
    expect(minutesOf(text)).toBeNull();
  });

  it.each([
    [8_250, 'PT137H30M'],
    [120, 'PT2H'],
    [59, 'PT59M'],
    [0, 'PT0M'],
  ])('of %s minutes is written %s', (minutes, text) => {
    expect(durationOf(minutes)).toBe(text);
  });

  it('is read again as what was written', () => {
    fc.assert(
      fc.property(fc.nat({ max: 599_999_999 }), (minutes) => {
        expect(minutesOf(durationOf(minutes))).toBe(minutes);
      }),
    );
  });

  it('that can be sent in is read again in the form in which it is shown', () => {
    const sent = minutesOf('PT999999M');
    expect(sent).toBe(999_999);
    expect(minutesOf(durationOf(sent ?? 0))).toBe(999_999);
    expect(minutesOf('PT999999999M')).toBeNull();
  });
});
