/** As of when: both axes in the page and in its address, what is historical says so, wrong dates are explained. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Api } from '../support/api.ts';
import { openBooks, record, type Books } from '../support/books.ts';
import { startDemoService, type TestService } from '../support/service.ts';
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

const HEADLINE = '[data-figure="L1"] .headline-value';
const CALCULATION = '[data-figure="L1"] .calculation-text';
const effective = (page: Page) => page.getByLabel('Alla data del');
const known = (page: Page) => page.getByLabel('Registrato entro');
const parameters = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

async function openFigures(query: string, width = 1280): Promise<Page> {
  const page = await open(`${demo.url}/${query}`, { width });
  await page.locator(HEADLINE).waitFor();
  return page;
}

describe('the date of the facts', () => {
  it('is typed without a mouse, changes the figures, and stays in the address', async () => {
    const page = await openFigures('?lang=it');
    expect(await page.locator('.historical-view').count()).toBe(0);
    await effective(page).focus();
    await page.keyboard.type('31/12/2013');
    await page.keyboard.press('Enter');
    // Ten years from 2009 on, evenly by day: the first five have 1826 of their 3652 days.
    await page
      .locator(CALCULATION, { hasText: /1\.500\.000,0\d \+ 3\.000\.000,0\d\) \/ 20\.454\.545,4\d/ })
      .waitFor();
    expect(parameters(page)).toEqual({ lang: 'it', effectiveAsOf: '2013-12-31' });
    expect(await page.locator('.historical-badge').innerText()).toBe('Vista storica');
    expect(await textOf(page, '.historical-echo')).toMatch(
      /^Stai guardando i fatti fino al 31\/12\/2013, .* \d+ del libro\.$/,
    );
    expect(await page.locator('.historical-view').evaluate((one) => one.clientLeft)).toBeGreaterThanOrEqual(
      4,
    );
    await page.reload();
    expect(await effective(page).inputValue()).toBe('31/12/2013');
    await page.getByRole('button', { name: 'Torna a oggi' }).click();
    await page.locator(CALCULATION, { hasText: '(3.000.000,00 + 6.000.000,00)' }).waitFor();
    expect(await page.locator('.historical-view').count()).toBe(0);
    expect(await effective(page).inputValue()).toBe('');
    expect(await page.locator(':focus').innerText()).toBe('Oggi');
    await page.goBack();
    await page.locator('.historical-badge').waitFor();
  });

  it('to come is told from a past one', async () => {
    const page = await openFigures('?lang=en&effectiveAsOf=2099-12-31');
    expect(await page.locator('.historical-badge').innerText()).toBe('View of a date to come');
  });

  it('that does not exist is explained where it is typed, and asks nothing', async () => {
    const page = await openFigures('?lang=it');
    await effective(page).fill('31/02/2013');
    await page.getByRole('button', { name: 'Mostra', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Questa data non esiste nel calendario.' }).waitFor();
    expect(await effective(page).getAttribute('aria-invalid')).toBe('true');
    expect(parameters(page)).toEqual({ lang: 'it' });
    expect(await textOf(page, HEADLINE)).toBe('≈ 22 %');
    expect(await violations(page)).toEqual([]);
  });

  it.each([
    ['it', 'Questa data non esiste nel calendario.', 'non mostriamo cifre'],
    ['en', 'This date does not exist in the calendar.', 'we show no figures'],
  ])('that an address gets wrong shows no figures of another date, in %s', async (lang, fault, none) => {
    const page = await open(`${demo.url}/?lang=${lang}&effectiveAsOf=2013-02-31`);
    await page.getByText(none).waitFor();
    expect(await textOf(page, '.time-bar')).toContain(fault);
    expect(await page.locator('[data-figure]').count()).toBe(0);
  });
});

describe('until when recorded', () => {
  it('a position shows what the book held then', async () => {
    const page = await open(`${demo.url}/?lang=it&knownAsOf=3`);
    await page.getByText('Nessun apporto registrato in questo stadio').waitFor();
    expect(await textOf(page, '.historical-echo')).toContain('fino alla posizione 3 del libro');
    expect(await known(page).inputValue()).toBe('3');
  });

  it('the end of a day is an instant of Rome', async () => {
    const page = await open(`${demo.url}/?lang=it`);
    await page.locator(HEADLINE).waitFor();
    await known(page).fill('30/06/2024');
    await page.keyboard.press('Enter');
    await page.locator('.historical-badge').waitFor();
    expect(parameters(page)['knownAsOf']).toBe('2024-06-30T23:59:59.999+02:00');
    expect(await known(page).inputValue()).toBe('30/06/2024');
  });

  it('beyond the end of the book is explained in the bar', async () => {
    const page = await open(`${demo.url}/?lang=it&knownAsOf=999999`);
    await page.getByText('È nel futuro: ancora non si sa').waitFor();
    expect(await known(page).getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('[data-figure]').count()).toBe(0);
    expect(takeFaults().join()).toContain('400');
  });
});

describe('the permanent link', () => {
  beforeAll(async () => {
    books = await openBooks(new Api(demo.url, demo.tokens.finance));
    await record(books, { source: books.from.MUNICIPALITY, amount: '100000.00', on: '2024-03-01' });
    await record(books, { source: books.from.THIRD_SECTOR, amount: '20000.00', on: '2024-03-01' });
  });

  it('pins both axes: what is recorded later changes the page and not the link', async () => {
    const page = await openFigures(`?lang=it&partnership=${books.partnership}`);
    expect(await textOf(page, HEADLINE)).toBe('20,00 %');
    await page.getByRole('button', { name: 'Link permanente' }).click();
    const address = await page.getByLabel('Indirizzo permanente').inputValue();
    const pinned = new URL(address).searchParams;
    expect(pinned.get('effectiveAsOf')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(pinned.get('knownAsOf')).toMatch(/^\d+$/);
    await record(books, { source: books.from.THIRD_SECTOR, amount: '10000.00', on: '2024-03-02' });
    await page.reload();
    await page.locator(HEADLINE, { hasText: '30,00' }).waitFor();
    await page.goto(address);
    await page.locator('.historical-badge').waitFor();
    await page.locator(HEADLINE).waitFor();
    expect(await textOf(page, HEADLINE)).toBe('20,00 %');
  });
});

describe('a historical view', () => {
  it.each([
    ['it', 1280],
    ['en', 320],
  ])('in %s at %i pixels: nothing overflows, no accessibility violation', async (lang, width) => {
    const page = await openFigures(`?lang=${lang}&effectiveAsOf=2013-12-31`, width);
    await page.getByRole('button', { name: lang === 'it' ? 'Link permanente' : 'Permanent link' }).click();
    await page.locator('.stage-table').waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
  });
});
