/** A trial tells what the real run will: same status, same code; it appends nothing and burns no key. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Api, type Answer, type Posting, type Problem, type Receipt } from '../support/api.ts';
import {
  contributionOf,
  correct,
  ENTRY_ERROR,
  euro,
  freshPartnership,
  implyBase,
  openBooks,
  record,
  reverse,
  type Books,
} from '../support/books.ts';
import { startDemoService, type TestService } from '../support/service.ts';

const DAY = '2023-05-10';
let service: TestService;
let base: Books;
let books: Books;
/** A contribution of `books` at revision 0. */
let id: string;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  base = await openBooks(new Api(service.url, service.tokens.finance));
});
afterAll(() => service.stop());
beforeEach(async () => {
  books = await freshPartnership(base);
  id = (await record(books, { source: base.from.EU, on: DAY })).id;
});

interface Command {
  readonly path: string;
  readonly body: unknown;
  readonly posting?: Posting;
  readonly account?: Api;
}
type Outcome = Answer<Receipt & Problem>;

async function both({ path, body, posting = {}, account = base.api }: Command): Promise<[Outcome, Outcome]> {
  const sent = { key: randomUUID(), ...posting };
  const head = await base.api.head();
  const trial = await account.post<Receipt & Problem>(path, body, { ...sent, dryRun: true });
  expect(await base.api.head()).toBe(head);
  return [trial, await account.post<Receipt & Problem>(path, body, sent)];
}

const gift = (more: object = {}): object => ({
  ...contributionOf(books, { source: base.from.FOUNDATION, on: DAY }),
  ...more,
});
const contribution = (more: object = {}, posting: Posting = {}): Command => ({
  path: '/contributions',
  body: gift(more),
  posting,
});
const correction = (changes: object, posting: Posting = { ifMatch: 0 }): Command => ({
  path: `/contributions/${id}/corrections`,
  body: { changes, justification: ENTRY_ERROR },
  posting,
});
const reversal = (more: object = {}, posting: Posting = { ifMatch: 0 }): Command => ({
  path: `/contributions/${id}/reversals`,
  body: { justification: ENTRY_ERROR, ...more },
  posting,
});
const statement = (more: object = {}): Command => ({
  path: `/partnerships/${books.partnership}/implied-public-bases`,
  body: {
    from: '2020-01-01',
    to: '2020-12-31',
    statedIncrease: '0.22',
    statedResources: euro('9.00'),
    source: { statedBy: 'Comune di prova', statedOn: '2020', title: 'Prova' },
    ...more,
  },
  posting: { ifMatch: 0 },
});
const withdrawal = (ifMatch: number): Command => ({
  path: `/partnerships/${books.partnership}/implied-public-bases/withdrawals`,
  body: { reason: 'Prova' },
  posting: { ifMatch },
});
const party = (more: object = {}): Command => ({
  path: '/parties',
  body: { kind: 'COMPANY', legalName: 'Impresa di prova', ...more },
});
const partnership = (more: object = {}): Command => ({
  path: '/partnerships',
  body: { title: 'Prova', instrument: 'COPROGETTAZIONE', leadBody: base.municipality, ...more },
});
const source = (bp: number): Command => ({
  path: '/funding-sources',
  body: { title: 'Prova', originShares: [{ origin: 'EU', bp }] },
});
const said = { from: '2020-01-01', to: '2020-12-31', increase: '0.22', resources: '9.00' };
const implied = async (): Promise<void> => void (await implyBase(books, said));
const reversed = async (): Promise<void> => void (await reverse(books, id, 0));
const nothing = async (): Promise<void> => undefined;

