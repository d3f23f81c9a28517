/** Price indices: reference data for figures in real terms. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { DataFolder } from '#data-folder/data-folder';
import { ApiRead, ApiRecordId } from './openapi.ts';
import { KnownAsOfDto, PageDto } from './query.dto.ts';
import { Register } from './registry.controllers.ts';
import { Reads, type Reply } from './reply.ts';

@ApiTags('price indexes')
@Controller('price-indexes')
export class PriceIndexesController extends Register {
  constructor(queries: QueryBus, folder: DataFolder) {
    super(queries, folder);
  }

  @Get()
  @Reads('directory')
  @ApiRead('Price indices with their points, in order of registration', 'PriceIndexPage', 'public')
  list(@Query() query: PageDto): Promise<Reply> {
    return this.listed('price-index', query);
  }

  @Get(':id')
  @Reads('directory')
  @ApiRead('One price index', 'PriceIndex', 'public')
  @ApiRecordId()
  one(@Param('id') id: string, @Query() query: KnownAsOfDto): Promise<Reply> {
    return this.found('price-index', id, query);
  }
}
