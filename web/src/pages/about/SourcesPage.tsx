import { useAnswer } from '../../api/useAnswer';
import { DataTable } from '../../parts/DataTable';
import { NodeLink, NodeLinks } from '../../parts/links';
import { PageFrame } from '../../parts/PageFrame';
import { type Column, tableExports } from '../../parts/table';
import { count, list, shortDay } from '../../words/texts';
import { PublicSourcesDocument, type PublicSourcesQuery } from './sources.generated';

type SourceRow = NonNullable<PublicSourcesQuery['sources']>['edges'][number]['node'];

const COLUMNS: readonly Column<SourceRow>[] = [
  {
    id: 'source',
    size: 320,
    header: 'Source',
    accessorFn: ({ label }) => label,
    cell: ({ row }) => <NodeLink node={row.original} />,
  },
  { id: 'publisher', size: 240, header: 'Éditeur', accessorFn: ({ publisher }) => publisher },
  { id: 'licence', size: 160, header: 'Licence', accessorFn: ({ licence }) => licence },
  {
    id: 'retrieved',
    size: 120,
    header: 'Consultée le',
    accessorFn: ({ retrievedOn }) => retrievedOn,
    cell: ({ row: { original } }) => original.retrievedOn && shortDay(original.retrievedOn),
  },
  {
    id: 'url',
    size: 260,
    header: 'Adresse',
    accessorFn: ({ url }) => url,
    cell: ({ row: { original } }) =>
      original.url && (
        <a href={original.url} rel="noreferrer">
          {original.url}
        </a>
      ),
  },
  {
    id: 'imports',
    size: 220,
    header: 'Entrée par',
    accessorFn: ({ importedBy }) => list(importedBy.map(({ label }) => label)) || null,
    cell: ({ row }) => <NodeLinks nodes={row.original.importedBy} />,
  },
];

/** Lists the public data that this instance holds, with publisher, licence and day. */
export function SourcesPage() {
  const query = useAnswer(PublicSourcesDocument, {});
  return (
    <PageFrame
      title="Sources et licences"
      lead="Les données publiques que contient cette instance, avec leur éditeur et leur licence. Ce qu’un service y ajoute a sa propre source, sur la fiche de chaque mobilisation. Contours des cartes : IGN, Admin Express COG 2018, et ANCT, quartiers prioritaires 2024 (Licence Ouverte)."
      query={query}
      announce={({ sources }) => count(sources?.totalCount ?? 0, 'source publique', 'sources publiques')}
      exports={(answer) => tableExports('sources', COLUMNS, rowsOf(answer))}
    >
      {(answer) => (
        <DataTable
          caption="Sources publiques"
          columns={COLUMNS}
          rows={rowsOf(answer)}
          rowKey={({ id }) => id}
        />
      )}
    </PageFrame>
  );
}

const rowsOf = ({ sources }: PublicSourcesQuery) => sources?.edges.map(({ node }) => node) ?? [];