describe('what passes', () => {
  it.each([
    ['a party', nothing, () => party()],
    ['a partnership', nothing, () => partnership()],
    ['a funding source', nothing, () => source(10_000)],
    ['cash', nothing, () => contribution()],
    ['cash with an external reference', nothing, () => contribution({ externalRef: randomUUID() })],
    ['working time', nothing, () => contribution({ resource: staff() })],
    ['a correction', nothing, () => correction({ act: 'Determina 1' })],
    [
      'a second correction',
      () => correct(books, id, 0, { act: 'A' }),
      () => correction({ act: 'B' }, { ifMatch: 1 }),
    ],
    ['a reversal', nothing, () => reversal()],
    ['a reversal on a date', nothing, () => reversal({ effectiveOn: '2024-01-01' })],
    ['an implied base', nothing, () => statement()],
    ['its withdrawal', implied, () => withdrawal(1)],
  ])('passes in trial with the ids it will have: %s', async (_, given, command) => {
    await given();
    const head = await base.api.head();
    const [trial, real] = await both(command());
    expect([trial.status, real.status]).toEqual([201, 201]);
    expect(trial.body).toEqual({ ...real.body, position: null, dryRun: true });
    expect(real.body).toMatchObject({ position: (head + 1n).toString(), dryRun: false });
    expect(real.headers.get('idempotency-replayed')).toBeNull();
    expect(await base.api.head()).toBe(head + 1n);
  });

  it('passes ever so often in trial, and once in earnest', async () => {
    const head = await base.api.head();
    const { path, body } = contribution();
    const key = randomUUID();
    const trials = Array.from({ length: 20 }, () => base.api.post(path, body, { key, dryRun: true }));
    const texts = (await Promise.all(trials)).map(({ text }) => text);
    expect(new Set(texts).size).toBe(1);
    expect(await base.api.head()).toBe(head);
    expect((await base.api.post(path, body, { key })).status).toBe(201);
    expect(await base.api.head()).toBe(head + 1n);
  });
});

const staff = (): object => ({ kind: 'PAID_STAFF', duration: 'PT2H', valuation: { rate: '20.00' } });
const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `${'è'.repeat(96)} ${i}`);
const hugePlace = (): object => ({ regions: names(25), provinces: names(120), municipalities: names(200) });
const evaluator = (): Api => base.api.as(service.tokens.evaluator);
const nobody = (): Api => base.api.as(null);

/** [what it is, what happened before, the command, status, code] */
type Row = readonly [string, () => Promise<unknown>, () => Command, number, string];
const usedKey = randomUUID();
const usedReference = randomUUID();

