/** A file with the official header: amounts by component, origins and funds kept, no financing made up. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bookedBy, eventsIn, type Booked, type Events } from './booked.ts';
import { figureIn } from './figures.ts';
import { centsOf, euroOf, sumOf } from './money.ts';
import { Desk, type Run } from './pledger.ts';
import { OFFICIAL_HEADER, officialFile, type Cells } from './projects.ts';
import { Draw } from './draw.ts';

const AS_OF = '2031-12-31';
const EU_FUNDS = {
  FINANZ_UE_FESR: 'ERDF',
  FINANZ_UE_FSE: 'ESF',
  FINANZ_UE_FEASR: 'EAFRD',
  FINANZ_UE_FEAMP: 'EMFF',
  FINANZ_UE_IOG: 'YEI',
} as const;
/** Column, origin, fund; those of the public total first. */
const NATIONAL = [
  ['FINANZ_STATO_FONDO_DI_ROTAZIONE', 'STATE', 'FDR'],
  ['FINANZ_STATO_FSC', 'STATE', 'FSC'],
  ['FINANZ_STATO_PAC', 'STATE', 'PAC'],
  ['FINANZ_STATO_COMPLETAMENTI', 'STATE', null],
  ['FINANZ_STATO_ALTRI_PROVVEDIMENTI', 'STATE', null],
  ['FINANZ_REGIONE', 'REGION', null],
  ['FINANZ_PROVINCIA', 'PROVINCE', null],
  ['FINANZ_COMUNE', 'MUNICIPALITY', null],
  ['FINANZ_RISORSE_LIBERATE', 'OTHER_PUBLIC', null],
  ['FINANZ_ALTRO_PUBBLICO', 'OTHER_PUBLIC', null],
  ['FINANZ_STATO_ESTERO', 'FOREIGN_STATE', null],
  ['FINANZ_PRIVATO', 'OTHER_PRIVATE', null],
] as const;
const IN_PUBLIC_TOTAL = NATIONAL.slice(0, -2).map(([column]) => column);

interface Amount {
  readonly reference: string;
  readonly origin: string;
  readonly fund: string | null;
  readonly cents: bigint;
}

/** What a row should be recorded as, by the description of the columns. */
function amountsOf(row: Cells): Amount[] {
  const amount = (column: string, origin: string, fund: string | null, cents: bigint): Amount => {
    return { reference: `opencoesione:${row['COD_LOCALE_PROGETTO']}:${column}`, origin, fund, cents };
  };
  const inCell = (column: string): bigint => centsOf(row[column] ?? '');
  const funds = Object.entries(EU_FUNDS).map(([column, fund]) => amount(column, 'EU', fund, inCell(column)));
  const withoutColumn = inCell('FINANZ_UE') - sumOf(funds.map(({ cents }) => cents));
  return [
    amount('FINANZ_UE', 'EU', null, withoutColumn > 0n ? withoutColumn : 0n),
    ...funds,
    ...NATIONAL.map(([column, origin, fund]) => amount(column, origin, fund, inCell(column))),
  ].filter(({ cents }) => cents > 0n);
}

/** A row whose public total and EU total are what its components add up to. */
function rowOf(cells: Cells, differingBy = 0n): Cells {
  const inCell = (column: string): bigint => centsOf(cells[column] ?? '');
  const eu = sumOf(Object.keys(EU_FUNDS).map(inCell)) + inCell('EU_WITHOUT_COLUMN');
  const total = eu + sumOf(IN_PUBLIC_TOTAL.map(inCell)) + differingBy;
  const written = (cents: bigint): string => euroOf(cents).replace('.', ',');
  return { ...cells, FINANZ_UE: written(eu), FINANZ_TOTALE_PUBBLICO: written(total) };
}

const MANY_FUNDS = rowOf({
  COD_LOCALE_PROGETTO: '1LI0001',
  CUP: 'B31H22000280006',
  COD_COMUNE: '003097042',
  DEN_PROVINCIA: 'LECCO',
  DEN_COMUNE: 'LECCO',
  OC_DATA_INIZIO_PROGETTO: '20220131',
  EU_WITHOUT_COLUMN: '100000,00',
  FINANZ_UE_FESR: '600000,00',
  FINANZ_UE_FSE: '300000,00',
  FINANZ_STATO_FONDO_DI_ROTAZIONE: '500000,00',
  FINANZ_STATO_FSC: '250000,50',
  FINANZ_REGIONE: '120000',
  FINANZ_COMUNE: '30000,1',
  FINANZ_PRIVATO: '45000,10',
  FINANZ_DA_REPERIRE: '999999,99',
});
const OTHER_FUNDS = rowOf(
  {
    COD_LOCALE_PROGETTO: '1LI0002',
    DEN_REGIONE: 'LIGURIA:::TOSCANA',
    DEN_COMUNE: 'GENOVA:::PISA',
    COD_COMUNE: '007010025:::009050026',
    OC_DATA_INIZIO_PROGETTO: '20151231',
    FINANZ_UE_FEASR: '3,03',
    FINANZ_UE_FEAMP: '4,04',
    FINANZ_UE_IOG: '5,05',
    FINANZ_STATO_PAC: '6,06',
    FINANZ_STATO_COMPLETAMENTI: '7,07',
    FINANZ_STATO_ALTRI_PROVVEDIMENTI: '8,08',
    FINANZ_PROVINCIA: '9,09',
    FINANZ_RISORSE_LIBERATE: '10,10',
    FINANZ_ALTRO_PUBBLICO: '11,11',
    FINANZ_STATO_ESTERO: '12,12',
    FINANZ_DA_REPERIRE: '0,51',
  },
  3n,
);
const ONLY_SOUGHT = rowOf({
  COD_LOCALE_PROGETTO: '1LI0003',
  DATA_INIZIO_EFF_ESECUZIONE: '20190401',
  FINANZ_DA_REPERIRE: '70,00',
});
const LATE_DATE = rowOf({
  COD_LOCALE_PROGETTO: '1LI0004',
  DATA_INIZIO_EFF_ESECUZIONE: '20190402',
  FINANZ_COMUNE: '40,00',
});

