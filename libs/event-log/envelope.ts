/**
 * The envelope: one flat canonical JSON object per event, made once by the store that writes it,
 * kept, hashed and exported byte for byte.
 */
import { canonicalJson, canonicalMember } from './canonical-json.ts';

/** Largest event in bytes: an entry of a C2SP tile carries its length in two bytes. */
export const MAX_EVENT_BYTES = 65_535;

/** Who acted. `id` and `org` are pseudonymous references, never names. */
export interface Actor {
  readonly id: string;
  readonly role: string;
  readonly org: string | null;
}

/** Why the event exists. `command` is the idempotent command id, `request` the hash of what was asked. */
export interface Cause {
  readonly command: string;
  readonly request: string;
  readonly causation: string | null;
  readonly correlation: string;
}

/** What a writer hands to a store; the store adds the {@link Stamp} and makes the bytes. */
export interface EventDraft {
  /** UUID, derived from the command id so that a retry carries the same one. */
  readonly id: string;
  /** Stored type name: a literal, for ever. */
  readonly type: string;
  /** `name/version` of the shape of `data`, such as `contribution.recorded/1`. */
  readonly schema: string;
  readonly actor: Actor;
  readonly cause: Cause;
  readonly data: object;
}

/** What only the store knows at the moment of writing. */
export interface Stamp {
  readonly origin: string;
  readonly stream: string;
  /** Revision in the stream, contiguous from 0. */
  readonly rev: number;
  /** UTC instant with milliseconds, never decreasing in log order. */
  readonly recorded: string;
}

export interface Envelope extends EventDraft, Stamp {
  readonly v: 1;
}

/** An event as a store gives it back. `position` counts the events of the log up to and including this one. */
export interface RecordedEvent {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly recorded: string;
  /** The exact bytes that were stored. */
  readonly bytes: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A draft whose members are in canonical form already: what its caller does to it later changes nothing. */
export interface PreparedDraft {
  readonly id: string;
  readonly type: string;
  readonly schema: string;
  /** Id of the command, out of `cause`. */
  readonly command: string;
  /** Canonical JSON texts. */
  readonly actor: string;
  readonly cause: string;
  readonly data: string;
}

/** Throws `NotCanonical` when a draft holds what has no canonical form. */
export function prepareDraft({ id, type, schema, actor, cause, data }: EventDraft): PreparedDraft {
  const { command } = cause;
  const texts = {
    actor: canonicalMember('actor', actor),
    cause: canonicalMember('cause', cause),
    data: canonicalMember('data', data),
  };
  return { id, type, schema, command, ...texts };
}

/** The bytes of one event: its members in the order of RFC 8785, which sorts them by name. */
export function sealEnvelope(draft: PreparedDraft, stamp: Stamp): Uint8Array {
  const { actor, cause, data } = draft;
  const [id, type, schema] = [draft.id, draft.type, draft.schema].map(canonicalJson);
  const [origin, stream, recorded] = [stamp.origin, stamp.stream, stamp.recorded].map(canonicalJson);
  const rev = canonicalJson(stamp.rev);
  return encoder.encode(
    `{"actor":${actor},"cause":${cause},"data":${data},"id":${id},"origin":${origin},"recorded":${recorded},` +
      `"rev":${rev},"schema":${schema},"stream":${stream},"type":${type},"v":1}`,
  );
}

/** The envelope inside stored bytes; a parsed copy, never written back. */
export function openEnvelope(bytes: Uint8Array): Envelope {
  return JSON.parse(decoder.decode(bytes)) as Envelope;
}
