/**
 * `pledger figure` with every dimension: the same from the folder, from a service and over HTTP; what people read of a
 * figure that lacks values, of other rates, of prices of another year, and of figures that are more than a number.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataFolder } from '#data-folder/data-folder';
import {
  cash,
  deskOf,
  onContribution,
  partnershipOf,
  partyOf,
  sourceOf,
  stated,
} from '#data-folder/demo-desk';
import type { Figure } from '#read-models/figures/figures';
import { shownIn } from './figures.ts';
import { Desk, type Run, type Service } from './pledger.ts';

const AS_OF = ['--effective-as-of', '2026-12-31'] as const;
const desk = new Desk();
/** With hours that nobody has valued, and the same with the hours at 25.00. */
let ids: { readonly open: string; readonly valued: string; readonly cooperative: string };
let service: Service;
let token: string;
let end: string;

beforeAll(async () => {
  const folder = await DataFolder.open({ path: desk.data, holder: { what: 'test', url: null } });
  try {
    ids = await recordAll(folder);
    const account = { name: 'office', role: 'finance', org: null, partnerships: '*' } as const;
    ({ token } = folder.accounts.add({ ...account, expiresAt: null }));
    end = (await folder.journal.head()).toString();
  } finally {
    await folder.close();
  }
});
afterAll(() => desk.close());

async function recordAll(folder: DataFolder): Promise<typeof ids> {
  const run = deskOf(folder, { id: 'officer', role: 'finance', org: null });
  const town = await run('town', partyOf({ kind: 'PUBLIC_BODY', legalName: 'Comune di prova' }));
  const cooperative = await run(
    'coop',
    partyOf({ kind: 'THIRD_SECTOR_BODY', legalName: 'Cooperativa di prova' }),
  );
  const budget = await run('budget', sourceOf('Bilancio', 'MUNICIPALITY', { fundCode: 'FNPS' }));
  const own = await run('own', sourceOf('Fonti proprie', 'THIRD_SECTOR'));
  const points = ['2025', '2026'].map((period, index) => ({ period, value: index === 0 ? '100' : '110' }));
  const published = { series: 'FOI', title: 'Indice di prova', base: '2025=100', source: 'Prova', url: null };
  const command = { kind: 'publish', ...published, points } as const;
  await run('index', { aggregate: 'price-index', id: null, command });
  const bookOf = async (title: string, rate: string | null): Promise<string> => {
    const profile = { title, instrument: 'COPROGETTAZIONE', leadBody: town } as const;
    const partnership = await run(title, partnershipOf(profile));
    const record = (key: string, given: Parameters<typeof stated>[0]): Promise<string> =>
      run(
        `${title} ${key}`,
        onContribution(null, { kind: 'record', partnership, externalRef: null, statement: stated(given) }),
      );
    const ofTown = { payer: town, bringer: town, fundingSource: budget, stage: 'PAID' } as const;
    const ofOthers = { payer: cooperative, bringer: cooperative, fundingSource: own } as const;
    await record('2025', { ...ofTown, resource: cash('400000.00'), on: '2025-03-01' });
    await record('2026', { ...ofTown, resource: cash('600000.00'), on: '2026-03-01' });
    await record('own', { ...ofOthers, stage: 'PAID', resource: cash('150000.00'), on: '2025-03-01' });
    const valuation = rate === null ? null : ({ method: 'VOLUNTEER_DM_2020', version: 1, rate } as const);
    const time = {
      kind: 'VOLUNTEER_TIME',
      person: null,
      headcount: 20,
      registered: true,
      insured: true,
    } as const;
    const resource = { ...time, minutes: 2_800 * 60, valuation };
    await record('hours', { ...ofOthers, stage: 'DELIVERED', resource, on: ['2026-01-01', '2026-12-31'] });
    return partnership;
  };
  return {
    open: await bookOf('Ore senza valore', null),
    valued: await bookOf('Ore a 25 euro', '25.00'),
    cooperative,
  };
}

/** The lines of a text, blanks drawn together. */
const linesOf = (run: Run): string[] => {
  expect(run).toMatchObject({ code: 0, err: '' });
  return run.out.split('\n').map((line) => line.trim().replaceAll(/ {2,}/g, '  '));
};
const local = (partnership: string, ...args: string[]): Promise<Run> =>
  desk.local('figure', '--partnership', partnership, ...AS_OF, ...args);

