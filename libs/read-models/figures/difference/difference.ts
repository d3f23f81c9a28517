/**
 * Why a figure is another at another point. From the first question to the second one thing changes at a time: what is
 * asked, then the date, then what is known, event by event. What each step changes adds up to the whole difference. A
 * quantity without a value changes no term and may be why a figure has a value or none: it is told with zero amounts.
 */
import { dayOf } from '#domain/calendar';
import type { Book } from '../memory/book.ts';
import { ChangeWalk, type RecordedChange } from './change-walk.ts';
import type { Figure, Figures } from '../figures.ts';
import type { Memory } from '../memory/memory.ts';
import { Plan } from '../scan/plan.ts';
import type { FigureQuestion } from '../question/question.ts';
import { Tally } from './tally.ts';
import { turnsBetween } from './turns.ts';
import { weighing, type Weigh } from '../scan/weigh.ts';

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
  figures.recallTold();
  const [from, to] = [only(figures, first, head), only(figures, second, head)];
  const [before, after] = [BigInt(from.knownAsOf.position), BigInt(to.knownAsOf.position)];
  const definition = figures.definition(codeOf(to), to.effectiveAsOf, after);
  // The later position knows more partnerships of a chain; of those the earlier one knows no facts.
  const opened = figures.open({ ...second, position: before > after ? before : after });
  const { memory, books } = opened;
  const weigh = weighing(memory, definition, second.view);
  const tallyAsOf = (effectiveAsOf: string): Tally =>
    tallyOf(memory, new Plan(memory, { ...second, effectiveAsOf }, before), books, weigh);
  const [asked, elapsed] = [tallyAsOf(from.effectiveAsOf), tallyAsOf(to.effectiveAsOf)];
  const ofFirst = figures.definition(codeOf(from), from.effectiveAsOf, before);
  const between = {
    before: Number(before),
    after: Number(after),
    firstDay: dayOf(from.effectiveAsOf),
    bringer,
  };
  const turns = turnsBetween(opened, definition, second, between);
  const walk = new ChangeWalk(memory, second, between, weigh, turns);
  for (const book of books) walk.pass(book);
  const changes = [
    ...unrecorded('OTHER_QUESTION', asked.less(Tally.ofFigure(from, ofFirst))),
    ...unrecorded('ELAPSED', elapsed.less(asked)),
    ...walk.changes(),
  ];
  return { from, to, changes, head };
}

/** Where no position is named, both are asked of the same. */
function only(figures: Figures, question: FigureQuestion, head: bigint): Figure {
  const { position = head } = question;
  const [figure] = figures.answer({ ...question, position, groupBy: [] }).figures;
  if (figure === undefined) throw new TypeError('a difference is of one definition');
  return figure;
}

function codeOf({ definition: { id, version } }: Figure): string {
  return `${id}@${version}`;
}

function unrecorded(cause: 'OTHER_QUESTION' | 'ELAPSED', change: Tally): RecordedChange[] {
  if (change.isNothing()) return [];
  const { numerator, denominator } = change;
  return [{ cause, position: null, actor: null, own: true, numerator, denominator }];
}

function tallyOf(memory: Memory, plan: Plan, books: readonly Book[], weigh: Weigh): Tally {
  const tally = new Tally();
  for (const book of books) {
    const { class: classes, source } = book.facts.at;
    plan.visit(book, (row, amount, within) => {
      const challenge = plan.references.challenge[source[row] as number] === 1;
      const code = classes[row] as number;
      tally.add(weigh(code, { challenge, within }, amount), memory.classOf(code));
    });
  }
  return tally;
}
