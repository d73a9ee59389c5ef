import { useArea, useChoice, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import type { Audience, Theme, TrainingNeedWhere } from '../../generated/schema';
import { useWord, WordChoice } from '../../parts/counted';
import { DataTable } from '../../parts/DataTable';
import { AreaField, Choice, DayField } from '../../parts/fields';
import { NodeLink, NodeLinks } from '../../parts/links';
import { More } from '../../parts/More';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { age, capital, count, day as inWords, list, monthsBetween, shortDay } from '../../words/texts';
import { Answers } from './Answers';
import { type NeedRowFragment, NeedsDocument, type NeedsQuery } from './needs.generated';

const STATES = [
  ['', 'sans réponse'],
  ['repondus', 'satisfaits ou écartés'],
  ['tous', 'tous'],
] as const;
type State = (typeof STATES)[number][0];

/** Lists the training needs, those without an answer first, the oldest first, with links to possible answers. */
export function NeedsPage() {
  const [area] = useArea();
  const [day] = useDay();
  const [audience, setAudience] = useWord<Audience>('public');
  const [theme, setTheme] = useWord<Theme>('theme');
  const [state, setState] = useChoice<State>(
    'reponse',
    STATES.map(([value]) => value),
    '',
  );
  const query = useAnswer(NeedsDocument, {
    where: conditions(state, area, day, audience, theme),
    asOf: day,
  });
  return (
    <PageFrame
      title="Besoins de formation"
      lead="Ce qui est demandé et n’a pas encore de réponse, du plus ancien au plus récent : par qui, pour qui, où, et qui pourrait y répondre."
      query={query}
      announce={({ trainingNeeds }) =>
        `${count(trainingNeeds?.totalCount ?? 0, 'besoin')}${state === '' ? ' sans réponse' : ''}, au ${inWords(day)}`
      }
      exports={(answer, reference) => tableExports('besoins', columnsOf(reference, day), rowsOf(answer))}
      filters={
        <>
          <AreaField />
          <DayField />
          <Choice label="Réponse" value={state} choices={STATES} onChange={(value) => void setState(value)} />
          <WordChoice label="Public" vocabulary="Audience" value={audience} onChange={setAudience} />
          <WordChoice label="Thématique" vocabulary="Theme" value={theme} onChange={setTheme} />
        </>
      }
    >
      {(answer, reference) => (
        <>
          {rowsOf(answer).length === 0 ? (
            <Empty>Aucun besoin n’est connu ici avec ces choix.</Empty>
          ) : (
            <DataTable
              caption="Besoins de formation"
              columns={columnsOf(reference, day)}
              rows={rowsOf(answer)}
              rowKey={({ id }) => id}
            />
          )}
          <More
            total={answer.trainingNeeds?.totalCount ?? 0}
            shown={rowsOf(answer).length}
            where="choisissez un territoire plus petit, un public ou une thématique"
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
  audience: Audience | '',
  theme: Theme | '',
): TrainingNeedWhere {
  const known: TrainingNeedWhere = { NOT: { identifiedOn: { gt: day } } };
  const open: TrainingNeedWhere = { unansweredOn: day };
  const stated = { '': open, repondus: { AND: [known, { NOT: open }] }, tous: known }[state];
  return {
    ...stated,
    ...(audience && { audiences: { includes: audience } }),
    ...(theme && { themes: { includes: theme } }),
    ...(area && { territories: { some: { node: { within: { id: area } } } } }),
  };
}

function rowsOf({ trainingNeeds }: NeedsQuery): readonly NeedRowFragment[] {
  return trainingNeeds?.edges.map(({ node }) => node) ?? [];
}

const places = ({ territories }: NeedRowFragment) => territories.edges.map(({ node }) => node);

function columnsOf({ word }: Reference, day: string): readonly Column<NeedRowFragment>[] {
  const names = (some: readonly { readonly label: string }[]) => list(some.map(({ label }) => label)) || null;
  return [
    {
      id: 'need',
      size: 280,
      header: 'Besoin',
      accessorFn: ({ title }) => title,
      cell: ({ row }) => <NodeLink node={row.original} />,
    },
    {
      id: 'identified',
      size: 100,
      header: 'Repéré le',
      accessorFn: ({ identifiedOn }) => identifiedOn,
      cell: ({ row: { original } }) =>
        original.identifiedOn ? shortDay(original.identifiedOn) : 'jour inconnu',
    },
    {
      id: 'age',
      size: 100,
      header: 'Depuis',
      accessorFn: ({ identifiedOn }) => identifiedOn && monthsBetween(identifiedOn, day),
      cell: ({ row: { original } }) =>
        original.identifiedOn && age(monthsBetween(original.identifiedOn, day)),
    },
    {
      id: 'by',
      size: 170,
      header: 'Repéré par',
      accessorFn: ({ identifiedBy, identifiedWith }) => names([...identifiedBy, ...identifiedWith]),
      cell: ({ row: { original } }) => (
        <>
          <NodeLinks nodes={original.identifiedBy} />
          {original.identifiedWith.length > 0 && (
            <span className="note">
              {' '}
              avec <NodeLinks nodes={original.identifiedWith} />
            </span>
          )}
        </>
      ),
    },
    {
      id: 'for',
      size: 170,
      header: 'Pour',
      accessorFn: (one) => names([...one.institutions, ...places(one)]),
      cell: ({ row }) => <NodeLinks nodes={[...row.original.institutions, ...places(row.original)]} />,
    },
    {
      id: 'audiences',
      size: 140,
      header: 'Publics',
      accessorFn: ({ audiences }) => list(audiences.map((one) => word('Audience', one))) || null,
    },
    {
      id: 'people',
      size: 90,
      header: 'Personnes à former',
      accessorFn: ({ peopleCount }) => peopleCount,
    },
    {
      id: 'stage',
      size: 200,
      header: 'Étape',
      accessorFn: (one) => stageInWords(one, word),
    },
    {
      id: 'sessions',
      size: 190,
      header: 'Sessions',
      accessorFn: ({ metBy }) => names(metBy),
      cell: ({ row }) => <NodeLinks nodes={row.original.metBy} />,
    },
    {
      id: 'answers',
      size: 280,
      header: 'Qui pourrait y répondre',
      cell: ({ row }) => <Answers need={row.original} day={day} word={word} />,
    },
  ];
}

/** Describes the stage of a need, with its day and the decision maker. */
function stageInWords(need: NeedRowFragment, word: Reference['word']): string | null {
  if (!need.needStage) return null;
  const decided = { PLANNED: need.plannedOn, DECLINED: need.declinedOn, IDENTIFIED: null, MET: null }[
    need.needStage
  ];
  const by = need.decidedBy.length ? ` (${list(need.decidedBy.map(({ label }) => label))})` : '';
  const stage = capital(word('NeedStage', need.needStage));
  return (
    stage +
    (decided ? ` le ${shortDay(decided)}${by}` : '') +
    (decided && need.reason ? ` : ${need.reason}` : '')
  );
}
