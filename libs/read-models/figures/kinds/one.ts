/** One figure by itself, with all that its kind has to say. */
import { attributionOf, type AttributionFigure } from './attribution.ts';
import type { Figure, Figures } from '../figures.ts';
import type { FigureQuestion } from '../question/question.ts';
import { nonWithdrawal, type NonWithdrawal } from './series.ts';

export interface OneQuestion extends Omit<FigureQuestion, 'definitions'> {
  /** `L1` or `L1@2`. */
  readonly definition: string;
  /** The body that brought the others together; only where shares are attributed. */
  readonly arranger?: string;
}

export interface OneAnswer {
  readonly figure: Figure | AttributionFigure | NonWithdrawal;
  /** Position of the read model that answered. */
  readonly position: bigint;
}

/** Something was asked that is not for figures of this kind. */
export class NotForThisFigure extends Error {
  override readonly name = 'NotForThisFigure';
  readonly member: 'arranger' | 'groupBy';

  constructor(member: 'arranger' | 'groupBy', why: string) {
    super(why);
    this.member = member;
  }
}

/** Throws {@link NotForThisFigure}, `ArrangerUnknown`, and as {@link Figures.answer} does. */
export function answerOne(figures: Figures, question: OneQuestion): OneAnswer {
  const { definition: asked, arranger, ...rest } = question;
  const { position, head } = figures.open(rest);
  const definition = figures.definition(asked, rest.effectiveAsOf, position);
  const { id, kind } = definition;
  if (arranger !== undefined && kind !== 'ATTRIBUTION') {
    throw new NotForThisFigure('arranger', `${id} attributes nothing to anybody; leave the arranger out`);
  }
  if (kind === 'SERIES') {
    if (rest.groupBy !== undefined) throw new NotForThisFigure('groupBy', `${id} is told by year already`);
    return { figure: nonWithdrawal(figures, { ...rest, position }, definition), position: head };
  }
  const [figure] = figures.answer({ ...rest, position, definitions: [asked] }).figures;
  if (figure === undefined) throw new TypeError('one definition was asked, none answered');
  return kind === 'ATTRIBUTION'
    ? { figure: attributionOf(figures, { ...rest, position }, figure, arranger ?? null), position: head }
    : { figure, position: head };
}
