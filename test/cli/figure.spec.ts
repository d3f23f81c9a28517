/** `pledger figure` on the published Lecco case: what people read, what machines read, and what cannot be asked. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataFolder } from '#data-folder/data-folder';
import { recordLecco } from '#data-folder/demo';
import type { Figure } from '#read-models/figures/figures';
import { eventsIn, type Events } from './booked.ts';
import { figureIn, shownIn } from './figures.ts';
import { centsOf, quotientOf, sumOf } from './money.ts';
import { Desk, type Run, type Service } from './pledger.ts';

const BASE = '40909090.91';
const L1 = quotientOf(900_000_000n, 4_090_909_091n, 16);
const AS_OF = ['--effective-as-of', '2026-01-31'] as const;
const TITLE = 'Lecco: dieci anni di coprogettazione';

const desk = new Desk();
let events: Events;
let partnership: string;
const figure = (...args: string[]): Promise<Run> => desk.local('figure', ...args);

beforeAll(async () => {
  const folder = await DataFolder.open({ path: desk.data, holder: { what: 'test', url: null } });
  await recordLecco(folder);
  await folder.close();
  events = await eventsIn(desk.data);
  partnership = shownIn(await figure('--json')).partnership.id;
});
afterAll(() => desk.close());

describe('a figure for people', () => {
  it('shows value, formula with its numbers, both terms, the implied base, as-of and position', async () => {
    const run = await figure('L1', ...AS_OF);
    expect(run).toMatchObject({ code: 0, err: '' });
    const shown = run.out.split('\n').map((line) => line.trim().replaceAll(/ {2,}/g, '  '));
    expect(shown).toEqual([
      TITLE,
      '',
      'L1  Leverage: increase of the public budget  ≈ 22 %',
      `(T + F) / P = 9000000.00 / ${BASE} = ${L1}`,
      'numerator  9000000.00 EUR',
      'T  3000000.00  7.33 %',
      'F  6000000.00  14.67 %',
      `denominator  ${BASE} EUR  (of which implied, not recorded: ${BASE})`,
      `PUBLIC  ${BASE}`,
      'band  ≈ 22 %  (by grade: A undefined, A-B undefined, A-C ≈ 22 %, A-D ≈ 22 %)',
      'own sources  0.00 % confirmed, 0.00 % contested, 100.00 % without a word of the partner',
      'L1 version 1, basis committed, view economic',
      `effective as of 2026-01-31, known up to position ${events.length}`,
      'some dates are assumed: the source gives none',
      expect.stringContaining('December 2018'),
      '',
      '',
    ]);
  });

  it('is every figure there is when none is named, and the named ones in their order otherwise', async () => {
    const heads = async (...args: string[]): Promise<string[]> => {
      const { out } = await figure(...args, ...AS_OF);
      return [...out.matchAll(/^(L\w+) .* {3}(\S.*)$/gm)].map(([, id, value]) => `${id} ${value}`);
    };
    const all = ['L1 ≈ 22 %', 'L1s 7.33 %', 'L2 1.22', 'L6 0.22', 'L9 81.97 %'];
    expect(await heads()).toEqual(all);
    expect(await heads('l9', 'L1s')).toEqual(['L9 81.97 %', 'L1s 7.33 %']);
  });

  it('says why there is no value', async () => {
    const unpaid = await figure('L1', '--basis', 'paid');
    expect(unpaid.code).toBe(0);
    expect(unpaid.out).toMatch(/undefined: no public base is recorded\n.* = 0\.00 \/ 0\.00 = null\n/);
    const before = await figure('L1', '--known-as-of', '0');
    expect(before.code).toBe(0);
    expect(before.out).toMatch(/undefined: the partnership was not registered then\n.* = null\n/);
    expect(before.out).toContain('known up to position 0');
  });

  it('lists the years below the total when asked for', async () => {
    const { out } = await figure('L1', '--group-by', 'year', ...AS_OF);
    const years = [...out.matchAll(/^ +(20\d\d) +≈ 22 % +([\d.]+) \/ ([\d.]+)$/gm)];
    expect(years.map(([, year]) => Number(year))).toEqual(Array.from({ length: 10 }, (_, i) => 2009 + i));
    expect(sumOf(years.map(([, , above = '']) => centsOf(above)))).toBe(900_000_000n);
    expect(sumOf(years.map(([, , , below = '']) => centsOf(below)))).toBe(centsOf(BASE));
  });
});

describe('a figure as of another day', () => {
  it('counts what had taken effect by then', async () => {
    const whole = figureIn(await figure('L1', '--json', '--group-by', 'year', ...AS_OF));
    const years = whole.groups.filter(({ key }) => Number(key['year']) <= 2013);
    const half = figureIn(await figure('L1', '--json', '--effective-as-of', '2013-12-31'));
    const brought = years.map(({ numerator }) => centsOf(numerator.amount.amount));
    expect(half.effectiveAsOf).toBe('2013-12-31');
    expect(centsOf(half.numerator.amount.amount)).toBe(sumOf(brought));
    expect(half.numerator.amount.amount).toMatch(/^4500000\.0\d$/);
    const before = figureIn(await figure('L1', '--json', '--effective-as-of', '2008-12-31'));
    expect(before).toMatchObject({ value: null, reason: 'NO_PUBLIC_BASE', facts: 0 });
    const year = figureIn(await figure('L1', '--json', '--year', '2009', ...AS_OF));
    const first = figureIn(await figure('L1', '--json', '--effective-as-of', '2009-12-31'));
    expect(year.numerator).toEqual(first.numerator);
  });

  it('counts what was known then, by position or by instant with any offset', async () => {
    const last = events.length;
    const at = async (knownAsOf: string): Promise<Figure> =>
      figureIn(await figure('L1', '--json', ...AS_OF, '--known-as-of', knownAsOf));
    expect(await at(String(last))).toMatchObject({ value: L1, knownAsOf: { position: String(last) } });
    expect(await at(String(last - 1))).toMatchObject({
      value: null,
      numerator: { amount: { amount: '9000000.00' } },
      knownAsOf: { position: String(last - 1) },
    });
    const [first, end] = [Date.parse(events[0]?.recorded ?? ''), Date.parse(events.at(-1)?.recorded ?? '')];
    const east = new Date(end + 7_200_000).toISOString().replace('Z', '+02:00');
    expect(await at(east)).toMatchObject({ value: L1, knownAsOf: { position: String(last) } });
    const early = new Date(first - 1).toISOString();
    expect(await at(early)).toMatchObject({ value: null, knownAsOf: { position: '0' } });
  });
});

describe('a question that cannot be answered', () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const refused: [string, string[], RegExp][] = [
    ['an unknown option', ['--colour'], /--colour/],
    [
      'an unknown definition',
      ['L1', 'L99'],
      /no figure L99 then; see L1, L1s, L2, L3, L4, L6, L7, L9, L10, L12/,
    ],
    [
      'an unknown partnership',
      ['--partnership', 'Como'],
      /0 partnerships are called Como:\n +[0-9a-f-]{36} +Lecco/,
    ],
    ['an unknown basis', ['--basis', 'promised'], /--basis is promised; .* committed, delivered, paid/],
    ['an unknown view', ['--view', 'rosy'], /--view is rosy; .* economic, cashOnly/],
    [
      'an unknown group',
      ['--group-by', 'colour'],
      /--group-by is colour; .* side, origin, kind, .* municipality/,
    ],
    ['a year in words', ['--year', 'last'], /--year: year "last" must be a year, such as 2024/],
    [
      'a day that does not exist',
      ['--effective-as-of', '2023-02-29'],
      /--effective-as-of is 2023-02-29; .*YYYY/,
    ],
    [
      'a position beyond the end',
      ['--known-as-of', '1000'],
      /--known-as-of 1000: the log ends at position \d+/,
    ],
    ['an instant to come', ['--known-as-of', tomorrow], /--known-as-of .*past instant such as/],
    ['an instant without offset', ['--known-as-of', '2020-01-31T10:00:00'], /such as 2026-03-31T10:00:00Z/],
    ['a day for an instant', ['--known-as-of', '2020-01-31'], /give a position, or a past instant/],
    ['an instant that does not exist', ['--known-as-of', '2020-02-30T10:00:00Z'], /past instant such as/],
    ['an instant in words', ['--known-as-of', '7 March 2020 10:00Z'], /past instant such as/],
  ];
  it.each(refused)('for %s ends with 2 and says what would do', async (_, args, said) => {
    const run = await figure(...args);
    expect({ ...run, err: '' }).toEqual({ code: 2, out: '', err: '' });
    expect(run.err).toMatch(/^pledger: /);
    expect(run.err).toMatch(said);
    expect(run.err).not.toMatch(/\n\s+at /);
  });

  it('for a folder without a ledger, or a ledger without partnerships, ends with 2', async () => {
    const empty = new Desk();
    try {
      const absent = await empty.local('figure');
      expect(absent).toEqual({ code: 2, out: '', err: `pledger: ${empty.data} holds no ledger\n` });
      expect(empty.hasLedger()).toBe(false);
      await eventsIn(empty.data);
      const run = await empty.local('figure');
      expect(run).toEqual({ code: 2, out: '', err: 'pledger: the ledger holds no partnership yet\n' });
    } finally {
      empty.close();
    }
  });
});

describe('while a service has the folder', () => {
  const questions: [string, string[], string][] = [
    ['every figure', [...AS_OF], 'effectiveAsOf=2026-01-31'],
    [
      'one by year',
      ['L1', '--group-by', 'year', ...AS_OF],
      'definition=L1&groupBy=year&effectiveAsOf=2026-01-31',
    ],
    [
      'another basis, view, year and time',
      [
        ...['L2', 'L9', '--basis', 'delivered', '--view', 'cashOnly', '--year', '2012', '--known-as-of', '8'],
        ...AS_OF,
      ],
      'definition=L2,L9&basis=delivered&view=cashOnly&year=2012&knownAsOf=8&effectiveAsOf=2026-01-31',
    ],
  ];
  const local = new Map<string, Run>();
  let service: Service;

  beforeAll(async () => {
    for (const [name, args] of questions) local.set(name, await figure('--json', ...args));
    service = await desk.serve();
  });
  afterAll(() => service.stop());

  it('the folder is refused with its holder and the way to ask it', async () => {
    const run = await figure('L1');
    expect({ ...run, err: '' }).toEqual({ code: 1, out: '', err: '' });
    expect(run.err).toMatch(/is held by service \(process \d+, since \d{4}-\d\d-\d\dT[\d:.]+Z\)/);
    expect(run.err).toContain(`--server ${service.url}\n`);
  });

  it.each(questions)(
    '%s is the same from the folder, from --server and over HTTP',
    async (name, args, query) => {
      const asked = await desk.run(['figure', '--json', ...args, '--server', service.url]);
      const remote = shownIn(asked);
      const response = await fetch(`${service.url}/api/v1/figures?partnership=${partnership}&${query}`);
      const body = (await response.json()) as { items: Figure[] };
      const own = shownIn(local.get(name) ?? asked);
      expect(own.items).toEqual(body.items);
      expect(remote.items).toEqual(body.items);
      expect([own.partnership.id, remote.partnership.id]).toEqual([partnership, partnership]);
      expect(own.items.length).toBeGreaterThan(0);
    },
  );

  it.each([
    ['1000', 'KNOWN_AS_OF_AHEAD'],
    ['yesterday', 'MALFORMED'],
  ])('what was known at %s is a question that ends with 2', async (knownAsOf, code) => {
    const run = await desk.run(['figure', '--known-as-of', knownAsOf, '--server', service.url]);
    expect(run).toEqual({ code: 2, out: '', err: expect.stringContaining(`pledger: ${code}: `) });
  });

  it('needs no token, and shows people the same text', async () => {
    const run = await desk.run(['figure', 'L1', ...AS_OF, '--server', `${service.url}/`]);
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain(`(T + F) / P = 9000000.00 / ${BASE} = ${L1}`);
  });
});
