import { Link } from 'react-router';
import { useArea, useChoice, useDay, useSharedSearch } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { GrantSumField, GrantWhere } from '../../generated/schema';
import { DataTable } from '../../parts/DataTable';
import { AreaField, Choice, DayField } from '../../parts/fields';
import { unclassified } from '../../parts/grants';
import { DetailsList, MAX_DETAILS, NumberDetails } from '../../parts/NumberDetails';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { AXES, axisName } from '../../words/axes';
import { capital, count, euros, grantedInWords } from '../../words/texts';
import {
  type GrantRowFragment,
  MoneyBehindDocument,
  type MoneyBehindQuery,
  MoneyDocument,
  type MoneyQuery,
} from './money.generated';

/** The fields by which the rows may be broken down, in the words of the page. */
const FIELDS = [
  ['AXIS', 'axe'],
  ['FUNDER', 'financeur'],
  ['LEAD', 'porteur'],
  ['PROGRAMME', 'programme'],
  ['LINE', 'ligne de la nomenclature'],
  ['REGION', 'région'],
  ['DEPARTEMENT', 'département'],
  ['TERRITORY', 'territoire, tel qu’il est nommé'],
  ['ENGAGEMENT', 'mobilisation payée'],
] as const satisfies readonly (readonly [GrantSumField, string])[];
type RowField = (typeof FIELDS)[number][0];
const VALUES = FIELDS.map(([value]) => value);

/** Shows the amounts granted, by year and by chosen fields; a grant counts whole in each of its rows. */
export function MoneyPage() {
  const [area] = useArea();
  const [day] = useDay();
  const [first, setFirst] = useChoice<RowField>('par', VALUES, 'AXIS');
  const [second, setSecond] = useChoice<RowField | ''>('puis', ['', ...VALUES], '');
  const rows: RowField[] = second && second !== first ? [first, second] : [first];
  const where = upTo(day, area);
  const query = useAnswer(MoneyDocument, {
    where,
    unclassified: unclassified(day, area),
    rows,
    byYear: [...rows, 'YEAR'],
  });
  return (
    <PageFrame
      title="Financements"
      lead="Les subventions accordées, en euros, par année. Une subvention compte une fois dans le total ; elle figure entière dans chaque ligne qu’elle concerne."
      query={query}
      announce={(answer) => totalInWords(answer.total?.[0], answer.unclassified?.totalCount ?? 0)}
      exports={(answer) =>
        tableExports('financements', columnsOf(where, rows, yearsOf(answer)), linesOf(answer))
      }
      filters={
        <>
          <AreaField />
          <DayField />
          <Choice label="Par" value={first} choices={FIELDS} onChange={(value) => void setFirst(value)} />
          <Choice
            label="Puis par"
            value={second}
            choices={[['', 'rien de plus'], ...FIELDS]}
            onChange={(value) => void setSecond(value)}
          />
        </>
      }
    >
      {(answer) => (
        <>
          <UnclassifiedNote number={answer.unclassified?.totalCount ?? 0} />
          <SharedNote rows={answer.rows ?? []} />
          {linesOf(answer).length === 0 ? (
            <Empty>Aucune subvention n’est connue ici.</Empty>
          ) : (
            <DataTable
              caption="Subventions accordées"
              columns={columnsOf(where, rows, yearsOf(answer))}
              rows={linesOf(answer)}
              rowKey={({ row }) => keyOf(row)}
            />
          )}
        </>
      )}
    </PageFrame>
  );
}

/** Gives the number of grants that are in no sum, since they are still to be classified. */
function UnclassifiedNote({ number }: { number: number }) {
  const sharedSearch = useSharedSearch();
  if (number === 0) return null;
  return (
    <p className="note">
      <Link to={`/a-classer${sharedSearch}`}>{count(number, 'subvention')} à classer</Link>{' '}
      {number < 2 ? 'n’est' : 'ne sont'} dans aucune somme.
    </p>
  );
}

/** Explains that rows cannot be added if grants are in several of them. */
function SharedNote({ rows }: { rows: readonly GrantRowFragment[] }) {
  const shared = rows.some(({ sharedCount }) => sharedCount > 0);
  if (!shared) return null;
  return (
    <p className="note">
      Des subventions concernent plusieurs lignes et y figurent chaque fois entières : ces lignes ne
      s’additionnent pas. La colonne « dont en commun » dit ce qui figure aussi ailleurs.
    </p>
  );
}

/** A row of the table, with the amounts granted each year. */
interface Line {
  readonly row: GrantRowFragment;
  readonly years: ReadonlyMap<string, GrantRowFragment>;
}

