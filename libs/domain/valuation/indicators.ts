/**
 * Indicators of relational resources. No standard turns them into money, so nothing here knows what money is: counts
 * and measures of networks only.
 */
import { Decimal } from '../money.ts';

export interface Indicator {
  readonly unit: string;
  readonly it: string;
  readonly en: string;
}

export const INDICATORS = {
  NETWORK_NODES: { unit: 'bodies', it: 'Realtà della rete', en: 'Bodies in the network' },
  NETWORK_TIES: { unit: 'ties', it: 'Legami fra realtà della rete', en: 'Ties between bodies' },
  NETWORK_DENSITY: { unit: 'ratio', it: 'Densità della rete', en: 'Density of the network' },
  EXTERNAL_PROJECTS: { unit: 'projects', it: 'Progetti esterni attivati', en: 'External projects started' },
  MEETINGS: { unit: 'meetings', it: 'Incontri e tavoli di lavoro', en: 'Meetings and working tables' },
} as const satisfies Readonly<Record<string, Indicator>>;
export type IndicatorCode = keyof typeof INDICATORS;

/**
 * Undirected ties that there are, of those that there could be: 2m / (n (n - 1)), with six decimals, half up. Null for
 * fewer than two nodes, or more ties than there can be: there is no such network.
 */
export function networkDensity(nodes: number, ties: number): string | null {
  const possible = (nodes * (nodes - 1)) / 2;
  const counts = Number.isSafeInteger(nodes) && Number.isSafeInteger(ties) && Number.isSafeInteger(possible);
  if (!counts || nodes < 2 || ties < 0 || ties > possible) return null;
  return new Decimal(ties).div(possible).toFixed(6, Decimal.ROUND_HALF_UP);
}
