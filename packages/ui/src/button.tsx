import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components';

/**
 * `primary`: the one thing to do here. `plain`: others. `quiet`: without a frame, in running
 * content. `danger`: what cannot be undone.
 */
export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<AriaProps, 'className' | 'style' | 'children'> {
  readonly look?: ButtonLook;
  readonly small?: boolean;
  readonly icon?: ReactNode;
  /** Shown instead of the content while the work runs. */
  readonly pendingLabel?: string | undefined;
  readonly children?: ReactNode;
}

/** Class of something that looks like a button: a link, say. */
export function buttonClass(look: ButtonLook = 'plain', small = false): string {
  return `ui-button ui-button-${look}${small ? ' ui-button-small' : ''}`;
}

/**
 * A button. With an `icon` alone it needs an `aria-label`. While it is pending it keeps the focus
 * and does nothing, and a status beside it is read.
 */
export function Button(props: ButtonProps) {
  const { look = 'plain', small = false, icon, pendingLabel, children, ...rest } = props;
  const pending = pendingLabel !== undefined;
  const { onPress, type = 'button', ...others } = rest;
  const working = { type: 'button', 'data-working': true } as const;
  const ready = { type, ...(onPress === undefined ? {} : { onPress }) };
  return (
    <>
      <AriaButton {...others} {...(pending ? working : ready)} className={buttonClass(look, small)}>
        {pending ? <span className="ui-button-progress" aria-hidden /> : icon}
        {pending ? pendingLabel : children}
      </AriaButton>
      {'pendingLabel' in props && (
        <span role="status" className="ui-hidden">
          {pendingLabel ?? ''}
        </span>
      )}
    </>
  );
}
