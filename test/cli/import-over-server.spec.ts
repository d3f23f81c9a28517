/** The same file imported through a running service and into a data folder of one's own: the same ledger comes out. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Figure } from '#read-models/figures/figures';
import { Api, everyItem } from '../support/api.ts';
import { startDemoService, type TestService } from '../support/service.ts';
import { bookedBy, eventsBehind, eventsIn, type Booked } from './booked.ts';
import { figureIn, shownIn } from './figures.ts';
import { Desk, type Run } from './pledger.ts';
import { project, projects, shortFile } from './projects.ts';

const FILE = 'progetti.csv';
const ROWS = 300;
const CONTRIBUTIONS = ROWS + ROWS / 3;
const QUESTION = ['figure', '--json', '--group-by', 'year', '--effective-as-of', '2031-12-31'] as const;

let service: TestService;
let desk: Desk;
beforeAll(async () => {
  service = await startDemoService({ empty: true });
  desk = new Desk();
  desk.write(FILE, shortFile(projects(ROWS)));
});
afterAll(async () => {
  desk.close();
  await service.stop();
});

async function addressOf(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const through = (token: string, ...args: string[]): Promise<Run> =>
  desk.run([...args, '--server', service.url], { PLEDGER_TOKEN: token });
const head = (): Promise<bigint> => new Api(service.url, null).head();

/** All but who recorded it: the local account here, the token's account there. */
function statementsOf(booked: ReadonlyMap<string, Booked>): Record<string, object> {
  const named = [...booked].map(([reference, { actor: _actor, ...rest }]) => [reference, rest] as const);
  return Object.fromEntries(named);
}

function withoutIds({ partnership: _partnership, partnerships: _links, ...figure }: Figure): object {
  return figure;
}

/** What an import printed, without the id of the partnership. */
const withoutId = ({ out }: Run): string => out.replace(/\([0-9a-f-]{36}\)/, '');

describe('what the service does not take', () => {
  it.each([
    ['a partner', 'partner', /NOT_ALLOWED: The role partner may not/],
    ['an evaluator', 'evaluator', /NOT_ALLOWED: The role evaluator may not/],
  ] as const)('is the import of %s', async (_, role, reason) => {
    const run = await through(service.tokens[role], 'import', 'opencoesione', FILE);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/^pledger: /);
    expect(run.err).toMatch(reason);
    expect(await head()).toBe(0n);
  });

  it.each([
    ['an unknown token', `pl_${'x'.repeat(43)}`, /TOKEN_REFUSED: The access token is not known/],
    ['something that is no token', 'password', /TOKEN_REFUSED/],
    ['no token', '', /TOKEN_MISSING: Send Authorization/],
  ])('is an import with %s', async (_, token, reason) => {
    const run = await through(token, 'import', 'opencoesione', FILE);
    expect([run.code, run.err]).toEqual([1, expect.stringMatching(reason)]);
    if (token !== '') expect(run.err + run.out).not.toContain(token);
    expect(await head()).toBe(0n);
  });

  it('is an account or a data folder beside the server', async () => {
    for (const extra of [
      ['--as', 'local'],
      ['--data', desk.data],
    ]) {
      const run = await through(service.tokens.finance, 'import', 'opencoesione', FILE, ...extra);
      expect([run.code, run.err]).toEqual([2, expect.stringContaining('--server goes without')]);
    }
    expect([desk.hasLedger(), await head()]).toEqual([false, 0n]);
  });
});

describe('an address without a ledger', () => {
  const servers = [1, 2].map(() => createServer((_, response) => response.end('<html>another site</html>')));
  let [nobody = '', somebody = ''] = ['', ''];
  beforeAll(async () => {
    [nobody = '', somebody = ''] = await Promise.all(servers.map(addressOf));
    servers[0]?.close();
  });
  afterAll(() => {
    servers[1]?.close();
  });

  it('is named when nobody or somebody else answers there', async () => {
    const runs = await Promise.all([
      desk.run(['import', 'opencoesione', FILE, '--server', nobody, '--token', service.tokens.finance]),
      desk.run(['figure', '--server', nobody]),
      desk.run(['figure', '--server', somebody]),
    ]);
    expect(runs.map(({ code }) => code)).toEqual([1, 1, 1]);
    const named = [nobody, nobody, somebody];
    for (const [index, { err }] of runs.entries()) {
      expect(err).toMatch(new RegExp(`^pledger: ${named[index]}/api/v1 does not answer`));
    }
  });

  it.each(['127.0.0.1:3000', 'ftp://127.0.0.1', 'http://127.0.0.1:3000/api/v1'])(
    'such as %s is refused with an example of one',
    async (address) => {
      const run = await desk.run(['figure', '--server', address]);
      expect([run.code, run.err]).toEqual([2, expect.stringContaining('write http://127.0.0.1:3000')]);
    },
  );
});

