/** What changed between two dates and why; what was published and whether it still stands. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Api } from '../support/api.ts';
import { correct, openBooks, record, type Books } from '../support/books.ts';
import { startDemoService, type TestService } from '../support/service.ts';
import { overflow, textOf, violations } from './visit.ts';
import { visitors } from './visitors.ts';

let demo: TestService;
let books: Books;
/** Position at which the council saw the figure. */
let seen: string;

const { open } = visitors(
  async () => {
    demo = await startDemoService();
  },
  () => demo?.stop(),
);

interface AskedFigure {
  readonly value: string;
  readonly numerator: { readonly amount: object };
  readonly denominator: { readonly amount: object };
  readonly effectiveAsOf: string;
  readonly knownAsOf: { readonly position: string };
}

async function publish(api: Api): Promise<string> {
  const { body } = await api.get<AskedFigure>(`/figures/L1?partnership=${books.partnership}`);
  const { position } = body.knownAsOf;
  await api.done('/publications', {
    partnership: books.partnership,
    title: 'Relazione al consiglio',
    text: 'Per ogni euro pubblico il Terzo settore ha portato 0,20 euro.',
    question: {
      ...{ chain: false, definition: 'L1', version: 1, basis: 'committed', view: 'economic', scope: 'broad' },
      ...{ effectiveAsOf: body.effectiveAsOf, position },
    },
    stated: { value: body.value, numerator: body.numerator.amount, denominator: body.denominator.amount },
  });
  return position;
}

beforeAll(async () => {
  const api = new Api(demo.url, demo.tokens.finance);
  books = await openBooks(api);
  await record(books, { source: books.from.MUNICIPALITY, amount: '100000.00', on: '2024-03-01' });
  const own = await record(books, { source: books.from.THIRD_SECTOR, amount: '20000.00', on: '2024-03-01' });
  seen = await publish(api);
  await correct(books, own.id, own.revision, {
    resource: { kind: 'CASH', amount: { amount: '19000.00', currency: 'EUR' } },
  });
  await record(books, { source: books.from.THIRD_SECTOR, amount: '6000.00', on: '2024-04-01' });
});

const amountOf = async (page: Page, row: string, part: string): Promise<bigint> => {
  const cell = page.locator(`.changes-table [data-row="${row}"] [data-part="${part}"]`).first();
  return BigInt(((await cell.getAttribute('data-amount')) ?? '').replace('.', ''));
};

async function openDifference(lang = 'it', width = 1280): Promise<Page> {
  const query = `?lang=${lang}&page=difference&partnership=${books.partnership}&fromKnownAsOf=${seen}`;
  const page = await open(`${demo.url}/${query}`, { width });
  await page.locator('.changes-table').first().waitFor();
  return page;
}

describe('two dates compared', () => {
  it('the causes lead from the first figure to the second, to the cent', async () => {
    const page = await openDifference();
    expect(await page.locator('.compared .figure-value').allInnerTexts()).toEqual([
      '20,00\u00a0%',
      '25,00\u00a0%',
    ]);
    expect(await amountOf(page, 'before', 'numerator')).toBe(20_000_00n);
    expect(await amountOf(page, 'CORRECTED', 'numerator')).toBe(-1_000_00n);
    expect(await amountOf(page, 'LATE', 'numerator')).toBe(6_000_00n);
    expect(await amountOf(page, 'sum', 'numerator')).toBe(5_000_00n);
    expect(await amountOf(page, 'after', 'numerator')).toBe(25_000_00n);
    expect(await amountOf(page, 'sum', 'denominator')).toBe(0n);
    expect(await textOf(page, '[data-row="LATE"] th')).toBe('Apporti registrati in ritardo');
    expect(await textOf(page, '[data-row="CORRECTED"] th')).toBe('Rettifiche');
  });

  it('the first date is chosen in the page and stays in the address', async () => {
    const page = await open(`${demo.url}/?lang=it&page=difference`);
    await page.getByText('Scrivi una prima data').waitFor();
    await page.getByLabel('Prima data: Alla data del').fill('31/02/2013');
    await page.keyboard.press('Enter');
    await page.getByText('Questa data non esiste nel calendario.').waitFor();
    await page.getByLabel('Prima data: Alla data del').fill('31/12/2013');
    await page.keyboard.press('Enter');
    await page.locator('[data-row="ELAPSED"]').waitFor();
    expect(new URL(page.url()).searchParams.get('fromEffectiveAsOf')).toBe('2013-12-31');
    const [before, change, after] = await Promise.all(
      ['before', 'ELAPSED', 'after'].map((row) => amountOf(page, row, 'denominator')),
    );
    expect((before ?? 0n) + (change ?? 0n)).toBe(after);
    expect(after).toBe(40_909_090_91n);
  });

  it('nothing that changed is said so', async () => {
    const head = (await (await fetch(`${demo.url}/api/v1/status`)).headers.get('ledger-position')) ?? '';
    const page = await open(
      `${demo.url}/?lang=it&page=difference&partnership=${books.partnership}&fromKnownAsOf=${head}`,
    );
    await page.getByText('Tra le due date non è cambiato nulla.').waitFor();
  });

  it.each([
    ['it', 1280],
    ['en', 320],
  ])('in %s at %i pixels: nothing overflows, no accessibility violation', async (lang, width) => {
    const page = await openDifference(lang, width);
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
  });
});

describe('published figures', () => {
  it.each([
    ['it', 'Superata', '20,00 %'],
    ['en', 'Restated', '20.00%'],
  ])('say in %s that the book knows more by now, and lead to what changed', async (lang, status, value) => {
    const page = await open(`${demo.url}/?lang=${lang}&partnership=${books.partnership}`);
    const row = page.locator('[data-publication="1"]');
    await row.waitFor();
    expect(await textOf(page, '[data-publication="1"]')).toContain('Relazione al consiglio');
    expect(await textOf(page, '[data-publication="1"] .publication-status')).toBe(status);
    expect((await row.innerText()).replaceAll('\u00a0', ' ')).toContain(value);
    expect(await violations(page)).toEqual([]);
    await row.getByRole('link').nth(1).click();
    await page.locator('[data-row="LATE"]').waitFor();
  });

  it('open as they were', async () => {
    const page = await open(`${demo.url}/?lang=it&partnership=${books.partnership}`);
    await page.locator('[data-publication="1"]').getByRole('link', { name: 'Com’era' }).click();
    await page.locator('.lineage-figure .figure-value', { hasText: '20' }).waitFor();
    expect(await textOf(page, '.with-numbers')).toBe('20.000,00 / 100.000,00 = 20,00 %');
    expect(await page.locator('.historical-badge').count()).toBe(1);
  });
});
