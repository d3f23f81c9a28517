import { useNavigation } from '../app/navigation.tsx';
import { figuresAddress } from '../api/client.ts';
import type { Question } from '../api/question.ts';
import type { FigureList, Partnership } from '../api/types.ts';
import { YearSection } from '../chart/year-section.tsx';
import { formatDate } from '../format/format.ts';
import { wordFor, type Dictionary } from '../i18n/dictionaries.ts';
import { useI18n } from '../i18n/i18n.tsx';
import type { Lang } from '../i18n/lang.ts';
import { FailureMessage } from '../messages/failure-message.tsx';
import { Skeleton } from '../messages/skeleton.tsx';
import { Publications } from '../publications/publications.tsx';
import { BaseNotice } from './base-notice.tsx';
import { Certainty } from './certainty.tsx';
import { FigureCards } from './figure-cards.tsx';
import { FiguresStatus } from './figures-status.tsx';
import { Headline } from './headline.tsx';
import { cardReadings, figureOf, hasImpliedBase } from './readings.ts';
import { Stages } from './stages.tsx';
import type { AskedFigures } from './use-figures.ts';

interface Props {
  readonly partnership: Partnership;
  readonly asked: AskedFigures;
}

function periodText(from: string | null, to: string | null, t: Dictionary, lang: Lang): string | null {
  if (from === null) return to === null ? null : t.partnership.until(formatDate(to, lang));
  if (to === null) return t.partnership.since(formatDate(from, lang));
  return t.partnership.fromTo(formatDate(from, lang), formatDate(to, lang));
}

function PartnershipTitle({ partnership }: { partnership: Partnership }) {
  const { lang, t } = useI18n();
  const { title, instrument, leadBody, from, to } = partnership;
  const facts = [
    { term: t.partnership.instrument, text: wordFor(t.instrument, instrument) },
    { term: t.partnership.leadBody, text: leadBody?.name ?? null },
    { term: t.partnership.period, text: periodText(from, to, t, lang) },
  ];
  return (
    <div className="partnership-title">
      <h1>{title}</h1>
      <dl>
        {facts.map(({ term, text }) =>
          text === null ? null : (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}

interface FiguresProps {
  readonly partnership: Partnership;
  readonly list: FigureList;
  /** What was asked, pinned to what was answered. */
  readonly pinned: Question;
  readonly address: string;
}

function Figures({ partnership, list, pinned, address }: FiguresProps) {
  const { lang, t } = useI18n();
  const { location } = useNavigation();
  const opened = figureOf(list.items, location.figure) ?? list.items[0];
  const leverage = figureOf(list.items, 'L1');
  const isImplied = leverage !== undefined && hasImpliedBase(leverage);
  const isNothing = list.items.every(({ facts, exclusions }) => facts === 0 && exclusions.length === 0);
  if (isNothing) return <p className="lead nothing">{t.empty.noFigures}</p>;
  return (
    <>
      {leverage !== undefined && (
        <div className="finding">
          <Headline figure={leverage} isImplied={isImplied} />
          {isImplied && <BaseNotice partnership={partnership} figure={leverage} />}
        </div>
      )}
      <FigureCards readings={cardReadings(list.items, t, lang)} />
      {opened !== undefined && (
        <div className="closer-look">
          <Stages figures={list.items} opened={opened} question={pinned} />
          <Certainty figure={opened} />
        </div>
      )}
      <YearSection figures={list.items} />
      <FiguresStatus figures={list.items} address={address} />
    </>
  );
}

export function PartnershipFigures({ partnership, asked }: Props) {
  const { t } = useI18n();
  const { list, question, pinned, failure, pending, slow, retry } = asked;
  const isWaiting = pending && slow;
  return (
    <>
      <div className="container pt-4" aria-busy={pending}>
        <PartnershipTitle partnership={partnership} />
        {list !== null && question !== null && pinned !== null && !isWaiting && (
          <Figures partnership={partnership} list={list} pinned={pinned} address={figuresAddress(question)} />
        )}
        <Publications key={partnership.id} partnership={partnership.id} />
      </div>
      {isWaiting && <Skeleton text={t.loading.figures} />}
      {failure !== null && <FailureMessage level="h2" failure={failure} onRetry={retry} />}
    </>
  );
}
