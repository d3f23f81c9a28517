/**
 * `pledger export journal`: a stranger who has the file and any plain-text accounting program gets the totals of
 * `pledger figure`, to the cent. A reader written for the tests always checks it; hledger and ledger-cli do where they
 * are installed.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LECCO_TITLE } from '#data-folder/demo';
import { BASES } from '#domain/figures/definitions';
import { journalLines } from '#interchange/journal';
import { versionOf } from '../bench/support/program.ts';
import { Api } from '../support/api.ts';
import { openBooks, record } from '../support/books.ts';
import { cents } from '../support/figures.ts';
import { play } from '../support/golden-story.ts';
import { journalFact, LAST_DAY } from '../support/journal-facts.ts';
import { balances, readJournal, type Posting } from '../support/journal-reader.ts';
import { startDemoService } from '../support/service.ts';
import { figureIn } from './figures.ts';
import { Desk, type Run } from './pledger.ts';

const VALLEY = 'Valle di Esempio (caso inventato)';
const NEXT = 'Valle di Esempio, secondo bando (caso inventato)';
const GOLDEN = 'Coprogettazione di prova';
const PROGRAMS = ['hledger', 'ledger'] as const;

type Balances = Readonly<Record<string, bigint>>;

const desk = new Desk();
/** A title that could be taken for postings of its own. */
const HOSTILE_TITLE = '=Città; 2020-01-01 x  Contributions:T  1.00 EUR | (a) [b] ! *';
/** Position of the first of its two contributions; the second is the last event. */
let beforeLast: string;

beforeAll(async () => {
  let service = await startDemoService({ whole: true });
  try {
    const officer = new Api(service.url, service.tokens.finance);
    await play(officer, (name, role, org) => {
      const added = service.folder.accounts.add({ name, role, org, partnerships: '*', expiresAt: null });
      return officer.as(added.token);
    });
    const books = await openBooks(officer);
    const { items } = (
      await officer.get<{ items: readonly { id: string; title: string }[] }>('/partnerships?limit=200')
    ).body;
    const lecco = items.find(({ title }) => title === LECCO_TITLE)?.id ?? '';
    // Public money of years with an implied base, on two rungs: within that base as far as the base goes.
    const within = { ...books, partnership: lecco };
    const state = books.from.STATE;
    await record(within, {
      source: state,
      amount: '1234.56',
      on: ['2011-03-01', '2012-05-31'],
      stage: 'PAID',
    });
    await record(within, { source: state, amount: '0.07', on: '2013-05-05', stage: 'COMMITTED' });
    const body = { title: HOSTILE_TITLE, instrument: 'COPROGETTAZIONE', leadBody: books.municipality };
    const { id } = await officer.done('/partnerships', body);
    const hostile = { ...books, partnership: id };
    await record(hostile, { source: books.from.FOUNDATION, amount: '10.00', on: '2022-02-02' });
    beforeLast = String(await officer.head());
    await record(hostile, { source: books.from.FOUNDATION, amount: '20.00', on: '2022-02-02' });
    service = await service.restart(async (path) => cpSync(path, desk.data, { recursive: true }));
  } finally {
    await service.stop();
  }
}, 120_000);
afterAll(() => desk.close());

const exported = (title: string, ...args: string[]): Promise<Run> =>
  desk.local('export', 'journal', '--partnership', title, ...args);

async function journal(title: string, ...args: string[]): Promise<string> {
  const run = await exported(title, ...args);
  expect(run).toMatchObject({ code: 0, err: '' });
  return run.out;
}

const NAMES = {
  USERS_FEES: 'U',
  REPAYABLE_FINANCE: 'FINANCING',
  UNRESOLVED_ORIGIN: 'UNRESOLVED',
  PASSED_ON: 'PASSED_ON',
  CONTRACT_PRICE: 'PRICE',
} as const;

