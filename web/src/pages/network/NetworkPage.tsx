import { type KeyboardEvent, type RefObject, useMemo, useRef, useState } from 'react';
import { type Query, useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import { CountedNote, useCountedWords } from '../../parts/counted';
import { DataTable } from '../../parts/DataTable';
import type { Export, Shown } from '../../parts/Exporter';
import { isDemonstration } from '../../parts/names';
import { PageFrame } from '../../parts/PageFrame';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { useLabel } from '../../parts/useLabel';
import { count } from '../../words/texts';
import { Chip } from './Chip';
import { coloursOf } from './colours';
import { Drawing } from './Drawing';
import {
  betweenActors,
  EMPTY_GRAPH,
  endsOf,
  graphOf,
  KINDS,
  type NetworkGraph,
  pathOf,
  visiblePart,
} from './graph';
import { NetworkFilters } from './NetworkFilters';
import { type GraphFragment, NetworkDocument, PathDocument } from './network.generated';
import { columnsOf, type NodeActions } from './networkTable';
import { Path } from './Path';
import { type Choices, useChoices } from './useChoices';
import { useLayout } from './useLayout';
import './network.css';

const MAX_NODES = 2_000;
const MAX_AROUND = 20;
/** The elements in which typed letters are text or choose an item. */
const TYPED_IN =
  'input, select, textarea, [role="listbox"], [role="spinbutton"], [role="menu"], [role="dialog"]';
const COUNTRY = 'country:FR';
const LEAD = 'Qui est relié à qui, par quelles mobilisations, sur quels territoires et quels axes.';
const ALL_KINDS = KINDS.map(([kind]) => kind);
const FICTIONAL_NOTE = 'Les acteurs de démonstration sont fictifs.';
const WEIGHT_NOTE = 'Un trait par paire d’acteurs, plus épais quand ils partagent plus de mobilisations.';
const MAIN_NOTES = {
  axe: 'Couleur : l’axe le plus fréquent parmi les mobilisations de chacun.',
  territoire: 'Couleur : le territoire le plus fréquent parmi les mobilisations de chacun.',
} as const;

/** Shows the network around some nodes, or the path between two, as a drawing with its list or as a table. */
export function NetworkPage() {
  const countedWords = useCountedWords();
  const choices = useChoices();
  const { around, from, to, depth, axes, day, counted, without, hidden, mode, links, scheme } = choices;
  const [chosen, setSelected] = useState<string>();
  const isPath = from !== '' && to !== '';
  const title = useTitle(choices, isPath);
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
  const walked = isPath ? path.result.data : undefined;
  const answer = isPath ? walked?.path : network.result.data?.network;
  const isBetweenActors = !isPath && links === 'acteurs';
  const whole = useMemo(
    () => (walked ? pathOf(walked) : answer ? graphOf(answer) : EMPTY_GRAPH),
    [walked, answer],
  );
  const graph = useMemo(() => (isBetweenActors ? betweenActors(whole) : whole), [whole, isBetweenActors]);
  const visible = useMemo(() => visiblePart(graph, without, hidden), [graph, without, hidden]);
  const selected = visible.nodes.some(({ id }) => id === chosen) ? chosen : undefined;
  const colours = useMemo(
    () => coloursOf(scheme, whole, graph.nodes, visible.nodes),
    [scheme, whole, graph, visible],
  );
  const places = useLayout(graph, isBetweenActors);
  const notes = [
    ...(isBetweenActors ? [WEIGHT_NOTE] : []),
    ...(scheme === 'nature' ? [] : [MAIN_NOTES[scheme]]),
    ...(visible.nodes.some(({ label }) => isDemonstration(label)) ? [FICTIONAL_NOTE] : []),
  ];
  const chips = useRef<HTMLDivElement>(null);
  const actions: NodeActions = {
    expand: choices.addAround,
    hide: (id) => {
      choices.setHidden([...hidden, id]);
      chips.current?.focus();
    },
  };
  const onKeyDown = ({ key, target, ctrlKey, altKey, metaKey }: KeyboardEvent) => {
    const isTyping = target instanceof HTMLElement && target.closest(TYPED_IN);
    if (key === 't' && !isTyping && !ctrlKey && !altKey && !metaKey) choices.toggleMode();
  };
  const columns = (reference: Reference) => columnsOf(visible, isBetweenActors, actions, reference.word);
  const exports = (reference: Reference): readonly Export[] => [
    ...(['svg', 'png'] as const).map((format) => ({
      name: `Dessin (${format.toUpperCase()})`,
      make: async (shown: Shown) => {
        const [{ saveSvg }, { networkSvg }] = await Promise.all([
          import('../../parts/pictures'),
          import('./networkSvg'),
        ]);
        const svg = networkSvg({ ...visible, places, colours }, shown.heading, notes);
        await saveSvg(svg, format, 'reseau', shown);
      },
    })),
    ...tableExports('reseau', columns(reference), visible.nodes),
  ];

  if (!isPath && around.length === 0) return <Start choices={choices} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same
    <div onKeyDown={onKeyDown}>
      <PageFrame
        title={title}
        className="network-view"
        hasArea={false}
        lead={LEAD}
        choices={countedWords}
        tools={
          <button type="button" className="button" onClick={choices.toggleMode}>
            {mode === 'graphe' ? 'Voir le tableau (t)' : 'Voir le dessin (t)'}
          </button>
        }
        query={(isPath ? path : network) as Query<object>}
        filters={
          <>
            <NetworkFilters
              choices={choices}
              kinds={ALL_KINDS.filter((kind) => graph.nodes.some((node) => node.kind === kind))}
              isPath={isPath}
            />
            <Chips choices={choices} isPath={isPath} line={chips} />
          </>
        }
        announce={() => (answer ? sizeInWords(visible, isBetweenActors, answer) : '')}
        exports={(_, reference) => exports(reference)}
      >
        {(_, reference) => {
          if (!answer) return <Empty>Aucun chemin ne les relie à cette date, en dix liens au plus.</Empty>;
          const steps = walked && <Path graph={whole} ends={endsOf(walked)} word={reference.word} />;
          return (
            <div className="network">
              <CountedNote />
              {mode === 'graphe' ? (
                <Drawing
                  {...{ ...visible, places, colours, notes, actions, isBetweenActors, selected, steps }}
                  onSelect={setSelected}
                />
              ) : (
                <>
                  {steps}
                  <DataTable
                    caption="Le même réseau, en tableau"
                    columns={columns(reference)}
                    rows={visible.nodes}
                    rowKey={({ id }) => id}
                  />
                </>
              )}
            </div>
          );
        }}
      </PageFrame>
    </div>
  );
}

