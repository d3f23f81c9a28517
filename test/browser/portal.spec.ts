import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startDemoService } from '../support/service.ts';
import { amountsOf, overflow, textOf, violations, type VisitOptions } from './visit.ts';
import { visitors } from './visitors.ts';

const FIRST_ROUTE_JS_MAX_BYTES = 120 * 1024;
const FIRST_ROUTE_CSS_MAX_BYTES = 40 * 1024;
const INVENTED = 'Valle di Esempio (caso inventato)';

interface Service {
  readonly url: string;
  stop(): Promise<void>;
}

let demo: Service;
let empty: Service;

const { open, takeFaults } = visitors(
  async () => {
    [demo, empty] = await Promise.all([startDemoService({ whole: true }), startDemoService({ empty: true })]);
  },
  () => Promise.all([demo?.stop(), empty?.stop()]),
);

/** The page with the figures, after its chart has been drawn. */
async function openFigures(query: string, options?: VisitOptions): Promise<Page> {
  const page = await open(`${demo.url}/${query}`, options);
  await page.locator('.year-chart svg[role="img"] .mark').first().waitFor();
  return page;
}

describe('figures of the Lecco case', () => {
  it('are read in Italian', async () => {
    const page = await openFigures('?lang=it');
    expect(await page.locator('html').getAttribute('lang')).toBe('it');
    expect(await textOf(page, '[data-figure="L1"] .headline-value')).toBe('≈ 22 %');
    expect(await textOf(page, '[data-figure="L1"] h2')).toBe(
      'Per ogni euro pubblico il Terzo settore e le fondazioni hanno portato 0,22 €',
    );
    expect(await textOf(page, '[data-figure="L1"] .calculation-text')).toMatch(
      /^\((3\.000\.000,00 \+ 6\.000\.000,00|6\.000\.000,00 \+ 3\.000\.000,00)\) \/ 40\.909\.090,91$/,
    );
    expect(await textOf(page, '[data-figure="L1-F"] .figure-value')).toBe('14,67 %');
    expect(await textOf(page, '[data-figure="L1-T"] .figure-value')).toBe('7,33 %');
    expect(await textOf(page, '[data-figure="L2"] .figure-name')).toBe('Moltiplicatore');
    expect(await textOf(page, '[data-figure="L2"] .figure-value')).toBe('1,22');
    expect(await textOf(page, '[data-figure="L9"] .figure-value')).toBe('81,97 %');
  });

  it('are read in English, from the address or from the switch', async () => {
    const page = await openFigures('?lang=it');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'For every public euro' }).waitFor();
    expect(new URL(page.url()).searchParams.get('lang')).toBe('en');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await textOf(page, '[data-figure="L1"] .headline-value')).toBe('≈ 22%');
    expect(await textOf(page, '[data-figure="L1-F"] .figure-value')).toBe('14.67%');
    expect(await textOf(page, '[data-figure="L1-T"] .figure-value')).toBe('7.33%');
    expect(await textOf(page, '[data-figure="L2"] .figure-value')).toBe('1.22');
    await page.reload();
    await page.getByRole('heading', { name: 'For every public euro' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Per ogni euro pubblico' }).waitFor();
  });

  it.each([
    [
      'it',
      'base implicita, non registrata',
      'dicembre 2018',
      'La fonte non indica gli anni',
      '9.000.000,00 €',
    ],
    ['en', 'implied, not recorded', 'December 2018', 'The source names no years', '€9,000,000.00'],
  ])(
    'say in %s that the base is implied, and who stated what',
    async (lang, badge, month, dating, resources) => {
      const page = await openFigures(`?lang=${lang}`);
      expect(await textOf(page, '[data-figure="L1"] .implied-badge')).toBe(badge);
      const notice = await textOf(page, '.base-notice');
      for (const text of [badge, month, dating, resources, 'Mariani']) expect(notice).toContain(text);
      expect(await textOf(page, '.chart-legend')).toContain(
        lang === 'it' ? 'non registrata' : 'not recorded',
      );
    },
  );

  it('open into definition and source', async () => {
    const page = await openFigures('?lang=it');
    await page.locator('[data-figure="L2"] summary').click();
    const details = await textOf(page, '[data-figure="L2"] details');
    expect(details).toContain('L2 = (P + X) / P');
    expect(await textOf(page, '[data-figure="L2"]')).toContain('Definizione L2, versione 1');
  });
});

