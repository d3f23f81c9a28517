/** What a measurement answers, and how a row of the table says it. */

export interface Settings {
  /** Folder for everything that is written; removed at the end. */
  readonly work: string;
  /** How often each pair is measured; the table shows medians. */
  readonly rounds: number;
  /** Length of one timed run, where a run is bounded by time. */
  readonly seconds: number;
  /** Contribution events of the big ledger. */
  readonly events: number;
  /** Data folder of the big ledger; made by the first row that needs it. */
  readonly bigLedger: string;
}

export interface Row {
  readonly work: string;
  readonly settings: string;
  /** As design says it: `≥ 0.5 ×`, `≤ 3 s`. */
  readonly goal: string;
  /** The number that the goal is about, or why there is none. */
  readonly reached: { readonly value: number; readonly text: string } | { readonly skipped: string };
  readonly ours: string;
  readonly beside: string;
}

export type Measure = (settings: Settings) => Promise<readonly Row[]>;

/** `value` as a multiple of the peer. */
export function times(value: number): { readonly value: number; readonly text: string } {
  return { value, text: `${value.toFixed(2)} ×` };
}

export function perSecond(rate: number, what: string): string {
  return `${Math.round(rate).toLocaleString('en')} ${what}/s`;
}

export function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}

/** Whether `≥ 0.5 ×`, `≤ 10 ms` and the like are met; null where nothing was measured or no goal is set. */
export function isMet({ goal, reached }: Row): boolean | null {
  const bound = /^([≤≥]) ([\d.]+)/.exec(goal);
  if (bound === null || 'skipped' in reached) return null;
  const limit = Number(bound[2]);
  return bound[1] === '≥' ? reached.value >= limit : reached.value <= limit;
}

const HEAD = ['work', 'goal', 'reached', '', 'this ledger', 'beside', 'settings'];

/** The rows as a Markdown table with columns of even width. */
export function table(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(3, ...cells.map((row) => [...(row[column] ?? '')].length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => padded(cell, widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(HEAD), rule, ...cells.slice(1).map(line)].join('\n');
}

/** Counted in characters, so that `≥` is as wide as it looks. */
function padded(cell: string, width: number): string {
  return cell + ' '.repeat(width - [...cell].length);
}

function cellsOf(row: Row): string[] {
  const { work, settings, goal, reached, ours, beside } = row;
  const met = isMet(row);
  const verdict = met === null ? '' : met ? 'met' : 'missed';
  const value = 'skipped' in reached ? `skipped: ${reached.skipped}` : reached.text;
  return [work, goal, value, verdict, ours, beside, settings];
}
