/** The twelve demographic classes of municipalities (art. 156 TUEL), by their number of residents. */
export const SIZE_CLASSES = [
  '0-499',
  '500-999',
  '1000-1999',
  '2000-2999',
  '3000-4999',
  '5000-9999',
  '10000-19999',
  '20000-59999',
  '60000-99999',
  '100000-249999',
  '250000-499999',
  '500000+',
] as const;
export type SizeClass = (typeof SIZE_CLASSES)[number];

/** The class of so many residents, a whole number that is not negative. */
export function sizeClassOf(population: number): SizeClass {
  return SIZE_CLASSES.findLast((name) => Number.parseInt(name, 10) <= population) ?? SIZE_CLASSES[0];
}
