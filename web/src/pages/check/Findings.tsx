import { useState } from 'react';
import { DataTable } from '../../parts/DataTable';
import { More } from '../../parts/More';
import type { Column } from '../../parts/table';
import { capital, number } from '../../words/texts';
import type { Cause, Finding } from './checkFile';

const ERROR_COLUMNS: readonly Column<Cause>[] = [
  { id: 'lineCount', size: 70, header: 'Lignes', accessorFn: ({ lineCount }) => lineCount },
  { id: 'reason', size: 240, header: 'Ce qui ne va pas', accessorFn: ({ reason }) => capital(reason) },
  { id: 'where', size: 200, header: 'Où', accessorFn: ({ where }) => where },
  {
    id: 'first',
    size: 360,
    header: 'Ce qui serait juste, sur la première ligne',
    accessorFn: ({ first: { value, message } }) => (value ? `« ${value} » ${message}` : message),
  },
];
const WARNING_COLUMNS: readonly Column<Cause>[] = [
  { id: 'gravity', size: 110, header: 'Cela', accessorFn: ({ gravity }) => gravity },
  ...ERROR_COLUMNS,
];
export const FINDING_COLUMNS: readonly Column<Finding>[] = [
  { id: 'sheet', size: 120, header: 'Feuille', accessorFn: ({ sheet }) => sheet },
  { id: 'cell', size: 80, header: 'Cellule', accessorFn: ({ cell }) => cell },
  { id: 'column', size: 130, header: 'Colonne', accessorFn: ({ column }) => column },
  { id: 'value', size: 180, header: 'Ce qui s’y trouve', accessorFn: ({ value }) => value },
  {
    id: 'message',
    size: 360,
    header: 'Ce qui ne va pas, ce qui serait juste',
    accessorFn: ({ message }) => message,
  },
];

/** Lists findings by cause, the most serious first, and below them cell by cell. */
export function Findings({
  title,
  causes,
  findings,
  total,
  isWeighed = false,
}: {
  title: string;
  causes: readonly Cause[];
  findings: readonly Finding[];
  total: number;
  isWeighed?: boolean;
}) {
  if (total === 0) return null;
  return (
    <section>
      <h2>
        {title} ({number(total)})
      </h2>
      <DataTable
        caption={title}
        columns={isWeighed ? WARNING_COLUMNS : ERROR_COLUMNS}
        rows={causes}
        rowKey={({ reason, where }) => `${reason} ${where}`}
      />
      {causes.length < total && <CellByCell title={title} findings={findings} total={total} />}
    </section>
  );
}

function CellByCell({
  title,
  findings,
  total,
}: {
  title: string;
  findings: readonly Finding[];
  total: number;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Cellule par cellule ({number(total)})</summary>
      {isOpen && (
        <>
          <DataTable
            caption={`${title}, cellule par cellule`}
            columns={FINDING_COLUMNS}
            rows={findings}
            rowKey={({ sheet, cell, column, message }) => `${sheet} ${cell} ${column} ${message}`}
          />
          <More total={total} shown={findings.length} where="la copie marquée les porte tous" />
        </>
      )}
    </details>
  );
}
