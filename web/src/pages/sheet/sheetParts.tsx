/** The parts that sheets share: facts, lists of links, engagements, cells. */

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useDay, useSharedSearch } from '../../address';
import type { Reference } from '../../api/useReference';
import type { Axis } from '../../generated/schema';
import { AxisChips } from '../../parts/axes';
import { DataTable } from '../../parts/DataTable';
import { type LinkedNode, NodeLink, NodeLinks } from '../../parts/links';
import { type Cell, cellWord, flagsAtLength, StatusTag } from '../../parts/Status';
import type { Column } from '../../parts/table';
import { AXES, axisName, axisNames, axisOf } from '../../words/axes';
import { stateInWords, untilInWords } from '../../words/engagements';
import { capital, shortDay } from '../../words/texts';
import type { EngagementLineFragment } from './sheet.generated';

export type Fact = readonly [name: string, value: ReactNode];

/** Lists the known facts, and leaves out the others. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const knownFacts = facts.filter(
    ([, value]) => value !== null && value !== undefined && value !== '' && value !== false,
  );
  return (
    <dl className="facts">
      {knownFacts.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function nodesOf<Node>(connection: {
  readonly edges: readonly { readonly node: Node }[];
}): readonly Node[] {
  return connection.edges.map(({ node }) => node);
}

/** Renders links, or nothing: a fact without links is left out. */
export function linkList(nodes: readonly LinkedNode[]): ReactNode {
  return nodes.length > 0 && <NodeLinks nodes={nodes} />;
}

/** The day or days of a card, if not those of the page. */
export const ANY_DAY = 'toutes dates';
export const PRESENT_TERRITORIES = 'découpage de 2026';
export const PRESENT_QUARTERS = 'quartiers de 2024';

/** Shows a part of a sheet under its title, with its day or days: by default those of the page. */
export function Card({ title, when, children }: { title: string; when?: string; children: ReactNode }) {
  const [day] = useDay();
  return (
    <section className="card">
      <h2>
        {title} <span className="card-day">{when ?? `au ${shortDay(day)}`}</span>
      </h2>
      {children}
    </section>
  );
}

/** Reserves the place of the five cells until they arrive. */
export function AwaitedCells() {
  return (
    <ul className="cells plain" aria-busy="true">
      {AXES.map(({ value }) => (
        <li key={value} className="card">
          <h2>{axisName(value)}</h2>
          <p>
            <span className="status">…</span>
          </p>
          <p>Chargement…</p>
        </li>
      ))}
    </ul>
  );
}

/** Shows the five cells of a territory, each with a link to its panel in the matrix. */
export function Cells({
  territory,
  cells,
  reference: { word },
}: {
  territory: string;
  cells: readonly (Cell & { readonly axis: Axis })[];
  reference: Reference;
}) {
  const sharedSearch = useSharedSearch();
  return (
    <ul className="cells plain">
      {cells.map((cell) => {
        const address = new URLSearchParams(sharedSearch);
        address.set('case', `${axisOf(cell.axis).number}~${territory}`);
        return (
          <li key={cell.axis} className="card">
            <h2 title={capital(word('Axis', cell.axis))}>{axisName(cell.axis)}</h2>
            <p>
              <StatusTag
                status={cell.status}
                word={cellWord(cell) + (cell.status && cell.actorCount ? ` (${cell.actorCount})` : '')}
              />
            </p>
            {flagsAtLength(cell).map((flag) => (
              <p key={flag} className="note">
                {capital(flag)}
              </p>
            ))}
            <Link to={`/?${address}`}>
              Voir qui<span className="hidden"> : {axisName(cell.axis)}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

const TYPES: Record<EngagementLineFragment['__typename'], string> = {
  Action: 'Action',
  Diagnostic: 'Diagnostic',
  TrainingSession: 'Session de formation',
  TerritorialPlan: 'Plan territorial',
  Commitment: 'Dispositif',
};

export function typeWord(type: EngagementLineFragment['__typename']): string {
  return TYPES[type];
}

/** Describes until when an engagement counts; a planned or cancelled one never does. */
export function untilWord(
  engagement: Pick<
    EngagementLineFragment,
    '__typename' | 'startsOn' | 'endsOn' | 'countsFrom' | 'countsUntil'
  > & { readonly deliveredOn?: string | null },
  inWords: (day: string) => string,
): string {
  return engagement.countsFrom ? untilInWords(engagement, inWords) : 'non prise en compte';
}

/** Joins the labels of the shown nodes: « Mairie, Association… ». */
function labelsOf({
  edges,
  totalCount,
}: EngagementLineFragment['who'] | EngagementLineFragment['places']): string {
  return edges.map(({ node }) => node.label).join(', ') + (totalCount > edges.length ? '…' : '');
}

/** Returns the columns of a table of engagements, with any extra ones in the middle. */
export function engagementColumns<Line extends EngagementLineFragment>(
  { word }: Reference,
  extraColumns: readonly Column<Line>[] = [],
): readonly Column<Line>[] {
  return [
    {
      id: 'title',
      size: 280,
      header: 'Mobilisation',
      accessorFn: ({ label }) => label,
      cell: ({ row: { original: line } }) => <NodeLink node={line} />,
    },
    { id: 'type', size: 130, header: 'Nature', accessorFn: ({ __typename }) => typeWord(__typename) },
    {
      id: 'axes',
      size: 190,
      header: 'Axes',
      accessorFn: ({ axes }) => axisNames(axes),
      cell: ({ row }) => <AxisChips axes={row.original.axes} />,
    },
    ...extraColumns,
    {
      id: 'who',
      size: 180,
      header: 'Qui',
      accessorFn: ({ who }) => labelsOf(who),
    },
    {
      id: 'places',
      size: 150,
      header: 'Où',
      accessorFn: ({ places }) => labelsOf(places),
    },
    {
      id: 'from',
      size: 110,
      header: 'Début',
      accessorFn: ({ startsOn }) => startsOn,
      cell: ({
        row: {
          original: { startsOn },
        },
      }) => shortDay(startsOn),
    },
    {
      id: 'until',
      size: 130,
      header: 'Prise en compte',
      accessorFn: ({ countsUntil }) => countsUntil,
      cell: ({ row: { original: line } }) => untilWord(line, shortDay),
    },
    {
      id: 'state',
      size: 160,
      header: 'À cette date',
      accessorFn: ({ inEffect, status }) => stateInWords(inEffect, word('EngagementStatus', status)),
    },
  ];
}

export function Engagements<Line extends EngagementLineFragment>({
  caption,
  lines,
  reference,
  extraColumns,
}: {
  caption: string;
  lines: readonly Line[];
  reference: Reference;
  extraColumns?: readonly Column<Line>[];
}) {
  if (lines.length === 0) return <p className="note">Aucune mobilisation enregistrée.</p>;
  const columns = engagementColumns(reference, extraColumns);
  return <DataTable caption={caption} columns={columns} rows={lines} rowKey={({ id }) => id} />;
}