/** What `pledger figure` says: every side of the ratio, and what it leaves out, within an implied base apart. */
async function figured(title: string, ...args: string[]): Promise<{ sides: Balances; within: Balances }> {
  const run = await desk.local('figure', 'L2', '--json', '--partnership', title, ...args);
  const { numerator, exclusions } = figureIn(run);
  const outside = exclusions.map(({ code, amount }) => [code, cents(amount)] as const);
  const counted = numerator.parts.map(({ side, amount }) => [side, cents(amount)] as const);
  const left = outside.flatMap(([code, sum]) =>
    code in NAMES ? [[NAMES[code as keyof typeof NAMES], sum] as const] : [],
  );
  const within = outside.filter(([code]) => code === 'RECORDED_WITHIN_IMPLIED_BASE');
  return {
    sides: byAccount([...counted, ...left]),
    within: byAccount(within.map(([, sum]) => ['PUBLIC', sum] as const)),
  };
}

function byAccount(sums: readonly (readonly [string, bigint])[]): Balances {
  const found = sums.filter(([, sum]) => sum !== 0n);
  return Object.fromEntries(found.map(([side, sum]) => [`Contributions:${side}`, sum]));
}

/** The same question put to a program of others, in the words of the file's head. */
function balancesOf(program: string, text: string, pattern: string, end?: string): Balances {
  const form = program === 'hledger' ? ['--flat', '-N'] : ['--no-total', '--balance-format', LEDGER_LINE];
  const until = end === undefined ? [] : ['--end', end];
  const args = ['-f', '-', 'balance', pattern, '--depth', '2', ...until, ...form];
  // The locale of the plainest machine: the file needs no other.
  const said = execFileSync(program, args, {
    input: text,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const lines = [...said.matchAll(/^ *(-?\d+\.\d\d) EUR +(Contributions:\S+)$/gm)];
  return Object.fromEntries(lines.map(([, amount = '', account = '']) => [account, cents(amount)]));
}
const LEDGER_LINE = '%(display_total) %(account)\n';

const CASES: readonly [string, readonly string[]][] = [
  [LECCO_TITLE, ['--effective-as-of', '2031-12-31']],
  [LECCO_TITLE, ['--effective-as-of', '2012-02-29']],
  [VALLEY, ['--effective-as-of', '2031-12-31']],
  [VALLEY, ['--effective-as-of', '2023-10-17', '--known-as-of', '60']],
  [NEXT, ['--effective-as-of', '2031-12-31', '--chain']],
  [GOLDEN, ['--effective-as-of', '2099-12-31']],
  [GOLDEN, ['--effective-as-of', '2024-03-15']],
];

describe.each(CASES)('the journal of %s %j', (title, asOf) => {
  let text: string;
  let postings: readonly Posting[];
  const figures = new Map<string, Awaited<ReturnType<typeof figured>>>();

  beforeAll(async () => {
    text = await journal(title, ...asOf);
    postings = readJournal(text);
    for (const basis of BASES) figures.set(basis, await figured(title, ...asOf, '--basis', basis));
    expect(figures.get('pledged')?.sides).not.toEqual({});
  });

  it.each(BASES)('has the sides and the exclusions of the figures, basis %s', (basis) => {
    const { sides, within } = figures.get(basis) ?? {};
    expect(balances(postings, `:${basis}`)).toEqual(sides);
    expect(balances(postings, `:Within-${basis}`)).toEqual(within);
  });

  for (const program of PROGRAMS) {
    whereInstalled(program)(`says the same to ${program}, on every basis`, () => {
      for (const [basis, { sides, within }] of figures) {
        expect(balancesOf(program, text, `:${basis}`)).toEqual(sides);
        expect(balancesOf(program, text, `:Within-${basis}`)).toEqual(within);
      }
    });
  }
});

/** `it` where the program is installed; else a skip that says what is missing. */
function whereInstalled(program: string): (name: string, test: () => void) => void {
  if (versionOf(program) !== null) return it;
  return (name, test) => it.skip(`${name}: ${program} is not on this machine`, test); // SKIP-VISIBLY
}

describe('the golden scenario', () => {
  it('comes to its published amounts on the verified basis', async () => {
    const text = await journal(GOLDEN, '--effective-as-of', '2099-12-31');
    expect(balances(readJournal(text), ':Verified')).toMatchObject({
      'Contributions:PUBLIC': cents('346560.00'),
      'Contributions:T': cents('19100.02'),
      'Contributions:F': cents('40000.00'),
      'Contributions:O': cents('5000.00'),
      'Contributions:U': cents('7200.00'),
    });
  });
});

describe('recorded public money of years with an implied base', () => {
  it('is kept apart as far as the base stands, and counts beyond', async () => {
    const postings = readJournal(await journal(LECCO_TITLE, '--effective-as-of', '2031-12-31'));
    const within = (basis: string): Balances => balances(postings, `:Within-${basis}`);
    expect(within('Committed')).toEqual({ 'Contributions:PUBLIC': cents('1234.63') });
    expect(within('Delivered')).toEqual({ 'Contributions:PUBLIC': cents('1234.56') });
    expect(within('Paid')).toEqual({});
    expect(balances(postings, ':Paid')).toEqual({ 'Contributions:PUBLIC': cents('1234.56') });
    expect(balances(postings, ':Implied:')).toEqual({ 'Contributions:PUBLIC': cents('40909090.91') });
  });
});

describe('one journal', () => {
  it.each([
    [LECCO_TITLE, ['2011', '2012', '2018']],
    [GOLDEN, ['2023']],
  ])('of %s answers for the end of every year before', async (title, years) => {
    const text = await journal(title, '--effective-as-of', '2031-12-31');
    const postings = readJournal(text);
    for (const year of years) {
      for (const basis of ['committed', 'paid']) {
        const { sides } = await figured(title, '--effective-as-of', `${year}-12-31`, '--basis', basis);
        const end = `${Number(year) + 1}-01-01`;
        expect(balances(postings, `:${basis}`, end)).toEqual(sides);
        for (const program of PROGRAMS.filter((each) => versionOf(each) !== null)) {
          expect(balancesOf(program, text, `:${basis}`, end)).toEqual(sides);
        }
      }
    }
  });

  it('on a basis of its own holds that and the later ones, and nothing to ask an earlier one of', async () => {
    const asOf = ['--effective-as-of', '2031-12-31'];
    const postings = readJournal(await journal(LECCO_TITLE, ...asOf, '--basis', 'paid'));
    const { sides } = await figured(LECCO_TITLE, ...asOf, '--basis', 'paid');
    expect(balances(postings, ':Paid')).toEqual(sides);
    expect(balances(postings, 'Contributions')).toEqual(sides);
    expect(sides).toEqual({ 'Contributions:PUBLIC': cents('1234.56') });
    expect(balances(postings, ':Committed')).toEqual({});
  });

  it('has the same bytes whenever the same is asked, also after more was recorded', async () => {
    const asOf = ['--effective-as-of', '2031-12-31'];
    const then = await journal(HOSTILE_TITLE, ...asOf, '--known-as-of', beforeLast);
    const now = await journal(HOSTILE_TITLE, ...asOf);
    expect(await journal(HOSTILE_TITLE, ...asOf)).toBe(now);
    expect(await journal(HOSTILE_TITLE, ...asOf, '--known-as-of', beforeLast)).toBe(then);
    expect(balances(readJournal(then), ':Paid')).toEqual({ 'Contributions:F': cents('10.00') });
    expect(balances(readJournal(now), ':Paid')).toEqual({ 'Contributions:F': cents('30.00') });
  });

  it('names contribution, event, kind, year, bringer and source of each posting', async () => {
    const text = await journal(HOSTILE_TITLE, '--effective-as-of', '2031-12-31', '--known-as-of', beforeLast);
    const [posting] = readJournal(text);
    const id = '[0-9a-f-]{36}';
    expect(posting?.description).toMatch(new RegExp(`^${id} event ${beforeLast}$`));
    expect(posting).toMatchObject({
      date: '2022-02-02',
      tags: { kind: 'CASH', year: '2022', event: beforeLast },
    });
    expect(posting?.tags['bringer']).toMatch(new RegExp(`^${id}$`));
    expect(posting?.tags['source']).toMatch(new RegExp(`^${id}$`));
  });
});

describe('a file', () => {
  it('is written whole under its name, and replaces the one before', async () => {
    const asOf = ['--effective-as-of', '2031-12-31'];
    const name = desk.write('valle.journal', 'something older\n');
    const run = await exported(VALLEY, ...asOf, '--out', name);
    expect(run).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining(`${VALLEY}: effective as of`),
    });
    expect(readFileSync(desk.path(name), 'utf8')).toBe(await journal(VALLEY, ...asOf));
    expect(desk.strays()).toEqual([]);
  });
});

