import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useAnswer } from '../../api/useAnswer';
import { useAxes, useChoice, useDay, useGround } from '../../app/address';
import type { SearchKind } from '../../generated/schema';
import { DataTable } from '../../parts/DataTable';
import { AxesField, Checks, Choice, DayField } from '../../parts/fields';
import { NodeLink } from '../../parts/links';
import { NodePicker } from '../../parts/NodePicker';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { View as Frame } from '../../parts/View';
import { axisNumbers } from '../../words/axes';
import { capital, count, number } from '../../words/texts';
import { GraphCanvas } from './GraphCanvas';
import {
  EDGE_WORDS,
  KINDS,
  kindWord,
  type NetworkEdge,
  type NetworkNode,
  type NodeKind,
  visible,
} from './graph';
import { type GraphFragment, NetworkDocument, PathDocument } from './network.generated';
import { Path } from './Path';
import { useLayout } from './useLayout';
import './network.css';

const AT_MOST = 2_000;
const COUNTRY = 'country:FR';
const DEPTHS = ['1', '2', '3', '4'] as const;
const WAYS = ['graphe', 'tableau'] as const;
const NODE_KINDS = KINDS.map(([kind]) => kind);
const AROUND: readonly SearchKind[] = ['TERRITORY', 'CITY_CONTRACT', 'INSTITUTION', 'TRAINER', 'ENGAGEMENT'];
const NOTHING: GraphFragment = { truncated: false, totalNodes: 0, nodes: [], edges: [] };

