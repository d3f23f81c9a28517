/**
 * The peer of durable appends: the same Nest and Fastify with the same settings, the same body checked by the
 * same pipe, and an answer of the same size; nothing is stored and nobody is authenticated. The decorators
 * are applied by hand, because Node runs this file as it is.
 */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import fastifyHelmet from '@fastify/helmet';
import { Body, Controller, Header, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

const DIST = new URL('../../../dist/apps/ledger/', import.meta.url);
const { RecordContributionDto, recordOf } = await import(new URL('http/contribution.dto.js', DIST).href);
const { validationPipe } = await import(new URL('http/validation.js', DIST).href);
const { BODY_LIMIT_BYTES } = await import(new URL('service.js', DIST).href);

class Contributions {
  position = 0;

  record(body) {
    const { partnership } = recordOf(body);
    this.position += 1;
    return {
      id: partnership,
      revision: 0,
      position: String(this.position),
      events: [partnership],
      dryRun: false,
    };
  }
}

class Peer {}

const method = Object.getOwnPropertyDescriptor(Contributions.prototype, 'record');
Post()(Contributions.prototype, 'record', method);
Header('cache-control', 'no-store')(Contributions.prototype, 'record', method);
Body()(Contributions.prototype, 'record', 0);
Reflect.defineMetadata('design:paramtypes', [RecordContributionDto], Contributions.prototype, 'record');
Controller('contributions')(Contributions);
Module({ controllers: [Contributions] })(Peer);

const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES, genReqId: () => randomUUID() });
const app = await NestFactory.create(Peer, adapter, { logger: ['error', 'warn'] });
app.setGlobalPrefix('api/v1');
app.useGlobalPipes(validationPipe());
await app.register(fastifyHelmet, { hsts: false });
await app.listen(0, '127.0.0.1');
console.log(`Page ${await app.getUrl()}/`);
process.once('SIGTERM', () => process.exit(0));
