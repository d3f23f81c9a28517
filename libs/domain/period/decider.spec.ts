/** The years of a partnership: closed by two people, in order, on a checklist and on what the log holds; reopened. */
import { describe, expect, it } from '@jest/globals';
import { RECORDER, specFor } from '#event-sourcing/spec';
import { circumstances } from '../../../test/support/circumstances.ts';
import { closedYear, period, type PeriodCommand, type PeriodState } from './decider.ts';
import { CHECKLIST_ITEMS, type ChecklistEntry, type PeriodEvent, type StreamRevision } from './events.ts';
import type { Snapshot } from './listing.ts';

const ID = '00000000-0000-4000-8000-00000000000a';
/** It is November 2026, and somebody else asks than the one who recorded what was given. */
const OTHERS = circumstances({ id: ID, today: '2026-11-22' });
const SAME = circumstances({ id: ID, today: '2026-11-22', actor: { id: RECORDER, org: null } });
const { given } = specFor(period, OTHERS);

const CHECKLIST: readonly ChecklistEntry[] = CHECKLIST_ITEMS.map((item) => ({
  item,
  outcome: 'DONE',
  note: null,
}));
const start = (
  year: number,
  over: Partial<Extract<PeriodCommand, { kind: 'startClosing' }>> = {},
): PeriodCommand => ({
  kind: 'startClosing',
  partnership: ID,
  year,
  firstYear: 2024,
  checklist: CHECKLIST,
  ...over,
});
const STREAMS: readonly StreamRevision[] = [
  ['contribution-0001', 3],
  ['contribution-0002', 0],
  [`partnership-${ID}`, 12],
  ['transfer-0001', 1],
];
const DIGEST = '3f'.repeat(32);
const SNAPSHOT: Snapshot = { position: '4711', streams: STREAMS, digest: DIGEST };
const close = (year: number, over: Partial<Snapshot> = {}, firstYear = 2024): PeriodCommand => ({
  kind: 'close',
  year,
  firstYear,
  snapshot: { ...SNAPSHOT, ...over },
});
const abandon = (year: number): PeriodCommand => ({ kind: 'abandonClosing', year, reason: 'manca un atto' });
const reopen = (year: number): PeriodCommand => ({ kind: 'reopen', year, reason: 'verbale n. 7/2026' });

const started = (year: number, checklist = CHECKLIST): PeriodEvent => ({
  type: 'PeriodClosingStarted',
  data: { year, checklist },
});
const abandoned = (year: number): PeriodEvent => ({
  type: 'PeriodClosingAbandoned',
  data: { year, reason: 'manca un atto' },
});
const listing = (year: number): PeriodEvent => ({
  type: 'PeriodStreamsListed',
  data: { year, part: 1, of: 1, streams: STREAMS },
});
const closed = (year: number): PeriodEvent => ({
  type: 'PeriodClosed',
  data: { year, position: '4711', streams: 4, digest: DIGEST },
});
const reopened = (year: number): PeriodEvent => ({
  type: 'PeriodReopened',
  data: { year, reason: 'verbale n. 7/2026' },
});
/** Everything that a year goes through until it is closed. */
const shut = (...years: number[]): PeriodEvent[] =>
  years.flatMap((year) => [started(year), listing(year), closed(year)]);

