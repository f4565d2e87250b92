import {
  Select as AriaSelect,
  Button,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import { Field, type FieldProps } from './field.tsx';
import { CheckIcon, ChevronIcon } from './icons.tsx';

export interface SelectProps<Key extends string> extends FieldProps {
  readonly value: Key;
  readonly options: readonly { readonly key: Key; readonly label: string }[];
  readonly onChange: (value: Key) => void;
  readonly isDisabled?: boolean;
}

/** One of a few, in a form. */
export function Select<Key extends string>({
  label,
  description,
  error,
  value,
  options,
  onChange,
  isDisabled = false,
}: SelectProps<Key>) {
  return (
    <AriaSelect
      className="ui-field"
      value={value}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      onChange={(key) => {
        const chosen = options.find((option) => option.key === key);
        if (chosen !== undefined) onChange(chosen.key);
      }}
    >
      <Field label={label} description={description} error={error}>
        <Button className="ui-input ui-select">
          <SelectValue />
          <ChevronIcon />
        </Button>
        <Popover className="ui-popover">
          <ListBox className="ui-menu">
            {options.map((option) => (
              <ListBoxItem
                key={option.key}
                id={option.key}
                textValue={option.label}
                className="ui-menu-item"
              >
                {({ isSelected }) => (
                  <>
                    <span className="ui-menu-mark">{isSelected && <CheckIcon size={16} />}</span>
                    {option.label}
                  </>
                )}
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </Field>
    </AriaSelect>
  );
}
