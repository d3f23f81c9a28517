/** `pledger rebuild`: forget every read model and fold the log again. The figures must come out the same. */
import { join } from 'node:path';
import { DataFolder, READ_MODEL_FOLDER } from '#data-folder/data-folder';
import { FolderLock } from '#data-folder/lock';
import { PROJECTIONS } from '#read-models/projections';
import { digestOf, removeReadModel } from '#read-models/runtime/read-model-file';
import { assertLedgerIn } from './open-ledger.ts';
import { LEDGER_OPTIONS, parse, placeOf, UsageError } from './usage.ts';

const WAIT_MS = 3_600_000;

export async function rebuildCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { data: LEDGER_OPTIONS.data });
  if (positionals.length > 0) throw new UsageError('pledger rebuild takes no further arguments');
  const { data } = placeOf(values);
  assertLedgerIn(data);
  const holder = { what: 'pledger rebuild', url: null };
  const readModels = join(data, READ_MODEL_FOLDER);

  const lock = new FolderLock(data, holder);
  for (const { name } of PROJECTIONS) removeReadModel(readModels, name);
  lock.release();

  const started = performance.now();
  const folder = await DataFolder.open({ path: data, holder });
  const head = await folder.journal.head();
  for (const { name } of PROJECTIONS) {
    const done = await folder.reached(name as 'figures', head, WAIT_MS);
    if (!done) throw new Error(`${name}: ${folder.readModels().get(name)?.stopped ?? 'not finished'}`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  await folder.close();
  console.log(`${head} events folded in ${seconds} s`);
  for (const projection of PROJECTIONS) {
    console.log(`${projection.name.padEnd(15)} sha256 ${digestOf(readModels, projection)}`);
  }
  return 0;
}
