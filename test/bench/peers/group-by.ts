/** The same question asked of the figures file in SQL. */
import type { DatabaseSync } from 'node:sqlite';
import { dayOf } from '#domain/calendar';
import { RUNGS, type Rung } from '#domain/contribution/ladder';
import { ECONOMIC } from '#domain/figures/facts';
import type { Dimension, FigureQuestion } from '#read-models/figures/question/question';
import type { FactClass } from '#read-models/figures/fold/tables';

/** Dimensions that the bench asks for, as columns. Those of a class come with it. */
const COLUMNS: Readonly<Partial<Record<Dimension, string>>> = {
  year: 'fact.year',
  bringer: 'about.bringer',
  area: 'about.area',
  municipality: 'about.municipality',
  source: 'fact.source',
};

export function groupBySql(db: DatabaseSync, question: FigureQuestion, head: bigint): unknown[] {
  const { groupBy = [], only = {}, position = head } = question;
  const classes = classesOf(db).filter(([, each]) => counts(each, question));
  const filters = Object.entries(only).flatMap(([dimension, values]) => {
    const column = COLUMNS[dimension as Dimension];
    if (column === undefined) return [];
    const isName = column !== 'fact.year';
    const list = values.map((value) => (isName ? `'${value}'` : value)).join(', ');
    return isName
      ? [`${column} IN (SELECT code FROM name WHERE text IN (${list}))`]
      : [`${column} IN (${list})`];
  });
  const by = ['class', ...groupBy.flatMap((dimension) => COLUMNS[dimension] ?? [])].join(', ');
  const statement = db.prepare(
    `SELECT ${by}, count(*) AS facts, sum(cents) AS cents
     FROM fact JOIN about ON about.id = fact.about LEFT JOIN fact_end ON fact_end.fact = fact.id
     WHERE about.partnership = (SELECT code FROM name WHERE text = ?)
       AND known_from <= ? AND (known_to IS NULL OR known_to > ?) AND since_day <= ?
       AND class IN (${classes.map(([code]) => code).join(', ')})
       ${filters.map((filter) => `AND ${filter}`).join(' ')}
     GROUP BY ${by}`,
  );
  statement.setReadBigInts(true);
  return statement.all(question.partnership, position, position, dayOf(question.effectiveAsOf));
}

function classesOf(db: DatabaseSync): (readonly [number, FactClass])[] {
  const rows = db.prepare('SELECT code, document FROM fact_class').all();
  return rows.map((row) => [row['code'] as number, JSON.parse(row['document'] as string) as FactClass]);
}

function counts(each: FactClass, { basis, view, only = {} }: FigureQuestion): boolean {
  const isAsked = (['side', 'origin', 'kind', 'stage'] as const).every(
    (dimension) => only[dimension]?.includes(each[dimension]) ?? true,
  );
  return (
    isAsked &&
    (each.weights & ECONOMIC) !== 0 &&
    RUNGS.indexOf(each.stage) >= RUNGS.indexOf(basis.toUpperCase() as Rung) &&
    (view !== 'cashOnly' || each.kind === 'CASH')
  );
}
