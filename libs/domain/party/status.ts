/** What the registers said of a party, and from when: a later check speaks for the days that it covers. */
import type { PartyProfile, RegistryStatus, StatusCheck, StatusRegistry } from './events.ts';

/**
 * The status on a day: of the checks that speak of that day, the one made last counts, and of two of one day the one
 * recorded later. A check speaks of every day from `since` on, or from its own day when the register gives no date.
 * Null when no check speaks of that day.
 */
export function statusOn(
  checks: readonly StatusCheck[],
  registry: StatusRegistry,
  date: string,
): RegistryStatus | null {
  let last: StatusCheck | null = null;
  for (const check of checks) {
    if (check.registry !== registry || (check.since ?? check.checkedOn) > date) continue;
    if (last === null || check.checkedOn >= last.checkedOn) last = check;
  }
  return last?.status ?? null;
}

/**
 * Whether a party of this kind can be a Third Sector body at all. Companies, public bodies and bank-origin
 * foundations cannot (CTS art. 3 c. 3 and art. 4 c. 2); a company that is a social enterprise is a Third Sector body.
 */
export function mayBeThirdSector({ kind, foundationType }: PartyProfile): boolean {
  if (kind === 'FOUNDATION') return foundationType !== 'BANK_ORIGIN';
  return kind === 'THIRD_SECTOR_BODY' || kind === 'MIXED_ENTERPRISE';
}
