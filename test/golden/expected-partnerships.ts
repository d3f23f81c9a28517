/** What the golden events of a second partnership mean: it follows the first, has a convention and loses a partner. */
import type { PartnershipEvent } from '#domain/partnership/events';

/** By file name, in an order in which a ledger can have written them. */
export const EXPECTED_OF_PARTNERSHIPS: Readonly<Record<string, PartnershipEvent>> = {
  'PartnershipRegistered.2.json': {
    type: 'PartnershipRegistered',
    data: {
      title: 'Secondo bando: servizi di prossimità',
      instrument: 'COPROGETTAZIONE',
      form: 'CONVENZIONE_ART55',
      leadBody: 'e59e35ea-3b2b-507f-9a0c-21b3d19218d8',
      from: '2024-01-01',
      to: '2026-12-31',
      cup: 'B31H22000280006',
      socialArea: { name: 'Ambito di prova', region: 'Lombardia' },
      usersAreas: ['FAM', 'ANZ'],
      municipalities: ['097042'],
      population: 48114,
      sizeClass: '20000-59999',
      legalBasis: ['D.Lgs. 117/2017 art. 55', 'L. 241/1990 art. 12'],
      acts: [{ number: '212', date: '2023-09-14', title: 'Avviso pubblico di coprogettazione' }],
      follows: { partnership: 'b26e9590-2d6e-5653-8959-416e23bae35f', how: 'NEXT_CALL' },
    },
  },
  'PartnershipCorrected.1.json': {
    type: 'PartnershipCorrected',
    data: {
      partnership: {
        title: 'Secondo bando: servizi di prossimità e domiciliari',
        instrument: 'COPROGETTAZIONE',
        form: 'CONVENZIONE_ART55',
        leadBody: 'e59e35ea-3b2b-507f-9a0c-21b3d19218d8',
        from: '2024-01-01',
        to: '2026-12-31',
        cup: 'B31H22000280006',
        socialArea: { name: 'Ambito di prova', region: 'Lombardia' },
        usersAreas: ['FAM', 'ANZ', 'DIS'],
        municipalities: ['097042'],
        population: 48114,
        sizeClass: '20000-59999',
        legalBasis: ['D.Lgs. 117/2017 art. 55', 'L. 241/1990 art. 12'],
        acts: [{ number: '212', date: '2023-09-14', title: 'Avviso pubblico di coprogettazione' }],
      },
      justification: { reason: 'ENTRY_ERROR', reference: 'det. n. 40 del 29/01/2026' },
    },
  },
  'PartnerAdmitted.1.json': {
    type: 'PartnerAdmitted',
    data: { party: '437b523f-67e1-53ac-8bd5-05d4038a6fe7', role: 'FUNDER', on: '2024-01-01' },
  },
  'PartnerWithdrawn.1.json': {
    type: 'PartnerWithdrawn',
    data: {
      party: '437b523f-67e1-53ac-8bd5-05d4038a6fe7',
      lastDay: '2025-06-30',
      reason: 'Conclusione del sostegno',
    },
  },
  'ConventionSigned.1.json': {
    type: 'ConventionSigned',
    data: {
      act: { number: '301', date: '2023-12-18', protocol: '2023/0084512' },
      document: '6a78ad3ddb42b6f80e7e2b90d41c961d5e3fb1019fe349af2d453a291fe20a23',
      signatories: [
        { party: 'e59e35ea-3b2b-507f-9a0c-21b3d19218d8', capacity: 'RESPONSIBLE_OFFICER' },
        { party: '9ebdcedd-f6bb-5210-93f0-9a4cab1c4cc0', capacity: 'LEGAL_REPRESENTATIVE' },
      ],
      validFrom: '2024-01-01',
      validTo: '2025-12-31',
      requiredShareBp: null,
      reimbursementBasis: 'ACTUAL_COSTS',
      eligibleCosts: { amount: '250000.00', currency: 'EUR' },
      cig: 'B10A9942A7',
      cigPurpose: 'TRACEABILITY_ONLY',
      cup: 'B31H22000280006',
    },
  },
  'ConventionAmended.1.json': {
    type: 'ConventionAmended',
    data: {
      act: { number: '88', date: '2025-05-22', protocol: null },
      document: '0ac2652c448e9c0e6f6f6033cb0e5e0d7de520602bdb943b496d27f283a42c8f',
      signatories: [
        { party: 'e59e35ea-3b2b-507f-9a0c-21b3d19218d8', capacity: 'RESPONSIBLE_OFFICER' },
        { party: '9ebdcedd-f6bb-5210-93f0-9a4cab1c4cc0', capacity: 'LEGAL_REPRESENTATIVE' },
      ],
      validFrom: '2025-07-01',
      validTo: '2026-12-31',
      requiredShareBp: 500,
      reimbursementBasis: 'ACTUAL_COSTS',
      eligibleCosts: { amount: '310000.00', currency: 'EUR' },
      cig: null,
      cigPurpose: null,
      cup: null,
    },
  },
  'ConventionTerminated.1.json': {
    type: 'ConventionTerminated',
    data: {
      lastDay: '2026-01-31',
      reason: 'Recesso per esigenze dell’amministrazione',
      act: { number: '15', date: '2026-01-20', protocol: '2026/0003120' },
    },
  },
};
