/** One envelope class and one generated handler per aggregate: the only way to change the ledger. */
import { Injectable, type Type } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Ask, CommandOutcome, CommandRequest } from '#data-folder/commands';
import { DataFolder } from '#data-folder/data-folder';

abstract class Execute extends Command<CommandOutcome> {
  readonly request: CommandRequest;

  constructor(request: CommandRequest) {
    super();
    this.request = request;
  }
}

export class ExecuteParty extends Execute {}
export class ExecutePartnership extends Execute {}
export class ExecuteFundingSource extends Execute {}
export class ExecuteContribution extends Execute {}

const ENVELOPES = {
  party: ExecuteParty,
  partnership: ExecutePartnership,
  'funding-source': ExecuteFundingSource,
  contribution: ExecuteContribution,
} as const satisfies Record<Ask['aggregate'], Type<Execute>>;

/** The envelope of a request, by the aggregate it asks. */
export function envelopeOf(request: CommandRequest): Execute {
  return new ENVELOPES[request.ask.aggregate](request);
}

export const commandHandlers: Type[] = Object.values(ENVELOPES).map(commandHandlerFor);

function commandHandlerFor(envelope: Type<Execute>): Type {
  @CommandHandler(envelope)
  @Injectable()
  class Handler implements ICommandHandler<Execute> {
    readonly folder: DataFolder;

    constructor(folder: DataFolder) {
      this.folder = folder;
    }

    execute({ request }: Execute): Promise<CommandOutcome> {
      return this.folder.execute(request);
    }
  }
  return Handler;
}
