/** The figures of a short history, asked one at a time. */
import { Figures, type Figure } from '#read-models/figures/figures';
import type { FigureQuestion } from '#read-models/figures/question/question';
import { figuresProjection } from '#read-models/figures/fold/projection';
import { decoded, partnershipRegistered, sourceRegistered, type Happening } from './history.ts';
import { asking } from './read-models.ts';

/** What every such history begins with: a partnership and three sources, public, own and philanthropic. */
export const OPENING: readonly Happening[] = [
  partnershipRegistered('lecco'),
  sourceRegistered('municipal'),
  sourceRegistered('own', { originShares: [{ origin: 'THIRD_SECTOR', bp: 10_000 }] }),
  sourceRegistered('calls', { originShares: [{ origin: 'FOUNDATION', bp: 10_000 }] }),
];

/** A day after everything that these tests tell. */
export const LATE = '2030-12-31';

export const ASK: FigureQuestion = {
  partnership: 'lecco',
  definitions: ['L2'],
  basis: 'delivered',
  view: 'economic',
  effectiveAsOf: LATE,
};

export function withFigures<Result>(
  happenings: readonly Happening[],
  ask: (figures: Figures) => Result,
): Result {
  return asking(figuresProjection, decoded([...OPENING, ...happenings]), (reader) =>
    ask(new Figures(reader)),
  );
}

export function only(figures: Figures, over: Partial<FigureQuestion> = {}): Figure {
  const [figure] = figures.answer({ ...ASK, ...over }).figures;
  if (figure === undefined) throw new Error('one figure was asked for');
  return figure;
}

/** All public money that counts, recorded or implied. */
export function publicMoney(figures: Figures, over: Partial<FigureQuestion> = {}): string {
  return only(figures, over).denominator.amount.amount;
}

/** As of a date, as known after the n-th event that follows the opening. */
export function at(effectiveAsOf: string, known: number): Pick<FigureQuestion, 'effectiveAsOf' | 'position'> {
  return { effectiveAsOf, position: BigInt(OPENING.length + known) };
}
