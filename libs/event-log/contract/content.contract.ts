/** What an event may hold: kept byte for byte, or refused with nothing written. */
import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../canonical-json.ts';
import { MAX_EVENT_BYTES, openEnvelope, prepareDraft, sealEnvelope } from '../envelope.ts';
import type { EventDraft } from '../envelope.ts';
import { InvalidAppend, TooLarge } from '../errors.ts';
import { MAX_APPEND_BYTES, MAX_EVENTS_PER_APPEND } from '../event-log.ts';
import {
  START,
  asOneCommand,
  draft,
  draftOfSize,
  drafts,
  eventsOf,
  first,
  followUntil,
  freshStream,
  last,
  once,
  refusal,
  sharedLog,
  textOf,
  writesNothing,
} from './support.contract.ts';
import type { Log, OpenLog, Under } from './support.contract.ts';

export function contentContract(open: OpenLog): void {
  describe('content', () => {
    const under = sharedLog(open);
    const second = once(() => under().secondClient());
    describe('of any canonical form', () => kept(under, second));
    describe('without canonical form', () => refused(under, second));
    describe('of limited size', () => limits(under));
  });
}

function kept(under: Under, second: () => Promise<Log>): void {
  const contents: readonly (readonly [string, object])[] = [
    ['an empty object', {}],
    ['empty values', { text: '', list: [], inner: {}, nothing: null, no: false, zero: 0 }],
    ['U+0018 and U+0118', { text: '\u0018\u0118' }],
    [
      'every control character',
      { text: Array.from({ length: 160 }, (_, i) => String.fromCharCode(i)).join('') },
    ],
    ['a NUL between letters', { text: 'before\u0000after' }],
    ['quotes, slashes and line separators', { text: `"\\/'\u2028\u2029\r\n\t` }],
    ['emoji and letters beyond the first plane', { text: '🏘️👩🏽‍⚕️ 𝒜 \u{10ffff} \ufeff \uffff' }],
    ['Italian in form NFC', { text: 'È già così: perché l’età è più di un’unità' }],
    ['decimals as strings', { amount: '12345678901234567890.1234567890', negative: '-0.00', small: '1e-7' }],
    ['the extreme safe integers', { most: Number.MAX_SAFE_INTEGER, least: Number.MIN_SAFE_INTEGER }],
    ['a 60 kB string', { text: 'x'.repeat(60_000) }],
    ['a 60 kB string of three-byte characters', { text: '€'.repeat(20_000) }],
    ['lists in lists, 14 deep', { list: [[[[[[[[[[[[[['deep']]]]]]]]]]]]]] }],
    ['keys that objects have by nature', { constructor: 1, toString: 'two', hasOwnProperty: [] }],
  ];

  // Row 51 asks for 1 MB strings; an event of ours has at most 65,535 bytes.
  it.each(contents)('row 51: %s comes back byte for byte from every way of reading', async (_, data) => {
    const { log } = under();
    const [stream, event] = [freshStream(), draft({ data })];
    const { position } = await log.append(stream, 'no_stream', [event]);
    const sealed = sealEnvelope(prepareDraft(event), { origin: log.origin, stream, rev: 0, recorded: START });
    const ways = [
      (await log.readStream(stream)).events,
      await log.read(position - 1n, 1),
      [await log.event(event.id)],
      eventsOf(await followUntil(log, position - 1n, position)),
      await (await second()).read(position - 1n, 1),
    ];
    expect(ways.map(([read]) => read && textOf(read.bytes))).toEqual(ways.map(() => textOf(sealed)));
    expect(openEnvelope(sealed).data).toEqual(data);
    // What is kept is its own canonical form, so that anyone can make the bytes again from what they say.
    expect(canonicalJson(openEnvelope(sealed))).toBe(textOf(sealed));
  });

  // What a store with metadata keeps beside the data is inside the envelope here.
  it.each<[string, Partial<EventDraft>]>([
    ['all of it', { cause: { command: 'c', request: 'r', causation: 'e', correlation: 'k' } }],
    ['none that may be null', { actor: { id: 'a', role: 'system', org: null } }],
  ])('row 52: actor and cause come back: %s', async (_, over) => {
    const { log } = under();
    const [stream, event] = [freshStream(), draft(over)];
    await log.append(stream, 'no_stream', [event]);
    const { actor, cause } = openEnvelope(first((await log.readStream(stream)).events).bytes);
    expect({ actor, cause }).toEqual({ actor: event.actor, cause: event.cause });
  });

  it('row 54: neither a position nor another fact of the store is in the bytes', async () => {
    const { log } = under();
    const stream = freshStream();
    await log.append(stream, 'no_stream', drafts(1));
    const { bytes } = first((await log.readStream(stream)).events);
    const keys = 'actor cause data id origin recorded rev schema stream type v';
    expect(Object.keys(openEnvelope(bytes)).join(' ')).toBe(keys);
  });

  it('what a reader does to the bytes it was given does not reach the log', async () => {
    const { log } = under();
    const stream = freshStream();
    const { position } = await log.append(stream, 'no_stream', drafts(1));
    const read = async () =>
      [await log.read(position - 1n, 1), (await log.readStream(stream)).events].map(first);
    const before = (await read()).map(({ bytes }) => textOf(bytes));
    for (const { bytes } of await read()) bytes.fill(0);
    expect((await read()).map(({ bytes }) => textOf(bytes))).toEqual(before);
  });
}

