/** Which figures can be published, by whom, and how they are numbered when many publish at once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, BASE, type Page, type Posting } from '../support/api.ts';
import { euro, freshPartnership, openBooks, record, type Books } from '../support/books.ts';
import { indexOf } from '../support/commands.ts';
import { figure, type Figure, type Question } from '../support/figures.ts';
import type { Difference } from '../support/lineage.ts';
import { expectProblem } from '../support/problem.ts';
import {
  placeOf,
  publicationAt,
  publicationOf,
  publish,
  type Publication,
  type PublishedFigure,
} from '../support/publishing.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let books: Books;

/** P = 100.00 and T = 22.00 of 2024, F = 30.00 of 2023. */
async function money(of: Books): Promise<void> {
  await record(of, { source: of.from.MUNICIPALITY, amount: '100.00', on: '2024-03-01' });
  await record(of, { source: of.from.THIRD_SECTOR, amount: '22.00', on: '2024-03-01' });
  await record(of, { source: of.from.FOUNDATION, amount: '30.00', on: '2023-03-01' });
}

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
  await money(books);
});
afterAll(() => service.stop());

const ask = (question: Question = {}, definition = 'L1'): Promise<Figure> =>
  figure(books, definition, { effectiveAsOf: '2024-12-31', ...question });

/** Publishes what was answered with its question changed, as somebody would who writes it by hand. */
async function publishAsking(changes: Partial<PublishedFigure['question']>, posting: Posting = {}) {
  const asked = await ask();
  const { question } = publicationOf(asked);
  return publish(api, asked, { question: { ...question, ...changes } }, posting);
}

describe('a figure without a value', () => {
  it('is published with its reason, and with nothing else', async () => {
    const fresh = await freshPartnership(books);
    await record(fresh, { source: books.from.FOUNDATION, amount: '30.00', on: '2024-03-01' });
    const asked = await figure(fresh, 'L1');
    expect([asked.value, asked.reason]).toEqual([null, 'NO_PUBLIC_BASE']);
    const { numerator, denominator } = asked;
    const zero = { value: '0', numerator: numerator.amount, denominator: denominator.amount };
    expectProblem(await publish(api, asked, { stated: zero }), { status: 422, code: 'FIGURE_DIFFERS' });
    expect((await publish(api, asked)).status).toBe(201);
    expect(await publicationAt(api, fresh, 1)).toMatchObject({
      status: 'STANDS',
      figure: { value: null, reason: 'NO_PUBLIC_BASE', display: null, numerator: euro('30.00') },
    });
  });
});

describe('a figure of some facts only', () => {
  it('is published with what counts in it and what does not, and asked so for ever', async () => {
    const asked = await ask({ year: '2023,2024', without: 'side:F', view: 'cashOnly' });
    expect(asked.value).toBe('0.2200000000000000');
    expect((await publish(api, asked)).status).toBe(201);
    await record(books, { source: books.from.THIRD_SECTOR, amount: '3.00', on: '2024-04-01' });
    await record(books, { source: books.from.FOUNDATION, amount: '50.00', on: '2024-04-01' });
    const { figure: frozen, status, now, difference, recomputed } = await publicationAt(api, books, 1);
    expect(frozen.question).toMatchObject({
      ...{ filters: { year: ['2023', '2024'] }, excluded: { side: ['F'] }, view: 'cashOnly' },
    });
    expect([status, now.value, recomputed.equal]).toEqual(['RESTATED', '0.2500000000000000', true]);
    const told = await api.send<Difference>('GET', difference);
    expect(told.body.causes).toMatchObject([{ cause: 'LATE', numerator: euro('3.00'), events: 1 }]);
    expect([told.body.from.value, told.body.to.value]).toEqual([frozen.value, now.value]);
  });

  it('of a whole chain is of every link', async () => {
    const { municipality: leadBody, partnership } = books;
    const follows = { partnership, how: 'NEXT_CALL' };
    const link = { title: 'Secondo bando di prova', instrument: 'COPROGETTAZIONE', leadBody, follows };
    const next = { ...books, partnership: (await api.done('/partnerships', link)).id };
    await record(next, { source: books.from.MUNICIPALITY, amount: '100.00', on: '2024-06-01' });
    const asked = await figure(next, 'L1', { chain: 'true', effectiveAsOf: '2024-12-31' });
    const { question } = publicationOf(asked);
    expect((await publish(api, asked, { question: { ...question, chain: true } })).status).toBe(201);
    const published = await publicationAt(api, next, 1);
    expect(published.figure.denominator).toEqual(euro('200.00'));
    expect(published.now.partnerships).toEqual([partnership, next.partnership]);
    expect((await api.send('GET', published.difference)).status).toBe(200);
  });
});

