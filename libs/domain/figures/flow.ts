/**
 * How the money of one contribution comes to its rungs and goes on, day by day. A later stage includes the earlier, so
 * what has arrived above by a day counts below as well, and only what has come to a rung leaves it: no basis is ever
 * below a later one, not even while a pledge over years accrues, and nothing counts twice.
 */
import { splitByYear, type Span } from '../calendar.ts';
import type { Move, Rung } from '../contribution/ladder.ts';
import type { Cents } from '../money.ts';
import { greater, lesser, straight, type Course, type Days } from './course.ts';

/** What accrues evenly over its days, and counts from `sinceDay` on, which is one of them. */
export interface Flow extends Days {
  readonly stage: Rung;
  readonly sinceDay: number;
  /** The year the money is of: an undoing counts in the year of its day, but undoes money of this one. */
  readonly ofYear: number;
  readonly cents: Cents;
}

/** What of an amount has not moved on: it came over these days, and so to the rungs below, the nearest first. */
interface Open {
  readonly days: Days;
  left: Cents;
  readonly below: readonly Came[];
}

interface Came {
  readonly stage: Rung;
  readonly course: Course;
}

/** What lies on each rung, by portion; first what has all come first. */
export type Held = Map<Rung, readonly Open[][]>;

/** One portion of a move: what of it has not been found yet, and what has. */
interface Passage {
  readonly wanted: Open[];
  readonly found: Open[];
  readonly flows: Flow[];
}

/** What a move changes, by portion. What is held changes with it. */
export function flowsOf(
  { from, to, effective }: Pick<Move, 'from' | 'to' | 'effective'>,
  parts: readonly Cents[],
  held: Held,
): Flow[][] {
  const on = parts.map((part) => (part > 0n ? part : 0n));
  // Where rounding makes the share of a side in the whole a cent less than before, that cent goes the other way.
  const back = parts.map((part) => (part < 0n ? -part : 0n));
  const returned = passed({ from: to, to: from, effective }, back, held);
  const gone = passed({ from, to, effective }, on, held);
  return parts.map((_, index) => [...(returned[index] ?? []), ...(gone[index] ?? [])]);
}

function passed(
  { from, to, effective }: Pick<Move, 'from' | 'to' | 'effective'>,
  parts: readonly Cents[],
  held: Held,
): Flow[][] {
  const passages = parts.map((cents): Passage => ({
    wanted: openOver(cents, effective),
    found: [],
    flows: [],
  }));
  if (from !== null) {
    const open = heldOn(from, held, parts.length);
    for (const [index, passage] of passages.entries()) take(open[index] ?? [], passage, from, to === null);
    for (const passage of passages) {
      // A cent that rounding gave to another side; and more than there was leaves on its own days.
      for (const each of open) take(each, passage, from, to === null);
      passage.flows.push(...passage.wanted.map(({ days, left }) => flowOf(from, days, -left)));
    }
  }
  if (to !== null) {
    const open = heldOn(to, held, parts.length);
    for (const [index, { wanted, found, flows }] of passages.entries()) {
      flows.push(...openOver(parts[index] ?? 0n, effective).map(({ days, left }) => flowOf(to, days, left)));
      for (const each of [...found, ...wanted]) put(open[index] ?? [], each);
    }
  }
  return passages.map(({ flows }) => flows);
}

function heldOn(rung: Rung, held: Held, portions: number): readonly Open[][] {
  const open = held.get(rung) ?? Array.from({ length: portions }, () => []);
  held.set(rung, open);
  return open;
}

function openOver(cents: Cents, effective: Span): Open[] {
  if (cents === 0n) return [];
  return splitByYear(cents, effective)
    .filter(({ amount }) => amount !== 0n)
    .map(({ amount, ...days }) => ({ days, left: amount, below: [] }));
}

function put(open: Open[], part: Open): void {
  const after = open.findLastIndex(({ days }) => days.toDay <= part.days.toDay);
  open.splice(after + 1, 0, part);
}

/** Takes what is wanted from what is open on a rung, as far as it goes. */
function take(open: Open[], { wanted, found, flows }: Passage, stage: Rung, forGood: boolean): void {
  // What had all come before goes as one amount, however many parts it came in.
  let past = 0n;
  while (open[0] !== undefined && wanted[0] !== undefined) {
    const [came, goes] = [open[0], wanted[0]];
    const cents = came.left < goes.left ? came.left : goes.left;
    if (!forGood && came.days.toDay <= goes.days.fromDay) past += cents;
    else flows.push(...left(came, goes.days, cents, stage, forGood));
    found.push({ days: goes.days, left: cents, below: passedBy(came, goes.days, stage) });
    came.left -= cents;
    goes.left -= cents;
    if (came.left === 0n) open.shift();
    if (past > 0n && (goes.left === 0n || open.length === 0)) {
      flows.push(flowOf(stage, goes.days, -past));
      past = 0n;
    }
    if (goes.left === 0n) wanted.shift();
  }
}

/** How it has come to each rung, the one it is on first. */
function coursesOf({ days, below }: Open, stage: Rung): readonly Came[] {
  return [{ stage, course: straight(days) }, ...below];
}

/** What has gone above by a day has come to every rung below. */
function passedBy(came: Open, goes: Days, stage: Rung): readonly Came[] {
  return coursesOf(came, stage).map((each) => ({ ...each, course: greater(each.course, goes) }));
}

/**
 * How `cents` leave a rung, and rungs below on which they have counted only since they were here: on each day what has
 * both come and gone. What leaves for good undoes money of the year in which it came; what climbs is of the year in
 * which it counts, on both rungs, so that nothing changes below, also of what lies within an implied base.
 */
function left(came: Open, goes: Days, cents: Cents, stage: Rung, forGood: boolean): Flow[] {
  const gone = coursesOf(came, stage).map((each) => ({ ...each, course: lesser(each.course, goes) }));
  const atOnce = goes.fromDay === goes.toDay;
  return gone.flatMap(({ stage: rung, course }, index) => {
    const above = gone[index - 1]?.course ?? [];
    if (isSame(above, course)) return [];
    const flows = [...along(rung, course, -1n), ...along(rung, above, 1n)].flatMap((flow) =>
      // All that is open goes and the rest comes again: of an amount in parts, each would lose a cent by rounding.
      atOnce && flow.fromDay < flow.toDay && cents < came.left
        ? [timesCents(flow, came.left), timesCents(flow, cents - came.left)]
        : timesCents(flow, cents),
    );
    return forGood ? flows.map((flow) => ({ ...flow, ofYear: came.days.year })) : flows;
  });
}

function isSame(a: Course, b: Course): boolean {
  const legOf = ({ days, sinceDay }: Course[number]) => `${days.fromDay} ${days.toDay} ${sinceDay}`;
  return a.map(legOf).join() === b.map(legOf).join();
}

/** A cent along a course: on each turn it goes on along other days. */
function along(stage: Rung, course: Course, cents: 1n | -1n): Flow[] {
  return course.flatMap(({ days, sinceDay }, index) => {
    const before = course[index - 1];
    const next = { ...flowOf(stage, days, cents), sinceDay };
    return before === undefined ? next : [{ ...flowOf(stage, before.days, -cents), sinceDay }, next];
  });
}

function timesCents(flow: Flow, cents: Cents): Flow {
  return { ...flow, cents: flow.cents * cents };
}

function flowOf(stage: Rung, days: Days, cents: Cents): Flow {
  return { ...days, stage, sinceDay: days.fromDay, ofYear: days.year, cents };
}
