/** The golden scenario as requests: what an officer records, another verifies and the cooperative confirms. */
import { createHash } from 'node:crypto';
import type { Api, Receipt } from './api.ts';
import { euro, registerParty } from './books.ts';

/** What is claimed of each line, and all of it admitted but for the volunteers' hours. */
export const VERIFIED = {
  grant: '250000.00',
  room: '1560.00',
  allocation: '100000.00',
  staff: '2498.38',
  ownCash: '30000.00',
  volunteers: '4702.50',
  foundation: '40000.00',
  gift: '5000.00',
  fees: '7200.00',
  vehicle: '601.64',
} as const;

type Line = keyof typeof VERIFIED;

export interface Story {
  readonly api: Api;
  readonly officer: Api;
  readonly controller: Api;
  readonly partnership: string;
  readonly records: Readonly<Record<Line, Receipt>>;
  readonly ids: { readonly network: string; readonly cooperative: string; readonly area: string };
  readonly positions: { readonly allocationVerified: string; readonly passedOn: string };
}

type NewAccount = (name: string, role: 'finance' | 'partner', org: string | null) => Api;

const MOVES = { commit: 'commitments', deliver: 'deliveries', pay: 'payments' } as const;

export async function play(officer: Api, account: NewAccount): Promise<Story> {
  const world = await settle(officer);
  const controller = account('controller', 'finance', null);
  const cooperative = account('cooperative', 'partner', world.cooperative);
  const recorded = {
    grant: await municipalGrant(world),
    room: await contribute(world, roomOf(world)),
    allocation: await contribute(world, allocationOf(world)),
    foundation: await foundationGrant(world),
    staff: await contribute(world, staffOf(world)),
    volunteers: await contribute(world, volunteersOf(world)),
    gift: await contribute(world, giftOf(world)),
    fees: await contribute(world, feesOf(world)),
    vehicle: await contribute(world, vehicleOf(world)),
  };
  const allocationVerified = await verify(controller, recorded.allocation, VERIFIED.allocation);
  const passedOn = await passOn(world, recorded.allocation.id);
  const ownCash = await contribute(world, ownCashOf(world, recorded.allocation.id));
  const before = { ...recorded, ownCash };
  const confirmed = await cooperative.done(
    `/contributions/${ownCash.id}/confirmations`,
    {},
    { ifMatch: ownCash.revision },
  );
  const records: Record<Line, Receipt> = { ...before, ownCash: confirmed, allocation: allocationVerified };
  for (const line of Object.keys(VERIFIED) as Line[]) {
    if (line === 'allocation') continue;
    const admitted = line === 'volunteers' ? '4000.00' : VERIFIED[line];
    records[line] = await verify(controller, records[line], VERIFIED[line], admitted);
  }
  records.grant = await officer.done(
    `/contributions/${records.grant.id}/recoveries`,
    {
      amount: euro('5000.00'),
      from: world.cooperative,
      effectiveOn: '2024-12-30',
      act: 'Determina di prova',
    },
    { ifMatch: records.grant.revision },
  );
  const network = await contribute(world, networkOf(world));
  const positions = { allocationVerified: positionOf(allocationVerified), passedOn: positionOf(passedOn) };
  return {
    api: officer,
    officer,
    controller,
    partnership: world.partnership,
    records,
    ids: { network: network.id, cooperative: world.cooperative, area: world.area },
    positions,
  };
}

function positionOf({ position }: Receipt): string {
  if (position === null) throw new Error('a write has a position');
  return position;
}

type World = Awaited<ReturnType<typeof settle>>;

/** Bodies, sources, the partnership and its convention. */
async function settle(officer: Api) {
  const party = (legalName: string, more: object): Promise<string> =>
    registerParty(officer, { legalName, ...more });
  const municipality = await party('Comune di prova', { kind: 'PUBLIC_BODY' });
  const thirdSector = { kind: 'THIRD_SECTOR_BODY', thirdSector: { ctsType: 'SOCIAL_ENTERPRISE', runts: [] } };
  const cooperative = await party('Cooperativa di prova', thirdSector);
  const partnership = await officer.done('/partnerships', {
    title: 'Coprogettazione di prova',
    instrument: 'COPROGETTAZIONE',
    leadBody: municipality,
    from: '2023-01-01',
    to: '2024-12-31',
  });
  const bodies = {
    officer,
    municipality,
    cooperative,
    area: await party('Ambito di prova', { kind: 'PUBLIC_BODY' }),
    region: await party('Regione di prova', { kind: 'PUBLIC_BODY' }),
    association: await party('Associazione di prova', { kind: 'THIRD_SECTOR_BODY' }),
    foundation: await party('Fondazione di prova', { kind: 'FOUNDATION' }),
    company: await party('Impresa di prova', { kind: 'COMPANY' }),
    users: await registerParty(officer, { kind: 'OTHER', standsFor: 'USERS' }),
    partnership: partnership.id,
  };
  await agree(officer, partnership, bodies);
  return { ...bodies, sources: await registerSources(officer) };
}

