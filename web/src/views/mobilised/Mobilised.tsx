import { parseAsArrayOf, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { useAxes, useDay, useGround } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import type { Axis, Reach, Role } from '../../generated/schema';
import { DataTable } from '../../parts/DataTable';
import { exportAddress } from '../../parts/Exporter';
import { AxesField, Checks, Choice, DayField, GroundField } from '../../parts/fields';
import { NodeLink } from '../../parts/links';
import { More } from '../../parts/More';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { View as Frame } from '../../parts/View';
import { axisName, axisNumbers, axisOf } from '../../words/axes';
import { capital, count, day as inWords, number, shortDay } from '../../words/texts';
import { MobilisedDocument, type MobilisedQuery } from './mobilised.generated';
import './mobilised.css';

const AT_MOST = 1_000;
const REACHES = ['DIRECT', 'PARTIAL', 'INHERITED', 'WIDER'] as const satisfies readonly Reach[];
const USUAL_REACHES: Reach[] = ['DIRECT', 'PARTIAL'];
/** Every role of the schema: one left out fails the build. */
const ROLES = Object.keys({
  LEAD: 1,
  STEERING: 1,
  PARTNER: 1,
  TRAINER: 1,
  COORDINATOR: 1,
  FUNDER: 1,
  SIGNATORY: 1,
  COMMISSIONER: 1,
  CONTRACTOR: 1,
  SUPPORT: 1,
  BENEFICIARY: 1,
} satisfies Record<Role, 1>) as Role[];
const ALL_KINDS = '';

type Found = NonNullable<MobilisedQuery['mobilised']>;
type Line = Found['edges'][number]['node'];

const kindOf = ({ actor }: Line) => (actor.__typename === 'Institution' ? actor.kind : 'TRAINER');

/** Actors by axis, territory, role, kind and day, each with its evidence. */
export function View() {
  const [axes] = useAxes();
  const [ground] = useGround();
  const [day] = useDay();
  const [roles, setRoles] = useQueryState(
    'roles',
    parseAsArrayOf(parseAsStringLiteral(ROLES)).withDefault([]),
  );
  const [reaches, setReaches] = useQueryState(
    'portees',
    parseAsArrayOf(parseAsStringLiteral(REACHES)).withDefault(USUAL_REACHES),
  );
  const [kind, setKind] = useQueryState('nature', { defaultValue: ALL_KINDS });
  const asked = useAnswer(MobilisedDocument, {
    ...(axes.length && { axes }),
    ...(ground && { within: { id: ground } }),
    ...(roles.length && { roles }),
    reach: reaches.length ? reaches : USUAL_REACHES,
    everyRole: ROLES,
    asOf: day,
    first: AT_MOST,
  });
  const lines = useMemo(
    () => asked.result.data?.mobilised?.edges.map(({ node }) => node) ?? [],
    [asked.result.data],
  );
  const shown = kind === ALL_KINDS ? lines : lines.filter((line) => kindOf(line) === kind);

  return (
    <Frame
      title="Qui est mobilisé"
      lead="Les acteurs mobilisés à une date : sur quels axes, depuis quand, et qui le dit."
      asked={asked}
      said={() => `${count(shown.length, 'acteur mobilisé', 'acteurs mobilisés')}, au ${inWords(day)}`}
      filters={
        <>
          <GroundField />
          <DayField />
          <AxesField />
        </>
      }
      exports={(_, reference) => [
        ...tableExports('mobilises', columnsOf(reference), shown),
        {
          name: 'Le réseau, en classeur (XLSX)',
          href: exportAddress('xlsx', {
            within: ground,
            axes: axes.map((axis) => axisOf(axis).number),
            asOf: day,
          }),
        },
        {
          name: 'Les mobilisations (CSV)',
          href: exportAddress('csv', {
            within: ground,
            axes: axes.map((axis) => axisOf(axis).number),
            asOf: day,
          }),
        },
      ]}
    >
      {(answer, reference) => (
        <div className="faceted">
          <aside className="facets" aria-label="Affiner">
            <Choice
              label="Nature de l’acteur"
              value={kind}
              choices={[[ALL_KINDS, `toutes (${lines.length})`], ...kindsOf(lines, kind, reference)]}
              onChange={(value) => void setKind(value)}
            />
            <Checks
              legend="Rôle (porteur, pilote, partenaire, formateur, animateur si aucun n’est coché)"
              choices={counted(answer.byRole, reference.words('Role'))}
              chosen={roles}
              onChange={(chosen) => void setRoles(chosen as Role[])}
            />
            <Checks
              legend="Portée"
              choices={counted(answer.byReach, reference.words('Reach'))}
              chosen={reaches}
              onChange={(chosen) => void setReaches(chosen as Reach[])}
            />
            <dl className="facts">
              {answer.mobilised?.facets
                .flatMap(({ values }) => values)
                .sort((a, b) => axisName(a.value as Axis).localeCompare(axisName(b.value as Axis)))
                .map(({ value, count: actors }) => (
                  <div key={value} className="facet-axis">
                    <dt>{axisName(value as Axis)}</dt>
                    <dd className="number">{number(actors)}</dd>
                  </div>
                ))}
            </dl>
          </aside>
          {shown.length === 0 ? (
            <Empty>
              Personne de connu à cette date avec ces choix. La couverture dit qui l’a été, et jusqu’à quand.
            </Empty>
          ) : (
            <div>
              {(answer.mobilised?.totalCount ?? 0) > lines.length && (
                <Empty>
                  La liste s’arrête aux {number(lines.length)} premiers acteurs sur{' '}
                  {number(answer.mobilised?.totalCount ?? 0)} : choisissez un territoire ou un axe.
                </Empty>
              )}
              <DataTable
                caption={`Acteurs mobilisés au ${inWords(day)}`}
                columns={columnsOf(reference)}
                rows={shown}
                rowKey={({ actor }) => actor.id}
              />
            </div>
          )}
        </div>
      )}
    </Frame>
  );
}

/** The kinds of the actors listed, with how many; the one chosen is always among them. */
function kindsOf(lines: readonly Line[], chosen: string, { word }: Reference): [string, string][] {
  const counts = new Map<string, number>(chosen === ALL_KINDS ? [] : [[chosen, 0]]);
  for (const line of lines) counts.set(kindOf(line), (counts.get(kindOf(line)) ?? 0) + 1);
  return [...counts]
    .map(([kind, many]): [string, string] => [kind, `${kindWord(kind, word)} (${many})`])
    .sort(([, a], [, b]) => a.localeCompare(b, 'fr'));
}

function kindWord(kind: string, word: Reference['word']): string {
  return kind === 'TRAINER' ? 'formateur·rice' : word('InstitutionKind', kind);
}

/** Every word of a vocabulary with how many actors it alone would leave. */
function counted(found: MobilisedQuery['byRole'], words: readonly (readonly [string, string])[]) {
  const values = found?.facets.flatMap((facet) => facet.values) ?? [];
  return words.map(([value, name]): [string, string] => [
    value,
    `${name} (${number(values.find((one) => one.value === value)?.count ?? 0)})`,
  ]);
}

function columnsOf({ word }: Reference): readonly Column<Line>[] {
  return [
    {
      key: 'actor',
      heading: 'Acteur',
      value: ({ actor }) => actor.label,
      show: ({ actor }) => <NodeLink node={actor} />,
    },
    { key: 'kind', heading: 'Nature', value: (line) => capital(kindWord(kindOf(line), word)) },
    {
      key: 'axes',
      heading: 'Axes',
      value: ({ sinceByAxis }) => axisNumbers(sinceByAxis.map(({ axis }) => axis)),
      show: ({ sinceByAxis }) => (
        <ul className="plain">
          {sinceByAxis.map(({ axis, since }) => (
            <li key={axis}>
              {axisName(axis)}, depuis le {shortDay(since)}
            </li>
          ))}
        </ul>
      ),
    },
    { key: 'since', heading: 'Depuis', value: ({ since }) => since, show: ({ since }) => shortDay(since) },
    {
      key: 'engagements',
      heading: 'Mobilisations et sources',
      value: ({ engagements }) =>
        engagements.edges
          .map(
            ({ node }) => `${node.label} (source : ${node.sources.map((one) => one.node.label).join(', ')})`,
          )
          .join(' ; '),
      show: ({ engagements }) => (
        <>
          <ul className="plain evidence">
            {engagements.edges.map(({ node, roles, reach, viaPredecessor }) => (
              <li key={node.id}>
                <NodeLink node={node} /> ({roles.map((role) => word('Role', role)).join(', ')} ; portée{' '}
                {word('Reach', reach)}
                {viaPredecessor && ', par le contrat précédent'})
                <span className="note">
                  {node.sources.map(({ node: source, confirmedOn }) => (
                    <span key={source.id}>
                      {' '}
                      Source : <NodeLink node={source} />
                      {confirmedOn && `, confirmée le ${shortDay(confirmedOn)}`}
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
          <More total={engagements.totalCount} shown={engagements.edges.length} where="voir la fiche" />
        </>
      ),
    },
  ];
}
