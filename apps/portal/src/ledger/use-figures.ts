import type { LocationState } from '../app/location-state.ts';
import { fetchFigures } from '../api/client.ts';
import { answeredAxes, keyOf, questionOf, type Question } from '../api/question.ts';
import type { FigureList, Partnership } from '../api/types.ts';
import { useRequest, type RequestState } from '../api/use-request.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { faultsOf, type AxesFaults } from '../time/axes.ts';

export interface AskedFigures extends Omit<RequestState<FigureList>, 'data'> {
  /** What is wrong with the axes, in the address or by the word of the service. */
  readonly faults: AxesFaults;
  /** Null while the axes cannot be read. */
  readonly question: Question | null;
  readonly list: FigureList | null;
  /** The same question pinned to the axes that were answered, so that all of the page is of one moment. */
  readonly pinned: (Question & ReturnType<typeof answeredAxes>) | null;
  readonly retry: () => void;
}

/** The figures of a partnership as the address asks for them. */
export function useFigures(location: LocationState, chosen: Partnership | undefined): AskedFigures {
  const { lang } = useI18n();
  const written = faultsOf(location.effectiveAsOf, location.knownAsOf);
  const isReadable = written.effectiveAsOf === null && written.knownAsOf === null;
  const question = chosen !== undefined && isReadable ? questionOf(location, chosen.id) : null;
  const { data, ...request } = useRequest(question === null ? null : keyOf(question), (signal) =>
    question === null
      ? Promise.reject(new Error('nothing to ask'))
      : fetchFigures(question, { lang, signal }),
  );
  const first = data?.items[0];
  const isOfChosen = question !== null && first?.partnership === question.partnership;
  const isAhead = request.failure?.code === 'KNOWN_AS_OF_AHEAD';
  return {
    ...request,
    failure: isAhead || question === null ? null : request.failure,
    faults: isAhead ? { ...written, knownAsOf: 'FUTURE' } : written,
    question: isAhead ? null : question,
    list: isOfChosen ? data : null,
    pinned: isOfChosen && first !== undefined ? { ...question, ...answeredAxes(first) } : null,
  };
}
