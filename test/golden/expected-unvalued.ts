/** What the golden events mean that state a quantity before anybody has valued it, and the one that values it. */
import type { ContributionEvent, Statement, VolunteerTime } from '#domain/contribution/events';

const PARTNERSHIP = 'b26e9590-2d6e-5653-8959-416e23bae35f';
const FILO_ROSSO = '4f0f28f1-8aac-5a67-8cf4-8f5604883239';

const HOURS: VolunteerTime = {
  kind: 'VOLUNTEER_TIME',
  person: null,
  headcount: 10,
  minutes: 84000,
  registered: true,
  insured: true,
  valuation: null,
};

const OFFERED: Statement = {
  payer: FILO_ROSSO,
  bringer: FILO_ROSSO,
  receiver: null,
  fundingSource: '79402f20-6a2f-5054-896a-346b4e037ebe',
  stage: 'DELIVERED',
  resource: HOURS,
  family: 'PROFESSIONAL',
  effective: { from: '2025-07-01', to: '2025-12-31' },
  lateFor: null,
  dating: 'STATED',
  fundedBy: [],
  usersArea: 'DIS',
  cup: null,
  place: null,
  act: null,
  evidence: [],
};

/** 184 days of ten people. */
const PER_DAY = {
  control: 'HOURS_PER_DAY',
  version: 1,
  value: '1400 h',
  limit: '44160 h',
  outcome: 'PASSED',
  reason: null,
} as const;

/** By file name, in an order in which a ledger can have written them. */
export const EXPECTED_OF_UNVALUED: Readonly<Record<string, ContributionEvent>> = {
  'ContributionRecorded.3.json': {
    type: 'ContributionRecorded',
    data: {
      partnership: PARTNERSHIP,
      externalRef: null,
      statement: OFFERED,
      value: null,
      admissible: [],
      controls: [PER_DAY],
    },
  },
  'ContributionCorrected.3.json': {
    type: 'ContributionCorrected',
    data: {
      statement: {
        ...OFFERED,
        resource: {
          ...HOURS,
          valuation: {
            method: 'VOLUNTEER_DM_2020',
            version: 1,
            inputs: { rate: '11.40' },
            level: null,
            rate: '11.40',
            other: null,
          },
        },
      },
      // 1,400 hours at 11.40.
      value: { amount: '15960.00', currency: 'EUR' },
      admissible: [],
      controls: [PER_DAY],
      justification: { reason: 'SOURCE_CHANGED', reference: 'del. 12/2026' },
    },
  },
  'ContributionPledged.2.json': {
    type: 'ContributionPledged',
    data: {
      partnership: PARTNERSHIP,
      externalRef: null,
      statement: {
        ...OFFERED,
        stage: 'PLEDGED',
        resource: { kind: 'ASSET_USE', asset: 'sala 2', quantity: '10', unit: 'MONTH', valuation: null },
        family: 'ORGANISATIONAL',
        effective: { from: '2026-03-01', to: '2026-12-31' },
      },
      value: null,
      schedule: null,
      expiresOn: '2026-12-31',
      admissible: [],
      controls: [],
    },
  },
};
