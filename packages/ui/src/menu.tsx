import type { ReactNode } from 'react';
import {
  Menu as AriaMenu,
  Header,
  MenuItem as AriaItem,
  MenuSection as AriaSection,
  MenuTrigger,
  Popover,
} from 'react-aria-components';
import { CheckIcon } from './icons.tsx';

export interface MenuProps {
  readonly label: string;
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly children: ReactNode;
}

/** Choices behind a button. */
export function Menu({ label, trigger, children }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="ui-popover" placement="bottom end">
        <AriaMenu aria-label={label} className="ui-menu">
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export interface MenuItemProps {
  readonly id: string;
  readonly onAction: () => void;
  readonly icon?: ReactNode;
  readonly children: string;
}

/** One thing to do. */
export function MenuItem({ id, onAction, icon, children }: MenuItemProps) {
  return (
    <AriaItem id={id} onAction={onAction} textValue={children} className="ui-menu-item">
      <span className="ui-menu-mark">{icon}</span>
      {children}
    </AriaItem>
  );
}

export interface MenuGroupProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** Things to do that belong together. */
export function MenuGroup({ label, children }: MenuGroupProps) {
  return (
    <AriaSection aria-label={label} className="ui-menu-section">
      {children}
    </AriaSection>
  );
}

export interface MenuChoiceProps<Key extends string> {
  readonly title: string;
  readonly value: Key;
  readonly options: readonly {
    readonly key: Key;
    readonly label: string;
    readonly lang?: string;
  }[];
  readonly onChange: (value: Key) => void;
}

/** One of several, inside a menu. */
export function MenuChoice<Key extends string>({
  title,
  value,
  options,
  onChange,
}: MenuChoiceProps<Key>) {
  return (
    <AriaSection
      className="ui-menu-section"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find(({ key }) => keys !== 'all' && keys.has(key));
        if (chosen !== undefined) onChange(chosen.key);
      }}
    >
      <Header className="ui-menu-header">{title}</Header>
      {options.map(({ key, label, lang }) => (
        <AriaItem
          key={key}
          id={key}
          textValue={label}
          className="ui-menu-item"
          {...(lang === undefined ? {} : { lang })}
        >
          {({ isSelected }) => (
            <>
              <span className="ui-menu-mark">{isSelected && <CheckIcon size={16} />}</span>
              {label}
            </>
          )}
        </AriaItem>
      ))}
    </AriaSection>
  );
}
