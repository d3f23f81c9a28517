/**
 * What the standard definitions say, word by word: a figure that was published under `L1@1` rests on it. Each version
 * has a file of canonical JSON under `definitions/`, whose SHA-256 is in the manifest. Other sides, origins, rounding or
 * any other term are a new version with a file of its own; a better word in a name or a source is a decision too, and
 * then file and manifest say it.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { STANDARD_CODE_FORM } from '#domain/definition/decider';
import { STANDARD_DEFINITIONS, type Definition } from '#domain/figures/definitions';
import { canonicalJson } from '#event-log/canonical-json';

const FOLDER = new URL('definitions/', import.meta.url);
const MANIFEST = 'MANIFEST.sha256';
const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
const kept = readdirSync(FOLDER).filter((name) => name !== MANIFEST);

const fileOf = ({ id, version }: Definition): string => `${id}.${version}.json`;
/** Which days it is in force may still be said when the next version comes; what it says may not. */
const saidBy = ({ validFrom: _, validTo: __, ...said }: Definition): string => canonicalJson(said);

describe('the standard definitions', () => {
  it.each(STANDARD_DEFINITIONS.map((each) => [fileOf(each), each] as const))(
    'say in %s what they have always said',
    (name, each) => {
      expect(kept).toContain(name);
      expect(saidBy(each)).toBe(read(name));
    },
  );

  it('lose no version that was ever out', () => {
    expect(STANDARD_DEFINITIONS.map(fileOf).toSorted()).toEqual(kept.toSorted());
  });

  it('are the bytes of the manifest', () => {
    const lines = kept
      .toSorted()
      .map((name) => `${createHash('sha256').update(read(name)).digest('hex')}  ${name}\n`);
    expect(read(MANIFEST)).toBe(lines.join(''));
  });

  it('have codes that no ledger can take for its own', () => {
    for (const { id } of STANDARD_DEFINITIONS) expect(id).toMatch(STANDARD_CODE_FORM);
  });
});