describe('chart', () => {
  it('has a table with the very same amounts, and their sums', async () => {
    const page = await openFigures('?lang=it');
    await page.getByRole('button', { name: 'Mostra come tabella' }).click();
    await page.getByRole('table', { name: 'Risorse per anno, in euro' }).waitFor();
    const drawn = await amountsOf(page, '.mark[data-year]');
    const written = await amountsOf(page, 'tbody td[data-series]');
    expect(drawn).toHaveLength(30);
    expect(written).toEqual(drawn);
    const cell = (series: string) => textOf(page, `tfoot td[data-series="${series}"]`);
    expect(await cell('implied')).toBe('40.909.090,91');
    expect(await cell('T')).toBe('3.000.000,00');
    expect(await cell('F')).toBe('6.000.000,00');
    await page.getByRole('button', { name: 'Nascondi la tabella' }).click();
    expect(await page.getByRole('table', { name: 'Risorse per anno, in euro' }).count()).toBe(0);
  });

  it('is walked with the arrow keys and says where it stands', async () => {
    const page = await openFigures('?lang=it');
    await page.locator('.chart-scroll').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
    const readout = page.locator('.chart-readout[aria-live="polite"]');
    expect(await readout.innerText()).toContain('2010, Terzo settore');
    const mark = page.locator('.mark[data-year="2010"][data-series="T"]');
    const amount = (await mark.getAttribute('data-amount')) ?? '';
    expect((await readout.innerText()).replaceAll('.', '')).toContain(amount.replace('.', ','));
  });

  it('is described in words', async () => {
    const page = await openFigures('?lang=en');
    const image = page.getByRole('img', { name: /^From 2009 to 2018: / });
    expect(await image.count()).toBe(1);
    expect(await image.locator('desc').textContent()).toContain('implied');
  });
});

describe('states', () => {
  it.each([
    ['it', 'Il libro è ancora vuoto', 'Nessun apporto registrato.'],
    ['en', 'The book is still empty', 'No contributions yet.'],
  ])('an empty ledger says in %s how to start', async (lang, title, text) => {
    const page = await open(`${empty.url}/?lang=${lang}`);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await textOf(page, 'main')).toContain(text);
    expect(await textOf(page, 'main')).toContain('npx pledger import');
    expect(await violations(page)).toEqual([]);
  });

  it('a fault of the server is told with the code to quote, and can be tried again', async () => {
    let isBroken = true;
    const problem = { title: 'x', status: 500, code: 'INTERNAL', correlationId: '7F3A' };
    const page = await open(`${demo.url}/?lang=it`, {
      prepare: (one) =>
        one.route('**/api/v1/figures?*', (route) =>
          isBroken
            ? route.fulfill({ status: 500, contentType: 'application/problem+json', json: problem })
            : route.fallback(),
        ),
    });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('7F3A');
    expect(await violations(page)).toEqual([]);
    isBroken = false;
    await page.getByRole('button', { name: 'Riprova' }).click();
    await page.locator('.headline-value').waitFor();
    const reported = takeFaults();
    expect(reported).toHaveLength(1);
    expect(reported[0]).toContain('500');
  });

  it('a slow answer shows that something is coming', async () => {
    let answer = (): void => undefined;
    const page = await open(`${demo.url}/?lang=it`, {
      prepare: (one) =>
        one.route('**/api/v1/figures?*', async (route) => {
          await new Promise<void>((resolve) => {
            answer = resolve;
          });
          await route.fallback();
        }),
    });
    await page.getByRole('status').filter({ hasText: 'Caricamento delle cifre' }).waitFor();
    expect(await page.locator('[aria-busy="true"]').count()).toBeGreaterThan(0);
    answer();
    await page.locator('.headline-value').waitFor();
    expect(await page.locator('[aria-busy="true"]').count()).toBe(0);
  });

  it('several partnerships are a labelled choice that the address remembers, Lecco first', async () => {
    const page = await open(`${demo.url}/?lang=it`);
    const choice = page.getByLabel('Partenariato', { exact: true });
    await page.locator('.headline-value').waitFor();
    expect((await choice.locator('option').allInnerTexts()).map((text) => text.trim())).toEqual([
      'Lecco: dieci anni di coprogettazione',
      INVENTED,
      'Valle di Esempio, secondo bando (caso inventato)',
    ]);
    const lecco = await choice.inputValue();
    await choice.selectOption({ label: INVENTED });
    await page.getByRole('heading', { level: 1, name: INVENTED }).waitFor();
    const asked = new URL(page.url()).searchParams.get('partnership');
    expect(asked).toBe(await choice.inputValue());
    expect(asked).not.toBe(lecco);
    await choice.selectOption(lecco);
    await page.getByLabel('Stadio delle risorse').selectOption('paid');
    await page.getByText('Nessun apporto registrato in questo stadio. Scegli un altro stadio').waitFor();
    expect(await page.locator('[data-figure]').count()).toBe(0);
    expect(new URL(page.url()).searchParams.get('basis')).toBe('paid');
    await page.goBack();
    await page.locator('.headline-value').waitFor();
  });
});

