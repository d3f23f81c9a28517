/** A journal holds each fact once, under an account that answers "at least so far", whatever its texts are. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOf } from '#domain/calendar';
import { BASES, type Basis } from '#domain/figures/definitions';
import { HOSTILE, journalFact, LAST_DAY } from '../../test/support/journal-facts.ts';
import { balances, readJournal } from '../../test/support/journal-reader.ts';
import { journalLines, journalOf, type JournalFact } from './journal.ts';

const QUESTION = {
  title: 'Valle di Esempio',
  partnership: '0190-p',
  chain: false,
  basis: 'pledged' as Basis,
  effectiveAsOf: LAST_DAY,
  position: 42n,
};
const FACT: JournalFact = {
  position: 7,
  contribution: '0190-c',
  kind: 'CASH',
  side: 'T',
  origin: 'THIRD_SECTOR',
  stage: 'DELIVERED',
  standing: 'RECORDED',
  year: 2020,
  fromDay: dayOf('2020-03-01'),
  toDay: dayOf('2020-03-01'),
  sinceDay: dayOf('2020-03-01'),
  cents: 123_456n,
  bringer: '0190-b',
  source: '0190-s',
};
const STAGES = ['PLEDGED', 'COMMITTED', 'DELIVERED', 'PAID', 'VERIFIED'];

const written = (facts: readonly JournalFact[], question = QUESTION): string =>
  [...journalOf(question, facts)].join('');
const one = (fact: Partial<JournalFact>, basis: Basis = 'pledged'): string =>
  [...journalLines([{ ...FACT, ...fact }], { ...QUESTION, basis })].join('');
const accountOf = (fact: Partial<JournalFact>, basis?: Basis): string | undefined =>
  readJournal(one(fact, basis))[0]?.account;

describe('a fact', () => {
  it('is one transaction with its day, its tags and its amount, balanced', () => {
    expect(one({})).toBe(`
2020-03-01 0190-c event 7
    ; kind: CASH
    ; bringer: 0190-b
    ; year: 2020
    ; source: 0190-s
    ; event: 7
    Contributions:T:THIRD_SECTOR:Pledged:Committed:Delivered  1234.56 EUR
    Ledger:Entered  -1234.56 EUR
`);
  });

  it('without bringer and source has no such tags', () => {
    const [posting] = readJournal(one({ bringer: '', source: null }));
    expect(posting?.tags).toEqual({ kind: 'CASH', year: '2020', event: '7' });
  });

  it.each([
    [-100n, '-1.00 EUR', '1.00 EUR'],
    [5n, '0.05 EUR', '-0.05 EUR'],
    [0n, '0.00 EUR', '0.00 EUR'],
    [99_999_999_999_999_999n, '999999999999999.99 EUR', '-999999999999999.99 EUR'],
  ])('of %s cents is written exactly, with two decimals', (cents, amount, against) => {
    const amounts = [...one({ cents }).matchAll(/ {2}(\S+ EUR)$/gm)].map(([, found]) => found);
    expect(amounts).toEqual([amount, against]);
  });

  it.each([
    ['on its last day', '2020-01-01', '2020-05-31', '2020-05-31'],
    ['on the effective date when it still accrues', '2020-01-01', '2020-12-31', '2020-06-30'],
  ])('that accrues stands %s', (_, from, to, date) => {
    const [posting] = readJournal(one({ fromDay: dayOf(from), toDay: dayOf(to), sinceDay: dayOf(from) }));
    expect(posting?.date).toBe(date);
  });
});

describe('an account', () => {
  it.each<[string, Partial<JournalFact>, Basis, string]>([
    ['names every basis up to the stage', { stage: 'PAID' }, 'pledged', 'Pledged:Committed:Delivered:Paid'],
    ['begins with the basis of the file', { stage: 'VERIFIED' }, 'paid', 'Paid:Verified'],
    ['says what is implied', { standing: 'IMPLIED' }, 'committed', 'Implied:Committed:Delivered'],
    [
      'says on which bases money lies within an implied one, and that it counts beyond them',
      { standing: 'WITHIN', stage: 'VERIFIED' },
      'pledged',
      'Within-Pledged:Within-Committed:Within-Delivered:Paid:Verified',
    ],
  ])('%s', (_, fact, basis, levels) => {
    expect(accountOf(fact, basis)).toBe(`Contributions:T:THIRD_SECTOR:${levels}`);
  });

  it('is refused for a stage that the basis does not include, or that does not exist', () => {
    expect(() => one({ stage: 'COMMITTED' }, 'paid')).toThrow('COMMITTED is not on the basis PAID');
    expect(() => one({ stage: 'DREAMT' })).toThrow(RangeError);
  });
});

describe('the pattern of a basis', () => {
  it.each(BASES)('finds the facts that came at least to "%s", and those alone', (basis) => {
    fc.assert(
      fc.property(fc.array(journalFact, { maxLength: 40 }), (facts) => {
        const least = BASES.indexOf(basis);
        const impliedStands = least <= BASES.indexOf('delivered');
        const expected: Record<string, bigint> = {};
        for (const { side, stage, standing, cents } of facts) {
          if (STAGES.indexOf(stage) < least || (standing === 'WITHIN' && impliedStands)) continue;
          const account = `Contributions:${side}`;
          expected[account] = (expected[account] ?? 0n) + cents;
        }
        const nonZero = Object.entries(expected).filter(([, cents]) => cents !== 0n);
        expect(balances(readJournal(written(facts)), `:${basis}`)).toEqual(Object.fromEntries(nonZero));
      }),
    );
  });

  it('finds what lies within an implied base by a name of its own', () => {
    const facts: JournalFact[] = [
      { ...FACT, side: 'PUBLIC', standing: 'WITHIN', stage: 'PAID', cents: 100n },
      { ...FACT, side: 'PUBLIC', standing: 'WITHIN', stage: 'PLEDGED', cents: 10n },
      { ...FACT, side: 'PUBLIC', standing: 'IMPLIED', stage: 'DELIVERED', cents: 1n },
    ];
    const postings = readJournal(written(facts));
    const found = (pattern: string): bigint | undefined =>
      balances(postings, pattern)['Contributions:PUBLIC'];
    expect(found(':Within-Pledged')).toBe(110n);
    expect(found(':Within-Committed')).toBe(100n);
    expect(found(':Committed')).toBe(1n);
    expect(found(':Paid')).toBe(100n);
    expect(found(':Implied:')).toBe(1n);
  });
});

describe('texts', () => {
  it('of any sort make no other posting, and come back from what is written', () => {
    fc.assert(
      fc.property(fc.array(journalFact, { minLength: 1, maxLength: 20 }), fc.string(), (facts, title) => {
        const postings = readJournal(written(facts, { ...QUESTION, title }));
        expect(postings).toHaveLength(facts.length * 2);
        for (const [index, fact] of facts.entries()) {
          const [entered, against] = postings.slice(index * 2);
          expect(entered).toMatchObject({ cents: fact.cents });
          expect(against).toMatchObject({ account: 'Ledger:Entered', cents: -fact.cents });
          const [, side, origin] = entered?.account.split(':') ?? [];
          expect([side, decodeURIComponent(origin ?? '')]).toEqual([fact.side, fact.origin.toWellFormed()]);
          const { kind = '', bringer = '', source = '' } = entered?.tags ?? {};
          expect([kind, bringer, source].map(decodeURIComponent)).toEqual(
            [fact.kind, fact.bringer, fact.source ?? ''].map((text) => text.toWellFormed()),
          );
        }
      }),
    );
  });

  it.each(HOSTILE)('in the title stay in its comment: %j', (title) => {
    const [first, ...rest] = written([FACT], { ...QUESTION, title }).split('\n');
    expect(decodeURIComponent(first?.slice(2) ?? '')).toBe(title.toWellFormed());
    expect(rest).toEqual(written([FACT]).split('\n').slice(1));
  });

  it('with single spaces stay readable', () => {
    expect(written([]).split('\n')[0]).toBe('; Valle di Esempio');
  });
});

describe('the file', () => {
  it('says what it answers before the first posting, and how to ask it, in both languages', () => {
    const [head = ''] = [...journalOf({ ...QUESTION, chain: true, basis: 'delivered' }, [FACT])];
    expect(head).toContain('; partnership 0190-p, and the whole chain that it is a link of\n');
    expect(head).toContain(`; basis delivered, effective as of ${LAST_DAY}, known up to position 42\n`);
    expect(head.match(/^; {5}(h?ledger) -f FILE balance :Delivered --depth 2$/gm)).toHaveLength(4);
    expect(readJournal(head)).toEqual([]);
  });

  it('takes a fact only when it is about to be written', () => {
    let taken = 0;
    function* facts(): Generator<JournalFact> {
      for (; ; taken += 1) yield FACT;
    }
    const pieces = journalOf(QUESTION, facts());
    pieces.next();
    expect(taken).toBe(0);
    for (let count = 0; count < 1_000; count += 1) pieces.next();
    expect(taken).toBe(999);
  });
});
