/** A contribution that stretches over days counts evenly by day, and no cent is lost on the way. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { Api } from '../support/api.ts';
import { freshPartnership, openBooks, record, type Books } from '../support/books.ts';
import { cents, figure, sums } from '../support/figures.ts';
import { startDemoService, type TestService } from '../support/service.ts';

let service: TestService;
let base: Books;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  base = await openBooks(new Api(service.url, service.tokens.finance));
});
afterAll(() => service.stop());
beforeEach(async () => {
  books = await freshPartnership(base);
});

async function put(amount: string, on: readonly [string, string]): Promise<void> {
  await record(books, { source: base.from.REGION, amount, on });
}
const total = async (effectiveAsOf: string): Promise<bigint | undefined> =>
  (await sums(books, { effectiveAsOf })).PUBLIC;

describe('a span that is running', () => {
  it('counts by elapsed days', async () => {
    await put('365.00', ['2023-01-01', '2023-12-31']);
    await put('731.00', ['2023-01-01', '2024-12-31']);
    const expected: [string, bigint][] = [
      ['2022-12-31', 0n],
      ['2023-01-01', 2_00n],
      ['2023-01-31', 62_00n],
      ['2023-12-31', 730_00n],
      ['2024-02-29', 790_00n],
      ['2024-12-30', 1095_00n],
      ['2024-12-31', 1096_00n],
      ['2030-01-01', 1096_00n],
    ];
    for (const [day, sum] of expected) expect([day, await total(day)]).toEqual([day, sum]);
  });

  it('by year sums to the total on any day, never ahead of its share by a cent a year', async () => {
    await put('1000.00', ['2021-03-17', '2024-10-05']);
    const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    const whole = days('2021-03-17', '2024-10-05');
    let last = 0n;
    for (const day of ['2021-03-17', '2021-12-31', '2022-01-01', '2022-07-02', '2024-02-29', '2024-10-04']) {
      const { groups, denominator } = await figure(books, 'L1', { effectiveAsOf: day, groupBy: 'year' });
      const sum = cents(denominator.amount);
      const parts = groups.map((group) => cents(group.denominator.amount));
      expect(parts.reduce((a, b) => a + b, 0n)).toBe(sum);
      const share = new Decimal(100_000).times(days('2021-03-17', day)).div(whole);
      expect(share.minus(sum.toString()).abs().toNumber()).toBeLessThan(groups.length + 1);
      expect(sum >= last).toBe(true);
      last = sum;
    }
  });
});
