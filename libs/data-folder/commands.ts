/**
 * From a request to an outcome: names the stream and the command, checks what the command refers to, and runs it.
 * The service and the command line both come through here, so the same request has the same effect.
 */
import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import { contribution, type ContributionCommand } from '#domain/contribution/decider';
import type { AggregateName, Reference } from '#domain/decider';
import { fundingSource, type FundingSourceCommand } from '#domain/funding-source/decider';
import { holdsPersonalTaxCode } from '#domain/identifiers';
import { party, type PartyCommand } from '#domain/party/decider';
import { partnership, type PartnershipCommand } from '#domain/partnership/decider';
import { reject } from '#domain/rejections';
import { canonicalJson } from '#event-log/canonical-json';
import type { Actor } from '#event-log/envelope';
import type { EventStore } from '#event-log/event-log';
import { runCommand, type Outcome } from '#event-sourcing/run-command';

/** What is asked of which aggregate. `id` null opens a new one, whose id then follows from the key. */
export type Ask =
  | { readonly aggregate: 'party'; readonly id: null; readonly command: PartyCommand }
  | { readonly aggregate: 'funding-source'; readonly id: null; readonly command: FundingSourceCommand }
  | { readonly aggregate: 'partnership'; readonly id: string | null; readonly command: PartnershipCommand }
  | { readonly aggregate: 'contribution'; readonly id: string | null; readonly command: ContributionCommand };

export interface CommandRequest {
  readonly ask: Ask;
  readonly actor: Actor;
  /** The caller's idempotency key: one key, one command, for ever. */
  readonly key: string;
  readonly correlationId: string;
  readonly ifRevision?: number;
  readonly dryRun?: boolean;
}

export type CommandOutcome = Outcome & { readonly id: string };

/** A command wraps what it registers or records in one member; a pointer is into what the caller wrote. */
const PROFILE_MEMBER = /^\/(party|source|partnership|base|statement)(?=\/)/;

/** Root of every id that follows from a key or reference. Part of the format: never change it. */
const ID_NAMESPACE = '7b0c9a52-6a55-5a0e-9f1d-3f0f0b6f3c11';
/** Existing streams never vanish, so a positive answer may be kept. */
const KNOWN_MAX = 100_000;

export class Commands {
  readonly #store: EventStore;
  readonly #origin: string;
  readonly #known = new Set<string>();

  constructor(store: EventStore, origin: string) {
    this.#store = store;
    this.#origin = origin;
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
    const missing = await this.#firstMissing(referencesOf(ask));
    if (missing !== undefined) {
      return {
        id,
        kind: 'rejected',
        rejection: reject(missing.missing, missing.pointer, { id: missing.id }),
      };
    }
    const outcome = await this.#run(request, `${ask.aggregate}-${id}`);
    return { id, ...outcome };
  }

  #run(request: CommandRequest, stream: string): Promise<Outcome> {
    const { ask, actor, key, correlationId, ifRevision, dryRun = false } = request;
    const target = ask.id === null ? ask.aggregate : stream;
    const context = {
      stream,
      actor,
      correlationId,
      dryRun,
      commandId: this.#derive('command', actor.id, target, key),
      requestHash: requestHashOf(ask),
      ...(ifRevision === undefined ? {} : { ifRevision }),
    };
    switch (ask.aggregate) {
      case 'party':
        return runCommand(this.#store, party, ask.command, context);
      case 'funding-source':
        return runCommand(this.#store, fundingSource, ask.command, context);
      case 'partnership':
        return runCommand(this.#store, partnership, ask.command, context);
      case 'contribution':
        return runCommand(this.#store, contribution, ask.command, context);
    }
  }

  /**
   * A contribution with the recorder's own reference is that reference's, a party with a tax code is that code's,
   * whatever the key: neither can enter twice.
   */
  #newId({ ask, actor, key }: CommandRequest): string {
    if (
      ask.aggregate === 'contribution' &&
      ask.command.kind === 'record' &&
      ask.command.externalRef !== null
    ) {
      return this.#derive('contribution-by-reference', ask.command.partnership, ask.command.externalRef);
    }
    if (ask.aggregate === 'party' && ask.command.party.taxCode !== null) {
      return this.#derive('party-by-tax-code', ask.command.party.taxCode.trim());
    }
    return this.#derive('aggregate', actor.id, ask.aggregate, key);
  }

  #derive(...parts: readonly string[]): string {
    return uuidv5(JSON.stringify([this.#origin, ...parts]), ID_NAMESPACE);
  }

  async #firstMissing(references: readonly Reference[]): Promise<Reference | undefined> {
    for (const reference of references) {
      if (!(await this.#exists(reference.aggregate, reference.id))) return reference;
    }
    return undefined;
  }

  async #exists(aggregate: AggregateName, id: string): Promise<boolean> {
    const stream = `${aggregate}-${id}`;
    if (this.#known.has(stream)) return true;
    const { exists } = await this.#store.readStream(stream, { limit: 1 });
    if (exists && this.#known.size < KNOWN_MAX) this.#known.add(stream);
    return exists;
  }
}

/**
 * Tells one request from another under the same key, for ever: what is absent, null or empty is left out, so that a
 * member that a later version adds changes no old hash. Part of the format; the prefix is its version.
 */
function requestHashOf(ask: Ask): string {
  const { aggregate, id, command } = ask;
  const text = canonicalJson(essential({ aggregate, id, command }));
  return createHash('sha256').update(`pledger-request/1\n${text}`).digest('hex');
}

function essential(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essential);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(
    // In a correction null says something: what was stated is taken away.
    ([key, member]) => [key, key === 'changes' ? member : essential(member)] as const,
  );
  return Object.fromEntries(members.filter(([, member]) => !isNothing(member)));
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

function referencesOf(ask: Ask): readonly Reference[] {
  switch (ask.aggregate) {
    case 'partnership':
      return partnership.references(ask.command);
    case 'contribution':
      return contribution.references(ask.command);
    case 'party':
    case 'funding-source':
      return [];
  }
}
