/** Access tokens: shown once, kept as a hash only, good until they expire or are revoked. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountError, Accounts, LOCAL_ACCOUNT, type NewAccount } from './accounts.ts';

const NEW: NewAccount = {
  name: 'anna',
  role: 'finance',
  org: 'lecco',
  partnerships: ['p1', 'p2'],
  expiresAt: null,
};

let folder: string;
let now: Date;
let accounts: Accounts;

const reopen = () => new Accounts(join(folder, 'access.db'), () => now);
const at = (instant: string) => {
  now = new Date(instant);
};
/** Every byte that the accounts have on disk, the write-ahead log included. */
const onDisk = () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  at('2026-01-31T10:00:00.000Z');
  accounts = reopen();
});

afterEach(() => {
  accounts.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a token', () => {
  it('opens its account, and keeps doing so after a restart', () => {
    const { account, token } = accounts.add(NEW);
    expect(account).toMatchObject({
      ...NEW,
      createdAt: '2026-01-31T10:00:00.000Z',
      revokedAt: null,
      lastUsedAt: null,
    });
    expect(accounts.authenticate(token)).toEqual(account);
    accounts.close();
    accounts = reopen();
    expect(accounts.authenticate(token)).toMatchObject({
      id: account.id,
      name: 'anna',
      partnerships: ['p1', 'p2'],
    });
  });

  it('is nowhere on disk, only its hash and the few characters by which people tell tokens apart', () => {
    const { account, token } = accounts.add(NEW);
    accounts.authenticate(token);
    const open = onDisk();
    accounts.close();
    const closed = onDisk();
    accounts = reopen();
    const hash = createHash('sha256').update(token).digest('hex');
    expect(account.tokenPrefix).toBe(token.slice(0, 9));
    for (const bytes of [open, closed]) {
      expect(bytes.includes(hash)).toBe(true);
      expect(bytes.includes(token)).toBe(false);
      expect(bytes.includes(token.slice(9))).toBe(false);
      expect(bytes.includes(token.slice(0, 10))).toBe(false);
      expect(bytes.includes(Buffer.from(token.slice(3), 'base64url'))).toBe(false);
    }
  });

  it('has 256 bits that no two share, and a prefix that tells what it is', () => {
    const tokens = Array.from(
      { length: 50 },
      (_, index) => accounts.add({ ...NEW, name: `a${index}` }).token,
    );
    expect(new Set(tokens).size).toBe(50);
    for (const token of tokens) {
      expect(token).toMatch(/^pl_[A-Za-z0-9_-]{43}$/);
      expect(Buffer.from(token.slice(3), 'base64url')).toHaveLength(32);
    }
  });

  it('that nobody was given opens nothing', () => {
    const { token } = accounts.add(NEW);
    const other = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of [
      other,
      token.slice(3),
      token.toUpperCase(),
      ` ${token}`,
      `${token}\n`,
      '',
      'pl_',
      "' OR 1=1",
    ]) {
      expect(accounts.authenticate(wrong)).toBe('unknown');
    }
  });

  it('ends when it is revoked, for good and at once, also for whoever has the file open', () => {
    const { token } = accounts.add(NEW);
    const other = reopen();
    expect(other.authenticate(token)).toMatchObject({ name: 'anna' });
    at('2026-02-01T08:00:00.000Z');
    expect(accounts.revoke('anna').revokedAt).toBe('2026-02-01T08:00:00.000Z');
    expect([accounts.authenticate(token), other.authenticate(token)]).toEqual(['revoked', 'revoked']);
    other.close();
    at('2026-02-02T08:00:00.000Z');
    expect(accounts.revoke('anna').revokedAt).toBe('2026-02-01T08:00:00.000Z');
    expect(() => accounts.add(NEW)).toThrow(AccountError);
  });

  it('ends at the instant at which it expires', () => {
    const { token } = accounts.add({ ...NEW, expiresAt: '2026-03-31T23:59:59.999Z' });
    at('2026-03-31T23:59:59.998Z');
    expect(accounts.authenticate(token)).toMatchObject({ name: 'anna' });
    at('2026-03-31T23:59:59.999Z');
    expect(accounts.authenticate(token)).toBe('expired');
    at('2036-01-01T00:00:00.000Z');
    expect(accounts.authenticate(token)).toBe('expired');
    accounts.revoke('anna');
    expect(accounts.authenticate(token)).toBe('revoked');
  });

  it('shows when it was last used, to the minute, and not when it was only tried', () => {
    const { token } = accounts.add({ ...NEW, expiresAt: '2026-01-31T12:00:00.000Z' });
    const lastUse = () => accounts.get('anna').lastUsedAt;
    const useAt = (instant: string) => {
      at(instant);
      accounts.authenticate(token);
      return lastUse();
    };
    expect(lastUse()).toBeNull();
    expect(useAt('2026-01-31T10:00:00.000Z')).toBe('2026-01-31T10:00:00.000Z');
    expect(useAt('2026-01-31T10:00:59.999Z')).toBe('2026-01-31T10:00:00.000Z');
    expect(useAt('2026-01-31T10:01:00.000Z')).toBe('2026-01-31T10:01:00.000Z');
    expect(useAt('2026-01-31T12:00:00.000Z')).toBe('2026-01-31T10:01:00.000Z');
  });
});

