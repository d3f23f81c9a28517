/** The register lists every contribution as it was known at any position, by page, in order of recording. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Decoded } from '#event-sourcing/codec';
import {
  corrected,
  decoded,
  on,
  partnershipRegistered,
  recorded,
  reversed,
  sourceRegistered,
} from '../../../test/support/history.ts';
import { BRINGERS, PARTNERSHIPS, randomHistory } from '../../../test/support/random-history.ts';
import { asking } from '../../../test/support/read-models.ts';
import type { LedgerEvent } from '../domain-events.ts';
import { PositionAhead } from '../runtime/read-model-file.ts';
import { Contributions, type ContributionFilter, type ContributionRow } from './contributions.ts';
import { contributionsProjection } from './projection.ts';

type Items = readonly Decoded<LedgerEvent>[];

function withRegister<Result>(items: Items, ask: (register: Contributions) => Result): Result {
  return asking(contributionsProjection, items, (reader) => ask(new Contributions(reader)));
}

/** All pages of this size, one after the other. */
function pages(register: Contributions, filter: ContributionFilter, limit: number, position: bigint) {
  const found: (readonly ContributionRow[])[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page = register.list(filter, { after, limit, position });
    found.push(page.rows);
    after = page.next;
  }
  return found;
}

/** The rows as the events say them, recomputed without any table. */
function rowsAt(items: Items, position: bigint): ContributionRow[] {
  const rows = new Map<string, ContributionRow>();
  for (const { event, envelope, position: at } of items) {
    if (at > position) break;
    const id = envelope.stream.replace('contribution-', '');
    const before = rows.get(id);
    if (event.type === 'ContributionReversed' && before !== undefined) {
      rows.set(id, { ...before, status: 'REVERSED', revision: envelope.rev });
    }
    if (event.type !== 'ContributionRecorded' && event.type !== 'ContributionCorrected') continue;
    const { payer, bringer, fundingSource, resource, stage, effective, cup } = event.data.statement;
    const isNew = event.type === 'ContributionRecorded';
    rows.set(id, {
      id,
      revision: envelope.rev,
      status: isNew ? 'RECORDED' : 'CORRECTED',
      partnership: isNew ? event.data.partnership : (before?.partnership ?? ''),
      externalRef: isNew ? event.data.externalRef : (before?.externalRef ?? null),
      ...{
        payer,
        bringer,
        fundingSource,
        kind: resource.kind,
        stage,
        effective,
        cup,
        value: event.data.value,
      },
    });
  }
  return [...rows.values()];
}

function matches(row: ContributionRow, { within, ...equal }: ContributionFilter): boolean {
  const isEqual = Object.entries(equal).every(([key, value]) => row[key as keyof typeof equal] === value);
  return isEqual && (within === undefined || within.includes(row.partnership));
}

const filters: fc.Arbitrary<ContributionFilter> = fc.record(
  {
    partnership: fc.constantFrom(...PARTNERSHIPS),
    within: fc.subarray([...PARTNERSHIPS]),
    bringer: fc.constantFrom(...BRINGERS),
    kind: fc.constantFrom('CASH', 'PAID_STAFF', 'ASSET_USE'),
    stage: fc.constantFrom('COMMITTED', 'DELIVERED', 'PAID'),
    status: fc.constantFrom('RECORDED', 'CORRECTED', 'REVERSED'),
  },
  { requiredKeys: [] },
);

const ITEMS = decoded([
  partnershipRegistered('lecco'),
  sourceRegistered('municipal'),
  recorded('a', 'lecco', 100_00n, { effective: on('2024-05-01'), cup: 'B31H22000280006' }),
  recorded('b', 'lecco', 200_00n, { bringer: 'cooperative', stage: 'PAID' }),
  corrected('a', 80_00n, { effective: on('2024-06-01'), bringer: 'cooperative' }),
  reversed('b'),
  recorded('c', 'lecco', 10n ** 17n - 1n),
]);

describe('the register of contributions', () => {
  it('at any position, filter and page size shows what the events until then say', () => {
    const scenario = fc.record({
      happenings: randomHistory,
      questions: fc.array(
        fc.record({ filter: filters, limit: fc.integer({ min: 1, max: 5 }), moment: fc.nat() }),
        {
          minLength: 8,
          maxLength: 12,
        },
      ),
    });
    fc.assert(
      fc.property(scenario, ({ happenings, questions }) => {
        const items = decoded(happenings);
        withRegister(items, (register) => {
          for (const { filter, limit, moment } of questions) {
            const position = BigInt(moment % (items.length + 1));
            const wanted = rowsAt(items, position).filter((row) => matches(row, filter));
            const shown = pages(register, filter, limit, position);
            expect(shown.flat()).toEqual(wanted);
            expect(shown.every((page, index) => page.length === limit || index === shown.length - 1)).toBe(
              true,
            );
          }
        });
      }),
      { numRuns: 50 },
    );
  });

  it('shows one row per contribution, as it is now, and says how far it has read', () => {
    withRegister(ITEMS, (register) => {
      const { rows, next, position } = register.list({}, { after: 0, limit: 10 });
      expect(rows.map(({ id, status, revision }) => [id, status, revision])).toEqual([
        ['a', 'CORRECTED', 1],
        ['b', 'REVERSED', 1],
        ['c', 'RECORDED', 0],
      ]);
      expect(rows[2]?.value).toEqual({ amount: '999999999999999.99', currency: 'EUR' });
      expect([next, position]).toEqual([null, 7n]);
    });
  });

  it('pages without a gap or a repeat while contributions are corrected in between', () => {
    withRegister(ITEMS, (register) => {
      const first = register.list({}, { after: 0, limit: 1, position: 4n });
      expect(first.rows.map(({ id }) => id)).toEqual(['a']);
      const second = register.list({}, { after: first.next ?? 0, limit: 1 });
      expect(second.rows.map(({ id }) => id)).toEqual(['b']);
      const third = register.list({}, { after: second.next ?? 0, limit: 1 });
      expect(third.rows.map(({ id }) => id)).toEqual(['c']);
      expect(third.next).toBeNull();
    });
  });

  it('finds one contribution as it was at a position, and nothing before it was recorded', () => {
    withRegister(ITEMS, (register) => {
      const seen = [2n, 3n, 4n, 5n, undefined].map((position) => register.find('a', position).row);
      expect(seen.map((row) => row && [row.value.amount, row.bringer, row.effective.from])).toEqual([
        null,
        ['100.00', 'lecco', '2024-05-01'],
        ['100.00', 'lecco', '2024-05-01'],
        ['80.00', 'cooperative', '2024-06-01'],
        ['80.00', 'cooperative', '2024-06-01'],
      ]);
      expect(register.find('nothing')).toEqual({ row: null, position: 7n });
    });
  });

  it('refuses a position that is not folded yet instead of guessing', () => {
    withRegister(ITEMS, (register) => {
      expect(() => register.find('a', 8n)).toThrow(PositionAhead);
      expect(() => register.list({}, { after: 0, limit: 1, position: 8n })).toThrow(PositionAhead);
    });
  });

  it('takes a filter value for a value, never for SQL', () => {
    withRegister(ITEMS, (register) => {
      const injected = register.list({ kind: "CASH' OR '1'='1" }, { after: 0, limit: 10 });
      expect(injected.rows).toEqual([]);
    });
  });
});
