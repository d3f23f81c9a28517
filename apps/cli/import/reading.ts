/** The first half of an import: every row is read and judged, the right ones are staged, the others written out. */
import { statSync } from 'node:fs';
import { openErrorFile, type ErrorFile } from '#interchange/error-file';
import {
  readOpenCoesione,
  type FileHeader,
  type ReadSummary,
  type RefusedRow,
} from '#interchange/opencoesione';
import { Progress } from './progress.ts';
import type { Staging } from './staging.ts';

export interface ReadingOptions {
  readonly path: string;
  readonly errorsPath: string;
  readonly dateForUndated: string | undefined;
}

/** Null when it was told to stop before the end; then, and when it throws, no error file is left. */
export async function readAll(
  { path, errorsPath, dateForUndated }: ReadingOptions,
  staging: Staging,
  signal: AbortSignal,
): Promise<ReadSummary | null> {
  const progress = new Progress('read', sizeOf(path));
  let header: FileHeader | undefined;
  let errors: ErrorFile | undefined;
  const refuse = async (row: RefusedRow): Promise<void> => {
    errors ??= await openErrorFile(errorsPath, header?.columns ?? [], header?.delimiter ?? ',');
    await errors.write(row);
  };
  const rows = readOpenCoesione(path, {
    onBytes: (bytes) => progress.at(bytes),
    onHeader: (found) => {
      header = found;
    },
    earlierRow: (reference, row) => staging.earlierRow(reference, row),
    ...(dateForUndated === undefined ? {} : { dateForUndated }),
  });
  try {
    while (!signal.aborted) {
      const next = await rows.next();
      if (next.done === true) {
        progress.end();
        await errors?.close();
        return next.value;
      }
      if (next.value.kind === 'refused') await refuse(next.value);
      else staging.add(next.value.project);
    }
    return null;
  } finally {
    await rows.return(undefined as never);
    await errors?.abandon();
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
