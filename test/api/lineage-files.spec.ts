/** Lineages as files: a stranger adds up the table, and provenance is what the W3C says it is. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'csv-parse/sync';
import { Api } from '../support/api.ts';
import { openBooks, record, reverse, type Books } from '../support/books.ts';
import { cents, figure } from '../support/figures.ts';
import { askLineage } from '../support/lineage.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

const DAY = '2025-05-02';
const HOSTILE = '=HYPERLINK("http://evil.example";"prot. 1")';

let service: TestService;
let books: Books;
let question: Readonly<Record<string, string>>;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  books = await openBooks(new Api(service.url, service.tokens.finance));
  const { MUNICIPALITY, THIRD_SECTOR, FOUNDATION, USERS } = books.from;
  await record(books, { source: MUNICIPALITY, amount: '333.33', on: DAY, bringer: books.municipality });
  const own = await record(books, { source: THIRD_SECTOR, amount: '0.02', on: ['2024-12-30', '2025-01-02'] });
  const document = {
    ...{ reference: HOSTILE, type: 'OTHER', retention: 'TEN_YEARS' },
    sha256: createHash('sha256').update('verbale').digest('hex'),
  };
  await books.api.done(`/contributions/${own.id}/evidence`, { document }, { ifMatch: 0 });
  const gift = await record(books, { source: FOUNDATION, amount: '80.00', on: DAY });
  await reverse(books, gift.id, 0, '2025-06-01');
  await record(books, { source: THIRD_SECTOR, amount: '12.34', on: DAY, bringer: books.municipality });
  await record(books, { source: USERS, amount: '9.00', on: DAY });
  question = { partnership: books.partnership, basis: 'paid', effectiveAsOf: '2025-12-31' };
});
afterAll(() => service.stop());

type Row = Readonly<Record<string, string>>;

async function table(api: Api, definition: string, over = {}): Promise<readonly Row[]> {
  const { text, headers, status } = await askLineage(api, definition, {
    ...question,
    ...over,
    format: 'csv',
  });
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
  return parse(text, { columns: true, record_delimiter: '\r\n' }) as Row[];
}

function sum(rows: readonly Row[], term: string): bigint {
  return rows
    .filter((row) => row['term'] === term || row['term'] === 'BOTH')
    .reduce((all, row) => all + cents(row['amount'] ?? ''), 0n);
}

describe('the table', () => {
  it.each(['L1', 'L2', 'L9', 'L10'])('of %s adds up to the figure, to the cent', async (definition) => {
    const rows = await table(books.api, definition);
    const { numerator, denominator } = await figure(books, definition, question);
    expect(sum(rows, 'NUMERATOR')).toBe(cents(numerator.amount));
    expect(sum(rows, 'DENOMINATOR')).toBe(cents(denominator.amount));
  });

  it('has every leaf that the pages have', async () => {
    const { body } = await askLineage(books.api, 'L1', { ...question, limit: '200' });
    const leaves = (body.leaves?.items ?? []).map(({ position, eventId, amount, term, year }) => ({
      ...{ position, eventId, term, year: String(year), amount: amount.amount },
    }));
    const rows = (await table(books.api, 'L1')).map(({ position, eventId, amount, term, year }) => ({
      ...{ position, eventId, term, year, amount },
    }));
    expect(rows).toEqual(leaves);
  });

  it('has no cell that a spreadsheet would run', async () => {
    const [row] = (await table(books.api, 'L1')).filter(({ evidence }) => evidence !== '');
    expect(row?.['evidence']).toBe(`'${HOSTILE}`);
  });

  it('of a partner closes with what others brought', async () => {
    const partner = books.api.as(tokenFor(service, 'partner', { org: books.cooperative }));
    const rows = await table(partner, 'L1');
    expect(rows.slice(-2).map(({ term, reason, amount }) => `${term} ${reason} ${amount}`)).toEqual([
      'NUMERATOR OTHERS 12.34',
      'DENOMINATOR OTHERS 333.33',
    ]);
    const whole = await table(books.api, 'L1');
    expect(sum(rows, 'NUMERATOR')).toBe(sum(whole, 'NUMERATOR'));
    expect(rows.some(({ bringer }) => bringer === books.municipality)).toBe(false);
  });

  it('of a partner and one term closes with what others brought of that term alone', async () => {
    const partner = books.api.as(tokenFor(service, 'partner', { org: books.cooperative }));
    const closing = (await table(partner, 'L1', { term: 'denominator' })).map(
      ({ term, reason, amount }) => `${term} ${reason} ${amount}`,
    );
    expect(closing).toEqual(['DENOMINATOR OTHERS 333.33']);
  });
});

/** Records of a PROV-JSON document (W3C Member Submission, 24 April 2013): by identifier, each with its members. */
const qualifiedName = { type: 'string', pattern: '^(_|[A-Za-z][A-Za-z0-9_-]*):[A-Za-z0-9._~/@-]+$' };
const attribute = {
  anyOf: [
    { type: ['string', 'number', 'boolean'] },
    {
      ...{ type: 'object', required: ['$', 'type'], additionalProperties: false },
      properties: { $: { type: 'string' }, type: qualifiedName, lang: { type: 'string' } },
    },
  ],
};
const records = (properties: object, required: readonly string[] = []) => ({
  ...{ type: 'object', propertyNames: qualifiedName },
  additionalProperties: {
    ...{ type: 'object', required, propertyNames: { pattern: '^(prov|ledger):[A-Za-z]+$' } },
    ...{ properties, additionalProperties: attribute },
  },
});
const instant = { type: 'string', format: 'instant' };
const PROV_JSON = {
  ...{ type: 'object', required: ['prefix', 'entity'], additionalProperties: false },
  properties: {
    prefix: { type: 'object', additionalProperties: { type: 'string', pattern: '^(https?://|urn:).+' } },
    entity: records({}),
    activity: records({ 'prov:startTime': instant, 'prov:endTime': instant }),
    agent: records({}),
    wasGeneratedBy: records(
      { 'prov:entity': qualifiedName, 'prov:activity': qualifiedName, 'prov:time': instant },
      ['prov:entity'],
    ),
    wasAssociatedWith: records({ 'prov:activity': qualifiedName, 'prov:agent': qualifiedName }, [
      'prov:activity',
    ]),
    wasDerivedFrom: records({ 'prov:generatedEntity': qualifiedName, 'prov:usedEntity': qualifiedName }, [
      ...['prov:generatedEntity', 'prov:usedEntity'],
    ]),
  },
};

