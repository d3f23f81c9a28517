import { conflict, rule } from './entry.ts';

export const contributionRejections = {
  ALREADY_RECORDED: conflict(
    'A contribution with this reference is already recorded',
    'Un apporto con questo riferimento è già registrato',
  ),
  ALREADY_REVERSED: conflict('The contribution is already reversed', 'L’apporto è già stornato'),
  REVERSAL_BEFORE_FACT: rule(
    'This cannot take effect before the first day of what it undoes',
    'Non può avere effetto prima del primo giorno di ciò che annulla',
    ['found', 'earliest'],
  ),
  HAS_DEPENDENTS: conflict(
    'Others draw on this contribution; reverse them first, or give a reason to go on',
    'Altri attingono a questo apporto; stornarli prima, o indicare il motivo per procedere',
    ['dependents'],
  ),
  RECLASSIFIED_SINCE: rule(
    'It has another source from a later day on; reclassify on that day or after it',
    'Da un giorno successivo ha un’altra fonte; riclassificare da quel giorno o dopo',
    ['found', 'earliest'],
  ),
  MOVEMENT_UNKNOWN: rule('The contribution has no such movement', 'L’apporto non ha questo movimento', [
    'found',
    'movements',
  ]),
  MOVEMENT_UNDONE: conflict('The movement is already undone', 'Il movimento è già annullato'),
  MOVEMENT_IN_USE: conflict(
    'Decisions or later movements rest on this one; undo the later movements first',
    'Decisioni o movimenti successivi si basano su questo; annullare prima i successivi',
  ),
  LIFE_TOO_LONG: conflict(
    'A contribution moves on in so many parts at most; record the rest as another one',
    'Un apporto avanza al più in tante parti; registrare il resto come altro apporto',
    ['limit'],
  ),
  DOCUMENTS_TOO_MANY: rule(
    'A contribution has so many documents at most; join some or record another one',
    'Un apporto ha al più tanti documenti; unirne alcuni o registrare un altro apporto',
    ['found', 'limit'],
  ),
  SHARE_OUTSIDE: rule(
    'A share lies between 0 and 10,000 basis points, without decimals',
    'Una quota sta fra 0 e 10.000 punti base, senza decimali',
    ['found', 'limit'],
  ),
  CUP_REQUIRED: rule(
    'Money of the State or the EU needs a CUP: on the contribution, its source or the partnership',
    'Il denaro dello Stato o dell’UE richiede un CUP: sull’apporto, sulla fonte o sul partenariato',
  ),
  RATE_UNKNOWN: rule(
    'The method has no reference rate of this level on that day',
    'Il metodo non ha una tariffa di riferimento per questo livello in quel giorno',
    ['level', 'date'],
  ),
  NOT_VALUED: conflict(
    'It has no value yet: correct it with a valuation first, or reverse it',
    'Non ha ancora un valore: prima rettificarlo con una valorizzazione, oppure stornarlo',
  ),
  VALUATION_MISSING: rule(
    'What has a value keeps one: name its valuation, or reverse it and record it anew',
    'Ciò che ha un valore lo mantiene: indicare la valorizzazione, oppure stornare e registrare di nuovo',
  ),
  CURRENCY_NEEDS_RATE: rule(
    'An amount in another currency needs the exchange rate of a day and its source',
    'Un importo in altra valuta richiede il cambio di un giorno e la sua fonte',
    ['currency'],
  ),
  AMOUNT_IN_TWO_CURRENCIES: rule(
    'An amount is either in euro or in another currency',
    'Un importo è in euro oppure in altra valuta',
  ),
  VOUCHER_PARTS: rule(
    'The user’s part belongs to a voucher and stays within its amount',
    'La parte dell’utente è di un buono servizio e non ne supera l’importo',
    ['found', 'limit'],
  ),
  VOLUNTEER_NOT_INSURED: rule(
    'Volunteers must be insured (art. 18 D.Lgs. 117/2017)',
    'I volontari devono essere assicurati (art. 18 D.Lgs. 117/2017)',
  ),
  VOLUNTEER_PERSON_OR_GROUP: rule(
    'Volunteer time is of one person or of a group of so many',
    'Il tempo dei volontari è di una persona o di un gruppo di tante persone',
  ),
  FUNDING_NOT_WHOLE: rule(
    'The parts that fund it exceed its amount',
    'Le parti che lo finanziano superano l’importo',
    ['found', 'limit'],
  ),
  FUNDING_TOO_MANY: rule(
    'Too many contributions fund this one; record it in parts',
    'Troppi apporti finanziano questo; registrarlo in parti',
    ['found', 'limit'],
  ),
  FUNDING_REPEATED: rule(
    'A contribution appears twice among those that fund it',
    'Un apporto compare due volte fra quelli che finanziano',
  ),
  FUNDED_ELSEWHERE: rule(
    'A contribution of another partnership cannot fund this one; name its origin as the funding source',
    'Un apporto di un altro partenariato non può finanziare questo; indicarne l’origine come fonte',
  ),
  FUNDING_NOT_CASH: rule('Only money can fund something else', 'Solo il denaro può finanziare altro'),
  FUNDING_EXCEEDED: rule(
    'The body does not hold that much of what was paid of the funding contribution',
    'Il soggetto non detiene tanto di quanto è stato pagato dell’apporto che finanzia',
    ['found', 'available'],
  ),
  LINEAGE_CYCLE: rule(
    'A contribution cannot be funded by what it funds itself',
    'Un apporto non può essere finanziato da ciò che esso stesso finanzia',
  ),
  STAGE_NOT_RECORDABLE: rule(
    'Record a pledge as a pledge; other stages are committed, delivered or paid',
    'Un impegno del partner si registra come tale; gli altri stadi sono impegnato, reso o pagato',
    ['found'],
  ),
  NOT_A_PLEDGE: conflict('The contribution is not a pledge', 'L’apporto non è un impegno del partner'),
  SCHEDULE_NOT_WHOLE: rule(
    'The years of the pledge do not add up to its amount',
    'Gli anni dell’impegno non sommano al suo importo',
    ['found', 'whole'],
  ),
  SCHEDULE_NEEDS_VALUE: rule(
    'A pledge by year needs a value: name a valuation, or leave the years out',
    'Un impegno per anni richiede un valore: indicare una valorizzazione, oppure togliere gli anni',
  ),
  SCHEDULE_OUTSIDE: rule(
    'A year of the schedule is twice in it or outside the dates of the pledge',
    'Un anno del piano è ripetuto o fuori dalle date dell’impegno',
    ['year'],
  ),
  EXPIRY_BEFORE_START: rule(
    'A pledge cannot expire before it begins',
    'Un impegno non può scadere prima di cominciare',
    ['found', 'earliest'],
  ),
  REVISION_BELOW_REACHED: rule(
    'A pledge cannot be revised below what was already drawn from it',
    'Un impegno non può scendere sotto quanto ne è già stato attuato',
    ['found', 'reached'],
  ),
  ALREADY_CONFIRMED: conflict(
    'Nothing of the pledge is open any more: it was confirmed',
    'Dell’impegno non resta nulla di aperto: è stato confermato',
  ),
  RELEASED: conflict('The pledge was released', 'L’impegno è stato liberato'),
  EXPIRED: conflict('The pledge has expired', 'L’impegno è scaduto'),
  NOT_YET_EXPIRED: rule('The pledge has not expired yet', 'L’impegno non è ancora scaduto', [
    'expiresOn',
    'today',
  ]),
  EXCEEDS_PLEDGE: rule('This is more than the open pledge', 'È più di quanto resta dell’impegno', [
    'found',
    'open',
  ]),
  EXCEEDS_COMMITTED: rule('This is more than was committed', 'È più di quanto è stato impegnato', [
    'found',
    'open',
  ]),
  EXCEEDS_DELIVERED: rule(
    'This is more than was delivered or liquidated',
    'È più di quanto è stato reso o liquidato',
    ['found', 'open'],
  ),
  OVERDRAWN_IN_HISTORY: rule(
    'On that day less was open than this takes; give a reason to record it all the same',
    'In quel giorno c’era meno di quanto si prende; indicare il motivo per registrarlo lo stesso',
    ['date', 'missing'],
  ),
  PART_MISMATCH: rule(
    'A part of money is an amount, of time a duration, of anything else a quantity',
    'Una parte di denaro è un importo, di tempo una durata, di altro una quantità',
  ),
  ONLY_CASH_IS_PAID: rule(
    'Only money is paid; what is given in kind is settled when it is delivered',
    'Solo il denaro si paga; ciò che è dato in natura è saldato quando è reso',
  ),
  ACCOUNTING_INCOMPLETE: rule(
    'The public accounting of this phase is incomplete',
    'I dati contabili pubblici di questa fase sono incompleti',
    ['missing'],
  ),
  PDC_INVALID: rule('The PdC or SIOPE code is not valid', 'Il codice PdC o SIOPE non è valido', ['found']),
  PUBLICATION_REQUIRED: rule(
    'A grant above 1,000 euro is published before it is paid (D.Lgs. 33/2013 art. 26)',
    'Un contributo sopra 1.000 euro si pubblica prima di pagarlo (D.Lgs. 33/2013 art. 26)',
  ),
  NOTHING_TO_VERIFY: conflict('Nothing is waiting to be verified', 'Non c’è nulla da verificare'),
  EXCEEDS_CLAIM: rule('This is more than waits to be verified', 'È più di quanto attende verifica', [
    'found',
    'open',
  ]),
  ADMITTED_AND_CUT: rule(
    'What is admitted and what is cut must add up to what is claimed',
    'Ammesso e tagliato devono sommare a quanto chiesto',
    ['claimed', 'sum'],
  ),
  CUT_NEEDS_REASON: rule('A cut needs a reason', 'Un taglio richiede un motivo'),
  VERIFIED_ALREADY: conflict(
    'Verified amounts are not corrected; reclassify, recover or reverse them',
    'Quanto è verificato non si rettifica; si riclassifica, si recupera o si storna',
  ),
  CORRECTION_BELOW_REACHED: rule(
    'The corrected value is less than what has already moved on',
    'Il valore rettificato è minore di quanto è già andato avanti',
    ['found', 'reached'],
  ),
  KIND_FIXED: rule(
    'The kind of resource stays once something has moved on or is pledged; reverse and record anew',
    'Il tipo di risorsa resta quando qualcosa è andato avanti o è impegnato; stornare e registrare di nuovo',
    ['found'],
  ),
  RESOURCE_FIXED: rule(
    'Parts of the resource have moved on at its rate; undo those movements first',
    'Parti della risorsa sono già avanzate con il suo valore; annullare prima quei movimenti',
  ),
  STAGE_FIXED: rule(
    'The stage is not corrected; record what happened instead',
    'Lo stadio non si rettifica; si registra ciò che è accaduto',
  ),
  NOT_YOUR_CONTRIBUTION: rule(
    'Only the organisation that is credited with it can confirm or contest it',
    'Solo l’organizzazione a cui è attribuito può confermarlo o contestarlo',
  ),
  ALREADY_ANSWERED: conflict('The partner has already said so', 'Il partner si è già espresso così'),
  CONTEST_OPEN: conflict(
    'The contest stands until a second person resolves it',
    'La contestazione resta finché una seconda persona non la definisce',
  ),
  NOT_CONTESTED: conflict('The contribution is not contested', 'L’apporto non è contestato'),
  DOCUMENT_ATTACHED: conflict('This document is already attached', 'Questo documento è già allegato'),
  EXCEEDS_RECOVERABLE: rule(
    'This is more than was paid and not yet recovered',
    'È più di quanto è stato pagato e non ancora recuperato',
    ['found', 'open'],
  ),
  NOT_HELD: rule(
    'The body does not hold that much of it; recover it from whoever does',
    'Il soggetto non ne detiene tanto; recuperarlo da chi lo detiene',
    ['found', 'held'],
  ),
  RELATIONAL_HAS_NO_VALUE: conflict(
    'A relational resource has no value: it can only be reversed or evidenced',
    'Una risorsa relazionale non ha valore: si può solo stornare o documentare',
  ),
} as const;
