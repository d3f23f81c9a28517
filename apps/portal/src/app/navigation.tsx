import { createContext, use, type MouseEvent, type ReactNode } from 'react';
import { addressOf, UNSAID, type LocationState } from './location-state.ts';

interface Navigation {
  readonly location: LocationState;
  readonly go: (change: Partial<LocationState>) => void;
}

const Context = createContext<Navigation>({ location: { ...UNSAID, lang: 'it' }, go: () => undefined });

export function NavigationProvider({ location, go, children }: Navigation & { children: ReactNode }) {
  return <Context value={{ location, go }}>{children}</Context>;
}

/** Where the page is, and how it gets elsewhere. */
export function useNavigation(): Navigation {
  return use(Context);
}

/** Whether a click asks for another tab or window, which is the browser's to open. */
export function isForBrowser(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}

interface PageLinkProps {
  readonly to: Partial<LocationState>;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A real link to another state of the page; a plain click stays in the page. */
export function PageLink({ to, className, children }: PageLinkProps) {
  const { location, go } = useNavigation();
  const follow = (event: MouseEvent) => {
    if (isForBrowser(event)) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={addressOf({ ...location, ...to })} className={className} onClick={follow}>
      {children}
    </a>
  );
}
