import { rule } from './entry.ts';

export const partyRejections = {
  TAX_CODE_INVALID: rule('The tax code is not valid', 'Il codice fiscale non è valido', ['found']),
  TAX_CODE_NEEDS_NO_OVERRIDE: rule(
    'There is no wrong tax code here to keep: leave the override out',
    'Non c’è un codice fiscale errato da mantenere: togliere la deroga',
  ),
  OVERRIDE_WITHOUT_REASON: rule(
    'A wrong tax code is kept only with the reason for it',
    'Un codice fiscale errato si mantiene solo indicando il motivo',
  ),
  TAX_CODE_FIXED: rule(
    'A party is known by its tax code: register it anew under the right one',
    'Il soggetto è identificato dal codice fiscale: registrarlo di nuovo con quello giusto',
  ),
  IPA_CODE_INVALID: rule('The IPA code is not valid', 'Il codice IPA non è valido', ['found']),
  PARTY_NAME_OR_CLASS: rule(
    'A party has either a legal name or the class of payers it stands for',
    'Un soggetto ha una denominazione oppure la classe di soggetti che rappresenta',
  ),
  PARTY_UNNAMED: rule(
    'A party that stands for unnamed payers has no codes, details, checks or aid',
    'Chi rappresenta soggetti non nominati non ha codici, dettagli, verifiche né aiuti',
  ),
  NOT_A_THIRD_SECTOR_BODY: rule(
    'A body of this kind cannot be in the Third Sector: change the kind or leave this out',
    'Un ente di questo tipo non è del Terzo settore: cambiare il tipo o togliere il dato',
    ['found'],
  ),
  BANK_FOUNDATION_NOT_ETS: rule(
    'A bank-origin foundation is no Third Sector body (CTS art. 3 c. 3)',
    'Una fondazione di origine bancaria non è un ente del Terzo settore (CTS art. 3 c. 3)',
  ),
  CTS_TYPE_UNFIT: rule(
    'A mixed-capital social enterprise has the type of a social enterprise',
    'Un’impresa sociale a capitale misto ha il tipo impresa sociale',
    ['found', 'expected'],
  ),
  COOPERATIVE_TYPE_UNFIT: rule(
    'Only a social enterprise has a type of social cooperative',
    'Solo un’impresa sociale ha un tipo di cooperativa sociale',
    ['found'],
  ),
  RUNTS_NUMBER_INVALID: rule(
    'A RUNTS number has one to seven digits',
    'Un numero di repertorio RUNTS ha da una a sette cifre',
    ['found'],
  ),
  RUNTS_SECTION_UNFIT: rule(
    'The RUNTS section is not that of the type of body',
    'La sezione del RUNTS non è quella del tipo di ente',
    ['found', 'expected'],
  ),
  RUNTS_SECTIONS_TOO_MANY: rule(
    'A body stands in one section; only an associative network in a second, other one',
    'Un ente sta in una sezione; solo una rete associativa in una seconda, diversa',
    ['found'],
  ),
  NOT_A_PUBLIC_BODY: rule(
    'Only a public body has a level and an ISTAT code',
    'Solo un ente pubblico ha un livello e un codice ISTAT',
    ['found'],
  ),
  ISTAT_CODE_UNFIT: rule(
    'The ISTAT code is not one of this level: 6 digits municipality, 3 digits province',
    'Il codice ISTAT non è di questo livello: 6 cifre per il comune, 3 per la provincia',
    ['found', 'level'],
  ),
  NOT_A_FOUNDATION: rule(
    'Only a foundation has a type of foundation',
    'Solo una fondazione ha un tipo di fondazione',
    ['found'],
  ),
  NOT_A_MIXED_ENTERPRISE: rule(
    'Only a mixed-capital social enterprise has a public share of its capital',
    'Solo un’impresa sociale a capitale misto ha una quota pubblica di capitale',
    ['found'],
  ),
  CAPITAL_NOT_MIXED: rule(
    'The public share of a mixed capital lies between 1 and 9999 basis points',
    'La quota pubblica di un capitale misto è fra 1 e 9999 punti base',
    ['found'],
  ),
  PUBLIC_CONTROL: rule(
    'Public bodies may not hold more than half of a social enterprise (D.Lgs. 112/2017 art. 4)',
    'Gli enti pubblici non possono avere più di metà di un’impresa sociale (D.Lgs. 112/2017 art. 4)',
    ['found'],
  ),
  STATUS_UNFIT: rule('This register does not give this status', 'Questo registro non attesta questo stato', [
    'found',
    'registry',
  ]),
  STATUS_AFTER_CHECK: rule(
    'A register cannot state on the day of the check what begins later',
    'Un registro non può attestare il giorno della verifica ciò che inizia dopo',
    ['found', 'latest'],
  ),
  NO_AID_WITHOUT_MOTIVATION: rule(
    'Support that is no aid is recorded with the motivation for it',
    'Un sostegno che non è aiuto si registra con la sua motivazione',
  ),
  AID_CEILING_EXCEEDED: rule(
    'With this grant the aid of three years would exceed its ceiling',
    'Con questa concessione gli aiuti di tre anni supererebbero il massimale',
    ['found', 'used', 'limit', 'from', 'to'],
  ),
} as const;