describe('no publication', () => {
  it.each<[string, Partial<PublishedFigure['question']>, number, string, string]>([
    ['of an unknown definition', { definition: 'L99' }, 422, 'DEFINITION_UNKNOWN', '/question/definition'],
    ['of an unknown version', { version: 7 }, 422, 'DEFINITION_UNKNOWN', '/question/definition'],
    ['of a series of years', { definition: 'L12' }, 422, 'SERIES_NOT_PUBLISHED', '/question/definition'],
    [
      'by an unknown dimension',
      { filters: { colour: ['red'] } },
      422,
      'DIMENSION_UNKNOWN',
      '/question/filters/colour',
    ],
    [
      'without an unknown dimension',
      { excluded: { colour: ['red'] } },
      422,
      'DIMENSION_UNKNOWN',
      '/question/excluded/colour',
    ],
    [
      'of what one body brought',
      { filters: { bringer: [randomUUID()] } },
      422,
      'DIMENSION_NOT_PUBLISHED',
      '/question/filters/bringer',
    ],
    [
      'without the money of one source',
      { excluded: { source: [randomUUID()] } },
      422,
      'DIMENSION_NOT_PUBLISHED',
      '/question/excluded/source',
    ],
    [
      'of a value that no fact has',
      { filters: { year: ['24'] } },
      422,
      'DIMENSION_VALUE_INVALID',
      '/question/filters/year',
    ],
    [
      'of what nothing can be',
      { filters: { stage: ['PLEDGED'] } },
      422,
      'QUESTION_CONTRADICTORY',
      '/question/filters/stage',
    ],
    [
      'in prices of an unknown index',
      { prices: { series: 'FOI', of: '2024' } },
      422,
      'PRICE_INDEX_UNKNOWN',
      '/question/prices/series',
    ],
    ['as known in the future', { position: '999999' }, 422, 'POSITION_AHEAD', '/question/position'],
    ['as known at an instant', { position: '2026-01-01T00:00:00Z' }, 400, 'MALFORMED', '/question/position'],
    ['on a basis that there is not', { basis: 'promised' }, 400, 'MALFORMED', '/question/basis'],
    [
      'as of a date that does not exist',
      { effectiveAsOf: '2024-02-30' },
      400,
      'MALFORMED',
      '/question/effectiveAsOf',
    ],
    ['by no values', { filters: { year: [] } }, 400, 'MALFORMED', '/question/filters'],
  ])(
    'is %s: it is refused where it is at fault, and nothing is written',
    async (_, changes, status, code, pointer) => {
      const head = await api.head();
      expectProblem(await publishAsking(changes), { status, code, pointer });
      expect(await api.head()).toBe(head);
    },
  );

  it('is of an index that came later than the position', async () => {
    const asked = await ask();
    await api.done(
      '/price-indexes',
      indexOf({ series: 'TARDI', points: [{ period: '2024', value: '100' }] }),
    );
    const answer = await publishAsking({
      prices: { series: 'TARDI', of: '2024' },
      position: asked.knownAsOf.position,
    });
    expectProblem(answer, { status: 422, code: 'PRICE_INDEX_UNKNOWN', pointer: '/question/prices/series' });
  });

  it('is of a partnership that there is not', async () => {
    const answer = await publish(api, await ask(), { partnership: randomUUID() });
    expectProblem(answer, { status: 422, code: 'PARTNERSHIP_UNKNOWN', pointer: '/partnership' });
  });

  it('is written by trying, which says what the real run would', async () => {
    const head = await api.head();
    const tried = await publish(api, await ask(), {}, { dryRun: true });
    expect([tried.status, tried.body.dryRun, tried.body.position]).toEqual([201, true, null]);
    const wrong = { value: '0.99', numerator: euro('1.00'), denominator: euro('1.00') };
    expectProblem(await publish(api, await ask(), { stated: wrong }, { dryRun: true }), {
      status: 422,
      code: 'FIGURE_DIFFERS',
    });
    expect(await api.head()).toBe(head);
  });
});

