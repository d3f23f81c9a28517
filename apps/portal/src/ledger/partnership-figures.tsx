import type { Basis } from '../app/location-state.ts';
import { fetchFigures, figuresAddress } from '../api/client.ts';
import type { FigureList, Partnership } from '../api/types.ts';
import { useRequest } from '../api/use-request.ts';
import { YearSection } from '../chart/year-section.tsx';
import { formatDate } from '../format/format.ts';
import { wordFor, type Dictionary } from '../i18n/dictionaries.ts';
import { useI18n } from '../i18n/i18n.tsx';
import type { Lang } from '../i18n/lang.ts';
import { FailureMessage } from '../messages/failure-message.tsx';
import { Skeleton } from '../messages/skeleton.tsx';
import { BaseNotice } from './base-notice.tsx';
import { FigureCards } from './figure-cards.tsx';
import { FiguresStatus } from './figures-status.tsx';
import { Headline } from './headline.tsx';
import { cardReadings, figureOf, hasImpliedBase } from './readings.ts';

interface Props {
  readonly partnership: Partnership;
  readonly basis: Basis;
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
  readonly address: string;
}

function Figures({ partnership, list, address }: FiguresProps) {
  const { lang, t } = useI18n();
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
      <YearSection figures={list.items} />
      <FiguresStatus figures={list.items} address={address} />
    </>
  );
}

export function PartnershipFigures({ partnership, basis }: Props) {
  const { lang, t } = useI18n();
  const { data, failure, pending, slow, retry } = useRequest(`${partnership.id} ${basis}`, (signal) =>
    fetchFigures(partnership.id, basis, { lang, signal }),
  );
  const isWaiting = pending && slow;
  return (
    <>
      <div className="container pt-4" aria-busy={pending}>
        <PartnershipTitle partnership={partnership} />
        {data !== null && !isWaiting && (
          <Figures partnership={partnership} list={data} address={figuresAddress(partnership.id, basis)} />
        )}
      </div>
      {isWaiting && <Skeleton text={t.loading.figures} />}
      {failure !== null && <FailureMessage level="h2" failure={failure} onRetry={retry} />}
    </>
  );
}
