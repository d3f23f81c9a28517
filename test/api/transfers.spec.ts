/** Money passed on: once, never in a circle, and seen by those whom it concerns. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, everyItem, type Problem } from '../support/api.ts';
import {
  ENTRY_ERROR,
  euro,
  freshPartnership,
  openBooks,
  record,
  registerParty,
  type Books,
} from '../support/books.ts';
import { transferOf } from '../support/commands.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let books: Books;
let association: string;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
  association = await registerParty(api, { kind: 'THIRD_SECTOR_BODY', legalName: 'Associazione di prova' });
});
afterAll(() => service.stop());

const gift = async (of = books): Promise<string> =>
  (await record(of, { source: of.from.FOUNDATION, on: '2024-03-01' })).id;

it('a transfer is read with whose money it is, and undone once', async () => {
  const funding = await gift();
  const body = transferOf(books, funding, association, { act: 'Determina 5' });
  const { id } = await api.done('/transfers', body);
  const { status, body: shown, headers } = await api.get(`/transfers/${id}`);
  expect([status, headers.get('etag')]).toEqual([200, '"0"']);
  expect(shown).toEqual({ id, revision: 0, ...body, lateFor: null, status: 'RECORDED', reversedOn: null });
  const undo = { effectiveOn: '2024-06-01', justification: ENTRY_ERROR };
  const { events } = await api.done(`/transfers/${id}/reversals`, undo, { ifMatch: 0 });
  expect((await api.get(`/transfers/${id}`)).body).toMatchObject({
    status: 'REVERSED',
    reversedOn: '2024-06-01',
  });
  expect((await api.get(`/transfers/${id}?knownAsOf=${(await api.head()) - 1n}`)).body).toEqual(shown);
  const again = await api.post<Problem & { reversal: string }>(`/transfers/${id}/reversals`, undo, {
    ifMatch: 1,
  });
  expectProblem(again, { status: 409, code: 'ALREADY_REVERSED' });
  expect(again.body.reversal).toBe(events[0]);
});

it('what funds something is not reversed beneath it, unless that is said', async () => {
  const funding = await gift();
  const { id } = await api.done('/transfers', transferOf(books, funding, association));
  const reversal = { justification: ENTRY_ERROR };
  const refused = await api.post<Problem & { params: { dependents: string } }>(
    `/contributions/${funding}/reversals`,
    reversal,
    { ifMatch: 0 },
  );
  expectProblem(refused, { status: 409, code: 'HAS_DEPENDENTS' });
  expect(refused.body.params.dependents).toBe(`transfer-${id}`);
  const despite = { ...reversal, despiteDependents: true };
  expect((await api.post(`/contributions/${funding}/reversals`, despite, { ifMatch: 0 })).status).toBe(201);
});

describe('a transfer is refused', () => {
  it.each<[string, object, string, string]>([
    ['to the body itself', { to: 'from' }, 'TRANSFER_TO_ITSELF', '/to'],
    ['back to whoever paid', { to: 'payer' }, 'TRANSFER_CYCLE', '/fundedBy/0/contribution'],
    ['of more than its parts', { amount: euro('61.00') }, 'TRANSFER_NOT_WHOLE', '/fundedBy'],
    ['of nothing', { amount: euro('0.00') }, 'AMOUNT_NOT_POSITIVE', '/amount/amount'],
    ['to nobody', { to: '6f9619ff-8b86-4d11-b42d-00c04fc964ff' }, 'PARTY_UNKNOWN', '/to'],
  ])('%s', async (_, change, code, pointer) => {
    const named: Record<string, string> = { from: books.cooperative, payer: books.municipality };
    const to = 'to' in change ? (named[change.to as string] ?? (change.to as string)) : association;
    const body = transferOf(books, await gift(), association, { ...change, to });
    expectProblem(await api.post<Problem>('/transfers', body), { status: 422, code, pointer });
  });

  it('of more than the body holds', async () => {
    const funding = await gift();
    await api.done('/transfers', transferOf(books, funding, association));
    const refused = await api.post<Problem>('/transfers', transferOf(books, funding, association));
    expectProblem(refused, { status: 422, code: 'FUNDING_EXCEEDED', pointer: '/fundedBy/0/amount' });
  });

  it('when twenty ask for the same money at once, but for the one that can have it', async () => {
    const funding = await gift();
    const asked = Array.from({ length: 20 }, () =>
      api.post<Problem>('/transfers', transferOf(books, funding, association)),
    );
    const answers = await Promise.all(asked);
    const codes = answers.map(({ status, body }) => (status === 201 ? 'DONE' : body.code));
    expect(codes.filter((code) => code === 'DONE')).toHaveLength(1);
    expect(codes.filter((code) => code === 'FUNDING_EXCEEDED')).toHaveLength(19);
  });
});

it('transfers are listed for those whom they concern', async () => {
  const other = await freshPartnership(books);
  const one = await api.done('/transfers', transferOf(books, await gift(), association));
  const two = await api.done('/transfers', transferOf(other, await gift(other), association));
  const seenBy = async (token: string, query = ''): Promise<string[]> => {
    const reader = api.as(token);
    await reader.get('/transfers', { 'ledger-after': two.position ?? '0' });
    return (await everyItem<{ id: string }>(reader, `/transfers${query || '?'}`, 2)).map(({ id }) => id);
  };
  const office = tokenFor(service, 'finance', { partnerships: [other.partnership] });
  expect(await seenBy(office)).toEqual([two.id]);
  expect(await seenBy(service.tokens.evaluator, `?partnership=${other.partnership}`)).toEqual([two.id]);
  const all = await seenBy(service.tokens.evaluator);
  expect(all.slice(-2)).toEqual([one.id, two.id]);
  expect(await seenBy(tokenFor(service, 'partner', { org: association }))).toEqual(all);
  const stranger = api.as(tokenFor(service, 'partner', { org: books.municipality }));
  expect(await everyItem(stranger, '/transfers?')).toEqual([]);
  expectProblem(await stranger.get<Problem>(`/transfers/${one.id}`), { status: 404, code: 'NOT_FOUND' });
  for (const path of [`/transfers/${one.id}`, `/transfers?partnership=${books.partnership}`]) {
    expectProblem(await api.as(office).get<Problem>(path), { status: 403, code: 'NOT_ALLOWED' });
  }
});
