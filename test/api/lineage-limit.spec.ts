/** A lineage that no file should hold: it is refused with what to do, and can still be read by page. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Api, type Problem } from '../support/api.ts';
import { openBooks, record, registerSource, type Books } from '../support/books.ts';
import { askLineage } from '../support/lineage.ts';
import { startDemoService, type TestService } from '../support/service.ts';

/** Eight origins over 51 calendar years. */
const SHARES = {
  ...{ EU: 1_250, STATE: 1_250, REGION: 1_250, MUNICIPALITY: 1_250 },
  ...{ HEALTH_SERVICE: 1_250, THIRD_SECTOR: 1_250, FOUNDATION: 1_250, COMPANY: 1_250 },
};
const LEAVES_EACH = 8 * 51;
const CONTRIBUTIONS = Math.floor(100_000 / LEAVES_EACH) + 1;

let service: TestService;
let books: Books;
let question: Readonly<Record<string, string>>;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  books = await openBooks(new Api(service.url, service.tokens.finance));
  const source = await registerSource(books.api, SHARES);
  const recordings = Array.from({ length: CONTRIBUTIONS }, () =>
    record(books, { source, amount: '1000000.00', on: ['1975-01-01', '2025-12-31'] }),
  );
  await Promise.all(recordings);
  question = { partnership: books.partnership, basis: 'paid', effectiveAsOf: '2026-01-01' };
}, 60_000);
afterAll(() => service.stop());

it('is refused as a file beyond 100,000 leaves, and told by page all the same', async () => {
  const file = await books.api.get<Problem>(
    `/figures/L1/lineage?${new URLSearchParams({ ...question, format: 'csv' })}`,
  );
  expect(file).toMatchObject({
    status: 422,
    body: { code: 'LINEAGE_TOO_LONG', errors: [{ pointer: '/format' }] },
  });
  expect(file.body.detail).toContain(String(CONTRIBUTIONS * LEAVES_EACH));
  const page = await askLineage(books.api, 'L1', { ...question, limit: '200' });
  expect(page.body.leaves?.count).toBe(CONTRIBUTIONS * LEAVES_EACH);
  expect(page.body.leaves?.items).toHaveLength(200);
});

it('is a file again when less is asked for', async () => {
  const { status, text } = await askLineage(books.api, 'L1', { ...question, format: 'csv', year: '2024' });
  expect(status).toBe(200);
  expect(text.trimEnd().split('\r\n')).toHaveLength(1 + CONTRIBUTIONS * 8);
});