describe('starting to close a year', () => {
  it('keeps the checklist as it was answered', () => {
    given().when(start(2024)).thenHappens(started(2024));
    const checklist = CHECKLIST.map((entry) =>
      entry.item === 'CONTESTED'
        ? ({ ...entry, outcome: 'ACCEPTED', note: 'due ricorsi pendenti' } as const)
        : entry,
    ).toReversed();
    given().when(start(2024, { checklist })).thenHappens(started(2024, checklist));
  });

  it('needs every item of the checklist, each once', () => {
    for (const item of CHECKLIST_ITEMS) {
      const checklist = CHECKLIST.filter((entry) => entry.item !== item);
      given()
        .when(start(2024, { checklist }))
        .thenRejected({ rejected: 'CHECKLIST_INCOMPLETE', pointer: '/checklist', params: { item } });
    }
    const twice = [...CHECKLIST, { item: 'CONTESTED', outcome: 'ACCEPTED', note: 'no' } as const];
    given()
      .when(start(2024, { checklist: twice }))
      .thenRejected({
        rejected: 'CHECKLIST_ITEM_REPEATED',
        pointer: '/checklist/7/item',
        params: { item: 'CONTESTED' },
      });
  });

  it('needs a note where something open is accepted', () => {
    const checklist = CHECKLIST.map((entry) =>
      entry.item === 'UNVALUED' ? ({ ...entry, outcome: 'ACCEPTED' } as const) : entry,
    );
    given()
      .when(start(2024, { checklist }))
      .thenRejected({
        rejected: 'CHECKLIST_NOTE_MISSING',
        pointer: '/checklist/3/note',
        params: { item: 'UNVALUED' },
      });
  });

  it('is for a year that is over, from its 1 January on', () => {
    for (const year of [2026, 2027]) {
      given()
        .when(start(year, { firstYear: year }))
        .thenRejected({
          rejected: 'PERIOD_NOT_OVER',
          pointer: '/year',
          params: { year: String(year), today: '2026-11-22' },
        });
    }
    const on = (today: string) => circumstances({ id: ID, today });
    given()
      .when(start(2024), on('2024-12-31'))
      .thenRejected({ rejected: 'PERIOD_NOT_OVER', pointer: '/year' });
    given().when(start(2024), on('2025-01-01')).thenHappens(started(2024));
  });

  it('is for a year that the partnership has', () => {
    given()
      .when(start(2023))
      .thenRejected({
        rejected: 'PERIOD_BEFORE_FIRST_YEAR',
        pointer: '/year',
        params: { year: '2023', firstYear: '2024' },
      });
  });

  it('comes after every earlier year of the partnership is closed, not merely being closed', () => {
    const refused = { rejected: 'EARLIER_PERIOD_OPEN', params: { year: '2024' } };
    given().when(start(2025)).thenRejected(refused);
    given(started(2024)).when(start(2025)).thenRejected(refused);
    given(...shut(2024))
      .when(start(2025))
      .thenHappens(started(2025));
    given(...shut(2024))
      .when(start(2025, { firstYear: 2023 }))
      .thenRejected({ rejected: 'EARLIER_PERIOD_OPEN', params: { year: '2023' } });
    given(...shut(2024), reopened(2024))
      .when(start(2025))
      .thenRejected(refused);
    given()
      .when(start(2025, { firstYear: 2025 }))
      .thenHappens(started(2025));
  });

  it('happens once, until it is abandoned or the year is reopened', () => {
    given(started(2024))
      .when(start(2024))
      .thenRejected({ rejected: 'PERIOD_ALREADY_CLOSING', params: { year: '2024' } });
    given(...shut(2024))
      .when(start(2024))
      .thenRejected({ rejected: 'PERIOD_ALREADY_CLOSED', params: { year: '2024' } });
    given(started(2024), abandoned(2024)).when(start(2024)).thenHappens(started(2024));
    given(...shut(2024), reopened(2024))
      .when(start(2024))
      .thenHappens(started(2024));
  });

  it('names a partnership that must exist, and that is the one whose years these are', () => {
    expect(period.references(start(2024), period.initial, 'self')).toEqual([
      { aggregate: 'partnership', id: ID, pointer: '/partnership', missing: 'PARTNERSHIP_UNKNOWN' },
    ]);
    for (const command of [close(2024), abandon(2024), reopen(2024)]) {
      expect(period.references(command, period.initial, 'self')).toEqual([]);
    }
    given()
      .when(start(2024, { partnership: 'another' }))
      .thenRejected({ rejected: 'PARTNERSHIP_UNKNOWN', pointer: '/partnership', params: { id: 'another' } });
  });
});

