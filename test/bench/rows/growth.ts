/**
 * How the cost of a figure grows with the facts: ten thousand to ten million, over 200 partnerships and all of one.
 * The facts of the big ledger are laid out again and again under new numbers, as if more had been recorded.
 */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { READ_MODEL_FOLDER } from '#data-folder/data-folder';
import { Figures } from '#read-models/figures/figures';
import { figuresProjection } from '#read-models/figures/fold/projection';
import { fileNameOf, ReadModelReader } from '#read-models/runtime/read-model-file';
import { randomQuestion, timed } from '../support/asked.ts';
import { ensureReadModels } from '../support/big-ledger.ts';
import { Random } from '../support/random.ts';
import type { Registry } from '../support/registry.ts';
import { milliseconds, seconds, type Row, type Settings } from '../support/result.ts';
import { median, quantile } from '../support/statistics.ts';

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000] as const;
const QUESTIONS = 100;
const WARM_UP = 20;
const FILE = fileNameOf(figuresProjection);

export async function measure(settings: Settings): Promise<readonly Row[]> {
  const registry = await ensureReadModels(settings.bigLedger, settings.events);
  const from = join(settings.bigLedger, READ_MODEL_FOLDER, FILE);
  return SIZES.map((size) => {
    const folder = join(settings.work, `growth-${size}`);
    mkdirSync(folder);
    cpSync(from, join(folder, FILE));
    const db = new DatabaseSync(join(folder, FILE));
    resize(db, size);
    const spread = ask(folder, registry, registry.partnerships);
    const [first = ''] = registry.partnerships;
    db.prepare('UPDATE about SET partnership = (SELECT code FROM name WHERE text = ?)').run(first);
    const alone = ask(folder, registry, [first]);
    db.close();
    return {
      work: `any figure, ${size.toLocaleString('en')} facts`,
      settings: `${QUESTIONS} random questions, warm`,
      goal: '',
      reached: { value: spread.p99, text: milliseconds(spread.p99) },
      ours: `over 200 partnerships: ${spread.text}; all of one: ${alone.text}`,
      beside: '',
    };
  });
}

/** Leaves so many facts, or adds copies of them until there are so many. */
function resize(db: DatabaseSync, size: number): void {
  db.exec('PRAGMA synchronous = OFF');
  db.prepare('DELETE FROM fact_end WHERE fact > ?').run(size);
  db.prepare('DELETE FROM fact WHERE id > ?').run(size);
  for (;;) {
    const { length } = db.prepare('SELECT count(*) AS length FROM fact').get() as { length: number };
    if (length >= size) break;
    db.prepare(
      `INSERT INTO fact
       SELECT id + ?, about, known_from, source, class, year, of_year, from_day, to_day, since_day, cents
       FROM fact WHERE id <= ?`,
    ).run(length, size - length);
  }
}

function ask(
  folder: string,
  registry: Registry,
  partnerships: readonly string[],
): { readonly p99: number; readonly text: string } {
  const reader = new ReadModelReader(folder, figuresProjection);
  const figures = new Figures(reader);
  const loading = timed(() => figures.refresh());
  const head = figures.refresh();
  const random = new Random(13);
  const took = Array.from({ length: WARM_UP + QUESTIONS }, () => {
    const question = randomQuestion(random, registry, partnerships, head);
    return timed(() => figures.answer(question));
  }).slice(WARM_UP);
  reader.close();
  const p99 = quantile(took, 0.99);
  const times = `p50 ${milliseconds(median(took))}, p99 ${milliseconds(p99)}`;
  const text = `${times}, loaded in ${seconds(loading / 1_000)}`;
  return { p99, text };
}
