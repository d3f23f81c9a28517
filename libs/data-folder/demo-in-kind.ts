/** What the invented partnership has besides money: rooms, hours, vehicles, goods, know-how and relations. */
import { documentOf, euro, onContribution, stated } from './demo-desk.ts';
import type { Book } from './demo-book.ts';

/** A room given free of charge: the market rent of its share of use, or the tariff by the hour; the lower counts. */
export async function room({ record, entered, verified, partnership, bodies, sources }: Book): Promise<void> {
  const { municipality, cooperative } = bodies;
  const statement = stated({
    payer: municipality,
    bringer: municipality,
    receiver: cooperative,
    fundingSource: sources.municipal,
    stage: 'DELIVERED',
    resource: {
      kind: 'ASSET_USE',
      asset: 'Sala civica, inventario 27',
      quantity: '10',
      unit: 'MONTH',
      valuation: {
        method: 'MARKET_RENT_SHARE',
        version: 1,
        inputs: { area: '120', rentPerSquareMetre: '6.50', hoursUsed: '12', hoursAvailable: '60' },
        other: {
          method: 'UNITS_AT_RATE',
          version: 1,
          quantity: '516',
          unit: 'HOUR',
          inputs: { rate: '15.00' },
        },
      },
    },
    on: ['2023-09-01', '2024-06-30'],
    usersArea: 'FAM',
    evidence: [documentOf('FREE_LOAN_AGREEMENT', 'Comodato 5/2023, esempio')],
  });
  await verified('sala', await entered('sala', statement), '1560.00');
  await record('ex/aiuto', {
    aggregate: 'party',
    id: cooperative,
    command: {
      kind: 'grantAid',
      regime: 'NO_AID',
      grossGrantEquivalent: euro('1560.00'),
      grantedOn: '2023-09-01',
      cor: null,
      motivation: 'Attività non economica e di effetto solo locale, esempio',
      partnership,
    },
  });
}

export async function thirdSectorResources(book: Book): Promise<void> {
  const { entered, verified, partner, bodies, sources } = book;
  const { cooperative } = bodies;
  const ofCoop = { payer: cooperative, bringer: cooperative, fundingSource: sources.ownOfCoop } as const;
  const staff = stated({
    ...ofCoop,
    stage: 'DELIVERED',
    resource: {
      kind: 'PAID_STAFF',
      person: '00000000-0000-4000-8000-000000000001',
      minutes: 8_250,
      valuation: { method: 'STAFF_1720', version: 1, inputs: { annualCost: '31250.00' } },
    },
    on: ['2024-02-01', '2024-11-30'],
    usersArea: 'FAM',
    evidence: [documentOf('TIMESHEET', 'Fogli ore 2024, esempio')],
  });
  const reasons = { PLAUSIBLE_RATE: 'Primo livello, contratto di apprendistato, esempio' };
  const hours = await entered('personale', staff, reasons);
  await partner('ex/personale-conferma', onContribution(hours, { kind: 'confirm' }));
  await verified('personale', hours, '2498.38');

  const vehicle = stated({
    ...ofCoop,
    stage: 'DELIVERED',
    resource: {
      kind: 'ASSET_USE',
      asset: 'Furgone, inventario 4',
      quantity: '183',
      unit: 'DAY',
      valuation: {
        method: 'DEPRECIATION_SHARE',
        version: 1,
        inputs: { purchaseCost: '24000.00', depreciationBp: '2500', useBp: '4000', publicGrantBp: '5000' },
      },
    },
    on: ['2024-01-01', '2024-07-01'],
    usersArea: 'ANZ',
    evidence: [documentOf('METHOD_DOCUMENT', 'Libro cespiti 2024, esempio')],
  });
  await verified('furgone', await entered('furgone', vehicle), '601.64');
  await volunteers(book);
  await network(book);
}

