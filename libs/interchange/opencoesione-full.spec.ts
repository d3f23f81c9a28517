import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOpenCoesione, type ProjectRow, type ReadSummary, type RowFault } from './opencoesione.ts';

/** The columns that are read, among others of the official header that are not. */
const COLUMNS = [
  'COD_LOCALE_PROGETTO CUP OC_TITOLO_PROGETTO OC_SINTESI_PROGETTO OC_TEMA_SINTETICO FONDO_COMUNITARIO',
  'COD_REGIONE DEN_REGIONE COD_PROVINCIA DEN_PROVINCIA COD_COMUNE DEN_COMUNE',
  'FINANZ_UE FINANZ_UE_FESR FINANZ_UE_FSE FINANZ_UE_FEASR FINANZ_UE_FEAMP FINANZ_UE_IOG',
  'FINANZ_STATO_FONDO_DI_ROTAZIONE FINANZ_STATO_FSC FINANZ_STATO_PAC FINANZ_STATO_COMPLETAMENTI',
  'FINANZ_STATO_ALTRI_PROVVEDIMENTI FINANZ_REGIONE FINANZ_PROVINCIA FINANZ_COMUNE FINANZ_RISORSE_LIBERATE',
  'FINANZ_ALTRO_PUBBLICO FINANZ_STATO_ESTERO FINANZ_PRIVATO FINANZ_DA_REPERIRE FINANZ_TOTALE_PUBBLICO',
  'ECONOMIE_TOTALI OC_FINANZ_UE_NETTO IMPEGNI TOT_PAGAMENTI',
  'OC_DATA_INIZIO_PROGETTO OC_DATA_FINE_PROGETTO_PREVISTA OC_DATA_FINE_PROGETTO_EFFETTIVA',
  'DATA_INIZIO_PREV_STUDIO_FATT DATA_INIZIO_EFF_STUDIO_FATT DATA_INIZIO_PREV_ESECUZIONE',
]
  .join(' ')
  .split(' ');

const SOUND: Record<string, string> = {
  COD_LOCALE_PROGETTO: '1LI12345',
  CUP: 'B31H22000280006',
  OC_TITOLO_PROGETTO: 'Restauro;\r\ne "valorizzazione"\ndel museo',
  OC_TEMA_SINTETICO: 'CULTURA E TURISMO',
  COD_COMUNE: '007010025',
  FINANZ_UE: '0,00',
  OC_DATA_INIZIO_PROGETTO: '20220131',
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opencoesione-full-'));
});
afterAll(() => rm(folder, { recursive: true }));

function fullRow(cells: Record<string, string>, columns = COLUMNS): string {
  return columns
    .map((column) => cells[column] ?? SOUND[column] ?? '')
    .map((cell) => `"${cell.replaceAll('"', '""')}"`)
    .join(';');
}

async function readText(
  text: string,
): Promise<{ projects: ProjectRow[]; faults: RowFault[]; summary: ReadSummary }> {
  const path = join(folder, 'full.csv');
  await writeFile(path, text);
  const rows = readOpenCoesione(path);
  const projects: ProjectRow[] = [];
  const faults: RowFault[] = [];
  for (;;) {
    const { done, value } = await rows.next();
    if (done === true) return { projects, faults, summary: value };
    if (value.kind === 'project') projects.push(value.project);
    else faults.push(...value.faults);
  }
}

const readFull = (...rows: Record<string, string>[]): ReturnType<typeof readText> =>
  readText(`\uFEFF${COLUMNS.join(';')}\r\n${rows.map((row) => `${fullRow(row)}\r\n`).join('')}`);

