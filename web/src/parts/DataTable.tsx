import { useMemo, useState, useSyncExternalStore } from 'react';
import { Choice } from './fields';
import type { Column, Value } from './table';

interface Props<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

interface Order {
  readonly key: string;
  readonly down: boolean;
}

const COLLATOR = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' });

/** A table that sorts by any of its headings, and is a list of cards on a narrow screen. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: Props<Row>) {
  const [order, setOrder] = useState<Order>();
  const sorted = useMemo(() => {
    const by = columns.find(({ key }) => key === order?.key);
    return by && order ? rows.toSorted((a, b) => compare(by.value(a), by.value(b), order.down)) : rows;
  }, [rows, columns, order]);
  const narrow = useNarrow();
  const turn = (key: string) => setOrder({ key, down: order?.key === key && !order.down });
  return (
    <div className="table-frame">
      {narrow && (
        <div className="cards-order">
          <Choice
            label="Trier par"
            value={order?.key ?? ''}
            choices={[
              ['', 'ordre donné'],
              ...columns.filter(({ pressed }) => !pressed).map((c) => [c.key, c.heading] as const),
            ]}
            onChange={(key: string) => setOrder(key ? { key, down: false } : undefined)}
          />
        </div>
      )}
      <table className="cards" role="table">
        <caption>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ key, heading, pressed }) =>
              pressed || narrow ? (
                <th key={key} scope="col" role="columnheader">
                  {heading}
                </th>
              ) : (
                <th
                  key={key}
                  scope="col"
                  role="columnheader"
                  aria-sort={order?.key !== key ? 'none' : order.down ? 'descending' : 'ascending'}
                >
                  <button type="button" className="sort" onClick={() => turn(key)}>
                    {heading}
                    <span aria-hidden="true">{order?.key !== key ? ' ↕' : order.down ? ' ↓' : ' ↑'}</span>
                  </button>
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {sorted.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column, index) => {
                const shown = column.show ? column.show(row) : column.value(row);
                return index === 0 ? (
                  <th key={column.key} scope="row" role="rowheader">
                    {shown}
                  </th>
                ) : (
                  <td key={column.key} role="cell" data-heading={column.heading}>
                    {shown ?? '–'}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const NARROW = '(max-width: 40rem)';

/** Whether the screen is one where tables are cards: there a choice sorts them, since headings are out of sight. */
function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(NARROW);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => window.matchMedia(NARROW).matches,
  );
}

/** What is missing stands last, whichever way round. */
function compare(a: Value, b: Value, down: boolean): number {
  if (a == null || b == null) return a === b ? 0 : a == null ? 1 : -1;
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : COLLATOR.compare(String(a), String(b));
  return down ? -order : order;
}
