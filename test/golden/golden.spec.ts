/**
 * Every version of every event that this ledger has ever written can still be read. The files in `events/`
 * are the exact bytes of one event each; they are added to and never changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { RESOURCE_KINDS } from '#domain/contribution/events';
import { canonicalJson } from '#event-log/canonical-json';
import { openEnvelope, prepareDraft, sealEnvelope, type RecordedEvent } from '#event-log/envelope';
import type { Schemas } from '#event-sourcing/codec';
import { decodeLedgerEvent } from '#read-models/domain-events';
import { PROJECTIONS } from '#read-models/projections';
import { ReadModelWriter } from '#read-models/runtime/read-model-file';
import { inFolder } from '../support/read-models.ts';
import { EXPECTED } from './expected.ts';

const EVENTS = new URL('events/', import.meta.url);
const DOMAIN = fileURLToPath(new URL('../../libs/domain/', import.meta.url));
const FILE_NAME = /^([A-Z][A-Za-z]+)\.([1-9]\d*)(\.[a-z-]+)?\.json$/;

const HOW_TO_ADD = [
  'An event type or version has no golden. Add one, and only ever add:',
  '1. write test/golden/events/<Type>.<version>.json: the bytes of one sealed event, without a newline, as',
  '   they stand in a ledger that wrote it (`leaf` in ledger.db), only that the content is invented;',
  '2. append its SHA-256 to test/golden/events/MANIFEST.sha256 as `sha256sum` writes it, in order of names;',
  '3. say in test/golden/expected.ts what it means in today’s types.',
].join('\n');

const files = readdirSync(EVENTS)
  .filter((name) => name.endsWith('.json'))
  .toSorted();
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, EVENTS)));
const goldens: ReadonlyMap<string, Uint8Array> = new Map(files.map((name) => [name, bytesOf(name)]));
const manifest = readFileSync(new URL('MANIFEST.sha256', EVENTS), 'utf8');

/** How these files differ from what the manifest says of them: nothing, if all is well. */
function faultsOf(among: ReadonlyMap<string, Uint8Array>, listed: string): string[] {
  const lines = listed.split('\n').filter((line) => line !== '');
  const digests = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const changed = [...among].flatMap(([name, bytes]) => {
    const digest = createHash('sha256').update(bytes).digest('hex');
    if (!digests.has(name)) return [`${name} is not in the manifest`];
    return digests.get(name) === digest ? [] : [`${name} has other bytes than when it was written`];
  });
  const gone = [...digests.keys()].filter((name) => !among.has(name));
  return [...changed, ...gone.map((name) => `${name} is gone`)];
}

function asStored(bytes: Uint8Array, position: bigint): RecordedEvent {
  const { id, type, stream, rev, recorded } = openEnvelope(bytes);
  return { position, stream, revision: rev, id, type, recorded, bytes };
}

/** `Type.version` of every version that a schema knows, today's included. */
function versionsOf(schemas: Schemas): string[] {
  return Object.entries(schemas).flatMap(([type, { upcast }]) =>
    Array.from({ length: upcast.length + 1 }, (_, index) => `${type}.${index + 1}`),
  );
}

function withoutGolden(schemas: Schemas, names: readonly string[]): string[] {
  return versionsOf(schemas).filter((version) => !names.includes(`${version}.json`));
}

async function schemasOfDomain(): Promise<Schemas> {
  const folders = readdirSync(DOMAIN).filter((name) => existsSync(`${DOMAIN}${name}/upcasters.ts`));
  const modules = folders.map((name) => import(`#domain/${name}/upcasters`) as Promise<{ schemas: Schemas }>);
  return Object.assign({}, ...(await Promise.all(modules)).map(({ schemas }) => schemas)) as Schemas;
}