describe('an account', () => {
  it('has a name of its own, and an id that says nothing about whose it is', () => {
    const { account } = accounts.add(NEW);
    expect(account.id).toMatch(/^a_[0-9a-f]{16}$/);
    expect(() => accounts.add({ ...NEW, role: 'partner' })).toThrow(/already/);
    expect(accounts.list()).toHaveLength(1);
  });

  it.each(['a', 'anna.rossi', 'ufficio-2', 'x_1', 'a'.repeat(40)])('may be called %s', (name) => {
    expect(accounts.add({ ...NEW, name }).account.name).toBe(name);
  });

  it.each(['', 'Anna', '1a', '-a', 'anna rossi', 'annà', 'a'.repeat(41), 'a\n', "a'; DROP TABLE account;--"])(
    'may not be called %p',
    (name) => {
      expect(() => accounts.add({ ...NEW, name })).toThrow(AccountError);
      expect(accounts.list()).toEqual([]);
    },
  );

  it('may act in every partnership, in some, or in none', () => {
    const scopes = ['*', ['p1'], []] as const;
    const kept = scopes.map((partnerships, index) => {
      const { token } = accounts.add({ ...NEW, name: `a${index}`, partnerships });
      const account = accounts.authenticate(token);
      return typeof account === 'string' ? account : account.partnerships;
    });
    expect(kept).toEqual(['*', ['p1'], []]);
  });

  it('is listed by name, without its hash', () => {
    for (const name of ['carla', 'anna', 'bruno']) accounts.add({ ...NEW, name });
    expect(accounts.list().map(({ name }) => name)).toEqual(['anna', 'bruno', 'carla']);
    expect(JSON.stringify(accounts.list())).not.toMatch(/[0-9a-f]{64}/);
  });

  it('acts by its name on the local command line until it is revoked or has expired', () => {
    const { account } = accounts.add({ ...NEW, expiresAt: '2026-03-31T23:59:59.999Z' });
    expect(accounts.acting('anna')).toEqual(account);
    at('2026-04-01T00:00:00.000Z');
    expect(() => accounts.acting('anna')).toThrow(/expired/);
    accounts.revoke('anna');
    expect(() => accounts.acting('anna')).toThrow(/revoked/);
    expect(() => accounts.acting('nobody')).toThrow(AccountError);
  });

  it('that does not exist cannot be revoked', () => {
    expect(() => accounts.revoke('nobody')).toThrow(AccountError);
  });
});

describe('the local account', () => {
  it('is made once, may do everything in the folder, and has no token', () => {
    const local = accounts.local();
    expect(local).toMatchObject({
      name: LOCAL_ACCOUNT,
      role: 'finance',
      partnerships: '*',
      tokenPrefix: null,
    });
    expect(accounts.local().id).toBe(local.id);
    accounts.close();
    accounts = reopen();
    expect(accounts.local().id).toBe(local.id);
    expect(accounts.list()).toHaveLength(1);
    expect(accounts.authenticate('null')).toBe('unknown');
  });

  it('is the one that acts where no other is named, and nobody gets a token in its name', () => {
    expect(() => accounts.add({ ...NEW, name: LOCAL_ACCOUNT })).toThrow(AccountError);
    expect(accounts.acting(LOCAL_ACCOUNT)).toEqual(accounts.local());
  });
});

describe('a token that is lent', () => {
  const HOUR_MS = 3_600_000;

  it('acts for its account, beside the account’s own token', () => {
    const { account, token } = accounts.add(NEW);
    const lent = accounts.lend('anna', HOUR_MS);
    expect(lent.token).not.toBe(token);
    expect(accounts.authenticate(lent.token)).toMatchObject({
      id: account.id,
      role: 'finance',
      partnerships: ['p1', 'p2'],
    });
    expect(accounts.authenticate(token)).toMatchObject({ id: account.id });
  });

  it('lets the local account, which has none of its own, act over HTTP', () => {
    const { token } = accounts.lend(LOCAL_ACCOUNT, HOUR_MS);
    expect(accounts.authenticate(token)).toMatchObject({
      name: LOCAL_ACCOUNT,
      tokenPrefix: null,
      lastUsedAt: null,
    });
  });

  it('opens nothing from the instant it is ended, and ends no other', () => {
    accounts.add(NEW);
    const [one, other] = [accounts.lend('anna', HOUR_MS), accounts.lend('anna', HOUR_MS)];
    one.end();
    expect(accounts.authenticate(one.token)).toBe('unknown');
    expect(accounts.authenticate(other.token)).toMatchObject({ name: 'anna' });
  });

  it('opens nothing from the instant it expires, and is forgotten when the next is lent', () => {
    accounts.add(NEW);
    const { token } = accounts.lend('anna', HOUR_MS);
    at('2026-01-31T10:59:59.999Z');
    expect(accounts.authenticate(token)).toMatchObject({ name: 'anna' });
    at('2026-01-31T11:00:00.000Z');
    expect(accounts.authenticate(token)).toBe('expired');
    accounts.lend('anna', HOUR_MS);
    expect(accounts.authenticate(token)).toBe('unknown');
  });

  it('ends with its account', () => {
    accounts.add(NEW);
    const { token } = accounts.lend('anna', HOUR_MS);
    accounts.revoke('anna');
    expect(accounts.authenticate(token)).toBe('revoked');
    expect(() => accounts.lend('anna', HOUR_MS)).toThrow(AccountError);
    expect(() => accounts.lend('nobody', HOUR_MS)).toThrow(AccountError);
  });

  it('is kept nowhere, nor are more than its hash and its end', () => {
    accounts.add(NEW);
    const { token } = accounts.lend('anna', HOUR_MS);
    expect(onDisk().includes(token)).toBe(false);
    expect(onDisk().includes(token.slice(3, 12))).toBe(false);
    expect(onDisk().includes(createHash('sha256').update(token).digest('hex'))).toBe(true);
    accounts.close();
    accounts = reopen();
    expect(accounts.authenticate(token)).toMatchObject({ name: 'anna' });
  });
});
