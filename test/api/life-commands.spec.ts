/**
 * Every command on the life of a contribution, on transfers and on years, held to what all commands promise: who may
 * send it, what it refuses, that it is sent again without harm, and that a dry run leaves nothing behind.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Answer, type Posting, type Problem, type Receipt } from '../support/api.ts';
import {
  ENTRY_ERROR,
  euro,
  freshPartnership,
  openBooks,
  record,
  registerParty,
  type Books,
} from '../support/books.ts';
import { CHECKLIST, decisionOf, partOf, pledgeOf, transferOf } from '../support/commands.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let second: Api;
let partner: Api;
let books: Books;
/** Another body, to pass money on to. */
let association: string;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
  association = await registerParty(api, { kind: 'THIRD_SECTOR_BODY', legalName: 'Associazione di prova' });
  second = api.as(tokenFor(service, 'finance'));
  partner = api.as(tokenFor(service, 'partner', { org: books.cooperative }));
});
afterAll(() => service.stop());

/** A command that would be accepted. */
interface Ready {
  readonly path: string;
  readonly body: object;
  /** Absent for a command that opens a record. */
  readonly ifMatch?: number;
  readonly by: Api;
}

const change = (id: string, what: string, body: object, ifMatch = 0, by = api): Ready => ({
  path: `/contributions/${id}/${what}`,
  body,
  ifMatch,
  by,
});
const gift = async (): Promise<string> =>
  (await record(books, { source: books.from.FOUNDATION, on: '2024-03-01' })).id;
const pledge = async (): Promise<string> => (await api.done('/pledges', pledgeOf(books))).id;
const transfer = async (): Promise<Receipt> => {
  const funding = await gift();
  return api.done('/transfers', transferOf(books, funding, association));
};

/** A calendar in which the closing of 2024 was started, and how often by now. */
async function closing(): Promise<string> {
  const fresh = await freshPartnership(books);
  await record(fresh, { source: books.from.FOUNDATION, on: '2024-03-01' });
  const years = `/partnerships/${fresh.partnership}/periods/2024`;
  await api.done(`${years}/closings`, { checklist: CHECKLIST }, { ifMatch: -1 });
  return years;
}
const ofYear = (years: string, what: string, body: object, ifMatch: number, by = api): Ready => ({
  path: `${years}/${what}`,
  body,
  ifMatch,
  by,
});

const JUSTIFIED = { justification: ENTRY_ERROR };
const REPAID = { amount: euro('10.00'), act: 'Determina 1' };

