/** The errors of a row in Italian, for the finance office that mends the file. */
import type { RowErrorCode, RowFault } from './row-fault.ts';

interface Words {
  /** What is wrong, read after the quoted value. */
  readonly error: string;
  /** What to do when the fault names no text to write. */
  readonly advice: string;
}

const PLAIN_DIGITS =
  'scrivere solo cifre e virgola decimale, come 1234,50; lasciare vuoto se non c’è importo';

const WORDS: Readonly<Record<RowErrorCode, Words>> = {
  CELL_COUNT: {
    error: 'la riga non ha tante celle quante l’intestazione; è riportata intera nella prima colonna',
    advice: 'riscrivere la riga, con le virgolette attorno alle celle che contengono il separatore',
  },
  AMOUNT_MALFORMED: { error: 'non è un importo', advice: PLAIN_DIGITS },
  AMOUNT_NOT_PLAIN: {
    error: 'non è un importo in sole cifre e virgola decimale: il valore è incerto',
    advice: PLAIN_DIGITS,
  },
  AMOUNT_TOO_PRECISE: {
    error: 'ha più di due decimali',
    advice: 'scrivere al massimo due decimali, senza separatore delle migliaia',
  },
  AMOUNT_TOO_LARGE: {
    error: 'ha più di 15 cifre intere',
    advice: 'scrivere l’importo in euro, con al massimo 15 cifre intere',
  },
  AMOUNT_NEGATIVE: { error: 'è un importo negativo', advice: 'scrivere un importo positivo' },
  DATE_MALFORMED: {
    error: 'non è una data nella forma AAAA-MM-GG o AAAAMMGG',
    advice: 'scrivere la data come AAAA-MM-GG, oppure lasciare vuoto',
  },
  DATE_NONEXISTENT: {
    error: 'è una data che non esiste',
    advice: 'scrivere una data del calendario come AAAA-MM-GG, oppure lasciare vuoto',
  },
  UNDATED: {
    error: 'la riga non ha alcuna data',
    advice:
      'scrivere una data, oppure darne una per tutte le righe senza data con --date-for-undated AAAA-MM-GG',
  },
  REFERENCE_REPEATED: {
    error: 'è già il riferimento della riga',
    advice: 'dare al progetto un riferimento proprio, oppure togliere la riga',
  },
  ROW_TOO_LARGE: {
    error: 'nomina più luoghi di quanti una registrazione può contenere, o nomi troppo lunghi',
    advice: 'dividere il progetto in più righe con riferimenti propri, oppure indicare solo le Regioni',
  },
  PERSONAL_DATA: {
    error: 'contiene il codice fiscale di una persona',
    advice: 'togliere il codice fiscale: il registro non nomina persone',
  },
};

/** A suggestion that is itself the text to write needs no translation. */
const TEXT_TO_WRITE = /^[\d.,-]+$/;

/**
 * What is wrong and what to write or do, in Italian. A warning, which nobody must mend, is quoted as it is.
 */
export function inItalian(fault: RowFault): { readonly error: string; readonly suggestion: string } {
  const words = Object.hasOwn(WORDS, fault.code) ? WORDS[fault.code as RowErrorCode] : null;
  if (words === null) return { error: fault.detail, suggestion: fault.suggestion };
  const value = fault.value === '' ? '' : `"${fault.value}" `;
  const otherRow = fault.otherRow === undefined ? '' : ` ${fault.otherRow}`;
  return {
    error: `${value}${words.error}${otherRow}`,
    suggestion: TEXT_TO_WRITE.test(fault.suggestion) ? fault.suggestion : words.advice,
  };
}
