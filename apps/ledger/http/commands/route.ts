/** What one command of the API is: its address, who may send it, its body, and what it asks of the domain. */
import type { Type } from '@nestjs/common';
import type { Role } from '#data-folder/accounts';
import type { ServiceAsk } from '../../commands.ts';

/**
 * How the partnership that the account must be allowed in is found:
 * - `none`: the record belongs to no partnership and every recorder may add to it;
 * - `wholeLedger`: the account must be for every partnership;
 * - `body`: the body names it as `partnership`; where it names none, the account must be for every partnership;
 * - `id`: the id in the address is its id;
 * - `contribution`, `transfer`: the id in the address is of one in it; a partner finds only what its own
 *   organisation brought;
 * - `calendar`: the id in the address is its id, and it must exist.
 */
export type Scope = 'none' | 'wholeLedger' | 'body' | 'id' | 'contribution' | 'transfer' | 'calendar';

/** What the address of a command names; a member that it does not name is the empty text. */
export interface Place {
  readonly id: string;
  readonly year: string;
  readonly number: string;
}

export const YEAR_FORM = /^[12]\d{3}$/;
/** Of what is counted from 1 on within a record. */
export const NUMBER_FORM = /^[1-9]\d{0,8}$/;

export interface CommandRoute<Body extends object = object> {
  /** Path below the base path: the collection and what follows it; `:id`, `:year`, `:number` are the places in it. */
  readonly post: string;
  /** Short name of the command within its collection, the second half of its `operationId`. */
  readonly name: string;
  readonly summary: string;
  readonly roles: readonly Role[];
  readonly body: Type<Body>;
  /** Another class of the body, when what it holds says so; `either` names the schema of both. */
  readonly otherBody?: {
    readonly type: Type<Body>;
    readonly when: (body: unknown) => boolean;
    readonly either: string;
  };
  /** A command on an existing record needs `If-Match`. */
  readonly target: 'new' | 'existing';
  readonly scope: Scope;
  /**
   * Where below the base path the record with this id is read, when not in the collection of `post`. The place holds
   * besides the number that was given to what was done.
   */
  readonly readAt?: (id: string, place: Place) => string;
  // Written as a method, so that routes with different bodies fit into one table.
  ask(body: Body, place: Place): ServiceAsk;
}

/** Gives `ask` the type of the body it is handed. */
export function route<Body extends object>(given: CommandRoute<Body>): CommandRoute {
  return given;
}

export const RECORDERS: readonly Role[] = ['finance'];
