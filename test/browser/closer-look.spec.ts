/** One figure looked at closely: its five stages, how certain it is, what it lacks, and other ways of counting. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Api } from '../support/api.ts';
import { contributionOf, freshPartnership, openBooks, record, type Books } from '../support/books.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';
import { overflow, textOf, violations } from './visit.ts';
import { visitors } from './visitors.ts';

let demo: TestService;
let books: Books;
let unvalued: Books;

const { open } = visitors(
  async () => {
    demo = await startDemoService();
  },
  () => demo?.stop(),
);

const HOURS = { kind: 'VOLUNTEER_TIME', headcount: 10, registered: true, insured: true, duration: 'PT1400H' };

beforeAll(async () => {
  const api = new Api(demo.url, demo.tokens.finance);
  books = await openBooks(api);
  const { MUNICIPALITY, THIRD_SECTOR, FOUNDATION } = books.from;
  await record(books, { source: MUNICIPALITY, amount: '100000.00', on: '2025-03-01' });
  const told = await record(books, { source: THIRD_SECTOR, amount: '15000.00', on: '2024-03-01' });
  await record(books, { source: THIRD_SECTOR, amount: '5000.00', on: '2024-03-02' });
  await record(books, { source: FOUNDATION, amount: '10000.00', on: '2025-04-01', stage: 'COMMITTED' });
  const partner = api.as(tokenFor(demo, 'partner', { org: books.cooperative }));
  await partner.done(`/contributions/${told.id}/confirmations`, {}, { ifMatch: told.revision });
  await api.done('/price-indexes', {
    ...{ series: 'PROVA', title: 'Indice di prova', base: '2024=100', source: 'Tavola di prova' },
    points: [
      { period: '2024', value: '100' },
      { period: '2025', value: '110' },
    ],
  });
  unvalued = await freshPartnership(books);
  await record(unvalued, { source: MUNICIPALITY, amount: '100000.00', on: '2025-03-01' });
  await record(unvalued, { source: THIRD_SECTOR, amount: '20000.00', on: '2025-03-01' });
  const hours = {
    source: THIRD_SECTOR,
    payer: books.cooperative,
    on: ['2025-01-01', '2025-06-30'],
    resource: HOURS,
  } as const;
  await api.done('/contributions', { ...contributionOf(unvalued, hours), stage: 'DELIVERED' });
});

async function openFigures(of: Books, lang = 'it', width = 1280): Promise<Page> {
  const page = await open(`${demo.url}/?lang=${lang}&partnership=${of.partnership}`, { width });
  await page.locator('.stage-table').waitFor();
  return page;
}

const stage = (page: Page, basis: string) => textOf(page, `[data-basis="${basis}"] .stage-value`);

describe('the five stages of a figure', () => {
  it('are one table, and each is a button that chooses the stage', async () => {
    const page = await openFigures(books);
    // 30,000 of 100,000 are committed at least, 20,000 of 100,000 delivered and paid, and nothing was verified.
    expect(await stage(page, 'pledged')).toBe('30,00 %');
    expect(await stage(page, 'committed')).toBe('30,00 %');
    expect(await stage(page, 'delivered')).toBe('20,00 %');
    expect(await stage(page, 'paid')).toBe('20,00 %');
    expect(await stage(page, 'verified')).toBe('non calcolabile');
    await page.getByRole('button', { name: 'pagate' }).click();
    await page.locator('.headline-value', { hasText: '20,00' }).waitFor();
    expect(new URL(page.url()).searchParams.get('basis')).toBe('paid');
    expect(await page.getByRole('button', { name: 'pagate' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('are those of the figure that is chosen', async () => {
    const page = await openFigures(books);
    await page.getByLabel('Cifra', { exact: true }).selectOption('L2');
    await page.locator('[data-basis="paid"] .stage-value', { hasText: '1,20' }).waitFor();
    expect(await stage(page, 'committed')).toBe('1,30');
  });
});

describe('how certain a figure is', () => {
  it('is told by grade and by what the partners confirmed', async () => {
    const page = await openFigures(books);
    const grade = (of: string) => textOf(page, `[data-grade="${of}"] strong`);
    expect(await grade('A')).toBe('non calcolabile');
    expect(await grade('C')).toBe('30,00 %');
    expect(await textOf(page, '.confirmed-share')).toBe(
      '75 % del valore del Terzo settore confermato da chi lo ha portato.',
    );
  });

  it.each([
    ['it', '20,00 % solo valorizzato', '1.400 ore: ore di volontariato', 'Leva: solo risorse proprie'],
    [
      'en',
      '20.00% valued resources only',
      '1,400 hours: volunteers’ time',
      'Leverage: the Third Sector’s own',
    ],
  ])(
    'what has no value yet stands beside the number over the rest, in %s',
    async (lang, number, hours, part) => {
      const page = await openFigures(unvalued, lang);
      expect((await textOf(page, '.headline-value')).replace(/\s+/g, ' ')).toBe(number);
      expect(await textOf(page, '.unvalued')).toContain(hours);
      const card = await textOf(page, '[data-figure="L1-T"]');
      expect(card).toContain(part);
      expect(card.replace(/\s+/g, ' ')).toContain(number);
    },
  );

  it.each([
    ['it', 1280],
    ['en', 320],
  ])('in %s at %i pixels: nothing overflows, no accessibility violation', async (lang, width) => {
    const page = await openFigures(unvalued, lang, width);
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
  });
});

describe('other ways of counting', () => {
  it('are explained in a sentence each and stay in the address', async () => {
    const page = await openFigures(books);
    await page.locator('.counting summary').click();
    await page.getByLabel('Vista').selectOption('cashOnly');
    await page.getByText('Conta solo il denaro.').waitFor();
    await page.getByLabel('Ampiezza').selectOption('strict');
    await page.getByText('Lascia fuori basi solo ricavate').waitFor();
    const asked = new URL(page.url()).searchParams;
    expect([asked.get('view'), asked.get('scope')]).toEqual(['cashOnly', 'strict']);
    await page.locator('.figures-status', { hasText: 'ampiezza prudente' }).waitFor();
    expect(await textOf(page, '.figures-status')).toContain('vista solo denaro');
  });

  it('in prices of one year restate what was brought in others', async () => {
    const page = await openFigures(books);
    await page.locator('.counting summary').click();
    await page.getByLabel('Prezzi').selectOption({ label: 'del 2025 (indice PROVA)' });
    // 20,000 of 2024 are 22,000 in prices of 2025; 10,000 and 100,000 are of 2025 already.
    await page.locator('.headline-value', { hasText: '32,00' }).waitFor();
    expect(await textOf(page, '[data-figure="L1"] .calculation-text')).toBe(
      '(22.000,00 + 10.000,00) / 100.000,00',
    );
    expect(await textOf(page, '.figures-status')).toContain('prezzi del 2025 (indice PROVA)');
  });
});
