/** The generated documents say what the code says. `UPDATE_GOLDEN=1 npm run jest -- test/docs` writes them anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { contribution } from '#domain/contribution/decider';
import { fundingSource } from '#domain/funding-source/decider';
import { party } from '#domain/party/decider';
import { partnership } from '#domain/partnership/decider';
import { schemaOf, type Schemas } from '#event-sourcing/codec';
import { PROBLEM_CODES, statusOf, titleOf } from '../apps/ledger/http/problems.ts';

const HINT = 'run UPDATE_GOLDEN=1 npm run jest -- test/docs, and read the difference';

function errorsDocument(): string {
  const rows = [...PROBLEM_CODES]
    .sort((a, b) => statusOf(a) - statusOf(b) || a.localeCompare(b))
    .map((code) => `| ${statusOf(code)} | \`${code}\` | ${titleOf(code)} |`);
  return [
    '# Errors',
    '',
    'Every error is `application/problem+json` (RFC 9457) with `code`, `detail`, `correlationId` and, where members of',
    'the request are at fault, `errors` with their JSON pointers. This list is generated from the code.',
    '',
    '| status | code | meaning |',
    '| ------ | ---- | ------- |',
    ...rows,
    '',
  ].join('\n');
}

function eventsDocument(): string {
  const rows = [party, partnership, fundingSource, contribution].flatMap((aggregate) =>
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