const REFUSED: readonly Row[] = [
  ['no token', nothing, () => ({ ...contribution(), account: nobody() }), 401, 'TOKEN_MISSING'],
  [
    'a role that only reads',
    nothing,
    () => ({ ...contribution(), account: evaluator() }),
    403,
    'NOT_ALLOWED',
  ],
  ['no key', nothing, () => contribution({}, { key: null }), 400, 'IDEMPOTENCY_KEY_MISSING'],
  ['a bad key', nothing, () => contribution({}, { key: 'a b' }), 400, 'IDEMPOTENCY_KEY_MALFORMED'],
  ['a malformed party', nothing, () => party({ kind: 'CLUB' }), 400, 'MALFORMED'],
  ['a malformed partnership', nothing, () => partnership({ title: '' }), 400, 'MALFORMED'],
  ['a malformed contribution', nothing, () => contribution({ stage: 'X' }), 400, 'MALFORMED'],
  ['a malformed correction', nothing, () => correction({ stage: 'X' }), 400, 'MALFORMED'],
  ['a malformed reversal', nothing, () => reversal({ effectiveOn: 'X' }), 400, 'MALFORMED'],
  ['a malformed statement', nothing, () => statement({ statedIncrease: 0.22 }), 400, 'MALFORMED'],
  ['a wrong tax code', nothing, () => party({ taxCode: '00623530137' }), 422, 'TAX_CODE_INVALID'],
  ['an unknown lead body', nothing, () => partnership({ leadBody: randomUUID() }), 422, 'PARTY_UNKNOWN'],
  ['shares that are not whole', nothing, () => source(9_999), 422, 'SHARES_NOT_WHOLE'],
  ['an unknown payer', nothing, () => contribution({ payer: randomUUID() }), 422, 'PARTY_UNKNOWN'],
  [
    'an unknown source',
    nothing,
    () => contribution({ fundingSource: randomUUID() }),
    422,
    'FUNDING_SOURCE_UNKNOWN',
  ],
  [
    'an unknown partnership',
    nothing,
    () => contribution({ partnership: randomUUID() }),
    422,
    'PARTNERSHIP_UNKNOWN',
  ],
  [
    'zero',
    nothing,
    () => contribution({ resource: { kind: 'CASH', amount: euro('0.00') } }),
    422,
    'AMOUNT_NOT_POSITIVE',
  ],
  ['a record too large', nothing, () => contribution({ place: hugePlace() }), 422, 'EVENT_TOO_LARGE'],
  ['a body too large', nothing, () => contribution({ act: 'x'.repeat(140_000) }), 413, 'BODY_TOO_LARGE'],
  [
    'another type',
    nothing,
    () => contribution({}, { headers: { 'content-type': 'text/plain' } }),
    415,
    'MEDIA_TYPE_UNSUPPORTED',
  ],
  ['no revision', nothing, () => correction({ act: 'A' }, {}), 428, 'REVISION_MISSING'],
  [
    'a stale revision',
    () => correct(books, id, 0, { act: 'A' }),
    () => correction({ act: 'B' }),
    412,
    'REVISION_STALE',
  ],
  ['a change of nothing', nothing, () => correction({}), 422, 'NOTHING_CHANGED'],
  [
    'a correction of what is reversed',
    reversed,
    () => correction({ act: 'B' }, { ifMatch: 1 }),
    409,
    'ALREADY_REVERSED',
  ],
  ['a second reversal', reversed, () => reversal({}, { ifMatch: 1 }), 409, 'ALREADY_REVERSED'],
  [
    'a reversal before the fact',
    nothing,
    () => reversal({ effectiveOn: '2023-05-09' }),
    422,
    'REVERSAL_BEFORE_FACT',
  ],
  [
    'nothing there',
    nothing,
    () => ({ ...reversal(), path: `/contributions/${randomUUID()}/reversals` }),
    404,
    'NOT_FOUND',
  ],
  [
    'a second base',
    implied,
    () => ({ ...statement(), posting: { ifMatch: 1 } }),
    409,
    'BASE_ALREADY_IMPLIED',
  ],
  ['no base to withdraw', nothing, () => withdrawal(0), 409, 'BASE_NOT_IMPLIED'],
  [
    'a reference that is taken',
    () => base.api.done('/contributions', gift({ externalRef: usedReference })),
    () => contribution({ externalRef: usedReference }),
    409,
    'ALREADY_RECORDED',
  ],
  [
    'a key that is taken',
    () => base.api.done('/contributions', gift(), { key: `${usedKey}/1` }),
    () => contribution({ act: 'B' }, { key: `${usedKey}/1` }),
    422,
    'IDEMPOTENCY_KEY_REUSED',
  ],
  [
    'a key that another reference took',
    () => base.api.done('/contributions', gift({ externalRef: 'first' }), { key: `${usedKey}/2` }),
    () => contribution({ externalRef: 'second' }, { key: `${usedKey}/2` }),
    422,
    'IDEMPOTENCY_KEY_REUSED',
  ],
];

describe('what is refused', () => {
  it.each(REFUSED)('is refused alike in trial: %s', async (_, given, command, status, code) => {
    await given();
    const head = await base.api.head();
    const [trial, real] = await both(command());
    expect([real.status, real.body.code]).toEqual([status, code]);
    const told = ({ body }: Outcome): unknown[] => [body.status, body.code, body.errors];
    expect(told(trial)).toEqual(told(real));
    expect(trial.status).toBe(real.status);
    expect(await base.api.head()).toBe(head);
  });
});

it('a key that was used gives the first receipt in trial too', async () => {
  const { path, body } = contribution();
  const key = randomUUID();
  const first = await base.api.post(path, body, { key });
  const trial = await base.api.post(path, body, { key, dryRun: true });
  expect([trial.status, trial.headers.get('idempotency-replayed'), trial.body]).toEqual([
    201,
    'true',
    first.body,
  ]);
});
