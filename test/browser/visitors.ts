/** One browser for a suite. After each test its pages are closed, and none of them may have done what none may do. */
import { afterAll, afterEach, beforeAll, expect, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { visit, type Visit, type VisitOptions } from './visit.ts';

const START_MS = 120_000;
const TEST_MS = 60_000;

export interface Visitors {
  open(address: string, options?: VisitOptions): Promise<Page>;
  /** What pages did wrong so far in this test, for a test that provokes it; the rest of the test starts anew. */
  takeFaults(): string[];
}

/** `start` and `stop` are those of the services that the suite visits. */
export function visitors(start: () => Promise<unknown>, stop: () => Promise<unknown>): Visitors {
  let browser: Browser | undefined;
  const visits: Visit[] = [];
  const takeFaults = (): string[] => visits.flatMap(({ faults }) => faults.splice(0));
  jest.setTimeout(TEST_MS);

  beforeAll(async () => {
    [browser] = await Promise.all([launchChromium(), start()]);
  }, START_MS);

  afterEach(async () => {
    const faults = takeFaults();
    await Promise.all(visits.splice(0).map(({ page }) => page.context().close()));
    expect(faults).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await stop();
  });

  return {
    takeFaults,
    open: async (address, options) => {
      if (browser === undefined) throw new Error('the browser has not started');
      const one = await visit(browser, address, options);
      visits.push(one);
      return one.page;
    },
  };
}
