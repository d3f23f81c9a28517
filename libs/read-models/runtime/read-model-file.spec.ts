/** A read model is a pure fold of the log: folded again, in whatever batches, every row is the same. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Decoded } from '#event-sourcing/codec';
import {
  baseImplied,
  decoded,
  on,
  partnershipRegistered,
  recorded,
  reversed,
  sourceRegistered,
} from '../../../test/support/history.ts';
import { randomHistory } from '../../../test/support/random-history.ts';
import { foldInto, inFolder } from '../../../test/support/read-models.ts';
import type { LedgerEvent } from '../domain-events.ts';
import { PROJECTIONS } from '../projections.ts';
import type { Projection } from './projection.ts';
import {
  ReadModelReader,
  ReadModelWriter,
  digestOf,
  fileNameOf,
  removeReadModel,
} from './read-model-file.ts';

type Items = readonly Decoded<LedgerEvent>[];

const ITEMS: Items = decoded([
  partnershipRegistered('lecco'),
  sourceRegistered('municipal'),
  recorded('a', 'lecco', 100_00n),
  recorded('b', 'lecco', 10n ** 17n - 1n, { bringer: 'cooperative', effective: on('2023-02-28') }),
  baseImplied('lecco', 1_000_00n, { from: '2020-01-01', to: '2022-12-31' }),
  reversed('a'),
]);

function digestOfAll(items: Items, projection: Projection): string {
  return inFolder((folder) => {
    foldInto(folder, projection, items);
    return digestOf(folder, projection);
  });
}

/** The rows of every table as text, for a message that shows the difference. */
function rowsOf(folder: string, projection: Projection): string[] {
  const db = new DatabaseSync(join(folder, fileNameOf(projection)), { readOnly: true });
  const rows = Object.entries({ ...projection.tables, checkpoint: 'position' }).flatMap(([table, order]) => {
    const statement = db.prepare(`SELECT * FROM ${table} ORDER BY ${order}`);
    statement.setReadBigInts(true);
    return statement.all().map((row) => `${table} ${Object.values(row).map(String).join(' ')}`);
  });
  db.close();
  return rows;
}

/** `projection` as it is, but for the event at `position`, which it cannot fold. */
function failingAt(projection: Projection, position: bigint): Projection {
  const open: Projection['open'] = (db) => {
    const apply = projection.open(db);
    return (item) => {
      apply(item);
      if (item.position === position) throw new Error('planted');
    };
  };
  return { ...projection, open };
}

describe.each(PROJECTIONS.map((projection) => [projection.name, projection] as const))(
  '%s',
  (_, projection) => {
    it('is the same in every row whatever the batches in which it was folded', () => {
      fc.assert(
        fc.property(
          randomHistory,
          fc.array(fc.record({ size: fc.integer({ min: 1, max: 7 }), reopen: fc.boolean() }), {
            minLength: 1,
          }),
          (happenings, batches) => {
            const items = decoded(happenings);
            inFolder((folder) => {
              let writer = new ReadModelWriter(folder, projection);
              for (let from = 0, turn = 0; from < items.length; turn += 1) {
                const { size, reopen } = batches[turn % batches.length] ?? { size: 1, reopen: false };
                writer.fold(items.slice(from, from + size));
                from += size;
                if (!reopen) continue;
                writer.close();
                writer = new ReadModelWriter(folder, projection);
              }
              writer.close();
              expect(digestOf(folder, projection)).toBe(digestOfAll(items, projection));
            });
          },
        ),
        { numRuns: 25 },
      );
    });

    it('is the same in every row when it is built from nothing twice', () => {
      expect(digestOfAll(ITEMS, projection)).toBe(digestOfAll(ITEMS, projection));
    });

    it('differs when one event is missing, so that the digest says something', () => {
      expect(digestOfAll(ITEMS.slice(0, -1), projection)).not.toBe(digestOfAll(ITEMS, projection));
    });

    it('loses a row that does not come from the log when its file is removed and folded again', () => {
      inFolder((folder) => {
        foldInto(folder, projection, ITEMS);
        const [clean, digest] = [rowsOf(folder, projection), digestOf(folder, projection)];
        const db = new DatabaseSync(join(folder, fileNameOf(projection)));
        db.exec(ORPHANS[projection.name] ?? 'no orphan is known for this projection');
        db.close();
        expect(rowsOf(folder, projection)).toHaveLength(clean.length + 1);
        expect(digestOf(folder, projection)).not.toBe(digest);

        removeReadModel(folder, projection.name);
        foldInto(folder, projection, ITEMS);
        expect(rowsOf(folder, projection)).toEqual(clean);
        expect(digestOf(folder, projection)).toBe(digest);
      });
    });

    it.each(ITEMS.slice(1).map(({ event, position }) => [event.type, position] as const))(
      'keeps nothing of a batch that fails at %s (%s), and goes on from before it when opened again',
      (_type, position) => {
        inFolder((folder) => {
          foldInto(folder, projection, ITEMS.slice(0, 1));
          const before = rowsOf(folder, projection);
          const writer = new ReadModelWriter(folder, failingAt(projection, position));
          const rest = ITEMS.slice(1);
          if (position > 1n) {
            expect(() => writer.fold(rest)).toThrow('planted');
            expect(writer.checkpoint).toBe(1n);
          }
          writer.close();
          expect(rowsOf(folder, projection)).toEqual(before);
          foldInto(folder, projection, ITEMS);
          expect(digestOf(folder, projection)).toBe(digestOfAll(ITEMS, projection));
        });
      },
    );
  },
);

