/** What a projection gets of the log: every event it knows, and none that it does not. */
import { describe, expect, it } from '@jest/globals';
import { openEnvelope, prepareDraft, sealEnvelope, type RecordedEvent } from '#event-log/envelope';
import { UnknownEvent } from '#event-sourcing/codec';
import { partyRegistered, sealed } from '../../test/support/history.ts';
import { aggregateOf, decodeLedgerEvent, idOf } from './domain-events.ts';

const [known] = sealed([partyRegistered('lecco')]);

/** The event as other software might have stored it, bytes and index alike. */
function stored(type: string, schema: string): RecordedEvent {
  if (known === undefined) throw new Error('one event was sealed');
  const envelope = { ...openEnvelope(known.bytes), type, schema };
  const bytes = sealEnvelope(prepareDraft(envelope), envelope);
  return { ...known, type, position: 7n, bytes };
}

describe('decoding the log for a projection', () => {
  it('stops at an event type that this software does not know, and says which and where', () => {
    const stranger = stored('PartyMerged', 'party.merged/1');
    expect(() => decodeLedgerEvent(stranger)).toThrow(UnknownEvent);
    expect(() => decodeLedgerEvent(stranger)).toThrow(/PartyMerged.*party\.merged\/1/);
    try {
      decodeLedgerEvent(stranger);
    } catch (error) {
      expect(error).toMatchObject({ type: 'PartyMerged', schema: 'party.merged/1', position: 7n });
    }
  });

  it('stops at a newer version of an event type that it does know', () => {
    const newer = stored('PartyRegistered', 'party.registered/3');
    expect(() => decodeLedgerEvent(newer)).toThrow(UnknownEvent);
  });

  it.each(['constructor', 'toString', '__proto__'])('is not taken in by the type name %s', (type) => {
    expect(() => decodeLedgerEvent(stored(type, 'party.registered/1'))).toThrow(UnknownEvent);
  });
});

describe('the id in a stream name', () => {
  const id = '0190a1b2-0000-7000-8000-000000000001';

  it.each([
    'party',
    'partnership',
    'funding-source',
    'valuation-method',
    'contribution',
    'transfer',
    'period',
    'definition',
    'price-index',
    'publication',
  ] as const)('is what follows %s-, which says what it is the id of', (aggregate) => {
    const stream = `${aggregate}-${id}`;
    expect([aggregateOf(stream), idOf(stream)]).toEqual([aggregate, id]);
  });

  it.each(['note-1', 'party', 'party-', 'a-party-1', ''])('is not sought in %p', (stream) => {
    expect(() => idOf(stream)).toThrow(TypeError);
  });
});
