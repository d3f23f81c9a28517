/**
 * What each golden event means in today's types. A version that has been left behind keeps its bytes in
 * `events/`; here it says what its upcasters must make of it.
 */
import type { LedgerEvent } from '#read-models/domain-events';

/** By file name, in an order in which a ledger can have written them. */
export const EXPECTED: Readonly<Record<string, LedgerEvent>> = {
  'PartyRegistered.1.json': {
    type: 'PartyRegistered',
    data: {
      kind: 'PUBLIC_BODY',
      legalName: 'Comune di Lecco',
      standsFor: null,
      taxCode: '00623530136',
      ipaCode: 'c_e507',
    },
  },
  'PartyRegistered.1.unnamed.json': {
    type: 'PartyRegistered',
    data: {
      kind: 'THIRD_SECTOR_BODY',
      legalName: null,
      standsFor: 'THIRD_SECTOR',
      taxCode: null,
      ipaCode: null,
    },
  },
  'FundingSourceRegistered.1.json': {
    type: 'FundingSourceRegistered',
    data: {
      title: 'Bandi di fondazioni per azioni coprogettate',
      originShares: [{ origin: 'FOUNDATION', bp: 10000 }],
      fundCode: null,
      repayable: false,
    },
  },
  'FundingSourceRegistered.1.shared.json': {
    type: 'FundingSourceRegistered',
    data: {
      title: 'PR FSE+ Lombardia 2021-2027, quota della cooperativa',
      originShares: [
        { origin: 'EU', bp: 2400 },
        { origin: 'STATE', bp: 2520 },
        { origin: 'REGION', bp: 1080 },
        { origin: 'THIRD_SECTOR', bp: 4000 },
      ],
      fundCode: 'ESF+',
      repayable: false,
    },
  },
  'FundingSourceRegistered.1.repayable.json': {
    type: 'FundingSourceRegistered',
    data: {
      title: 'Fondo rotativo comunale',
      originShares: [{ origin: 'MUNICIPALITY', bp: 10000 }],
      fundCode: null,
      repayable: true,
    },
  },
  'PartnershipRegistered.1.json': {
    type: 'PartnershipRegistered',
    data: {
      title: 'Lecco: dieci anni di coprogettazione',
      instrument: 'COPROGETTAZIONE',
      leadBody: 'e59e35ea-3b2b-507f-9a0c-21b3d19218d8',
      from: '2009-01-01',
      to: null,
      cup: null,
    },
  },
  'PublicBaseImplied.1.json': {
    type: 'PublicBaseImplied',
    data: {
      amount: { amount: '40909090.91', currency: 'EUR' },
      from: '2009-01-01',
      to: '2018-12-31',
      statedIncrease: '0.22',
      statedResources: { amount: '9000000.00', currency: 'EUR' },
      source: {
        statedBy: 'assessore Mariani, Comune di Lecco',
        statedOn: '2018-12',
        title: 'Dieci anni di coprogettazione: 9 milioni di euro, circa il 22 % in più',
        url: null,
      },
    },
  },
  'ContributionRecorded.1.json': {
    type: 'ContributionRecorded',
    data: {
      partnership: 'b26e9590-2d6e-5653-8959-416e23bae35f',
      externalRef: null,
      statement: {
        payer: '437b523f-67e1-53ac-8bd5-05d4038a6fe7',
        bringer: '9ebdcedd-f6bb-5210-93f0-9a4cab1c4cc0',
        receiver: 'e59e35ea-3b2b-507f-9a0c-21b3d19218d8',
        fundingSource: '79402f20-6a2f-5054-896a-346b4e037ebe',
        stage: 'DELIVERED',
        resource: { kind: 'CASH', amount: { amount: '6000000.00', currency: 'EUR' } },
        effective: { from: '2009-01-01', to: '2018-12-31' },
        dating: 'ASSUMED',
        usersArea: null,
        cup: null,
        place: { regions: ['Lombardia'], provinces: ['Lecco'], municipalities: ['Lecco'], istat: '097042' },
        act: null,
        evidence: [],
      },
      value: { amount: '6000000.00', currency: 'EUR' },
    },
  },
  'ContributionRecorded.1.paid-staff.json': {
    type: 'ContributionRecorded',
    data: {
      partnership: 'b26e9590-2d6e-5653-8959-416e23bae35f',
      externalRef: 'foglio 2, riga 17',
      statement: {
        payer: '9ebdcedd-f6bb-5210-93f0-9a4cab1c4cc0',
        bringer: '9ebdcedd-f6bb-5210-93f0-9a4cab1c4cc0',
        receiver: 'e59e35ea-3b2b-507f-9a0c-21b3d19218d8',
        fundingSource: '03d93e6b-1983-58fe-887e-e14b09156ed2',
        stage: 'PAID',
        resource: {
          kind: 'PAID_STAFF',
          minutes: 8250,
          valuation: { method: 'HOURS_AT_RATE', version: 1, rate: '18.17' },
        },
        effective: { from: '2025-01-01', to: '2025-06-30' },
        dating: 'STATED',
        usersArea: 'FAM',
        cup: null,
        place: { regions: ['Lombardia'], provinces: ['Lecco'], municipalities: ['Lecco'], istat: '097042' },
        act: 'det. n. 412 del 30/06/2025',
        evidence: [
          {
            reference: 'prot. 2025/0018734',
            sha256: 'dc0d200aaebbf548ef461340602f4ef7aa83c8e450ae574ee9b950015c298751',
          },
          {
            reference: 'prot. 2025/0018735',
            sha256: 'c549779d79e5c8e9c9a6b6da5f1c5e21075eb9319852f858acb227ee855e4ef5',
          },
        ],
      },
      value: { amount: '2498.38', currency: 'EUR' },
    },
  },
  'ContributionRecorded.1.asset-use.json': {
    type: 'ContributionRecorded',
    data: {
      partnership: 'b26e9590-2d6e-5653-8959-416e23bae35f',
      externalRef: null,
      statement: {
        payer: 'e59e35ea-3b2b-507f-9a0c-21b3d19218d8',
        bringer: 'e59e35ea-3b2b-507f-9a0c-21b3d19218d8',
        receiver: '9ebdcedd-f6bb-5210-93f0-9a4cab1c4cc0',
        fundingSource: 'de288235-73b9-55db-94a6-47f143e14652',
        stage: 'COMMITTED',
        resource: {
          kind: 'ASSET_USE',
          quantity: '10',
          unit: 'MONTH',
          valuation: { method: 'UNITS_AT_RATE', version: 1, rate: '156.00' },
        },
        effective: { from: '2024-09-01', to: '2025-06-30' },
        dating: 'STATED',
        usersArea: 'MUL',
        cup: 'B31H22000280006',
        place: { regions: ['Lombardia'], provinces: ['Lecco'], municipalities: ['Lecco'], istat: '097042' },
        act: null,
        evidence: [],
      },
      value: { amount: '1560.00', currency: 'EUR' },
    },
  },
  'ContributionCorrected.1.json': {
    type: 'ContributionCorrected',
    data: {
      statement: {
        payer: '437b523f-67e1-53ac-8bd5-05d4038a6fe7',
        bringer: '9ebdcedd-f6bb-5210-93f0-9a4cab1c4cc0',
        receiver: 'e59e35ea-3b2b-507f-9a0c-21b3d19218d8',
        fundingSource: '79402f20-6a2f-5054-896a-346b4e037ebe',
        stage: 'DELIVERED',
        resource: { kind: 'CASH', amount: { amount: '5997500.50', currency: 'EUR' } },
        effective: { from: '2009-01-01', to: '2018-12-31' },
        dating: 'ASSUMED',
        usersArea: null,
        cup: null,
        place: { regions: ['Lombardia'], provinces: ['Lecco'], municipalities: ['Lecco'], istat: '097042' },
        act: 'verbale n. 3 – taglio «spese non ammesse»',
        evidence: [],
      },
      value: { amount: '5997500.50', currency: 'EUR' },
      justification: { reason: 'CUT', reference: 'verbale n. 3 del 14/01/2026' },
    },
  },
  'ContributionReversed.1.json': {
    type: 'ContributionReversed',
    data: { effectiveOn: '2025-09-30', justification: { reason: 'REFUND', reference: null } },
  },
  'ContributionReversed.1.undated.json': {
    type: 'ContributionReversed',
    data: {
      effectiveOn: null,
      justification: { reason: 'DUPLICATE', reference: 'segnalazione del 02/02/2026' },
    },
  },
  'PublicBaseWithdrawn.1.json': {
    type: 'PublicBaseWithdrawn',
    data: { reason: 'Il Comune ha pubblicato i rendiconti' },
  },
};
