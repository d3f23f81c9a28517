/** Every aggregate of the ledger, by name: adding one is one line here. */
import type { ContributionCommand } from './contribution/commands.ts';
import { contribution } from './contribution/decider.ts';
import type { ContributionEvent } from './contribution/events.ts';
import { definition, type DefinitionCommand } from './definition/decider.ts';
import type { DefinitionEvent } from './definition/events.ts';
import { fundingSource, type FundingSourceCommand } from './funding-source/decider.ts';
import type { FundingSourceEvent } from './funding-source/events.ts';
import { partnership, type PartnershipCommand } from './partnership/decider.ts';
import type { PartnershipEvent } from './partnership/events.ts';
import { party, type PartyCommand } from './party/decider.ts';
import type { PartyEvent } from './party/events.ts';
import { period, type PeriodCommand } from './period/decider.ts';
import type { PeriodEvent } from './period/events.ts';
import { priceIndex, type PriceIndexCommand } from './price-index/decider.ts';
import type { PriceIndexEvent } from './price-index/events.ts';
import { publication, type PublicationCommand } from './publication/decider.ts';
import type { PublicationEvent } from './publication/events.ts';
import { transfer, type TransferCommand } from './transfer/decider.ts';
import type { TransferEvent } from './transfer/events.ts';
import { valuationMethod, type ValuationMethodCommand } from './valuation-method/decider.ts';
import type { ValuationMethodEvent } from './valuation-method/events.ts';
import type { AggregateName } from './decider.ts';

export const AGGREGATES = {
  party,
  partnership,
  'funding-source': fundingSource,
  'valuation-method': valuationMethod,
  contribution,
  transfer,
  period,
  definition,
  'price-index': priceIndex,
  publication,
} as const satisfies Readonly<Record<AggregateName, unknown>>;

export interface Commands {
  readonly party: PartyCommand;
  readonly partnership: PartnershipCommand;
  readonly 'funding-source': FundingSourceCommand;
  readonly 'valuation-method': ValuationMethodCommand;
  readonly contribution: ContributionCommand;
  readonly transfer: TransferCommand;
  readonly period: PeriodCommand;
  readonly definition: DefinitionCommand;
  readonly 'price-index': PriceIndexCommand;
  readonly publication: PublicationCommand;
}

/** Every event of the domain. */
export type LedgerEvent =
  | PartyEvent
  | PartnershipEvent
  | FundingSourceEvent
  | ValuationMethodEvent
  | ContributionEvent
  | TransferEvent
  | PeriodEvent
  | DefinitionEvent
  | PriceIndexEvent
  | PublicationEvent;
