/** A process that rebuilds every read model of a data folder and prints how many seconds it took. */
import { join } from 'node:path';
import { LOG_FILE, READ_MODEL_FOLDER } from '#data-folder/data-folder';
import { ProjectorThread } from '#data-folder/projector-thread';
import { SqliteJournal } from '#event-log-sqlite/sqlite-journal';
import { PROJECTIONS } from '#read-models/projections';
import { removeReadModel } from '#read-models/runtime/read-model-file';

const WAIT_MS = 3_600_000;

const [path = ''] = process.argv.slice(2);
const folder = join(path, READ_MODEL_FOLDER);
const logPath = join(path, LOG_FILE);
for (const { name } of PROJECTIONS) removeReadModel(folder, name);
const journal = new SqliteJournal(logPath);
const head = await journal.head();
journal.close();

const started = performance.now();
const projector = await ProjectorThread.start({ logPath, folder });
for (const { name } of PROJECTIONS) {
  if (!(await projector.reached(name, head, WAIT_MS))) throw new Error(`${name} stopped`);
}
console.log(((performance.now() - started) / 1_000).toFixed(3));
await projector.close();
