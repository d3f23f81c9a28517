import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fontLicence } from './build/font-licence.ts';
import { precompress } from './build/precompress.ts';
import { dropDataUrls, purgeBootstrapItalia } from './build/purge-css.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One page, served by the ledger as pre-compressed files under a CSP that allows our own origin only. */
export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react(), purgeBootstrapItalia(here('.')), fontLicence(), precompress()],
  css: { postcss: { plugins: [dropDataUrls] } },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
  preview: { proxy: { '/api': 'http://127.0.0.1:3000' } },
  build: {
    outDir: here('../../dist/portal'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licences/javascript.md' },
    reportCompressedSize: false,
  },
});
