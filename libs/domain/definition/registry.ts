/** Definitions that a ledger has adopted for itself, and which of all that it knows is in force. */
import type { Definition } from '../figures/definitions.ts';
import type { DefinitionState } from './decider.ts';

/** The adopted versions of one code, in order of their numbers. */
export function definitionsOf({ versions }: DefinitionState): readonly Definition[] {
  const adopted = versions.filter((item) => item.adopted);
  return adopted.map(({ proposedBy: _, adopted: __, ...definition }) => definition);
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
