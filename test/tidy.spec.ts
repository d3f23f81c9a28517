/**
 * A test of the code itself: what a reviewer should never have to say. Each check names file and line.
 * It reads what git tracks or would track; in a copy without git, everything that is not built or installed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAX_COLUMNS = 120;
const MAX_SOURCE_LINES = 400;
const MAX_DECISION_LINES = 80;
const MAX_FILE_BYTES = 300_000;
/** The description of the API and the types made from it repeat what every command promises. */
const MAX_GENERATED_BYTES = 1_000_000;
const MAX_IMAGE_BYTES = 600_000;
const MAX_LISTING_BYTES = 16 * 1024 * 1024;

const NOT_SOURCE = /(^|\/)(\.git|node_modules|dist|data|coverage)\//;
const GENERATED = /^(package-lock\.json|docs\/openapi\.json|apps\/portal\/src\/api\/schema\.d\.ts)$/;
/** Kept byte for byte: what others published, or what this ledger once wrote. */
const FIXTURE = /(^|\/)(golden|fixtures|vectors)\//;
const IMAGE = /\.(png|jpe?g|gif|webp|avif|ico|svg)$/;
const BINARY = /\.(png|jpe?g|gif|webp|avif|ico|woff2?|ttf|pdf|xlsx|ods|zip|gz|br|sqlite|db)$/;
const CODE = /\.(ts|tsx|mjs)$/;

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** Tracked and not yet tracked files, without ignored ones; empty where git or its folder is absent. */
function listedByGit(): string[] {
  try {
    const options = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const listing = execFileSync('git', options, {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: MAX_LISTING_BYTES,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return listing.split('\0').filter((path) => path !== '');
  } catch {
    return [];
  }
}

function walked(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (NOT_SOURCE.test(`${path}/`)) return [];
    return entry.isDirectory() ? walked(path) : [path];
  });
}

function isThere(path: string): boolean {
  return existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).isFile();
}

const listed = listedByGit();
const paths = [...new Set(listed.length > 0 ? listed : walked(''))]
  .filter((path) => !NOT_SOURCE.test(path) && isThere(path))
  .toSorted();
const files: readonly SourceFile[] = paths
  .filter((path) => !BINARY.test(path))
  .map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return { path, text, lines: text.split('\n') };
  });
