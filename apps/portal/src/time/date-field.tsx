import { useId } from 'react';

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  /** What is wrong with it, in words. */
  readonly fault: string | null;
  readonly onText: (text: string) => void;
}

/** A date as people type it; what is wrong is said right below it. */
export function DateField({ label, hint, text, fault, onText }: Props) {
  const id = useId();
  return (
    <div className="date-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="form-control text-field"
        type="text"
        autoComplete="off"
        value={text}
        aria-describedby={fault === null ? `${id}-hint` : `${id}-hint ${id}-fault`}
        aria-invalid={fault !== null}
        onChange={(event) => onText(event.target.value)}
      />
      <span id={`${id}-hint`} className="field-hint">
        {hint}
      </span>
      {fault !== null && (
        <span id={`${id}-fault`} className="field-fault" role="alert">
          {fault}
        </span>
      )}
    </div>
  );
}
