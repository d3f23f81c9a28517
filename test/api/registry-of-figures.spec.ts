/** The registry of figures over HTTP: definitions that a ledger adopts for itself, and real terms by a price index. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { Api, type Answer, type Page } from '../support/api.ts';
import { ENTRY_ERROR, freshPartnership, openBooks, record, type Books } from '../support/books.ts';
import { definitionOf, indexOf } from '../support/commands.ts';
import { askFigure, figure, type Figure, type Question } from '../support/figures.ts';
import type { Difference } from '../support/lineage.ts';
import { expectProblem } from '../support/problem.ts';
import { publicationAt, publish } from '../support/publishing.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

interface Definition {
  readonly id: string;
  readonly version: number;
  readonly formula: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

interface DefinitionRecord {
  readonly id: string;
  readonly record: string | null;
  readonly revision: number | null;
  readonly versions: readonly Definition[];
  readonly proposed: readonly Definition[];
}

let service: TestService;
let api: Api;
let second: Api;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  second = api.as(tokenFor(service, 'finance'));
  books = await openBooks(api);
});
afterAll(() => service.stop());

const ratio = (above: string, below: string): string => new Decimal(above).div(below).toFixed(16);

/** Proposes what the body says, has the other person adopt it, and gives the position of the adoption. */
async function adopted(body: object, version: number): Promise<{ id: string; position: string }> {
  const { id, revision } = await api.done('/definitions', body);
  const adoption = { version, act: 'Determina di prova' };
  const { position } = await second.done(`/definitions/${id}/adoptions`, adoption, { ifMatch: revision });
  return { id, position: position ?? '' };
}

async function side(by: Api, of: Books, question: Question): Promise<readonly Figure[]> {
  const query = new URLSearchParams({ partnership: of.partnership, ...question });
  const head = (await api.head()).toString();
  const answer = await by.get<Page<Figure>>(`/figures?${query}`, { 'ledger-after': head });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body.items;
}

const shown = ({ definition, value }: Figure): string => `${definition.id}@${definition.version} ${value}`;

/** A code of the ledger's own, whose first version says what L1 does. */
const CODE = 'LC-L1';
const LIKE_L1 = {
  code: CODE,
  formula: '(T + F) / P',
  numerator: { sides: ['T', 'F', 'ATTRACTED'] },
  denominator: { sides: ['PUBLIC', 'PUBLIC_HEALTH'] },
};

