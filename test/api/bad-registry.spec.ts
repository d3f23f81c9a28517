/** Parties, partnerships, sources and implied bases that cannot stand, and the public codes that can. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Problem } from '../support/api.ts';
import { euro, nextTaxCode, registerParty, registerPartnership } from '../support/books.ts';
import { expectProblem, type Expected } from '../support/problem.ts';
import { startDemoService, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let lead: string;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  lead = await registerParty(api, { kind: 'PUBLIC_BODY', legalName: 'Comune di prova' });
});
afterAll(() => service.stop());

const malformed = (pointer: string): Expected => ({ status: 400, code: 'MALFORMED', pointer });
const refused = (code: string, pointer: string): Expected => ({ status: 422, code, pointer });

async function expectRefusal(
  path: string,
  body: object,
  expected: Expected,
  ifMatch?: number,
): Promise<void> {
  const head = await api.head();
  expectProblem(await api.post(path, body, ifMatch === undefined ? {} : { ifMatch }), expected);
  expect(await api.head()).toBe(head);
}

describe('a tax code', () => {
  const party = (taxCode: unknown): object => ({
    kind: 'PUBLIC_BODY',
    legalName: 'Comune di prova',
    taxCode,
  });

  /** Lecco, Milano, Mantova, Provincia di Crotone. */
  const PUBLISHED = ['00623530136', '01199250158', '00189800204', '91006950793'];

  it.each(PUBLISHED)('%s, as published, is taken', async (code) => {
    const { id } = await api.done('/parties', party(code));
    const { body } = await api.get<{ taxCode: string }>(`/parties/${id}`);
    expect(body.taxCode).toBe(code);
  });

  it('with one wrong digit anywhere is refused', async () => {
    for (const code of PUBLISHED.slice(0, 2)) {
      const wrong = [...code].flatMap((digit, at) =>
        [...'0123456789']
          .filter((other) => other !== digit)
          .map((other) => code.slice(0, at) + other + code.slice(at + 1)),
      );
      const answers = await Promise.all(
        wrong.map((each) => api.post('/parties', party(each), { dryRun: true })),
      );
      const passed = wrong.filter((_, index) => answers[index]?.status !== 422);
      expect(passed).toEqual([]);
    }
  });

  it.each([
    ['a wrong check digit', '00623530137'],
    ['zeros alone', '00000000000'],
    ['ten digits', '0062353013'],
    ['twelve digits', '006235301360'],
    ['a country before it', 'IT006235301'],
    ['a letter', '0062353013O'],
    ['Arabic digits', '٠٠٦٢٣٥٣٠١٣٦'],
    ['a person with a wrong letter', 'RSSMRA80A01H501Z'],
  ])('of %s is refused', (_, code) =>
    expectRefusal('/parties', party(code), refused('TAX_CODE_INVALID', '/taxCode')),
  );

  it('as a number is refused', () => expectRefusal('/parties', party(91006950793), malformed('/taxCode')));

  it.each([
    ['as it is', 'RSSMRA85T10A562S'],
    ['in omocodic form', 'RSSMRA85T10A56NH'],
    ['in small letters', 'mrtmtt91d08f205j'],
  ])('of a person, whom no event may name, is refused %s', (_, code) =>
    expectRefusal('/parties', party(code), refused('PERSONAL_DATA', '/taxCode')),
  );

  it('may come with blanks around it', async () => {
    const code = nextTaxCode();
    const { id } = await api.done('/parties', party(` ${code} `));
    expect((await api.get<{ taxCode: string }>(`/parties/${id}`)).body.taxCode).toBe(code);
  });

  it('names one party: the second is a conflict and is told where the first is', async () => {
    const code = nextTaxCode();
    const { id } = await api.done('/parties', party(code));
    const head = await api.head();
    const second = await api.post<Problem>('/parties', party(code));
    expectProblem(second, { status: 409, code: 'ALREADY_REGISTERED' });
    expect(second.headers.get('location') ?? second.body.location).toContain(id);
    expect(await api.head()).toBe(head);
  });
});

