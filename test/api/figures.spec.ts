/**
 * The Lecco case over HTTP, against values computed here from what was published: 6 million brought through
 * foundations' calls, 3 million of own sources, ten years, about 22 per cent on the public budget.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { Api, type Page } from '../support/api.ts';
import { askFigure, cents, figure, sumsOf, type Figure } from '../support/figures.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, type TestService } from '../support/service.ts';

const FOUNDATIONS = new Decimal('6000000.00');
const OWN = new Decimal('3000000.00');
const BROUGHT = FOUNDATIONS.plus(OWN);
const STATED_INCREASE = new Decimal('0.22');
const YEARS = Array.from({ length: 10 }, (_, index) => 2009 + index);
/** LC2: the base that would make the statement exact, to the cent. */
const BASE = BROUGHT.div(STATED_INCREASE).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);

let service: TestService;
let lecco: { readonly api: Api; readonly partnership: string };

interface Partnership {
  readonly id: string;
  readonly impliedPublicBase: {
    readonly amount: { readonly amount: string };
    readonly source: { readonly statedBy: string; readonly statedOn: string };
  } | null;
}
let partnerships: readonly Partnership[];

beforeAll(async () => {
  service = await startDemoService();
  const api = new Api(service.url, null);
  partnerships = (await api.get<Page<Partnership>>('/partnerships')).body.items;
  lecco = { api, partnership: partnerships[0]?.id ?? '' };
});
afterAll(() => service.stop());

const euros = (amount: { readonly amount: string }): Decimal => new Decimal(amount.amount);
const percent = (ratio: Decimal): string => ratio.times(100).toFixed(2, Decimal.ROUND_HALF_UP);
const partOf = ({ numerator }: Figure, side: string): Figure['numerator']['parts'][number] | undefined =>
  numerator.parts.find((part) => part.side === side);

function expectValue(value: string | null | undefined, exact: Decimal): void {
  expect(value).toMatch(/^-?\d+\.\d{12,}$/);
  expect(new Decimal(value ?? 'NaN').minus(exact).abs().lessThan('1e-12')).toBe(true);
}

