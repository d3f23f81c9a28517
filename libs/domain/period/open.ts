/** Whether the days of what enters, moves or is undone are open: the one place where other aggregates ask. */
import { spanFault, type Span } from '../calendar.ts';
import { stateOf, type Circumstances } from '../decider.ts';
import { reject, type Rejection } from '../rejections.ts';
import { closedYear, period } from './decider.ts';

/** The first closed year that these days touch, or null. */
export function closedAt(span: Span, partnership: string, circumstances: Circumstances): number | null {
  return closedYear(stateOf(period, partnership, circumstances), span);
}

/** Why something cannot count on these days, or null. `at` is the member that is at fault, if one is. */
export function closedFault(
  days: readonly Span[],
  partnership: string,
  circumstances: Circumstances,
  at: string | undefined,
): Rejection | null {
  for (const span of days) {
    const year = closedAt(span, partnership, circumstances);
    if (year !== null) return reject('PERIOD_CLOSED', at, { year: String(year) });
  }
  return null;
}

/** What enters counts in an open year; a late entry names besides the closed days that it is about. */
export function entryFault(
  { effective, lateFor = null }: { readonly effective: Span; readonly lateFor?: Span | null },
  partnership: string,
  circumstances: Circumstances,
  at: { readonly effective: string; readonly lateFor: string },
): Rejection | null {
  const closed = closedFault([effective], partnership, circumstances, at.effective);
  if (closed !== null || lateFor === null) return closed;
  const fault = spanFault(lateFor, at.lateFor);
  if (fault !== null) return fault;
  return closedAt(lateFor, partnership, circumstances) === null ? reject('NOT_LATE', at.lateFor) : null;
}

/** What undoes or ends something: on a day that has come, at the earliest on its `first`, and in an open year. */
export function undoingFault(
  effectiveOn: string,
  first: string,
  partnership: string,
  circumstances: Circumstances,
): Rejection | null {
  if (effectiveOn < first) {
    return reject('REVERSAL_BEFORE_FACT', '/effectiveOn', { found: effectiveOn, earliest: first });
  }
  const days = [{ from: effectiveOn, to: effectiveOn }];
  return (
    futureFault(effectiveOn, circumstances) ?? closedFault(days, partnership, circumstances, '/effectiveOn')
  );
}

/** What somebody does today may be dated back, never ahead; a fact that is recorded may lie ahead (T11). */
export function futureFault(effectiveOn: string, { today }: Circumstances): Rejection | null {
  return effectiveOn <= today
    ? null
    : reject('DATE_IN_FUTURE', '/effectiveOn', { found: effectiveOn, today });
}
