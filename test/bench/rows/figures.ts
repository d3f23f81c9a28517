/**
 * Any figure over a million facts, warm: every definition, view, filter and pair of as-of points at random,
 * beside one pass over an Int32Array per column that the question reads, and beside SQLite's own GROUP BY
 * over the same file.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { READ_MODEL_FOLDER } from '#data-folder/data-folder';
import { Figures } from '#read-models/figures/figures';
import { figuresProjection } from '#read-models/figures/fold/projection';
import type { FigureQuestion } from '#read-models/figures/question/question';
import { fileNameOf, ReadModelReader } from '#read-models/runtime/read-model-file';
import { groupBySql } from '../peers/group-by.ts';
import { randomQuestion, timed } from '../support/asked.ts';
import { ensureReadModels } from '../support/big-ledger.ts';
import { Random } from '../support/random.ts';
import type { Registry } from '../support/registry.ts';
import { milliseconds, times, type Row, type Settings } from '../support/result.ts';
import { median, quantile } from '../support/statistics.ts';

const QUESTIONS = 400;
const WARM_UP = 100;
const SQL_QUESTIONS = 20;
const PASSES = 200;
/** Columns that every question reads: known from and to, days, class, what facts are about, source, cents. */
const COLUMNS_ALWAYS = 9;
const FILE = fileNameOf(figuresProjection);

export async function measure(settings: Settings): Promise<readonly Row[]> {
  const registry = await ensureReadModels(settings.bigLedger, settings.events);
  const many = join(settings.bigLedger, READ_MODEL_FOLDER);
  const one = oneForAll(many, join(settings.work, 'one-partnership'), registry);
  const [first = ''] = registry.partnerships;
  return [
    ...ask(many, 'facts of 200 partnerships', registry, registry.partnerships),
    ...ask(one, 'facts all of one partnership', registry, [first]),
  ];
}

/** The same facts as if a single partnership had brought them: no question can pass over most of them. */
function oneForAll(from: string, to: string, { partnerships: [first = ''] }: Registry): string {
  cpSync(from, to, { recursive: true });
  const db = new DatabaseSync(join(to, FILE));
  db.prepare('UPDATE about SET partnership = (SELECT code FROM name WHERE text = ?)').run(first);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  return to;
}

function ask(folder: string, facts: string, registry: Registry, partnerships: readonly string[]): Row[] {
  const reader = new ReadModelReader(folder, figuresProjection);
  const figures = new Figures(reader);
  const head = figures.refresh();
  const db = new DatabaseSync(join(folder, FILE), { readOnly: true });
  const { length } = db.prepare('SELECT count(*) AS length FROM fact').get() as { length: number };
  const random = new Random(7);
  const questions = Array.from({ length: QUESTIONS }, () =>
    randomQuestion(random, registry, partnerships, head),
  );
  for (const warm of questions.slice(0, WARM_UP)) figures.answer(warm);

  const perColumn = onePassMs(length);
  const took = questions.map((each) => timed(() => figures.answer(each)));
  const perCell = took.map((ms, index) => ms / (columnsOf(questions[index]) * perColumn));
  const sql = questions.slice(0, SQL_QUESTIONS).map((each) => timed(() => groupBySql(db, each, head)));
  db.close();
  reader.close();

  const common = {
    settings: `${length.toLocaleString('en')} ${facts}, ${QUESTIONS} random questions, warm`,
    ours: `p50 ${milliseconds(median(took))}, p99 ${milliseconds(quantile(took, 0.99))}`,
  };
  const p99 = quantile(took, 0.99);
  return [
    {
      ...common,
      work: 'any figure, cost per fact',
      goal: '≤ 2 ×',
      reached: times(median(perCell)),
      beside: `one pass over an Int32Array per column read: ${milliseconds(perColumn)} each`,
    },
    {
      ...common,
      work: 'any figure, p99',
      goal: '≤ 10 ms',
      reached: { value: p99, text: milliseconds(p99) },
      beside: `the same as SQLite GROUP BY: p50 ${milliseconds(median(sql))}`,
    },
  ];
}

function columnsOf(asked: FigureQuestion | undefined): number {
  return COLUMNS_ALWAYS + Object.keys(asked?.only ?? {}).length + (asked?.groupBy?.length ?? 0);
}

/** Milliseconds of one pass over as many integers, summed, after the engine has settled. */
function onePassMs(length: number): number {
  const column = new Int32Array(length).map((_, index) => index % 1_000);
  const took = Array.from({ length: PASSES }, () => timed(() => sumOf(column)));
  return median(took.slice(PASSES / 2));
}

function sumOf(column: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i += 1) sum += column[i] as number;
  return sum;
}
