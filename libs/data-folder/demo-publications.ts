/** What the demonstration publishes, and the price indices that figures in real terms rest on. */
import { randomUUID } from 'node:crypto';
import type { IndexPoint } from '#domain/price-index/events';
import type { PublishedQuestion } from '#domain/publication/events';
import { isRejection } from '#domain/rejections';
import type { Actor } from '#event-log/envelope';
import { frozenFigure } from '#read-models/figures/published/frozen';
import type { Ask } from './commands.ts';
import type { DataFolder } from './data-folder.ts';
import type { Run } from './demo-desk.ts';
import { publishFigure } from './publish.ts';

/** What is published, of the figures as they are known by now. */
export interface DemoPublication {
  readonly partnership: string;
  readonly title: string;
  readonly text: string;
  readonly basis: PublishedQuestion['basis'];
  readonly effectiveAsOf: string;
}

/** Publishes the leverage as the ledger gives it; whatever is refused is a fault of the demonstration. */
export type Publish = (key: string, publication: DemoPublication) => Promise<void>;

const FIGURES_MS = 10_000;

export function publisherOf(folder: DataFolder, actor: Actor): Publish {
  return async (key, { partnership, title, text, ...asked }) => {
    const position = await folder.journal.head();
    await folder.reached('figures', position, FIGURES_MS);
    const question = { ...LEVERAGE, ...asked, position: position.toString() };
    const given = frozenFigure(folder.figures, { ...question, partnership });
    if (isRejection(given)) throw new Error(`could not ask what ${key} publishes: ${JSON.stringify(given)}`);
    const { value, numerator, denominator } = given;
    const publishing = { title, text, question, stated: { value, numerator, denominator }, replaces: null };
    const request = { partnership, publishing, actor, key: `demo/${key}`, correlationId: randomUUID() };
    const outcome = await publishFigure(folder, request, (again) => frozenFigure(folder.figures, again));
    if (outcome.kind !== 'done') throw new Error(`could not publish ${key}: ${JSON.stringify(outcome)}`);
  };
}

const LEVERAGE = {
  chain: false,
  definition: 'L1',
  version: 1,
  view: 'economic',
  scope: 'broad',
  prices: null,
  filters: {},
  excluded: {},
} as const satisfies Partial<PublishedQuestion>;

/** The published percentage, as the ledger comes to it. */
export function publishLecco(publish: Publish, partnership: string): Promise<void> {
  return publish('lecco-leva', {
    partnership,
    title: 'Circa il 22 % in più sul budget pubblico in dieci anni',
    text:
      'La base pubblica non è registrata: è implicita, cioè ricavata dalla somma di 9 milioni e dal 22 % dichiarati ' +
      'nel dicembre 2018. Anche la distribuzione sui dieci anni è un’ipotesi.',
    basis: 'committed',
    effectiveAsOf: '2018-12-31',
  });
}

/** Before the municipality gets part of its grant back: what is published here is restated by that. */
export function publishExample(publish: Publish, partnership: string): Promise<void> {
  return publish('ex/leva', {
    partnership,
    title: 'La leva verificata dei primi due anni (caso inventato)',
    text: 'Quanto Terzo settore e fondazioni hanno aggiunto alle risorse pubbliche, su ciò che è stato verificato.',
    basis: 'verified',
    effectiveAsOf: '2024-12-31',
  });
}

/**
 * Of the real series only three months that its publisher has made public, too few for the mean of a year; and an
 * invented series of whole years, with which real terms can be tried on the invented partnerships.
 */
export async function publishPrices(run: Run): Promise<void> {
  const source = 'ISTAT, indice FOI senza tabacchi: gennaio 2021, maggio 2022 e ottobre 2024';
  const title = 'Prezzi al consumo per le famiglie di operai e impiegati (FOI), senza tabacchi';
  await run(
    'foi',
    indexOf({ series: 'FOI', title, base: '2015=100', source }, [
      { period: '2021-01', value: '102.9' },
      { period: '2022-05', value: '110.6' },
      { period: '2024-10', value: '120.1' },
    ]),
  );
  const invented = { title: 'Indice di esempio (inventato)', source: 'Serie inventata, di nessun istituto' };
  await run(
    'indice',
    indexOf({ ...invented, series: 'INDICE-DI-ESEMPIO', base: '2023=100' }, [
      { period: '2023', value: '100' },
      { period: '2024', value: '110' },
      { period: '2025', value: '115' },
      { period: '2026', value: '120' },
    ]),
  );
}

function indexOf(
  about: { readonly series: string; readonly title: string; readonly base: string; readonly source: string },
  points: readonly IndexPoint[],
): Ask {
  const command = { kind: 'publish', ...about, url: null, points } as const;
  return { aggregate: 'price-index', id: null, command };
}
