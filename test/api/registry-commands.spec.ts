/** What registers are told after registration, over HTTP: corrections, checks, conventions, partners, methods. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Posting, type Problem, type Receipt } from '../support/api.ts';
import { ENTRY_ERROR, euro, openBooks, type Books } from '../support/books.ts';
import { conventionOf, methodOf } from '../support/commands.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let second: Api;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  const other = { name: 'second', role: 'finance', org: null, partnerships: '*', expiresAt: null } as const;
  second = api.as(service.folder.accounts.add(other).token);
  books = await openBooks(api);
});
afterAll(() => service.stop());

async function read(path: string): Promise<Record<string, unknown>> {
  return (await api.get<Record<string, unknown>>(path)).body;
}

/** Posts to what stands under the record's address, for the revision it has now. */
async function tell(record: string, what: string, body: unknown, posting: Posting = {}, by = api) {
  const { revision } = await read(record);
  return by.post<Receipt & Problem>(`${record}/${what}`, body, { ifMatch: revision as number, ...posting });
}

describe('a party', () => {
  it('is corrected in the members that are named, and keeps the others', async () => {
    const party = `/parties/${books.cooperative}`;
    const before = await read(party);
    const changes = { ipaCode: null, legalName: 'Cooperativa ribattezzata' };
    const done = await tell(party, 'corrections', { changes, justification: ENTRY_ERROR });
    expect([done.status, done.body.revision]).toEqual([201, 1]);
    expect(await read(party)).toEqual({ ...before, ...changes, revision: 1 });
    const again = await tell(party, 'corrections', { changes, justification: ENTRY_ERROR });
    expectProblem(again, { status: 422, code: 'NOTHING_CHANGED' });
  });

  it('has its register looked up, not in the future', async () => {
    const party = `/parties/${books.cooperative}`;
    const check = { registry: 'RUNTS', status: 'REGISTERED', checkedOn: '2024-01-10', since: '2022-03-01' };
    const evidence = { reference: 'Prot. 7', sha256: null };
    expect((await tell(party, 'status-checks', { ...check, evidence })).status).toBe(201);
    const later = await tell(party, 'status-checks', { ...check, checkedOn: '2999-01-01' });
    expect(later.status).toBe(422);
    const unfit = await tell(party, 'status-checks', { ...check, status: 'REGULAR' });
    expectProblem(unfit, { status: 422, code: 'STATUS_UNFIT', pointer: '/status' });
  });

  it('takes aid up to the ceiling and not a cent beyond', async () => {
    const party = `/parties/${books.cooperative}`;
    const grant = (amount: string): object => ({
      regime: 'DE_MINIMIS',
      grossGrantEquivalent: euro(amount),
      grantedOn: '2024-02-01',
      partnership: books.partnership,
    });
    expect((await tell(party, 'aid-grants', grant('299999.99'))).status).toBe(201);
    expectProblem(await tell(party, 'aid-grants', grant('0.02')), {
      status: 422,
      code: 'AID_CEILING_EXCEEDED',
    });
    expect((await tell(party, 'aid-grants', grant('0.01'))).status).toBe(201);
  });
});

