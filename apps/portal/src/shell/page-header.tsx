import { addressOf, UNSAID } from '../app/location-state.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { AccountZone } from '../session/account-zone.tsx';
import { LanguageLinks } from './language-links.tsx';

function BookIcon() {
  return (
    <svg className="icon" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M2 6c6-2.5 11-1.2 14 1.2C19 4.8 24 3.5 30 6v20c-6-2.5-11-1.2-14 1.2C13 24.8 8 23.5 2 26z" />
      <path className="book-spine" d="M16 8.5v17" />
    </svg>
  );
}

/** The header of Bootstrap Italia: a slim band with the languages, the way in, then the band with the name. */
export function PageHeader() {
  const { lang, t } = useI18n();
  const home = addressOf({ ...UNSAID, lang });
  return (
    <header className="it-header-wrapper">
      <div className="it-header-slim-wrapper">
        <div className="container">
          <div className="it-header-slim-wrapper-content">
            <span className="navbar-brand d-none d-sm-block">{t.product.frame}</span>
            <div className="it-header-slim-right-zone">
              <LanguageLinks />
              <AccountZone />
            </div>
          </div>
        </div>
      </div>
      <div className="it-nav-wrapper">
        <div className="it-header-center-wrapper it-small-header">
          <div className="container">
            <div className="it-header-center-content-wrapper">
              <div className="it-brand-wrapper">
                <a href={home}>
                  <BookIcon />
                  <div className="it-brand-text">
                    <div className="it-brand-title">{t.product.name}</div>
                    <div className="it-brand-tagline d-none d-md-block">{t.product.tagline}</div>
                  </div>
                </a>
              </div>
            </div>
          </div>
        </div>
      </div>
    </header>
  );
}
