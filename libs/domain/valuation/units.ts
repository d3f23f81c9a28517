/** What a quantity counts. Working time is counted in whole minutes. */
export const QUANTITY_UNITS = ['MINUTE', 'HOUR', 'DAY', 'MONTH', 'YEAR', 'KM', 'ITEM'] as const;
export type QuantityUnit = (typeof QUANTITY_UNITS)[number];
