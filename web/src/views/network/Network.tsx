import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useAxes, useChoice, useDay, useGround } from '../../address';
import { type Asked, useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import type { SearchKind } from '../../generated/schema';
import { DataTable } from '../../parts/DataTable';
import type { Export } from '../../parts/Exporter';
import { AxesField, Checks, Choice, DayField } from '../../parts/fields';
import { NodeLink } from '../../parts/links';
import { NodePicker } from '../../parts/NodePicker';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { useLook } from '../../parts/useLook';
import { View as Frame } from '../../parts/View';
import { AXES, axisName } from '../../words/axes';
import { capital, count, number } from '../../words/texts';
import { Chip } from './Chip';
import { GraphCanvas } from './GraphCanvas';
import { KINDS, kindsWord, kindWord, type NetworkNode, type NodeKind, visible } from './graph';
import { type GraphFragment, NetworkDocument, PathDocument } from './network.generated';
import { Path } from './Path';
import { Actions, type Acts, columnsOf } from './table';
import { useLayout } from './useLayout';
import './network.css';

const AT_MOST = 2_000;
const MOST_AROUND = 20;
const COUNTRY = 'country:FR';
const DEPTHS = ['1', '2', '3', '4'] as const;
const WAYS = ['graphe', 'tableau'] as const;
const AROUND: readonly SearchKind[] = ['TERRITORY', 'CITY_CONTRACT', 'INSTITUTION', 'TRAINER', 'ENGAGEMENT'];
const NOTHING: GraphFragment = { truncated: false, totalNodes: 0, nodes: [], edges: [] };
const LEAD = 'Qui est relié à qui, par quelles mobilisations, sur quels territoires et quels axes.';

/** The network around some things, or the path between two: drawn, and as a table of the same. */
export function View() {
  const choices = useChoices();
  const { around, from, to, depth, axes, day, without, hidden, way } = choices;
  const [selected, setSelected] = useState<string>();
  const isPath = from !== '' && to !== '';
  const network = useAnswer(
    NetworkDocument,
    {
      around: around.slice(0, MOST_AROUND),
      depth: Number(depth),
      ...(axes.length && { axes }),
      asOf: day,
      limit: AT_MOST,
    },
    !isPath && around.length > 0,
  );
  const path = useAnswer(PathDocument, { from, to, asOf: day }, isPath);
  const found = isPath ? path.result.data?.path : network.result.data?.network;
  const shown = useMemo(() => visible(found ?? NOTHING, without, hidden), [found, without, hidden]);
  const places = useLayout(found?.nodes ?? NOTHING.nodes, found?.edges ?? NOTHING.edges);
  const tools = useRef<HTMLDivElement>(null);
  const acts: Acts = {
    expand: (id) => choices.setAround([...new Set([...around, id])]),
    hide: (id) => {
      choices.setHidden([...hidden, id]);
      tools.current?.focus();
    },
  };
  const turn = ({ key, target, ctrlKey, altKey, metaKey }: KeyboardEvent) => {
    const writing = target instanceof HTMLElement && target.closest('input, select, textarea');
    if (key === 't' && !writing && !ctrlKey && !altKey && !metaKey) choices.turn();
  };
  const exports = (reference: Reference): readonly Export[] => [
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
    ...tableExports('reseau', columnsOf(shown.nodes, shown.edges, acts, reference.word), shown.nodes),
  ];
  const drawing = { ...shown, places, selected, onSelect: setSelected };

  if (!isPath && around.length === 0) return <Start choices={choices} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a key that does what the button inside does
    <div onKeyDown={turn}>
      <Frame
        title={isPath ? 'Réseau : chemin' : 'Réseau'}
        lead={LEAD}
        asked={(isPath ? path : network) as Asked<object>}
        filters={<Filters choices={choices} isPath={isPath} />}
        said={() => (found ? said(shown, found) : '')}
        exports={(_, reference) => exports(reference)}
      >
        {(_, reference) =>
          !found ? (
            <Empty>Aucun chemin ne les relie à cette date, en dix liens au plus.</Empty>
          ) : (
            <div className="network">
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
                <button type="button" className="button" onClick={choices.turn}>
                  {way === 'graphe' ? 'Voir le tableau (t)' : 'Voir le dessin (t)'}
                </button>
              </div>
              {isPath && <Path nodes={found.nodes} edges={found.edges} word={reference.word} />}
              {way === 'graphe' ? (
                <Drawing drawing={drawing} acts={acts} />
              ) : (
                <DataTable
                  caption="Le même réseau, en tableau"
                  columns={columnsOf(shown.nodes, shown.edges, acts, reference.word)}
                  rows={shown.nodes}
                  rowKey={({ id }) => id}
                />
              )}
            </div>
          )
        }
      </Frame>
    </div>
  );
}

