/** What the golden events of the whole life of contributions mean: from pledge to verified, and money passed on. */
import type { ContributionEvent, EvidenceDocument, Movement, Statement } from '#domain/contribution/events';
import type { ControlCode } from '#domain/controls/controls';
import type { TransferEvent } from '#domain/transfer/events';

const eur = (amount: string) => ({ amount, currency: 'EUR' }) as const;
const on = (day: string) => ({ from: day, to: day }) as const;

const PARTNERSHIP = 'b26e9590-2d6e-5653-8959-416e23bae35f';
const LECCO = 'e59e35ea-3b2b-507f-9a0c-21b3d19218d8';
const COOPERATIVES = '9ebdcedd-f6bb-5210-93f0-9a4cab1c4cc0';
const FILO_ROSSO = '4f0f28f1-8aac-5a67-8cf4-8f5604883239';
const CALLS = '79402f20-6a2f-5054-896a-346b4e037ebe';
const SHARED = '03d93e6b-1983-58fe-887e-e14b09156ed2';
const ADVANCE = '4a0d0bb2-7a56-5c4b-9a15-2f3b9c5f7d10';
const SHARE_OF_ADVANCE = '0f6c8a1e-2b3d-5e4f-8a90-1b2c3d4e5f60';
const SPENT = 'c7d1e2f3-4a5b-5c6d-8e7f-90a1b2c3d4e5';
const passed = (control: ControlCode, value: string, limit: string) =>
  ({ control, version: 1, value, limit, outcome: 'PASSED', reason: null }) as const;

/** Money of the shared source that Lecco gives to the cooperatives: where the others say nothing else, they say this. */
const GRANT: Statement = {
  payer: LECCO,
  bringer: LECCO,
  receiver: COOPERATIVES,
  fundingSource: SHARED,
  stage: 'PLEDGED',
  resource: { kind: 'CASH', nature: 'GRANT', amount: eur('40000.00'), foreign: null, userPart: null },
  family: 'ECONOMIC',
  effective: { from: '2025-01-01', to: '2026-12-31' },
  lateFor: null,
  dating: 'STATED',
  fundedBy: [],
  usersArea: 'DIS',
  cup: 'B31H22000280006',
  place: null,
  act: 'del. 88 del 14/11/2024',
  evidence: [],
};

const MOVED: Movement = {
  value: eur('30000.00'),
  quantity: null,
  effective: on('2025-02-10'),
  lateFor: null,
  accounting: {
    commitmentNo: '1204',
    year: 2025,
    pdc: 'U.1.04.04.01.001',
    missionProgramme: '12.07',
    liquidationNo: null,
    mandateNo: null,
    dedicatedAccount: false,
    publication: null,
  },
  reference: null,
  overdraw: null,
  from: [{ rung: 'PLEDGED', value: eur('30000.00') }],
  controls: [],
};

const INVOICE: EvidenceDocument = {
  reference: 'prot. 2025/0031877',
  sha256: '4b8f0b1d6f6a0e8c7f5b7c5e1f2a9d30c4e6b8a7d1f3c5e7a9b0d2f4e6c8a0b1',
  type: 'INVOICE',
  issuer: '90000000006',
  number: '41/2025',
  pages: 2,
  retention: 'CPR_5_YEARS',
  shareBp: 6000,
};

const STATEMENT_OF_ACCOUNT: EvidenceDocument = {
  ...INVOICE,
  reference: 'estratto conto 6/2024',
  sha256: '9d1c7a5e3b2f4d6c8a0e1f3b5d7c9a2e4f6081b3c5d7e9fa1b3c5d7e9f0a2c4e',
  type: 'PAYMENT_PROOF',
  issuer: null,
  number: null,
  shareBp: 10_000,
};

const DECIDED = { onAppeal: false, reference: 'lista di controllo 7/2025' } as const;
const valuation = (method: string, inputs: Readonly<Record<string, string>>, rate: string) =>
  ({ method, version: 1, inputs, level: null, rate, other: null }) as const;

