/** What the golden events mean that state a quantity before anybody has valued it. */
import type { ContributionEvent } from '#domain/contribution/events';

const FILO_ROSSO = '4f0f28f1-8aac-5a67-8cf4-8f5604883239';

/** By file name. */
export const EXPECTED_OF_UNVALUED: Readonly<Record<string, ContributionEvent>> = {
  'ContributionRecorded.2.unvalued.json': {
    type: 'ContributionRecorded',
    data: {
      partnership: 'b26e9590-2d6e-5653-8959-416e23bae35f',
      externalRef: null,
      statement: {
        payer: FILO_ROSSO,
        bringer: FILO_ROSSO,
        receiver: null,
        fundingSource: '79402f20-6a2f-5054-896a-346b4e037ebe',
        stage: 'DELIVERED',
        resource: {
          kind: 'VOLUNTEER_TIME',
          person: null,
          headcount: 10,
          minutes: 84000,
          registered: true,
          insured: true,
          valuation: null,
        },
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
      },
      value: { amount: '0.00', currency: 'EUR' },
      admissible: [],
      controls: [
        {
          control: 'HOURS_PER_DAY',
          version: 1,
          value: '1400 h',
          limit: '44160 h',
          outcome: 'PASSED',
          reason: null,
        },
      ],
    },
  },
};
