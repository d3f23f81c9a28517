/**
 * The calendar of one partnership: which of its years are being closed or are closed. One stream holds all its years,
 * `period-<id of the partnership>`, because the rules are about their order: a year closes after the earlier ones and
 * reopens after the later ones, and two streams could pass each other between the look and the writing. Whatever
 * enters the partnership is tied to this one stream for the same reason.
 */
import { yearOf, type Span } from '../calendar.ts';
import type { Aggregate, Circumstances, Reference } from '../decider.ts';
import { isRejection, reject, type Decision, type Rejection } from '../rejections.ts';
import { CHECKLIST_ITEMS, type ChecklistEntry, type PeriodEvent } from './events.ts';
import {
  listed,
  listedSoFar,
  listingFault,
  snapshotFault,
  type ListedSoFar,
  type Snapshot,
  type Step,
} from './listing.ts';
import { schemas } from './upcasters.ts';

export interface StartClosing {
  readonly kind: 'startClosing';
  readonly partnership: string;
  readonly year: number;
  /** First year the partnership has: the year it begins, or of the first day anything in it is effective. */
  readonly firstYear: number;
  /** Every item of `CHECKLIST_ITEMS` once. */
  readonly checklist: readonly ChecklistEntry[];
}

/**
 * The domain sees one stream and no log, so the caller answers for the snapshot: after the `PeriodClosingStarted` is
 * in the log, wait until the read model has folded it, then take one position of the read model from there on and
 * list every stream of the partnership as of that position: its own, its contributions, its transfers, its
 * publications; not this one.
 * Compare the revisions with the log itself, sort by name, digest `listingText`, and close. Nothing effective in the
 * year can have entered since the start, on a store that ties appends to other streams (`EventStore.checksOthers`);
 * on another one, a projection reports what slipped in.
 */
export interface ClosePeriod {
  readonly kind: 'close';
  readonly year: number;
  readonly firstYear: number;
  readonly snapshot: Snapshot;
}

/** What one append cannot hold is listed before: see `inAppends`. */
export interface ListStreams extends Step {
  readonly kind: 'listStreams';
  readonly year: number;
}

export interface AbandonClosing {
  readonly kind: 'abandonClosing';
  readonly year: number;
  readonly reason: string;
}

export interface ReopenPeriod {
  readonly kind: 'reopen';
  readonly year: number;
  readonly reason: string;
}

export type PeriodCommand = StartClosing | ListStreams | ClosePeriod | AbandonClosing | ReopenPeriod;

export type YearState =
  | { readonly phase: 'CLOSING'; readonly startedBy: string; readonly listed?: ListedSoFar }
  | { readonly phase: 'CLOSED'; readonly closedBy: string };

export interface PeriodState {
  /** Years that are not here are open: never closed, or reopened. */
  readonly years: ReadonlyMap<number, YearState>;
}

export const period: Aggregate<PeriodState, PeriodCommand, PeriodEvent> = {
  name: 'period',
  initial: { years: new Map() },
  evolve,
  decide,
  references,
  schemas,
};

function evolve(state: PeriodState, event: PeriodEvent, by: string): PeriodState {
  const years = new Map(state.years);
  const { year } = event.data;
  switch (event.type) {
    case 'PeriodClosingStarted':
      years.set(year, { phase: 'CLOSING', startedBy: by });
      return { years };
    case 'PeriodClosed':
      years.set(year, { phase: 'CLOSED', closedBy: by });
      return { years };
    case 'PeriodClosingAbandoned':
    case 'PeriodReopened':
      years.delete(year);
      return { years };
    case 'PeriodStreamsListed': {
      const before = years.get(year);
      if (before?.phase !== 'CLOSING') return state;
      years.set(year, { ...before, listed: listedSoFar(before.listed, event.data) });
      return { years };
    }
  }
}

function decide(
  command: PeriodCommand,
  state: PeriodState,
  circumstances: Circumstances,
): Decision<PeriodEvent> {
  switch (command.kind) {
    case 'startClosing':
      return startClosing(command, state, circumstances);
    case 'listStreams':
      return listStreams(command, state, circumstances);
    case 'close':
      return close(command, state, circumstances);
    case 'abandonClosing':
      return abandonClosing(command, state);
    case 'reopen':
      return reopen(command, state, circumstances);
  }
}

/**
 * The first year of the span into which nothing may enter any more, or null. The latest year that is shut is a
 * watermark: every year before it is shut with it, also one in which there was nothing yet to close.
 */
export function closedYear({ years }: PeriodState, { from }: Span): number | null {
  const first = yearOf(from);
  for (const year of years.keys()) if (first <= year) return first;
  return null;
}

