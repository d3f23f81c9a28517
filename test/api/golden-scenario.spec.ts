/**
 * One co-design from the convention to the last control, over HTTP, by an officer who records, another who verifies and
 * the cooperative that confirms. Expected amounts are worked out here from the published inputs of each line.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { Api } from '../support/api.ts';
import { figure, sumsOf, type Figure } from '../support/figures.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, type TestService } from '../support/service.ts';
import { play, VERIFIED, type Story } from '../support/golden-story.ts';

let service: TestService;
let story: Story;

const cents = (value: Decimal): string => value.toFixed(2, Decimal.ROUND_HALF_UP);
const percent = (ratio: Decimal): string => cents(ratio.times(100));
const toCents = (value: Decimal): Decimal => value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);

/** S3: the rate is rounded first, then the value. */
const STAFF = toCents(toCents(new Decimal('31250.00').div(1720)).times('137.5'));
/** R1 and R2: ten months of a fifth of the market rent, or 516 hours at the tariff. */
const ROOM = Decimal.min(
  new Decimal('6.50').times(120).times(12).div(60).times(10),
  new Decimal('15.00').times(12).times(43),
);
const OWN_CASH = new Decimal('30000.00').times('0.40');
const VOLUNTEERS_CLAIMED = toCents(new Decimal('412.5').times('11.40'));
const VOLUNTEERS = VOLUNTEERS_CLAIMED.minus('702.50');
/** E1, half of which a public grant had paid for: E2. */
const VEHICLE_GROSS = toCents(new Decimal('24000.00').times('0.25').times(183).div(365).times('0.4'));
const VEHICLE = toCents(new Decimal('24000.00').times('0.25').times('0.5').times(183).div(365).times('0.4'));
const P_CASH = new Decimal('250000.00').minus('5000.00').plus('100000.00');
const P = P_CASH.plus(ROOM);
const T = STAFF.plus(OWN_CASH).plus(VOLUNTEERS).plus(VEHICLE);
const F = new Decimal('40000.00');
const O = new Decimal('5000.00');
const U = new Decimal('7200.00');

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  const officer = new Api(service.url, service.tokens.finance);
  const account = (name: string, role: 'finance' | 'partner', org: string | null): Api => {
    const added = service.folder.accounts.add({ name, role, org, partnerships: '*', expiresAt: null });
    return new Api(service.url, added.token);
  };
  story = await play(officer, account);
});
afterAll(() => service.stop());

const ask = (definition: string, question: Readonly<Record<string, string>> = {}): Promise<Figure> =>
  figure(story, definition, { basis: 'verified', ...question });

const excluded = (of: Figure): Readonly<Record<string, string>> =>
  Object.fromEntries(of.exclusions.map(({ code, amount }) => [code, amount.amount]));

const byKind = (of: Figure): Readonly<Record<string, string>> =>
  Object.fromEntries(
    of.groups
      .map(({ key, numerator }) => [key['kind'] ?? '', numerator.amount.amount] as const)
      .filter(([, amount]) => amount !== '0.00'),
  );

describe('the golden scenario, on the verified basis', () => {
  it('starts from inputs that come to the published lines', () => {
    expect(
      [STAFF, ROOM, OWN_CASH, VOLUNTEERS_CLAIMED, VOLUNTEERS, VEHICLE_GROSS, VEHICLE].map(cents),
    ).toEqual(['2498.38', '1560.00', '12000.00', '4702.50', '4000.00', '1203.29', '601.64']);
    expect([P, T, F, O, U].map(cents)).toEqual(['346560.00', '19100.02', '40000.00', '5000.00', '7200.00']);
  });

  it('has every side to the cent: public, Third Sector, foundations, other private, users', async () => {
    const l2 = await ask('L2');
    expect(sumsOf(l2)).toEqual(
      Object.fromEntries(
        Object.entries({ PUBLIC: P, PUBLIC_HEALTH: new Decimal(0), T, F, O }).map(([side, amount]) => [
          side,
          BigInt(amount.times(100).toFixed(0)),
        ]),
      ),
    );
    expect(l2.denominator.amount.amount).toBe(cents(P));
    expect(excluded(l2)['USERS_FEES']).toBe(cents(U));
  });

  it('composes what the Third Sector brought of hours, own money, volunteers and a vehicle', async () => {
    expect(byKind(await ask('L1s', { groupBy: 'kind' }))).toEqual({
      PAID_STAFF: cents(STAFF),
      CASH: cents(OWN_CASH),
      VOLUNTEER_TIME: cents(VOLUNTEERS),
      ASSET_USE: cents(VEHICLE),
    });
  });

  it.each([
    ['L1', T.plus(F).div(P), '17.05', percent],
    ['L1s', T.div(P), '5.51', percent],
    ['L2', P.plus(T).plus(F).plus(O).div(P), '1.18', cents],
    ['L9', P.div(P.plus(T).plus(F).plus(O)), '84.39', percent],
  ] as const)(
    '%s is what the recorded sums give, nothing implied',
    async (definition, exact, text, written) => {
      const { value, display, reason, denominator } = await ask(definition);
      expect(written(exact)).toBe(text);
      expect(new Decimal(value ?? 'NaN').minus(exact).abs().lessThan('1e-12')).toBe(true);
      expect([display?.text, display?.approximate, reason]).toEqual([text, false, null]);
      expect(denominator.implied.amount).toBe('0.00');
    },
  );

  it('in money alone is 15.07 %: neither hours nor things, on either side', async () => {
    const { numerator, denominator, display } = await ask('L1', { view: 'cashOnly' });
    expect([numerator.amount.amount, denominator.amount.amount]).toEqual([
      cents(OWN_CASH.plus(F)),
      cents(P_CASH),
    ]);
    expect(display?.text).toBe(percent(OWN_CASH.plus(F).div(P_CASH)));
    expect(display?.text).toBe('15.07');
  });

  it('never shows the naive 42.24 %, on any basis, in any view', async () => {
    const naive = [STAFF, '30000.00', VOLUNTEERS_CLAIMED, '60000.00', U, VEHICLE_GROSS]
      .reduce<Decimal>((sum, amount) => sum.plus(amount), new Decimal(0))
      .div('250000.00');
    expect(percent(naive)).toBe('42.24');
    for (const basis of ['pledged', 'committed', 'delivered', 'paid', 'verified']) {
      for (const view of ['economic', 'cashOnly']) {
        const query = new URLSearchParams({ partnership: story.partnership, basis, view });
        const { body, status, text } = await story.api.get<{ readonly items: readonly Figure[] }>(
          `/figures?${query}&effectiveAsOf=2099-12-31`,
        );
        expect([status, body.items.length]).toEqual([200, 5]);
        expect(text).not.toContain(`"${percent(naive)}"`);
        expect(text).not.toContain(`"${naive.toFixed(4, Decimal.ROUND_DOWN)}`);
      }
    }
  });
});

