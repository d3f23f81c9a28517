/**
 * Whether an hourly cost is what social cooperatives pay: lowest and highest level of the ministry's tables of average
 * hourly labour cost, IRAP excluded (DD MLPS 30/2024). Outside them a value needs a justification; it is not refused.
 */
import { Decimal } from '../money.ts';

export interface Band {
  readonly validFrom: string;
  /** Euro per hour. */
  readonly low: string;
  readonly high: string;
}

/** Each until the next; September 2025 repeats January, and January 2026 repeats October 2025. */
const BANDS: readonly Band[] = [
  { validFrom: '2024-02-01', low: '18.57', high: '38.12' },
  { validFrom: '2024-10-01', low: '18.93', high: '38.78' },
  { validFrom: '2025-01-01', low: '19.70', high: '40.31' },
  { validFrom: '2025-10-01', low: '20.07', high: '41.00' },
];

export type Plausibility =
  | { readonly outcome: 'PLAUSIBLE' | 'NEEDS_JUSTIFICATION'; readonly band: Band }
  | { readonly outcome: 'NO_BAND_KNOWN'; readonly band: null };

/** `hourlyRate` is a decimal as a valuation gives it; `on` the day of the work. */
export function plausibility(hourlyRate: string, on: string): Plausibility {
  const band = BANDS.findLast(({ validFrom }) => validFrom <= on);
  if (band === undefined) return { outcome: 'NO_BAND_KNOWN', band: null };
  const rate = new Decimal(hourlyRate);
  const within = rate.gte(band.low) && rate.lte(band.high);
  return { outcome: within ? 'PLAUSIBLE' : 'NEEDS_JUSTIFICATION', band };
}
