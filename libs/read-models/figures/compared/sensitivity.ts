/** The same figures over the same facts by every choice that somebody could make: what of a number is choice. */
import { BASES, SCOPES, VIEWS, type Basis, type Scope, type View } from '#domain/figures/definitions';
import type { Quotient } from '#domain/figures/figure';
import { echoOf, type Echo } from '../echo.ts';
import type { Figure, Figures } from '../figures.ts';
import type { Selection } from '../question/question.ts';
import { assertHasValue } from '../kinds/series.ts';

export interface SensitivityCell extends Quotient {
  readonly definition: Pick<Figure['definition'], 'id' | 'version'>;
  readonly basis: Basis;
  readonly view: View;
  readonly scope: Scope;
}

export interface Sensitivity extends Omit<Echo, 'view' | 'scope'> {
  readonly partnership: string;
  readonly partnerships: readonly string[];
  /** Every definition on every basis, in every view and scope, in this order. */
  readonly items: readonly SensitivityCell[];
}

export interface SensitivityQuestion extends Omit<Selection, 'basis' | 'view' | 'scope'> {
  readonly definitions: readonly string[];
}

/**
 * One pass for each basis, view and scope: fifty. Throws `SeriesHasNoValue`, and as
 * {@link Figures.answer} does.
 */
export function sensitivityOf(figures: Figures, question: SensitivityQuestion): Sensitivity {
  const { definitions, ...selection } = question;
  const first = figures.open({ ...selection, basis: 'pledged', view: 'economic' });
  const { position, partnerships } = first;
  for (const asked of definitions)
    assertHasValue(figures.definition(asked, question.effectiveAsOf, position));
  const cells = BASES.flatMap((basis) =>
    VIEWS.flatMap((view) =>
      SCOPES.map(
        (scope) => figures.answer({ ...selection, definitions, basis, view, scope, position }).figures,
      ),
    ),
  );
  const items = definitions.flatMap((_, index) =>
    cells.flatMap((answered) => (answered[index] === undefined ? [] : [cellOf(answered[index])])),
  );
  const { view: _view, scope: _scope, ...echo } = echoOf({ ...selection, view: 'economic' }, position);
  return { partnership: selection.partnership, partnerships, ...echo, items };
}

function cellOf({ definition, basis, view, scope, value, reason, display }: Figure): SensitivityCell {
  const { id, version } = definition;
  return { definition: { id, version }, basis, view, scope, value, reason, display };
}
