import { BASES, type Basis } from '../app/location-state.ts';
import { useNavigation } from '../app/navigation.tsx';
import { fetchFigure } from '../api/client.ts';
import { keyOf, type Question } from '../api/question.ts';
import type { Figure } from '../api/types.ts';
import { useRequest } from '../api/use-request.ts';
import { formatDisplay, formatMoney } from '../format/format.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { InlineFailure } from '../messages/inline-failure.tsx';
import { Choice } from './choice.tsx';
import { figureReading } from './readings.ts';
import { barWidths, BAR_WIDTH } from './stage-bars.ts';

interface RowProps {
  readonly basis: Basis;
  readonly figure: Figure;
  readonly width: number;
}

function StageRow({ basis, figure, width }: RowProps) {
  const { lang, t } = useI18n();
  const { location, go } = useNavigation();
  const isChosen = basis === location.basis;
  const shown = figure.display ?? figure.valuedOnly?.display ?? null;
  return (
    <tr data-basis={basis} className={isChosen ? 'chosen-stage' : undefined}>
      <th scope="row">
        <button type="button" className="stage-button" aria-pressed={isChosen} onClick={() => go({ basis })}>
          {t.basis[basis]}
        </button>
      </th>
      <td className="stage-value">
        {shown === null ? t.stages.none : formatDisplay(shown, lang)}
        {figure.display === null && shown !== null && (
          <span className="valued-only"> {t.certainty.valuedOnly}</span>
        )}
      </td>
      <td>
        <svg className="stage-bar" width={BAR_WIDTH} height="16" aria-hidden="true" focusable="false">
          <rect width={width} height="16" />
        </svg>
        {formatMoney(figure.numerator.amount, lang)}
      </td>
      <td>{formatMoney(figure.denominator.amount, lang)}</td>
    </tr>
  );
}

function StageTable({ figures, name }: { figures: readonly Figure[]; name: string }) {
  const { t } = useI18n();
  const widths = barWidths(figures.map(({ numerator }) => numerator.amount.amount));
  const columns = [t.stages.stage, t.stages.value, t.stages.numerator, t.stages.denominator];
  return (
    <div className="table-scroll" role="region" aria-label={t.stages.region} tabIndex={0}>
      <table className="table table-sm amounts-table stage-table">
        <caption>{t.stages.caption(name)}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {BASES.map((basis, index) => {
            const figure = figures[index];
            return (
              figure !== undefined && (
                <StageRow key={basis} basis={basis} figure={figure} width={widths[index] ?? 0} />
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface Props {
  readonly figures: readonly Figure[];
  /** The one that is looked at closely. */
  readonly opened: Figure;
  readonly question: Question;
}

/** One figure at each of five stages, all of the same moment. */
export function Stages({ figures, opened, question }: Props) {
  const { lang, t } = useI18n();
  const { go } = useNavigation();
  const { id } = opened.definition;
  const key = `${id} ${keyOf({ ...question, basis: 'pledged' })}`;
  const stages = useRequest(key, (signal) =>
    Promise.all(BASES.map((basis) => fetchFigure(id, { ...question, basis }, { lang, signal }))),
  );
  return (
    <section className="stages" aria-labelledby="stages-title">
      <h2 id="stages-title" className="section-title">
        {t.stages.title}
      </h2>
      <p>{t.stages.intro}</p>
      <Choice label={t.stages.figure} value={id} onChoose={(figure) => go({ figure })}>
        {figures.map((figure) => (
          <option key={figure.definition.id} value={figure.definition.id}>
            {figureReading(figure, t, lang).name}
          </option>
        ))}
      </Choice>
      {stages.data !== null && (
        <>
          <StageTable figures={stages.data} name={figureReading(opened, t, lang).name} />
          <p className="field-hint">{t.stages.bars}</p>
        </>
      )}
      {stages.data === null && stages.slow && <p role="status">{t.stages.loading}</p>}
      {stages.failure !== null && <InlineFailure failure={stages.failure} onRetry={stages.retry} />}
    </section>
  );
}
