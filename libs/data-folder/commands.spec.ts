/** A request has one effect, whoever repeats it, however often, and at the same moment. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ContributionCommand } from '#domain/contribution/commands';
import type { AskedStatement } from '#domain/contribution/events';
import { NO_CLAIMS } from '#domain/claims';
import { NO_TERMS } from '#domain/funding-source/events';
import { NO_DETAILS } from '#domain/party/events';
import { NO_PARTNERSHIP_DETAILS } from '#domain/partnership/events';
import { openEnvelope } from '#event-log/envelope';
import { MemoryEventLog } from '#event-log/memory-event-log';
import {
  Commands,
  type Ask,
  type CommandOutcome,
  type CommandRequest,
  type Surroundings,
} from './commands.ts';

const ANNA = { id: 'a_anna', role: 'finance', org: null };
const BRUNO = { id: 'a_bruno', role: 'finance', org: null };

let log: MemoryEventLog;
let commands: Commands;
let now: number;
let lecco: string;
let partnership: string;
let source: string;

const SURROUNDINGS: Surroundings = { today: () => '2026-01-31', claims: async () => NO_CLAIMS };

async function execute(key: string, ask: Ask, over: Partial<CommandRequest> = {}): Promise<CommandOutcome> {
  return commands.execute({ ask, actor: ANNA, key, correlationId: 'c-1', ...over });
}

async function idOf(key: string, ask: Ask): Promise<string> {
  const outcome = await execute(key, ask);
  if (outcome.kind !== 'done') throw new Error(`${key} is ${outcome.kind}`);
  return outcome.id;
}

const party = (legalName: string): Ask => ({
  aggregate: 'party',
  id: null,
  command: {
    kind: 'register',
    party: { kind: 'PUBLIC_BODY', legalName, standsFor: null, taxCode: null, ipaCode: null, ...NO_DETAILS },
  },
});

const collaboration = (title: string): Ask => {
  const profile = {
    ...NO_PARTNERSHIP_DETAILS,
    title,
    instrument: 'COPROGETTAZIONE',
    leadBody: lecco,
    from: null,
    to: null,
    cup: null,
  } as const;
  return { aggregate: 'partnership', id: null, command: { kind: 'register', partnership: profile } };
};

const record = (
  over: Partial<AskedStatement> = {},
  externalRef: string | null = null,
  where = partnership,
): Ask => {
  const statement: AskedStatement = {
    payer: lecco,
    bringer: lecco,
    receiver: null,
    fundingSource: source,
    stage: 'DELIVERED',
    resource: { kind: 'CASH', amount: { amount: '10.00', currency: 'EUR' } },
    effective: { from: '2024-01-01', to: '2024-01-01' },
    dating: 'STATED',
    usersArea: null,
    cup: null,
    place: null,
    act: null,
    evidence: [],
    ...over,
  };
  return {
    aggregate: 'contribution',
    id: null,
    command: { kind: 'record', partnership: where, externalRef, statement },
  };
};

const changed = (changes: Partial<AskedStatement>): ContributionCommand => ({
  kind: 'correct',
  changes,
  justification: { reason: 'ENTRY_ERROR', reference: null },
});
const correct = (id: string, act: string) =>
  ({ aggregate: 'contribution', id, command: changed({ act }) }) as const;

beforeEach(async () => {
  now = Date.parse('2026-01-31T10:00:00.000Z');
  log = new MemoryEventLog({ origin: 'ledger.example/test', clock: () => new Date(now).toISOString() });
  commands = new Commands(log, log.origin, SURROUNDINGS);
  lecco = await idOf('lecco', party('Comune di Lecco'));
  const shares = { title: 'Fondi', originShares: [{ origin: 'MUNICIPALITY', bp: 10_000 }] } as const;
  source = await idOf('source', {
    aggregate: 'funding-source',
    id: null,
    command: { kind: 'register', source: { ...shares, fundCode: null, repayable: false, ...NO_TERMS } },
  });
  partnership = await idOf('partnership', collaboration('Lecco'));
});

describe('the same request again', () => {
  it('has the first answer, after a restart and 400 days later, and adds nothing (T01)', async () => {
    const first = await execute('k', record());
    expect(first).toMatchObject({ kind: 'done', receipt: { replayed: false, position: 4n } });
    const repeats = [await execute('k', record())];
    commands = new Commands(log.client(), log.origin, SURROUNDINGS);
    now += 400 * 86_400_000;
    repeats.push(await execute('k', record()));
    for (const again of repeats) {
      expect(again).toEqual({ ...first, receipt: { ...receiptOf(first), replayed: true } });
    }
    expect(await log.head()).toBe(4n);
  });

  it('is the same in whatever order it is written, and another with other content (T02)', async () => {
    const ask = record();
    await execute('k', ask);
    expect(await execute('k', turned(ask))).toMatchObject({ kind: 'done', receipt: { replayed: true } });
    expect(await execute('k', record({ act: 'det. 13/2024' }))).toMatchObject({ kind: 'keyReused' });
    expect(await log.head()).toBe(4n);
  });

  it.each<[string, Partial<AskedStatement>, Partial<AskedStatement>]>([
    ['what it takes away', { act: null }, { usersArea: null }],
    ['whether it takes something away', { receiver: null, stage: 'PAID' }, { stage: 'PAID' }],
    ['whether it takes the evidence away', { evidence: [], stage: 'PAID' }, { stage: 'PAID' }],
  ])('is another when it differs in %s (T02)', async (_, first, second) => {
    const evidence = [{ reference: 'prot. 1', sha256: 'ab'.repeat(32) }];
    const id = await idOf('one', record({ act: 'det. 1', usersArea: 'FAM', receiver: lecco, evidence }));
    const change = (changes: Partial<AskedStatement>): Ask => ({
      ...correct(id, ''),
      command: changed(changes),
    });
    expect(await execute('k', change(first))).toMatchObject({ kind: 'done', receipt: { replayed: false } });
    expect(await execute('k', change(second))).toMatchObject({ kind: 'keyReused' });
  });

  it('fifty times at once is one event, and fifty answers that agree (T04)', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => execute('k', record())));
    expect(new Set(outcomes.map((outcome) => `${outcome.id} ${receiptOf(outcome).position}`)).size).toBe(1);
    expect(await log.head()).toBe(4n);
  });

  it('that was refused is decided anew: the same key works once the fault is mended', async () => {
    const payer = await dryIdOf('asst', party('ASST Lecco'));
    for (const time of [1, 2]) {
      expect([time, (await execute('k', record({ payer }))).kind]).toEqual([time, 'rejected']);
    }
    await execute('asst', party('ASST Lecco'));
    expect(await execute('k', record({ payer }))).toMatchObject({
      kind: 'done',
      receipt: { replayed: false },
    });
  });

  it('of somebody else is another request: each account has its own keys', async () => {
    const mine = await execute('k', record());
    const theirs = await execute('k', record(), { actor: BRUNO });
    expect(theirs.kind).toBe('done');
    expect(theirs.id).not.toBe(mine.id);
    expect(await log.head()).toBe(5n);
  });

  it('on another record is another request: a key is used once per record', async () => {
    const [one, two] = [await idOf('one', record()), await idOf('two', record())];
    const outcomes = [await execute('k', correct(one, 'det. 1')), await execute('k', correct(two, 'det. 1'))];
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(await log.head()).toBe(7n);
  });
});

describe('two equal gifts', () => {
  it('are two when they are sent as two (T03)', async () => {
    const ids = [await idOf('one', record()), await idOf('two', record())];
    expect(new Set(ids).size).toBe(2);
  });

  it('with one reference of the recorder are one, whatever key or account sends them (T03)', async () => {
    const first = await execute('one', record({}, 'riga 7'));
    const refused = {
      id: first.id,
      kind: 'rejected',
      rejection: { rejected: 'ALREADY_RECORDED', params: {} },
    };
    expect(await execute('two', record({}, 'riga 7'))).toEqual(refused);
    expect(await execute('one', record({}, 'riga 7'), { actor: BRUNO })).toEqual(refused);
    expect(await execute('three', record({ act: 'another' }, 'riga 7'))).toEqual(refused);
    expect(await log.head()).toBe(4n);
  });

  it('with one reference in two partnerships are two', async () => {
    const other = await idOf('other', collaboration('Como'));
    const ids = [await idOf('one', record({}, 'riga 7')), await idOf('two', record({}, 'riga 7', other))];
    expect(new Set(ids).size).toBe(2);
  });

  it('under one key with two references are a key used twice', async () => {
    await execute('one', record({}, 'riga 7'));
    expect(await execute('one', record({}, 'riga 8'))).toMatchObject({ kind: 'keyReused' });
    expect(await log.head()).toBe(4n);
  });
});

describe('a body', () => {
  const coded = (taxCode: string): Ask => {
    const profile = {
      kind: 'PUBLIC_BODY',
      legalName: 'Comune di Milano',
      standsFor: null,
      ipaCode: null,
      ...NO_DETAILS,
    } as const;
    return { aggregate: 'party', id: null, command: { kind: 'register', party: { ...profile, taxCode } } };
  };

  it('with a tax code is one party, whatever key or account registers it', async () => {
    const first = await execute('one', coded('01199250158'));
    const refused = { id: first.id, kind: 'rejected', rejection: { rejected: 'ALREADY_REGISTERED' } };
    expect(await execute('two', coded('01199250158'))).toMatchObject(refused);
    expect(await execute('one', coded(' 01199250158 '), { actor: BRUNO })).toMatchObject(refused);
    expect(await execute('three', coded('00189800204'))).toMatchObject({ kind: 'done' });
    expect(await log.head()).toBe(5n);
  });
});

describe('a natural person', () => {
  it.each<[string, () => Ask]>([
    ['in an act', () => record({ act: 'contratto di RSSMRA85T10A562S del 2024' })],
    ['in lower case', () => record({ act: 'rssmra85t10a562s' })],
    ['with letters for digits', () => record({ act: 'RSSMRA85T10A56NH' })],
    ['in the recorder’s reference', () => record({}, 'foglio/RSSMRA85T10A562S')],
    [
      'in the evidence',
      () => record({ evidence: [{ reference: 'MRTMTT91D08F205J', sha256: 'ab'.repeat(32) }] }),
    ],
    ['as the name of a body', () => party('Rossi Mario RSSMRA85T10A562S')],
  ])('is never named by a tax code, %s', async (_, ask) => {
    expect(await execute('k', ask())).toMatchObject({
      kind: 'rejected',
      rejection: { rejected: 'PERSONAL_DATA' },
    });
    expect(await log.head()).toBe(3n);
  });

  it('is not seen where none is: a wrong check letter, or a longer code', async () => {
    for (const act of ['RSSMRA80A01H501Z', 'XRSSMRA85T10A562S', 'det. 16/2024']) {
      expect(await execute(act, record({ act }))).toMatchObject({ kind: 'done' });
    }
  });

  it('is pointed at where the request has it, like every other fault', async () => {
    const outcome = await execute('k', record({ act: 'RSSMRA85T10A562S' }));
    expect(outcome).toMatchObject({ rejection: { pointer: '/act' } });
    const unnamed = await execute('k', party('RSSMRA85T10A562S'));
    expect(unnamed).toMatchObject({ rejection: { pointer: '/legalName' } });
  });
});

describe('ids', () => {
  it('follow from ledger, account and key, so that a lost answer can be found again', async () => {
    const elsewhere = new MemoryEventLog({ origin: log.origin, clock: () => '2030-01-01T00:00:00.000Z' });
    const twin = new Commands(elsewhere, log.origin, SURROUNDINGS);
    const stranger = new Commands(elsewhere.client(), 'ledger.example/other', SURROUNDINGS);
    const request = { ask: party('Comune di Lecco'), actor: ANNA, key: 'lecco', correlationId: 'c-2' };
    expect((await stranger.execute(request)).id).not.toBe(lecco);
    expect((await twin.execute(request)).id).toBe(lecco);
  });

  it('of different things under one key are different', async () => {
    const ids = [await idOf('same', party('ASST Lecco')), await idOf('same', record())];
    expect(new Set(ids).size).toBe(2);
    expect(await log.head()).toBe(5n);
  });
});

describe('what a command refers to must exist', () => {
  const nobody = '00000000-0000-4000-8000-000000000000';

  it.each<[string, Partial<AskedStatement>, string]>([
    ['/payer', { payer: nobody }, 'PARTY_UNKNOWN'],
    ['/bringer', { bringer: nobody }, 'PARTY_UNKNOWN'],
    ['/receiver', { receiver: nobody }, 'PARTY_UNKNOWN'],
    ['/fundingSource', { fundingSource: nobody }, 'FUNDING_SOURCE_UNKNOWN'],
  ])('%s', async (pointer, over, rejected) => {
    expect(await execute('k', record(over))).toMatchObject({
      kind: 'rejected',
      rejection: { rejected, pointer, params: { id: nobody } },
    });
    expect(await log.head()).toBe(3n);
  });

  it('/partnership, which is looked for first', async () => {
    const outcome = await execute('k', record({ payer: nobody }, null, nobody));
    expect(outcome).toMatchObject({
      rejection: { rejected: 'PARTNERSHIP_UNKNOWN', pointer: '/partnership' },
    });
  });

  it('as what it is: a source is no party', async () => {
    expect(await execute('k', record({ payer: source }))).toMatchObject({
      rejection: { rejected: 'PARTY_UNKNOWN' },
    });
  });

  it('also in a correction, for the members that it changes', async () => {
    const id = await idOf('one', record());
    const wrong: Ask = { aggregate: 'contribution', id, command: changed({ bringer: nobody }) };
    expect(await execute('k', wrong)).toMatchObject({
      rejection: { rejected: 'PARTY_UNKNOWN', pointer: '/changes/bringer' },
    });
  });

  it('and the record itself: nobody corrects what was never recorded', async () => {
    expect(await execute('k', correct(nobody, 'det. 1'))).toMatchObject({
      id: nobody,
      rejection: { rejected: 'NOT_FOUND' },
    });
    expect(await log.head()).toBe(3n);
  });
});

describe('what is recorded', () => {
  it('names its actor, for ever, and the same command in every event of it', async () => {
    const id = await idOf('one', record());
    await execute('two', correct(id, 'det. 1'), { actor: BRUNO, ifRevision: 0 });
    const { events } = await log.readStream(`contribution-${id}`);
    const envelopes = events.map(({ bytes }) => openEnvelope(bytes));
    expect(envelopes.map(({ actor }) => actor)).toEqual([ANNA, BRUNO]);
    expect(envelopes.map(({ cause }) => cause.correlation)).toEqual(['c-1', 'c-1']);
    expect(new Set(envelopes.map(({ cause }) => cause.command)).size).toBe(2);
  });

  it('is not what a caller decides who has seen an older state', async () => {
    const id = await idOf('one', record());
    await execute('two', correct(id, 'det. 1'));
    expect(await execute('three', correct(id, 'det. 2'), { ifRevision: 0 })).toMatchObject({
      kind: 'stale',
      revision: 1,
    });
    expect(await log.head()).toBe(5n);
  });

  it('is nothing after a dry run, which tells the id that it would have', async () => {
    const told = await execute('one', record(), { dryRun: true });
    expect(told).toMatchObject({ kind: 'done', receipt: { position: null } });
    expect(await log.head()).toBe(3n);
    expect(await idOf('one', record())).toBe(told.id);
  });
});

function receiptOf(outcome: CommandOutcome) {
  if (outcome.kind !== 'done') throw new Error(`the outcome is ${outcome.kind}`);
  return outcome.receipt;
}

async function dryIdOf(key: string, ask: Ask): Promise<string> {
  return (await execute(key, ask, { dryRun: true })).id;
}

/** The same value with the members of every object the other way round. */
function turned<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, turned(member)] as const);
  return Object.fromEntries(entries.reverse()) as Value;
}
