/** With both axes named an answer is the same bytes for ever, and says so: it may be kept, known by its digest. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AskedStatement } from '#domain/contribution/events';
import { Api, type Answer } from '../support/api.ts';
import {
  correct,
  ENTRY_ERROR,
  euro,
  implyBase,
  openBooks,
  record,
  reverse,
  type Books,
} from '../support/books.ts';
import { definitionOf, indexOf } from '../support/commands.ts';
import type { Figure } from '../support/figures.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

const EVENTS = 10_000;
const AT_ONCE = 500;
const YEAR_SECONDS = 365 * 24 * 60 * 60;
const AS_OF = '2024-06-30';

let service: TestService;
let books: Books;
let ids: { readonly own: string; readonly given: string; readonly gone: string; readonly index: string };
let position: string;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  const api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
  const prices = { points: ['2022', '2023', '2024'].map((period, n) => ({ period, value: `10${n}.0` })) };
  const { id: index } = await api.done('/price-indexes', indexOf(prices));
  const first = definitionOf({ validFrom: '2019-01-01', denominator: { sides: ['PUBLIC'] } });
  const { id: definition } = await api.done('/definitions', first);
  const second = api.as(tokenFor(service, 'finance'));
  await second.done(`/definitions/${definition}/adoptions`, { version: 1 }, { ifMatch: 0 });
  const { from } = books;
  await record(books, { source: from.MUNICIPALITY, amount: '9000.00', on: ['2022-03-01', '2024-08-31'] });
  const own = await record(books, { source: from.THIRD_SECTOR, amount: '1000.00', on: '2023-05-10' });
  const given = await record(books, { source: from.FOUNDATION, amount: '980.00', on: '2022-12-31' });
  const gone = await record(books, { source: from.COMPANY, amount: '77.00', on: '2023-02-01' });
  ids = { own: own.id, given: given.id, gone: gone.id, index };
  position = gone.position ?? '';
});
afterAll(() => service.stop());

const QUESTIONS = [
  '',
  '&groupBy=year,kind',
  '&view=localPublicEuro&groupBy=side',
  '&scope=strict&chain=true',
  '&prices=FOI-XT:2024',
  '&without=origin:FOUNDATION&year=2022,2023',
  '&definition=L1,L1@1,L7,L10,ES-1&basis=paid',
  '&whatIf=VOLUNTEER_TIME=10&groupBy=sizeClass',
];
/** Figures alone, for they say more than a list of them does. */
const ALONE = ['L1', 'L7', 'L12'];
const TOLD = ['&groupBy=bringer,source', '&groupBy=fund,word'];

function pathOf(question: string, more = `effectiveAsOf=${AS_OF}&knownAsOf=${position}`): string {
  return `/figures?partnership=${books.partnership}&${more}${question}`;
}

const everyAnswer = (): Promise<Answer<unknown>[]> => {
  const anybody = books.api.as(null);
  const alone = ALONE.map((definition) => pathOf('').replace('/figures?', `/figures/${definition}?`));
  return Promise.all([
    ...[...QUESTIONS.map((question) => pathOf(question)), ...alone].map((path) => anybody.get(path)),
    ...[...TOLD.map((question) => pathOf(question)), ...alone].map((path) => books.api.get(path)),
  ]);
};

/** What was said of all that the figures are made of, each in another way. */
async function changeEverything(): Promise<void> {
  const { api, from, partnership, cooperative, municipality } = books;
  const second = api.as(tokenFor(service, 'finance'));
  const justification = ENTRY_ERROR;
  await correct(books, ids.own, 0, {
    resource: { kind: 'CASH', amount: euro('5.00') },
    bringer: municipality,
  });
  await reverse(books, ids.gone, 0);
  const evidence = { document: { reference: 'Prot. 1', sha256: '0'.repeat(64), type: 'INVOICE' } };
  await api.done(`/contributions/${ids.given}/evidence`, evidence, { ifMatch: 0 });
  const partner = api.as(tokenFor(service, 'partner', { org: cooperative }));
  await partner.done(`/contributions/${ids.given}/confirmations`, {}, { ifMatch: 1 });
  const renamed = { changes: { legalName: 'Comune dal nuovo nome' }, justification };
  await api.done(`/parties/${municipality}/corrections`, renamed, { ifMatch: 0 });
  const fund = { changes: { fundCode: 'Fondo di prova' }, justification };
  await api.done(`/funding-sources/${from.MUNICIPALITY}/corrections`, fund, { ifMatch: 0 });
  const resized = { changes: { population: 900 }, justification };
  await api.done(`/partnerships/${partnership}/corrections`, resized, { ifMatch: 0 });
  const said = { from: '2022-01-01', to: '2024-12-31', increase: '0.22', resources: '900.00' };
  await implyBase({ ...books, partnership: await followedBy() }, said);
  const { id } = await api.done('/definitions', definitionOf({ validFrom: '2020-01-01' }));
  await second.done(`/definitions/${id}/adoptions`, { version: 2 }, { ifMatch: 2 });
  const points = [{ period: '2023', value: '150.0' }];
  const restated = { source: 'Prova', points, restates: true, justification };
  await api.done(`/price-indexes/${ids.index}/points`, restated, { ifMatch: 0 });
}

