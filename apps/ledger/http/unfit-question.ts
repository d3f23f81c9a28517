/** Questions that figures of a kind cannot answer, as problems: where, what and how to mend it. */
import { ArrangerUnknown } from '#read-models/figures/kinds/attribution';
import { CurveTooLong } from '#read-models/figures/compared/curve';
import { NotForThisFigure } from '#read-models/figures/kinds/one';
import { SeriesHasNoValue } from '#read-models/figures/kinds/series';
import { GroupsTooMany } from '#read-models/figures/scan/sums';
import { Problem } from './problems.ts';

/** Null for every other error. */
export function unfitQuestion(error: unknown): Problem | null {
  if (error instanceof SeriesHasNoValue) return unfit('definition', error.message);
  if (error instanceof NotForThisFigure) return unfit(error.member, error.message);
  if (error instanceof ArrangerUnknown) return unfit('arranger', `${error.message}; name one that did`);
  if (error instanceof CurveTooLong) {
    return unfit('step', `${error.message}; ask step=YEAR, an earlier effectiveAsOf, or only some years`);
  }
  if (error instanceof GroupsTooMany) {
    const detail = `${error.message}; group by fewer dimensions, or filter by some of their values`;
    return new Problem('GROUPS_TOO_MANY', { detail, errors: [{ pointer: '/groupBy', detail }] });
  }
  return null;
}

function unfit(member: string, detail: string): Problem {
  return new Problem('QUESTION_CONTRADICTORY', { detail, errors: [{ pointer: `/${member}`, detail }] });
}
