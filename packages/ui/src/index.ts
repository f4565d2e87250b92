export { I18nProvider, VisuallyHidden } from 'react-aria-components';
export { Badge, type BadgeTone } from './badge.tsx';
export { Banner, type BannerProps, type BannerTone } from './banner.tsx';
export { Button, type ButtonLook, type ButtonProps, buttonClass } from './button.tsx';
export { Checkbox, type CheckboxProps } from './checkbox.tsx';
export { Dialog, type DialogProps } from './dialog.tsx';
export { Disclosure, type DisclosureProps } from './disclosure.tsx';
export { EmptyState, type EmptyStateProps } from './empty-state.tsx';
export { type Fact, Facts } from './facts.tsx';
export * from './icons.tsx';
export {
  Menu,
  MenuChoice,
  type MenuChoiceProps,
  MenuGroup,
  type MenuGroupProps,
  MenuItem,
  type MenuItemProps,
  type MenuProps,
} from './menu.tsx';
export { Progress, type ProgressProps, Spinner } from './progress.tsx';
export { SearchField, type SearchFieldProps } from './search-field.tsx';
export { Select, type SelectProps } from './select.tsx';
export { TextArea, type TextAreaProps } from './text-area.tsx';
export {
  SecretField,
  type SecretFieldProps,
  TextField,
  type TextFieldProps,
} from './text-field.tsx';