const opened = (statement: Partial<Statement>, value: string, externalRef: string | null = null) => ({
  partnership: PARTNERSHIP,
  externalRef,
  statement: { ...GRANT, ...statement },
  value: eur(value),
  admissible: [],
  controls: [],
});

const OWN: Partial<Statement> = {
  payer: FILO_ROSSO,
  bringer: FILO_ROSSO,
  receiver: null,
  fundingSource: CALLS,
  stage: 'DELIVERED',
  effective: { from: '2025-03-01', to: '2025-05-31' },
  cup: null,
  act: null,
};

const SWISS: Partial<Statement> = {
  ...OWN,
  stage: 'PAID',
  resource: {
    kind: 'CASH',
    nature: 'GRANT',
    amount: eur('10373.44'),
    foreign: {
      amount: '10000.00',
      currency: 'CHF',
      rate: '0.9640',
      rateOn: '2024-06-28',
      rateSource: 'BCE',
    },
    userPart: null,
  },
  effective: on('2024-06-28'),
  evidence: [STATEMENT_OF_ACCOUNT],
};

const DESIGN: Pick<Statement, 'resource' | 'family'> = {
  resource: {
    kind: 'DONATED_SERVICE',
    description: 'progettazione della rete',
    quantity: '64',
    unit: 'HOUR',
    valuation: valuation('KNOW_HOW_HOURS', { rate: '20.00' }, '20.00'),
  },
  family: 'DESIGN',
};

