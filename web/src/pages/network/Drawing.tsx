import type { ReactNode } from 'react';
import { NodeLink } from '../../parts/links';
import { useIsPrinting } from '../../parts/printing';
import { useThemeKey } from '../../parts/useThemeKey';
import { capital, count, number } from '../../words/texts';
import type { Colours } from './colours';
import { GraphCanvas } from './GraphCanvas';
import { kindWord, type NetworkEdge, type NetworkGraph, type NetworkNode, type Place } from './graph';
import { NodeList } from './NodeList';
import { ActionButtons, type NodeActions } from './networkTable';
import { PrintedNetwork } from './PrintedNetwork';

interface Props extends NetworkGraph {
  readonly places: ReadonlyMap<string, Place>;
  readonly colours: Colours;
  readonly notes: readonly string[];
  readonly actions: NodeActions;
  readonly isBetweenActors: boolean;
  /** The steps of a path, next to its drawing. */
  readonly steps: ReactNode;
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

/** Shows the drawing, its legend, and next to it the list of its nodes with the selected one. */
export function Drawing({ colours, notes, actions, isBetweenActors, steps, ...drawing }: Props) {
  const { nodes, edges, selected, onSelect } = drawing;
  const themeKey = useThemeKey();
  const isPrinting = useIsPrinting();
  const node = nodes.find(({ id }) => id === selected);
  return (
    <div className="network-drawing" aria-busy={nodes.some(({ id }) => !drawing.places.has(id))}>
      {isPrinting ? (
        <PrintedNetwork colours={colours} {...drawing} />
      ) : (
        <GraphCanvas key={themeKey} colours={colours} {...drawing} />
      )}
      <aside className="network-aside">
        {steps}
        <div role="status">
          {node ? (
            <Selected node={node} edges={edges} actions={actions} isBetweenActors={isBetweenActors} />
          ) : (
            <p className="note">
              Choisissez un nœud du dessin ou de la liste (flèches, Entrée ouvre sa fiche).
            </p>
          )}
        </div>
        <NodeList nodes={nodes} selected={selected} onSelect={onSelect} />
        <ul className="plain legend-list" aria-label="Légende">
          {colours.legend.map(([token, name]) => (
            <li key={name}>
              <span className="colour" style={{ background: `var(${token})` }} />
              {name}
            </li>
          ))}
        </ul>
        {notes.map((note) => (
          <p key={note} className="note">
            {note}
          </p>
        ))}
      </aside>
    </div>
  );
}

function Selected({
  node,
  edges,
  actions,
  isBetweenActors,
}: {
  node: NetworkNode;
  edges: readonly NetworkEdge[];
  actions: NodeActions;
  isBetweenActors: boolean;
}) {
  const own = edges.filter(({ source, target }) => source === node.id || target === node.id);
  return (
    <>
      <h2>
        <NodeLink node={node} />
      </h2>
      <p>
        {capital(kindWord(node.kind))},{' '}
        {isBetweenActors
          ? `${count(node.degree, 'partenaire')} dans ce réseau, dont ${number(own.length)} ${own.length > 1 ? 'montrés' : 'montré'}`
          : `${count(node.degree, 'lien')} dont ${number(node.shownDegree)} ici`}
        .
      </p>
      <p className="row-line">
        <ActionButtons node={node} {...actions} />
      </p>
    </>
  );
}
