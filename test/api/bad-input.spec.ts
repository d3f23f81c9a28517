/** Members that cannot stand: each is a clear problem that points at the fault, and nothing is recorded. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { Api } from '../support/api.ts';
import { contributionOf, euro, openBooks, record, type Books } from '../support/books.ts';
import { expectProblem, type Expected } from '../support/problem.ts';
import { startDemoService, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let books: Books;
/** A contribution that nobody has changed yet. */
let standing: string;
let head: bigint;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
});
afterAll(() => service.stop());
beforeEach(async () => {
  head = await api.head();
});
afterEach(async () => {
  expect(await api.head()).toBe(head);
});

const recordOne = async (): Promise<void> => {
  standing = (await record(books, { source: books.from.COMPANY, on: '2024-03-01' })).id;
  head = await api.head();
};
const gift = (more: object): object => ({
  ...contributionOf(books, { source: books.from.FOUNDATION, on: '2024-04-01' }),
  ...more,
});
const malformed = (pointer: string): Expected => ({ status: 400, code: 'MALFORMED', pointer });
const refused = (code: string, pointer: string): Expected => ({ status: 422, code, pointer });

/** [what it is, the members that make it bad, what must come back] */
type Row = readonly [string, object, Expected];

const AMOUNT = '/resource/amount/amount';
const cash = (amount: unknown): object => ({
  resource: { kind: 'CASH', amount: { amount, currency: 'EUR' } },
});
const staff = (duration: unknown, rate: unknown = '20.00'): object => ({
  resource: { kind: 'PAID_STAFF', duration, valuation: { rate } },
});
const room = (quantity: unknown, rate: unknown = '15.00', unit = 'HOUR'): object => ({
  resource: { kind: 'ASSET_USE', quantity, unit, valuation: { rate } },
});

const AMOUNTS: readonly Row[] = [
  ['a JSON number', cash(100.5), malformed(AMOUNT)],
  ['a whole JSON number', cash(100), malformed(AMOUNT)],
  ['a boolean', cash(true), malformed(AMOUNT)],
  ['null', cash(null), malformed(AMOUNT)],
  ['a list', cash(['100.00']), malformed(AMOUNT)],
  ['an object', cash({ value: '100.00' }), malformed(AMOUNT)],
  ...[
    '1.234,50',
    '1,234.50',
    '100,50',
    '1e5',
    '1E5',
    '0x10',
    'NaN',
    'Infinity',
    '',
    ' ',
    '.50',
    '5.',
    '+5.00',
    '007.00',
    ' 5.00',
    '5.00 ',
    '5 000.00',
    '5_000.00',
    '€5.00',
    '٥.٠٠',
    '--5.00',
    '1.2.3',
    '5.00\n',
  ].map((text): Row => [JSON.stringify(text), cash(text), malformed(AMOUNT)]),
  ['31 digits', cash('12345678901234567890123456789.01'), refused('AMOUNT_TOO_LARGE', AMOUNT)],
  ['16 integer digits', cash('1000000000000000.00'), refused('AMOUNT_TOO_LARGE', AMOUNT)],
  ['a negative amount', cash('-5.00'), refused('AMOUNT_NOT_POSITIVE', AMOUNT)],
  ['zero', cash('0.00'), refused('AMOUNT_NOT_POSITIVE', AMOUNT)],
  ['minus zero', cash('-0.00'), refused('AMOUNT_NOT_POSITIVE', AMOUNT)],
  ['three decimals', cash('10.005'), refused('AMOUNT_TOO_PRECISE', AMOUNT)],
  // In Italy 100.000 is a hundred thousand: three decimals are never "just zeros".
  ['three decimals that are zeros', cash('100.000'), refused('AMOUNT_TOO_PRECISE', AMOUNT)],
  [
    'another currency',
    { resource: { kind: 'CASH', amount: { amount: '5.00', currency: 'CHF' } } },
    malformed('/resource/amount/currency'),
  ],
  [
    'no currency',
    { resource: { kind: 'CASH', amount: { amount: '5.00' } } },
    malformed('/resource/amount/currency'),
  ],
];

