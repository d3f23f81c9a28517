/** Where a command finds its ledger. */
import type { Ledger } from './ledger.ts';
import { LocalLedger } from './local-ledger.ts';
import { RemoteLedger } from './remote-ledger.ts';
import type { LedgerPlace } from './usage.ts';

export async function openLedger(place: LedgerPlace, what: string): Promise<Ledger> {
  if (place.server !== undefined) return new RemoteLedger(place.server, place.token);
  return LocalLedger.open(place.data, place.as, what);
}
