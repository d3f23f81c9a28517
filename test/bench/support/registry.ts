/**
 * The cast of every measurement: 200 partnerships, their public bodies and partners, and twelve funding
 * sources.
 */
import { randomUUID } from 'node:crypto';
import type { Ask, Commands, Surroundings } from '#data-folder/commands';
import { NO_CLAIMS } from '#domain/claims';
import { NO_TERMS, type OriginShare } from '#domain/funding-source/events';
import type { OriginClass } from '#domain/funding-source/origins';
import { NO_DETAILS } from '#domain/party/events';
import { NO_PARTNERSHIP_DETAILS } from '#domain/partnership/events';
import type { Actor } from '#event-log/envelope';

export const PARTNERSHIPS = 200;
const PUBLIC_BODIES = 50;
const PARTNERS = 400;

export const ACTOR: Actor = { id: 'a_0123456789abcdef', role: 'finance', org: null };
export const CORRELATION = randomUUID();

/** Nothing recorded here depends on what others have claimed. */
export const surroundings: Surroundings = { today: () => '2026-01-01', claims: async () => NO_CLAIMS };

export interface Registry {
  readonly partnerships: readonly string[];
  readonly publicBodies: readonly string[];
  readonly partners: readonly string[];
  readonly publicSources: readonly string[];
  readonly ownSources: readonly string[];
  /** Two origins each, so that one contribution becomes two facts. */
  readonly mixedSources: readonly string[];
}

type Execute = Pick<Commands, 'execute'>['execute'];

/** Registers the cast, or finds what an earlier run registered: the ids follow from the keys. */
export async function register(execute: Execute): Promise<Registry> {
  const run = async (key: string, ask: Ask): Promise<string> => {
    const outcome = await execute({ ask, actor: ACTOR, key: `bench/${key}`, correlationId: CORRELATION });
    if (outcome.kind !== 'done') throw new Error(`${key} could not be registered: ${outcome.kind}`);
    return outcome.id;
  };
  const many = (count: number, key: string, ask: (index: number) => Ask): Promise<string[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => run(`${key}/${index}`, ask(index))));

  const publicBodies = await many(PUBLIC_BODIES, 'public', (i) => party('PUBLIC_BODY', `Comune ${i}`));
  const partners = await many(PARTNERS, 'partner', (i) => party('THIRD_SECTOR_BODY', `Cooperativa ${i}`));
  const partnerships = await many(PARTNERSHIPS, 'partnership', (i) =>
    partnership(i, publicBodies[i % PUBLIC_BODIES] ?? null),
  );
  const sources = (name: string, kinds: readonly (readonly OriginShare[])[]): Promise<string[]> =>
    many(kinds.length, name, (i) => source(`${name} ${i}`, kinds[i] ?? []));
  return {
    partnerships,
    publicBodies,
    partners,
    publicSources: await sources('public', PUBLIC.map(whole)),
    ownSources: await sources('own', OWN.map(whole)),
    mixedSources: await sources('mixed', MIXED),
  };
}

const PUBLIC: readonly OriginClass[] = ['MUNICIPALITY', 'REGION', 'STATE', 'EU', 'HEALTH_SERVICE'];
const OWN: readonly OriginClass[] = ['THIRD_SECTOR', 'FOUNDATION', 'COMPANY', 'USERS', 'UNRESOLVED'];
const MIXED: readonly (readonly OriginShare[])[] = [
  [
    { origin: 'EU', bp: 4_000 },
    { origin: 'STATE', bp: 6_000 },
  ],
  [
    { origin: 'FOUNDATION', bp: 3_333 },
    { origin: 'THIRD_SECTOR', bp: 6_667 },
  ],
];

function whole(origin: OriginClass): readonly OriginShare[] {
  return [{ origin, bp: 10_000 }];
}

function party(kind: 'PUBLIC_BODY' | 'THIRD_SECTOR_BODY', legalName: string): Ask {
  const profile = { kind, legalName, standsFor: null, taxCode: null, ipaCode: null, ...NO_DETAILS };
  return { aggregate: 'party', id: null, command: { kind: 'register', party: profile } };
}

function partnership(index: number, leadBody: string | null): Ask {
  const profile = {
    ...NO_PARTNERSHIP_DETAILS,
    title: `Coprogettazione ${index}`,
    instrument: 'COPROGETTAZIONE',
    leadBody,
    from: null,
    to: null,
    cup: 'B31H22000280006',
    sizeClass: index % 2 === 0 ? '20000-59999' : '5000-9999',
  } as const;
  return { aggregate: 'partnership', id: null, command: { kind: 'register', partnership: profile } };
}

function source(title: string, originShares: readonly OriginShare[]): Ask {
  const fundCode = originShares.some(({ origin }) => origin === 'EU') ? 'ESF+' : null;
  const profile = { title, originShares, fundCode, repayable: false, ...NO_TERMS };
  return { aggregate: 'funding-source', id: null, command: { kind: 'register', source: profile } };
}
