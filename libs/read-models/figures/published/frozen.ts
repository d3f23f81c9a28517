/** A figure frozen for publication: the same question has the same answer for ever. */
import type { FrozenFigure, PublishedQuestion } from '#domain/publication/events';
import { reject, type Rejection } from '#domain/rejections';
import { DefinitionUnknown, PriceIndexUnknown, PricePeriodUnknown, type Figures } from '../figures.ts';
import { contradictionsIn, valueFault } from '../question/question-faults.ts';
import { DIMENSIONS, OF_PARTIES, type FigureQuestion, type Filters } from '../question/question.ts';

/** What is published, as it can be asked of the figures. */
export function questionOf(question: PublishedQuestion): FigureQuestion {
  const { partnership, chain, definition, version, basis, view, scope, prices, effectiveAsOf } = question;
  return {
    ...{ partnership, chain, basis, view, scope, prices, effectiveAsOf },
    definitions: [`${definition}@${version}`],
    only: question.filters as Filters,
    without: question.excluded as Filters,
    position: BigInt(question.position),
  };
}

/** The figure that is to be published, or why there is none. Throws `PositionAhead` for what is not folded yet. */
export function frozenFigure(figures: Figures, question: PublishedQuestion): FrozenFigure | Rejection {
  return questionFault(question) ?? computedFigure(figures, question);
}

/**
 * Why nothing can be all that is asked: its empty answer would be taken for a finding. And why it is not for everybody,
 * as every publication is.
 */
function questionFault(question: PublishedQuestion): Rejection | null {
  for (const member of ['filters', 'excluded'] as const) {
    for (const [name, values] of Object.entries(question[member])) {
      const pointer = `/question/${member}/${name}`;
      const dimension = DIMENSIONS.find((each) => each === name);
      // Who is asked about is the partnership that publishes.
      if (dimension === undefined || (dimension === 'partnership' && member === 'filters')) {
        return reject('DIMENSION_UNKNOWN', pointer, { found: name });
      }
      if (OF_PARTIES.includes(dimension)) {
        return reject('DIMENSION_NOT_PUBLISHED', pointer, { found: name });
      }
      for (const value of values) {
        const wanted = valueFault(dimension, value);
        if (wanted !== null) return reject('DIMENSION_VALUE_INVALID', pointer, { found: value, wanted });
      }
    }
  }
  const [contradiction] = contradictionsIn(questionOf(question));
  if (contradiction === undefined) return null;
  const { member, detail } = contradiction;
  return reject('QUESTION_CONTRADICTORY', `/question/filters/${member}`, { member, detail });
}

/** What was published is computed again by this alone: what may be asked can become narrower later. */
export function computedFigure(figures: Figures, question: PublishedQuestion): FrozenFigure | Rejection {
  try {
    const asked = questionOf(question);
    const [figure] = figures.answer(asked).figures;
    if (figure === undefined) throw new TypeError('one definition was asked, none answered');
    if (figure.definition.kind === 'SERIES') {
      return reject('SERIES_NOT_PUBLISHED', '/question/definition', { found: question.definition });
    }
    const { id, version } = figure.definition;
    const all = figures.definition(`${id}@${version}`, question.effectiveAsOf, BigInt(question.position));
    const { validFrom: _, validTo: __, ...definition } = all;
    return {
      question,
      definition,
      value: figure.value,
      reason: figure.reason,
      display: figure.display,
      numerator: figure.numerator.amount,
      denominator: figure.denominator.amount,
      coverage: figure.coverage,
      exclusions: figure.exclusions.map(({ code, amount }) => ({ code, amount })),
      assumedDating: figure.assumedDating,
    };
  } catch (error) {
    if (error instanceof DefinitionUnknown) {
      return reject('DEFINITION_UNKNOWN', '/question/definition', { found: error.asked });
    }
    if (error instanceof PriceIndexUnknown) {
      return reject('PRICE_INDEX_UNKNOWN', '/question/prices/series', {
        found: question.prices?.series ?? '',
      });
    }
    if (error instanceof PricePeriodUnknown) {
      return reject('PRICE_PERIOD_UNKNOWN', '/question/prices/of', { found: question.prices?.of ?? '' });
    }
    throw error;
  }
}
