/** `pledger user`: accounts that are made, shown and ended on the command line, and who the events name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Accounts, type Account } from '#data-folder/accounts';
import { Api } from '../support/api.ts';
import { eventsIn } from './booked.ts';
import { Desk, type Run, type Service } from './pledger.ts';
import { project, projects, shortFile } from './projects.ts';

const TOKEN = /pl_[A-Za-z0-9_-]{43}/g;

function tokenIn({ code, out, err }: Run): string {
  const [token, ...more] = out.match(TOKEN) ?? [];
  if (code !== 0 || token === undefined || more.length > 0) throw new Error(`no single token: ${out} ${err}`);
  return token;
}

/** Everything in the files of a folder, side files of databases included. */
function bytesIn(folder: string): string {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return names.map(({ name }) => readFileSync(join(folder, name), 'latin1')).join('\n');
}

function accountsOf(desk: Desk): readonly Account[] {
  const accounts = new Accounts(join(desk.data, 'access.db'));
  try {
    return accounts.list();
  } finally {
    accounts.close();
  }
}

const named = (accounts: readonly Account[], name: string): Account | undefined =>
  accounts.find((account) => account.name === name);

describe('an account while the service runs', () => {
  const desk = new Desk();
  const org = '6f9619ff-8b86-4d11-b42d-00c04fc964ff';
  let service: Service;
  let token: string;
  const list = async (): Promise<string> => (await desk.local('user', 'list')).out;
  const callsAs = async (given: string): Promise<number> =>
    (await new Api(service.url, given).get('/parties')).status;

  beforeAll(async () => {
    service = await desk.serve();
    token = tokenIn(await desk.local('user', 'add', 'anna', '--role', 'finance', '--org', org));
  });
  afterAll(async () => {
    await service.stop();
    desk.close();
  });

  it('opens the service with its token at once', async () => {
    expect(await callsAs(token)).toBe(200);
    const party = { kind: 'OTHER', legalName: 'Ente di prova' };
    const { status } = await new Api(service.url, token).post('/parties', party);
    expect(status).toBe(201);
  });

  it('is listed with the beginning of its token, role and last use, never with the token', async () => {
    tokenIn(await desk.local('user', 'add', 'bruno', '--role', 'evaluator', '--expires', '2099-12-31'));
    const shown = await list();
    const [anna = '', bruno = ''] = shown.trimEnd().split('\n');
    expect(anna).toMatch(
      /^anna +finance +pl_.{6}… +every partnership +organisation 6f96\S+ +last used 2\d{3}-/,
    );
    expect(anna).toContain(token.slice(0, 9));
    expect(bruno).toMatch(/^bruno +evaluator +pl_.{6}… +every partnership +until 2099-12-31T/);
    expect(bruno).not.toContain('last used');
    const { out } = await desk.local('user', 'list', '--json');
    expect(JSON.parse(out)).toEqual(accountsOf(desk));
    for (const text of [shown, out]) expect(text.match(TOKEN)).toBeNull();
  });

  it('has its token nowhere in the data folder', () => {
    expect(existsSync(join(desk.data, 'access.db'))).toBe(true);
    const bytes = bytesIn(desk.data);
    expect(bytes).toContain('anna');
    expect(bytes).not.toContain(token);
    expect(bytes).not.toContain(token.slice(12));
  });

  it('cannot be made twice', async () => {
    const run = await desk.local('user', 'add', 'anna', '--role', 'partner');
    expect(run).toEqual({ code: 1, out: '', err: 'pledger: there is an account anna already\n' });
    expect(named(accountsOf(desk), 'anna')?.role).toBe('finance');
  });

  it('opens nothing any more once it is revoked, and stays listed', async () => {
    const revoked = await desk.local('user', 'revoke', 'anna');
    expect(revoked.out).toMatch(/^anna .* REVOKED 2\d{3}-/);
    expect(await callsAs(token)).toBe(401);
    expect((await desk.local('user', 'revoke', 'anna')).out).toBe(revoked.out);
    expect(await list()).toContain(revoked.out.trim());
  });

  it('opens nothing after its last day', async () => {
    const late = tokenIn(
      await desk.local('user', 'add', 'carla', '--role', 'finance', '--expires', '2020-01-01'),
    );
    expect(await callsAs(late)).toBe(401);
  });
});

describe('an account that cannot be', () => {
  const desk = new Desk();
  beforeAll(() => desk.local('user', 'add', 'anna', '--role', 'finance'));
  afterAll(() => desk.close());

  const wrong: [string, string[], number, RegExp][] = [
    [
      'with an unknown role',
      ['add', 'x', '--role', 'boss'],
      2,
      /--role is boss; .* finance, partner, evaluator/,
    ],
    ['without a role', ['add', 'x'], 2, /--role must be one of finance, partner, evaluator/],
    ['without a name', ['add', '--role', 'finance'], 2, /name the account/],
    [
      'with capitals and blanks',
      ['add', 'Anna B', '--role', 'finance'],
      1,
      /Anna B is no account name: lower-case/,
    ],
    ['with 41 letters', ['add', 'a'.repeat(41), '--role', 'finance'], 1, /at most 40/],
    [
      'until a day that does not exist',
      ['add', 'x', '--role', 'finance', '--expires', '2027-02-29'],
      2,
      /2027-02-29/,
    ],
    ['called like the folder’s owner', ['add', 'local', '--role', 'finance'], 1, /local/],
    ['that nobody made', ['revoke', 'nobody'], 1, /there is no account nobody; see: pledger user list/],
    ['by an unknown action', ['rename', 'anna'], 2, /user add\|list\|revoke/],
    ['with two names', ['add', 'x', 'y', '--role', 'finance'], 2, /too many arguments: add x y/],
    ['by a list of one', ['list', 'anna'], 2, /too many arguments: list anna/],
    ['with an unknown option', ['add', 'x', '--admin'], 2, /--admin/],
  ];
  it.each(wrong)('%s is refused', async (_, args, code, said) => {
    const before = accountsOf(desk);
    const run = await desk.local('user', ...args);
    expect([run.code, run.out]).toEqual([code, '']);
    expect(run.err).toMatch(/^pledger: /);
    expect(run.err).toMatch(said);
    expect(accountsOf(desk)).toEqual(before);
  });

  it('is not listed from a folder without accounts, and none is made there', async () => {
    const empty = new Desk();
    expect(await empty.local('user', 'list')).toMatchObject({ code: 2, out: '' });
    expect(existsSync(empty.data)).toBe(false);
    empty.close();
  });
});