/** The network around some things, or the path between two: drawn, and as a table of the same. */
export function View() {
  const [day] = useDay();
  const [axes] = useAxes();
  const [ground] = useGround();
  const [around, setAround] = useQueryState('autour', parseAsArrayOf(parseAsString).withDefault([]));
  const [from, setFrom] = useQueryState('de', parseAsString.withDefault(''));
  const [to, setTo] = useQueryState('vers', parseAsString.withDefault(''));
  const [depth, setDepth] = useChoice('pas', DEPTHS, '1');
  const [way, setWay] = useChoice('vue', WAYS, 'graphe');
  const [without, setWithout] = useQueryState(
    'sans',
    parseAsArrayOf(parseAsStringLiteral(NODE_KINDS)).withDefault([]),
  );
  const [hidden, setHidden] = useQueryState('caches', parseAsArrayOf(parseAsString).withDefault([]));
  const [selected, setSelected] = useState<string>();
  const isPath = from !== '' && to !== '';

  const network = useAnswer(
    NetworkDocument,
    { around, depth: Number(depth), ...(axes.length && { axes }), asOf: day, limit: AT_MOST },
    !isPath && around.length > 0,
  );
  const path = useAnswer(PathDocument, { from, to, asOf: day }, isPath);
  const found = isPath ? path.result.data?.path : network.result.data?.network;
  const asked = isPath ? path : network;
  const shown = useMemo(() => visible(found ?? NOTHING, without, hidden), [found, without, hidden]);
  const places = useLayout(found?.nodes ?? NOTHING.nodes, found?.edges ?? NOTHING.edges);
  const expand = (id: string) => void setAround([...new Set([...around, id])]);
  const hide = (id: string) => void setHidden([...hidden, id]);
  const turn = (event: KeyboardEvent) => {
    const writing = event.target instanceof HTMLElement && event.target.closest('input, select, textarea');
    if (event.key === 't' && !writing && !event.ctrlKey && !event.altKey && !event.metaKey)
      void setWay(way === 'graphe' ? 'tableau' : 'graphe');
  };
  const columns = columnsOf(shown.nodes, shown.edges, expand, hide);
  const chosen = shown.nodes.find(({ id }) => id === selected);

  const filters = (
    <>
      <NodePicker
        label="Autour de"
        kinds={AROUND}
        onPick={(id) => void Promise.all([setFrom(null), setTo(null), setAround([...around, id])])}
      />
      <NodePicker label="Chemin, de" kinds={AROUND} onPick={(id) => void setFrom(id)} />
      <NodePicker label="Chemin, vers" kinds={AROUND} onPick={(id) => void setTo(id)} />
      <Choice
        label="Étendue"
        value={depth}
        choices={DEPTHS.map((steps) => [steps, `${steps} pas`])}
        onChange={(value) => void setDepth(value)}
      />
      <DayField />
      <AxesField />
      <Checks
        legend="Masquer"
        choices={KINDS.map(([kind, name]) => [kind, `${name}s`])}
        chosen={without}
        onChange={(kinds) => void setWithout(kinds as NodeKind[])}
      />
    </>
  );
  if (!isPath && around.length === 0)
    return (
      <section className="view">
        <title>Réseau – Cinq Axes</title>
        <h1>Réseau</h1>
        <p className="lead">
          Qui est relié à qui, par quelles mobilisations, sur quels territoires et quels axes.
        </p>
        <div className="filters">{filters}</div>
        <Empty>
          Choisissez ce autour de quoi regarder, ou les deux bouts d’un chemin.{' '}
          <button type="button" className="button" onClick={() => void setAround([ground || COUNTRY])}>
            Commencer par {ground ? 'le territoire choisi' : 'la France'}
          </button>
        </Empty>
      </section>
    );
  return (
    <Frame
      title={isPath ? 'Réseau : chemin' : 'Réseau'}
      lead="Qui est relié à qui, par quelles mobilisations, sur quels territoires et quels axes."
      asked={asked as typeof network}
      filters={filters}
      said={() =>
        found
          ? `${count(shown.nodes.length, 'nœud')} et ${count(shown.edges.length, 'lien')} montrés${found.truncated ? `, sur ${number(found.totalNodes)} nœuds` : ''}`
          : ''
      }
      exports={() => [
        ...(['svg', 'png'] as const).map((format) => ({
          name: `Dessin (${format.toUpperCase()})`,
          make: async () => {
            const [{ write }, { drawn }] = await Promise.all([
              import('../../parts/pictures'),
              import('./drawing'),
            ]);
            await write(drawn(shown.nodes, shown.edges, places), format, 'reseau');
          },
        })),
        ...tableExports('reseau', columns, shown.nodes),
      ]}
    >
      {() =>
        !found ? (
          <Empty>Aucun chemin ne les relie à cette date, en dix pas au plus.</Empty>
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: a key that does what the button beside it does
          <div className="network" onKeyDown={turn}>
            <div className="row-line">
              {isPath ? (
                <button
                  type="button"
                  className="button"
                  onClick={() => void Promise.all([setFrom(null), setTo(null)])}
                >
                  Quitter le chemin
                </button>
              ) : (
                <Around
                  ids={around}
                  nodes={found.nodes}
                  onRemove={(id) => void setAround(around.filter((one) => one !== id))}
                />
              )}
              {hidden.length > 0 && (
                <button type="button" className="button" onClick={() => void setHidden([])}>
                  Remontrer les {number(hidden.length)} masqués
                </button>
              )}
              <button
                type="button"
                className="button"
                onClick={() => void setWay(way === 'graphe' ? 'tableau' : 'graphe')}
              >
                {way === 'graphe' ? 'Voir le tableau (t)' : 'Voir le dessin (t)'}
              </button>
            </div>
            {isPath && <Path nodes={found.nodes} edges={found.edges} />}
            {way === 'graphe' ? (
              <div className="network-drawing">
                <GraphCanvas
                  nodes={shown.nodes}
                  edges={shown.edges}
                  places={places}
                  selected={selected}
                  onSelect={setSelected}
                />
                <div className="card" role="status">
                  {chosen ? (
                    <>
                      <h2>
                        <NodeLink node={chosen} />
                      </h2>
                      <p>
                        {capital(kindWord(chosen.kind))}, {count(chosen.degree, 'lien')} dont{' '}
                        {number(chosen.shownDegree)} ici.
                      </p>
                      <p className="row-line">
                        <Actions node={chosen} expand={expand} hide={hide} />
                      </p>
                    </>
                  ) : (
                    <>
                      <p>Choisissez un nœud du dessin, ou le tableau.</p>
                      <ul className="legend-kinds plain">
                        {KINDS.map(([kind, name]) => (
                          <li key={kind} className={`kind kind-${kind}`}>
                            {capital(name)}
                          </li>
                        ))}
                      </ul>
                    </>
                  )}
                </div>
              </div>
            ) : (
              <DataTable
                caption="Le même réseau, en tableau"
                columns={columns}
                rows={shown.nodes}
                rowKey={({ id }) => id}
              />
            )}
          </div>
        )
      }
    </Frame>
  );
}