describe('closing a year', () => {
  it('lists every stream of the partnership with its last revision, and sums the listing up', () => {
    given(started(2024)).when(close(2024)).thenHappens(listing(2024), closed(2024));
  });

  it('takes another person than the one who started it', () => {
    given(started(2024)).when(close(2024), SAME).thenRejected({ rejected: 'SAME_PERSON' });
    given({ by: 'second-person', told: started(2024) })
      .when(close(2024), SAME)
      .thenHappens(listing(2024), closed(2024));
    given({ by: 'second-person', told: started(2024) }, abandoned(2024), started(2024))
      .when(close(2024))
      .thenHappens(listing(2024), closed(2024));
  });

  it('comes after the closing was started, and once', () => {
    const refused = { rejected: 'PERIOD_NOT_CLOSING', params: { year: '2024' } };
    given().when(close(2024)).thenRejected(refused);
    given(started(2024), abandoned(2024)).when(close(2024)).thenRejected(refused);
    given(...shut(2024), reopened(2024))
      .when(close(2024))
      .thenRejected(refused);
    given(...shut(2024))
      .when(close(2024))
      .thenRejected({ rejected: 'PERIOD_ALREADY_CLOSED', params: { year: '2024' } });
  });

  it('is refused when the partnership has become older since the start, until those years are closed', () => {
    given(started(2024))
      .when(close(2024, {}, 2022))
      .thenRejected({ rejected: 'EARLIER_PERIOD_OPEN', params: { year: '2022' } });
    given(...shut(2022, 2023), started(2024))
      .when(close(2024, {}, 2022))
      .thenHappens(listing(2024), closed(2024));
  });

  it.each<[string, Partial<Snapshot>, string]>([
    ['no position', { position: '' }, '/position'],
    ['a position that is no whole number', { position: '12.5' }, '/position'],
    ['a position in another spelling', { position: '0012' }, '/position'],
    ['a digest in capitals', { digest: '3F'.repeat(32) }, '/digest'],
    ['a digest that is too short', { digest: '3f'.repeat(31) }, '/digest'],
    ['what is no stream', { streams: [['contribution 1', 0]] }, '/streams/0/0'],
    ['the calendar itself', { streams: [...STREAMS.slice(0, 3), [`period-${ID}`, 1]] }, '/streams/3/0'],
    ['a revision below 0', { streams: [[`partnership-${ID}`, -1]] }, '/streams/0/1'],
    ['half a revision', { streams: [[`partnership-${ID}`, 1.5]] }, '/streams/0/1'],
  ])('is refused on a snapshot with %s', (_, over, at) => {
    given(started(2024))
      .when(close(2024, over))
      .thenRejected({ rejected: 'SNAPSHOT_MALFORMED', pointer: `/snapshot${at}` });
  });

  it('is refused on streams that are not sorted by name, or twice there', () => {
    const [one, two, ...rest] = STREAMS as [StreamRevision, StreamRevision, ...StreamRevision[]];
    given(started(2024))
      .when(close(2024, { streams: [two, one, ...rest] }))
      .thenRejected({
        rejected: 'LISTING_NOT_SORTED',
        pointer: '/snapshot/streams/1',
        params: { found: 'contribution-0001', after: 'contribution-0002' },
      });
    given(started(2024))
      .when(close(2024, { streams: [one, one, two, ...rest] }))
      .thenRejected({ rejected: 'LISTING_NOT_SORTED', pointer: '/snapshot/streams/1' });
  });

  it('is refused on a listing without the partnership itself, for it always has a stream', () => {
    for (const streams of [[], STREAMS.filter(([name]) => !name.startsWith('partnership-'))]) {
      given(started(2024))
        .when(close(2024, { streams }))
        .thenRejected({ rejected: 'LISTING_INCOMPLETE', pointer: '/snapshot/streams' });
    }
  });

  it('holds for the year that was asked for and for no other', () => {
    given(...shut(2024), started(2025))
      .when(close(2025))
      .thenHappens(listing(2025), closed(2025));
    given(...shut(2024), started(2025))
      .when(close(2024))
      .thenRejected({ rejected: 'PERIOD_ALREADY_CLOSED', params: { year: '2024' } });
  });
});

describe('abandoning a closing', () => {
  it('opens the year again, by whoever', () => {
    given(started(2024)).when(abandon(2024)).thenHappens(abandoned(2024));
    given(started(2024)).when(abandon(2024), SAME).thenHappens(abandoned(2024));
  });

  it('needs a closing under way', () => {
    const refused = { rejected: 'PERIOD_NOT_CLOSING', params: { year: '2024' } };
    given().when(abandon(2024)).thenRejected(refused);
    given(...shut(2024))
      .when(abandon(2024))
      .thenRejected(refused);
    given(started(2024), abandoned(2024)).when(abandon(2024)).thenRejected(refused);
  });
});

