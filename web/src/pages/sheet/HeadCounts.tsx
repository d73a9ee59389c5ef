import type { Reference } from '../../api/useReference';
import { DataTable } from '../../parts/DataTable';
import type { Column } from '../../parts/table';
import { capital, peopleInWords } from '../../words/texts';
import type { HeadCountLineFragment } from './sheet.generated';

/** Shows the numbers of people that an engagement reached, by year and by breakdown. */
export function HeadCounts({
  lines,
  reference,
}: {
  lines: readonly HeadCountLineFragment[];
  reference: Reference;
}) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>Effectifs</h2>
      {lines.some(({ countWithheld, count }) => countWithheld && count === null) && (
        <p className="note">
          Un effectif de 1 à 4 personnes, et ce qui le ferait deviner, n’est pas communiqué.
        </p>
      )}
      <DataTable
        caption="Effectifs"
        columns={columnsOf(reference)}
        rows={[...lines].sort(byYear)}
        rowKey={({ id }) => id}
      />
    </section>
  );
}

const byYear = (one: HeadCountLineFragment, other: HeadCountLineFragment) =>
  (other.year ?? 0) - (one.year ?? 0) || one.label.localeCompare(other.label, 'fr');

/** Describes the group of a head count; the whole of the people is « ensemble ». */
export function groupInWords(line: HeadCountLineFragment, { word }: Reference): string {
  if (line.audience) return word('Audience', line.audience);
  if (line.theme) return word('Theme', line.theme);
  if (line.criterion) return word('Criterion', line.criterion);
  return line.outcome ? word('Outcome', line.outcome) : 'ensemble';
}

const breakdownOf = (line: HeadCountLineFragment) =>
  line.audience
    ? 'AUDIENCE'
    : line.theme
      ? 'THEME'
      : line.criterion
        ? 'CRITERION'
        : line.outcome
          ? 'OUTCOME'
          : 'TOTAL';

function columnsOf(reference: Reference): readonly Column<HeadCountLineFragment>[] {
  const { word } = reference;
  return [
    { id: 'year', size: 80, header: 'Année', accessorFn: ({ year }) => year },
    {
      id: 'kind',
      size: 110,
      header: 'Personnes',
      accessorFn: ({ headCountKind }) => capital(word('HeadCountKind', headCountKind)),
    },
    {
      id: 'breakdown',
      size: 140,
      header: 'Ventilation',
      accessorFn: (line) => capital(word('HeadCountBreakdown', breakdownOf(line))),
    },
    { id: 'group', size: 220, header: 'Qui', accessorFn: (line) => capital(groupInWords(line, reference)) },
    {
      id: 'count',
      size: 120,
      header: 'Nombre',
      accessorFn: ({ count, countWithheld }) => peopleInWords(count, countWithheld),
    },
  ];
}
