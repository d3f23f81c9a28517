/** The observatory over HTTP: one figure across partnerships, for everybody, as JSON and as open data. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Money, type Problem } from '../support/api.ts';
import { openBooks, record, type Books } from '../support/books.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, type TestService } from '../support/service.ts';
import { shapesOf } from '../support/shapes.ts';

interface Observed {
  readonly partnerships: number;
  readonly withoutValue: number;
  readonly numerator: Money | null;
  readonly denominator: Money | null;
  readonly ratioOfSums: { readonly display: { readonly text: string } | null } | null;
  readonly median: { readonly display: { readonly text: string } | null } | null;
  readonly suppressed: boolean;
}
interface Observatory {
  readonly items: readonly (Observed & { readonly key: string })[];
  readonly total: Observed;
  readonly comparison: Observed;
}

let service: TestService;
let books: Books;
let anybody: Api;
let expectShape: (name: string, body: unknown) => void;

/** A partnership with a base of 100.00 and so much brought by the Third Sector. */
async function partnership(brought: string, over: object): Promise<void> {
  const { api, municipality: leadBody } = books;
  const body = { title: 'Partenariato di prova', instrument: 'COPROGETTAZIONE', leadBody, ...over };
  const of = { ...books, partnership: (await api.done('/partnerships', body)).id };
  await record(of, { source: of.from.MUNICIPALITY, amount: '100.00', on: '2024-03-01' });
  await record(of, { source: of.from.THIRD_SECTOR, amount: brought, on: '2024-03-01' });
}

const inRegion = (region: string) => ({ socialArea: { name: 'Ambito di prova', region } });

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  books = await openBooks(new Api(service.url, service.tokens.finance));
  anybody = new Api(service.url, null);
  expectShape = await shapesOf(service);
  for (const brought of ['10.00', '20.00', '22.00', '40.00', '58.00']) {
    await partnership(brought, inRegion('Lombardia'));
  }
  for (const brought of ['5.00', '6.00', '7.00', '8.00', '9.00', '10.00']) {
    await partnership(brought, inRegion('Marche'));
  }
  await partnership('90.00', inRegion('Umbria, "verde"'));
  await partnership('300.00', { instrument: 'IMPORTED_DATASET', leadBody: undefined });
});
afterAll(() => service.stop());

async function observed(query: string): Promise<Observatory> {
  const head = (await books.api.head()).toString();
  const answer = await anybody.get<Observatory>(`/observatory?${query}`, { 'ledger-after': head });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  expectShape('Observatory', answer.body);
  return answer.body;
}

const shown = ({ partnerships, numerator, ratioOfSums, median, suppressed }: Observed) => [
  ...[partnerships, numerator?.amount ?? null, ratioOfSums?.display?.text ?? null],
  ...[median?.display?.text ?? null, suppressed],
];

describe('the observatory', () => {
  it('has each region beside the whole, keeps back what is too small, and sets imported data apart', async () => {
    const { items, total, comparison } = await observed('by=region');
    expect(items.map((item) => [item.key, ...shown(item)])).toEqual([
      // One group goes with the small one, so that nobody can work it out from the whole.
      ['Lombardia', 5, null, null, null, true],
      ['Marche', 6, '45.00', '7.50', '7.50', false],
      ['Umbria, "verde"', 1, null, null, null, true],
      ['NOT_STATED', 0, null, null, null, true],
    ]);
    // 150 + 45 + 90 over 1,200; in the middle of twelve lie 10 % and 10 %.
    expect(shown(total)).toEqual([12, '285.00', '23.75', '10.00', false]);
    expect(total.withoutValue).toBe(1);
    expect(shown(comparison)).toEqual([1, '300.00', '300.00', '300.00', false]);
  });

  it('is open data in CSV, each line with the definition and the day it is of', async () => {
    const query = `by=region&format=csv&effectiveAsOf=2025-12-31&knownAsOf=${await books.api.head()}`;
    const { text, headers, status } = await anybody.get(`/observatory?${query}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    const lines = text.split('\r\n');
    const asked = `L1,1,committed,economic,broad,,2025-12-31,${await books.api.head()},region`;
    expect(lines[0]).toMatch(/^definition,version,basis,.*,ratioOfSums,median,coverage,suppressed$/);
    expect(lines[2]).toBe(
      `${asked},GROUP,Marche,6,0,45.00,600.00,0.0750000000000000,0.0750000000000000,1.0000,false`,
    );
    expect(lines[3]).toBe(`${asked},GROUP,"Umbria, ""verde""",1,0,,,,,,true`);
    expect(lines.slice(5, 7).map((line) => line.split(',')[9])).toEqual(['TOTAL', 'COMPARISON']);
    expect(lines.slice(7)).toEqual(['']);
  });

  it('never changes by a byte once both axes are named', async () => {
    const query = `by=instrument&effectiveAsOf=2025-12-31&knownAsOf=${await books.api.head()}`;
    const before = await anybody.get(`/observatory?${query}`);
    await partnership('1.00', inRegion('Lazio'));
    const after = await anybody.get(`/observatory?${query}`);
    expect(after.text).toBe(before.text);
    expect(after.headers.get('cache-control')).toMatch(/^public,.*immutable/);
    expect((await observed('by=instrument')).total.partnerships).toBe(13);
  });

  it.each([
    ['by=region&definition=L12', 422, 'QUESTION_CONTRADICTORY', '/definition'],
    ['by=region&definition=L99', 422, 'DEFINITION_UNKNOWN', '/definition'],
    ['definition=L1', 400, 'MALFORMED', '/by'],
    ['by=planet', 400, 'MALFORMED', '/by'],
    ['by=region&partnership=x', 400, 'MALFORMED', '/partnership'],
    ['by=region&stage=PLEDGED&basis=paid', 422, 'QUESTION_CONTRADICTORY', '/stage'],
  ])('refuses %s', async (query, status, code, pointer) => {
    expectProblem(await anybody.get<Problem>(`/observatory?${query}`), { status, code, pointer });
  });

  it('tells nobody without an account who paid or brought what', async () => {
    const query = `by=region&bringer=${books.cooperative}`;
    expectProblem(await anybody.get<Problem>(`/observatory?${query}`), {
      status: 401,
      code: 'TOKEN_MISSING',
    });
    expect((await books.api.get(`/observatory?${query}`)).status).toBe(200);
  });
});
