import { rule } from './entry.ts';

export const fundingSourceRejections = {
  SHARES_NOT_WHOLE: rule(
    'The origin shares of a funding source must add up to 10000 basis points',
    'Le quote di origine di una fonte devono sommare a 10000 punti base',
    ['found'],
  ),
  SHARE_REPEATED: rule(
    'An origin class appears twice among the shares',
    'Una classe di origine compare due volte fra le quote',
  ),
  SHARE_OUT_OF_RANGE: rule(
    'A share lies between 0 and 10000 basis points',
    'Una quota è fra 0 e 10000 punti base',
    ['found'],
  ),
  ORIGIN_FIXED: rule(
    'Origin, repayment and tax expenditure are fixed: register another source and correct its contributions',
    'Origine, rimborso e agevolazione fiscale non si rettificano: registrare un’altra fonte e rettificare gli apporti',
  ),
  CCI_INVALID: rule(
    'The CCI is not that of an Italian programme',
    'Il CCI non è quello di un programma italiano',
    ['found'],
  ),
  PNRR_MEASURE_INVALID: rule(
    'The PNRR measure is not valid: write mission and component, such as M5C2',
    'La misura PNRR non è valida: indicare missione e componente, come M5C2',
    ['found'],
  ),
  CODE_OF_OTHER_FUND: rule(
    'This code belongs to another fund than the one stated',
    'Questo codice è di un fondo diverso da quello indicato',
    ['fund'],
  ),
} as const;
