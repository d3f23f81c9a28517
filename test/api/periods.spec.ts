/** Closing a year over HTTP: two people, nothing enters after, late facts are marked, reopening goes backwards. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, everyItem, type Answer, type Problem, type Receipt } from '../support/api.ts';
import { contributionOf, freshPartnership, openBooks, record, type Books } from '../support/books.ts';
import { CHECKLIST } from '../support/commands.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let second: Api;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
  second = api.as(tokenFor(service, 'finance'));
});
afterAll(() => service.stop());

interface Calendar {
  readonly revision: number;
  readonly years: readonly {
    readonly year: number;
    readonly phase: string;
    readonly history: readonly {
      readonly type: string;
      readonly closedOn: { readonly streams: number } | null;
    }[];
  }[];
}
const calendar = async ({ partnership }: Books, query = ''): Promise<Answer<Calendar>> =>
  api.get<Calendar>(`/partnerships/${partnership}/periods${query}`);

/** Sends a command on a year, for the revision that the calendar has now. */
async function tell(
  of: Books,
  year: number,
  what: string,
  body: object,
  by = api,
): Promise<Answer<Receipt & Problem>> {
  const ifMatch = (await calendar(of)).headers.get('etag') ?? '';
  return by.post<Receipt & Problem>(`/partnerships/${of.partnership}/periods/${year}/${what}`, body, {
    ifMatch,
  });
}
const started = (of: Books, year: number): Promise<Answer<Receipt & Problem>> =>
  tell(of, year, 'closings', { checklist: CHECKLIST });
const closed = async (of: Books, year: number): Promise<void> => {
  expect((await started(of, year)).status).toBe(201);
  expect((await tell(of, year, 'closures', {}, second)).status).toBe(201);
};
const inBooks = async (...years: number[]): Promise<Books> => {
  const fresh = await freshPartnership(books);
  for (const year of years) await record(fresh, { source: books.from.FOUNDATION, on: `${year}-05-01` });
  return fresh;
};

it('a calendar is empty at first, and tells every step that was taken', async () => {
  const of = await inBooks(2023, 2023);
  const { body, headers } = await calendar(of);
  expect([headers.get('etag'), body]).toEqual([
    '"-1"',
    { partnership: of.partnership, revision: -1, years: [] },
  ]);
  await started(of, 2023);
  const before = await api.head();
  await tell(of, 2023, 'abandonments', { reason: 'Mancano documenti' });
  await closed(of, 2023);
  const [year] = (await calendar(of)).body.years;
  expect(year).toMatchObject({ year: 2023, phase: 'CLOSED' });
  expect(year?.history.map(({ type }) => type)).toEqual([
    'PeriodClosingStarted',
    'PeriodClosingAbandoned',
    'PeriodClosingStarted',
    'PeriodClosed',
  ]);
  // The partnership itself and its two contributions.
  expect(year?.history.at(-1)?.closedOn).toMatchObject({ streams: 3 });
  const then = (await calendar(of, `?knownAsOf=${before}`)).body;
  expect(then.years).toMatchObject([
    { year: 2023, phase: 'CLOSING', history: [{ type: 'PeriodClosingStarted' }] },
  ]);
});

