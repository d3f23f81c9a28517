/** Passing money on: never more than the body holds, never in a circle, and undone only while it is still there. */
import { dayAlone } from '../calendar.ts';
import type { Draw } from '../claims.ts';
import { firstHolder, fundingsFault, heldBy } from '../contribution/funding.ts';
import { contribution } from '../contribution/decider.ts';
import type { Funding } from '../contribution/statement.ts';
import { stateOf, type Aggregate, type Circumstances, type Reference } from '../decider.ts';
import type { Justification } from '../justification.ts';
import { centsOf, moneyOf, positiveCents, type Cents } from '../money.ts';
import { entryFault, undoingFault } from '../period/open.ts';
import { isRejection, reject, type Decision, type Rejection } from '../rejections.ts';
import type { TransferEvent, TransferTerms } from './events.ts';
import { schemas } from './upcasters.ts';

export interface RecordTransfer {
  readonly kind: 'transfer';
  readonly partnership: string;
  readonly transfer: TransferTerms;
}

export interface ReverseTransfer {
  readonly kind: 'reverse';
  readonly effectiveOn: string;
  readonly justification: Justification;
}

export type TransferCommand = RecordTransfer | ReverseTransfer;

export type TransferState =
  | { readonly phase: 'absent' }
  | { readonly phase: 'standing'; readonly partnership: string; readonly terms: TransferTerms }
  | { readonly phase: 'reversed'; readonly partnership: string; readonly terms: TransferTerms };

export const transfer: Aggregate<TransferState, TransferCommand, TransferEvent> = {
  name: 'transfer',
  initial: { phase: 'absent' },
  evolve,
  decide,
  references,
  needsClaims: () => true,
  schemas,
};

function evolve(state: TransferState, event: TransferEvent): TransferState {
  if (event.type === 'ResourceTransferred') {
    const { partnership, ...terms } = event.data;
    return { phase: 'standing', partnership, terms };
  }
  return state.phase === 'absent' ? state : { ...state, phase: 'reversed' };
}

function decide(
  command: TransferCommand,
  state: TransferState,
  circumstances: Circumstances,
): Decision<TransferEvent> {
  if (command.kind === 'transfer') {
    return state.phase === 'absent' ? passOn(command, circumstances) : reject('ALREADY_REGISTERED');
  }
  if (state.phase === 'absent') return reject('NOT_FOUND');
  if (state.phase === 'reversed') return reject('ALREADY_REVERSED');
  return reverse(command, state, circumstances);
}

const ENTRY_AT = { effective: '/effectiveOn', lateFor: '/lateFor' } as const;

function passOn(
  { partnership, transfer: terms }: RecordTransfer,
  circumstances: Circumstances,
): Decision<TransferEvent> {
  const { from, to, effectiveOn, lateFor } = terms;
  if (from === to) return reject('TRANSFER_TO_ITSELF', '/to');
  const whole = positiveCents(terms.amount, '/amount/amount');
  if (isRejection(whole)) return whole;
  const fault =
    entryFault({ effective: dayAlone(effectiveOn), lateFor }, partnership, circumstances, ENTRY_AT) ??
    wholeFault(terms.fundedBy, whole) ??
    fundingsFault(terms.fundedBy, { partnership, holder: from, whole, itself: null }, circumstances, '') ??
    circleFault(terms, circumstances);
  if (fault !== null) return fault;
  const fundedBy = terms.fundedBy.map((funding) => ({
    ...funding,
    amount: moneyOf(centsOf(funding.amount.amount)),
  }));
  const data = { partnership, ...terms, amount: moneyOf(whole), fundedBy };
  return { events: [{ type: 'ResourceTransferred', data }] };
}

/** 8.1: the fundings of a transfer add up to its amount. */
function wholeFault(fundedBy: readonly Funding[], whole: Cents): Rejection | null {
  const sum = fundedBy.reduce((total, { amount }) => total + centsOf(amount.amount), 0n);
  if (sum === whole) return null;
  return reject('TRANSFER_NOT_WHOLE', '/fundedBy', {
    found: moneyOf(sum).amount,
    whole: moneyOf(whole).amount,
  });
}

/** Money that comes back to a body it has passed through is a recovery, not a transfer: the lineage stays a line. */
function circleFault({ from, to, fundedBy }: TransferTerms, circumstances: Circumstances): Rejection | null {
  for (const [index, { contribution: id }] of fundedBy.entries()) {
    const funding = stateOf(contribution, id, circumstances);
    if (funding.phase !== 'standing') continue;
    const passed = bodiesBefore(from, circumstances.claims.drawsOn(id, null));
    if (to === funding.statement.payer || to === firstHolder(funding.statement) || passed.has(to)) {
      return reject('TRANSFER_CYCLE', `/fundedBy/${index}/contribution`, { id: to });
    }
  }
  return null;
}

/** Every body that the money may have passed through on its way to this one. */
function bodiesBefore(body: string, draws: readonly Draw[]): ReadonlySet<string> {
  const before = new Set<string>();
  const look = (at: string): void => {
    for (const { from, to } of draws) {
      if (to !== at || before.has(from)) continue;
      before.add(from);
      look(from);
    }
  };
  look(body);
  return before;
}

function reverse(
  { effectiveOn, justification }: ReverseTransfer,
  { terms, partnership }: Exclude<TransferState, { phase: 'absent' }>,
  circumstances: Circumstances,
): Decision<TransferEvent> {
  const fault = undoingFault(effectiveOn, terms.effectiveOn, partnership, circumstances);
  if (fault !== null) return fault;
  for (const { contribution: id, amount } of terms.fundedBy) {
    const funding = stateOf(contribution, id, circumstances);
    if (funding.phase !== 'standing' && funding.phase !== 'reversed') continue;
    const draws = circumstances.claims.drawsOn(id, null);
    if (heldBy(terms.to, funding, draws) >= centsOf(amount.amount)) continue;
    const onward = draws.filter((draw) => draw.from === terms.to).map(({ by }) => `${by.aggregate}-${by.id}`);
    return reject('HAS_DEPENDENTS', undefined, { dependents: [...new Set(onward)].join(' ') });
  }
  return { events: [{ type: 'TransferReversed', data: { effectiveOn, justification } }] };
}

function references(command: TransferCommand, state: TransferState): readonly Reference[] {
  const fundings = (fundedBy: readonly Funding[]): Reference[] =>
    fundedBy.map(({ contribution: id }, index) => ({
      aggregate: 'contribution',
      id,
      pointer: `/fundedBy/${index}/contribution`,
      missing: 'CONTRIBUTION_UNKNOWN',
    }));
  if (command.kind === 'reverse') {
    if (state.phase === 'absent') return [];
    const calendar = { aggregate: 'period', id: state.partnership, pointer: '', missing: null } as const;
    return [calendar, ...fundings(state.terms.fundedBy)];
  }
  const { partnership: id, transfer: terms } = command;
  return [
    { aggregate: 'partnership', id, pointer: '/partnership', missing: 'PARTNERSHIP_UNKNOWN' },
    { aggregate: 'period', id, pointer: '/partnership', missing: null },
    { aggregate: 'party', id: terms.from, pointer: '/from', missing: 'PARTY_UNKNOWN' },
    { aggregate: 'party', id: terms.to, pointer: '/to', missing: 'PARTY_UNKNOWN' },
    ...fundings(terms.fundedBy),
  ];
}
