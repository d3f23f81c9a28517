/** What happens beside the money of a history: words, documents, and what figures refer to. */
import type { Resource, Statement } from '#domain/contribution/events';
import { NO_TERMS, type FundingSourceProfile } from '#domain/funding-source/events';
import { moneyOf, type Cents } from '#domain/money';
import { NO_PARTNERSHIP_DETAILS, type Correctable } from '#domain/partnership/events';
import { JUSTIFIED, type Happening } from './history.ts';

type ContributionHappening = Extract<
  Happening['event'],
  { readonly type: `Con${string}` | `Evidence${string}` }
>;

function told(id: string, event: ContributionHappening): Happening {
  return { stream: `contribution-${id}`, event };
}

export const DOCUMENT: Statement['evidence'][number] = {
  ...{ reference: 'prot. 1/2024', sha256: 'a'.repeat(64), type: 'OTHER', issuer: null, number: null },
  ...{ pages: null, retention: 'TEN_YEARS', shareBp: null },
};

export function evidenceAttached(id: string): Happening {
  return told(id, { type: 'EvidenceAttached', data: { document: DOCUMENT, controls: [] } });
}

export function confirmed(id: string): Happening {
  return told(id, { type: 'ContributionConfirmed', data: { party: 'cooperative' } });
}

export function contested(id: string): Happening {
  const data = { party: 'cooperative', reason: 'WRONG_AMOUNT', reference: null } as const;
  return told(id, { type: 'ContributionContested', data });
}

export function resolved(id: string): Happening {
  return told(id, { type: 'ContestResolved', data: { outcome: 'DISMISSED', reference: 'verbale 1' } });
}

/** The same event, of whose value Reg. (EU) 2021/1060 admits so much. */
export function admitting(happening: Happening, cents: Cents): Happening {
  const { event } = happening;
  if (!('admissible' in event.data)) throw new TypeError(`${event.type} values nothing`);
  const admissible = [{ view: 'CPR', value: moneyOf(cents), why: 'depreciation' }] as const;
  return { ...happening, event: { ...event, data: { ...event.data, admissible } } as Happening['event'] };
}

/** A resource that nobody has valued yet. */
export function unvalued<Of extends Exclude<Resource, { kind: 'CASH' }>>(resource: Of): Of {
  return { ...resource, valuation: null };
}

export function sourceCorrected(id: string, over: Partial<FundingSourceProfile>): Happening {
  const source: FundingSourceProfile = {
    ...{ title: 'Fonte', originShares: [{ origin: 'MUNICIPALITY', bp: 10_000 }], fundCode: null },
    ...{ repayable: false, ...NO_TERMS, ...over },
  };
  const data = { source, justification: JUSTIFIED };
  return { stream: `funding-source-${id}`, event: { type: 'FundingSourceCorrected', data } };
}

export function partnershipCorrected(id: string, over: Partial<Correctable>): Happening {
  const { follows: _, ...details } = NO_PARTNERSHIP_DETAILS;
  const named = { title: 'Coprogettazione', leadBody: 'lecco', from: null, to: null, cup: null };
  const partnership: Correctable = { ...details, ...named, instrument: 'COPROGETTAZIONE', ...over };
  const data = { partnership, justification: JUSTIFIED };
  return { stream: `partnership-${id}`, event: { type: 'PartnershipCorrected', data } };
}

/** Points of a series by period. */
export function indexPublished(series: string, points: Readonly<Record<string, string>>): Happening {
  const data = {
    ...{ series, title: 'Indice di prova', base: '2015=100', source: 'Tavola di prova', url: null },
    points: Object.entries(points).map(([period, value]) => ({ period, value })),
    justification: null,
  };
  return { stream: `price-index-${series}`, event: { type: 'PriceIndexPublished', data } };
}