/** One row per projection that no event can have made. */
const ORPHANS: Readonly<Record<string, string>> = {
  directory: "INSERT INTO record VALUES (99, 'party', 'ghost', 1, NULL, 0, '{}')",
  contributions: another('version', "entry = 99, id = 'ghost'"),
  claims: "INSERT INTO hours VALUES (99, 'ghost', 99, 1, NULL, 'nobody', 60, '2024-01-01', '2024-01-01')",
  figures: another('fact', 'id = 99'),
};

/** A row like the first one, but for what it is known by. */
function another(table: string, change: string): string {
  return `CREATE TEMP TABLE orphan AS SELECT * FROM ${table} LIMIT 1; UPDATE orphan SET ${change};
    INSERT INTO ${table} SELECT * FROM orphan`;
}

const [directory] = PROJECTIONS as readonly [Projection, ...Projection[]];

describe('a read model', () => {
  it('refuses a gap in the log, and an event that it has folded already', () => {
    inFolder((folder) => {
      const writer = new ReadModelWriter(folder, directory);
      writer.fold(ITEMS.slice(0, 2));
      expect(() => writer.fold(ITEMS.slice(3))).toThrow('directory expects position 3, got 4');
      expect(() => writer.fold(ITEMS.slice(1))).toThrow('directory expects position 3, got 2');
      expect(() => writer.fold([...ITEMS.slice(2, 4), ...ITEMS.slice(5)])).toThrow(RangeError);
      expect(writer.checkpoint).toBe(2n);
      writer.fold(ITEMS.slice(2));
      expect(writer.checkpoint).toBe(6n);
      writer.close();
    });
  });

  it('goes on where it stopped, in another process as in this one', () => {
    inFolder((folder) => {
      foldInto(folder, directory, ITEMS.slice(0, 4));
      const writer = new ReadModelWriter(folder, directory);
      expect(writer.checkpoint).toBe(4n);
      writer.close();
    });
  });

  it('answers from one moment: what is folded while it reads is not in the answer', () => {
    inFolder((folder) => {
      const writer = new ReadModelWriter(folder, directory);
      writer.fold(ITEMS.slice(0, 1));
      const reader = new ReadModelReader(folder, directory);
      reader.snapshot((prepare, checkpoint) => {
        writer.fold(ITEMS.slice(1));
        expect(checkpoint).toBe(1n);
        expect(prepare('SELECT count(*) AS n FROM record').get()).toEqual({ n: 1 });
      });
      expect(reader.checkpoint()).toBe(6n);
      reader.close();
      writer.close();
    });
  });

  it('cannot be written from its asking end', () => {
    inFolder((folder) => {
      foldInto(folder, directory, ITEMS);
      const reader = new ReadModelReader(folder, directory);
      const write = () => reader.snapshot((prepare) => prepare('DELETE FROM record').run());
      expect(write).toThrow(/readonly|read-only/);
      reader.close();
      expect(digestOf(folder, directory)).toBe(digestOfAll(ITEMS, directory));
    });
  });

  it('has a file per version, and is removed in all of them without a trace, and without the others', () => {
    inFolder((folder) => {
      const next = { ...directory, version: directory.version + 1 };
      const other = PROJECTIONS[1] as Projection;
      const writers = [directory, next, other].map((each) => new ReadModelWriter(folder, each));
      for (const writer of writers) {
        writer.fold(ITEMS);
        writer.close();
      }
      expect(existsSync(join(folder, `directory@${directory.version + 1}.sqlite`))).toBe(true);
      removeReadModel(folder, directory.name);
      const left = readdirSync(folder).filter((file) => file.startsWith('directory'));
      expect(left).toEqual([]);
      expect(digestOf(folder, other)).toBe(digestOfAll(ITEMS, other));
    });
  });
});
