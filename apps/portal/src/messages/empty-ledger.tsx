import { useI18n } from '../i18n/i18n.tsx';

/** Says how to fill the book that this very service keeps. */
export function EmptyLedger() {
  const { lang, t } = useI18n();
  const file = lang === 'it' ? 'progetti.csv' : 'projects.csv';
  return (
    <div className="container py-5">
      <h1>{t.empty.title}</h1>
      <p className="lead">{t.empty.text}</p>
      <p>{t.empty.howTo}</p>
      <pre className="command">
        <code>
          npx pledger import opencoesione {file} --server {window.location.origin} --token TOKEN
        </code>
      </pre>
      <p>{t.empty.token}</p>
    </div>
  );
}
