/**
 * Price indices: reference data of others for figures in real terms. One stream holds a series, and its id follows from
 * its code, so that no series enters twice. What a publisher restates is added beside what it said before.
 */
import type { Aggregate } from '../decider.ts';
import { PERIOD_FORM } from '../figures/prices.ts';
import type { Justification } from '../justification.ts';
import { Decimal, DECIMAL_FORM, positiveDecimal } from '../money.ts';
import { isRejection, reject, type Decision, type Rejection } from '../rejections.ts';
import type { IndexPoint, PriceIndexEvent, PriceIndexPublished } from './events.ts';
import { schemas } from './upcasters.ts';

/** The first points of a series. */
export interface PublishIndex {
  readonly kind: 'publish';
  readonly series: string;
  readonly title: string;
  readonly base: string;
  readonly source: string;
  readonly url: string | null;
  readonly points: readonly IndexPoint[];
}

/** Later points; values that are there change only where `restates` says so and the justification says why. */
export interface AddPoints {
  readonly kind: 'addPoints';
  readonly source: string;
  readonly url: string | null;
  readonly points: readonly IndexPoint[];
  readonly restates: boolean;
  readonly justification: Justification | null;
}

export type PriceIndexCommand = PublishIndex | AddPoints;

export interface PriceIndexState {
  /** Null before anything is published. */
  readonly about: Pick<PublishIndex, 'series' | 'title' | 'base'> | null;
  /** By period, as last published. */
  readonly points: ReadonlyMap<string, string>;
}

export const priceIndex: Aggregate<PriceIndexState, PriceIndexCommand, PriceIndexEvent> = {
  name: 'price-index',
  initial: { about: null, points: new Map() },
  evolve,
  decide,
  references: () => [],
  schemas,
};

export const SERIES_FORM = /^[A-Z][A-Za-z0-9-]{0,39}$/;
export const BASE_FORM = /^[12]\d{3}(-(0[1-9]|1[0-2]))?=100$/;
/** An event holds no more. */
export const POINTS_MAX = 400;

function evolve({ points }: PriceIndexState, { data }: PriceIndexEvent): PriceIndexState {
  const { series, title, base } = data;
  const published = data.points.map(({ period, value }) => [period, value] as const);
  return { about: { series, title, base }, points: new Map([...points, ...published]) };
}

function decide(command: PriceIndexCommand, state: PriceIndexState): Decision<PriceIndexEvent> {
  if (command.kind === 'publish') return publish(command, state);
  return state.about === null ? reject('NOT_FOUND') : addPoints(command, state.about, state.points);
}

function publish(command: PublishIndex, { about }: PriceIndexState): Decision<PriceIndexEvent> {
  const { series, title, base, source, url, points } = command;
  if (about !== null) return reject('ALREADY_REGISTERED');
  if (!SERIES_FORM.test(series)) return reject('INDEX_SERIES_MALFORMED', '/series', { found: series });
  if (title.trim() === '') return reject('TEXT_BLANK', '/title');
  if (!BASE_FORM.test(base)) return reject('INDEX_BASE_MALFORMED', '/base', { found: base });
  const data = { series, title, base, source, url, points, justification: null };
  return publicationFault(command) ?? published(data);
}

function addPoints(
  command: AddPoints,
  about: Pick<PublishIndex, 'series' | 'title' | 'base'>,
  known: PriceIndexState['points'],
): Decision<PriceIndexEvent> {
  const { source, url, points, restates, justification } = command;
  const fault = publicationFault(command) ?? restatementFault(command, known);
  if (fault !== null) return fault;
  if (points.every(({ period, value }) => isSame(known.get(period), value))) {
    return reject('INDEX_NOTHING_NEW', '/points');
  }
  return published({ ...about, source, url, points, justification: restates ? justification : null });
}

function published(data: PriceIndexPublished['data']): Decision<PriceIndexEvent> {
  return { events: [{ type: 'PriceIndexPublished', data }] };
}

function publicationFault({ source, points }: Pick<PublishIndex, 'source' | 'points'>): Rejection | null {
  if (source.trim() === '') return reject('TEXT_BLANK', '/source');
  if (points.length === 0 || points.length > POINTS_MAX) {
    const params = { found: String(points.length), limit: String(POINTS_MAX) };
    return reject('INDEX_POINTS_COUNT', '/points', params);
  }
  const seen = new Set<string>();
  for (const [i, { period, value }] of points.entries()) {
    const at = `/points/${i}`;
    if (!PERIOD_FORM.test(period)) return reject('INDEX_PERIOD_MALFORMED', `${at}/period`, { found: period });
    if (seen.has(period)) return reject('INDEX_PERIOD_REPEATED', `${at}/period`, { period });
    seen.add(period);
    const fault = valueFault(value, `${at}/value`);
    if (fault !== null) return fault;
  }
  return null;
}

function valueFault(value: string, at: string): Rejection | null {
  if (!DECIMAL_FORM.test(value)) return reject('INDEX_VALUE_MALFORMED', at, { found: value });
  const read = positiveDecimal(value, at);
  return isRejection(read) ? read : null;
}

function restatementFault(
  { points, restates, justification }: AddPoints,
  known: PriceIndexState['points'],
): Rejection | null {
  const at = points.findIndex(({ period, value }) => known.has(period) && !isSame(known.get(period), value));
  const point = points[at];
  if (restates) {
    if (justification === null) return reject('RESTATEMENT_UNJUSTIFIED', '/justification');
    return point === undefined ? reject('RESTATES_NOTHING', '/restates') : null;
  }
  if (point === undefined) return null;
  const params = { period: point.period, found: point.value, expected: known.get(point.period) ?? '' };
  return reject('INDEX_POINT_DIFFERS', `/points/${at}/value`, params);
}

/** 102.9 and 102.90 are the same value. */
function isSame(known: string | undefined, value: string): boolean {
  return known !== undefined && new Decimal(known).equals(value);
}
