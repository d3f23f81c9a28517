/** One envelope class and one generated handler per aggregate: the only way to change the ledger. */
import { Injectable, type Type } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { closePeriod, startClosing } from '#data-folder/close-period';
import type { Ask, CommandOutcome, CommandRequest } from '#data-folder/commands';
import { DataFolder } from '#data-folder/data-folder';
import { publishFigure, type Publishing } from '#data-folder/publish';
import type { AggregateName } from '#domain/decider';
import type { ChecklistEntry } from '#domain/period/events';
import { frozenFigure } from '#read-models/figures/published/frozen';

/** A step in closing a year, of which the data folder adds what only it knows: the first year, what the log holds. */
interface Closing {
  readonly aggregate: 'period';
  /** The partnership. */
  readonly id: string;
  /** With a checklist it is started, without one concluded. */
  readonly closing: { readonly year: number; readonly checklist: readonly ChecklistEntry[] | null };
}

/** A figure to be published, which the data folder computes anew. */
interface Publication {
  readonly aggregate: 'publication';
  /** The partnership. */
  readonly id: string;
  readonly publishing: Publishing;
}

export type ServiceAsk = Ask | Closing | Publication;
export type ServiceRequest = Omit<CommandRequest, 'ask'> & { readonly ask: ServiceAsk };

abstract class Execute extends Command<CommandOutcome> {
  readonly request: ServiceRequest;

  constructor(request: ServiceRequest) {
    super();
    this.request = request;
  }
}

class ExecuteParty extends Execute {}
class ExecutePartnership extends Execute {}
class ExecuteFundingSource extends Execute {}
class ExecuteValuationMethod extends Execute {}
class ExecuteContribution extends Execute {}
class ExecuteTransfer extends Execute {}
class ExecutePeriod extends Execute {}
class ExecuteDefinition extends Execute {}
class ExecutePriceIndex extends Execute {}
class ExecutePublication extends Execute {}

const ENVELOPES: Readonly<Record<AggregateName, Type<Execute>>> = {
  party: ExecuteParty,
  partnership: ExecutePartnership,
  'funding-source': ExecuteFundingSource,
  'valuation-method': ExecuteValuationMethod,
  contribution: ExecuteContribution,
  transfer: ExecuteTransfer,
  period: ExecutePeriod,
  definition: ExecuteDefinition,
  'price-index': ExecutePriceIndex,
  publication: ExecutePublication,
};

/** The envelope of a request, by the aggregate it asks. */
export function envelopeOf(request: ServiceRequest): Execute {
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
      return executed(this.folder, request);
    }
  }
  return Handler;
}

function executed(folder: DataFolder, { ask, ...request }: ServiceRequest): Promise<CommandOutcome> {
  if ('publishing' in ask) {
    const { id: partnership, publishing } = ask;
    return publishFigure(folder, { ...request, partnership, publishing }, (question) =>
      frozenFigure(folder.figures, question),
    );
  }
  if (!('closing' in ask)) return folder.execute({ ...request, ask });
  const { id: partnership, closing } = ask;
  const { year, checklist } = closing;
  const written = { kind: checklist === null ? 'close' : 'startClosing', ...closing };
  const asked = { ...request, partnership, year, written };
  return checklist === null ? closePeriod(folder, asked) : startClosing(folder, asked, checklist);
}
