import type { ReactNode } from 'react';
import {
  CheckboxField as AriaField,
  type CheckboxFieldProps as AriaProps,
  CheckboxButton,
} from 'react-aria-components';
import { CheckIcon } from './icons.tsx';

export interface CheckboxProps extends Omit<AriaProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode;
}

/** Yes or no. */
export function Checkbox({ children, ...props }: CheckboxProps) {
  return (
    <AriaField {...props} className="ui-field">
      <CheckboxButton className="ui-checkbox">
        <span className="ui-checkbox-box" aria-hidden>
          <CheckIcon size={16} />
        </span>
        <span>{children}</span>
      </CheckboxButton>
    </AriaField>
  );
}
