import { useId, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';

/** The address of what is on the page, with both axes pinned: to read, to select, to copy. */
export function PermanentLink({ address }: { address: string }) {
  const { t } = useI18n();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const whole = new URL(address, window.location.href).href;

  const copy = () => {
    // Browsers offer the clipboard to secure addresses only.
    const writing = window.isSecureContext
      ? navigator.clipboard.writeText(whole)
      : Promise.reject(new Error());
    writing.then(
      () => setSaid(t.time.copied),
      () => setSaid(t.time.notCopied),
    );
  };
  return (
    <>
      <button
        type="button"
        className="btn btn-outline-primary btn-sm"
        aria-expanded={isOpen}
        aria-controls={`${id}-panel`}
        onClick={() => {
          setOpen(!isOpen);
          setSaid('');
        }}
      >
        {t.time.permalink}
      </button>
      <div id={`${id}-panel`} className="permanent-link" hidden={!isOpen}>
        <label htmlFor={`${id}-address`}>{t.time.permalinkAddress}</label>
        <div className="permanent-row">
          <input
            id={`${id}-address`}
            className="form-control text-field"
            type="text"
            readOnly
            value={whole}
            aria-describedby={`${id}-hint`}
            onFocus={(event) => event.target.select()}
          />
          <button type="button" className="btn btn-primary btn-sm" onClick={copy}>
            {t.time.copy}
          </button>
        </div>
        <span id={`${id}-hint`} className="field-hint">
          {t.time.permalinkHint}
        </span>
        <span role="status">{said}</span>
      </div>
    </>
  );
}
