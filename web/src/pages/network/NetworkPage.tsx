import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useArea, useAxes, useChoice, useDay } from '../../address';
import { type Query, useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import type { SearchKind } from '../../generated/schema';
import { CountedFields, CountedNote, useCounted } from '../../parts/counted';
import { DataTable } from '../../parts/DataTable';
import type { Export } from '../../parts/Exporter';
import { AxesField, Checks, Choice, DayField } from '../../parts/fields';
import { NodeLink } from '../../parts/links';
import { NodePicker } from '../../parts/NodePicker';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { useThemeKey } from '../../parts/useThemeKey';
import { AXES, axisName } from '../../words/axes';
import { capital, count, number } from '../../words/texts';
import { Chip } from './Chip';
import { GraphCanvas } from './GraphCanvas';
import { KINDS, kindsWord, kindWord, type NetworkNode, type NodeKind, visiblePart } from './graph';
import { type GraphFragment, NetworkDocument, PathDocument } from './network.generated';
import { ActionButtons, columnsOf, type NodeActions } from './networkTable';
import { Path } from './Path';
import { useLayout } from './useLayout';
import './network.css';

const MAX_NODES = 2_000;
const MAX_AROUND = 20;
const COUNTRY = 'country:FR';
const DEPTHS = ['1', '2', '3', '4'] as const;
const MODES = ['graphe', 'tableau'] as const;
const AROUND: readonly SearchKind[] = ['TERRITORY', 'CITY_CONTRACT', 'INSTITUTION', 'TRAINER', 'ENGAGEMENT'];
const EMPTY_GRAPH: GraphFragment = { truncated: false, totalCount: 0, nodes: [], edges: [] };
const LEAD = 'Qui est relié à qui, par quelles mobilisations, sur quels territoires et quels axes.';

/** Shows the network around some nodes, or the path between two, as a drawing or as a table. */
export function NetworkPage() {
  const choices = useChoices();
  const { around, from, to, depth, axes, day, without, hidden, mode } = choices;
  const [selected, setSelected] = useState<string>();
  const counted = useCounted();
  const isPath = from !== '' && to !== '';
  const network = useAnswer(
    NetworkDocument,
    {
      around: around.slice(0, MAX_AROUND),
      depth: Number(depth),
      ...(axes.length && { axes }),
      ...counted,
      asOf: day,
      limit: MAX_NODES,
    },
    !isPath && around.length > 0,
  );
  const path = useAnswer(PathDocument, { from, to, ...counted, asOf: day }, isPath);
  const graph = isPath ? path.result.data?.path : network.result.data?.network;
  const visible = useMemo(() => visiblePart(graph ?? EMPTY_GRAPH, without, hidden), [graph, without, hidden]);
  const places = useLayout(graph?.nodes ?? EMPTY_GRAPH.nodes, graph?.edges ?? EMPTY_GRAPH.edges);
  const tools = useRef<HTMLDivElement>(null);
  const actions: NodeActions = {
    expand: (id) => choices.setAround([...new Set([...around, id])]),
    hide: (id) => {
      choices.setHidden([...hidden, id]);
      tools.current?.focus();
    },
  };
  const onKeyDown = ({ key, target, ctrlKey, altKey, metaKey }: KeyboardEvent) => {
    const isTyping = target instanceof HTMLElement && target.closest('input, select, textarea');
    if (key === 't' && !isTyping && !ctrlKey && !altKey && !metaKey) choices.toggleMode();
  };
  const exports = (reference: Reference): readonly Export[] => [
    ...(['svg', 'png'] as const).map((format) => ({
      name: `Dessin (${format.toUpperCase()})`,
      make: async () => {
        const [{ saveSvg }, { networkSvg }] = await Promise.all([
          import('../../parts/pictures'),
          import('./networkSvg'),
        ]);
        await saveSvg(networkSvg(visible.nodes, visible.edges, places), format, 'reseau');
      },
    })),
    ...tableExports(
      'reseau',
      columnsOf(visible.nodes, visible.edges, actions, reference.word),
      visible.nodes,
    ),
  ];
  const drawing = { ...visible, places, selected, onSelect: setSelected };

  if (!isPath && around.length === 0) return <Start choices={choices} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same
    <div onKeyDown={onKeyDown}>
      <PageFrame
        title={isPath ? 'Réseau : chemin' : 'Réseau'}
        lead={LEAD}
        query={(isPath ? path : network) as Query<object>}
        filters={<Filters choices={choices} isPath={isPath} />}
        announce={() => (graph ? sizeInWords(visible, graph) : '')}
        exports={(_, reference) => exports(reference)}
      >
        {(_, reference) =>
          !graph ? (
            <Empty>Aucun chemin ne les relie à cette date, en dix liens au plus.</Empty>
          ) : (
            <div className="network">
              <CountedNote />
              <div className="row-line" ref={tools} tabIndex={-1} role="toolbar" aria-label="Réseau">
                {hidden.length > 0 && (
                  <button
                    type="button"
                    className="button"
                    onClick={() => {
                      choices.setHidden([]);
                      tools.current?.focus();
                    }}
                  >
                    Réafficher {count(hidden.length, 'nœud masqué', 'nœuds masqués')}
                  </button>
                )}
                <button type="button" className="button" onClick={choices.toggleMode}>
                  {mode === 'graphe' ? 'Voir le tableau (t)' : 'Voir le dessin (t)'}
                </button>
              </div>
              {isPath && <Path nodes={graph.nodes} edges={graph.edges} word={reference.word} />}
              {mode === 'graphe' ? (
                <Drawing drawing={drawing} actions={actions} />
              ) : (
                <DataTable
                  caption="Le même réseau, en tableau"
                  columns={columnsOf(visible.nodes, visible.edges, actions, reference.word)}
                  rows={visible.nodes}
                  rowKey={({ id }) => id}
                />
              )}
            </div>
          )
        }
      </PageFrame>
    </div>
  );
}

