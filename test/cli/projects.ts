/** Files of invented projects in the two layouts of OpenCoesione's open data. */

export type Cells = Readonly<Record<string, string>>;

/** The phases of a project, in the order of the procedure. */
const PHASES = [
  'STUDIO_FATT PROG_PREL PROG_DEF PROG_ESEC',
  'AGG_BANDO STIP_ATTRIB ESECUZIONE COLLAUDO',
].flatMap((names) => names.split(' '));

/** The official header in its order, as the open data on projects of the cohesion policy have it. */
export const OFFICIAL_HEADER: readonly string[] = [
  'COD_LOCALE_PROGETTO CUP OC_TITOLO_PROGETTO OC_SINTESI_PROGETTO OC_LINK OC_COD_CICLO OC_DESCR_CICLO',
  'OC_COD_TEMA_SINTETICO OC_TEMA_SINTETICO COD_GRANDE_PROGETTO DESCRIZIONE_GRANDE_PROGETTO OC_COD_FONTE',
  'OC_DESCR_FONTE FONDO_COMUNITARIO OC_CODICE_PROGRAMMA OC_DESCRIZIONE_PROGRAMMA COD_OB_TEMATICO',
  'DESCR_OB_TEMATICO COD_PRIORITA_INVEST DESCR_PRIORITA_INVEST COD_RISULTATO_ATTESO DESCR_RISULTATO_ATTESO',
  'OC_COD_CATEGORIA_SPESA OC_DESCR_CATEGORIA_SPESA COD_STRUMENTO DESCR_STRUMENTO DESCR_TIPO_STRUMENTO',
  'CUP_COD_NATURA CUP_DESCR_NATURA CUP_COD_TIPOLOGIA CUP_DESCR_TIPOLOGIA CUP_COD_SETTORE CUP_DESCR_SETTORE',
  'COD_ATECO DESCRIZIONE_ATECO OC_COD_TIPO_AIUTO OC_DESCR_TIPO_AIUTO COD_REGIONE DEN_REGIONE COD_PROVINCIA',
  'DEN_PROVINCIA COD_COMUNE DEN_COMUNE OC_COD_SLL OC_DENOMINAZIONE_SLL FINANZ_UE FINANZ_UE_FESR',
  'FINANZ_UE_FSE FINANZ_UE_FEASR FINANZ_UE_FEAMP FINANZ_UE_IOG FINANZ_STATO_FONDO_DI_ROTAZIONE',
  'FINANZ_STATO_FSC FINANZ_STATO_PAC FINANZ_STATO_COMPLETAMENTI FINANZ_STATO_ALTRI_PROVVEDIMENTI',
  'FINANZ_REGIONE FINANZ_PROVINCIA FINANZ_COMUNE FINANZ_RISORSE_LIBERATE FINANZ_ALTRO_PUBBLICO',
  'FINANZ_STATO_ESTERO FINANZ_PRIVATO FINANZ_DA_REPERIRE FINANZ_TOTALE_PUBBLICO ECONOMIE_TOTALI',
  'ECONOMIE_TOTALI_PUBBLICHE OC_FINANZ_UE_NETTO OC_FINANZ_UE_FESR_NETTO OC_FINANZ_STATO_FSC_NETTO',
  'OC_FINANZ_PRIVATO_NETTO OC_FINANZ_TOT_PUB_NETTO IMPEGNI TOT_PAGAMENTI COSTO_REALIZZATO',
  'COSTO_RENDICONTABILE_UE OC_COSTO_COESIONE OC_PAGAMENTI_COESIONE OC_DATA_INIZIO_PROGETTO',
  'OC_DATA_FINE_PROGETTO_PREVISTA OC_DATA_FINE_PROGETTO_EFFETTIVA',
  ...PHASES.map(datesOf),
  'OC_STATO_PROGETTO OC_STATO_PROCEDURALE OC_COD_FASE_CORRENTE OC_DESCR_FASE_CORRENTE COD_PROCED_ATTIVAZIONE',
  'OC_CODFISC_PROGRAMMATORE OC_DENOM_PROGRAMMATORE OC_CODFISC_ATTUATORE OC_DENOM_ATTUATORE',
  'OC_CODFISC_BENEFICIARIO OC_DENOM_BENEFICIARIO OC_TOTALE_INDICATORI',
  ...[1, 2, 3, 4].map(indicatorOf),
  'OC_FLAG_VISUALIZZAZIONE OC_FLAG_PAC DATA_AGGIORNAMENTO',
].flatMap((names) => names.split(' '));

