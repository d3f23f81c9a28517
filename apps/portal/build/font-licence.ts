import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);

/** The fonts and the style sheet travel with their licences, which no JavaScript bundler collects. */
export function fontLicence(): Plugin {
  return {
    name: 'portal:font-licence',
    apply: 'build',
    async generateBundle() {
      const kit = dirname(require.resolve('bootstrap-italia/package.json'));
      const copies = [
        ['LICENSE', 'licences/bootstrap-italia.txt'],
        ['dist/fonts/Titillium_Web/OFL.txt', 'licences/titillium-web.txt'],
      ] as const;
      for (const [from, fileName] of copies) {
        this.emitFile({ type: 'asset', fileName, source: await readFile(join(kit, from)) });
      }
    },
  };
}