/** Rows with a few of the components each, and sometimes a total some cents away. */
function anyRows(count: number): Cells[] {
  const random = new Draw(20_250_430);
  const columns = [...Object.keys(EU_FUNDS), 'EU_WITHOUT_COLUMN', ...NATIONAL.map(([column]) => column)];
  return Array.from({ length: count }, (_, number) => {
    const cells: Record<string, string> = {
      COD_LOCALE_PROGETTO: `7AN${number}`,
      CUP: `J${10 + (number % 80)}C${String(number).padStart(11, '0')}`,
      OC_DATA_INIZIO_PROGETTO: `20${10 + (number % 15)}0${random.whole(1, 9)}0${random.whole(1, 9)}`,
      DEN_COMUNE: `Comune ${number}`,
    };
    for (const column of columns.filter(() => random.chance(0.3)))
      cells[column] = `${random.whole(0, 9_999_999)},${random.whole(10, 99)}`;
    return rowOf(cells, random.chance(0.2) ? BigInt(random.whole(1, 5)) : 0n);
  });
}

const rows = [MANY_FUNDS, OTHER_FUNDS, ONLY_SOUGHT, LATE_DATE, ...anyRows(60)];
const amounts = rows.flatMap(amountsOf);
const first = rows.map((row) => row['FINANZ_TOTALE_PUBBLICO']);
const differing = rows.filter((row) => centsOf(row['FINANZ_TOTALE_PUBBLICO'] ?? '') !== publicOf(row));

function publicOf(row: Cells): bigint {
  const inTotal = amountsOf(row).filter(({ origin }) => !/FOREIGN_STATE|OTHER_PRIVATE/.test(origin));
  return sumOf(inTotal.map(({ cents }) => cents));
}

