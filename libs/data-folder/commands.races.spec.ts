/** A decision rests on what stands in the log when it is written, whatever was read or kept before. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { NO_CLAIMS } from '#domain/claims';
import type { ContributionCommand } from '#domain/contribution/commands';
import type { AskedStatement } from '#domain/contribution/events';
import { NO_TERMS, type FundingSourceProfile } from '#domain/funding-source/events';
import { moneyOf } from '#domain/money';
import { NO_DETAILS } from '#domain/party/events';
import { NO_PARTNERSHIP_DETAILS, type Signatory } from '#domain/partnership/events';
import { MAX_UNCHANGED, type AppendOptions } from '#event-log/event-log';
import { MemoryEventLog } from '#event-log/memory-event-log';
import { cash, day, hours } from '../../test/support/life.ts';
import { TERMS } from '../../test/support/partnerships.ts';
import { Commands, type Ask, type CommandOutcome, type CommandRequest } from './commands.ts';

const ORIGIN = 'ledger.example/test';
const SURROUNDINGS = { today: () => '2026-01-31', claims: async () => NO_CLAIMS };
const JUSTIFIED = { reason: 'ENTRY_ERROR', reference: null } as const;

/** A store that notes what appends are tied to, and holds back the answer to one read when it is told to. */
class WatchedLog extends MemoryEventLog {
  readonly tied: string[][] = [];
  #held: { stream: string; reached: () => void; open: Promise<void> } | null = null;

  /** The next read of this stream answers only after `release`, with what stood in the log when it was asked. */
  hold(stream: string): { readonly reached: Promise<void>; readonly release: () => void } {
    const [reached, open] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    this.#held = { stream, reached: reached.resolve, open: open.promise };
    return { reached: reached.promise, release: open.resolve };
  }

  override async readStream(...asked: Parameters<MemoryEventLog['readStream']>) {
    const answer = await super.readStream(...asked);
    const held = this.#held;
    if (held === null || held.stream !== asked[0]) return answer;
    this.#held = null;
    held.reached();
    await held.open;
    return answer;
  }

  override async append(...asked: Parameters<MemoryEventLog['append']>) {
    const { unchanged = [] }: AppendOptions = asked[3] ?? {};
    this.tied.push(unchanged.map(({ stream }) => stream));
    return super.append(...asked);
  }
}

let log: WatchedLog;
let commands: Commands;
let keys = 0;
let payer: string;
let source: string;
let partnership: string;
let leadBody: string;

async function execute(ask: Ask, by = commands, over: Partial<CommandRequest> = {}): Promise<CommandOutcome> {
  keys += 1;
  const actor = { id: 'a_anna', role: 'finance', org: null };
  return by.execute({ ask, actor, key: `k-${keys}`, correlationId: 'c-1', ...over });
}

