/**
 * One pass over the facts: which are visible at both as-of points and match the filters, and what they add up to,
 * by side and by group. Sums are exact integers however many facts there are.
 */
import { accruedBy } from '#domain/calendar';
import type { Rung } from '#domain/contribution/ladder';
import { SIDES } from '#domain/funding-source/origins';
import { noSums, type SideSums } from '#domain/figures/figure';
import type { Basis, View } from '#domain/figures/definitions';
import { codeOf, SIDE_CODES } from './codes.ts';
import { BLOCK, type FactColumns, type IntColumn } from './columns.ts';

export const GROUP_KEYS = ['year', 'bringer', 'kind', 'origin'] as const;
export type GroupKey = (typeof GROUP_KEYS)[number];

export interface Selection {
  /** Codes of the partnerships that are asked about: one, or the links of a chain. */
  readonly partnerships: readonly number[];
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
  /** How many facts on counted sides were summed. */
  readonly facts: number;
  /** True when the days of one of them were assumed, not stated. */
  readonly assumedDating: boolean;
  /** Recorded public money of years for which an implied base stands: part of that base, so not added to it. */
  readonly withinImplied: bigint;
}

export interface Scan {
  readonly total: Sums;
  /** Code of the group member (a year, or a code of the vocabulary or name table) to its sums. */
  readonly groups: ReadonlyMap<number, Sums>;
}

const BASIS_STAGE = {
  pledged: 'PLEDGED',
  committed: 'COMMITTED',
  delivered: 'DELIVERED',
  paid: 'PAID',
  verified: 'VERIFIED',
} as const satisfies Readonly<Record<Basis, Rung>>;
const RECORDED = codeOf('standing', 'RECORDED');
const IMPLIED = codeOf('standing', 'IMPLIED');
const ASSUMED = codeOf('dating', 'ASSUMED');
const CASH = codeOf('kind', 'CASH');
const COUNTED_SIDES = (['PUBLIC', 'PUBLIC_HEALTH', 'T', 'F', 'O'] as const).map((side) =>
  codeOf('side', side),
);
/** The codes of the public sides are the first two, so that one comparison tells them. */
const PUBLIC_CODE_MAX = Math.max(codeOf('side', 'PUBLIC'), codeOf('side', 'PUBLIC_HEALTH'));
/** One slot per side and standing, and one for what lies within an implied base. */
const WITHIN_SLOT = SIDE_CODES * 2;
const SLOTS = WITHIN_SLOT + 1;
const YEARS = 2 ** 12;

/** Sums per slot: a Float64 for each block of facts, a BigInt for all blocks. */
class Accumulator {
  readonly block = new Float64Array(SLOTS);
  readonly exact = new Array<bigint>(SLOTS).fill(0n);
  readonly facts = new Uint32Array(SLOTS);
  readonly assumed = new Uint8Array(SLOTS);

  /** Moves the block's sums, exact so far, to where there is no limit. */
  spill(): void {
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const sum = this.block[slot] as number;
      if (sum === 0) continue;
      this.exact[slot] = (this.exact[slot] as bigint) + BigInt(sum);
      this.block[slot] = 0;
    }
  }
}

/** A selection in codes and numbers; -1 where nothing is asked. */
interface Mask {
  /** The only partnership, or -1 for a chain. */
  readonly partnership: number;
  /** By code of a partnership its place in the question, from 1; 0 when it is not asked about. */
  readonly places: Uint16Array;
  readonly bringer: number;
  readonly year: number;
  readonly kind: number;
  readonly stage: number;
  readonly day: number;
  readonly position: number;
}

export function scan(columns: FactColumns, selection: Selection): Scan {
  const mask = maskOf(columns, selection);
  const total = new Accumulator();
  const groups = new Map<number, Accumulator>();
  const group =
    selection.groupBy === undefined ? undefined : columns.int[selection.groupBy satisfies IntColumn];
  const impliedYears = impliedYearsOf(columns, mask, selection.partnerships.length);
  for (let from = 0; from < columns.length; from += BLOCK) {
    addBlock(columns, mask, impliedYears, from, Math.min(from + BLOCK, columns.length), total, group, groups);
    total.spill();
    for (const each of groups.values()) each.spill();
  }
  return {
    total: sumsOf(total),
    groups: new Map([...groups].map(([code, each]) => [code, sumsOf(each)])),
  };
}

function maskOf(
  columns: FactColumns,
  { partnerships, bringer, year, basis, view, day, position }: Selection,
): Mask {
  const places = new Uint16Array(columns.names.size + 1);
  for (const [index, code] of partnerships.entries()) places[code] = index + 1;
  return {
    partnership: partnerships.length === 1 ? (partnerships[0] as number) : -1,
    places,
    bringer: bringer === undefined ? -1 : (columns.names.get(bringer) ?? 0),
    year: year ?? -1,
    kind: view === 'cashOnly' ? CASH : -1,
    stage: codeOf('stage', BASIS_STAGE[basis]),
    day,
    position: Number(position),
  };
}

