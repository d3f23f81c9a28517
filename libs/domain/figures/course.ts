/**
 * The course of an amount: along which days it accrues evenly, and from which day on along others. The lesser and the
 * greater of two courses are courses again, exactly on every day, for two straight ones cross at most once.
 */

/** Days of one calendar year, as day numbers. */
export interface Days {
  readonly year: number;
  readonly fromDay: number;
  readonly toDay: number;
}

export interface Leg {
  readonly days: Days;
  readonly sinceDay: number;
}

export type Course = readonly Leg[];

/** Evenly over these days. */
export function straight(days: Days): Course {
  return [{ days, sinceDay: days.fromDay }];
}

/** On each day the lesser of what has come along a course and along these days. */
export function lesser(course: Course, days: Days): Course {
  return picked(course, days, (own, day) => {
    if (own === undefined || day < days.fromDay) return null;
    return isAhead(days, own, day) ? own : days;
  });
}

/** On each day the greater. */
export function greater(course: Course, days: Days): Course {
  const [first, ...more] = course;
  if (first !== undefined && more.length === 0 && first.days.toDay <= days.fromDay) return course;
  return picked(course, days, (own, day) => (own === undefined || isAhead(days, own, day) ? days : own));
}

function picked(
  course: Course,
  days: Days,
  pick: (own: Days | undefined, day: number) => Days | null,
): Course {
  const turns = course.flatMap((leg) => [leg.sinceDay, turnOf(leg.days, days) ?? leg.sinceDay]);
  const legs: Leg[] = [];
  for (const sinceDay of [days.fromDay, ...turns].sort((a, b) => a - b)) {
    const own = course.findLast((leg) => leg.sinceDay <= sinceDay)?.days;
    const next = pick(own, sinceDay);
    if (next !== null && next !== legs.at(-1)?.days) legs.push({ days: next, sinceDay });
  }
  return legs;
}

/** Whether more of `a` than of `b` has come by the end of a day or, of as much, it had come before. */
function isAhead(a: Days, b: Days, day: number): boolean {
  const more = gone(a, day) * lengthOf(b) - gone(b, day) * lengthOf(a);
  return more === 0 ? a.toDay < b.toDay : more > 0;
}

function gone({ fromDay, toDay }: Days, day: number): number {
  return Math.max(0, Math.min(day, toDay) - fromDay + 1);
}

function lengthOf({ fromDay, toDay }: Days): number {
  return toDay - fromDay + 1;
}

/** The first day on which the shorter is ahead of the longer, around it on both ends; null where none is. */
function turnOf(a: Days, b: Days): number | null {
  const [inner, outer] = lengthOf(a) < lengthOf(b) ? [a, b] : [b, a];
  if (inner.fromDay <= outer.fromDay || inner.toDay >= outer.toDay) return null;
  const [innerDays, outerDays] = [lengthOf(inner), lengthOf(outer)];
  const even = ((inner.fromDay - 1) * outerDays - (outer.fromDay - 1) * innerDays) / (outerDays - innerDays);
  return Math.floor(even) + 1;
}