describe('a partnership', () => {
  it('signs, amends and ends its convention, once each', async () => {
    const partnership = `/partnerships/${books.partnership}`;
    const terms = conventionOf([books.municipality, books.cooperative]);
    expect((await tell(partnership, 'conventions', terms)).status).toBe(201);
    expectProblem(await tell(partnership, 'conventions', terms), {
      status: 409,
      code: 'CONVENTION_ALREADY_SIGNED',
    });
    const amended = conventionOf([books.municipality, books.cooperative], { validFrom: '2025-01-01' });
    expect((await tell(partnership, 'convention-amendments', amended)).status).toBe(201);
    const end = { lastDay: '2025-06-30', reason: 'Prova' };
    expect((await tell(partnership, 'convention-terminations', end)).status).toBe(201);
    expectProblem(await tell(partnership, 'convention-terminations', end), {
      status: 409,
      code: 'CONVENTION_TERMINATED',
    });
  });

  it('admits a funder once and lets it go', async () => {
    const partnership = `/partnerships/${books.partnership}`;
    const foundation = {
      kind: 'FOUNDATION',
      legalName: 'Fondazione di prova',
      foundationType: 'BANK_ORIGIN',
    };
    const party = (await api.done('/parties', foundation)).id;
    const admission = { party, role: 'FUNDER', on: '2024-03-01' };
    expect((await tell(partnership, 'partners', admission)).status).toBe(201);
    expectProblem(await tell(partnership, 'partners', admission), {
      status: 409,
      code: 'PARTNER_ALREADY_ADMITTED',
    });
    const withdrawal = { party, lastDay: '2024-12-31', reason: 'Prova' };
    expect((await tell(partnership, 'partner-withdrawals', withdrawal)).status).toBe(201);
  });

  it('is corrected, but not in what it follows', async () => {
    const partnership = `/partnerships/${books.partnership}`;
    const changes = { usersAreas: ['ANZ', 'FAM'], population: 47_000 };
    expect((await tell(partnership, 'corrections', { changes, justification: ENTRY_ERROR })).status).toBe(
      201,
    );
    expect(await read(partnership)).toMatchObject({ ...changes, sizeClass: '20000-59999' });
    const moved = { changes: { follows: null }, justification: ENTRY_ERROR };
    expectProblem(await tell(partnership, 'corrections', moved), {
      status: 400,
      code: 'MALFORMED',
      pointer: '/changes/follows',
    });
  });

  it('is told nothing by an account of another', async () => {
    const account = { name: 'elsewhere', role: 'finance', org: null, expiresAt: null } as const;
    const partnerships = ['6f9619ff-8b86-4d11-b42d-00c04fc964ff'];
    const elsewhere = api.as(service.folder.accounts.add({ ...account, partnerships }).token);
    const end = { lastDay: '2025-06-30', reason: 'Prova' };
    const changes = { legalName: 'Altro' };
    for (const refused of [
      await tell(`/partnerships/${books.partnership}`, 'convention-terminations', end, {}, elsewhere),
      await tell(
        `/parties/${books.cooperative}`,
        'corrections',
        { changes, justification: ENTRY_ERROR },
        {},
        elsewhere,
      ),
      await elsewhere.post('/valuation-methods', methodOf({})),
    ]) {
      expectProblem(refused, { status: 403, code: 'NOT_ALLOWED' });
    }
  });
});

it('a funding source is corrected in the members that are named', async () => {
  const source = `/funding-sources/${books.from.EU}`;
  const before = await read(source);
  const changes = { callReference: 'Avviso 1', ownShareConditionBp: 6_500 };
  expect((await tell(source, 'corrections', { changes, justification: ENTRY_ERROR })).status).toBe(201);
  expect(await read(source)).toEqual({ ...before, ...changes, revision: 1 });
});

describe('a valuation method', () => {
  it('is adopted by a second person, has rates, and is retired', async () => {
    const { id } = await api.done('/valuation-methods', methodOf({}));
    const method = `/valuation-methods/${id}`;
    const adoption = { version: 1, act: null };
    expectProblem(await tell(method, 'adoptions', adoption), { status: 409, code: 'SAME_PERSON' });
    expect((await tell(method, 'adoptions', adoption, {}, second)).status).toBe(201);
    const next = methodOf({ params: {}, validFrom: '2025-01-01', cap: { on: 'RATE', amount: '30.00' } });
    expect((await tell(method, 'versions', next)).status).toBe(201);
    const rate = {
      level: 'SALA',
      rate: '12.50',
      unit: 'HOUR',
      validFrom: '2024-01-01',
      source: { title: 'Tariffario di prova' },
    };
    expect((await tell(method, 'rates', rate)).status).toBe(201);
    expect((await tell(method, 'retirements', { from: '2026-01-01', reason: 'Prova' })).status).toBe(201);
    const shown = await api.get<{ versions: unknown[]; rates: unknown[] }>(method);
    expect(shown.headers.get('etag')).toBe('"4"');
    expect(shown.body.versions).toHaveLength(2);
    expect(shown.body.versions[0]).toMatchObject({ version: 1, adopted: true, validTo: '2025-12-31' });
    expect(shown.body.rates).toEqual([{ ...rate, validTo: null, source: { ...rate.source, url: null } }]);
    expect(shown.text).not.toContain('proposedBy');
  });

  it('takes parameters as decimal texts only, and names those at fault', async () => {
    for (const params of [{ annualHours: 1720 }, ['1720'], { annualHours: '1.720,00' }, '1720', null]) {
      const refused = await api.post<Problem>('/valuation-methods', methodOf({ params }));
      expectProblem(refused, { status: 400, code: 'MALFORMED', pointer: '/params' });
    }
  });
});
