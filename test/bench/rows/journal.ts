/** The same question to hledger and ledger-cli, from the journal exported for them: the totals must be equal. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { READ_MODEL_FOLDER } from '#data-folder/data-folder';
import { dateOf } from '#domain/calendar';
import { centsOf, moneyOf } from '#domain/money';
import { journalOf } from '#interchange/journal';
import { Figures } from '#read-models/figures/figures';
import { figuresProjection } from '#read-models/figures/fold/projection';
import { ReadModelReader } from '#read-models/runtime/read-model-file';
import { timed } from '../support/asked.ts';
import { ensureReadModels } from '../support/big-ledger.ts';
import { LAST_DAY } from '../support/contributions.ts';
import { runProgram, versionOf } from '../support/program.ts';
import { milliseconds, times, type Row, type Settings } from '../support/result.ts';
import { median } from '../support/statistics.ts';

const PEERS = [
  { program: 'ledger', args: (file: string) => ['-f', file, 'balance', ':Committed', '--depth', '2'] },
  { program: 'hledger', args: (file: string) => ['-f', file, 'balance', ':Committed', '--depth', '2'] },
];
const OURS_ROUNDS = 50;

export async function measure(settings: Settings): Promise<readonly Row[]> {
  const { partnerships } = await ensureReadModels(settings.bigLedger, settings.events);
  const [partnership = ''] = partnerships;
  const reader = new ReadModelReader(join(settings.bigLedger, READ_MODEL_FOLDER), figuresProjection);
  const figures = new Figures(reader);
  const effectiveAsOf = dateOf(LAST_DAY);
  const selection = { partnership, basis: 'committed', view: 'economic', effectiveAsOf } as const;
  const [figure] = figures.answer({ ...selection, definitions: ['L2'] }).figures;
  if (figure === undefined) throw new Error('no figure');
  const about = { ...selection, title: 'Bench', chain: false, position: BigInt(figure.knownAsOf.position) };
  const file = join(settings.work, 'one-partnership.journal');
  await pipeline(journalOf(about, figures.countedFacts(selection)), createWriteStream(file));

  const took = Array.from({ length: OURS_ROUNDS }, () =>
    timed(() => figures.answer({ ...selection, definitions: ['L2'] })),
  );
  reader.close();
  const ours = median(took);
  const facts = figure.facts.toLocaleString('en');
  const rows: Row[] = [];
  for (const { program, args } of PEERS) {
    const common = {
      work: 'one figure beside plain-text accounting',
      settings: `${facts} facts of one partnership, five tags each; warm beside a whole run`,
      goal: '',
      ours: milliseconds(ours),
    };
    if (versionOf(program) === null) {
      rows.push({ ...common, reached: { skipped: `${program} is not on this machine` }, beside: '' });
      continue;
    }
    const ran = [];
    for (let round = 0; round < settings.rounds; round += 1) ran.push(await runProgram(program, args(file)));
    assertEqual(program, ran[0]?.stdout ?? '', figure.numerator.amount.amount);
    const theirs = median(ran.map(({ seconds }) => seconds)) * 1_000;
    const beside = `${versionOf(program)}: ${milliseconds(theirs)}, equal to the cent`;
    rows.push({ ...common, reached: times(theirs / ours), beside });
  }
  return rows;
}

/** Everything that counts in L2 above the line is what the peer finds on those sides. */
function assertEqual(program: string, stdout: string, ours: string): void {
  const counted = ['PUBLIC', 'PUBLIC_HEALTH', 'T', 'F', 'O'];
  const sums = [...stdout.matchAll(/(-?[\d.]+) EUR\s+(?:Contributions:)?([A-Z_]+)\s*$/gm)];
  const theirs = sums
    .filter(([, , side = '']) => counted.includes(side))
    .reduce((sum, [, amount = '0']) => sum + centsOf(amount), 0n);
  if (moneyOf(theirs).amount !== ours)
    throw new Error(`${program} finds ${moneyOf(theirs).amount}, not ${ours}`);
}
