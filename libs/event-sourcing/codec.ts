/**
 * Between stored events and today's types. Stored names and versions are looked up, never guessed: what the codec
 * does not know stops whoever reads it.
 */
import type { RecordedEvent } from '#event-log/envelope';
import { IntegrityError } from '#event-log/errors';
import { openEnvelope, type Envelope } from '#event-log/envelope';

/** `name/n` is stored with each event, where n = upcast.length + 1; `upcast[i]` turns version i+1 into i+2. */
export interface EventSchema {
  readonly name: string;
  readonly upcast: readonly ((data: never) => object)[];
}

export type Schemas = Readonly<Record<string, EventSchema>>;

export interface AnyEvent {
  readonly type: string;
  readonly data: object;
}

/** An event type or version that this software does not know. Nothing may be skipped, so the reader stops. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
  readonly type: string;
  readonly schema: string;
  readonly position: bigint;

  constructor(envelope: Envelope, position: bigint) {
    super(
      `event ${envelope.id} at position ${position} has the unknown type ${envelope.type} (${envelope.schema})`,
    );
    this.type = envelope.type;
    this.schema = envelope.schema;
    this.position = position;
  }
}

/** The stored `schema` text of the current version of an event type. */
export function schemaOf(schemas: Schemas, type: string): string {
  const schema = schemas[type];
  if (schema === undefined) throw new TypeError(`${type} is no event type of this aggregate`);
  return `${schema.name}/${schema.upcast.length + 1}`;
}

export interface Decoded<Event> {
  readonly event: Event;
  readonly envelope: Envelope;
  readonly position: bigint;
}

/** The current form of a stored event. Throws {@link UnknownEvent}. */
export function decode<Event extends AnyEvent>(schemas: Schemas, recorded: RecordedEvent): Decoded<Event> {
  const envelope = openEnvelope(recorded.bytes);
  assertSame(envelope, recorded);
  const schema = Object.hasOwn(schemas, envelope.type) ? schemas[envelope.type] : undefined;
  const version = versionOf(envelope.schema, schema);
  if (schema === undefined || version === null) throw new UnknownEvent(envelope, recorded.position);
  let data: object = envelope.data;
  for (const upcast of schema.upcast.slice(version - 1)) data = upcast(data as never);
  return { event: { type: envelope.type, data } as Event, envelope, position: recorded.position };
}

/** The bytes are the event; what a store indexes them by must say the same. */
function assertSame(envelope: Envelope, recorded: RecordedEvent): void {
  const { v, id, stream, rev, type } = envelope;
  const same =
    id === recorded.id && stream === recorded.stream && rev === recorded.revision && type === recorded.type;
  if (v !== 1 || !same)
    throw new IntegrityError(`the event at position ${recorded.position} is not what its index says`);
}

function versionOf(stored: string, schema: EventSchema | undefined): number | null {
  if (schema === undefined || !stored.startsWith(`${schema.name}/`)) return null;
  const text = stored.slice(schema.name.length + 1);
  const version = /^[1-9]\d{0,3}$/.test(text) ? Number.parseInt(text, 10) : 0;
  return version >= 1 && version <= schema.upcast.length + 1 ? version : null;
}
