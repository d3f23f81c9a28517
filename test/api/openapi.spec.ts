/** The published description: golden, valid by a validator of others, and true of every address and error. */
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import openapiTypescript from 'openapi-typescript';
import { ACCESS } from '../../apps/ledger/http/access.ts';
import { PROBLEM_CODES } from '../../apps/ledger/http/problems.ts';
import { Api } from '../support/api.ts';
import { contributionOf, ENTRY_ERROR, euro, openBooks, type Books } from '../support/books.ts';
import { conventionOf, definitionOf, indexOf, lifeBodies, methodOf } from '../support/commands.ts';
import { publishingOf } from '../support/publications.ts';
import { routesOf } from '../support/routes.ts';
import { startDemoService, type TestService } from '../support/service.ts';

const GOLDEN = new URL('../../docs/openapi.json', import.meta.url);
const REGENERATE =
  'The API is not what docs/openapi.json says. If that is meant, write the file anew with ' +
  'UPDATE_GOLDEN=1 npm run --silent jest -- test/api/openapi, read the difference, then run npm run api.';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Node = { readonly [name: string]: Json };

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Node }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
}
interface Description {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Node>> };
}

let service: TestService;
let text: string;
let description: Description;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  const api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
  text = (await api.as(null).get('/openapi.json')).text;
  description = JSON.parse(text) as Description;
});
afterAll(() => service.stop());

/** `METHOD /path/{id}` and what is said of it. */
const operations = (): [string, Operation][] =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

