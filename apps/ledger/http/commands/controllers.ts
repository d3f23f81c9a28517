/**
 * Makes the controllers of all commands from their table: every command is received, held to its scope and answered
 * alike.
 */
import {
  Body,
  Controller,
  Injectable,
  Param,
  Post,
  Query,
  type PipeTransform,
  type Type,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import type { CommandOutcome } from '#data-folder/commands';
import { streamOf } from '#domain/decider';
import { envelopeOf } from '../../commands.ts';
import { FindCalendar, FindContribution, FindReversal, FindTransfer } from '../../queries.ts';
import { assertScope, assertWholeLedger, BASE_PATH, partySeenBy } from '../access.ts';
import { ApiCommand } from '../openapi.ts';
import { Problem } from '../problems.ts';
import { DryRunDto } from '../query.dto.ts';
import { replyOf, type Reply } from '../reply.ts';
import { CommandAsked, ID_FORM, numberOf, yearOf, type Asked } from '../request.ts';
import { validationPipe } from '../validation.ts';
import type { CommandRoute, Place } from './route.ts';
import { COMMAND_ROUTES } from './routes.ts';

const collectionOf = ({ post }: CommandRoute): string => post.split('/', 1)[0] ?? '';

@Injectable()
class Commands {
  readonly #commands: CommandBus;
  readonly #queries: QueryBus;

  constructor(commands: CommandBus, queries: QueryBus) {
    this.#commands = commands;
    this.#queries = queries;
  }

  async answer(route: CommandRoute, asked: Asked, body: object, place: Place): Promise<Reply> {
    const { account, ...request } = asked;
    await this.#assertScope(route, account, place.id, body);
    const ask = route.ask(body, place);
    const envelope = envelopeOf({ ...request, ask });
    const outcome = (await this.#commands.execute(envelope)) as CommandOutcome;
    if (outcome.kind === 'rejected' && outcome.rejection.rejected === 'ALREADY_REVERSED') {
      throw await this.#alreadyReversed(streamOf(ask.aggregate, outcome.id));
    }
    const { readAt = (id) => `${collectionOf(route)}/${id}` } = route;
    const done = outcome.number === undefined ? place : { ...place, number: String(outcome.number) };
    return replyOf(outcome, `${BASE_PATH}/${readAt(outcome.id, done)}`);
  }

  async #assertScope({ scope }: CommandRoute, account: Account, id: string, body: object): Promise<void> {
    switch (scope) {
      case 'none':
        return;
      case 'wholeLedger':
        return assertWholeLedger(account);
      case 'body': {
        const { partnership } = body as { readonly partnership?: string | null };
        return partnership ? assertScope(account, partnership) : assertWholeLedger(account);
      }
      case 'id':
        return assertScope(account, id);
      case 'contribution': {
        const found = ID_FORM.test(id) ? await this.#queries.execute(new FindContribution(id)) : null;
        const mine = partySeenBy(account);
        if (found === null || (mine !== undefined && found.bringer !== mine)) {
          throw new Problem('NOT_FOUND');
        }
        return assertScope(account, found.partnership);
      }
      case 'transfer': {
        const found = ID_FORM.test(id) ? await this.#queries.execute(new FindTransfer(id)) : null;
        if (found === null) throw new Problem('NOT_FOUND');
        return assertScope(account, found.partnership);
      }
      case 'calendar': {
        const found = ID_FORM.test(id) ? await this.#queries.execute(new FindCalendar(id)) : null;
        if (found === null) throw new Problem('NOT_FOUND');
        return assertScope(account, id);
      }
    }
  }

  /** Says which event reversed it, so that nobody has to look for it. */
  async #alreadyReversed(stream: string): Promise<Problem> {
    const reversal = await this.#queries.execute(new FindReversal(stream));
    return new Problem('ALREADY_REVERSED', {
      members: { reversal: reversal?.id ?? null, reversedAt: reversal?.recorded ?? null },
    });
  }
}

/** Of the id, the year and the number in an address. */
const PLACE_TYPES = [String, String, String];

/** The controller of a collection's commands, with the decorators that one written by hand would carry. */
export function commandsOn(collection: string): Type {
  @ApiTags(collection.replaceAll('-', ' '))
  @Controller(collection)
  class CommandController extends Commands {}
  for (const route of COMMAND_ROUTES.filter((each) => collectionOf(each) === collection)) {
    const { prototype } = CommandController;
    const { name } = route;
    // Nest and Swagger look a method's metadata up by the name of its function.
    const value = {
      [name](
        this: Commands,
        asked: Asked,
        body: object,
        _query: DryRunDto,
        id = '',
        year = '',
        number = '',
      ): Promise<Reply> {
        return this.answer(route, asked, body, { id, year, number });
      },
    }[name];
    const method: PropertyDescriptor = { value, configurable: true, writable: true };
    Object.defineProperty(prototype, name, method);
    const types = [Object, route.otherBody === undefined ? route.body : Object, DryRunDto, ...PLACE_TYPES];
    Reflect.defineMetadata('design:paramtypes', types, prototype, name);
    CommandAsked(route)(prototype, name, 0);
    Query()(prototype, name, 2);
    Body(...bodyPipes(route))(prototype, name, 1);
    if (route.post.includes(':number')) Param('number', { transform: numberOf })(prototype, name, 5);
    if (route.post.includes(':year')) Param('year', { transform: yearOf })(prototype, name, 4);
    if (route.post.includes(':id')) Param('id')(prototype, name, 3);
    Post(route.post.slice(collection.length))(prototype, name, method);
    ApiCommand(route)(prototype, name, method);
  }
  return CommandController;
}

/** A body that may be of two classes is looked at here; all others by the service's own pipe. */
function bodyPipes({ body, otherBody }: CommandRoute): PipeTransform[] {
  if (otherBody === undefined) return [];
  const pipe = validationPipe();
  const transform = (value: unknown): unknown =>
    pipe.transform(value, { type: 'body', metatype: otherBody.when(value) ? otherBody.type : body });
  return [{ transform }];
}
