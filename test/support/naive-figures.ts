/**
 * Figures recomputed from the events alone, in the plainest way there is: an oracle that shares no code with
 * the facts, the columns or the arithmetic it judges.
 */
import type { Statement } from '#domain/contribution/events';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import type { Decoded } from '#event-sourcing/codec';
import type { LedgerEvent } from '#read-models/domain-events';
import type { FigureQuestion } from '#read-models/figures/figures';
import { dayOfDate } from './random-history.ts';

/** One signed amount that took effect by the day that is asked about. */
export interface Line {
  readonly side: string;
  readonly origin: string;
  readonly kind: string;
  readonly stage: string;
  readonly bringer: string;
  readonly year: number;
  readonly implied: boolean;
  readonly cents: bigint;
  /** Year that the money is of; an undoing counts in the year of its day, but undoes money of this one. */
  readonly ofYear: number;
}

interface Known {
  readonly partnership: string;
  readonly statement: Statement;
  readonly cents: bigint;
  readonly reversal: { readonly on: string | null } | null;
}

const SIDE: Readonly<Record<string, string>> = {
  HEALTH_SERVICE: 'PUBLIC_HEALTH',
  THIRD_SECTOR: 'T',
  FOUNDATION: 'F',
  COMPANY: 'O',
  OTHER_PRIVATE: 'O',
  USERS: 'U',
  UNRESOLVED: 'UNRESOLVED',
};
const STAGES = ['COMMITTED', 'DELIVERED', 'PAID'];

/** Largest remainder, one cent at a time; of equal remainders the earlier part is served first. */
export function shareOut(whole: bigint, weights: readonly number[]): bigint[] {
  const total = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
  const exact = weights.map((weight) => whole * BigInt(weight));
  const parts = exact.map((each) => each / total);
  const rests = exact.map((each) => each % total);
  while (parts.reduce((sum, part) => sum + part, 0n) < whole) {
    const most = rests.indexOf(rests.reduce((a, b) => (b > a ? b : a)));
    parts[most] = (parts[most] ?? 0n) + 1n;
    rests[most] = -1n;
  }
  return parts;
}

/** The days of a span by calendar year, counted one by one. */
function daysByYear(from: number, to: number): Map<number, number> {
  const days = new Map<number, number>();
  for (let day = from; day <= to; day += 1) {
    const year = new Date(day * 86_400_000).getUTCFullYear();
    days.set(year, (days.get(year) ?? 0) + 1);
  }
  return days;
}

/** The cents of each year that are due by `asOf`: evenly by day, a cent when it is whole. */
function dueByYear(cents: bigint, span: { from: string; to: string }, asOf: number): Map<number, bigint> {
  const days = daysByYear(dayOfDate(span.from), dayOfDate(span.to));
  const parts = shareOut(cents, [...days.values()]);
  const due = new Map<number, bigint>();
  for (const [index, [year, count]] of [...days].entries()) {
    const first = Math.max(dayOfDate(span.from), dayOfDate(`${year}-01-01`));
    const gone = Math.min(count, Math.max(0, asOf - first + 1));
    due.set(year, ((parts[index] ?? 0n) * BigInt(gone)) / BigInt(count));
  }
  return due;
}

function contributionsOf(items: readonly Decoded<LedgerEvent>[]): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const { event, envelope } of items) {
    const before = known.get(envelope.stream);
    if (event.type === 'ContributionRecorded' || event.type === 'ContributionCorrected') {
      const partnership =
        event.type === 'ContributionRecorded' ? event.data.partnership : (before?.partnership ?? '');
      const cents = BigInt(event.data.value.amount.replace('.', ''));
      known.set(envelope.stream, { partnership, statement: event.data.statement, cents, reversal: null });
    } else if (event.type === 'ContributionReversed' && before !== undefined) {
      known.set(envelope.stream, { ...before, reversal: { on: event.data.effectiveOn } });
    }
  }
  return known;
}

