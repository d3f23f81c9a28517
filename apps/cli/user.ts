/** `pledger user`: accounts of a data folder. They are kept outside the log, so a service may have it open. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Accounts, ROLES, type Account } from '#data-folder/accounts';
import { ACCESS_FILE } from '#data-folder/data-folder';
import { dateOrNone, LEDGER_OPTIONS, oneOf, parse, placeOf, UsageError } from './usage.ts';

const OPTIONS = {
  data: LEDGER_OPTIONS.data,
  role: { type: 'string' },
  org: { type: 'string' },
  partnerships: { type: 'string' },
  expires: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export async function userCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  const [action, name, ...rest] = positionals;
  if (rest.length > 0 || (action === 'list' && name !== undefined)) {
    throw new UsageError(
      `too many arguments: ${positionals.join(' ')}; pledger user add|revoke NAME, user list`,
    );
  }
  const { data } = placeOf(values);
  if (action === 'add') mkdirSync(data, { recursive: true });
  else if (!existsSync(join(data, ACCESS_FILE))) throw new UsageError(`${data} holds no accounts`);
  const accounts = new Accounts(join(data, ACCESS_FILE));
  try {
    if (action === 'list') {
      const all = accounts.list();
      console.log(values.json ? JSON.stringify(all, null, 2) : all.map(line).join('\n'));
      return 0;
    }
    if (name === undefined) throw new UsageError('name the account: pledger user add|revoke NAME');
    if (action === 'revoke') {
      console.log(line(accounts.revoke(name)));
      return 0;
    }
    if (action !== 'add') throw new UsageError('pledger user add|list|revoke');
    if (values.role === undefined) throw new UsageError(`--role must be one of ${ROLES.join(', ')}`);
    const expires = dateOrNone('expires', values.expires);
    const { account, token } = accounts.add({
      name,
      role: oneOf('role', values.role, ROLES, 'partner'),
      org: values.org ?? null,
      partnerships: values.partnerships === undefined ? '*' : values.partnerships.split(','),
      expiresAt: expires === undefined ? null : `${expires}T23:59:59.999Z`,
    });
    console.log(values.json ? JSON.stringify({ account, token }, null, 2) : added(account, token));
    return 0;
  } finally {
    accounts.close();
  }
}

function added(account: Account, token: string): string {
  return [
    line(account),
    `token  ${token}`,
    'It is shown this once. Send it as: Authorization: Bearer <token>',
  ].join('\n');
}

function line(account: Account): string {
  const { name, role, org, partnerships, tokenPrefix, expiresAt, revokedAt, lastUsedAt } = account;
  const scope = partnerships === '*' ? 'every partnership' : partnerships.join(',');
  return [
    name.padEnd(20),
    role.padEnd(10),
    (tokenPrefix === null ? 'no token' : `${tokenPrefix}…`).padEnd(11),
    scope,
    ...(org === null ? [] : [`organisation ${org}`]),
    ...(expiresAt === null ? [] : [`until ${expiresAt}`]),
    ...(lastUsedAt === null ? [] : [`last used ${lastUsedAt}`]),
    ...(revokedAt === null ? [] : [`REVOKED ${revokedAt}`]),
  ].join('  ');
}
