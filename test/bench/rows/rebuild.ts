/** All read models of a big ledger from nothing, beside plain-text accounting reporting the same postings. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeJournal } from '../peers/plain-text.ts';
import { ensureLedger } from '../support/big-ledger.ts';
import { memory, runProgram, versionOf, type Ran } from '../support/program.ts';
import { seconds, times, type Row, type Settings } from '../support/result.ts';
import { median } from '../support/statistics.ts';

const REBUILD = fileURLToPath(new URL('../support/rebuild-once.ts', import.meta.url));
const RSS_LIMIT_MB = 300;
const PEERS = [
  { program: 'ledger', goal: '≥ 1.5 ×', args: (file: string) => ['-f', file, 'balance'] },
  { program: 'hledger', goal: '≥ 8 ×', args: (file: string) => ['-f', file, 'balance', '-N'] },
];
/** A run takes tens of seconds, so more rounds than this would not tell more. */
const ROUNDS_MAX = 3;

export async function measure(settings: Settings): Promise<readonly Row[]> {
  await ensureLedger(settings.bigLedger, settings.events);
  const rounds = Math.min(settings.rounds, ROUNDS_MAX);
  const file = join(settings.work, 'postings.journal');
  const ours: Ran[] = [];
  const theirs = new Map<string, Ran[]>();
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await runProgram(process.execPath, [REBUILD, settings.bigLedger]));
    if (round === 0) writeJournal(settings.bigLedger, file);
    for (const { program, args } of PEERS) {
      if (versionOf(program) === null) continue;
      const ran = await runProgram(program, args(file), { quiet: true });
      theirs.set(program, [...(theirs.get(program) ?? []), ran]);
    }
  }
  // The process says how long the folding took; starting it and opening the folder is not part of a rebuild.
  const took = ours.map(({ stdout }) => Number(stdout));
  const peak = Math.max(...ours.map(({ peakMb }) => peakMb ?? Number.NaN));
  const common = {
    work: `rebuild all read models, ${settings.events.toLocaleString('en')} events`,
    settings: `${rounds} rounds, journal of ${Math.round(statSync(file).size / 2 ** 20)} MB for the peers`,
    ours: `${seconds(median(took))}${memory(peak)}`,
  };
  const memoryRow: Row = {
    ...common,
    goal: `≤ ${RSS_LIMIT_MB} MB`,
    reached: Number.isNaN(peak)
      ? { skipped: 'this system does not tell the memory of a process' }
      : { value: peak, text: `${Math.round(peak)} MB` },
    beside: '',
  };
  return [...PEERS.map((peer) => besidePeer(peer, theirs.get(peer.program), took, common)), memoryRow];
}

function besidePeer(
  { program, goal }: (typeof PEERS)[number],
  ran: readonly Ran[] | undefined,
  took: readonly number[],
  common: Pick<Row, 'work' | 'settings' | 'ours'>,
): Row {
  if (ran === undefined) {
    return { ...common, goal, reached: { skipped: `${program} is not on this machine` }, beside: '' };
  }
  const ratio = median(ran.map((one, round) => one.seconds / (took[round] ?? Number.NaN)));
  const peak = memory(ran[0]?.peakMb ?? null);
  const theirs = median(ran.map((one) => one.seconds));
  const beside = `${versionOf(program)}, parse and balance: ${seconds(theirs)}${peak}`;
  return { ...common, goal, reached: times(ratio), beside };
}
