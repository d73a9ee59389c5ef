/** The engagements that started and stopped between two days, by name. */
import { AxisChips } from '../../parts/axes';
import { DataTable } from '../../parts/DataTable';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import type { Column } from '../../parts/table';
import { axisNames } from '../../words/axes';
import { completedOn, untilInWords } from '../../words/engagements';
import { carriersOf } from '../../words/roles';
import { shortDay } from '../../words/texts';
import type { TurnedFragment } from './evolution.generated';

type Line = TurnedFragment['edges'][number]['node'];

/** Returns the first day on which an engagement counts. */
export function startOf({ countsFrom }: Line): string | null {
  return countsFrom;
}

/** Returns the last day on which an engagement counts. */
export function endOf({ countsUntil }: Line): string | null {
  return countsUntil;
}

export function BegunOrEnded({
  title,
  note,
  connection,
  columns,
}: {
  title: string;
  note: string;
  connection: TurnedFragment | null;
  columns: readonly Column<Line>[];
}) {
  const lines = connection?.edges.map(({ node }) => node) ?? [];
  const total = connection?.totalCount ?? 0;
  return (
    <section className="turned">
      <h2>
        {title} ({total})
      </h2>
      {lines.length === 0 ? (
        <p className="note">Rien entre ces deux dates.</p>
      ) : (
        <>
          <p className="note">{note}</p>
          <DataTable caption={title} columns={columns} rows={lines} rowKey={({ id }) => id} />
        </>
      )}
      <More total={total} shown={lines.length} where="choisissez un territoire ou des dates plus proches" />
    </section>
  );
}

/** Returns the columns: actors, engagement, territories, axes, and the day of the change. */
export function begunOrEndedColumns(
  header: string,
  dayOf: (line: Line) => string | null,
): readonly Column<Line>[] {
  const whoOf = ({ actors }: Line) => carriersOf(actors.edges);
  const placesOf = ({ territories }: Line) => territories.edges.map(({ node }) => node);
  return [
    {
      id: 'who',
      size: 220,
      header: 'Qui',
      accessorFn: (line) =>
        whoOf(line)
          .map(({ label }) => label)
          .join(', '),
      cell: ({ row }) => <NodeLinks nodes={whoOf(row.original)} />,
    },
    {
      id: 'what',
      size: 260,
      header: 'Quoi',
      accessorFn: ({ label }) => label,
      cell: ({ row: { original: line } }) => (
        <>
          <NodeLink node={line} />
          {completedOn(line) && <span className="note"> {untilInWords(line, shortDay)}</span>}
        </>
      ),
    },
    {
      id: 'axes',
      size: 150,
      header: 'Axes',
      accessorFn: ({ axes }) => axisNames(axes),
      cell: ({ row }) => <AxisChips axes={row.original.axes} />,
    },
    {
      id: 'where',
      size: 200,
      header: 'Où',
      accessorFn: (line) =>
        placesOf(line)
          .map(({ label }) => label)
          .join(', '),
      cell: ({ row }) => <NodeLinks nodes={placesOf(row.original)} />,
    },
    {
      id: 'day',
      size: 110,
      header,
      accessorFn: dayOf,
      cell: ({ row }) => {
        const day = dayOf(row.original);
        return day ? shortDay(day) : '–';
      },
    },
  ];
}
