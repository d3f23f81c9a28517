/** `pledger observatory` and `pledger sensitivity`, on a data folder and on a service alike. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataFolder } from '#data-folder/data-folder';
import { recordLecco } from '#data-folder/demo';
import { Desk, type Run } from './pledger.ts';

const AS_OF = ['--effective-as-of', '2026-01-31'] as const;

const desk = new Desk();
const run = (...args: string[]): Promise<Run> => desk.local(...args, ...AS_OF);

beforeAll(async () => {
  const folder = await DataFolder.open({ path: desk.data, holder: { what: 'test', url: null } });
  await recordLecco(folder);
  await folder.close();
});
afterAll(() => desk.close());

describe('pledger sensitivity', () => {
  it('shows a figure on every basis, in every view and scope, and a dash where it has no value', async () => {
    const { code, out, err } = await run('sensitivity', 'l1');
    expect([code, err]).toEqual([0, '']);
    const [name, views, ...rows] = out.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(name).toEqual(['L1 version 1']);
    expect(views).toEqual(['economic', 'cashOnly', 'cpr', 'localPublicEuro', 'netOfTax']);
    // Everything of the Lecco case is money over assumed days, and its base is only implied.
    expect(rows.find(([row]) => row === 'delivered broad')).toEqual([
      'delivered broad',
      ...Array(5).fill('≈ 22 %'),
    ]);
    expect(rows.find(([row]) => row === 'delivered strict')).toEqual([
      'delivered strict',
      ...Array(5).fill('-'),
    ]);
    expect(rows.slice(0, 10)).toHaveLength(10);
  });

  it('refuses a choice that it makes itself, and a series', async () => {
    expect(await run('sensitivity', '--basis', 'paid')).toMatchObject({ code: 2, out: '' });
    const series = await run('sensitivity', 'L12');
    expect([series.code, series.err.includes('L12 is a series of years')]).toEqual([1, true]);
  });
});

describe('pledger observatory', () => {
  it('says how many partnerships there are, and nothing of so few', async () => {
    const { code, out, err } = await run('observatory', 'L2');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^L2 {2}Multiplier: total over public, by region$/m);
    expect(out).toMatch(/^ {2}all +1 +held back: too few$/m);
    expect(out).toMatch(/^ {2}imported data +0 +- +-$/m);
  });

  it('is the same to the byte on a service, as a table, as open data and for machines', async () => {
    const asked = [[], ['--csv'], ['--json']].map((form) => ['observatory', '--by', 'instrument', ...form]);
    const own: Run[] = [];
    for (const args of asked) own.push(await run(...args));
    const service = await desk.serve();
    try {
      for (const [index, args] of asked.entries()) {
        expect(await desk.run([...args, ...AS_OF, '--server', service.url])).toEqual(own[index]);
      }
    } finally {
      await service.stop();
    }
    expect(own[1]?.out.split('\r\n')[0]).toMatch(/^definition,version,.*,suppressed$/);
    expect(JSON.parse(own[2]?.out ?? '')).toMatchObject({ by: 'instrument', total: { partnerships: 1 } });
  });

  it.each([
    [['--csv', '--json'], '--csv or --json'],
    [['L1', 'L2'], 'one figure at a time'],
    [['--by', 'planet'], '--by is planet'],
    [['--chain'], '--chain'],
  ])('refuses %j', async (args, why) => {
    const { code, err } = await run('observatory', ...args);
    expect([code, err.includes(why)]).toEqual([2, true]);
  });
});
