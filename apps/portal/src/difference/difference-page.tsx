import type { SubmitEvent } from 'react';
import { PageLink, useNavigation } from '../app/navigation.tsx';
import { fetchDifference } from '../api/client.ts';
import { keyOf, type Question } from '../api/question.ts';
import type { Partnership } from '../api/types.ts';
import { useRequest } from '../api/use-request.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { InlineFailure } from '../messages/inline-failure.tsx';
import { Skeleton } from '../messages/skeleton.tsx';
import { useSession } from '../session/session.tsx';
import { faultsOf, type AxesFaults } from '../time/axes.ts';
import { DateField } from '../time/date-field.tsx';
import { useAxesForm } from '../time/use-axes-form.ts';
import { Comparison } from './comparison.tsx';

/** The first of the two dates; the second is the one of the time bar. */
function FirstDate({ start, wrong }: { start: Start; wrong: AxesFaults }) {
  const { t } = useI18n();
  const { go } = useNavigation();
  const form = useAxesForm(start, wrong);
  const say = (fault: AxesFaults['knownAsOf']) => (fault === null ? null : t.time.fault[fault]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const asked = form.read();
    if (asked !== null) go({ fromEffectiveAsOf: asked.effectiveAsOf, fromKnownAsOf: asked.knownAsOf });
  };
  return (
    <form className="time-form first-date" onSubmit={submit} noValidate aria-label={t.difference.first}>
      <DateField
        label={`${t.difference.first}: ${t.time.effective}`}
        hint={t.difference.effectiveHint}
        text={form.effective}
        fault={say(form.faults.effectiveAsOf)}
        onText={form.setEffective}
      />
      <DateField
        label={`${t.difference.first}: ${t.time.known}`}
        hint={t.difference.knownHint}
        text={form.known}
        fault={say(form.faults.knownAsOf)}
        onText={form.setKnown}
      />
      <div className="buttons">
        <button type="submit" className="btn btn-primary btn-sm">
          {t.difference.show}
        </button>
      </div>
    </form>
  );
}

interface Start {
  readonly effectiveAsOf: string | null;
  readonly knownAsOf: string | null;
}

interface Props {
  readonly partnership: Partnership;
  /** The later of the two, pinned to both axes. */
  readonly question: Question;
}

function Compared({ question, start }: { question: Question; start: Start }) {
  const { lang, t } = useI18n();
  const { location } = useNavigation();
  const { isSignedIn } = useSession();
  const key = [location.figure, keyOf(question), start.effectiveAsOf, start.knownAsOf, isSignedIn].join(' ');
  const { data, failure, slow, retry } = useRequest(key, (signal) =>
    fetchDifference(location.figure, question, start, { lang, signal }),
  );
  if (failure !== null) return <InlineFailure failure={failure} onRetry={retry} />;
  if (data === null) return slow ? <Skeleton text={t.difference.loadingPage} /> : null;
  return <Comparison difference={data} />;
}

/** What moved a figure between two dates, and why. */
export default function DifferencePage({ partnership, question }: Props) {
  const { t } = useI18n();
  const { location } = useNavigation();
  const start: Start = { effectiveAsOf: location.fromEffectiveAsOf, knownAsOf: location.fromKnownAsOf };
  const wrong = faultsOf(start.effectiveAsOf, start.knownAsOf);
  const isChosen = start.effectiveAsOf !== null || start.knownAsOf !== null;
  const isReadable = wrong.effectiveAsOf === null && wrong.knownAsOf === null;
  return (
    <div className="container difference py-4">
      <p>
        <PageLink to={{ page: 'figures' }}>{t.lineage.back}</PageLink>
      </p>
      <p className="section-kicker">{partnership.title}</p>
      <h1>{t.difference.title}</h1>
      <p>{t.difference.intro}</p>
      <FirstDate start={start} wrong={wrong} />
      {!isChosen && <p className="nothing">{t.difference.choose}</p>}
      {isChosen && isReadable && <Compared question={question} start={start} />}
    </div>
  );
}