/** Reads and sets the page's state in the URL. */
function useChoices() {
  const [day] = useDay();
  const [axes] = useAxes();
  const [area] = useArea();
  const ids = parseAsArrayOf(parseAsString).withDefault([]);
  const [around, setAround] = useQueryState('autour', ids);
  const [from, setFrom] = useQueryState('de', parseAsString.withDefault(''));
  const [to, setTo] = useQueryState('vers', parseAsString.withDefault(''));
  const [depth, setDepth] = useChoice('pas', DEPTHS, '1');
  const [mode, setMode] = useChoice('vue', MODES, 'graphe');
  const kinds = parseAsStringLiteral(KINDS.map(([kind]) => kind));
  const [without, setWithout] = useQueryState('sans', parseAsArrayOf(kinds).withDefault([]));
  const [hidden, setHidden] = useQueryState('caches', ids);
  return {
    ...{ day, axes, area, around, from, to, depth, mode, without, hidden },
    setAround: (chosen: string[]) => void Promise.all([setFrom(null), setTo(null), setAround(chosen)]),
    setFrom: (id: string) => void setFrom(id || null),
    setTo: (id: string) => void setTo(id || null),
    setDepth: (chosen: (typeof DEPTHS)[number]) => void setDepth(chosen),
    setWithout: (chosen: NodeKind[]) => void setWithout(chosen),
    setHidden: (chosen: string[]) => void setHidden(chosen),
    toggleMode: () => void setMode(mode === 'graphe' ? 'tableau' : 'graphe'),
  };
}

type Choices = ReturnType<typeof useChoices>;

function sizeInWords(
  visible: Pick<GraphFragment, 'nodes' | 'edges'>,
  { truncated, totalCount }: GraphFragment,
): string {
  const size = `${count(visible.nodes.length, 'nœud')} et ${count(visible.edges.length, 'lien')}`;
  return truncated
    ? `${size} ; le réseau compte ${number(totalCount)} nœuds, les plus proches sont montrés`
    : size;
}

