/** The table of mobilised actors: one line per actor, with facts from its engagements. */
import type { Reference } from '../../api/useReference';
import { AxisDots } from '../../parts/axes';
import { contactOf, NodeLink } from '../../parts/links';
import { More } from '../../parts/More';
import type { Column } from '../../parts/table';
import { axisNames } from '../../words/axes';
import { BY_SUCCESSION, effectOf, untilInWords } from '../../words/engagements';
import { capital, count, shortDay } from '../../words/texts';
import type { MobilisedQuery } from './mobilised.generated';

export type MobilisedActor = NonNullable<MobilisedQuery['mobilised']>['edges'][number]['node'];
export const TRAINER = 'TRAINER';

export function kindOf({ actor }: MobilisedActor): string {
  return actor.__typename === 'Institution' ? actor.institutionKind : TRAINER;
}

export function kindWord(kind: string, word: Reference['word']): string {
  return kind === TRAINER ? 'formateur·rice' : word('InstitutionKind', kind);
}

/** Names the places where an actor is mobilised, from its shown engagements: « Nantes, Rezé… ». */
function placesOf({ engagements }: MobilisedActor): readonly string[] {
  const names = engagements.edges.flatMap(({ node }) => node.territories.edges.map((one) => one.node.name));
  const isCut =
    engagements.totalCount > engagements.edges.length ||
    engagements.edges.some(({ node }) => node.territories.totalCount > node.territories.edges.length);
  return [...new Set(names), ...(isCut ? ['…'] : [])];
}

/** A last day, and whether a later one is possible because some engagements were not read. */
interface LastDay {
  readonly day: string | undefined;
  readonly isCut: boolean;
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

/** Returns a last day in words: « 31/08/2027 », « 31/08/2027 ou après ». */
function lastInWords({ day, isCut }: LastDay, none: string, inWords = (iso: string) => iso): string {
  return day ? inWords(day) + (isCut ? ' ou après' : '') : none;
}

const NO_END = 'sans date de fin';

/** Returns the columns of the table of mobilised actors. */
export function columnsOf({ word }: Reference): readonly Column<MobilisedActor>[] {
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
      header: 'Type',
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
          texts={new Map(sinceByAxis.map(({ axis, since }) => [axis, `depuis le ${shortDay(since)}`]))}
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
      id: 'nextEnd',
      size: 110,
      header: 'Première fin',
      accessorFn: ({ nextEnd }) => nextEnd ?? NO_END,
      cell: ({
        row: {
          original: { nextEnd },
        },
      }) => (nextEnd ? shortDay(nextEnd) : NO_END),
    },
    {
      id: 'confirmedOn',
      size: 110,
      header: 'Confirmée le',
      accessorFn: (row) => confirmedOnOf(row).day,
      cell: ({ row }) => lastInWords(confirmedOnOf(row.original), '–', shortDay),
    },
    {
      id: 'contact',
      size: 130,
      header: 'Coordonnées',
      accessorFn: ({ actor }) => contactOf(actor),
    },
    {
      id: 'engagements',
      size: 200,
      header: 'Mobilisations et sources',
      accessorFn: ({ engagements, onlyPast }) =>
        (onlyPast ? `${effectOf(engagements)} : ` : '') +
        engagements.edges
          .map(
            ({ node, confirmed }) =>
              `${node.label} (${untilInWords(node, shortDay)} ; source : ${node.sources.map((one) => one.node.label).join(', ')})${confirmed ? '' : ', à reconfirmer'}`,
          )
          .join(' ; '),
      cell: ({
        row: {
          original: { engagements, onlyPast },
        },
      }) => (
        <details className="on-demand">
          <summary>
            {count(engagements.totalCount, 'mobilisation')}
            {onlyPast && <span className="flag">{effectOf(engagements)}</span>}
            {engagements.edges.some(({ confirmed }) => !confirmed) && <strong> – à reconfirmer</strong>}
          </summary>
          <ul className="plain evidence">
            {engagements.edges.map(({ node, roles, reach, viaSuccession, confirmed }) => (
              <li key={node.id}>
                <NodeLink node={node} /> ({roles.map((role) => word('Role', role)).join(', ')} ; portée{' '}
                {word('Reach', reach)}
                {viaSuccession && `, ${BY_SUCCESSION}`}
                {` ; ${untilInWords(node, shortDay)})`}
                {!confirmed && <strong> – à reconfirmer</strong>}
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