describe('a figure for people', () => {
  it('of hours that nobody has valued says so, and shows beside it what has a value, labelled', async () => {
    const lines = linesOf(await local('Ore senza valore', 'L1'));
    expect(lines[2]).toBe(
      'L1  Leverage: increase of the public budget  undefined: some of what counts has no value yet',
    );
    expect(lines).toContain('valued only  15.00 %  (over what has a value alone: not the figure)');
    expect(lines).toContain('no value  168000 MINUTE of VOLUNTEER_TIME on T');
    expect(lines).toContain('(T + F) / P = 150000.00 / 1000000.00 = 0.1500000000000000');
  });

  it('names all that was asked', async () => {
    const lines = linesOf(
      await local(
        'Ore a 25 euro',
        ...['l1@1', '--only', 'kind=CASH,VOLUNTEER_TIME', '--only', 'side=T,PUBLIC', '--scope', 'strict'],
        ...[
          '--without',
          'area=ANZ',
          '--prices',
          'FOI:2026',
          '--what-if',
          'VOLUNTEER_TIME=30',
          '--year',
          '2026',
        ],
      ),
    );
    for (const line of [
      'L1 version 1, basis committed, view economic, scope strict',
      'only kind CASH, VOLUNTEER_TIME; side T, PUBLIC; year 2026',
      'without area ANZ',
      'in prices of 2026 (index FOI)',
      'what if: VOLUNTEER_TIME at 30 EUR per hour or unit; nobody recorded this',
      // 2,800 hours at 30.00 over what the town paid in 2026.
      '(T + F) / P = 84000.00 / 600000.00 = 0.1400000000000000',
    ]) {
      expect(lines).toContain(line);
    }
  });

  it('shows the band of what it rests on, and what the partners say', async () => {
    const lines = linesOf(await local('Ore a 25 euro', 'L1'));
    expect(lines).toContain(
      'band  22.00 %  (by grade: A undefined, A-B undefined, A-C 22.00 %, A-D 22.00 %)',
    );
    expect(lines).toContain(
      'own sources  0.00 % confirmed, 0.00 % contested, 100.00 % without a word of the partner',
    );
  });

  it('groups by two dimensions', async () => {
    const lines = linesOf(await local('Ore a 25 euro', 'L2', '--group-by', 'year,side'));
    expect(lines).toContain('2025 PUBLIC  1.00  400000.00 / 400000.00');
    expect(lines).toContain('2026 T  undefined: no public base is recorded  70000.00 / 0.00');
  });

  it('of the share of each body names the bodies', async () => {
    const lines = linesOf(await local('Ore a 25 euro', 'L7'));
    expect(lines).toContain('attributed');
    expect(lines.find((line) => line.startsWith('100.00 %'))).toMatch(
      /220000\.00 +for 1000000\.00 of Comune di prova/,
    );
  });

  it('of years compared shows the years, and claims no cause', async () => {
    const lines = linesOf(await local('Ore a 25 euro', 'L12'));
    expect(lines[2]).toBe('L12  Public money did not withdraw  1/1');
    expect(lines).toContain('2026  600000.00  -  70000.00  200000.00  HELD');
    expect(lines.join(' ')).toContain('It says what happened, not why.');
  });
});

const QUESTIONS: [string, string[], string][] = [
  ['by one dimension', ['L1', 'L2', '--group-by', 'side'], 'definition=L1,L2&groupBy=side'],
  ['by two', ['L6', 'L9', '--group-by', 'source,kind'], 'definition=L6,L9&groupBy=source,kind'],
  [
    'with filters',
    ['--only', 'kind=CASH', '--only', 'side=T,PUBLIC', '--without', 'year=2026', '--without', 'fund=ESF+'],
    'kind=CASH&side=T,PUBLIC&without=year:2026;fund:ESF%2B',
  ],
  ['in another view and scope', ['--view', 'netOfTax', '--scope', 'strict'], 'view=netOfTax&scope=strict'],
  ['of the local euro', ['--view', 'localPublicEuro', '--chain'], 'view=localPublicEuro&chain=true'],
  ['in real terms', ['--prices', 'FOI:2026', '--group-by', 'year'], 'prices=FOI:2026&groupBy=year'],
  ['at another rate', ['--what-if', 'VOLUNTEER_TIME=30;ASSET_USE=1'], 'whatIf=VOLUNTEER_TIME=30;ASSET_USE=1'],
  ['of a version', ['L1@1', 'L1'], 'definition=L1@1,L1'],
];

const ALONE = ['L1', 'L12', 'L10', 'L7'];

