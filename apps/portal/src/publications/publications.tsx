import { BASES, oneOf, SCOPES, UNSAID, VIEWS, type LocationState } from '../app/location-state.ts';
import { PageLink } from '../app/navigation.tsx';
import { fetchPublications } from '../api/client.ts';
import type { Publication } from '../api/types.ts';
import { useRequest } from '../api/use-request.ts';
import { formatDisplay, formatInstant } from '../format/format.ts';
import { wordFor } from '../i18n/dictionaries.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { reasonText } from '../ledger/readings.ts';
import { InlineFailure } from '../messages/inline-failure.tsx';

/** Whether the page can ask the same: it asks of one partnership, of all that counts. */
function isWhole({ figure: { question } }: Publication): boolean {
  const { chain, filters, excluded } = question;
  return !chain && Object.keys(filters).length === 0 && Object.keys(excluded).length === 0;
}

/** The state of the page that shows the figure as it was published. */
function asItWas({ partnership, figure: { question } }: Publication): Partial<LocationState> {
  const { definition, version, basis, view, scope, prices, effectiveAsOf, position } = question;
  return {
    partnership,
    page: 'lineage',
    figure: `${definition}@${version}`,
    basis: oneOf(BASES, basis, UNSAID.basis),
    view: oneOf(VIEWS, view, UNSAID.view),
    scope: oneOf(SCOPES, scope, UNSAID.scope),
    prices: prices === null ? null : `${prices.series}:${prices.of}`,
    effectiveAsOf,
    knownAsOf: position,
  };
}

/** From what was published to the same question with what is known by now. */
function changedSince(publication: Publication): Partial<LocationState> {
  const { position } = publication.figure.question;
  return { ...asItWas(publication), page: 'difference', fromKnownAsOf: position, knownAsOf: null };
}

function Row({ publication }: { publication: Publication }) {
  const { lang, t } = useI18n();
  const { number, title, recorded, status, figure, link } = publication;
  const { definition } = figure.question;
  const about = <span className="visually-hidden">{t.publications.ofNumber(String(number))}</span>;
  return (
    <tr data-publication={number}>
      <td>{number}</td>
      <th scope="row">{title}</th>
      <td>
        {wordFor(t.figure, definition)}:{' '}
        <strong>
          {figure.display === null ? reasonText(figure.reason, t) : formatDisplay(figure.display, lang)}
        </strong>
      </td>
      <td>{formatInstant(recorded, lang)}</td>
      <td>
        <span className={`badge publication-status status-${status.toLowerCase()}`}>
          {wordFor(t.publicationStatus, status)}
        </span>
      </td>
      <td>
        <ul className="list-unstyled publication-links">
          {isWhole(publication) && (
            <li>
              <PageLink to={asItWas(publication)}>
                {t.publications.asItWas} {about}
              </PageLink>
            </li>
          )}
          {isWhole(publication) && status === 'RESTATED' && (
            <li>
              <PageLink to={changedSince(publication)}>
                {t.publications.changed} {about}
              </PageLink>
            </li>
          )}
          <li>
            <a href={link}>
              {t.publications.data} {about}
            </a>
          </li>
        </ul>
      </td>
    </tr>
  );
}

/** What was published of a partnership, as it was, and whether it still stands. Nothing where nothing was. */
export function Publications({ partnership }: { partnership: string }) {
  const { lang, t } = useI18n();
  const { data, failure, retry } = useRequest(partnership, (signal) =>
    fetchPublications(partnership, { lang, signal }),
  );
  if (failure !== null) return <InlineFailure failure={failure} onRetry={retry} />;
  if (data === null || data.length === 0) return null;
  const { number, what, value, on, status, links } = t.publications;
  return (
    <section className="publications" aria-labelledby="publications-title">
      <h2 id="publications-title" className="section-title">
        {t.publications.title}
      </h2>
      <p>{t.publications.intro}</p>
      <div className="table-scroll" role="region" aria-label={t.publications.region} tabIndex={0}>
        <table className="table table-sm publications-table">
          <caption>{t.publications.caption}</caption>
          <thead>
            <tr>
              {[number, what, value, on, status, links].map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.map((publication) => (
              <Row key={publication.number} publication={publication} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