function startClosing(
  { partnership, year, firstYear, checklist }: StartClosing,
  state: PeriodState,
  { id, today }: Circumstances,
): Decision<PeriodEvent> {
  if (partnership !== id) return reject('PARTNERSHIP_UNKNOWN', '/partnership', { id: partnership });
  const phase = state.years.get(year)?.phase;
  if (phase === 'CLOSING') return reject('PERIOD_ALREADY_CLOSING', undefined, { year: String(year) });
  if (phase === 'CLOSED') return reject('PERIOD_ALREADY_CLOSED', undefined, { year: String(year) });
  if (!(year < yearOf(today))) return reject('PERIOD_NOT_OVER', '/year', { year: String(year), today });
  const fault = orderFault(year, firstYear, state) ?? checklistFault(checklist);
  if (fault !== null) return fault;
  return { events: [{ type: 'PeriodClosingStarted', data: { year, checklist } }] };
}

function listStreams(
  command: ListStreams,
  state: PeriodState,
  circumstances: Circumstances,
): Decision<PeriodEvent> {
  const { year, after, of, streams } = command;
  const closing = beingClosed(year, state, circumstances);
  if (isRejection(closing)) return closing;
  const fault = listingFault(command, circumstances.id, closing.listed);
  return fault ?? { events: listed(year, streams, after, of) };
}

function close(
  { year, firstYear, snapshot }: ClosePeriod,
  state: PeriodState,
  circumstances: Circumstances,
): Decision<PeriodEvent> {
  const closing = beingClosed(year, state, circumstances);
  if (isRejection(closing)) return closing;
  const fault =
    orderFault(year, firstYear, state) ??
    snapshotFault(snapshot, circumstances.id, '/snapshot', closing.listed);
  if (fault !== null) return fault;
  const { position, streams, digest, after = 0 } = snapshot;
  const count = (after === 0 ? 0 : (closing.listed?.streams ?? 0)) + streams.length;
  const data = { year, position, streams: count, digest };
  return { events: [...listed(year, streams, after), { type: 'PeriodClosed', data }] };
}

/** Four eyes: who started the closing, and looked through the checklist, does not conclude it. */
function beingClosed(
  year: number,
  { years }: PeriodState,
  { actor }: Circumstances,
): Extract<YearState, { phase: 'CLOSING' }> | Rejection {
  const before = years.get(year);
  if (before?.phase === 'CLOSED') return reject('PERIOD_ALREADY_CLOSED', undefined, { year: String(year) });
  if (before === undefined) return reject('PERIOD_NOT_CLOSING', undefined, { year: String(year) });
  return before.startedBy === actor.id ? reject('SAME_PERSON') : before;
}

/** Whoever started it may also abandon it: until it is concluded, nothing rests on it. */
function abandonClosing({ year, reason }: AbandonClosing, state: PeriodState): Decision<PeriodEvent> {
  if (state.years.get(year)?.phase !== 'CLOSING') {
    return reject('PERIOD_NOT_CLOSING', undefined, { year: String(year) });
  }
  return { events: [{ type: 'PeriodClosingAbandoned', data: { year, reason } }] };
}

/** A later year was closed on the figures of this one: it is reopened first, the latest before the others. */
function reopen(
  { year, reason }: ReopenPeriod,
  state: PeriodState,
  { actor }: Circumstances,
): Decision<PeriodEvent> {
  const before = state.years.get(year);
  if (before?.phase !== 'CLOSED') return reject('PERIOD_NOT_CLOSED', undefined, { year: String(year) });
  const latest = Math.max(...state.years.keys());
  if (latest > year) return reject('LATER_PERIOD_CLOSED', undefined, { year: String(latest) });
  if (before.closedBy === actor.id) return reject('SAME_PERSON');
  return { events: [{ type: 'PeriodReopened', data: { year, reason } }] };
}

/** Asked again when the closing is concluded: the first year may have become an earlier one in between. */
function orderFault(year: number, firstYear: number, { years }: PeriodState): Rejection | null {
  if (!(year >= firstYear)) {
    const params = { year: String(year), firstYear: String(firstYear) };
    return reject('PERIOD_BEFORE_FIRST_YEAR', '/year', params);
  }
  for (let earlier = firstYear; earlier < year; earlier += 1) {
    if (years.get(earlier)?.phase === 'CLOSED') continue;
    return reject('EARLIER_PERIOD_OPEN', undefined, { year: String(earlier) });
  }
  return null;
}

function checklistFault(checklist: readonly ChecklistEntry[]): Rejection | null {
  for (const [i, { item, outcome, note }] of checklist.entries()) {
    const at = `/checklist/${i}`;
    if (checklist.findIndex((entry) => entry.item === item) < i) {
      return reject('CHECKLIST_ITEM_REPEATED', `${at}/item`, { item });
    }
    if (outcome === 'ACCEPTED' && note === null) {
      return reject('CHECKLIST_NOTE_MISSING', `${at}/note`, { item });
    }
  }
  const item = CHECKLIST_ITEMS.find((each) => !checklist.some((entry) => entry.item === each));
  return item === undefined ? null : reject('CHECKLIST_INCOMPLETE', '/checklist', { item });
}

function references(command: PeriodCommand): readonly Reference[] {
  if (command.kind !== 'startClosing') return [];
  const id = command.partnership;
  return [{ aggregate: 'partnership', id, pointer: '/partnership', missing: 'PARTNERSHIP_UNKNOWN' }];
}
