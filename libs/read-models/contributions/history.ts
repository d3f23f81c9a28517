/** One contribution folded from its own stream, with every event that made it what it is. */
import { contribution } from '#domain/contribution/decider';
import type {
  ContributionEvent,
  EvidenceDocument,
  RelationalDeclaration,
  Statement,
  YearAmount,
} from '#domain/contribution/events';
import { balanceOf, RUNGS, type Rung } from '#domain/contribution/ladder';
import {
  allMoves,
  cutOf,
  undecided,
  unvaluedOf,
  type Declared,
  type Standing,
} from '#domain/contribution/state';
import type { ControlResult } from '#domain/controls/controls';
import { moneyOf, type Money } from '#domain/money';
import type { Actor } from '#event-log/envelope';
import type { EventStore } from '#event-log/event-log';
import { decode, type Decoded } from '#event-sourcing/codec';
import { fold } from '#event-sourcing/decider';
import { isCorrection, statusOf, type ContributionStatus } from './projection.ts';
import { whatItDid, type EventDetails } from './what-it-did.ts';

export interface ContributionHistory {
  readonly id: string;
  readonly revision: number;
  readonly status: ContributionStatus;
  readonly partnership: string;
  readonly externalRef: string | null;
  readonly bringer: string;
  /** As it is stated now; null of a relational resource, which has a declaration instead. */
  readonly statement: Statement | null;
  readonly declaration: RelationalDeclaration | null;
  /** Null of a relational resource, and while nobody has valued it; so is the ladder. */
  readonly value: Money | null;
  readonly ladder: Ladder | null;
  /** Null when it was not pledged before it came. */
  readonly pledge: PledgeNow | null;
  readonly word: PartnersWord;
  readonly documents: readonly AttachedDocument[];
  /** Every result of a control, in order, with the event that keeps it. */
  readonly controls: readonly KeptControl[];
  readonly history: readonly HistoryEntry[];
  /** Position of the newest event in it. */
  readonly position: bigint;
}

/** How much stands on each rung now. */
export interface Ladder {
  readonly rungs: Readonly<Record<Rung, Money>>;
  /** Was cut, stays on its rung and may be taken up on appeal. */
  readonly cut: Money;
  /** Waits for the decision of a second person. */
  readonly undecided: Money;
  readonly recovered: Money;
  readonly waived: Money;
}

export interface PledgeNow {
  readonly schedule: readonly YearAmount[] | null;
  readonly expiresOn: string | null;
  /** Null while nobody has valued it. */
  readonly open: Money | null;
  readonly end: 'RELEASED' | 'EXPIRED' | 'CONFIRMED' | null;
}

/** What the partner that is credited says, since which event, and why. */
export interface PartnersWord {
  readonly said: 'NONE' | 'CONFIRMED' | 'CONTESTED';
  readonly event: string | null;
  readonly reason: string | null;
  readonly reference: string | null;
}

export interface AttachedDocument extends EvidenceDocument {
  /** The event that brought it in as it is now. */
  readonly event: string;
}

export interface KeptControl extends ControlResult {
  readonly event: string;
}

export interface HistoryEntry extends EventDetails {
  readonly event: string;
  readonly type: ContributionEvent['type'];
  readonly position: string;
  readonly recorded: string;
  readonly actor: Actor;
}

type Items = readonly Decoded<ContributionEvent>[];

/** Null when nothing of it was known at that position. */
export async function historyOf(
  store: Pick<EventStore, 'readStream'>,
  id: string,
  position?: bigint,
): Promise<ContributionHistory | null> {
  const { events } = await store.readStream(`contribution-${id}`);
  const items = events
    .filter((event) => position === undefined || event.position <= position)
    .map((event) => decode<ContributionEvent>(contribution.schemas, event));
  const last = items.at(-1);
  const state = fold(contribution, items);
  if (last === undefined || state.phase === 'absent') return null;
  const history = items.map(entryOf);
  return {
    id,
    revision: items.length - 1,
    status: statusOf(
      state,
      items.some(({ event }) => isCorrection(event)),
    ),
    partnership: state.partnership,
    externalRef: externalRefIn(items),
    ...statedIn(state),
    word: wordIn(items, 'word' in state ? state.word : 'NONE'),
    documents: documentsIn(items),
    controls: history.flatMap(({ event, controls }) => controls.map((result) => ({ event, ...result }))),
    history,
    position: last.position,
  };
}

function externalRefIn(items: Items): string | null {
  const data = items[0]?.event.data;
  return data !== undefined && 'externalRef' in data ? data.externalRef : null;
}

function statedIn(
  state: Declared | Standing,
): Pick<ContributionHistory, 'bringer' | 'statement' | 'declaration' | 'value' | 'ladder' | 'pledge'> {
  if ('declaration' in state) {
    const { declaration } = state;
    const { bringer } = declaration;
    return { bringer, statement: null, declaration, value: null, ladder: null, pledge: null };
  }
  const { statement, cents } = state;
  const { bringer, resource } = statement;
  const isValued = unvaluedOf(resource) === null;
  return {
    ...{ bringer, statement, declaration: null },
    value: isValued ? moneyOf(cents) : null,
    ladder: isValued ? ladderOf(state) : null,
    pledge: pledgeOf(state, isValued),
  };
}

function ladderOf(state: Standing): Ladder {
  const moves = allMoves(state);
  const rungs = RUNGS.map((rung) => [rung, moneyOf(balanceOf(moves, rung))] as const);
  return {
    rungs: Object.fromEntries(rungs) as Ladder['rungs'],
    cut: moneyOf(cutOf(state)),
    undecided: moneyOf(state.phase === 'standing' ? undecided(state) : 0n),
    recovered: moneyOf(Object.values(state.recovered).reduce((sum, cents) => sum + cents, 0n)),
    waived: moneyOf(state.waived),
  };
}

function pledgeOf(state: Standing, isValued: boolean): PledgeNow | null {
  const open = isValued ? moneyOf(balanceOf(allMoves(state), 'PLEDGED')) : null;
  return state.pledge && { ...state.pledge, open };
}

/** The last that the partner said, unless it was settled or what it spoke about was restated. */
function wordIn(items: Items, said: PartnersWord['said']): PartnersWord {
  const found = items.findLast(
    ({ event: { type } }) => type === 'ContributionConfirmed' || type === 'ContributionContested',
  );
  if (said === 'NONE' || found === undefined) {
    return { said: 'NONE', event: null, reason: null, reference: null };
  }
  const { event, envelope } = found;
  const { reason, reference } =
    event.type === 'ContributionContested' ? event.data : { reason: null, reference: null };
  return { said, event: envelope.id, reason, reference };
}

function documentsIn(items: Items): readonly AttachedDocument[] {
  let documents: readonly AttachedDocument[] = [];
  for (const { event, envelope } of items) {
    const { id } = envelope;
    if (event.type === 'EvidenceAttached') documents = [...documents, { ...event.data.document, event: id }];
    const stated =
      'statement' in event.data
        ? event.data.statement.evidence
        : 'declaration' in event.data
          ? event.data.declaration.evidence
          : null;
    if (stated === null) continue;
    const before = new Map(documents.map((document) => [document.sha256, document.event]));
    documents = stated.map((document) => ({ ...document, event: before.get(document.sha256) ?? id }));
  }
  return documents;
}

function entryOf({ event, envelope, position }: Decoded<ContributionEvent>): HistoryEntry {
  return {
    event: envelope.id,
    type: event.type,
    position: position.toString(),
    recorded: envelope.recorded,
    actor: envelope.actor,
    ...whatItDid(event),
  };
}