describe('reopening a year', () => {
  it('takes another person than the one who closed it, be it the one who started', () => {
    given(...shut(2024))
      .when(reopen(2024), SAME)
      .thenRejected({ rejected: 'SAME_PERSON' });
    given(...shut(2024))
      .when(reopen(2024))
      .thenHappens(reopened(2024));
    given(started(2024), { by: 'second-person', told: closed(2024) })
      .when(reopen(2024), SAME)
      .thenHappens(reopened(2024));
  });

  it('needs a closed year', () => {
    const refused = { rejected: 'PERIOD_NOT_CLOSED', params: { year: '2024' } };
    given().when(reopen(2024)).thenRejected(refused);
    given(started(2024)).when(reopen(2024)).thenRejected(refused);
    given(...shut(2024), reopened(2024))
      .when(reopen(2024))
      .thenRejected(refused);
  });

  it('comes after every later year is open again, the latest first', () => {
    const refused = (year: string) => ({ rejected: 'LATER_PERIOD_CLOSED', params: { year } });
    given(...shut(2023, 2024, 2025))
      .when(reopen(2023))
      .thenRejected(refused('2025'));
    given(...shut(2024), started(2025))
      .when(reopen(2024))
      .thenRejected(refused('2025'));
    given(...shut(2024), started(2025), abandoned(2025))
      .when(reopen(2024))
      .thenHappens(reopened(2024));
    given(...shut(2024, 2025), reopened(2025))
      .when(reopen(2024))
      .thenHappens(reopened(2024));
  });

  it('lets the year be closed again, on another snapshot', () => {
    const streams: StreamRevision[] = [[`partnership-${ID}`, 13]];
    const again = { position: '5000', streams, digest: 'a0'.repeat(32) };
    given(...shut(2024), reopened(2024), started(2024))
      .when(close(2024, again))
      .thenHappens(
        { type: 'PeriodStreamsListed', data: { year: 2024, part: 1, of: 1, streams } },
        { type: 'PeriodClosed', data: { year: 2024, position: '5000', streams: 1, digest: again.digest } },
      );
  });
});

function stateAfter(...events: readonly PeriodEvent[]): PeriodState {
  return events.reduce((state, event) => period.evolve(state, event, RECORDER), period.initial);
}

describe('whether something may enter', () => {
  const span = (from: string, to: string) => ({ from, to });
  const state = stateAfter(...shut(2022, 2023), started(2024));

  it.each<[string, string, number | null]>([
    ['2021-12-31', '2021-12-31', 2021],
    ['2021-12-31', '2022-01-01', 2021],
    ['2022-12-31', '2022-12-31', 2022],
    ['2023-06-01', '2024-06-01', 2023],
    ['2024-12-31', '2025-01-01', 2024],
    ['2025-01-01', '2026-12-31', null],
    ['2015-01-01', '2026-12-31', 2015],
  ])('what is effective from %s to %s meets %p as its first closed year', (from, to, year) => {
    expect(closedYear(state, span(from, to))).toBe(year);
  });

  it('is so again after a closing was abandoned or a year reopened, and from the beginning', () => {
    const whole = span('2024-01-01', '2024-12-31');
    expect(closedYear(period.initial, whole)).toBeNull();
    expect(closedYear(stateAfter(started(2024)), whole)).toBe(2024);
    expect(closedYear(stateAfter(started(2024), abandoned(2024)), whole)).toBeNull();
    expect(closedYear(stateAfter(...shut(2024)), whole)).toBe(2024);
    expect(closedYear(stateAfter(...shut(2024), reopened(2024)), whole)).toBeNull();
  });

  it('the state before an event stays as it was', () => {
    const before = stateAfter(started(2024));
    period.evolve(before, abandoned(2024), RECORDER);
    expect(before).toEqual(stateAfter(started(2024)));
  });
});