describe('an IPA code', () => {
  const party = (ipaCode: string): object => ({ kind: 'PUBLIC_BODY', legalName: 'Comune di prova', ipaCode });

  it.each(['c_e507', 'c_f205', 'C_E507', 'r_lombar'])('%s is taken', async (code) => {
    expect((await api.post('/parties', party(code), { dryRun: true })).status).toBe(201);
  });
  it.each(['c_e50', 'c_5507', 'c_e5071', 'a', 'c e507', 'c_é507'])('%s is refused', (code) =>
    expectRefusal('/parties', party(code), refused('IPA_CODE_INVALID', '/ipaCode')),
  );
});

describe('a CUP', () => {
  const partnership = (cup: string): object => ({
    title: 'Prova',
    instrument: 'COPROGETTAZIONE',
    leadBody: lead,
    cup,
  });

  it.each(['B31H22000280006', 'I98I21000110001', 'G17H03000130001', 'g17h03000130001'])(
    '%s is taken',
    async (cup) => {
      expect((await api.post('/partnerships', partnership(cup), { dryRun: true })).status).toBe(201);
    },
  );
  it.each(['117H03000130001', 'B31H2200028000', 'B31H220002800060', 'BB1H22000280006'])(
    '%s is refused',
    (cup) => expectRefusal('/partnerships', partnership(cup), refused('CUP_INVALID', '/cup')),
  );
});

describe('a party', () => {
  it.each([
    ['without a kind', { legalName: 'Prova' }, malformed('/kind')],
    ['of an unknown kind', { kind: 'CLUB', legalName: 'Prova' }, malformed('/kind')],
    ['without name or class', { kind: 'OTHER' }, refused('PARTY_NAME_OR_CLASS', '/legalName')],
    [
      'with both name and class',
      { kind: 'OTHER', legalName: 'Prova', standsFor: 'EU' },
      refused('PARTY_NAME_OR_CLASS', '/legalName'),
    ],
    ['that stands for an unknown class', { kind: 'OTHER', standsFor: 'MARS' }, malformed('/standsFor')],
    ['with an unknown member', { kind: 'OTHER', legalName: 'Prova', id: randomUUID() }, malformed('/id')],
  ])('%s is refused', (_, body, expected) => expectRefusal('/parties', body, expected));
});

describe('a partnership', () => {
  const partnership = (more: object): object => ({
    title: 'Prova',
    instrument: 'COPROGETTAZIONE',
    leadBody: lead,
    ...more,
  });
  const rows: [string, object, Expected][] = [
    ['of an unknown instrument', { instrument: 'CENA' }, malformed('/instrument')],
    ['with an unknown lead body', { leadBody: randomUUID() }, refused('PARTY_UNKNOWN', '/leadBody')],
    ['that ends before it starts', { from: '2024-02-01', to: '2024-01-31' }, refused('SPAN_REVERSED', '/to')],
    ['from a date that does not exist', { from: '2023-02-29' }, malformed('/from')],
    ['without a title', { title: undefined }, malformed('/title')],
    ['without a lead body', { leadBody: null }, refused('LEAD_BODY_REQUIRED', '/leadBody')],
  ];
  it.each(rows)('%s is refused', (_, more, expected) =>
    expectRefusal('/partnerships', partnership(more), expected),
  );
});

describe('a funding source', () => {
  const share = (origin: unknown, bp: unknown): object => ({ origin, bp });
  const rows: [string, unknown, Expected][] = [
    ['a basis point short', [share('EU', 5000), share('STATE', 4999)], notWhole()],
    ['a basis point over', [share('EU', 5000), share('STATE', 5001)], notWhole()],
    ['one class twice', [share('EU', 5000), share('EU', 5000)], refused('SHARE_REPEATED', '/originShares')],
    ['no share', [], notWhole()],
    ['a share of zero', [share('EU', 0), share('STATE', 10_000)], malformed('/originShares/0/bp')],
    ['a negative share', [share('EU', -1), share('STATE', 10_001)], malformed('/originShares/0/bp')],
    ['half a basis point', [share('EU', 0.5), share('STATE', 9999.5)], malformed('/originShares/0/bp')],
    ['a share as a text', [share('EU', '10000')], malformed('/originShares/0/bp')],
    ['an unknown class', [share('MARS', 10_000)], malformed('/originShares/0/origin')],
    ['shares as an object', { EU: 10_000 }, malformed('/originShares')],
    ['no shares member', undefined, malformed('/originShares')],
  ];
  it.each(rows)('with %s is refused', (_, originShares, expected) =>
    expectRefusal('/funding-sources', { title: 'Prova', originShares }, expected),
  );
  it('repayable in words is refused', () =>
    expectRefusal(
      '/funding-sources',
      { title: 'Prova', originShares: [share('EU', 10_000)], repayable: 'yes' },
      malformed('/repayable'),
    ));

  function notWhole(): Expected {
    return refused('SHARES_NOT_WHOLE', '/originShares');
  }
});

