/** A year of a partnership is closed on what the log holds, by two people, and nothing enters it afterwards. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AskedStatement } from '#domain/contribution/events';
import { moneyOf } from '#domain/money';
import { CHECKLIST_ITEMS } from '#domain/period/events';
import { openEnvelope, type Actor } from '#event-log/envelope';
import { cash, day, Life, withPartnership } from '../../test/support/life.ts';
import { closePeriod, snapshotAt, startClosing } from './close-period.ts';
import type { Ask, CommandOutcome } from './commands.ts';
import { DataFolder } from './data-folder.ts';

const ANNA: Actor = { id: 'a_anna', role: 'finance', org: null };
const BRUNO: Actor = { id: 'a_bruno', role: 'finance', org: null };
const CHECKLIST = CHECKLIST_ITEMS.map((item) => ({ item, outcome: 'DONE', note: null }) as const);

let path: string;
let folder: DataFolder;
let partnership: string;
let keys = 0;
const ids = new Map<string, string>();

const open = () =>
  DataFolder.open({
    path,
    origin: 'ledger.example/test',
    holder: { what: 'test', url: null },
    clock: () => new Date('2026-11-22T10:00:00.000Z'),
  });

function execute(ask: Ask, actor = ANNA): Promise<CommandOutcome> {
  keys += 1;
  return folder.execute({ ask, actor, key: `k-${keys}`, correlationId: 'c-1' });
}

async function done(ask: Ask, actor = ANNA): Promise<string> {
  const outcome = await execute(ask, actor);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

const record = (over: Partial<AskedStatement> = {}): Ask => {
  const known = (name: string): string => ids.get(name) ?? '';
  const parties = { payer: known('bank'), bringer: known('coop'), receiver: known('coop') };
  const statement = cash(100_00n, { ...parties, fundingSource: known('calls'), ...over });
  const command = { kind: 'record', partnership, externalRef: null, statement } as const;
  return { aggregate: 'contribution', id: null, command };
};

const about = (year: number, key: string, actor = ANNA) => ({
  partnership,
  year,
  actor,
  key,
  correlationId: 'c-1',
});
const start = (year: number, actor = ANNA) =>
  startClosing(folder, about(year, `start-${year}`, actor), CHECKLIST);
const close = (year: number, actor = BRUNO) => closePeriod(folder, about(year, `close-${year}`, actor));
const reopen = (year: number, actor = ANNA) =>
  execute(
    { aggregate: 'period', id: partnership, command: { kind: 'reopen', year, reason: 'sentenza' } },
    actor,
  );

const accepted = expect.objectContaining({ kind: 'done' });
const refused = (rejected: string) =>
  expect.objectContaining({ kind: 'rejected', rejection: expect.objectContaining({ rejected }) });

beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'closing-'));
  folder = await open();
  for (const { stream, event } of withPartnership(new Life()).told) {
    if (event.type === 'PartyRegistered') {
      const command = { kind: 'register', party: event.data } as const;
      ids.set(stream.slice('party-'.length), await done({ aggregate: 'party', id: null, command }));
    } else if (event.type === 'FundingSourceRegistered') {
      const command = { kind: 'register', source: event.data } as const;
      const id = await done({ aggregate: 'funding-source', id: null, command });
      ids.set(stream.slice('funding-source-'.length), id);
    } else if (event.type === 'PartnershipRegistered') {
      const profile = { ...event.data, leadBody: ids.get('lecco') ?? '' };
      const command = { kind: 'register', partnership: profile } as const;
      partnership = await done({ aggregate: 'partnership', id: null, command });
    }
  }
});

afterEach(async () => {
  await folder.close();
  rmSync(path, { recursive: true, force: true });
});

describe('closing a year', () => {
  it('is begun by one person and concluded by another, and nothing enters the year from the beginning on', async () => {
    await done(record({ effective: day('2024-05-01') }));
    await done(record({ effective: day('2025-05-01') }));
    expect(await start(2025)).toEqual(refused('EARLIER_PERIOD_OPEN'));
    expect(await startClosing(folder, about(2024, 's'), CHECKLIST)).toEqual(accepted);
    expect(await execute(record({ effective: day('2024-12-31') }))).toEqual(refused('PERIOD_CLOSED'));
    expect(await close(2024, ANNA)).toEqual(refused('SAME_PERSON'));
    expect(await close(2024)).toEqual(accepted);
    expect(await execute(record({ effective: day('2024-12-31') }))).toEqual(refused('PERIOD_CLOSED'));
    expect(await execute(record({ effective: day('2025-12-31') }))).toEqual(accepted);
  });

  it('lists every stream of the partnership as the log has it, and its digest is that of the listing', async () => {
    const id = await done(record({ effective: day('2024-05-01') }));
    await start(2024);
    const confirm: Ask = { aggregate: 'contribution', id, command: { kind: 'confirm' } };
    await done(confirm, { ...BRUNO, org: ids.get('coop') ?? '' });
    const head = await folder.journal.head();
    await close(2024);
    const { events } = await folder.store.readStream(`period-${partnership}`);
    const [, listed, closed] = events.map(({ bytes }) => openEnvelope(bytes).data);
    expect(listed).toEqual({
      year: 2024,
      part: 1,
      of: 1,
      streams: [
        [`contribution-${id}`, 1],
        [`partnership-${partnership}`, 0],
      ],
    });
    const text = `contribution-${id} 1\npartnership-${partnership} 0\n`;
    const digest = createHash('sha256').update(text).digest('hex');
    expect(closed).toEqual({ year: 2024, position: String(head), streams: 2, digest });
  });

  it('asked again under its key is answered as before, though the ledger has gone on', async () => {
    await done(record({ effective: day('2024-05-01') }));
    await start(2024);
    const first = await close(2024);
    await done(record({ effective: day('2025-05-01') }));
    await folder.close();
    folder = await open();
    expect(await close(2024)).toMatchObject({
      kind: 'done',
      receipt: { replayed: true, position: first.kind === 'done' ? first.receipt.position : null },
    });
  });

  it('takes a late fact into the open year, marked as late, and no rule is broken by it', async () => {
    await done(record({ effective: day('2024-05-01') }));
    await start(2024);
    await close(2024);
    const late = { effective: day('2025-02-01'), lateFor: day('2024-11-30') };
    const id = await done(record(late));
    await folder.upToDate('contributions', 5_000);
    expect(folder.contributions.find(id).row).toMatchObject({ late: true, effective: day('2025-02-01') });
    expect(
      folder.contributions.list({ late: true }, { after: 0, limit: 10 }).rows.map((row) => row.id),
    ).toEqual([id]);
    expect(await execute(record({ ...late, lateFor: day('2025-01-30') }))).toEqual(refused('NOT_LATE'));
    await folder.upToDate('claims', 5_000);
    expect(folder.claims.findings(null, { after: 0, limit: 10 }).findings).toEqual([]);
  });

  it('is undone from the latest year back, by another person than the one who concluded it', async () => {
    await done(record({ effective: day('2024-05-01') }));
    for (const year of [2024, 2025]) {
      expect(await start(year)).toEqual(accepted);
      expect(await close(year)).toEqual(accepted);
    }
    expect(await reopen(2024)).toEqual(refused('LATER_PERIOD_CLOSED'));
    expect(await reopen(2025, BRUNO)).toEqual(refused('SAME_PERSON'));
    expect(await reopen(2025)).toEqual(accepted);
    expect(await reopen(2024)).toEqual(accepted);
    expect(await execute(record({ effective: day('2024-12-31') }))).toEqual(accepted);
    await folder.upToDate('directory', 5_000);
    const { record: shown } = folder.directory.find('partnership', partnership);
    expect(shown?.document.calendar).toEqual({ revision: 7, years: [] });
  });

  it('refuses to list what the log does not have', async () => {
    await done(record({ effective: day('2024-05-01') }));
    const { position } = await folder.claimsNow();
    const listing = (streams: [string, number][]) => ({
      store: folder.store,
      claims: { periodSnapshot: () => streams } as never,
    });
    const listed = (revision: number) =>
      snapshotAt(listing([[`partnership-${partnership}`, revision]]), partnership, position);
    await expect(listed(1)).rejects.toThrow(/not at 1 in the log/);
    await expect(listed(0)).resolves.toMatchObject({ streams: [[`partnership-${partnership}`, 0]] });
  });
});

describe('two commands at the same moment', () => {
  it('cannot both take the last euro of a contribution', async () => {
    const coop = ids.get('coop') ?? '';
    const contribution = await done(record());
    const fundedBy = [{ contribution, amount: moneyOf(60_00n) }];
    const spend = () =>
      execute(record({ payer: coop, fundedBy, resource: { kind: 'CASH', amount: moneyOf(60_00n) } }));
    const outcomes = await Promise.all([spend(), spend()]);
    expect(outcomes[0]).toEqual(accepted);
    expect(outcomes[1]).toEqual(refused('FUNDING_EXCEEDED'));
  });

  it('cannot fund each other in a circle, whichever way round the circle is closed', async () => {
    const coop = ids.get('coop') ?? '';
    const funds = (contribution: string) => [{ contribution, amount: moneyOf(60_00n) }];
    const first = await done(record({ payer: coop }));
    const second = await done(record({ payer: coop, fundedBy: funds(first) }));
    const justification = { reason: 'ENTRY_ERROR', reference: null } as const;
    const command = { kind: 'correct', changes: { fundedBy: funds(second) }, justification } as const;
    const outcome = await execute({ aggregate: 'contribution', id: first, command });
    expect(outcome).toEqual(refused('LINEAGE_CYCLE'));
  });
});
