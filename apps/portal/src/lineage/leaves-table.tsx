import { useId, useRef, useState } from 'react';
import { fetchEvent, fetchLeaves, type GroupOfTerm } from '../api/client.ts';
import type { Question } from '../api/question.ts';
import type { Leaf } from '../api/types.ts';
import { usePages } from '../api/use-pages.ts';
import { useRequest } from '../api/use-request.ts';
import { formatChange, formatInstant, formatMoney } from '../format/format.ts';
import { wordFor } from '../i18n/dictionaries.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { InlineFailure } from '../messages/inline-failure.tsx';

const COLUMNS = 6;
const DIGEST_SHOWN = 12;

/** The event itself, word for word. */
function EventText({ id }: { id: string }) {
  const { lang, t } = useI18n();
  const { data, failure, retry } = useRequest(id, (signal) => fetchEvent(id, { lang, signal }));
  if (failure !== null) return <InlineFailure failure={failure} onRetry={retry} />;
  if (data === null) return <p role="status">{t.lineage.loading}</p>;
  return (
    <pre className="command event-text" tabIndex={0}>
      <code>{JSON.stringify(data, null, 2)}</code>
    </pre>
  );
}

function Evidence({ leaf }: { leaf: Leaf }) {
  const { t } = useI18n();
  if (leaf.evidence.length === 0) return t.lineage.noEvidence;
  return (
    <ul className="list-unstyled">
      {leaf.evidence.map(({ reference, sha256 }) => (
        <li key={sha256}>
          {reference}{' '}
          <abbr title={`${t.lineage.digest}: ${sha256}`} className="digest">
            {sha256.slice(0, DIGEST_SHOWN)}…
          </abbr>
        </li>
      ))}
    </ul>
  );
}

function LeafRows({ leaf }: { leaf: Leaf }) {
  const { lang, t } = useI18n();
  const id = useId();
  const [isShown, setShown] = useState(false);
  const { position, eventId, type, recorded, actor, amount, kind, stage } = leaf;
  return (
    <>
      <tr data-event={eventId} data-amount={amount.amount}>
        <td>{formatInstant(recorded, lang)}</td>
        <td>
          {wordFor(t.eventType, type)}
          <span className="leaf-kind">
            {wordFor(t.kind, kind)} · {wordFor(t.stageWord, stage)}
          </span>
        </td>
        <td className="account">{actor}</td>
        <td className="leaf-amount">{formatChange(amount, lang)}</td>
        <td>
          <Evidence leaf={leaf} />
        </td>
        <td>
          <button
            type="button"
            className="btn btn-link btn-sm"
            aria-expanded={isShown}
            aria-controls={id}
            onClick={() => setShown(!isShown)}
          >
            {t.lineage.eventNumber(String(position))}
          </button>
        </td>
      </tr>
      <tr id={id} hidden={!isShown}>
        <td colSpan={COLUMNS} aria-label={t.lineage.eventOpen(String(position))}>
          {isShown && <EventText id={eventId} />}
        </td>
      </tr>
    </>
  );
}

interface Props {
  readonly group: GroupOfTerm;
  readonly caption: string;
  readonly question: Question;
}

/** The records of one group in order of recording, page after page; their amounts add up to the group. */
export function LeavesTable({ group, caption, question }: Props) {
  const { lang, t } = useI18n();
  const region = useRef<HTMLDivElement>(null);
  const { pages, failure, pending, more, retry } = usePages((cursor, signal) =>
    fetchLeaves(group, question, cursor, { lang, signal }),
  );
  const items = pages.flatMap((page) => page.items);
  const others = pages[0]?.others?.[group.term] ?? null;
  const grow = () => {
    more?.();
    // The button may be gone with the last page; the table is where the new rows come.
    region.current?.focus();
  };
  const { recorded, what, who, amount, evidence, event } = t.lineage;
  return (
    <div aria-busy={pending}>
      <div ref={region} className="table-scroll" role="region" aria-label={t.lineage.region} tabIndex={0}>
        <table className="table table-sm leaves-table">
          <caption>{caption}</caption>
          <thead>
            <tr>
              {[recorded, what, who, amount, evidence, event].map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((leaf) => (
              <LeafRows key={`${leaf.position} ${leaf.origin} ${leaf.stage} ${leaf.kind}`} leaf={leaf} />
            ))}
          </tbody>
        </table>
      </div>
      {others !== null && (
        <p className="others">
          {t.lineage.ownOnly} {t.lineage.others(formatMoney(others, lang))}
        </p>
      )}
      {pending && <p role="status">{t.lineage.loading}</p>}
      {failure !== null && <InlineFailure failure={failure} onRetry={retry} />}
      {more !== null && !pending && (
        <button type="button" className="btn btn-outline-primary btn-sm" onClick={grow}>
          {t.lineage.more}
        </button>
      )}
    </div>
  );
}
