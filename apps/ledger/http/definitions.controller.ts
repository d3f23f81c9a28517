/** The registry of figures: every version of every definition, as it was known at a position. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { DataFolder } from '#data-folder/data-folder';
import type { OwnVersion } from '#domain/definition/decider';
import type { Definition } from '#domain/figures/definitions';
import type { DefinitionDocument } from '#read-models/directory/documents';
import { FindInDirectory, ListDefinitions } from '../queries.ts';
import { knownPosition } from './as-of.ts';
import { DefinitionsDto } from './figure-question.dto.ts';
import { ApiRead } from './openapi.ts';
import { Problem } from './problems.ts';
import { KnownAsOfDto } from './query.dto.ts';
import { Reads, type Reply } from './reply.ts';
import { ID_FORM } from './request.ts';

/** The directory and the figures are folded side by side; one may be a moment behind the other. */
const DIRECTORY_WAIT_MS = 2_000;

@ApiTags('definitions')
@Controller('definitions')
export class DefinitionsController {
  readonly #queries: QueryBus;
  readonly #folder: DataFolder;

  constructor(queries: QueryBus, folder: DataFolder) {
    this.#queries = queries;
    this.#folder = folder;
  }

  @Get()
  @Reads('figures')
  @ApiRead('The registry of figures, every version of each', 'DefinitionPage', 'public')
  async list(@Query() { code, knownAsOf }: DefinitionsDto): Promise<Reply> {
    const at = await knownPosition(this.#folder, knownAsOf, 'figures');
    const { items, position } = await this.#queries.execute(new ListDefinitions(at));
    const wanted = code === undefined ? items : items.filter(({ id }) => id === code);
    return { position, body: { items: wanted, nextCursor: null } };
  }

  /**
   * By its code, or by the id of the record of this ledger's own versions, which commands on it name. The ETag is the
   * revision of that record, and absent where there is none.
   */
  @Get(':id')
  @Reads('figures')
  @ApiRead(
    'One definition of a figure: its versions, and those that are proposed',
    'DefinitionRecord',
    'public',
  )
  @ApiParam({ name: 'id', description: 'Code or id of the record', schema: { type: 'string' } })
  async one(@Param('id') id: string, @Query() { knownAsOf }: KnownAsOfDto): Promise<Reply> {
    const at = await knownPosition(this.#folder, knownAsOf, 'figures');
    const { items, position } = await this.#queries.execute(new ListDefinitions(at));
    const record = ID_FORM.test(id) ? id : this.#folder.definitionId(id);
    await this.#folder.reached('directory', position, DIRECTORY_WAIT_MS);
    const found = await this.#queries.execute(new FindInDirectory('definition', record, at ?? position));
    const own = found.record?.document as DefinitionDocument | undefined;
    const code = own?.code ?? id;
    const versions = items.filter((each) => each.id === code);
    const proposed = (own?.versions ?? []).filter((each) => !each.adopted).map(shownVersion);
    if (versions.length === 0 && proposed.length === 0) {
      throw new Problem('NOT_FOUND', { detail: `There is no figure ${id} then.` });
    }
    if (found.record === null) {
      return { position, body: { id: code, record: null, revision: null, versions, proposed } };
    }
    const { revision } = found.record;
    return { position, revision, body: { id: code, record, revision, versions, proposed } };
  }
}

/** Who proposed a version is an account, and stays in the log. */
function shownVersion({ proposedBy: _, adopted: __, ...version }: OwnVersion): Definition {
  return version;
}
