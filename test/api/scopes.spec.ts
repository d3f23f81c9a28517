/** An account may be limited to some partnerships; in the others it may do nothing. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, everyItem, type Problem } from '../support/api.ts';
import {
  contributionOf,
  ENTRY_ERROR,
  euro,
  freshPartnership,
  openBooks,
  record,
  type Books,
} from '../support/books.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, type TestService } from '../support/service.ts';

const FORBIDDEN = { status: 403, code: 'NOT_ALLOWED' };
let service: TestService;
let here: Books;
let there: Books;
let ours: string;
let theirs: string;
/** Accounts of two roles that may act in `here` alone. */
let finance: Api;
let partner: Api;
let head: string;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  const api = new Api(service.url, service.tokens.finance);
  here = await openBooks(api);
  there = await freshPartnership(here);
  ours = (await record(here, { source: here.from.EU, on: '2023-01-01' })).id;
  theirs = (await record(there, { source: here.from.EU, on: '2023-01-01' })).id;
  head = (await api.head()).toString();
  const limited = { partnerships: [here.partnership], expiresAt: null };
  const add = (name: string, role: 'finance' | 'partner', org: string | null): Api =>
    api.as(service.folder.accounts.add({ ...limited, name, role, org }).token);
  finance = add('limited-finance', 'finance', null);
  partner = add('limited-partner', 'partner', here.cooperative);
});
afterAll(() => service.stop());

describe('a finance office of one partnership', () => {
  const justification = ENTRY_ERROR;
  const base = {
    from: '2020-01-01',
    to: '2020-12-31',
    statedIncrease: '0.22',
    statedResources: euro('9.00'),
    source: { statedBy: 'Comune di prova', statedOn: '2020', title: 'Prova' },
  };
  const commands = (of: Books, contribution: string): [string, unknown][] => [
    ['/contributions', contributionOf(of, { source: here.from.STATE, on: '2023-01-01' })],
    [`/contributions/${contribution}/corrections`, { changes: { act: 'A' }, justification }],
    [`/contributions/${contribution}/reversals`, { justification }],
    [`/partnerships/${of.partnership}/implied-public-bases`, base],
    [`/partnerships/${of.partnership}/implied-public-bases/withdrawals`, { reason: 'Prova' }],
  ];

  it('may record, correct and reverse nothing elsewhere, not even as a trial', async () => {
    for (const dryRun of [true, false]) {
      for (const [path, body] of commands(there, theirs)) {
        expectProblem(await finance.post(path, body, { ifMatch: 0, dryRun }), FORBIDDEN);
      }
    }
    expect((await finance.head()).toString()).toBe(head);
  });

  it('may do all of it at home', async () => {
    const statuses: number[] = [];
    for (const [index, [path, body]] of commands(here, ours).entries()) {
      const ifMatch = index === 2 || index === 4 ? 1 : 0;
      statuses.push((await finance.post(path, body, { ifMatch })).status);
    }
    expect(statuses).toEqual([201, 201, 201, 201, 201]);
  });

  it('is told 403 for a partnership that does not exist, as for any that is not its own', async () => {
    const nowhere = { ...here, partnership: randomUUID() };
    const body = contributionOf(nowhere, { source: here.from.STATE, on: '2023-01-01' });
    expectProblem(await finance.post('/contributions', body), FORBIDDEN);
  });
});

describe.each([
  ['a finance office', () => finance],
  ['a partner', () => partner],
])('%s of one partnership', (_, account) => {
  it('reads the rows of its own alone', async () => {
    const rows = await everyItem<{ partnership: string }>(account(), '/contributions');
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ partnership }) => partnership))).toEqual(new Set([here.partnership]));
  });

  it('is told 403 when it asks for the rows of another', async () => {
    expectProblem(await account().get(`/contributions?partnership=${there.partnership}`), FORBIDDEN);
  });

  it('does not open a contribution of another', async () => {
    const answer = await account().get<Problem>(`/contributions/${theirs}`);
    expect([403, 404]).toContain(answer.status);
    expect((await account().get(`/contributions/${ours}`)).status).toBe(200);
  });

  it('sees the public figures of every one', async () => {
    for (const { partnership } of [here, there]) {
      expect((await account().get(`/figures/L1?partnership=${partnership}`)).status).toBe(200);
    }
  });
});
