import { useArea, useAxes, useChoice, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import type { Axis, OrientationWhere, Theme } from '../../generated/schema';
import { AxisChips } from '../../parts/axes';
import { useWord, WordChoice } from '../../parts/counted';
import { DataTable } from '../../parts/DataTable';
import { AreaField, AxesField, Choice, DayField } from '../../parts/fields';
import { DatedLinks, NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { axisName } from '../../words/axes';
import { age, count, list, monthsBetween, shortDay } from '../../words/texts';
import {
  type OrientationRowFragment,
  OrientationsDocument,
  type OrientationsQuery,
} from './orientations.generated';

const STATES = [
  ['', 'sans suite'],
  ['reprises', 'reprises'],
  ['toutes', 'toutes'],
] as const;
type State = (typeof STATES)[number][0];

/** Lists the recommendations of diagnostics: those not taken up, those taken up, or all. */
export function OrientationsPage() {
  const [area] = useArea();
  const [day] = useDay();
  const [axes] = useAxes();
  const [theme, setTheme] = useWord<Theme>('theme');
  const [state, setState] = useChoice<State>(
    'suite',
    STATES.map(([value]) => value),
    '',
  );
  const query = useAnswer(OrientationsDocument, { where: conditions(state, area, day, axes, theme) });
  return (
    <PageFrame
      title="Orientations sans suite"
      lead="Ce que les diagnostics recommandent et qu’aucune mobilisation connue ne reprend, avec qui le partage et depuis quand."
      query={query}
      announce={({ orientations }) =>
        `${count(orientations?.totalCount ?? 0, 'orientation')}${state === '' ? ' sans suite' : ''}`
      }
      exports={(answer, reference) => tableExports('orientations', columnsOf(reference, day), rowsOf(answer))}
      filters={
        <>
          <AreaField />
          <DayField />
          <Choice label="Suite" value={state} choices={STATES} onChange={(value) => void setState(value)} />
          <WordChoice label="Thématique" vocabulary="Theme" value={theme} onChange={setTheme} />
          <AxesField />
        </>
      }
    >
      {(answer, reference) => (
        <>
          {rowsOf(answer).length === 0 ? (
            <Empty>Aucune orientation n’est connue ici avec ces choix.</Empty>
          ) : (
            <DataTable
              caption="Orientations des diagnostics"
              columns={columnsOf(reference, day)}
              rows={rowsOf(answer)}
              rowKey={({ id }) => id}
            />
          )}
          <More
            total={answer.orientations?.totalCount ?? 0}
            shown={rowsOf(answer).length}
            where="choisissez un territoire plus petit, un axe ou une thématique"
          />
        </>
      )}
    </PageFrame>
  );
}

function conditions(
  state: State,
  area: string,
  day: string,
  axes: readonly Axis[],
  theme: Theme | '',
): OrientationWhere {
  const begun = { node: { startsOn: { lte: day } } };
  const taken = { '': { none: begun }, reprises: { some: begun }, toutes: null }[state];
  return {
    ...(taken && { takenUpBy: taken }),
    ...(axes.length && { axis: { in: [...axes] } }),
    ...(theme && { theme: { eq: theme } }),
    ...(area && { diagnostic: { territories: { some: { node: { within: { id: area } } } } } }),
    NOT: { diagnostic: { startsOn: { gt: day } } },
  };
}

function rowsOf({ orientations }: OrientationsQuery): readonly OrientationRowFragment[] {
  return orientations?.edges.map(({ node }) => node) ?? [];
}

function columnsOf({ word }: Reference, day: string): readonly Column<OrientationRowFragment>[] {
  const names = (some: readonly { readonly label: string }[]) => list(some.map(({ label }) => label)) || null;
  const begunBy = ({ takenUpBy }: OrientationRowFragment) =>
    takenUpBy.filter(({ takenUpOn, node }) => (takenUpOn ?? node.startsOn) <= day);
  const places = ({ diagnostic }: OrientationRowFragment) =>
    diagnostic?.territories.edges.map(({ node }) => node) ?? [];
  return [
    {
      id: 'orientation',
      size: 300,
      header: 'Orientation',
      accessorFn: ({ text }) => text,
      cell: ({ row }) => <NodeLink node={row.original} />,
    },
    {
      id: 'axis',
      size: 160,
      header: 'Axe',
      accessorFn: ({ axis }) => axis && axisName(axis),
      cell: ({ row: { original } }) => original.axis && <AxisChips axes={[original.axis]} />,
    },
    {
      id: 'theme',
      size: 130,
      header: 'Thématique',
      accessorFn: ({ theme }) => theme && word('Theme', theme),
    },
    {
      id: 'diagnostic',
      size: 220,
      header: 'Diagnostic',
      accessorFn: ({ diagnostic }) => diagnostic?.label,
      cell: ({ row: { original } }) => original.diagnostic && <NodeLink node={original.diagnostic} />,
    },
    {
      id: 'where',
      size: 170,
      header: 'Territoires',
      accessorFn: (one) => names(places(one)),
      cell: ({ row }) => <NodeLinks nodes={places(row.original)} />,
    },
    {
      id: 'delivered',
      size: 110,
      header: 'Remise le',
      accessorFn: ({ diagnostic }) => diagnostic?.deliveredOn,
      cell: ({ row: { original } }) =>
        original.diagnostic?.deliveredOn && shortDay(original.diagnostic.deliveredOn),
    },
    {
      id: 'age',
      size: 110,
      header: 'Depuis',
      accessorFn: ({ diagnostic }) => diagnostic?.deliveredOn && monthsBetween(diagnostic.deliveredOn, day),
      cell: ({ row: { original } }) =>
        original.diagnostic?.deliveredOn && age(monthsBetween(original.diagnostic.deliveredOn, day)),
    },
    {
      id: 'shared',
      size: 170,
      header: 'Partagée par',
      accessorFn: ({ sharedBy }) => names(sharedBy.map(({ node }) => node)),
      cell: ({ row }) => (
        <DatedLinks links={row.original.sharedBy.map(({ node, sharedOn }) => ({ node, on: sharedOn }))} />
      ),
    },
    {
      id: 'taken',
      size: 220,
      header: 'Reprise par',
      accessorFn: (one) => names(begunBy(one).map(({ node }) => node)),
      cell: ({ row }) => (
        <DatedLinks links={begunBy(row.original).map(({ node, takenUpOn }) => ({ node, on: takenUpOn }))} />
      ),
    },
  ];
}
