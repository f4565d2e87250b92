import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

export interface DialogProps {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** `alertdialog` for what interrupts: read out at once, not closed by a click beside it. */
  readonly role?: 'dialog' | 'alertdialog';
  /** Buttons, the one to press most likely last. */
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

/** A window over the page that holds the focus until it is closed. Escape closes it. */
export function Dialog({
  title,
  isOpen,
  onClose,
  role = 'dialog',
  actions,
  children,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={role === 'dialog'}
      className="ui-veil"
    >
      <Modal className="ui-modal">
        <AriaDialog role={role} className="ui-dialog">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          <div className="ui-dialog-body">{children}</div>
          <div className="ui-dialog-actions">{actions}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