describe('figures of a partnership whose resources were verified', () => {
  const chosen = async (lang: 'it' | 'en'): Promise<Page> => {
    const page = await open(`${demo.url}/?lang=${lang}`);
    await page.locator('.headline-value').waitFor();
    await page.locator('.filters select').first().selectOption({ label: INVENTED });
    await page.getByRole('heading', { level: 1, name: INVENTED }).waitFor();
    return page;
  };

  it.each([
    ['it', ['promesse', 'impegnate', 'messe a disposizione', 'pagate', 'verificate'], '17,05 %', '84,39 %'],
    ['en', ['pledged', 'committed', 'delivered', 'paid', 'verified'], '17.05%', '84.39%'],
  ] as const)('are read in %s at each of five stages', async (lang, stages, leverage, public_) => {
    const page = await chosen(lang);
    const stage = page.locator('.filters select').nth(1);
    expect((await stage.locator('option').allInnerTexts()).map((text) => text.trim())).toEqual(stages);
    await stage.selectOption('verified');
    await page.locator('[data-figure="L1"] .headline-value', { hasText: leverage }).waitFor();
    expect(await textOf(page, '[data-figure="L1"] .headline-value')).toBe(leverage);
    expect(await textOf(page, '[data-figure="L9"] .figure-value')).toBe(public_);
    expect(new URL(page.url()).searchParams.get('basis')).toBe('verified');
    expect(await violations(page)).toEqual([]);
  });

  it.each([
    ['it', 'compartecipazione degli utenti 7.200,00 €', 'poi passato ad altri 18.000,00 €'],
    ['en', 'users’ fees €7,200.00', 'then passed on €18,000.00'],
  ] as const)('say in %s what stays outside the ratio, and why', async (lang, ...outside) => {
    const page = await chosen(lang);
    const status = await textOf(page, '.figures-status');
    for (const text of outside) expect(status).toContain(text);
    expect(status).not.toMatch(/[A-Z]+_[A-Z]+/);
  });
});

describe('for everybody', () => {
  it.each([
    ['it', 1280],
    ['en', 1280],
    ['it', 320],
    ['en', 320],
  ])('in %s at %i pixels: nothing overflows, no accessibility violation', async (lang, width) => {
    const page = await openFigures(`?lang=${lang}`, { width });
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: lang === 'it' ? 'Mostra come tabella' : 'Show as table' }).click();
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  it('can be walked with the keyboard from the first key on', async () => {
    const page = await openFigures('?lang=it');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Vai al contenuto');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('id')).toBe('content');
  });
});

describe('what is sent', () => {
  async function sizeOf(path: string, encoding: 'gzip' | 'br'): Promise<number> {
    const response = await fetch(new URL(path, demo.url), { headers: { 'accept-encoding': encoding } });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    await response.arrayBuffer();
    return Number(response.headers.get('content-length'));
  }

  it('stays small, compressed beforehand', async () => {
    const html = await (await fetch(demo.url)).text();
    const scripts = [...html.matchAll(/<(?:script|link rel="modulepreload")[^>]* (?:src|href)="([^"]+)"/g)];
    const styles = [...html.matchAll(/<link rel="stylesheet"[^>]* href="([^"]+)"/g)];
    const sum = async (found: readonly RegExpMatchArray[], encoding: 'gzip' | 'br') => {
      const sizes = await Promise.all(found.map(([, path = '']) => sizeOf(path, encoding)));
      return sizes.reduce((total, size) => total + size, 0);
    };
    expect(scripts.length).toBeGreaterThan(0);
    expect(styles.length).toBeGreaterThan(0);
    expect(await sum(scripts, 'gzip')).toBeLessThanOrEqual(FIRST_ROUTE_JS_MAX_BYTES);
    expect(await sum(styles, 'br')).toBeLessThanOrEqual(FIRST_ROUTE_CSS_MAX_BYTES);
  });

  it('has no inline script or style', async () => {
    const html = await (await fetch(demo.url)).text();
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style="| on[a-z]+="/);
  });
});
