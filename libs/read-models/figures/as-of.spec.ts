/** Both time axes, each rule by an example that can be followed by hand. */
import { describe, expect, it } from '@jest/globals';
import {
  ASK,
  LATE,
  OPENING,
  at,
  only,
  publicMoney,
  withFigures,
} from '../../../test/support/asked-figures.ts';
import { corrected, decoded, on, recorded, reversed } from '../../../test/support/history.ts';
import { foldInto, inFolder } from '../../../test/support/read-models.ts';
import { ReadModelReader, removeReadModel } from '../runtime/read-model-file.ts';
import { PositionAhead } from '../runtime/read-model-file.ts';
import { Figures } from './figures.ts';
import { figuresProjection } from './fold/projection.ts';

describe('a figure as of two dates', () => {
  it('moves only where a backdated contribution belongs (T08)', () => {
    const day = (n: number) => on(`2024-03-0${n + 1}`);
    const amounts: [cents: bigint, day: number][] = [
      [100_00n, 0],
      [50_00n, 3],
      [200_00n, 1],
      [50_00n, 2],
      [50_00n, 4],
    ];
    const happenings = amounts.map(([cents, n], index) =>
      recorded(`r${index + 1}`, 'lecco', cents, { effective: day(n) }),
    );
    withFigures(happenings, (figures) => {
      const total = (t: number, r: number) => publicMoney(figures, at(day(t).from, r));
      expect(total(3, 2)).toBe('150.00');
      expect(total(1, 2)).toBe('100.00');
      expect(total(1, 3)).toBe('300.00');
      expect(total(3, 3)).toBe('350.00');
      expect(total(2, 4)).toBe('350.00');
      expect(total(3, 4)).toBe('400.00');
      expect(total(0, 5)).toBe('100.00');
      expect(total(1, 5)).toBe('300.00');
      expect(total(2, 5)).toBe('350.00');
      expect(total(3, 5)).toBe('400.00');
      expect(total(4, 5)).toBe('450.00');
    });
  });

  it('is the same whether asked in between, after reopening, or after a rebuild (T09)', () => {
    const first = [...OPENING, recorded('a', 'lecco', 100_00n, { effective: on('2024-01-01') })];
    const all = decoded([...first, recorded('b', 'lecco', 70_00n, { effective: on('2024-01-05') })]);
    const answers = (folder: string) => {
      const reader = new ReadModelReader(folder, figuresProjection);
      const figures = new Figures(reader);
      const told = [
        publicMoney(figures, at('2024-01-10', 2)),
        publicMoney(figures, at('2024-01-05', 2)),
        publicMoney(figures, at('2024-01-04', 2)),
        publicMoney(figures, at('2024-01-10', 1)),
      ];
      reader.close();
      return told;
    };
    inFolder((folder) => {
      foldInto(folder, figuresProjection, all.slice(0, first.length));
      const early = new ReadModelReader(folder, figuresProjection);
      const standing = new Figures(early);
      expect(publicMoney(standing, { effectiveAsOf: '2024-01-10' })).toBe('100.00');
      foldInto(folder, figuresProjection, all);
      expect(publicMoney(standing, { effectiveAsOf: '2024-01-10' })).toBe('170.00');
      expect(publicMoney(standing, at('2024-01-10', 1))).toBe('100.00');
      early.close();

      expect(answers(folder)).toEqual(['170.00', '170.00', '100.00', '100.00']);
      removeReadModel(folder, 'figures');
      foldInto(folder, figuresProjection, all);
      expect(answers(folder)).toEqual(['170.00', '170.00', '100.00', '100.00']);
    });
  });

  it('keeps what was known before a correction, and shows the correction from then on', () => {
    const happenings = [
      recorded('a', 'lecco', 10_000_00n, { effective: on('2023-05-01') }),
      corrected('a', 7_500_00n, { effective: on('2023-05-01') }),
      corrected('a', 8_000_00n, { effective: on('2024-02-01') }),
    ];
    withFigures(happenings, (figures) => {
      expect([1, 2, 3].map((known) => publicMoney(figures, at(LATE, known)))).toEqual([
        '10000.00',
        '7500.00',
        '8000.00',
      ]);
      expect(publicMoney(figures, at('2023-12-31', 2))).toBe('7500.00');
      expect(publicMoney(figures, at('2023-12-31', 3))).toBe('0.00');
    });
  });

  it('forgets what was reversed from its own date on, or from the day that the reversal names (T12)', () => {
    const happenings = [
      recorded('z', 'lecco', 300_00n, { effective: on('2023-05-01') }),
      recorded('w', 'lecco', 200_00n, { effective: on('2023-05-01') }),
      reversed('z'),
      reversed('w', '2024-03-10'),
    ];
    withFigures(happenings, (figures) => {
      expect(publicMoney(figures, at('2023-05-01', 2))).toBe('500.00');
      expect(publicMoney(figures, at('2023-05-01', 4))).toBe('200.00');
      expect(publicMoney(figures, at('2024-03-09', 4))).toBe('200.00');
      expect(publicMoney(figures, at('2024-03-10', 4))).toBe('0.00');
    });
  });

  it('counts a span evenly by day: 366.00 over 2024 is one euro a day', () => {
    const year = { from: '2024-01-01', to: '2024-12-31' };
    withFigures([recorded('a', 'lecco', 366_00n, { effective: year })], (figures) => {
      const due = ['2023-12-31', '2024-01-01', '2024-02-29', '2024-12-30', '2024-12-31'];
      expect(due.map((effectiveAsOf) => publicMoney(figures, { effectiveAsOf }))).toEqual([
        '0.00',
        '1.00',
        '60.00',
        '365.00',
        '366.00',
      ]);
    });
  });

  it('refuses a position that is not folded yet instead of guessing', () => {
    withFigures([recorded('a', 'lecco', 100_00n)], (figures) => {
      const head = BigInt(OPENING.length + 1);
      expect(figures.answer({ ...ASK, position: head }).position).toBe(head);
      expect(() => figures.answer({ ...ASK, position: head + 1n })).toThrow(PositionAhead);
      expect(() => figures.answer({ ...ASK, position: head + 1n })).toThrow(/6 .*5/);
    });
  });

  it('says at which points it was asked, and how far its read model is', () => {
    withFigures([recorded('a', 'lecco', 100_00n), recorded('b', 'lecco', 100_00n)], (figures) => {
      const { figures: told, position } = figures.answer({ ...ASK, ...at('2024-06-30', 1) });
      expect(position).toBe(6n);
      expect(told[0]).toMatchObject({
        partnership: 'lecco',
        basis: 'delivered',
        view: 'economic',
        effectiveAsOf: '2024-06-30',
        knownAsOf: { position: '5' },
        facts: 1,
        definition: { id: 'L2', version: 1, formula: '(P + X) / P' },
      });
      expect(only(figures).knownAsOf).toEqual({ position: '6' });
    });
  });
});
