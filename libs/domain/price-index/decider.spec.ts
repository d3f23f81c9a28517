/** A price index is published once, grows, and changes a value that is there only when somebody says so and why. */
import { describe, it } from '@jest/globals';
import { specFor } from '#event-sourcing/spec';
import { circumstances } from '../../../test/support/circumstances.ts';
import type { Justification } from '../justification.ts';
import { priceIndex, type AddPoints, type PriceIndexCommand, type PublishIndex } from './decider.ts';
import type { IndexPoint, PriceIndexEvent } from './events.ts';

const { given } = specFor(priceIndex, circumstances());

const ABOUT = { series: 'FOI-XT', title: 'FOI senza tabacchi', base: '2015=100' };
const FROM = { source: 'ISTAT, comunicato di esempio', url: null };
const WHY: Justification = { reason: 'SOURCE_CHANGED', reference: 'Comunicato di rettifica, esempio' };
const POINTS: readonly IndexPoint[] = [
  { period: '2021-01', value: '102.9' },
  { period: '2022', value: '110.6' },
];

const publish = (over: Partial<PublishIndex> = {}): PriceIndexCommand => ({
  kind: 'publish',
  ...ABOUT,
  ...FROM,
  points: POINTS,
  ...over,
});
const add = (points: readonly IndexPoint[], over: Partial<AddPoints> = {}): PriceIndexCommand => ({
  kind: 'addPoints',
  ...FROM,
  points,
  restates: false,
  justification: null,
  ...over,
});
const published = (
  points: readonly IndexPoint[] = POINTS,
  justification: Justification | null = null,
): PriceIndexEvent => ({
  type: 'PriceIndexPublished',
  data: { ...ABOUT, ...FROM, points, justification },
});
const many = (count: number): IndexPoint[] =>
  Array.from({ length: count }, (_, i) => ({
    period: `${1990 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
    value: '100',
  }));

describe('publishing an index', () => {
  it('keeps its points as they were published', () => {
    given().when(publish()).thenHappens(published());
    given()
      .when(publish({ base: '2010-12=100' }))
      .thenHappens({
        type: 'PriceIndexPublished',
        data: { ...ABOUT, ...FROM, base: '2010-12=100', points: POINTS, justification: null },
      });
  });

  it('happens once for a series', () => {
    given(published()).when(publish()).thenRejected({ rejected: 'ALREADY_REGISTERED' });
  });

  it('takes 1 to 400 points at a time', () => {
    given()
      .when(publish({ points: many(400) }))
      .thenHappens(published(many(400)));
    for (const count of [0, 401]) {
      given()
        .when(publish({ points: many(count) }))
        .thenRejected({
          rejected: 'INDEX_POINTS_COUNT',
          pointer: '/points',
          params: { found: String(count), limit: '400' },
        });
    }
  });

  it.each<[string, Partial<PublishIndex>, string, string]>([
    ['a series in small letters', { series: 'foi' }, 'INDEX_SERIES_MALFORMED', '/series'],
    ['a series with a blank', { series: 'FOI XT' }, 'INDEX_SERIES_MALFORMED', '/series'],
    ['a series of 41 characters', { series: 'F'.repeat(41) }, 'INDEX_SERIES_MALFORMED', '/series'],
    ['a base without its 100', { base: '2015' }, 'INDEX_BASE_MALFORMED', '/base'],
    ['a base of 1', { base: '2015=1' }, 'INDEX_BASE_MALFORMED', '/base'],
    ['a base in a month that there is not', { base: '2015-13=100' }, 'INDEX_BASE_MALFORMED', '/base'],
    ['a blank title', { title: ' ' }, 'TEXT_BLANK', '/title'],
    ['a blank source', { source: '' }, 'TEXT_BLANK', '/source'],
  ])('is refused with %s', (_, over, rejected, pointer) => {
    given().when(publish(over)).thenRejected({ rejected, pointer });
  });

  it.each<[string, IndexPoint, string, string]>([
    ['a day', { period: '2021-01-31', value: '1' }, 'INDEX_PERIOD_MALFORMED', '/points/2/period'],
    ['a month 13', { period: '2021-13', value: '1' }, 'INDEX_PERIOD_MALFORMED', '/points/2/period'],
    ['half a month', { period: '2021-1', value: '1' }, 'INDEX_PERIOD_MALFORMED', '/points/2/period'],
    [
      'a month that is there',
      { period: '2021-01', value: '102.9' },
      'INDEX_PERIOD_REPEATED',
      '/points/2/period',
    ],
    ['a comma', { period: '2021', value: '102,9' }, 'INDEX_VALUE_MALFORMED', '/points/2/value'],
    ['an exponent', { period: '2021', value: '1e2' }, 'INDEX_VALUE_MALFORMED', '/points/2/value'],
    ['no value', { period: '2021', value: '' }, 'INDEX_VALUE_MALFORMED', '/points/2/value'],
    ['zero', { period: '2021', value: '0.0' }, 'QUANTITY_NOT_POSITIVE', '/points/2/value'],
    ['less than zero', { period: '2021', value: '-1' }, 'QUANTITY_NOT_POSITIVE', '/points/2/value'],
    ['seven decimals', { period: '2021', value: '1.0000001' }, 'QUANTITY_TOO_PRECISE', '/points/2/value'],
  ])('is refused with a point of %s, later as at first', (_, point, rejected, pointer) => {
    given()
      .when(publish({ points: [...POINTS, point] }))
      .thenRejected({ rejected, pointer });
    given(published())
      .when(add([...POINTS, point]))
      .thenRejected({ rejected, pointer });
  });
});

describe('adding points', () => {
  const NEW = { period: '2024-10', value: '120.1' };

  it('adds periods, beside those that are there with the same value', () => {
    given(published())
      .when(add([NEW]))
      .thenHappens(published([NEW]));
    const again = [{ period: '2022', value: '110.60' }, NEW];
    given(published()).when(add(again)).thenHappens(published(again));
  });

  it('is refused where it would change a value unsaid', () => {
    given(published())
      .when(add([NEW, { period: '2022', value: '110.7' }]))
      .thenRejected({
        rejected: 'INDEX_POINT_DIFFERS',
        pointer: '/points/1/value',
        params: { period: '2022', found: '110.7', expected: '110.6' },
      });
    given(published())
      .when(add([{ period: '2022', value: '110.7' }], { justification: WHY }))
      .thenRejected({ rejected: 'INDEX_POINT_DIFFERS', pointer: '/points/0/value' });
  });

  it('changes a value when it says so, with the reason', () => {
    const restatement = [{ period: '2022', value: '110.7' }, NEW];
    given(published())
      .when(add(restatement, { restates: true, justification: WHY }))
      .thenHappens(published(restatement, WHY));
    given(published())
      .when(add(restatement, { restates: true }))
      .thenRejected({ rejected: 'RESTATEMENT_UNJUSTIFIED', pointer: '/justification' });
  });

  it('holds against the value last published, not against the first', () => {
    const restatement = published([{ period: '2022', value: '110.7' }], WHY);
    given(published(), restatement)
      .when(add([{ period: '2022', value: '110.6' }, NEW]))
      .thenRejected({
        rejected: 'INDEX_POINT_DIFFERS',
        params: { period: '2022', found: '110.6', expected: '110.7' },
        pointer: '/points/0/value',
      });
  });

  it('is refused where it says that it restates and does not', () => {
    given(published())
      .when(add([NEW], { restates: true, justification: WHY }))
      .thenRejected({ rejected: 'RESTATES_NOTHING', pointer: '/restates' });
  });

  it('is refused where all of it is there already, and before anything is published', () => {
    given(published()).when(add(POINTS)).thenRejected({ rejected: 'INDEX_NOTHING_NEW', pointer: '/points' });
    given()
      .when(add([NEW]))
      .thenRejected({ rejected: 'NOT_FOUND' });
  });

  it('keeps no reason where nothing is restated', () => {
    given(published())
      .when(add([NEW], { justification: WHY }))
      .thenHappens(published([NEW]));
  });
});
