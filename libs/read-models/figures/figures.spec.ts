/** What a reader of figures relies on, each by an example that can be followed by hand. */
import { describe, expect, it } from '@jest/globals';
import { DEFINITION_IDS } from '#domain/figures/definitions';
import {
  baseImplied,
  baseWithdrawn,
  corrected,
  decoded,
  on,
  partnershipRegistered,
  recorded,
  reversed,
  sourceRegistered,
  type Happening,
} from '../../../test/support/history.ts';
import { asking, foldInto, inFolder } from '../../../test/support/read-models.ts';
import { removeReadModel, ReadModelReader } from '../runtime/read-model-file.ts';
import { Figures, PositionAhead, type Figure, type FigureQuestion } from './figures.ts';
import { figuresProjection } from './projection.ts';

const CENTURY = { from: '2009-01-01', to: '2018-12-31' };
const LATE = '2030-12-31';
const ASK: FigureQuestion = {
  partnership: 'lecco',
  definitions: ['L2'],
  basis: 'delivered',
  view: 'economic',
  effectiveAsOf: LATE,
};

const OPENING: readonly Happening[] = [
  partnershipRegistered('lecco'),
  sourceRegistered('municipal'),
  sourceRegistered('own', { originShares: [{ origin: 'THIRD_SECTOR', bp: 10_000 }] }),
  sourceRegistered('calls', { originShares: [{ origin: 'FOUNDATION', bp: 10_000 }] }),
];
const OPENED = OPENING.length;

function withFigures<Result>(happenings: readonly Happening[], ask: (figures: Figures) => Result): Result {
  return asking(figuresProjection, decoded([...OPENING, ...happenings]), (reader) =>
    ask(new Figures(reader)),
  );
}

function only(figures: Figures, over: Partial<FigureQuestion> = {}): Figure {
  const [figure] = figures.answer({ ...ASK, ...over }).figures;
  if (figure === undefined) throw new Error('one figure was asked for');
  return figure;
}

/** Public and Third Sector money, as recorded or implied, at one pair of as-of points. */
function publicMoney(figures: Figures, over: Partial<FigureQuestion> = {}): string {
  return only(figures, over).denominator.amount.amount;
}

