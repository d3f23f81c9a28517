/**
 * Contributions as a municipality's books hold them: mostly one day and one origin, some hours, some spans.
 */
import type { RecordContribution } from '#domain/contribution/commands';
import {
  USERS_AREAS,
  type AskedResource,
  type AskedStatement,
  type Place,
} from '#domain/contribution/events';
import { dateOf, dayOf } from '#domain/calendar';
import type { Random } from './random.ts';
import type { Registry } from './registry.ts';

/** Twelve years. */
export const FIRST_DAY = dayOf('2014-01-01');
export const LAST_DAY = dayOf('2025-12-31');
const MIXED_SHARE = 0.04;
const PUBLIC_SHARE = 0.7;
const SPAN_SHARE = 0.1;
const SPAN_DAYS_MAX = 180;
/** ISTAT codes of the province of Lecco. */
export const MUNICIPALITIES = ['097042', '097008', '097048', '097083'] as const;

/** `index` only makes the recorder's own reference unique. */
export function contribution(random: Random, registry: Registry, index: number): RecordContribution {
  return {
    kind: 'record',
    partnership: random.pick(registry.partnerships),
    externalRef: `REG/${index}`,
    statement: statement(random, registry),
  };
}

function statement(random: Random, registry: Registry): AskedStatement {
  const isPublic = random.chance(PUBLIC_SHARE);
  const mixed = random.chance(MIXED_SHARE);
  const bringer = random.pick(isPublic ? registry.publicBodies : registry.partners);
  const sources = isPublic ? registry.publicSources : registry.ownSources;
  const from = random.whole(FIRST_DAY, LAST_DAY);
  const days = random.chance(SPAN_SHARE) ? random.whole(1, SPAN_DAYS_MAX) : 0;
  return {
    payer: bringer,
    bringer,
    receiver: random.chance(0.5) ? random.pick(registry.partners) : null,
    fundingSource: random.pick(mixed ? registry.mixedSources : sources),
    stage: random.pick(['COMMITTED', 'DELIVERED', 'PAID', 'PAID'] as const),
    resource: resource(random),
    effective: { from: dateOf(from), to: dateOf(Math.min(from + days, LAST_DAY)) },
    dating: random.chance(0.05) ? 'ASSUMED' : 'STATED',
    usersArea: random.chance(0.5) ? random.pick(USERS_AREAS) : null,
    cup: random.chance(0.3) ? 'B31H22000280006' : null,
    place: random.chance(0.5) ? placeIn(random.pick(MUNICIPALITIES)) : null,
    act: `Determina ${random.whole(1, 2_000)} del ${dateOf(from)}`,
    evidence: [],
  };
}

function placeIn(istat: string): Place {
  return { regions: [], provinces: [], municipalities: [], istat };
}

export function resource(random: Random): AskedResource {
  const kind = random.next();
  if (kind < 0.8) {
    const cents = String(random.whole(1, 5_000_000)).padStart(3, '0');
    const amount = `${cents.slice(0, -2)}.${cents.slice(-2)}`;
    return { kind: 'CASH', amount: { amount, currency: 'EUR' } };
  }
  const rate = `${random.whole(15, 45)}.50`;
  if (kind < 0.95) {
    const valuation = { method: 'HOURS_AT_RATE', version: 1, rate } as const;
    return { kind: 'PAID_STAFF', minutes: random.whole(30, 1_200), valuation };
  }
  const valuation = { method: 'UNITS_AT_RATE', version: 1, rate } as const;
  return { kind: 'ASSET_USE', asset: null, quantity: String(random.whole(1, 400)), unit: 'HOUR', valuation };
}
