import { parseAsArrayOf, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { useArea, useAxes, useChoice, useDay } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import type { Axis, MobilisedActorFacetField, Reach, Role } from '../../generated/schema';
import { AxisDots } from '../../parts/axes';
import { CountedFields, CountedNote, useCounted } from '../../parts/counted';
import { DataTable } from '../../parts/DataTable';
import { exportAddress } from '../../parts/Exporter';
import { AreaField, AxesField, Checks, Choice, DayField } from '../../parts/fields';
import { NodeLink } from '../../parts/links';
import { More } from '../../parts/More';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { axisName, axisNames, axisOf } from '../../words/axes';
import { BY_SUCCESSION } from '../../words/engagements';
import { capital, count, day as inWords, number, shortDay } from '../../words/texts';
import { MobilisedDocument, type MobilisedQuery } from './mobilised.generated';
import './mobilised.css';

const MAX_ACTORS = 1_000;
const REACHES = ['DIRECT', 'PARTIAL', 'INHERITED', 'WIDER'] as const satisfies readonly Reach[];
const DEFAULT_REACHES: Reach[] = ['DIRECT', 'PARTIAL', 'INHERITED'];
const CONFIRMATIONS = { confirmees: true, 'a-reconfirmer': false, toutes: null } as const;
type Confirmation = keyof typeof CONFIRMATIONS;
const CONFIRMATION_WORDS: readonly (readonly [Confirmation, string])[] = [
  ['confirmees', 'confirmées seulement'],
  ['a-reconfirmer', 'à reconfirmer seulement'],
  ['toutes', 'toutes'],
];
/** Every role of the schema; leaving one out fails the build. */
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
const TRAINER = 'TRAINER';

type MobilisedActor = NonNullable<MobilisedQuery['mobilised']>['edges'][number]['node'];

const kindOf = ({ actor }: MobilisedActor) => (actor.__typename === 'Institution' ? actor.kind : TRAINER);

/** Lists actors by axis, territory, role, kind and day, each with its evidence. */
export function MobilisedPage() {
  const [axes] = useAxes();
  const [area] = useArea();
  const [day] = useDay();
  const [roles, setRoles] = useQueryState(
    'roles',
    parseAsArrayOf(parseAsStringLiteral(ROLES)).withDefault([]),
  );
  const [reaches, setReaches] = useQueryState(
    'portees',
    parseAsArrayOf(parseAsStringLiteral(REACHES)).withDefault(DEFAULT_REACHES),
  );
  const [confirmation, setConfirmation] = useChoice<Confirmation>(
    'confirmation',
    CONFIRMATION_WORDS.map(([value]) => value),
    'confirmees',
  );
  const [kind, setKind] = useQueryState('nature', { defaultValue: ALL_KINDS });
  const counted = useCounted();
  const query = useAnswer(MobilisedDocument, {
    ...counted,
    ...(axes.length && { axes }),
    ...(area && { within: { id: area } }),
    ...(roles.length && { roles }),
    reaches: reaches.length ? reaches : DEFAULT_REACHES,
    everyRole: ROLES,
    confirmed: CONFIRMATIONS[confirmation],
    asOf: day,
    first: MAX_ACTORS,
  });
  const actors = useMemo(
    () => query.result.data?.mobilised?.edges.map(({ node }) => node) ?? [],
    [query.result.data],
  );
  const rows = kind === ALL_KINDS ? actors : actors.filter((actor) => kindOf(actor) === kind);

  return (
    <PageFrame
      title="Qui est mobilisé"
      lead="Les acteurs mobilisés à une date : sur quels axes, depuis quand, et qui le dit."
      query={query}
      announce={() => `${count(rows.length, 'acteur mobilisé', 'acteurs mobilisés')}, au ${inWords(day)}`}
      filters={
        <>
          <AreaField />
          <DayField />
          <CountedFields />
          <AxesField />
        </>
      }
      exports={(_, reference) => [
        ...tableExports('mobilises', columnsOf(reference), rows),
        {
          name: 'Le réseau, en classeur (XLSX)',
          href: exportAddress('xlsx', {
            within: area,
            axes: axes.map((axis) => axisOf(axis).number),
            ...counted,
            asOf: day,
          }),
        },
        {
          name: 'Les mobilisations (CSV)',
          href: exportAddress('csv', {
            within: area,
            axes: axes.map((axis) => axisOf(axis).number),
            ...counted,
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
              choices={[
                [ALL_KINDS, `toutes (${number(answer.mobilised?.totalCount ?? 0)})`],
                ...kindsOf(answer.mobilised, kind, reference),
              ]}
              onChange={(value) => void setKind(value)}
            />
            <Choice
              label="Mobilisations"
              value={confirmation}
              choices={CONFIRMATION_WORDS}
              onChange={(value) => void setConfirmation(value)}
            />
            <Checks
              legend="Rôle (si aucun n’est coché : porteur, pilote, partenaire, formateur, animateur, et le commanditaire d’un diagnostic)"
              choices={countedChoices(answer.byRole, reference.words('Role'))}
              chosen={roles}
              onChange={(chosen) => void setRoles(chosen as Role[])}
            />
            <Checks
              legend="Portée"
              choices={countedChoices(answer.byReach, reference.words('Reach'))}
              chosen={reaches}
              onChange={(chosen) => void setReaches(chosen as Reach[])}
            />
            <dl className="facts">
              {[...facetOf(answer.mobilised, 'AXIS')]
                .sort((a, b) => axisName(a.value as Axis).localeCompare(axisName(b.value as Axis)))
                .map(({ value, count: actorCount }) => (
                  <div key={value} className="facet-axis">
                    <dt>{axisName(value as Axis)}</dt>
                    <dd className="number">{number(actorCount)}</dd>
                  </div>
                ))}
            </dl>
          </aside>
          {rows.length === 0 ? (
            <Empty>
              Personne de connu à cette date avec ces choix. La couverture dit qui l’a été, et jusqu’à quand.
            </Empty>
          ) : (
            <div>
              <CountedNote />
              {(answer.mobilised?.totalCount ?? 0) > actors.length && (
                <Empty>
                  La liste s’arrête aux {number(actors.length)} premiers acteurs sur{' '}
                  {number(answer.mobilised?.totalCount ?? 0)} : choisissez un territoire ou un axe.
                </Empty>
              )}
              <DataTable
                caption={`Acteurs mobilisés au ${inWords(day)}`}
                columns={columnsOf(reference)}
                rows={rows}
                rowKey={({ actor }) => actor.id}
              />
            </div>
          )}
        </div>
      )}
    </PageFrame>
  );
}

/** Counts the kinds of the actors, over all and not the page; the chosen one is always among them. */
function kindsOf(
  mobilised: MobilisedQuery['mobilised'],
  chosen: string,
  { word }: Reference,
): [string, string][] {
  const counts = new Map<string, number>(chosen === ALL_KINDS ? [] : [[chosen, 0]]);
  for (const { value, count: many } of facetOf(mobilised, 'KIND')) counts.set(value, many);
  const trainers = facetOf(mobilised, 'TYPE').find(({ value }) => value === 'Trainer');
  if (trainers) counts.set(TRAINER, trainers.count);
  return [...counts]
    .map(([kind, many]): [string, string] => [kind, `${kindWord(kind, word)} (${number(many)})`])
    .sort(([, a], [, b]) => a.localeCompare(b, 'fr'));
}

function facetOf(mobilised: MobilisedQuery['mobilised'], field: MobilisedActorFacetField) {
  return mobilised?.facets.find((facet) => facet.field === field)?.values ?? [];
}

function kindWord(kind: string, word: Reference['word']): string {
  return kind === TRAINER ? 'formateur·rice' : word('InstitutionKind', kind);
}

/** Pairs every word of a vocabulary with the number of actors that it alone would select. */
function countedChoices(result: MobilisedQuery['byRole'], words: readonly (readonly [string, string])[]) {
  const values = result?.facets.flatMap((facet) => facet.values) ?? [];
  return words.map(([value, name]): [string, string] => [
    value,
    `${name} (${number(values.find((one) => one.value === value)?.count ?? 0)})`,
  ]);
}

/** Names where an actor is mobilised, as far as its shown engagements tell: « Nantes, Rezé… ». */
function placesOf({ engagements }: MobilisedActor): readonly string[] {
  const names = engagements.edges.flatMap(({ node }) => node.territories.edges.map((one) => one.node.name));
  const isCut =
    engagements.totalCount > engagements.edges.length ||
    engagements.edges.some(({ node }) => node.territories.totalCount > node.territories.edges.length);
  return [...new Set(names), ...(isCut ? ['…'] : [])];
}

/** A day, and whether it is only the last of the engagements that are shown, and others may go further. */
interface LastDay {
  readonly day: string | undefined;
  readonly isCut: boolean;
}

/** Returns the last day on which an engagement of an actor counts; no day where one has no end. */
function untilOf({ engagements }: MobilisedActor): LastDay {
  const days = engagements.edges.map(({ node }) => node.countsUntil);
  return days.includes(null) ? { day: undefined, isCut: false } : lastOf(days, engagements);
}

/** Returns the day on which a source last confirmed an engagement of an actor. */
function confirmedOnOf({ engagements }: MobilisedActor): LastDay {
  const sources = engagements.edges.flatMap(({ node }) => node.sources);
  return lastOf(
    sources.map(({ confirmedOn }) => confirmedOn),
    engagements,
  );
}

function lastOf(
  days: readonly (string | null)[],
  { totalCount, edges }: MobilisedActor['engagements'],
): LastDay {
  const day = days
    .flatMap((one) => one ?? [])
    .sort()
    .at(-1);
  return { day, isCut: totalCount > edges.length };
}

/** Says a last day: « 31/08/2027 », « 31/08/2027 ou après ». */
function lastInWords({ day, isCut }: LastDay, none: string, inWords = (iso: string) => iso): string {
  return day ? inWords(day) + (isCut ? ' ou après' : '') : none;
}

function columnsOf({ word }: Reference): readonly Column<MobilisedActor>[] {
  return [
    {
      id: 'actor',
      size: 190,
      header: 'Acteur',
      accessorFn: ({ actor }) => actor.label,
      cell: ({
        row: {
          original: { actor },
        },
      }) => <NodeLink node={actor} />,
    },
    {
      id: 'kind',
      size: 140,
      header: 'Nature',
      accessorFn: (actor) => capital(kindWord(kindOf(actor), word)),
    },
    {
      id: 'axes',
      size: 150,
      header: 'Axes',
      accessorFn: ({ sinceByAxis }) => axisNames(sinceByAxis.map(({ axis }) => axis)),
      cell: ({
        row: {
          original: { sinceByAxis },
        },
      }) => (
        <AxisDots
          tells={new Map(sinceByAxis.map(({ axis, since }) => [axis, `depuis le ${shortDay(since)}`]))}
        />
      ),
    },
    {
      id: 'where',
      size: 150,
      header: 'Où',
      accessorFn: (row) => placesOf(row).join(', '),
    },
    {
      id: 'since',
      size: 100,
      header: 'Depuis',
      accessorFn: ({ since }) => since,
      cell: ({
        row: {
          original: { since },
        },
      }) => shortDay(since),
    },
    {
      id: 'until',
      size: 110,
      header: 'Jusqu’au',
      accessorFn: (row) => lastInWords(untilOf(row), 'sans date de fin'),
      cell: ({ row }) => lastInWords(untilOf(row.original), 'sans date de fin', shortDay),
    },
    {
      id: 'confirmedOn',
      size: 110,
      header: 'Confirmée le',
      accessorFn: (row) => lastInWords(confirmedOnOf(row), ''),
      cell: ({ row }) => lastInWords(confirmedOnOf(row.original), '–', shortDay),
    },
    {
      id: 'engagements',
      size: 200,
      header: 'Mobilisations et sources',
      accessorFn: ({ engagements }) =>
        engagements.edges
          .map(
            ({ node, confirmed }) =>
              `${node.label} (source : ${node.sources.map((one) => one.node.label).join(', ')})${confirmed ? '' : ', à reconfirmer'}`,
          )
          .join(' ; '),
      cell: ({
        row: {
          original: { engagements },
        },
      }) => (
        <details className="on-demand">
          <summary>
            {count(engagements.totalCount, 'mobilisation')}
            {engagements.edges.some(({ confirmed }) => !confirmed) && <strong> – à reconfirmer</strong>}
          </summary>
          <ul className="plain evidence">
            {engagements.edges.map(({ node, roles, reach, viaSuccession, confirmed }) => (
              <li key={node.id}>
                <NodeLink node={node} /> ({roles.map((role) => word('Role', role)).join(', ')} ; portée{' '}
                {word('Reach', reach)}
                {viaSuccession && `, ${BY_SUCCESSION}`}){!confirmed && <strong> – à reconfirmer</strong>}
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
        </details>
      ),
    },
  ];
}
