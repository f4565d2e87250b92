import type { ReactNode } from 'react';
import {
  Disclosure as AriaDisclosure,
  Button,
  DisclosurePanel,
  Heading,
} from 'react-aria-components';
import { ChevronIcon } from './icons.tsx';

export interface DisclosureProps {
  readonly title: ReactNode;
  /** Level of the heading that holds the button; none where it is no part of the outline. */
  readonly level?: 2 | 3 | 4 | 5;
  readonly children: ReactNode;
}

/** Details on demand. */
export function Disclosure({ title, level, children }: DisclosureProps) {
  const button = (
    <Button slot="trigger" className="ui-disclosure-button">
      <ChevronIcon size={16} />
      {title}
    </Button>
  );
  return (
    <AriaDisclosure className="ui-disclosure">
      {level === undefined ? button : <Heading level={level}>{button}</Heading>}
      <DisclosurePanel className="ui-disclosure-panel">{children}</DisclosurePanel>
    </AriaDisclosure>
  );
}
