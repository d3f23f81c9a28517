/** Parties, sources and contributions for tests, registered over HTTP. All of it is invented. */
import type { Api, Answer, Money, Receipt } from './api.ts';

/** Classes of ultimate origin and the side each counts on. */
export const SIDE_OF = {
  EU: 'PUBLIC',
  STATE: 'PUBLIC',
  REGION: 'PUBLIC',
  MUNICIPALITY: 'PUBLIC',
  HEALTH_SERVICE: 'PUBLIC_HEALTH',
  THIRD_SECTOR: 'T',
  FOUNDATION: 'F',
  COMPANY: 'O',
  USERS: 'U',
  UNRESOLVED: 'UNRESOLVED',
} as const;

/** Money of the State and of the EU has one, here on its source. */
const CUP = 'B31H22000280006';

export type Origin = keyof typeof SIDE_OF;
export type Shares = Partial<Record<Origin, number>>;

export interface Books {
  readonly api: Api;
  readonly partnership: string;
  readonly municipality: string;
  readonly cooperative: string;
  /** A funding source whose money comes from this origin alone. */
  readonly from: Readonly<Record<Origin, string>>;
}

export interface Entry {
  readonly source: string;
  readonly amount?: string;
  readonly resource?: object;
  /** One day, or the first and last day of a span. */
  readonly on: string | readonly [string, string];
  readonly payer?: string;
  readonly bringer?: string;
  readonly stage?: 'COMMITTED' | 'DELIVERED' | 'PAID';
  readonly partnership?: string;
  readonly externalRef?: string;
}

export async function openBooks(api: Api): Promise<Books> {
  const municipality = await registerParty(api, { kind: 'PUBLIC_BODY', legalName: 'Comune di prova' });
  const cooperative = await registerParty(api, {
    kind: 'THIRD_SECTOR_BODY',
    legalName: 'Cooperativa di prova',
  });
  const partnership = await registerPartnership(api, municipality);
  const origins = Object.keys(SIDE_OF) as Origin[];
  const sources = await Promise.all(origins.map((origin) => registerSource(api, { [origin]: 10_000 })));
  const from = Object.fromEntries(origins.map((origin, index) => [origin, sources[index]]));
  return { api, partnership, municipality, cooperative, from: from as Books['from'] };
}

/** The same parties and sources in another partnership: figures start from nothing. */
export async function freshPartnership(books: Books): Promise<Books> {
  return { ...books, partnership: await registerPartnership(books.api, books.municipality) };
}

export async function registerParty(api: Api, party: object): Promise<string> {
  return (await api.done('/parties', party)).id;
}

export async function registerPartnership(api: Api, leadBody: string): Promise<string> {
  const partnership = { title: 'Partenariato di prova', instrument: 'COPROGETTAZIONE', leadBody };
  return (await api.done('/partnerships', partnership)).id;
}

export async function registerSource(api: Api, shares: Shares, repayable = false): Promise<string> {
  const originShares = Object.entries(shares).map(([origin, bp]) => ({ origin, bp }));
  const cup = originShares.some(({ origin }) => origin === 'EU' || origin === 'STATE') ? { cup: CUP } : {};
  const source = { title: 'Fonte di prova', originShares, repayable, ...cup };
  return (await api.done('/funding-sources', source)).id;
}

let taxCodes = 0;
/** A tax code of a body that was not given before: ten digits and the check digit that fits them. */
export function nextTaxCode(): string {
  taxCodes += 1;
  const digits = String(9_000_000_000 + taxCodes);
  const sum = [...digits].reduce((all, digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return all + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

export function euro(amount: string): Money {
  return { amount, currency: 'EUR' };
}

/** The body that records this entry. */
export function contributionOf(books: Books, entry: Entry): Record<string, unknown> {
  const { source, amount, on, resource, stage = 'PAID', externalRef } = entry;
  const [from, to] = typeof on === 'string' ? [on, on] : on;
  return {
    partnership: entry.partnership ?? books.partnership,
    payer: entry.payer ?? books.municipality,
    bringer: entry.bringer ?? books.cooperative,
    fundingSource: source,
    stage,
    resource: resource ?? { kind: 'CASH', amount: euro(amount ?? '100.00') },
    effective: { from, to },
    ...(externalRef === undefined ? {} : { externalRef }),
  };
}

export function record(books: Books, entry: Entry): Promise<Receipt> {
  return books.api.done('/contributions', contributionOf(books, entry));
}

export const ENTRY_ERROR = { reason: 'ENTRY_ERROR' } as const;

export function reverse(
  books: Books,
  id: string,
  ifMatch: number,
  effectiveOn?: string,
): Promise<Answer<Receipt>> {
  const body = { ...(effectiveOn === undefined ? {} : { effectiveOn }), justification: ENTRY_ERROR };
  return books.api.post(`/contributions/${id}/reversals`, body, { ifMatch });
}

export function correct(
  books: Books,
  id: string,
  ifMatch: number,
  changes: object,
): Promise<Answer<Receipt>> {
  return books.api.post(
    `/contributions/${id}/corrections`,
    { changes, justification: ENTRY_ERROR },
    { ifMatch },
  );
}

export interface Statement {
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly increase: string;
  readonly resources: string;
}

/** States an implied public base on a partnership at revision 0. */
export async function implyBase(books: Books, said: Omit<Statement, 'source'>): Promise<Receipt> {
  return books.api.done(
    `/partnerships/${books.partnership}/implied-public-bases`,
    {
      from: said.from,
      to: said.to,
      statedIncrease: said.increase,
      statedResources: euro(said.resources),
      source: { statedBy: 'Comune di prova', statedOn: '2020-01', title: 'Dichiarazione di prova' },
    },
    { ifMatch: 0 },
  );
}