describe('a file with the official header', () => {
  test('is told from an extract, with its byte order mark and semicolons', async () => {
    const { projects, summary } = await readFull({ FINANZ_COMUNE: '5,00', FINANZ_TOTALE_PUBBLICO: '5,00' });
    expect(summary).toMatchObject({ layout: 'FULL', delimiter: ';', encoding: 'utf-8', rowsRead: 1 });
    expect(projects).toEqual([
      {
        row: 2,
        reference: '1LI12345',
        cup: 'B31H22000280006',
        title: 'Restauro;\r\ne "valorizzazione"\ndel museo',
        theme: 'CULTURA E TURISMO',
        place: { regions: [], provinces: [], municipalities: [], istat: '010025' },
        effectiveOn: '2022-01-31',
        dated: 'STATED',
        amounts: [{ column: 'FINANZ_COMUNE', origin: 'MUNICIPALITY', fund: null, cents: 500n }],
        warnings: [],
      },
    ]);
  });

  test('numbers a row by its first line, after cells with line breaks of either kind', async () => {
    const { faults } = await readFull({}, { FINANZ_COMUNE: 'x' }, {}, { FINANZ_UE: 'y' });
    expect(faults.filter((fault) => fault.severity === 'error')).toMatchObject([
      { row: 5, column: 'FINANZ_COMUNE', value: 'x' },
      { row: 11, column: 'FINANZ_UE', value: 'y' },
    ]);
  });

  test('gives each component its origin and its fund', async () => {
    const { projects, summary } = await readFull({
      FINANZ_UE: '17',
      FINANZ_UE_FESR: '1',
      FINANZ_UE_FSE: '2',
      FINANZ_UE_FEASR: '3',
      FINANZ_UE_FEAMP: '4',
      FINANZ_UE_IOG: '5',
      FINANZ_STATO_FONDO_DI_ROTAZIONE: '6',
      FINANZ_STATO_FSC: '7',
      FINANZ_STATO_PAC: '8',
      FINANZ_STATO_COMPLETAMENTI: '9',
      FINANZ_STATO_ALTRI_PROVVEDIMENTI: '10',
      FINANZ_REGIONE: '11',
      FINANZ_PROVINCIA: '12',
      FINANZ_COMUNE: '13',
      FINANZ_RISORSE_LIBERATE: '14',
      FINANZ_ALTRO_PUBBLICO: '15',
      FINANZ_STATO_ESTERO: '16',
      FINANZ_PRIVATO: '17',
      FINANZ_DA_REPERIRE: '1000,50',
      FINANZ_TOTALE_PUBBLICO: '122',
    });
    const amounts = projects[0]?.amounts.map(({ column, origin, fund, cents }) => [
      column,
      origin,
      fund,
      cents,
    ]);
    expect(amounts).toEqual([
      ['FINANZ_UE', 'EU', null, 200n],
      ['FINANZ_UE_FESR', 'EU', 'ERDF', 100n],
      ['FINANZ_UE_FSE', 'EU', 'ESF', 200n],
      ['FINANZ_UE_FEASR', 'EU', 'EAFRD', 300n],
      ['FINANZ_UE_FEAMP', 'EU', 'EMFF', 400n],
      ['FINANZ_UE_IOG', 'EU', 'YEI', 500n],
      ['FINANZ_STATO_FONDO_DI_ROTAZIONE', 'STATE', 'FDR', 600n],
      ['FINANZ_STATO_FSC', 'STATE', 'FSC', 700n],
      ['FINANZ_STATO_PAC', 'STATE', 'PAC', 800n],
      ['FINANZ_STATO_COMPLETAMENTI', 'STATE', null, 900n],
      ['FINANZ_STATO_ALTRI_PROVVEDIMENTI', 'STATE', null, 1000n],
      ['FINANZ_REGIONE', 'REGION', null, 1100n],
      ['FINANZ_PROVINCIA', 'PROVINCE', null, 1200n],
      ['FINANZ_COMUNE', 'MUNICIPALITY', null, 1300n],
      ['FINANZ_RISORSE_LIBERATE', 'OTHER_PUBLIC', null, 1400n],
      ['FINANZ_ALTRO_PUBBLICO', 'OTHER_PUBLIC', null, 1500n],
      ['FINANZ_STATO_ESTERO', 'FOREIGN_STATE', null, 1600n],
      ['FINANZ_PRIVATO', 'OTHER_PRIVATE', null, 1700n],
    ]);
    expect(projects[0]?.warnings).toEqual([]);
    expect(summary).toMatchObject({ notYetFoundCents: 100_050n, componentDifferenceCents: 0n, amounts: 18 });
    expect(summary.centsByOrigin).toMatchObject({ EU: 1700n, STATE: 4000n, OTHER_PUBLIC: 2900n });
  });

  test('keeps the EU funds when their total is less, and says so', async () => {
    const { projects } = await readFull({
      FINANZ_UE: '9,99',
      FINANZ_UE_FESR: '10',
      FINANZ_TOTALE_PUBBLICO: '10',
    });
    expect(projects[0]?.amounts).toMatchObject([{ column: 'FINANZ_UE_FESR', cents: 1000n }]);
    expect(projects[0]?.warnings).toMatchObject([
      {
        row: 2,
        column: 'FINANZ_UE',
        value: '9,99',
        code: 'EU_TOTAL_BELOW_FUNDS',
        detail: 'the EU funds add up to 10,00, more than their total',
        suggestion: 'check the EU columns; the single funds are used',
      },
    ]);
  });

  test('compares the components with the public total, and adds the differences up', async () => {
    const { projects, summary } = await readFull(
      {
        FINANZ_COMUNE: '10,00',
        FINANZ_STATO_ESTERO: '5',
        FINANZ_PRIVATO: '7',
        FINANZ_TOTALE_PUBBLICO: '10,01',
      },
      { FINANZ_COMUNE: '10,00', FINANZ_TOTALE_PUBBLICO: '9,97' },
    );
    expect(projects.map((project) => project.warnings)).toMatchObject([
      [
        {
          row: 2,
          column: 'FINANZ_TOTALE_PUBBLICO',
          code: 'COMPONENTS_DIFFER',
          detail: 'the public components add up to 10,00: -0,01 apart',
          suggestion: 'check the columns; the components are used',
        },
      ],
      [{ row: 5, detail: 'the public components add up to 10,00: 0,03 apart' }],
    ]);
    expect(summary).toMatchObject({ componentDifferenceCents: 2n, warningsByCode: { COMPONENTS_DIFFER: 2 } });
  });

  test('never counts the money not yet found', async () => {
    const { projects, summary } = await readFull(
      { FINANZ_DA_REPERIRE: '70' },
      { FINANZ_DA_REPERIRE: '30,05' },
    );
    expect(projects.map((project) => project.amounts)).toEqual([[], []]);
    expect(summary).toMatchObject({ notYetFoundCents: 10_005n, warningsByCode: { ALL_AMOUNTS_ZERO: 2 } });
  });

  test.each([
    [{ OC_DATA_INIZIO_PROGETTO: '2022-02-01' }, '2022-02-01'],
    [{ DATA_INIZIO_PREV_STUDIO_FATT: '20200101', DATA_INIZIO_EFF_STUDIO_FATT: '20200202' }, '2020-01-01'],
    [{ DATA_INIZIO_EFF_STUDIO_FATT: '20200202', DATA_INIZIO_PREV_ESECUZIONE: '20190101' }, '2020-02-02'],
    [{ DATA_INIZIO_PREV_ESECUZIONE: '20210101', OC_DATA_FINE_PROGETTO_PREVISTA: '20230101' }, '2021-01-01'],
    [
      { OC_DATA_FINE_PROGETTO_PREVISTA: '20230101', OC_DATA_FINE_PROGETTO_EFFETTIVA: '20240101' },
      '2023-01-01',
    ],
    [{ OC_DATA_FINE_PROGETTO_EFFETTIVA: '20240101' }, '2024-01-01'],
  ])('takes %o as the date %s', async (dates, effectiveOn) => {
    const { projects } = await readFull({ OC_DATA_INIZIO_PROGETTO: '', ...dates });
    expect(projects[0]).toMatchObject({ effectiveOn, dated: 'STATED' });
  });

  test.each([
    ['007010025', '010025'],
    ['010025', '010025'],
    ['007010000', null],
    ['007010025:::007010026', null],
    ['', null],
  ])('takes COD_COMUNE %j as the ISTAT code %j', async (code, istat) => {
    expect((await readFull({ COD_COMUNE: code })).projects[0]?.place.istat).toBe(istat);
  });

  test('may spell its columns with small letters and lack the EU funds', async () => {
    const columns = COLUMNS.filter((column) => !column.startsWith('FINANZ_UE_'));
    const header = columns.join('\t').replace('FINANZ_STATO_FSC', 'FINANZ_Stato_FSC');
    const cells = { FINANZ_UE: '3', FINANZ_STATO_FSC: 'x' };
    const { faults, summary } = await readText(
      `${header}\n${fullRow(cells, columns).replaceAll('";"', '"\t"')}`,
    );
    expect(summary).toMatchObject({ layout: 'FULL', delimiter: '\t', refused: 1 });
    expect(faults[0]).toMatchObject({ column: 'FINANZ_Stato_FSC', code: 'AMOUNT_MALFORMED' });
  });
});
