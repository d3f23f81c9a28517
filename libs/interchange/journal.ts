/**
 * Plain-text accounting: facts as a journal that hledger and ledger-cli both read, so that a stranger gets the same
 * totals without this ledger. One transaction per fact; its account names every basis on which the fact counts, so one
 * account pattern answers "at least so far". The file is ASCII and the same question gives the same bytes.
 * Formats: hledger manual, "Journal"; ledger-cli manual, chapter 5 ("Keeping a journal").
 */
import { dateOf, dayOf } from '#domain/calendar';
import { RUNGS, type Rung } from '#domain/contribution/ladder';
import { amountOf, CURRENCY, type Cents } from '#domain/money';
import { headOf, type JournalQuestion } from './journal-head.ts';

/** A fact that is visible at both as-of points of a question, with what has accrued of it. */
export interface JournalFact {
  /** Log position of the event that it follows from. */
  readonly position: number;
  /** Id of the contribution, or of the partnership for a base that is only implied. */
  readonly contribution: string;
  readonly kind: string;
  readonly side: string;
  readonly origin: string;
  readonly stage: string;
  /** `WITHIN`: recorded public money of a year with an implied base, of which it is a part. */
  readonly standing: 'RECORDED' | 'IMPLIED' | 'WITHIN';
  /** Calendar year it counts in; its days never leave it. */
  readonly year: number;
  /** Day numbers (`#domain/calendar`): the days over which it accrues evenly, and the one from which it counts. */
  readonly fromDay: number;
  readonly toDay: number;
  readonly sinceDay: number;
  /** What has accrued by the effective date. */
  readonly cents: Cents;
  /** Id of a party; empty where there is none. */
  readonly bringer: string;
  /** Id of a funding source. */
  readonly source: string | null;
}

/** The whole file piece by piece: what it is, then a transaction for each fact, in their order. */
export function* journalOf(question: JournalQuestion, facts: Iterable<JournalFact>): Generator<string> {
  yield headOf(question, plain(question.title), plain(question.partnership));
  yield* journalLines(facts, question);
}

/** The transactions alone. Throws RangeError for a stage that is none, or below the basis. */
export function* journalLines(
  facts: Iterable<JournalFact>,
  { basis, effectiveAsOf }: Pick<JournalQuestion, 'basis' | 'effectiveAsOf'>,
): Generator<string> {
  const lastDay = dayOf(effectiveAsOf);
  const first = RUNGS.indexOf(basis.toUpperCase() as Rung);
  for (const fact of facts) yield transaction(fact, lastDay, first);
}

function transaction(fact: JournalFact, lastDay: number, first: number): string {
  const { position, contribution, kind, bringer, year, source, cents } = fact;
  const tags = [
    `kind: ${plain(kind)}`,
    ...(bringer === '' ? [] : [`bringer: ${plain(bringer)}`]),
    `year: ${year}`,
    ...(source === null || source === '' ? [] : [`source: ${plain(source)}`]),
    `event: ${position}`,
  ];
  const date = dateOf(Math.min(fact.toDay, lastDay));
  return [
    `\n${date} ${plain(contribution)} event ${position}\n`,
    ...tags.map((tag) => `    ; ${tag}\n`),
    `    ${accountOf(fact, first)}  ${amountOf(cents)} ${CURRENCY}\n`,
    `    Ledger:Entered  ${amountOf(-cents)} ${CURRENCY}\n`,
  ].join('');
}

const LEVELS = RUNGS.map((rung) => rung.charAt(0) + rung.slice(1).toLowerCase());
/** An implied base stands as delivered: on the bases beyond it there is none, and what lay within it counts. */
const LAST_IMPLIED = RUNGS.indexOf('DELIVERED');

/** Side and origin, then a level for each basis from the asked one up to the stage that the fact has come to. */
function accountOf({ side, origin, stage, standing }: JournalFact, first: number): string {
  const last = RUNGS.indexOf(stage as Rung);
  if (last < first) {
    throw new RangeError(`a fact at the stage ${stage} is not on the basis ${String(RUNGS[first])}`);
  }
  const levels = LEVELS.slice(first, last + 1).map((level, index) =>
    standing === 'WITHIN' && first + index <= LAST_IMPLIED ? `Within-${level}` : level,
  );
  const implied = standing === 'IMPLIED' ? ['Implied'] : [];
  return ['Contributions', plain(side), plain(origin), ...implied, ...levels].join(':');
}

const PLAIN = /^[A-Za-z0-9._~-]*$/;

/**
 * A text that no reader can take for anything else: UTF-8, percent-encoded (RFC 3986) but for letters, digits, `-._~`
 * and spaces that stand alone between other characters. `decodeURIComponent` gives the text again.
 */
function plain(text: string): string {
  if (PLAIN.test(text)) return text;
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/(?<!^|%20)%20(?!%20|$)/g, ' ');
}
