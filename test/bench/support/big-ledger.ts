/**
 * A data folder with many contributions, the same bytes on every machine: seeded, by the domain's own rules,
 * written through the log's own group commit without a service in between.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContributionCommand } from '#domain/contribution/commands';
import { contribution as contributions } from '#domain/contribution/decider';
import type { ContributionEvent } from '#domain/contribution/events';
import type { ContributionState } from '#domain/contribution/state';
import { Commands } from '#data-folder/commands';
import { LOG_FILE, READ_MODEL_FOLDER } from '#data-folder/data-folder';
import { ProjectorThread } from '#data-folder/projector-thread';
import { prepareDraft } from '#event-log/envelope';
import { GroupCommit, type AppendRequest } from '#event-log-sqlite/group-commit';
import { openForWriting } from '#event-log-sqlite/schema';
import { SqliteEventLog } from '#event-log-sqlite/sqlite-event-log';
import { SqliteJournal } from '#event-log-sqlite/sqlite-journal';
import { schemaOf } from '#event-sourcing/codec';
import { PROJECTIONS } from '#read-models/projections';
import { contribution, resource } from './contributions.ts';
import { Random } from './random.ts';
import { ACTOR, register, surroundings, type Registry } from './registry.ts';
import { circumstances } from '../../support/circumstances.ts';

/** Written last, so that a folder with it is whole. */
const DONE_FILE = 'bench.json';
const WAIT_MS = 3_600_000;
const ORIGIN = 'bench.example/big';
const CORRECTED_SHARE = 0.05;
/** Corrections fall on one of so many latest contributions. */
const CORRECTABLE = 5_000;
const GROUP = 1_000;
const CIRCUMSTANCES = circumstances();
const FIRST_INSTANT = Date.parse('2026-01-01T00:00:00.000Z');

interface Open {
  readonly id: string;
  readonly revision: number;
  readonly state: ContributionState;
}

/** Makes the data folder unless an earlier row made it. */
export async function ensureLedger(folder: string, events: number): Promise<void> {
  if (existsSync(join(folder, DONE_FILE))) return;
  rmSync(folder, { recursive: true, force: true });
  process.stderr.write(`Writing a ledger of ${events.toLocaleString('en')} contribution events …\n`);
  const registry = await writeLedger(folder, events);
  writeFileSync(join(folder, DONE_FILE), JSON.stringify({ events, registry }));
}

/** The same, with read models that hold everything. */
export async function ensureReadModels(folder: string, events: number): Promise<Registry> {
  await ensureLedger(folder, events);
  const path = join(folder, READ_MODEL_FOLDER);
  const projector = await ProjectorThread.start({ logPath: join(folder, LOG_FILE), folder: path });
  const journal = new SqliteJournal(join(folder, LOG_FILE));
  const head = await journal.head();
  journal.close();
  for (const { name } of PROJECTIONS) {
    if (!(await projector.reached(name, head, WAIT_MS))) throw new Error(`${name} stopped`);
  }
  await projector.close();
  return (JSON.parse(readFileSync(join(folder, DONE_FILE), 'utf8')) as { registry: Registry }).registry;
}

/** Writes a log with `events` contribution events into a new data folder. */
async function writeLedger(folder: string, events: number): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, LOG_FILE);
  const log = await SqliteEventLog.open({ path, origin: ORIGIN });
  const commands = new Commands(log, log.origin, surroundings);
  const registry = await register((request) => commands.execute(request));
  await log.close();

  const db = openForWriting(path, ORIGIN);
  const writer = new GroupCommit(db, ORIGIN);
  let group: AppendRequest[] = [];
  for (const request of requests(registry, events)) {
    if (group.push(request) < GROUP) continue;
    commit(writer, group);
    group = [];
  }
  commit(writer, group);
  db.close();
  return registry;
}

function* requests(registry: Registry, events: number): Generator<AppendRequest> {
  const random = new Random(2026);
  const open: Open[] = [];
  for (let index = 0; index < events; index += 1) {
    const at = random.whole(0, CORRECTABLE - 1);
    const before = random.chance(CORRECTED_SHARE) ? open[at] : undefined;
    const command = before === undefined ? contribution(random, registry, index) : correction(random);
    const event = decided(command, before);
    const id = before?.id ?? uuidOf(`contribution/${index}`);
    const revision = before === undefined ? 0 : before.revision + 1;
    const state = contributions.evolve(before?.state ?? contributions.initial, event, ACTOR.id);
    open[at] = { id, revision, state };
    yield request(id, revision === 0 ? 'no_stream' : revision - 1, event, index);
  }
}

function correction(random: Random): ContributionCommand {
  const justification = { reason: 'ENTRY_ERROR', reference: null } as const;
  return { kind: 'correct', changes: { resource: resource(random) }, justification };
}

function decided(command: ContributionCommand, before: Open | undefined): ContributionEvent {
  const decision = contributions.decide(command, before?.state ?? contributions.initial, CIRCUMSTANCES);
  const event = 'events' in decision ? decision.events[0] : undefined;
  if (event === undefined) throw new Error(`not a contribution: ${JSON.stringify(decision)}`);
  return event;
}

function request(
  id: string,
  expected: AppendRequest['expected'],
  event: ContributionEvent,
  index: number,
): AppendRequest {
  const command = uuidOf(`command/${index}`);
  const draft = prepareDraft({
    id: uuidOf(`event/${index}`),
    type: event.type,
    schema: schemaOf(contributions.schemas, event.type),
    actor: ACTOR,
    cause: { command, request: digest(`request/${index}`), causation: null, correlation: command },
    data: event.data,
  });
  const now = new Date(FIRST_INSTANT + index * 1_000).toISOString();
  return { stream: `contribution-${id}`, expected, drafts: [draft], unchanged: [], now, dryRun: false };
}

function commit(writer: GroupCommit, group: readonly AppendRequest[]): void {
  for (const answer of writer.commit(group)) if ('error' in answer) throw answer.error;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function uuidOf(text: string): string {
  const hex = digest(text);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}