/** Returns the title of the page: the nodes in the centre, or the ends of the path. */
function useTitle({ around, from, to }: Choices, isPath: boolean): string {
  const [start, end] = [useLabel(isPath ? from : (around[0] ?? '')), useLabel(to)];
  if (isPath) return `Chemin : ${start} → ${end}`;
  const others = around.length > 1 ? ` et ${count(around.length - 1, 'autre')}` : '';
  return `Réseau : ${start}${others}`;
}

function sizeInWords(
  { nodes, edges }: NetworkGraph,
  isBetweenActors: boolean,
  { truncated, totalCount }: GraphFragment,
): string {
  const size = isBetweenActors
    ? `${count(nodes.length, 'acteur')} et ${count(edges.length, 'lien')} entre eux`
    : `${count(nodes.length, 'nœud')} et ${count(edges.length, 'lien')}`;
  return truncated
    ? `${size} ; le réseau compte ${count(totalCount, 'nœud')}, les plus proches sont montrés`
    : size;
}

function Start({ choices }: { choices: Choices }) {
  return (
    <section className="view">
      <title>Réseau – Cinq Axes</title>
      <h1>Réseau</h1>
      <p className="lead">{LEAD}</p>
      <div className="filters">
        <NetworkFilters choices={choices} kinds={ALL_KINDS} isPath={false} />
        <Chips choices={choices} isPath={false} />
      </div>
      <Empty>
        Choisissez un point de départ, ou les deux bouts d’un chemin.{' '}
        <button type="button" className="button" onClick={() => choices.setAround([choices.area || COUNTRY])}>
          Commencer par {choices.area ? 'le territoire choisi' : 'la France'}
        </button>
      </Empty>
    </section>
  );
}

/** Shows the chosen nodes as buttons that remove them, and a button that restores hidden nodes. */
function Chips({
  choices,
  isPath,
  line,
}: {
  choices: Choices;
  isPath: boolean;
  line?: RefObject<HTMLDivElement | null>;
}) {
  const { around, from, to, hidden } = choices;
  return (
    <div className="row-line chips" ref={line} tabIndex={-1} role="toolbar" aria-label="Réseau">
      {from && <Chip id={from} before="de " onRemove={() => choices.setFrom('')} />}
      {to && <Chip id={to} before="vers " onRemove={() => choices.setTo('')} />}
      {!isPath &&
        around.map((id) => (
          <Chip key={id} id={id} onRemove={() => choices.setAround(around.filter((one) => one !== id))} />
        ))}
      {hidden.length > 0 && (
        <button
          type="button"
          className="button"
          onClick={() => {
            choices.setHidden([]);
            line?.current?.focus();
          }}
        >
          Réafficher {count(hidden.length, 'nœud masqué', 'nœuds masqués')}
        </button>
      )}
      {around.length > MAX_AROUND && <p className="note">Vingt points de départ au plus : retirez-en.</p>}
    </div>
  );
}
