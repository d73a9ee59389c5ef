import { useArea, useChoice, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { TrainingSessionWhere, TrainingSumField } from '../../generated/schema';
import { DataTable } from '../../parts/DataTable';
import { AreaField, Choice, DayField } from '../../parts/fields';
import { DetailsList, MAX_DETAILS, NumberDetails } from '../../parts/NumberDetails';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { AXES, axisName } from '../../words/axes';
import { capital, count, day as inWords, number } from '../../words/texts';
import {
  type AudienceRowFragment,
  TrainingBehindDocument,
  TrainingDocument,
  type TrainingQuery,
  type TrainingRowFragment,
} from './training.generated';

/** The fields by which sessions may be broken down, in the words of the page. */
const FIELDS = [
  ['OFFER', 'offre'],
  ['OFFER_KIND', 'type d’offre'],
  ['EMPLOYER', 'employeur'],
  ['LEAD', 'porteur'],
  ['AXIS', 'axe'],
  ['REGION', 'région'],
  ['DEPARTEMENT', 'département'],
  ['TERRITORY', 'territoire, tel qu’il est nommé'],
  ['SESSION_KIND', 'cadre'],
  ['PROJECT', 'projet'],
] as const satisfies readonly (readonly [TrainingSumField, string])[];
type RowField = (typeof FIELDS)[number][0];
const VALUES = FIELDS.map(([value]) => value);

/** The choices of the number of years to show, including the year of the day. */
const SPANS = [
  ['5', 'cinq ans'],
  ['3', 'trois ans'],
  ['1', 'l’année'],
  ['', 'toutes les années'],
] as const;
type Span = (typeof SPANS)[number][0];

/** Shows the people trained by audience and year, and the sessions by chosen fields, up to a day. */
export function TrainingPage() {
  const [area] = useArea();
  const [day] = useDay();
  const [by, setBy] = useChoice<RowField>('par', VALUES, 'OFFER');
  const [span, setSpan] = useChoice<Span>(
    'depuis',
    SPANS.map(([value]) => value),
    '5',
  );
  const sessions = heldBy(day, area, span);
  const query = useAnswer(TrainingDocument, {
    sessions,
    people: { engagement: sessions },
    rows: [by],
    byYear: [by, 'YEAR'],
  });
  return (
    <PageFrame
      title="Activité de formation"
      lead="Les sessions commencées à cette date : personnes formées par public et par année, sessions, heures et heures-personnes. Qui suit deux sessions compte deux fois."
      query={query}
      announce={({ total }) => `${totalInWords(total?.[0])}, au ${inWords(day)}`}
      exports={(answer) =>
        tableExports('formations', sessionColumns(sessions, by, yearsOf(answer)), linesOf(answer))
      }
      filters={
        <>
          <AreaField />
          <DayField />
          <Choice label="Sur" value={span} choices={SPANS} onChange={(value) => void setSpan(value)} />
          <Choice label="Sessions par" value={by} choices={FIELDS} onChange={(value) => void setBy(value)} />
        </>
      }
    >
      {(answer) => (
        <>
          <section>
            <h2>Personnes formées, par public</h2>
            {audienceLines(answer).length === 0 ? (
              <Empty>Aucun effectif par public n’est connu ici.</Empty>
            ) : (
              <DataTable
                caption="Personnes formées, par public et par année"
                columns={audienceColumns(yearsOf(answer))}
                rows={audienceLines(answer)}
                rowKey={({ row }) => row.keys[0]?.value ?? ''}
              />
            )}
            <Uncounted answer={answer} />
          </section>
          <section>
            <h2>Sessions</h2>
            {linesOf(answer).length === 0 ? (
              <Empty>Aucune session n’est connue ici à cette date.</Empty>
            ) : (
              <>
                {(answer.rows ?? []).some(({ sharedCount }) => sharedCount > 0) && (
                  <p className="note">
                    Des sessions concernent plusieurs lignes et y figurent chaque fois entières : ces lignes
                    ne s’additionnent pas.
                  </p>
                )}
                <DataTable
                  caption="Sessions de formation"
                  columns={sessionColumns(sessions, by, yearsOf(answer))}
                  rows={linesOf(answer)}
                  rowKey={({ row }) => row.keys[0]?.value ?? ''}
                />
              </>
            )}
          </section>
        </>
      )}
    </PageFrame>
  );
}

/** Returns the condition on sessions that began in the years up to a day and are not planned or called off. */
function heldBy(day: string, area: string, span: Span): TrainingSessionWhere {
  const first = Number(day.slice(0, 4)) - Number(span) + 1;
  return {
    startsOn: { lte: day, ...(span && { gte: `${first}-01-01` }) },
    status: { in: ['ACTIVE', 'DONE'] },
    ...(area && { territories: { some: { node: { within: { id: area } } } } }),
  };
}

/** Shows the total number of people trained, and how many of them have a known audience. */
function Uncounted({ answer: { total, audiences } }: { answer: TrainingQuery }) {
  const people = total?.[0]?.people;
  const known = (audiences ?? []).reduce((sum, row) => sum + row.people.sum, 0);
  if (!people) return null;
  return (
    <p className="note">
      {`${count(people.sum, 'personne formée', 'personnes formées')} en tout, dont ${number(known)} dont le public est connu et communiqué`}
      {people.withheldCount > 0 &&
        ` ; ${count(people.withheldCount, 'session')} dont l’effectif n’est pas communiqué n’y ${people.withheldCount < 2 ? 'figure' : 'figurent'} pas`}
      .
    </p>
  );
}

/** A row of a table, with its values by year. */
interface Line<Row> {
  readonly row: Row;
  readonly years: ReadonlyMap<string, Row>;
}

interface Keyed {
  readonly keys: readonly { readonly value: string | null; readonly label: string }[];
}

function withYears<Row extends Keyed>(rows: readonly Row[], byYear: readonly Row[]): readonly Line<Row>[] {
  const years = new Map<string, Map<string, Row>>();
  for (const one of byYear) {
    const key = one.keys[0]?.value ?? '';
    const rowsByYear = years.get(key) ?? new Map<string, Row>();
    years.set(key, rowsByYear.set(one.keys[1]?.label ?? '', one));
  }
  return rows.map((row) => ({ row, years: years.get(row.keys[0]?.value ?? '') ?? new Map() }));
}

const linesOf = ({ rows, byYear }: TrainingQuery) => withYears(rows ?? [], byYear ?? []);
const audienceLines = ({ audiences, audiencesByYear }: TrainingQuery) =>
  withYears(audiences ?? [], audiencesByYear ?? []);

function yearsOf({ years }: TrainingQuery): readonly string[] {
  return (years ?? []).map(({ keys }) => keys[0]?.label ?? '');
}

interface People {
  readonly sum: number;
  readonly knownCount: number;
  readonly withheldCount: number;
}

/** Returns a number of people; nothing if no source gives a public one. */
const peopleOf = (row: { readonly people: People } | undefined) =>
  row?.people.knownCount ? row.people.sum : null;

/** Describes a number of people, and how many of its parts are withheld. */
function peopleInWords(row: { readonly people: People } | undefined): string | null {
  if (!row) return null;
  const { sum, knownCount, withheldCount } = row.people;
  const withheld = withheldCount
    ? `${number(withheldCount)} non communiqué${withheldCount < 2 ? '' : 's'}`
    : '';
  if (!knownCount) return withheld || null;
  return withheld ? `${number(sum)}, et ${withheld}` : number(sum);
}

function yearColumns<Row extends { readonly people: People }>(
  years: readonly string[],
): readonly Column<Line<Row>>[] {
  return years.map((year) => ({
    id: `y${year}`,
    size: 90,
    header: year,
    accessorFn: (line) => peopleOf(line.years.get(year)),
    cell: ({ row }) => peopleInWords(row.original.years.get(year)),
  }));
}

function peopleColumn<Row extends { readonly people: People }>(): Column<Line<Row>> {
  return {
    id: 'people',
    size: 140,
    header: 'Personnes formées',
    accessorFn: ({ row }) => peopleOf(row),
    cell: ({ row }) => peopleInWords(row.original.row),
  };
}

function audienceColumns(years: readonly string[]): readonly Column<Line<AudienceRowFragment>>[] {
  return [
    {
      id: 'audience',
      size: 220,
      header: 'Public',
      accessorFn: ({ row }) => capital(row.keys[0]?.label ?? ''),
    },
    ...yearColumns<AudienceRowFragment>(years),
    peopleColumn<AudienceRowFragment>(),
  ];
}

function sessionColumns(
  sessions: TrainingSessionWhere,
  by: RowField,
  years: readonly string[],
): readonly Column<Line<TrainingRowFragment>>[] {
  const names = new Map<TrainingSumField, string>(FIELDS);
  return [
    {
      id: by.toLowerCase(),
      size: 260,
      header: capital(names.get(by) ?? by),
      accessorFn: ({ row }) => keyInWords(row.keys[0]),
    },
    {
      id: 'count',
      size: 90,
      header: 'Sessions',
      accessorFn: ({ row }) => row.count,
      cell: ({ row: { original } }) => (
        <NumberDetails total={original.row.count}>
          {() => <SessionsOfRow sessions={sessions} by={by} row={original.row} />}
        </NumberDetails>
      ),
    },
    ...yearColumns<TrainingRowFragment>(years),
    peopleColumn<TrainingRowFragment>(),
    {
      id: 'hours',
      size: 90,
      header: 'Heures',
      accessorFn: ({ row }) => (row.hours.knownCount ? row.hours.sum : null),
      cell: ({ row }) => hoursInWords(row.original.row.hours),
    },
    {
      id: 'personHours',
      size: 120,
      header: 'Heures-personnes',
      accessorFn: ({ row }) => (row.personHours.knownCount ? row.personHours.sum : null),
      cell: ({ row }) => hoursInWords(row.original.row.personHours),
    },
    {
      id: 'unknown',
      size: 110,
      header: 'Effectifs inconnus',
      accessorFn: ({ row }) => row.count - row.people.knownCount - row.people.withheldCount,
    },
  ];
}

/** Lists the sessions of a row. */
function SessionsOfRow({
  sessions,
  by,
  row,
}: {
  sessions: TrainingSessionWhere;
  by: RowField;
  row: TrainingRowFragment;
}) {
  const { result } = useAnswer(TrainingBehindDocument, { sessions, rows: [by], most: MAX_DETAILS });
  return (
    <DetailsList
      answer={result}
      total={row.count}
      nodesOf={({ rows }) =>
        rows?.find(({ keys }) => keys[0]?.value === row.keys[0]?.value)?.trainingSessions ?? []
      }
    />
  );
}

function hoursInWords({ sum, knownCount }: TrainingRowFragment['hours']): string | null {
  return knownCount ? number(sum) : null;
}

/** Returns a key of a row in words, an axis by its short name. */
function keyInWords(key: TrainingRowFragment['keys'][number] | undefined): string {
  if (key?.field === 'PROJECT' && key.value === null) return 'Hors projet ou non renseigné';
  const axis = AXES.find(({ value }) => key?.field === 'AXIS' && value === key.value);
  return axis ? axisName(axis.value) : capital(key?.label ?? '');
}

function totalInWords(total: TrainingRowFragment | undefined): string {
  if (!total || total.count === 0) return 'aucune session connue';
  const people = peopleOf(total);
  return `${count(total.count, 'session')}${people === null ? '' : `, ${count(people, 'personne formée', 'personnes formées')}`}`;
}
