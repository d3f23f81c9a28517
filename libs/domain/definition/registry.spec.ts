/** Which of the definitions that a ledger adopted for itself is in force on which day. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { circumstances } from '../../../test/support/circumstances.ts';
import { dateOf, dayOf } from '../calendar.ts';
import { STANDARD_DEFINITIONS, type Definition, type DefinitionTerms } from '../figures/definitions.ts';
import { isRejection } from '../rejections.ts';
import { definition, type DefinitionCommand, type DefinitionState } from './decider.ts';
import { definitionInForce, definitionsOf, definitionVersion } from './registry.ts';

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

const CODE = 'ES-1';
const propose = (validFrom: string): DefinitionCommand => ({
  kind: 'propose',
  code: CODE,
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

const inForce = (all: readonly Definition[], on: string): number | null =>
  definitionInForce(all, CODE, on)?.version ?? null;

describe('the versions that a ledger adopted under a code', () => {
  it('are none while nothing is adopted', () => {
    expect(definitionsOf(definition.initial)).toEqual([]);
    expect(definitionsOf(after(propose('2026-01-01')))).toEqual([]);
  });

  it('follow one another, each from its first day on', () => {
    const all = definitionsOf(after(propose('2025-01-01'), adopt(1), propose('2026-01-01'), adopt(2)));
    expect(['2024-12-31', '2025-12-31', '2026-01-01'].map((on) => inForce(all, on))).toEqual([null, 1, 2]);
    expect(definitionVersion(all, CODE, 1)?.validTo).toBe('2025-12-31');
    expect(definitionVersion(all, CODE, 2)).toEqual({
      ...TERMS,
      id: CODE,
      version: 2,
      validFrom: '2026-01-01',
      validTo: null,
    });
  });

  it('are in force from the adoption to the retirement, in the days of their validity', () => {
    const steps = [propose('2026-03-01'), adopt(1)] as const;
    const open = definitionsOf(after(...steps));
    expect(['2026-02-28', '2099-01-01'].map((on) => inForce(open, on))).toEqual([null, 1]);
    const ended = definitionsOf(after(...steps, retire('2026-07-01')));
    expect(['2026-06-30', '2026-07-01'].map((on) => inForce(ended, on))).toEqual([1, null]);
    expect(definitionVersion(ended, CODE, 1)?.validTo).toBe('2026-06-30');
  });

  it('are known by no other code and no other number', () => {
    const all = [...STANDARD_DEFINITIONS, ...definitionsOf(after(propose('2026-01-01'), adopt(1)))];
    expect(definitionInForce(all, 'es-1', '2026-01-01')).toBeNull();
    expect(definitionVersion(all, CODE, 2)).toBeNull();
    expect(definitionInForce(all, 'L1', '2026-01-01')?.version).toBe(1);
    expect(definitionVersion(all, 'L1', 2)).toBeNull();
  });
});

describe('whatever is asked in whatever order', () => {
  const START = dayOf('2026-01-01');
  const day = fc.nat({ max: 40 }).map((offset) => dateOf(START + offset));
  const command = fc.oneof(day.map(propose), fc.integer({ min: 1, max: 8 }).map(adopt), day.map(retire));

  it('no day has two versions of a code, and no two versions a number', () => {
    let adopted = 0;
    fc.assert(
      fc.property(fc.array(command, { minLength: 5, maxLength: 25 }), (commands) => {
        const versions = definitionsOf(after(propose('2026-01-10'), ...commands));
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
