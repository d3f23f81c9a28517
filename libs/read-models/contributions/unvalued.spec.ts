/** The register and the history of what nobody has valued yet: a quantity, no value, and a place on the checklist. */
import { describe, expect, it } from '@jest/globals';
import type { AskedResource } from '#domain/contribution/events';
import { moneyOf } from '#domain/money';
import { hours, Life, record, withPartnership } from '../../../test/support/life.ts';
import { foldInto, inFolder } from '../../../test/support/read-models.ts';
import { ReadModelReader } from '../runtime/read-model-file.ts';
import { Contributions } from './contributions.ts';
import { historyOf } from './history.ts';
import { contributionsProjection } from './projection.ts';

const JUSTIFIED = { reason: 'SOURCE_CHANGED', reference: 'del. 12/2026' } as const;
const TIME = { kind: 'PAID_STAFF', minutes: 600 } as const;
const ROOM = { kind: 'ASSET_USE', quantity: '10', unit: 'HOUR' } as const;
const AT_20 = { method: 'HOURS_AT_RATE', version: 1, rate: '20' } as const;
const AT_15 = { method: 'UNITS_AT_RATE', version: 1, rate: '15' } as const;

type Opening = 'record' | 'pledge';

/** Opened without a value, then confirmed by the partner, then valued. */
function valuedLate(opening: Opening, without: AskedResource, valued: AskedResource): Life {
  const life = withPartnership(new Life());
  const asked = record(hours('p-1', 60, { resource: without }));
  const pledge = { ...asked, kind: 'pledge', schedule: null, expiresOn: '2025-12-31' } as const;
  life.must('contribution', 'a', opening === 'pledge' ? pledge : asked);
  life.must('contribution', 'a', { kind: 'confirm' }, { org: 'coop' });
  const changes = { resource: valued };
  life.must('contribution', 'a', { kind: 'correct', changes, justification: JUSTIFIED });
  return life;
}

/** Each event folded by a process of its own, so that every state is read back from the file. */
function registered<Result>(life: Life, ask: (register: Contributions, before: bigint) => Result): Result {
  return inFolder((folder) => {
    const items = life.items();
    for (const item of items) foldInto(folder, contributionsProjection, [item]);
    const reader = new ReadModelReader(folder, contributionsProjection);
    try {
      return ask(new Contributions(reader), BigInt(items.length - 3));
    } finally {
      reader.close();
    }
  });
}

describe.each<[Opening, string, string]>([
  ['record', 'RECORDED', 'CORRECTED'],
  ['pledge', 'PLEDGED', 'PLEDGED'],
])('what is opened by %s without a value', (opening, status, valued) => {
  it.each<[string, AskedResource, AskedResource, string]>([
    ['time', TIME, { ...TIME, valuation: AT_20 }, '200.00'],
    ['a room', ROOM, { ...ROOM, valuation: AT_15 }, '150.00'],
  ])('has neither value nor balances, until a correction values it: %s', (_, without, after, amount) => {
    const seen = registered(valuedLate(opening, without, after), (register, before) =>
      [1n, 2n, 3n].map((step) => register.find('a', before + step).row),
    );
    const rung = opening === 'pledge' ? 'PLEDGED' : 'DELIVERED';
    expect(seen).toMatchObject([
      { status, value: null, balances: null, revision: 0 },
      { status, value: null, balances: null, revision: 1, word: 'CONFIRMED' },
      { status: valued, value: { amount }, balances: { rungs: { [rung]: { amount } } }, revision: 2 },
    ]);
  });

  it('is counted as not valued in each of its years, until it is valued or reversed', () => {
    const life = valuedLate(opening, TIME, { ...TIME, valuation: AT_20 });
    const unvalued = (of: Life, ...steps: readonly bigint[]) =>
      registered(of, (register, before) =>
        steps.map((step) => register.yearOpen('lecco-2025', 2025, before + step).unvalued),
      );
    expect(unvalued(life, 0n, 1n, 2n, 3n)).toEqual([0, 1, 1, 0]);
    const dropped = withPartnership(new Life());
    dropped.must('contribution', 'a', record(hours('p-1', 60, { resource: TIME })));
    dropped.must('contribution', 'b', record(hours('p-1', 60, { resource: ROOM })));
    dropped.must('contribution', 'a', { kind: 'reverse', effectiveOn: null, justification: JUSTIFIED });
    expect(unvalued(dropped, 1n, 2n, 3n)).toEqual([1, 2, 1]);
  });

  it('tells in its history when it had no value, and what it was valued at', async () => {
    const life = valuedLate(opening, TIME, { ...TIME, valuation: AT_20 });
    const events = life.recorded().filter(({ stream }) => stream === 'contribution-a');
    const log = { readStream: async () => ({ exists: true, events }) };
    const positions = events.map(({ position }) => position);
    const found = await Promise.all(positions.map((position) => historyOf(log, 'a', position)));
    expect(found).toMatchObject([
      { value: null, ladder: null, statement: { resource: { minutes: 600, valuation: null } } },
      { value: null, ladder: null },
      { value: moneyOf(200_00n), statement: { resource: { valuation: { rate: '20.00' } } } },
    ]);
    const ends = opening === 'pledge' ? [null, moneyOf(200_00n)] : [undefined, undefined];
    expect([found[0]?.pledge?.open, found[2]?.pledge?.open]).toEqual(ends);
    expect(found[2]?.history.map(({ value }) => value?.amount ?? null)).toEqual([null, null, '200.00']);
  });
});
