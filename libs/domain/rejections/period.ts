import { conflict, rule } from './entry.ts';

export const periodRejections = {
  PERIOD_CLOSED: conflict(
    'The year is closed or being closed: use dates in an open year, marked as late',
    'L’anno è chiuso o in chiusura: si usino date in un anno aperto, come tardivo',
    ['year'],
  ),
  NOT_LATE: rule(
    'An entry is late only for a closed year; give it its own dates',
    'Un apporto è tardivo solo per un anno chiuso; si indichino le sue date',
  ),
  PERIOD_NOT_OVER: rule(
    'A year can be closed only when it is over',
    'Un anno si chiude solo quando è finito',
    ['year', 'today'],
  ),
  PERIOD_BEFORE_FIRST_YEAR: rule(
    'The partnership had not begun in this year: there is nothing to close',
    'In quest’anno il partenariato non era iniziato: non c’è nulla da chiudere',
    ['year', 'firstYear'],
  ),
  PERIOD_ALREADY_CLOSING: conflict(
    'The closing of this year has already been started',
    'La chiusura di quest’anno è già avviata',
    ['year'],
  ),
  PERIOD_ALREADY_CLOSED: conflict('The year is already closed', 'L’anno è già chiuso', ['year']),
  PERIOD_NOT_CLOSING: conflict(
    'The closing of this year has not been started',
    'La chiusura di quest’anno non è avviata',
    ['year'],
  ),
  PERIOD_NOT_CLOSED: conflict(
    'The year is not closed, so it cannot be reopened',
    'L’anno non è chiuso, quindi non si può riaprire',
    ['year'],
  ),
  EARLIER_PERIOD_OPEN: conflict(
    'An earlier year is still open: close it first',
    'Un anno precedente è ancora aperto: si chiuda prima quello',
    ['year'],
  ),
  LATER_PERIOD_CLOSED: conflict(
    'A later year is closed or being closed: reopen it first',
    'Un anno successivo è chiuso o in chiusura: si riapra prima quello',
    ['year'],
  ),
  CHECKLIST_INCOMPLETE: rule(
    'An item of the checklist is not answered',
    'Una voce della lista di controllo è senza risposta',
    ['item'],
  ),
  CHECKLIST_ITEM_REPEATED: rule(
    'An item of the checklist is answered twice',
    'Una voce della lista di controllo compare due volte',
    ['item'],
  ),
  CHECKLIST_NOTE_MISSING: rule(
    'What is left open and accepted needs a note that says what it is',
    'Ciò che resta aperto e accettato richiede una nota che lo spieghi',
    ['item'],
  ),
  SNAPSHOT_MALFORMED: rule(
    'The snapshot of the log does not have its form',
    'La fotografia del registro non ha la forma dovuta',
    ['found'],
  ),
  LISTING_NOT_SORTED: rule(
    'The listed streams are not sorted by name, each once',
    'I flussi elencati non sono in ordine di nome, ciascuno una volta',
    ['found', 'after'],
  ),
  LISTING_INCOMPLETE: rule(
    'The listing lacks the partnership’s own stream',
    'Nell’elenco manca il flusso del partenariato stesso',
  ),
  LISTING_TOO_LONG: rule(
    'These are more streams than one step can list: list them in several',
    'I flussi sono più di quanti un passo ne possa elencare: si elenchino in più passi',
    ['found', 'bytes', 'limit'],
  ),
  LISTING_OUT_OF_STEP: conflict(
    'The listing does not go on where it stopped: begin it again',
    'L’elenco non riprende da dove si era fermato: si ricominci',
    ['found', 'expected'],
  ),
} as const;