/** By file name, in an order in which a ledger can have written them. */
export const EXPECTED_OF_CONTRIBUTION_LIFE: Readonly<Record<string, ContributionEvent | TransferEvent>> = {
  'ContributionPledged.1.json': {
    type: 'ContributionPledged',
    data: {
      ...opened({}, '40000.00', 'piano di zona, scheda 12'),
      schedule: [
        { year: 2025, amount: eur('25000.00') },
        { year: 2026, amount: eur('15000.00') },
      ],
      expiresOn: '2026-12-31',
    },
  },
  'PledgeRevised.1.json': {
    type: 'PledgeRevised',
    data: {
      resource: { kind: 'CASH', nature: 'GRANT', amount: eur('45000.00'), foreign: null, userPart: null },
      value: eur('45000.00'),
      schedule: [
        { year: 2025, amount: eur('35000.00') },
        { year: 2026, amount: eur('10000.00') },
      ],
      effectiveOn: '2025-01-20',
      justification: { reason: 'ENTRY_ERROR', reference: 'del. 3 del 16/01/2025' },
      admissible: [],
      controls: [passed('ELIGIBILITY_WINDOW', '2025-01-01/2026-12-31', '2025-01-01/2027-12-31')],
    },
  },
  'ContributionCommitted.1.json': { type: 'ContributionCommitted', data: MOVED },
  'PledgeReleased.1.json': {
    type: 'PledgeReleased',
    data: { value: eur('15000.00'), effectiveOn: '2025-02-10', why: 'CONFIRMED', reference: null },
  },
  'ContributionDelivered.1.json': {
    type: 'ContributionDelivered',
    data: {
      ...MOVED,
      value: eur('20000.00'),
      effective: { from: '2025-03-01', to: '2025-06-30' },
      accounting: { ...MOVED.accounting, liquidationNo: '88' } as Movement['accounting'],
      from: [{ rung: 'COMMITTED', value: eur('20000.00') }],
    },
  },
  'EvidenceAttached.1.json': {
    type: 'EvidenceAttached',
    data: { document: INVOICE, controls: [passed('DOCUMENT_SHARE', '6000 bp', '10000 bp')] },
  },
  'ContributionPaid.1.json': {
    type: 'ContributionPaid',
    data: {
      ...MOVED,
      value: eur('20000.00'),
      effective: on('2025-02-20'),
      accounting: {
        commitmentNo: '1204',
        year: 2025,
        pdc: 'U.1.04.04.01.001',
        missionProgramme: '12.07',
        liquidationNo: '88',
        mandateNo: '3121',
        dedicatedAccount: true,
        publication: 'amministrazione trasparente 2025/17',
      },
      reference: 'quietanza 3121',
      overdraw: 'mandato anticipato con delibera 41',
      from: [{ rung: 'DELIVERED', value: eur('20000.00') }],
    },
  },
  'ContributionConfirmed.1.json': { type: 'ContributionConfirmed', data: { party: LECCO } },
  'ContributionContested.1.json': {
    type: 'ContributionContested',
    data: { party: LECCO, reason: 'WRONG_AMOUNT', reference: 'nota 8/2025' },
  },
  'ContestResolved.1.json': {
    type: 'ContestResolved',
    data: { outcome: 'DISMISSED', reference: 'verbale 2/2025' },
  },
  'ContributionVerified.1.json': {
    type: 'ContributionVerified',
    data: {
      ...DECIDED,
      claimed: eur('20000.00'),
      admitted: eur('18500.00'),
      cut: eur('1500.00'),
      reason: 'NOT_ELIGIBLE',
      controls: [passed('EVIDENCE_PRESENT', '1', '1')],
      pieces: [{ effective: on('2025-02-20'), value: eur('18500.00') }],
    },
  },
  'FundsRecovered.1.json': {
    type: 'FundsRecovered',
    data: {
      value: eur('1000.00'),
      from: COOPERATIVES,
      effectiveOn: '2025-10-01',
      act: 'det. 590 del 01/10/2025',
    },
  },
  'RecoveryWaived.1.json': {
    type: 'RecoveryWaived',
    data: { value: eur('500.00'), act: 'det. 591 del 01/10/2025', reason: 'importo esiguo' },
  },
  'ContributionReclassified.1.json': {
    type: 'ContributionReclassified',
    data: {
      from: SHARED,
      to: CALLS,
      effectiveOn: '2026-12-31',
      justification: { reason: 'SOURCE_CHANGED', reference: 'nota della Regione' },
    },
  },
  'ContributionPledged.1.in-kind.json': {
    type: 'ContributionPledged',
    data: {
      ...opened(
        {
          ...OWN,
          stage: 'PLEDGED',
          ...DESIGN,
        },
        '1280.00',
      ),
      schedule: null,
      expiresOn: '2025-06-30',
    },
  },
  'PledgeExpired.1.json': {
    type: 'PledgeExpired',
    data: { value: eur('1280.00'), effectiveOn: '2025-07-01' },
  },
  'ContributionRecorded.2.json': {
    type: 'ContributionRecorded',
    data: {
      ...opened(SWISS, '10373.44'),
      admissible: [{ view: 'CPR', value: eur('0.00'), why: 'ELIGIBILITY_WINDOW' }],
      controls: [passed('DOCUMENT_SHARE', '10000 bp', '10000 bp')],
    },
  },
  'ContributionRejected.1.json': {
    type: 'ContributionRejected',
    data: {
      ...DECIDED,
      claimed: eur('373.44'),
      cut: eur('373.44'),
      reason: 'MISSING_EVIDENCE',
      controls: [passed('EVIDENCE_PRESENT', '1', '1')],
    },
  },
  'ContributionCorrected.2.json': {
    type: 'ContributionCorrected',
    data: {
      statement: { ...GRANT, ...SWISS, usersArea: 'IMM', act: 'bonifico del 28/06/2024' },
      value: eur('10373.44'),
      admissible: [],
      controls: [passed('DOCUMENT_SHARE', '10000 bp', '10000 bp')],
      justification: { reason: 'NEW_EVIDENCE', reference: null },
    },
  },
  'ContributionRecorded.2.volunteer-time.json': {
    type: 'ContributionRecorded',
    data: {
      ...opened(
        {
          ...OWN,
          resource: {
            kind: 'VOLUNTEER_TIME',
            person: null,
            headcount: 6,
            minutes: 24750,
            registered: true,
            insured: true,
            valuation: valuation('VOLUNTEER_DM_2020', { rate: '11.40' }, '11.40'),
          },
          family: 'PROFESSIONAL',
        },
        '4702.50',
      ),
      controls: [passed('HOURS_PER_DAY', '412 h 30 min', '13248 h')],
    },
  },
  'ContributionRecorded.2.donated-goods.json': {
    type: 'ContributionRecorded',
    data: opened(
      {
        ...OWN,
        resource: {
          kind: 'DONATED_GOODS',
          description: 'arredi per la sala comune',
          quantity: '12',
          unit: 'ITEM',
          valuation: valuation('NORMAL_PRICE', { normalPrice: '85.50' }, '85.50'),
        },
        family: 'ORGANISATIONAL',
      },
      '1026.00',
    ),
  },
  'ContributionRecorded.2.donated-service.json': {
    type: 'ContributionRecorded',
    data: opened({ ...OWN, ...DESIGN }, '1280.00'),
  },
  'ContributionRecorded.2.advance.json': {
    type: 'ContributionRecorded',
    data: opened(
      { stage: 'PAID', effective: on('2025-01-15'), lateFor: on('2024-12-20') },
      '40000.00',
      'anticipo',
    ),
  },
  'ResourceTransferred.1.json': {
    type: 'ResourceTransferred',
    data: {
      partnership: PARTNERSHIP,
      from: COOPERATIVES,
      to: FILO_ROSSO,
      amount: eur('12000.00'),
      fundedBy: [{ contribution: ADVANCE, amount: eur('12000.00') }],
      effectiveOn: '2025-02-01',
      lateFor: null,
      act: 'riparto del 30/01/2025',
    },
  },
  'ContributionRecorded.2.passed-on.json': {
    type: 'ContributionRecorded',
    data: opened(
      {
        ...OWN,
        stage: 'PAID',
        resource: { kind: 'CASH', nature: 'GRANT', amount: eur('5000.00'), foreign: null, userPart: null },
        fundedBy: [{ contribution: ADVANCE, amount: eur('3000.00') }],
      },
      '5000.00',
    ),
  },
  'ContributionReversed.2.json': {
    type: 'ContributionReversed',
    data: {
      effectiveOn: null,
      justification: { reason: 'DUPLICATE', reference: null },
      despite: [`transfer-${SHARE_OF_ADVANCE}`, `contribution-${SPENT}`],
    },
  },
  'TransferReversed.1.json': {
    type: 'TransferReversed',
    data: { effectiveOn: '2026-01-20', justification: { reason: 'REFUND', reference: 'nota 4/2026' } },
  },
  'RelationalResourceDeclared.1.json': {
    type: 'RelationalResourceDeclared',
    data: {
      partnership: PARTNERSHIP,
      externalRef: null,
      declaration: {
        bringer: FILO_ROSSO,
        receiver: LECCO,
        resource: { kind: 'RELATIONAL', indicator: 'NETWORK_NODES', quantity: '24', unit: 'bodies' },
        effective: { from: '2025-01-01', to: '2025-12-31' },
        usersArea: 'MUL',
        place: null,
        evidence: [],
      },
      controls: [],
    },
  },
  'ContributionDelivered.1.twice.json': {
    type: 'ContributionDelivered',
    data: {
      ...MOVED,
      value: eur('2000.00'),
      effective: on('2025-06-30'),
      accounting: { ...MOVED.accounting, liquidationNo: '88' } as Movement['accounting'],
      from: [{ rung: 'COMMITTED', value: eur('2000.00') }],
    },
  },
  'MovementReversed.1.json': {
    type: 'MovementReversed',
    data: { movement: 4, justification: { reason: 'DUPLICATE', reference: 'nota 12 del 09/02/2026' } },
  },
};
