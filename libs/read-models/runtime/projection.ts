/**
 * A projection is a pure fold of the log into one SQLite file: no clock, no randomness, no input but the events in
 * their order. Delete the file and fold again, and every row is the same.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Decoded } from '#event-sourcing/codec';
import type { LedgerEvent } from '../domain-events.ts';

export type Apply = (item: Decoded<LedgerEvent>) => void;

export interface Projection {
  readonly name: string;
  /** Raised when the rows for the same events change; each version has a file of its own. */
  readonly version: number;
  readonly schema: string;
  /** Tables in the order of a dump, each with the columns that order its rows. */
  readonly tables: Readonly<Record<string, string>>;
  /** Prepares statements and takes up any working state that the rows hold. */
  readonly open: (db: DatabaseSync) => Apply;
}
