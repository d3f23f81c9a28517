/** Where a figure comes from and what changed it: the first page of a lineage, and the difference of two as-ofs. */
import { join } from 'node:path';
import { READ_MODEL_FOLDER } from '#data-folder/data-folder';
import { differenceOf } from '#read-models/figures/difference/difference';
import { Figures } from '#read-models/figures/figures';
import { lineageOf } from '#read-models/figures/lineage/lineage';
import { figuresProjection } from '#read-models/figures/fold/projection';
import type { FigureQuestion } from '#read-models/figures/question/question';
import { ReadModelReader } from '#read-models/runtime/read-model-file';
import { randomQuestion, timed } from '../support/asked.ts';
import { ensureReadModels } from '../support/big-ledger.ts';
import { Random } from '../support/random.ts';
import { milliseconds, type Row, type Settings } from '../support/result.ts';
import { median, quantile } from '../support/statistics.ts';

const QUESTIONS = 400;
const WARM_UP = 100;
const PAGE = 50;

export async function measure(settings: Settings): Promise<readonly Row[]> {
  const registry = await ensureReadModels(settings.bigLedger, settings.events);
  const reader = new ReadModelReader(join(settings.bigLedger, READ_MODEL_FOLDER), figuresProjection);
  const figures = new Figures(reader);
  const head = figures.refresh();
  const random = new Random(11);
  const ask = (): FigureQuestion => randomQuestion(random, registry, registry.partnerships, head);
  const lineage = tookOf(() => {
    const question = ask();
    return () => lineageOf(figures, question, { limit: PAGE });
  });
  const difference = tookOf(() => {
    const [first, other] = [ask(), ask()];
    const [position, effectiveAsOf] = [other.position ?? head, other.effectiveAsOf];
    const second = { ...first, position, effectiveAsOf };
    return () => differenceOf(figures, first, second);
  });
  reader.close();
  const common = { settings: `${QUESTIONS} random questions of 200 partnerships, warm`, beside: '' };
  return [
    { ...common, ...rowOf('lineage, first page of 50', '≤ 30 ms', lineage) },
    { ...common, ...rowOf('difference of two as-ofs', '≤ 50 ms', difference) },
  ];
}

function tookOf(prepare: () => () => unknown): readonly number[] {
  return Array.from({ length: WARM_UP + QUESTIONS }, () => timed(prepare())).slice(WARM_UP);
}

function rowOf(
  work: string,
  goal: string,
  took: readonly number[],
): Pick<Row, 'work' | 'goal' | 'reached' | 'ours'> {
  const p99 = quantile(took, 0.99);
  return {
    work: `${work}, p99`,
    goal,
    reached: { value: p99, text: milliseconds(p99) },
    ours: `p50 ${milliseconds(median(took))}, p99 ${milliseconds(p99)}`,
  };
}
