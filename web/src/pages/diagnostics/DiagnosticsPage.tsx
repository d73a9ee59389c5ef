import { useArea, useChoice, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import type { DiagnosticWhere, Role } from '../../generated/schema';
import { DataTable } from '../../parts/DataTable';
import { AreaField, Choice, DayField } from '../../parts/fields';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { age, count, day as inWords, list, monthsLater, shortDay } from '../../words/texts';
import { type DiagnosticRowFragment, DiagnosticsDocument } from './diagnostics.generated';

/** The choices of the minimum age, in years, of a diagnostic's data. */
const YEARS = ['', '1', '2', '3', '5', '8', '10'] as const;
const ORDERED: Role = 'COMMISSIONER';
const WROTE: ReadonlySet<Role> = new Set<Role>(['LEAD', 'CONTRACTOR']);
const PAID: Role = 'FUNDER';

/** Lists all diagnostics of an area, those with the oldest data first, and the follow-up of their orientations. */
export function DiagnosticsPage() {
  const [area] = useArea();
  const [day] = useDay();
  const [years, setYears] = useChoice<(typeof YEARS)[number]>('age', YEARS, '');
  const query = useAnswer(DiagnosticsDocument, {
    where: conditions(area, day, Number(years)),
    pending: { takenUpBy: { none: { node: { startsOn: { lte: day } } } } },
    asOf: day,
  });
  return (
    <PageFrame
      title="Diagnostics"
      lead="Tous les diagnostics connus, du plus ancien par ses données au plus récent : qui a demandé, commandé et fait chacun, l’âge de ses données, les plans qui s’y appuient et ses orientations sans suite."
      query={query}
      announce={({ diagnostics }) =>
        `${count(diagnostics?.totalCount ?? 0, 'diagnostic')}, au ${inWords(day)}`
      }
      exports={(answer, reference) => tableExports('diagnostics', columnsOf(reference), rowsOf(answer))}
      filters={
        <>
          <AreaField />
          <DayField />
          <Choice
            label="Données de plus de"
            value={years}
            choices={YEARS.map((one) => [one, one ? count(Number(one), 'an') : 'tout âge'] as const)}
            onChange={(value) => void setYears(value)}
          />
        </>
      }
    >
      {(answer, reference) => (
        <>
          {years && (
            <p className="note">
              Un diagnostic dont on ne sait pas de quand sont les données n’y figure pas.
            </p>
          )}
          {rowsOf(answer).length === 0 ? (
            <Empty>Aucun diagnostic n’est connu ici avec ces choix.</Empty>
          ) : (
            <DataTable
              caption="Diagnostics, par l’âge de leurs données"
              columns={columnsOf(reference)}
              rows={rowsOf(answer)}
              rowKey={({ id }) => id}
            />
          )}
          <More
            total={answer.diagnostics?.totalCount ?? 0}
            shown={rowsOf(answer).length}
            where="choisissez un territoire plus petit"
          />
        </>
      )}
    </PageFrame>
  );
}

/** Returns the condition on diagnostics begun by a day, with data older than some years. */
function conditions(area: string, day: string, years: number): DiagnosticWhere {
  return {
    startsOn: { lte: day },
    ...(years && { dataEndsOn: { lt: monthsLater(day, -12 * years) } }),
    ...(area && { territories: { some: { node: { within: { id: area } } } } }),
  };
}

function rowsOf({
  diagnostics,
}: {
  diagnostics: { edges: readonly { node: DiagnosticRowFragment }[] } | null;
}) {
  return diagnostics?.edges.map(({ node }) => node) ?? [];
}

function engaged({ actors }: DiagnosticRowFragment, hasRole: (role: Role) => boolean) {
  return actors.edges.filter(({ roles }) => roles.some(hasRole)).map(({ node }) => node);
}

/** Describes who requested a diagnostic: bodies, a State service or elected officials. */
function askedBy({
  requestedBy,
  requestedByState,
  requestedByElected,
}: DiagnosticRowFragment): string | null {
  const named = requestedBy.map(({ node }) => node.label);
  const sorts = [requestedByState && 'un service de l’État', requestedByElected && 'des élus'];
  return list([...named, ...sorts.filter((one) => one !== false)]) || null;
}

function columnsOf({ word }: Reference): readonly Column<DiagnosticRowFragment>[] {
  const names = (some: readonly { readonly label: string }[]) => list(some.map(({ label }) => label));
  return [
    {
      id: 'diagnostic',
      size: 240,
      header: 'Diagnostic',
      accessorFn: ({ label }) => label,
      cell: ({ row }) => <NodeLink node={row.original} />,
    },
    {
      id: 'kind',
      size: 110,
      header: 'Format',
      accessorFn: ({ diagnosticKind }) => diagnosticKind && word('DiagnosticKind', diagnosticKind),
    },
    {
      id: 'where',
      size: 170,
      header: 'Territoires',
      accessorFn: ({ territories }) => names(territories.edges.map(({ node }) => node)),
      cell: ({ row }) => <NodeLinks nodes={row.original.territories.edges.map(({ node }) => node)} />,
    },
    {
      id: 'asked',
      size: 170,
      header: 'Demandé par',
      accessorFn: askedBy,
    },
    {
      id: 'ordered',
      size: 170,
      header: 'Commandé par',
      accessorFn: (one) => names(engaged(one, (role) => role === ORDERED)) || null,
      cell: ({ row }) => <NodeLinks nodes={engaged(row.original, (role) => role === ORDERED)} />,
    },
    {
      id: 'wrote',
      size: 170,
      header: 'Fait par',
      accessorFn: (one) => names(engaged(one, (role) => WROTE.has(role))) || null,
      cell: ({ row }) => <NodeLinks nodes={engaged(row.original, (role) => WROTE.has(role))} />,
    },
    {
      id: 'paid',
      size: 150,
      header: 'Payé par',
      accessorFn: (one) => names(engaged(one, (role) => role === PAID)) || null,
    },
    {
      id: 'delivered',
      size: 110,
      header: 'Remis le',
      accessorFn: ({ deliveredOn }) => deliveredOn,
      cell: ({ row: { original } }) => original.deliveredOn && shortDay(original.deliveredOn),
    },
    {
      id: 'data',
      size: 110,
      header: 'Données jusqu’au',
      accessorFn: ({ dataEndsOn }) => dataEndsOn,
      cell: ({ row: { original } }) => original.dataEndsOn && shortDay(original.dataEndsOn),
    },
    {
      id: 'age',
      size: 100,
      header: 'Âge des données',
      accessorFn: ({ dataAgeMonths }) => dataAgeMonths,
      cell: ({ row: { original } }) => original.dataAgeMonths !== null && age(original.dataAgeMonths),
    },
    {
      id: 'orientations',
      size: 90,
      header: 'Orientations',
      accessorFn: (one) => one.orientations.totalCount,
    },
    { id: 'pending', size: 90, header: 'dont sans suite', accessorFn: ({ pending }) => pending.totalCount },
    {
      id: 'plans',
      size: 170,
      header: 'Plans qui s’y appuient',
      accessorFn: ({ plans }) => names(plans.edges.map(({ node }) => node)) || null,
      cell: ({ row }) => <NodeLinks nodes={row.original.plans.edges.map(({ node }) => node)} />,
    },
    {
      id: 'toPlan',
      size: 110,
      header: 'De la remise au plan',
      accessorFn: ({ daysToPlan }) => daysToPlan,
      cell: ({ row: { original } }) => original.daysToPlan !== null && count(original.daysToPlan, 'jour'),
    },
    {
      id: 'updated',
      size: 170,
      header: 'Mis à jour par',
      accessorFn: ({ updatedBy }) => names(updatedBy) || null,
      cell: ({ row }) => <NodeLinks nodes={row.original.updatedBy} />,
    },
  ];
}
