/** Where a number comes from: formula, sums, groups, and for whoever signs in the events below. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Api } from '../support/api.ts';
import { openBooks, record, reverse, type Books } from '../support/books.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';
import { overflow, textOf, violations } from './visit.ts';
import { visitors } from './visitors.ts';

let demo: TestService;
let books: Books;

const { open, takeFaults } = visitors(
  async () => {
    demo = await startDemoService();
  },
  () => demo?.stop(),
);

const WRONG_TOKEN = `pl_${'x'.repeat(43)}`;

beforeAll(async () => {
  books = await openBooks(new Api(demo.url, demo.tokens.finance));
  await record(books, { source: books.from.MUNICIPALITY, amount: '100000.00', on: '2024-03-01' });
  await record(books, { source: books.from.THIRD_SECTOR, amount: '20000.10', on: '2024-03-01' });
  const wrong = await record(books, { source: books.from.THIRD_SECTOR, amount: '7000.00', on: '2024-05-01' });
  await reverse(books, wrong.id, wrong.revision);
  await record(books, { source: books.from.FOUNDATION, amount: '5000.00', on: '2025-01-10' });
});

async function openLineage(query = '?lang=it&page=lineage', width = 1280): Promise<Page> {
  const page = await open(`${demo.url}/${query}`, { width });
  await page.locator('[data-term="numerator"]').waitFor();
  return page;
}

async function signIn(page: Page, token: string): Promise<void> {
  await page.getByRole('button', { name: 'Accedi' }).click();
  await page.getByLabel('Chiave di accesso').fill(token);
  await page.keyboard.press('Enter');
}

const inBooks = () => `?lang=it&page=lineage&partnership=${books.partnership}`;

/** Cents of every `data-amount` that a selector finds, added up. */
async function centsOf(page: Page, selector: string): Promise<bigint> {
  const texts = await page
    .locator(selector)
    .evaluateAll((elements) => elements.map((element) => element.getAttribute('data-amount') ?? ''));
  expect(texts.length).toBeGreaterThan(0);
  return texts.reduce((sum, text) => sum + BigInt(text.replace('.', '')), 0n);
}

