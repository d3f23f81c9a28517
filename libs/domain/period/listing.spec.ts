/** A long listing: cut into events that fit into the log, whole when put together again. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_APPEND_BYTES } from '#event-log/event-log';
import { canonicalJson } from '#event-log/canonical-json';
import { MAX_EVENT_BYTES } from '#event-log/envelope';
import { isRejection } from '../rejections.ts';
import { circumstances } from '../../../test/support/circumstances.ts';
import { period, type PeriodCommand, type PeriodState } from './decider.ts';
import type { PeriodEvent, StreamRevision } from './events.ts';
import { inAppends, listed, listingText, snapshotFault } from './listing.ts';

const ID = '00000000-0000-4000-8000-00000000000a';
/** More than an envelope takes besides its data. */
const ENVELOPE_BYTES = 1_000;

const bytesOf = (event: PeriodEvent): number => canonicalJson(event.data).length + ENVELOPE_BYTES;

/** As many contributions as that, sorted, with the partnership at the end. */
function streamsOf(contributions: number): StreamRevision[] {
  const of = (i: number) => `contribution-00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
  const own: StreamRevision = [`partnership-${ID}`, 0];
  return [...Array.from({ length: contributions }, (_, i): StreamRevision => [of(i), i % 30]), own];
}

const snapshot = (streams: readonly StreamRevision[]) => ({
  position: '1',
  digest: '00'.repeat(32),
  streams,
});

describe('a listing', () => {
  it('has as its text one line for each stream: its name, a blank, its last revision', () => {
    expect(listingText(streamsOf(2))).toBe(
      'contribution-00000000-0000-4000-8000-000000000000 0\n' +
        'contribution-00000000-0000-4000-8000-000000000001 1\n' +
        'partnership-00000000-0000-4000-8000-00000000000a 0\n',
    );
    expect(listingText([])).toBe('');
  });

  it('has a digest that anybody can work out with sha256sum', () => {
    // printf 'partnership-00000000-0000-4000-8000-00000000000a 0\n' | sha256sum
    expect(
      createHash('sha256')
        .update(listingText(streamsOf(0)))
        .digest('hex'),
    ).toBe('029e0cbd31bb49d5c0cda65c42bbbf8ee038d1150b9fc6bb0ab040620575a902');
  });

  it('of any streams is cut into numbered parts that fit and together are the listing', () => {
    const name = fc.integer({ min: 1, max: 128 }).map((length) => `thing-${'x'.repeat(length)}`);
    const stream = fc.tuple(name, fc.oneof(fc.nat({ max: 40 }), fc.maxSafeNat()));
    const streams = fc.array(stream, { minLength: 1, maxLength: 2_000, size: 'max' });
    let most = 0;
    fc.assert(
      fc.property(streams, (all) => {
        const parts = listed(2024, all);
        most = Math.max(most, parts.length);
        expect(parts.flatMap(({ data }) => data.streams)).toEqual(all);
        expect(parts.map(({ data }) => [data.year, data.part, data.of])).toEqual(
          parts.map((_, i) => [2024, i + 1, parts.length]),
        );
        for (const part of parts) expect(bytesOf(part)).toBeLessThan(52_000);
        for (const { data } of parts) expect(data.streams.length).toBeGreaterThan(0);
      }),
      // Shrinking lists this long takes minutes and explains nothing.
      { numRuns: 50, endOnFailure: true },
    );
    expect(most).toBeGreaterThan(2);
  });

  it('of 2,000 contributions takes three parts, each well within an event', () => {
    const parts = listed(2024, streamsOf(2_000));
    expect(parts).toHaveLength(3);
    for (const part of parts) expect(bytesOf(part)).toBeLessThan(MAX_EVENT_BYTES);
  });

  it('of 16,000 contributions fits into one append with its closing; one that would not is refused', () => {
    const asked = (streams: readonly StreamRevision[]) =>
      period.decide(
        { kind: 'close', year: 2024, firstYear: 2024, snapshot: snapshot(streams) },
        { years: new Map([[2024, { phase: 'CLOSING', startedBy: 'somebody' }]]) },
        circumstances({ id: ID }),
      );
    const fits = asked(streamsOf(16_000));
    if (isRejection(fits)) throw new Error(`refused: ${fits.rejected}`);
    expect(fits.events.reduce((sum, event) => sum + bytesOf(event), 0)).toBeLessThan(MAX_APPEND_BYTES);
    expect(fits.events.at(-1)).toMatchObject({ type: 'PeriodClosed', data: { streams: 16_001 } });
    expect(asked(streamsOf(17_000))).toMatchObject({
      rejected: 'LISTING_TOO_LONG',
      pointer: '/snapshot/streams',
      params: { found: '17001', limit: '950000' },
    });
  });

  it('at its limit still leaves room for the envelopes of an append', () => {
    const most = (n: number) => snapshotFault(snapshot(streamsOf(n)), ID, '') === null;
    let [fits, not] = [16_000, 17_000];
    while (not - fits > 1) {
      const middle = Math.floor((fits + not) / 2);
      if (most(middle)) fits = middle;
      else not = middle;
    }
    const total = listed(2024, streamsOf(fits)).reduce((sum, event) => sum + bytesOf(event), 0);
    expect(total).toBeGreaterThan(940_000);
    expect(total + ENVELOPE_BYTES + 200).toBeLessThan(MAX_APPEND_BYTES);
  });
});

describe('a listing that one append cannot hold', () => {
  const CLOSING: PeriodState = { years: new Map([[2024, { phase: 'CLOSING', startedBy: 'somebody' }]]) };
  const ALL = streamsOf(40_000);
  const { steps, rest } = inAppends(ALL);
  const step = (index: number, over: object = {}): PeriodCommand => {
    const asked = steps[index];
    if (asked === undefined) throw new Error(`there are ${steps.length} steps`);
    return { kind: 'listStreams', year: 2024, ...asked, ...over };
  };
  const close = (over: object = {}): PeriodCommand => ({
    kind: 'close',
    year: 2024,
    firstYear: 2024,
    snapshot: { position: '1', digest: '00'.repeat(32), ...rest, ...over },
  });
  const decided = (command: PeriodCommand, state: PeriodState) =>
    period.decide(command, state, circumstances({ id: ID }));

  /** What the log holds after these commands, each of which must be accepted in one append. */
  function told(commands: readonly PeriodCommand[], from = CLOSING) {
    let state = from;
    const events: PeriodEvent[] = [];
    for (const command of commands) {
      const decision = decided(command, state);
      if (isRejection(decision)) throw new Error(JSON.stringify(decision));
      const bytes = decision.events.reduce((sum, event) => sum + bytesOf(event), 0);
      expect(bytes).toBeLessThan(MAX_APPEND_BYTES);
      for (const event of decision.events) state = period.evolve(state, event, 'another');
      events.push(...decision.events);
    }
    return { state, events };
  }

  it('is listed step by step while the year is being closed, and the closing sums up all of it', () => {
    expect(steps).toHaveLength(2);
    const { events, state } = told([step(0), step(1), close()]);
    const parts = events.filter((event) => event.type === 'PeriodStreamsListed').map(({ data }) => data);
    expect(parts.flatMap(({ streams }) => streams)).toEqual(ALL);
    expect(parts.map(({ part, of }) => [part, of])).toEqual(parts.map((_, i) => [i + 1, parts.length]));
    expect(events.at(-1)).toMatchObject({ type: 'PeriodClosed', data: { streams: 40_001 } });
    expect(state.years.get(2024)?.phase).toBe('CLOSED');
  });

  it('that broke off begins again from the first part, whatever was listed before', () => {
    const broken = told([step(0), step(1)]).state;
    const { events } = told([step(0), step(1), close()], broken);
    expect(events.at(-1)).toMatchObject({ data: { streams: 40_001 } });
  });

  it('is refused where it does not go on from the part before', () => {
    const after = told([step(0)]).state;
    const wrong: readonly [PeriodCommand, PeriodState][] = [
      [step(1), CLOSING],
      [step(1, { of: 70 }), after],
      [step(1, { after: 18 }), after],
      [close(), after],
      [step(0, { of: 19 }), CLOSING],
      [step(0, { streams: [] }), CLOSING],
    ];
    for (const [command, state] of wrong) {
      expect(decided(command, state)).toMatchObject({ rejected: 'LISTING_OUT_OF_STEP' });
    }
    const streams = ALL.slice(0, 10);
    expect(decided(step(1, { streams }), after)).toMatchObject({
      rejected: 'LISTING_NOT_SORTED',
      pointer: '/streams/0',
    });
    expect(decided(step(0, { streams: ALL, of: 100 }), CLOSING)).toMatchObject({
      rejected: 'LISTING_TOO_LONG',
      pointer: '/streams',
    });
  });

  it('is never concluded without the stream of the partnership itself', () => {
    const transfers: StreamRevision[] = [['transfer-0001', 0]];
    const before = told([step(0), step(1)]).state;
    const streams = (rest.streams ?? []).filter(([name]) => !name.startsWith('partnership-'));
    const incomplete = { rejected: 'LISTING_INCOMPLETE', pointer: '/snapshot/streams' };
    expect(decided(close({ streams }), before)).toMatchObject(incomplete);
    expect(decided(close({ streams: [...streams, ...transfers] }), before)).toMatchObject(incomplete);
    const passed = { streams: transfers, of: 9, after: 0 };
    expect(decided(step(0, passed), CLOSING)).toMatchObject({ rejected: 'LISTING_INCOMPLETE' });
  });

  it('is written by whoever concludes the closing, not by who started it, and in no other year', () => {
    const starter = circumstances({ id: ID, actor: { id: 'somebody', org: null } });
    expect(period.decide(step(0), CLOSING, starter)).toMatchObject({ rejected: 'SAME_PERSON' });
    expect(decided(step(0, { year: 2023 }), CLOSING)).toMatchObject({ rejected: 'PERIOD_NOT_CLOSING' });
    const closed = told([step(0), step(1), close()]).state;
    expect(decided(step(0), closed)).toMatchObject({ rejected: 'PERIOD_ALREADY_CLOSED' });
  });
});
