import { absent, conflict, rule } from './entry.ts';

/** Refusals that more than one aggregate gives. */
export const sharedRejections = {
  AMOUNT_NOT_POSITIVE: rule(
    'An amount must be greater than zero',
    'Un importo deve essere maggiore di zero',
    ['found'],
  ),
  AMOUNT_TOO_LARGE: rule(
    'An amount has at most 15 digits before the decimal point',
    'Un importo ha al più 15 cifre intere',
    ['found'],
  ),
  AMOUNT_TOO_PRECISE: rule(
    'An amount has more decimals than its currency',
    'Un importo ha più decimali della sua valuta',
    ['found'],
  ),
  QUANTITY_NOT_POSITIVE: rule(
    'A quantity must be greater than zero',
    'Una quantità deve essere maggiore di zero',
    ['found'],
  ),
  QUANTITY_TOO_LARGE: rule(
    'A quantity has at most 15 digits before the decimal point',
    'Una quantità ha al più 15 cifre intere',
    ['found'],
  ),
  QUANTITY_TOO_PRECISE: rule(
    'A quantity or rate has at most 6 decimals',
    'Una quantità o una tariffa ha al più 6 decimali',
    ['found'],
  ),
  VALUE_ROUNDS_TO_ZERO: rule('The value is less than half a cent', 'Il valore è inferiore a mezzo centesimo'),
  SPAN_REVERSED: rule('A period ends before it starts', 'Un periodo finisce prima di cominciare', [
    'from',
    'to',
  ]),
  SPAN_TOO_LONG: rule('A period spans at most 50 years', 'Un periodo dura al più 50 anni', ['from', 'to']),
  CUP_INVALID: rule('The CUP is not valid', 'Il CUP non è valido', ['found']),
  CIG_INVALID: rule('The CIG is not valid', 'Il CIG non è valido', ['found']),
  ALREADY_REGISTERED: conflict('This is already registered', 'È già registrato'),
  PERSONAL_DATA: rule(
    'A text holds the tax code of a natural person; nobody is named in an event',
    'Un testo contiene il codice fiscale di una persona; in un evento non si nomina nessuno',
  ),
  TEXT_BLANK: rule('A text must not be blank', 'Un testo non può essere vuoto'),
  NOTHING_CHANGED: rule('The correction changes nothing', 'La rettifica non cambia nulla'),
  NOT_FOUND: absent('There is no such record', 'Non esiste'),
  PARTY_UNKNOWN: rule('There is no such party', 'Non esiste un soggetto con questo id', ['id']),
  PARTNERSHIP_UNKNOWN: rule('There is no such partnership', 'Non esiste un partenariato con questo id', [
    'id',
  ]),
  FUNDING_SOURCE_UNKNOWN: rule('There is no such funding source', 'Non esiste una fonte con questo id', [
    'id',
  ]),
  METHOD_UNKNOWN: rule(
    'There is no such valuation method',
    'Non esiste un metodo di valorizzazione con questo id',
    ['id'],
  ),
  CONTRIBUTION_UNKNOWN: rule('There is no such contribution', 'Non esiste un apporto con questo id', ['id']),
  SAME_PERSON: conflict(
    'Whoever recorded it cannot decide on it: a second person must',
    'Chi ha registrato non può decidere: serve una seconda persona',
  ),
  DATE_IN_FUTURE: rule('The date is in the future', 'La data è nel futuro', ['found', 'today']),
} as const;
