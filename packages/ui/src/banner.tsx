import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { AlarmIcon, CrossIcon, InfoIcon } from './icons.tsx';

export type BannerTone = 'info' | 'warn' | 'danger';

export interface BannerProps {
  readonly tone?: BannerTone;
  readonly icon?: ReactNode;
  /** `status` is read when there is time, `alert` at once; nothing for what was always there. */
  readonly role?: 'status' | 'alert';
  readonly action?: ReactNode;
  readonly onClose?: () => void;
  readonly closeLabel?: string;
  readonly children: ReactNode;
}

/** One thing to know about everything below it. */
export function Banner({
  tone = 'info',
  icon,
  role,
  action,
  onClose,
  closeLabel,
  children,
}: BannerProps) {
  return (
    <div className={`ui-banner ui-banner-${tone}`} {...(role === undefined ? {} : { role })}>
      {icon ?? (tone === 'info' ? <InfoIcon /> : <AlarmIcon />)}
      <div className="ui-banner-text">{children}</div>
      {action}
      {onClose !== undefined && closeLabel !== undefined && (
        <Button look="quiet" small aria-label={closeLabel} icon={<CrossIcon />} onPress={onClose} />
      )}
    </div>
  );
}