async function agree(
  officer: Api,
  { id, revision }: Receipt,
  { municipality, cooperative }: { readonly municipality: string; readonly cooperative: string },
): Promise<void> {
  const checks = { registry: 'RUNTS', status: 'REGISTERED', checkedOn: '2022-12-01', since: '2022-03-01' };
  await officer.done(`/parties/${cooperative}/status-checks`, checks, { ifMatch: 0 });
  const signed = await officer.done(
    `/partnerships/${id}/conventions`,
    {
      act: { number: '1', date: '2022-12-20' },
      document: digestOf('convenzione'),
      signatories: [
        { party: municipality, capacity: 'RESPONSIBLE_OFFICER' },
        { party: cooperative, capacity: 'LEGAL_REPRESENTATIVE' },
      ],
      validFrom: '2023-01-01',
      validTo: '2024-12-31',
      reimbursementBasis: 'ACTUAL_COSTS',
      eligibleCosts: euro('500000.00'),
    },
    { ifMatch: revision },
  );
  const admission = { party: cooperative, role: 'PARTNER', on: '2023-01-01' };
  await officer.done(`/partnerships/${id}/partners`, admission, { ifMatch: signed.revision });
}

async function registerSources(officer: Api) {
  const source = async (shares: Readonly<Record<string, number>>, more: object = {}): Promise<string> => {
    const originShares = Object.entries(shares).map(([origin, bp]) => ({ origin, bp }));
    return (await officer.done('/funding-sources', { title: 'Fonte di prova', originShares, ...more })).id;
  };
  return {
    municipal: await source({ MUNICIPALITY: 10_000 }),
    esf: await source(
      { EU: 4_000, STATE: 4_200, REGION: 1_800 },
      { fundCode: 'ESF+', cup: 'X99X22000000001' },
    ),
    own: await source({ THIRD_SECTOR: 10_000 }),
    calls: await source({ FOUNDATION: 10_000 }),
    company: await source({ COMPANY: 10_000 }),
    users: await source({ USERS: 10_000 }),
  };
}

async function contribute({ officer, partnership }: World, body: object): Promise<Receipt> {
  const evidence = [{ reference: 'Documento di prova', sha256: digestOf(JSON.stringify(body)) }];
  return officer.done('/contributions', { partnership, evidence, ...body });
}

async function verify(
  api: Api,
  { id, revision }: Receipt,
  claimed: string,
  admitted = claimed,
): Promise<Receipt> {
  const cut = admitted === claimed ? {} : { reason: 'MISSING_SIGNATURES' };
  const body = { claimed: euro(claimed), admitted: euro(admitted), reference: 'Verbale di prova', ...cut };
  return api.done(`/contributions/${id}/verifications`, body, { ifMatch: revision });
}

/** (1) Pledged by years; each year committed, liquidated and paid under public accounting. */
async function municipalGrant({ officer, municipality, cooperative, partnership, sources }: World) {
  let grant = await officer.done('/pledges', {
    partnership,
    payer: municipality,
    bringer: municipality,
    receiver: cooperative,
    fundingSource: sources.municipal,
    resource: { kind: 'CASH', amount: euro('250000.00') },
    effective: { from: '2023-01-01', to: '2024-12-31' },
    schedule: [
      { year: 2023, amount: euro('150000.00') },
      { year: 2024, amount: euro('100000.00') },
    ],
  });
  const move = async (kind: keyof typeof MOVES, amount: string, from: string, accounting: object) => {
    const body = { part: { amount: euro(amount) }, effective: { from }, accounting };
    const kept = kind === 'commit' ? { ...body, keepRemainder: true } : body;
    const path = `/contributions/${grant.id}/${MOVES[kind]}`;
    grant = await officer.done(path, kept, { ifMatch: grant.revision });
  };
  const pdc = 'U.1.04.04.01.001';
  for (const [year, amount] of [
    [2023, '150000.00'],
    [2024, '100000.00'],
  ] as const) {
    await move('commit', amount, `${year}-01-20`, { commitmentNo: `${year}/1`, year, pdc });
    await move('deliver', amount, `${year}-11-28`, { liquidationNo: `${year}/L1` });
    const publication = 'Scheda di prova';
    await move('pay', amount, `${year}-12-12`, { mandateNo: `${year}/M1`, pdc, publication });
  }
  const document = { reference: 'Mandati di prova', sha256: digestOf('mandati'), type: 'PAYMENT_PROOF' };
  return officer.done(`/contributions/${grant.id}/evidence`, { document }, { ifMatch: grant.revision });
}

