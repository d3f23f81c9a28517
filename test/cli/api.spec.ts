/** `pledger post` and `pledger get`: any command and any read, on a data folder of one's own and on a service. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventsIn } from './booked.ts';
import { Desk, type Run, type Service } from './pledger.ts';

const PARTY = { kind: 'PUBLIC_BODY', legalName: 'Comune di prova' };
const NOBODY = '6f9619ff-8b86-4d11-b42d-00c04fc964ff';
const SAVED = /^recorded: ([0-9a-f-]{36}), revision (\d+), position (\d+)\n$/;

const json = (value: unknown): string => JSON.stringify(value);

function idIn({ code, out, err }: Run): string {
  const id = SAVED.exec(out)?.[1];
  if (code !== 0 || id === undefined) throw new Error(`not recorded: ${out} ${err}`);
  return id;
}

function lentTokens(desk: Desk): number {
  const accounts = new DatabaseSync(join(desk.data, 'access.db'), { readOnly: true });
  try {
    return accounts.prepare('SELECT * FROM temporary_token').all().length;
  } finally {
    accounts.close();
  }
}

/** A partnership with its lead body. */
async function registerPartnership(desk: Desk): Promise<string> {
  const leadBody = idIn(await desk.local('post', 'parties', desk.write('lead.json', json(PARTY))));
  const body = { title: 'Prova', instrument: 'COPROGETTAZIONE', leadBody };
  return idIn(await desk.local('post', 'partnerships', desk.write('partnership.json', json(body))));
}

const BASE = {
  from: '2020-01-01',
  to: '2020-12-31',
  statedIncrease: '0.22',
  statedResources: { amount: '9.00', currency: 'EUR' },
  source: { statedBy: 'Comune di prova', statedOn: '2020', title: 'Prova' },
};

describe('a command from a file', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
    desk.write('party.json', json(PARTY));
  });
  afterEach(() => desk.close());

  it('counts once, however often the file is sent and however it is indented', async () => {
    const first = await desk.local('post', 'parties', 'party.json');
    expect(first).toEqual({ code: 0, out: expect.stringMatching(SAVED), err: '' });
    desk.write('again.json', JSON.stringify(PARTY, null, 4));
    for (const file of ['party.json', 'again.json']) {
      const again = await desk.local('post', 'parties', file);
      expect([again.code, again.out]).toEqual([0, expect.stringMatching(/^already recorded: /)]);
      expect(again.out).toContain(idIn(first));
    }
    expect(await eventsIn(desk.data)).toHaveLength(1);
    const other = await desk.local('post', 'parties', 'party.json', '--key', 'once-more');
    expect(idIn(other)).not.toBe(idIn(first));
    expect(await eventsIn(desk.data)).toHaveLength(2);
  });

  it('may come through the standard input', async () => {
    for (const args of [
      ['post', 'parties'],
      ['post', 'parties', '-'],
    ]) {
      const run = await desk.run([...args, '--data', desk.data], {}, json(PARTY));
      expect(run.code).toBe(0);
    }
    expect(await eventsIn(desk.data)).toHaveLength(1);
  });

  it('is decided but not recorded on a dry run, and the key stays free', async () => {
    await desk.local('post', 'parties', 'party.json', '--key', 'another');
    const dry = await desk.local('post', 'parties', 'party.json', '--dry-run');
    expect([dry.code, dry.out]).toEqual([0, expect.stringMatching(/^dry run: .*nothing was recorded\n$/)]);
    expect(await eventsIn(desk.data)).toHaveLength(1);
    expect((await desk.local('post', 'parties', 'party.json')).out).toMatch(SAVED);
  });

  it('gives the receipt of the service with --json', async () => {
    const { out } = await desk.local('post', 'parties', 'party.json', '--json');
    expect(JSON.parse(out)).toMatchObject({ revision: 0, position: '1', dryRun: false });
  });

  it('leaves nothing running, no token and no stray file behind, and the folder free', async () => {
    await desk.local('post', 'parties', 'party.json');
    await desk.local('post', 'parties', desk.write('bad.json', '{}'));
    expect(lentTokens(desk)).toBe(0);
    expect(desk.strays()).toEqual([]);
    expect(readdirSync(desk.data)).not.toContain('holder.json');
    expect((await desk.local('rebuild')).code).toBe(0);
  });

  it('is recorded by the account it runs as', async () => {
    await desk.local('user', 'add', 'dora', '--role', 'finance');
    await desk.local('post', 'parties', 'party.json');
    await desk.local('post', 'parties', 'party.json', '--as', 'dora');
    const { out } = await desk.local('user', 'list', '--json');
    const accounts = JSON.parse(out) as { id: string; name: string }[];
    const idOf = (name: string): string | undefined => accounts.find((each) => each.name === name)?.id;
    const actors = (await eventsIn(desk.data)).map(({ actor }) => actor.id);
    expect(actors).toEqual([idOf('local'), idOf('dora')]);
  });
});