describe('the Lecco case', () => {
  it('LC1: 6,000,000 and 3,000,000 are 9,000,000.00, all of it recorded', async () => {
    const { numerator } = await figure(lecco, 'L1');
    expect(numerator.amount.amount).toBe(BROUGHT.toFixed(2));
    expect(numerator.recorded.amount).toBe(BROUGHT.toFixed(2));
    expect(numerator.implied.amount).toBe('0.00');
  });

  it('LC2: the base is implied, not recorded, and says by whom', async () => {
    expect(BASE.toFixed(2)).toBe('40909090.91');
    const { denominator } = await figure(lecco, 'L1');
    expect(
      [denominator.amount, denominator.implied, denominator.recorded].map(({ amount }) => amount),
    ).toEqual([BASE.toFixed(2), BASE.toFixed(2), '0.00']);
    expect(partnerships).toHaveLength(1);
    const said = partnerships[0]?.impliedPublicBase;
    expect(said?.amount.amount).toBe(BASE.toFixed(2));
    expect(said?.source.statedBy).toMatch(/Mariani/);
    expect(said?.source.statedOn).toMatch(/^2018-12/);
  });

  it('LC5: L1 is 0.21999999999511… and reads ≈ 22 %', async () => {
    const { value, display, reason } = await figure(lecco, 'L1');
    expectValue(value, BROUGHT.div(BASE));
    expect(value?.startsWith('0.21999999999511')).toBe(true);
    expect([display?.text, display?.approximate, reason]).toEqual(['22', true, null]);
  });

  it('LC6: the total is 49,909,090.91 and the multiplier 1.22', async () => {
    const { value, display, numerator } = await figure(lecco, 'L2');
    expect(numerator.amount.amount).toBe(BASE.plus(BROUGHT).toFixed(2));
    expect(numerator.amount.amount).toBe('49909090.91');
    expectValue(value, BASE.plus(BROUGHT).div(BASE));
    expect(display?.text).toBe('1.22');
  });

  it('LC7: public co-financing is 81.97 %, the other side 18.03 %', async () => {
    const { value, display } = await figure(lecco, 'L9');
    const exact = BASE.div(BASE.plus(BROUGHT));
    expectValue(value, exact);
    expect([display?.text, percent(exact)]).toEqual(['81.97', '81.97']);
    expect(percent(new Decimal(1).minus(value ?? 'NaN'))).toBe('18.03');
    expect(exact.minus(new Decimal(50).div(61)).abs().lessThan('1e-9')).toBe(true);
  });

  it('LC8: foundations alone are 14.67 %, own sources alone 7.33 %', async () => {
    const [l1, l1s] = [await figure(lecco, 'L1'), await figure(lecco, 'L1s')];
    const [foundations, own] = [partOf(l1, 'F'), partOf(l1, 'T')];
    expectValue(foundations?.value, FOUNDATIONS.div(BASE));
    expectValue(own?.value, OWN.div(BASE));
    expectValue(l1s.value, OWN.div(BASE));
    expect([foundations?.display?.text, own?.display?.text, l1s.display?.text]).toEqual([
      '14.67',
      '7.33',
      '7.33',
    ]);
  });

  it('LC10: foundations to own sources are 2 to 1', async () => {
    const { F = 0n, T = 0n } = sumsOf(await figure(lecco, 'L2'));
    expect(F).toBe(T * 2n);
    const share = (side: bigint): string => percent(new Decimal(side.toString()).div((F + T).toString()));
    expect([share(F), share(T)]).toEqual(['66.67', '33.33']);
  });

  it('LC11: a year is 4,090,909.09 public and 900,000.00 brought on average, spread by day', async () => {
    const { groups, numerator, denominator } = await figure(lecco, 'L1', { groupBy: 'year' });
    expect(groups.map(({ key }) => key['year'])).toEqual(YEARS.map(String));
    const average = (total: Decimal): string => total.div(10).toFixed(2, Decimal.ROUND_HALF_UP);
    expect([average(euros(denominator.amount)), average(euros(numerator.amount))]).toEqual([
      '4090909.09',
      '900000.00',
    ]);
    for (const term of ['numerator', 'denominator'] as const) {
      const whole = cents({ numerator, denominator }[term].amount);
      const parts = groups.map((group) => cents(group[term].amount));
      expect(parts.reduce((a, b) => a + b, 0n)).toBe(whole);
      for (const [index, part] of parts.entries()) {
        const days = (YEARS[index] ?? 0) % 4 === 0 ? 366 : 365;
        const share = new Decimal(whole.toString()).times(days).div(3652);
        // Two contributions stand above the line: each may be off by less than a cent.
        expect(share.minus(part.toString()).abs().toNumber()).toBeLessThan(2);
      }
    }
  });

  it('LC12: 28.21 %, the share of a total that was never claimed, is no figure here', async () => {
    const wrong = percent(BROUGHT.div(BROUGHT.div(STATED_INCREASE).minus(BROUGHT)));
    expect(wrong).toBe('28.21');
    const { body } = await lecco.api.get<Page<Figure>>(`/figures?partnership=${lecco.partnership}`);
    expect(body.items.map(({ display }) => display?.text)).not.toContain(wrong);
  });

  it.each(['L3', 'L4'])('LC14: %s does not apply, for there is no finance to repay', async (definition) => {
    const { value, reason, display } = await figure(lecco, definition);
    expect([value, reason, display]).toEqual([null, 'NOT_APPLICABLE', null]);
  });

  it('LC14: L5 is no figure, neither in the address nor among those that are asked', async () => {
    expectProblem(await askFigure(lecco, 'L5'), { status: 404, code: 'NOT_FOUND' });
    const answer = await lecco.api.get(`/figures?partnership=${lecco.partnership}&definition=L1,L5`);
    expectProblem(answer, { status: 422, code: 'DEFINITION_UNKNOWN', pointer: '/definition' });
  });

  it('LC15: 4.55 public euro stand beside each other euro', async () => {
    const { value, denominator, numerator } = await figure(lecco, 'L6');
    expect(euros(denominator.amount).div(euros(numerator.amount)).toFixed(2, Decimal.ROUND_HALF_UP)).toBe(
      '4.55',
    );
    expectValue(value, BROUGHT.div(BASE));
  });

  it('says what it does not know: dates are assumed, nothing is left out', async () => {
    const { body } = await lecco.api.get<Page<Figure & { assumedDating: boolean }>>(
      `/figures?partnership=${lecco.partnership}`,
    );
    expect(body.items.map(({ definition }) => definition.id)).toEqual(['L1', 'L1s', 'L2', 'L6', 'L9']);
    for (const each of body.items) {
      expect([each.assumedDating, each.exclusions, each.coverage.unresolved.amount]).toEqual([
        true,
        [],
        '0.00',
      ]);
      expect([each.basis, each.view]).toEqual([expect.any(String), 'economic']);
      expect(each.knownAsOf.position).toBe((await lecco.api.head()).toString());
    }
  });

  it('has nothing paid: what was delivered is no proof of payment', async () => {
    const { value, reason, numerator, denominator } = await figure(lecco, 'L1', { basis: 'paid' });
    expect([value, reason]).toEqual([null, 'NO_PUBLIC_BASE']);
    expect([numerator.amount.amount, denominator.amount.amount]).toEqual(['0.00', '0.00']);
    const delivered = await figure(lecco, 'L1', { basis: 'delivered' });
    expect(delivered.numerator.amount.amount).toBe(BROUGHT.toFixed(2));
  });

  it('before 2009 has neither a base nor a contribution', async () => {
    const { value, reason, facts } = await figure(lecco, 'L1', { effectiveAsOf: '2008-12-31' });
    expect([value, reason, facts]).toEqual([null, 'NO_PUBLIC_BASE', 0]);
  });
});
