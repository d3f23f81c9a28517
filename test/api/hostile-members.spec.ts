/**
 * Every member of every command replaced by every kind of wrong value: never a 5xx, and never an event that a read
 * model cannot take.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Problem } from '../support/api.ts';
import {
  contributionOf,
  ENTRY_ERROR,
  euro,
  freshPartnership,
  openBooks,
  record,
  type Books,
  nextTaxCode,
} from '../support/books.ts';
import { CHECKLIST, partOf, pledgeOf, transferOf } from '../support/commands.ts';
import { startDemoService, type TestService } from '../support/service.ts';

let service: TestService;
let api: Api;
let books: Books;

beforeAll(async () => {
  service = await startDemoService({ empty: true });
  api = new Api(service.url, service.tokens.finance);
  books = await openBooks(api);
});
afterAll(() => service.stop());

const WRONG: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  '',
  ' ',
  '0',
  '-1',
  'x',
  '__proto__',
  '\ud800',
  '\u0000',
  '9'.repeat(60),
  '0000-00-00',
  '9999-12-31',
  [],
  [null],
  [[]],
  [{}],
  ['x'],
  {},
  { length: 1 },
  { toString: 'x' },
];

/** Where, and what to put there. */
type Change = readonly [readonly string[], unknown];

interface Command {
  readonly path: string;
  readonly body: object;
  readonly ifMatch?: number;
}

// Claimed by every command here, so none of them claims a share of it.
const evidence = [{ reference: 'Prot. 1', sha256: '0'.repeat(64), shareBp: 0 }];
const place = { regions: ['Lombardia'], provinces: ['Lecco'], municipalities: ['Lecco'], istat: '097042' };
const bare = (resource: object): Record<string, unknown> =>
  contributionOf(books, { source: books.from.EU, on: ['2023-01-01', '2024-06-30'], resource });
const statement = (resource: object): Record<string, unknown> => ({
  ...bare(resource),
  receiver: books.municipality,
  dating: 'STATED',
  usersArea: 'FAM',
  cup: 'B31H22000280006',
  act: 'Determina 1',
  place,
  evidence,
});
const cash = { kind: 'CASH', amount: euro('5.00') };
const staff = { kind: 'PAID_STAFF', duration: 'PT2H30M', valuation: { rate: '20.00' } };
const room = { kind: 'ASSET_USE', quantity: '516', unit: 'HOUR', valuation: { rate: '15.00' } };

async function correctable(resource: object): Promise<Command> {
  const { id } = await record(books, { source: books.from.STATE, on: '2023-01-01' });
  const { partnership: _, ...changes } = statement(resource);
  return {
    path: `/contributions/${id}/corrections`,
    body: { changes, justification: ENTRY_ERROR },
    ifMatch: 0,
  };
}

/** Each makes a command that would be taken as it is. */
const COMMANDS: readonly (readonly [string, () => Command | Promise<Command>])[] = [
  ['a party', () => ({ path: '/parties', body: party() })],
  ['a partnership', () => ({ path: '/partnerships', body: partnership() })],
  ['a funding source', () => ({ path: '/funding-sources', body: source() })],
  ['cash', () => ({ path: '/contributions', body: { ...statement(cash), externalRef: randomUUID() } })],
  ['working time', () => ({ path: '/contributions', body: bare(staff) })],
  ['a room', () => ({ path: '/contributions', body: bare(room) })],
  ['a correction of cash', () => correctable(cash)],
  ['a reversal', reversal],
  ['an implied base', impliedBase],
  ['volunteers', () => ({ path: '/contributions', body: bare(volunteers) })],
  ['a relational resource', () => ({ path: '/contributions', body: relational() })],
  ['a pledge', () => ({ path: '/pledges', body: pledgeOf(books, { payer: books.cooperative }) })],
  ['a commitment', commitment],
  ['a transfer', transfer],
  ['a closing', closing],
];

function party(): object {
  return { kind: 'PUBLIC_BODY', legalName: 'Comune di prova', taxCode: nextTaxCode(), ipaCode: 'c_e507' };
}
function partnership(): object {
  const dates = { from: '2023-01-01', to: '2024-12-31' };
  const lead = { leadBody: books.municipality, cup: 'B31H22000280006' };
  return { title: 'Prova', instrument: 'COPROGETTAZIONE', ...lead, ...dates };
}
function source(): object {
  const originShares = [
    { origin: 'EU', bp: 5000 },
    { origin: 'STATE', bp: 5000 },
  ];
  return { title: 'Prova', originShares, fundCode: 'ESF+', repayable: false };
}
async function reversal(): Promise<Command> {
  const { id } = await record(books, { source: books.from.STATE, on: '2023-01-01' });
  const justification = { ...ENTRY_ERROR, reference: 'Determina 2' };
  return {
    path: `/contributions/${id}/reversals`,
    body: { effectiveOn: '2024-01-01', justification },
    ifMatch: 0,
  };
}
async function impliedBase(): Promise<Command> {
  const { partnership: id } = await freshPartnership(books);
  const source = {
    statedBy: 'Comune di prova',
    statedOn: '2020',
    title: 'Prova',
    url: 'https://example.org/',
  };
  const stated = { statedIncrease: '0.22', statedResources: euro('9.00'), source };
  const body = { from: '2020-01-01', to: '2020-12-31', ...stated };
  return { path: `/partnerships/${id}/implied-public-bases`, body, ifMatch: 0 };
}

