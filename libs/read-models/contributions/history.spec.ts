/** The history of one contribution, read from its own stream: who did what, when, and what it was worth. */
import { describe, expect, it } from '@jest/globals';
import type { Commands } from '#domain/aggregates';
import { contribution } from '#domain/contribution/decider';
import { moneyOf } from '#domain/money';
import type { EventDraft } from '#event-log/envelope';
import type { EventStore } from '#event-log/event-log';
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
import {
  cash,
  day,
  documentOf,
  Life,
  record,
  withPartnership,
  type Asking,
} from '../../../test/support/life.ts';
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
      step(1, 'ContributionRecorded', '10:00:01', moneyOf(10_000_00n), null, '2024-01-15'),
      step(3, 'ContributionCorrected', '10:00:03', moneyOf(7_500_00n), JUSTIFIED, '2024-01-15'),
      step(4, 'ContributionCorrected', '10:00:04', moneyOf(8_000_00n), JUSTIFIED, '2024-02-15'),
      {
        ...step(5, 'ContributionReversed', '10:00:05', null, JUSTIFIED, '2024-03-01'),
        effectiveOn: '2024-03-01',
      },
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
    expect([found?.status, found?.value?.amount, found?.history.length]).toEqual([status, amount, steps]);
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
  day: string,
): object {
  return {
    ...{ event: uuidOf(position), type, position: String(position), actor, value, justification },
    ...{ recorded: `2026-01-31T${time}.000Z`, effective: [on(day)], effectiveOn: null, lateFor: null },
    ...{ cut: null, reason: null, reference: null, accounting: null, document: null, controls: [] },
  };
}

describe('the whole life of a contribution', () => {
  it('reads from top to bottom, and says where each part stands, who said what and what was looked at', async () => {
    const life = withPartnership(new Life());
    const pledge = { ...record(cash(100_00n)), kind: 'pledge', schedule: null, expiresOn: null } as const;
    const effective = day('2025-04-01');
    const onAppeal = false;
    const verify = { claimed: moneyOf(60_00n), admitted: moneyOf(45_00n), reason: 'NOT_ELIGIBLE' } as const;
    const reasons = { EVIDENCE_PRESENT: 'agli atti' };
    const ask = (command: Commands['contribution'], as: Asking = {}): void => {
      life.must('contribution', 'a', command, as);
    };
    ask(pledge);
    ask({ kind: 'pay', part: { amount: moneyOf(60_00n) }, effective, reference: 'bonifico 7' });
    ask({ kind: 'verify', ...verify, onAppeal, reference: 'verbale 3', reasons }, { by: 'bruno' });
    ask({ kind: 'attachEvidence', document: documentOf('1') });
    ask({ kind: 'contest', reason: 'MISSING_PART', reference: 'pec 9' }, { by: 'carla', org: 'coop' });
    ask({ kind: 'recover', amount: moneyOf(20_00n), from: 'coop', effectiveOn: '2025-09-01', act: 'det. 9' });
    const found = await historyOf(logOfLife(life), 'a');
    expect(
      found?.history.map(({ type, value, cut, reason, reference, actor: { id } }) =>
        [type, value?.amount, cut?.amount, reason, reference, id]
          .filter((each) => each !== null && each !== undefined)
          .join(' '),
      ),
    ).toEqual([
      'ContributionPledged 100.00 anna',
      'ContributionPaid 60.00 bonifico 7 anna',
      'ContributionVerified 60.00 15.00 NOT_ELIGIBLE verbale 3 bruno',
      'EvidenceAttached anna',
      'ContributionContested MISSING_PART pec 9 carla',
      'FundsRecovered 20.00 det. 9 anna',
    ]);
    const contested = found?.history[4]?.event;
    expect(found).toMatchObject({
      ...{ status: 'PLEDGED', bringer: 'coop', value: moneyOf(100_00n), revision: 5 },
      pledge: { schedule: null, expiresOn: null, end: null, open: moneyOf(40_00n) },
      word: { said: 'CONTESTED', reason: 'MISSING_PART', reference: 'pec 9', event: contested },
      documents: [{ sha256: '1'.repeat(64), event: found?.history[3]?.event }],
    });
    // 15.00 that were cut come back first, then 5.00 of the 45.00 that were admitted.
    const { rungs, ...rest } = found?.ladder ?? {};
    expect(Object.entries(rungs ?? {}).map(([rung, { amount }]) => `${rung} ${amount}`)).toEqual([
      'PLEDGED 40.00',
      'COMMITTED 0.00',
      'DELIVERED 0.00',
      'PAID 0.00',
      'VERIFIED 40.00',
    ]);
    const none = moneyOf(0n);
    expect(rest).toEqual({ cut: none, undecided: none, recovered: moneyOf(20_00n), waived: none });
    expect(found?.controls).toContainEqual({
      ...{ event: found?.history[2]?.event, control: 'EVIDENCE_PRESENT', version: 1, value: '0', limit: '1' },
      ...{ outcome: 'REASONED', reason: 'agli atti' },
    });
  });

  it('forgets what the partner said once it is settled, and keeps which event brought a document in', async () => {
    const life = withPartnership(new Life());
    life.must('contribution', 'a', record(cash(100_00n, { evidence: [documentOf('1')] })));
    life.must('contribution', 'a', { kind: 'contest', reason: 'OTHER', reference: null }, { org: 'coop' });
    const resolve = { kind: 'resolveContest', outcome: 'DISMISSED', reference: 'nota 2' } as const;
    life.must('contribution', 'a', resolve, { by: 'bruno' });
    const justification = { reason: 'ENTRY_ERROR', reference: null } as const;
    const changes = { evidence: [documentOf('1'), documentOf('2')] };
    life.must('contribution', 'a', { kind: 'correct', changes, justification });
    const found = await historyOf(logOfLife(life), 'a');
    expect(found?.word).toEqual({ said: 'NONE', event: null, reason: null, reference: null });
    const [first, , , last] = found?.history ?? [];
    expect(found?.documents.map(({ event }) => event)).toEqual([first?.event, last?.event]);
  });

  it('of a relational resource is declared, and has neither a value nor a ladder', async () => {
    const life = withPartnership(new Life());
    const resource = {
      kind: 'RELATIONAL',
      indicator: 'NETWORK_NODES',
      quantity: '4',
      unit: 'nodes',
    } as const;
    const stated = { bringer: 'coop', receiver: null, resource, effective: day('2025-03-01') };
    const declaration = { ...stated, usersArea: null, place: null, evidence: [] };
    life.must('contribution', 'a', {
      kind: 'declare',
      partnership: 'lecco-2025',
      externalRef: null,
      declaration,
    });
    expect(await historyOf(logOfLife(life), 'a')).toMatchObject({
      ...{ status: 'DECLARED', bringer: 'coop', declaration, statement: null },
      ...{ value: null, ladder: null, pledge: null, documents: [], controls: [] },
    });
  });
});

/** Reads one stream of what was told, as a log would. */
function logOfLife(life: Life): Pick<EventStore, 'readStream'> {
  return {
    readStream: async (stream) => {
      const events = life.recorded().filter((event) => event.stream === stream);
      return { exists: events.length > 0, events };
    },
  };
}
