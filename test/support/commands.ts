/** Bodies of commands that more than one test sends. */
import { contributionOf, ENTRY_ERROR, euro, type Books } from './books.ts';

/** A convention over 2024 and 2025 that these parties sign. */
export function conventionOf(parties: readonly string[], changes: object = {}): object {
  return {
    act: { number: '12', date: '2023-12-20', protocol: 'Prot. 1' },
    document: 'a'.repeat(64),
    signatories: parties.map((party) => ({ party, capacity: 'LEGAL_REPRESENTATIVE' })),
    validFrom: '2024-01-01',
    validTo: '2025-12-31',
    reimbursementBasis: 'ACTUAL_COSTS',
    eligibleCosts: euro('100.00'),
    ...changes,
  };
}

/** A method for rooms by the hour. */
export function methodOf(changes: object): object {
  return {
    name: { it: 'Sale comunali', en: 'Municipal rooms' },
    scope: 'Sale di prova',
    kinds: ['ASSET_USE'],
    formula: 'UNITS_AT_RATE',
    params: {},
    rounding: 'ONCE_AT_END',
    legalSource: 'Delibera di prova',
    validFrom: '2024-01-01',
    ...changes,
  };
}

/** A definition of the ledger's own, to be proposed. */
export function definitionOf(changes: object): object {
  return {
    code: 'ES-1',
    validFrom: '2026-01-01',
    name: { it: 'Terzo settore per euro comunale', en: 'Third Sector per municipal euro' },
    kind: 'RATIO',
    formula: 'T / P del Comune',
    source: 'Delibera di prova',
    numerator: { sides: ['T'] },
    denominator: { sides: ['PUBLIC'], origins: ['MUNICIPALITY'] },
    form: 'perEuro',
    decimals: 4,
    emptyBase: 'NO_PUBLIC_BASE',
    ...changes,
  };
}

/** The first points of a price index: FOI without tobacco of three months. */
export function indexOf(changes: object): object {
  return {
    series: 'FOI-XT',
    title: 'FOI senza tabacchi',
    base: '2015=100',
    source: 'Comunicato di prova',
    url: 'https://istat.example/foi',
    points: [
      { period: '2021-01', value: '102.9' },
      { period: '2022-05', value: '110.6' },
      { period: '2024-10', value: '120.1' },
    ],
    ...changes,
  };
}

const DAY = { from: '2024-03-01' };

/** A part of money that moves on. */
export function partOf(amount: string, more: object = {}): object {
  return { part: { amount: euro(amount) }, effective: DAY, ...more };
}

export function decisionOf(claimed: string, admitted = claimed, more: object = {}): object {
  const reasons = { EVIDENCE_PRESENT: 'Visto in sede' };
  return { claimed: euro(claimed), admitted: euro(admitted), reasons, ...more };
}

/** A pledge over 2024 and 2025, half of it in each. */
export function pledgeOf(books: Books, more: object = {}): object {
  const { stage: _, ...stated } = contributionOf(books, {
    source: books.from.FOUNDATION,
    on: ['2024-01-01', '2025-12-31'],
    payer: books.cooperative,
  });
  const schedule = [2024, 2025].map((year) => ({ year, amount: euro('50.00') }));
  return { ...stated, schedule, expiresOn: '2025-12-31', ...more };
}

export function transferOf(books: Books, contribution: string, to: string, more: object = {}): object {
  const fundedBy = [{ contribution, amount: euro('60.00') }];
  const { partnership, cooperative: from } = books;
  return { partnership, from, to, amount: euro('60.00'), fundedBy, effectiveOn: '2024-05-01', ...more };
}

/** Every item of the checklist that a closing asks for, all of them done. */
export const CHECKLIST = [
  'UNVERIFIED',
  'CONTESTED',
  'EVIDENCE_MISSING',
  'UNVALUED',
  'DUPLICATES',
  'EXPIRING_PLEDGES',
  'ACCOUNTS_RECONCILED',
].map((item) => ({ item, outcome: 'DONE' }));

/** A body for every command on the life of a contribution, on transfers and on years, by its described address. */
export function lifeBodies(books: Books): Record<string, object> {
  const justification = ENTRY_ERROR;
  const source = books.from.COMPANY;
  const after = '/api/v1/contributions/{id}/';
  const year = '/api/v1/partnerships/{id}/periods/{year}/';
  const accounting = { commitmentNo: '1180', year: 2024, pdc: 'U.1.04.04.01.001', dedicatedAccount: true };
  const money = { amount: euro('1.00'), act: 'Determina 1' };
  const document = { reference: 'Prot. 2', sha256: '1'.repeat(64), type: 'INVOICE', shareBp: 5_000 };
  return {
    [`${after}reclassifications`]: { fundingSource: source, effectiveOn: null, justification },
    [`${after}evidence`]: { document },
    [`${after}commitments`]: partOf('1.00', { accounting, keepRemainder: true }),
    [`${after}deliveries`]: {
      part: { duration: 'PT2H' },
      effective: DAY,
      reasons: { SAME_HOURS: 'Turno doppio' },
    },
    [`${after}payments`]: partOf('1.00', { reference: 'Mandato 7', overdraw: 'Data del mandato' }),
    [`${after}movement-reversals`]: { movement: 1, justification },
    [`${after}verifications`]: decisionOf('2.00', '1.00', { reason: 'WRONG_AMOUNT', onAppeal: false }),
    [`${after}confirmations`]: {},
    [`${after}contests`]: { reason: 'WRONG_AMOUNT', reference: null },
    [`${after}contest-resolutions`]: { outcome: 'UPHELD', reference: 'Verbale 1' },
    [`${after}recoveries`]: { ...money, from: books.cooperative, effectiveOn: '2024-06-01' },
    [`${after}recovery-waivers`]: { ...money, reason: 'Antieconomico' },
    [`${after}pledge-revisions`]: {
      resource: { kind: 'CASH', amount: euro('1.00') },
      schedule: null,
      effectiveOn: '2024-06-01',
      justification,
    },
    [`${after}pledge-releases`]: { effectiveOn: '2024-06-01' },
    [`${after}pledge-expiries`]: {},
    '/api/v1/pledges': pledgeOf(books),
    '/api/v1/transfers': transferOf(books, source, books.municipality),
    '/api/v1/transfers/{id}/reversals': { effectiveOn: '2024-06-01', justification },
    [`${year}closings`]: { checklist: CHECKLIST },
    [`${year}closures`]: {},
    [`${year}abandonments`]: { reason: 'Prova' },
    [`${year}reopenings`]: { reason: 'Prova' },
  };
}
