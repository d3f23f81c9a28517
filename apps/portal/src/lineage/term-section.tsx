import { useId, useState } from 'react';
import { keyOf, type Question } from '../api/question.ts';
import type { LineageGroup, LineageTerm } from '../api/types.ts';
import { formatCount, formatMoney } from '../format/format.ts';
import { wordFor } from '../i18n/dictionaries.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { LeavesTable } from './leaves-table.tsx';
import { sidesOf, type SideOfTerm } from './sides.ts';

interface Asked {
  readonly definition: string;
  readonly question: Question;
  /** Whether the reader may open single records. */
  readonly isOpen: boolean;
}

interface YearProps extends Asked {
  readonly term: LineageTerm['term'];
  readonly group: LineageGroup;
}

const COLUMNS = 3;

/** One year of one side; it opens into its records. */
function YearRows({ term, group, definition, question, isOpen }: YearProps) {
  const { lang, t } = useI18n();
  const id = useId();
  const [isShown, setShown] = useState(false);
  const { side, year } = group.key;
  const count = formatCount(String(group.leaves), lang);
  return (
    <>
      <tr data-year={year}>
        <th scope="row">{year}</th>
        <td data-amount={group.amount.amount}>{formatMoney(group.amount, lang)}</td>
        <td>
          {isOpen ? (
            <button
              type="button"
              className="btn btn-link btn-sm"
              aria-expanded={isShown}
              aria-controls={id}
              onClick={() => setShown(!isShown)}
            >
              {isShown ? t.lineage.hide(String(year)) : t.lineage.show(String(year))}:{' '}
              {t.lineage.records(count)}
            </button>
          ) : (
            t.lineage.records(count)
          )}
        </td>
      </tr>
      <tr id={id} hidden={!isShown}>
        <td colSpan={COLUMNS} className="leaves-cell">
          {isShown && (
            <LeavesTable
              key={keyOf(question)}
              group={{ definition, term, key: group.key }}
              caption={t.lineage.leavesCaption(wordFor(t.side, side), String(year))}
              question={question}
            />
          )}
        </td>
      </tr>
    </>
  );
}

interface SideProps extends Asked {
  readonly term: LineageTerm;
  readonly side: SideOfTerm;
}

function SideGroup({ term, side, ...asked }: SideProps) {
  const { lang, t } = useI18n();
  const name = wordFor(t.side, side.side);
  const { currency } = term.amount;
  const facts = [
    t.lineage.years(String(side.years.length)),
    t.lineage.records(formatCount(String(side.leaves), lang)),
  ];
  return (
    <details className="side-group" data-side={side.side}>
      <summary>
        <span className="side-name">{name}</span>{' '}
        <strong className="side-amount">{formatMoney({ amount: side.amount, currency }, lang)}</strong>{' '}
        <span className="side-facts">{facts.join(' · ')}</span>
      </summary>
      <div className="table-scroll">
        <table className="table table-sm amounts-table">
          <caption>{t.lineage.groupsCaption(name)}</caption>
          <thead>
            <tr>
              {[t.lineage.year, t.lineage.amount, t.lineage.count].map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {side.years.map((group) => (
              <YearRows key={group.key.year} term={term.term} group={group} {...asked} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Above or below the line: its sum, and what each side gave to it. */
export function TermSection({ term, ...asked }: Asked & { readonly term: LineageTerm }) {
  const { lang, t } = useI18n();
  const sides = sidesOf(term.groups);
  return (
    <section className="term" aria-labelledby={`term-${term.term}`} data-term={term.term}>
      <h2 id={`term-${term.term}`} className="section-title">
        {t.lineage[term.term]}: {t.lineage.termSum(formatMoney(term.amount, lang))}
      </h2>
      {sides.length === 0 && <p>{t.lineage.nothing}</p>}
      {sides.map((side) => (
        <SideGroup key={side.side} term={term} side={side} {...asked} />
      ))}
    </section>
  );
}
