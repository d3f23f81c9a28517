/** What the headers of a request say, read in one place. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Account } from '#data-folder/accounts';
import type { CommandRequest } from '#data-folder/commands';
import type { AccountRequest } from './access.ts';
import { NUMBER_FORM, YEAR_FORM, type CommandRoute } from './commands/route.ts';
import { Problem } from './problems.ts';

/** All of a command's request but what is asked. */
export interface Asked extends Omit<CommandRequest, 'ask'> {
  readonly account: Account;
}

/** What the id of a record can look like; everything else is not found. */
export const ID_FORM = /^[0-9a-f-]{36}$/;
const KEY_FORM = /^[\x21-\x7e]{1,255}$/;
const ETAG_FORM = /^"(-1|0|[1-9]\d{0,14})"$/;
const POSITION_FORM = /^(0|[1-9]\d{0,17})$/;

/** A command's request; one on an existing record needs If-Match besides the Idempotency-Key. */
export const CommandAsked = createParamDecorator(
  ({ target, scope }: Pick<CommandRoute, 'target' | 'scope'>, context: ExecutionContext): Asked => {
    const request = context.switchToHttp().getRequest<AccountRequest>();
    return asked(request, target === 'existing' ? revisionOf(request, scope) : undefined);
  },
);

/** The account behind the token. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Account => {
  const { account } = context.switchToHttp().getRequest<AccountRequest>();
  if (account === undefined) throw new Problem('TOKEN_MISSING');
  return account;
});

/** The account behind the token, if one was sent: for addresses that the public may read too. */
export const Visitor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Account | undefined =>
    context.switchToHttp().getRequest<AccountRequest>().account,
);

function asked(request: AccountRequest, ifRevision: number | undefined): Asked {
  const { account } = request;
  if (account === undefined) throw new Problem('TOKEN_MISSING');
  return {
    account,
    actor: { id: account.id, role: account.role, org: account.org },
    key: idempotencyKey(request),
    correlationId: request.id,
    dryRun: (request.query as { dryRun?: string }).dryRun === 'true',
    ...(ifRevision === undefined ? {} : { ifRevision }),
  };
}

/** A structured-field string in quotes, as the IETF draft writes it, or the bare text of one. */
function idempotencyKey(request: FastifyRequest): string {
  const header = request.headers['idempotency-key'];
  if (header === undefined || header === '') throw new Problem('IDEMPOTENCY_KEY_MISSING');
  const text = String(header);
  const bare = /^"(.*)"$/.exec(text)?.[1] ?? text;
  if (!KEY_FORM.test(bare)) {
    throw new Problem('IDEMPOTENCY_KEY_MALFORMED', {
      detail: 'Use 1 to 255 visible ASCII characters, such as a UUID.',
    });
  }
  return bare;
}

/** The year in an address. */
export function yearOf(year: string): string {
  if (YEAR_FORM.test(year)) return year;
  throw new Problem('MALFORMED', { detail: `${year} is no year, such as 2026.` });
}

/** The number in an address. */
export function numberOf(number: string): string {
  if (NUMBER_FORM.test(number)) return number;
  throw new Problem('MALFORMED', { detail: `${number} is no number of a record, such as 1.` });
}

/** A calendar in which nothing is written yet is at -1; every other record begins at 0. */
function revisionOf(request: FastifyRequest, scope: CommandRoute['scope']): number {
  const header = request.headers['if-match'];
  if (header === undefined) {
    throw new Problem('REVISION_MISSING', {
      detail: 'Send If-Match with the ETag of the record you have read.',
    });
  }
  const revision = ETAG_FORM.exec(header)?.[1];
  if (revision === undefined || (revision === '-1' && scope !== 'calendar')) {
    throw new Problem('MALFORMED', {
      detail: `If-Match must be the ETag of the record, such as "0"; got ${header}`,
    });
  }
  return Number.parseInt(revision, 10);
}

/** Position that the answer must include (`Ledger-After`), and for how long to wait (`Prefer: wait=N`, 0 to 10 s). */
export function readAfter(request: FastifyRequest): { position: bigint; waitMs: number } | null {
  const header = request.headers['ledger-after'];
  if (header === undefined) return null;
  if (!POSITION_FORM.test(String(header))) {
    throw new Problem('MALFORMED', {
      detail: 'Ledger-After must be a position, as Ledger-Position gave it.',
    });
  }
  const wait = /(?:^|[,\s])wait=(\d{1,3})(?:$|[,\s])/.exec(String(request.headers['prefer'] ?? ''))?.[1];
  const seconds = wait === undefined ? 2 : Math.min(Number.parseInt(wait, 10), 10);
  return { position: BigInt(String(header)), waitMs: seconds * 1000 };
}
