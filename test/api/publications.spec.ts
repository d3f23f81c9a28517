/** A figure that was published stays as it was, says when it is restated, and tells why, down to the event. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { Api, BASE, everyItem, type Page, type Problem } from '../support/api.ts';
import { euro } from '../support/books.ts';
import { cents, figure } from '../support/figures.ts';
import { play, type Story } from '../support/golden-story.ts';
import type { Difference } from '../support/lineage.ts';
import { expectProblem } from '../support/problem.ts';
import { digestOf, placeOf, publicationAt, publish, type Publication } from '../support/publishing.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

/** The published sums of the golden scenario, verified: T + F over P. */
const ABOVE = new Decimal('19100.02').plus('40000.00');
const BELOW = new Decimal('346560.00');
const ratioOf = (above: Decimal, below: Decimal): string =>
  above.div(below).toFixed(16, Decimal.ROUND_HALF_UP);

const LAST_DAY = '2024-12-31';
const TITLE = 'La leva verificata di due anni';

let service: TestService;
let story: Story;
let anybody: Api;
const account = (name: string, role: 'finance' | 'partner', org: string | null): Api => {
  const added = service.folder.accounts.add({ name, role, org, partnerships: '*', expiresAt: null });
  return new Api(service.url, added.token);
};

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  story = await play(new Api(service.url, service.tokens.finance), account);
  anybody = story.officer.as(null);
});
afterAll(() => service.stop());

const leverage = () => figure(story, 'L1', { basis: 'verified', effectiveAsOf: LAST_DAY });
const read = (number: number, knownAsOf?: string) => publicationAt(story.officer, story, number, knownAsOf);

/** The municipality gets so much of its grant back. */
async function recover(amount: string): Promise<string> {
  const { id } = story.records.grant;
  const current = await story.officer.get<{ revision: number }>(`/contributions/${id}`);
  const body = {
    ...{ amount: euro(amount), from: story.ids.cooperative },
    ...{ effectiveOn: '2024-12-30', act: 'Determina di prova' },
  };
  const ifMatch = current.body.revision;
  const receipt = await story.officer.done(`/contributions/${id}/recoveries`, body, { ifMatch });
  return receipt.events[0] ?? '';
}

