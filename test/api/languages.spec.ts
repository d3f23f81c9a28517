/** The language of a problem follows the caller; its code and its numbers do not. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PROBLEM_CODES, titleOf } from '../../apps/ledger/http/problems.ts';
import { Api, type Answer, type Problem } from '../support/api.ts';
import { startDemoService, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
});
afterAll(() => service.stop());

const SOURCE = { title: 'Prova', originShares: [{ origin: 'EU', bp: 9_999 }] };
const refusedIn = (language: string): Promise<Answer<Problem>> =>
  api.post<Problem>('/funding-sources', SOURCE, { headers: { 'accept-language': language } });

it.each([
  ['it-IT,it;q=0.9,en;q=0.8', 'it', /^Le quote di origine .* 10.?000/],
  ['de-DE, de', 'en', /^The origin shares .* 10000/],
])('with Accept-Language %s a rule refuses in %s', async (asked, language, title) => {
  const { body, headers } = await refusedIn(asked);
  expect(body).toMatchObject({ code: 'SHARES_NOT_WHOLE', title: expect.stringMatching(title) });
  expect(body.detail.startsWith(body.title)).toBe(true);
  expect(body.errors?.[0]).toEqual({ pointer: '/originShares', detail: body.title });
  expect([headers.get('content-language'), headers.get('vary')?.toLowerCase()]).toEqual([
    language,
    expect.stringContaining('accept-language'),
  ]);
});

it('is that of problems outside the domain too', async () => {
  const answers = await Promise.all([
    api.as(null).get<Problem>('/parties', { 'accept-language': 'it' }),
    api.get<Problem>('/nowhere', { 'accept-language': 'it' }),
    api.send<Problem>('POST', '/api/v1/parties', { headers: { 'accept-language': 'it' }, body: 'x' }),
  ]);
  expect(answers.map(({ body }) => body.title)).toEqual([
    'Questo indirizzo richiede un token di accesso',
    'A questo indirizzo non c’è nulla',
    'Il corpo della richiesta deve essere application/json',
  ]);
  for (const { headers } of answers) expect(headers.get('content-language')).toBe('it');
});

it('every problem has a title of its own in both languages', () => {
  for (const language of ['en', 'it'] as const) {
    const titles = PROBLEM_CODES.map((code) => titleOf(code, language));
    expect(titles.filter((title, at) => title.trim() === '' || titles.indexOf(title) !== at)).toEqual([]);
  }
  const same = PROBLEM_CODES.filter((code) => titleOf(code, 'en') === titleOf(code, 'it'));
  expect(same).toEqual([]);
});
