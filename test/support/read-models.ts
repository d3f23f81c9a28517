/** Read models in a folder of their own, for as long as a test asks them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Decoded } from '#event-sourcing/codec';
import type { LedgerEvent } from '#read-models/domain-events';
import type { Projection } from '#read-models/runtime/projection';
import { ReadModelReader, ReadModelWriter } from '#read-models/runtime/read-model-file';

export function inFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'read-models-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens the projection's file as a process would, folds what it has not folded yet, and closes it. */
export function foldInto(
  folder: string,
  projection: Projection,
  items: readonly Decoded<LedgerEvent>[],
): void {
  const writer = new ReadModelWriter(folder, projection);
  try {
    writer.fold(items.filter(({ position }) => position > writer.checkpoint));
  } finally {
    writer.close();
  }
}

/** Folds everything and hands over the reading end. */
export function asking<Result>(
  projection: Projection,
  items: readonly Decoded<LedgerEvent>[],
  ask: (reader: ReadModelReader) => Result,
): Result {
  return inFolder((folder) => {
    foldInto(folder, projection, items);
    const reader = new ReadModelReader(folder, projection);
    try {
      return ask(reader);
    } finally {
      reader.close();
    }
  });
}
