import { spanFault } from '../calendar.ts';
import type { Aggregate, Reference } from '../decider.ts';
import { isCup } from '../identifiers.ts';
import { moneyOf, type Money } from '../money.ts';
import { isRejection, reject, type Decision, type Rejection } from '../rejections.ts';
import type { ContributionEvent, Justification, Statement } from './events.ts';
import { schemas } from './upcasters.ts';
import { valueOf } from './valuation.ts';

export interface RecordContribution {
  readonly kind: 'record';
  readonly partnership: string;
  readonly externalRef: string | null;
  readonly statement: Statement;
}

export interface CorrectContribution {
  readonly kind: 'correct';
  /** The members to state anew; what is absent stays as it was. */
  readonly changes: Partial<Statement>;
  readonly justification: Justification;
}

export interface ReverseContribution {
  readonly kind: 'reverse';
  readonly effectiveOn: string | null;
  readonly justification: Justification;
}

export type ContributionCommand = RecordContribution | CorrectContribution | ReverseContribution;

export type ContributionState =
  { readonly phase: 'absent' } | { readonly phase: 'standing' | 'reversed'; readonly statement: Statement };

export const contribution: Aggregate<ContributionState, ContributionCommand, ContributionEvent> = {
  name: 'contribution',
  initial: { phase: 'absent' },
  evolve,
  decide,
  references,
  schemas,
};

function evolve(state: ContributionState, event: ContributionEvent): ContributionState {
  switch (event.type) {
    case 'ContributionRecorded':
    case 'ContributionCorrected':
      return { phase: 'standing', statement: event.data.statement };
    case 'ContributionReversed':
      return state.phase === 'absent' ? state : { ...state, phase: 'reversed' };
  }
}

function decide(command: ContributionCommand, state: ContributionState): Decision<ContributionEvent> {
  if (command.kind === 'record')
    return state.phase === 'absent' ? record(command) : reject('ALREADY_RECORDED');
  if (state.phase === 'absent') return reject('NOT_FOUND');
  if (state.phase === 'reversed') return reject('ALREADY_REVERSED');
  return command.kind === 'correct' ? correct(command, state.statement) : reverse(command, state.statement);
}

function record(command: RecordContribution): Decision<ContributionEvent> {
  const { partnership, externalRef } = command;
  const checked = check(command.statement, '');
  if (isRejection(checked)) return checked;
  return { events: [{ type: 'ContributionRecorded', data: { partnership, externalRef, ...checked } }] };
}

function correct(command: CorrectContribution, before: Statement): Decision<ContributionEvent> {
  const { justification } = command;
  const checked = check({ ...before, ...command.changes }, '/changes');
  if (isRejection(checked)) return checked;
  if (sameStatement(checked.statement, before)) return reject('NOTHING_CHANGED');
  return { events: [{ type: 'ContributionCorrected', data: { ...checked, justification } }] };
}

function reverse(command: ReverseContribution, before: Statement): Decision<ContributionEvent> {
  const { effectiveOn, justification } = command;
  if (effectiveOn !== null && effectiveOn < before.effective.to) {
    return reject('REVERSAL_BEFORE_FACT', '/effectiveOn', {
      found: effectiveOn,
      earliest: before.effective.to,
    });
  }
  return { events: [{ type: 'ContributionReversed', data: { effectiveOn, justification } }] };
}

/** The statement in its one written form and its value, or why it cannot stand; `at` is where it is in the command. */
function check(statement: Statement, at: string): { statement: Statement; value: Money } | Rejection {
  const fault = spanFault(statement.effective, `${at}/effective`);
  if (fault !== null) return fault;
  if (statement.cup !== null && !isCup(statement.cup)) {
    return reject('CUP_INVALID', `${at}/cup`, { found: statement.cup });
  }
  const cents = valueOf(statement.resource, `${at}/resource`);
  if (isRejection(cents)) return cents;
  const value = moneyOf(cents);
  const { resource } = statement;
  const written = resource.kind === 'CASH' ? { ...resource, amount: value } : resource;
  return { statement: { ...statement, resource: written }, value };
}

function sameStatement(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => sameStatement(a[key as keyof typeof a], b[key as keyof typeof b]));
}

function references(command: ContributionCommand): readonly Reference[] {
  if (command.kind === 'reverse') return [];
  const named = command.kind === 'record' ? command.statement : command.changes;
  const at = command.kind === 'record' ? '' : '/changes';
  const found: Reference[] = [];
  const party = (id: string | null | undefined, pointer: string): void => {
    if (id) found.push({ aggregate: 'party', id, pointer, missing: 'PARTY_UNKNOWN' });
  };
  if (command.kind === 'record') {
    const { partnership: id } = command;
    found.push({ aggregate: 'partnership', id, pointer: '/partnership', missing: 'PARTNERSHIP_UNKNOWN' });
  }
  party(named.payer, `${at}/payer`);
  party(named.bringer, `${at}/bringer`);
  party(named.receiver, `${at}/receiver`);
  if (named.fundingSource !== undefined) {
    const id = named.fundingSource;
    found.push({
      aggregate: 'funding-source',
      id,
      pointer: `${at}/fundingSource`,
      missing: 'FUNDING_SOURCE_UNKNOWN',
    });
  }
  return found;
}
