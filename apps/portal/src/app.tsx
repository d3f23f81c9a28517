import { useEffect } from 'react';
import { RequestFailure } from './api/problem.ts';
import { NavigationProvider } from './app/navigation.tsx';
import { useLocationState } from './app/use-location-state.ts';
import { I18nProvider } from './i18n/i18n.tsx';
import { LedgerPage } from './ledger/ledger-page.tsx';
import { ErrorBoundary } from './messages/error-boundary.tsx';
import { FailureMessage } from './messages/failure-message.tsx';
import { SessionProvider } from './session/session.tsx';
import { PageFooter } from './shell/page-footer.tsx';
import { PageHeader } from './shell/page-header.tsx';
import { SkipLinks } from './shell/skip-links.tsx';

/** A fault of the page itself: the frame stays, and loading anew is the way out. */
function PageFault() {
  const failure = new RequestFailure(500, {});
  return <FailureMessage level="h1" failure={failure} onRetry={() => window.location.reload()} />;
}

export function App() {
  const [location, change] = useLocationState();

  useEffect(() => {
    document.documentElement.lang = location.lang;
  }, [location.lang]);

  return (
    <I18nProvider lang={location.lang}>
      <NavigationProvider location={location} go={change}>
        <SessionProvider>
          <SkipLinks />
          <PageHeader />
          <main id="content" tabIndex={-1}>
            <ErrorBoundary fallback={<PageFault />}>
              <LedgerPage />
            </ErrorBoundary>
          </main>
          <PageFooter />
        </SessionProvider>
      </NavigationProvider>
    </I18nProvider>
  );
}
