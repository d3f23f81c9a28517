/**
 * What the golden events of contributions mean that were written first: three kinds of resource, no life after the
 * record. Members that came later have the values that their upcasters give them.
 */
import type { ContributionEvent, EvidenceDocument, Statement } from '#domain/contribution/events';

const eur = (amount: string) => ({ amount, currency: 'EUR' }) as const;

const PARTNERSHIP = 'b26e9590-2d6e-5653-8959-416e23bae35f';
const LECCO = 'e59e35ea-3b2b-507f-9a0c-21b3d19218d8';
const COOPERATIVES = '9ebdcedd-f6bb-5210-93f0-9a4cab1c4cc0';
const IN_LECCO = { regions: ['Lombardia'], provinces: ['Lecco'], municipalities: ['Lecco'], istat: '097042' };
const NEVER_SAID = { lateFor: null, fundedBy: [] } as const;

const CALLS: Statement = {
  ...NEVER_SAID,
  payer: '437b523f-67e1-53ac-8bd5-05d4038a6fe7',
  bringer: COOPERATIVES,
  receiver: LECCO,
  fundingSource: '79402f20-6a2f-5054-896a-346b4e037ebe',
  stage: 'DELIVERED',
  resource: { kind: 'CASH', nature: 'GRANT', amount: eur('6000000.00'), foreign: null, userPart: null },
  family: 'ECONOMIC',
  effective: { from: '2009-01-01', to: '2018-12-31' },
  dating: 'ASSUMED',
  usersArea: null,
  cup: null,
  place: IN_LECCO,
  act: null,
  evidence: [],
};

function document(reference: string, sha256: string): EvidenceDocument {
  return {
    reference,
    sha256,
    type: 'OTHER',
    issuer: null,
    number: null,
    pages: null,
    retention: 'TEN_YEARS',
    shareBp: null,
  };
}

/** By file name, in an order in which a ledger can have written them. */
export const EXPECTED_OF_CONTRIBUTIONS: Readonly<Record<string, ContributionEvent>> = {
  'ContributionRecorded.1.json': {
    type: 'ContributionRecorded',
    data: {
      partnership: PARTNERSHIP,
      externalRef: null,
      statement: CALLS,
      value: eur('6000000.00'),
      admissible: [],
      controls: [],
    },
  },
  'ContributionRecorded.1.paid-staff.json': {
    type: 'ContributionRecorded',
    data: {
      partnership: PARTNERSHIP,
      externalRef: 'foglio 2, riga 17',
      statement: {
        ...NEVER_SAID,
        payer: COOPERATIVES,
        bringer: COOPERATIVES,
        receiver: LECCO,
        fundingSource: '03d93e6b-1983-58fe-887e-e14b09156ed2',
        stage: 'PAID',
        resource: {
          kind: 'PAID_STAFF',
          person: null,
          minutes: 8250,
          reimbursedBp: 0,
          valuation: {
            method: 'HOURS_AT_RATE',
            version: 1,
            inputs: { rate: '18.17' },
            level: null,
            rate: '18.17',
            other: null,
          },
        },
        family: 'PROFESSIONAL',
        effective: { from: '2025-01-01', to: '2025-06-30' },
        dating: 'STATED',
        usersArea: 'FAM',
        cup: null,
        place: IN_LECCO,
        act: 'det. n. 412 del 30/06/2025',
        evidence: [
          document('prot. 2025/0018734', 'dc0d200aaebbf548ef461340602f4ef7aa83c8e450ae574ee9b950015c298751'),
          document('prot. 2025/0018735', 'c549779d79e5c8e9c9a6b6da5f1c5e21075eb9319852f858acb227ee855e4ef5'),
        ],
      },
      value: eur('2498.38'),
      admissible: [],
      controls: [],
    },
  },
  'ContributionRecorded.1.asset-use.json': {
    type: 'ContributionRecorded',
    data: {
      partnership: PARTNERSHIP,
      externalRef: null,
      statement: {
        ...NEVER_SAID,
        payer: LECCO,
        bringer: LECCO,
        receiver: COOPERATIVES,
        fundingSource: 'de288235-73b9-55db-94a6-47f143e14652',
        stage: 'COMMITTED',
        resource: {
          kind: 'ASSET_USE',
          asset: null,
          quantity: '10',
          unit: 'MONTH',
          valuation: {
            method: 'UNITS_AT_RATE',
            version: 1,
            inputs: { rate: '156.00' },
            level: null,
            rate: '156.00',
            other: null,
          },
        },
        family: 'ORGANISATIONAL',
        effective: { from: '2024-09-01', to: '2025-06-30' },
        dating: 'STATED',
        usersArea: 'MUL',
        cup: 'B31H22000280006',
        place: IN_LECCO,
        act: null,
        evidence: [],
      },
      value: eur('1560.00'),
      admissible: [],
      controls: [],
    },
  },
  'ContributionCorrected.1.json': {
    type: 'ContributionCorrected',
    data: {
      statement: {
        ...CALLS,
        resource: { kind: 'CASH', nature: 'GRANT', amount: eur('5997500.50'), foreign: null, userPart: null },
        act: 'verbale n. 3 – taglio «spese non ammesse»',
      },
      value: eur('5997500.50'),
      admissible: [],
      controls: [],
      justification: { reason: 'CUT', reference: 'verbale n. 3 del 14/01/2026' },
    },
  },
  'ContributionReversed.1.json': {
    type: 'ContributionReversed',
    data: { effectiveOn: '2025-09-30', justification: { reason: 'REFUND', reference: null }, despite: [] },
  },
  'ContributionReversed.1.undated.json': {
    type: 'ContributionReversed',
    data: {
      effectiveOn: null,
      justification: { reason: 'DUPLICATE', reference: 'segnalazione del 02/02/2026' },
      despite: [],
    },
  },
};