describe('a further version of a definition of the ledger’s own', () => {
  let money: Books;
  /** Before anybody had heard of the code, while its first version stood alone, and from the second's adoption on. */
  let unheardOf: string;
  let before: string;
  let adoption: string;

  beforeAll(async () => {
    money = await freshPartnership(books);
    const { MUNICIPALITY, STATE, THIRD_SECTOR, FOUNDATION } = books.from;
    await record(money, { source: MUNICIPALITY, amount: '80.00', on: '2024-03-01' });
    await record(money, { source: STATE, amount: '20.00', on: '2024-03-01' });
    await record(money, { source: THIRD_SECTOR, amount: '20.00', on: '2024-03-01' });
    const last = await record(money, { source: FOUNDATION, amount: '30.00', on: '2024-03-01' });
    unheardOf = last.position ?? '';
    await adopted(definitionOf({ ...LIKE_L1, validFrom: '2024-01-01' }), 1);
    // Only what the Third Sector brought of its own, on money of the municipality alone.
    const body = definitionOf({
      ...{ code: CODE, validFrom: '2025-01-01', formula: 'T / P del Comune', form: 'percent', decimals: 1 },
    });
    const { id, position } = await api.done('/definitions', body);
    before = position ?? '';
    const unknown = await askFigure(money, `${CODE}@2`);
    expectProblem(unknown, { status: 404, code: 'NOT_FOUND' });
    const again = await second.post(`/definitions/${id}/adoptions`, { version: 1 }, { ifMatch: 2 });
    expectProblem(again, { status: 409, code: 'DEFINITION_VERSION_ADOPTED' });
    const mine = await api.post(`/definitions/${id}/adoptions`, { version: 2 }, { ifMatch: 2 });
    expectProblem(mine, { status: 409, code: 'SAME_PERSON' });
    const done = await second.done(`/definitions/${id}/adoptions`, { version: 2 }, { ifMatch: 2 });
    adoption = done.position ?? '';
    await record(money, { source: THIRD_SECTOR, amount: '12.00', on: '2025-03-01' });
  });

  it('is in force from its first day, and the one before it until the day before', async () => {
    const on = async (effectiveAsOf: string) =>
      (await side(api, money, { definition: CODE, effectiveAsOf })).map(shown);
    expect(await on('2024-12-31')).toEqual([`${CODE}@1 ${ratio('50', '100')}`]);
    expect(await on('2025-01-01')).toEqual([`${CODE}@2 ${ratio('20', '80')}`]);
    expect(await on('2025-03-01')).toEqual([`${CODE}@2 ${ratio('32', '80')}`]);
  });

  it('stands beside the one before it, both on new data and on what was known before there was any', async () => {
    const both = async (knownAsOf?: string) => {
      const known = knownAsOf === undefined ? {} : { knownAsOf };
      const question = { definition: `${CODE}@1,${CODE}@2`, effectiveAsOf: '2025-12-31', ...known };
      return (await side(api.as(null), money, question)).map(shown);
    };
    expect(await both()).toEqual([`${CODE}@1 ${ratio('62', '100')}`, `${CODE}@2 ${ratio('32', '80')}`]);
    const then = [`${CODE}@1 ${ratio('50', '100')}`, `${CODE}@2 ${ratio('20', '80')}`];
    expect([await both(before), await both(unheardOf)]).toEqual([then, then]);
  });

  it('changes nothing of what was asked before its adoption', async () => {
    const known = { definition: CODE, effectiveAsOf: '2025-12-31', knownAsOf: before };
    expect((await side(api, money, known)).map(shown)).toEqual([`${CODE}@1 ${ratio('50', '100')}`]);
    const since = { ...known, knownAsOf: adoption };
    expect((await side(api, money, since)).map(shown)).toEqual([`${CODE}@2 ${ratio('20', '80')}`]);
  });

  it('is told apart from the one before it by the difference of the two', async () => {
    const query = new URLSearchParams({
      ...{ partnership: money.partnership, effectiveAsOf: '2025-12-31', fromDefinition: `${CODE}@1` },
    });
    const { status, body } = await api.get<Difference>(`/figures/${CODE}@2/differences?${query}`);
    expect([status, body.from.value, body.to.value]).toEqual([200, ratio('62', '100'), ratio('32', '80')]);
    expect(
      body.causes.map(({ cause, numerator, denominator }) => [cause, numerator.amount, denominator.amount]),
    ).toEqual([['OTHER_QUESTION', '-30.00', '-20.00']]);
  });

  it('is in the registry with its act’s dates, as known then and now', async () => {
    const registry = async (knownAsOf?: string) => {
      const query = knownAsOf === undefined ? '' : `&knownAsOf=${knownAsOf}`;
      const { body } = await api.get<Page<Definition>>(`/definitions?code=${CODE}${query}`);
      return body.items.map(({ version, validFrom, validTo }) => [version, validFrom, validTo]);
    };
    expect(await registry()).toEqual([
      [1, '2024-01-01', '2024-12-31'],
      [2, '2025-01-01', null],
    ]);
    expect(await registry(before)).toEqual([[1, '2024-01-01', null]]);
    expect(await registry(unheardOf)).toEqual([]);
  });

  it('is published under its version, whatever comes after', async () => {
    const asked = await figure(money, CODE, { effectiveAsOf: '2025-12-31' });
    expect((await publish(api, asked)).status).toBe(201);
    await adopted(definitionOf({ code: CODE, validFrom: '2025-06-01' }), 3);
    const [inForce] = await side(api, money, { definition: CODE, effectiveAsOf: '2025-12-31' });
    expect(inForce?.definition.version).toBe(3);
    expect(await publicationAt(api, money, 1)).toMatchObject({
      status: 'STANDS',
      figure: {
        question: { definition: CODE, version: 2 },
        definition: { ...{ id: CODE, version: 2, formula: 'T / P del Comune' }, numerator: { sides: ['T'] } },
      },
      now: { definition: { version: 2 } },
    });
  });
});

