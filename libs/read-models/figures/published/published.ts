/** What became of published figures: whether they still compute, if they say the same now, and what entered them. */
import { placeIn } from '#domain/figures/place';
import type { FrozenFigure } from '#domain/publication/events';
import { isRejection } from '#domain/rejections';
import { same } from '#domain/same';
import type { PublicationDocument } from '../../directory/documents.ts';
import { lastAtMost } from '../memory/columns.ts';
import type { Figure, Figures } from '../figures.ts';
import { computedFigure, questionOf } from './frozen.ts';
import type { Visit } from '../scan/plan.ts';

export interface PublishedNow {
  /**
   * Whether the very same question has the same value, sums, coverage and exclusions today, as it must. Words that the
   * answer is written in, such as a definition's name, may be other ones by then.
   */
  readonly recomputesEqual: boolean;
  /** Whether what is known by now gives another figure for the same date. */
  readonly isRestated: boolean;
  /** The same question with what is known by now. */
  readonly now: Figure;
}

/** `position`: what is known by now, the newest when absent. */
export function publishedNow(figures: Figures, frozen: FrozenFigure, position?: bigint): PublishedNow {
  const { position: _, ...question } = questionOf(frozen.question);
  const [now] = figures.answer({ ...question, ...(position === undefined ? {} : { position }) }).figures;
  if (now === undefined) throw new TypeError('one definition was asked, none answered');
  const isSame =
    now.value === frozen.value &&
    now.reason === frozen.reason &&
    same(now.numerator.amount, frozen.numerator) &&
    same(now.denominator.amount, frozen.denominator);
  return {
    recomputesEqual: recomputesEqual(figures, frozen),
    isRestated: !isSame,
    now,
  };
}

function recomputesEqual(figures: Figures, frozen: FrozenFigure): boolean {
  const computed = computedFigure(figures, frozen.question);
  return !isRejection(computed) && same(numbersOf(computed), numbersOf(frozen));
}

function numbersOf(figure: FrozenFigure): object {
  const { value, reason, numerator, denominator, coverage, exclusions } = figure;
  return {
    ...{ value, reason, numerator, denominator },
    coverage: { share: coverage.share, unresolved: coverage.unresolved },
    exclusions: exclusions.map(({ code, amount }) => ({ code, amount })),
  };
}

export const PUBLICATION_STATUSES = ['STANDS', 'RESTATED', 'REPLACED', 'WITHDRAWN'] as const;
export type PublicationStatus = (typeof PUBLICATION_STATUSES)[number];

/** What a reader must know first. `RESTATED`: what is known by now gives another figure. */
export function statusOf(
  { withdrawn, replacedBy }: Pick<PublicationDocument, 'withdrawn' | 'replacedBy'>,
  isRestated: boolean,
): PublicationStatus {
  if (withdrawn !== null) return 'WITHDRAWN';
  if (replacedBy !== null) return 'REPLACED';
  return isRestated ? 'RESTATED' : 'STANDS';
}

/** Whether the event at this position made facts that stand above or below the line of a published figure. */
export function hasEntered(figures: Figures, { question }: FrozenFigure, event: bigint): boolean {
  if (event > BigInt(question.position)) return false;
  const { memory, plan, books, position } = figures.open(questionOf(question));
  const asked = `${question.definition}@${question.version}`;
  const definition = figures.definition(asked, question.effectiveAsOf, position);
  const at = Number(event);
  return books.some((book) => {
    const { knownFrom, class: classes, source } = book.facts.at;
    const first = lastAtMost(knownFrom, book.length, at - 1) + 1;
    const after = lastAtMost(knownFrom, book.length, at) + 1;
    let counts = false;
    const visit: Visit = (row, amount, within) => {
      const { side, origin, standing } = memory.classOf(classes[row] as number);
      const challenge = plan.references.challenge[source[row] as number] === 1;
      const cell = { side, origin, challenge, standing: within ? ('WITHIN' as const) : standing };
      counts ||= BigInt(amount) !== 0n && placeIn(definition, cell, question.view).term !== 'NONE';
    };
    plan.visit(book, visit, first, after);
    return counts;
  });
}
