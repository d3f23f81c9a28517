/** Figures as `pledger figure --json` prints them. */
import type { Figure } from '#read-models/figures/figures';
import type { Run } from './pledger.ts';

export interface Shown {
  readonly partnership: { readonly id: string; readonly document: { readonly title: string } };
  readonly items: readonly Figure[];
}

export function shownIn(run: Run): Shown {
  if (run.code !== 0) throw new Error(`no figures: ${run.code} ${run.err}`);
  return JSON.parse(run.out) as Shown;
}

/** The first figure that was printed. */
export function figureIn(run: Run): Figure {
  const [figure] = shownIn(run).items;
  if (figure === undefined) throw new Error('no figure was printed');
  return figure;
}
