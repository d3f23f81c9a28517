/** The same figure across partnerships: sums, medians, and nothing of groups that are too small. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PartnershipProfile } from '#domain/partnership/events';
import { ASK, LATE, OPENING, withFigures } from '../../../../test/support/asked-figures.ts';
import { partnershipRegistered, recorded, type Happening } from '../../../../test/support/history.ts';
import { partnershipCorrected } from '../../../../test/support/history-beside.ts';
import type { Figures } from '../figures.ts';
import { observe, OBSERVED_BY, type Observatory, type ObservatoryQuestion } from './observatory.ts';
import { SeriesHasNoValue } from '../kinds/series.ts';

const QUESTION: ObservatoryQuestion = {
  ...{ definition: 'L1', by: 'region', basis: 'delivered', view: 'economic', effectiveAsOf: LATE },
};

interface Made {
  readonly id: string;
  readonly base: bigint;
  readonly brought: bigint;
  readonly over?: Partial<PartnershipProfile>;
}

const inRegion = (region: string): Partial<PartnershipProfile> => ({
  socialArea: { name: 'Ambito', region },
});

/** Partnerships with so much public money and so much of others; nothing recorded where there is none. */
function made(all: readonly Made[]): Happening[] {
  return all.flatMap(({ id, base, brought, over }) => [
    partnershipRegistered(id, over),
    ...(base === 0n ? [] : [recorded(`p-${id}`, id, base)]),
    ...(brought === 0n ? [] : [recorded(`x-${id}`, id, brought, { fundingSource: 'own' })]),
  ]);
}

/** Six partnerships of one region with ratios of 10 % to 60 % over bases that differ. */
function six(region: string, prefix: string): Made[] {
  return [1n, 2n, 3n, 4n, 5n, 6n].map((n) => ({
    ...{ id: `${prefix}${n}`, base: 1_000_00n * n, brought: 100_00n * n * n, over: inRegion(region) },
  }));
}

function observing(
  happenings: readonly Happening[],
  over: Partial<ObservatoryQuestion> = {},
  also: (figures: Figures, found: Observatory) => void = () => undefined,
): Observatory {
  return withFigures(happenings, (figures) => {
    const found = observe(figures, { ...QUESTION, ...over });
    also(figures, found);
    return found;
  });
}

const keysOf = ({ items }: Observatory) => items.map(({ key, partnerships }) => [key, partnerships]);

