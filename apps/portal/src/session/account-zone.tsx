import { useRef, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useSession } from './session.tsx';
import { SignInDialog } from './sign-in-dialog.tsx';

/** In the header: the way in, or the way out; what happened is said aloud. */
export function AccountZone() {
  const { t } = useI18n();
  const { isSignedIn, end } = useSession();
  const [said, setSaid] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);

  const press = () => {
    if (!isSignedIn) {
      dialog.current?.showModal();
      return;
    }
    end();
    setSaid(t.session.ended);
  };
  return (
    <div className="account-zone">
      <button type="button" className="account-button" onClick={press}>
        {isSignedIn ? t.session.signOut : t.session.signIn}
      </button>
      <span className="visually-hidden" role="status">
        {said}
      </span>
      <SignInDialog dialog={dialog} onDone={() => setSaid(t.session.done)} />
    </div>
  );
}