/** Every object in the description with its JSON pointer. */
function* nodes(value: Json, pointer = ''): Generator<[string, Node]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [pointer, value as Node];
  for (const [name, member] of Object.entries(value)) {
    yield* nodes(member as Json, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}
const everyNode = (): [string, Node][] => [...nodes(JSON.parse(text) as Json)];
const pointersWhere = (fault: (node: Node) => boolean): string[] =>
  everyNode().flatMap(([pointer, node]) => (fault(node) ? [pointer] : []));

it('is the golden one', async () => {
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(GOLDEN, `${text}\n`);
  const golden = await readFile(GOLDEN, 'utf8').catch(() => '');
  if (golden.trimEnd() === text) return;
  const [ours, theirs] = [text.split('\n'), golden.split('\n')];
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  throw new Error(`${REGENERATE}\nFirst difference, line ${at + 1}:\n- ${theirs[at]}\n+ ${ours[at]}`);
});

describe('the description', () => {
  it('is OpenAPI 3.1 that a generator of others accepts', async () => {
    expect(description.openapi).toMatch(/^3\.1\.\d+$/);
    for (const member of ['title', 'version', 'description', 'license']) {
      expect(description.info).toHaveProperty(member);
    }
    const types = await openapiTypescript(text, { silent: true });
    expect(types.length).toBeGreaterThan(0);
  });

  it('refers only to what it contains', () => {
    const known = new Set(everyNode().map(([pointer]) => `#${pointer}`));
    const dangling = everyNode().flatMap(([pointer, { $ref }]) =>
      typeof $ref === 'string' && !known.has($ref) ? [`${pointer}: ${$ref}`] : [],
    );
    expect(dangling).toEqual([]);
  });

  it('has nothing left of OpenAPI 3.0', () => {
    expect(pointersWhere((node) => 'nullable' in node && typeof node['nullable'] === 'boolean')).toEqual([]);
    expect(pointersWhere((node) => typeof node['exclusiveMinimum'] === 'boolean')).toEqual([]);
  });

  it('gives every whole number its format, and money no number', () => {
    const numeric = ['integer', 'number'];
    const isNumeric = ({ type }: Node): boolean => typeof type === 'string' && numeric.includes(type);
    expect(pointersWhere((node) => isNumeric(node) && typeof node['format'] !== 'string')).toEqual([]);
    expect(pointersWhere((node) => node['type'] === 'number')).toEqual([]);
  });

  it('requires only members that it describes', () => {
    const faulty = pointersWhere(({ required, properties }) => {
      if (!Array.isArray(required) || properties === undefined) return false;
      return required.some((name) => !(String(name) in (properties as object)));
    });
    expect(faulty).toEqual([]);
  });
});

describe('every address', () => {
  const API_ONLY = / \/api\//;
  const SELF = 'GET /api/v1/openapi.json';
  const braced = (route: string): string => route.replaceAll(/:(\w+)/g, '{$1}');

  it('that the table of access names is described, and no other', () => {
    const named = Object.keys(ACCESS).filter((route) => route !== SELF);
    const described = operations().map(([route]) => route);
    expect(described.toSorted()).toEqual(named.map(braced).toSorted());
  });

  it('that is described is answered', () => {
    const answered = routesOf(service).map(braced);
    expect(operations().flatMap(([route]) => (answered.includes(route) ? [] : [route]))).toEqual([]);
    expect(routesOf(service)).toContain(SELF);
  });

  it('has an operationId of its own and a summary', () => {
    const ids = operations().map(([, operation]) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(operations().flatMap(([route, { summary }]) => (summary ? [] : [route]))).toEqual([]);
  });

  it('declares the parameters in its path, as required', () => {
    for (const [route, { parameters = [] }] of operations()) {
      const inPath = parameters.filter((each) => each.in === 'path' && each.required === true);
      const names = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect([route, inPath.map(({ name }) => name).toSorted()]).toEqual([route, names.toSorted()]);
    }
  });

  it('says whether it needs a token', () => {
    for (const [route, { security }] of operations()) {
      const allowed = ACCESS[route.replaceAll(/\{(\w+)\}/g, ':$1')];
      const open = security === undefined || security.some((way) => Object.keys(way).length === 0);
      expect([route, open]).toEqual([route, allowed === 'public']);
    }
  });

  it('answers problems as problem+json, the ones of a command among them', () => {
    for (const [route, { responses }] of operations().filter(([each]) => API_ONLY.test(each))) {
      for (const [status, { content }] of Object.entries(responses)) {
        const types = Object.keys(content ?? {});
        const expected = Number(status) >= 400 ? 'application/problem+json' : 'application/json';
        expect([route, status, types]).toEqual([route, status, [expected]]);
      }
      if (!route.startsWith('POST ')) continue;
      const ofCommand = ['201', '400', '401', '403', '409', '413', '415', '422', '503'];
      const ofExisting = route.includes('{id}') ? ['404', '412', '428'] : [];
      expect(Object.keys(responses)).toEqual(expect.arrayContaining([...ofCommand, ...ofExisting]));
    }
  });

  it('that records asks for its key, and for the revision of what exists', () => {
    for (const [route, { parameters = [] }] of operations().filter(([each]) => each.startsWith('POST '))) {
      const needed = parameters.filter((each) => each.in === 'header' && each.required === true);
      const names = needed.map(({ name }) => name).toSorted();
      const expected = route.includes('{id}') ? ['Idempotency-Key', 'If-Match'] : ['Idempotency-Key'];
      expect([route, names]).toEqual([route, expected]);
      expect(parameters.map(({ name }) => name)).toContain('dryRun');
    }
  });
});

it('every code of a problem is in the enum, and nothing else', () => {
  const problem = description.components.schemas['Problem'] as { properties: { code: { enum: string[] } } };
  expect(problem.properties.code.enum.toSorted()).toEqual(PROBLEM_CODES.toSorted());
});

describe('the body of a command', () => {
  const justification = ENTRY_ERROR;
  const CONVENTION = conventionOf([]);
  const METHOD = methodOf({});
  const bodies = (): Record<string, object> => ({
    '/api/v1/parties': { kind: 'PUBLIC_BODY', legalName: 'Comune di prova', taxCode: '00623530136' },
    '/api/v1/partnerships': { title: 'Prova', instrument: 'COPROGETTAZIONE', leadBody: books.municipality },
    '/api/v1/parties/{id}/corrections': {
      changes: { thirdSector: { ctsType: 'ODV', runts: [] } },
      justification,
    },
    '/api/v1/parties/{id}/status-checks': {
      registry: 'RUNTS',
      status: 'REGISTERED',
      checkedOn: '2024-01-01',
    },
    '/api/v1/parties/{id}/aid-grants': {
      regime: 'DE_MINIMIS',
      grossGrantEquivalent: euro('9.00'),
      grantedOn: '2024-01-01',
    },
    '/api/v1/partnerships/{id}/corrections': { changes: { usersAreas: ['ANZ'] }, justification },
    '/api/v1/partnerships/{id}/partners': { party: books.cooperative, role: 'PARTNER', on: '2024-01-01' },
    '/api/v1/partnerships/{id}/partner-withdrawals': {
      party: books.cooperative,
      lastDay: '2024-01-31',
      reason: 'Prova',
    },
    '/api/v1/partnerships/{id}/conventions': CONVENTION,
    '/api/v1/partnerships/{id}/convention-amendments': CONVENTION,
    '/api/v1/partnerships/{id}/convention-terminations': { lastDay: '2024-01-31', reason: 'Prova' },
    '/api/v1/funding-sources/{id}/corrections': { changes: { cci: '2021IT05SFPR001' }, justification },
    '/api/v1/valuation-methods': METHOD,
    '/api/v1/valuation-methods/{id}/versions': METHOD,
    '/api/v1/valuation-methods/{id}/adoptions': { version: 1, act: 'Determina 1' },
    '/api/v1/valuation-methods/{id}/retirements': { from: '2024-01-01', reason: 'Prova' },
    '/api/v1/valuation-methods/{id}/rates': {
      level: 'D2',
      rate: '21.35',
      unit: 'HOUR',
      validFrom: '2024-01-01',
      source: { title: 'Tabella di prova' },
    },
    '/api/v1/definitions': definitionOf({}),
    '/api/v1/definitions/{id}/adoptions': { version: 1, act: 'Determina 1' },
    '/api/v1/definitions/{id}/retirements': { from: '2027-01-01', reason: 'Prova' },
    '/api/v1/price-indexes': indexOf({}),
    '/api/v1/price-indexes/{id}/points': {
      source: 'Comunicato di prova',
      points: [{ period: '2024-10', value: '120.2' }],
      restates: true,
      justification,
    },
    '/api/v1/publications': publishingOf(books.partnership),
    '/api/v1/publications/{id}/{number}/withdrawals': { reason: 'Prova' },
    '/api/v1/funding-sources': { title: 'Prova', originShares: [{ origin: 'EU', bp: 10_000 }] },
    '/api/v1/contributions': {
      ...contributionOf(books, { source: books.from.EU, on: '2023-05-10' }),
      place: { regions: ['Lombardia'], provinces: ['Lecco'], municipalities: ['Lecco'], istat: '097042' },
      evidence: [{ reference: 'Prot. 1', sha256: '0'.repeat(64) }],
    },
    '/api/v1/contributions/{id}/corrections': { changes: { act: 'Determina 1' }, justification },
    '/api/v1/contributions/{id}/reversals': { effectiveOn: '2024-01-01', justification },
    ...lifeBodies(books),
    '/api/v1/partnerships/{id}/implied-public-bases': {
      from: '2020-01-01',
      to: '2020-12-31',
      statedIncrease: '0.22',
      statedResources: euro('9.00'),
      source: { statedBy: 'Comune di prova', statedOn: '2020', title: 'Prova' },
    },
    '/api/v1/partnerships/{id}/implied-public-bases/withdrawals': { reason: 'Prova' },
  });

  it('is described as the service takes it, down to its last member', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    ajv.addSchema(JSON.parse(text) as Node, 'openapi');
    const described = operations().filter(([route]) => route.startsWith('POST '));
    expect(described.map(([route]) => route.slice(5)).toSorted()).toEqual(Object.keys(bodies()).toSorted());
    for (const [route, { requestBody }] of described) {
      const ref = requestBody?.content['application/json']?.schema['$ref'];
      expect([route, ref]).toEqual([route, expect.stringMatching(/^#\/components\/schemas\/\w+$/)]);
      const validate = ajv.compile({ $ref: `openapi${String(ref)}` });
      validate(bodies()[route.slice(5)]);
      expect([route, validate.errors ?? []]).toEqual([route, []]);
    }
  });
});