/** Name, how to get there, and a member that is wrong with the place that is to be blamed. */
const COMMANDS: readonly (readonly [string, () => Ready | Promise<Ready>, object, string])[] = [
  [
    'reclassify',
    async () =>
      change(await gift(), 'reclassifications', { fundingSource: books.from.COMPANY, ...JUSTIFIED }),
    { fundingSource: 'another' },
    '/fundingSource',
  ],
  [
    'attach evidence',
    async () => {
      const sha256 = randomUUID().replaceAll('-', '').repeat(2);
      return change(await gift(), 'evidence', { document: { reference: 'Prot. 2', sha256 } });
    },
    { document: { reference: 'Prot. 2', sha256: 'ABC' } },
    '/document/sha256',
  ],
  [
    'commit',
    async () => change(await pledge(), 'commitments', partOf('40.00', { keepRemainder: true })),
    { part: { amount: euro('1.00'), quantity: '1' } },
    '/part',
  ],
  [
    'deliver',
    async () => change(await pledge(), 'deliveries', partOf('40.00')),
    { effective: { from: '2024-02-30' } },
    '/effective/from',
  ],
  [
    'pay',
    async () => change(await pledge(), 'payments', partOf('40.00')),
    { accounting: { year: '2024' } },
    '/accounting/year',
  ],
  [
    'undo a movement',
    async () => {
      const id = await pledge();
      await api.done(`/contributions/${id}/deliveries`, partOf('40.00'), { ifMatch: 0 });
      return change(id, 'movement-reversals', { movement: 1, ...JUSTIFIED }, 1);
    },
    { movement: 0 },
    '/movement',
  ],
  [
    'verify',
    async () => change(await gift(), 'verifications', decisionOf('100.00'), 0, second),
    { claimed: { amount: 100, currency: 'EUR' } },
    '/claimed/amount',
  ],
  ['confirm', async () => change(await gift(), 'confirmations', {}, 0, partner), { word: 'YES' }, '/word'],
  [
    'contest',
    async () => change(await gift(), 'contests', { reason: 'WRONG_AMOUNT' }, 0, partner),
    { reason: 'UNFAIR' },
    '/reason',
  ],
  [
    'resolve a contest',
    async () => {
      const id = await gift();
      await partner.done(`/contributions/${id}/contests`, { reason: 'NOT_OURS' }, { ifMatch: 0 });
      const outcome = { outcome: 'DISMISSED', reference: 'Verbale 1' };
      return change(id, 'contest-resolutions', outcome, 1, second);
    },
    { reference: null },
    '/reference',
  ],
  [
    'recover',
    async () => {
      const body = { ...REPAID, from: books.cooperative, effectiveOn: '2024-06-01' };
      return change(await gift(), 'recoveries', body);
    },
    { act: ' ' },
    '/act',
  ],
  [
    'waive a recovery',
    async () => change(await gift(), 'recovery-waivers', { ...REPAID, reason: 'Antieconomico' }),
    { reason: 'x'.repeat(201) },
    '/reason',
  ],
  [
    'revise a pledge',
    async () => {
      const resource = { kind: 'CASH', amount: euro('120.00') };
      return change(await pledge(), 'pledge-revisions', {
        resource,
        effectiveOn: '2024-06-01',
        ...JUSTIFIED,
      });
    },
    { resource: { kind: 'RELATIONAL' } },
    '/resource/kind',
  ],
  [
    'release a pledge',
    async () => change(await pledge(), 'pledge-releases', { effectiveOn: '2024-06-01' }),
    { effectiveOn: null },
    '/effectiveOn',
  ],
  ['expire a pledge', async () => change(await pledge(), 'pledge-expiries', {}), { on: '2025-12-31' }, '/on'],
  [
    'reverse a transfer',
    async () => {
      const { id } = await transfer();
      const body = { effectiveOn: '2024-06-01', ...JUSTIFIED };
      return { path: `/transfers/${id}/reversals`, body, ifMatch: 0, by: api };
    },
    { justification: {} },
    '/justification/reason',
  ],
  [
    'start closing a year',
    async () => {
      const years = await closing();
      await api.done(`${years}/abandonments`, { reason: 'Prova' }, { ifMatch: 0 });
      return ofYear(years, 'closings', { checklist: CHECKLIST }, 1);
    },
    { checklist: [{ item: 'UNVERIFIED', outcome: 'PERHAPS' }] },
    '/checklist/0/outcome',
  ],
  [
    'close a year',
    async () => ofYear(await closing(), 'closures', {}, 0, second),
    { firstYear: 2020 },
    '/firstYear',
  ],
  [
    'abandon a closing',
    async () => ofYear(await closing(), 'abandonments', { reason: 'Prova' }, 0),
    { reason: '' },
    '/reason',
  ],
  [
    'reopen a year',
    async () => {
      const years = await closing();
      const { revision } = await second.done(`${years}/closures`, {}, { ifMatch: 0 });
      return ofYear(years, 'reopenings', { reason: 'Prova' }, revision);
    },
    { reason: 7 },
    '/reason',
  ],
  [
    'pledge',
    () => ({ path: '/pledges', body: pledgeOf(books), by: api }),
    { schedule: [{ year: 2024, amount: '50.00' }] },
    '/schedule/0/amount',
  ],
  [
    'transfer',
    async () => ({ path: '/transfers', body: transferOf(books, await gift(), association), by: api }),
    { fundedBy: [{ contribution: 'x', amount: euro('60.00') }] },
    '/fundedBy/0/contribution',
  ],
  [
    'declare a relational resource',
    () => ({ path: '/contributions', body: relational(), by: api }),
    { resource: { kind: 'RELATIONAL', indicator: 'network nodes', quantity: '14', unit: 'nodi' } },
    '/resource/indicator',
  ],
];

