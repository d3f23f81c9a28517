/**
 * The same postings for plain-text accounting: one transaction per contribution event, one posting per fact.
 * A correction undoes the facts it ends and posts the next, as a bookkeeper would.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { READ_MODEL_FOLDER } from '#data-folder/data-folder';
import { dateOf } from '#domain/calendar';
import { amountOf } from '#domain/money';
import { figuresProjection } from '#read-models/figures/fold/projection';
import type { FactClass } from '#read-models/figures/fold/tables';
import { fileNameOf } from '#read-models/runtime/read-model-file';

const CHUNK = 1_000_000;
/** The facts that each position adds and those that it ends, the ended ones with the opposite sign. */
const POSTINGS = `
  WITH posting AS (
    SELECT known_from AS position, about, class, from_day, cents FROM fact
    UNION ALL
    SELECT known_to, about, class, from_day, -cents FROM fact_end JOIN fact ON fact.id = fact_end.fact
  )
  SELECT position, partnership, bringer, class, from_day, cents
  FROM posting JOIN about ON about.id = posting.about
  ORDER BY position
`;

/** Writes the journal of a data folder whose read models are up to date. */
export function writeJournal(folder: string, path: string): void {
  const db = new DatabaseSync(join(folder, READ_MODEL_FOLDER, fileNameOf(figuresProjection)));
  const classes = db.prepare('SELECT document FROM fact_class ORDER BY code').all();
  const accounts = classes.map(({ document }) => {
    const { side, origin, kind } = JSON.parse(document as string) as FactClass;
    return `${side}:${origin}:${kind}`;
  });
  const select = db.prepare(POSTINGS);
  select.setReadBigInts(true);
  const file = openSync(path, 'w');
  let text = '';
  let current = -1n;
  for (const row of select.iterate() as Iterable<Record<string, bigint>>) {
    const int = (column: string): number => Number(row[column]);
    if (row['position'] !== current) {
      if (current >= 0n) text += '\n';
      current = row['position'] ?? 0n;
      text += `${dateOf(int('from_day'))} (${current}) contribution\n`;
    }
    const account = accounts[int('class') - 1] ?? '';
    const amount = amountOf(row['cents'] ?? 0n);
    text += `    Partnership:P${int('partnership')}:${account}  ${amount} EUR\n`;
    text += `    Bringer:B${int('bringer')}  ${amountOf(-(row['cents'] ?? 0n))} EUR\n`;
    if (text.length < CHUNK) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
  db.close();
}
