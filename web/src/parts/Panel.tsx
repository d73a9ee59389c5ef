import { type ReactNode, useEffect, useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

/** A panel over the side of the page; Escape or « Fermer » gives the focus back to where it came from. */
export function Panel({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  useFocusGivenBack();
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

/** The panel is gone at once with its address, before the library would give the focus back. */
function useFocusGivenBack() {
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
