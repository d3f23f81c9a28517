/** Why a figure is another: what a council was told on 10 March, and what is told today. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Problem } from '../support/api.ts';
import { correct, euro, openBooks, record, registerParty, reverse, type Books } from '../support/books.ts';
import { cents } from '../support/figures.ts';
import { askDifference, written, type Difference } from '../support/lineage.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

const COUNCIL = { date: '2026-03-10', instant: '2026-03-10T18:00:00+01:00' };
const TODAY = '2026-06-30';

let now = new Date('2026-02-20T09:00:00Z');
let service: TestService;
let books: Books;
let second: Api;
let question: Readonly<Record<string, string>>;
let other: string;

beforeAll(async () => {
  service = await startDemoService({ empty: true, clock: () => now });
  books = await openBooks(new Api(service.url, service.tokens.finance));
  second = books.api.as(tokenFor(service, 'finance'));
  other = await registerParty(books.api, {
    kind: 'THIRD_SECTOR_BODY',
    legalName: 'Altra cooperativa di prova',
  });
  await tell(books);
  question = { partnership: books.partnership, basis: 'paid', effectiveAsOf: TODAY };
});
afterAll(() => service.stop());

/** Known to the council: 1,000.00 of the municipality, 220.00 of the Third Sector. Everything else comes after. */
async function tell(of: Books): Promise<void> {
  const { MUNICIPALITY, THIRD_SECTOR, FOUNDATION } = of.from;
  const budget = await record(of, { source: MUNICIPALITY, amount: '1000.00', on: '2026-02-01' });
  const own = await record(of, { source: THIRD_SECTOR, amount: '150.00', on: '2026-02-10' });
  const gift = await record(of, { source: THIRD_SECTOR, amount: '70.00', on: '2026-02-11', bringer: other });
  now = new Date('2026-04-15T09:00:00Z');
  await record(of, { source: THIRD_SECTOR, amount: '40.00', on: '2026-03-09' });
  await record(
    { ...of, api: second },
    { source: FOUNDATION, amount: '90.00', on: '2026-04-01', bringer: other },
  );
  const restated = await correct(of, budget.id, 0, { resource: { kind: 'CASH', amount: euro('1100.00') } });
  const classified = await second.post(
    `/contributions/${own.id}/reclassifications`,
    { fundingSource: MUNICIPALITY, justification: { reason: 'ENTRY_ERROR' } },
    { ifMatch: 0 },
  );
  const undone = await reverse(of, gift.id, 0);
  expect([restated.status, classified.status, undone.status]).toEqual([201, 201, 201]);
}

const FROM = { fromEffectiveAsOf: COUNCIL.date, fromKnownAsOf: COUNCIL.instant };

async function difference(
  over: Readonly<Record<string, string>> = {},
  asking: Api = books.api,
): Promise<Difference> {
  const answer = await askDifference(asking, 'L1', { ...question, ...FROM, ...over });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body;
}

