/**
 * Why a figure is another at another point. From the first question to the second one thing changes at a time: what is
 * asked, then the date, then what is known, event by event. What each step changes adds up to the whole difference.
 */
import { dayOf } from '#domain/calendar';
import { centsOf } from '#domain/money';
import type { Book } from '../memory/book.ts';
import { ChangeWalk, type RecordedChange } from './change-walk.ts';
import type { Figure, Figures } from '../figures.ts';
import { Plan } from '../question/plan.ts';
import type { FigureQuestion } from '../question/question.ts';
import { weighing, type TermSums, type Weigh } from './weigh.ts';

export interface Difference {
  readonly from: Figure;
  readonly to: Figure;
  /**
   * What changed, in order of recording; what no event is behind comes first. An event whose facts are partly of days
   * before the first date is there twice. Who corrected terms or published prices is for the log to say: null here.
   */
  readonly changes: readonly RecordedChange[];
  /** Position of the read model. */
  readonly head: bigint;
}

/**
 * Each question is of one definition; `bringer` is the party whose changes are its own. Throws as
 * {@link Figures.answer} does, for either.
 */
export function differenceOf(
  figures: Figures,
  first: FigureQuestion,
  second: FigureQuestion,
  bringer?: string,
): Difference {
  const head = figures.refresh();
  const [from, to] = [only(figures, first, head), only(figures, second, head)];
  const [before, after] = [BigInt(from.knownAsOf.position), BigInt(to.knownAsOf.position)];
  const { id, version } = to.definition;
  const definition = figures.definition(`${id}@${version}`, to.effectiveAsOf, after);
  // The later position knows more partnerships of a chain; of those the earlier one knows no facts.
  const { memory, books } = figures.open({ ...second, position: before > after ? before : after });
  const weigh = weighing(memory, definition, second.view);
  const sumAsOf = (effectiveAsOf: string): TermSums =>
    sumOf(new Plan(memory, { ...second, effectiveAsOf }, before), books, weigh);
  const [asked, elapsed] = [sumAsOf(from.effectiveAsOf), sumAsOf(to.effectiveAsOf)];
  const between = {
    before: Number(before),
    after: Number(after),
    firstDay: dayOf(from.effectiveAsOf),
    bringer,
  };
  const walk = new ChangeWalk(memory, definition, second, between, weigh);
  for (const book of books) walk.pass(book);
  const steps = [
    unrecorded('OTHER_QUESTION', sumsIn(from), asked),
    unrecorded('ELAPSED', asked, elapsed),
    ...walk.changes(),
  ];
  const changes = steps.filter(({ numerator, denominator }) => numerator !== 0n || denominator !== 0n);
  return { from, to, changes, head };
}

/** Where no position is named, both are asked of the same. */
function only(figures: Figures, question: FigureQuestion, head: bigint): Figure {
  const { position = head } = question;
  const [figure] = figures.answer({ ...question, position, groupBy: [] }).figures;
  if (figure === undefined) throw new TypeError('a difference is of one definition');
  return figure;
}

function sumsIn({ numerator, denominator }: Figure): TermSums {
  return { numerator: centsOf(numerator.amount.amount), denominator: centsOf(denominator.amount.amount) };
}

function unrecorded(cause: 'OTHER_QUESTION' | 'ELAPSED', before: TermSums, after: TermSums): RecordedChange {
  return {
    ...{ cause, position: null, actor: null, own: true },
    numerator: after.numerator - before.numerator,
    denominator: after.denominator - before.denominator,
  };
}

function sumOf(plan: Plan, books: readonly Book[], weigh: Weigh): TermSums {
  let [numerator, denominator] = [0n, 0n];
  for (const book of books) {
    const { class: classes, source } = book.facts.at;
    plan.visit(book, (row, amount, within) => {
      const challenge = plan.references.challenge[source[row] as number] === 1;
      const sums = weigh(classes[row] as number, { challenge, within }, amount);
      numerator += sums.numerator;
      denominator += sums.denominator;
    });
  }
  return { numerator, denominator };
}
