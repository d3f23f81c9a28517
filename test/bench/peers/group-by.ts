/** The same question asked of the figures file in SQL. */
import type { DatabaseSync } from 'node:sqlite';
import { dayOf } from '#domain/calendar';
import { codeOf } from '#read-models/figures/codes';
import type { FigureQuestion } from '#read-models/figures/figures';

const LEAST_STAGE = {
  pledged: 'PLEDGED',
  committed: 'COMMITTED',
  delivered: 'DELIVERED',
  paid: 'PAID',
  verified: 'VERIFIED',
} as const;

export function groupBySql(db: DatabaseSync, question: FigureQuestion, head: bigint): unknown[] {
  const { bringer, year, groupBy, position = head } = question;
  const filters = [
    'partnership = (SELECT code FROM name WHERE text = ?)',
    'known_from <= ? AND (known_to IS NULL OR known_to > ?)',
    'since_day <= ? AND stage >= ?',
    ...(question.view === 'cashOnly' ? [`kind = ${codeOf('kind', 'CASH')}`] : []),
    ...(bringer === undefined ? [] : ['bringer = (SELECT code FROM name WHERE text = ?)']),
    ...(year === undefined ? [] : ['year = ?']),
  ];
  const by = groupBy === undefined ? '' : `, ${groupBy}`;
  const statement = db.prepare(
    `SELECT side, standing${by}, count(*) AS facts, sum(cents) AS cents, max(dating) AS dating
     FROM fact LEFT JOIN fact_end ON fact_end.fact = fact.id
     WHERE ${filters.join(' AND ')} GROUP BY side, standing${by}`,
  );
  statement.setReadBigInts(true);
  const values = [question.partnership, position, position, dayOf(question.effectiveAsOf)];
  const stage = codeOf('stage', LEAST_STAGE[question.basis]);
  return statement.all(
    ...values,
    stage,
    ...(bringer === undefined ? [] : [bringer]),
    ...(year === undefined ? [] : [year]),
  );
}
