/** What figures say beyond a ratio, over HTTP: who is attributed what, whether public money held, what lapses. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Answer, type Money, type Problem } from '../support/api.ts';
import { euro, freshPartnership, openBooks, record, registerParty, type Books } from '../support/books.ts';
import { pledgeOf } from '../support/commands.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';
import { shapesOf } from '../support/shapes.ts';

let service: TestService;
let all: Books;
let anybody: Api;
let expectShape: (name: string, body: unknown) => void;

beforeAll(async () => {
  service = await startDemoService({ empty: true, clock: () => new Date('2026-11-22T10:00:00Z') });
  all = await openBooks(new Api(service.url, service.tokens.finance));
  anybody = new Api(service.url, null);
  expectShape = await shapesOf(service);
});
afterAll(() => service.stop());

/** Reads what everybody may read, with all that was recorded. */
async function ask<Body>(path: string, api: Api = anybody): Promise<Answer<Body>> {
  const position = await all.api.head();
  return api.get<Body>(path, { 'ledger-after': position.toString() });
}

async function told<Body>(path: string, api?: Api): Promise<Body> {
  const answer = await ask<Body>(path, api);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

describe('L7', () => {
  interface Attribution {
    readonly attribution: readonly {
      readonly party: string | null;
      readonly name: string | null;
      readonly own: Money;
      readonly share: string | null;
      readonly amount: Money | null;
    }[];
  }
  let books: Books;
  let other: string;
  const lines = ({ attribution }: Attribution) =>
    attribution.map(({ name, own, amount, share }) => [name, own.amount, amount?.amount, share]);

  beforeAll(async () => {
    books = await freshPartnership(all);
    other = await registerParty(books.api, { kind: 'PUBLIC_BODY', legalName: 'Unione di prova' });
    const on = '2024-03-01';
    await record(books, { source: books.from.MUNICIPALITY, amount: '300000.00', on });
    await record(books, { source: books.from.MUNICIPALITY, amount: '100000.00', on, payer: other });
    await record(books, {
      source: books.from.THIRD_SECTOR,
      amount: '500000.00',
      on,
      payer: books.cooperative,
    });
  });

  it('names to everybody which public body is attributed what, by the published example', async () => {
    const figure = await told<Attribution>(`/figures/L7?partnership=${books.partnership}`);
    expectShape('AttributionFigure', figure);
    expect(lines(figure)).toEqual([
      ['Comune di prova', '300000.00', '375000.00', '75.00'],
      ['Unione di prova', '100000.00', '125000.00', '25.00'],
    ]);
  });

  it('gives an arranger half and its part of the rest', async () => {
    const query = `partnership=${books.partnership}&arranger=${books.municipality}`;
    expect(lines(await told<Attribution>(`/figures/L7@1?${query}`))).toEqual([
      ['Comune di prova', '300000.00', '437500.00', '87.50'],
      ['Unione di prova', '100000.00', '62500.00', '12.50'],
    ]);
    expectProblem(
      await ask<Problem>(`/figures/L7?partnership=${books.partnership}&arranger=${books.cooperative}`),
      {
        ...{ status: 422, code: 'QUESTION_CONTRADICTORY', pointer: '/arranger' },
      },
    );
    expectProblem(await ask<Problem>(`/figures/L1?${query}`), {
      ...{ status: 422, code: 'QUESTION_CONTRADICTORY', pointer: '/arranger' },
    });
  });

  it('names who is no public body only to those who may read the register, and adds up all the same', async () => {
    const some = await freshPartnership(all);
    await record(some, { source: some.from.MUNICIPALITY, amount: '300.00', on: '2024-03-01' });
    await record(some, {
      source: some.from.REGION,
      amount: '100.00',
      on: '2024-03-01',
      payer: some.cooperative,
    });
    await record(some, { source: some.from.COMPANY, amount: '40.00', on: '2024-03-01' });
    const path = `/figures/L7?partnership=${some.partnership}`;
    const hidden = [
      ['Comune di prova', '300.00', '30.00', '75.00'],
      [null, '100.00', '10.00', '25.00'],
    ];
    const open = [hidden[0], ['Cooperativa di prova', '100.00', '10.00', '25.00']];
    expect(lines(await told<Attribution>(path))).toEqual(hidden);
    const as = (...of: Parameters<typeof tokenFor>) => all.api.as(tokenFor(...of));
    expect(lines(await told<Attribution>(path, as(service, 'partner', { org: other })))).toEqual(hidden);
    expect(lines(await told<Attribution>(path, as(service, 'evaluator', { partnerships: [other] })))).toEqual(
      hidden,
    );
    expect(lines(await told<Attribution>(path, as(service, 'partner', { org: some.cooperative })))).toEqual(
      open,
    );
    expect(lines(await told<Attribution>(path, as(service, 'evaluator')))).toEqual(open);
  });
});

describe('L12', () => {
  interface Series {
    readonly years: readonly {
      readonly year: number;
      readonly outcome: string;
      readonly reason: string | null;
    }[];
    readonly held: number;
    readonly compared: number;
    readonly display: { readonly text: string } | null;
    readonly wording: { readonly it: string; readonly en: string };
  }
  let books: Books;
  beforeAll(async () => {
    books = await freshPartnership(all);
    const told: readonly (readonly [number, string, string])[] = [
      [2022, '100.00', '20.00'],
      [2023, '100.00', '44.00'],
      [2024, '90.00', '10.00'],
    ];
    for (const [year, base, brought] of told) {
      await record(books, { source: books.from.MUNICIPALITY, amount: base, on: `${year}-05-01` });
      await record(books, { source: books.from.THIRD_SECTOR, amount: brought, on: `${year}-05-01` });
    }
  });

  it('answers with its years at the address of a figure, and in words that claim no cause', async () => {
    const series = await told<Series>(`/figures/L12?partnership=${books.partnership}`);
    expectShape('NonWithdrawal', series);
    expect(series.years.map(({ year, outcome, reason }) => [year, reason ?? outcome])).toEqual([
      [2022, 'NO_OTHERS_BEFORE'],
      [2023, 'HELD'],
      [2024, 'FELL'],
    ]);
    expect([series.held, series.compared, series.display?.text]).toEqual([1, 2, '1/2']);
    expect(series.wording.en).toContain('not why');
  });

  it('has no place in a list of ratios, and takes no groups', async () => {
    const of = `partnership=${books.partnership}`;
    expectProblem(await ask<Problem>(`/figures?definition=L1,L12&${of}`), {
      ...{ status: 422, code: 'QUESTION_CONTRADICTORY', pointer: '/definition' },
    });
    expectProblem(await ask<Problem>(`/figures/L12?groupBy=year&${of}`), {
      ...{ status: 422, code: 'QUESTION_CONTRADICTORY', pointer: '/groupBy' },
    });
  });

  it('never changes by a byte once both axes are named', async () => {
    const asOf = `effectiveAsOf=2025-12-31&knownAsOf=${await all.api.head()}`;
    const pinned = `/figures/L12?partnership=${books.partnership}&${asOf}`;
    const before = await ask(pinned);
    await record(books, { source: books.from.MUNICIPALITY, amount: '500.00', on: '2024-06-01' });
    const after = await ask(pinned);
    expect(after.text).toBe(before.text);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    expect(after.headers.get('cache-control')).toContain('immutable');
    expect((await told<Series>(`/figures/L12?partnership=${books.partnership}`)).held).toBe(2);
  });
});

describe('the curve and the pledges that lapse', () => {
  interface Curve {
    readonly items: readonly (Record<string, { readonly others: Money }> & {
      readonly effectiveAsOf: string;
    })[];
  }
  interface Expiring {
    readonly until: string;
    readonly count: number;
    readonly open: Money;
    readonly items: readonly {
      readonly contribution: string;
      readonly dueOn: string;
      readonly daysLeft: number;
      readonly open: Money | null;
    }[];
    readonly nextCursor: string | null;
  }
  let books: Books;
  /** Ids of pledges of the cooperative: due on 2026-10-31, 2026-12-31 and 2027-12-31. */
  const pledges: string[] = [];
  beforeAll(async () => {
    books = await freshPartnership(all);
    for (const [to, expiresOn] of [
      ['2027-12-31', null],
      ['2026-12-31', null],
      ['2027-12-31', '2026-10-31'],
    ] as const) {
      const over = { effective: { from: '2026-01-01', to }, schedule: null, expiresOn };
      const resource = { kind: 'CASH', amount: euro('60.00') };
      pledges.push((await books.api.done('/pledges', pledgeOf(books, { ...over, resource }))).id);
    }
    const due = books.from.FOUNDATION;
    await record(books, { source: due, amount: '5.00', on: '2026-02-01' });
  });
  const path = (): string => `/partnerships/${books.partnership}/expiring-pledges`;
  const dues = ({ items }: Expiring) =>
    items.map(({ contribution, dueOn, daysLeft }) => [contribution, dueOn, daysLeft]);

  it('shows at the end of each year how much had come on each basis', async () => {
    const curve = await told<Curve>(`/partnerships/${books.partnership}/curve?effectiveAsOf=2027-12-31`);
    expectShape('Curve', curve);
    const at = (index: number, basis: string) => curve.items[index]?.[basis]?.others.amount;
    expect(curve.items.map(({ effectiveAsOf }) => effectiveAsOf)).toEqual(['2026-12-31', '2027-12-31']);
    // 60 of one year, and 30 of the two that run over both, and 5 that came at once; then everything.
    expect([at(0, 'pledged'), at(0, 'paid'), at(1, 'pledged')]).toEqual(['125.00', '5.00', '185.00']);
  });

  it('refuses a basis, for it has all of them, and more points than anybody reads', async () => {
    const curve = `/partnerships/${books.partnership}/curve`;
    expectProblem(await ask<Problem>(`${curve}?basis=paid`), {
      status: 400,
      code: 'MALFORMED',
      pointer: '/basis',
    });
    expectProblem(await ask<Problem>(`${curve}?step=MONTH&effectiveAsOf=2060-01-01`), {
      ...{ status: 422, code: 'QUESTION_CONTRADICTORY', pointer: '/step' },
    });
    expectProblem(await ask<Problem>(`/partnerships/${pledges[0]}/curve`), {
      status: 404,
      code: 'NOT_FOUND',
    });
  });

  it('warns of pledges that are overdue or due within ninety days, the most urgent first', async () => {
    const [, soon = '', overdue = ''] = pledges;
    const page = await told<Expiring>(path(), all.api);
    expectShape('ExpiringPledgePage', page);
    expect(page.until).toBe('2027-02-20');
    expect(dues(page)).toEqual([
      [overdue, '2026-10-31', -22],
      [soon, '2026-12-31', 39],
    ]);
    expect([page.count, page.open.amount]).toEqual([2, '120.00']);
    expect((await told<Expiring>(`${path()}?within=P30D`, all.api)).count).toBe(1);
    expect((await told<Expiring>(`${path()}?within=P410D`, all.api)).count).toBe(3);
  });

  it('goes on page by page at the position of the first page', async () => {
    const first = await told<Expiring>(`${path()}?limit=1`, all.api);
    const resource = { kind: 'CASH', amount: euro('1.00') };
    const late = {
      effective: { from: '2026-01-01', to: '2026-09-30' },
      schedule: null,
      expiresOn: null,
      resource,
    };
    await books.api.done('/pledges', pledgeOf(books, late));
    const second = await told<Expiring>(`${path()}?limit=1&cursor=${first.nextCursor}`, all.api);
    expect([...dues(first), ...dues(second)].map(([id]) => id)).toEqual([pledges[2], pledges[1]]);
    expect(second.nextCursor).toBeNull();
    expect((await told<Expiring>(path(), all.api)).count).toBe(3);
  });

  it('shows a partner what its own organisation pledged, and the public nothing', async () => {
    const of = (more: object) => all.api.as(tokenFor(service, 'partner', more));
    expect((await told<Expiring>(path(), of({ org: books.cooperative }))).count).toBe(3);
    const empty = await told<Expiring>(path(), of({ org: books.municipality }));
    expect([empty.count, empty.open.amount, empty.items]).toEqual([0, '0.00', []]);
    expectProblem(await ask<Problem>(path()), { status: 401, code: 'TOKEN_MISSING' });
    const elsewhere = all.api.as(tokenFor(service, 'finance', { partnerships: [all.partnership] }));
    expectProblem(await ask<Problem>(path(), elsewhere), { status: 403, code: 'NOT_ALLOWED' });
    expectProblem(await ask<Problem>(`${path()}?within=90`, all.api), { status: 400, code: 'MALFORMED' });
  });
});

describe('sensitivity', () => {
  interface Matrix {
    readonly items: readonly {
      readonly basis: string;
      readonly view: string;
      readonly value: string | null;
    }[];
  }

  it('has the usual figures by every choice, and asks what if without recording anything', async () => {
    const books = await freshPartnership(all);
    await record(books, { source: books.from.MUNICIPALITY, amount: '400.00', on: '2024-03-01' });
    await record(books, { source: books.from.THIRD_SECTOR, amount: '88.00', on: '2024-03-01' });
    const path = `/partnerships/${books.partnership}/sensitivity`;
    const head = await all.api.head();
    const matrix = await told<Matrix>(path);
    expectShape('Sensitivity', matrix);
    expect(matrix.items).toHaveLength(5 * 50);
    const one = await told<Matrix>(`${path}?definition=L1&whatIf=VOLUNTEER_TIME=12.50`);
    expectShape('Sensitivity', one);
    expect(one.items).toHaveLength(50);
    expect(one.items.find(({ basis, view }) => basis === 'paid' && view === 'economic')?.value).toBe(
      '0.2200000000000000',
    );
    expect(await all.api.head()).toBe(head);
    expectProblem(await ask<Problem>(`${path}?definition=L12`), {
      ...{ status: 422, code: 'QUESTION_CONTRADICTORY', pointer: '/definition' },
    });
    expectProblem(await ask<Problem>(`${path}?view=cpr`), {
      status: 400,
      code: 'MALFORMED',
      pointer: '/view',
    });
  });
});