describe('the golden events', () => {
  it('are the bytes that the manifest lists, all of them and no other', () => {
    expect(faultsOf(goldens, manifest)).toEqual([]);
    expect(files.length).toBeGreaterThan(8);
  });

  it.each(files)('would be found out if a single bit of %s were another', (name) => {
    const bytes = bytesOf(name);
    for (const index of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const altered = Uint8Array.from(bytes);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(faultsOf(new Map([...goldens, [name, altered]]), manifest)).toEqual([
        `${name} has other bytes than when it was written`,
      ]);
    }
  });

  it('would be missed if one were removed, added without notice, or listed with nothing behind it', () => {
    const [name = '', ...others] = files;
    const fewer = new Map(others.map((other) => [other, bytesOf(other)]));
    expect(faultsOf(fewer, manifest)).toEqual([`${name} is gone`]);
    const more = new Map([...goldens, ['Stray.1.json', new Uint8Array([0x7b, 0x7d])]]);
    expect(faultsOf(more, manifest)).toEqual(['Stray.1.json is not in the manifest']);
  });

  it('exist for every version of every event type of the domain', async () => {
    const missing = withoutGolden(await schemasOfDomain(), files);
    if (missing.length > 0) throw new Error(`${HOW_TO_ADD}\nWithout a golden: ${missing.join(', ')}`);
  });

  it('would be asked for as soon as an event type or a version is new', async () => {
    const schemas = await schemasOfDomain();
    expect(Object.keys(schemas).length).toBeGreaterThanOrEqual(8);
    const grown: Schemas = {
      ...schemas,
      PartyRegistered: { name: 'party.registered', upcast: [(data: object) => data, (data: object) => data] },
      PartyMerged: { name: 'party.merged', upcast: [] },
    };
    expect(withoutGolden(grown, files)).toEqual(['PartyRegistered.3', 'PartyMerged.1']);
  });

  it('exist for every kind of resource', () => {
    const events = files.map((name) => EXPECTED[name]);
    const kinds = events.map((event) =>
      event?.type === 'ContributionRecorded' ? event.data.statement.resource.kind : '',
    );
    expect(RESOURCE_KINDS.filter((kind) => !kinds.includes(kind))).toEqual([]);
  });

  it('have each an expected meaning', () => {
    expect(Object.keys(EXPECTED).toSorted()).toEqual(files);
  });
});

describe.each(files)('%s', (name) => {
  const bytes = bytesOf(name);
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const [, type = '', version = ''] = FILE_NAME.exec(name) ?? [];

  it('means in today’s types what it has always meant', () => {
    const { event, envelope } = decodeLedgerEvent(asStored(bytes, 1n));
    expect(event).toEqual(EXPECTED[name]);
    expect(envelope).toEqual(JSON.parse(text));
  });

  it('is named after the type and version that are stored in it', () => {
    const { type: stored, schema } = openEnvelope(bytes);
    expect(stored).toBe(type);
    expect(schema).toMatch(new RegExp(`^[a-z-]+\\.[a-z-]+/${version}$`));
  });

  it('is one line of canonical JSON, with an envelope of exactly these members', () => {
    expect(canonicalJson(JSON.parse(text))).toBe(text);
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'actor',
      'cause',
      'data',
      'id',
      'origin',
      'recorded',
      'rev',
      'schema',
      'stream',
      'type',
      'v',
    ]);
  });

  it('is what the log would write again, byte for byte', () => {
    const envelope = openEnvelope(bytes);
    expect(new TextDecoder().decode(sealEnvelope(prepareDraft(envelope), envelope))).toBe(text);
  });
});

describe('all of them together', () => {
  it.each(PROJECTIONS.map((projection) => [projection.name, projection] as const))(
    'are folded by %s',
    (_, projection) => {
      const items = Object.keys(EXPECTED).map((name, index) =>
        decodeLedgerEvent(asStored(bytesOf(name), BigInt(index + 1))),
      );
      inFolder((folder) => {
        const writer = new ReadModelWriter(folder, projection);
        writer.fold(items);
        expect(writer.checkpoint).toBe(BigInt(files.length));
        writer.close();
      });
    },
  );
});
