/** Who sees the events below a figure. The figure and its groups are for everybody. */
import type { Account } from '#data-folder/accounts';
import { assertScope, partySeenBy } from './access.ts';
import { Problem } from './problems.ts';

/** Whose events: of everybody, or only of what this party brought. */
export interface Seen {
  readonly bringer: string | undefined;
}

/** Throws `TOKEN_MISSING` or `NOT_ALLOWED` for whoever may not see the events of all these partnerships. */
export function assertSeesEvents(account: Account | undefined, partnerships: readonly string[]): Seen {
  if (account === undefined) {
    throw new Problem('TOKEN_MISSING', { detail: 'The events below a figure need an account.' });
  }
  for (const partnership of partnerships) assertScope(account, partnership);
  return { bringer: partySeenBy(account) };
}

/** The same; null for whoever may not. */
export function eventsSeenBy(account: Account | undefined, partnerships: readonly string[]): Seen | null {
  try {
    return assertSeesEvents(account, partnerships);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
