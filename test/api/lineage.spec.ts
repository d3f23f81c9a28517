/** Where a figure comes from, over HTTP: for everybody down to groups, for accounts down to events and documents. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Problem } from '../support/api.ts';
import { correct, euro, openBooks, record, registerParty, reverse, type Books } from '../support/books.ts';
import { cents } from '../support/figures.ts';
import { askDifference, askLineage, leafSum, type Leaf } from '../support/lineage.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';
import { shapesOf } from '../support/shapes.ts';

const DAY = '2025-05-02';
const DOCUMENT = {
  reference: 'prot. 7/2025',
  sha256: createHash('sha256').update('verbale').digest('hex'),
  type: 'OTHER',
  retention: 'TEN_YEARS',
};

let service: TestService;
let books: Books;
let question: Readonly<Record<string, string>>;
let withdrawn: string;
let other: string;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  books = await openBooks(new Api(service.url, service.tokens.finance));
  other = await registerParty(books.api, {
    kind: 'THIRD_SECTOR_BODY',
    legalName: 'Altra cooperativa di prova',
  });
  const { MUNICIPALITY, THIRD_SECTOR, FOUNDATION, USERS } = books.from;
  await record(books, { source: MUNICIPALITY, amount: '1000.00', on: DAY, bringer: books.municipality });
  const own = await record(books, {
    source: THIRD_SECTOR,
    amount: '150.00',
    on: ['2024-12-31', '2025-01-01'],
  });
  await books.api.done(`/contributions/${own.id}/evidence`, { document: DOCUMENT }, { ifMatch: 0 });
  const gift = await record(books, { source: FOUNDATION, amount: '80.00', on: DAY });
  withdrawn = gift.id;
  await reverse(books, gift.id, 0);
  const hers = await record(books, { source: THIRD_SECTOR, amount: '60.00', on: DAY, bringer: other });
  const corrected = await correct(books, hers.id, 0, { resource: { kind: 'CASH', amount: euro('70.00') } });
  expect(corrected.status).toBe(201);
  await record(books, { source: USERS, amount: '9.00', on: DAY });
  question = { partnership: books.partnership, basis: 'paid', effectiveAsOf: '2025-12-31' };
});
afterAll(() => service.stop());

const api = (role: 'finance' | 'partner' | 'evaluator' | null): Api =>
  books.api.as(role === null ? null : service.tokens[role]);

async function leavesOf(asking: Api, over: Readonly<Record<string, string>> = {}): Promise<readonly Leaf[]> {
  const { body, status } = await askLineage(asking, 'L1', { ...question, ...over });
  expect(status).toBe(200);
  return body.leaves?.items ?? [];
}

describe('the lineage of a figure', () => {
  it('has terms with groups by side and year that add up to the figure', async () => {
    const { body } = await askLineage(books.api, 'L1', question);
    expect(body.figure).toMatchObject({ value: '0.2200000000000000', groups: [] });
    expect(body.terms).toMatchObject([
      {
        term: 'numerator',
        sides: ['T', 'F'],
        amount: { amount: '220.00' },
        groups: [
          { key: { side: 'T', year: 2024 }, amount: { amount: '75.00' }, leaves: 1 },
          { key: { side: 'F', year: 2025 }, amount: { amount: '0.00' }, leaves: 2 },
          { key: { side: 'T', year: 2025 }, amount: { amount: '145.00' }, leaves: 2 },
        ],
      },
      { term: 'denominator', amount: { amount: '1000.00' } },
    ]);
  });

  it('opens into signed leaves, each with its event, that add up to the terms', async () => {
    const leaves = await leavesOf(books.api);
    expect(leafSum(leaves, 'NUMERATOR')).toBe(220_00n);
    expect(leafSum(leaves, 'DENOMINATOR')).toBe(1_000_00n);
    const gift = leaves.filter(({ contribution }) => contribution === withdrawn);
    expect(gift.map(({ type, cause, amount }) => `${type} ${cause} ${amount.amount}`)).toEqual([
      'ContributionRecorded ENTERED 80.00',
      'ContributionReversed REVERSED -80.00',
    ]);
    for (const { eventId, position } of leaves) {
      const { body } = await books.api.get<{ position: string }>(`/events/${eventId}`);
      expect(body.position).toBe(position);
    }
  });

  it('shows what a correction left, with the event of the correction', async () => {
    const hers = (await leavesOf(books.api)).filter(({ bringer }) => bringer === other);
    expect(hers).toMatchObject([
      { type: 'ContributionCorrected', cause: 'CORRECTED', amount: { amount: '70.00' }, term: 'NUMERATOR' },
    ]);
  });

  it('says of what stands in no term why', async () => {
    const left = (await leavesOf(books.api)).filter(({ term }) => term === 'NONE');
    expect(left).toMatchObject([{ side: 'U', reason: 'USERS_FEES', amount: { amount: '9.00' } }]);
  });

  it('names the documents behind a leaf as they were known', async () => {
    const [leaf] = (await leavesOf(books.api)).filter(({ year }) => year === 2024);
    expect(leaf?.evidence).toEqual([
      { reference: DOCUMENT.reference, sha256: DOCUMENT.sha256, type: DOCUMENT.type },
    ]);
    const before = BigInt(leaf?.position ?? 0);
    const [earlier] = (await leavesOf(books.api, { knownAsOf: before.toString() })).filter(
      ({ year }) => year === 2024,
    );
    expect(earlier?.evidence).toEqual([]);
  });

  it('is of one term when one is asked for', async () => {
    const above = await leavesOf(books.api, { term: 'numerator' });
    expect(new Set(above.map(({ term }) => term))).toEqual(new Set(['NUMERATOR']));
    expect(leafSum(above, 'NUMERATOR')).toBe(220_00n);
  });
});

it('answers in the shapes that the description promises, whoever asks', async () => {
  const fits = await shapesOf(service);
  const partner = books.api.as(tokenFor(service, 'partner', { org: other }));
  for (const asking of [books.api, partner, api(null)]) {
    fits('Lineage', (await askLineage(asking, 'L1', question)).body);
    const asked = { ...question, fromEffectiveAsOf: '2025-01-01', fromKnownAsOf: '0' };
    fits('Difference', (await askDifference(asking, 'L1', asked)).body);
  }
});

describe('who sees the leaves', () => {
  it('the public sees figure, terms and groups, and no leaf', async () => {
    const seen = await askLineage(api(null), 'L1', question);
    const all = await askLineage(books.api, 'L1', question);
    expect(seen.body).toEqual({ ...all.body, leaves: null });
    const file = await api(null).get<Problem>(
      `/figures/L1/lineage?${new URLSearchParams({ ...question, format: 'csv' })}`,
    );
    expect(file).toMatchObject({ status: 401, body: { code: 'TOKEN_MISSING' } });
  });

  it('evaluators see what finance offices see', async () => {
    expect(await leavesOf(api('evaluator'))).toEqual(await leavesOf(api('finance')));
  });

  it('a partner sees its own, and what the others brought as one sum that closes', async () => {
    const partner = books.api.as(tokenFor(service, 'partner', { org: other }));
    const { body } = await askLineage(partner, 'L1', question);
    expect(body.leaves?.items.map(({ bringer }) => bringer)).toEqual([other]);
    const others = body.leaves?.others;
    expect(leafSum(body.leaves?.items ?? [], 'NUMERATOR') + cents(others?.numerator ?? '')).toBe(220_00n);
    expect(others).toMatchObject({ denominator: { amount: '1000.00' } });
    expect((body.leaves?.count ?? 0) + (others?.leaves ?? 0)).toBe((await leavesOf(books.api)).length);
    const above = await askLineage(partner, 'L1', { ...question, term: 'numerator' });
    expect(above.body.leaves?.others).toMatchObject({ numerator: others?.numerator, denominator: null });
  });

  it('an account of another partnership sees as much as the public', async () => {
    const elsewhere = books.api.as(tokenFor(service, 'finance', { partnerships: [] }));
    expect((await askLineage(elsewhere, 'L1', question)).body.leaves).toBeNull();
  });
});

describe('pages of leaves', () => {
  it('are of one answer while others write: no gap, no repeat', async () => {
    const whole = await leavesOf(books.api);
    const paged: Leaf[] = [];
    for (let cursor: string | undefined, page = 0; page === 0 || cursor !== undefined; page += 1) {
      const next = cursor === undefined ? {} : { cursor };
      const { body } = await askLineage(books.api, 'L1', { ...question, ...next, limit: '2' });
      expect(cents(body.figure.numerator.amount)).toBe(220_00n);
      paged.push(...(body.leaves?.items ?? []));
      cursor = body.leaves?.nextCursor ?? undefined;
      const gift = await record(books, { source: books.from.FOUNDATION, amount: '1.00', on: '2024-01-01' });
      await reverse(books, gift.id, 0);
      if (page === 1)
        expect(
          (await correct(books, ownOverTwoYears(whole), 1, { effective: { from: DAY, to: DAY } })).status,
        ).toBe(201);
    }
    expect(paged).toEqual(whole);
  });

  it('are refused with a cursor that no page gave', async () => {
    for (const cursor of ['MQ', Buffer.from('1.2.3.2024-02-30').toString('base64url')]) {
      const answer = await askLineage(books.api, 'L1', { ...question, cursor });
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'MALFORMED', errors: [{ pointer: '/cursor' }] },
      });
    }
  });

  it('are refused with a cursor of another question', async () => {
    const first = await askLineage(books.api, 'L1', { ...question, limit: '1' });
    const cursor = first.body.leaves?.nextCursor ?? '';
    expect((await askLineage(books.api, 'L1', { limit: '3', ...question, cursor })).status).toBe(200);
    for (const [definition, over] of [
      ['L2', {}],
      ['L1', { basis: 'pledged' }],
      ['L1', { term: 'numerator' }],
      ['L1', { effectiveAsOf: '2025-12-30' }],
    ] as const) {
      const answer = await askLineage(books.api, definition, { ...question, ...over, cursor });
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'MALFORMED', errors: [{ pointer: '/cursor' }] },
      });
      expect(answer.text).toContain('another question');
    }
  });

  it('stay byte for byte when both axes are named', async () => {
    const knownAsOf = (await books.api.head()).toString();
    const pinned = { ...question, knownAsOf };
    const first = await askLineage(books.api, 'L1', pinned);
    await record(books, { source: books.from.FOUNDATION, amount: '5.00', on: DAY });
    const second = await askLineage(books.api, 'L1', pinned);
    expect(second.text).toBe(first.text);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(second.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(second.headers.get('ledger-position')).toBe(knownAsOf);
  });
});

it('refuses figures that nobody knows, and series, which have no one value', async () => {
  expect(await askLineage(books.api, 'L99', question)).toMatchObject({ status: 404 });
  expect(await askLineage(books.api, 'L12', question)).toMatchObject({
    status: 422,
    body: { code: 'QUESTION_CONTRADICTORY' },
  });
});

/** The contribution of the cooperative's own money over two years. */
function ownOverTwoYears(leaves: readonly Leaf[]): string {
  return leaves.find(({ year }) => year === 2024)?.contribution ?? '';
}
