/** Small integers for the closed vocabularies of a fact. The order is part of the file's format: only append. */
import { RESOURCE_KINDS, STAGES } from '#domain/contribution/events';
import { ORIGIN_CLASSES, SIDES } from '#domain/funding-source/origins';
import type { Fact } from '#domain/figures/facts';

const VOCABULARIES: { readonly [Key in Coded]: readonly Fact[Key][] } = {
  side: SIDES,
  origin: ORIGIN_CLASSES,
  kind: RESOURCE_KINDS,
  stage: STAGES,
  standing: ['RECORDED', 'IMPLIED'],
  dating: ['STATED', 'ASSUMED'],
};

export type Coded = 'side' | 'origin' | 'kind' | 'stage' | 'standing' | 'dating';

export function codeOf<Key extends Coded>(key: Key, name: Fact[Key]): number {
  const code = VOCABULARIES[key].indexOf(name);
  if (code < 0) throw new RangeError(`${key} ${name} has no code`);
  return code;
}

export function nameOf<Key extends Coded>(key: Key, code: number): Fact[Key] {
  const name = VOCABULARIES[key][code];
  if (name === undefined) throw new RangeError(`${key} has no code ${code}`);
  return name;
}
