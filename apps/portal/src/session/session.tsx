import { createContext, use, useState, type ReactNode } from 'react';
import { storedToken, storeToken } from './token.ts';

interface Session {
  readonly isSignedIn: boolean;
  /** Keeps a token that the service has accepted; false where the browser keeps nothing. */
  readonly begin: (token: string) => boolean;
  readonly end: () => void;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [isSignedIn, setSignedIn] = useState(() => storedToken() !== null);
  const session: Session = {
    isSignedIn,
    begin: (token) => {
      const isKept = storeToken(token);
      setSignedIn(isKept);
      return isKept;
    },
    end: () => {
      storeToken(null);
      setSignedIn(false);
    },
  };
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('useSession outside of SessionProvider');
  return session;
}