/** Hours by the rate of a level, of a method that one person proposed and another adopted; part lacks signatures. */
async function volunteers({ record, verify, entered, verified, bodies, sources }: Book): Promise<void> {
  const source = { title: 'Tabella retributiva di esempio', url: null };
  const method = await record('ex/metodo', {
    aggregate: 'valuation-method',
    id: null,
    command: {
      kind: 'propose',
      terms: {
        name: { it: 'Volontari, tabella di esempio', en: 'Volunteers, example table' },
        scope: 'Partenariati della Valle di Esempio',
        kinds: ['VOLUNTEER_TIME'],
        formula: 'HOURS_AT_RATE',
        params: {},
        rounding: 'ONCE_AT_END',
        cap: null,
        legalSource: 'DM 5/3/2020; D.Lgs. 81/2015 art. 51',
        validFrom: '2023-01-01',
      },
    },
  });
  await verify('ex/metodo-adottato', {
    aggregate: 'valuation-method',
    id: method,
    command: { kind: 'adopt', version: 1, act: 'Determina 9 del 09/01/2023, esempio' },
  });
  await record('ex/metodo-tariffa', {
    aggregate: 'valuation-method',
    id: method,
    command: {
      kind: 'publishRate',
      rate: { level: 'C1', rate: '11.40', unit: 'HOUR', validFrom: '2023-01-01', validTo: null, source },
    },
  });
  const { association } = bodies;
  const given = stated({
    payer: association,
    bringer: association,
    fundingSource: sources.ownOfAssociation,
    stage: 'DELIVERED',
    resource: {
      kind: 'VOLUNTEER_TIME',
      person: null,
      headcount: 12,
      minutes: 24_750,
      registered: true,
      insured: true,
      valuation: { method, version: 1, level: 'C1' },
    },
    on: ['2023-10-01', '2024-05-31'],
    usersArea: 'ANZ',
    evidence: [documentOf('VOLUNTEER_REGISTER', 'Registro presenze 2023-2024, esempio')],
  });
  await verified('volontari', await entered('volontari', given), '4702.50', '4000.00');
}

async function network({ record, partnership, bodies }: Book): Promise<void> {
  for (const [indicator, quantity, unit] of [
    ['NETWORK_NODES', '24', 'bodies'],
    ['NETWORK_TIES', '120', 'ties'],
  ] as const) {
    const declaration = {
      bringer: bodies.cooperative,
      receiver: null,
      resource: { kind: 'RELATIONAL', indicator, quantity, unit } as const,
      effective: { from: '2023-01-01', to: '2024-12-31' },
      usersArea: null,
      place: null,
      evidence: [documentOf('OTHER', `Mappa della rete, ${unit}, esempio`)],
    };
    const externalRef = `ES-${indicator}`;
    const command = { kind: 'declare', partnership, externalRef, declaration } as const;
    await record(`ex/${indicator}`, onContribution(null, command));
  }
}

/** Delivered and not yet verified; one line is contested by the partner that is credited with it. */
export async function waiting({ entered, partner, bodies, sources }: Book): Promise<void> {
  const { association, cooperative, company } = bodies;
  const goods = stated({
    payer: company,
    bringer: association,
    fundingSource: sources.company,
    stage: 'DELIVERED',
    resource: {
      kind: 'DONATED_GOODS',
      description: 'Sedie e tavoli per la sala',
      quantity: '20',
      unit: 'ITEM',
      valuation: { method: 'NORMAL_PRICE', version: 1, inputs: { normalPrice: '45.00' } },
    },
    on: '2024-09-02',
    evidence: [documentOf('DELIVERY_PROOF', 'Documento di trasporto 31/2024, esempio')],
  });
  await entered('arredi', goods);
  const knowHow = stated({
    payer: cooperative,
    bringer: cooperative,
    fundingSource: sources.ownOfCoop,
    stage: 'DELIVERED',
    resource: {
      kind: 'DONATED_SERVICE',
      description: 'Progettazione del servizio',
      quantity: '64',
      unit: 'HOUR',
      valuation: { method: 'KNOW_HOW_HOURS', version: 1, inputs: { rate: '20.00' } },
    },
    on: ['2024-03-01', '2024-04-30'],
  });
  const work = await entered('progettazione', knowHow);
  const contest = { kind: 'contest', reason: 'MISSING_PART', reference: 'Nota 8/2024, esempio' } as const;
  await partner('ex/progettazione-contestata', onContribution(work, contest));
}