function impliedLines(items: readonly Decoded<LedgerEvent>[], question: FigureQuestion): Line[] {
  const last = items.findLast(
    ({ event, envelope }) =>
      envelope.stream === `partnership-${question.partnership}` && event.type.startsWith('PublicBase'),
  );
  if (last === undefined || last.event.type !== 'PublicBaseImplied') return [];
  const { data } = last.event;
  const dimensions = { side: 'PUBLIC', origin: 'PUBLIC_UNSPECIFIED', kind: 'CASH', stage: 'DELIVERED' };
  const cents = BigInt(data.amount.amount.replace('.', ''));
  const due = dueByYear(cents, data, dayOfDate(question.effectiveAsOf));
  const common = { ...dimensions, bringer: '', implied: true };
  // A base stands for a year from its first day in that year on, even before a cent of it is due.
  const begun = [...due].filter(([year]) => {
    const newYear = `${year}-01-01`;
    return (data.from > newYear ? data.from : newYear) <= question.effectiveAsOf;
  });
  return begun.map(([year, each]) => ({ ...common, year, ofYear: year, cents: each }));
}

function recordedLines(known: Known, source: FundingSourceProfile, asOf: number): Line[] {
  const { statement, cents, reversal } = known;
  const parts = shareOut(
    cents,
    source.originShares.map(({ bp }) => bp),
  );
  return source.originShares.flatMap(({ origin }, index) => {
    const side = source.repayable ? 'FINANCING' : (SIDE[origin] ?? 'PUBLIC');
    const { stage, bringer } = statement;
    const common = { side, origin, kind: statement.resource.kind, stage, bringer, implied: false };
    const part = parts[index] ?? 0n;
    if (reversal !== null && reversal.on === null) return [];
    const due = dueByYear(part, statement.effective, asOf);
    const lines = [...due].map(([year, each]) => ({ ...common, year, ofYear: year, cents: each }));
    if (reversal !== null && reversal.on !== null && dayOfDate(reversal.on) <= asOf) {
      const year = Number(reversal.on.slice(0, 4));
      lines.push(...lines.map((line) => ({ ...line, year, cents: -line.cents })));
    }
    return lines;
  });
}

export interface NaiveAnswer {
  /** What counts, after every filter. */
  readonly lines: readonly Line[];
  /** Recorded public money of years for which an implied base stands. */
  readonly within: bigint;
}

export function naively(items: readonly Decoded<LedgerEvent>[], question: FigureQuestion): NaiveAnswer {
  const known = items.filter(({ position }) => position <= (question.position ?? position));
  const sources = new Map<string, FundingSourceProfile>();
  for (const { event, envelope } of known) {
    if (event.type === 'FundingSourceRegistered') sources.set(envelope.stream, event.data);
  }
  const asOf = dayOfDate(question.effectiveAsOf);
  const mine = [...contributionsOf(known).values()].filter(
    (each) => each.partnership === question.partnership,
  );
  const linesOf = (each: Known, day: number): Line[] => {
    const source = sources.get(`funding-source-${each.statement.fundingSource}`);
    return source === undefined ? [] : recordedLines(each, source, day);
  };
  const matches = (line: Line) =>
    STAGES.indexOf(line.stage) >= STAGES.indexOf(question.basis.toUpperCase()) &&
    (question.view === 'economic' || line.kind === 'CASH') &&
    (question.bringer === undefined || line.bringer === question.bringer);
  const inYear = (line: Line) => question.year === undefined || line.year === question.year;
  const implied = impliedLines(known, question).filter(matches);
  const impliedYears = new Set(implied.map(({ year }) => year));
  const isWithin = (line: Line) => line.side.startsWith('PUBLIC') && impliedYears.has(line.ofYear);
  const recorded = mine
    .flatMap((each) => linesOf(each, asOf))
    .filter((line) => matches(line) && inYear(line));
  return {
    lines: [...recorded.filter((line) => !isWithin(line)), ...implied.filter(inYear)],
    within: recorded.filter(isWithin).reduce((sum, line) => sum + line.cents, 0n),
  };
}
