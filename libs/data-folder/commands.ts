/**
 * From a request to an outcome: names the stream and the command, checks what the command refers to, and runs it.
 * The service and the command line both come through here, so the same request has the same effect.
 */
import { hash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import { AGGREGATES, type Commands as CommandsOf } from '#domain/aggregates';
import { NO_CLAIMS, type Claims } from '#domain/claims';
import { streamOf, type Aggregate, type AggregateName, type Reference } from '#domain/decider';
import { holdsPersonalTaxCode } from '#domain/identifiers';
import { isRejection, reject, type Rejection } from '#domain/rejections';
import { canonicalJson } from '#event-log/canonical-json';
import type { Actor } from '#event-log/envelope';
import { MAX_UNCHANGED, type EventStore } from '#event-log/event-log';
import { fold } from '#event-sourcing/decider';
import { loadStream, runCommand, type Outcome } from '#event-sourcing/run-command';

/** What is asked of which aggregate. `id` null opens a new one, whose id then follows from the key. */
export type Ask = {
  [Name in AggregateName]: {
    readonly aggregate: Name;
    readonly id: string | null;
    readonly command: CommandsOf[Name];
  };
}[AggregateName];

export interface CommandRequest {
  readonly ask: Ask;
  /** What the caller wrote, where the command says more than that: it tells one request from another. */
  readonly written?: object;
  readonly actor: Actor;
  /** The caller's idempotency key: one key, one command, for ever. */
  readonly key: string;
  readonly correlationId: string;
  readonly ifRevision?: number;
  readonly dryRun?: boolean;
}

export type CommandOutcome = Outcome & {
  readonly id: string;
  /** Of what was done, where it is counted within its record, as publications are. */
  readonly number?: number;
};

/** What commands need besides the log. */
export interface Surroundings {
  /** The business day. */
  readonly today: () => string;
  /** What the ledger has claimed up to its newest event. */
  readonly claims: () => Promise<Claims>;
}

/** A command wraps what it registers or records in one member; a pointer is into what the caller wrote. */
const PROFILE_MEMBER =
  /^\/(party|source|partnership|base|statement|declaration|transfer|convention|terms|rate)(?=\/)/;

/** Root of every id that follows from a key or reference. Part of the format: never change it. */
const ID_NAMESPACE = '7b0c9a52-6a55-5a0e-9f1d-3f0f0b6f3c11';

/** Aggregates that many commands are decided by and few change: their states are kept. */
const KEPT: ReadonlySet<AggregateName> = new Set([
  'party',
  'partnership',
  'funding-source',
  'valuation-method',
  'period',
]);
const KEPT_MAX = 100_000;

/** Aggregates whose change between the look and the writing would make the decision wrong, whoever is asked. */
const TIED: ReadonlySet<AggregateName> = new Set(['partnership', 'period', 'contribution']);
/**
 * A contribution rests besides on its source and its methods: with partnership, period, ten fundings, one source and
 * two methods it is tied to 15 streams, within the 16 of an append. Its parties only have to exist.
 */
const TIED_TO_CONTRIBUTION: ReadonlySet<AggregateName> = new Set([
  ...TIED,
  'funding-source',
  'valuation-method',
]);
/** A partnership admits a party, or is led by it, for what the party is on that day. */
const TIED_TO_PARTNERSHIP: ReadonlySet<AggregateName> = new Set([...TIED, 'party']);

type AnyAggregate = Aggregate<unknown, unknown, { type: string; data: object }>;

/** A state and the revision it was read at; -1 when the stream does not exist. */
interface Known {
  readonly state: unknown;
  readonly revision: number;
}

type Seen = Known & { readonly aggregate: AggregateName };

export class Commands {
  readonly #store: EventStore;
  readonly #origin: string;
  readonly #surroundings: Surroundings;
  readonly #kept = new Map<string, Known>();
  /** How often a kept state was given up: what was read before the last time may be older than the log. */
  #generation = 0;
  #lastClaim: Promise<unknown> = Promise.resolve();

  constructor(store: EventStore, origin: string, surroundings: Surroundings) {
    this.#store = store;
    this.#origin = origin;
    this.#surroundings = surroundings;
  }

  /** Rejects only when the store cannot answer; everything a caller can mend is an outcome. */
  async execute(request: CommandRequest): Promise<CommandOutcome> {
    const { ask } = request;
    const id = ask.id ?? this.#newId(request);
    const personal = personalTaxCodeIn(ask.command, '');
    if (personal !== null) {
      const pointer = personal.replace(PROFILE_MEMBER, '');
      return { id, kind: 'rejected', rejection: reject('PERSONAL_DATA', pointer) };
    }
    const aggregate = AGGREGATES[ask.aggregate] as unknown as AnyAggregate;
    const needsClaims = aggregate.needsClaims?.(ask.command) ?? false;
    const run = (): Promise<Outcome> => this.#run(aggregate, request, id, needsClaims);
    return { id, ...(await (needsClaims ? this.#alone(run) : run())) };
  }

  async #run(
    aggregate: AnyAggregate,
    request: CommandRequest,
    id: string,
    needsClaims: boolean,
  ): Promise<Outcome> {
    const { ask, actor, key, correlationId, ifRevision, dryRun = false } = request;
    const stream = streamOf(ask.aggregate, id);
    const context = {
      stream,
      actor,
      correlationId,
      dryRun,
      commandId: this.#derive('command', actor.id, ask.id === null ? ask.aggregate : stream, key),
      requestHash: requestHashOf(request.written === undefined ? ask : { ...ask, command: request.written }),
      ...(ifRevision === undefined ? {} : { ifRevision }),
    };
    const around = { id, actor: { id: actor.id, org: actor.org }, today: this.#surroundings.today() };
    const tied = tiedTo(ask);
    let ties = 0;
    const decide: AnyAggregate['decide'] = (command, state, circumstances) => {
      const decision = aggregate.decide(command, state, circumstances);
      if (!isRejection(decision)) assertTies(ties, stream);
      return decision;
    };
    try {
      const decider = { ...aggregate, decide };
      return await runCommand(this.#store, decider, ask.command, context, async (state, attempt) => {
        const claims = needsClaims ? await this.#surroundings.claims() : NO_CLAIMS;
        const references = aggregate.references(ask.command, state, id);
        const seen = await this.#seen(references, attempt > 1);
        if (isRejection(seen)) return seen;
        const others = new Map([...seen].map(([name, known]) => [name, known.state]));
        const unchanged = [...seen]
          .filter(([name, known]) => tied.has(known.aggregate) && name !== stream)
          .map(([name, { revision }]) => ({ stream: name, revision }));
        ties = unchanged.length;
        return { circumstances: { ...around, claims, others }, unchanged };
      });
    } finally {
      // Also when nobody knows whether it was written.
      if (!dryRun && KEPT.has(ask.aggregate)) this.#giveUp(stream);
    }
  }

  /**
   * Commands that are decided by what the whole ledger has claimed go one after the other, so that two of them cannot
   * both take the last hour of a person or the last euro of a contribution. Between replicas of a store that is shared
   * this cannot be promised; a projection reports what slipped through.
   */
  #alone<T>(run: () => Promise<T>): Promise<T> {
    const mine = this.#lastClaim.then(run, run);
    this.#lastClaim = mine.catch(() => undefined);
    return mine;
  }

  /** All that the command refers to, by stream. */
  async #seen(
    references: readonly Reference[],
    afresh: boolean,
  ): Promise<ReadonlyMap<string, Seen> | Rejection> {
    const seen = new Map<string, Seen>();
    for (const { aggregate, id, pointer, missing } of references) {
      const stream = streamOf(aggregate, id);
      const known = seen.get(stream) ?? (await this.#known(aggregate, stream, afresh));
      if (known.revision < 0 && missing !== null) return reject(missing, pointer, { id });
      seen.set(stream, { ...known, aggregate });
    }
    return seen;
  }

  async #known(name: AggregateName, stream: string, afresh: boolean): Promise<Known> {
    const kept = afresh ? undefined : this.#kept.get(stream);
    if (kept !== undefined) return kept;
    const aggregate = AGGREGATES[name] as unknown as AnyAggregate;
    const generation = this.#generation;
    const history = await loadStream<{ type: string; data: object }>(this.#store, aggregate, stream);
    const known = { state: fold(aggregate, history), revision: history.length - 1 };
    const isNewest = generation === this.#generation;
    if (KEPT.has(name) && isNewest && this.#kept.size < KEPT_MAX) this.#kept.set(stream, known);
    return known;
  }

  #giveUp(stream: string): void {
    this.#kept.delete(stream);
    this.#generation += 1;
  }

  /**
   * A contribution with the recorder's own reference is that reference's, a party with a tax code is that code's, and
   * so are a definition and a price index, whatever the key: none of them can enter twice.
   */
  #newId({ ask, actor, key }: CommandRequest): string {
    if (
      ask.aggregate === 'contribution' &&
      'externalRef' in ask.command &&
      ask.command.externalRef !== null
    ) {
      return this.#derive('contribution-by-reference', ask.command.partnership, ask.command.externalRef);
    }
    if (ask.aggregate === 'party' && ask.command.kind === 'register' && ask.command.party.taxCode !== null) {
      return this.#derive('party-by-tax-code', ask.command.party.taxCode.trim());
    }
    if (ask.aggregate === 'definition' && ask.command.kind === 'propose') {
      return this.definitionId(ask.command.code);
    }
    if (ask.aggregate === 'price-index' && ask.command.kind === 'publish') {
      return this.#derive('price-index-by-code', ask.command.series);
    }
    return this.#derive('aggregate', actor.id, ask.aggregate, key);
  }

  /** Id of the record under which this ledger keeps its own versions of a definition, whether there are any or not. */
  definitionId(code: string): string {
    return this.#derive('definition-by-code', code);
  }

  #derive(...parts: readonly string[]): string {
    return uuidv5(JSON.stringify([this.#origin, ...parts]), ID_NAMESPACE);
  }
}

function tiedTo(ask: Ask): ReadonlySet<AggregateName> {
  switch (ask.aggregate) {
    case 'contribution':
      return TIED_TO_CONTRIBUTION;
    case 'partnership': {
      // Up to 200 bodies sign a convention, and they only have to exist.
      const { kind } = ask.command;
      return kind === 'signConvention' || kind === 'amendConvention' ? TIED : TIED_TO_PARTNERSHIP;
    }
    default:
      return TIED;
  }
}

/** Whatever rests on too much is refused by its decider: the store would call it malformed, which nobody can mend. */
function assertTies(ties: number, stream: string): void {
  if (ties <= MAX_UNCHANGED) return;
  throw new TypeError(
    `the decision on ${stream} rests on ${ties} streams, at most ${MAX_UNCHANGED} can be tied`,
  );
}

/**
 * Tells one request from another under the same key, for ever: what is absent, null or empty is left out, so that a
 * member that a later version adds changes no old hash. Part of the format; the prefix is its version.
 */
function requestHashOf({
  aggregate,
  id,
  command,
}: Omit<Ask, 'command'> & { readonly command: object }): string {
  const text = canonicalJson(essential({ aggregate, id, command }));
  return hash('sha256', `pledger-request/1\n${text}`);
}

function essential(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essential);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(
    // In a correction null says something: what was stated is taken away.
    ([key, member]) =>
      [key, key === 'changes' ? member : essential(key === 'reasons' ? listed(member) : member)] as const,
  );
  return Object.fromEntries(members.filter(([, member]) => !isNothing(member)));
}

/** Reasons stand under the codes of controls, which are no names of members in canonical JSON. */
function listed(reasons: unknown): unknown {
  if (typeof reasons !== 'object' || reasons === null || Array.isArray(reasons)) return reasons;
  const byControl = Object.entries(reasons).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return byControl.map(([control, reason]) => ({ control, reason }));
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Where a text holds the tax code of a natural person, who must never be named in an event; null when none does. */
function personalTaxCodeIn(value: unknown, pointer: string): string | null {
  if (typeof value === 'string') return holdsPersonalTaxCode(value) ? pointer : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, member] of Object.entries(value)) {
    const found = personalTaxCodeIn(member, `${pointer}/${key}`);
    if (found !== null) return found;
  }
  return null;
}
