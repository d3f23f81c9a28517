import { conflict, rule } from './entry.ts';

/** Refusals of price indices. */
export const priceIndexRejections = {
  INDEX_SERIES_MALFORMED: rule(
    'The code of a series begins with a capital letter and has at most 40 letters, digits and hyphens',
    'Il codice di una serie inizia con una maiuscola e ha al più 40 lettere, cifre e trattini',
    ['found'],
  ),
  INDEX_BASE_MALFORMED: rule(
    'The base says which period is 100: 2015=100',
    'La base dice quale periodo vale 100: 2015=100',
    ['found'],
  ),
  INDEX_POINTS_COUNT: rule(
    'At least one point is published, and no more than the limit at a time',
    'Si pubblica almeno un punto, e non più del limite per volta',
    ['found', 'limit'],
  ),
  INDEX_PERIOD_MALFORMED: rule(
    'A point is of a year or of a month: 2021 or 2021-03',
    'Un punto è di un anno o di un mese: 2021 oppure 2021-03',
    ['found'],
  ),
  INDEX_PERIOD_REPEATED: rule('The same period is there twice', 'Lo stesso periodo compare due volte', [
    'period',
  ]),
  INDEX_VALUE_MALFORMED: rule(
    'The value of a point is a decimal with a point: 102.9',
    'Il valore di un punto è un decimale con il punto: 102.9',
    ['found'],
  ),
  INDEX_POINT_DIFFERS: conflict(
    'This period has another value: to replace it, say restates and why',
    'Questo periodo ha un altro valore: per sostituirlo si indichi restates e il motivo',
    ['period', 'found', 'expected'],
  ),
  INDEX_NOTHING_NEW: conflict('All of these points are there already', 'Tutti questi punti ci sono già'),
  RESTATEMENT_UNJUSTIFIED: rule(
    'Replacing earlier values needs a justification',
    'Sostituire valori precedenti richiede una motivazione',
  ),
  RESTATES_NOTHING: rule(
    'None of these points replaces an earlier value: leave restates out, or look at the periods',
    'Nessuno di questi punti sostituisce un valore precedente: omettere restates, o rivedere i periodi',
  ),
} as const;
