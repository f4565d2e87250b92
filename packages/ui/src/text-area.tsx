import { type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaProps,
  TextArea as AriaTextArea,
} from 'react-aria-components';
import { Field, type FieldProps } from './field.tsx';

export interface TextAreaProps
  extends Omit<AriaProps, 'className' | 'style' | 'children' | 'isInvalid' | 'validate' | 'type'>,
    FieldProps {
  readonly value: string;
  readonly areaRef?: Ref<HTMLTextAreaElement>;
  readonly rows?: number;
  /** Set in the reading face: for text that people will read at length. */
  readonly reading?: boolean;
}

/** Several lines of text in a field as high as what it holds. */
export function TextArea({
  label,
  description,
  error,
  areaRef,
  rows = 3,
  reading = false,
  ...props
}: TextAreaProps) {
  const ref = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(areaRef, () => ref.current as HTMLTextAreaElement);
  const { value } = props;
  useLayoutEffect(() => {
    if (ref.current !== null) grow(ref.current, value);
  }, [value]);
  return (
    <AriaTextField {...props} isInvalid={error !== undefined} className="ui-field">
      <Field label={label} description={description} error={error}>
        <AriaTextArea
          ref={ref}
          rows={rows}
          className={reading ? 'ui-input ui-area ui-reading' : 'ui-input ui-area'}
        />
      </Field>
    </AriaTextField>
  );
}

/** For browsers without `field-sizing: content`; those grow by themselves. */
function grow(area: HTMLTextAreaElement, value: string): void {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.height = 'auto';
  area.style.height = value === '' ? '' : `${area.scrollHeight + 2}px`;
}
