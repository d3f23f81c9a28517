/** The history of one contribution, read from its own stream: who did what, when, and what it was worth. */
import { describe, expect, it } from '@jest/globals';
import { contribution } from '#domain/contribution/decider';
import { moneyOf } from '#domain/money';
import type { EventDraft } from '#event-log/envelope';
import { MemoryEventLog } from '#event-log/memory-event-log';
import { schemaOf } from '#event-sourcing/codec';
import {
  JUSTIFIED,
  corrected,
  on,
  recorded,
  reversed,
  uuidOf,
  type Happening,
} from '../../../test/support/history.ts';
import { historyOf } from './history.ts';

const actor = { id: 'a_1', role: 'finance', org: null };

async function logOf(...happenings: readonly Happening[]): Promise<MemoryEventLog> {
  let second = 0;
  const clock = () => new Date(Date.UTC(2026, 0, 31, 10, 0, (second += 1))).toISOString();
  const log = new MemoryEventLog({ origin: 'ledger.example/test', clock });
  for (const [index, { stream, event }] of happenings.entries()) {
    const id = uuidOf(index + 1);
    const cause = { command: id, request: 'a'.repeat(64), causation: null, correlation: id };
    const { type, data } = event;
    const draft: EventDraft = { id, type, schema: schemaOf(contribution.schemas, type), actor, cause, data };
    await log.append(stream, 'any', [draft]);
  }
  return log;
}

const STORY = [
  recorded('a', 'lecco', 10_000_00n, { effective: on('2024-01-15') }),
  recorded('other', 'lecco', 5n),
  corrected('a', 7_500_00n, { effective: on('2024-01-15') }),
  corrected('a', 8_000_00n, { effective: on('2024-02-15') }),
  reversed('a', '2024-03-01'),
];

describe('the history of a contribution', () => {
  it('shows each step with actor, instant, position and reason, and the last value', async () => {
    const found = await historyOf(await logOf(...STORY), 'a');
    expect(found).toMatchObject({
      id: 'a',
      revision: 3,
      status: 'REVERSED',
      partnership: 'lecco',
      value: moneyOf(8_000_00n),
      position: 5n,
      statement: { effective: on('2024-02-15') },
    });
    expect(found?.history).toEqual([
      step(1, 'ContributionRecorded', '10:00:01', moneyOf(10_000_00n), null, null),
      step(3, 'ContributionCorrected', '10:00:03', moneyOf(7_500_00n), JUSTIFIED, null),
      step(4, 'ContributionCorrected', '10:00:04', moneyOf(8_000_00n), JUSTIFIED, null),
      step(5, 'ContributionReversed', '10:00:05', null, JUSTIFIED, '2024-03-01'),
    ]);
  });

  it.each([
    [1n, 'RECORDED', '10000.00', 1],
    [2n, 'RECORDED', '10000.00', 1],
    [3n, 'CORRECTED', '7500.00', 2],
    [4n, 'CORRECTED', '8000.00', 3],
    [5n, 'REVERSED', '8000.00', 4],
  ])('as known at position %s is %s at %s after %s steps', async (position, status, amount, steps) => {
    const found = await historyOf(await logOf(...STORY), 'a', position);
    expect([found?.status, found?.value.amount, found?.history.length]).toEqual([status, amount, steps]);
  });

  it('is none before it was recorded, and none for an id that nobody used', async () => {
    const log = await logOf(recorded('first', 'lecco', 1n), recorded('a', 'lecco', 2n));
    expect(await historyOf(log, 'a', 1n)).toBeNull();
    expect(await historyOf(log, 'nothing')).toBeNull();
  });
});

function step(
  position: number,
  type: string,
  time: string,
  value: object | null,
  justification: object | null,
  effectiveOn: string | null,
): object {
  return {
    event: uuidOf(position),
    type,
    position: String(position),
    recorded: `2026-01-31T${time}.000Z`,
    actor,
    value,
    justification,
    effectiveOn,
  };
}