const QUANTITIES: readonly Row[] = [
  ['a rate as a JSON number', staff('PT1H', 20), malformed('/resource/valuation/rate')],
  ['a rate of zero', staff('PT1H', '0'), refused('QUANTITY_NOT_POSITIVE', '/resource/valuation/rate')],
  ['a negative rate', staff('PT1H', '-1.00'), refused('QUANTITY_NOT_POSITIVE', '/resource/valuation/rate')],
  [
    'a rate with seven decimals',
    staff('PT1H', '20.0000001'),
    refused('QUANTITY_TOO_PRECISE', '/resource/valuation/rate'),
  ],
  ['no minutes', staff('PT0M'), refused('QUANTITY_NOT_POSITIVE', '/resource/duration')],
  ...['137:30', 'P1D', 'PT', 'PT-1H', 'PT1.5H', 'pt1h', '137.5', '', 'PT1H '].map((text): Row => [
    `the duration ${JSON.stringify(text)}`,
    staff(text),
    malformed('/resource/duration'),
  ]),
  ['a duration as a number', staff(137.5), malformed('/resource/duration')],
  ['a quantity as a JSON number', room(516), malformed('/resource/quantity')],
  ['a quantity of zero', room('0'), refused('QUANTITY_NOT_POSITIVE', '/resource/quantity')],
  ['seven decimals', room('1.0000001'), refused('QUANTITY_TOO_PRECISE', '/resource/quantity')],
  ['a quantity of 16 digits', room('1000000000000000'), refused('QUANTITY_TOO_LARGE', '/resource/quantity')],
  ['an unknown unit', room('1', '15.00', 'FORTNIGHT'), malformed('/resource/unit')],
  ['a value below half a cent', room('0.000001', '1.00'), refused('VALUE_ROUNDS_TO_ZERO', '/resource')],
  ['a product beyond 15 digits', room('999999999999999', '2'), refused('AMOUNT_TOO_LARGE', '/resource')],
];

const DATES: readonly Row[] = [
  ...[
    '2023-02-29',
    '2100-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '2024-04-00',
    '0000-01-01',
    '24-04-01',
    '2024-4-1',
    '20240401',
    '01/04/2024',
    '2024-04-01T00:00:00Z',
    '2024-04',
    'today',
    '',
    ' 2024-04-01',
  ].map((from): Row => [JSON.stringify(from), { effective: { from } }, malformed('/effective/from')]),
  ['a date as a number', { effective: { from: 20240401 } }, malformed('/effective/from')],
  [
    'an end that does not exist',
    { effective: { from: '2024-04-01', to: '2024-06-31' } },
    malformed('/effective/to'),
  ],
  ['no start', { effective: { to: '2024-04-01' } }, malformed('/effective/from')],
  ['no dates', { effective: undefined }, malformed('/effective')],
  [
    'an end before the start',
    { effective: { from: '2024-04-02', to: '2024-04-01' } },
    refused('SPAN_REVERSED', '/effective/to'),
  ],
];

const MEMBERS: readonly Row[] = [
  ['an unknown member', { colour: 'red' }, malformed('/colour')],
  ['one that must be escaped', { 'a/b~c': 1 }, malformed('/a~1b~0c')],
  ['one deeper down', { effective: { from: '2024-04-01', until: 'x' } }, malformed('/effective/until')],
  [
    'one that belongs to another kind',
    { resource: { kind: 'CASH', amount: euro('5.00'), duration: 'PT1H' } },
    malformed('/resource/duration'),
  ],
  ['an unknown kind', { resource: { kind: 'GOLD', amount: euro('5.00') } }, malformed('/resource/kind')],
  ['no kind', { resource: { amount: euro('5.00') } }, malformed('/resource/kind')],
  [
    'money on a relational resource',
    { resource: { kind: 'RELATIONAL', amount: euro('5.00') } },
    malformed('/resource/amount'),
  ],
  ['no resource', { resource: null }, malformed('/resource')],
  ['an unknown stage', { stage: 'PROMISED' }, malformed('/stage')],
  ['an unknown users’ area', { usersArea: 'XXX' }, malformed('/usersArea')],
  ['a payer that is no id', { payer: 'Comune di Lecco' }, malformed('/payer')],
  ['a missing payer', { payer: undefined }, malformed('/payer')],
  ['a place without its lists', { place: { istat: '097042' } }, malformed('/place/regions')],
  [
    'an ISTAT code of five digits',
    { place: { regions: [], provinces: [], municipalities: [], istat: '97042' } },
    malformed('/place/istat'),
  ],
  ['a digest too short', { evidence: [{ reference: 'A1', sha256: 'ab' }] }, malformed('/evidence/0/sha256')],
  ['a person’s tax code in a text', { act: 'Incarico a RSSMRA85T10A562S' }, refused('PERSONAL_DATA', '/act')],
  ['a CUP of another form', { cup: '117H03000130001' }, refused('CUP_INVALID', '/cup')],
];

