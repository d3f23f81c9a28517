/**
 * The demonstration: the Lecco case as it was published, and one account per role. The source gives two sums and a
 * percentage for ten years; nothing is added to them but the assumption, marked as such, that they spread evenly.
 */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Statement } from '#domain/contribution/events';
import type { Actor } from '#event-log/envelope';
import type { Role } from './accounts.ts';
import type { Ask } from './commands.ts';
import type { DataFolder } from './data-folder.ts';

/** The source names no years for its "ten years"; it was published in December 2018. */
const TEN_YEARS = { from: '2009-01-01', to: '2018-12-31' } as const;
const TOKENS_FILE = 'demo-tokens.json';
const CORRELATION = 'demo';

export interface DemoAccess {
  readonly role: Role;
  readonly token: string;
}

/** Fills an empty ledger; a ledger with events is left as it is. Returns the demonstration's tokens. */
export async function openDemo(folder: DataFolder): Promise<readonly DemoAccess[]> {
  const tokensPath = join(folder.path, TOKENS_FILE);
  const started = (await folder.journal.head()) > 0n;
  if (!started) {
    const account = folder.accounts.local();
    await recordLecco(folder, { id: account.id, role: account.role, org: account.org });
  }
  if (!existsSync(tokensPath)) {
    if (started) return [];
    writeFileSync(tokensPath, `${JSON.stringify(await addAccounts(folder), null, 2)}\n`, { mode: 0o600 });
    chmodSync(tokensPath, 0o600);
  }
  return JSON.parse(readFileSync(tokensPath, 'utf8')) as DemoAccess[];
}

async function recordLecco(folder: DataFolder, actor: Actor): Promise<void> {
  const correlationId = randomUUID();
  const run = async (key: string, ask: Ask): Promise<string> => {
    const outcome = await folder.execute({ ask, actor, key: `${CORRELATION}/${key}`, correlationId });
    if (outcome.kind !== 'done') throw new Error(`could not record ${key}: ${outcome.kind}`);
    return outcome.id;
  };
  const register = (key: string, party: object): Promise<string> =>
    run(key, {
      aggregate: 'party',
      id: null,
      command: { kind: 'register', party: { ...NO_PARTY, ...party } },
    });

  const lecco = await register('lecco', {
    kind: 'PUBLIC_BODY',
    legalName: 'Comune di Lecco',
    taxCode: '00623530136',
    ipaCode: 'c_e507',
  });
  const thirdSector = await register('third-sector', {
    kind: 'THIRD_SECTOR_BODY',
    standsFor: 'THIRD_SECTOR',
  });
  const foundations = await register('foundations', { kind: 'FOUNDATION', standsFor: 'FOUNDATION' });
  const calls = await run('calls', sourceOf('Bandi di fondazioni per azioni coprogettate', 'FOUNDATION'));
  const own = await run('own', sourceOf('Fonti proprie del Terzo settore', 'THIRD_SECTOR'));
  const partnership = await run('partnership', {
    aggregate: 'partnership',
    id: null,
    command: {
      kind: 'register',
      partnership: {
        title: 'Lecco: dieci anni di coprogettazione',
        instrument: 'COPROGETTAZIONE',
        leadBody: lecco,
        from: null,
        to: null,
        cup: null,
      },
    },
  });

  const brought = { bringer: thirdSector, receiver: lecco, partnership };
  await run(
    'six-million',
    contributionOf({ ...brought, payer: foundations, fundingSource: calls }, '6000000.00'),
  );
  await run(
    'three-million',
    contributionOf({ ...brought, payer: thirdSector, fundingSource: own }, '3000000.00'),
  );
  await run('base', {
    aggregate: 'partnership',
    id: partnership,
    command: {
      kind: 'implyPublicBase',
      base: {
        ...TEN_YEARS,
        statedIncrease: '0.22',
        statedResources: { amount: '9000000.00', currency: 'EUR' },
        source: {
          statedBy: 'assessore Mariani, Comune di Lecco',
          statedOn: '2018-12',
          title:
            'Dieci anni di coprogettazione: 9 milioni dal Terzo settore, circa il 22 % in più sul budget pubblico',
          url: null,
        },
      },
    },
  });
}

const NO_PARTY = { kind: 'OTHER', legalName: null, standsFor: null, taxCode: null, ipaCode: null } as const;

function sourceOf(title: string, origin: 'FOUNDATION' | 'THIRD_SECTOR'): Ask {
  const source = { title, originShares: [{ origin, bp: 10_000 }], fundCode: null, repayable: false };
  return { aggregate: 'funding-source', id: null, command: { kind: 'register', source } };
}

function contributionOf(
  who: Pick<Statement, 'payer' | 'bringer' | 'receiver' | 'fundingSource'> & { readonly partnership: string },
  amount: string,
): Ask {
  const { partnership, ...parties } = who;
  const statement: Statement = {
    ...parties,
    stage: 'DELIVERED',
    resource: { kind: 'CASH', amount: { amount, currency: 'EUR' } },
    effective: TEN_YEARS,
    dating: 'ASSUMED',
    usersArea: null,
    cup: null,
    place: { regions: ['Lombardia'], provinces: ['Lecco'], municipalities: ['Lecco'], istat: '097042' },
    act: null,
    evidence: [],
  };
  return {
    aggregate: 'contribution',
    id: null,
    command: { kind: 'record', partnership, externalRef: null, statement },
  };
}

async function addAccounts(folder: DataFolder): Promise<DemoAccess[]> {
  await folder.upToDate('directory', 5_000);
  const { records } = folder.directory.list('party', { after: 0, limit: 10 });
  const org = records.find(({ document }) => document.standsFor === 'THIRD_SECTOR')?.id ?? null;
  const roles: Role[] = ['finance', 'partner', 'evaluator'];
  return roles.map((role) => {
    const account = {
      name: `demo-${role}`,
      role,
      org: role === 'partner' ? org : null,
      partnerships: '*',
    } as const;
    return { role, token: folder.accounts.add({ ...account, expiresAt: null }).token };
  });
}