function refused(under: Under, second: () => Promise<Log>): void {
  const cycle: Record<string, unknown> = {};
  cycle['again'] = cycle;

  const contents: readonly (readonly [string, object])[] = [
    ['a BigInt', { value: 1n }],
    ['a cycle', cycle],
    ['undefined', { value: undefined }],
    ['a function', { value: () => 1 }],
    ['a symbol', { value: Symbol('s') }],
    ['a Date', { value: new Date(0) }],
    ['a Map', { value: new Map() }],
    ['an instance of a class', { value: new (class Money {})() }],
    ['a fraction', { value: 0.1 }],
    ['NaN', { value: Number.NaN }],
    ['an unsafe integer', { value: 2 ** 53 }],
    ['a lone surrogate', { value: '\ud800' }],
    ['text not in form NFC', { value: 'e\u0301' }],
    ['a key with a capital first', { Value: 1 }],
    // A key that objects treat as their prototype is not kept but refused, like every key of another form.
    ['the key __proto__', JSON.parse('{"__proto__": 1}') as object],
    ['no plain object at all', new Map()],
  ];

  it.each(contents)('row 53: %s is refused, and appends beside it are not touched', async (_, data) => {
    const { log } = under();
    const other = await second();
    const [stream, head] = [freshStream(), await log.head()];
    const [before, bad, after] = await Promise.allSettled([
      log.append(freshStream(), 'no_stream', drafts(2)),
      refusal(InvalidAppend, log.append(stream, 'no_stream', asOneCommand([draft(), draft({ data })]))),
      other.append(freshStream(), 'no_stream', drafts(2)),
    ]);
    expect([before.status, bad.status, after.status]).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect((await log.readStream(stream)).exists).toBe(false);
    expect(await log.head()).toBe(head + 4n);
  });

  it.each<[string, Partial<Record<keyof EventDraft, unknown>>]>([
    ['type', { type: 'Lone\ud800' }],
    ['schema', { schema: undefined }],
    ['actor', { actor: { id: 'e\u0301', role: 'finance', org: null } }],
    ['cause', { cause: { command: 'c', request: 0.5, causation: null, correlation: 'c' } }],
    ['data', { data: [1n] }],
  ])('row 53: the same in the member %s of a draft is refused', async (_, over) => {
    const { log } = under();
    const events = [draft(over as Partial<EventDraft>)];
    await writesNothing(log, () => refusal(InvalidAppend, log.append(freshStream(), 'any', events)));
  });

  it('row 53: what no log could take is refused as such also where the revision conflicts', async () => {
    const { log } = under();
    const stream = freshStream();
    await log.append(stream, 'no_stream', drafts(2));
    const events = [draft({ data: { value: 1n } })];
    await writesNothing(log, () => refusal(InvalidAppend, log.append(stream, 'no_stream', events)));
  });
}

function limits(under: Under): void {
  async function expectTooLarge(stream: string, events: EventDraft[], limit: number): Promise<void> {
    const { log } = under();
    const attempt = () => refusal(TooLarge, log.append(stream, 'no_stream', events));
    expect((await writesNothing(log, attempt)).limit).toBe(limit);
    expect((await log.append(stream, 'no_stream', drafts(1))).revision).toBe(0);
  }

  /** One append of events of these sizes, sealed as the first events of the stream. */
  function ofSizes(stream: string, sizes: readonly number[]): EventDraft[] {
    const { origin } = under().log;
    return asOneCommand(
      sizes.map((size, rev) => draftOfSize(size, { origin, stream, rev, recorded: START })),
    );
  }

  /** Events that together have so many bytes: most of 60,000, the last one what is left. */
  function ofTotal(stream: string, bytes: number): EventDraft[] {
    const full = Math.floor(bytes / 60_000);
    return ofSizes(stream, [...Array.from({ length: full }, () => 60_000), bytes - full * 60_000]);
  }

  it('row 18: an event of the largest size is kept', async () => {
    const { log } = under();
    const stream = freshStream();
    await log.append(stream, 'no_stream', ofSizes(stream, [MAX_EVENT_BYTES]));
    expect(first((await log.readStream(stream)).events).bytes).toHaveLength(65_535);
  });

  it('row 18: one byte more is too large, alone and as the third of three; the log goes on', async () => {
    const [one, three] = [freshStream(), freshStream()];
    await expectTooLarge(one, ofSizes(one, [MAX_EVENT_BYTES + 1]), 65_535);
    await expectTooLarge(three, ofSizes(three, [1_000, 1_000, MAX_EVENT_BYTES + 1]), 65_535);
  });

  it('row 18: an append of the largest size is kept', async () => {
    const { log } = under();
    const stream = freshStream();
    const events = ofTotal(stream, MAX_APPEND_BYTES);
    await log.append(stream, 'no_stream', events);
    const read = (await log.readStream(stream)).events;
    expect(last(read).id).toBe(last(events).id);
    expect(read.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(1_000_000);
  });

  it('row 18: an append of one byte more is too large; the log goes on', async () => {
    const stream = freshStream();
    await expectTooLarge(stream, ofTotal(stream, MAX_APPEND_BYTES + 1), 1_000_000);
  });

  it.each([MAX_EVENTS_PER_APPEND + 1, 40_000])('row 18: %i events are too many; the log goes on', (count) =>
    expectTooLarge(freshStream(), drafts(count, { data: {} }), 2_000),
  );
}
