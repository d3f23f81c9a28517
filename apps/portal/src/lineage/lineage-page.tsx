import { PageLink } from '../app/navigation.tsx';
import { fetchLineage } from '../api/client.ts';
import { keyOf, type Question } from '../api/question.ts';
import type { Figure, Lineage, Partnership } from '../api/types.ts';
import { useRequest } from '../api/use-request.ts';
import { useNavigation } from '../app/navigation.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { FiguresStatus } from '../ledger/figures-status.tsx';
import { InlineFailure } from '../messages/inline-failure.tsx';
import { Skeleton } from '../messages/skeleton.tsx';
import { useSession } from '../session/session.tsx';
import { Downloads } from './downloads.tsx';
import { Formula } from './formula.tsx';
import { TermSection } from './term-section.tsx';

interface Props {
  readonly partnership: Partnership;
  /** Pinned to both axes, so that all parts are of one moment. */
  readonly question: Question;
}

/** Why single records are not shown, and what to do about it. */
function Closed() {
  const { t } = useI18n();
  const { isSignedIn } = useSession();
  return (
    <div className="closed-records">
      <p>{isSignedIn ? t.lineage.expired : t.lineage.closed}</p>
      {!isSignedIn && <p>{t.lineage.closedHow}</p>}
    </div>
  );
}

interface OpenedProps {
  readonly figure: Figure;
  readonly lineage: Lineage;
  readonly question: Question;
}

function Opened({ figure, lineage, question }: OpenedProps) {
  const { t } = useI18n();
  const { location } = useNavigation();
  const isOpen = lineage.leaves !== null;
  return (
    <>
      <Formula figure={figure} />
      {!isOpen && <Closed />}
      {lineage.terms.map((term) => (
        <TermSection
          key={term.term}
          term={term}
          definition={location.figure}
          question={question}
          isOpen={isOpen}
        />
      ))}
      {isOpen && <Downloads definition={location.figure} question={question} />}
      <p className="lineage-link">
        <PageLink to={{ page: 'difference' }}>{t.lineage.compare}</PageLink>
      </p>
      <FiguresStatus figures={[figure]} address={null} />
    </>
  );
}

/** One figure opened up: formula, terms, groups, and the records below them. */
export default function LineagePage({ partnership, question }: Props) {
  const { lang, t } = useI18n();
  const { location } = useNavigation();
  const { isSignedIn } = useSession();
  const key = `${location.figure} ${keyOf(question)} ${isSignedIn}`;
  const { data, failure, pending, slow, retry } = useRequest(key, (signal) =>
    fetchLineage(location.figure, question, { lang, signal }),
  );
  return (
    <div className="container lineage py-4" aria-busy={pending}>
      <p>
        <PageLink to={{ page: 'figures' }}>{t.lineage.back}</PageLink>
      </p>
      <p className="section-kicker">{partnership.title}</p>
      <h1>{t.lineage.title}</h1>
      {data !== null && <Opened figure={data.figure} lineage={data} question={question} />}
      {data === null && slow && <Skeleton text={t.lineage.loadingPage} />}
      {failure !== null && <InlineFailure failure={failure} onRetry={retry} />}
    </div>
  );
}
