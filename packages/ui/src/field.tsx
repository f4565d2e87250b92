import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';

export interface FieldProps {
  readonly label: ReactNode;
  readonly description?: ReactNode;
  /** What is wrong and how to put it right; shown only while the field is invalid. */
  readonly error?: string | undefined;
}

/** Label above, help and error below: the frame of every input. */
export function Field({
  label,
  description,
  error,
  children,
}: FieldProps & { children: ReactNode }) {
  return (
    <>
      <Label className="ui-label">{label}</Label>
      {children}
      {description !== undefined && (
        <Text slot="description" className="ui-help">
          {description}
        </Text>
      )}
      <FieldError className="ui-error">{error}</FieldError>
    </>
  );
}