const volunteers = {
  ...{ kind: 'VOLUNTEER_TIME', headcount: 3, duration: 'PT2H30M', registered: true, insured: true },
  valuation: {
    ...{ method: 'VOLUNTEER_REPLACEMENT_COST', version: 1, inputs: { rate: '20.00' } },
    other: { method: 'VOLUNTEER_DM_2020', quantity: '150', unit: 'MINUTE', inputs: { rate: '11.50' } },
  },
};
function relational(): object {
  const resource = { kind: 'RELATIONAL', indicator: 'NETWORK_NODES', quantity: '14', unit: 'nodi' };
  const { partnership, cooperative: bringer } = books;
  return { partnership, bringer, resource, effective: { from: '2024-01-01' }, place, evidence };
}
async function commitment(): Promise<Command> {
  const { id } = await api.done('/pledges', pledgeOf(books));
  const accounting = { commitmentNo: '1', year: 2024, pdc: 'U.1.04.04.01.001', dedicatedAccount: true };
  const body = partOf('10.00', { accounting, reference: 'Prot. 1', keepRemainder: true });
  return { path: `/contributions/${id}/commitments`, body, ifMatch: 0 };
}
async function transfer(): Promise<Command> {
  const { id } = await record(books, { source: books.from.FOUNDATION, on: '2024-03-01' });
  const to = (await api.done('/parties', { kind: 'OTHER', legalName: 'Altro ente' })).id;
  return { path: '/transfers', body: transferOf(books, id, to, { act: 'Determina 1' }) };
}
async function closing(): Promise<Command> {
  const { partnership: id } = await freshPartnership(books);
  return { path: `/partnerships/${id}/periods/2023/closings`, body: { checklist: CHECKLIST }, ifMatch: -1 };
}

/** The path of every member and list entry, at every depth. */
function pathsIn(value: unknown, above: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const path = [...above, name];
    return [path, ...pathsIn(member, path)];
  });
}

function replaced(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((each, index) => (String(index) === name ? replaced(each, rest, by) : each) as unknown);
  }
  const object = value as Record<string, unknown>;
  return { ...object, [name]: replaced(object[name], rest, by) };
}

describe.each(COMMANDS)('%s', (_, command) => {
  it('is taken as it is', async () => {
    const { path, body, ...posting } = await command();
    expect((await api.post(path, body, posting)).status).toBe(201);
  });

  it('is refused or taken, but never breaks, with a wrong value anywhere', async () => {
    const broken: string[] = [];
    const trial = await command();
    const send = async (
      { path, body, ifMatch }: Command,
      change: Change,
      dryRun: boolean,
    ): Promise<number> => {
      const posting = { dryRun, ...(ifMatch === undefined ? {} : { ifMatch }) };
      const { status, body: told } = await api.post<Problem>(path, replaced(body, ...change), posting);
      const passes = [201, 400, 404, 422].includes(status);
      if (!passes)
        broken.push(`/${change[0].join('/')} ${JSON.stringify(change[1])}: ${status} ${told.code}`);
      return status;
    };
    for (const member of pathsIn(trial.body)) {
      const changes = WRONG.map((wrong): Change => [member, wrong]);
      const statuses = await Promise.all(changes.map((change) => send(trial, change, true)));
      const taken = changes.filter((_, index) => statuses[index] === 201);
      for (const change of taken) await send(await command(), change, false);
    }
    expect(broken).toEqual([]);
  });
});

it('after all that, every read model has taken every event', async () => {
  const figures = await api.get(`/figures?partnership=${books.partnership}`, { prefer: 'wait=5' });
  const rows = await api.get('/contributions', { prefer: 'wait=5' });
  const ready = await api.send<{ readModels: { lag: string; stopped: unknown }[] }>('GET', '/health/ready');
  expect(ready.body.readModels.filter(({ lag, stopped }) => stopped || lag !== '0')).toEqual([]);
  expect([figures.status, rows.status, ready.status]).toEqual([200, 200, 200]);
});
