/** `pledger import opencoesione FILE`: read and check everything first, then record; safe to run again. */
import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UnreadableFile } from '#interchange/opencoesione';
import type { Ledger } from '../ledger.ts';
import { openLedger } from '../open-ledger.ts';
import {
  dateOrNone,
  LEDGER_OPTIONS,
  parse,
  partnershipNamed,
  placeOf,
  UsageError,
  type LedgerPlace,
} from '../usage.ts';
import { Progress } from './progress.ts';
import { readAll } from './reading.ts';
import { Recorder } from './recorder.ts';
import { changedLines, figureLines, readingLines, reversedLines } from './report.ts';
import { Staging } from './staging.ts';

const OPTIONS = {
  ...LEDGER_OPTIONS,
  partnership: { type: 'string' },
  'valid-rows-only': { type: 'boolean', default: false },
  'date-for-undated': { type: 'string' },
  errors: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const;

/** What the shell sees when a person stopped it with Ctrl-C. */
const INTERRUPTED = 130;

/** What was asked, checked. */
interface Import {
  readonly path: string;
  readonly place: LedgerPlace;
  /** Id or title of the partnership. */
  readonly partnership: string;
  readonly errorsPath: string;
  readonly dateForUndated: string | undefined;
  readonly validRowsOnly: boolean;
  readonly dryRun: boolean;
}

export async function importCommand(args: string[]): Promise<number> {
  const asked = importOf(args);
  const interrupted = new AbortController();
  const onSignal = (): void => interrupted.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  const staging = new Staging();
  try {
    return await readAndRecord(asked, staging, interrupted.signal);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const where = error.row === null ? '' : `, line ${error.row}`;
    throw new UsageError(
      `${asked.path}${where}: ${error.detail}; ${error.suggestion}. Nothing was recorded.`,
    );
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    staging.close();
  }
}

function importOf(args: string[]): Import {
  const { values, positionals } = parse(args, OPTIONS);
  const [format, path, ...rest] = positionals;
  if (format !== 'opencoesione' || path === undefined || rest.length > 0) {
    throw new UsageError('pledger import opencoesione FILE');
  }
  const errorsPath = values.errors ?? `${basename(path)}.errors.csv`;
  assertWritable(errorsPath, path);
  return {
    path,
    place: placeOf(values),
    partnership: partnershipNamed(values.partnership ?? `OpenCoesione: ${basename(path)}`),
    errorsPath,
    dateForUndated: dateOrNone('date-for-undated', values['date-for-undated']),
    validRowsOnly: values['valid-rows-only'],
    dryRun: values['dry-run'],
  };
}

/** The refused rows must have a folder to go to, and must never replace the file that they come from. */
function assertWritable(errorsPath: string, inputPath: string): void {
  const folder = statSync(dirname(errorsPath), { throwIfNoEntry: false });
  if (folder?.isDirectory() !== true) {
    throw new UsageError(`--errors ${errorsPath}: there is no folder ${dirname(errorsPath)}`);
  }
  const there = statSync(errorsPath, { throwIfNoEntry: false, bigint: true });
  if (there === undefined) return;
  if (there.isDirectory()) throw new UsageError(`--errors ${errorsPath}: this is a folder; name a file`);
  const input = statSync(inputPath, { throwIfNoEntry: false, bigint: true });
  if (there.ino === input?.ino && there.dev === input.dev) {
    throw new UsageError(`--errors ${errorsPath} is the file to import; name another`);
  }
}

async function readAndRecord(asked: Import, staging: Staging, signal: AbortSignal): Promise<number> {
  const summary = await readAll(asked, staging, signal);
  if (summary === null || signal.aborted) return stopped('nothing was recorded');
  console.log(readingLines(summary, asked.errorsPath).join('\n'));
  if (summary.refused > 0 && !asked.validRowsOnly) {
    console.log('nothing was recorded: mend the rows, or record the others with --valid-rows-only');
    return 1;
  }
  if (asked.dryRun) {
    console.log(`dry run: ${staging.amounts} contributions would be recorded`);
    return 0;
  }
  if (staging.amounts === 0) {
    console.log('nothing was recorded: the file holds no amount to record');
    return 0;
  }
  const ledger = await openLedger(asked.place, 'import');
  try {
    return await recordAll(ledger, staging, asked.partnership, signal);
  } finally {
    await ledger.close();
  }
}

async function recordAll(
  ledger: Ledger,
  staging: Staging,
  title: string,
  signal: AbortSignal,
): Promise<number> {
  const recorder = new Recorder(ledger);
  const partnership = await recorder.partnership(title);
  await recorder.learn();
  const progress = new Progress('recorded', staging.amounts);
  const result = await recorder.record(staging.read(), partnership, {
    signal,
    onProgress: (done) => progress.at(done),
  });
  progress.end();
  console.log(`recorded ${result.recorded} contributions, ${result.present} were there already`);
  for (const line of changedLines(result)) console.log(line);
  if (result.stopped) return stopped('run the same import again to go on where it stopped');
  const position = result.position ?? undefined;
  const reversed = result.present === 0 ? 0 : await ledger.countReversed(partnership, position);
  for (const line of reversedLines(reversed)) console.log(line);
  console.log((await figureLines(ledger, partnership, title, position)).join('\n'));
  return result.changed > 0 ? 1 : 0;
}

function stopped(advice: string): number {
  console.error(`stopped; ${advice}`);
  return INTERRUPTED;
}
