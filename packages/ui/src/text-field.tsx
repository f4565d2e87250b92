import { type Ref, useState } from 'react';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaProps,
  Group,
  Input,
} from 'react-aria-components';
import { Button } from './button.tsx';
import { Field, type FieldProps } from './field.tsx';
import { EyeIcon, EyeOffIcon } from './icons.tsx';

export interface TextFieldProps
  extends Omit<AriaProps, 'className' | 'style' | 'children' | 'isInvalid' | 'validate'>,
    FieldProps {
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly mono?: boolean;
}

/** One line of text. Invalid exactly while `error` is given. */
export function TextField({
  label,
  description,
  error,
  inputRef,
  mono = false,
  ...props
}: TextFieldProps) {
  return (
    <AriaTextField {...props} isInvalid={error !== undefined} className="ui-field">
      <Field label={label} description={description} error={error}>
        <Input ref={inputRef ?? null} className={mono ? 'ui-input ui-mono' : 'ui-input'} />
      </Field>
    </AriaTextField>
  );
}

export interface SecretFieldProps extends Omit<TextFieldProps, 'type'> {
  readonly showLabel: string;
  readonly hideLabel: string;
}

/** A password, key or code: hidden until asked for; pasting works as everywhere. */
export function SecretField({
  label,
  description,
  error,
  inputRef,
  mono = false,
  showLabel,
  hideLabel,
  ...props
}: SecretFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <AriaTextField
      {...props}
      type={shown ? 'text' : 'password'}
      spellCheck="false"
      isInvalid={error !== undefined}
      className="ui-field"
    >
      <Field label={label} description={description} error={error}>
        <Group className="ui-secret">
          <Input
            ref={inputRef ?? null}
            autoCapitalize="none"
            className={mono ? 'ui-input ui-mono' : 'ui-input'}
          />
          <Button
            look="quiet"
            small
            aria-label={shown ? hideLabel : showLabel}
            icon={shown ? <EyeOffIcon /> : <EyeIcon />}
            onPress={() => setShown(!shown)}
          />
        </Group>
      </Field>
    </AriaTextField>
  );
}