/** The partnership that follows: from now on the two are a chain. */
async function followedBy(): Promise<string> {
  const { api, municipality, partnership } = books;
  const profile = { title: 'Seguito di prova', instrument: 'COPROGETTAZIONE', leadBody: municipality };
  return (await api.done('/partnerships', { ...profile, follows: { partnership, how: 'NEXT_CALL' } })).id;
}

/** Backdated contributions of the days that were asked about, recorded as the command line does. */
async function recordMany(count: number): Promise<void> {
  const { partnership, municipality: payer, cooperative: bringer, from } = books;
  const sources = Object.values(from);
  const statement = (index: number): AskedStatement => ({
    ...{ payer, bringer, receiver: null, fundingSource: sources[index % sources.length] ?? '' },
    ...{ stage: 'PAID', dating: 'STATED', usersArea: null, place: null, evidence: [] },
    ...{ cup: 'B31H22000280006', act: null },
    resource: { kind: 'CASH', amount: { amount: `${index + 1}.00`, currency: 'EUR' } },
    effective: { from: '2022-01-01', to: `202${2 + (index % 5)}-12-31` },
  });
  const one = async (index: number): Promise<string> => {
    const command = { kind: 'record', partnership, externalRef: null, statement: statement(index) } as const;
    const outcome = await service.folder.execute({
      ask: { aggregate: 'contribution', id: null, command },
      actor: { id: 'officer', role: 'finance', org: null },
      key: `more-${index}`,
      correlationId: randomUUID(),
    });
    return outcome.kind;
  };
  for (let from = 0; from < count; from += AT_ONCE) {
    const outcomes = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => one(from + index)));
    expect(new Set(outcomes)).toEqual(new Set(['done']));
  }
}

describe('a pinned answer', () => {
  it('says that it may be kept, by whom, and by which digest it is known', async () => {
    const answers = await everyAnswer();
    expect(answers.filter(({ status }) => status !== 200).map(({ text }) => text)).toEqual([]);
    for (const [index, { headers }] of answers.entries()) {
      const who = index < QUESTIONS.length + ALONE.length ? 'public' : 'private';
      expect(headers.get('cache-control')).toBe(`${who}, max-age=${YEAR_SECONDS}, immutable`);
      expect(headers.get('etag')).toMatch(/^"[A-Za-z0-9_-]{43}"$/);
      expect(headers.get('vary')).toMatch(/authorization/i);
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(headers.get('ledger-position')).toBe(position);
    }
    const texts = new Set(answers.map(({ text }) => text));
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(texts.size);
  });

  it(`is the same bytes after ${EVENTS} more events, of which every kind would have changed it`, async () => {
    const before = await everyAnswer();
    await changeEverything();
    await recordMany(EVENTS);
    expect((await books.api.head()) - BigInt(position)).toBeGreaterThan(BigInt(EVENTS));
    await service.folder.upToDate('figures', 10_000);
    const after = await everyAnswer();
    const differ = after.flatMap(({ text }, index) => (text === before[index]?.text ? [] : [index]));
    expect(differ).toEqual([]);
    const headersOf = (answers: readonly Answer<unknown>[]): unknown[] =>
      answers.map(({ headers }) => [headers.get('etag'), headers.get('ledger-position')]);
    expect(headersOf(after)).toEqual(headersOf(before));

    // The events did move the figures of those who ask about now.
    const now = await Promise.all(
      QUESTIONS.map((question) => books.api.get(pathOf(question, `effectiveAsOf=${AS_OF}`))),
    );
    const sums = (answer: Answer<unknown>): unknown =>
      (answer.body as { readonly items: readonly Figure[] }).items.map(({ numerator, denominator }) => [
        numerator.amount,
        denominator.amount,
      ]);
    for (const [index, answer] of now.entries()) {
      expect(sums(answer)).not.toEqual(sums(before[index] as Answer<unknown>));
    }
  }, 60_000);

  it('is not sent again to whoever holds it', async () => {
    const path = pathOf('');
    const { headers } = await books.api.get(path);
    const etag = headers.get('etag') ?? '';
    for (const held of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      const again = await books.api.get(path, { 'if-none-match': held });
      expect([held, again.status, again.text]).toEqual([held, 304, '']);
      expect(again.headers.get('etag')).toBe(etag);
      expect(again.headers.get('cache-control')).toMatch(/immutable/);
      expect(again.headers.get('ledger-position')).toBe(position);
    }
    const other = await books.api.get(path, { 'if-none-match': '"other"' });
    expect([other.status, other.headers.get('etag')]).toEqual([200, etag]);
  });
});

describe('an answer with an axis left open', () => {
  it.each([
    ['neither', () => ''],
    ['the effective date alone', () => `effectiveAsOf=${AS_OF}`],
    ['the known position alone', () => `knownAsOf=${position}`],
  ])('(%s named) is not kept', async (_, more) => {
    const { headers } = await books.api.get(pathOf('', more()));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('etag')).toBeNull();
    expect(BigInt(headers.get('ledger-position') ?? '0')).toBe(await books.api.head());
  });
});
