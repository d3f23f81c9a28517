/** Where a command finds its ledger. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_FILE } from '#data-folder/data-folder';
import type { Ledger } from './ledger.ts';
import { LocalLedger } from './local-ledger.ts';
import { RemoteLedger } from './remote-ledger.ts';
import { UsageError, type LedgerPlace } from './usage.ts';

/** The ledger at that place; a data folder without one gets one. `what` tells others who holds the folder. */
export async function openLedger(place: LedgerPlace, what: string): Promise<Ledger> {
  if (place.server !== undefined) return new RemoteLedger(place.server, place.token);
  return LocalLedger.open(place.data, place.as, what);
}

/** The same for those who only ask: nothing is made where there is no ledger. */
export async function openExistingLedger(place: LedgerPlace, what: string): Promise<Ledger> {
  if (place.server === undefined) assertLedgerIn(place.data);
  return openLedger(place, what);
}

export function assertLedgerIn(data: string): void {
  if (!existsSync(join(data, LOG_FILE))) throw new UsageError(`${data} holds no ledger`);
}