describe('a file of 300 rows', () => {
  let there: Run;
  let here: Run;
  let thereAgain: Run;
  let hereAgain: Run;

  beforeAll(async () => {
    const file = ['import', 'opencoesione', FILE] as const;
    const both = (): Promise<[Run, Run]> =>
      Promise.all([through(service.tokens.finance, ...file), desk.local(...file)]);
    [there, here] = await both();
    [thereAgain, hereAgain] = await both();
  });

  it('is imported with the same words', () => {
    expect([there.code, here.code]).toEqual([0, 0]);
    expect(there.out).toContain(`recorded ${CONTRIBUTIONS} contributions, 0 were there already`);
    expect(withoutId(there)).toBe(withoutId(here));
  });

  it('is the same ledger: parties, sources and every statement under its reference', async () => {
    const events = await eventsBehind(service.url, service.tokens.finance);
    const local = await eventsIn(desk.data);
    expect(statementsOf(bookedBy(events))).toEqual(statementsOf(bookedBy(local)));
    expect(events.map(({ type }) => type).toSorted()).toEqual(local.map(({ type }) => type).toSorted());
  });

  it('has the same figures', async () => {
    const remote = shownIn(await desk.run([...QUESTION, '--server', service.url]));
    const local = shownIn(await desk.local(...QUESTION));
    expect(remote.items.map(withoutIds)).toEqual(local.items.map(withoutIds));
    expect(remote.items).toHaveLength(5);
    expect(remote.items[0]?.groups).toHaveLength(10);
  });

  it('is not recorded again', () => {
    for (const [first, again] of [
      [there, thereAgain],
      [here, hereAgain],
    ] as const) {
      const expected = first.out.replace(
        `recorded ${CONTRIBUTIONS} contributions, 0 were`,
        `recorded 0 contributions, ${CONTRIBUTIONS} were`,
      );
      expect([again.code, again.out]).toEqual([0, expected]);
    }
  });

  it('is not recorded again by another account either', async () => {
    const account = { name: 'second', role: 'finance', org: null, expiresAt: null } as const;
    const { token } = service.folder.accounts.add({ ...account, partnerships: '*' });
    const before = await head();
    const run = await through(token, 'import', 'opencoesione', FILE);
    expect(run.code).toBe(0);
    expect(run.out).toContain(`recorded 0 contributions, ${CONTRIBUTIONS} were there already`);
    expect(await head()).toBe(before);
  });

  it('with changed rows is told apart through the service as well', async () => {
    desk.write('cambiato.csv', shortFile([project(0), project(1, { FINANZ_TOTALE_PUBBLICO: '7,00' })]));
    const title = `OpenCoesione: ${FILE}`;
    const file = ['import', 'opencoesione', 'cambiato.csv', '--partnership', title] as const;
    const before = await head();
    const run = await through(service.tokens.finance, ...file);
    expect(run.code).toBe(1);
    expect(run.out).toContain('recorded 0 contributions, 2 were there already');
    expect(run.out).toMatch(/^1 differ[^\n]*\n {2}row 3 +opencoesione:1LO1:FINANZ_TOTALE_PUBBLICO/m);
    expect(await head()).toBe(before);
  });
});

describe('a file whose contributions were reversed since', () => {
  it('is told to be so through the service and on its data folder', async () => {
    const file = desk.write('annullati.csv', shortFile([project(700, { FINANZ_PRIVATO: '' }), project(703)]));
    const args = ['import', 'opencoesione', file] as const;
    const first = await through(service.tokens.finance, ...args);
    const partnership = /\(([0-9a-f-]{36})\)/.exec(first.out)?.[1] ?? '';
    const finance = new Api(service.url, service.tokens.finance);
    const [reversed] = await everyItem<{ id: string }>(finance, `/contributions?partnership=${partnership}`);
    const body = { justification: { reason: 'ENTRY_ERROR' } };
    await finance.post(`/contributions/${reversed?.id}/reversals`, body, { ifMatch: 0 });
    const again = await through(service.tokens.finance, ...args);
    let local = again;
    service = await service.restart(async (path) => {
      local = await desk.run([...args, '--data', path]);
    });
    expect(first.out).not.toContain('reversed');
    for (const { code, out } of [again, local]) {
      const [, recorded, told] = out.split('\n');
      expect([code, recorded]).toEqual([0, 'recorded 0 contributions, 2 were there already']);
      expect(told).toBe('1 contributions of the partnership were reversed and no longer count');
    }
  });
});

describe('a project that one way takes, the other takes too', () => {
  const many = Array.from({ length: 250 }, (_, number) => `Comune ${number}`).join(':::');
  it.each([
    ['a blank in its code', { COD_LOCALE_PROGETTO: 'LO 17/2022' }],
    ['letters beyond ASCII in its code', { COD_LOCALE_PROGETTO: 'Città–17' }],
    ['250 municipalities', { DEN_COMUNE: many }],
    ['a code of 170 characters', { COD_LOCALE_PROGETTO: 'x'.repeat(170) }],
    ['the name of a place in 120 letters', { DEN_COMUNE: 'y'.repeat(120) }],
  ])(
    'with %s',
    async (name, cells) => {
      const file = desk.write(`${name}.csv`, shortFile([project(500), project(501, cells)]));
      const args = ['import', 'opencoesione', file] as const;
      const alone = new Desk();
      try {
        const [local, remote] = await Promise.all([
          alone.run(['import', 'opencoesione', desk.path(file), '--data', alone.data]),
          through(service.tokens.finance, ...args),
        ]);
        const outcome = ({ code, out }: Run): object => ({ code, recorded: /^recorded .*/m.exec(out)?.[0] });
        expect({ ...outcome(remote), err: remote.err }).toEqual({ ...outcome(local), err: local.err });
        const asked = ['figure', 'L6', '--json', '--partnership', `OpenCoesione: ${file}`] as const;
        const [far, near] = await Promise.all([
          desk.run([...asked, '--server', service.url]),
          alone.local(...asked),
        ]);
        expect(far.code).toBe(near.code);
        if (far.code === 0) expect(figureIn(far).numerator).toEqual(figureIn(near).numerator);
      } finally {
        alone.close();
      }
    },
    20_000,
  );
});
