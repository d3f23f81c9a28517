/** Every command of the API. A command that is not here cannot be sent. */
import { contributionCommands } from './contribution.ts';
import { conventionCommands } from './convention.ts';
import { definitionCommands } from './definition.ts';
import { fundingSourceCommands } from './funding-source.ts';
import { movementCommands } from './movement.ts';
import { partnershipCommands } from './partnership.ts';
import { partyCommands } from './party.ts';
import { periodCommands } from './period.ts';
import { pledgeCommands } from './pledge.ts';
import { priceIndexCommands } from './price-index.ts';
import { publicationCommands } from './publication.ts';
import type { CommandRoute } from './route.ts';
import { transferCommands } from './transfer.ts';
import { valuationMethodCommands } from './valuation-method.ts';
import { verificationCommands } from './verification.ts';

export const COMMAND_ROUTES: readonly CommandRoute[] = [
  ...partyCommands,
  ...partnershipCommands,
  ...conventionCommands,
  ...periodCommands,
  ...fundingSourceCommands,
  ...valuationMethodCommands,
  ...contributionCommands,
  ...pledgeCommands,
  ...movementCommands,
  ...verificationCommands,
  ...transferCommands,
  ...definitionCommands,
  ...priceIndexCommands,
  ...publicationCommands,
];
