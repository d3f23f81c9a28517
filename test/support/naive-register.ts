/** The rows of the register as the events say them, recomputed from all of them without any table or state. */
import type { ContributionEvent } from '#domain/contribution/events';
import { centsOf, moneyOf } from '#domain/money';
import type { Decoded } from '#event-sourcing/codec';
import type { ContributionRow } from '#read-models/contributions/contributions';
import type { ContributionStatus } from '#read-models/contributions/projection';
import type { LedgerEvent } from '#read-models/domain-events';

type Rungs = Record<'PLEDGED' | 'COMMITTED' | 'DELIVERED' | 'PAID' | 'VERIFIED', bigint>;

interface Told {
  readonly id: string;
  readonly rungs: Rungs;
  readonly movements: { readonly from: Partial<Rungs>; readonly to: keyof Rungs; besides: bigint }[];
  row: Omit<ContributionRow, 'balances' | 'value' | 'status'>;
  whole: bigint;
  cut: bigint;
  status: ContributionStatus;
  pledged: boolean;
  ended: 'RELEASED' | 'EXPIRED' | null;
}

export function naiveRows(items: readonly Decoded<LedgerEvent>[], position: bigint): ContributionRow[] {
  const all: Told[] = [];
  for (const { event, envelope, position: at } of items) {
    if (at > position || !envelope.stream.startsWith('contribution-')) continue;
    const id = envelope.stream.slice('contribution-'.length);
    const told = all.find((each) => each.id === id) ?? opened(id, all);
    told.row = { ...told.row, id, revision: envelope.rev };
    follow(told, event as ContributionEvent);
  }
  return all.map(shown);
}

function opened(id: string, all: Told[]): Told {
  const rungs = { PLEDGED: 0n, COMMITTED: 0n, DELIVERED: 0n, PAID: 0n, VERIFIED: 0n };
  const row = { word: 'NONE', late: false, expiresOn: null } as Told['row'];
  const told: Told = {
    id,
    rungs,
    movements: [],
    row,
    whole: 0n,
    cut: 0n,
    status: 'RECORDED',
    pledged: false,
    ended: null,
  };
  all.push(told);
  return told;
}

const REACHED = {
  ContributionCommitted: 'COMMITTED',
  ContributionDelivered: 'DELIVERED',
  ContributionPaid: 'PAID',
} as const;

function follow(told: Told, event: ContributionEvent): void {
  const { rungs } = told;
  switch (event.type) {
    case 'ContributionRecorded':
    case 'ContributionPledged':
    case 'ContributionCorrected':
      return state(told, event);
    case 'PledgeRevised':
      rungs.PLEDGED += centsOf(event.data.value.amount) - told.whole;
      told.whole = centsOf(event.data.value.amount);
      told.row = { ...told.row, kind: event.data.resource.kind, word: wordAfter(told) };
      return;
    case 'PledgeReleased':
    case 'PledgeExpired':
      rungs.PLEDGED -= centsOf(event.data.value.amount);
      if (event.type === 'PledgeExpired') told.ended = 'EXPIRED';
      else if (event.data.why === 'RELEASED') told.ended = 'RELEASED';
      else (told.movements.at(-1) as Told['movements'][0]).besides = centsOf(event.data.value.amount);
      return;
    case 'ContributionCommitted':
    case 'ContributionDelivered':
    case 'ContributionPaid': {
      const from = Object.fromEntries(
        event.data.from.map(({ rung, value }) => [rung, centsOf(value.amount)]),
      );
      told.movements.push({ from, to: REACHED[event.type], besides: 0n });
      return take(told, told.movements.length, 1n);
    }
    case 'MovementReversed':
      take(told, event.data.movement, -1n);
      if (rungs.PLEDGED > 0n) told.ended = null;
      return;
    case 'ContributionVerified':
    case 'ContributionRejected':
    case 'FundsRecovered':
      return decide(told, event);
    case 'ContributionReclassified':
      told.row = { ...told.row, fundingSource: event.data.to, word: wordAfter(told) };
      told.status = 'CORRECTED';
      return;
    case 'ContributionReversed':
      told.status = 'REVERSED';
      return;
    case 'EvidenceAttached':
      told.row = { ...told.row, documents: told.row.documents + 1 };
      return;
    case 'ContributionConfirmed':
      told.row = { ...told.row, word: 'CONFIRMED' };
      return;
    case 'ContributionContested':
      told.row = { ...told.row, word: 'CONTESTED' };
      return;
    default:
      throw new TypeError(`${event.type} is not told here`);
  }
}