describe('the observatory', () => {
  it('has the ratio of sums and the median of each region, never a mean of ratios', () => {
    const found = observing(made([...six('Lombardia', 'l'), ...six('Marche', 'm')]));
    // Sums: 100 × (1+4+9+16+25+36) = 9,100 over 1,000 × 21; median half way between 30 % and 40 %.
    expect(found.items[0]).toMatchObject({
      ...{ key: 'Lombardia', partnerships: 6, withoutValue: 0, suppressed: false, coverage: '1.0000' },
      numerator: { amount: '9100.00' },
      denominator: { amount: '21000.00' },
      ratioOfSums: { value: '0.4333333333333333', display: { text: '43.33' } },
      median: { value: '0.3500000000000000', display: { text: '35.00' } },
    });
    expect(found.total).toMatchObject({ partnerships: 12, numerator: { amount: '18200.00' } });
  });

  it('keeps back a group of fewer than five, and one more so that it cannot be worked out', () => {
    const few = { id: 'u1', base: 100_00n, brought: 99_00n, over: inRegion('Umbria') };
    const found = observing(made([...six('Lombardia', 'l'), ...six('Marche', 'm'), few]));
    expect(found.items.map(({ key, suppressed, partnerships }) => [key, suppressed, partnerships])).toEqual([
      ['Lombardia', true, 6],
      ['Marche', false, 6],
      ['Umbria', true, 1],
      // The partnership of the opening, of which nothing is recorded.
      ['NOT_STATED', true, 0],
    ]);
    for (const item of found.items.filter(({ suppressed }) => suppressed)) {
      const { key: _, partnerships: __, withoutValue: ___, suppressed: ____, ...told } = item;
      expect(Object.values(told)).toEqual([null, null, null, null, null]);
    }
    expect(found.total.suppressed).toBe(false);
  });

  it('keeps back the whole where there are fewer than five in all', () => {
    const found = observing(made(six('Marche', 'm').slice(0, 4)));
    expect(found.total).toMatchObject({ partnerships: 4, suppressed: true, numerator: null, median: null });
  });

  it('leaves a partnership whose figure has no value out of every sum, and counts it beside', () => {
    const without = { id: 'none', base: 0n, brought: 50_00n, over: inRegion('Marche') };
    const found = observing(made([...six('Marche', 'm'), without]));
    expect(found.items[0]).toMatchObject({
      partnerships: 6,
      withoutValue: 1,
      numerator: { amount: '9100.00' },
    });
    // So is the one of the opening, of which nothing is recorded.
    expect(found.total.withoutValue).toBe(2);
  });

  it('sets imported data beside the partnerships and never into a sum with them', () => {
    const set = {
      id: 'set',
      base: 1_000_00n,
      brought: 1_000_00n,
      over: { instrument: 'IMPORTED_DATASET' } as const,
    };
    const alone = observing(made(six('Marche', 'm')));
    const found = observing(made([...six('Marche', 'm'), set]));
    expect([found.items, found.total]).toEqual([alone.items, alone.total]);
    expect(found.comparison).toMatchObject({
      ...{ partnerships: 1, suppressed: false, ratioOfSums: { value: '1.0000000000000000' } },
    });
    expect(alone.comparison).toMatchObject({
      partnerships: 0,
      numerator: { amount: '0.00' },
      ratioOfSums: null,
    });
    expect(keysOf(observing(made([...six('Marche', 'm'), set]), { by: 'instrument' }))).toEqual([
      ['COPROGETTAZIONE', 6],
    ]);
  });

  it('counts a chain of calls as one partnership, with the traits of its newest link', () => {
    const next = {
      ...{ id: 'm7', base: 1_000_00n, brought: 0n },
      over: { ...inRegion('Lazio'), follows: { partnership: 'm1', how: 'NEXT_CALL' } as const },
    };
    const found = observing(made([...six('Marche', 'm'), next]), {}, (figures, { total }) => {
      const [chain] = figures.answer({ ...ASK, partnership: 'm7', chain: true, definitions: ['L1'] }).figures;
      expect(chain?.denominator.amount.amount).toBe('2000.00');
      expect(total.denominator?.amount).toBe('22000.00');
    });
    expect(keysOf(found)).toEqual([
      ['Lazio', 1],
      ['Marche', 5],
      ['NOT_STATED', 0],
    ]);
  });

  it('counts a partnership in each of its users’ areas, and then gives no sums', () => {
    const areas = ['ANZ', 'MUL'] as const;
    const found = observing(
      made(six('Marche', 'm').map((each) => ({ ...each, over: { usersAreas: areas } }))),
      {
        by: 'area',
      },
    );
    expect(found.overlapping).toBe(true);
    expect(found.items.slice(0, 2)).toMatchObject([
      {
        key: 'ANZ',
        partnerships: 6,
        numerator: null,
        denominator: null,
        ratioOfSums: { value: '0.4333333333333333' },
      },
      { key: 'MUL', partnerships: 6, numerator: null, denominator: null, suppressed: false },
    ]);
    expect(found.total.partnerships).toBe(6);
  });

  it('tells classes of size from small to large, as they were known at the position', () => {
    const sized = six('Marche', 'm').map((each, index) => ({
      ...each,
      over: { sizeClass: index < 3 ? ('10000-19999' as const) : ('500-999' as const) },
    }));
    const happenings = [...made(sized), partnershipCorrected('m1', { sizeClass: '500000+' })];
    const by = { by: 'sizeClass' } as const;
    expect(keysOf(observing(happenings, by))).toEqual([
      ['500-999', 3],
      ['10000-19999', 2],
      ['500000+', 1],
      ['NOT_STATED', 0],
    ]);
    const before = { ...by, position: BigInt(OPENING.length + happenings.length - 1) };
    expect(keysOf(observing(happenings, before)).slice(0, 2)).toEqual([
      ['500-999', 3],
      ['10000-19999', 3],
    ]);
  });

  it('compares no series', () => {
    expect(() => observing([], { definition: 'L12' })).toThrow(SeriesHasNoValue);
  });

  it('adds up to the figures of the partnerships, whatever they have', () => {
    const cents = fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 10n ** 12n }));
    const partnership = fc.record({
      ...{ base: cents, brought: cents, region: fc.constantFrom('Lazio', 'Marche', 'Umbria') },
      isSet: fc.boolean(),
    });
    const scenario = fc.record({
      all: fc.array(partnership, { minLength: 5, maxLength: 14 }),
      definition: fc.constantFrom('L1', 'L2', 'L9'),
      by: fc.constantFrom(...OBSERVED_BY),
    });
    fc.assert(
      fc.property(scenario, ({ all, definition, by }) => {
        const profiles = all.map(({ base, brought, region, isSet }, index): Made => ({
          ...{ id: `n${index}`, base, brought },
          over: { ...inRegion(region), ...(isSet ? { instrument: 'IMPORTED_DATASET' as const } : {}) },
        }));
        observing(made(profiles), { definition, by }, (figures, found) => {
          const sumsOf = (wanted: boolean) => {
            const own = profiles
              .filter((_, index) => all[index]?.isSet === wanted)
              .flatMap(
                ({ id }) => figures.answer({ ...ASK, partnership: id, definitions: [definition] }).figures,
              )
              .filter(({ value }) => value !== null);
            const sum = (term: 'numerator' | 'denominator') =>
              own.reduce((total, figure) => total + BigInt(figure[term].amount.amount.replace('.', '')), 0n);
            return [own.length, sum('numerator'), sum('denominator')];
          };
          const shown = ({ partnerships, numerator, denominator }: Observatory['total']) => [
            partnerships,
            ...[numerator, denominator].map((money) => BigInt((money?.amount ?? '0').replace('.', ''))),
          ];
          expect(shown(found.comparison)).toEqual(sumsOf(true));
          const wanted = sumsOf(false);
          expect(shown(found.total)).toEqual(found.total.suppressed ? [wanted[0], 0n, 0n] : wanted);
          const told = found.items.filter(({ suppressed }) => !suppressed);
          expect(told.every(({ partnerships }) => partnerships >= 5)).toBe(true);
        });
      }),
      { numRuns: 40, interruptAfterTimeLimit: 15_000 },
    );
  });
});
