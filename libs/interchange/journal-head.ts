/** What a reader of a journal must know to get the same totals: comments before the postings, in two languages. */
import type { Basis } from '#domain/figures/definitions';

/** What the facts answer. */
export interface JournalQuestion {
  readonly title: string;
  readonly partnership: string;
  readonly chain: boolean;
  /** The journal holds what has come at least so far. */
  readonly basis: Basis;
  readonly effectiveAsOf: string;
  readonly position: bigint;
}

/** Comments and directives up to the first transaction; the texts are already safe to write. */
export function headOf(
  { chain, basis, effectiveAsOf, position }: JournalQuestion,
  title: string,
  partnership: string,
): string {
  const asked = [
    title,
    `partnership ${partnership}${chain ? ', and the whole chain that it is a link of' : ''}`,
    `basis ${basis}, effective as of ${effectiveAsOf}, known up to position ${position}`,
  ];
  const level = basis.charAt(0).toUpperCase() + basis.slice(1);
  const commands = ['hledger', 'ledger'].map(
    (program) => `    ${program} -f FILE balance :${level} --depth 2`,
  );
  const comments = [...asked, '', ...inEnglish(commands), '', ...inItalian(commands)];
  return `${comments.map((line) => `; ${line}`.trimEnd()).join('\n')}\n\ncommodity EUR\n    format 1000.00 EUR\n`;
}

const inEnglish = (commands: readonly string[]): readonly string[] => [
  'For hledger and ledger-cli. One transaction per fact, balanced against Ledger:Entered; amounts in euro.',
  'What came at least as far as a basis, by side:',
  ...commands,
  'Accounts: Contributions, the side, the origin, then a level for each basis on which the posting counts, up to its',
  '    stage: Pledged, Committed, Delivered, Paid, Verified. Bases before the one above are not in the file.',
  '    Figures: P = PUBLIC + PUBLIC_HEALTH, T Third Sector own, F philanthropic, O other private; X = T + F + O.',
  '    The other sides are in none of these sums.',
  '    Implied: a public base that follows from a published statement and that nobody recorded; it counts.',
  '    Within-Committed, and so on: recorded public money of a year with an implied base. It is a part of that base,',
  '    so on this basis it is not added.',
  'Dates: the last day of the days over which a fact accrues evenly, or the effective date where that comes first. The',
  '    amount is what has accrued by the effective date: days gone / days, without the fraction of a cent. No fact',
  '    crosses the end of a year, so "--end 2019-01-01" gives the totals effective as of 2018-12-31, as known here.',
  'Tags: kind of resource; bringer and source: ids; year that it counts in; event: position in the log. What was',
  '    reversed or moved on has postings with the opposite sign; what was corrected stands as it is known here.',
  'Hours and units that have no value yet are not in the file.',
  'Texts: UTF-8, percent-encoded (RFC 3986) but for single spaces.',
];

/** Without accents: the file is ASCII, so that it reads the same under any locale. */
const inItalian = (commands: readonly string[]): readonly string[] => [
  'Per hledger e ledger-cli. Una scrittura per fatto, a fronte di Ledger:Entered; importi in euro.',
  'Totali per lato di quanto arriva almeno a una base:',
  ...commands,
  'Conti: Contributions, il lato, la provenienza, poi un livello per ogni base su cui la scrittura conta, fino al suo',
  '    stadio: Pledged (promesse), Committed (impegnate), Delivered (messe a disposizione), Paid (pagate), Verified',
  '    (verificate). Le basi che precedono quella indicata sopra non sono nel file.',
  '    Cifre: P = PUBLIC + PUBLIC_HEALTH, T fonti proprie del Terzo settore, F filantropia, O altri privati;',
  '    X = T + F + O. Gli altri lati non entrano in nessuna di queste somme.',
  '    Implied: base pubblica che deriva da una dichiarazione pubblicata e che nessuno ha registrato; conta.',
  '    Within-Committed e simili: denaro pubblico registrato di un anno con base implicita. Ne fa parte, quindi su',
  '    questa base non si aggiunge.',
  'Date: ultimo dei giorni su cui il fatto matura in parti uguali, oppure la data di efficacia, se precede. Importo:',
  '    quanto risulta maturato alla data di efficacia, giorni trascorsi / giorni, senza la frazione di centesimo.',
  '    Nessun fatto passa la fine di un anno: "--end 2019-01-01" restituisce i totali con efficacia al 2018-12-31, con',
  '    le conoscenze di questo file.',
  'Etichette: kind, tipo di risorsa; bringer e source, identificativi di chi apporta e della fonte; year, anno in cui',
  '    conta; event, posizione nel registro. Quanto stornato o passato oltre ha scritture di segno opposto; quanto',
  '    rettificato compare come risulta con le conoscenze di questo file.',
  'Ore e beni che non hanno ancora un valore non sono nel file.',
  'Testi: UTF-8 con codifica percentuale (RFC 3986), salvo gli spazi singoli.',
];
