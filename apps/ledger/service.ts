/** The service around an open data folder: HTTP, the portal's files, and an orderly end. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyHelmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DataFolder } from '#data-folder/data-folder';
import { AppModule } from './app.module.ts';
import { BASE_PATH } from './http/access.ts';
import { parseJsonOnly } from './http/body.ts';
import { describeApi } from './http/openapi.ts';
import { writeProblem } from './http/problem.filter.ts';
import { Problem } from './http/problems.ts';
import { VERSION } from './http/status.controller.ts';

/** Largest request body. A contribution with fifty documents and two hundred places stays well below it. */
export const BODY_LIMIT_BYTES = 128 * 1024;

const CONTENT_SECURITY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
  },
};

/** Built pages, beside the compiled service or, from source, where the build puts them. */
export function portalFolder(): string {
  const beside = fileURLToPath(new URL('../../portal', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../dist/portal', import.meta.url));
}

/** Not listening yet. */
export async function createService(folder: DataFolder): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: () => randomUUID(),
    // An answer under way is finished: its event may be durable already.
    forceCloseConnections: 'idle',
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      writeProblem(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(folder), adapter, {
    logger: ['error', 'warn'],
    bodyParser: false,
  });
  app.setGlobalPrefix(BASE_PATH.slice(1), {
    exclude: ['health/live', 'health/ready', `${BASE_PATH.slice(1)}/status`],
  });
  parseJsonOnly(adapter.getInstance());
  refuseOtherMedia(adapter);
  stampPosition(adapter, folder);
  await app.register(fastifyHelmet, { contentSecurityPolicy: CONTENT_SECURITY, hsts: false });
  await servePortal(app);
  const description = JSON.stringify(describeApi(app, VERSION), null, 2);
  app.getHttpAdapter().get(`${BASE_PATH}/openapi.json`, (_request: unknown, reply: OpenApiReply) => {
    void reply.header('content-type', 'application/json').send(description);
  });
  return app;
}

/** Commands are JSON; Fastify alone would take text and forms too. */
function refuseOtherMedia(adapter: FastifyAdapter): void {
  adapter.getInstance().addHook('onRequest', (request, reply, done) => {
    const type = request.headers['content-type'];
    if (request.method === 'POST' && !/^application\/json\s*(;|$)/i.test(type ?? '')) {
      const found = type ?? 'no content type';
      writeProblem(
        new Problem('MEDIA_TYPE_UNSUPPORTED', { detail: `Send application/json; got ${found}.` }),
        request,
        reply,
      );
      return;
    }
    done();
  });
}

/** Every answer of the API says what the log held at the time, problems too, unless it reflects another position. */
function stampPosition(adapter: FastifyAdapter, folder: DataFolder): void {
  adapter.getInstance().addHook('onSend', async (request, reply) => {
    if (!request.url.startsWith(`${BASE_PATH}/`) || reply.hasHeader('ledger-position')) return;
    reply.header('ledger-position', (await folder.journal.head()).toString());
  });
}

interface OpenApiReply {
  header(name: string, value: string): { send(body: string): void };
}

async function servePortal(app: NestFastifyApplication): Promise<void> {
  const root = portalFolder();
  if (!existsSync(root)) return;
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = /\/assets\//.test(path);
      void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
