/** A command on an existing record names the revision it was decided on. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Problem } from '../support/api.ts';
import {
  correct,
  ENTRY_ERROR,
  implyBase,
  freshPartnership,
  openBooks,
  record,
  type Books,
} from '../support/books.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, type TestService } from '../support/service.ts';

const DAY = '2023-05-10';
let service: TestService;
let api: Api;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
});
afterAll(() => service.stop());

describe('If-Match', () => {
  const change = { changes: { act: 'Determina 1' }, justification: ENTRY_ERROR };
  const undo = { justification: ENTRY_ERROR };

  it.each([
    ['corrections', change],
    ['reversals', undo],
  ])('is needed for %s', async (end, body) => {
    const { id } = await record(books, { source: books.from.EU, on: DAY });
    const head = await api.head();
    const answer = await api.post(`/contributions/${id}/${end}`, body);
    expectProblem(answer, { status: 428, code: 'REVISION_MISSING' });
    expect(await api.head()).toBe(head);
  });

  it.each([0, 2, 14])('stale at %i is refused with the current revision', async (revision) => {
    const { id } = await record(books, { source: books.from.EU, on: DAY });
    await correct(books, id, 0, { act: 'A' });
    const head = await api.head();
    const answer = await api.post<Problem>(`/contributions/${id}/reversals`, undo, { ifMatch: revision });
    expectProblem(answer, { status: 412, code: 'REVISION_STALE' });
    expect([answer.headers.get('etag'), answer.body.revision]).toEqual(['"1"', 1]);
    expect(await api.head()).toBe(head);
  });

  it.each(['0', '"a"', '"-1"', '"00"', '0x0', '""'])('of the form %s is malformed', async (ifMatch) => {
    const { id } = await record(books, { source: books.from.EU, on: DAY });
    const answer = await api.post(`/contributions/${id}/corrections`, change, { ifMatch });
    expectProblem(answer, { status: 400, code: 'MALFORMED' });
  });

  it('lets one of twenty corrections at once through', async () => {
    const { id } = await record(books, { source: books.from.EU, on: DAY });
    const all = Array.from({ length: 20 }, (_, i) => correct(books, id, 0, { act: `Determina ${i}` }));
    const answers = await Promise.all(all);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
    expect((await api.get<{ history: unknown[] }>(`/contributions/${id}`)).body.history).toHaveLength(2);
  });

  it('takes the ETag that the record was read with', async () => {
    const { id } = await record(books, { source: books.from.EU, on: DAY });
    const { headers } = await api.get(`/contributions/${id}`);
    const ifMatch = headers.get('etag') ?? '';
    const answer = await api.post(`/contributions/${id}/corrections`, change, { ifMatch });
    expect([answer.status, answer.headers.get('etag')]).toEqual([201, '"1"']);
  });

  it('is needed on a partnership too', async () => {
    const { partnership } = await freshPartnership(books);
    const path = `/partnerships/${partnership}/implied-public-bases/withdrawals`;
    const body = { reason: 'Prova' };
    expectProblem(await api.post(path, body), { status: 428, code: 'REVISION_MISSING' });
    expectProblem(await api.post(path, body, { ifMatch: 0 }), { status: 409, code: 'BASE_NOT_IMPLIED' });
    const said = { from: '2020-01-01', to: '2020-12-31', increase: '0.22', resources: '9.00' };
    await implyBase({ ...books, partnership }, said);
    expectProblem(await api.post(path, body, { ifMatch: 0 }), { status: 412, code: 'REVISION_STALE' });
    expect((await api.post(path, body, { ifMatch: 1 })).status).toBe(201);
  });
});