describe('a definition under a code of the ledger’s own', () => {
  it('counts only the origins and the calls that it names, until it is retired', async () => {
    const money = await freshPartnership(books);
    const originShares = [{ origin: 'FOUNDATION', bp: 10_000 }];
    const challenge = { title: 'Bando sfida di prova', originShares, ownShareConditionBp: 2_000 };
    const call = (await api.done('/funding-sources', challenge)).id;
    for (const [source, amount] of [
      [books.from.MUNICIPALITY, '200.00'],
      [books.from.REGION, '300.00'],
      [books.from.THIRD_SECTOR, '70.00'],
      [books.from.FOUNDATION, '50.00'],
      [call, '10.00'],
    ] as const) {
      await record(money, { source, amount, on: '2024-03-01' });
    }
    const municipal = { sides: ['PUBLIC'], origins: ['MUNICIPALITY'] };
    const terms = { numerator: { sides: ['T', 'F'], origins: ['FOUNDATION'] }, denominator: municipal };
    const { id } = await adopted(definitionOf({ code: 'ES-F', validFrom: '2024-01-01', ...terms }), 1);
    const onCalls = { ...terms, numerator: { sides: ['F'], call: 'CHALLENGE' } };
    await adopted(definitionOf({ code: 'ES-C', validFrom: '2024-01-01', ...onCalls }), 1);
    const asked = { definition: 'ES-F,ES-C,L1', effectiveAsOf: '2024-12-31' };
    expect((await side(api, money, asked)).map(shown)).toEqual([
      `ES-F@1 ${ratio('60', '200')}`,
      `ES-C@1 ${ratio('10', '200')}`,
      `L1@1 ${ratio('130', '500')}`,
    ]);
    await api.done(`/definitions/${id}/retirements`, { from: '2024-07-01', reason: 'Prova' }, { ifMatch: 1 });
    expect((await figure(money, 'ES-F', { effectiveAsOf: '2024-06-30' })).value).toBe(ratio('60', '200'));
    expectProblem(await askFigure(money, 'ES-F', { effectiveAsOf: '2024-07-01' }), {
      status: 404,
      code: 'NOT_FOUND',
    });
    expect((await figure(money, 'ES-F@1', { effectiveAsOf: '2024-12-31' })).value).toBe(ratio('60', '200'));
  });

  it('is read by its code or by the id of its record, with what is only proposed', async () => {
    const body = definitionOf({ code: 'ES-R', validFrom: '2024-01-01' });
    const { id } = await adopted(body, 1);
    await api.done('/definitions', definitionOf({ code: 'ES-R', validFrom: '2027-01-01' }));
    const byCode = await api.get<DefinitionRecord>('/definitions/ES-R');
    expect(byCode.body).toMatchObject({
      ...{ id: 'ES-R', record: id, revision: 2 },
      versions: [{ version: 1, validFrom: '2024-01-01', validTo: null }],
      proposed: [{ version: 2, validFrom: '2027-01-01' }],
    });
    expect(byCode.headers.get('etag')).toBe('"2"');
    expect((await api.get(`/definitions/${id}`)).body).toEqual(byCode.body);
    const standard = await api.get<DefinitionRecord>('/definitions/L9');
    expect(standard.body).toMatchObject({ id: 'L9', record: null, revision: null, proposed: [] });
    expectProblem(await api.get('/definitions/ES-404'), { status: 404, code: 'NOT_FOUND' });
  });
});

