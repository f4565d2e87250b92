import type { Ref } from 'react';
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaProps,
  Input,
  Label,
} from 'react-aria-components';
import { Button } from './button.tsx';
import { CrossIcon, SearchIcon } from './icons.tsx';

export interface SearchFieldProps extends Omit<AriaProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly placeholder?: string;
  readonly clearLabel: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** Search as you type; Escape empties it. */
export function SearchField({
  label,
  placeholder,
  clearLabel,
  inputRef,
  ...props
}: SearchFieldProps) {
  return (
    <AriaSearchField {...props} className="ui-field ui-search">
      <Label className="ui-label ui-hidden">{label}</Label>
      <SearchIcon />
      <Input ref={inputRef ?? null} placeholder={placeholder ?? ''} className="ui-input" />
      <Button look="quiet" small aria-label={clearLabel} icon={<CrossIcon />} />
    </AriaSearchField>
  );
}