describe('who an import is recorded by', () => {
  let desk: Desk;
  const importAs = (...args: string[]): Promise<Run> =>
    desk.local('import', 'opencoesione', 'file.csv', ...args);
  const add = (name: string, ...args: string[]): Promise<Run> => desk.local('user', 'add', name, ...args);

  beforeEach(() => {
    desk = new Desk();
    desk.write('file.csv', shortFile(projects(3)));
  });
  afterEach(() => desk.close());

  it('is the account named with --as, in every event', async () => {
    await add('dora', '--role', 'finance', '--org', '6f9619ff-8b86-4d11-b42d-00c04fc964ff');
    expect((await importAs('--as', 'dora')).code).toBe(0);
    const dora = named(accountsOf(desk), 'dora');
    const events = await eventsIn(desk.data);
    expect(events.length).toBeGreaterThan(3);
    const actor = { id: dora?.id, role: 'finance', org: '6f9619ff-8b86-4d11-b42d-00c04fc964ff' };
    for (const event of events) expect(event.actor).toEqual(actor);
    expect(JSON.stringify(events)).not.toContain('dora');
  });

  it('is the local account otherwise, made when first needed and without a token', async () => {
    await add('dora', '--role', 'finance');
    expect(named(accountsOf(desk), 'local')).toBeUndefined();
    expect((await importAs()).code).toBe(0);
    const local = named(accountsOf(desk), 'local');
    expect(local).toMatchObject({ role: 'finance', org: null, tokenPrefix: null, lastUsedAt: null });
    expect((await desk.local('user', 'list')).out).toMatch(/^local +finance +no token +every partnership$/m);
    const events = await eventsIn(desk.data);
    expect(new Set(events.map(({ actor }) => actor.id))).toEqual(new Set([local?.id]));
    desk.write('file.csv', shortFile([project(7)]));
    await importAs('--as', 'local');
    expect((await eventsIn(desk.data)).at(-1)?.actor.id).toBe(local?.id);
  });

  const barred: [string, string[], RegExp][] = [
    ['a partner', ['--role', 'partner'], /the account erica \(partner\) may not record here/],
    ['an evaluator', ['--role', 'evaluator'], /the account erica \(evaluator\) may not record here/],
    [
      'a finance account of another partnership',
      ['--role', 'finance', '--partnerships', '6f9619ff-8b86-4d11-b42d-00c04fc964ff'],
      /the account erica \(finance\) may not record here/,
    ],
    ['an account that has ended', ['--role', 'finance', '--expires', '2020-01-01'], /the account erica/],
  ];
  it.each(barred)('cannot be %s, and no event is left of the attempt', async (_, args, said) => {
    await add('erica', ...args);
    const run = await importAs('--as', 'erica');
    expect([run.code, run.err]).toEqual([1, expect.stringMatching(said)]);
    expect(await eventsIn(desk.data)).toEqual([]);
  });

  it('is an account of one partnership there, and nowhere else', async () => {
    const title = ['--partnership', 'Progetti'] as const;
    const { out } = await importAs(...title);
    const partnership = /\(([0-9a-f-]{36})\)/.exec(out)?.[1] ?? '';
    await add('erica', '--role', 'finance', '--partnerships', partnership);
    const before = await eventsIn(desk.data);
    const elsewhere = await importAs('--as', 'erica');
    expect([elsewhere.code, elsewhere.err]).toEqual([1, expect.stringContaining('a new partnership')]);
    expect(await eventsIn(desk.data)).toEqual(before);
    desk.write('file.csv', shortFile(projects(4)));
    const there = await importAs('--as', 'erica', ...title);
    expect(there).toMatchObject({ code: 0, out: expect.stringContaining('were there already') });
    const added = (await eventsIn(desk.data)).slice(before.length);
    const erica = named(accountsOf(desk), 'erica');
    expect(added.map(({ type, actor }) => [type, actor.id])).toEqual(
      added.map(() => ['ContributionRecorded', erica?.id]),
    );
    expect(added.length).toBeGreaterThan(0);
  });

  it('cannot be a revoked account or one that does not exist', async () => {
    await add('erica', '--role', 'finance');
    await desk.local('user', 'revoke', 'erica');
    const revoked = await importAs('--as', 'erica');
    const unknown = await importAs('--as', 'franco');
    expect([revoked.code, revoked.err]).toEqual([1, 'pledger: the account erica was revoked\n']);
    expect([unknown.code, unknown.err]).toEqual([
      1,
      'pledger: there is no account franco; see: pledger user list\n',
    ]);
    expect(await eventsIn(desk.data)).toEqual([]);
  });
});
