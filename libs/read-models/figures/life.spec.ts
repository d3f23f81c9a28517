/** What figures say while a contribution goes through its life, each step by an example to follow by hand. */
import { describe, expect, it } from '@jest/globals';
import { BASES, type Basis } from '#domain/figures/definitions';
import { moneyOf } from '#domain/money';
import { LATE, at, only, withFigures } from '../../../test/support/asked-figures.ts';
import {
  IN_KIND,
  corrected,
  movedOn,
  on,
  partnershipRegistered,
  baseImplied,
  pledgeReleased,
  pledgeRevised,
  pledged,
  reclassified,
  recorded,
  recovered,
  relationalDeclared,
  reversed,
  verified,
  type Happening,
} from '../../../test/support/history.ts';
import type { Figures } from './figures.ts';
import type { FigureQuestion } from './question/question.ts';

function sides(figures: Figures, over: Partial<FigureQuestion> = {}): Readonly<Record<string, string>> {
  const { parts } = only(figures, over).numerator;
  return Object.fromEntries(
    parts.filter(({ amount }) => amount.amount !== '0.00').map(({ side, amount }) => [side, amount.amount]),
  );
}

/** Public money on every basis. */
function ladder(figures: Figures, over: Partial<FigureQuestion> = {}): string[] {
  return BASES.map((basis) => sides(figures, { ...over, basis })['PUBLIC'] ?? '0.00');
}

describe('a pledge', () => {
  const life: readonly Happening[] = [
    pledged('a', 'lecco', 100_00n, { effective: on('2024-01-01') }),
    movedOn('a', 'COMMITTED', { PLEDGED: 60_00n }, on('2024-02-01')),
    movedOn('a', 'DELIVERED', { COMMITTED: 40_00n }, on('2024-03-01')),
    movedOn('a', 'PAID', { DELIVERED: 40_00n }, on('2024-04-01')),
    verified('a', [{ cents: 30_00n, effective: on('2024-04-01') }], 10_00n),
    pledgeReleased('a', 40_00n, '2024-05-01'),
    recovered('a', 5_00n, '2024-06-01'),
  ];

  it('counts on each basis as far as it has come, and what leaves counts nowhere any more', () => {
    withFigures(life, (figures) => {
      expect([1, 2, 3, 4, 5, 6, 7].map((known) => ladder(figures, at(LATE, known)))).toEqual([
        ['100.00', '0.00', '0.00', '0.00', '0.00'],
        ['100.00', '60.00', '0.00', '0.00', '0.00'],
        ['100.00', '60.00', '40.00', '0.00', '0.00'],
        ['100.00', '60.00', '40.00', '40.00', '0.00'],
        ['100.00', '60.00', '40.00', '40.00', '30.00'],
        ['60.00', '60.00', '40.00', '40.00', '30.00'],
        // What comes back is first of what was cut.
        ['55.00', '55.00', '35.00', '35.00', '30.00'],
      ]);
    });
  });

  it('is as far on each day as it was by then', () => {
    withFigures(life, (figures) => {
      const days = [
        '2023-12-31',
        '2024-01-01',
        '2024-02-01',
        '2024-03-31',
        '2024-04-01',
        '2024-05-01',
        '2024-06-01',
      ];
      expect(days.map((effectiveAsOf) => ladder(figures, { effectiveAsOf }))).toEqual([
        ['0.00', '0.00', '0.00', '0.00', '0.00'],
        ['100.00', '0.00', '0.00', '0.00', '0.00'],
        ['100.00', '60.00', '0.00', '0.00', '0.00'],
        ['100.00', '60.00', '40.00', '0.00', '0.00'],
        ['100.00', '60.00', '40.00', '40.00', '30.00'],
        ['60.00', '60.00', '40.00', '40.00', '30.00'],
        ['55.00', '55.00', '35.00', '35.00', '30.00'],
      ]);
    });
  });

  it('by year counts in each of its years, until it is restated by others or by a difference from a day on', () => {
    const years = (...amounts: bigint[]) =>
      amounts.map((cents, n) => ({ year: 2024 + n, amount: moneyOf(cents) }));
    const span = { from: '2024-01-01', to: '2026-12-31' };
    const happenings = [
      pledged('a', 'lecco', 90_00n, { effective: span }, years(10_00n, 30_00n, 50_00n)),
      pledgeRevised('a', 60_00n, '2024-06-01', { schedule: years(20_00n, 20_00n, 20_00n) }),
      pledgeRevised('a', 66_00n, '2026-06-01'),
    ];
    withFigures(happenings, (figures) => {
      const byYear = (known: number) =>
        only(figures, { ...at(LATE, known), basis: 'pledged', groupBy: ['year'] }).groups.map(
          ({ key, denominator }) => `${key['year']} ${denominator.amount.amount}`,
        );
      expect([1, 2, 3].map(byYear)).toEqual([
        ['2024 10.00', '2025 30.00', '2026 50.00'],
        ['2024 20.00', '2025 20.00', '2026 20.00'],
        ['2024 20.00', '2025 20.00', '2026 26.00'],
      ]);
    });
  });
});