const authored = files.filter(({ path }) => !GENERATED.test(path) && !FIXTURE.test(path));
const code = authored.filter(({ path }) => CODE.test(path));
const product = code.filter(({ path }) => /^(apps|libs)\//.test(path));
const markdown = authored.filter(({ path }) => path.endsWith('.md'));

/** Each line for which `fault` gives a text, as `file:line text`. */
function faults(
  among: readonly SourceFile[],
  fault: (line: string, file: SourceFile) => string | undefined,
): string[] {
  return among.flatMap((file) =>
    file.lines.flatMap((line, index) => {
      const found = fault(line, file);
      return found === undefined ? [] : [`${file.path}:${index + 1} ${found}`];
    }),
  );
}

const matching = (among: readonly SourceFile[], pattern: RegExp) =>
  faults(among, (line) => pattern.exec(line)?.[0].trim());

/** The line without its comment, so that prose may use words that code may not. */
const withoutComment = (line: string) => (/^\s*(\/?\*|\/\/)/.test(line) ? '' : line.replace(/\s\/\/.*$/, ''));

describe('text', () => {
  it('finds the files at all', () => {
    expect(paths).toContain('package.json');
    expect(code.length).toBeGreaterThan(10);
  });

  it('has lines that fit', () => {
    const tooLong = (line: string) => [...line].length > MAX_COLUMNS && !/https?:\/\//.test(line);
    expect(faults(code, (line) => (tooLong(line) ? `${[...line].length} columns` : undefined))).toEqual([]);
  });

  it('has no tab, trailing space or carriage return', () => {
    const sick = /\t|[ \t]+$|\r/;
    expect(
      faults(authored, (line) => (sick.test(line) ? JSON.stringify(line.slice(-30)) : undefined)),
    ).toEqual([]);
  });

  it('ends with exactly one newline', () => {
    const sick = authored.filter(({ text }) => text !== '' && !/[^\n]\n$/.test(text));
    expect(sick.map(({ path, lines }) => `${path}:${lines.length}`)).toEqual([]);
  });

  it('names no folder of somebody’s machine', () => {
    expect(matching(files, /(^|[^\w.])\/(?:home|root|Users|work)\//)).toEqual([]);
  });

  it('locks packages without naming the registry they came from', () => {
    const lock = files.filter(({ path }) => path === 'package-lock.json');
    expect(matching(lock, /"resolved": "https?:/)).toEqual([]);
  });
});

describe('code', () => {
  it('keeps files to one subject', () => {
    const length = ({ text }: SourceFile) => text.split('\n').length - 1;
    const tooLong = code.filter((file) => length(file) > MAX_SOURCE_LINES);
    expect(tooLong.map((file) => `${file.path}:${length(file)}`)).toEqual([]);
  });

  it('leaves no note to finish it later', () => {
    expect(matching(authored, /\b(?:TO[D]O|FIX[M]E)\b/)).toEqual([]);
  });

  it('runs every test', () => {
    expect(matching(code, /\b(?:it|test|describe)\.onl[y]\b|^\s*f(?:it|describe)\(/)).toEqual([]);
  });

  it('skips a test only where it says so aloud', () => {
    const skip = /\b(?:it|test|describe)\.(?:ski[p]|tod[o])\b|^\s*x(?:it|test|describe)\(/;
    const silent = (line: string) => !line.includes('SKIP-VISIBLY');
    expect(faults(code, (line) => (skip.test(line) && silent(line) ? line.trim() : undefined))).toEqual([]);
  });

  it('is typed', () => {
    const untyped = /(?:\bas|:|<|,)\s*any(?=\s*(?:[;,.)\]}>&|[=]|$))/;
    expect(faults(product, (line) => untyped.exec(withoutComment(line))?.[0])).toEqual([]);
  });

  it('silences neither compiler nor linter', () => {
    expect(matching(product, /@ts-(?:ignore|nocheck)|(?:eslint|oxlint)-disable/)).toEqual([]);
  });
});

describe('files', () => {
  it('are small', () => {
    const usual = (path: string) => (IMAGE.test(path) ? MAX_IMAGE_BYTES : MAX_FILE_BYTES);
    const limit = (path: string) => (GENERATED.test(path) ? MAX_GENERATED_BYTES : usual(path));
    const size = (path: string) => statSync(join(ROOT, path)).size;
    const large = paths.filter((path) => path !== 'package-lock.json' && size(path) > limit(path));
    expect(large.map((path) => `${path}:1 ${size(path)} bytes`)).toEqual([]);
  });

  it('in libs are used by another file', () => {
    // Any quoted path counts, so that a worker started from a URL is not taken for dead.
    const specifier = /'(#[^'\s]+|\.{1,2}\/[^'\s]+\.(?:ts|tsx|mjs))'/g;
    const used = new Set(
      code.flatMap(({ path, text }) =>
        [...text.matchAll(specifier)].map(([, name = '']) => {
          if (name.startsWith('#')) return `libs/${name.slice(1)}.ts`;
          const target = normalize(join(dirname(path), name)).replaceAll('\\', '/');
          return target === path ? '' : target;
        }),
      ),
    );
    const dead = code.filter(
      ({ path }) => path.startsWith('libs/') && !path.endsWith('.spec.ts') && !used.has(path),
    );
    expect(dead.map(({ path }) => `${path}:1 is imported by nothing`)).toEqual([]);
  });
});

describe('documents', () => {
  it('link only to what is there', () => {
    expect(paths).toContain('README.md');
    const isDead = (target: string, from: string) => {
      if (/^([a-z]+:|#)/i.test(target)) return false;
      const [file = ''] = decodeURI(target).split('#');
      return !existsSync(join(ROOT, dirname(from), file));
    };
    const dead = faults(markdown, (line, { path }) => {
      const targets = [...line.replaceAll(/`[^`]*`/g, '').matchAll(/\]\(<?([^)>\s]+)/g)];
      return targets.map(([, target = '']) => target).find((target) => isDead(target, path));
    });
    expect(dead).toEqual([]);
  });

  it('name in CONTRIBUTING.md only files and folders that exist', () => {
    const contributing = markdown.filter(({ path }) => path === 'CONTRIBUTING.md');
    expect(contributing).toHaveLength(1);
    const dead = faults(contributing, (line) => {
      const named = [...line.matchAll(/`((?:apps|docs|libs|scripts|test)\/[^`<*\s]*)`/g)].map(
        ([, name = '']) => name,
      );
      return named.find((name) => !existsSync(join(ROOT, name)));
    });
    expect(dead).toEqual([]);
  });

  it('keep a changelog in the form of Keep a Changelog', () => {
    const changelog = authored.filter(({ path }) => path === 'CHANGELOG.md');
    expect(changelog).toHaveLength(1);
    expect(changelog[0]?.lines[0]).toBe('# Changelog');
    const version = /^## \[(Unreleased|\d+\.\d+\.\d+)\]( - \d{4}-\d\d-\d\d)?$/;
    const section = /^### (Added|Changed|Deprecated|Removed|Fixed|Security)$/;
    const strange = (line: string) =>
      (line.startsWith('## ') && !version.test(line)) || (line.startsWith('### ') && !section.test(line));
    expect(faults(changelog, (line) => (strange(line) ? line : undefined))).toEqual([]);
    const versions = changelog[0]?.lines.flatMap((line) => version.exec(line) ?? []) ?? [];
    expect(versions[1]).toBe('Unreleased');
    const undated = faults(changelog, (line) => {
      const [, name, date] = version.exec(line) ?? [];
      return name === undefined || (name === 'Unreleased') === (date === undefined) ? undefined : line;
    });
    expect(undated).toEqual([]);
  });

  it('number the decisions and keep each to a page', () => {
    const decisions = files.filter(({ path }) => path.startsWith('docs/decisions/'));
    const wrongName = decisions.filter(({ path }) => !/^docs\/decisions\/\d{4}-[a-z0-9-]+\.md$/.test(path));
    expect(wrongName.map(({ path }) => `${path}:1 is not NNNN-title.md`)).toEqual([]);
    const tooLong = decisions.filter(({ lines }) => lines.length - 1 > MAX_DECISION_LINES);
    expect(tooLong.map(({ path, lines }) => `${path}:${lines.length - 1}`)).toEqual([]);
    const numbers = decisions.map(({ path }) => path.slice('docs/decisions/'.length).slice(0, 4));
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  });
});