/** As of a date, as known after the n-th event that follows the opening. */
const at = (effectiveAsOf: string, known: number) => ({ effectiveAsOf, position: BigInt(OPENED + known) });

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

  it('forgets a contribution reversed without a date from its own date on, and one with a date from that day (T12)', () => {
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
      const head = BigInt(OPENED + 1);
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

describe('the Lecco case', () => {
  const lecco = [
    recorded('calls', 'lecco', 6_000_000_00n, {
      fundingSource: 'calls',
      effective: CENTURY,
      dating: 'ASSUMED',
    }),
    recorded('own', 'lecco', 3_000_000_00n, { fundingSource: 'own', effective: CENTURY, dating: 'ASSUMED' }),
    baseImplied('lecco', 40_909_090_91n, CENTURY),
  ];

  it('reads ≈ 22 %, 1.22 and 81.97 % on an implied base, and says that the days are assumed', () => {
    withFigures(lecco, (figures) => {
      const told = figures.answer({ ...ASK, definitions: DEFINITION_IDS }).figures;
      const shown = told.map(({ definition: { id }, display }) => [id, display?.text, display?.approximate]);
      expect(shown).toEqual([
        ['L1', '22', true],
        ['L1s', '7.33', false],
        ['L2', '1.22', false],
        ['L6', '0.2200', false],
        ['L9', '81.97', false],
      ]);
      const [l1] = told;
      expect(l1?.numerator).toMatchObject({
        recorded: { amount: '9000000.00' },
        implied: { amount: '0.00' },
      });
      expect(l1?.denominator).toMatchObject({
        recorded: { amount: '0.00' },
        implied: { amount: '40909090.91' },
      });
      expect(l1?.assumedDating).toBe(true);
    });
  });

  it('has the ten years in ten groups that add up to the whole', () => {
    withFigures(lecco, (figures) => {
      const { groups, numerator } = only(figures, { groupBy: 'year' });
      expect(groups.map(({ key }) => key['year'])).toEqual([
        '2009',
        '2010',
        '2011',
        '2012',
        '2013',
        '2014',
        '2015',
        '2016',
        '2017',
        '2018',
      ]);
      const cents = groups.map((group) => BigInt(group.numerator.amount.amount.replace('.', '')));
      expect(cents.reduce((sum, each) => sum + each, 0n)).toBe(49_909_090_91n);
      expect(numerator.amount.amount).toBe('49909090.91');
      // 365 of 3,652 days: 599,671.41 + 299,835.71 + 4,088,668.58 is within a cent a part of 2009's share.
      expect(groups[0]?.numerator.amount.amount).toBe('4988175.70');
    });
  });

  it('has no leverage of money paid, for nobody said that the base was paid', () => {
    withFigures(lecco, (figures) => {
      expect(only(figures, { basis: 'paid' })).toMatchObject({ value: null, reason: 'NO_PUBLIC_BASE' });
      expect(only(figures, { basis: 'committed', definitions: ['L1'] }).display?.text).toBe('22');
    });
  });
});

describe('an implied public base', () => {
  const public100 = recorded('a', 'lecco', 100_00n, { effective: on('2010-06-30') });

  it('gives way to recorded public money, and is reported as left out', () => {
    withFigures([baseImplied('lecco', 500_00n, CENTURY), public100], (figures) => {
      expect(publicMoney(figures, at(LATE, 1))).toBe('500.00');
      const figure = only(figures);
      expect(figure.denominator).toMatchObject({
        recorded: { amount: '100.00' },
        implied: { amount: '0.00' },
      });
      expect(figure.exclusions).toEqual([
        { code: 'IMPLIED_BASE_SUPERSEDED', amount: { amount: '500.00', currency: 'EUR' } },
      ]);
    });
  });

  it('comes back when the recorded public money is reversed, and goes when it is withdrawn', () => {
    const happenings = [
      baseImplied('lecco', 500_00n, CENTURY),
      public100,
      reversed('a'),
      baseWithdrawn('lecco'),
      baseImplied('lecco', 600_00n, CENTURY),
    ];
    withFigures(happenings, (figures) => {
      const known = [0, 1, 2, 3, 4, 5].map((n) => publicMoney(figures, at(LATE, n)));
      expect(known).toEqual(['0.00', '500.00', '100.00', '500.00', '0.00', '600.00']);
    });
  });

  it('gives way to a single cent of recorded public money, whatever large sums were reversed beside it', () => {
    const happenings = [
      baseImplied('lecco', 500_00n, CENTURY),
      recorded('large', 'lecco', 10n ** 17n - 1n),
      recorded('cent', 'lecco', 1n),
      reversed('large'),
    ];
    withFigures(happenings, (figures) => {
      expect(only(figures).denominator).toMatchObject({
        recorded: { amount: '0.01' },
        implied: { amount: '0.00' },
      });
    });
  });

  it('is never counted beside recorded public money, on no day, also not before that was undone', () => {
    const happenings = [
      baseImplied('lecco', 500_00n, CENTURY),
      recorded('a', 'lecco', 100_00n, { effective: on('2020-01-01') }),
      reversed('a', '2022-01-01'),
    ];
    withFigures(happenings, (figures) => {
      expect(only(figures, { effectiveAsOf: '2021-01-01' }).denominator).toMatchObject({
        recorded: { amount: '100.00' },
        implied: { amount: '0.00' },
      });
    });
  });

  it('is neither in other partnerships nor in what one partner brought', () => {
    const happenings = [partnershipRegistered('como'), baseImplied('lecco', 500_00n, CENTURY)];
    withFigures(happenings, (figures) => {
      expect(publicMoney(figures, { partnership: 'como' })).toBe('0.00');
      expect(publicMoney(figures, { bringer: 'lecco' })).toBe('0.00');
    });
  });
});

describe('sums', () => {
  it('are exact far beyond what a binary float holds (T19)', () => {
    const largest = 10n ** 17n - 1n;
    const happenings = [
      ...['a', 'b', 'c'].map((id) => recorded(id, 'lecco', largest)),
      recorded('d', 'lecco', 1n),
      recorded('e', 'lecco', 2n ** 53n + 1n),
    ];
    withFigures(happenings, (figures) => {
      // 3 x 999,999,999,999,999.99 + 0.01 + 90,071,992,547,409.93
      expect(publicMoney(figures)).toBe('3090071992547409.91');
    });
  });

  it('stay exact over many contributions whose sum passes what a binary float holds', () => {
    const each = 2n ** 52n + 1n;
    const happenings = Array.from({ length: 9 }, (_, index) => recorded(`c${index}`, 'lecco', each));
    withFigures(happenings, (figures) => {
      expect(BigInt(publicMoney(figures).replace('.', ''))).toBe(9n * each);
    });
  });

  it('leave users’ fees, repayable money and unresolved origins out of the ratio and say how much', () => {
    const happenings = [
      sourceRegistered('fees', { originShares: [{ origin: 'USERS', bp: 10_000 }] }),
      sourceRegistered('loan', { originShares: [{ origin: 'FOUNDATION', bp: 10_000 }], repayable: true }),
      sourceRegistered('mixed', {
        originShares: [
          { origin: 'REGION', bp: 4_000 },
          { origin: 'UNRESOLVED', bp: 6_000 },
        ],
      }),
      recorded('a', 'lecco', 72_00n, { fundingSource: 'fees' }),
      recorded('b', 'lecco', 50_00n, { fundingSource: 'loan' }),
      recorded('c', 'lecco', 10_00n, { fundingSource: 'mixed' }),
    ];
    withFigures(happenings, (figures) => {
      const figure = only(figures);
      expect(figure.numerator.amount.amount).toBe('4.00');
      expect(figure.exclusions.map(({ code, amount }) => [code, amount.amount])).toEqual([
        ['USERS_FEES', '72.00'],
        ['REPAYABLE_FINANCE', '50.00'],
        ['UNRESOLVED_ORIGIN', '6.00'],
      ]);
      expect(figure.coverage).toEqual({ share: '0.4000', unresolved: { amount: '6.00', currency: 'EUR' } });
    });
  });

  it('in cash only leave out staff and rooms on both sides alike', () => {
    const staff = {
      kind: 'PAID_STAFF',
      minutes: 60,
      valuation: { method: 'HOURS_AT_RATE', version: 1, rate: '50' },
    } as const;
    const happenings = [
      recorded('a', 'lecco', 400_000_00n),
      recorded('b', 'lecco', 50_000_00n, { resource: staff }),
      recorded('c', 'lecco', 60_000_00n, { fundingSource: 'own' }),
      recorded('d', 'lecco', 40_000_00n, { fundingSource: 'own', resource: staff }),
    ];
    withFigures(happenings, (figures) => {
      const l1 = (view: FigureQuestion['view']) => only(figures, { definitions: ['L1'], view }).display?.text;
      expect(l1('cashOnly')).toBe('15.00');
      expect(l1('economic')).toBe('22.22');
    });
  });

  it('of a partnership that nobody has heard of are nothing, and its ratios undefined', () => {
    withFigures([recorded('a', 'lecco', 100_00n)], (figures) => {
      expect(only(figures, { partnership: 'nowhere' })).toMatchObject({
        value: null,
        reason: 'NO_PUBLIC_BASE',
        facts: 0,
      });
    });
  });
});
