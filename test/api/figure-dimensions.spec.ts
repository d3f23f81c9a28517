/**
 * Every dimension over HTTP: what is recorded of a few contributions is found by each of them, alone and by two, and
 * what is left out is the rest. The expected sums are added up here from what was recorded.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { Api } from '../support/api.ts';
import { contributionOf, euro, openBooks, registerParty, SIDE_OF, type Books } from '../support/books.ts';
import { decisionOf } from '../support/commands.ts';
import { askFigure, cents, figure, type Figure } from '../support/figures.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

/** One contribution: its dimensions as figures name them, and its value. */
interface Line {
  readonly cents: bigint;
  readonly dimensions: Readonly<Record<string, string>>;
}

const LECCO = '097042';
let service: TestService;
let books: Books;
let lines: readonly Line[];
let other: string;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  const api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
  other = await registerParty(api, { kind: 'THIRD_SECTOR_BODY', legalName: 'Associazione di prova' });
  lines = await recordAll(api);
});
afterAll(() => service.stop());

async function recordAll(api: Api): Promise<Line[]> {
  const { partnership, municipality, cooperative, from } = books;
  const fnps = await api.done('/funding-sources', {
    title: 'Fondo di prova',
    originShares: [{ origin: 'MUNICIPALITY', bp: 10_000 }],
    fundCode: 'FNPS',
  });
  await api.done(
    `/partnerships/${partnership}/corrections`,
    { changes: { population: 48_114 }, justification: { reason: 'ENTRY_ERROR' } },
    { ifMatch: 0 },
  );
  const put = async (
    source: string,
    origin: keyof typeof SIDE_OF,
    value: string,
    more: Readonly<Record<string, unknown>> & { readonly on: string },
  ): Promise<{ readonly id: string; readonly line: Line }> => {
    const { on, ...rest } = more;
    const body = { ...contributionOf(books, { source, amount: value, on }), ...rest };
    const { id } = await api.done('/contributions', body);
    const said = body as unknown as Readonly<Record<string, string>>;
    const resource = body['resource'] as { readonly kind: string };
    const dimensions = {
      ...{ partnership, sizeClass: '20000-59999', side: SIDE_OF[origin], origin, kind: resource.kind },
      ...{
        stage: resource.kind !== 'CASH' && said['stage'] === 'DELIVERED' ? 'PAID' : (said['stage'] ?? ''),
      },
      ...{ grade: 'evidence' in rest ? 'B' : 'C', word: 'NONE', year: on.slice(0, 4) },
      ...{ payer: said['payer'] ?? '', bringer: said['bringer'] ?? '' },
      ...{
        receiver: said['receiver'] ?? 'NOT_STATED',
        source,
        fund: source === fnps.id ? 'FNPS' : 'NOT_STATED',
      },
      ...{ area: said['usersArea'] ?? 'NOT_STATED', municipality: 'place' in rest ? LECCO : 'NOT_STATED' },
    };
    return { id, line: { cents: cents(euro(value)), dimensions } };
  };
  const place = { regions: [], provinces: [], municipalities: ['Lecco'], istat: LECCO };
  const evidence = [{ reference: 'Prot. 1', sha256: '0'.repeat(64) }];
  const room = { kind: 'ASSET_USE', quantity: '1', unit: 'YEAR', valuation: { rate: '400.00' } };
  const own = { payer: cooperative, bringer: cooperative };
  const verified = await put(from.THIRD_SECTOR, 'THIRD_SECTOR', '250.00', { on: '2022-05-01', ...own });
  const confirmed = await put(from.THIRD_SECTOR, 'THIRD_SECTOR', '70.00', { on: '2023-05-01', ...own });
  const plain = await Promise.all([
    put(from.MUNICIPALITY, 'MUNICIPALITY', '1000.00', { on: '2022-03-01', receiver: cooperative, place }),
    put(fnps.id, 'MUNICIPALITY', '600.00', { on: '2023-03-01', usersArea: 'ANZ', bringer: municipality }),
    put(from.REGION, 'REGION', '500.00', {
      on: '2022-03-01',
      evidence,
      usersArea: 'DIS',
      stage: 'COMMITTED',
    }),
    put(from.FOUNDATION, 'FOUNDATION', '90.00', { on: '2023-06-01', receiver: other, stage: 'DELIVERED' }),
    put(from.THIRD_SECTOR, 'THIRD_SECTOR', '400.00', { on: '2022-12-31', resource: room, bringer: other }),
    put(from.COMPANY, 'COMPANY', '33.00', { on: '2023-01-01', payer: other, bringer: other, place }),
  ]);
  const second = api.as(tokenFor(service, 'finance'));
  await second.done(`/contributions/${verified.id}/verifications`, decisionOf('250.00'), { ifMatch: 0 });
  const partner = api.as(tokenFor(service, 'partner', { org: cooperative }));
  await partner.done(`/contributions/${confirmed.id}/confirmations`, {}, { ifMatch: 0 });
  const moved = (line: Line, changes: Readonly<Record<string, string>>): Line => ({
    ...line,
    dimensions: { ...line.dimensions, ...changes },
  });
  return [
    moved(verified.line, { stage: 'VERIFIED', grade: 'A' }),
    moved(confirmed.line, { word: 'CONFIRMED' }),
    ...plain.map(({ line }) => line),
  ];
}