describe('a command on an existing record', () => {
  const desk = new Desk();
  let partnership: string;
  let implied: string;
  beforeAll(async () => {
    partnership = await registerPartnership(desk);
    implied = `partnerships/${partnership}/implied-public-bases`;
    desk.write('base.json', json(BASE));
    desk.write('withdrawal.json', json({ reason: 'Prova' }));
  });
  afterAll(() => desk.close());

  it('with a stale --if-match is refused with the revision it has now', async () => {
    const run = await desk.local('post', implied, 'base.json', '--if-match', '7');
    expect([run.code, run.out]).toEqual([1, '']);
    expect(run.err).toMatch(/^pledger: .* \(REVISION_STALE\)\n {2}The record is at revision 0 now/);
  });

  it('is meant for the revision that the record has now, and counts once', async () => {
    expect((await desk.local('post', implied, 'base.json')).out).toMatch(/revision 1,/);
    const withdrawn = await desk.local('post', `${implied}/withdrawals`, 'withdrawal.json');
    expect(withdrawn.out).toMatch(/^recorded: .* revision 2,/);
    const again = await desk.local('post', `${implied}/withdrawals`, 'withdrawal.json');
    expect(again.out).toMatch(/^already recorded: .* revision 2,/);
  });

  it('that nobody has is the problem of its read', async () => {
    const run = await desk.local('post', `contributions/${NOBODY}/reversals`, 'withdrawal.json');
    expect([run.code, run.out, run.err]).toEqual([1, '', expect.stringContaining('(NOT_FOUND)')]);
  });
});

describe('a problem', () => {
  const desk = new Desk();
  beforeAll(async () => {
    await desk.local('user', 'add', 'erica', '--role', 'evaluator');
    desk.write('bad.json', json({ kind: 'BODY', legalName: 7 }));
    desk.write('party.json', json(PARTY));
  });
  afterAll(() => desk.close());

  it('is told with its title and every place at fault, and ends with 1', async () => {
    const run = await desk.local('post', 'parties', 'bad.json');
    expect([run.code, run.out]).toEqual([1, '']);
    expect(run.err).toMatch(/^pledger: The request is malformed \(MALFORMED\)$/m);
    expect(run.err).toMatch(/^ {2}\/kind must be one of PUBLIC_BODY, /m);
    expect(run.err).toMatch(/^ {2}\/legalName must be a text$/m);
  });

  it('is the service’s own with --json', async () => {
    const run = await desk.local('post', 'parties', 'bad.json', '--json');
    expect(run).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(run.out)).toMatchObject({ code: 'MALFORMED', status: 400 });
  });

  it('is that the account may not do this, when it may not', async () => {
    const run = await desk.local('post', 'parties', 'party.json', '--as', 'erica');
    expect([run.code, run.err]).toEqual([1, expect.stringContaining('(NOT_ALLOWED)')]);
    expect((await desk.local('get', 'parties', '--as', 'erica')).code).toBe(0);
    const unknown = await desk.local('post', 'parties', 'party.json', '--as', 'franco');
    expect(unknown).toEqual({
      code: 1,
      out: '',
      err: 'pledger: there is no account franco; see: pledger user list\n',
    });
    expect(await eventsIn(desk.data)).toEqual([]);
  });
});

