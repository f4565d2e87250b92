import { Label, ProgressBar } from 'react-aria-components';

/** Work without a known end. The label is shown and read. */
export function Spinner({ label }: { readonly label: string }) {
  return (
    <div className="ui-spinner" role="status">
      <span className="ui-button-progress" aria-hidden />
      <span>{label}</span>
    </div>
  );
}

export interface ProgressProps {
  readonly label: string;
  readonly done: number;
  readonly of: number;
  /** The count in words, read as the value. */
  readonly valueLabel: string;
}

/** Work whose end is known. */
export function Progress({ label, done, of, valueLabel }: ProgressProps) {
  return (
    <ProgressBar
      value={done}
      maxValue={Math.max(of, 1)}
      valueLabel={valueLabel}
      className="ui-progress"
    >
      <span className="ui-progress-words">
        <Label>{label}</Label>
        <span>{valueLabel}</span>
      </span>
      <progress className="ui-progress-bar" value={done} max={Math.max(of, 1)} aria-hidden />
    </ProgressBar>
  );
}