describe('a file with the official header', () => {
  const desk = new Desk();
  let imported: Run;
  let byOrigin: Run;
  let events: Events;
  let booked: ReadonlyMap<string, Booked>;

  beforeAll(async () => {
    desk.write('progetti.csv', officialFile(rows));
    imported = await desk.local('import', 'opencoesione', 'progetti.csv');
    byOrigin = await desk.local(
      ...['figure', 'L9', '--json', '--group-by', 'origin', '--effective-as-of', AS_OF],
    );
    events = await eventsIn(desk.data);
    booked = bookedBy(events);
  });
  afterAll(() => desk.close());

  it('is the official one, with a public total in every row', () => {
    expect(OFFICIAL_HEADER.length).toBeGreaterThan(130);
    expect(new Set(OFFICIAL_HEADER).size).toBe(OFFICIAL_HEADER.length);
    expect(first.every((total) => total !== undefined && total !== '')).toBe(true);
    expect(differing.length).toBeGreaterThan(5);
  });

  it('is recorded amount by amount, each from its origin and fund', () => {
    expect(imported).toMatchObject({ code: 0, err: '' });
    expect(imported.out).toContain(`read ${rows.length} rows: ${rows.length} right, 0 refused`);
    expect(imported.out).toContain(`recorded ${amounts.length} contributions, 0 were there already`);
    const found = [...booked].map(([reference, { amount, source }]) => ({
      reference,
      origin: source?.originShares.map(({ origin, bp }) => (bp === 10_000 ? origin : bp)).join(),
      fund: source?.fundCode,
      cents: centsOf(amount),
    }));
    const order = (a: { reference: string }, b: { reference: string }): number =>
      a.reference < b.reference ? -1 : 1;
    expect(found.toSorted(order)).toEqual(amounts.toSorted(order));
  });

  it('has figures by origin that add up to the whole', () => {
    const figure = figureIn(byOrigin);
    const origins = [...new Set(amounts.map(({ origin }) => origin))];
    const wanted = origins.map((name) => [
      name,
      euroOf(sumOf(amounts.filter(({ origin }) => origin === name).map(({ cents }) => cents))),
    ]);
    const groups = figure.groups.map(({ key, denominator }) => [key['origin'], denominator.amount.amount]);
    expect(Object.fromEntries(groups)).toEqual(Object.fromEntries(wanted));
    expect(groups).toHaveLength(8);
    expect(figure.denominator.amount.amount).toBe(euroOf(sumOf(amounts.map(({ cents }) => cents))));
    const own = amounts.filter(({ origin }) => origin === 'OTHER_PRIVATE').map(({ cents }) => cents);
    expect(figure.denominator.parts).toContainEqual(
      expect.objectContaining({ side: 'O', amount: { amount: euroOf(sumOf(own)), currency: 'EUR' } }),
    );
  });

  it('never counts what is still to be found, and says how much that is', () => {
    expect(imported.out).toContain('never counted: 1000070.50 still to be found');
    expect([...booked.keys()].filter((reference) => /DA_REPERIRE|1LI0003/.test(reference))).toEqual([]);
    expect(imported.out).toMatch(/ALL_AMOUNTS_ZERO \d/);
  });

  it('says by how much the components differ from the stated totals', () => {
    const stated = sumOf(rows.map((row) => centsOf(row['FINANZ_TOTALE_PUBBLICO'] ?? '')));
    const apart = sumOf(rows.map(publicOf)) - stated;
    expect(apart).toBeLessThan(0n);
    expect(imported.out).toContain(`stated public totals by -${euroOf(-apart)} in all`);
    expect(imported.out).toContain(`COMPONENTS_DIFFER ${differing.length}`);
  });

  it('gives every contribution the day, CUP and places of its project', () => {
    const place = {
      regions: ['LOMBARDIA'],
      provinces: ['LECCO'],
      municipalities: ['LECCO'],
      istat: '097042',
    };
    expect(booked.get('opencoesione:1LI0001:FINANZ_STATO_FSC')).toMatchObject({
      amount: '250000.50',
      stage: 'COMMITTED',
      effective: { from: '2022-01-31', to: '2022-01-31' },
      dating: 'STATED',
      cup: 'B31H22000280006',
      place,
    });
    expect(booked.get('opencoesione:1LI0002:FINANZ_STATO_ESTERO')).toMatchObject({
      effective: { from: '2015-12-31', to: '2015-12-31' },
      cup: null,
      place: { regions: ['LIGURIA', 'TOSCANA'], municipalities: ['GENOVA', 'PISA'], istat: null },
    });
    expect(booked.get('opencoesione:1LI0004:FINANZ_COMUNE')?.effective.from).toBe('2019-04-02');
  });

  it('invents no names: who paid is an unnamed party of its class, registered once', () => {
    for (const { payer, bringer, source } of booked.values()) {
      expect(payer).toMatchObject({ legalName: null, standsFor: source?.originShares[0]?.origin });
      expect(bringer).toBe(payer);
    }
    const parties = events.filter(({ type }) => type === 'PartyRegistered');
    const sources = events.filter(({ type }) => type === 'FundingSourceRegistered');
    expect(parties).toHaveLength(8);
    expect(sources).toHaveLength(new Set(amounts.map(({ origin, fund }) => `${origin} ${fund}`)).size);
  });
});

describe('a project that comes twice in the file', () => {
  const desk = new Desk();
  const repeated = { ...MANY_FUNDS, FINANZ_COMUNE: '31000,00' };
  let refused: Run;
  let others: Run;

  beforeAll(async () => {
    desk.write('due.csv', officialFile([MANY_FUNDS, LATE_DATE, repeated]));
    refused = await desk.local('import', 'opencoesione', 'due.csv');
  });
  afterAll(() => desk.close());

  it('makes the import refuse the file', () => {
    expect(refused.code).toBe(1);
    const kept = [MANY_FUNDS, LATE_DATE].flatMap(amountsOf).length;
    expect(refused.out).toContain(`read 3 rows: 2 right, 1 refused, ${kept} amounts`);
    expect(refused.out).toContain('refused: REFERENCE_REPEATED 1; see due.csv.errors.csv');
    expect(refused.out).toContain('nothing was recorded');
    expect(desk.hasLedger()).toBe(false);
  });

  it('is recorded once, as it stands first, when only right rows are asked for', async () => {
    others = await desk.local('import', 'opencoesione', 'due.csv', '--valid-rows-only');
    expect(others.code).toBe(0);
    const kept = [MANY_FUNDS, LATE_DATE].flatMap(amountsOf);
    expect(others.out).toContain(`recorded ${kept.length} contributions`);
    const booked = bookedBy(await eventsIn(desk.data));
    expect(booked.get('opencoesione:1LI0001:FINANZ_COMUNE')?.amount).toBe('30000.10');
  });

  it('is named, so that it can be found and mended', () => {
    const lineOfRepetition = 2 + 5 + 5;
    const file = desk.path('due.csv.errors.csv');
    const told = refused.out + refused.err + (existsSync(file) ? readFileSync(file, 'utf8') : '');
    expect(told).toMatch(new RegExp(`\\b${lineOfRepetition}\\b`));
    expect(told).toContain('"1LI0001"" è già il riferimento della riga 2"');
  });
});