function datesOf(phase: string): string {
  return ['INIZIO_PREV', 'INIZIO_EFF', 'FINE_PREV', 'FINE_EFF']
    .map((end) => `DATA_${end}_${phase}`)
    .join(' ');
}

function indicatorOf(number: number): string {
  const columns = ['COD', 'DESCR', 'UNITA_MISURA', 'PROGRAMMATO', 'REALIZZATO'];
  return columns.map((column) => `${column}_INDICATORE_${number}`).join(' ');
}

/** Money that the file tells of but that is no financing: what it was spent on, or the same again net of savings. */
const NO_FINANCING = [
  'ECONOMIE_TOTALI ECONOMIE_TOTALI_PUBBLICHE OC_FINANZ_UE_NETTO OC_FINANZ_UE_FESR_NETTO',
  'OC_FINANZ_STATO_FSC_NETTO OC_FINANZ_PRIVATO_NETTO OC_FINANZ_TOT_PUB_NETTO IMPEGNI TOT_PAGAMENTI',
  'COSTO_REALIZZATO COSTO_RENDICONTABILE_UE OC_COSTO_COESIONE OC_PAGAMENTI_COESIONE',
].flatMap((names) => names.split(' '));

/** A file as the official ones are: byte order mark, semicolons, every cell quoted, line breaks inside them. */
export function officialFile(rows: readonly Cells[]): string {
  const noFinancing = Object.fromEntries(NO_FINANCING.map((column) => [column, '777777,77']));
  const usual: Cells = {
    ...noFinancing,
    OC_TITOLO_PROGETTO: 'Restauro;\r\ne "valorizzazione"\ndel museo',
    OC_SINTESI_PROGETTO: 'Prima riga\n\nterza riga; con "virgolette"',
    OC_TEMA_SINTETICO: 'Cultura e turismo',
    COD_REGIONE: '003',
    DEN_REGIONE: 'LOMBARDIA',
    DATA_AGGIORNAMENTO: '20250430',
  };
  const lines = rows.map((row) => OFFICIAL_HEADER.map((name) => quoted(row[name] ?? usual[name] ?? '')));
  return `\uFEFF${[OFFICIAL_HEADER, ...lines].map((cells) => `${cells.join(';')}\r\n`).join('')}`;
}

export function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

/** Columns of an extract with totals only. */
export const SHORT_HEADER = [
  'COD_LOCALE_PROGETTO',
  'CUP',
  'OC_DATA_INIZIO_PROGETTO',
  'DEN_REGIONE',
  'DEN_COMUNE',
  'FINANZ_TOTALE_PUBBLICO',
  'FINANZ_STATO_ESTERO',
  'FINANZ_PRIVATO',
] as const;

/** A sound project, different for each number from 0 to 9,999. */
export function project(number: number, more: Cells = {}): Cells {
  return {
    COD_LOCALE_PROGETTO: `1LO${number}`,
    CUP: `B31H${String(22_000_000_000 + number).padStart(11, '0')}`,
    OC_DATA_INIZIO_PROGETTO: `20${String(14 + (number % 10))}-0${(number % 9) + 1}-15`,
    DEN_REGIONE: 'LOMBARDIA',
    DEN_COMUNE: `Comune ${number % 40}`,
    FINANZ_TOTALE_PUBBLICO: `${1000 + number},${String(number % 100).padStart(2, '0')}`,
    FINANZ_STATO_ESTERO: '0,00',
    FINANZ_PRIVATO: number % 3 === 0 ? `${number + 1},05` : '0,00',
    ...more,
  };
}

export function projects(count: number): Cells[] {
  return Array.from({ length: count }, (_, number) => project(number));
}

export function shortFile(rows: readonly Cells[], delimiter = ';', lineEnd = '\n'): string {
  const lines = rows.map((row) => SHORT_HEADER.map((name) => row[name] ?? ''));
  return [SHORT_HEADER, ...lines].map((cells) => `${cells.join(delimiter)}${lineEnd}`).join('');
}
