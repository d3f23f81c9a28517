import { useId, useRef, useState, type RefObject, type SubmitEvent } from 'react';
import { createPortal } from 'react-dom';
import { tryToken } from '../api/client.ts';
import { RequestFailure } from '../api/problem.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { useSession } from './session.tsx';

const WAIT_MS = 10_000;
/** What can be sent in a header. */
const TOKEN_FORM = /^[\x21-\x7e]{1,4096}$/;

type Trouble = 'missing' | 'refused' | 'unavailable' | 'noStorage';

interface Props {
  readonly dialog: RefObject<HTMLDialogElement | null>;
  readonly onDone: () => void;
}

/** Tries a token on the service before it is kept, so that a wrong one is told here and not later. */
function useAttempt(): (token: string) => Promise<Trouble | null> {
  const { lang } = useI18n();
  const { begin } = useSession();
  return async (token) => {
    if (token === '') return 'missing';
    if (!TOKEN_FORM.test(token)) return 'refused';
    try {
      await tryToken(token, { lang, signal: AbortSignal.timeout(WAIT_MS) });
    } catch (cause) {
      const isRefused = cause instanceof RequestFailure && [401, 403].includes(cause.status);
      return isRefused ? 'refused' : 'unavailable';
    }
    return begin(token) ? null : 'noStorage';
  };
}

interface TokenFieldProps {
  readonly id: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly trouble: Trouble | null;
}

function TokenField({ id, input, trouble }: TokenFieldProps) {
  const { t } = useI18n();
  return (
    <>
      <label htmlFor={`${id}-token`}>{t.session.token}</label>
      <input
        ref={input}
        id={`${id}-token`}
        className="form-control text-field"
        type="password"
        autoComplete="off"
        spellCheck={false}
        aria-describedby={trouble === null ? `${id}-hint` : `${id}-hint ${id}-trouble`}
        aria-invalid={trouble === 'missing' || trouble === 'refused'}
      />
      {trouble !== null && (
        <p id={`${id}-trouble`} className="field-fault" role="alert">
          {t.session[trouble]}
        </p>
      )}
    </>
  );
}

/** Asks for the token, outside of the header and its colours. What is typed is forgotten when the dialog closes. */
export function SignInDialog({ dialog, onDone }: Props) {
  const { t } = useI18n();
  const attempt = useAttempt();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isChecking, setChecking] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isChecking) return;
    setChecking(true);
    setTrouble(null);
    const found = await attempt(input.current?.value.trim() ?? '');
    setChecking(false);
    setTrouble(found);
    if (found !== null) {
      input.current?.focus();
      return;
    }
    dialog.current?.close();
    onDone();
  };
  const forget = () => {
    setTrouble(null);
    if (input.current !== null) input.current.value = '';
  };

  return createPortal(
    <dialog ref={dialog} className="sign-in" aria-labelledby={`${id}-title`} onClose={forget}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <h2 id={`${id}-title`} className="h4">
          {t.session.title}
        </h2>
        <p id={`${id}-hint`}>{t.session.hint}</p>
        <TokenField id={id} input={input} trouble={trouble} />
        <div className="buttons">
          <button type="submit" className="btn btn-primary btn-sm" aria-disabled={isChecking}>
            {isChecking ? t.session.checking : t.session.enter}
          </button>
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            onClick={() => dialog.current?.close()}
          >
            {t.session.cancel}
          </button>
        </div>
      </form>
    </dialog>,
    document.body,
  );
}
