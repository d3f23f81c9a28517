import { conflict, rule } from './entry.ts';

/** Refusals of definitions of figures that a ledger would adopt for itself. */
export const definitionRejections = {
  DEFINITION_CODE_MALFORMED: rule(
    'A code begins with a capital letter and has at most 20 letters, digits and hyphens',
    'Un codice inizia con una maiuscola e ha al più 20 lettere, cifre e trattini',
    ['found'],
  ),
  DEFINITION_CODE_STANDARD: rule(
    'Codes of L and a digit are those of standard definitions: take a code of your own, such as LC-L1',
    'I codici con L e una cifra sono delle definizioni standard: usare un codice proprio, come LC-L1',
    ['found'],
  ),
  DEFINITION_CODE_DIFFERS: conflict(
    'This definition has another code: propose a version under that one',
    'Questa definizione ha un altro codice: proporre una versione con quello',
    ['found', 'expected'],
  ),
  DEFINITION_STANDARD_ALONE: rule(
    'A ledger adopts ratios of two sums; only standard definitions are series, counts or attributions',
    'Un registro adotta rapporti fra due somme; serie, conteggi e attribuzioni sono solo definizioni standard',
    ['found'],
  ),
  TERM_SIDES_MISSING: rule(
    'Above and below the line stands at least one side, each named once',
    'Sopra e sotto la linea sta almeno un lato, ciascuno indicato una volta',
  ),
  TERM_ORIGINS_MISSING: rule(
    'Name at least one origin, each once, or null for any',
    'Indicare almeno un’origine, ciascuna una volta, oppure null per tutte',
  ),
  TERM_SIDE_NOT_COUNTED: rule(
    'Money on this side is part of no ratio: it is a price, counted before or of unknown origin',
    'Il denaro di questo lato non entra in alcun rapporto: è un prezzo, già contato o di origine ignota',
    ['found'],
  ),
  TERM_ORIGIN_UNFIT: rule(
    'Money of this origin stands on none of the sides that are named',
    'Il denaro di questa origine non sta su nessuno dei lati indicati',
    ['found', 'sides'],
  ),
  EMPTY_BASE_UNFIT: rule(
    'Only a base of public money alone can lack its public base: say NOTHING_RECORDED',
    'Solo una base di solo denaro pubblico può mancare come base pubblica: indicare NOTHING_RECORDED',
  ),
  DEFINITION_DECIMALS_OUT_OF_RANGE: rule(
    'The number of decimals is a whole number within its limits',
    'Il numero di decimali è un intero entro i limiti',
    ['found', 'least', 'most'],
  ),
  DEFINITION_UNKNOWN: rule(
    'There is no such definition of a figure',
    'Non esiste una definizione di indicatore con questo codice',
    ['found'],
  ),
  DEFINITION_VERSION_UNKNOWN: rule(
    'The definition has no such version',
    'La definizione non ha questa versione',
    ['version'],
  ),
  DEFINITION_VERSION_ADOPTED: conflict(
    'This version of the definition is already adopted',
    'Questa versione della definizione è già adottata',
    ['version'],
  ),
  DEFINITION_VERSION_OVERLAP: conflict(
    'A version of the definition must begin after the validity of the earlier ones',
    'Una versione della definizione deve iniziare dopo la validità delle precedenti',
    ['found', 'earliest'],
  ),
  DEFINITION_NOT_IN_FORCE: conflict(
    'The ledger has no version of its own in force that could be retired',
    'Il registro non ha una propria versione in vigore da ritirare',
  ),
  DEFINITION_RETIREMENT_TOO_EARLY: rule(
    'A definition is retired after its first day of validity',
    'Una definizione si ritira dopo il suo primo giorno di validità',
    ['found', 'earliest'],
  ),
} as const;
