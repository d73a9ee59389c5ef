import type { ComponentProps } from 'react';
import type { Fold } from './fold';

interface Props extends ComponentProps<'tr'> {
  readonly fold: Fold;
  readonly columnCount: number;
}

/** Shows a line that opens and closes a group of empty rows. */
export function FoldRow({ fold: { text, isOpen, toggle }, columnCount, ...props }: Props) {
  return (
    <tr role="row" className="fold" {...props}>
      <td role="cell" colSpan={columnCount}>
        <button type="button" aria-expanded={isOpen} onClick={toggle}>
          <span className="fold-sign" aria-hidden="true" />
          {text}
        </button>
      </td>
    </tr>
  );
}
