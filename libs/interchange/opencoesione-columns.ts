/**
 * The columns of OpenCoesione's project files, as its metadata name them, and which of them each layout
 * needs. Source: opencoesione.gov.it, open data on projects (CC BY 4.0), "Metadati progetti".
 */
import type { OriginClass } from '#domain/funding-source/origins';
import { UnreadableFile } from './row-fault.ts';

/** `SHORT`: an extract with totals only. `FULL`: the official header of about 200 columns. */
export type Layout = 'SHORT' | 'FULL';

export interface AmountColumn {
  readonly name: string;
  readonly origin: OriginClass;
  /**
   * English acronym of a European fund, Italian acronym of a national one; null where the column names none.
   */
  readonly fund: string | null;
  /** Whether FINANZ_TOTALE_PUBBLICO of the full header contains it. */
  readonly inPublicTotal: boolean;
}

export interface Header {
  readonly layout: Layout;
  /** The names as the file spells them, trimmed; a nameless column is called `COLUMN_` and its number. */
  readonly columns: readonly string[];
  /** Position of each column by its name in capitals: older files write `FINANZ_Stato_FSC`. */
  readonly positions: ReadonlyMap<string, number>;
}

export const PUBLIC_TOTAL = 'FINANZ_TOTALE_PUBBLICO';
export const NOT_YET_FOUND = 'FINANZ_DA_REPERIRE';
export const EU_TOTAL: AmountColumn = amount('FINANZ_UE', 'EU', null);

/** The EU funds that have a column; FINANZ_UE is their total and that of the funds which have none. */
export const EU_FUNDS: readonly AmountColumn[] = [
  amount('FINANZ_UE_FESR', 'EU', 'ERDF'),
  amount('FINANZ_UE_FSE', 'EU', 'ESF'),
  amount('FINANZ_UE_FEASR', 'EU', 'EAFRD'),
  amount('FINANZ_UE_FEAMP', 'EU', 'EMFF'),
  amount('FINANZ_UE_IOG', 'EU', 'YEI'),
];

const OUTSIDE_PUBLIC_TOTAL: readonly AmountColumn[] = [
  { ...amount('FINANZ_STATO_ESTERO', 'FOREIGN_STATE', null), inPublicTotal: false },
  { ...amount('FINANZ_PRIVATO', 'OTHER_PRIVATE', null), inPublicTotal: false },
];

export const NATIONAL_COMPONENTS: readonly AmountColumn[] = [
  amount('FINANZ_STATO_FONDO_DI_ROTAZIONE', 'STATE', 'FDR'),
  amount('FINANZ_STATO_FSC', 'STATE', 'FSC'),
  amount('FINANZ_STATO_PAC', 'STATE', 'PAC'),
  amount('FINANZ_STATO_COMPLETAMENTI', 'STATE', null),
  amount('FINANZ_STATO_ALTRI_PROVVEDIMENTI', 'STATE', null),
  amount('FINANZ_REGIONE', 'REGION', null),
  amount('FINANZ_PROVINCIA', 'PROVINCE', null),
  amount('FINANZ_COMUNE', 'MUNICIPALITY', null),
  amount('FINANZ_RISORSE_LIBERATE', 'OTHER_PUBLIC', null),
  amount('FINANZ_ALTRO_PUBBLICO', 'OTHER_PUBLIC', null),
  ...OUTSIDE_PUBLIC_TOTAL,
];

export const EXTRACT_AMOUNTS: readonly AmountColumn[] = [
  amount(PUBLIC_TOTAL, 'PUBLIC_UNSPECIFIED', null),
  ...OUTSIDE_PUBLIC_TOTAL,
];

/** The phases of a project in the order of the procedure, as their date columns name them. */
const PHASES = [
  'STUDIO_FATT',
  'PROG_PREL',
  'PROG_DEF',
  'PROG_ESEC',
  'AGG_BANDO',
  'STIP_ATTRIB',
  'ESECUZIONE',
  'COLLAUDO',
];

