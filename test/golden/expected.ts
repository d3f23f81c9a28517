/**
 * What each golden event means in today's types. A version that has been left behind keeps its bytes in
 * `events/`; here it says what its upcasters must make of it.
 */
import type { LedgerEvent } from '#read-models/domain-events';
import { EXPECTED_OF_CONTRIBUTION_LIFE } from './expected-contribution-life.ts';
import { EXPECTED_OF_CONTRIBUTIONS } from './expected-contributions.ts';
import { EXPECTED_OF_FIGURES } from './expected-figures.ts';
import { EXPECTED_OF_PARTNERSHIPS } from './expected-partnerships.ts';
import { EXPECTED_OF_UNVALUED } from './expected-unvalued.ts';

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
      taxCodeOverride: null,
      thirdSector: null,
      publicBody: null,
      foundationType: null,
      mixedCapital: null,
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
      taxCodeOverride: null,
      thirdSector: null,
      publicBody: null,
      foundationType: null,
      mixedCapital: null,
    },
  },
  'FundingSourceRegistered.1.json': {
    type: 'FundingSourceRegistered',
    data: {
      title: 'Bandi di fondazioni per azioni coprogettate',
      originShares: [{ origin: 'FOUNDATION', bp: 10000 }],
      fundCode: null,
      repayable: false,
      grantor: null,
      callReference: null,
      cup: null,
      cci: null,
      pnrrMeasure: null,
      taxExpenditureBp: null,
      ownShareConditionBp: null,
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
      grantor: null,
      callReference: null,
      cup: null,
      cci: null,
      pnrrMeasure: null,
      taxExpenditureBp: null,
      ownShareConditionBp: null,
    },
  },
  'FundingSourceRegistered.1.repayable.json': {
    type: 'FundingSourceRegistered',
    data: {
      title: 'Fondo rotativo comunale',
      originShares: [{ origin: 'MUNICIPALITY', bp: 10000 }],
      fundCode: null,
      repayable: true,
      grantor: null,
      callReference: null,
      cup: null,
      cci: null,
      pnrrMeasure: null,
      taxExpenditureBp: null,
      ownShareConditionBp: null,
    },
  },
  'PartyRegistered.2.json': {
    type: 'PartyRegistered',
    data: {
      foundationType: null,
      ipaCode: null,
      kind: 'THIRD_SECTOR_BODY',
      legalName: 'Cooperativa sociale Filo Rosso (inventata)',
      mixedCapital: null,
      publicBody: null,
      standsFor: null,
      taxCode: '90000000006',
      taxCodeOverride: { reason: 'archivio del 2009, così registrato' },
      thirdSector: {
        cooperativeType: 'A',
        ctsType: 'SOCIAL_ENTERPRISE',
        runts: [{ number: '0012345', section: 'd' }],
      },
    },
  },
  'PartyRegistered.2.mixed.json': {
    type: 'PartyRegistered',
    data: {
      foundationType: null,
      ipaCode: null,
      kind: 'MIXED_ENTERPRISE',
      legalName: 'Consorzio misto Girandola (inventato)',
      mixedCapital: { publicShareBp: 4900 },
      publicBody: null,
      standsFor: null,
      taxCode: null,
      taxCodeOverride: null,
      thirdSector: { cooperativeType: 'CONSORTIUM', ctsType: 'SOCIAL_ENTERPRISE', runts: [] },
    },
  },
  'PartyCorrected.1.json': {
    type: 'PartyCorrected',
    data: {
      justification: { reason: 'ENTRY_ERROR', reference: 'visura del 12/01/2026' },
      party: {
        foundationType: null,
        ipaCode: 'c_e507',
        kind: 'PUBLIC_BODY',
        legalName: 'Comune di Lecco',
        mixedCapital: null,
        publicBody: { istatCode: '097042', level: 'MUNICIPALITY' },
        standsFor: null,
        taxCode: '00623530136',
        taxCodeOverride: null,
        thirdSector: null,
      },
    },
  },
  'PartyStatusChecked.1.json': {
    type: 'PartyStatusChecked',
    data: {
      checkedOn: '2026-03-02',
      evidence: {
        reference: 'visura RUNTS prot. 118/2026',
        sha256: '107a015b955702ebfce6b32504beb77f272030d3dc26b24b90d6a2e4413db45c',
      },
      registry: 'RUNTS',
      since: '2022-11-07',
      status: 'REGISTERED',
    },
  },
  'AidGranted.1.json': {
    type: 'AidGranted',
    data: {
      cor: '9000001',
      grantedOn: '2026-02-27',
      grossGrantEquivalent: { amount: '15600.00', currency: 'EUR' },
      motivation: null,
      partnership: 'b26e9590-2d6e-5653-8959-416e23bae35f',
      regime: 'DE_MINIMIS',
    },
  },
  'FundingSourceRegistered.2.json': {
    type: 'FundingSourceRegistered',
    data: {
      callReference: 'Bando 2/2025',
      cci: null,
      cup: null,
      fundCode: null,
      grantor: '437b523f-67e1-53ac-8bd5-05d4038a6fe7',
      originShares: [{ bp: 10000, origin: 'FOUNDATION' }],
      ownShareConditionBp: 2000,
      pnrrMeasure: null,
      repayable: false,
      taxExpenditureBp: 6500,
      title: 'Bando della fondazione di comunità (inventato)',
    },
  },
  'FundingSourceCorrected.1.json': {
    type: 'FundingSourceCorrected',
    data: {
      justification: { reason: 'SOURCE_CHANGED', reference: null },
      source: {
        callReference: 'Bando 2/2025, seconda edizione',
        cci: null,
        cup: null,
        fundCode: null,
        grantor: '437b523f-67e1-53ac-8bd5-05d4038a6fe7',
        originShares: [{ bp: 10000, origin: 'FOUNDATION' }],
        ownShareConditionBp: null,
        pnrrMeasure: null,
        repayable: false,
        taxExpenditureBp: 6500,
        title: 'Bando della fondazione di comunità (inventato)',
      },
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
      form: null,
      socialArea: null,
      usersAreas: [],
      municipalities: [],
      population: null,
      sizeClass: null,
      legalBasis: [],
      acts: [],
      follows: null,
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
  ...EXPECTED_OF_CONTRIBUTIONS,
  'PublicBaseWithdrawn.1.json': {
    type: 'PublicBaseWithdrawn',
    data: { reason: 'Il Comune ha pubblicato i rendiconti' },
  },
  'PeriodClosingStarted.1.json': {
    type: 'PeriodClosingStarted',
    data: {
      year: 2009,
      checklist: [
        { item: 'UNVERIFIED', outcome: 'DONE', note: null },
        {
          item: 'CONTESTED',
          outcome: 'ACCEPTED',
          note: 'Una contestazione è ancora in esame: verbale n. 2/2026',
        },
        { item: 'EVIDENCE_MISSING', outcome: 'DONE', note: null },
        { item: 'UNVALUED', outcome: 'DONE', note: null },
        { item: 'DUPLICATES', outcome: 'DONE', note: null },
        { item: 'EXPIRING_PLEDGES', outcome: 'DONE', note: null },
        { item: 'ACCOUNTS_RECONCILED', outcome: 'DONE', note: null },
      ],
    },
  },
  'PeriodClosingAbandoned.1.json': {
    type: 'PeriodClosingAbandoned',
    data: { year: 2009, reason: 'Manca il rendiconto della fondazione' },
  },
  'PeriodStreamsListed.1.json': {
    type: 'PeriodStreamsListed',
    data: {
      year: 2009,
      part: 1,
      of: 1,
      streams: [
        ['contribution-0d4f6c9e-53a1-5c7e-9b1f-2f6f0f2b7a10', 0],
        ['contribution-7a1be2f4-9c05-5a3d-8e6c-41d0c5b9e3f7', 2],
        ['partnership-b26e9590-2d6e-5653-8959-416e23bae35f', 2],
      ],
    },
  },
  'PeriodClosed.1.json': {
    type: 'PeriodClosed',
    data: {
      year: 2009,
      position: '21',
      streams: 3,
      digest: 'ff7b4a7053b1801fac07379aef666c569d21fa0c854213087235c8c960a52af6',
    },
  },
  'PeriodReopened.1.json': {
    type: 'PeriodReopened',
    data: { year: 2009, reason: 'Verbale n. 5/2026: una fattura del 2009 ritrovata' },
  },
  ...EXPECTED_OF_PARTNERSHIPS,
  'ValuationMethodProposed.1.json': {
    type: 'ValuationMethodProposed',
    data: {
      name: {
        it: 'Tariffa delle sale di quartiere',
        en: 'Tariff of neighbourhood halls',
      },
      kinds: ['ASSET_USE'],
      scope: 'Sale di quartiere del Comune',
      formula: 'UNITS_AT_RATE',
      params: {},
      rounding: 'ONCE_AT_END',
      cap: {
        on: 'RATE',
        amount: '15.00',
      },
      legalSource: 'Delibera di Giunta n. 12 del 15/01/2026; Reg. (UE) 2021/1060 art. 67, par. 1, lett. b)',
      validFrom: '2026-01-01',
      version: 1,
    },
  },
  'ReferenceRatePublished.1.json': {
    type: 'ReferenceRatePublished',
    data: {
      level: 'SALA_GRANDE',
      rate: '15.00',
      unit: 'HOUR',
      validFrom: '2026-01-01',
      validTo: null,
      source: {
        title: 'Tariffario delle sale 2026',
        url: 'https://comune.example/sale/tariffe-2026',
      },
      closes: null,
    },
  },
  'ValuationMethodAdopted.1.json': {
    type: 'ValuationMethodAdopted',
    data: {
      version: 1,
      act: 'det. n. 31 del 02/03/2026',
      closes: null,
    },
  },
  'ReferenceRatePublished.1.following.json': {
    type: 'ReferenceRatePublished',
    data: {
      level: 'SALA_GRANDE',
      rate: '15.50',
      unit: 'HOUR',
      validFrom: '2026-07-01',
      validTo: null,
      source: {
        title: 'Tariffario delle sale, secondo semestre 2026',
        url: null,
      },
      closes: {
        validFrom: '2026-01-01',
        validTo: '2026-06-30',
      },
    },
  },
  'ValuationMethodRetired.1.json': {
    type: 'ValuationMethodRetired',
    data: {
      version: 1,
      validTo: '2026-12-31',
      reason: 'Dal 2027 le sale sono valutate a canone di mercato',
    },
  },
  ...EXPECTED_OF_CONTRIBUTION_LIFE,
  ...EXPECTED_OF_UNVALUED,
  ...EXPECTED_OF_FIGURES,
};