describe('an implied public base', () => {
  const base = (more: object): object => ({
    from: '2009-01-01',
    to: '2018-12-31',
    statedIncrease: '0.22',
    statedResources: euro('9000000.00'),
    source: { statedBy: 'Comune di prova', statedOn: '2018-12', title: 'Prova' },
    ...more,
  });
  const source = { statedBy: 'Comune di prova', statedOn: '2018-12', title: 'Prova' };
  const rows: [string, object, Expected][] = [
    ['an increase as a JSON number', { statedIncrease: 0.22 }, malformed('/statedIncrease')],
    ['an increase in per cent', { statedIncrease: '22%' }, malformed('/statedIncrease')],
    ['an increase of zero', { statedIncrease: '0' }, refused('QUANTITY_NOT_POSITIVE', '/statedIncrease')],
    ['a negative increase', { statedIncrease: '-0.22' }, refused('QUANTITY_NOT_POSITIVE', '/statedIncrease')],
    [
      'no resources',
      { statedResources: euro('0.00') },
      refused('AMOUNT_NOT_POSITIVE', '/statedResources/amount'),
    ],
    ['a reversed span', { from: '2019-01-01' }, refused('SPAN_REVERSED', '/to')],
    ['no source', { source: undefined }, malformed('/source')],
    ['a source without a name', { source: { ...source, statedBy: '' } }, malformed('/source/statedBy')],
    [
      'a source dated in words',
      { source: { ...source, statedOn: 'Dec 2018' } },
      malformed('/source/statedOn'),
    ],
    [
      'a month that does not exist',
      { source: { ...source, statedOn: '2018-13' } },
      malformed('/source/statedOn'),
    ],
    [
      'an address that is no https',
      { source: { ...source, url: 'javascript:alert(1)' } },
      malformed('/source/url'),
    ],
    [
      'a base beyond 15 digits',
      { statedIncrease: '0.000001', statedResources: euro('999999999999999.99') },
      { status: 422, code: 'AMOUNT_TOO_LARGE' },
    ],
  ];
  it.each(rows)('with %s is refused', async (_, more, expected) => {
    const id = await registerPartnership(api, lead);
    await expectRefusal(`/partnerships/${id}/implied-public-bases`, base(more), expected, 0);
  });

  it('on a partnership that nobody knows is not found', async () => {
    const path = `/partnerships/${randomUUID()}/implied-public-bases`;
    await expectRefusal(path, base({}), { status: 404, code: 'NOT_FOUND' }, 0);
  });
});

describe('an address with an id that is none', () => {
  it.each(['nope', '%20', '..%2Fparties', '%00', '%F0%9F%98%80', '-'.repeat(36)])(
    '%s is not found, read or written',
    async (id) => {
      const justification = { reason: 'CUT' };
      await expectRefusal(`/contributions/${id}/reversals`, { justification }, notFound(), 0);
      await expectRefusal(`/partnerships/${id}/implied-public-bases`, base(), notFound(), 0);
      for (const list of ['parties', 'partnerships', 'funding-sources', 'contributions', 'events']) {
        const answer = await api.get(`/${list}/${id}`);
        expectProblem(answer, { ...notFound(), code: (answer.body as { code: string }).code });
      }
    },
  );

  it.each([
    ['too long', 'x'.repeat(300)],
    ['half an escape', '%zz'],
    ['no UTF-8', '%ff'],
  ])('is a problem like any other: %s', async (_, id) => {
    const answer = await api.get<Problem>(`/parties/${id}`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expectProblem(answer, { status: answer.status, code: answer.body.code });
  });

  const notFound = (): Expected => ({ status: 404, code: 'NOT_FOUND' });
  const base = (): object => ({
    from: '2009-01-01',
    to: '2018-12-31',
    statedIncrease: '0.22',
    statedResources: euro('9000000.00'),
    source: { statedBy: 'Comune di prova', statedOn: '2018-12', title: 'Prova' },
  });
});
