/** Four eyes, the partner's word, and decisions that meet: over HTTP, by different people. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, everyItem, type Answer, type Problem, type Receipt } from '../support/api.ts';
import { ENTRY_ERROR, euro, openBooks, record, type Books, type Entry } from '../support/books.ts';
import { decisionOf, partOf, pledgeOf } from '../support/commands.ts';
import { expectProblem } from '../support/problem.ts';
import { startDemoService, tokenFor, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let second: Api;
let partner: Api;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
  second = api.as(tokenFor(service, 'finance'));
  partner = api.as(tokenFor(service, 'partner', { org: books.cooperative }));
});
afterAll(() => service.stop());

interface Shown {
  readonly status: string;
  readonly revision: number;
  readonly ladder: {
    readonly rungs: Record<string, { amount: string }>;
    readonly undecided: { amount: string };
  };
  readonly word: { readonly said: string; readonly reason: string | null };
  readonly pledge: { readonly open: { amount: string }; readonly end: string | null };
  readonly documents: readonly { readonly reference: string }[];
  readonly controls: readonly { readonly control: string; readonly outcome: string }[];
  readonly history: readonly { readonly type: string }[];
}
const gift = async (more: Partial<Entry> = {}): Promise<string> =>
  (await record(books, { source: books.from.FOUNDATION, on: '2024-03-01', ...more })).id;
const tell = (
  id: string,
  what: string,
  body: object,
  ifMatch = 0,
  by = api,
): Promise<Answer<Receipt & Problem>> =>
  by.post<Receipt & Problem>(`/contributions/${id}/${what}`, body, { ifMatch });
const read = async (id: string): Promise<Shown> => (await api.get<Shown>(`/contributions/${id}`)).body;

describe('verification', () => {
  it('is refused to whoever recorded it, and taken from a second person', async () => {
    const id = await gift();
    expectProblem(await tell(id, 'verifications', decisionOf('100.00')), {
      status: 409,
      code: 'SAME_PERSON',
    });
    expect((await tell(id, 'verifications', decisionOf('100.00'), 0, second)).status).toBe(201);
    const { ladder, controls, history } = await read(id);
    expect(ladder.rungs).toMatchObject({ PAID: euro('0.00'), VERIFIED: euro('100.00') });
    expect(controls).toMatchObject([
      { control: 'PUBLIC_LADDER', outcome: 'WARNED' },
      { control: 'EVIDENCE_PRESENT', outcome: 'REASONED' },
    ]);
    expect(history.map(({ type }) => type)).toEqual(['ContributionRecorded', 'ContributionVerified']);
  });

  it('cuts for a reason, and takes up on appeal what was cut', async () => {
    const id = await gift();
    const cut = decisionOf('100.00', '97.50');
    expectProblem(await tell(id, 'verifications', cut, 0, second), {
      status: 422,
      code: 'CUT_NEEDS_REASON',
      pointer: '/reason',
    });
    expect((await tell(id, 'verifications', { ...cut, reason: 'NOT_ELIGIBLE' }, 0, second)).status).toBe(201);
    const appeal = decisionOf('0.50', '0.50', { onAppeal: true });
    expect((await tell(id, 'verifications', appeal, 1, second)).status).toBe(201);
    expect((await read(id)).ladder).toMatchObject({ rungs: { VERIFIED: euro('98.00') }, cut: euro('2.00') });
  });

  it('asks for evidence, or for the reason why there is none', async () => {
    const id = await gift();
    const { reasons: _, ...bare } = decisionOf('100.00') as { reasons: object };
    expectProblem(await tell(id, 'verifications', bare, 0, second), {
      status: 422,
      code: 'EVIDENCE_PRESENT',
      pointer: '/reasons/EVIDENCE_PRESENT',
    });
    const document = { reference: 'Prot. 9', sha256: '9'.repeat(64), type: 'PAYMENT_PROOF' };
    expect((await tell(id, 'evidence', { document })).status).toBe(201);
    expect((await tell(id, 'verifications', bare, 1, second)).status).toBe(201);
    expect((await read(id)).documents).toMatchObject([{ reference: 'Prot. 9' }]);
  });

  it('and reversal that arrive together have one outcome, and the record tells which', async () => {
    for (let round = 0; round < 3; round += 1) {
      const id = await gift();
      const head = await api.head();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          index % 2 === 0
            ? tell(id, 'verifications', decisionOf('100.00'), 0, second)
            : tell(id, 'reversals', { justification: ENTRY_ERROR }),
        ),
      );
      const done = answers.flatMap(({ status }, index) => (status === 201 ? [index % 2] : []));
      expect(done).toHaveLength(1);
      for (const { status, body } of answers) {
        expect([201, 409, 412]).toContain(status);
        if (status !== 201) expect(['REVISION_STALE', 'CONTENDED', 'ALREADY_REVERSED']).toContain(body.code);
      }
      expect(await api.head()).toBe(head + 1n);
      const { status, history } = await read(id);
      expect([status, history.at(-1)?.type]).toEqual(
        done[0] === 0 ? ['RECORDED', 'ContributionVerified'] : ['REVERSED', 'ContributionReversed'],
      );
    }
  });
});

describe('a partner', () => {
  it('confirms what it brought, may change its mind, and is answered', async () => {
    const id = await gift();
    expect((await tell(id, 'confirmations', {}, 0, partner)).status).toBe(201);
    expectProblem(await tell(id, 'confirmations', {}, 1, partner), { status: 409, code: 'ALREADY_ANSWERED' });
    const contest = { reason: 'WRONG_AMOUNT', reference: 'Nota 3' };
    expect((await tell(id, 'contests', contest, 1, partner)).status).toBe(201);
    expect((await read(id)).word).toMatchObject({ said: 'CONTESTED', reason: 'WRONG_AMOUNT' });
    await partner.get('/contributions', { 'ledger-after': String(await api.head()) });
    const contested = await everyItem<{ id: string }>(partner, '/contributions?word=CONTESTED');
    expect(contested.map((row) => row.id)).toEqual([id]);
    const answer = { outcome: 'UPHELD', reference: 'Verbale 1' };
    expectProblem(await tell(id, 'contest-resolutions', answer, 2), { status: 409, code: 'SAME_PERSON' });
    expect((await tell(id, 'contest-resolutions', answer, 2, second)).status).toBe(201);
    expectProblem(await tell(id, 'contest-resolutions', answer, 3, second), {
      status: 409,
      code: 'NOT_CONTESTED',
    });
  });

  it('finds nothing where another brought it, and so says nothing of it', async () => {
    const id = await gift({ bringer: books.municipality });
    for (const [what, body] of [
      ['confirmations', {}],
      ['contests', { reason: 'NOT_OURS' }],
    ] as const) {
      expectProblem(await tell(id, what, body, 0, partner), { status: 404, code: 'NOT_FOUND' });
    }
    expect((await read(id)).revision).toBe(0);
  });
});

describe('a pledge', () => {
  it('is confirmed in part, which releases the rest unless it is kept', async () => {
    const { id } = await api.done('/pledges', pledgeOf(books));
    expect(await read(id)).toMatchObject({ status: 'PLEDGED', pledge: { open: euro('100.00'), end: null } });
    expect((await tell(id, 'commitments', partOf('10.00', { keepRemainder: true }))).status).toBe(201);
    expectProblem(await tell(id, 'commitments', partOf('90.01'), 1), {
      status: 422,
      code: 'EXCEEDS_PLEDGE',
      pointer: '/part',
    });
    expect((await tell(id, 'commitments', partOf('30.00'), 1)).status).toBe(201);
    expect(await read(id)).toMatchObject({
      status: 'FULFILLED',
      ladder: { rungs: { PLEDGED: euro('0.00'), COMMITTED: euro('40.00') } },
      pledge: { end: 'CONFIRMED' },
    });
    expectProblem(await tell(id, 'commitments', partOf('1.00'), 3), {
      status: 409,
      code: 'ALREADY_CONFIRMED',
    });
  });

  it('of a public body climbs step by step, with the accounting of each', async () => {
    const { id } = await api.done('/pledges', pledgeOf(books, { payer: books.municipality, schedule: null }));
    expectProblem(await tell(id, 'commitments', partOf('100.00')), {
      status: 422,
      code: 'ACCOUNTING_INCOMPLETE',
      pointer: '/accounting',
    });
    const accounting = { commitmentNo: '1180', year: 2024, pdc: 'U.1.04.04.01.001' };
    const bound = await tell(id, 'commitments', partOf('100.00', { accounting }));
    expect([bound.status, bound.body.code]).toEqual([201, undefined]);
    const paid = { mandateNo: '77', pdc: 'U.1.04.04.01.001' };
    expectProblem(await tell(id, 'payments', partOf('100.00', { accounting: paid }), 1), {
      status: 422,
      code: 'EXCEEDS_DELIVERED',
      pointer: '/part',
    });
    const liquidated = { liquidationNo: '12' };
    expect((await tell(id, 'deliveries', partOf('100.00', { accounting: liquidated }), 1)).status).toBe(201);
    expect((await tell(id, 'payments', partOf('100.00', { accounting: paid }), 2)).status).toBe(201);
    expect((await read(id)).ladder).toMatchObject({
      rungs: { PAID: euro('100.00') },
      undecided: euro('100.00'),
    });
  });
});

it('what is wrong about a pledge is blamed where it stands', async () => {
  const years = [2024, 2030].map((year) => ({ year, amount: euro('50.00') }));
  expectProblem(await api.post<Problem>('/pledges', pledgeOf(books, { schedule: years })), {
    status: 422,
    code: 'SCHEDULE_OUTSIDE',
    pointer: '/schedule/1/year',
  });
  expectProblem(await api.post<Problem>('/pledges', pledgeOf(books, { stage: 'PAID' })), {
    status: 400,
    code: 'MALFORMED',
    pointer: '/stage',
  });
});