interface Typed {
  readonly $: string;
}
type Section = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
interface Provenance extends Readonly<Record<string, Section>> {
  readonly prefix: never;
  readonly entity: Section;
  readonly activity: Section;
  readonly agent: Section;
  readonly wasGeneratedBy: Section;
  readonly wasAssociatedWith: Section;
  readonly wasDerivedFrom: Section;
}

async function provenance(api: Api): Promise<Provenance> {
  const { status, body } = await askLineage(api, 'L1', { ...question, format: 'prov' });
  expect(status).toBe(200);
  return body as unknown as Provenance;
}

describe('provenance', () => {
  it('is PROV-JSON, and every record names what is there', async () => {
    const document = await provenance(books.api);
    const ajv = new Ajv({
      strict: false,
      allErrors: true,
      formats: { instant: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/ },
    });
    ajv.validate(PROV_JSON, document);
    expect(ajv.errors ?? []).toEqual([]);
    const { entity, activity, agent } = document;
    const known = new Set([...Object.keys(entity), ...Object.keys(activity), ...Object.keys(agent)]);
    const prefixes = Object.keys(document.prefix);
    expect([...known].filter((name) => !prefixes.includes(name.split(':', 1)[0] ?? ''))).toEqual([]);
    for (const section of ['wasGeneratedBy', 'wasAssociatedWith', 'wasDerivedFrom']) {
      for (const members of Object.values(document[section] ?? {})) {
        const named = Object.entries(members).filter(([name]) => /^prov:.*(ntity|ctivity|gent)$/.test(name));
        expect(named).toHaveLength(2);
        expect(named.filter(([, name]) => !known.has(name as string))).toEqual([]);
      }
    }
  });

  it('derives the figure from events that account for each term, each by the account that recorded it', async () => {
    const { wasDerivedFrom, entity, agent, wasAssociatedWith } = await provenance(books.api);
    const total = (term: string): bigint =>
      Object.values(wasDerivedFrom).reduce((all, each) => all + cents((each[term] as Typed).$), 0n);
    const { numerator, denominator } = await figure(books, 'L1', question);
    expect(total('ledger:numerator')).toBe(cents(numerator.amount));
    expect(total('ledger:denominator')).toBe(cents(denominator.amount));
    // Four contributions and a reversal; what users paid derives nothing.
    expect(Object.keys(entity).filter((name) => name.startsWith('event:'))).toHaveLength(5);
    expect(Object.keys(agent)).toHaveLength(1);
    expect(Object.keys(wasAssociatedWith)).toHaveLength(5);
  });

  it('of a partner derives the rest from what it does not name', async () => {
    const partner = books.api.as(tokenFor(service, 'partner', { org: books.cooperative }));
    const { wasDerivedFrom, entity } = await provenance(partner);
    expect(Object.keys(entity)).toContain('figure:others');
    const total = Object.values(wasDerivedFrom).reduce(
      (all, each) => all + cents((each['ledger:denominator'] as Typed).$),
      0n,
    );
    expect(total).toBe(333_33n);
  });
});

it('a file that was asked of fixed points is the same for ever, and says so', async () => {
  const knownAsOf = (await books.api.head()).toString();
  for (const format of ['csv', 'prov']) {
    const asked = { ...question, knownAsOf, format };
    const first = await askLineage(books.api, 'L1', asked);
    await record(books, { source: books.from.FOUNDATION, amount: '5.00', on: DAY });
    const again = await askLineage(books.api, 'L1', asked);
    expect(again.text).toBe(first.text);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(again.headers.get('cache-control')).toContain('immutable');
  }
});
