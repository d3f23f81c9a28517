/** Lives of a partnership by chance: commands of every kind, of which the deciders accept some. */
import fc from 'fast-check';
import type { AskedStatement } from '#domain/contribution/events';
import { moneyOf } from '#domain/money';
import { CHECKLIST_ITEMS } from '#domain/period/events';
import { cash, day, documentOf, hours, Life, record, withPartnership } from './life.ts';
import { naiveClaims } from './naive-claims.ts';

export const CONTRIBUTIONS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
export const PEOPLE = ['p-1', 'p-2'] as const;
export const LETTERS = ['1', '2', '3'] as const;
export const INVOICE = { issuer: '00623530136', number: '7' } as const;

const step = fc.record({
  what: fc.nat({ max: 21 }),
  id: fc.constantFrom(...CONTRIBUTIONS),
  other: fc.constantFrom(...CONTRIBUTIONS),
  by: fc.constantFrom('anna', 'bruno', 'carla'),
  cents: fc.integer({ min: 1, max: 60 }).map((n) => BigInt(n) * 10_00n),
  year: fc.constantFrom(2023, 2024, 2025),
  month: fc.integer({ min: 1, max: 12 }),
  person: fc.constantFrom(...PEOPLE),
  letter: fc.constantFrom(...LETTERS),
  shareBp: fc.constantFrom(2_500, 5_000, 10_000),
  flag: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

export const randomLife: fc.Arbitrary<Life> = fc
  .array(step, { minLength: 10, maxLength: 60, size: 'max' })
  .map((steps) => {
    const life = withPartnership(new Life(naiveClaims));
    life.must('contribution', 'a', record(cash(900_00n, { receiver: 'coop', effective: day('2023-01-10') })));
    for (const each of steps) take(life, each);
    return life;
  });

const JUSTIFIED = { reason: 'ENTRY_ERROR', reference: 'det. 1' } as const;
const LATE = { SAME_HOURS: 'turni', EVIDENCE_PRESENT: 'agli atti' } as const;

function dateOf({ year, month }: Step): string {
  return `${year}-${String(month).padStart(2, '0')}-15`;
}

/** What is stated: money or hours, with a document at times, and at times paid for by another contribution. */
function statementOf(s: Step): AskedStatement {
  const evidence = s.flag
    ? [documentOf(s.letter, { ...(s.month % 2 === 0 ? INVOICE : {}), shareBp: s.shareBp })]
    : [];
  const fundedBy =
    s.month % 3 === 0 ? [{ contribution: s.other, amount: moneyOf((s.cents / 20n) * 10n) }] : [];
  const common = { effective: day(dateOf(s)), evidence, fundedBy, payer: 'coop' } as const;
  const stage = s.month % 4 === 0 ? 'COMMITTED' : 'PAID';
  if (s.month % 2 === 0) return hours(s.person, Number(s.cents / 10n), common);
  return cash(s.cents, { ...common, stage, receiver: s.flag ? 'lecco' : 'coop' });
}

function take(life: Life, s: Step): void {
  const { id, by } = s;
  const as = { by, org: 'coop' };
  const effective = day(dateOf(s));
  const on = dateOf(s);
  const ask = (command: Parameters<Life['ask']>[2]): void => {
    life.ask('contribution', id, command as never, as);
  };
  switch (s.what) {
    case 0:
    case 1:
    case 2:
      return ask({ ...record(statementOf(s)), reasons: LATE });
    case 3:
    case 4: {
      const statement = statementOf({ ...s, month: s.what === 3 ? s.month : 2 });
      return ask({ ...record(statement), kind: 'pledge', reasons: LATE, schedule: null, expiresOn: on });
    }
    case 5:
      for (const part of partsOf(s)) ask({ kind: 'deliver', part, effective, reasons: LATE });
      return undefined;
    case 6:
      for (const part of partsOf(s)) ask({ kind: 'commit', part, effective, keepRemainder: s.flag });
      return undefined;
    case 7:
      return ask({ kind: 'pay', part: { amount: moneyOf(s.cents) }, effective });
    case 8:
    case 9:
      return ask(verification(s));
    case 10:
      return ask({
        kind: 'attachEvidence',
        document: documentOf(s.letter, { ...INVOICE, shareBp: s.shareBp }),
      });
    case 11:
      return ask({ kind: 'correct', changes: statementOf(s), justification: JUSTIFIED, reasons: LATE });
    case 12:
      return ask({
        kind: 'reclassify',
        fundingSource: s.flag ? 'own' : 'calls',
        effectiveOn: null,
        justification: JUSTIFIED,
      });
    case 13:
      return ask({ kind: 'reverse', effectiveOn: null, justification: JUSTIFIED, despiteDependents: s.flag });
    case 14:
      return ask({ kind: 'recover', amount: moneyOf(s.cents), from: 'coop', effectiveOn: on, act: 'det. 2' });
    case 15:
      return ask(
        s.flag ? { kind: 'expirePledge' } : { kind: 'releasePledge', effectiveOn: on, reference: null },
      );
    case 16:
      return passOn(life, s);
    case 17:
      life.ask('transfer', `t-${s.letter}`, {
        kind: 'reverse',
        effectiveOn: '2026-02-01',
        justification: JUSTIFIED,
      });
      return undefined;
    case 18:
      ask({ ...REVISION, resource: statementOf(s).resource, effectiveOn: on });
      return ask(s.flag ? { kind: 'confirm' } : { kind: 'contest', reason: 'OTHER', reference: null });
    case 19:
    case 20:
      return ask({ kind: 'reverseMovement', movement: 1 + (s.month % 3), justification: JUSTIFIED });
    default:
      return closing(life, s);
  }
}

const REVISION = { kind: 'revisePledge', schedule: null, justification: JUSTIFIED } as const;

/** Of money and of time: one of them fits. */
function partsOf({ cents }: Step) {
  return [{ amount: moneyOf(cents / 4n) }, { minutes: Number(cents / 200n) }];
}

function verification({ cents, flag }: Step) {
  const claimed = cents / 4n;
  const admitted = flag ? claimed : claimed / 2n;
  return {
    kind: 'verify',
    claimed: moneyOf(claimed),
    admitted: moneyOf(admitted),
    reason: 'OTHER',
    onAppeal: cents % 30n === 0n,
    reference: null,
    reasons: LATE,
  } as const;
}

function passOn(life: Life, s: Step): void {
  const amount = moneyOf(s.cents);
  const [from, to] = s.flag ? (['coop', 'lecco'] as const) : (['lecco', 'coop'] as const);
  const fundedBy = [{ contribution: s.other, amount }];
  const terms = { from, to, amount, fundedBy, effectiveOn: dateOf(s), lateFor: null, act: null };
  life.ask('transfer', `t-${s.letter}`, { kind: 'transfer', partnership: 'lecco-2025', transfer: terms });
}

function closing(life: Life, { year, by, flag }: Step): void {
  const checklist = CHECKLIST_ITEMS.map((item) => ({ item, outcome: 'DONE', note: null }) as const);
  const start = {
    kind: 'startClosing',
    partnership: 'lecco-2025',
    year,
    firstYear: 2023,
    checklist,
  } as const;
  const snapshot = {
    position: '1',
    streams: [['partnership-lecco-2025', 0]],
    digest: '0'.repeat(64),
  } as const;
  if (flag) life.ask('period', 'lecco-2025', start, { by });
  else life.ask('period', 'lecco-2025', { kind: 'close', year, firstYear: 2023, snapshot }, { by });
}