describe('what cannot be asked so', () => {
  const desk = new Desk();
  beforeAll(() => {
    desk.write('party.json', json(PARTY));
    desk.write('text.json', 'kind: OTHER');
    desk.write('latin1.json', Uint8Array.of(0x22, 0xe8, 0x22));
  });
  afterAll(() => desk.close());

  const wrong: [string, string[], RegExp][] = [
    ['without a path', ['get'], /pledger get PATH/],
    ['with two paths', ['get', 'parties', 'partnerships'], /pledger get PATH/],
    ['with a slash first', ['get', '/parties'], /\/parties is no path of the API/],
    ['at another address', ['get', 'http://127.0.0.1:1/api/v1/parties'], /no path of the API/],
    ['above the API', ['get', '../../health/live'], /no path of the API/],
    ['above the API in the middle', ['get', 'parties/../../../health/live'], /no path of the API/],
    ['above the API in disguise', ['get', 'parties/%2e%2e/%2e%2e/%2E%2E/health/live'], /no path of the API/],
    ['above the API on backslashes', ['post', 'a\\..\\..\\..\\health', 'party.json'], /no path of the API/],
    ['with a fragment', ['get', 'parties#all'], /no path of the API/],
    ['a command with a query', ['post', 'parties?dryRun=true', 'party.json'], /has a query/],
    ['a command with two files', ['post', 'parties', 'party.json', 'party.json'], /pledger post PATH/],
    ['what is no JSON', ['post', 'parties', 'text.json'], /text.json is not JSON in UTF-8/],
    ['what is no UTF-8', ['post', 'parties', 'latin1.json'], /latin1.json is not JSON in UTF-8/],
    ['a revision that is none', ['post', 'parties', 'party.json', '--if-match', '"0"'], /--if-match is "0"/],
    ['with an unknown option', ['post', 'parties', 'party.json', '--force'], /--force/],
    ['a read where there is no ledger', ['get', 'parties'], /holds no ledger/],
    ['a dry run where there is no ledger', ['post', 'parties', 'party.json', '--dry-run'], /holds no ledger/],
  ];
  it.each(wrong)('%s ends with 2, and nothing is made', async (_, args, said) => {
    const run = await desk.local(...args);
    expect([run.code, run.out, run.err]).toEqual([2, '', expect.stringMatching(said)]);
    expect(existsSync(desk.data)).toBe(false);
  });

  it('a file that is not there ends with 1', async () => {
    const run = await desk.local('post', 'parties', 'missing.json');
    expect([run.code, run.err]).toEqual([1, expect.stringContaining('missing.json')]);
  });
});

describe('a running service', () => {
  const desk = new Desk();
  let service: Service;
  let token: string;
  const remote = (...args: string[]): Promise<Run> =>
    desk.run([...args, '--server', service.url], { PLEDGER_TOKEN: token });

  beforeAll(async () => {
    const { out } = await desk.local('user', 'add', 'anna', '--role', 'finance', '--json');
    ({ token } = JSON.parse(out) as { token: string });
    desk.write('party.json', json(PARTY));
    desk.write('base.json', json(BASE));
    desk.write('withdrawal.json', json({ reason: 'Prova' }));
    idIn(await desk.local('post', 'parties', 'party.json', '--as', 'anna'));
    service = await desk.serve();
  });
  afterAll(async () => {
    await service.stop();
    desk.close();
  });

  it('takes the same file as the same command', async () => {
    expect((await remote('post', 'parties', 'party.json')).out).toMatch(/^already recorded: /);
  });

  it('shows in a read all that was posted before, and decides the next command by it', async () => {
    const leadBody = /[0-9a-f-]{36}/.exec((await remote('post', 'parties', 'party.json')).out)?.[0];
    for (let round = 0; round < 5; round += 1) {
      const body = { title: `Prova ${round}`, instrument: 'COPROGETTAZIONE', leadBody };
      const id = idIn(await remote('post', 'partnerships', desk.write('next.json', json(body))));
      expect((await remote('post', `partnerships/${id}/implied-public-bases`, 'base.json')).out).toMatch(
        SAVED,
      );
      const withdrawals = `partnerships/${id}/implied-public-bases/withdrawals`;
      expect((await remote('post', withdrawals, 'withdrawal.json')).out).toMatch(SAVED);
      const read = await remote('get', `partnerships/${id}`, '--json');
      expect(JSON.parse(read.out)).toMatchObject({ id, revision: 2, impliedPublicBase: null });
    }
  });

  it('keeps its folder to itself, and says where it is', async () => {
    const run = await desk.local('get', 'parties');
    expect([run.code, run.out]).toEqual([1, '']);
    expect(run.err).toContain(`talk to it with: --server ${service.url}`);
    expect((await remote('get', 'parties')).code).toBe(0);
  });

  it('needs a token, and goes without --as', async () => {
    const bare = await desk.run(['get', 'parties', '--server', service.url]);
    expect([bare.code, bare.err]).toEqual([1, expect.stringContaining('(TOKEN_MISSING)')]);
    expect((await remote('get', 'parties', '--as', 'anna')).code).toBe(2);
  });
});
