/** Between stored events and today's types: old versions are lifted step by step, a stranger stops all. */
import { describe, expect, it } from '@jest/globals';
import { prepareDraft, sealEnvelope, type RecordedEvent } from '#event-log/envelope';
import { IntegrityError } from '#event-log/errors';
import { UnknownEvent, decode, schemaOf, type AnyEvent, type Schemas } from './codec.ts';

interface NameGivenV1 {
  readonly name: string;
}
interface NameGivenV2 {
  readonly given: string;
  readonly family: string;
}
interface NameGiven extends AnyEvent {
  readonly type: 'NameGiven';
  readonly data: NameGivenV2 & { readonly title: string | null };
}

/** An aggregate that has lived: its event was one text, then two, then had a title. */
const SCHEMAS: Schemas = {
  NameGiven: {
    name: 'person.name-given',
    upcast: [
      ({ name }: NameGivenV1): NameGivenV2 => {
        const [given = '', family = ''] = name.split(' ');
        return { given, family };
      },
      (data: NameGivenV2): NameGiven['data'] => ({ ...data, title: null }),
    ],
  },
  NameTaken: { name: 'person.name-taken', upcast: [] },
};

function stored(type: string, schema: string, data: object): RecordedEvent {
  const id = '00000000-0000-4000-8000-000000000001';
  const cause = { command: id, request: 'a'.repeat(64), causation: null, correlation: id };
  const draft = { id, type, schema, actor: { id: 'a_1', role: 'finance', org: null }, cause, data };
  const recorded = '2026-01-31T10:00:00.000Z';
  const bytes = sealEnvelope(prepareDraft(draft), {
    origin: 'ledger.example/test',
    stream: 'person-1',
    rev: 0,
    recorded,
  });
  return { position: 42n, stream: 'person-1', revision: 0, id, type, recorded, bytes };
}

const dataOf = (recorded: RecordedEvent) => decode<NameGiven>(SCHEMAS, recorded).event.data;

describe('a stored event', () => {
  it('of the first version goes through every step up to today', () => {
    expect(dataOf(stored('NameGiven', 'person.name-given/1', { name: 'Ada Lovelace' }))).toEqual({
      given: 'Ada',
      family: 'Lovelace',
      title: null,
    });
  });

  it('of a later version takes only the steps that follow it', () => {
    const second = { given: 'Ada', family: 'Lovelace' };
    expect(dataOf(stored('NameGiven', 'person.name-given/2', second))).toEqual({ ...second, title: null });
  });

  it('of today’s version is what was stored', () => {
    const third = { given: 'Ada', family: 'Lovelace', title: 'Countess' };
    expect(dataOf(stored('NameGiven', 'person.name-given/3', third))).toEqual(third);
  });

  it('keeps its envelope as it was written, its version included', () => {
    const recorded = stored('NameGiven', 'person.name-given/1', { name: 'Ada Lovelace' });
    const { envelope, event, position } = decode<NameGiven>(SCHEMAS, recorded);
    expect(event.type).toBe('NameGiven');
    expect(position).toBe(42n);
    expect(envelope).toMatchObject({
      v: 1,
      schema: 'person.name-given/1',
      data: { name: 'Ada Lovelace' },
      rev: 0,
    });
  });
});

describe('what the codec does not know', () => {
  it.each([
    ['a type', 'NameForgotten', 'person.name-forgotten/1'],
    ['a type of every object', 'constructor', 'person.name-given/1'],
    ['what every object inherits', 'constructor', 'Object/1'],
    ['a version of the future', 'NameGiven', 'person.name-given/4'],
    ['version 0', 'NameGiven', 'person.name-given/0'],
    ['a negative version', 'NameGiven', 'person.name-given/-1'],
    ['a version with a zero before it', 'NameGiven', 'person.name-given/01'],
    ['a fraction of a version', 'NameGiven', 'person.name-given/1.5'],
    ['a version in other digits', 'NameGiven', 'person.name-given/１'],
    ['no version', 'NameGiven', 'person.name-given'],
    ['an empty version', 'NameGiven', 'person.name-given/'],
    ['another type’s schema', 'NameGiven', 'person.name-taken/1'],
    ['a schema that begins like its own', 'NameGiven', 'person.name-given-again/1'],
    ['no schema', 'NameGiven', ''],
  ])('stops the reader: %s (%s, %p)', (_, type, schema) => {
    expect(() => decode(SCHEMAS, stored(type, schema, { name: 'Ada Lovelace' }))).toThrow(UnknownEvent);
  });

  it('is named with its type, version and position', () => {
    try {
      decode(SCHEMAS, stored('NameForgotten', 'person.name-forgotten/7', {}));
    } catch (error) {
      expect(error).toMatchObject({
        type: 'NameForgotten',
        schema: 'person.name-forgotten/7',
        position: 42n,
      });
      expect(String(error)).toMatch(/position 42.*NameForgotten.*person\.name-forgotten\/7/);
      return;
    }
    throw new Error('an unknown event was decoded');
  });

  it('is also what is no event at all', () => {
    const broken = { ...stored('NameTaken', 'person.name-taken/1', {}), bytes: new Uint8Array([0xff, 0xfe]) };
    expect(() => decode(SCHEMAS, broken)).toThrow(/not valid/);
  });
});

describe('an index that says other than the bytes', () => {
  const written = stored('NameTaken', 'person.name-taken/1', {});

  it.each<[string, Partial<RecordedEvent>]>([
    ['another id', { id: '00000000-0000-4000-8000-000000000002' }],
    ['another stream', { stream: 'person-2' }],
    ['another revision', { revision: 1 }],
    ['another type', { type: 'NameGiven' }],
  ])('stops the reader: %s', (_, over) => {
    expect(() => decode(SCHEMAS, { ...written, ...over })).toThrow(IntegrityError);
  });
});

describe('the schema that is stored with an event', () => {
  it('is that of today’s version', () => {
    expect([schemaOf(SCHEMAS, 'NameGiven'), schemaOf(SCHEMAS, 'NameTaken')]).toEqual([
      'person.name-given/3',
      'person.name-taken/1',
    ]);
  });

  it('exists only for the aggregate’s own events', () => {
    expect(() => schemaOf(SCHEMAS, 'NameForgotten')).toThrow(TypeError);
  });
});
