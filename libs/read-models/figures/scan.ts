/**
 * One pass over the facts: which are visible at both as-of points and match the filters, and what they add up to,
 * by side and by group. Sums are exact integers however many facts there are.
 */
import { accruedBy } from '#domain/calendar';
import { SIDES, type Side } from '#domain/funding-source/origins';
import { noSums, type SideSums } from '#domain/figures/figure';
import type { Basis, View } from '#domain/figures/definitions';
import { codeOf } from './codes.ts';
import { EXACT_MAX, type FactColumns, type IntColumn } from './columns.ts';

export const GROUP_KEYS = ['year', 'bringer', 'kind', 'origin'] as const;
export type GroupKey = (typeof GROUP_KEYS)[number];

export interface Selection {
  /** Partnership id. */
  readonly partnership: string;
  readonly basis: Basis;
  readonly view: View;
  /** Day number up to which facts took effect. */
  readonly day: number;
  /** Log position up to which they were known. */
  readonly position: bigint;
  readonly bringer?: string;
  readonly year?: number;
  readonly groupBy?: GroupKey;
}

export interface Sums extends SideSums {
  /** How many facts were summed. */
  readonly facts: number;
  /** True when the days of some fact were assumed, not stated. */
  readonly assumedDating: boolean;
  /** An implied base that is left out because public contributions are recorded. */
  readonly supersededBase: bigint;
}

export interface Scan {
  readonly total: Sums;
  /** Code of the group member (a year, or a code of the vocabulary or name table) to its sums. */
  readonly groups: ReadonlyMap<number, Sums>;
}

const BASIS_STAGE = { committed: 'COMMITTED', delivered: 'DELIVERED', paid: 'PAID' } as const;
const RECORDED = codeOf('standing', 'RECORDED');
const IMPLIED = codeOf('standing', 'IMPLIED');
const ASSUMED = codeOf('dating', 'ASSUMED');
const PUBLIC_SIDES = [codeOf('side', 'PUBLIC'), codeOf('side', 'PUBLIC_HEALTH')];
/** Accumulator slots: one per side and standing. */
const SLOTS = SIDES.length * 2;

/** Sums that start in Float64 and spill into BigInt before a cent could be lost. */
class Accumulator {
  readonly fast = new Float64Array(SLOTS);
  readonly exact = new Array<bigint>(SLOTS).fill(0n);
  facts = 0;
  sinceSpill = 0;
  assumedDating = false;

  spill(): void {
    for (let slot = 0; slot < SLOTS; slot += 1) {
      if (this.fast[slot] !== 0) this.exact[slot] = (this.exact[slot] ?? 0n) + BigInt(this.fast[slot] ?? 0);
      this.fast[slot] = 0;
    }
    this.sinceSpill = 0;
  }
}

export function scan(columns: FactColumns, selection: Selection): Scan {
  const total = new Accumulator();
  const groups = new Map<number, Accumulator>();
  addUp(columns, selection, total, groups);
  const superseded = hasRecordedPublic(columns, selection);
  return {
    total: finish(total, superseded),
    groups: new Map([...groups].map(([code, group]) => [code, finish(group, superseded)])),
  };
}

function addUp(
  columns: FactColumns,
  selection: Selection,
  total: Accumulator,
  groups: Map<number, Accumulator>,
): void {
  const { partnership, bringer, side, kind, stage, standing, dating, year, from_day, to_day } = columns.int;
  const { knownFrom, knownTo, cents, length } = columns;
  const wantPartnership = columns.names.get(selection.partnership) ?? 0;
  const wantBringer = selection.bringer === undefined ? -1 : (columns.names.get(selection.bringer) ?? 0);
  const wantYear = selection.year ?? -1;
  const leastStage = codeOf('stage', BASIS_STAGE[selection.basis]);
  const wantKind = selection.view === 'cashOnly' ? codeOf('kind', 'CASH') : -1;
  const position = Number(selection.position);
  const { day } = selection;
  const groupColumn =
    selection.groupBy === undefined ? undefined : columns.int[selection.groupBy satisfies IntColumn];
  const spillEvery = Math.max(1, Math.floor(EXACT_MAX / columns.centsMax) - 1);

  for (let i = 0; i < length; i += 1) {
    if (partnership[i] !== wantPartnership) continue;
    if ((knownFrom[i] as number) > position || (knownTo[i] as number) <= position) continue;
    if ((from_day[i] as number) > day) continue;
    if ((stage[i] as number) < leastStage) continue;
    if (wantKind >= 0 && kind[i] !== wantKind) continue;
    if (wantBringer >= 0 && bringer[i] !== wantBringer) continue;
    if (wantYear >= 0 && year[i] !== wantYear) continue;

    const slot = (side[i] as number) * 2 + (standing[i] as number);
    const whole = (to_day[i] as number) <= day && !columns.wide.has(i);
    const assumed = dating[i] === ASSUMED;
    const part = whole ? (cents[i] as number) : accrued(columns, i, day);
    put(total, slot, part, assumed, spillEvery);
    if (groupColumn !== undefined)
      put(groupOf(groups, groupColumn[i] as number), slot, part, assumed, spillEvery);
  }
}

function put(
  into: Accumulator,
  slot: number,
  part: number | bigint,
  assumed: boolean,
  spillEvery: number,
): void {
  if (typeof part === 'number') {
    into.fast[slot] = (into.fast[slot] as number) + part;
    into.sinceSpill += 1;
    if (into.sinceSpill >= spillEvery) into.spill();
  } else {
    into.exact[slot] = (into.exact[slot] as bigint) + part;
  }
  into.facts += 1;
  if (assumed) into.assumedDating = true;
}

function groupOf(groups: Map<number, Accumulator>, code: number): Accumulator {
  let group = groups.get(code);
  if (group === undefined) {
    group = new Accumulator();
    groups.set(code, group);
  }
  return group;
}

/** The slow path: a span that is still running on that day, or an amount no Float64 holds. */
function accrued(columns: FactColumns, i: number, day: number): bigint {
  const amount = columns.wide.get(i) ?? BigInt(columns.cents[i] as number);
  return accruedBy(day, amount, columns.int.from_day[i] as number, columns.int.to_day[i] as number);
}

/**
 * A recorded public contribution is better evidence than an implied base, and adding both would count the same
 * money twice: as long as one stands in the partnership, the implied base gives way. Only the sign of the sum
 * matters here, so it need not be exact.
 */
function hasRecordedPublic(columns: FactColumns, selection: Selection): boolean {
  const { partnership, side, standing } = columns.int;
  let euroCents = 0;
  const wanted = columns.names.get(selection.partnership) ?? 0;
  const position = Number(selection.position);
  for (let i = 0; i < columns.length; i += 1) {
    if (partnership[i] !== wanted || standing[i] !== RECORDED) continue;
    if ((columns.knownFrom[i] as number) > position || (columns.knownTo[i] as number) <= position) continue;
    if (PUBLIC_SIDES.includes(side[i] as number))
      euroCents += Number(columns.wide.get(i) ?? columns.cents[i]);
  }
  return euroCents > 0;
}

function finish(from: Accumulator, superseded: boolean): Sums {
  from.spill();
  const recorded = noSums();
  const implied = noSums();
  let supersededBase = 0n;
  for (const [code, side] of SIDES.entries()) {
    recorded[side satisfies Side] = from.exact[code * 2 + RECORDED] ?? 0n;
    const base = from.exact[code * 2 + IMPLIED] ?? 0n;
    if (superseded) supersededBase += base;
    else implied[side] = base;
  }
  return { recorded, implied, facts: from.facts, assumedDating: from.assumedDating, supersededBase };
}
