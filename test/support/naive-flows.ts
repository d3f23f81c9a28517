/**
 * How money comes to its rungs and goes on, day by day, in the plainest way there is: for the oracle of the figures,
 * which shares no code with what it judges.
 */
import type { Step } from './naive-stories.ts';
import { dayOfDate } from './random-facts.ts';

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

export interface YearPart {
  readonly year: number;
  readonly cents: bigint;
  readonly first: number;
  readonly last: number;
}

/** Evenly by day, gathered by calendar year. */
export function byYear(cents: bigint, { from, to }: { from: string; to: string }): YearPart[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const days = years.map((year) => ({
    year,
    first: dayOfDate([from, `${year}-01-01`].toSorted()[1] ?? ''),
    last: dayOfDate([to, `${year}-12-31`].toSorted()[0] ?? ''),
  }));
  const parts = shareOut(
    cents,
    days.map((each) => each.last - each.first + 1),
  );
  return days.map((each, index) => ({ ...each, cents: parts[index] ?? 0n }));
}

/** A cent is due when it is whole, whatever its sign. */
export function due({ cents, first, last }: Omit<YearPart, 'year'>, asOf: number): bigint {
  const gone = BigInt(Math.min(last - first + 1, Math.max(0, asOf - first + 1)));
  return (cents * gone) / BigInt(last - first + 1);
}

/** An amount on one rung, of which so much counts by the end of a day. */
export interface Item {
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

/** On which side, and of which origin, each cent of the whole counts. */
export type Portion = readonly [side: string, origin: string, cents: bigint];

/** Every step by side: of all that has reached a rung, each side has its share of the whole. */
export function itemsOf(steps: readonly Step[], sides: readonly Portion[], inKind: boolean): Item[] {
  const weights = sides.map(([, , cents]) => cents);
  const reached: Record<string, bigint> = {};
  const lots: Record<string, Lot[][]> = {};
  return steps.flatMap((step) => {
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
export function onDay(items: readonly Item[], date: string): Item[] {
  const first = dayOfDate(date);
  const year = Number(date.slice(0, 4));
  return items.map((item) => ({
    ...item,
    year: item.last > first ? item.year : year,
    last: Math.max(item.last, first),
    by: (day) => (day < first ? 0n : item.by(day)),
  }));
}

export const turned = (items: readonly Item[]): Item[] =>
  items.map((item) => ({ ...item, by: (day) => -item.by(day) }));
