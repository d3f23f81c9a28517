import { conflict, rule } from './entry.ts';

/** Refusals of publications of figures. */
export const publicationRejections = {
  FIGURE_DIFFERS: rule(
    'The ledger does not give the figure that is stated: publish what it gives, or ask another question',
    'Il registro non dà la cifra dichiarata: pubblicare quella che dà, o porre un’altra domanda',
    ['found', 'expected'],
  ),
  SERIES_NOT_PUBLISHED: rule(
    'Years compared with each other are no one figure: publish a ratio',
    'Un confronto fra anni non è una sola cifra: pubblicare un rapporto',
    ['found'],
  ),
  DIMENSION_UNKNOWN: rule('Figures know no such dimension', 'Le cifre non conoscono questa dimensione', [
    'found',
  ]),
  DIMENSION_NOT_PUBLISHED: rule(
    'What a body brought, or by whose money, is not for everybody: publish a figure that does not ask it',
    'Quanto ha apportato un ente, o con fondi di chi, non è per tutti: pubblicare una cifra che non lo chieda',
    ['found'],
  ),
  DIMENSION_VALUE_INVALID: rule(
    'No fact can have this value of the dimension',
    'Nessun fatto può avere questo valore della dimensione',
    ['found', 'wanted'],
  ),
  QUESTION_CONTRADICTORY: rule(
    'Nothing can be all that this question asks for',
    'Nulla può essere tutto ciò che questa domanda chiede',
    ['member', 'detail'],
  ),
  PRICE_INDEX_UNKNOWN: rule(
    'The ledger knows no such price index at this position',
    'A quella posizione il registro non conosceva questo indice dei prezzi',
    ['found'],
  ),
  PRICE_PERIOD_UNKNOWN: rule(
    'At this position the price index has no point for the period whose prices are asked for',
    'A quella posizione l’indice dei prezzi non ha un valore per il periodo ai cui prezzi si chiede la cifra',
    ['found'],
  ),
  FIGURE_REASON_MISSING: rule(
    'A figure has either a value or the reason why it has none',
    'Una cifra ha un valore oppure il motivo per cui non l’ha',
  ),
  DIGEST_MALFORMED: rule(
    'The digest is not a SHA-256 of 64 hexadecimal digits',
    'L’impronta non è uno SHA-256 di 64 cifre esadecimali',
    ['found'],
  ),
  POSITION_AHEAD: rule(
    'The ledger has not come to this position yet',
    'Il registro non è ancora arrivato a questa posizione',
    ['found', 'head'],
  ),
  PUBLICATION_UNKNOWN: rule(
    'The partnership has no publication of this number',
    'Il partenariato non ha una pubblicazione con questo numero',
    ['number'],
  ),
  PUBLICATION_REPLACED: conflict(
    'Another publication already stands for this one: replace that one',
    'Un’altra pubblicazione sostituisce già questa: sostituire quella',
    ['number', 'by'],
  ),
  PUBLICATION_WITHDRAWN: conflict('The publication is already withdrawn', 'La pubblicazione è già ritirata', [
    'number',
  ]),
} as const;