describe('a closing', () => {
  it('asks for every item of the checklist, and a note for what is accepted', async () => {
    const of = await inBooks(2023);
    const without = CHECKLIST.slice(1);
    expectProblem(await tell(of, 2023, 'closings', { checklist: without }), {
      status: 422,
      code: 'CHECKLIST_INCOMPLETE',
      pointer: '/checklist',
    });
    const accepted = [{ item: 'UNVERIFIED', outcome: 'ACCEPTED' }, ...without];
    expectProblem(await tell(of, 2023, 'closings', { checklist: accepted }), {
      status: 422,
      code: 'CHECKLIST_NOTE_MISSING',
      pointer: '/checklist/0/note',
    });
  });

  it('is concluded by another person, in the order of the years', async () => {
    const of = await inBooks(2022, 2023);
    expectProblem(await started(of, 2023), { status: 409, code: 'EARLIER_PERIOD_OPEN' });
    expectProblem(await started(of, 2021), { status: 422, code: 'PERIOD_BEFORE_FIRST_YEAR' });
    expectProblem(await tell(of, 2022, 'closures', {}), { status: 409, code: 'PERIOD_NOT_CLOSING' });
    await started(of, 2022);
    expectProblem(await tell(of, 2022, 'closures', {}), { status: 409, code: 'SAME_PERSON' });
    expect((await tell(of, 2022, 'closures', {}, second)).status).toBe(201);
    await closed(of, 2023);
    expectProblem(await tell(of, 2022, 'reopenings', { reason: 'Prova' }), {
      status: 409,
      code: 'LATER_PERIOD_CLOSED',
    });
    expectProblem(await tell(of, 2023, 'reopenings', { reason: 'Prova' }, second), {
      status: 409,
      code: 'SAME_PERSON',
    });
    expect((await tell(of, 2023, 'reopenings', { reason: 'Prova' })).status).toBe(201);
    expect((await tell(of, 2022, 'reopenings', { reason: 'Prova' })).status).toBe(201);
  });

  it('sent again after more was recorded is the same closing', async () => {
    const of = await inBooks(2023);
    const path = `/partnerships/${of.partnership}/periods/2023`;
    const start = { key: `start-${of.partnership}`, ifMatch: -1 };
    const first = await api.post(`${path}/closings`, { checklist: CHECKLIST }, start);
    const end = { key: `end-${of.partnership}`, ifMatch: 0 };
    const last = await second.post(`${path}/closures`, {}, end);
    await record(of, { source: books.from.FOUNDATION, on: '2024-05-01' });
    const again = [
      await api.post(`${path}/closings`, { checklist: CHECKLIST }, start),
      await second.post(`${path}/closures`, {}, end),
    ];
    expect(again.map(({ status, text }) => [status, text])).toEqual([
      [201, first.text],
      [201, last.text],
    ]);
  });

  it('of a year that is none, or of a partnership that is none, is not found', async () => {
    const of = await inBooks(2023);
    expectProblem(
      await api.post<Problem>(`/partnerships/${of.partnership}/periods/23/closures`, {}, { ifMatch: -1 }),
      {
        status: 400,
        code: 'MALFORMED',
      },
    );
    const nowhere = '/partnerships/6f9619ff-8b86-4d11-b42d-00c04fc964ff/periods';
    expectProblem(await api.get<Problem>(nowhere), { status: 404, code: 'NOT_FOUND' });
    expectProblem(await api.post<Problem>(`${nowhere}/2023/closures`, {}, { ifMatch: -1 }), {
      status: 404,
      code: 'NOT_FOUND',
    });
  });
});

it('nothing enters a closed year, and what comes late is marked as such', async () => {
  const of = await inBooks(2023);
  await closed(of, 2023);
  const late = contributionOf(of, { source: books.from.FOUNDATION, on: '2023-06-01' });
  const refused = await api.post<Problem>('/contributions', late);
  expectProblem(refused, { status: 409, code: 'PERIOD_CLOSED', pointer: '/effective' });
  const marked = { ...late, effective: { from: '2024-01-10' }, lateFor: { from: '2023-06-01' } };
  const { id } = await api.done('/contributions', marked);
  const path = `/contributions?partnership=${of.partnership}&late=`;
  expect((await everyItem<{ id: string }>(api, `${path}true`)).map((row) => row.id)).toEqual([id]);
  expect(await everyItem(api, `${path}false`)).toHaveLength(1);
  const findings = await api.get(`/findings?partnership=${of.partnership}`);
  expect(findings.body).toEqual({ items: [], nextCursor: null });
});

it('the checklist counts what a year leaves open', async () => {
  const of = await inBooks(2023, 2023, 2024);
  const path = `/partnerships/${of.partnership}/periods/2023/checklist`;
  interface Checklist {
    readonly phase: string;
    readonly items: readonly { readonly item: string; readonly open: number | null }[];
  }
  const { body } = await api.get<Checklist>(path);
  const open = Object.fromEntries(body.items.map(({ item, open: count }) => [item, count]));
  expect(body.phase).toBe('OPEN');
  expect(open).toEqual({
    UNVERIFIED: 2,
    CONTESTED: 0,
    EVIDENCE_MISSING: 2,
    UNVALUED: 0,
    DUPLICATES: null,
    EXPIRING_PLEDGES: 0,
    ACCOUNTS_RECONCILED: null,
  });
});

it('the controls tell their rule, its source, and what follows', async () => {
  const { status, body } = await api.as(null).get<{ items: { code: string }[] }>('/controls');
  expect(status).toBe(200);
  expect(body.items.find(({ code }) => code === 'HOURS_CEILING')).toEqual({
    code: 'HOURS_CEILING',
    version: 1,
    rule: {
      it: expect.stringContaining('ore di una persona'),
      en: expect.stringContaining('hours of one person'),
    },
    source: 'Reg. (EU) 2021/1060 art. 55(3)',
    outcome: 'BLOCKS',
  });
});

it('an account of some partnerships asks for the findings of one of them', async () => {
  const of = await inBooks(2023);
  const office = api.as(tokenFor(service, 'finance', { partnerships: [of.partnership] }));
  expect((await office.get(`/findings?partnership=${of.partnership}`)).status).toBe(200);
  for (const path of ['/findings', `/findings?partnership=${books.partnership}`]) {
    expectProblem(await office.get<Problem>(path), { status: 403, code: 'NOT_ALLOWED' });
  }
});
