/** Questions that get no figure: they cannot be read, nothing can be meant by them, or they are for others. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Api, type Answer, type Problem } from '../support/api.ts';
import { freshPartnership, openBooks, record, type Books } from '../support/books.ts';
import { askFigure, cents, type Figure, type Question } from '../support/figures.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

let service: TestService;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  books = await openBooks(new Api(service.url, service.tokens.finance));
});
afterAll(() => service.stop());

const ask = (question: Question): Promise<Answer<Figure>> => askFigure(books, 'L1', question);
const someone = randomUUID();

describe('a parameter that cannot be read', () => {
  it.each<[string, string]>([
    ['side', 'X'],
    ['side', ''],
    ['side', 'T,,F'],
    ['origin', 'third_sector'],
    ['kind', 'CASH;T'],
    ['kind', 'RELATIONAL'],
    ['stage', 'paid'],
    ['grade', 'E'],
    ['word', 'MAYBE'],
    ['year', '20'],
    ['year', '2023,last'],
    ['year', 'NOT_STATED'],
    ['payer', 'x'],
    ['bringer', someone.toUpperCase()],
    ['receiver', 'NOBODY'],
    ['source', 'Regione'],
    ['fund', 'x'.repeat(41)],
    ['area', 'ALL'],
    ['municipality', 'Lecco'],
    ['sizeClass', 'small'],
    ['scope', 'narrow'],
    ['chain', 'yes'],
    ['prices', 'FOI'],
    ['prices', 'FOI:2024-13'],
    ['prices', 'foi:2024'],
    ['without', 'kind'],
    ['without', 'colour:red'],
    ['without', 'kind:GOLD'],
    ['without', 'kind:CASH;'],
    ['whatIf', 'VOLUNTEER_TIME'],
    ['whatIf', 'CASH=2'],
    ['whatIf', 'VOLUNTEER_TIME=12,50'],
    ['whatIf', 'VOLUNTEER_TIME=-1'],
    ['whatIf', 'VOLUNTEER_TIME=1;VOLUNTEER_TIME=2'],
    ['groupBy', 'side,side'],
    ['groupBy', 'side,year,kind'],
    ['groupBy', 'colour'],
  ])('%s=%s is malformed, and the answer says where', async (name, value) => {
    expectProblem(await ask({ [name]: value }), { status: 400, code: 'MALFORMED', pointer: `/${name}` });
  });

  it('lists what would do', async () => {
    const { body } = await ask({ stage: 'DONE' });
    expect((body as unknown as Problem).errors?.[0]?.detail).toBe(
      'must be one of PLEDGED, COMMITTED, DELIVERED, PAID, VERIFIED',
    );
  });

  it('has no more alternatives than a question can have', async () => {
    const years = Array.from({ length: 51 }, (_, index) => String(1960 + index)).join(',');
    for (const question of [{ year: years }, { without: `year:${years}` }] as const) {
      expectProblem(await ask(question), { status: 400, code: 'MALFORMED' });
    }
  });

  it('that a question does not know is malformed, as the partnership in a filter of its own is', async () => {
    const path = `/figures/L1?partnership=${books.partnership}`;
    for (const [query, pointer] of [
      ['colour=red', '/colour'],
      [`partnership=${books.partnership}`, '/partnership'],
    ] as const) {
      expectProblem(await books.api.get(`${path}&${query}`), { status: 400, code: 'MALFORMED', pointer });
    }
  });
});

describe('a question that contradicts itself', () => {
  it.each<[string, Question, string]>([
    ['a stage below the basis', { stage: 'PLEDGED' }, '/stage'],
    ['one stage of two below the basis', { basis: 'paid', stage: 'DELIVERED,PAID' }, '/stage'],
    ['things where money alone counts', { view: 'cashOnly', kind: 'VOLUNTEER_TIME' }, '/kind'],
    ['a value that is left out too', { side: 'T,F', without: 'side:F' }, '/side'],
    ['an origin that the side cannot have', { side: 'T', origin: 'REGION' }, '/side'],
    ['an origin beside one that fits', { side: 'T', origin: 'THIRD_SECTOR,REGION' }, '/origin'],
    ['a side of another view', { side: 'ATTRACTED' }, '/side'],
    [
      'regional money as public, where it was attracted',
      { view: 'localPublicEuro', side: 'PUBLIC', origin: 'REGION' },
      '/side',
    ],
    ['what is only pledged, of what is committed', { grade: 'D' }, '/grade'],
    ['evidence alone, of what is verified', { basis: 'verified', grade: 'B' }, '/grade'],
    ['a grade that its stage cannot have', { stage: 'VERIFIED', grade: 'C' }, '/grade'],
    ['another rate where nothing has one', { view: 'cashOnly', whatIf: 'VOLUNTEER_TIME=1' }, '/whatIf'],
    ['another rate of what does not count', { kind: 'CASH', whatIf: 'ASSET_USE=1' }, '/whatIf'],
  ])('%s is refused, with what is at fault', async (_, question, pointer) => {
    expectProblem(await ask(question), { status: 422, code: 'QUESTION_CONTRADICTORY', pointer });
    const every = new URLSearchParams({ partnership: books.partnership, ...question });
    expectProblem(await books.api.get(`/figures?${every}`), {
      ...{ status: 422, code: 'QUESTION_CONTRADICTORY' },
      pointer,
    });
  });

  it('the partnership itself is left out only of its chain', async () => {
    const without = `partnership:${books.partnership}`;
    expectProblem(await ask({ without }), {
      ...{ status: 422, code: 'QUESTION_CONTRADICTORY' },
      pointer: '/without',
    });
    expect((await ask({ without, chain: 'true' })).status).toBe(200);
    expect((await ask({ without: `partnership:${someone}` })).status).toBe(200);
  });

  it.each<Question>([
    { basis: 'pledged', stage: 'PLEDGED', grade: 'D' },
    { side: 'FINANCING', origin: 'REGION' },
    { side: 'PASSED_ON', origin: 'PASSED_ON' },
    { side: 'T,F', origin: 'THIRD_SECTOR,FOUNDATION' },
    { view: 'localPublicEuro', side: 'ATTRACTED', origin: 'REGION,EU' },
    { view: 'localPublicEuro', side: 'PUBLIC', origin: 'MUNICIPALITY' },
    { side: 'T', without: 'side:F' },
    { basis: 'committed', stage: 'VERIFIED', grade: 'A' },
  ])('and what can be is answered: %j', async (question) => {
    expect((await ask(question)).status).toBe(200);
  });

  it('is told in the language of the caller', async () => {
    const query = new URLSearchParams({ partnership: books.partnership, grade: 'D' });
    const { body } = await books.api.get<Problem>(`/figures/L1?${query}`, { 'accept-language': 'it' });
    expect(body.title).toBe('Nulla può essere tutto ciò che questa domanda chiede');
  });
});

describe('what the ledger does not know', () => {
  it('is no figure: in the address not found, in the question refused', async () => {
    expectProblem(await askFigure(books, 'L99'), { status: 404, code: 'NOT_FOUND' });
    expectProblem(await askFigure(books, 'L1@7'), { status: 404, code: 'NOT_FOUND' });
    for (const definition of ['L99', 'L1,L1@7']) {
      const query = new URLSearchParams({ partnership: books.partnership, definition });
      const answer = await books.api.get<Problem>(`/figures?${query}`);
      expectProblem(answer, { status: 422, code: 'DEFINITION_UNKNOWN', pointer: '/definition' });
      expect(answer.body.detail).toMatch(/L1, L1s, L2/);
    }
  });

  it('is no index of prices, and no partnership', async () => {
    expectProblem(await ask({ prices: 'FOI:2024' }), {
      ...{ status: 422, code: 'PRICE_INDEX_UNKNOWN' },
      pointer: '/prices',
    });
    expectProblem(await ask({ partnership: someone }), {
      ...{ status: 422, code: 'PARTNERSHIP_UNKNOWN' },
      pointer: '/partnership',
    });
  });
});

describe('before the partnership was registered', () => {
  it('a figure has no value, which is another thing than nothing recorded', async () => {
    const { partnership, api } = await freshPartnership(books);
    const registered = await api.head();
    const at = async (position: bigint) =>
      (await askFigure({ api, partnership }, 'L1', { knownAsOf: position.toString() })).body;
    expect(await at(registered - 1n)).toMatchObject({ value: null, reason: 'NOT_REGISTERED_THEN', facts: 0 });
    expect(await at(registered)).toMatchObject({ value: null, reason: 'NO_PUBLIC_BASE', facts: 0 });
  });
});

describe('a figure in more groups than anybody reads', () => {
  it('is refused, with how to mend it', async () => {
    const own = await freshPartnership(books);
    // Of each of ten sources 200 years are 2,000 groups; one more year of one of them is too much.
    const sources = Object.values(books.from);
    expect(sources).toHaveLength(10);
    const spans = ['1900', '1950', '2000', '2050'].map((year) => [year, String(Number(year) + 49)] as const);
    for (const [source, [from, to]] of sources.flatMap((each) =>
      spans.map((span) => [each, span] as const),
    )) {
      await record(own, { source, amount: '1000000.00', on: [`${from}-01-01`, `${to}-12-31`] });
    }
    await record(own, { source: sources[0] ?? '', amount: '1.00', on: '2100-01-01' });
    const by = { groupBy: 'source,year', effectiveAsOf: '2100-12-31' };
    const refused = await askFigure(own, 'L1', by);
    expectProblem(refused, { status: 422, code: 'GROUPS_TOO_MANY', pointer: '/groupBy' });
    expect((refused.body as unknown as Problem).detail).toMatch(/2000 groups; group by fewer .* filter/);
    const fewer = await askFigure(own, 'L1', { ...by, without: 'year:2100' });
    expect(fewer.body.groups).toHaveLength(2_000);
  });
});

describe('who may tell bodies and sources apart, and what describes them', () => {
  const VALUE: Question = { word: 'NONE', fund: 'FNPS', municipality: '097042' };
  const TOLD = ['payer', 'bringer', 'receiver', 'source', ...Object.keys(VALUE)];
  let own: Books;
  const as = (token: string | null): Books => ({ ...own, api: own.api.as(token) });

  beforeEach(async () => {
    own = await freshPartnership(books);
    await record(own, { source: books.from.THIRD_SECTOR, amount: '10.00', on: '2023-01-01' });
    await record(own, {
      ...{ source: books.from.THIRD_SECTOR, amount: '200.00', on: '2023-01-01' },
      ...{ payer: books.municipality, bringer: books.municipality },
    });
    // Others than who recorded do not say what they wait for.
    await service.folder.upToDate('figures', 5_000);
  });

  it.each(TOLD)('by %s only with an account, filtered, left out or grouped', async (dimension) => {
    const value = VALUE[dimension] ?? books.cooperative;
    for (const question of [
      { [dimension]: value },
      { without: `${dimension}:${value}` },
      { groupBy: dimension },
      { groupBy: `year,${dimension}` },
    ] as Question[]) {
      const anonymous = await askFigure(as(null), 'L1', question);
      expectProblem(anonymous, { status: 401, code: 'TOKEN_MISSING' });
      for (const role of ['finance', 'evaluator'] as const) {
        expect((await askFigure(as(service.tokens[role]), 'L1', question)).status).toBe(200);
      }
    }
  });

  it('everything else is for everybody', async () => {
    const open = ['side', 'origin', 'kind', 'stage', 'grade', 'year', 'area', 'sizeClass', 'partnership'];
    for (const groupBy of open) {
      const question = { groupBy, kind: 'CASH', area: 'NOT_STATED', without: 'grade:A' };
      expect((await askFigure(as(null), 'L1', question)).status).toBe(200);
    }
  });

  it('as a partner of what its own organisation brought, and of nothing that tells of others', async () => {
    const partner = as(tokenFor(service, 'partner', { org: books.cooperative }));
    const mine = { bringer: books.cooperative };
    const { body } = await askFigure(partner, 'L1', mine);
    expect(cents(body.numerator.amount)).toBe(10_00n);
    for (const more of TOLD) {
      expect((await askFigure(partner, 'L1', { ...mine, groupBy: more })).status).toBe(200);
    }
    for (const question of [
      { bringer: books.municipality },
      { bringer: `${books.cooperative},${books.municipality}` },
      { without: `bringer:${books.cooperative}` },
      ...TOLD.map((groupBy) => ({ groupBy })),
      { payer: books.municipality },
      { source: books.from.THIRD_SECTOR },
      ...Object.entries(VALUE).map(([dimension, value]) => ({ without: `${dimension}:${value}` })),
    ] as Question[]) {
      expectProblem(await askFigure(partner, 'L1', question), { status: 403, code: 'NOT_ALLOWED' });
    }
    expect(cents((await askFigure(partner, 'L1')).body.numerator.amount)).toBe(210_00n);
  });

  it('only of partnerships that the account is for, and of a chain only where it is for all of it', async () => {
    const profile = {
      title: 'Seguito di prova',
      instrument: 'COPROGETTAZIONE',
      leadBody: books.municipality,
    };
    const follows = { partnership: own.partnership, how: 'NEXT_CALL' };
    const { id: next } = await own.api.done('/partnerships', { ...profile, follows });
    const limited = as(tokenFor(service, 'finance', { partnerships: [next] }));
    const later = { ...limited, partnership: next };
    expectProblem(await askFigure(limited, 'L1', { groupBy: 'bringer' }), {
      ...{ status: 403, code: 'NOT_ALLOWED' },
    });
    expect((await askFigure(later, 'L1', { groupBy: 'bringer' })).status).toBe(200);
    const chained = await askFigure(later, 'L1', { groupBy: 'bringer', chain: 'true' });
    expectProblem(chained, { status: 403, code: 'NOT_ALLOWED' });
    expect((await askFigure(later, 'L1', { chain: 'true' })).status).toBe(200);
  });
});