function Start({ choices }: { choices: Choices }) {
  return (
    <section className="view">
      <title>Réseau – Cinq Axes</title>
      <h1>Réseau</h1>
      <p className="lead">{LEAD}</p>
      <div className="filters">
        <Filters choices={choices} isPath={false} />
      </div>
      <Empty>
        Choisissez ce autour de quoi regarder, ou les deux bouts d’un chemin.{' '}
        <button type="button" className="button" onClick={() => choices.setAround([choices.area || COUNTRY])}>
          Commencer par {choices.area ? 'le territoire choisi' : 'la France'}
        </button>
      </Empty>
    </section>
  );
}

function Filters({ choices, isPath }: { choices: Choices; isPath: boolean }) {
  const { around, from, to, depth, without } = choices;
  const add = (id: string) => choices.setAround([...new Set([...around, id])]);
  return (
    <>
      <NodePicker label="Autour de" kinds={AROUND} onPick={add} />
      <Choice
        label="Autour d’un axe"
        value=""
        choices={[
          ['', 'choisir'],
          ...AXES.map(({ value, number: axis }) => [`axis:${axis}`, axisName(value)] as const),
        ]}
        onChange={(id: string) => id && add(id)}
      />
      <NodePicker label="Chemin, de" kinds={AROUND} onPick={choices.setFrom} />
      <NodePicker label="Chemin, vers" kinds={AROUND} onPick={choices.setTo} />
      {!isPath && (
        <Choice
          label="Profondeur"
          value={depth}
          choices={DEPTHS.map((steps) => [steps, `${steps} pas`])}
          onChange={choices.setDepth}
        />
      )}
      <DayField />
      <CountedFields />
      {!isPath && <AxesField />}
      <Checks
        legend="Masquer"
        choices={KINDS.map(([kind]) => [kind, kindsWord(kind)])}
        chosen={without}
        onChange={(kinds) => choices.setWithout(kinds as NodeKind[])}
      />
      <div className="row-line chips">
        {from && <Chip id={from} before="de " onRemove={() => choices.setFrom('')} />}
        {to && <Chip id={to} before="vers " onRemove={() => choices.setTo('')} />}
        {!isPath &&
          around.map((id) => (
            <Chip key={id} id={id} onRemove={() => choices.setAround(around.filter((one) => one !== id))} />
          ))}
        {around.length > MAX_AROUND && (
          <p className="note">Vingt choses au plus sont regardées à la fois : retirez-en.</p>
        )}
      </div>
    </>
  );
}

function Drawing({
  drawing,
  actions,
}: {
  drawing: Omit<Parameters<typeof GraphCanvas>[0], 'key'>;
  actions: NodeActions;
}) {
  const themeKey = useThemeKey();
  const selected = drawing.nodes.find(({ id }) => id === drawing.selected);
  return (
    <div className="network-drawing">
      <GraphCanvas key={themeKey} {...drawing} />
      <div className="card" role="status">
        {selected ? (
          <SelectedNode node={selected} actions={actions} />
        ) : (
          <p>Choisissez un nœud du dessin, ou le tableau.</p>
        )}
        <ul className="plain" aria-label="Légende">
          {KINDS.map(([kind, name]) => (
            <li key={kind} className={`kind kind-${kind}`}>
              {capital(name)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function SelectedNode({ node, actions }: { node: NetworkNode; actions: NodeActions }) {
  return (
    <>
      <h2>
        <NodeLink node={node} />
      </h2>
      <p>
        {capital(kindWord(node.kind))}, {count(node.degree, 'lien')} dont {number(node.shownDegree)} ici.
      </p>
      <p className="row-line">
        <ActionButtons node={node} {...actions} />
      </p>
    </>
  );
}
