/** From nothing to the first figure: a new process opens the data folder of the big ledger and asks once. */
import { fileURLToPath } from 'node:url';
import { ensureReadModels } from '../support/big-ledger.ts';
import { memory, runProgram, type Ran } from '../support/program.ts';
import { seconds, type Row, type Settings } from '../support/result.ts';
import { median } from '../support/statistics.ts';

const OPEN_ONCE = fileURLToPath(new URL('../support/open-once.ts', import.meta.url));

export async function measure(settings: Settings): Promise<readonly Row[]> {
  const { partnerships } = await ensureReadModels(settings.bigLedger, settings.events);
  const [partnership = ''] = partnerships;
  const runs: Ran[] = [];
  for (let round = 0; round < settings.rounds; round += 1) {
    runs.push(await runProgram(process.execPath, [OPEN_ONCE, settings.bigLedger, partnership]));
  }
  const took = median(runs.map(({ stdout }) => Number(stdout)));
  const whole = median(runs.map((run) => run.seconds));
  return [
    {
      work: `cold start, ${settings.events.toLocaleString('en')} events`,
      settings: 'data folder opened to first figure, files in the cache of the system',
      goal: '≤ 3 s',
      reached: { value: took, text: seconds(took) },
      ours: `whole process ${seconds(whole)}${memory(runs[0]?.peakMb ?? null)}`,
      beside: '',
    },
  ];
}
