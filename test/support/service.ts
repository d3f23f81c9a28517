/** A real service on a loopback port over a data folder of its own, for tests that speak HTTP to it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataFolder } from '#data-folder/data-folder';
import type { Role } from '#data-folder/accounts';
import { openDemo } from '#data-folder/demo';
import { createService } from '../../apps/ledger/service.ts';

export interface TestService {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly folder: DataFolder;
  /** A token for each role; accounts may act in every partnership. */
  readonly tokens: Readonly<Record<Role, string>>;
  stop(): Promise<void>;
}

export interface TestServiceOptions {
  /** Start with no events at all; otherwise the published Lecco case is in the ledger. */
  readonly empty?: boolean;
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
  const folder = await DataFolder.open({
    path,
    origin: 'ledger.example/test',
    holder: { what: 'test', url: null },
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  if (options.empty !== true) {
    await openDemo(folder);
    await folder.upToDate('directory', 5_000);
    await folder.upToDate('figures', 5_000);
  }
  const org = options.partnerOrg ?? demoPartner(folder);
  const token = (role: Role): string => {
    const account = { name: `test-${role}`, role, org: role === 'partner' ? org : null, expiresAt: null };
    return folder.accounts.add({ ...account, partnerships: '*' }).token;
  };
  const tokens = { finance: token('finance'), partner: token('partner'), evaluator: token('evaluator') };
  const app = await createService(folder);
  await app.listen(0, '127.0.0.1');
  return {
    url: await app.getUrl(),
    app,
    folder,
    tokens,
    stop: async () => {
      await app.close();
      await folder.close();
      await rm(path, { recursive: true });
    },
  };
}
