import { conflict, rule } from './entry.ts';

/** Refusals of valuations, of the methods behind them and of their reference rates. */
export const valuationMethodRejections = {
  INPUT_MISSING: rule(
    'The valuation method needs a figure that is not given',
    'Al metodo di valorizzazione manca un dato',
    ['missing'],
  ),
  INPUT_UNKNOWN: rule(
    'The valuation method does not ask for this figure',
    'Il metodo di valorizzazione non chiede questo dato',
    ['found', 'expected'],
  ),
  INPUT_MALFORMED: rule(
    'A figure of the valuation is not written as its kind requires',
    'Un dato della valorizzazione non è scritto nella forma dovuta',
    ['found'],
  ),
  INPUT_OUT_OF_RANGE: rule(
    'A figure of the valuation is outside its limits',
    'Un dato della valorizzazione è fuori dai limiti',
    ['found', 'least', 'most'],
  ),
  KIND_NOT_FOR_METHOD: rule(
    'The method does not value this kind of resource: choose another',
    'Il metodo non valorizza questo tipo di risorsa: sceglierne un altro',
    ['found', 'expected'],
  ),
  UNIT_NOT_FOR_METHOD: rule(
    'The method does not count in this unit',
    'Il metodo non usa questa unità di misura',
    ['found', 'expected'],
  ),
  METHOD_NOT_VALID: rule(
    'The method is not valid on all days of the contribution',
    'Il metodo non è valido in tutti i giorni dell’apporto',
    ['from', 'to', 'validFrom', 'validTo'],
  ),
  CAP_EXCEEDED: rule(
    'The value or its rate exceeds the cap of the method',
    'Il valore o la tariffa supera il massimo del metodo',
    ['found', 'limit'],
  ),
  CAP_WITHOUT_RATE: rule(
    'The formula gives no rate that could be capped: cap the value',
    'La formula non dà una tariffa da limitare: limitare il valore',
  ),
  CURRENCY_NOT_FOREIGN: rule(
    'An exchange needs the three-letter code of a currency other than the euro',
    'Per il cambio serve il codice di tre lettere di una valuta diversa dall’euro',
    ['found'],
  ),
  KINDS_MISSING: rule(
    'A method values at least one kind of resource, each named once',
    'Un metodo valorizza almeno un tipo di risorsa, ciascuno indicato una volta',
  ),
  METHOD_VERSION_UNKNOWN: rule('The method has no such version', 'Il metodo non ha questa versione', [
    'found',
  ]),
  METHOD_VERSION_ADOPTED: conflict(
    'This version of the method is already adopted',
    'Questa versione del metodo è già adottata',
    ['version'],
  ),
  METHOD_VERSION_OVERLAP: conflict(
    'A version of the method must begin after the validity of the earlier ones',
    'Una versione del metodo deve iniziare dopo la validità delle precedenti',
    ['found', 'earliest'],
  ),
  METHOD_NOT_IN_FORCE: conflict(
    'The method has no version in force that could be retired',
    'Il metodo non ha una versione in vigore da ritirare',
  ),
  RETIREMENT_TOO_EARLY: rule(
    'A method is retired after its first day of validity',
    'Un metodo si ritira dopo il suo primo giorno di validità',
    ['found', 'earliest'],
  ),
  RATE_OVERLAP: conflict(
    'The reference rate overlaps one already published for this level',
    'La tariffa si sovrappone a una già pubblicata per questo livello',
    ['from', 'to'],
  ),
  RATE_GAP: conflict(
    'The reference rate leaves days without a rate: begin or end it next to the others',
    'La tariffa lascia giorni scoperti: deve iniziare o finire accanto alle altre',
    ['found', 'expected'],
  ),
  RATE_UNIT_DIFFERS: conflict(
    'All rates of a level are for the same unit',
    'Tutte le tariffe di un livello valgono per la stessa unità',
    ['found', 'expected'],
  ),
} as const;
