/** Who and what the invented partnership is made of: bodies, sources, and the hands that record and verify. */
import type { AskedStatement } from '#domain/contribution/statement';
import type { ThirdSectorDetails } from '#domain/party/events';
import { euro, onContribution, partyOf, sourceOf, type Run } from './demo-desk.ts';
import type { Publish } from './demo-publications.ts';

/** Who does what: one person records, another verifies, the partner speaks for what it brought. */
export interface Hands {
  readonly record: Run;
  readonly verify: Run;
  readonly partner: Run;
  readonly publish: Publish;
}

const REGISTERED_IN_RUNTS = {
  cooperative: { ctsType: 'SOCIAL_ENTERPRISE', runts: [], cooperativeType: 'A' },
  association: { ctsType: 'ODV', runts: [], cooperativeType: null },
} as const satisfies Readonly<Record<string, ThirdSectorDetails>>;

export type Bodies = Awaited<ReturnType<typeof registerBodies>>;
export type Sources = Awaited<ReturnType<typeof registerSources>>;

/** The second Third Sector body is registered in the RUNTS like the first: both may be partners. */
export async function registerBodies(run: Run) {
  const thirdSector = (legalName: string, thirdSectorDetails: ThirdSectorDetails) =>
    partyOf({ kind: 'THIRD_SECTOR_BODY', legalName, thirdSector: thirdSectorDetails });
  const publicBody = (legalName: string, level: 'MUNICIPALITY' | 'MUNICIPAL_ASSOCIATION' | 'REGION') =>
    partyOf({ kind: 'PUBLIC_BODY', legalName, publicBody: { level, istatCode: null } });
  const bodies = {
    municipality: await run('ex/comune', publicBody('Comune di Valle di Esempio', 'MUNICIPALITY')),
    area: await run('ex/ambito', publicBody('Ambito Valle di Esempio', 'MUNICIPAL_ASSOCIATION')),
    region: await run('ex/regione', publicBody('Regione Esempio', 'REGION')),
    cooperative: await run(
      'ex/coop',
      thirdSector('Cooperativa Esempio Uno', REGISTERED_IN_RUNTS.cooperative),
    ),
    association: await run(
      'ex/odv',
      thirdSector('Associazione Esempio Due', REGISTERED_IN_RUNTS.association),
    ),
    foundation: await run(
      'ex/fondazione',
      partyOf({ kind: 'FOUNDATION', legalName: 'Fondazione Esempio Tre', foundationType: 'BANK_ORIGIN' }),
    ),
    company: await run(
      'ex/impresa',
      partyOf({ kind: 'COMPANY', legalName: 'Impresa Esempio Quattro S.r.l.' }),
    ),
    users: await run('ex/utenti', partyOf({ kind: 'OTHER', standsFor: 'USERS' })),
  };
  for (const [key, id] of [
    ['coop', bodies.cooperative],
    ['odv', bodies.association],
  ] as const) {
    const evidence = { reference: `Visura RUNTS ${key}, esempio`, sha256: null };
    await run(`ex/runts-${key}`, {
      aggregate: 'party',
      id,
      command: {
        kind: 'checkStatus',
        registry: 'RUNTS',
        status: 'REGISTERED',
        checkedOn: '2022-12-01',
        since: '2022-03-01',
        evidence,
      },
    });
  }
  return bodies;
}

export async function registerSources(run: Run, { region, foundation }: Bodies) {
  return {
    municipal: await run(
      'ex/fonte-comune',
      sourceOf('Bilancio del Comune di Valle di Esempio', 'MUNICIPALITY'),
    ),
    esf: await run(
      'ex/fonte-fse',
      sourceOf(
        'Programma regionale FSE+, esempio',
        { EU: 4_000, STATE: 4_200, REGION: 1_800 },
        {
          fundCode: 'ESF+',
          cup: 'X99X22000000001',
          grantor: region,
          callReference: 'Riparto agli Ambiti 2023',
        },
      ),
    ),
    calls: await run(
      'ex/fonte-bando',
      sourceOf('Bando della Fondazione Esempio Tre', 'FOUNDATION', {
        grantor: foundation,
        callReference: 'Bando Comunità 2023, esempio',
        taxExpenditureBp: 6_500,
        ownShareConditionBp: 2_000,
      }),
    ),
    ownOfCoop: await run('ex/fonte-coop', sourceOf('Fonti proprie della cooperativa', 'THIRD_SECTOR')),
    ownOfAssociation: await run('ex/fonte-odv', sourceOf('Fonti proprie dell’associazione', 'THIRD_SECTOR')),
    company: await run('ex/fonte-impresa', sourceOf('Erogazione liberale d’impresa', 'COMPANY')),
    fees: await run('ex/fonte-utenti', sourceOf('Compartecipazione degli utenti', 'USERS')),
  };
}

export type Book = ReturnType<typeof bookOf>;

/** The everyday doings, each under its short key. */
export function bookOf(hands: Hands, partnership: string, bodies: Bodies, sources: Sources) {
  const { record, verify } = hands;
  const entered = (key: string, statement: AskedStatement, reasons = {}): Promise<string> =>
    record(
      `ex/${key}`,
      onContribution(null, { kind: 'record', partnership, externalRef: `ES-${key}`, statement, reasons }),
    );
  return {
    ...hands,
    bodies,
    sources,
    partnership,
    entered,
    /** A second person admits the whole claim, or less of it for a reason. */
    verified: (key: string, id: string, claimed: string, admitted = claimed): Promise<string> =>
      verify(
        `ex/${key}-verifica`,
        onContribution(id, {
          kind: 'verify',
          claimed: euro(claimed),
          admitted: euro(admitted),
          reason: admitted === claimed ? null : 'MISSING_SIGNATURES',
          onAppeal: false,
          reference: 'Verbale di controllo 3/2025, esempio',
        }),
      ),
  };
}