describe('what cannot be exported', () => {
  const refused: [string, () => string[], RegExp][] = [
    ['no format', () => ['export'], /pledger export journal/],
    ['an unknown format', () => ['export', 'ledger'], /pledger export journal/],
    ['a service', () => ['export', 'journal', '--server', 'http://127.0.0.1:1'], /reads a data folder/],
    ['no partnership of several', () => ['export', 'journal', '--data', desk.data], /name one with --part/],
    ['an unknown basis', () => ['export', 'journal', '--basis', 'hoped'], /--basis is hoped; .* pledged/],
    ['a day in words', () => ['export', 'journal', '--effective-as-of', 'today'], /YYYY-MM-DD/],
    [
      'a position to come',
      () => [
        ...['export', 'journal', '--partnership', VALLEY, '--data', desk.data],
        '--known-as-of',
        '99999',
      ],
      /--known-as-of 99999: the log ends at position \d+/,
    ],
    ['a folder that is not there', () => out('nowhere/x.journal'), /there is no folder nowhere/],
    ['a folder for a file', () => out(desk.path('folder')), /this is no regular file/],
    ['the log itself', () => out(`${desk.data}/ledger.db`), /inside the data folder/],
    [
      'a ledger that is not there',
      () => ['export', 'journal', '--data', 'nothing'],
      /nothing holds no ledger/,
    ],
  ];
  const out = (path: string): string[] => {
    if (!existsSync(desk.path('folder'))) mkdirSync(desk.path('folder'));
    return ['export', 'journal', '--partnership', VALLEY, '--data', desk.data, '--out', path];
  };

  it.each(refused)('%s ends with 2, says what would do and writes nothing', async (_, args, said) => {
    const log = existsSync(`${desk.data}/ledger.db`);
    const run = await desk.run(args());
    expect({ ...run, err: '' }).toEqual({ code: 2, out: '', err: '' });
    expect(run.err).toMatch(said);
    expect(run.err).not.toMatch(/\n\s+at /);
    expect(desk.strays().filter((name) => name !== 'folder')).toEqual([]);
    expect(existsSync(`${desk.data}/ledger.db`)).toBe(log);
  });
});

describe('facts with hostile texts', () => {
  const asked = { basis: 'pledged', effectiveAsOf: LAST_DAY } as const;
  // One file with all sorts: the reader of these tests is held to it in libs/interchange.
  const facts = fc.sample(journalFact, { seed: 1, numRuns: 300 });
  const text = [...journalLines(facts, asked)].join('');

  for (const program of PROGRAMS) {
    whereInstalled(program)(`are the same postings to ${program}`, () => {
      for (const pattern of ['Contributions', ...BASES.map((basis) => `:${basis}`)]) {
        expect(balancesOf(program, text, pattern)).toEqual(balances(readJournal(text), pattern));
      }
    });
  }
});
