import { ApiHideProperty } from '@nestjs/swagger';
import { IsEmpty } from 'class-validator';

/** The body of a command whose address says it all: an object without members. */
export class NothingDto {
  @ApiHideProperty()
  @IsEmpty()
  nothing?: never;
}