const UNKNOWN: [string, string[], RegExp][] = [
  ['a code that nobody knows', ['L99'], /there is no figure L99 then/],
  ['a version that there is not', ['L1@9'], /there is no figure L1@9 then/],
  ['a series among others', ['L1', 'L12'], /L12 is a series of years and has no one value/],
  ['a series by groups', ['L12', '--group-by', 'side'], /L12 is told by year already/],
  ['an index that nobody published', ['--prices', 'NIC:2024'], /no (such )?price index/],
];

describe('the same question', () => {
  const own = new Map<string, Run>();
  /** One of the two is asked each question, in turn. */
  const askedOf = (name: string): string => {
    const names = [...QUESTIONS.map(([each]) => each), ...ALONE];
    return names.indexOf(name) % 2 === 0 ? ids.open : ids.valued;
  };
  const keep = async (name: string, ...args: string[]): Promise<void> => {
    own.set(name, await local(askedOf(name), '--json', ...args));
  };
  const remote = (partnership: string, ...args: string[]): Promise<Run> =>
    desk.run(['figure', '--partnership', partnership, ...AS_OF, ...args, '--server', service.url], {
      PLEDGER_TOKEN: token,
    });

  beforeAll(async () => {
    for (const [name, args] of QUESTIONS) await keep(name, ...args);
    for (const alone of ALONE) await keep(alone, alone, '--known-as-of', end);
    for (const [name, args] of UNKNOWN) own.set(name, await local(ids.valued, ...args));
    service = await desk.serve();
  }, 180_000);
  afterAll(() => service.stop());

  const overHttp = async (path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${service.url}/api/v1${path}`, { headers })).json();
  };

  it.each(QUESTIONS)('%s has the same answer everywhere', async (name, args, query) => {
    const partnership = askedOf(name);
    const at = `partnership=${partnership}&effectiveAsOf=2026-12-31`;
    const { items } = (await overHttp(`/figures?${at}&${query}`)) as { items: Figure[] };
    expect(items.length).toBeGreaterThan(0);
    expect(shownIn(own.get(name) as Run).items).toEqual(items);
    expect(shownIn(await remote(partnership, '--json', ...args)).items).toEqual(items);
  });

  it.each(ALONE)('about %s alone has the same answer everywhere', async (alone) => {
    const partnership = askedOf(alone);
    const at = `partnership=${partnership}&effectiveAsOf=2026-12-31&knownAsOf=${end}`;
    const figure = await overHttp(`/figures/${alone}?${at}`);
    expect(shownIn(own.get(alone) as Run).items).toEqual([figure]);
    const there = await remote(partnership, '--json', alone, '--known-as-of', end);
    expect(shownIn(there).items).toEqual([figure]);
  });

  it.each(UNKNOWN)(
    'about %s ends with 2 and says what is not known, here and there',
    async (name, args, said) => {
      for (const run of [own.get(name) as Run, await remote(ids.valued, ...args)]) {
        expect({ ...run, err: '' }).toEqual({ code: 2, out: '', err: '' });
        expect(run.err).toMatch(said);
        expect(run.err).not.toMatch(/\n\s+at /);
      }
    },
  );
});

describe('a question that cannot be meant', () => {
  it.each<[string, string[], RegExp]>([
    [
      'a contradiction',
      ['--view', 'cashOnly', '--only', 'kind=ASSET_USE'],
      /kind: the view cashOnly counts no ASSET_USE/,
    ],
    ['a stage below the basis', ['--only', 'stage=PLEDGED'], /stage: PLEDGED is below the basis committed/],
    ['a value that there is not', ['--only', 'side=X'], /--only: side "X" must be one of PUBLIC/],
    ['no dimension', ['--without', 'colour=red'], /--without: .*dimensions are partnership, sizeClass/],
    [
      'the partnership as a filter',
      ['--only', 'partnership=0b2a7c1e-7f0e-5a53-8c35-0d1f7d3b2a11'],
      /name the partnership with --partnership/,
    ],
    ['three groups', ['--group-by', 'side,year,kind'], /one dimension or two/],
    ['no period', ['--prices', 'FOI'], /--prices: "FOI" is no price index and period/],
    ['no rate', ['--what-if', 'CASH=2'], /--what-if: .*kinds with a rate are PAID_STAFF/],
    ['a figure in words', ['the leverage'], /"the leverage" is no figure/],
  ])('for %s is refused before any ledger is opened', async (_, args, said) => {
    const run = await desk.run(['figure', ...args, '--data', desk.path('nowhere')]);
    expect({ ...run, err: '' }).toEqual({ code: 2, out: '', err: '' });
    expect(run.err).toMatch(/^pledger: /);
    expect(run.err).toMatch(said);
  });
});
