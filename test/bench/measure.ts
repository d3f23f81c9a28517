/** Measures one row in a process of its own, so that no row inherits another one's heap. */
import type { Measure, Settings } from './support/result.ts';

const ROWS: Readonly<Record<string, () => Promise<{ readonly measure: Measure }>>> = {
  deciding: () => import('./rows/deciding.ts'),
  http: () => import('./rows/http-appends.ts'),
  library: () => import('./rows/library-appends.ts'),
  import: () => import('./rows/bulk-import.ts'),
  rebuild: () => import('./rows/rebuild.ts'),
  figures: () => import('./rows/figures.ts'),
  audit: () => import('./rows/audit.ts'),
  journal: () => import('./rows/journal.ts'),
  growth: () => import('./rows/growth.ts'),
  start: () => import('./rows/cold-start.ts'),
};

process.once('message', async ({ name, settings }: { name: string; settings: Settings }) => {
  const load = ROWS[name];
  if (load === undefined) throw new RangeError(`there is no row ${name}`);
  const { measure } = await load();
  process.send?.(await measure(settings));
  process.disconnect();
});
