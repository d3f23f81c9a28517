/** Facts for a journal by chance, with every text that could be taken for syntax. */
import fc from 'fast-check';
import type { JournalFact } from '#interchange/journal';

export const LAST_DAY = '2020-06-30';
/** Day numbers of 2020: the last of 2019, and 30 June. */
const BEFORE = 18_261;
const LAST = BEFORE + 182;

const STAGES = ['PLEDGED', 'COMMITTED', 'DELIVERED', 'PAID', 'VERIFIED'] as const;

/** What would be another posting, another account, a comment, a date, a directive or an amount. */
export const HOSTILE = [
  'a\n2020-01-01 x\n    Contributions:T:X:Committed  1.00 EUR\n    Ledger:Entered',
  'a\r\n    Contributions:T:X:Committed  -1.00 EUR',
  'a  7.00 EUR ; b, c:: d',
  '; include /etc/hosts',
  '* ! (code) | [2020-01-01] =2020',
  ':PUBLIC:Committed:',
  '\t@ 2 EUR {3 EUR} "q" \'s\' %20 %',
  '\u2028\u0085 \u00a0citt\u00e0 \u{1f3db} \ud800',
  ' two  spaces ',
] as const;

const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.stringMatching(/^[a-z0-9-]{1,20}$/),
);

const cents = fc.oneof(
  fc.bigInt({ min: -300n, max: 300n }),
  fc.bigInt({ min: -(10n ** 17n) + 1n, max: 10n ** 17n - 1n }),
);

/** Facts of 2020, some of them still accruing at its middle. */
export const journalFact: fc.Arbitrary<JournalFact> = fc
  .record({
    position: fc.integer({ min: 1, max: 10_000_000 }),
    contribution: text.filter((id) => id !== ''),
    kind: fc.constantFrom('CASH', 'PAID_STAFF', HOSTILE[0]),
    side: fc.constantFrom('PUBLIC', 'PUBLIC_HEALTH', 'T', 'F', 'O', 'U', 'UNRESOLVED', 'PRICE'),
    origin: fc.constantFrom('STATE', 'MUNICIPALITY', 'THIRD_SECTOR', ...HOSTILE),
    stage: fc.constantFrom(...STAGES),
    standing: fc.constantFrom('RECORDED' as const, 'IMPLIED' as const, 'WITHIN' as const),
    days: fc.tuple(
      fc.integer({ min: BEFORE + 1, max: LAST }),
      fc.integer({ min: BEFORE + 1, max: LAST + 180 }),
    ),
    cents,
    bringer: text,
    source: fc.option(text),
  })
  .map(({ days, ...fact }) => {
    const [fromDay, toDay] = [Math.min(...days), Math.max(...days)];
    return { ...fact, year: 2020, fromDay, toDay, sinceDay: fromDay };
  });