describe('the council of 10 March and today', () => {
  it('are told apart by cause, and the causes add up to the whole', async () => {
    const { from, to, change, causes } = await difference();
    expect([from.display?.text, to.display?.text]).toEqual(['22.00', '10.40']);
    expect(change).toEqual({
      value: '-0.1160000000000000',
      numerator: euro('-90.00'),
      denominator: euro('250.00'),
    });
    expect(causes.map((each) => written(each.cause, each))).toEqual([
      'NEW 90.00 0.00',
      'LATE 40.00 0.00',
      'CORRECTED 0.00 100.00',
      'RECLASSIFIED -150.00 150.00',
      'REVERSED -70.00 0.00',
    ]);
    expect(causes.map(({ events }) => events)).toEqual([1, 1, 1, 1, 1]);
  });

  it('are told apart by person, who together did all of it', async () => {
    const { people, change } = await difference();
    expect(people?.map((each) => `${each.events} ${written('', each).trim()}`)).toEqual([
      '3 -30.00 100.00',
      '2 -60.00 150.00',
    ]);
    expect(new Set(people?.map(({ actor }) => actor)).size).toBe(2);
    const sum = (people ?? []).reduce((all, { numerator }) => all + cents(numerator), 0n);
    expect(sum).toBe(cents(change.numerator));
  });

  it('are told apart event by event, in pages of one answer while others write', async () => {
    const items: NonNullable<Difference['items']>[number][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Difference = await difference({ limit: '2', ...(cursor === '' ? {} : { cursor }) });
      items.push(...(page.items ?? []));
      cursor = page.nextCursor;
      const noise = await record(books, { source: books.from.FOUNDATION, amount: '3.00', on: '2026-01-01' });
      await reverse(books, noise.id, 0);
    }
    expect(items.map((item) => `${item.type} ${written(item.cause, item)}`)).toEqual([
      'ContributionRecorded LATE 40.00 0.00',
      'ContributionRecorded NEW 90.00 0.00',
      'ContributionCorrected CORRECTED 0.00 100.00',
      'ContributionReclassified RECLASSIFIED -150.00 150.00',
      'ContributionReversed REVERSED -70.00 0.00',
    ]);
    const positions = items.map(({ position }) => Number(position));
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  it('have pages of their own: a cursor of another question is refused', async () => {
    const { nextCursor } = await difference({ limit: '1' });
    const cursor = nextCursor ?? '';
    const asked = { ...question, ...FROM, limit: '1', cursor };
    expect((await askDifference(books.api, 'L1', asked)).status).toBe(200);
    for (const over of [{ fromBasis: 'pledged' }, { side: 'T' }]) {
      const answer = await askDifference(books.api, 'L1', { ...asked, ...over });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/cursor' }] } });
    }
  });

  it('are the same to everybody but for people and events', async () => {
    const knownAsOf = (await books.api.head()).toString();
    const all = await difference({ knownAsOf });
    const nothing = { people: null, items: null, others: null, nextCursor: null };
    expect(await difference({ knownAsOf }, books.api.as(null))).toEqual({ ...all, ...nothing });
    expect(await difference({ knownAsOf }, books.api.as(service.tokens.evaluator))).toEqual(all);
  });

  it('are told to a partner by what it brought, and one sum of all else', async () => {
    const partner = books.api.as(tokenFor(service, 'partner', { org: other }));
    const { items, others, change } = await difference({}, partner);
    expect(items?.map((item) => written(item.cause, item))).toEqual([
      'NEW 90.00 0.00',
      'REVERSED -70.00 0.00',
    ]);
    const own = (items ?? []).reduce((sum, { numerator }) => sum + cents(numerator), 0n);
    expect(own + cents(others?.numerator ?? '')).toBe(cents(change.numerator));
  });

  it('stay byte for byte when both questions name both axes', async () => {
    const knownAsOf = (await books.api.head()).toString();
    const pinned = { ...question, ...FROM, knownAsOf };
    const first = await askDifference(books.api, 'L1', pinned);
    await record(books, { source: books.from.FOUNDATION, amount: '3.00', on: '2026-01-01' });
    const again = await askDifference(books.api, 'L1', pinned);
    expect(again.text).toBe(first.text);
    expect(again.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(again.headers.get('ledger-position')).toBe(knownAsOf);
  });
});

describe('two questions', () => {
  it('of the same money by another definition differ by OTHER_QUESTION, and no event is behind it', async () => {
    const asked = { ...question, fromDefinition: 'L2' };
    const { body } = await askDifference(books.api, 'L1', asked);
    expect([body.from.definition.id, body.to.definition.id]).toEqual(['L2', 'L1']);
    // L2 has the public money above the line as well: 1,100.00 and 150.00 that came to be public.
    expect(body.causes.map((each) => written(each.cause, each))).toEqual(['OTHER_QUESTION -1250.00 0.00']);
    expect(body.items).toMatchObject([{ position: null, actor: null, contribution: null }]);
  });

  it('must differ in something that is named', async () => {
    const answer = await books.api.get<Problem>(`/figures/L1/differences?${new URLSearchParams(question)}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'MALFORMED' } });
    expect(answer.body.errors?.[0]?.detail).toContain('fromKnownAsOf');
  });

  it.each([
    ['fromEffectiveAsOf', '2026-02-30', 400],
    ['fromKnownAsOf', '2026-02-01T10:00:00', 400],
    ['fromKnownAsOf', '2026-02-30T10:00:00Z', 400],
    ['fromBasis', 'promised', 400],
    ['fromPartnership', '00000000-0000-4000-8000-000000000000', 422],
    ['fromDefinition', 'L99', 422],
  ])('with %s=%s are refused, and it is said which is at fault', async (name, value, status) => {
    const answer = await books.api.get<Problem>(
      `/figures/L1/differences?${new URLSearchParams({ ...question, [name]: value })}`,
    );
    expect(answer.status).toBe(status);
    expect(answer.body.errors?.map(({ pointer }) => pointer)).toEqual([`/${name}`]);
  });

  it('that ask for what nothing can be are refused by the name that is at fault', async () => {
    const answer = await books.api.get<Problem>(
      `/figures/L1/differences?${new URLSearchParams({
        ...{ ...question, fromView: 'cashOnly', kind: 'VOLUNTEER_TIME' },
      })}`,
    );
    expect(answer).toMatchObject({ status: 422, body: { code: 'QUESTION_CONTRADICTORY' } });
  });
});
