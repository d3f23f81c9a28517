import type { Aggregate } from '../decider.ts';
import { reject, type Decision } from '../rejections.ts';
import type { FundingSourceEvent, FundingSourceProfile } from './events.ts';
import { schemas } from './upcasters.ts';

export const WHOLE_BP = 10_000;

export interface RegisterFundingSource {
  readonly kind: 'register';
  readonly source: FundingSourceProfile;
}

export type FundingSourceCommand = RegisterFundingSource;
export type FundingSourceState = FundingSourceProfile | null;

export const fundingSource: Aggregate<FundingSourceState, FundingSourceCommand, FundingSourceEvent> = {
  name: 'funding-source',
  initial: null,
  evolve,
  decide,
  references: () => [],
  schemas,
};

function evolve(_state: FundingSourceState, event: FundingSourceEvent): FundingSourceState {
  return event.data;
}

function decide(command: FundingSourceCommand, state: FundingSourceState): Decision<FundingSourceEvent> {
  if (state !== null) return reject('ALREADY_REGISTERED');
  const { originShares } = command.source;
  const classes = new Set(originShares.map((share) => share.origin));
  if (classes.size < originShares.length) return reject('SHARE_REPEATED', '/originShares');
  const total = originShares.reduce((sum, share) => sum + share.bp, 0);
  if (total !== WHOLE_BP || originShares.some((share) => share.bp <= 0)) {
    return reject('SHARES_NOT_WHOLE', '/originShares', { found: String(total) });
  }
  return { events: [{ type: 'FundingSourceRegistered', data: command.source }] };
}
