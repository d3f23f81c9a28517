/**
 * Definitions of figures that a ledger adopts for itself, under codes of its own: what L1 says is the same everywhere,
 * and its next version is never a ledger's to give. One stream holds all versions of a code, and its id follows from
 * the code, so that no code can mean two things.
 */
import { dayAfter, dayBefore } from '../calendar.ts';
import type { Aggregate, Circumstances } from '../decider.ts';
import type { Definition, DefinitionTerms } from '../figures/definitions.ts';
import { reject, type Decision } from '../rejections.ts';
import type { DefinitionEvent } from './events.ts';
import { termsFault } from './terms.ts';
import { schemas } from './upcasters.ts';

/** A version of a definition; it opens the code when this ledger has none under it yet. */
export interface ProposeDefinition {
  readonly kind: 'propose';
  readonly code: string;
  readonly validFrom: string;
  readonly terms: DefinitionTerms;
}

export interface AdoptDefinition {
  readonly kind: 'adopt';
  readonly version: number;
  readonly act: string | null;
}

/** From this day on the code has no version in force, until another is adopted. */
export interface RetireDefinition {
  readonly kind: 'retire';
  readonly from: string;
  readonly reason: string;
}

export type DefinitionCommand = ProposeDefinition | AdoptDefinition | RetireDefinition;

/** A version that was proposed here. */
export interface OwnVersion extends Definition {
  readonly validFrom: string;
  readonly proposedBy: string;
  readonly adopted: boolean;
}

export interface DefinitionState {
  /** Null before anything is proposed. */
  readonly code: string | null;
  /** In order of their numbers. */
  readonly versions: readonly OwnVersion[];
}

export const definition: Aggregate<DefinitionState, DefinitionCommand, DefinitionEvent> = {
  name: 'definition',
  initial: { code: null, versions: [] },
  evolve,
  decide,
  references: () => [],
  schemas,
};

export const CODE_FORM = /^[A-Z][A-Za-z0-9-]{0,19}$/;
/** Codes of standard definitions, also of those to come: L1, L1s, L12. */
export const STANDARD_CODE_FORM = /^L\d/;

function evolve(state: DefinitionState, event: DefinitionEvent, by: string): DefinitionState {
  switch (event.type) {
    case 'DefinitionProposed': {
      const { code, version, validFrom, terms } = event.data;
      const facts = { id: code, version, validFrom, validTo: null, proposedBy: by, adopted: false };
      return { code, versions: [...state.versions, { ...terms, ...facts }] };
    }
    case 'DefinitionAdopted': {
      const { version, closes } = event.data;
      const after = closes === null ? state : ended(state, closes);
      const adopted = (item: OwnVersion) => (item.version === version ? { ...item, adopted: true } : item);
      return { ...after, versions: after.versions.map(adopted) };
    }
    case 'DefinitionRetired':
      return ended(state, event.data);
  }
}

function ended(
  state: DefinitionState,
  { version, validTo }: { readonly version: number; readonly validTo: string },
): DefinitionState {
  const end = (item: OwnVersion) => (item.version === version ? { ...item, validTo } : item);
  return { ...state, versions: state.versions.map(end) };
}

function decide(
  command: DefinitionCommand,
  state: DefinitionState,
  { actor }: Pick<Circumstances, 'actor'>,
): Decision<DefinitionEvent> {
  if (command.kind === 'propose') return propose(command, state);
  if (state.code === null) return reject('NOT_FOUND');
  return command.kind === 'adopt' ? adopt(command, state, actor.id) : retire(command, state);
}

function propose(
  { code, validFrom, terms }: ProposeDefinition,
  state: DefinitionState,
): Decision<DefinitionEvent> {
  if (!CODE_FORM.test(code)) return reject('DEFINITION_CODE_MALFORMED', '/code', { found: code });
  if (STANDARD_CODE_FORM.test(code)) return reject('DEFINITION_CODE_STANDARD', '/code', { found: code });
  if (state.code !== null && state.code !== code) {
    return reject('DEFINITION_CODE_DIFFERS', '/code', { found: code, expected: state.code });
  }
  const fault = termsFault(terms);
  if (fault !== null) return fault;
  const version = (state.versions.at(-1)?.version ?? 0) + 1;
  return { events: [{ type: 'DefinitionProposed', data: { code, version, validFrom, terms } }] };
}

/**
 * By another person than the proposer. Versions never overlap: the new one begins after all that were adopted, and
 * ends the open one on the day before.
 */
function adopt(
  { version, act }: AdoptDefinition,
  state: DefinitionState,
  by: string,
): Decision<DefinitionEvent> {
  const proposed = state.versions.find((item) => item.version === version);
  if (proposed === undefined) {
    return reject('DEFINITION_VERSION_UNKNOWN', '/version', { version: String(version) });
  }
  if (proposed.adopted) return reject('DEFINITION_VERSION_ADOPTED', '/version', { version: String(version) });
  if (proposed.proposedBy === by) return reject('SAME_PERSON');

  const last = lastAdopted(state);
  const end = last?.validTo ?? last?.validFrom ?? null;
  if (end !== null && proposed.validFrom <= end) {
    const params = { found: proposed.validFrom, earliest: dayAfter(end) };
    return reject('DEFINITION_VERSION_OVERLAP', '/version', params);
  }
  const open = last !== undefined && last.validTo === null;
  const closes = open ? { version: last.version, validTo: dayBefore(proposed.validFrom) } : null;
  return { events: [{ type: 'DefinitionAdopted', data: { version, act, closes } }] };
}

function retire({ from, reason }: RetireDefinition, state: DefinitionState): Decision<DefinitionEvent> {
  const last = lastAdopted(state);
  if (last === undefined || last.validTo !== null) return reject('DEFINITION_NOT_IN_FORCE');
  if (from <= last.validFrom) {
    const params = { found: from, earliest: dayAfter(last.validFrom) };
    return reject('DEFINITION_RETIREMENT_TOO_EARLY', '/from', params);
  }
  const { version } = last;
  return { events: [{ type: 'DefinitionRetired', data: { version, validTo: dayBefore(from), reason } }] };
}

function lastAdopted({ versions }: DefinitionState): OwnVersion | undefined {
  return versions
    .filter((item) => item.adopted)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    .at(-1);
}
