import { rule } from './entry.ts';

/** Refusals of `transfer`. */
export const transferRejections = {
  TRANSFER_TO_ITSELF: rule('A body cannot transfer to itself', 'Un soggetto non può trasferire a sé stesso'),
  TRANSFER_NOT_WHOLE: rule(
    'The contributions whose money is passed on must add up to the amount',
    'Gli apporti il cui denaro si trasferisce devono sommare all’importo',
    ['found', 'whole'],
  ),
  TRANSFER_CYCLE: rule(
    'The money has already been with this body; its return is a recovery',
    'Il denaro è già passato da questo soggetto; il suo ritorno è un recupero',
    ['id'],
  ),
} as const;
