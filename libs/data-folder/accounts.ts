/**
 * Accounts and their access tokens, in a file of their own beside the log. Events name an account by its random id
 * only; a token is shown once and kept as its SHA-256.
 */
import { createHash, randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

export const ROLES = ['finance', 'partner', 'evaluator'] as const;
export type Role = (typeof ROLES)[number];

export interface Account {
  /** Random, pseudonymous; what events carry. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Party id of the organisation, or null. */
  readonly org: string | null;
  /** Ids of the partnerships the account may act in; `*` is every one. */
  readonly partnerships: readonly string[] | '*';
  readonly tokenPrefix: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface NewAccount {
  readonly name: string;
  readonly role: Role;
  readonly org: string | null;
  readonly partnerships: readonly string[] | '*';
  readonly expiresAt: string | null;
}

/** The account of whoever owns the data folder; it acts on the local command line and has no token. */
export const LOCAL_ACCOUNT = 'local';
export const ACCOUNT_NAME_FORM = /^[a-z][a-z0-9._-]{0,39}$/;
const TOKEN_FORM = /^pl_[A-Za-z0-9_-]{43}$/;
const PREFIX_LENGTH = 9;
/** Uses within this time of the last noted one are not noted again. */
const LAST_USE_PRECISION_MS = 60_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS account(
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    org TEXT,
    partnerships TEXT NOT NULL,
    token_hash TEXT UNIQUE,
    token_prefix TEXT,
    created_at TEXT NOT NULL,
    expires_at TEXT,
    revoked_at TEXT,
    last_used_at TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS temporary_token(
    token_hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account(id),
    expires_at TEXT NOT NULL
  ) STRICT;
`;

const ENDED = { revoked: 'was revoked', expired: 'has expired' } as const;

export class AccountError extends Error {
  override readonly name = 'AccountError';
}

export class Accounts {
  readonly #db: DatabaseSync;
  readonly #clock: () => Date;
  readonly #byToken;
  readonly #byTemporaryToken;

  constructor(path: string, clock: () => Date = () => new Date()) {
    this.#clock = clock;
    this.#db = new DatabaseSync(path, { timeout: 5_000 });
    this.#db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${SCHEMA}`);
    this.#byToken = this.#db.prepare('SELECT * FROM account WHERE token_hash = ?');
    this.#byTemporaryToken = this.#db.prepare(
      'SELECT account.*, temporary_token.expires_at AS token_expires_at FROM temporary_token' +
        ' JOIN account ON account.id = temporary_token.account WHERE temporary_token.token_hash = ?',
    );
  }

  /** Makes an account and its token. The token is not kept: whoever loses it gets another account. */
  add(account: NewAccount): { readonly account: Account; readonly token: string } {
    const token = newToken();
    this.#insert(account, hashOf(token), token.slice(0, PREFIX_LENGTH));
    return { account: this.get(account.name), token };
  }

  /** The local account, made when it is first needed. */
  local(): Account {
    if (this.#row(LOCAL_ACCOUNT) === undefined) {
      const account = {
        name: LOCAL_ACCOUNT,
        role: 'finance',
        org: null,
        partnerships: '*',
        expiresAt: null,
      } as const;
      this.#insert(account, null, null);
    }
    return this.get(LOCAL_ACCOUNT);
  }

  /** Throws {@link AccountError} when there is none of that name. */
  get(name: string): Account {
    const row = this.#row(name);
    if (row === undefined) throw new AccountError(`there is no account ${name}; see: pledger user list`);
    return accountOf(row);
  }

  list(): Account[] {
    return this.#db.prepare('SELECT * FROM account ORDER BY name').all().map(accountOf);
  }

  /** The account of that name, if it can still act; throws {@link AccountError} when it was revoked or has expired. */
  acting(name: string): Account {
    const account = name === LOCAL_ACCOUNT ? this.local() : this.get(name);
    const standing = this.#standing(account);
    if (standing !== 'acting') throw new AccountError(`the account ${name} ${ENDED[standing]}`);
    return account;
  }

  /**
   * A further token of an account that can act, the local one too, for a program that acts in its name for a while.
   * It opens nothing after `lifeMs`, or once it is ended. Throws {@link AccountError} as `acting` does.
   */
  lend(name: string, lifeMs: number): { readonly token: string; end(): void } {
    const { id } = this.acting(name);
    const token = newToken();
    const expiresAt = new Date(this.#clock().getTime() + lifeMs).toISOString();
    this.#db.prepare('DELETE FROM temporary_token WHERE expires_at <= ?').run(this.#now());
    this.#db.prepare('INSERT INTO temporary_token VALUES (?, ?, ?)').run(hashOf(token), id, expiresAt);
    const ending = this.#db.prepare('DELETE FROM temporary_token WHERE token_hash = ?');
    return { token, end: () => void ending.run(hashOf(token)) };
  }

  /** Ends an account for good. Its past actions keep naming it. */
  revoke(name: string): Account {
    this.get(name);
    this.#db
      .prepare('UPDATE account SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL')
      .run(this.#now(), name);
    return this.get(name);
  }

  /** The account behind a token, or why it opens nothing. */
  authenticate(token: string): Account | 'unknown' | 'revoked' | 'expired' {
    if (!TOKEN_FORM.test(token)) return 'unknown';
    const row = this.#byToken.get(hashOf(token));
    if (row === undefined) return this.#borrower(token);
    const account = accountOf(row);
    const standing = this.#standing(account);
    if (standing !== 'acting') return standing;
    this.#noteUse(account);
    return account;
  }

  /** The account that lent this token. Its own token was not used, so no use of it is noted. */
  #borrower(token: string): Account | 'unknown' | 'revoked' | 'expired' {
    const row = this.#byTemporaryToken.get(hashOf(token));
    if (row === undefined) return 'unknown';
    if ((row['token_expires_at'] as string) <= this.#now()) return 'expired';
    const account = accountOf(row);
    const standing = this.#standing(account);
    return standing === 'acting' ? account : standing;
  }

  close(): void {
    this.#db.close();
  }

  #insert(account: NewAccount, tokenHash: string | null, tokenPrefix: string | null): void {
    const { name, role, org, partnerships, expiresAt } = account;
    if (name === LOCAL_ACCOUNT && tokenHash !== null) {
      throw new AccountError(
        `${LOCAL_ACCOUNT} is the account of the data folder's owner; choose another name`,
      );
    }
    if (!ACCOUNT_NAME_FORM.test(name)) {
      throw new AccountError(`${name} is no account name: lower-case letters, digits, . _ -, at most 40`);
    }
    if (this.#row(name) !== undefined) throw new AccountError(`there is an account ${name} already`);
    const id = `a_${randomBytes(8).toString('hex')}`;
    const scope = partnerships === '*' ? '*' : JSON.stringify(partnerships);
    this.#db
      .prepare('INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)')
      .run(id, name, role, org, scope, tokenHash, tokenPrefix, this.#now(), expiresAt);
  }

  #standing({ revokedAt, expiresAt }: Account): 'acting' | 'revoked' | 'expired' {
    if (revokedAt !== null) return 'revoked';
    return expiresAt !== null && expiresAt <= this.#now() ? 'expired' : 'acting';
  }

  #noteUse(account: Account): void {
    const now = this.#clock();
    const last = account.lastUsedAt === null ? 0 : Date.parse(account.lastUsedAt);
    if (now.getTime() - last < LAST_USE_PRECISION_MS) return;
    this.#db.prepare('UPDATE account SET last_used_at = ? WHERE id = ?').run(now.toISOString(), account.id);
  }

  #row(name: string): Record<string, unknown> | undefined {
    return this.#db.prepare('SELECT * FROM account WHERE name = ?').get(name);
  }

  #now(): string {
    return this.#clock().toISOString();
  }
}

function accountOf(row: Record<string, unknown>): Account {
  const text = (column: string): string => row[column] as string;
  const orNull = (column: string): string | null => row[column] as string | null;
  return {
    id: text('id'),
    name: text('name'),
    role: text('role') as Role,
    org: orNull('org'),
    partnerships: text('partnerships') === '*' ? '*' : (JSON.parse(text('partnerships')) as string[]),
    tokenPrefix: orNull('token_prefix'),
    createdAt: text('created_at'),
    expiresAt: orNull('expires_at'),
    revokedAt: orNull('revoked_at'),
    lastUsedAt: orNull('last_used_at'),
  };
}

function newToken(): string {
  return `pl_${randomBytes(32).toString('base64url')}`;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