const REFERENCES: readonly Row[] = [
  ['payer', { payer: randomUUID() }, refused('PARTY_UNKNOWN', '/payer')],
  ['bringer', { bringer: randomUUID() }, refused('PARTY_UNKNOWN', '/bringer')],
  ['receiver', { receiver: randomUUID() }, refused('PARTY_UNKNOWN', '/receiver')],
  ['funding source', { fundingSource: randomUUID() }, refused('FUNDING_SOURCE_UNKNOWN', '/fundingSource')],
  ['partnership', { partnership: randomUUID() }, refused('PARTNERSHIP_UNKNOWN', '/partnership')],
];

describe.each([
  ['an amount', AMOUNTS],
  ['a quantity', QUANTITIES],
  ['a date', DATES],
  ['a member', MEMBERS],
  ['an unknown reference', REFERENCES],
])('%s', (_, rows) => {
  it.each(rows)('refuses %s', async (_name, more, expected) => {
    expectProblem(await api.post('/contributions', gift(more)), expected);
  });
});

it('a record of one kind is no reference of another', async () => {
  const answer = await api.post('/contributions', gift({ payer: books.partnership }));
  expectProblem(answer, refused('PARTY_UNKNOWN', '/payer'));
});

it('tells every fault at once', async () => {
  const answer = await api.post('/contributions', gift({ payer: 'x', stage: 'y', colour: 'z' }));
  for (const pointer of ['/payer', '/stage', '/colour']) expectProblem(answer, malformed(pointer));
});

describe('a correction', () => {
  beforeEach(recordOne);
  const correction = (changes: unknown): object => ({ changes, justification: { reason: 'ENTRY_ERROR' } });
  const rows: readonly Row[] = [
    ['a JSON number', correction(cash(100.5)), malformed(`/changes${AMOUNT}`)],
    ['31 digits', correction(cash('1'.repeat(31))), refused('AMOUNT_TOO_LARGE', `/changes${AMOUNT}`)],
    [
      'an end before the start',
      correction({ effective: { from: '2024-04-02', to: '2024-04-01' } }),
      refused('SPAN_REVERSED', '/changes/effective/to'),
    ],
    ['an unknown payer', correction({ payer: randomUUID() }), refused('PARTY_UNKNOWN', '/changes/payer')],
    ['a bad CUP', correction({ cup: 'B31' }), refused('CUP_INVALID', '/changes/cup')],
    ['another partnership', correction({ partnership: randomUUID() }), malformed('/changes/partnership')],
    ['an unknown member', correction({ colour: 'red' }), malformed('/changes/colour')],
    ...['payer', 'bringer', 'fundingSource', 'stage', 'resource', 'effective', 'evidence', 'dating'].map(
      (name): Row => [`${name} null`, correction({ [name]: null }), malformed(`/changes/${name}`)],
    ),
    ['changes as a list', correction([]), malformed('/changes')],
    ['no changes', { justification: { reason: 'CUT' } }, malformed('/changes')],
    ['no justification', { changes: { act: 'A' } }, malformed('/justification')],
    [
      'an unknown reason',
      { changes: { act: 'A' }, justification: { reason: 'WHIM' } },
      malformed('/justification/reason'),
    ],
  ];
  it.each(rows)('refuses %s', async (_, body, expected) => {
    const path = `/contributions/${standing}/corrections`;
    expectProblem(await api.post(path, body, { ifMatch: 0 }), expected);
  });
});

describe('a reversal', () => {
  beforeEach(recordOne);
  const rows: readonly Row[] = [
    ['no justification', {}, malformed('/justification')],
    [
      'a date that does not exist',
      { effectiveOn: '2024-02-30', justification: { reason: 'CUT' } },
      malformed('/effectiveOn'),
    ],
    [
      'a date before the fact',
      { effectiveOn: '2024-02-29', justification: { reason: 'CUT' } },
      refused('REVERSAL_BEFORE_FACT', '/effectiveOn'),
    ],
  ];
  it.each(rows)('refuses %s', async (_, body, expected) => {
    const path = `/contributions/${standing}/reversals`;
    expectProblem(await api.post(path, body, { ifMatch: 0 }), expected);
  });
});
