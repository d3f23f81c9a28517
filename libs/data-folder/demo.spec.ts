/** What `npm start` shows: the published case untouched, and invented partnerships beside it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RESOURCE_KINDS } from '#domain/contribution/events';
import { openEnvelope, type Envelope } from '#event-log/envelope';
import type { Figure } from '#read-models/figures/figures';
import { publishedNow, statusOf } from '#read-models/figures/published/published';
import type { FigureQuestion } from '#read-models/figures/question/question';
import type { PublicationDocument } from '#read-models/directory/documents';
import { DataFolder } from './data-folder.ts';
import { openDemo, recordLecco, type DemoAccess } from './demo.ts';

const MAX_EVENTS = 300;
const STAGES_AND_WORDS = [
  'ContributionPledged',
  'ContributionCommitted',
  'ContributionDelivered',
  'ContributionPaid',
  'ContributionVerified',
  'ContributionConfirmed',
  'ContributionContested',
  'EvidenceAttached',
  'FundsRecovered',
  'PledgeReleased',
  'RelationalResourceDeclared',
  'ResourceTransferred',
];

interface Kept {
  readonly path: string;
  readonly folder: DataFolder;
}

const kept: Kept[] = [];
let demo: DataFolder;
let access: readonly DemoAccess[];
let events: readonly Envelope[];

beforeAll(async () => {
  demo = await newFolder();
  access = await openDemo(demo);
  events = await eventsOf(demo);
  await demo.upToDate('figures', 5_000);
  await demo.upToDate('directory', 5_000);
  demo.figures.refresh();
});
afterAll(async () => {
  for (const { folder, path } of kept) {
    await folder.close();
    await rm(path, { recursive: true });
  }
});

async function newFolder(): Promise<DataFolder> {
  const path = await mkdtemp(join(tmpdir(), 'ledger-demo-'));
  const holder = { what: 'test', url: null };
  const folder = await DataFolder.open({ path, origin: 'ledger.example/demo', holder });
  kept.push({ path, folder });
  return folder;
}

async function eventsOf({ journal }: DataFolder): Promise<readonly Envelope[]> {
  return (await journal.read(0n, MAX_EVENTS)).map(({ bytes }) => openEnvelope(bytes));
}

const partnerships = (): readonly { readonly id: string; readonly document: { readonly title: string } }[] =>
  demo.directory.list('partnership', { after: 0, limit: 10 }).records;

function figure(at: number, definition: string, over: Partial<FigureQuestion> = {}): Figure {
  const partnership = partnerships()[at]?.id ?? '';
  const question = { partnership, definitions: [definition], basis: 'verified', view: 'economic' } as const;
  const [found] = demo.figures.answer({ ...question, effectiveAsOf: '2099-12-31', ...over }).figures;
  if (found === undefined) throw new Error('one figure was asked for');
  return found;
}

const told = (type: string): readonly Envelope[] => events.filter((event) => event.type === type);

describe('the demonstration', () => {
  it('begins with the published Lecco case, event by event as it would be alone', async () => {
    const alone = await newFolder();
    await recordLecco(alone);
    const said = (all: readonly Envelope[]): object[] => all.map(({ type, data }) => ({ type, data }));
    const lecco = said(await eventsOf(alone));
    // Ids follow from the account, which is random: only what is said of them is compared.
    const nameless = (all: object[]): string =>
      JSON.stringify(all).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');
    expect(nameless(said(events).slice(0, lecco.length))).toBe(nameless(lecco));
    expect(partnerships()[0]?.document.title).toBe('Lecco: dieci anni di coprogettazione');
    const { value, numerator, denominator } = figure(0, 'L1', { basis: 'committed' });
    expect([numerator.amount.amount, denominator.implied.amount]).toEqual(['9000000.00', '40909090.91']);
    expect(value?.startsWith('0.2199')).toBe(true);
  });

  it('goes on with partnerships that say of themselves that they are invented', () => {
    const titles = partnerships().map(({ document }) => document.title);
    expect(titles).toHaveLength(3);
    for (const title of titles.slice(1)) expect(title).toContain('caso inventato');
    const [lecco, ...named] = told('PartyRegistered');
    expect(lecco?.data).toMatchObject({ legalName: 'Comune di Lecco' });
    for (const { data } of named) {
      const { legalName, taxCode } = data as { legalName: string | null; taxCode: string | null };
      expect(taxCode).toBeNull();
      if (legalName !== null) expect(legalName).toMatch(/Esempio/);
    }
  });

  it('has the verified sums that its lines come to by hand', () => {
    const l2 = figure(1, 'L2');
    expect(Object.fromEntries(l2.numerator.parts.map(({ side, amount }) => [side, amount.amount]))).toEqual({
      // 250,000.00 - 5,000.00 recovered + 100,000.00 of the Region + 1,560.00 of rent.
      PUBLIC: '346560.00',
      PUBLIC_HEALTH: '0.00',
      // 2,498.38 of hours + 40 % of 30,000.00 + 4,000.00 of volunteers + 601.64 of a vehicle.
      T: '19100.02',
      F: '40000.00',
      O: '5000.00',
    });
    const display = (id: string): string | undefined => figure(1, id).display?.text;
    expect([display('L1'), display('L1s'), display('L2'), display('L9')]).toEqual([
      '17.05',
      '5.51',
      '1.18',
      '84.39',
    ]);
    expect(l2.exclusions.map(({ code, amount }) => `${code} ${amount.amount}`)).toEqual(
      expect.arrayContaining(['USERS_FEES 7200.00', 'PASSED_ON 18000.00']),
    );
  });

  it('shows every kind of resource and every stage', () => {
    const statements = events.flatMap(({ data }) => {
      const { statement } = data as { statement?: { resource: { kind: string } } };
      return statement === undefined ? [] : [statement];
    });
    expect(new Set(statements.map(({ resource }) => resource.kind))).toEqual(new Set(RESOURCE_KINDS));
    expect(events.some(({ data }) => JSON.stringify(data).includes('"RELATIONAL"'))).toBe(true);
    const types = new Set(events.map(({ type }) => type));
    for (const type of STAGES_AND_WORDS) expect(types).toContain(type);
  });

  it('keeps the reason that was given for an hourly cost outside the tables', () => {
    const controls = events.flatMap(({ data }) => ('controls' in data ? (data.controls as object[]) : []));
    expect(controls).toContainEqual(
      expect.objectContaining({
        control: 'PLAUSIBLE_RATE',
        value: '18.17',
        outcome: 'REASONED',
        reason: 'Primo livello, contratto di apprendistato, esempio',
      }),
    );
  });

  it('follows one call with the next, so that the chain has what both have', () => {
    const whole = figure(2, 'L2', { basis: 'pledged', chain: true });
    const links = [1, 2].map((at) => figure(at, 'L2', { basis: 'pledged' }));
    const cents = (of: Figure): bigint => BigInt(of.numerator.amount.amount.replace('.', ''));
    expect(whole.partnerships).toEqual(
      partnerships()
        .slice(1)
        .map(({ id }) => id),
    );
    expect(cents(whole)).toBe(links.map(cents).reduce((sum, each) => sum + each, 0n));
  });

  it('has published the leverage of the example before part of a grant came back: it is restated', () => {
    const [published, ...more] = demo.directory.publications(partnerships()[1]?.id, {
      after: 0,
      limit: 10,
    }).records;
    expect(more).toEqual([]);
    const document = published?.document as PublicationDocument;
    // 59,100.02 of others over 351,560.00 verified then, and over 5,000.00 less since.
    expect([document.number, document.figure.display?.text]).toEqual([1, '16.81']);
    const { recomputesEqual, isRestated, now } = publishedNow(demo.figures, document.figure);
    expect([recomputesEqual, statusOf(document, isRestated)]).toEqual([true, 'RESTATED']);
    expect([now.display?.text, now.denominator.amount.amount]).toEqual(['17.05', '346560.00']);
    expect(document.title).toContain('caso inventato');
  });

  it('has published that Lecco’s public budget rose by about 22 %, and that the base is implied', () => {
    const { records } = demo.directory.publications(partnerships()[0]?.id, { after: 0, limit: 10 });
    expect(records).toHaveLength(1);
    const document = records[0]?.document as PublicationDocument;
    expect(document.figure.display).toEqual({ form: 'percent', text: '22', approximate: true });
    expect(document.text).toMatch(/base pubblica non è registrata: è implicita/);
    const { recomputesEqual, isRestated } = publishedNow(demo.figures, document.figure);
    expect([recomputesEqual, statusOf(document, isRestated)]).toEqual([true, 'STANDS']);
  });

  it('has an invented price index of whole years, and of the real one no more than was published', () => {
    const { records } = demo.directory.list('price-index', { after: 0, limit: 10 });
    const [foi, invented] = records.map(({ document }) => document);
    expect(foi?.points.map(({ period, value }) => `${period} ${value}`)).toEqual([
      '2021-01 102.9',
      '2022-05 110.6',
      '2024-10 120.1',
    ]);
    expect(invented?.title).toContain('inventato');
    const foundation = { only: { side: ['PUBLIC', 'F'], kind: ['CASH'] } } as const;
    const prices = { series: 'INDICE-DI-ESEMPIO', of: '2024' };
    const real = figure(1, 'L1', { ...foundation, prices });
    // Of 2023: 150,000.00 and 100,000.00 public, 40,000.00 of a foundation, each 1.1 times as much; of 2024 public
    // 100,000.00 less 5,000.00.
    expect([real.numerator.amount.amount, real.denominator.amount.amount]).toEqual(['44000.00', '370000.00']);
    const months = figure(1, 'L1', { prices: { series: 'FOI', of: '2024-10' } });
    expect([months.value, months.reason, months.yearsMissing]).toEqual([null, 'INDEX_MISSING', [2023, 2024]]);
  });

  it('is made by three accounts: one records, another verifies, the partner speaks', () => {
    const { accounts } = demo;
    const actors = new Set(events.map(({ actor }) => actor.id));
    const known = ['local', 'demo-finance-2', 'demo-partner'].map((name) => accounts.get(name).id);
    expect(actors).toEqual(new Set(known));
    const verified = told('ContributionVerified');
    expect(verified).toHaveLength(10);
    expect(new Set(verified.map(({ actor }) => actor.id))).toEqual(new Set([known[1]]));
    expect(told('ContributionContested').map(({ actor }) => actor.id)).toEqual([known[2]]);
  });

  it('gives a token for each role, and a second one for four eyes, in a file of its owner alone', async () => {
    expect(access.map(({ role }) => role)).toEqual(['finance', 'partner', 'evaluator', 'finance']);
    const names = access.map(({ token }) => {
      const account = demo.accounts.authenticate(token);
      return typeof account === 'string' ? account : account.name;
    });
    expect(names).toEqual(['demo-finance', 'demo-partner', 'demo-evaluator', 'demo-finance-2']);
    const { mode } = await stat(join(demo.path, 'demo-tokens.json'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('starts with few events, and adds none to a ledger that has some', async () => {
    expect(events.length).toBeLessThan(MAX_EVENTS);
    expect(await openDemo(demo)).toEqual(access);
    expect(await demo.journal.head()).toBe(BigInt(events.length));
  });
});