describe('another funding source', () => {
  const paid = recorded('a', 'lecco', 100_00n, { stage: 'PAID', effective: on('2024-01-01') });

  it('as if always, takes the place of the first on every day', () => {
    withFigures([paid, reclassified('a', 'municipal', 'own')], (figures) => {
      expect(sides(figures, at('2024-01-01', 1))).toEqual({ PUBLIC: '100.00' });
      expect(sides(figures, at('2024-01-01', 2))).toEqual({ T: '100.00' });
    });
  });

  it('from a day on, leaves what was before, and takes what comes later', () => {
    const happenings = [
      pledged('a', 'lecco', 100_00n, { effective: on('2024-01-01') }),
      movedOn('a', 'PAID', { PLEDGED: 40_00n }, on('2024-02-01')),
      reclassified('a', 'municipal', 'own', '2025-01-01'),
      movedOn('a', 'PAID', { PLEDGED: 60_00n }, on('2025-06-01')),
      reclassified('a', 'own', 'calls', '2026-01-01'),
    ];
    withFigures(happenings, (figures) => {
      const on_ = (effectiveAsOf: string, basis: Basis = 'paid') => sides(figures, { effectiveAsOf, basis });
      expect(on_('2024-12-31')).toEqual({ PUBLIC: '40.00' });
      expect(on_('2025-01-01')).toEqual({ T: '40.00' });
      expect(on_('2025-01-01', 'pledged')).toEqual({ T: '100.00' });
      expect(on_('2025-06-01')).toEqual({ T: '100.00' });
      expect(on_('2026-01-01')).toEqual({ F: '100.00' });
    });
  });

  it('stays when something else is corrected, and falls when the source is', () => {
    const happenings = [
      paid,
      reclassified('a', 'municipal', 'own', '2025-01-01'),
      corrected('a', 80_00n, { stage: 'PAID', fundingSource: 'own' }),
      corrected('a', 80_00n, { stage: 'PAID', fundingSource: 'calls' }),
    ];
    withFigures(happenings, (figures) => {
      expect(sides(figures, at('2024-12-31', 3))).toEqual({ PUBLIC: '80.00' });
      expect(sides(figures, at(LATE, 3))).toEqual({ T: '80.00' });
      expect(sides(figures, at('2024-12-31', 4))).toEqual({ F: '80.00' });
    });
  });

  it('is undone with the rest when the contribution is reversed', () => {
    const happenings = [paid, reclassified('a', 'municipal', 'own', '2025-01-01'), reversed('a')];
    withFigures(happenings, (figures) => {
      expect(['2024-06-01', LATE].map((effectiveAsOf) => sides(figures, { effectiveAsOf }))).toEqual([
        {},
        {},
      ]);
    });
  });
});

