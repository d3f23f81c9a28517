import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PurgeCSS } from 'purgecss';
import type { Plugin } from 'vite';

const KIT = /bootstrap-italia[\\/]dist[\\/]css[\\/].*\.css$/;
const SOURCES = /(?<!\.spec)\.(tsx|html)$/;

async function pageSources(root: string): Promise<string> {
  const entries = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => SOURCES.test(entry.name)).map((e) => join(e.parentPath, e.name));
  const texts = await Promise.all([...files, join(root, 'index.html')].map((file) => readFile(file, 'utf8')));
  return texts.join('\n');
}

/** Keeps, of the whole Bootstrap Italia style sheet, the rules whose selectors occur in our own markup. */
export function purgeBootstrapItalia(root: string): Plugin {
  return {
    name: 'portal:purge-css',
    enforce: 'pre',
    async transform(code, id) {
      if (!KIT.test(id)) return null;
      const [purged] = await new PurgeCSS().purge({
        content: [{ raw: await pageSources(root), extension: 'tsx' }],
        css: [{ raw: code }],
        variables: true,
        keyframes: true,
        fontFace: true,
      });
      return { code: purged?.css ?? code, map: null };
    },
  };
}

interface Declaration {
  value: string;
  remove(): void;
}

/** The content security policy allows our own origin only: a `data:` image would be refused and reported. */
export const dropDataUrls = {
  postcssPlugin: 'portal:drop-data-urls',
  Declaration(declaration: Declaration): void {
    if (/url\(\s*["']?data:/.test(declaration.value)) declaration.remove();
  },
};
