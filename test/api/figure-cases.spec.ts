/**
 * Hard cases of figures over HTTP: dates to come, hours nobody has valued, other rates, prices of another year, another
 * version of a definition. Expected numbers are worked out here from what was recorded.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { Api, type Answer, type Problem } from '../support/api.ts';
import {
  contributionOf,
  correct,
  euro,
  freshPartnership,
  openBooks,
  record,
  type Books,
} from '../support/books.ts';
import { definitionOf, indexOf, methodOf } from '../support/commands.ts';
import { askFigure, figure, type Figure, type Question } from '../support/figures.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

let now = new Date('2026-09-01T10:00:00.000Z');
let service: TestService;
let base: Books;
let books: Books;
let second: Api;

beforeAll(async () => {
  service = await startDemoService({ empty: true, clock: () => now });
  base = await openBooks(new Api(service.url, service.tokens.finance));
  second = base.api.as(tokenFor(service, 'finance'));
});
afterAll(() => service.stop());
beforeEach(async () => {
  books = await freshPartnership(base);
});

interface Whole extends Figure {
  readonly valuedOnly: Pick<Figure, 'value' | 'reason' | 'display'> | null;
  readonly unvalued: readonly object[];
  readonly yearsMissing: readonly number[];
  readonly whatIf: readonly object[];
  readonly scope: string;
  readonly prices: object | null;
}
const whole = async (definition: string, question: Question = {}): Promise<Whole> =>
  (await figure(books, definition, question)) as Whole;
const text = async (definition: string, question: Question = {}): Promise<string | undefined> =>
  (await whole(definition, question)).display?.text;
const percent = (above: Decimal.Value, below: Decimal.Value): string =>
  new Decimal(above).div(below).times(100).toFixed(2, Decimal.ROUND_HALF_UP);

describe('dates to come (T11)', () => {
  it('are left out today, and counted as of their day', async () => {
    now = new Date('2026-09-01T10:00:00.000Z');
    await record(books, { source: base.from.REGION, amount: '100.00', on: '2027-01-01' });
    const { partnership, api } = books;
    const { body } = await api.get<Figure>(`/figures/L1?partnership=${partnership}`);
    expect([body.effectiveAsOf, body.denominator.amount]).toEqual(['2026-09-01', euro('0.00')]);
    for (const [effectiveAsOf, amount] of [
      ['2026-12-31', '0.00'],
      ['2027-01-01', '100.00'],
    ] as const) {
      expect((await whole('L1', { effectiveAsOf })).denominator.amount).toEqual(euro(amount));
    }
  });

  it('of pledges for years to come are pledged for those years, as known today', async () => {
    const { stage: _, ...stated } = contributionOf(books, {
      ...{ source: base.from.FOUNDATION, amount: '100.00', on: ['2027-01-01', '2028-12-31'] },
    });
    const schedule = [2027, 2028].map((year) => ({ year, amount: euro('50.00') }));
    const { position } = await books.api.done('/pledges', { ...stated, schedule });
    const knownAsOf = position ?? '';
    const pledged = (effectiveAsOf: string, basis = 'pledged'): Promise<Whole> =>
      whole('L1', { basis, effectiveAsOf, knownAsOf });
    expect((await pledged('2027-12-31')).numerator.amount).toEqual(euro('50.00'));
    expect((await pledged('2028-12-31')).numerator.amount).toEqual(euro('100.00'));
    expect((await pledged('2028-12-31', 'committed')).numerator.amount).toEqual(euro('0.00'));
  });

  it('are of Rome’s day, not of the meridian’s', async () => {
    now = new Date('2026-12-31T23:30:00.000Z');
    const { body } = await books.api.get<Figure>(`/figures/L1?partnership=${books.partnership}`);
    expect(body.effectiveAsOf).toBe('2027-01-01');
  });

  it('are of the one axis only: what will be known is refused, and what has no offset is malformed', async () => {
    now = new Date('2026-09-01T10:00:00.000Z');
    const known = (knownAsOf: string): ReturnType<typeof askFigure> => askFigure(books, 'L1', { knownAsOf });
    expectProblem(await known('2027-01-01T00:00:00Z'), { status: 400, code: 'KNOWN_AS_OF_AHEAD' });
    expectProblem(await known('2026-01-01T00:00:00'), {
      ...{ status: 400, code: 'MALFORMED', pointer: '/knownAsOf' },
    });
    expect((await askFigure(books, 'L1', { effectiveAsOf: '2999-12-31' })).status).toBe(200);
  });
});

describe('units of two kinds (T21)', () => {
  const PUBLIC = new Decimal('1000000.00');
  const OWN = new Decimal('150000.00');
  const HOURS = { kind: 'VOLUNTEER_TIME', headcount: 10, registered: true, insured: true } as const;
  const TIME = { ...HOURS, duration: 'PT1400H' } as const;
  let method: string;
  let times: readonly string[];

  beforeAll(async () => {
    const terms = { kinds: ['VOLUNTEER_TIME'], formula: 'HOURS_AT_RATE', validFrom: '2026-01-01' };
    method = (await base.api.done('/valuation-methods', methodOf(terms))).id;
    await second.done(`/valuation-methods/${method}/adoptions`, { version: 1 }, { ifMatch: 0 });
    const source = { title: 'Delibera di prova' };
    for (const [revision, [rate, validFrom]] of [
      ['25.00', '2026-01-01'],
      ['30.00', '2026-07-01'],
    ].entries()) {
      const body = { level: 'ORA', rate, unit: 'HOUR', validFrom, source };
      await base.api.done(`/valuation-methods/${method}/rates`, body, { ifMatch: revision + 1 });
    }
  });

  beforeEach(async () => {
    await record(books, { source: base.from.MUNICIPALITY, amount: PUBLIC.toFixed(2), on: '2026-01-01' });
    await record(books, { source: base.from.THIRD_SECTOR, amount: OWN.toFixed(2), on: '2026-01-01' });
    const spans = [
      ['2026-01-01', '2026-06-30'],
      ['2026-07-01', '2026-12-31'],
    ] as const;
    const put = (on: (typeof spans)[number]): Promise<{ readonly id: string }> =>
      record(books, { source: base.from.THIRD_SECTOR, on, resource: TIME, stage: 'DELIVERED' });
    times = await Promise.all(spans.map(async (on) => (await put(on)).id));
  });

  const value = async (id: string | undefined): Promise<number> => {
    const valuation = { method, version: 1, level: 'ORA' };
    return (await correct(books, id ?? '', 0, { resource: { ...TIME, valuation } })).status;
  };

  it('have no ratio while hours count that nobody has valued, beside the one of what has a value', async () => {
    const { value: ratio, reason, display, valuedOnly, unvalued, numerator } = await whole('L1');
    expect([ratio, reason, display]).toEqual([null, 'UNVALUED_UNITS', null]);
    // 2,800 hours in minutes.
    expect(unvalued).toEqual([
      { side: 'T', kind: 'VOLUNTEER_TIME', unit: 'MINUTE', quantity: String(2_800 * 60) },
    ]);
    expect(valuedOnly?.display?.text).toBe(percent(OWN, PUBLIC));
    expect(valuedOnly?.display?.text).toBe('15.00');
    expect(numerator.amount).toEqual(euro(OWN.toFixed(2)));
  });

  it('have one of money alone, in the view of money, and where the hours are left out', async () => {
    for (const question of [{ view: 'cashOnly' }, { without: 'kind:VOLUNTEER_TIME' }, { kind: 'CASH' }]) {
      const { display, reason, valuedOnly, unvalued } = await whole('L1', question);
      expect([display?.text, reason, valuedOnly, unvalued]).toEqual(['15.00', null, null, []]);
    }
  });

  it('have one once the hours are valued, each at the rate of its days', async () => {
    expect([await value(times[0]), await value(times[1])]).toEqual([201, 201]);
    const [before, after] = [new Decimal('25.00').times(1_400), new Decimal('30.00').times(1_400)];
    expect(await text('L1', { effectiveAsOf: '2026-06-30' })).toBe(percent(OWN.plus(before), PUBLIC));
    const { numerator, display, reason, unvalued } = await whole('L1');
    expect(numerator.amount).toEqual(euro(OWN.plus(before).plus(after).toFixed(2)));
    expect([display?.text, reason, unvalued]).toEqual([percent('227000', '1000000'), null, []]);
    // In money alone nothing has changed.
    expect(await text('L1', { view: 'cashOnly' })).toBe('15.00');
  });

  it('come to 22.00 % at 25.00 for all of them, which nobody has to record to ask', async () => {
    await value(times[0]);
    await value(times[1]);
    const asked = { whatIf: 'VOLUNTEER_TIME=25.00' };
    const { display, numerator, whatIf } = await whole('L1', asked);
    expect(display?.text).toBe(percent(OWN.plus(new Decimal('25.00').times(2_800)), PUBLIC));
    expect([display?.text, numerator.amount]).toEqual(['22.00', euro('220000.00')]);
    expect(whatIf).toEqual([{ kind: 'VOLUNTEER_TIME', method: null, rate: '25.00' }]);
    const named = { whatIf: `VOLUNTEER_TIME=99;VOLUNTEER_TIME:${method}=25.00` };
    expect(await text('L1', named)).toBe('22.00');
    const byNobody = await askFigure(books, 'L1', { whatIf: 'VOLUNTEER_TIME:VOLUNTEER_DM_2020=99' });
    expectProblem(byNobody, { status: 422, code: 'QUESTION_CONTRADICTORY', pointer: '/whatIf' });
    const { api, partnership } = books;
    const everywhere = (how: string): Promise<Answer<Problem>> =>
      api.get<Problem>(`/observatory?by=region&whatIf=VOLUNTEER_TIME:${how}=99`);
    expect((await everywhere(method)).status).toBe(200);
    expectProblem(await everywhere('nobodys'), {
      ...{ status: 422, code: 'QUESTION_CONTRADICTORY' },
      pointer: '/whatIf',
    });
    // Before the method was used its rate is no mistake: two dates can be compared at it.
    const before = { effectiveAsOf: '2001-12-31', whatIf: `VOLUNTEER_TIME:${method}=99`, partnership };
    expect((await askFigure(books, 'L1', before)).status).toBe(200);
    expect(await text('L1', { whatIf: 'VOLUNTEER_TIME=0' })).toBe('15.00');
    expect(await text('L1')).toBe('22.70');
  });

  it('have none over no public money, whatever is valued', async () => {
    const { value: ratio, reason } = await whole('L1', { without: 'side:PUBLIC;kind:VOLUNTEER_TIME' });
    expect([ratio, reason]).toEqual([null, 'NO_PUBLIC_BASE']);
  });
});

describe('prices of another year', () => {
  it('restate each year by its own index, and say which years have none', async () => {
    const points = [
      { period: '2022', value: '100' },
      { period: '2023', value: '110' },
    ];
    await base.api.done('/price-indexes', indexOf({ series: 'FOI', points }));
    for (const [origin, on] of [
      ['MUNICIPALITY', '2022-05-01'],
      ['MUNICIPALITY', '2023-05-01'],
      ['THIRD_SECTOR', '2023-05-01'],
    ] as const) {
      await record(books, {
        source: base.from[origin],
        amount: origin === 'THIRD_SECTOR' ? '44' : '100',
        on,
      });
    }
    const { display, denominator, prices } = await whole('L1', { prices: 'FOI:2023' });
    expect(denominator.amount).toEqual(euro('210.00'));
    expect(display?.text).toBe(percent(44, 210));
    expect(prices).toEqual({ series: 'FOI', of: '2023' });
    expect(await text('L1')).toBe(percent(44, 200));

    await record(books, { source: base.from.MUNICIPALITY, amount: '1.00', on: '2021-05-01' });
    const lacking = await whole('L1', { prices: 'FOI:2023' });
    expect([lacking.value, lacking.reason, lacking.yearsMissing]).toEqual([null, 'INDEX_MISSING', [2021]]);
    expect(lacking.valuedOnly?.display?.text).toBe(percent(44, 210));
  });
});

describe('a definition of the ledger’s own', () => {
  interface Definition {
    readonly id: string;
    readonly version: number;
    readonly validFrom: string | null;
    readonly validTo: string | null;
  }
  interface Record {
    readonly id: string;
    readonly record: string | null;
    readonly revision: number | null;
    readonly versions: readonly Definition[];
    readonly proposed: readonly Definition[];
  }
  const shownAs = async (id: string): Promise<Record> =>
    (await base.api.get<Record>(`/definitions/${id}`)).body;
  const named = ({ id, version, validFrom, validTo }: Definition): unknown[] => [
    ...[id, version, validFrom, validTo],
  ];

  it('is asked by its code and its version, of the day in force, then and now', async () => {
    await record(books, { source: base.from.MUNICIPALITY, amount: '100.00', on: '2026-01-01' });
    await record(books, { source: base.from.STATE, amount: '100.00', on: '2026-01-01' });
    await record(books, { source: base.from.THIRD_SECTOR, amount: '22.00', on: '2026-01-01' });
    // T over all public money, and later T over the municipality's own.
    const first = { code: 'ES-L1s', validFrom: '2020-01-01', denominator: { sides: ['PUBLIC'] } };
    const { id: owned } = await base.api.done('/definitions', definitionOf(first));
    await second.done(`/definitions/${owned}/adoptions`, { version: 1 }, { ifMatch: 0 });
    const own = { code: 'ES-L1s', validFrom: '2026-05-01' };
    const { id } = await base.api.done('/definitions', definitionOf(own));
    expectProblem(await askFigure(books, 'ES-L1s@2'), { status: 404, code: 'NOT_FOUND' });
    const proposed = await shownAs('ES-L1s');
    expect(proposed.versions.map(named)).toEqual([['ES-L1s', 1, '2020-01-01', null]]);
    expect(proposed.proposed.map(named)).toEqual([['ES-L1s', 2, '2026-05-01', null]]);
    const before = (await base.api.head()).toString();
    await second.done(`/definitions/${id}/adoptions`, { version: 2 }, { ifMatch: 2 });
    await service.folder.upToDate('figures', 5_000);

    const asked = async (definition: string, question: Question): Promise<unknown[]> => {
      const { definition: told, value } = await whole(definition, question);
      return [told.version, new Decimal(value ?? 'NaN').toString()];
    };
    expect(await asked('ES-L1s', { effectiveAsOf: '2026-04-30' })).toEqual([1, '0.11']);
    expect(await asked('ES-L1s', { effectiveAsOf: '2026-05-01' })).toEqual([2, '0.22']);
    expect(await asked('ES-L1s@1', { effectiveAsOf: '2026-05-01' })).toEqual([1, '0.11']);
    expect(await asked('ES-L1s@2', { effectiveAsOf: '2026-04-30' })).toEqual([2, '0.22']);
    expect(await asked('ES-L1s', { effectiveAsOf: '2026-05-01', knownAsOf: before })).toEqual([1, '0.11']);
  });

  it('is found by its code and by the id that commands name, with the revision to decide on', async () => {
    const { id } = await base.api.done('/definitions', definitionOf({ code: 'ES-7' }));
    await second.done(`/definitions/${id}/adoptions`, { version: 1 }, { ifMatch: 0 });
    await service.folder.upToDate('figures', 5_000);
    const [byCode, byId] = [
      await base.api.get('/definitions/ES-7'),
      await base.api.get(`/definitions/${id}`),
    ];
    expect(byCode.text).toBe(byId.text);
    expect([byCode.headers.get('etag'), byId.headers.get('etag')]).toEqual(['"1"', '"1"']);
    expect(byCode.body).toMatchObject({ id: 'ES-7', record: id, revision: 1, proposed: [] });
    const standard = await base.api.get<Record>('/definitions/L9');
    expect([standard.headers.get('etag'), standard.body.record, standard.body.versions.length]).toEqual([
      ...[null, null, 1],
    ]);
    expectProblem(await base.api.get('/definitions/L99'), { status: 404, code: 'NOT_FOUND' });
  });

  it('is listed with every version that was known then', async () => {
    const { id } = await base.api.done('/definitions', definitionOf({ code: 'ES-8' }));
    const before = (await base.api.head()).toString();
    await second.done(`/definitions/${id}/adoptions`, { version: 1 }, { ifMatch: 0 });
    await service.folder.upToDate('figures', 5_000);
    const listed = async (query: string): Promise<string[]> => {
      const { body } = await base.api.get<{ items: Definition[] }>(`/definitions?${query}`);
      return body.items.map(({ id: code, version }) => `${code}@${version}`);
    };
    expect(await listed('code=ES-8')).toEqual(['ES-8@1']);
    expect(await listed(`code=ES-8&knownAsOf=${before}`)).toEqual([]);
    const all = await listed('');
    for (const each of ['L1@1', 'L3@1', 'L7@1', 'L12@1', 'ES-8@1']) expect(all).toContain(each);
    expectProblem(await base.api.get('/definitions?code=es-8'), { status: 400, code: 'MALFORMED' });
  });
});
