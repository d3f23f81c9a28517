import { useId, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  /** One sentence on what is chosen. */
  readonly meaning?: string;
  readonly onChoose: (value: string) => void;
  readonly children: ReactNode;
}

/** A labelled list of options; what the chosen one means is said below it. */
export function Choice({ label, value, meaning, onChoose, children }: Props) {
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="form-select"
        value={value}
        aria-describedby={meaning === undefined ? undefined : `${id}-meaning`}
        onChange={(event) => onChoose(event.target.value)}
      >
        {children}
      </select>
      {meaning !== undefined && (
        <p id={`${id}-meaning`} className="field-hint" aria-live="polite">
          {meaning}
        </p>
      )}
    </div>
  );
}
