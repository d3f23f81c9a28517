/** Opens pages and writes down what no page of ours may do. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';

export interface Visit {
  readonly page: Page;
  /** Console errors and warnings (refused content is one), uncaught errors, requests to anybody else. */
  readonly faults: string[];
}

export interface VisitOptions {
  readonly width?: number;
  /** Runs before the page is asked for, to answer some of its requests otherwise. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

export async function visit(browser: Browser, address: string, options: VisitOptions = {}): Promise<Visit> {
  const { origin } = new URL(address);
  const viewport = { width: options.width ?? 1280, height: 900 };
  const context = await browser.newContext({ viewport, locale: 'it-IT' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) faults.push(`foreign request: ${request.url()}`);
  });
  await options.prepare?.(page);
  await page.goto(address);
  return { page, faults };
}

/** The text of an element with ordinary spaces. */
export async function textOf(page: Page, selector: string): Promise<string> {
  const text = await page.locator(selector).first().innerText();
  return text.replaceAll('\u00a0', ' ').trim();
}

/** What axe finds wrong with the page as it stands, one line each. */
export async function violations(page: Page): Promise<string[]> {
  const result = await new AxeBuilder({ page }).analyze();
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** Pixels by which the page is wider than its window. */
export const overflow = (page: Page) =>
  page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);

/** Year, series and amount of each mark of the chart or cell of the table, sorted. */
export async function amountsOf(page: Page, selector: string): Promise<string[]> {
  const found = await page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const year = element.closest('[data-year]')?.getAttribute('data-year');
      return [year, element.getAttribute('data-series'), element.getAttribute('data-amount')].join(' ');
    }),
  );
  return found.toSorted();
}
