/** All definitions that a ledger computes: the standard ones, and what it has adopted for itself. */
import { STANDARD_DEFINITIONS, type Definition } from '../figures/definitions.ts';
import type { DefinitionState } from './decider.ts';

/** The adopted versions of one code, in order of their numbers; a standard one ends where an own one follows it. */
export function definitionsOf({ standard, own }: DefinitionState): readonly Definition[] {
  const adopted = own.filter((item) => item.adopted);
  return [...standard, ...adopted.map(({ proposedBy: _, adopted: __, ...definition }) => definition)];
}

/** The standard definitions and those of these states, one state for each code: first the standard codes, in order. */
export function registryOf(states: Iterable<DefinitionState>): readonly Definition[] {
  const here = new Map([...states].map((state) => [state.code, definitionsOf(state)] as const));
  const standard = new Set(STANDARD_DEFINITIONS.map(({ id }) => id));
  const ofStandardCodes = [...standard].flatMap(
    (code) => here.get(code) ?? STANDARD_DEFINITIONS.filter(({ id }) => id === code),
  );
  const ofOwnCodes = [...here].flatMap(([code, versions]) =>
    code === null || standard.has(code) ? [] : versions,
  );
  return [...ofStandardCodes, ...ofOwnCodes];
}

/** The version in force on this day, or null where the code has none then. */
export function definitionInForce(all: readonly Definition[], id: string, on: string): Definition | null {
  const isInForce = ({ validFrom, validTo }: Definition): boolean =>
    (validFrom === null || validFrom <= on) && (validTo === null || on <= validTo);
  return all.find((item) => item.id === id && isInForce(item)) ?? null;
}

/** A version by its number, whenever it is in force. */
export function definitionVersion(
  all: readonly Definition[],
  id: string,
  version: number,
): Definition | null {
  return all.find((item) => item.id === id && item.version === version) ?? null;
}
