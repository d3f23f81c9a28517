/** What passes between the log and its writer thread. Errors lose their class on the way, so they travel by name. */
import {
  EventIdTaken,
  IntegrityError,
  InvalidAppend,
  OutcomeUnknown,
  RevisionConflict,
  StoreUnavailable,
  TooLarge,
} from '#event-log/errors';
import type { Appended } from '#event-log/event-log';
import type { AppendRequest } from './group-commit.ts';

export interface WriterData {
  readonly path: string;
  readonly origin: string;
}

export interface NumberedRequest extends AppendRequest {
  readonly ticket: number;
}

export type ToWriter =
  | { readonly kind: 'append'; readonly requests: readonly NumberedRequest[] }
  | { readonly kind: 'closeUpTo'; readonly instant: string; readonly ticket: number }
  | { readonly kind: 'close' };

export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly members: Record<string, unknown>;
}

export type FromWriter =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: WireError }
  | { readonly kind: 'closedUpTo'; readonly ticket: number; readonly error: WireError | null }
  | { readonly kind: 'answers'; readonly answers: readonly NumberedAnswer[] };

export type NumberedAnswer =
  | { readonly ticket: number; readonly appended: Appended }
  | { readonly ticket: number; readonly error: WireError };

export function wireError(error: Error): WireError {
  return { name: error.name, message: error.message, members: { ...error } };
}

const CLASSES: Readonly<Record<string, { prototype: Error }>> = {
  RevisionConflict,
  InvalidAppend,
  TooLarge,
  EventIdTaken,
  IntegrityError,
  OutcomeUnknown,
  StoreUnavailable,
};

/** The error as its class again; what the writer never throws on purpose is a `StoreUnavailable`. */
export function unwireError({ name, message, members }: WireError): Error {
  const known = CLASSES[name];
  if (known === undefined) return new StoreUnavailable(`the writer failed: ${name}: ${message}`);
  const error = new Error(message);
  Object.setPrototypeOf(error, known.prototype);
  return Object.assign(error, members);
}