function addBlock(
  columns: FactColumns,
  mask: Mask,
  impliedYears: Uint8Array | null,
  from: number,
  to: number,
  total: Accumulator,
  group: ArrayLike<number> | undefined,
  groups: Map<number, Accumulator>,
): void {
  const { side, standing, dating, to_day } = columns.int;
  const { cents } = columns;
  for (let i = from; i < to; i += 1) {
    if (!isVisible(columns, mask, i)) continue;
    const code = side[i] as number;
    const stands = standing[i] as number;
    const within =
      impliedYears !== null &&
      stands === RECORDED &&
      code <= PUBLIC_CODE_MAX &&
      impliedYears[yearPlace(columns, mask, i, 'of_year')] === 1;
    const slot = within ? WITHIN_SLOT : code * 2 + stands;
    const amount = cents[i] as number;
    const part = amount === 0 || (to_day[i] as number) > mask.day ? accrued(columns, i, mask.day) : amount;
    const assumed = dating[i] === ASSUMED;
    put(total, slot, part, assumed);
    if (group !== undefined) put(groupOf(groups, group[i] as number), slot, part, assumed);
  }
}

function isVisible(columns: FactColumns, mask: Mask, i: number): boolean {
  const { partnership, bringer, kind, stage, year, since_day } = columns.int;
  return (
    (mask.partnership < 0
      ? mask.places[partnership[i] as number] !== 0
      : partnership[i] === mask.partnership) &&
    (columns.knownFrom[i] as number) <= mask.position &&
    (columns.knownTo[i] as number) > mask.position &&
    (since_day[i] as number) <= mask.day &&
    (stage[i] as number) >= mask.stage &&
    (mask.kind < 0 || kind[i] === mask.kind) &&
    (mask.bringer < 0 || bringer[i] === mask.bringer) &&
    (mask.year < 0 || year[i] === mask.year)
  );
}

function put(into: Accumulator, slot: number, part: number | bigint, assumed: boolean): void {
  if (typeof part === 'number') into.block[slot] = (into.block[slot] as number) + part;
  else into.exact[slot] = (into.exact[slot] as bigint) + part;
  into.facts[slot] = (into.facts[slot] as number) + 1;
  if (assumed) into.assumed[slot] = 1;
}

function groupOf(groups: Map<number, Accumulator>, code: number): Accumulator {
  let group = groups.get(code);
  if (group === undefined) {
    group = new Accumulator();
    groups.set(code, group);
  }
  return group;
}

/** The slow path: a span that is still running on that day, or an amount too large for the columns. */
function accrued(columns: FactColumns, i: number, day: number): bigint {
  const amount = columns.wide.get(i) ?? BigInt(columns.cents[i] as number);
  return accruedBy(day, amount, columns.int.from_day[i] as number, columns.int.to_day[i] as number);
}

/**
 * The years for which an implied base stands in this selection, of each partnership its own; null when there are none.
 * It stands for all public money of such a year, so what was recorded of it is a part: adding both would count the same
 * money twice.
 */
function impliedYearsOf(columns: FactColumns, mask: Mask, partnerships: number): Uint8Array | null {
  const ofAnyYear = { ...mask, year: -1 };
  const visible = columns.implied.filter((i) => isVisible(columns, ofAnyYear, i));
  if (visible.length === 0) return null;
  const years = new Uint8Array(YEARS * (partnerships + 1));
  for (const i of visible) years[yearPlace(columns, mask, i, 'year')] = 1;
  return years;
}

function yearPlace(columns: FactColumns, mask: Mask, i: number, year: 'year' | 'of_year'): number {
  const place = mask.places[columns.int.partnership[i] as number] as number;
  return place * YEARS + (columns.int[year][i] as number);
}

function sumsOf(from: Accumulator): Sums {
  const recorded = noSums();
  const implied = noSums();
  for (const side of SIDES) {
    const code = codeOf('side', side);
    recorded[side] = from.exact[code * 2 + RECORDED] as bigint;
    implied[side] = from.exact[code * 2 + IMPLIED] as bigint;
  }
  const counted = COUNTED_SIDES.flatMap((code) => [code * 2 + RECORDED, code * 2 + IMPLIED]);
  return {
    recorded,
    implied,
    facts: counted.reduce((sum, slot) => sum + (from.facts[slot] as number), 0),
    assumedDating: counted.some((slot) => from.assumed[slot] === 1),
    withinImplied: from.exact[WITHIN_SLOT] as bigint,
  };
}
