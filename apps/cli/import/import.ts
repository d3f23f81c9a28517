/** `pledger import opencoesione FILE`: read and check everything first, then record; safe to run again. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { openErrorFile, type ErrorFile } from '#interchange/error-file';
import {
  readOpenCoesione,
  UnreadableFile,
  type FileHeader,
  type ReadSummary,
  type RowOutcome,
} from '#interchange/opencoesione';
import type { Ledger } from '../ledger.ts';
import { openLedger } from '../open-ledger.ts';
import { dateOrNone, LEDGER_OPTIONS, parse, placeOf, UsageError } from '../usage.ts';
import { Progress } from './progress.ts';
import { Recorder } from './recorder.ts';
import { changedLines, figureLines, readingLines } from './report.ts';
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

export async function importCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  const [format, path, ...rest] = positionals;
  if (format !== 'opencoesione' || path === undefined || rest.length > 0) {
    throw new UsageError('pledger import opencoesione FILE');
  }
  const dateForUndated = dateOrNone('date-for-undated', values['date-for-undated']);
  const errorsPath = values.errors ?? `${basename(path)}.errors.csv`;
  const staging = new Staging();
  const interrupted = new AbortController();
  const onSignal = (): void => interrupted.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const { signal } = interrupted;
    const read = await readAll(path, {
      staging,
      errorsPath,
      signal,
      ...(dateForUndated === undefined ? {} : { dateForUndated }),
    });
    if (signal.aborted) return stopped('nothing was recorded');
    console.log(readingLines(read.summary, read.duplicates, read.refused > 0 ? errorsPath : null).join('\n'));
    if (read.refused > 0 && !values['valid-rows-only']) {
      console.log('nothing was recorded: mend the rows, or record the others with --valid-rows-only');
      return 1;
    }
    if (values['dry-run']) {
      console.log(`dry run: ${staging.amounts} contributions would be recorded`);
      return 0;
    }
    const ledger = await openLedger(placeOf(values), 'import');
    try {
      const title = values.partnership ?? `OpenCoesione: ${basename(path)}`;
      return await recordAll(ledger, staging, title, signal);
    } finally {
      await ledger.close();
    }
  } catch (error) {
    if (error instanceof UnreadableFile) {
      const where = error.row === null ? '' : `, line ${error.row}`;
      throw new UsageError(`${path}${where}: ${error.detail}; ${error.suggestion}. Nothing was recorded.`);
    }
    throw error;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    staging.close();
  }
}

interface Reading {
  readonly summary: ReadSummary;
  readonly duplicates: number;
  /** Rows that will not be recorded, repetitions included. */
  readonly refused: number;
}

async function readAll(
  path: string,
  to: { staging: Staging; errorsPath: string; signal: AbortSignal; dateForUndated?: string },
): Promise<Reading> {
  const progress = new Progress('read', sizeOf(path));
  let header: FileHeader | undefined;
  let errors: ErrorFile | undefined;
  let duplicates = 0;
  const refuse = async (outcome: Extract<RowOutcome, { kind: 'refused' }>): Promise<void> => {
    errors ??= await openErrorFile(to.errorsPath, header?.columns ?? [], header?.delimiter ?? ',');
    await errors.write(outcome);
  };
  const rows = readOpenCoesione(path, {
    onBytes: (bytes) => progress.at(bytes),
    onHeader: (found) => {
      header = found;
    },
    ...(to.dateForUndated === undefined ? {} : { dateForUndated: to.dateForUndated }),
  });
  try {
    for (;;) {
      const next = await rows.next();
      if (next.done === true) {
        progress.end();
        await errors?.close();
        return { summary: next.value, duplicates, refused: next.value.refused + duplicates };
      }
      if (to.signal.aborted) break;
      const outcome = next.value;
      if (outcome.kind === 'refused') await refuse(outcome);
      else if (to.staging.add(outcome.project) !== null) duplicates += 1;
    }
    throw new UsageError('stopped while reading; nothing was recorded');
  } catch (error) {
    await errors?.abandon();
    throw error;
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
  for (const line of changedLines(result.changed)) console.log(line);
  if (result.stopped) return stopped('run the same import again to go on where it stopped');
  console.log((await figureLines(ledger, partnership, title, result.position ?? undefined)).join('\n'));
  return result.changed.length > 0 ? 1 : 0;
}

function stopped(advice: string): number {
  console.error(`stopped; ${advice}`);
  return INTERRUPTED;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
