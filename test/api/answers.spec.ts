/** Every answer has the shape that the published description promises, with no member more or less. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { startDemoService, type TestService } from '../support/service.ts';

interface Described {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: { $ref: string } }> }> }>
  >;
}

let service: TestService;
let description: Described;
let ajv: Ajv2020;

beforeAll(async () => {
  service = await startDemoService();
  description = (await (await fetch(`${service.url}/api/v1/openapi.json`)).json()) as Described;
  ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(description, 'openapi');
});
afterAll(() => service.stop());

function validator(route: string, method: string, status: number): ValidateFunction {
  const answer = description.paths[route]?.[method]?.responses[String(status)];
  const schema = Object.values(answer?.content ?? {})[0]?.schema;
  if (schema === undefined) throw new Error(`${method} ${route} ${status} is not described`);
  return ajv.compile({ $ref: `openapi${schema.$ref}` });
}

async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> {
  const headers = { authorization: `Bearer ${service.tokens.finance}`, ...init.headers };
  const response = await fetch(`${service.url}${path}`, { ...init, headers });
  return { status: response.status, body: await response.json() };
}

async function firstId(collection: string): Promise<string> {
  const { body } = await ask(`/api/v1/${collection}`);
  return (body as { items: { id: string }[] }).items[0]?.id ?? '';
}

function expectShape(route: string, method: string, answer: { status: number; body: unknown }): void {
  const validate = validator(route, method, answer.status);
  validate(answer.body);
  expect({ route, errors: validate.errors ?? [] }).toEqual({ route, errors: [] });
}

describe('the shape of an answer', () => {
  it.each(['parties', 'partnerships', 'funding-sources', 'contributions', 'transfers'])(
    'of %s, as a page and alone',
    async (name) => {
      expectShape(`/api/v1/${name}`, 'get', await ask(`/api/v1/${name}`));
      expectShape(`/api/v1/${name}/{id}`, 'get', await ask(`/api/v1/${name}/${await firstId(name)}`));
    },
  );

  it('of figures, whole and by every group, with and without a base', async () => {
    const partnership = await firstId('partnerships');
    for (const question of [
      '',
      '&groupBy=year',
      '&groupBy=kind,grade',
      '&groupBy=partnership,sizeClass',
      '&view=cashOnly&year=1999',
      '&view=localPublicEuro&scope=strict&chain=true&without=side:T;year:2012',
      '&definition=L3,L7,L10,L1@1&whatIf=VOLUNTEER_TIME=12.50;ASSET_USE=3',
    ]) {
      const path = `/api/v1/figures?partnership=${partnership}${question}`;
      expectShape('/api/v1/figures', 'get', await ask(path));
    }
    const one = await ask(`/api/v1/figures/L1?partnership=${partnership}`);
    expectShape('/api/v1/figures/{definition}', 'get', one);
  });

  it('of every contribution of the demo, of its years, and of the controls', async () => {
    const { body } = await ask('/api/v1/contributions?limit=200');
    for (const { id } of (body as { items: { id: string }[] }).items) {
      expectShape('/api/v1/contributions/{id}', 'get', await ask(`/api/v1/contributions/${id}`));
    }
    const periods = `/api/v1/partnerships/${await firstId('partnerships')}/periods`;
    expectShape('/api/v1/partnerships/{id}/periods', 'get', await ask(periods));
    const checklist = await ask(`${periods}/2024/checklist`);
    expectShape('/api/v1/partnerships/{id}/periods/{year}/checklist', 'get', checklist);
    expectShape('/api/v1/controls', 'get', await ask('/api/v1/controls'));
    expectShape('/api/v1/findings', 'get', await ask('/api/v1/findings'));
  });

  it('of definitions and events', async () => {
    expectShape('/api/v1/definitions', 'get', await ask('/api/v1/definitions'));
    expectShape('/api/v1/definitions/{id}', 'get', await ask('/api/v1/definitions/L1'));
    const events = await ask('/api/v1/events?limit=200');
    expectShape('/api/v1/events', 'get', events);
    const { event } = (events.body as { items: { event: { id: string } }[] }).items[0] ?? {
      event: { id: '' },
    };
    expectShape('/api/v1/events/{id}', 'get', await ask(`/api/v1/events/${event.id}`));
  });

  it('of a command that is done, and of one that is not', async () => {
    const post = (body: object, key: string): Promise<{ status: number; body: unknown }> =>
      ask('/api/v1/parties', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      });
    const done = await post({ kind: 'COMPANY', legalName: 'Sample company' }, 'shape-1');
    expect(done.status).toBe(201);
    expectShape('/api/v1/parties', 'post', done);
    const malformed = await post({ kind: 'NOBODY' }, 'shape-2');
    expect(malformed.status).toBe(400);
    expectShape('/api/v1/parties', 'post', malformed);
    const refused = await post(
      { kind: 'COMPANY', legalName: 'Sample company', taxCode: '00623530137' },
      'shape-3',
    );
    expect(refused.status).toBe(422);
    expectShape('/api/v1/parties', 'post', refused);
  });
});