/** What the address says of this view. */
function useChoices() {
  const [day] = useDay();
  const [axes] = useAxes();
  const [ground] = useGround();
  const ids = parseAsArrayOf(parseAsString).withDefault([]);
  const [around, setAround] = useQueryState('autour', ids);
  const [from, setFrom] = useQueryState('de', parseAsString.withDefault(''));
  const [to, setTo] = useQueryState('vers', parseAsString.withDefault(''));
  const [depth, setDepth] = useChoice('pas', DEPTHS, '1');
  const [way, setWay] = useChoice('vue', WAYS, 'graphe');
  const kinds = parseAsStringLiteral(KINDS.map(([kind]) => kind));
  const [without, setWithout] = useQueryState('sans', parseAsArrayOf(kinds).withDefault([]));
  const [hidden, setHidden] = useQueryState('caches', ids);
  return {
    ...{ day, axes, ground, around, from, to, depth, way, without, hidden },
    setAround: (chosen: string[]) => void Promise.all([setFrom(null), setTo(null), setAround(chosen)]),
    setFrom: (id: string) => void setFrom(id || null),
    setTo: (id: string) => void setTo(id || null),
    setDepth: (chosen: (typeof DEPTHS)[number]) => void setDepth(chosen),
    setWithout: (chosen: NodeKind[]) => void setWithout(chosen),
    setHidden: (chosen: string[]) => void setHidden(chosen),
    turn: () => void setWay(way === 'graphe' ? 'tableau' : 'graphe'),
  };
}

type Choices = ReturnType<typeof useChoices>;

function said(
  shown: Pick<GraphFragment, 'nodes' | 'edges'>,
  { truncated, totalNodes }: GraphFragment,
): string {
  const there = `${count(shown.nodes.length, 'nœud')} et ${count(shown.edges.length, 'lien')}`;
  return truncated
    ? `${there} ; le réseau compte ${number(totalNodes)} nœuds, les plus proches sont montrés`
    : there;
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
        <button
          type="button"
          className="button"
          onClick={() => choices.setAround([choices.ground || COUNTRY])}
        >
          Commencer par {choices.ground ? 'le territoire choisi' : 'la France'}
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
          label="Étendue"
          value={depth}
          choices={DEPTHS.map((steps) => [steps, `${steps} pas`])}
          onChange={choices.setDepth}
        />
      )}
      <DayField />
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
        {around.length > MOST_AROUND && (
          <p className="note">Vingt choses au plus sont regardées à la fois : retirez-en.</p>
        )}
      </div>
    </>
  );
}

function Drawing({ drawing, acts }: { drawing: Omit<Parameters<typeof GraphCanvas>[0], 'key'>; acts: Acts }) {
  const look = useLook();
  const chosen = drawing.nodes.find(({ id }) => id === drawing.selected);
  return (
    <div className="network-drawing">
      <GraphCanvas key={look} {...drawing} />
      <div className="card" role="status">
        {chosen ? <Chosen node={chosen} acts={acts} /> : <p>Choisissez un nœud du dessin, ou le tableau.</p>}
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

function Chosen({ node, acts }: { node: NetworkNode; acts: Acts }) {
  return (
    <>
      <h2>
        <NodeLink node={node} />
      </h2>
      <p>
        {capital(kindWord(node.kind))}, {count(node.degree, 'lien')} dont {number(node.shownDegree)} ici.
      </p>
      <p className="row-line">
        <Actions node={node} {...acts} />
      </p>
    </>
  );
}