const DIMENSIONS = [
  ...['partnership', 'sizeClass', 'side', 'origin', 'kind', 'stage', 'grade', 'word', 'year', 'payer'],
  ...['bringer', 'receiver', 'source', 'fund', 'area', 'municipality'],
];
const FILTERS = DIMENSIONS.filter((dimension) => dimension !== 'partnership');
const sum = (of: readonly Line[]): bigint => of.reduce((all, line) => all + line.cents, 0n);
/** All that is on a side of the ratio stands above the line of L2. */
const total = ({ numerator }: Pick<Figure, 'numerator'>): bigint => cents(numerator.amount);
const valuesOf = (dimension: string): string[] => [
  ...new Set(lines.map(({ dimensions }) => dimensions[dimension] ?? '')),
];
const having = (dimension: string, values: readonly string[]): Line[] =>
  lines.filter(({ dimensions }) => values.includes(dimensions[dimension] ?? ''));

describe.each(DIMENSIONS)('the dimension %s', (dimension) => {
  it('groups everything, each contribution once', async () => {
    const { groups, numerator } = await figure(books, 'L2', { groupBy: dimension });
    expect(cents(numerator.amount)).toBe(sum(lines));
    const found = new Map(groups.map((group) => [group.key[dimension], total(group)]));
    const expected = new Map(valuesOf(dimension).map((value) => [value, sum(having(dimension, [value]))]));
    expect(new Map([...found].toSorted())).toEqual(new Map([...expected].toSorted()));
  });

  it('left out by one of its values leaves the others', async () => {
    // Of a chain alone the partnership itself can be left out.
    const chain = dimension === 'partnership' ? 'true' : 'false';
    for (const value of valuesOf(dimension)) {
      const found = await figure(books, 'L2', { without: `${dimension}:${value}`, chain });
      expect([value, total(found)]).toEqual([value, sum(lines) - sum(having(dimension, [value]))]);
    }
  });
});

describe.each(FILTERS)('the filter %s', (dimension) => {
  it('counts what has one of its values, and says so', async () => {
    const values = valuesOf(dimension);
    for (const asked of [...values.map((value) => [value]), values]) {
      const found = await figure(books, 'L2', { [dimension]: asked.join(',') });
      expect([asked, total(found)]).toEqual([asked, sum(having(dimension, asked))]);
      expect(found).toMatchObject({ only: { [dimension]: asked }, without: {} });
    }
  });
});