export const START = 'OC_DATA_INIZIO_PROGETTO';
export const FORECAST_END = 'OC_DATA_FINE_PROGETTO_PREVISTA';
export const ACTUAL_END = 'OC_DATA_FINE_PROGETTO_EFFETTIVA';

/**
 * Where the start of a project is looked for, best first. In each phase the forecast comes before the fact,
 * because the extract holds the first forecast only: one project gets one date from either layout.
 */
export const STARTS: readonly string[] = [
  START,
  ...PHASES.flatMap((phase) => [`DATA_INIZIO_PREV_${phase}`, `DATA_INIZIO_EFF_${phase}`]),
];

/** Columns the error file adds: a mended file is read as if they were not there. */
export const FAULT_COLUMNS: readonly string[] = ['riga', 'colonna', 'errore', 'suggerimento'];

const LOCAL_CODE = 'COD_LOCALE_PROGETTO';
const CUP = 'CUP';
/** The EU funds may be absent: what lacks a column is still in FINANZ_UE. Money elsewhere would be lost. */
const NEEDED_AMOUNTS: Record<Layout, readonly string[]> = {
  SHORT: EXTRACT_AMOUNTS.map((column) => column.name),
  FULL: [EU_TOTAL, ...NATIONAL_COMPONENTS].map((column) => column.name).concat(PUBLIC_TOTAL),
};
const KNOWN = new Set([...NEEDED_AMOUNTS.FULL, ...EU_FUNDS.map(({ name }) => name), START, LOCAL_CODE, CUP]);

/** Reads the header record. Throws {@link UnreadableFile} when the file cannot be used under it. */
export function readHeader(cells: readonly string[], row: number): Header {
  const columns = cells.map((cell, index) => cell.trim() || namelessColumn(index));
  const positions = new Map<string, number>();
  for (const [index, column] of columns.entries()) {
    const name = column.toUpperCase();
    const first = positions.get(name);
    if (first !== undefined) throw duplicateColumn(column, first, index, row);
    positions.set(name, index);
  }
  if (!columns.some((column) => KNOWN.has(column.toUpperCase()))) throw unknownHeader(columns, row);
  const layout = layoutOf(positions);
  const missing = missingColumns(layout, positions);
  if (missing.length > 0) {
    throw new UnreadableFile(
      'MISSING_COLUMNS',
      row,
      `the header lacks ${missing.join(', ')}`,
      `add ${missing.length === 1 ? 'the column' : 'the columns'} as OpenCoesione publishes them`,
    );
  }
  return { layout, columns, positions };
}

export function namelessColumn(index: number): string {
  return `COLUMN_${index + 1}`;
}

/** Any component of the public money tells the full header: the extract has its total only. */
function layoutOf(positions: ReadonlyMap<string, number>): Layout {
  const components = [EU_TOTAL, ...EU_FUNDS, ...NATIONAL_COMPONENTS].filter((column) => column.inPublicTotal);
  return components.some((column) => positions.has(column.name)) ? 'FULL' : 'SHORT';
}

function missingColumns(layout: Layout, positions: ReadonlyMap<string, number>): string[] {
  const needed = [...(positions.has(LOCAL_CODE) ? [] : [CUP]), START, ...NEEDED_AMOUNTS[layout]];
  return needed.filter((name) => !positions.has(name));
}

function duplicateColumn(column: string, first: number, second: number, row: number): UnreadableFile {
  return new UnreadableFile(
    'DUPLICATE_COLUMN',
    row,
    `column ${column} stands twice in the header, in places ${first + 1} and ${second + 1}`,
    `keep one column ${column}`,
  );
}

function unknownHeader(columns: readonly string[], row: number): UnreadableFile {
  const found = columns.slice(0, 5).join(', ').slice(0, 200);
  return new UnreadableFile(
    'UNKNOWN_HEADER',
    row,
    `no column of OpenCoesione is in the header, which begins ${found}`,
    'the first line must hold the names of the columns, separated by a semicolon, a comma or a tab',
  );
}

function amount(name: string, origin: OriginClass, fund: string | null): AmountColumn {
  return { name, origin, fund, inPublicTotal: true };
}