describe('a published figure', () => {
  it('is number 1 of its partnership, at an address for ever, for everybody to read', async () => {
    const asked = await leverage();
    expect([asked.display?.text, asked.value]).toEqual(['17.05', ratioOf(ABOVE, BELOW)]);
    const answer = await publish(story.officer, asked, { title: TITLE });
    expect([answer.status, answer.headers.get('location')]).toEqual([201, BASE + placeOf(story, 1)]);

    const seen = await anybody.get<Publication>(placeOf(story, 1), {
      'ledger-after': answer.body.position ?? '',
    });
    expect(seen.status).toBe(200);
    expect(seen.body).toMatchObject({
      ...{ partnership: story.partnership, number: 1, title: TITLE, status: 'STANDS' },
      ...{ replaces: null, replacedBy: null, withdrawn: null, by: null },
      recomputed: { equal: true, digest: { holds: true } },
      ...{ position: answer.body.position, link: BASE + placeOf(story, 1) },
      figure: {
        question: { definition: 'L1', version: 1, basis: 'verified', effectiveAsOf: LAST_DAY },
        definition: {
          ...{ id: 'L1', version: 1, kind: 'RATIO', formula: '(T + F) / P', form: 'percent', decimals: 2 },
          numerator: { sides: ['T', 'F', 'ATTRACTED'], origins: null, call: null },
          denominator: { sides: ['PUBLIC', 'PUBLIC_HEALTH'], origins: null, call: null },
          ...{ emptyBase: 'NO_PUBLIC_BASE', applies: null },
        },
        value: ratioOf(ABOVE, BELOW),
        display: { form: 'percent', text: '17.05', approximate: false },
        numerator: euro(ABOVE.toFixed(2)),
        denominator: euro(BELOW.toFixed(2)),
      },
    });
    expect(seen.body.figure.question.position).toBe(asked.knownAsOf.position);
    expect(seen.body.now.value).toBe(asked.value);
  });

  it('can be digested by whoever reads it', async () => {
    const { figure: frozen, digest } = await read(1);
    expect(digestOf(frozen)).toBe(digest);
    expect(digestOf({ ...frozen, value: '0.18' })).not.toBe(digest);
  });

  it('is what the ledger gives, not what somebody states', async () => {
    const head = await story.officer.head();
    const asked = await leverage();
    const { value, numerator, denominator } = asked;
    const given = `${numerator.amount.amount} / ${denominator.amount.amount}`;
    for (const wrong of [
      { value: '0.18', numerator: numerator.amount, denominator: denominator.amount },
      { value, numerator: euro('59100.03'), denominator: denominator.amount },
      { value, numerator: numerator.amount, denominator: euro('346560.01') },
      { value: null, numerator: numerator.amount, denominator: denominator.amount },
    ]) {
      const answer = await publish(story.officer, asked, { stated: wrong });
      expectProblem(answer, { status: 422, code: 'FIGURE_DIFFERS', pointer: '/stated' });
      expect((answer.body as unknown as { params: object }).params).toEqual({
        found: `${wrong.numerator.amount} / ${wrong.denominator.amount} = ${wrong.value}`,
        expected: `${given} = ${value}`,
      });
    }
    expect(await story.officer.head()).toBe(head);
  });

  it('has its first receipt when it is sent again, although more was recorded since', async () => {
    const asked = await leverage();
    const key = randomUUID();
    const first = await publish(story.officer, asked, { text: 'Due volte' }, { key });
    expect(first.headers.get('location')).toBe(BASE + placeOf(story, 2));
    await recover('1000.00');
    const again = await publish(story.officer, asked, { text: 'Due volte' }, { key });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect([again.body, again.headers.get('location')]).toEqual([first.body, BASE + placeOf(story, 2)]);
    const other = await publish(story.officer, asked, { text: 'Tre volte' }, { key });
    expectProblem(other, { status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
  });
});

describe('a figure that was restated', () => {
  it('says so, and shows beside what was published what is known by now', async () => {
    const { status, figure: frozen, now, recomputed } = await read(1);
    expect([status, recomputed.equal, frozen.value]).toEqual(['RESTATED', true, ratioOf(ABOVE, BELOW)]);
    expect(now.value).toBe(ratioOf(ABOVE, BELOW.minus(1000)));
    expect(now.effectiveAsOf).toBe(LAST_DAY);
    const before = await read(1, frozen.question.position).catch((error: Error) => error.message);
    expect(before).toMatch(/404/);
    const then = await read(1, (await read(1)).position);
    expect([then.status, then.now.value]).toEqual(['STANDS', frozen.value]);
  });

  it('tells why, down to the event and whoever recorded it', async () => {
    const { difference, figure: frozen, now } = await read(1);
    const { status, body } = await story.officer.send<Difference>('GET', difference);
    expect([status, body.from.value, body.to.value]).toEqual([200, frozen.value, now.value]);
    expect(body.change).toMatchObject({ numerator: euro('0.00'), denominator: euro('-1000.00') });
    expect(body.causes).toEqual([
      { cause: 'RECOVERED', numerator: euro('0.00'), denominator: euro('-1000.00'), events: 1 },
    ]);
    expect(body.items).toMatchObject([
      { type: 'FundsRecovered', contribution: story.records.grant.id, denominator: euro('-1000.00') },
    ]);
    const causes = body.causes.reduce((sum, { denominator }) => sum + cents(denominator), 0n);
    expect(causes).toBe(cents(now.denominator.amount) - cents(frozen.denominator));
    const asAnybody = await anybody.send<Difference>('GET', difference);
    expect([asAnybody.status, asAnybody.body.change, asAnybody.body.items]).toEqual([200, body.change, null]);
  });

  it('is replaced by the next publication, which names it, and only once', async () => {
    const asked = await leverage();
    const next = await publish(story.officer, asked, { replaces: 1, title: 'Rettifica' });
    expect(next.headers.get('location')).toBe(BASE + placeOf(story, 3));
    const first = await read(1);
    expect([first.status, first.replacedBy, first.title]).toEqual(['REPLACED', 3, TITLE]);
    expect(await read(3)).toMatchObject({ status: 'STANDS', replaces: 1, number: 3 });
    const again = await publish(story.officer, asked, { replaces: 1 });
    expectProblem(again, { status: 409, code: 'PUBLICATION_REPLACED', pointer: '/replaces' });
    const nothing = await publish(story.officer, asked, { replaces: 99 });
    expectProblem(nothing, { status: 422, code: 'PUBLICATION_UNKNOWN', pointer: '/replaces' });
  });

  it('is withdrawn with the revision that it shows, and stays to be read, marked', async () => {
    const shown = await story.officer.get<Publication>(placeOf(story, 2));
    const ifMatch = shown.headers.get('etag') ?? '';
    const path = `${placeOf(story, 2)}/withdrawals`;
    const reason = { reason: 'Cifra superata' };
    expectProblem(await story.officer.post(path, reason), { status: 428, code: 'REVISION_MISSING' });
    const answer = await story.officer.post(path, reason, { ifMatch });
    expect([answer.status, answer.headers.get('location')]).toEqual([201, BASE + placeOf(story, 2)]);
    const withdrawn = await read(2);
    expect(withdrawn).toMatchObject({ status: 'WITHDRAWN', withdrawn: reason, text: 'Due volte' });
    expect(withdrawn.figure).toEqual(shown.body.figure);
    const known = await read(2, shown.headers.get('ledger-position') ?? '');
    expect([known.status, known.withdrawn]).toEqual(['RESTATED', null]);
    const current = (await story.officer.get(placeOf(story, 2))).headers.get('etag') ?? '';
    const again = await story.officer.post(path, reason, { ifMatch: current });
    expectProblem(again, { status: 409, code: 'PUBLICATION_WITHDRAWN' });
  });
});

describe('publications', () => {
  it('are listed for everybody in order, by page, of all or of one partnership', async () => {
    const path = `/publications?partnership=${story.partnership}`;
    const listed = await everyItem<Publication>(anybody, path, 2);
    expect(listed.map(({ number, status }) => [number, status])).toEqual([
      [1, 'REPLACED'],
      [2, 'WITHDRAWN'],
      [3, 'STANDS'],
    ]);
    const {
      text: _,
      revision: __,
      recomputed: ___,
      now: ____,
      difference: _____,
      ...summary
    } = await read(1);
    // Who published it is an account, and only accounts are told.
    expect(summary.by).toMatch(/^a_/);
    expect(listed[0]).toEqual({ ...summary, by: null });
    expect((await everyItem<Publication>(story.officer, path))[0]).toEqual(summary);
    expect(await everyItem(anybody, '/publications')).toEqual(listed);
    expect(await everyItem(anybody, `/publications?partnership=${randomUUID()}`)).toEqual([]);
  });

  it('that there are not are not found', async () => {
    for (const path of [
      placeOf(story, 4),
      `/publications/${story.partnership}/0`,
      `/publications/${story.partnership}/1x`,
      placeOf({ partnership: randomUUID() }, 1),
    ]) {
      expectProblem(await anybody.get(path), { status: 404, code: 'NOT_FOUND' });
    }
  });
});

describe('an event', () => {
  interface References {
    readonly items: readonly { readonly number: number; readonly link: string; readonly title: string }[];
  }
  const of = (api: Api, event: string) => api.get<References>(`/events/${event}/publications`);
  const eventOf = (line: keyof Story['records']): string => story.records[line].events[0] ?? '';

  it('opens into the published figures that it entered', async () => {
    const verified = await of(story.officer, eventOf('foundation'));
    expect(verified.body.items.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(verified.body.items[0]).toMatchObject({ link: BASE + placeOf(story, 1), title: TITLE });
    // Users' fees and a company's gift stand on neither side of this ratio.
    for (const line of ['fees', 'gift'] as const) {
      expect((await of(story.officer, eventOf(line))).body.items).toEqual([]);
    }
    const late = await recover('10.00');
    expect((await of(story.officer, late)).body.items).toEqual([]);
    await publish(story.officer, await leverage());
    expect((await of(story.officer, late)).body.items.map(({ number }) => number)).toEqual([4]);
  });

  it('opens into them by page, as they were known when the first page was', async () => {
    const path = `/events/${eventOf('foundation')}/publications`;
    type Row = References['items'][number];
    const paged = await everyItem<Row>(story.officer, path, 1);
    expect(paged.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    const first = await story.officer.get<Page<Row>>(`${path}?limit=3`);
    expect(first.body.items).toHaveLength(3);
    await publish(story.officer, await leverage());
    const rest = await story.officer.get<Page<Row>>(`${path}?limit=3&cursor=${first.body.nextCursor ?? ''}`);
    expect([rest.body.items.map(({ number }) => number), rest.body.nextCursor]).toEqual([[4], null]);
    const wrong = await story.officer.get<Problem>(`${path}?limit=0`);
    expectProblem(wrong, { status: 400, code: 'MALFORMED', pointer: '/limit' });
  });

  it('is for those who read the whole ledger', async () => {
    const event = eventOf('foundation');
    const evaluator = new Api(service.url, service.tokens.evaluator);
    expect((await of(evaluator, event)).status).toBe(200);
    const partner = new Api(service.url, service.tokens.partner);
    expectProblem(await of(partner, event), { status: 403, code: 'NOT_ALLOWED' });
    const limited = evaluator.as(tokenFor(service, 'evaluator', { partnerships: [story.partnership] }));
    expectProblem(await of(limited, event), { status: 403, code: 'NOT_ALLOWED' });
    expectProblem(await of(anybody, event), { status: 401, code: 'TOKEN_MISSING' });
    const nowhere = await evaluator.get<Problem>(`/events/${randomUUID()}/publications`);
    expectProblem(nowhere, { status: 404, code: 'NOT_FOUND' });
  });
});
