/** Which definition is in force on which day: the standard ones, and those that the ledger adopted in their place. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { circumstances } from '../../../test/support/circumstances.ts';
import { dateOf, dayOf } from '../calendar.ts';
import { STANDARD_DEFINITIONS, type Definition, type DefinitionTerms } from '../figures/definitions.ts';
import { isRejection } from '../rejections.ts';
import { definition, type DefinitionCommand, type DefinitionState } from './decider.ts';
import { definitionInForce, definitionsOf, definitionVersion, registryOf } from './registry.ts';

const TERMS: DefinitionTerms = {
  name: { it: 'Terzo settore su pubblico', en: 'Third Sector over public' },
  kind: 'RATIO',
  formula: 'T / P',
  source: 'Delibera di esempio',
  numerator: { sides: ['T'], origins: null, call: null },
  denominator: { sides: ['PUBLIC'], origins: null, call: null },
  form: 'percent',
  decimals: 2,
  emptyBase: 'NO_PUBLIC_BASE',
  applies: null,
};

const propose = (code: string, validFrom: string): DefinitionCommand => ({
  kind: 'propose',
  code,
  validFrom,
  terms: TERMS,
});
const adopt = (version: number): DefinitionCommand => ({ kind: 'adopt', version, act: null });
const retire = (from: string): DefinitionCommand => ({ kind: 'retire', from, reason: 'Prova' });

/** What is refused changes nothing; every command is of another person than the proposer. */
function after(...commands: readonly DefinitionCommand[]): DefinitionState {
  let state = definition.initial;
  for (const command of commands) {
    const decision = definition.decide(command, state, circumstances());
    const events = isRejection(decision) ? [] : decision.events;
    state = events.reduce((before, event) => definition.evolve(before, event, 'proposer'), state);
  }
  return state;
}

const inForce = (all: readonly Definition[], id: string, on: string): number | null =>
  definitionInForce(all, id, on)?.version ?? null;

describe('the registry of a ledger', () => {
  it('is the standard one while nothing is adopted', () => {
    expect(registryOf([])).toEqual(STANDARD_DEFINITIONS);
    expect(registryOf([after(propose('L1', '2026-01-01')), after(propose('ES-1', '2026-01-01'))])).toEqual(
      STANDARD_DEFINITIONS,
    );
  });

  it('has an own version after the standard one, from its first day on', () => {
    const all = registryOf([after(propose('L1', '2026-01-01'), adopt(2))]);
    expect(inForce(all, 'L1', '2025-12-31')).toBe(1);
    expect(inForce(all, 'L1', '2026-01-01')).toBe(2);
    expect(inForce(all, 'L2', '2026-01-01')).toBe(1);
    expect(definitionVersion(all, 'L1', 1)?.validTo).toBe('2025-12-31');
    expect(definitionVersion(all, 'L1', 2)).toEqual({
      ...TERMS,
      id: 'L1',
      version: 2,
      validFrom: '2026-01-01',
      validTo: null,
    });
    expect(all).toHaveLength(STANDARD_DEFINITIONS.length + 1);
    expect(all.map(({ id }) => id).slice(0, 3)).toEqual(['L1', 'L1', 'L1s']);
  });

  it('has an own code from its adoption to its retirement, in the days of its validity', () => {
    const steps = [propose('ES-1', '2026-03-01'), adopt(1), retire('2026-07-01')] as const;
    expect(definitionsOf(after(steps[0]))).toEqual([]);
    const open = registryOf([after(steps[0], steps[1])]);
    expect(inForce(open, 'ES-1', '2026-02-28')).toBeNull();
    expect(inForce(open, 'ES-1', '2099-01-01')).toBe(1);
    const ended = registryOf([after(...steps)]);
    expect(inForce(ended, 'ES-1', '2026-06-30')).toBe(1);
    expect(inForce(ended, 'ES-1', '2026-07-01')).toBeNull();
    expect(definitionVersion(ended, 'ES-1', 1)?.validTo).toBe('2026-06-30');
  });

  it('knows no other code and no other version', () => {
    const all = registryOf([]);
    expect(definitionInForce(all, 'l1', '2026-01-01')).toBeNull();
    expect(definitionInForce(all, 'ES-1', '2026-01-01')).toBeNull();
    expect(definitionVersion(all, 'L1', 2)).toBeNull();
  });

  it('keeps a version that was adopted here when a standard one of the same number comes out', () => {
    const proposed = { code: 'L1', version: 1, validFrom: '2026-01-01', terms: TERMS };
    // As it stands in a log that began before there was a standard version 1.
    const state = definition.evolve(definition.initial, { type: 'DefinitionProposed', data: proposed }, 'a');
    const adopted = definition.evolve(
      state,
      { type: 'DefinitionAdopted', data: { version: 1, act: null, closes: null } },
      'b',
    );
    expect(definitionsOf(adopted).map(({ version, formula }) => [version, formula])).toEqual([[1, 'T / P']]);
  });
});

describe('whatever is asked in whatever order', () => {
  const START = dayOf('2026-01-01');
  const day = fc.nat({ max: 40 }).map((offset) => dateOf(START + offset));
  const command = (code: string): fc.Arbitrary<DefinitionCommand> =>
    fc.oneof(
      day.map((from) => propose(code, from)),
      fc.integer({ min: 1, max: 8 }).map(adopt),
      day.map(retire),
    );

  it.each(['L1', 'ES-1'])('no day has two versions of %s, and no two versions a number', (code) => {
    let adopted = 0;
    fc.assert(
      fc.property(fc.array(command(code), { minLength: 5, maxLength: 25 }), (commands) => {
        const versions = definitionsOf(after(propose(code, '2026-01-10'), ...commands));
        for (let offset = -2; offset < 44; offset += 1) {
          const on = dateOf(START + offset);
          const covering = versions.filter(
            ({ validFrom, validTo }) => (validFrom ?? '') <= on && on <= (validTo ?? '9999-12-31'),
          );
          expect(covering.length).toBeLessThan(2);
        }
        const numbers = versions.map(({ version }) => version);
        expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
        adopted = Math.max(adopted, versions.length);
      }),
    );
    expect(adopted).toBeGreaterThan(1);
  });
});
