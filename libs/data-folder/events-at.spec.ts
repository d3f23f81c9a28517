/** Events by position: each that is asked for and no other, in few reads. */
import { describe, expect, it } from '@jest/globals';
import { on, recorded, sealed, type Happening } from '../../test/support/history.ts';
import { eventsAt } from './events-at.ts';

const HAPPENINGS: readonly Happening[] = Array.from({ length: 2_500 }, (_, index) =>
  recorded(`c${index}`, 'lecco', 1_00n, { effective: on('2024-01-01') }),
);

function journal() {
  const events = sealed(HAPPENINGS);
  const reads: string[] = [];
  const read = (after: bigint, limit: number) => {
    reads.push(`${after} ${limit}`);
    return Promise.resolve(events.slice(Number(after), Number(after) + limit));
  };
  return { read, reads };
}

describe('events at positions', () => {
  it('are found wherever they are, asked in any order and more than once', async () => {
    const wanted = [2_500, 1, 17, 900, 17, 2_000];
    const found = await eventsAt(journal(), wanted);
    const known = [...found].filter(([position]) => wanted.includes(position));
    expect(new Set(known.map(([position]) => position))).toEqual(new Set(wanted));
    for (const [position, event] of found) expect(event.position).toBe(BigInt(position));
  });

  it('are read together where they are near, and no read is longer than a page may be', async () => {
    const { read, reads } = journal();
    await eventsAt({ read }, [10, 12, 20, 1_500]);
    expect(reads).toEqual(['9 11', '1499 1']);
    const all = journal();
    await eventsAt(
      all,
      HAPPENINGS.map((_, index) => index + 1),
    );
    expect(all.reads).toEqual(['0 1000', '1000 1000', '2000 500']);
  });

  it('are refused where the log holds none', async () => {
    await expect(eventsAt(journal(), [3, 2_501])).rejects.toThrow('no event at position 2501');
  });
});
