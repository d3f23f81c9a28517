/** The generated documents say what the code says. `UPDATE_GOLDEN=1 npm run jest -- test/docs` writes them anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { AGGREGATES } from '#domain/aggregates';
import { REJECTIONS, type RejectionCode } from '#domain/rejections';
import { schemaOf, type Schemas } from '#event-sourcing/codec';
import { PROBLEM_CODES, statusOf, titleOf, type ProblemCode } from '../apps/ledger/http/problems.ts';

const HINT = 'run UPDATE_GOLDEN=1 npm run jest -- test/docs, and read the difference';

/** Who refuses, and what its params hold; a problem of the service has neither. */
function kindAndParams(code: ProblemCode): [string, string] {
  if (!Object.hasOwn(REJECTIONS, code)) return ['service', ''];
  const { kind, params } = REJECTIONS[code as RejectionCode];
  return [kind.toLowerCase(), params.map((name) => `\`${name}\``).join(', ')];
}

function errorsDocument(): string {
  const rows = [...PROBLEM_CODES]
    .sort((a, b) => statusOf(a) - statusOf(b) || a.localeCompare(b))
    .map((code) => {
      const [kind, params] = kindAndParams(code);
      const cells = [statusOf(code), `\`${code}\``, kind, titleOf(code, 'en'), titleOf(code, 'it'), params];
      return `| ${cells.join(' | ')} |`.replace('|  |', '| |');
    });
  return [
    '# Errors',
    '',
    'Every error is `application/problem+json` (RFC 9457) with `code`, `detail`, `correlationId` and, where members of',
    'the request are at fault, `errors` with their JSON pointers. `Accept-Language: it` gives Italian titles. A `rule`',
    'refuses what was asked, a `conflict` is with how the record stands, `absent` says that there is no such record;',
    'their `params` hold what was found and what would do. This list is generated from the code.',
    '',
    '| status | code | kind | English | Italiano | params |',
    '| ------ | ---- | ---- | ------- | -------- | ------ |',
    ...rows,
    '',
  ].join('\n');
}

function eventsDocument(): string {
  const rows = Object.values(AGGREGATES).flatMap((aggregate) =>
    Object.keys(aggregate.schemas).map((type) => {
      const schemas: Schemas = aggregate.schemas;
      return `| \`${aggregate.name}\` | \`${type}\` | \`${schemaOf(schemas, type)}\` |`;
    }),
  );
  return [
    '# Events',
    '',
    'Stored event types and the version that is written today. Each version ever written has a golden file in',
    '`test/golden/events`. This list is generated from the code.',
    '',
    '| aggregate | type | schema |',
    '| --------- | ---- | ------ |',
    ...rows,
    '',
  ].join('\n');
}

it.each([
  ['docs/errors.md', errorsDocument],
  ['docs/events.md', eventsDocument],
])('%s is what the code says', (path, generate) => {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, generate());
  expect({ hint: HINT, text: readFileSync(file, 'utf8') }).toEqual({ hint: HINT, text: generate() });
});