describe('who may publish', () => {
  it('is a finance office of the partnership', async () => {
    const asked = await ask();
    const partner = new Api(service.url, service.tokens.partner);
    const evaluator = new Api(service.url, service.tokens.evaluator);
    const elsewhere = api.as(tokenFor(service, 'finance', { partnerships: [randomUUID()] }));
    for (const by of [partner, evaluator, elsewhere]) {
      expectProblem(await publish(by, asked), { status: 403, code: 'NOT_ALLOWED' });
    }
    expectProblem(await publish(api.as(null), asked), { status: 401, code: 'TOKEN_MISSING' });
    const own = api.as(tokenFor(service, 'finance', { partnerships: [books.partnership] }));
    expect((await publish(own, asked)).status).toBe(201);
    const withdrawal = await elsewhere.post(
      `${placeOf(books, 1)}/withdrawals`,
      { reason: 'Prova' },
      { ifMatch: 0 },
    );
    expectProblem(withdrawal, { status: 403, code: 'NOT_ALLOWED' });
  });

  it('may withdraw what is there', async () => {
    const gone = await api.post(`${placeOf(books, 99)}/withdrawals`, { reason: 'Prova' }, { ifMatch: 1 });
    expectProblem(gone, { status: 404, code: 'NOT_FOUND' });
  });
});

describe('publications of twenty people at once', () => {
  it('have the numbers 1 to 20, each one once', async () => {
    const fresh = await freshPartnership(books);
    await money(fresh);
    const asked = await figure(fresh, 'L1');
    const people = Array.from({ length: 20 }, () => api.as(tokenFor(service, 'finance')));
    const titled = people.map(async (by, index) => {
      const key = randomUUID();
      const title = `Di ${index}`;
      // Who finds others in the way sends the same request again, as the answer says.
      for (;;) {
        const answer = await publish(by, asked, { title }, { key });
        if (answer.status !== 409)
          return { title, status: answer.status, at: answer.headers.get('location') };
        expectProblem(answer, { status: 409, code: 'CONTENDED' });
      }
    });
    const answers = await Promise.all(titled);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const head = (await api.head()).toString();
    const path = `/publications?partnership=${fresh.partnership}`;
    const { body } = await api.get<Page<Publication>>(path, { 'ledger-after': head });
    // Twenty are a page where nobody says.
    expect((await publish(api, asked)).status).toBe(201);
    const more = await api.get<Page<Publication>>(path, { 'ledger-after': (await api.head()).toString() });
    expect([more.body.items.length, more.body.nextCursor !== null]).toEqual([20, true]);
    const listed = body.items;
    expect(listed.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    // Everybody was told where their own is.
    const told = answers.map(({ title, at }) => `${title} ${at}`).toSorted();
    expect(listed.map(({ title, link }) => `${title} ${link}`).toSorted()).toEqual(told);
    expect(listed[0]?.link).toBe(`${BASE}${placeOf(fresh, 1)}`);
  });
});
