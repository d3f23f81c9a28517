/**
 * Figures recomputed from the events alone, in the plainest way there is: an oracle that shares no code with
 * the facts, the columns or the arithmetic it judges.
 */
import type { FundingSourceProfile } from '#domain/funding-source/events';
import type { Decoded } from '#event-sourcing/codec';
import type { LedgerEvent } from '#read-models/domain-events';
import type { FigureQuestion } from '#read-models/figures/figures';
import { storiesOf, type Step, type Story } from './naive-stories.ts';
import { dayOfDate } from './random-facts.ts';

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

const SIDE: Readonly<Record<string, string>> = {
  HEALTH_SERVICE: 'PUBLIC_HEALTH',
  THIRD_SECTOR: 'T',
  FOUNDATION: 'F',
  COMPANY: 'O',
  OTHER_PRIVATE: 'O',
  USERS: 'U',
  UNRESOLVED: 'UNRESOLVED',
};
const STAGES = ['PLEDGED', 'COMMITTED', 'DELIVERED', 'PAID', 'VERIFIED'];

/** Largest remainder, one cent at a time; of equal remainders the earlier part is served first. */
export function shareOut(whole: bigint, weights: readonly (number | bigint)[]): bigint[] {
  if (whole < 0n) return shareOut(-whole, weights).map((part) => -part);
  const total = weights.reduce<bigint>((sum, weight) => sum + BigInt(weight), 0n);
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

interface YearPart {
  readonly year: number;
  readonly cents: bigint;
  readonly first: number;
  readonly last: number;
}

/** Evenly by day, gathered by calendar year; the days are counted one by one. */
function byYear(cents: bigint, span: { from: string; to: string }): YearPart[] {
  const years = new Map<number, { first: number; last: number }>();
  for (let day = dayOfDate(span.from); day <= dayOfDate(span.to); day += 1) {
    const year = new Date(day * 86_400_000).getUTCFullYear();
    years.set(year, { first: years.get(year)?.first ?? day, last: day });
  }
  const parts = shareOut(
    cents,
    [...years.values()].map(({ first, last }) => last - first + 1),
  );
  return [...years].map(([year, days], index) => ({ year, ...days, cents: parts[index] ?? 0n }));
}

/** A cent is due when it is whole, whatever its sign. */
function due({ cents, first, last }: Omit<YearPart, 'year'>, asOf: number): bigint {
  const gone = BigInt(Math.min(last - first + 1, Math.max(0, asOf - first + 1)));
  return (cents * gone) / BigInt(last - first + 1);
}

type Source = Pick<FundingSourceProfile, 'originShares' | 'repayable'>;
type Portion = readonly [side: string, origin: string, cents: bigint];

function euroCents(money: { readonly amount: string } | null): bigint {
  return money === null ? 0n : BigInt(money.amount.replace('.', ''));
}

/** On which side each cent of the whole counts. */
function portions({ statement: { resource, fundedBy }, cents }: Story, source: Source): Portion[] {
  const passedOn = fundedBy.reduce((sum, { amount }) => sum + euroCents(amount), 0n);
  const before: Portion[] = passedOn > 0n ? [['PASSED_ON', 'PASSED_ON', passedOn]] : [];
  let own = cents - passedOn;
  let { repayable } = source;
  if (resource.kind === 'PAID_STAFF' && resource.reimbursedBp > 0) {
    const [back = 0n, borne = 0n] = shareOut(own, [resource.reimbursedBp, 10_000 - resource.reimbursedBp]);
    before.push(['PUBLIC', 'PUBLIC_UNSPECIFIED', back]);
    own = borne;
  }
  if (resource.kind === 'CASH') {
    const { nature, userPart } = resource;
    if (nature === 'USER_FEE') return [...before, ['U', 'USERS', own]];
    if (nature === 'CONTRACT_PRICE') return [...before, ['PRICE', 'PRICE', own]];
    if (nature === 'INDEXATION') return [...before, ['PUBLIC', 'PUBLIC_UNSPECIFIED', own]];
    if (nature === 'LOAN') repayable = true;
    if (nature === 'VOUCHER') {
      before.push(['U', 'USERS', euroCents(userPart)]);
      own -= euroCents(userPart);
    }
  }
  const bps = source.originShares.map(({ bp }) => bp);
  const parts = shareOut(own, bps);
  const rest = source.originShares.map(({ origin }, index): Portion => {
    const side = repayable ? 'FINANCING' : (SIDE[origin] ?? 'PUBLIC');
    return [side, origin, parts[index] ?? 0n];
  });
  return [...before, ...rest];
}

/** An amount on one rung, of which so much counts by the end of a day. */
interface Item {
  readonly side: string;
  readonly origin: string;
  readonly stage: string;
  readonly year: number;
  readonly ofYear: number;
  /** Nothing changes after it. */
  readonly last: number;
  readonly by: (day: number) => bigint;
}
interface Change extends Pick<Item, 'year' | 'ofYear' | 'last' | 'by'> {
  readonly rung: string;
}

/** So much of n cents has come by the end of a day. */
interface Way {
  readonly year: number;
  readonly last: number;
  readonly by: (n: bigint, day: number) => bigint;
}

/** What came to a rung, year by year, how much of it is still there, and how it came here and to each rung below. */
interface Lot extends YearPart {
  left: bigint;
  readonly ways: readonly (Way & { readonly rung: string })[];
}

const straight = (part: YearPart): Way => ({
  ...{ year: part.year, last: part.last },
  by: (n, day) => due({ ...part, cents: n }, day),
});
const least = (a: Way, b: Way): Way => ({
  ...{ year: Math.max(a.year, b.year), last: Math.max(a.last, b.last) },
  by: (n, day) => [a.by(n, day), b.by(n, day)].reduce((x, y) => (x < y ? x : y)),
});
const most = (a: Way, b: Way): Way => ({
  ...{ year: Math.min(a.year, b.year), last: Math.min(a.last, b.last) },
  by: (n, day) => [a.by(n, day), b.by(n, day)].reduce((x, y) => (x > y ? x : y)),
});

interface Wanted extends YearPart {
  left: bigint;
}

const wantedOf = (cents: bigint, span: Step['span']): Wanted[] =>
  byYear(cents, span)
    .filter((each) => each.cents !== 0n)
    .map((each) => ({ ...each, left: each.cents }));

/** What was found of a portion of a step, and what it changes. */
interface Found {
  readonly changes: Change[];
  readonly lots: Lot[];
}

/** Of each lot leaves on any day only what has come by then and gone on by then. */
function find(lots: readonly Lot[], wanted: readonly Wanted[], rung: string, to: string | null): Found {
  const found: Found = { changes: [], lots: [] };
  for (const goes of wanted) {
    let whole = 0n;
    for (const came of lots.toSorted((a, b) => a.last - b.last)) {
      const before = came.left;
      const cents = before < goes.left ? before : goes.left;
      if (cents === 0n) continue;
      came.left -= cents;
      goes.left -= cents;
      const own = to === null ? [] : [{ rung: to, ...straight(goes) }];
      const ways = [...own, ...came.ways.map((way) => ({ rung: way.rung, ...most(way, straight(goes)) }))];
      found.lots.push({ ...goes, left: cents, ways });
      if (came.last <= goes.first && to !== null) {
        whole += cents;
        continue;
      }
      const gone = came.ways.map((way) => ({ rung: way.rung, ...least(way, straight(goes)) }));
      const lost = (way: Way, day: number): bigint => {
        if (goes.first < goes.last) return way.by(cents, day);
        return day < goes.first ? 0n : way.by(before, day) - way.by(before - cents, day);
      };
      for (const [index, way] of gone.entries()) {
        const above = gone[index - 1];
        const { year, last } = way;
        const common = { year, last, rung: way.rung, ofYear: to === null ? came.year : year };
        found.changes.push({ ...common, by: (day) => -lost(way, day) });
        if (above === undefined) continue;
        const counted = { rung: way.rung, year: above.year, last: above.last };
        const ofYear = to === null ? came.year : above.year;
        found.changes.push({ ...counted, ofYear, by: (day) => lost(above, day) });
      }
    }
    if (whole > 0n) found.changes.push(atOnce(goes, -whole, rung));
  }
  return found;
}

function atOnce(part: YearPart, cents: bigint, rung: string): Change {
  const { year, last } = part;
  return { rung, year, last, ofYear: year, by: (day) => due({ ...part, cents }, day) };
}

/** Each side loses its own first, then the odd cent that rounding gave to another, then what is not there at all. */
function passedOn(
  lots: Record<string, Lot[][]>,
  cents: readonly bigint[],
  { from, to, span }: Pick<Step, 'from' | 'to' | 'span'>,
): (Change & { readonly at: number })[] {
  const on = (rung: string) => (lots[rung] ??= cents.map(() => []));
  const wanted = cents.map((each) => wantedOf(each, span));
  const all: Found[] = cents.map(() => ({ changes: [], lots: [] }));
  const look = (at: number, where: readonly Lot[]) => {
    const { changes, lots: more } = find(where, wanted[at] ?? [], from ?? '', to);
    all[at]?.changes.push(...changes);
    all[at]?.lots.push(...more);
  };
  if (from !== null) {
    for (const at of cents.keys()) look(at, on(from)[at] ?? []);
    for (const at of cents.keys()) for (const others of on(from)) look(at, others);
  }
  return all.flatMap(({ changes, lots: found }, at) => {
    const rest = (wanted[at] ?? []).filter(({ left }) => left > 0n);
    if (from !== null) changes.push(...rest.map((each) => atOnce(each, -each.left, from)));
    if (to !== null) {
      changes.push(...wantedOf(cents[at] ?? 0n, span).map((each) => atOnce(each, each.cents, to)));
      const fresh = rest.map((each) => ({ ...each, ways: [{ rung: to, ...straight(each) }] }));
      on(to)[at]?.push(...found, ...fresh);
    }
    return changes.map((change) => ({ ...change, at }));
  });
}

function itemsOf(story: Story, source: Source): Item[] {
  const sides = portions(story, source);
  const weights = sides.map(([, , cents]) => cents);
  const reached: Record<string, bigint> = {};
  const lots: Record<string, Lot[][]> = {};
  const inKind = story.statement.resource.kind !== 'CASH';
  return [...story.entry, ...story.later].flatMap((step) => {
    const key = step.to ?? 'gone';
    const before = reached[key] ?? 0n;
    reached[key] = before + step.cents;
    const [was, is] = [shareOut(before, weights), shareOut(before + step.cents, weights)];
    const parts = sides.map((_, at) => (is[at] ?? 0n) - (was[at] ?? 0n));
    const { from, to, span } = step;
    const less = parts.map((part) => (part < 0n ? -part : 0n));
    const more = parts.map((part) => (part > 0n ? part : 0n));
    const changes = [
      ...passedOn(lots, less, { from: to, to: from, span }),
      ...passedOn(lots, more, { from, to, span }),
    ];
    return changes.map(({ at, rung, ...change }) => {
      const [side = '', origin = ''] = sides[at] ?? [];
      return { ...change, side, origin, stage: inKind && rung === 'DELIVERED' ? 'PAID' : rung };
    });
  });
}

/** The same as of that day, but none of it earlier. */
function onDay(items: readonly Item[], date: string): Item[] {
  const first = dayOfDate(date);
  const year = Number(date.slice(0, 4));
  return items.map((item) => ({
    ...item,
    year: item.last > first ? item.year : year,
    last: Math.max(item.last, first),
    by: (day) => (day < first ? 0n : item.by(day)),
  }));
}

const turned = (items: readonly Item[]): Item[] =>
  items.map((item) => ({ ...item, by: (day) => -item.by(day) }));

/** Under each of its sources from the day on which it came under it, until the day of the next. */
function lifeOf(story: Story, sources: ReadonlyMap<string, Source>): Item[] {
  const names = [...story.switches.map(({ from }) => from), story.statement.fundingSource];
  const all = names.flatMap((name, index) => {
    const profile = sources.get(name);
    if (profile === undefined) throw new Error(`no source ${name}`);
    const [since, until] = [story.switches[index - 1]?.on, story.switches[index]?.on];
    const items = itemsOf(story, profile);
    const own = since === undefined ? items : onDay(items, since);
    return until === undefined ? own : [...own, ...turned(onDay(own, until))];
  });
  if (story.reversal === null) return all;
  return story.reversal.on === null ? [] : [...all, ...turned(onDay(all, story.reversal.on))];
}

function impliedLines(items: readonly Decoded<LedgerEvent>[], question: FigureQuestion): Line[] {
  const last = items.findLast(
    ({ event, envelope }) =>
      envelope.stream === `partnership-${question.partnership}` && event.type.startsWith('PublicBase'),
  );
  if (last === undefined || last.event.type !== 'PublicBaseImplied') return [];
  const { data } = last.event;
  const dimensions = { side: 'PUBLIC', origin: 'PUBLIC_UNSPECIFIED', kind: 'CASH', stage: 'DELIVERED' };
  const asOf = dayOfDate(question.effectiveAsOf);
  // A base stands for a year from its first day in that year on, even before a cent of it is due.
  return byYear(euroCents(data.amount), data)
    .filter(({ first }) => first <= asOf)
    .map((part) => ({
      ...dimensions,
      ...{ bringer: '', implied: true, year: part.year, ofYear: part.year, cents: due(part, asOf) },
    }));
}

export interface NaiveAnswer {
  /** What counts, after every filter. */
  readonly lines: readonly Line[];
  /** Recorded public money of years for which an implied base stands. */
  readonly within: bigint;
}

export function naively(items: readonly Decoded<LedgerEvent>[], question: FigureQuestion): NaiveAnswer {
  const known = items.filter(({ position }) => position <= (question.position ?? position));
  const linked = question.chain === true ? chainOf(known, question.partnership) : [question.partnership];
  const answers = linked.map((partnership) => ofOne(known, { ...question, partnership }));
  return {
    lines: answers.flatMap(({ lines }) => lines),
    within: answers.reduce((sum, { within }) => sum + within, 0n),
  };
}

/** Everything that follows one another, from wherever one begins. */
export function chainOf(items: readonly Decoded<LedgerEvent>[], from: string): string[] {
  const pairs = items.flatMap(({ event, envelope }) => {
    const before = event.type === 'PartnershipRegistered' ? event.data.follows : null;
    return before === null ? [] : [[envelope.stream.replace('partnership-', ''), before.partnership]];
  });
  const chain = new Set([from]);
  for (let size = 0; size < chain.size;) {
    size = chain.size;
    for (const pair of pairs)
      if (pair.some((each) => chain.has(each))) for (const each of pair) chain.add(each);
  }
  return [...chain];
}

function ofOne(known: readonly Decoded<LedgerEvent>[], question: FigureQuestion): NaiveAnswer {
  const sources = new Map<string, FundingSourceProfile>();
  for (const { event, envelope } of known) {
    const id = envelope.stream.replace('funding-source-', '');
    if (event.type === 'FundingSourceRegistered') sources.set(id, event.data);
  }
  const asOf = dayOfDate(question.effectiveAsOf);
  const matches = (line: Line) =>
    STAGES.indexOf(line.stage) >= STAGES.indexOf(question.basis.toUpperCase()) &&
    (question.view === 'economic' || line.kind === 'CASH') &&
    (question.bringer === undefined || line.bringer === question.bringer);
  const inYear = (line: Line) => question.year === undefined || line.year === question.year;
  const implied = impliedLines(known, question).filter(matches);
  const impliedYears = new Set(implied.map(({ year }) => year));
  const isWithin = (line: Line) => line.side.startsWith('PUBLIC') && impliedYears.has(line.ofYear);
  const recorded = storiesOf(known)
    .filter((story) => story.partnership === question.partnership)
    .flatMap((story) =>
      lifeOf(story, sources).map((item): Line => ({
        ...item,
        ...{ kind: story.statement.resource.kind, bringer: story.statement.bringer, implied: false },
        cents: item.by(asOf),
      })),
    )
    .filter((line) => matches(line) && inYear(line));
  return {
    lines: [...recorded.filter((line) => !isWithin(line)), ...implied.filter(inYear)],
    within: recorded.filter(isWithin).reduce((sum, line) => sum + line.cents, 0n),
  };
}