describe('for everybody', () => {
  it('the headline leads to formula, sums and groups, and back, with the keyboard at the top', async () => {
    const page = await open(`${demo.url}/?lang=it`);
    await page.locator('[data-figure="L1"] .lineage-link a').click();
    await page.getByRole('heading', { level: 1, name: 'Da dove viene questo numero' }).waitFor();
    await page.locator('[data-term="numerator"]').waitFor();
    expect(await page.locator(':focus').getAttribute('id')).toBe('figures');
    expect(await page.title()).toBe(
      'Da dove viene questo numero – Lecco: dieci anni di coprogettazione – Il libro comune',
    );
    const formula = await textOf(page, '[data-figure="L1"]');
    expect(formula).toContain('L1 = (T + F) / P');
    expect(await textOf(page, '.with-numbers')).toMatch(
      /^\((3\.000\.000,00 \+ 6\.000\.000,00|6\.000\.000,00 \+ 3\.000\.000,00)\) \/ 40\.909\.090,91 ≈ 22 %/,
    );
    expect(await textOf(page, '[data-term="numerator"] h2')).toBe('Sopra la linea: in tutto 9.000.000,00 €');
    expect(await textOf(page, '[data-term="denominator"] h2')).toBe(
      'Sotto la linea: in tutto 40.909.090,91 €',
    );
    expect(new URL(page.url()).searchParams.get('page')).toBe('lineage');
    await page.goBack();
    await page.locator('.headline-value').waitFor();
  });

  it('groups by side and year add up to what the source published', async () => {
    const page = await openLineage();
    const cents = (term: string, side: string) =>
      centsOf(page, `[data-term="${term}"] [data-side="${side}"] [data-year] td[data-amount]`);
    expect(await cents('numerator', 'T')).toBe(3_000_000_00n);
    expect(await cents('numerator', 'F')).toBe(6_000_000_00n);
    expect(await cents('denominator', 'PUBLIC')).toBe(40_909_090_91n);
  });

  it.each([
    ['it', 'Le singole voci si aprono solo con una chiave di accesso', 'Scarica CSV'],
    ['en', 'Single entries open only with an access token', 'Download CSV'],
  ])('single entries stay closed, and it is said why in %s', async (lang, why, download) => {
    const page = await openLineage(`?lang=${lang}&page=lineage`);
    for (const summary of await page.locator('.side-group summary').all()) await summary.click();
    expect(await textOf(page, '.closed-records')).toContain(why);
    expect(await page.locator('[data-term] button').count()).toBe(0);
    expect(await page.getByRole('button', { name: download }).count()).toBe(0);
  });

  it.each([
    ['it', 1280],
    ['en', 320],
  ])('in %s at %i pixels: nothing overflows, no accessibility violation', async (lang, width) => {
    const page = await openLineage(`?lang=${lang}&page=lineage`, width);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  it('a figure that does not exist is told, with the way back', async () => {
    const page = await open(`${demo.url}/?lang=it&page=lineage&figure=L99`);
    await page.getByRole('alert').filter({ hasText: 'L99' }).waitFor();
    await page.getByRole('link', { name: 'Torna a tutte le cifre' }).click();
    await page.locator('.headline-value').waitFor();
    expect(takeFaults().join()).toMatch(/40[04]/);
  });
});

describe('signing in', () => {
  it('a wrong token is told in the dialog and kept nowhere', async () => {
    const page = await openLineage();
    await signIn(page, WRONG_TOKEN);
    await page.getByRole('alert').filter({ hasText: 'Questa chiave non è riconosciuta' }).waitFor();
    expect(await page.locator(':focus').getAttribute('type')).toBe('password');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(takeFaults().join()).toContain('401');
  });

  it('keeps the token in this tab alone, and signing out forgets it', async () => {
    const page = await openLineage();
    await signIn(page, demo.tokens.evaluator);
    await page.getByRole('button', { name: 'Esci' }).waitFor();
    const inTab = () => page.evaluate(() => sessionStorage.length);
    expect(await inTab()).toBe(1);
    // Cookies, and what the browser keeps for longer than the tab.
    const elsewhere = JSON.stringify(await page.context().storageState());
    expect(elsewhere).not.toContain(demo.tokens.evaluator);
    expect(page.url()).not.toContain(demo.tokens.evaluator);
    await page.getByRole('button', { name: 'Scarica CSV' }).waitFor();
    await page.getByRole('button', { name: 'Esci' }).click();
    await page.locator('.closed-records').waitFor();
    expect(await inTab()).toBe(0);
  });
});

describe('for accounts', () => {
  it('a year opens into signed entries that add up to it, each with its event', async () => {
    const page = await openLineage(inBooks());
    await signIn(page, demo.tokens.finance);
    await page.locator('[data-side="T"] summary').click();
    await page.getByRole('button', { name: 'Apri il 2024: 3 voci' }).click();
    const rows = page.locator('[data-side="T"] tr[data-event]');
    await rows.nth(2).waitFor();
    // 20,000.10 stands; 7,000.00 was recorded and reversed: both are to be seen.
    expect(await page.locator('[data-side="T"] .leaf-amount').allInnerTexts()).toEqual([
      '+20.000,10\u00a0€',
      '+7.000,00\u00a0€',
      '-7.000,00\u00a0€',
    ]);
    expect(await centsOf(page, '[data-side="T"] tr[data-event]')).toBe(20_000_10n);
    expect(await rows.last().innerText()).toContain('Apporto stornato');
    await rows.last().getByRole('button').click();
    await page.locator('.event-text', { hasText: 'ContributionReversed' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('a partner sees its own entries and what the others add up to', async () => {
    const page = await openLineage(inBooks());
    await signIn(page, tokenFor(demo, 'partner', { org: books.municipality }));
    await page.locator('[data-side="T"] summary').click();
    await page.locator('[data-side="T"] [data-year="2024"] button').click();
    await page.locator('[data-side="T"] .others').waitFor();
    expect(await textOf(page, '[data-side="T"] .others')).toContain(
      'Le altre organizzazioni, insieme: 20.000,10 €',
    );
    expect(await page.locator('[data-side="T"] tr[data-event]').count()).toBe(0);
  });

  it.each([
    ['Scarica CSV', /\.csv$/, 'ContributionReversed'],
    ['Scarica PROV-JSON', /\.prov\.json$/, 'wasDerivedFrom'],
  ])('%s hands over a file with the entries', async (name, file, content) => {
    const page = await openLineage(inBooks());
    await signIn(page, demo.tokens.evaluator);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(file);
    expect(await readFile(await download.path(), 'utf8')).toContain(content);
  });
});
