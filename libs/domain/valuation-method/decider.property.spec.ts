/** Laws of the validity of methods and rates, whatever is asked in whatever order. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateOf, dayOf } from '../calendar.ts';
import { NO_CLAIMS } from '../claims.ts';
import type { Circumstances } from '../decider.ts';
import { isRejection } from '../rejections.ts';
import { valuationMethod, type ValuationMethodCommand } from './decider.ts';

const CIRCUMSTANCES: Circumstances = {
  id: 'm1',
  actor: { id: 'adopter', org: null },
  today: '2026-02-02',
  others: new Map(),
  claims: NO_CLAIMS,
};

const propose = (validFrom: string): ValuationMethodCommand => ({
  kind: 'propose',
  terms: {
    name: { it: 'Tariffa delle sale', en: 'Tariff of halls' },
    kinds: ['ASSET_USE'],
    scope: 'Sale di quartiere',
    formula: 'UNITS_AT_RATE',
    params: {},
    rounding: 'ONCE_AT_END',
    cap: null,
    legalSource: 'Delibera di Giunta n. 12/2024',
    validFrom,
  },
});
const publish = (level: string, validFrom: string, validTo: string | null): ValuationMethodCommand => ({
  kind: 'publishRate',
  rate: { level, rate: '11.40', unit: 'HOUR', validFrom, validTo, source: { title: 'Tabella', url: null } },
});

describe('whatever is asked in whatever order', () => {
  const START = dayOf('2024-01-01');
  const day = fc.nat({ max: 60 }).map((offset) => dateOf(START + offset));
  const command: fc.Arbitrary<ValuationMethodCommand> = fc.oneof(
    day.map((validFrom) => propose(validFrom)),
    fc.integer({ min: 1, max: 6 }).map((version) => ({ kind: 'adopt', version, act: null }) as const),
    day.map((from) => ({ kind: 'retire', from, reason: 'Sale chiuse' }) as const),
    fc
      .tuple(day, fc.option(day, { freq: 1 }), fc.constantFrom('C1', 'C3'))
      .map(([validFrom, validTo, level]) => publish(level, validFrom, validTo)),
  );

  it('no day has two versions or two rates, and no level a day without a rate between two others', () => {
    let adoptions = 0;
    let closings = 0;
    fc.assert(
      fc.property(fc.array(command, { minLength: 8, maxLength: 25 }), (commands) => {
        let state = valuationMethod.initial;
        for (const asked of [propose('2024-01-01'), ...commands]) {
          const decision = valuationMethod.decide(asked, state, CIRCUMSTANCES);
          for (const event of isRejection(decision) ? [] : decision.events) {
            if (event.type === 'ValuationMethodAdopted') adoptions += 1;
            if (event.type === 'ReferenceRatePublished' && event.data.closes !== null) closings += 1;
            state = valuationMethod.evolve(state, event, 'proposer');
          }
        }
        const covers = (date: string) => (item: { validFrom: string; validTo: string | null }) =>
          item.validFrom <= date && date <= (item.validTo ?? '9999-12-31');
        const days = Array.from({ length: 64 }, (_, offset) => dateOf(START + offset - 1));
        for (const date of days) {
          expect(state.versions.filter((item) => item.adopted).filter(covers(date)).length).toBeLessThan(2);
        }
        for (const level of ['C1', 'C3']) {
          const rates = state.rates.filter((item) => item.level === level);
          const counts = days.map((date) => rates.filter(covers(date)).length);
          expect(counts.join('')).toMatch(/^0*1*0*$/);
        }
      }),
    );
    expect(adoptions).toBeGreaterThan(20);
    expect(closings).toBeGreaterThan(5);
  });
});
