/** Rates that were supposed for nothing: whoever mistypes a method would take the figure as it is for a finding. */
import type { Book } from '../memory/book.ts';
import type { Memory } from '../memory/memory.ts';
import type { QuestionFault } from './question-faults.ts';
import type { WhatIf } from './question.ts';

/**
 * A fault for each kind and method by which nothing was ever valued at a rate in these books, whenever and however it
 * counts: a method that came into use after the date that is asked about is no mistake.
 */
export function idleRates(
  memory: Memory,
  books: Iterable<Book>,
  whatIf: readonly WhatIf[],
): readonly QuestionFault[] {
  const unused = new Set(whatIf.filter(({ method }) => method !== null));
  for (const book of books) {
    for (const each of unused) if (isUsed(memory, book, each)) unused.delete(each);
  }
  return [...unused].map(({ kind, method }) => ({
    member: 'whatIf',
    detail: `no ${kind} here was valued at a rate of the method ${method}; name one that was used, or none`,
  }));
}

function isUsed(memory: Memory, { facts, length }: Book, { kind, method }: WhatIf): boolean {
  const code = memory.codes.get(method ?? '');
  if (code === undefined) return false;
  const { method: methods, rate: rates } = memory.abouts.at;
  const { about, class: classes } = facts.at;
  for (let row = 0; row < length; row += 1) {
    const index = (about[row] as number) - 1;
    if (methods[index] !== code || rates[index] === 0) continue;
    if (memory.classOf(classes[row] as number).kind === kind) return true;
  }
  return false;
}
