/**
 * Methods that every ledger knows, version 1 each. A changed law is a new version beside the old one, whose results
 * stay: a value names the version it was made by.
 */
import type { StandardMethod } from './method.ts';

/** No law gave these a first day: what is recorded of any past must keep its value. */
const ALWAYS = '1000-01-01';
/** Expenditure is eligible under Reg. (EU) 2021/1060 from 2021 to 2029 (art. 63(2)). */
const CPR = { validFrom: '2021-01-01', validTo: '2029-12-31' } as const;

type Standard = Omit<StandardMethod, 'version' | 'params' | 'cap' | 'validTo'> &
  Partial<Pick<StandardMethod, 'params' | 'cap' | 'validTo'>>;

function standard(method: Standard): StandardMethod {
  return { params: {}, cap: null, validTo: null, ...method, version: 1 };
}

const GENERAL: readonly StandardMethod[] = [
  standard({
    id: 'HOURS_AT_RATE',
    name: { it: 'Ore a costo orario documentato', en: 'Hours at a documented hourly cost' },
    kinds: ['PAID_STAFF'],
    formula: 'HOURS_AT_RATE',
    rounding: 'ONCE_AT_END',
    legalSource: 'Reg. (EU) 2021/1060 art. 55',
    validFrom: ALWAYS,
  }),
  standard({
    id: 'UNITS_AT_RATE',
    name: { it: 'Unità d’uso a tariffa', en: 'Units of use at a rate' },
    kinds: ['ASSET_USE'],
    formula: 'UNITS_AT_RATE',
    rounding: 'ONCE_AT_END',
    legalSource: 'Reg. (EU) 2021/1060 art. 67(1)(b)',
    validFrom: ALWAYS,
  }),
  standard({
    id: 'KNOW_HOW_HOURS',
    name: { it: 'Ore di competenza a tariffa', en: 'Hours of know-how at a rate' },
    kinds: ['DONATED_SERVICE'],
    formula: 'HOURS_AT_RATE',
    rounding: 'ONCE_AT_END',
    legalSource: 'Reg. (EU) 2021/1060 art. 67(1)(b)-(c)',
    validFrom: ALWAYS,
  }),
  standard({
    id: 'NORMAL_PRICE',
    name: { it: 'Valore normale documentato', en: 'Documented normal price' },
    kinds: ['DONATED_GOODS', 'DONATED_SERVICE'],
    formula: 'UNITS_AT_NORMAL_PRICE',
    rounding: 'ONCE_AT_END',
    legalSource: 'DPR 917/1986 art. 9; Reg. (EU) 2021/1060 art. 67(1)(b)',
    validFrom: ALWAYS,
  }),
];

const STAFF: readonly StandardMethod[] = [
  standard({
    id: 'STAFF_1720',
    name: { it: 'Costo annuo / 1720 ore', en: 'Annual cost / 1720 hours' },
    kinds: ['PAID_STAFF'],
    formula: 'ANNUAL_COST_PER_HOUR',
    params: { annualHours: '1720' },
    rounding: 'RATE_FIRST',
    legalSource: 'Reg. (EU) 2021/1060 art. 55(2)(a)',
    ...CPR,
  }),
  standard({
    id: 'STAFF_MONTHLY_HOURS',
    name: { it: 'Costo mensile / ore mensili medie', en: 'Monthly cost / average monthly hours' },
    kinds: ['PAID_STAFF'],
    formula: 'MONTHLY_COST_PER_HOUR',
    rounding: 'RATE_FIRST',
    legalSource: 'Reg. (EU) 2021/1060 art. 55(2)(b)',
    ...CPR,
  }),
  standard({
    id: 'STAFF_FIXED_SHARE',
    name: { it: 'Quota fissa del costo mensile', en: 'Fixed share of the monthly cost' },
    kinds: ['PAID_STAFF'],
    formula: 'SHARE_OF_MONTHLY_COST',
    rounding: 'ONCE_AT_END',
    legalSource: 'Reg. (EU) 2021/1060 art. 55(5)',
    ...CPR,
  }),
  standard({
    id: 'STAFF_215_DAYS',
    name: { it: 'Costo annuo / 215 giorni', en: 'Annual cost / 215 days' },
    kinds: ['PAID_STAFF'],
    formula: 'ANNUAL_COST_PER_DAY',
    params: { annualDays: '215' },
    rounding: 'RATE_FIRST',
    legalSource: 'EU corporate model grant agreement 2021-2027, art. 6.2.A.1',
    validFrom: '2021-01-01',
  }),
];

