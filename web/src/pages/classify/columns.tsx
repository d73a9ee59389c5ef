/** The columns of the grants to classify: recipient, amount, day, purpose, and other facts about the body. */
import type { Reference } from '../../api/useReference';
import { contactOf, NodeLink, NodeLinks } from '../../parts/links';
import type { Column } from '../../parts/table';
import { axisName } from '../../words/axes';
import { capital, count, euros, list, shortDay } from '../../words/texts';
import type { GrantToClassifyFragment, ToClassifyQuery } from './classify.generated';

/** For each series of lists, the id of its last active import. */
export type Editions = ReadonlyMap<string, string>;

/** Returns the id of the last import of each series. */
export function latestEditions({ editions }: ToClassifyQuery): Editions {
  const last = new Map<string, { id: string; sequence: number }>();
  for (const { node } of editions?.edges ?? []) {
    if (node.series === null) continue;
    const sequence = node.sequence ?? 0;
    if ((last.get(node.series)?.sequence ?? -1) < sequence) last.set(node.series, { id: node.id, sequence });
  }
  return new Map([...last].map(([series, { id }]) => [series, id]));
}

/** Returns the columns of the grants on a day. */
export function columnsOf(
  { word }: Reference,
  day: string,
  editions: Editions,
): readonly Column<GrantToClassifyFragment>[] {
  return [
    {
      id: 'year',
      size: 100,
      header: 'Année',
      accessorFn: ({ budgetYear }) => budgetYear,
      cell: ({ row: { original } }) => (
        <>
          {original.budgetYear} <span className="note">{sinceInWords(original.budgetYear, day)}</span>
        </>
      ),
    },
    {
      id: 'body',
      size: 220,
      header: 'Bénéficiaire',
      accessorFn: ({ receivedBy }) => list(receivedBy.map(({ label }) => label)) || null,
      cell: ({ row }) => <NodeLinks nodes={row.original.receivedBy} />,
    },
    {
      id: 'purpose',
      size: 300,
      header: 'Objet',
      accessorFn: ({ purpose, label }) => purpose ?? label,
      cell: ({ row: { original } }) => (
        <NodeLink node={{ id: original.id, label: original.purpose ?? original.label }} />
      ),
    },
    {
      id: 'proposed',
      size: 200,
      header: 'Axes proposés',
      accessorFn: ({ proposedAxes }) =>
        proposedAxes.map(({ axis, words }) => `${axisName(axis)} (${list(words)})`).join(' ; ') || null,
      cell: ({
        row: {
          original: { proposedAxes },
        },
      }) =>
        proposedAxes.length > 0 && (
          <ul className="plain">
            {proposedAxes.map(({ axis, words }) => (
              <li key={axis}>
                {axisName(axis)} <span className="note">d’après « {words.join(' », « ')} »</span>
              </li>
            ))}
          </ul>
        ),
    },
    {
      id: 'granted',
      size: 100,
      header: 'Accordé',
      accessorFn: ({ grantedEuros }) => grantedEuros,
      cell: ({ row: { original } }) =>
        original.grantedEuros === null ? 'montant inconnu' : euros(original.grantedEuros),
    },
    {
      id: 'where',
      size: 150,
      header: 'Territoires',
      accessorFn: ({ territories }) => list(territories.edges.map(({ node }) => node.label)) || null,
      cell: ({ row }) => <NodeLinks nodes={row.original.territories.edges.map(({ node }) => node)} />,
    },
    {
      id: 'paidBy',
      size: 170,
      header: 'Service payeur',
      accessorFn: ({ payingService }) => payingService,
    },
    {
      id: 'known',
      size: 220,
      header: 'Ce qu’on sait d’elle',
      accessorFn: ({ receivedBy }) => receivedBy.map((body) => knownOf(body, word)).join(' ; ') || null,
    },
    {
      id: 'source',
      size: 200,
      header: 'Sources',
      accessorFn: ({ sources }) =>
        list(sources.map(({ node, confirmedOn }) => withDay(node.label, confirmedOn))) || null,
      cell: ({ row: { original } }) => (
        <>
          <NodeLinks nodes={original.sources.map(({ node }) => node)} />
          {original.sources.map(({ node, confirmedOn }) => (
            <span key={node.id} className="note">
              {' '}
              {confirmedOn && `au ${shortDay(confirmedOn)}`}
            </span>
          ))}
          {isGone(original, editions) && (
            <span className="note"> ne figure plus dans la dernière édition</span>
          )}
        </>
      ),
    },
  ];
}

const withDay = (label: string, day: string | null) => (day ? `${label} (${shortDay(day)})` : label);

/** Returns how many years ago a year was, in words. */
function sinceInWords(year: number, day: string): string {
  const years = Number(day.slice(0, 4)) - year;
  return years > 0 ? `il y a ${count(years, 'an')}` : 'cette année';
}

/** Describes the other known facts of a body: its kind, place, engagements and contacts. */
function knownOf(body: GrantToClassifyFragment['receivedBy'][number], word: Reference['word']): string {
  return [
    capital(word('InstitutionKind', body.institutionKind)),
    body.basedIn?.label,
    body.engagements.totalCount > 0 && count(body.engagements.totalCount, 'mobilisation'),
    count(body.receivedGrants.totalCount, 'subvention reçue', 'subventions reçues'),
    contactOf(body),
  ]
    .filter(Boolean)
    .join(', ');
}

/** Returns whether a grant is missing from the last edition of its list. */
export function isGone(
  { importedBy }: Pick<GrantToClassifyFragment, 'importedBy'>,
  editions: Editions,
): boolean {
  return importedBy.some(({ series }) => {
    const latest = series === null ? undefined : editions.get(series);
    return latest !== undefined && !importedBy.some(({ id }) => id === latest);
  });
}
