import { useI18n } from '../i18n/i18n.tsx';

export function PageFooter() {
  const { t } = useI18n();
  return (
    <footer id="footer" className="it-footer" tabIndex={-1}>
      <div className="it-footer-main">
        <div className="container">
          <div className="row py-4">
            <section className="col-lg-7">
              <h2 className="h4">{t.footer.about}</h2>
              <p>{t.footer.text}</p>
            </section>
            <section className="col-lg-5">
              <h2 className="h4">{t.footer.data}</h2>
              <ul className="list-unstyled">
                <li>
                  <a href="/api/v1/partnerships">{t.footer.api}</a>
                </li>
                <li>
                  <a href="/api/v1/openapi.json">{t.footer.openapi}</a>
                </li>
              </ul>
            </section>
          </div>
        </div>
      </div>
    </footer>
  );
}
