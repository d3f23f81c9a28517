/**
 * The demonstration: the Lecco case as it was published, an invented example in which every kind of resource and every
 * stage appears, and accounts for each role. The source of the Lecco case gives two sums and a percentage for ten
 * years; nothing is added to them but the assumption, marked as such, that they spread evenly.
 */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AskedStatement } from '#domain/contribution/statement';
import type { Actor } from '#event-log/envelope';
import type { Account, Role } from './accounts.ts';
import type { Ask } from './commands.ts';
import type { DataFolder } from './data-folder.ts';
import {
  deskOf,
  euro,
  onContribution,
  partnershipOf,
  partyOf,
  sourceOf,
  stated,
  type Run,
} from './demo-desk.ts';
import { registerBodies, type Bodies } from './demo-book.ts';
import { recordExample } from './demo-example.ts';
import { recordNextCall } from './demo-next-call.ts';
import { publisherOf, publishLecco, publishPrices } from './demo-publications.ts';

/** The source names no years for its "ten years"; it was published in December 2018. */
const TEN_YEARS = { from: '2009-01-01', to: '2018-12-31' } as const;
export const LECCO_TITLE = 'Lecco: dieci anni di coprogettazione';
const TOKENS_FILE = 'demo-tokens.json';

export interface DemoAccess {
  readonly role: Role;
  readonly token: string;
  /** Name of the account; files of the first release have none. */
  readonly account?: string;
}

/** Fills an empty ledger; a ledger with events is left as it is. Returns the demonstration's tokens. */
export async function openDemo(folder: DataFolder): Promise<readonly DemoAccess[]> {
  const tokensPath = join(folder.path, TOKENS_FILE);
  if ((await folder.journal.head()) === 0n) {
    const lecco = await recordLecco(folder);
    const local = actorOf(folder.accounts.local());
    const run = deskOf(folder, local);
    await publishPrices(run);
    await publishLecco(publisherOf(folder, local), lecco);
    const bodies = await registerBodies(run);
    const access = addAccounts(folder, bodies);
    writeFileSync(tokensPath, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
    chmodSync(tokensPath, 0o600);
    await recordInvented(folder, bodies);
  }
  return existsSync(tokensPath) ? (JSON.parse(readFileSync(tokensPath, 'utf8')) as DemoAccess[]) : [];
}

/** The published case alone; gives its partnership. */
export async function recordLecco(folder: DataFolder): Promise<string> {
  const run = deskOf(folder, actorOf(folder.accounts.local()));
  const lecco = await run(
    'lecco',
    partyOf({ kind: 'PUBLIC_BODY', legalName: 'Comune di Lecco', taxCode: '00623530136', ipaCode: 'c_e507' }),
  );
  const thirdSector = await run(
    'third-sector',
    partyOf({ kind: 'THIRD_SECTOR_BODY', standsFor: 'THIRD_SECTOR' }),
  );
  const foundations = await run('foundations', partyOf({ kind: 'FOUNDATION', standsFor: 'FOUNDATION' }));
  const calls = await run('calls', sourceOf('Bandi di fondazioni per azioni coprogettate', 'FOUNDATION'));
  const own = await run('own', sourceOf('Fonti proprie del Terzo settore', 'THIRD_SECTOR'));
  const partnership = await run(
    'partnership',
    partnershipOf({ title: LECCO_TITLE, instrument: 'COPROGETTAZIONE', leadBody: lecco }),
  );
  const brought = { bringer: thirdSector, receiver: lecco };
  const sum = (who: Pick<AskedStatement, 'payer' | 'fundingSource'>, amount: string): Ask =>
    spread(partnership, { ...brought, ...who }, amount);
  await run('six-million', sum({ payer: foundations, fundingSource: calls }, '6000000.00'));
  await run('three-million', sum({ payer: thirdSector, fundingSource: own }, '3000000.00'));
  await implyBase(run, partnership);
  return partnership;
}

function spread(
  partnership: string,
  who: Pick<AskedStatement, 'payer' | 'bringer' | 'receiver' | 'fundingSource'>,
  amount: string,
): Ask {
  const statement = stated({
    ...who,
    stage: 'DELIVERED',
    resource: { kind: 'CASH', amount: euro(amount) },
    on: [TEN_YEARS.from, TEN_YEARS.to],
    dating: 'ASSUMED',
    place: { regions: ['Lombardia'], provinces: ['Lecco'], municipalities: ['Lecco'], istat: '097042' },
  });
  return onContribution(null, { kind: 'record', partnership, externalRef: null, statement });
}

async function implyBase(run: Run, partnership: string): Promise<void> {
  const title =
    'Dieci anni di coprogettazione: 9 milioni dal Terzo settore, circa il 22 % in più sul budget pubblico';
  await run('base', {
    aggregate: 'partnership',
    id: partnership,
    command: {
      kind: 'implyPublicBase',
      base: {
        ...TEN_YEARS,
        statedIncrease: '0.22',
        statedResources: euro('9000000.00'),
        source: {
          statedBy: 'assessore Mariani, Comune di Lecco',
          statedOn: '2018-12',
          title,
          url: null,
        },
      },
    },
  });
}

/** What one account records another verifies, and the partner's own speaks for what it brought. */
async function recordInvented(folder: DataFolder, bodies: Bodies): Promise<void> {
  const { accounts } = folder;
  const hands = {
    record: deskOf(folder, actorOf(accounts.local())),
    verify: deskOf(folder, actorOf(accounts.get('demo-finance-2'))),
    partner: deskOf(folder, actorOf(accounts.get('demo-partner'))),
    publish: publisherOf(folder, actorOf(accounts.local())),
  };
  const first = await recordExample(hands, bodies);
  await recordNextCall(hands, bodies, first);
}

function actorOf({ id, role, org }: Account): Actor {
  return { id, role, org };
}

/** The second account of the finance office is for the second person: whoever records may not verify. */
function addAccounts({ accounts }: DataFolder, { cooperative }: Bodies): DemoAccess[] {
  const wanted: readonly { readonly name: string; readonly role: Role; readonly org?: string }[] = [
    { name: 'demo-finance', role: 'finance' },
    { name: 'demo-partner', role: 'partner', org: cooperative },
    { name: 'demo-evaluator', role: 'evaluator' },
    { name: 'demo-finance-2', role: 'finance' },
  ];
  return wanted.map(({ name, role, org = null }) => {
    const { token } = accounts.add({ name, role, org, partnerships: '*', expiresAt: null });
    return { role, token, account: name };
  });
}
