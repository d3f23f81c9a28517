import { useEffect, useState } from 'react';
import { addressOf, readLocation, type LocationState } from './location-state.ts';

const LANG_KEY = 'lang';

/** Storage may be switched off: then the choice simply lasts as long as the address. */
function storedLang(): string | null {
  try {
    return localStorage.getItem(LANG_KEY);
  } catch {
    return null;
  }
}

function storeLang(lang: string): void {
  try {
    localStorage.setItem(LANG_KEY, lang);
  } catch {
    return;
  }
}

function current(): LocationState {
  return readLocation(window.location.search, storedLang(), navigator.languages);
}

/** The state kept in the address: back, forward and sent links all work. */
export function useLocationState(): [LocationState, (change: Partial<LocationState>) => void] {
  const [state, setState] = useState(current);

  useEffect(() => {
    const onPopState = () => setState(current());
    window.addEventListener('popstate', onPopState);
    return () => window.removeEventListener('popstate', onPopState);
  }, []);

  const change = (patch: Partial<LocationState>) => {
    const next = { ...state, ...patch };
    if (patch.lang !== undefined) storeLang(patch.lang);
    window.history.pushState(null, '', addressOf(next));
    setState(next);
  };
  return [state, change];
}