function linesOf({ rows, byYear }: MoneyQuery): readonly Line[] {
  const years = new Map<string, Map<string, GrantRowFragment>>();
  for (const one of byYear ?? []) {
    const key = keyOf({ keys: one.keys.slice(0, -1) });
    const rowsByYear = years.get(key) ?? new Map<string, GrantRowFragment>();
    years.set(key, rowsByYear.set(one.keys.at(-1)?.label ?? '', one));
  }
  return (rows ?? []).map((row) => ({ row, years: years.get(keyOf(row)) ?? new Map() }));
}

function yearsOf({ years }: MoneyQuery): readonly string[] {
  return (years ?? []).map(({ keys }) => keys[0]?.label ?? '');
}

const keyOf = ({ keys }: { readonly keys: readonly { readonly value: string | null }[] }) =>
  JSON.stringify(keys.map(({ value }) => value ?? null));

function columnsOf(
  where: GrantWhere,
  rows: readonly RowField[],
  years: readonly string[],
): readonly Column<Line>[] {
  const names = new Map<GrantSumField, string>(FIELDS);
  return [
    ...rows.map(
      (field, place): Column<Line> => ({
        id: field.toLowerCase(),
        size: 220,
        header: capital(names.get(field) ?? field),
        accessorFn: ({ row }) => keyInWords(row.keys[place]),
      }),
    ),
    {
      id: 'count',
      size: 110,
      header: 'Subventions',
      accessorFn: ({ row }) => row.count,
      cell: ({ row: { original } }) => (
        <NumberDetails total={original.row.count}>
          {() => <GrantsOfRow where={where} rows={rows} row={original.row} />}
        </NumberDetails>
      ),
    },
    ...years.map(
      (year): Column<Line> => ({
        id: `y${year}`,
        size: 100,
        header: year,
        accessorFn: (line) => grantedOf(line.years.get(year)),
        cell: ({ row }) => grantedInWords(row.original.years.get(year)),
      }),
    ),
    {
      id: 'granted',
      size: 110,
      header: 'Accordé',
      accessorFn: ({ row }) => grantedOf(row),
      cell: ({ row }) => grantedInWords(row.original.row),
    },
    {
      id: 'asked',
      size: 110,
      header: 'Demandé',
      accessorFn: ({ row }) => (row.asked.knownCount ? row.asked.sum : null),
      cell: ({ row }) => (row.original.row.asked.knownCount ? euros(row.original.row.asked.sum) : null),
    },
    {
      id: 'unknown',
      size: 90,
      header: 'Montants inconnus',
      accessorFn: ({ row }) => row.count - row.granted.knownCount,
    },
    {
      id: 'shared',
      size: 110,
      header: 'Dont en commun',
      accessorFn: ({ row }) => (row.sharedCount ? row.granted.sharedSum : null),
      cell: ({ row }) => (row.original.row.sharedCount ? euros(row.original.row.granted.sharedSum) : null),
    },
    {
      id: 'refused',
      size: 90,
      header: 'Refusées',
      accessorFn: ({ row }) => row.granted.zeroCount,
    },
  ];
}

/** Lists the grants of a row, each with its purpose and a link to its sheet. */
function GrantsOfRow({
  where,
  rows,
  row,
}: {
  where: GrantWhere;
  rows: readonly RowField[];
  row: GrantRowFragment;
}) {
  const { result } = useAnswer(MoneyBehindDocument, { where, rows: [...rows], most: MAX_DETAILS });
  const nodesOf = (data: MoneyBehindQuery) =>
    (data.rows?.find((one) => keyOf(one) === keyOf(row))?.grants ?? []).map((grant) => ({
      id: grant.id,
      label: [
        grant.label,
        grant.grantedEuros === null ? 'montant inconnu' : euros(grant.grantedEuros),
        ...grant.funds.map(({ label }) => label),
      ].join(', '),
    }));
  return <DetailsList answer={result} total={row.count} nodesOf={nodesOf} />;
}

/** Returns the amount granted; nothing if no source gives one. */
function grantedOf(row: GrantRowFragment | undefined): number | null {
  return row?.granted.knownCount ? row.granted.sum : null;
}

/** Returns a key of a row in words, an axis by its short name. */
function keyInWords(key: GrantRowFragment['keys'][number] | undefined): string {
  const axis = AXES.find(({ value }) => key?.field === 'AXIS' && value === key.value);
  return axis ? axisName(axis.value) : capital(key?.label ?? '');
}

function totalInWords(total: GrantRowFragment | undefined, unclassified: number): string {
  if (!total || total.count === 0)
    return unclassified > 0 ? 'aucune subvention classée' : 'aucune subvention connue';
  return `${count(total.count, 'subvention')}, ${grantedInWords(total)}`;
}

/** Returns the condition on grants up to the year of a day, in an area if one is given. */
function upTo(day: string, area: string): GrantWhere {
  return {
    budgetYear: { lte: Number(day.slice(0, 4)) },
    ...(area && { funds: { some: { node: { territories: { some: { node: { within: { id: area } } } } } } } }),
  };
}
