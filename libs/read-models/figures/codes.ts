/**
 * Small integers for the closed vocabularies of a fact. They are part of the file's format: a number, once given,
 * stays; a new name gets a new one, and the version of the projection is raised when one changes its meaning.
 */
import type { Fact } from '#domain/figures/facts';

export type Coded = 'side' | 'origin' | 'kind' | 'stage' | 'standing' | 'dating';

const CODES: { readonly [Key in Coded]: Readonly<Record<Fact[Key], number>> } = {
  side: {
    PUBLIC: 0,
    PUBLIC_HEALTH: 1,
    T: 2,
    F: 3,
    O: 4,
    U: 5,
    FINANCING: 6,
    UNRESOLVED: 7,
    PASSED_ON: 8,
    PRICE: 9,
  },
  origin: {
    EU: 1,
    STATE: 2,
    REGION: 3,
    PROVINCE: 4,
    MUNICIPALITY: 5,
    OTHER_PUBLIC: 6,
    PUBLIC_UNSPECIFIED: 7,
    FOREIGN_STATE: 8,
    HEALTH_SERVICE: 9,
    THIRD_SECTOR: 10,
    FOUNDATION: 11,
    COMPANY: 12,
    OTHER_PRIVATE: 13,
    USERS: 14,
    UNRESOLVED: 15,
    PASSED_ON: 16,
    PRICE: 17,
  },
  kind: {
    CASH: 1,
    PAID_STAFF: 2,
    ASSET_USE: 3,
    VOLUNTEER_TIME: 4,
    DONATED_GOODS: 5,
    DONATED_SERVICE: 6,
  },
  /** In the order of the life of a contribution, so that "at least this far" is a comparison; with room between. */
  stage: { PLEDGED: 10, COMMITTED: 20, DELIVERED: 30, PAID: 40, VERIFIED: 50 },
  standing: { RECORDED: 0, IMPLIED: 1 },
  dating: { STATED: 0, ASSUMED: 1 },
};

/** How many codes of sides there are: the scan keeps one sum for each. */
export const SIDE_CODES = Object.keys(CODES.side).length;

const NAMES = Object.fromEntries(
  Object.entries(CODES).map(([key, codes]) => [
    key,
    new Map(Object.entries(codes).map(([name, code]) => [code, name])),
  ]),
) as unknown as { readonly [Key in Coded]: ReadonlyMap<number, Fact[Key]> };

export function codeOf<Key extends Coded>(key: Key, name: Fact[Key]): number {
  const code = (CODES[key] as Readonly<Record<string, number>>)[name];
  if (code === undefined) throw new RangeError(`${key} ${name} has no code`);
  return code;
}

export function nameOf<Key extends Coded>(key: Key, code: number): Fact[Key] {
  const name = NAMES[key].get(code);
  if (name === undefined) throw new RangeError(`${key} has no code ${code}`);
  return name;
}
