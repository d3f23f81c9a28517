import { conflict, rule } from './entry.ts';

export const partnershipRejections = {
  LEAD_BODY_REQUIRED: rule(
    'A partnership needs a lead body, unless it is an imported data set',
    'Un partenariato ha un ente capofila, tranne i dati importati',
  ),
  LEAD_BODY_NOT_PUBLIC: rule(
    'The lead body must be an administration, or a mixed enterprise where the form is one',
    'Il capofila è un’amministrazione, o un’impresa mista se la forma lo è',
    ['id', 'kind', 'form'],
  ),
  MUNICIPALITY_CODE_INVALID: rule(
    'A municipality is named by its six-digit ISTAT code',
    'Un comune si indica con il codice ISTAT di sei cifre',
    ['found'],
  ),
  MUNICIPALITY_REPEATED: rule('A municipality is listed twice', 'Un comune è elencato due volte', ['found']),
  USERS_AREA_REPEATED: rule('A users’ area is listed twice', 'Un’area di utenza è elencata due volte', [
    'found',
  ]),
  POPULATION_INVALID: rule(
    'The population must be a whole number of residents, at least one',
    'La popolazione è un numero intero di residenti, almeno uno',
    ['found'],
  ),
  SIZE_CLASS_CONTRADICTED: rule(
    'The size class is not that of the population: leave it out',
    'La classe demografica non è quella della popolazione: omettila',
    ['found', 'expected'],
  ),
  CONVENTION_ALREADY_SIGNED: conflict(
    'The partnership already has a convention: amend it',
    'Il partenariato ha già una convenzione: modificala',
  ),
  CONVENTION_NOT_SIGNED: conflict(
    'No convention has been signed yet',
    'Nessuna convenzione è stata ancora sottoscritta',
  ),
  CONVENTION_TERMINATED: conflict(
    'The convention was terminated: register a partnership that follows this one',
    'La convenzione è cessata: registra un partenariato che segua a questo',
    ['lastDay'],
  ),
  CONVENTION_DOCUMENT_INVALID: rule(
    'The signed document is named by its SHA-256, 64 lower-case hexadecimal digits',
    'Il documento firmato si indica con il suo SHA-256, 64 cifre esadecimali minuscole',
    ['found'],
  ),
  SIGNATORY_REPEATED: rule('A party signs twice', 'Un soggetto firma due volte', ['id']),
  SIGNATORY_ALONE: rule(
    'A convention needs at least two signatories',
    'Una convenzione ha almeno due sottoscrittori',
  ),
  LEAD_BODY_MUST_SIGN: rule(
    'The lead body is not among the signatories',
    'L’ente capofila non è fra i sottoscrittori',
    ['id'],
  ),
  REQUIRED_SHARE_INVALID: rule(
    'A required share is a whole number from 0 to 10000 basis points',
    'Una quota richiesta è un numero intero da 0 a 10000 punti base',
    ['found'],
  ),
  REIMBURSEMENT_NOT_DOCUMENTED: rule(
    'Under art. 56 only documented costs can be reimbursed',
    'Con l’art. 56 si rimborsano soltanto spese documentate',
    ['found'],
  ),
  CIG_AND_PURPOSE: rule('A CIG and its purpose go together', 'Un CIG e il suo scopo vanno insieme'),
  AMENDMENT_OUT_OF_FORCE: rule(
    'An amendment starts while the terms it replaces hold, or the day after',
    'Una modifica decorre mentre vigono le clausole che sostituisce, o il giorno dopo',
    ['found', 'earliest', 'latest'],
  ),
  TERMINATION_OUT_OF_FORCE: rule(
    'The last day must be one on which the convention is in force',
    'L’ultimo giorno deve cadere nella vigenza della convenzione',
    ['found', 'from', 'to'],
  ),
  RUNTS_NOT_EFFECTIVE: rule(
    'The body is not registered in the RUNTS on that day: record a status check',
    'L’ente non risulta iscritto al RUNTS quel giorno: registra una verifica',
    ['id', 'on'],
  ),
  ROLE_NEEDS_THIRD_SECTOR: rule(
    'Only administrations and Third Sector bodies lead or partner: admit it as funder or supporter',
    'Solo amministrazioni ed ETS guidano o partecipano: ammettilo come finanziatore o sostenitore',
    ['kind'],
  ),
  PARTNER_ALREADY_ADMITTED: conflict('The party is already a partner', 'Il soggetto è già partner', ['id']),
  PARTNER_NOT_ADMITTED: conflict('The party is not a partner', 'Il soggetto non è partner', ['id']),
  READMISSION_TOO_EARLY: rule(
    'A partner can be admitted again only after its last day',
    'Un partner si riammette solo dopo il suo ultimo giorno',
    ['found', 'lastDay'],
  ),
  WITHDRAWAL_BEFORE_ADMISSION: rule(
    'A partner cannot withdraw before it was admitted',
    'Un partner non può recedere prima di essere ammesso',
    ['found', 'earliest'],
  ),
  LEAD_BODY_STAYS: conflict(
    'The lead body cannot withdraw: correct the partnership if it is wrong',
    'L’ente capofila non recede: rettifica il partenariato se è errato',
    ['id'],
  ),
  BASE_ALREADY_IMPLIED: conflict(
    'The partnership already has an implied public base',
    'Il partenariato ha già una base pubblica implicita',
  ),
  BASE_NOT_IMPLIED: conflict(
    'The partnership has no implied public base to withdraw',
    'Il partenariato non ha una base pubblica implicita da ritirare',
  ),
} as const;