/** (2) Market rent of a fifth of the week, or the tariff by the hour: the lower. */
function roomOf({ municipality, cooperative, sources }: World): object {
  const inputs = { area: '120', rentPerSquareMetre: '6.50', hoursUsed: '12', hoursAvailable: '60' };
  const tariff = { method: 'UNITS_AT_RATE', quantity: '516', unit: 'HOUR', inputs: { rate: '15.00' } };
  return {
    payer: municipality,
    bringer: municipality,
    receiver: cooperative,
    fundingSource: sources.municipal,
    stage: 'DELIVERED',
    resource: {
      kind: 'ASSET_USE',
      quantity: '10',
      unit: 'MONTH',
      valuation: { method: 'MARKET_RENT_SHARE', inputs, other: tariff },
    },
    effective: { from: '2023-09-01', to: '2024-06-30' },
  };
}

/** (3) The Region's money, which others pass on. */
function allocationOf({ region, sources }: World): object {
  return paid(region, region, sources.esf, '100000.00', '2023-03-10');
}

async function passOn({ officer, partnership, region, area, cooperative }: World, allocation: string) {
  const amount = euro('100000.00');
  const transfer = (from: string, to: string, effectiveOn: string): Promise<Receipt> => {
    const fundedBy = [{ contribution: allocation, amount }];
    return officer.done('/transfers', { partnership, from, to, amount, fundedBy, effectiveOn });
  };
  await transfer(region, area, '2023-03-15');
  return transfer(area, cooperative, '2023-04-05');
}

/** (4) Not reimbursed. */
function staffOf({ cooperative, sources }: World): object {
  const valuation = { method: 'STAFF_1720', inputs: { annualCost: '31250.00' } };
  return {
    ...inKind(cooperative, sources.own, ['2023-02-01', '2023-11-30']),
    resource: { kind: 'PAID_STAFF', duration: 'PT137H30M', valuation },
  };
}

/** (5) 60 % of it is the Region's. */
function ownCashOf({ cooperative, sources }: World, allocation: string): object {
  return {
    ...paid(cooperative, cooperative, sources.own, '30000.00', '2023-06-30'),
    fundedBy: [{ contribution: allocation, amount: euro('18000.00') }],
  };
}

/** (6) */
function volunteersOf({ association, sources }: World): object {
  const hours = { duration: 'PT412H30M', headcount: 12, registered: true, insured: true };
  const valuation = { method: 'VOLUNTEER_DM_2020', rate: '11.40' };
  return {
    ...inKind(association, sources.own, ['2023-10-01', '2024-05-31']),
    resource: { kind: 'VOLUNTEER_TIME', ...hours, valuation },
  };
}

/** (7) Awarded 60,000.00, of which 40,000.00 came. */
async function foundationGrant({ officer, partnership, foundation, cooperative, sources }: World) {
  const { stage: _stage, ...stated } = paid(foundation, cooperative, sources.calls, '60000.00', '2023-01-10');
  const awarded = await officer.done('/pledges', {
    partnership,
    ...stated,
    effective: { from: '2023-01-01', to: '2024-12-31' },
    evidence: [{ reference: 'Lettera di prova', sha256: digestOf('lettera'), type: 'GRANT_LETTER' }],
  });
  const received = { part: { amount: euro('40000.00') }, effective: { from: '2023-10-10' } };
  return officer.done(`/contributions/${awarded.id}/payments`, received, { ifMatch: awarded.revision });
}

/** (8) */
function giftOf({ company, cooperative, sources }: World): object {
  return paid(company, cooperative, sources.company, '5000.00', '2024-05-15');
}

/** (9) */
function feesOf({ users, cooperative, sources }: World): object {
  const fees = paid(users, cooperative, sources.users, '7200.00', '2024-12-15');
  return { ...fees, resource: { ...fees.resource, nature: 'USER_FEE' } };
}

/** (10) Half of it was bought with a public grant. */
function vehicleOf({ cooperative, sources }: World): object {
  const inputs = { purchaseCost: '24000.00', depreciationBp: '2500', useBp: '4000', publicGrantBp: '5000' };
  const valuation = { method: 'DEPRECIATION_SHARE', inputs };
  return {
    ...inKind(cooperative, sources.own, ['2024-01-01', '2024-07-01']),
    resource: { kind: 'ASSET_USE', quantity: '183', unit: 'DAY', valuation },
  };
}

/** (11) */
function networkOf({ cooperative }: World): object {
  return {
    bringer: cooperative,
    resource: { kind: 'RELATIONAL', indicator: 'NETWORK_NODES', quantity: '24', unit: 'nodi' },
    effective: { from: '2024-12-31' },
  };
}

function paid(payer: string, bringer: string, fundingSource: string, amount: string, from: string) {
  const resource = { kind: 'CASH', amount: euro(amount) };
  return { payer, bringer, fundingSource, stage: 'PAID', resource, effective: { from } };
}

function inKind(body: string, fundingSource: string, [from, to]: readonly [string, string]) {
  return { payer: body, bringer: body, fundingSource, stage: 'DELIVERED', effective: { from, to } };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