function Around({
  ids,
  nodes,
  onRemove,
}: {
  ids: readonly string[];
  nodes: readonly NetworkNode[];
  onRemove: (id: string) => void;
}) {
  return (
    <ul className="plain row-line" aria-label="Autour de">
      {ids.map((id) => {
        const label = nodes.find((node) => node.id === id)?.label ?? id;
        return (
          <li key={id}>
            <button
              type="button"
              className="button"
              onClick={() => onRemove(id)}
              aria-label={`Retirer ${label}`}
            >
              {label} ✕
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Actions({
  node,
  expand,
  hide,
}: {
  node: NetworkNode;
  expand: (id: string) => void;
  hide: (id: string) => void;
}) {
  return (
    <>
      <button type="button" className="button" onClick={() => expand(node.id)}>
        Étendre<span className="hidden"> autour de {node.label}</span>
      </button>
      <button type="button" className="button" onClick={() => hide(node.id)}>
        Masquer<span className="hidden"> {node.label}</span>
      </button>
    </>
  );
}

function columnsOf(
  nodes: readonly NetworkNode[],
  edges: readonly NetworkEdge[],
  expand: (id: string) => void,
  hide: (id: string) => void,
): readonly Column<NetworkNode>[] {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const ties = new Map<string, string[]>();
  for (const { source, target, kind, axes } of edges) {
    const on = axes.length ? ` (axes ${axisNumbers(axes)})` : '';
    tie(ties, source, `${EDGE_WORDS[kind]} ${labels.get(target)}${on}`);
    tie(ties, target, `${labels.get(source)}, ${EDGE_WORDS[kind]}${on}`);
  }
  return [
    { key: 'label', heading: 'Nom', value: ({ label }) => label, show: (node) => <NodeLink node={node} /> },
    { key: 'kind', heading: 'Nature', value: ({ kind }) => capital(kindWord(kind)) },
    { key: 'degree', heading: 'Liens', value: ({ degree }) => degree },
    { key: 'shown', heading: 'Liens montrés', value: ({ shownDegree }) => shownDegree },
    { key: 'distance', heading: 'Distance', value: ({ distance }) => distance },
    {
      key: 'ties',
      heading: 'Relié à',
      value: ({ id }) => (ties.get(id) ?? []).join(' ; '),
      show: ({ id }) => <Ties ties={ties.get(id) ?? []} />,
    },
    {
      key: 'actions',
      heading: 'Agir',
      pressed: true,
      value: () => null,
      show: (node) => (
        <span className="row-line">
          <Actions node={node} expand={expand} hide={hide} />
        </span>
      ),
    },
  ];
}

function tie(ties: Map<string, string[]>, id: string, text: string) {
  const found = ties.get(id);
  if (found) found.push(text);
  else ties.set(id, [text]);
}

function Ties({ ties }: { ties: readonly string[] }) {
  if (ties.length < 4) return <>{ties.join(' ; ')}</>;
  return (
    <details>
      <summary>{count(ties.length, 'lien')}</summary>
      <ul>
        {ties.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}
