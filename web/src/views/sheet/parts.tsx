/** What the pages of things are made of: facts, lists of links, engagements, the five cells. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useKept } from '../../address';
import type { Reference } from '../../api/useReference';
import type { Axis } from '../../generated/schema';
import { DataTable } from '../../parts/DataTable';
import { NodeLink, NodeLinks } from '../../parts/links';
import { type Cell, flagsAtLength, StatusTag } from '../../parts/Status';
import type { Column } from '../../parts/table';
import { axisName, axisNumbers, axisOf } from '../../words/axes';
import { capital, shortDay } from '../../words/texts';
import type { EngagementLineFragment } from './sheet.generated';

export interface Named {
  readonly id: string;
  readonly label: string;
}

export type Fact = readonly [name: string, value: ReactNode];

/** What is known; what is not is left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(
    ([, value]) => value !== null && value !== undefined && value !== '' && value !== false,
  );
  return (
    <dl className="facts">
      {known.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The nodes of a connection. */
export function nodesOf<Node>(connection: {
  readonly edges: readonly { readonly node: Node }[];
}): readonly Node[] {
  return connection.edges.map(({ node }) => node);
}

/** Links, or nothing at all: a fact without them is left out. */
export function linked(nodes: readonly Named[]): ReactNode {
  return nodes.length > 0 && <NodeLinks nodes={nodes} />;
}

export function period(from: string | null, until: string | null): string {
  if (from && until) return `du ${shortDay(from)} au ${shortDay(until)}`;
  if (from) return `depuis le ${shortDay(from)}`;
  return until ? `jusqu’au ${shortDay(until)}` : '';
}

export function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** The five cells of a territory, each leading to its panel in the matrix. */
export function Cells({
  territory,
  cells,
  reference: { word },
}: {
  territory: string;
  cells: readonly (Cell & { readonly axis: Axis; readonly widerActorCount: number })[];
  reference: Reference;
}) {
  const kept = useKept();
  return (
    <ul className="cells plain">
      {cells.map((cell) => {
        const address = new URLSearchParams(kept);
        address.set('case', `${axisOf(cell.axis).number}~${territory}`);
        return (
          <li key={cell.axis} className="card">
            <h2 title={capital(word('Axis', cell.axis))}>{axisName(cell.axis)}</h2>
            <p>
              <StatusTag
                status={cell.status}
                word={
                  capital(word('CellStatus', cell.status)) + (cell.actorCount ? ` (${cell.actorCount})` : '')
                }
              />
            </p>
            {flagsAtLength(cell).map((flag) => (
              <p key={flag} className="note">
                {capital(flag)}
              </p>
            ))}
            <Link to={`/?${address}`}>
              Voir qui<span className="hidden"> : {axisName(cell.axis)}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

const TYPES: Record<EngagementLineFragment['__typename'], string> = {
  PlanAction: 'Action',
  Diagnostic: 'Diagnostic',
  TrainingSession: 'Session de formation',
  TerritorialPlan: 'Plan territorial',
  Commitment: 'Dispositif',
};

export function typeWord(type: EngagementLineFragment['__typename']): string {
  return TYPES[type];
}

/** Until when an engagement counts; one that never does, planned or cancelled, says so. */
export function untilWord(
  { countsFrom, countsUntil }: { readonly countsFrom: string | null; readonly countsUntil: string | null },
  inWords: (day: string) => string,
): string {
  if (!countsFrom) return 'ne compte pas';
  return countsUntil ? inWords(countsUntil) : 'sans terme';
}

/** The columns of a table of engagements; some of one's own may stand among them. */
export function engagementColumns<Line extends EngagementLineFragment>(
  { word }: Reference,
  more: readonly Column<Line>[] = [],
): readonly Column<Line>[] {
  return [
    {
      key: 'title',
      heading: 'Mobilisation',
      value: ({ label }) => label,
      show: (line) => <NodeLink node={line} />,
    },
    { key: 'type', heading: 'Nature', value: ({ __typename }) => typeWord(__typename) },
    { key: 'axes', heading: 'Axes', value: ({ axes }) => axisNumbers(axes) },
    ...more,
    {
      key: 'from',
      heading: 'Début',
      value: ({ startsOn }) => startsOn,
      show: ({ startsOn }) => shortDay(startsOn),
    },
    {
      key: 'until',
      heading: 'Compte jusqu’au',
      value: ({ countsUntil }) => countsUntil,
      show: (line) => untilWord(line, shortDay),
    },
    {
      key: 'state',
      heading: 'À cette date',
      value: ({ inEffect, status }) =>
        inEffect ? 'compte' : `ne compte pas (${word('EngagementStatus', status)})`,
    },
  ];
}

/** Engagements as a table, the most recent first. */
export function Engagements<Line extends EngagementLineFragment>({
  caption,
  lines,
  reference,
  more,
}: {
  caption: string;
  lines: readonly Line[];
  reference: Reference;
  more?: readonly Column<Line>[];
}) {
  if (lines.length === 0) return <p className="note">Aucune mobilisation enregistrée.</p>;
  const columns = engagementColumns(reference, more);
  return <DataTable caption={caption} columns={columns} rows={lines} rowKey={({ id }) => id} />;
}
