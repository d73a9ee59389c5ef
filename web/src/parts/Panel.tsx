import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useMedia } from './useMedia';

/** Wide enough for a page next to the panel. */
const WIDE = '(min-width: 80rem)' as const;

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  /** Links to the previous and the next item. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** Opens next to the page, which stays usable, or over it on a narrow screen; closing it returns the focus. */
export function Panel(props: Props) {
  useFocusReturn();
  return useMedia(WIDE) ? <PanelBeside {...props} /> : <PanelOver {...props} />;
}

function PanelBeside({ title, onClose, tools, children }: Props) {
  const panel = useRef<HTMLElement>(null);
  const heading = useId();
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <section ref={panel} className="panel panel-beside" role="dialog" aria-labelledby={heading} tabIndex={-1}>
      <div className="panel-dialog">
        <div className="panel-head">
          {tools}
          <button type="button" className="button" onClick={onClose}>
            Fermer
          </button>
        </div>
        <h2 id={heading} aria-live="polite">
          {title}
        </h2>
        {children}
      </div>
    </section>
  );
}

function PanelOver({ title, onClose, tools, children }: Props) {
  return (
    <ModalOverlay className="panel-overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="panel">
        <Dialog className="panel-dialog">
          <div className="panel-head">
            <Heading slot="title">{title}</Heading>
            {tools}
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

/**
 * Returns the focus on unmount to its last place outside the panel. The panel unmounts when the address changes, before
 * React Aria would return the focus.
 */
function useFocusReturn() {
  const from = useRef(document.activeElement);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof Element && !target.closest('.panel')) from.current = target;
    };
    document.addEventListener('focusin', onFocus);
    return () => {
      document.removeEventListener('focusin', onFocus);
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && isFocusable(from.current)) from.current.focus();
      });
    };
  }, []);
}

/** Returns whether something can take the focus: a mark of a map is not an HTML element. */
function isFocusable(element: Element | null): element is HTMLElement | SVGElement {
  return element instanceof HTMLElement || element instanceof SVGElement;
}