describe('what the golden scenario keeps apart', () => {
  it('one public euro, passed on twice and spent as “own cash”, counts once', async () => {
    const [before, after] = await Promise.all(
      [story.positions.allocationVerified, story.positions.passedOn].map((knownAsOf) =>
        ask('L2', { knownAsOf }),
      ),
    );
    expect(BigInt(story.positions.passedOn)).toBeGreaterThan(BigInt(story.positions.allocationVerified));
    expect(before?.numerator.amount.amount).toBe('100000.00');
    expect(after?.numerator).toEqual(before?.numerator);
    expect(excluded(await ask('L1'))['PASSED_ON']).toBe(cents(new Decimal('30000.00').times('0.60')));
  });

  it('what was awarded is pledged, what was received is paid: 20,000.00 of the grant never come', async () => {
    const pledged = sumsOf(await ask('L2', { basis: 'pledged' }));
    const paid = sumsOf(await ask('L2', { basis: 'paid' }));
    expect([pledged['F'], paid['F']]).toEqual([60_000_00n, 40_000_00n]);
  });

  it('what was cut is delivered and not verified', async () => {
    const delivered = byKind(await ask('L1s', { basis: 'delivered', groupBy: 'kind' }));
    expect(delivered['VOLUNTEER_TIME']).toBe(cents(VOLUNTEERS_CLAIMED));
  });

  it('money that came back is out of every basis, and was in until it did', async () => {
    for (const basis of ['paid', 'verified']) {
      const before = await ask('L1', { basis, effectiveAsOf: '2024-12-29' });
      const after = await ask('L1', { basis, effectiveAsOf: '2024-12-30' });
      const difference = new Decimal(before.denominator.amount.amount).minus(after.denominator.amount.amount);
      expect(cents(difference)).toBe('5000.00');
    }
  });

  it('the network is 24 bodies, and no money', async () => {
    const { body, text } = await story.api.get<{ readonly resource?: unknown }>(
      `/contributions/${story.ids.network}`,
    );
    expect(text).toContain('"quantity":"24"');
    expect(text).not.toContain('"currency"');
    expect(body).not.toBeNull();
    const kinds = byKind(await ask('L2', { basis: 'pledged', groupBy: 'kind' }));
    expect(Object.keys(kinds)).not.toContain('RELATIONAL');
  });
});

describe('the two people of the golden scenario', () => {
  it.each(Object.entries(VERIFIED))('who recorded %s may not verify it', async (name, amount) => {
    const { id, revision } = story.records[name as keyof typeof VERIFIED];
    const claim = { amount, currency: 'EUR' };
    const answer = await story.officer.post(
      `/contributions/${id}/verifications`,
      { claimed: claim, admitted: claim },
      { ifMatch: revision },
    );
    expectProblem(answer, { status: 409, code: 'SAME_PERSON' });
  });

  it('nothing can be verified twice, and no more be passed on than is held', async () => {
    const { id, revision } = story.records.room;
    const claim = { amount: '1560.00', currency: 'EUR' };
    const again = await story.controller.post(
      `/contributions/${id}/verifications`,
      { claimed: claim, admitted: claim },
      { ifMatch: revision },
    );
    expectProblem(again, { status: 409, code: 'NOTHING_TO_VERIFY' });
    const amount = { amount: '82000.01', currency: 'EUR' };
    const { cooperative, area } = story.ids;
    const beyond = await story.officer.post('/transfers', {
      partnership: story.partnership,
      from: cooperative,
      to: area,
      amount,
      fundedBy: [{ contribution: story.records.allocation.id, amount }],
      effectiveOn: '2024-06-30',
    });
    expectProblem(beyond, { status: 422, code: 'FUNDING_EXCEEDED' });
  });
});
