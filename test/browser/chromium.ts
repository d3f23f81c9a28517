/**
 * A headless Chromium for the tests: the one of CHROMIUM_PATH, or the one that comes inside an npm package,
 * so that `npm test` needs nothing installed on the system.
 */
import { chromium, type Browser } from 'playwright-core';

/** The package unpacks the shared libraries it carries only where it takes itself to be on this runtime. */
const RUNTIME_WITH_LIBRARIES = 'nodejs22.x';

async function executablePath(): Promise<string> {
  const own = process.env['CHROMIUM_PATH'];
  if (own !== undefined && own !== '') return own;
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= RUNTIME_WITH_LIBRARIES;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

/** The sandbox needs rights that containers rarely give; the tests visit this service and nothing else. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await executablePath(), args: ['--no-sandbox', '--disable-gpu'] });
}