const VOLUNTEERS: readonly StandardMethod[] = [
  standard({
    id: 'VOLUNTEER_DM_2020',
    name: {
      it: 'Volontari: retribuzione oraria lorda della qualifica',
      en: 'Volunteers: gross hourly pay of the qualification',
    },
    kinds: ['VOLUNTEER_TIME'],
    formula: 'HOURS_AT_RATE',
    rounding: 'ONCE_AT_END',
    legalSource: 'DM 5/3/2020 (glossary); D.Lgs. 81/2015 art. 51',
    // The forms are due from the first financial year after the one of their publication.
    validFrom: '2021-01-01',
  }),
  standard({
    id: 'VOLUNTEER_EQUIVALENT_PAY',
    name: { it: 'Volontari: retribuzione di lavoro equivalente', en: 'Volunteers: pay for equivalent work' },
    kinds: ['VOLUNTEER_TIME'],
    formula: 'HOURS_AT_RATE',
    rounding: 'ONCE_AT_END',
    legalSource: 'Reg. (EU) 2021/1060 art. 67(1)(e)',
    ...CPR,
  }),
  standard({
    id: 'VOLUNTEER_REPLACEMENT_COST',
    name: { it: 'Volontari: costo di sostituzione', en: 'Volunteers: replacement cost' },
    kinds: ['VOLUNTEER_TIME'],
    formula: 'HOURS_AT_RATE',
    rounding: 'ONCE_AT_END',
    legalSource: 'ILO, Manual on the measurement of volunteer work (2011)',
    validFrom: ALWAYS,
  }),
];

const ASSETS: readonly StandardMethod[] = [
  standard({
    id: 'MARKET_RENT_SHARE',
    name: { it: 'Quota del canone di mercato', en: 'Share of the market rent' },
    kinds: ['ASSET_USE'],
    formula: 'SHARE_OF_MARKET_RENT',
    rounding: 'ONCE_AT_END',
    legalSource: 'Reg. (EU) 2021/1060 art. 67(1)(b)-(c)',
    validFrom: ALWAYS,
  }),
  standard({
    id: 'DEPRECIATION_SHARE',
    name: { it: 'Quota d’ammortamento', en: 'Share of depreciation' },
    kinds: ['ASSET_USE'],
    formula: 'SHARE_OF_DEPRECIATION',
    params: { daysPerYear: '365' },
    rounding: 'ONCE_AT_END',
    legalSource: 'Reg. (EU) 2021/1060 art. 67(2)',
    validFrom: ALWAYS,
  }),
];

const FLAT_RATES: readonly StandardMethod[] = [
  standard({
    id: 'INDIRECT_7',
    name: { it: 'Costi indiretti: 7 % dei costi diretti', en: 'Indirect costs: 7 % of direct costs' },
    kinds: ['ASSET_USE', 'DONATED_GOODS', 'DONATED_SERVICE'],
    formula: 'INDIRECT_OF_DIRECT',
    params: { rateBp: '700' },
    rounding: 'ONCE_AT_END',
    legalSource: 'Reg. (EU) 2021/1060 art. 54(a)',
    ...CPR,
  }),
  standard({
    id: 'INDIRECT_15',
    name: { it: 'Costi indiretti: 15 % del personale', en: 'Indirect costs: 15 % of direct staff costs' },
    kinds: ['ASSET_USE', 'DONATED_GOODS', 'DONATED_SERVICE'],
    formula: 'INDIRECT_OF_STAFF',
    params: { rateBp: '1500' },
    rounding: 'ONCE_AT_END',
    legalSource: 'Reg. (EU) 2021/1060 art. 54(b)',
    ...CPR,
  }),
  standard({
    id: 'STAFF_20',
    name: { it: 'Personale: 20 % degli altri costi diretti', en: 'Staff: 20 % of other direct costs' },
    kinds: ['PAID_STAFF'],
    formula: 'STAFF_OF_OTHER',
    params: { rateBp: '2000' },
    rounding: 'ONCE_AT_END',
    legalSource: 'Reg. (EU) 2021/1060 art. 55(1)',
    ...CPR,
  }),
  standard({
    id: 'OTHER_40',
    name: {
      it: 'Tutti gli altri costi: 40 % del personale',
      en: 'All other costs: 40 % of direct staff costs',
    },
    kinds: ['ASSET_USE', 'DONATED_GOODS', 'DONATED_SERVICE'],
    formula: 'OTHER_OF_STAFF',
    params: { rateBp: '4000' },
    rounding: 'ONCE_AT_END',
    legalSource: 'Reg. (EU) 2021/1060 art. 56(1)',
    ...CPR,
  }),
];

export const STANDARD_METHODS: readonly StandardMethod[] = [
  ...GENERAL,
  ...STAFF,
  ...VOLUNTEERS,
  ...ASSETS,
  ...FLAT_RATES,
];

const BY_NAME = new Map(STANDARD_METHODS.map((method) => [`${method.id}/${method.version}`, method]));

/** A standard method, or null when the id is none or it has no such version. */
export function standardMethod(id: string, version: number): StandardMethod | null {
  return BY_NAME.get(`${id}/${version}`) ?? null;
}