describe('a correction', () => {
  it('restates how the contribution entered and keeps what has moved since', () => {
    const happenings = [
      recorded('a', 'lecco', 100_00n, { stage: 'COMMITTED', effective: on('2024-01-01') }),
      movedOn('a', 'PAID', { COMMITTED: 40_00n }, on('2024-05-01')),
      corrected('a', 120_00n, { stage: 'COMMITTED', effective: on('2024-03-01') }),
    ];
    withFigures(happenings, (figures) => {
      expect(ladder(figures, at('2024-02-01', 2))).toEqual(['100.00', '100.00', '0.00', '0.00', '0.00']);
      expect(ladder(figures, at('2024-02-01', 3))).toEqual(['0.00', '0.00', '0.00', '0.00', '0.00']);
      expect(ladder(figures)).toEqual(['120.00', '120.00', '40.00', '40.00', '0.00']);
    });
  });
});

describe('what has no value', () => {
  it('gives no fact when it is declared, and none when it is withdrawn', () => {
    withFigures([relationalDeclared('n', 'lecco', '24'), reversed('n')], (figures) => {
      expect(only(figures, { basis: 'pledged' })).toMatchObject({ facts: 0, exclusions: [] });
    });
  });
});

describe('what is delivered in kind', () => {
  it('counts as paid on the day, and as verified only when it is', () => {
    const rooms = recorded('a', 'lecco', 50_00n, { resource: IN_KIND.ASSET_USE, stage: 'DELIVERED' });
    withFigures([rooms, verified('a', [{ cents: 50_00n, effective: on('2024-01-01') }])], (figures) => {
      expect(ladder(figures, at(LATE, 1))).toEqual(['50.00', '50.00', '50.00', '50.00', '0.00']);
      expect(ladder(figures)).toEqual(['50.00', '50.00', '50.00', '50.00', '50.00']);
    });
  });
});

describe('a chain of partnerships', () => {
  const after = (partnership: string) => ({ follows: { partnership, how: 'NEXT_CALL' } }) as const;
  const happenings = [
    partnershipRegistered('second', after('lecco')),
    partnershipRegistered('apart'),
    partnershipRegistered('third', after('second')),
    partnershipRegistered('branch', after('lecco')),
    recorded('a', 'lecco', 1_00n),
    recorded('b', 'second', 10_00n),
    recorded('c', 'third', 100_00n),
    recorded('d', 'branch', 1_000_00n),
    recorded('e', 'apart', 10_000_00n),
  ];

  it('is summed over every link, from whichever one it is asked, and the answer names them', () => {
    withFigures(happenings, (figures) => {
      for (const partnership of ['lecco', 'second', 'third', 'branch']) {
        const figure = only(figures, { partnership, chain: true });
        expect(figure.partnerships).toEqual(['lecco', 'second', 'third', 'branch']);
        expect(figure.denominator.amount.amount).toBe('1111.00');
        expect(only(figures, { partnership }).partnerships).toEqual([partnership]);
      }
      expect(only(figures, { partnership: 'second' }).denominator.amount.amount).toBe('10.00');
      const alone = only(figures, { partnership: 'apart', chain: true });
      expect([alone.partnerships, alone.denominator.amount.amount]).toEqual([['apart'], '10000.00']);
    });
  });

  it('has the links that were known at the position that is asked about', () => {
    withFigures(happenings, (figures) => {
      const known = (n: number) => only(figures, { ...at(LATE, n), chain: true }).partnerships;
      expect([0, 1, 2, 3].map(known)).toEqual([
        ['lecco'],
        ['lecco', 'second'],
        ['lecco', 'second'],
        ['lecco', 'second', 'third'],
      ]);
    });
  });

  it('lets an implied base stand for the public money of its own link only', () => {
    const base = baseImplied('second', 500_00n, { from: '2024-01-01', to: '2024-12-31' });
    withFigures([...happenings, base], (figures) => {
      const figure = only(figures, { chain: true });
      expect(figure.denominator.amount.amount).toBe('1601.00');
      expect(figure.exclusions).toEqual([
        { code: 'RECORDED_WITHIN_IMPLIED_BASE', amount: { amount: '10.00', currency: 'EUR' } },
      ]);
    });
  });

  it('of a partnership that nobody has heard of is nothing', () => {
    withFigures(happenings, (figures) => {
      const figure = only(figures, { partnership: 'nowhere', chain: true });
      expect(figure).toMatchObject({ partnership: 'nowhere', partnerships: ['nowhere'], facts: 0 });
    });
  });
});
