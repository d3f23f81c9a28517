import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiState } from './openapi.ts';
import type { FastifyReply } from 'fastify';
import { DataFolder } from '#data-folder/data-folder';
import { BASE_PATH } from './access.ts';

export const VERSION = '0.1.0';
/** A read model further behind than this is not ready to answer. */
const LAG_MAX = 10_000n;

@ApiTags('status')
@Controller()
export class StatusController {
  readonly #folder: DataFolder;

  constructor(folder: DataFolder) {
    this.#folder = folder;
  }

  @Get('health/live')
  @ApiState('The process runs', 'Live')
  live(@Res() reply: FastifyReply): void {
    void reply.send({ status: 'live' });
  }

  @Get('health/ready')
  @ApiState('It can record and its answers are up to date', 'Ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const state = await this.#state();
    const caughtUp = state.readModels.every(({ stopped, lag }) => !stopped && BigInt(lag) <= LAG_MAX);
    const ready = caughtUp && state.writable;
    void reply
      .status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
      .send({ status: ready ? 'ready' : 'not ready', ...state });
  }

  @Get(`${BASE_PATH.slice(1)}/status`)
  @ApiState('Version, log and read models', 'Status')
  async status(@Res() reply: FastifyReply): Promise<void> {
    const state = await this.#state();
    void reply.header('ledger-position', state.position).send({ version: VERSION, ...state });
  }

  async #state(): Promise<{
    origin: string;
    position: string;
    writable: boolean;
    readModels: { name: string; position: string; lag: string; stopped: boolean }[];
  }> {
    const head = await this.#folder.journal.head();
    const readModels = [...this.#folder.readModels()].map(([name, { position, stopped }]) => ({
      name,
      position: position.toString(),
      lag: (head - position).toString(),
      stopped: stopped !== null,
    }));
    return {
      origin: this.#folder.journal.origin,
      position: head.toString(),
      writable: this.#folder.writable,
      readModels,
    };
  }
}
