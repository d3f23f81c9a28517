/** The register lists every contribution as it was known at any position, by page, in order of recording. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { centsOf, moneyOf } from '#domain/money';
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
import { cash, day, documentOf, Life, record, withPartnership } from '../../../test/support/life.ts';
import { naiveRows } from '../../../test/support/naive-register.ts';
import { randomLife } from '../../../test/support/random-life.ts';
import { asking } from '../../../test/support/read-models.ts';
import type { LedgerEvent } from '../domain-events.ts';
import { PositionAhead } from '../runtime/read-model-file.ts';
import { Contributions, type ContributionFilter, type ContributionRow } from './contributions.ts';
import { CONTRIBUTION_STATUSES, contributionsProjection } from './projection.ts';

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

function matches(row: ContributionRow, { within, undecided, ...equal }: ContributionFilter): boolean {
  const isEqual = Object.entries(equal).every(([key, value]) => row[key as keyof typeof equal] === value);
  const isOpen = centsOf(row.balances?.undecided.amount ?? '0') > 0n;
  return (
    isEqual &&
    (undecided === undefined || undecided === isOpen) &&
    (within === undefined || within.includes(row.partnership))
  );
}

const filters: fc.Arbitrary<ContributionFilter> = fc.record(
  {
    partnership: fc.constantFrom('lecco-2025', 'other'),
    within: fc.subarray(['lecco-2025', 'other']),
    bringer: fc.constantFrom('coop', 'bank'),
    kind: fc.constantFrom('CASH', 'PAID_STAFF'),
    stage: fc.constantFrom('PLEDGED', 'COMMITTED', 'PAID'),
    status: fc.constantFrom(...CONTRIBUTION_STATUSES),
    word: fc.constantFrom('NONE', 'CONFIRMED', 'CONTESTED'),
    undecided: fc.boolean(),
    late: fc.boolean(),
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
      life: randomLife,
      questions: fc.array(
        fc.record({ filter: filters, limit: fc.integer({ min: 1, max: 5 }), moment: fc.nat() }),
        {
          minLength: 8,
          maxLength: 12,
        },
      ),
    });
    fc.assert(
      fc.property(scenario, ({ life, questions }) => {
        const items = life.items();
        withRegister(items, (register) => {
          for (const { filter, limit, moment } of questions) {
            const position = BigInt(moment % (items.length + 1));
            const wanted = naiveRows(items, position).filter((row) => matches(row, filter));
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
      expect(seen.map((row) => row && [row.value?.amount, row.bringer, row.effective.from])).toEqual([
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

describe('the life of a contribution in the register', () => {
  const shown = (life: Life, position?: bigint) =>
    withRegister(life.items(), (register) => register.find('a', position).row);
  const euro = (balances: ContributionRow['balances']) =>
    balances === null
      ? null
      : [...Object.values(balances.rungs), balances.cut, balances.undecided].map(({ amount }) => amount);

  it('shows how much stands on each rung, what was cut and what waits for a decision', () => {
    const life = withPartnership(new Life());
    const pledge = {
      ...record(cash(100_00n)),
      kind: 'pledge',
      schedule: null,
      expiresOn: '2026-12-31',
    } as const;
    life.must('contribution', 'a', pledge);
    const effective = day('2025-04-01');
    const part = { amount: moneyOf(60_00n) };
    life.must('contribution', 'a', { kind: 'pay', part, effective });
    const decided = { claimed: moneyOf(50_00n), admitted: moneyOf(40_00n), reason: 'NOT_ELIGIBLE' } as const;
    const verify = { kind: 'verify', ...decided, onAppeal: false, reference: null } as const;
    life.must(
      'contribution',
      'a',
      { ...verify, reasons: { EVIDENCE_PRESENT: 'agli atti' } },
      { by: 'bruno' },
    );
    life.must('contribution', 'a', { kind: 'releasePledge', effectiveOn: '2025-05-01', reference: null });
    const rows = [7n, 8n, 9n, 10n].map((position) => shown(life, position));
    expect(rows.map((row) => [row?.status, row?.revision, euro(row?.balances ?? null)])).toEqual([
      ['PLEDGED', 0, ['100.00', '0.00', '0.00', '0.00', '0.00', '0.00', '0.00']],
      ['PLEDGED', 1, ['40.00', '0.00', '0.00', '60.00', '0.00', '0.00', '60.00']],
      ['PLEDGED', 2, ['40.00', '0.00', '0.00', '20.00', '40.00', '10.00', '10.00']],
      ['RELEASED', 3, ['0.00', '0.00', '0.00', '20.00', '40.00', '10.00', '10.00']],
    ]);
    expect(rows[0]).toMatchObject({ expiresOn: '2026-12-31', value: moneyOf(100_00n), family: 'ECONOMIC' });
  });

  it('of a pledge that has all come is fulfilled', () => {
    const life = withPartnership(new Life());
    const pledge = { ...record(cash(100_00n)), kind: 'pledge', schedule: null, expiresOn: null } as const;
    life.must('contribution', 'a', pledge);
    life.must('contribution', 'a', {
      kind: 'pay',
      part: { amount: moneyOf(100_00n) },
      effective: day('2025-04-01'),
    });
    expect(shown(life)?.status).toBe('FULFILLED');
  });

  it('of a relational resource has no value, no rung and no payer, and is declared or withdrawn', () => {
    const life = withPartnership(new Life());
    const resource = {
      kind: 'RELATIONAL',
      indicator: 'NETWORK_NODES',
      quantity: '4',
      unit: 'nodes',
    } as const;
    const stated = { bringer: 'coop', receiver: 'lecco', resource, effective: day('2025-03-01') };
    const declaration = { ...stated, usersArea: 'FAM', place: null, evidence: [documentOf('1')] } as const;
    const declare = { kind: 'declare', partnership: 'lecco-2025', externalRef: 'R/1', declaration } as const;
    life.must('contribution', 'a', declare);
    expect(shown(life)).toEqual({
      ...{ id: 'a', revision: 0, status: 'DECLARED', partnership: 'lecco-2025', externalRef: 'R/1' },
      ...{ payer: null, bringer: 'coop', receiver: 'lecco', fundingSource: null },
      ...{ kind: 'RELATIONAL', family: 'RELATIONAL', stage: null, effective: day('2025-03-01'), cup: null },
      ...{ usersArea: 'FAM', late: false, word: 'NONE', documents: 1, expiresOn: null },
      ...{ value: null, balances: null },
    });
    const justification = { reason: 'DUPLICATE', reference: null } as const;
    life.must('contribution', 'a', { kind: 'reverse', effectiveOn: null, justification });
    expect(shown(life)?.status).toBe('REVERSED');
  });
});

describe('what is open in a year', () => {
  it('counts what is unverified, contested, without evidence and still pledged, in its days only', () => {
    const life = withPartnership(new Life());
    const evidence = [documentOf('1')];
    const of = (year: number) => ({ effective: day(`${year}-06-01`) });
    const pledge = (id: string, expiresOn: string | null, year: number): void => {
      const asked = record(cash(10_00n, of(year)));
      life.must('contribution', id, { ...asked, kind: 'pledge', schedule: null, expiresOn });
    };
    life.must('contribution', 'a', record(cash(10_00n, { ...of(2025), evidence })));
    life.must('contribution', 'b', record(cash(10_00n, of(2025))));
    life.must('contribution', 'b', { kind: 'contest', reason: 'OTHER', reference: null }, { org: 'coop' });
    life.must('contribution', 'c', record(cash(10_00n, of(2024))));
    pledge('d', null, 2025);
    pledge('e', '2025-12-31', 2025);
    pledge('f', null, 2024);
    const verify = {
      kind: 'verify',
      claimed: moneyOf(10_00n),
      admitted: moneyOf(10_00n),
      reason: null,
    } as const;
    life.must('contribution', 'a', { ...verify, onAppeal: false, reference: null }, { by: 'bruno' });
    const open = (year: number) =>
      withRegister(life.items(), (register) => register.yearOpen('lecco-2025', year));
    const position = BigInt(life.told.length);
    const counts = { unverified: 1, contested: 1, evidenceMissing: 1, openPledges: 2, unvalued: 0, position };
    expect(open(2025)).toEqual(counts);
    expect(open(2024)).toEqual({ ...counts, contested: 0, openPledges: 1 });
    expect(open(2023)).toMatchObject({ unverified: 0, contested: 0, evidenceMissing: 0, openPledges: 0 });
  });
});