describe('several at once', () => {
  it('filters hold together, and a repeated parameter is the same list', async () => {
    const expected = lines.filter(
      ({ dimensions: { side, year } }) => ['T', 'F'].includes(side ?? '') && year === '2023',
    );
    expect(sum(expected)).toBeGreaterThan(0n);
    const { partnership, api } = books;
    const at = `/figures/L2?partnership=${partnership}&effectiveAsOf=2099-12-31&year=2023`;
    for (const query of ['side=T,F', 'side=T&side=F', 'without=side:PUBLIC,O']) {
      const { body } = await api.get<Figure>(`${at}&${query}`);
      expect([query, total(body)]).toEqual([query, sum(expected)]);
    }
  });

  it('what does not count may be said of several dimensions', async () => {
    const found = await figure(books, 'L2', { without: 'side:PUBLIC;year:2023;side:F' });
    const rest = lines.filter(
      ({ dimensions: { side, year } }) => !['PUBLIC', 'F'].includes(side ?? '') && year !== '2023',
    );
    expect(total(found)).toBe(sum(rest));
    expect(found).toMatchObject({ without: { side: ['PUBLIC', 'F'], year: ['2023'] } });
  });

  it.each([
    ['side', 'year'],
    ['year', 'side'],
    ['payer', 'kind'],
    ['grade', 'word'],
  ])('groups by %s and %s are what has both', async (first, second) => {
    const { groups } = await figure(books, 'L2', { groupBy: `${first},${second}` });
    const name = (of: Readonly<Record<string, string>>): string => `${of[first]} ${of[second]}`;
    const expected = new Map<string, bigint>();
    for (const { dimensions, cents: value } of lines) {
      expected.set(name(dimensions), (expected.get(name(dimensions)) ?? 0n) + value);
    }
    const found = new Map(groups.map((group) => [name(group.key), total(group)]));
    expect(new Map([...found].toSorted())).toEqual(new Map([...expected].toSorted()));
    for (const { key } of groups) expect(Object.keys(key)).toEqual([first, second]);
  });

  it('shares of the groups add up to 100.00', async () => {
    interface Shared extends Figure {
      readonly groups: readonly (Figure['groups'][number] & {
        readonly shares: { readonly numerator: string | null };
      })[];
    }
    const { groups } = (await figure(books, 'L2', { groupBy: 'source' })) as Shared;
    const shares = groups.map(({ shares: { numerator } }) => new Decimal(numerator ?? 'NaN'));
    expect(Decimal.sum(...shares).toFixed(2)).toBe('100.00');
  });
});

describe('how sure a figure is', () => {
  interface Told extends Figure {
    readonly words: Readonly<Record<string, string>>;
    readonly band: {
      readonly steps: readonly { readonly upTo: string; readonly value: string | null }[];
      readonly min: string;
      readonly max: string;
    };
  }

  it('is told by grade, from what is verified alone to all, with the lowest and the highest', async () => {
    const { band, value } = (await askFigure(books, 'L9')).body as Told;
    const upTo = (grades: string): string | null => {
      const known = lines.filter(({ dimensions }) => grades.includes(dimensions['grade'] ?? ''));
      const base = sum(known.filter(({ dimensions }) => dimensions['side'] === 'PUBLIC'));
      return new Decimal(base.toString()).div(sum(known).toString()).toFixed(16);
    };
    const expected = ['A', 'AB', 'ABC', 'ABCD'].map((grades) => upTo(grades));
    expect(band.steps.map((step) => step.value)).toEqual(expected);
    expect(band.steps.map((step) => step.upTo)).toEqual(['A', 'B', 'C', 'D']);
    expect(value).toBe(expected[3]);
    const sorted = expected.map((each) => new Decimal(each ?? 'NaN'));
    expect([band.min, band.max]).toEqual([
      Decimal.min(...sorted).toFixed(16),
      Decimal.max(...sorted).toFixed(16),
    ]);
  });

  it('is told by how much of the own sources the partners have confirmed', async () => {
    const { words } = (await askFigure(books, 'L1')).body as Told;
    const own = having('side', ['T']);
    const share = (of: readonly Line[]): string =>
      new Decimal(sum(of).toString()).div(sum(own).toString()).toFixed(4);
    const confirmed = own.filter(({ dimensions }) => dimensions['word'] === 'CONFIRMED');
    const silent = own.filter(({ dimensions }) => dimensions['word'] === 'NONE');
    expect(words).toEqual({ confirmed: share(confirmed), contested: '0.0000', silent: share(silent) });
  });
});
