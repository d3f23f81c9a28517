/** The published description of the API, and the decorators that say of a route what its code alone cannot. */
import { applyDecorators } from '@nestjs/common';
import type { INestApplication, Type } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiResponse,
  DocumentBuilder,
  SwaggerModule,
  type OpenAPIObject,
} from '@nestjs/swagger';
import { NUMBER_FORM, YEAR_FORM, type CommandRoute } from './commands/route.ts';
import { SCHEMAS } from './schemas.ts';

const problem = (description: string): object => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const LEDGER_POSITION = {
  description: 'Position of the log that the answer reflects: how many events it takes into account',
  schema: { type: 'string', pattern: '^(0|[1-9][0-9]*)$' },
};

export const PLACES = {
  id: { type: 'string', format: 'uuid' },
  year: { type: 'string', pattern: YEAR_FORM.source },
  number: { type: 'string', pattern: NUMBER_FORM.source },
} as const;

/** A POST that changes the ledger. On an existing record it also needs `If-Match`. */
export function ApiCommand({ post, name, summary, target, body, otherBody }: CommandRoute): MethodDecorator {
  const ifMatch =
    target === 'existing' ? [ApiHeader({ name: 'If-Match', required: true, example: '"0"' })] : [];
  return applyDecorators(
    ApiOperation({ summary, operationId: operationIdOf(post, name) }),
    ApiBearerAuth(),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'One key, one command, for ever; sent again it gives the first answer',
    }),
    ...ifMatch,
    ...(otherBody === undefined ? [] : eitherBody([body, otherBody.type], otherBody.either)),
    ApiResponse({
      status: 201,
      description: 'Recorded, and durable',
      headers: {
        'Ledger-Position': LEDGER_POSITION,
        ETag: { description: 'Revision of the record', schema: { type: 'string' } },
        Location: { description: 'Address of the record', schema: { type: 'string' } },
        'Idempotency-Replayed': {
          description: 'true when this is the first answer again',
          schema: { type: 'string' },
        },
      },
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Receipt' } } },
    }),
    ...[400, 401, 403, 409, 413, 415, 422, 503].map((status) =>
      ApiResponse({ status, ...problem('Problem') }),
    ),
    ...(target === 'existing'
      ? [404, 412, 428].map((status) => ApiResponse({ status, ...problem('Problem') }))
      : []),
    ...Object.entries(PLACES)
      .filter(([place]) => post.includes(`:${place}`))
      .map(([name, schema]) => ApiParam({ name, schema })),
  );
}

function eitherBody(types: readonly Type[], name: string): MethodDecorator[] {
  const schema = { $ref: `#/components/schemas/${name}` };
  return [ApiExtraModels(...types), ApiBody({ required: true, schema })] as MethodDecorator[];
}

/** `PartiesController_register`, as Nest would name a method of that controller. */
function operationIdOf(post: string, name: string): string {
  const words = (post.split('/', 1)[0] ?? '').split('-');
  const collection = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return `${collection}Controller_${name}`;
}

/** A GET; `answer` names the schema of what it answers. */
export function ApiRead(
  summary: string,
  answer: keyof typeof SCHEMAS,
  access: 'public' | 'account' = 'account',
): MethodDecorator {
  return applyDecorators(
    ApiOperation(access === 'public' ? { summary, security: [{}] } : { summary }),
    ...(access === 'public' ? [] : [ApiBearerAuth()]),
    ApiHeader({
      name: 'Ledger-After',
      required: false,
      description: 'Wait until the answer includes this position',
    }),
    ApiHeader({
      name: 'Prefer',
      required: false,
      example: 'wait=5',
      description: 'How long to wait, in seconds',
    }),
    ApiResponse({
      status: 200,
      description: 'The answer',
      headers: { 'Ledger-Position': LEDGER_POSITION },
      content: { 'application/json': { schema: { $ref: `#/components/schemas/${answer}` } } },
    }),
    ...[400, 401, ...(access === 'public' ? [] : [403]), 404, 503].map((status) =>
      ApiResponse({ status, ...problem('Problem') }),
    ),
  );
}

/** What the process says of itself: no token, no waiting. */
export function ApiState(summary: string, answer: keyof typeof SCHEMAS): MethodDecorator {
  const content = { 'application/json': { schema: { $ref: `#/components/schemas/${answer}` } } };
  const notReady =
    answer === 'Ready' ? [ApiResponse({ status: 503, description: 'Not ready', content })] : [];
  return applyDecorators(
    ApiOperation({ summary, security: [{}] }),
    ApiResponse({ status: 200, description: 'The state', content }),
    ...notReady,
  );
}

export function ApiRecordId(): MethodDecorator {
  return ApiParam({ name: 'id', schema: PLACES.id });
}

export function describeApi(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Partnership ledger')
    .setDescription(
      'The common book of co-design: contributions as immutable events, figures that open into them.',
    )
    .setVersion(version)
    .setLicense('EUPL-1.2', 'https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'Access token made by `pledger user add`' })
    .build();
  const document = SwaggerModule.createDocument(app, config, { autoTagControllers: false });
  const schemas = { ...document.components?.schemas, ...SCHEMAS };
  document.components = { ...document.components, schemas } as NonNullable<OpenAPIObject['components']>;
  return document;
}
