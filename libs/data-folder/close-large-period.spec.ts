/** A partnership with more streams than one append can list is closed all the same, on the whole of them. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { NO_CLAIMS } from '#domain/claims';
import { CHECKLIST_ITEMS, type PeriodEvent, type StreamRevision } from '#domain/period/events';
import { listingText } from '#domain/period/listing';
import type { Actor } from '#event-log/envelope';
import { MemoryEventLog } from '#event-log/memory-event-log';
import { period } from '#domain/period/decider';
import { loadStream } from '#event-sourcing/run-command';
import { NO_PARTNERSHIP_DETAILS } from '#domain/partnership/events';
import { closePeriod, type ClosingFolder } from './close-period.ts';
import { Commands, type CommandOutcome, type CommandRequest } from './commands.ts';

const ORIGIN = 'ledger.example/test';
const ANNA: Actor = { id: 'a_anna', role: 'finance', org: null };
const BRUNO: Actor = { id: 'a_bruno', role: 'finance', org: null };

/** A log that answers for contributions which nobody had to record one by one. */
class LargeLog extends MemoryEventLog {
  override async readStream(...asked: Parameters<MemoryEventLog['readStream']>) {
    const [stream, { from: revision = 0 } = {}] = asked;
    if (!stream.startsWith('contribution-')) return super.readStream(...asked);
    return { exists: true, events: [{ stream, revision, position: 1n } as never] };
  }
}

let log: LargeLog;
let partnership: string;
let streams: StreamRevision[];
/** Runs before each command, and may stand in for its outcome. */
let before: (request: CommandRequest) => Promise<CommandOutcome | null>;
let folder: ClosingFolder;
let execute: (ask: CommandRequest['ask'], key: string, actor?: Actor) => Promise<CommandOutcome>;

beforeEach(async () => {
  log = new LargeLog({ origin: ORIGIN, clock: () => '2026-11-22T10:00:00.000Z' });
  const commands = new Commands(log, ORIGIN, { today: () => '2026-11-22', claims: async () => NO_CLAIMS });
  execute = (ask, key, actor = ANNA) => commands.execute({ ask, key, actor, correlationId: 'c-1' });
  const profile = {
    ...NO_PARTNERSHIP_DETAILS,
    ...{ title: 'Dati aperti', leadBody: null, from: '2024-01-01', to: null, cup: null },
    instrument: 'IMPORTED_DATASET',
  } as const;
  const register = { kind: 'register', partnership: profile } as const;
  partnership = (await execute({ aggregate: 'partnership', id: null, command: register }, 'p')).id;
  const checklist = CHECKLIST_ITEMS.map((item) => ({ item, outcome: 'DONE', note: null }) as const);
  const start = { kind: 'startClosing', partnership, year: 2024, firstYear: 2024, checklist } as const;
  await execute({ aggregate: 'period', id: partnership, command: start }, 's');
  const named = (i: number) => `contribution-00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
  streams = Array.from({ length: 40_000 }, (_, i) => [named(i), i % 3] as const);
  streams.push([`partnership-${partnership}`, 0]);
  before = async () => null;
  folder = {
    store: log,
    claims: { firstYear: () => 2024, periodSnapshot: () => streams },
    claimsNow: async () => ({ position: await log.head() }),
    execute: async (request: CommandRequest) => (await before(request)) ?? commands.execute(request),
  } as unknown as ClosingFolder;
});

const close = (key = 'close') =>
  closePeriod(folder, { partnership, year: 2024, actor: BRUNO, key, correlationId: 'c-1' });

async function calendar(): Promise<PeriodEvent[]> {
  const told = await loadStream<PeriodEvent>(log, period, `period-${partnership}`);
  return told.map(({ event }) => event);
}

/** The listing that a reader finds: the parts from the last part 1 on. */
function listing(events: readonly PeriodEvent[]): StreamRevision[] {
  const parts = events.filter((event) => event.type === 'PeriodStreamsListed').map(({ data }) => data);
  const first = parts.findLastIndex(({ part }) => part === 1);
  return parts.slice(first).flatMap((part) => part.streams);
}

describe('closing a large partnership', () => {
  it('lists in several appends, and the digest is that of all that was listed', async () => {
    const outcome = await close();
    expect(outcome.kind).toBe('done');
    const events = await calendar();
    expect(listing(events)).toEqual(streams);
    const digest = createHash('sha256').update(listingText(streams)).digest('hex');
    expect(events.at(-1)).toMatchObject({ type: 'PeriodClosed', data: { streams: 40_001, digest } });
    expect(await close()).toMatchObject({ kind: 'done', receipt: { replayed: true } });
    expect(await calendar()).toHaveLength(events.length);
  });

  it('begins the listing again after it broke off, on what the ledger holds by then', async () => {
    let count = 0;
    before = async () => {
      count += 1;
      if (count === 2) throw new Error('the machine stopped');
      return null;
    };
    await expect(close()).rejects.toThrow(/stopped/);
    streams[0] = [streams[0]?.[0] ?? '', 7];
    expect((await close()).kind).toBe('done');
    const events = await calendar();
    expect(listing(events)).toEqual(streams);
    expect(events.at(-1)).toMatchObject({ type: 'PeriodClosed', data: { streams: 40_001 } });
  });

  it('is not mixed with the listing of somebody who closes at the same moment', async () => {
    let outcome: CommandOutcome | null = null;
    before = async ({ ask: { command } }) => {
      if (command.kind !== 'listStreams' || command.after === 0 || outcome !== null) return null;
      before = async () => null;
      outcome = await close('another');
      return null;
    };
    expect((await close()).kind).not.toBe('done');
    expect(outcome).toMatchObject({ kind: 'done' });
    expect(listing(await calendar())).toEqual(streams);
  });

  it('that was abandoned in between is not concluded', async () => {
    before = async ({ ask: { command } }) => {
      if (command.kind !== 'close') return null;
      const abandon = { kind: 'abandonClosing', year: 2024, reason: 'manca un atto' } as const;
      await execute({ aggregate: 'period', id: partnership, command: abandon }, 'a');
      return null;
    };
    expect((await close()).kind).toBe('contended');
    expect((await calendar()).at(-1)?.type).toBe('PeriodClosingAbandoned');
  });
});