function relational(): object {
  const { partnership, cooperative: bringer } = books;
  const resource = { kind: 'RELATIONAL', indicator: 'NETWORK_NODES', quantity: '14', unit: 'nodi' };
  return { partnership, bringer, resource, effective: { from: '2024-01-01', to: '2024-12-31' } };
}

function send(
  { path, body, ifMatch, by }: Ready,
  more: Posting & { readonly as?: Api; readonly body?: object } = {},
): Promise<Answer<Receipt & Problem>> {
  const { as = by, body: other = body, ...posting } = more;
  return as.post<Receipt & Problem>(path, other, {
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...posting,
  });
}

describe.each(COMMANDS)('to %s', (_, prepare, wrong, pointer) => {
  it('is done once, however often it is sent, and its record is where it says', async () => {
    const ready = await prepare();
    const key = randomUUID();
    const done = await send(ready, { key });
    expect([done.status, done.body.dryRun]).toEqual([201, false]);
    expect(done.headers.get('etag')).toBe(`"${done.body.revision}"`);
    const head = await api.head();
    const again = await send(ready, { key });
    expect([again.status, again.text]).toEqual([201, done.text]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await api.head()).toBe(head);
    const place = done.headers.get('location') ?? '';
    const read = await api.get(place.replace('/api/v1', ''), { 'ledger-after': String(head) });
    expect([read.status, read.headers.get('etag')]).toEqual([200, done.headers.get('etag')]);
    const other = await send(ready, { key, body: { ...ready.body, ...wrong } });
    expect([400, 422]).toContain(other.status);
  });

  it('is refused with the place of what is wrong, and leaves no trace', async () => {
    const ready = await prepare();
    const head = await api.head();
    const refused = await send(ready, { body: { ...ready.body, ...wrong } });
    expectProblem(refused, { status: 400, code: 'MALFORMED', pointer });
    expect(await api.head()).toBe(head);
  });

  it('is for its own role only, and only where the account may act', async () => {
    const ready = await prepare();
    const elsewhere = { partnerships: [randomUUID()] };
    const own = ready.by === partner ? 'partner' : 'finance';
    const strangers = [
      service.tokens.evaluator,
      own === 'partner' ? service.tokens.finance : tokenFor(service, 'partner', { org: books.cooperative }),
      tokenFor(service, own, { ...elsewhere, org: books.cooperative }),
    ];
    for (const token of strangers) {
      const refused = await send(ready, { as: api.as(token) });
      expectProblem(refused, { status: 403, code: 'NOT_ALLOWED' });
    }
    expect((await send(ready)).status).toBe(201);
  });

  it('tells on a dry run what would happen, and does nothing', async () => {
    const ready = await prepare();
    const head = await api.head();
    const key = randomUUID();
    const dry = await send(ready, { key, dryRun: true });
    expect([dry.status, dry.body.dryRun, dry.body.position]).toEqual([201, true, null]);
    expect(await api.head()).toBe(head);
    const done = await send(ready, { key });
    expect([done.status, done.body.revision]).toEqual([201, dry.body.revision]);
  });

  it('needs the revision of what exists, and the one that it has now', async () => {
    const ready = await prepare();
    if (ready.ifMatch === undefined) return;
    const { path, body, by } = ready;
    expectProblem(await by.post<Problem>(path, body), { status: 428, code: 'REVISION_MISSING' });
    const stale = await send(ready, { ifMatch: ready.ifMatch + 1 });
    expectProblem(stale, { status: 412, code: 'REVISION_STALE' });
    const unknown = path.replace(/[0-9a-f-]{36}/, randomUUID());
    expectProblem(await send({ ...ready, path: unknown }), { status: 404, code: 'NOT_FOUND' });
  });
});
