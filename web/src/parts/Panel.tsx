import { type ReactNode, useEffect, useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

/** Opens over the side of the page; closing it returns the focus to where it was. */
export function Panel({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  useFocusReturn();
  return (
    <ModalOverlay className="panel-overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="panel">
        <Dialog className="panel-dialog">
          <div className="panel-head">
            <Heading slot="title">{title}</Heading>
            <Button className="button" slot="close">
              Fermer
            </Button>
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Returns the focus on unmount: the panel unmounts with its address, before React Aria would do so. */
function useFocusReturn() {
  const [from] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && from instanceof HTMLElement) from.focus();
      });
    },
    [from],
  );
}
