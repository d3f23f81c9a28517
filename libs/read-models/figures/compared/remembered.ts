/**
 * Answers that take many passes over the facts, kept for whoever asks the same again. What was known at a position
 * never changes, so an answer that is kept is the one that would be computed.
 */
import type { Figures } from '../figures.ts';
import type { Selection } from '../question/question.ts';

/** How many answers are kept of each read model: those that were asked for last. */
const KEPT_MAX = 64;

const kept = new WeakMap<Figures, Map<string, unknown>>();

/** The same question, of the newest position where it names none. */
type Placed<Question> = Question & { readonly position: bigint };

/**
 * The answer to a question at its position, computed only where it is not kept. `what` and the question say all that
 * the answer depends on. Throws as `Figures.open` and `compute` do; what is thrown is not kept.
 */
export function remembered<Question extends Partial<Selection> & { readonly effectiveAsOf: string }, Answer>(
  figures: Figures,
  what: string,
  question: Question,
  compute: (placed: Placed<Question>) => Answer,
): Answer {
  const selection = { partnership: '', basis: 'pledged', view: 'economic', ...question } as const;
  const { position } = figures.open(selection);
  const answers = kept.get(figures) ?? new Map<string, unknown>();
  kept.set(figures, answers);
  const key = JSON.stringify([what, { ...question, position: position.toString() }]);
  const answer = answers.has(key) ? (answers.get(key) as Answer) : compute({ ...question, position });
  // The order of a map is that of its entries' making: the first is the one that was asked for longest ago.
  answers.delete(key);
  answers.set(key, answer);
  const [oldest] = answers.keys();
  if (answers.size > KEPT_MAX && oldest !== undefined) answers.delete(oldest);
  return answer;
}
