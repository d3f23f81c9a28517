/**
 * Who may call what: one table, one guard. An address that is not in the table answers nobody.
 */
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Account, Role } from '#data-folder/accounts';
import { DataFolder } from '#data-folder/data-folder';
import { COMMAND_ROUTES } from './commands/routes.ts';
import { Problem } from './problems.ts';

export const BASE_PATH = '/api/v1';

const EVERY_ROLE: readonly Role[] = ['finance', 'partner', 'evaluator'];
const HISTORY: readonly Role[] = ['finance', 'evaluator'];

/**
 * `public` needs no token, but refuses one that opens nothing. Every other address needs an account with one of the
 * roles; those of a command stand with the command.
 */
export const ACCESS: Readonly<Record<string, 'public' | readonly Role[]>> = {
  'GET /health/live': 'public',
  'GET /health/ready': 'public',
  'GET /api/v1/status': 'public',
  'GET /api/v1/openapi.json': 'public',
  'GET /api/v1/definitions': 'public',
  'GET /api/v1/definitions/:id': 'public',
  'GET /api/v1/figures': 'public',
  'GET /api/v1/figures/:definition': 'public',
  'GET /api/v1/figures/:definition/lineage': 'public',
  'GET /api/v1/figures/:definition/differences': 'public',
  'GET /api/v1/partnerships': 'public',
  'GET /api/v1/partnerships/:id': 'public',
  'GET /api/v1/partnerships/:id/curve': 'public',
  'GET /api/v1/partnerships/:id/sensitivity': 'public',
  'GET /api/v1/partnerships/:id/expiring-pledges': EVERY_ROLE,
  'GET /api/v1/observatory': 'public',
  'GET /api/v1/parties': EVERY_ROLE,
  'GET /api/v1/parties/:id': EVERY_ROLE,
  'GET /api/v1/funding-sources': EVERY_ROLE,
  'GET /api/v1/funding-sources/:id': EVERY_ROLE,
  'GET /api/v1/valuation-methods/:id': EVERY_ROLE,
  'GET /api/v1/contributions': EVERY_ROLE,
  'GET /api/v1/contributions/:id': EVERY_ROLE,
  'GET /api/v1/transfers': EVERY_ROLE,
  'GET /api/v1/transfers/:id': EVERY_ROLE,
  'GET /api/v1/partnerships/:id/periods': EVERY_ROLE,
  'GET /api/v1/partnerships/:id/periods/:year/checklist': HISTORY,
  'GET /api/v1/controls': 'public',
  'GET /api/v1/findings': HISTORY,
  'GET /api/v1/events': HISTORY,
  'GET /api/v1/events/:id': HISTORY,
  'GET /api/v1/events/:id/publications': HISTORY,
  'GET /api/v1/publications': 'public',
  'GET /api/v1/publications/:id/:number': 'public',
  'GET /api/v1/price-indexes': 'public',
  'GET /api/v1/price-indexes/:id': 'public',
  ...Object.fromEntries(COMMAND_ROUTES.map(({ post, roles }) => [`POST ${BASE_PATH}/${post}`, roles])),
};

export interface AccountRequest extends FastifyRequest {
  account?: Account;
}

@Injectable()
export class AccessGuard implements CanActivate {
  readonly #folder: DataFolder;

  constructor(folder: DataFolder) {
    this.#folder = folder;
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<AccountRequest>();
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const allowed = ACCESS[`${method} ${request.routeOptions.url ?? ''}`];
    // Whoever sends a token means to be known: as one of the public it would get less than it asked for, unsaid.
    if (allowed === 'public' && tokenOf(request) === null) return true;
    const account = this.#authenticate(request);
    request.account = account;
    if (allowed === 'public') return true;
    if (allowed === undefined || !allowed.includes(account.role)) {
      throw new Problem('NOT_ALLOWED', {
        detail: `The role ${account.role} may not ${request.method} ${request.url}.`,
      });
    }
    return true;
  }

  #authenticate(request: FastifyRequest): Account {
    const token = tokenOf(request);
    const challenge = { 'www-authenticate': 'Bearer realm="ledger"' };
    if (token === null) {
      throw new Problem('TOKEN_MISSING', {
        detail: 'Send Authorization: Bearer <token>.',
        headers: challenge,
      });
    }
    const account = this.#folder.accounts.authenticate(token);
    if (typeof account === 'string') {
      const why = { unknown: 'is not known', revoked: 'was revoked', expired: 'has expired' }[account];
      throw new Problem('TOKEN_REFUSED', { detail: `The access token ${why}.`, headers: challenge });
    }
    return account;
  }
}

function tokenOf(request: FastifyRequest): string | null {
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token !== '' ? token : null;
}

/** Throws unless the account may act in this partnership. */
export function assertScope(account: Account, partnership: string): void {
  if (account.partnerships === '*' || account.partnerships.includes(partnership)) return;
  throw new Problem('NOT_ALLOWED', { detail: `This account may not act in the partnership ${partnership}.` });
}

/** Throws unless the account is for the whole ledger: an event or a new partnership is of none to hold it to. */
export function assertWholeLedger(account: Account): void {
  if (account.partnerships === '*') return;
  throw new Problem('NOT_ALLOWED', {
    detail: 'This account is for its own partnerships, not for the whole ledger.',
  });
}

/** A partner sees the rows of its own organisation, such as what it brought; everybody else sees all rows. */
export function partySeenBy(account: Account): string | undefined {
  if (account.role !== 'partner') return undefined;
  if (account.org === null)
    throw new Problem('NOT_ALLOWED', { detail: 'This partner account names no organisation.' });
  return account.org;
}
