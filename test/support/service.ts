/** A real service on a loopback port over a data folder of its own, for tests that speak HTTP to it. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataFolder } from '#data-folder/data-folder';
import type { Role } from '#data-folder/accounts';
import { openDemo, recordLecco } from '#data-folder/demo';
import { createService } from '../../apps/ledger/service.ts';

/** A start or an end takes its time on a busy machine. */
jest.setTimeout(20_000);

export interface TestService {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly folder: DataFolder;
  /** A token for each role; accounts may act in every partnership. */
  readonly tokens: Readonly<Record<Role, string>>;
  /** Ends this service and opens another over the same data folder; the tokens stay good. */
  restart(meanwhile?: (path: string) => Promise<void>): Promise<TestService>;
  stop(): Promise<void>;
}

export interface TestServiceOptions {
  /** Start with no events at all; otherwise the published Lecco case is in the ledger. */
  readonly empty?: boolean;
  /** With everything that `npm start` shows, the invented partnerships too. */
  readonly whole?: boolean;
  readonly clock?: () => Date;
  /** Party id of the partner's organisation; by default the Third Sector of the Lecco case. */
  readonly partnerOrg?: string;
}

function demoPartner(folder: DataFolder): string | null {
  const { records } = folder.directory.list('party', { after: 0, limit: 10 });
  return records.find(({ document }) => document.standsFor === 'THIRD_SECTOR')?.id ?? null;
}

export async function startDemoService(options: TestServiceOptions = {}): Promise<TestService> {
  const path = await mkdtemp(join(tmpdir(), 'ledger-service-'));
  const folder = await openFolder(path, options);
  if (options.empty !== true) {
    await (options.whole === true ? openDemo : recordLecco)(folder);
    await folder.upToDate('directory', 5_000);
    await folder.upToDate('figures', 5_000);
  }
  const org = options.partnerOrg ?? demoPartner(folder);
  const token = (role: Role): string => {
    const account = { name: `test-${role}`, role, org: role === 'partner' ? org : null, expiresAt: null };
    return folder.accounts.add({ ...account, partnerships: '*' }).token;
  };
  const tokens = { finance: token('finance'), partner: token('partner'), evaluator: token('evaluator') };
  return serve(path, folder, tokens, options);
}

function openFolder(path: string, { clock }: TestServiceOptions): Promise<DataFolder> {
  return DataFolder.open({
    path,
    origin: 'ledger.example/test',
    holder: { what: 'test', url: null },
    ...(clock === undefined ? {} : { clock }),
  });
}

async function serve(
  path: string,
  folder: DataFolder,
  tokens: TestService['tokens'],
  options: TestServiceOptions,
): Promise<TestService> {
  const app = await createService(folder);
  await app.listen(0, '127.0.0.1');
  const end = async (): Promise<void> => {
    await app.close();
    await folder.close();
  };
  return {
    url: await app.getUrl(),
    app,
    folder,
    tokens,
    restart: async (meanwhile) => {
      await end();
      await meanwhile?.(path);
      return serve(path, await openFolder(path, options), tokens, options);
    },
    stop: async () => {
      await end();
      await rm(path, { recursive: true });
    },
  };
}

/** A token of another account, for every partnership unless it names some. */
export function tokenFor(
  { folder }: TestService,
  role: Role,
  more: { readonly org?: string; readonly partnerships?: readonly string[] } = {},
): string {
  const { org = null, partnerships = '*' } = more;
  return folder.accounts.add({ name: `a${randomUUID()}`, role, org, partnerships, expiresAt: null }).token;
}
