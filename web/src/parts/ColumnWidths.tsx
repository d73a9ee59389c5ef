/** Shares the width of a fixed table in proportion to the sizes of its columns. */
export function ColumnWidths({
  columns,
  total,
}: {
  columns: readonly { readonly id: string; readonly getSize: () => number }[];
  total: number;
}) {
  return (
    <colgroup>
      {columns.map((column) => (
        <col key={column.id} style={{ width: `${(100 * column.getSize()) / total}%` }} />
      ))}
    </colgroup>
  );
}
