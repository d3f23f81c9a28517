import { describe, expect, it } from '@jest/globals';
import { dictionaries } from '../i18n/dictionaries.ts';
import { figure, leccoFigure, ratio, type Sides } from '../testing/figures.ts';
import { findingOf } from './finding.ts';
import { layOut } from './geometry.ts';
import { markAt, moveMark, positionOf, type MarkPosition, type NavigationKey } from './marks.ts';
import { yearTable, type YearTable } from './year-rows.ts';

const figuresOf = (years: Readonly<Record<string, Sides>>) =>
  ['L1', 'L2'].map((id) => {
    const rows = Object.entries(years).map(([year, sides]) => [year, ratio(id, sides)] as const);
    return figure(id, ratio(id, {}), Object.fromEntries(rows));
  });

function tableOf(years: Readonly<Record<string, Sides>>): YearTable {
  const table = yearTable(figuresOf(years));
  if (table === null) throw new Error('no table');
  return table;
}

function leccoTable(): YearTable {
  const table = yearTable([leccoFigure('L1'), leccoFigure('L2')]);
  if (table === null) throw new Error('no table');
  return table;
}

const manyYears = (count: number) =>
  tableOf(
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [String(1990 + index), { PUBLIC: '100.00', T: '20.00' }]),
    ),
  );

describe('rows by year', () => {
  it('keep the derived base apart and sum to the figure, to the cent', () => {
    const { series, sum, rows } = leccoTable();
    expect(series).toEqual(['implied', 'T', 'F']);
    expect(sum.amounts).toMatchObject({
      recorded: '0.00',
      implied: '40909090.91',
      T: '3000000.00',
      F: '6000000.00',
    });
    expect(sum.total).toBe('49909090.91');
    expect(rows.map((row) => row.total)).toEqual(['24954545.45', '24954545.46']);
  });

  it('show a year without events as a gap', () => {
    const { rows } = tableOf({ 2022: { PUBLIC: '10.00' }, 2024: { PUBLIC: '5.00' } });
    expect(rows.map((row) => [row.year, row.total])).toEqual([
      ['2022', '10.00'],
      ['2023', '0.00'],
      ['2024', '5.00'],
    ]);
    expect(rows[1]?.leverage).toBeNull();
  });

  it('are none when every amount is zero', () => {
    expect(yearTable(figuresOf({ 2022: { PUBLIC: '0.00' } }))).toBeNull();
    expect(yearTable([])).toBeNull();
  });
});

describe('finding', () => {
  it('says in a sentence what the bars show', () => {
    expect(findingOf(leccoTable(), dictionaries.it, 'it').replaceAll('\u00a0', ' ')).toBe(
      'Dal 2009 al 2010: 9.000.000,00 € dal Terzo settore e dalle fondazioni ' +
        'accanto a 40.909.090,91 € pubblici (base implicita).',
    );
    expect(findingOf(tableOf({ 2022: { T: '5.00' } }), dictionaries.en, 'en')).toBe(
      'In 2022: €5.00 from the Third Sector, no public resources recorded.',
    );
  });
});

describe('geometry', () => {
  it('stacks the marks without gaps, in proportion to the amounts', () => {
    const layout = layOut(tableOf({ 2022: { PUBLIC: '300.00', T: '60.00', F: '40.00' } }), 600, 400);
    const [recorded, own, foundations] = layout.marks;
    expect(layout.marks.map((mark) => mark.series)).toEqual(['recorded', 'T', 'F']);
    expect(recorded!.y + recorded!.height).toBeCloseTo(layout.zeroY);
    expect(own!.y + own!.height).toBeCloseTo(recorded!.y);
    expect(foundations!.y + foundations!.height).toBeCloseTo(own!.y);
    expect(recorded!.height / own!.height).toBeCloseTo(5);
    expect(foundations!.y).toBeGreaterThanOrEqual(layout.plot.top);
  });

  it('draws a refund below the line', () => {
    const layout = layOut(tableOf({ 2022: { PUBLIC: '300.00', T: '-60.00' } }), 600, 400);
    const refund = layout.marks.find((mark) => mark.series === 'T');
    expect(refund!.y).toBeCloseTo(layout.zeroY);
    expect(layout.zeroY).toBeLessThan(layout.plot.bottom);
  });

  it('fits a narrow screen, and grows wider only for many years', () => {
    expect(layOut(manyYears(10), 288, 340).width).toBe(288);
    const many = layOut(manyYears(60), 288, 340);
    expect(many.width).toBeGreaterThan(60 * 18);
    expect(many.marks.every((mark) => mark.x >= 0 && mark.x + mark.width <= many.width)).toBe(true);
  });

  it('thins the year labels so that they do not touch', () => {
    for (const [count, width] of [
      [10, 288],
      [30, 800],
      [60, 288],
      [3, 1200],
    ] as const) {
      const { yearTicks } = layOut(manyYears(count), width, 340);
      const gaps = yearTicks.slice(1).map((tick, index) => tick.x - yearTicks[index]!.x);
      expect(gaps.every((gap) => gap >= 39.99)).toBe(true);
    }
  });

  it('keeps few bars from becoming walls, and labels in a unit people say', () => {
    const two = layOut(manyYears(2), 1200, 340);
    expect(two.marks.every((mark) => mark.width <= 88)).toBe(true);
    expect(two.unit).toBe('units');
    expect(layOut(leccoTable(), 600, 340).unit).toBe('millions');
  });
});

describe('walking the marks', () => {
  const table = leccoTable();
  const walk = (keys: readonly NavigationKey[]) =>
    keys.reduce<MarkPosition | null>((at, key) => moveMark(table, at, key), null);

  it('starts at the first, moves by year and by series, and stops at the ends', () => {
    expect(walk(['ArrowRight'])).toEqual({ year: 0, series: 0 });
    expect(walk(['ArrowRight', 'ArrowRight', 'ArrowUp'])).toEqual({ year: 1, series: 1 });
    expect(walk(['ArrowRight', 'ArrowLeft', 'ArrowDown'])).toEqual({ year: 0, series: 0 });
    expect(walk(['End', 'ArrowRight', 'ArrowUp', 'ArrowUp', 'ArrowUp'])).toEqual({ year: 1, series: 2 });
    expect(walk(['End', 'Home'])).toEqual({ year: 0, series: 0 });
  });

  it('names the mark it stands on', () => {
    expect(markAt(table, { year: 1, series: 0 })).toEqual({
      year: '2010',
      series: 'implied',
      amount: '20454545.46',
    });
    expect(markAt(table, { year: 9, series: 0 })).toBeNull();
    expect(positionOf(table, '2010', 'F')).toEqual({ year: 1, series: 2 });
  });
});