/** A movement, or its undoing; what of the pledge went with it comes back. */
function take(told: Told, ordinal: number, sign: bigint): void {
  const movement = told.movements[ordinal - 1];
  if (movement === undefined) throw new RangeError(`there is no movement ${ordinal}`);
  for (const [rung, cents] of Object.entries(movement.from)) {
    told.rungs[rung as keyof Rungs] -= sign * cents;
    told.rungs[movement.to] += sign * cents;
  }
  told.rungs.PLEDGED -= sign * movement.besides;
  told.row = { ...told.row, word: wordAfter(told) };
}

/** What was confirmed is not what stands now; a contest goes on. */
function wordAfter({ row }: Told): ContributionRow['word'] {
  return row.word === 'CONTESTED' ? 'CONTESTED' : 'NONE';
}

type Stating = Extract<
  ContributionEvent,
  { type: 'ContributionRecorded' | 'ContributionPledged' | 'ContributionCorrected' }
>;

function state(told: Told, event: Stating): void {
  const { statement, value } = event.data;
  const { payer, bringer, receiver, fundingSource, family, stage, effective, cup, usersArea } = statement;
  const cents = value === null ? 0n : centsOf(value.amount);
  const isFirst = event.type !== 'ContributionCorrected';
  const reached = stage === 'PAID' && statement.resource.kind !== 'CASH' ? 'DELIVERED' : stage;
  const before = told.row.stage as keyof Rungs | null | undefined;
  const left = before === 'PAID' && told.row.kind !== 'CASH' ? 'DELIVERED' : before;
  if (left) told.rungs[left] -= told.whole;
  told.rungs[reached] += cents;
  told.whole = cents;
  if (!isFirst) told.status = 'CORRECTED';
  if (event.type === 'ContributionPledged') told.pledged = true;
  told.row = {
    ...told.row,
    ...{ payer, bringer, receiver, fundingSource, family, stage, effective, cup, usersArea },
    partnership: isFirst ? event.data.partnership : told.row.partnership,
    externalRef: isFirst ? event.data.externalRef : told.row.externalRef,
    kind: statement.resource.kind,
    word: wordAfter(told),
    documents: statement.evidence.length,
    expiresOn: event.type === 'ContributionPledged' ? event.data.expiresOn : told.row.expiresOn,
  };
}

function decide(
  told: Told,
  event: Extract<
    ContributionEvent,
    { type: 'ContributionVerified' | 'ContributionRejected' | 'FundsRecovered' }
  >,
): void {
  const { rungs } = told;
  const settled = told.row.kind === 'CASH' ? 'PAID' : 'DELIVERED';
  if (event.type === 'FundsRecovered') {
    let left = centsOf(event.data.value.amount);
    const take = (most: bigint): bigint => {
      const part = left < most ? left : most;
      left -= part;
      return part;
    };
    const ofCut = take(told.cut);
    told.cut -= ofCut;
    rungs.PAID -= ofCut;
    rungs.VERIFIED -= take(rungs.VERIFIED);
    rungs.PAID -= left;
    return;
  }
  const { claimed, cut, onAppeal } = event.data;
  const admitted = centsOf(claimed.amount) - centsOf(cut.amount);
  rungs[settled] -= admitted;
  rungs.VERIFIED += admitted;
  told.cut += onAppeal ? -admitted : centsOf(cut.amount);
}

function shown({ row, rungs, whole, cut, status, pledged, ended }: Told): ContributionRow {
  const settled = rungs[row.kind === 'CASH' ? 'PAID' : 'DELIVERED'];
  const ofPledge = ended ?? (rungs.PLEDGED > 0n ? 'PLEDGED' : 'FULFILLED');
  return {
    ...row,
    status: status === 'REVERSED' || !pledged ? status : ofPledge,
    value: moneyOf(whole),
    balances: {
      rungs: {
        PLEDGED: moneyOf(rungs.PLEDGED),
        COMMITTED: moneyOf(rungs.COMMITTED),
        DELIVERED: moneyOf(rungs.DELIVERED),
        PAID: moneyOf(rungs.PAID),
        VERIFIED: moneyOf(rungs.VERIFIED),
      },
      cut: moneyOf(cut),
      undecided: moneyOf(status === 'REVERSED' ? 0n : settled - cut),
    },
  };
}
