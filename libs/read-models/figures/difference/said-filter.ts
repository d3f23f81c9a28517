/** Filters by what is said of a contribution: the grade of its evidence, and the word of the partner it credits. */
import { gradeOf } from '#domain/figures/facts';
import type { Filters, Selection } from '../question/question.ts';
import type { FactClass, Said } from '../fold/tables.ts';

/** Whether a fact passes of which this is said. */
export type SaidFilter = (stage: FactClass['stage'], said: Said) => boolean;

/** Null where nothing of the kind is asked. */
export function saidFilter({ only = {}, without = {} }: Selection): SaidFilter | null {
  const asks = [only, without].some((filters) => 'grade' in filters || 'word' in filters);
  if (!asks) return null;
  const passes = (value: string, wanted: readonly string[] | undefined, unwanted: readonly string[] = []) =>
    (wanted === undefined || wanted.includes(value)) && !unwanted.includes(value);
  return (stage, { evidenced, word }) =>
    passes(gradeOf(stage, evidenced), only.grade, without.grade) && passes(word, only.word, without.word);
}

/** The selection without these filters. */
export function unsaid(selection: Selection): Selection {
  const { only = {}, without = {} } = selection;
  return { ...selection, only: other(only), without: other(without) };
}

function other({ grade: _grade, word: _word, ...filters }: Filters): Filters {
  return filters;
}
