/** A process that opens a data folder, asks for one figure and prints how many seconds both took together. */
import { DataFolder } from '#data-folder/data-folder';

const [path = '', partnership = ''] = process.argv.slice(2);
const started = performance.now();
const folder = await DataFolder.open({ path, holder: { what: 'bench', url: null } });
const { figures } = folder.figures.answer({
  partnership,
  definitions: ['L1'],
  basis: 'committed',
  view: 'economic',
  effectiveAsOf: '2025-12-31',
});
console.log(((performance.now() - started) / 1_000).toFixed(3));
if (figures[0]?.facts === 0) throw new Error('the figure is of no facts');
await folder.close();
