import { useState } from 'react';
import { fetchLineageFile } from '../api/client.ts';
import { RequestFailure } from '../api/problem.ts';
import type { Question } from '../api/question.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { InlineFailure } from '../messages/inline-failure.tsx';

const FORMATS = ['csv', 'prov'] as const;
type Format = (typeof FORMATS)[number];

const EXTENSION: Record<Format, string> = { csv: 'csv', prov: 'prov.json' };
const WAIT_MS = 120_000;

/** Gives a file to the browser: the token travels in a header, so an ordinary link could not fetch it. */
function hand(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

interface Props {
  readonly definition: string;
  readonly question: Question;
}

/** The whole lineage as a file, for a spreadsheet or for whoever reads W3C PROV. */
export function Downloads({ definition, question }: Props) {
  const { lang, t } = useI18n();
  const [busy, setBusy] = useState<Format | null>(null);
  const [failed, setFailed] = useState<{ format: Format; failure: RequestFailure } | null>(null);
  const name = (format: Format) =>
    `${definition}-${question.effectiveAsOf}-${question.knownAsOf}.${EXTENSION[format]}`;

  const fetchFile = async (format: Format) => {
    setBusy(format);
    setFailed(null);
    try {
      const signal = AbortSignal.timeout(WAIT_MS);
      hand(await fetchLineageFile(definition, question, format, { lang, signal }), name(format));
    } catch (cause) {
      const failure = cause instanceof RequestFailure ? cause : new RequestFailure(0, {});
      setFailed({ format, failure });
    }
    setBusy(null);
  };
  return (
    <section className="downloads" aria-labelledby="downloads-title">
      <h2 id="downloads-title" className="section-title">
        {t.lineage.downloads}
      </h2>
      <p>{t.lineage.downloadHint}</p>
      <div className="buttons">
        {FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            className="btn btn-outline-primary btn-sm"
            aria-disabled={busy !== null}
            onClick={() => busy === null && void fetchFile(format)}
          >
            {t.lineage[format]}
          </button>
        ))}
      </div>
      <p role="status">{busy !== null && t.lineage.downloading}</p>
      {failed !== null && (
        <InlineFailure failure={failed.failure} onRetry={() => void fetchFile(failed.format)} />
      )}
    </section>
  );
}