describe('real terms', () => {
  /** The published example: P = 100, 100 and X = 0, 44 in two years whose index is 100 and 110. */
  let money: Books;
  let index: { readonly id: string; readonly position: string };
  const LAST_DAY = { effectiveAsOf: '2022-12-31' };
  const points = (...of: readonly (readonly [string, string])[]) =>
    of.map(([period, value]) => ({ period, value }));
  const real = (of: string, more: Question = {}): Promise<Answer<Figure & { yearsMissing: number[] }>> =>
    askFigure(money, 'L1', { ...LAST_DAY, prices: `ESEMPIO:${of}`, ...more }) as never;

  beforeAll(async () => {
    money = await freshPartnership(books);
    const { MUNICIPALITY, THIRD_SECTOR } = books.from;
    await record(money, { source: MUNICIPALITY, amount: '100.00', on: '2021-06-30' });
    await record(money, { source: MUNICIPALITY, amount: '100.00', on: '2022-06-30' });
    await record(money, { source: THIRD_SECTOR, amount: '44.00', on: '2022-06-30' });
    const body = indexOf({
      series: 'ESEMPIO',
      base: '2021=100',
      points: points(['2021', '100'], ['2022', '110']),
    });
    const receipt = await api.done('/price-indexes', body);
    index = { id: receipt.id, position: receipt.position ?? '' };
  });

  it('are other than nominal ones: 22 % is 20.95 % in prices of one year', async () => {
    const nominal = await figure(money, 'L1', LAST_DAY);
    expect([nominal.value, nominal.display?.text]).toEqual([ratio('44', '200'), '22.00']);
    const { body } = await real('2022');
    expect([body.numerator.amount.amount, body.denominator.amount.amount]).toEqual(['44.00', '210.00']);
    expect(body.value).toBe(new Decimal('44').div('210').toFixed(16, Decimal.ROUND_HALF_UP));
    expect(body.value?.slice(0, 8)).toBe('0.209523');
    expect(body.display?.text).toBe('20.95');
    // In prices of the first year the money differs and the ratio does not: 44 / 1.1 over 100 + 100 / 1.1.
    const first = (await real('2021')).body;
    expect([first.numerator.amount.amount, first.denominator.amount.amount]).toEqual(['40.00', '190.91']);
    expect(first.display?.text).toBe('20.95');
  });

  it('are not told where the index lacks a year, which is named', async () => {
    await record(money, { source: books.from.THIRD_SECTOR, amount: '1.00', on: '2019-06-30' });
    const { status, body } = await real('2022');
    expect([status, body.value, body.reason, body.yearsMissing]).toEqual([
      200,
      null,
      'INDEX_MISSING',
      [2019],
    ]);
    // What is known by an index that has all years stays.
    const known = await real('2022', { knownAsOf: index.position });
    expect(known.body.display?.text).toBe('20.95');
    const unpublished = await real('2024');
    expectProblem(unpublished, { status: 422, code: 'PRICE_PERIOD_UNKNOWN', pointer: '/prices' });
  });

  it('change with a point that is restated, from that position on only', async () => {
    const path = `/price-indexes/${index.id}/points`;
    const source = 'Serie ricostruita di prova';
    const added = await api.done(path, { source, points: points(['2019', '88']) }, { ifMatch: 0 });
    const before = await real('2022', { knownAsOf: added.position ?? '' });
    // 1.00 of 2019 is 110 / 88 = 1.25 in prices of 2022.
    expect([before.body.numerator.amount.amount, before.body.denominator.amount.amount]).toEqual([
      '45.25',
      '210.00',
    ]);
    const asked = await real('2022');
    expect((await publish(api, asked.body)).status).toBe(201);
    const restating = { source, restates: true, justification: ENTRY_ERROR };
    const body = { ...restating, points: points(['2022', '121']) };
    await api.done(path, body, { ifMatch: 1 });
    const after = await real('2022');
    // 1.00 x 121 / 88 = 1.375, half up; 100.00 x 121 / 100.
    expect([after.body.numerator.amount.amount, after.body.denominator.amount.amount]).toEqual([
      '45.38',
      '221.00',
    ]);
    expect((await real('2022', { knownAsOf: added.position ?? '' })).text).toBe(before.text);
    const published = await publicationAt(api, money, 1);
    expect(published).toMatchObject({ status: 'RESTATED', recomputed: { equal: true } });
    expect(published.now.denominator.amount.amount).toBe('221.00');
    const told = await api.send<Difference>('GET', published.difference);
    expect(told.body.causes.map(({ cause, denominator }) => [cause, denominator.amount])).toEqual([
      ['PRICES_PUBLISHED', '11.00'],
    ]);
  });

  it('need an index that is known', async () => {
    const unknown = await askFigure(money, 'L1', { ...LAST_DAY, prices: 'NESSUNO:2022' });
    expectProblem(unknown, { status: 422, code: 'PRICE_INDEX_UNKNOWN', pointer: '/prices' });
    const ahead = await real('2099');
    expectProblem(ahead, { status: 422, code: 'PRICE_PERIOD_UNKNOWN', pointer: '/prices' });
  });

  it('rest on points that everybody can read, as known then and now', async () => {
    interface Index {
      readonly series: string;
      readonly points: readonly { readonly period: string; readonly value: string }[];
      readonly sources: readonly { readonly source: string; readonly justification: object | null }[];
    }
    const anybody = api.as(null);
    const upToDate = { 'ledger-after': (await api.head()).toString() };
    const then = await anybody.get<Index>(`/price-indexes/${index.id}?knownAsOf=${index.position}`, upToDate);
    expect(then.body.points).toEqual(points(['2021', '100'], ['2022', '110']));
    const now = await anybody.get<Index>(`/price-indexes/${index.id}`);
    expect(now.body.points).toEqual(points(['2019', '88'], ['2021', '100'], ['2022', '121']));
    expect(now.body.sources.map(({ justification }) => justification !== null)).toEqual([false, false, true]);
    const listed = await anybody.get<Page<Index>>('/price-indexes');
    expect(listed.body.items.map(({ series }) => series)).toEqual(['ESEMPIO']);
  });
});
