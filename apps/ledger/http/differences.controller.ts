/** Why a figure is another at another point: every cent of the difference with its cause and its event. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Account } from '#data-folder/accounts';
import { DataFolder } from '#data-folder/data-folder';
import type { ToldChange } from '#data-folder/told-changes';
import { sumOf, sumsByCause, sumsByPerson, valueChange } from '#domain/figures/difference';
import { centsOf, moneyOf, type Money } from '#domain/money';
import type { Difference } from '#read-models/figures/difference/difference';
import { DefinitionUnknown, type Figure } from '#read-models/figures/figures';
import { assertHasValue } from '#read-models/figures/kinds/series';
import { AskDifference, TellChanges } from '../lineage-queries.ts';
import { DEFINITION_ASKED } from './figure-question.dto.ts';
import { answered, selectionOf, type AskedSelection } from './figure-question.ts';
import { eventsSeenBy, type Seen } from './leaf-access.ts';
import { DifferencesDto } from './lineage.dto.ts';
import { readCursor, writeCursor, type AskedWords, type AsOf } from './lineage-cursor.ts';
import { ApiRead } from './openapi.ts';
import { Problem, type Fault } from './problems.ts';
import { limitOf } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';
import { Visitor } from './request.ts';

/** What makes the first question another one, by what it stands for in it. */
const FROM = {
  effectiveAsOf: 'fromEffectiveAsOf',
  knownAsOf: 'fromKnownAsOf',
  basis: 'fromBasis',
  view: 'fromView',
  partnership: 'fromPartnership',
  definition: 'fromDefinition',
} as const;

interface AskedPage {
  readonly after: number;
  readonly limit: number;
  readonly words: AskedWords;
}

@ApiTags('figures')
@Controller('figures/:definition/differences')
export class DifferencesController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get()
  @Reads('figures')
  @ApiRead('Why a figure is another at another point, by cause, person and event', 'Difference', 'public')
  @ApiParam({ name: 'definition', schema: { type: 'string', pattern: DEFINITION_ASKED.source } })
  async differences(
    @Visitor() account: Account | undefined,
    @Param('definition') definition: string,
    @Query() query: DifferencesDto,
  ): Promise<Reply> {
    assertTwoQuestions(query);
    const { cursor } = query;
    const words = { definition, query };
    const start = cursor === undefined ? null : readCursor(cursor, words, { after: 1, asOf: 2 });
    const [fromAsOf, toAsOf] = start?.asOf ?? [];
    const to = await selectionOf(this.#folder, account, { ...query, ...toAsOf });
    const from = await this.#first(account, query, fromAsOf);
    const { figures } = this.#folder;
    const partnerships = [from, to].flatMap((selection) => figures.open(selection).partnerships);
    const seen = eventsSeenBy(account, partnerships);
    const first = query.fromDefinition ?? definition;
    const asked = new AskDifference(questionOf(from, first), questionOf(to, definition), seen?.bringer);
    const difference = await this.#queries.execute(asked).catch((error: unknown) => {
      throw first !== definition && error instanceof DefinitionUnknown && error.asked === first
        ? firstUnknown(error)
        : error;
    });
    assertHasValue(difference.from.definition);
    assertHasValue(difference.to.definition);
    const page = { after: start?.after[0] ?? 0, limit: limitOf(query), words };
    const body = seen === null ? wholeOf(difference) : await this.#body(difference, seen, page);
    const pinned = from.pinned && to.pinned;
    return answered({ ...to, ...laterOf(difference), pinned }, account, difference.head, body);
  }

  /** Faults of the first question are told by the names that it has in the address. */
  async #first(
    account: Account | undefined,
    query: DifferencesDto,
    asOf: AsOf | undefined,
  ): Promise<AskedSelection> {
    const other = Object.entries(FROM).flatMap(([member, name]) =>
      query[name] === undefined ? [] : [[member, query[name]] as const],
    );
    const asked: DifferencesDto = { ...query, ...Object.fromEntries(other), ...asOf };
    try {
      return await selectionOf(this.#folder, account, asked);
    } catch (error) {
      if (!(error instanceof Problem) || error.details.errors === undefined) throw error;
      const { code, details } = error;
      throw new Problem(code, { ...details, errors: error.details.errors.map(ofFirst) });
    }
  }

  async #body(
    difference: Difference,
    { bringer }: Seen,
    { after, limit, words }: AskedPage,
  ): Promise<object> {
    const { from, to, changes } = difference;
    const own = changes.filter((change) => change.own);
    const items = await this.#queries.execute(new TellChanges(own.slice(after, after + limit)));
    const end = after + limit;
    const asOf = [from, to].map(({ effectiveAsOf, knownAsOf }) => ({
      effectiveAsOf,
      knownAsOf: knownAsOf.position,
    }));
    return {
      ...wholeOf(difference),
      people: sumsByPerson(own),
      items: items.map(shownChange),
      others: bringer === undefined ? null : sumOf(changes.filter((change) => !change.own)),
      nextCursor: end < own.length ? writeCursor({ after: [end], asOf }, words) : null,
    };
  }
}

function assertTwoQuestions(query: DifferencesDto): void {
  const names = Object.values(FROM);
  if (names.some((name) => query[name] !== undefined)) return;
  const detail = `name what the first of the two questions has of its own: ${names.join(', ')}`;
  throw new Problem('MALFORMED', { detail, errors: [{ pointer: '/fromEffectiveAsOf', detail }] });
}

function ofFirst({ pointer, detail }: Fault): Fault {
  const name = FROM[pointer.slice(1) as keyof typeof FROM] as string | undefined;
  return { pointer: name === undefined ? pointer : `/${name}`, detail };
}

function firstUnknown({ message: detail }: DefinitionUnknown): Problem {
  return new Problem('DEFINITION_UNKNOWN', { detail, errors: [{ pointer: '/fromDefinition', detail }] });
}

function questionOf({ pinned: _, ...selection }: AskedSelection, definition: string) {
  return { ...selection, definitions: [definition] };
}

/** The answer says what the log held at the later of the two points. */
function laterOf({ from, to }: Difference): { readonly position: bigint } {
  const [before, after] = [BigInt(from.knownAsOf.position), BigInt(to.knownAsOf.position)];
  return { position: before > after ? before : after };
}

/** What everybody sees. */
function wholeOf({ from, to, changes }: Difference): object {
  return {
    ...{ from, to },
    change: {
      value: valueChange(from.value, to.value),
      numerator: amountChange(from, to, 'numerator'),
      denominator: amountChange(from, to, 'denominator'),
    },
    causes: sumsByCause(changes),
    ...{ people: null, items: null, others: null, nextCursor: null },
  };
}

function amountChange(from: Figure, to: Figure, term: 'numerator' | 'denominator'): Money {
  return moneyOf(centsOf(to[term].amount.amount) - centsOf(from[term].amount.amount));
}

function shownChange({ position, numerator, denominator, ...change }: ToldChange): object {
  const { cause, actor, eventId, type, recorded, contribution } = change;
  return {
    position: position === null ? null : position.toString(),
    ...{ eventId, type, recorded, actor, cause, contribution },
    numerator: moneyOf(numerator),
    denominator: moneyOf(denominator),
  };
}
