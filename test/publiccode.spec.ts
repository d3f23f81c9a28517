/** `publiccode.yml` says of this software what package.json says, in the form the catalogues accept. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parseDocument } from 'yaml';

interface Description {
  readonly shortDescription: string;
  readonly longDescription: string;
  readonly features: readonly string[];
}

interface PublicCode {
  readonly publiccodeYmlVersion: string;
  readonly name: string;
  readonly url: string;
  readonly softwareVersion: string;
  readonly releaseDate: string;
  readonly platforms: readonly string[];
  readonly developmentStatus: string;
  readonly softwareType: string;
  readonly description: Readonly<Record<string, Description>>;
  readonly legal: { readonly license: string };
  readonly maintenance: {
    readonly type: string;
    readonly contacts?: readonly { readonly name: string; readonly email?: string }[];
    readonly contractors?: readonly unknown[];
  };
  readonly localisation: {
    readonly localisationReady: boolean;
    readonly availableLanguages: readonly string[];
  };
  readonly IT: { readonly countryExtensionVersion: string };
}

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8');

const document = parseDocument(read('publiccode.yml'), { version: '1.2', uniqueKeys: true });
const publicCode = document.toJS() as PublicCode;
const packageJson = JSON.parse(read('package.json')) as { version: string; license: string };

describe('publiccode.yml', () => {
  it('is sound YAML 1.2', () => {
    expect([...document.errors, ...document.warnings].map(String)).toEqual([]);
  });

  it('has every mandatory key', () => {
    const mandatory = [
      ...['publiccodeYmlVersion', 'name', 'url', 'platforms', 'developmentStatus', 'softwareType'],
      ...['description', 'legal.license', 'maintenance.type', 'localisation.localisationReady'],
      ...['localisation.availableLanguages', 'IT.countryExtensionVersion'],
    ];
    expect(mandatory.filter((key) => !document.hasIn(key.split('.')))).toEqual([]);
  });

  it('holds to the vocabularies of the standard', () => {
    expect(publicCode.publiccodeYmlVersion).toBe('0');
    expect(URL.parse(publicCode.url)?.protocol).toBe('https:');
    expect(['concept', 'development', 'beta', 'stable', 'obsolete']).toContain(publicCode.developmentStatus);
    expect(publicCode.softwareType).toMatch(/^standalone\/(web|backend|desktop|mobile|iot|other)$/);
    expect(publicCode.platforms.length).toBeGreaterThan(0);
    expect(publicCode.IT.countryExtensionVersion).toBe('1.0');
  });

  it('agrees with package.json and with LICENSE', () => {
    expect(publicCode.legal.license).toBe(packageJson.license);
    expect(publicCode.softwareVersion).toBe(packageJson.version);
    expect(read('LICENSE')).toMatch(/^EUROPEAN UNION PUBLIC LICENCE v\. 1\.2\n/);
    expect(packageJson.license).toBe('EUPL-1.2');
  });

  it('writes the release date as a day that exists', () => {
    expect(publicCode.releaseDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(new Date(`${publicCode.releaseDate}T00:00:00Z`).toISOString().slice(0, 10)).toBe(
      publicCode.releaseDate,
    );
  });

  it('describes the software in each language it speaks', () => {
    expect(publicCode.localisation.localisationReady).toBe(true);
    expect(Object.keys(publicCode.description).toSorted()).toEqual(
      [...publicCode.localisation.availableLanguages].toSorted(),
    );
    for (const { shortDescription, longDescription, features } of Object.values(publicCode.description)) {
      expect(shortDescription.trim().length).toBeLessThanOrEqual(150);
      expect(longDescription.trim().length).toBeGreaterThanOrEqual(150);
      expect(longDescription.trim().length).toBeLessThanOrEqual(10_000);
      expect(features.length).toBeGreaterThanOrEqual(5);
    }
  });

  it('names who maintains it, as the kind of maintenance asks', () => {
    const { type, contacts, contractors } = publicCode.maintenance;
    expect(['internal', 'community', 'contract', 'none']).toContain(type);
    if (type === 'internal' || type === 'community') expect(contacts?.length).toBeGreaterThan(0);
    expect(contractors === undefined).toBe(type !== 'contract');
  });
});
