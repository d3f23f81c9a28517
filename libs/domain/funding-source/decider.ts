import type { Justification } from '../contribution/events.ts';
import type { Aggregate, Reference } from '../decider.ts';
import { isCci, isCup, isPnrrMeasure } from '../identifiers.ts';
import { reject, type Decision, type Rejection } from '../rejections.ts';
import { same } from '../same.ts';
import type { FundingSourceEvent, FundingSourceProfile } from './events.ts';
import { rulesOf, writtenFundCode } from './funds.ts';
import { schemas } from './upcasters.ts';

export const WHOLE_BP = 10_000;

export interface RegisterFundingSource {
  readonly kind: 'register';
  readonly source: FundingSourceProfile;
}

export interface CorrectFundingSource {
  readonly kind: 'correct';
  /** The members to state anew; what is absent stays as it was. */
  readonly changes: Partial<FundingSourceProfile>;
  readonly justification: Justification;
}

export type FundingSourceCommand = RegisterFundingSource | CorrectFundingSource;
/** Null: there is no such source. */
export type FundingSourceState = { readonly profile: FundingSourceProfile } | null;

export const fundingSource: Aggregate<FundingSourceState, FundingSourceCommand, FundingSourceEvent> = {
  name: 'funding-source',
  initial: null,
  evolve,
  decide,
  references,
  schemas,
};

function evolve(_state: FundingSourceState, event: FundingSourceEvent): FundingSourceState {
  return { profile: event.type === 'FundingSourceRegistered' ? event.data : event.data.source };
}

function decide(command: FundingSourceCommand, state: FundingSourceState): Decision<FundingSourceEvent> {
  if (command.kind === 'register') return state === null ? register(command) : reject('ALREADY_REGISTERED');
  return state === null ? reject('NOT_FOUND') : correct(command, state.profile);
}

function register(command: RegisterFundingSource): Decision<FundingSourceEvent> {
  const source = written(command.source);
  return profileFault(source, '') ?? { events: [{ type: 'FundingSourceRegistered', data: source }] };
}

/**
 * Origin, repayment and what the State gives up in taxes decide on which side every contribution of the source counts,
 * so a correction here would move figures without an event of theirs. Whoever got one of them wrong registers another
 * source and corrects the contributions: each change of a figure is then explained by one of its own events.
 */
function correct(
  { changes, justification }: CorrectFundingSource,
  before: FundingSourceProfile,
): Decision<FundingSourceEvent> {
  const source = written({ ...before, ...changes });
  if (!same(source.originShares, before.originShares)) return reject('ORIGIN_FIXED', '/changes/originShares');
  for (const member of ['repayable', 'taxExpenditureBp'] as const) {
    if (source[member] !== before[member]) return reject('ORIGIN_FIXED', `/changes/${member}`);
  }
  const fault = profileFault(source, '/changes');
  if (fault !== null) return fault;
  if (same(source, before)) return reject('NOTHING_CHANGED');
  return { events: [{ type: 'FundingSourceCorrected', data: { source, justification } }] };
}

/** Codes in their one written form. */
function written(source: FundingSourceProfile): FundingSourceProfile {
  return {
    ...source,
    fundCode: writtenFundCode(source.fundCode),
    cup: source.cup?.trim().toUpperCase() ?? null,
    cci: source.cci?.trim().toUpperCase() ?? null,
    pnrrMeasure: source.pnrrMeasure?.trim().toUpperCase() ?? null,
  };
}

/** Why no source can be as stated, or null. That State and EU money needs a CUP is asked where it is spent. */
function profileFault(source: FundingSourceProfile, at: string): Rejection | null {
  return sharesFault(source, at) ?? codesFault(source, at) ?? termsFault(source, at);
}

function sharesFault({ originShares }: FundingSourceProfile, at: string): Rejection | null {
  const classes = new Set(originShares.map((share) => share.origin));
  if (classes.size < originShares.length) return reject('SHARE_REPEATED', `${at}/originShares`);
  const total = originShares.reduce((sum, share) => sum + share.bp, 0);
  if (total === WHOLE_BP && originShares.every((share) => share.bp > 0)) return null;
  return reject('SHARES_NOT_WHOLE', `${at}/originShares`, { found: String(total) });
}

/** A programme of the European funds has a CCI, a measure of the recovery plan is the plan's: never another fund's. */
function codesFault({ fundCode, cup, cci, pnrrMeasure }: FundingSourceProfile, at: string): Rejection | null {
  const rules = rulesOf(fundCode);
  const unfit = { fund: fundCode ?? '' };
  if (cup !== null && !isCup(cup)) return reject('CUP_INVALID', `${at}/cup`, { found: cup });
  if (cci !== null && !isCci(cci)) return reject('CCI_INVALID', `${at}/cci`, { found: cci });
  if (cci !== null && rules !== null && rules !== 'EU')
    return reject('CODE_OF_OTHER_FUND', `${at}/cci`, unfit);
  if (pnrrMeasure === null) return null;
  if (!isPnrrMeasure(pnrrMeasure)) {
    return reject('PNRR_MEASURE_INVALID', `${at}/pnrrMeasure`, { found: pnrrMeasure });
  }
  return rules === null || rules === 'PNRR' ? null : reject('CODE_OF_OTHER_FUND', `${at}/pnrrMeasure`, unfit);
}

function termsFault(source: FundingSourceProfile, at: string): Rejection | null {
  for (const member of ['taxExpenditureBp', 'ownShareConditionBp'] as const) {
    const bp = source[member];
    if (bp === null || (Number.isInteger(bp) && bp >= 0 && bp <= WHOLE_BP)) continue;
    return reject('SHARE_OUT_OF_RANGE', `${at}/${member}`, { found: String(bp) });
  }
  return null;
}

function references(command: FundingSourceCommand): readonly Reference[] {
  const [grantor, at] =
    command.kind === 'register' ? [command.source.grantor, ''] : [command.changes.grantor, '/changes'];
  if (grantor === null || grantor === undefined) return [];
  return [{ aggregate: 'party', id: grantor, pointer: `${at}/grantor`, missing: 'PARTY_UNKNOWN' }];
}
