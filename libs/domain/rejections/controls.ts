import { rule } from './entry.ts';

const PARAMS = ['value', 'limit', 'source'];

/** A control that stops a command refuses it with its own name; `value` is what was found, `limit` what would do. */
export const controlsRejections = {
  HOURS_CEILING: rule(
    'The hours of this person exceed the hours of the year',
    'Le ore di questa persona superano quelle dell’anno',
    PARAMS,
  ),
  HOURS_PER_DAY: rule('More than 24 hours a day', 'Più di 24 ore al giorno', PARAMS),
  SAME_HOURS: rule(
    'Another contribution has hours of this person on these days; give a reason or correct it',
    'Un altro apporto ha ore di questa persona in questi giorni; indicare il motivo o correggere',
    PARAMS,
  ),
  DOCUMENT_SHARE: rule(
    'More than 100 % of this document is claimed',
    'Su questo documento si chiede più del 100 %',
    PARAMS,
  ),
  SAME_INVOICE: rule(
    'More than 100 % of this invoice is claimed',
    'Su questa fattura si chiede più del 100 %',
    PARAMS,
  ),
  EVIDENCE_PRESENT: rule(
    'There is no supporting document; attach one or give a reason',
    'Manca un giustificativo; allegarlo o indicare il motivo',
    PARAMS,
  ),
  IN_KIND_CEILING: rule(
    'Public support would exceed the eligible expenditure less the resources in kind',
    'Il sostegno pubblico supererebbe la spesa ammissibile meno gli apporti in natura',
    PARAMS,
  ),
  COST_CAP: rule(
    'Public resources would exceed the costs of the service',
    'Le risorse pubbliche supererebbero i costi del servizio',
    PARAMS,
  ),
} as const;