async function done(ask: Ask, over: Partial<CommandRequest> = {}): Promise<string> {
  const outcome = await execute(ask, commands, over);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

const body = (kind: 'COMPANY' | 'PUBLIC_BODY', legalName: string): Ask => {
  const party = { kind, legalName, standsFor: null, taxCode: null, ipaCode: null, ...NO_DETAILS };
  return { aggregate: 'party', id: null, command: { kind: 'register', party } };
};
const becomes = (id: string, kind: 'PUBLIC_BODY' | 'COMPANY'): Ask => ({
  aggregate: 'party',
  id,
  command: { kind: 'correct', changes: { kind }, justification: JUSTIFIED },
});
const ours: FundingSourceProfile = {
  title: 'Fonti proprie',
  originShares: [{ origin: 'OTHER_PRIVATE', bp: 10_000 }],
  fundCode: null,
  repayable: false,
  ...NO_TERMS,
};
const stated = (over: Partial<AskedStatement> = {}): AskedStatement =>
  cash(100_00n, { payer, bringer: payer, receiver: null, fundingSource: source, ...over });
const opening = (kind: 'record' | 'pledge', statement: AskedStatement): Ask => {
  const entry = { partnership, externalRef: null, statement };
  const command: ContributionCommand =
    kind === 'record' ? { kind, ...entry } : { kind, ...entry, schedule: null, expiresOn: null };
  return { aggregate: 'contribution', id: null, command };
};
const commit = (id: string): Ask => ({
  aggregate: 'contribution',
  id,
  command: { kind: 'commit', part: { amount: moneyOf(10_00n) }, effective: day('2025-04-01') },
});
const refused = (rejected: string) =>
  expect.objectContaining({ kind: 'rejected', rejection: expect.objectContaining({ rejected }) });
const accepted = expect.objectContaining({ kind: 'done' });

beforeEach(async () => {
  log = new WatchedLog({ origin: ORIGIN, clock: () => '2026-01-31T10:00:00.000Z' });
  commands = new Commands(log, ORIGIN, SURROUNDINGS);
  payer = await done(body('COMPANY', 'Impresa'));
  source = await done({
    aggregate: 'funding-source',
    id: null,
    command: { kind: 'register', source: ours },
  });
  leadBody = await done(body('PUBLIC_BODY', 'Ente'));
  const instrument = 'COPROGETTAZIONE';
  const profile = {
    ...NO_PARTNERSHIP_DETAILS,
    ...{ title: 'Coprogettazione', leadBody, from: null, to: null, cup: null },
  };
  partnership = await done({
    aggregate: 'partnership',
    id: null,
    command: { kind: 'register', partnership: { ...profile, instrument } },
  });
});

describe('a state that is kept for the next command', () => {
  it('is never an older one that was still being read when the newer was written', async () => {
    const id = await done(opening('pledge', stated()));
    commands = new Commands(log, ORIGIN, SURROUNDINGS);
    const { reached, release } = log.hold(`party-${payer}`);
    const slow = execute(commit(id), commands, { dryRun: true });
    await reached;
    await done(becomes(payer, 'PUBLIC_BODY'));
    release();
    expect(await slow).toEqual(accepted);
    // A public body commits with the numbers of its accounts.
    expect(await execute(commit(id))).toEqual(refused('ACCOUNTING_INCOMPLETE'));
  });

  it('is given up as well when nobody knows whether the command was written', async () => {
    const id = await done(opening('pledge', stated()));
    expect(await execute(commit(id), commands, { dryRun: true })).toEqual(accepted);
    const append = log.append.bind(log);
    log.append = async (...asked) => {
      await append(...asked);
      throw new Error('the connection is gone');
    };
    await expect(execute(becomes(payer, 'PUBLIC_BODY'))).rejects.toThrow(/the connection is gone/);
    log.append = append;
    expect(await execute(commit(id))).toEqual(refused('ACCOUNTING_INCOMPLETE'));
  });
});

describe('what another replica has just changed', () => {
  let replica: Commands;

  beforeEach(() => {
    replica = new Commands(log, ORIGIN, SURROUNDINGS);
  });

  it('is seen by whoever admits a partner: the body as it is, not as it was', async () => {
    const id = await done(body('PUBLIC_BODY', 'Azienda speciale'));
    const admit: Ask = {
      aggregate: 'partnership',
      id: partnership,
      command: { kind: 'admitPartner', party: id, role: 'PARTNER', on: '2025-01-01' },
    };
    expect(await execute(admit, replica, { dryRun: true })).toEqual(accepted);
    await done(becomes(id, 'COMPANY'));
    expect(await execute(admit, replica)).toEqual(refused('ROLE_NEEDS_THIRD_SECTOR'));
  });

  it('is seen by a contribution: money of the State needs a CUP of its own once its source has none', async () => {
    const terms = { ...NO_TERMS, cup: 'B31H22000280006' };
    const state = { ...ours, originShares: [{ origin: 'STATE', bp: 10_000 }], ...terms } as const;
    const command = { kind: 'register', source: state } as const;
    const fundingSource = await done({ aggregate: 'funding-source', id: null, command });
    const ofTheState = opening('record', stated({ fundingSource }));
    expect(await execute(ofTheState, replica, { dryRun: true })).toEqual(accepted);
    const correct = { kind: 'correct', changes: { cup: null }, justification: JUSTIFIED } as const;
    await done({ aggregate: 'funding-source', id: fundingSource, command: correct });
    expect(await execute(ofTheState, replica)).toEqual(refused('CUP_REQUIRED'));
  });

  it('is seen by a contribution: a local method that was retired values nothing any more', async () => {
    const terms = {
      name: { it: 'Tariffa', en: 'Tariff' },
      kinds: ['PAID_STAFF'],
      scope: 'Ore',
      formula: 'HOURS_AT_RATE',
      params: {},
      rounding: 'ONCE_AT_END',
      cap: null,
      legalSource: 'Delibera n. 1/2024',
      validFrom: '2024-01-01',
    } as const;
    const method = await done({
      aggregate: 'valuation-method',
      id: null,
      command: { kind: 'propose', terms },
    });
    const about = { aggregate: 'valuation-method', id: method } as const;
    const bruno = { actor: { id: 'a_bruno', role: 'finance', org: null } };
    await done({ ...about, command: { kind: 'adopt', version: 1, act: 'det. 1' } }, bruno);
    const valuation = { method, version: 1, inputs: { rate: '20' } };
    const resource = { kind: 'PAID_STAFF', person: null, minutes: 60, valuation } as const;
    const statement = hours('p-1', 60, { ...stated(), stage: 'DELIVERED', resource });
    expect(await execute(opening('record', statement), replica, { dryRun: true })).toEqual(accepted);
    await done({ ...about, command: { kind: 'retire', from: '2025-01-01', reason: 'Superata' } }, bruno);
    expect((await execute(opening('record', statement), replica)).kind).toBe('rejected');
  });
});

describe('the streams that an append is tied to', () => {
  const fundings = async (count: number) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) ids.push(await done(opening('record', stated())));
    return ids.map((contribution) => ({ contribution, amount: moneyOf(1_00n) }));
  };

  it('are those its decision rests on, and fit though ten contributions pay for it', async () => {
    const fundedBy = await fundings(10);
    await done(opening('record', stated({ fundedBy })));
    expect(log.tied.at(-1)?.toSorted()).toEqual(
      [
        `partnership-${partnership}`,
        `period-${partnership}`,
        `funding-source-${source}`,
        ...fundedBy.map(({ contribution }) => `contribution-${contribution}`),
      ].toSorted(),
    );
  });

  it('are never too many: the domain refuses what would rest on more', async () => {
    const fundedBy = await fundings(MAX_UNCHANGED);
    const resource = { kind: 'CASH', amount: moneyOf(100_00n) } as const;
    expect(await execute(opening('record', stated({ fundedBy, resource })))).toEqual(
      refused('FUNDING_TOO_MANY'),
    );
  });

  it('are none of the bodies that sign a convention, of which there may be many', async () => {
    const signatories: Signatory[] = [{ party: leadBody, capacity: 'LEGAL_REPRESENTATIVE' }];
    while (signatories.length <= MAX_UNCHANGED) {
      const party = await done(body('PUBLIC_BODY', `Ente ${signatories.length}`));
      signatories.push({ party, capacity: 'LEGAL_REPRESENTATIVE' });
    }
    const convention = { ...TERMS, signatories };
    const command = { kind: 'signConvention', convention } as const;
    await done({ aggregate: 'partnership', id: partnership, command });
    expect(log.tied.at(-1)).toEqual([]);
  });
});
