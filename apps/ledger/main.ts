/** `npm start`: opens the data folder, listens, and tells whoever started it what to do next. */
import { resolve } from 'node:path';
import { FolderHeld } from '#data-folder/lock';
import { DataFolder, OriginDiffers } from '#data-folder/data-folder';
import { LECCO_TITLE, openDemo, type DemoAccess } from '#data-folder/demo';
import { ConfigError, readConfig, type Config } from './config.ts';
import { createService } from './service.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  const folder = await DataFolder.open({
    path: config.dataDir,
    holder: { what: 'service', url: null },
    ...(config.origin === undefined ? {} : { origin: config.origin }),
  });
  const access = config.demo ? await openDemo(folder) : [];
  const app = await createService(folder);
  await app.listen(config.port, config.host);
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await app.close();
    await folder.close();
    process.exit(0);
  };
  // A Ctrl-C comes twice, from the terminal and from whoever started us; the end is one all the same.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (stopping ??= stop()));
  // A program that started it for itself (`pledger post`) learns the address, and takes the service with it.
  process.on('disconnect', () => (stopping ??= stop()));

  // Whoever reads the address may ask for the end at once, so this comes last.
  folder.lock.note({ what: 'service', url });
  console.log(block(config, url, access));
  process.send?.({ url });
}

function block({ dataDir, demo }: Config, url: string, access: readonly DemoAccess[]): string {
  const tokens = access.map(({ role, account = role, token }) => `    ${account.padEnd(16)}${token}`);
  return [
    '',
    `  Partnership ledger${demo ? ', with the published Lecco case and an invented one' : ''}`,
    `  Page     ${url}/`,
    `  API      ${url}/api/v1/openapi.json`,
    `  Data     ${resolve(dataDir)}`,
    ...(tokens.length > 0 ? ['  Tokens of the demonstration, for Authorization: Bearer', ...tokens] : []),
    `  Try      npx pledger figure ${demo ? `--partnership "${LECCO_TITLE}" ` : ''}--server ${url}`,
    ...(demo ? [] : ['           npx pledger user add NAME --role finance']),
    '  Stop     Ctrl-C',
    '',
  ].join('\n');
}

main().catch((error: unknown) => {
  const expected = [FolderHeld, OriginDiffers, ConfigError].some((kind) => error instanceof kind);
  if (expected) console.error((error as Error).message);
  else if ((error as { code?: string }).code === 'EADDRINUSE')
    console.error('the port is in use; set PORT to another');
  else console.error(error);
  process.exit(1);
});
