/** The only composition root: the opened data folder, the buses, and what speaks HTTP. */
import { Module, type DynamicModule, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CqrsModule, EventBus } from '@nestjs/cqrs';
import { DataFolder } from '#data-folder/data-folder';
import { commandHandlers } from './commands.ts';
import { AccessGuard } from './http/access.ts';
import { commandsOn } from './http/commands/controllers.ts';
import { ContributionsController } from './http/contributions.controller.ts';
import { ControlsController, FindingsController } from './http/controls.controller.ts';
import { DefinitionsController } from './http/definitions.controller.ts';
import { DifferencesController } from './http/differences.controller.ts';
import { EventsController } from './http/events.controller.ts';
import { FiguresController } from './http/figures.controller.ts';
import { LineageController } from './http/lineage.controller.ts';
import { ObservatoryController } from './http/observatory.controller.ts';
import { PeriodsController } from './http/periods.controller.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import {
  FundingSourcesController,
  PartiesController,
  PartnershipsController,
} from './http/registry.controllers.ts';
import { PriceIndexesController } from './http/price-indexes.controller.ts';
import { PublicationsController, PublicationsOfEventController } from './http/publications.controller.ts';
import { ReplyInterceptor } from './http/reply.ts';
import { SeriesController } from './http/series.controller.ts';
import { StatusController } from './http/status.controller.ts';
import { TransfersController } from './http/transfers.controller.ts';
import { ValuationMethodsController } from './http/valuation-methods.controller.ts';
import { validationPipe } from './http/validation.ts';
import { figureQueryHandlers } from './figure-queries.ts';
import { lineageQueryHandlers } from './lineage-queries.ts';
import { queryHandlers } from './queries.ts';
import { ReadModelAdvanced } from './signals.ts';

@Module({})
export class AppModule implements OnApplicationBootstrap {
  readonly #folder: DataFolder;
  readonly #signals: EventBus;

  constructor(folder: DataFolder, signals: EventBus) {
    this.#folder = folder;
    this.#signals = signals;
  }

  static over(folder: DataFolder): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        commandsOn('parties'),
        PartiesController,
        commandsOn('partnerships'),
        PartnershipsController,
        commandsOn('funding-sources'),
        FundingSourcesController,
        commandsOn('valuation-methods'),
        ValuationMethodsController,
        commandsOn('contributions'),
        commandsOn('pledges'),
        ContributionsController,
        commandsOn('transfers'),
        TransfersController,
        commandsOn('definitions'),
        DefinitionsController,
        commandsOn('price-indexes'),
        commandsOn('publications'),
        PublicationsController,
        PublicationsOfEventController,
        PriceIndexesController,
        PeriodsController,
        ControlsController,
        FindingsController,
        FiguresController,
        LineageController,
        DifferencesController,
        SeriesController,
        ObservatoryController,
        EventsController,
        StatusController,
      ],
      providers: [
        { provide: DataFolder, useValue: folder },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: ReplyInterceptor },
        { provide: APP_PIPE, useFactory: validationPipe },
        ...commandHandlers,
        ...queryHandlers,
        ...figureQueryHandlers,
        ...lineageQueryHandlers,
      ],
    };
  }

  /** Signals only: whoever hears one looks for itself, and losing one is harmless. */
  onApplicationBootstrap(): void {
    this.#folder.onAdvance = (name, position) => this.#signals.publish(new ReadModelAdvanced(name, position));
  }
}
