import { NodeSquareProgram } from '@sigma/node-square';
import Graph from 'graphology';
import { useEffect, useRef, useState } from 'react';
import Sigma from 'sigma';
import type { NodeLabelDrawingFunction } from 'sigma/rendering';
import { colour } from '../../parts/pictures';
import { COLOURS, type NetworkEdge, type NetworkNode, type Place, radius } from './graph';

interface Props {
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
  readonly places: ReadonlyMap<string, Place>;
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

const STEP = 0.15;
const ZOOM = 1.5;
/** Nothing goes on moving by itself for who asked for less motion. */
const STILL = { zoomDuration: 0, inertiaDuration: 0, doubleClickZoomingDuration: 0 };
/** So many nodes may all be named. */
const FEW = 40;
/** More than so many move without their edges and names. */
const MANY = 1_000;
const THIN = 0.7;
const THICK = 3;

/** Squares whose names are written as those of circles are. */
function squares(drawLabel: NodeLabelDrawingFunction) {
  return class extends NodeSquareProgram {
    override drawLabel = drawLabel as InstanceType<typeof NodeSquareProgram>['drawLabel'];
  };
}

/** The network, drawn by the graphics card; buttons do all that dragging and wheeling do. */
export function GraphCanvas({ nodes, edges, places, selected, onSelect }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma>(undefined);
  const [unable, setUnable] = useState(false);
  const select = useRef(onSelect);
  select.current = onSelect;

  useEffect(() => {
    if (!frame.current) return;
    try {
      const label = labelled(colour('--ink'), colour('--surface'));
      const renderer = new Sigma(new Graph({ multi: true }), frame.current, {
        allowInvalidContainer: true,
        nodeProgramClasses: { square: squares(label) },
        labelDensity: 0.7,
        labelGridCellSize: 180,
        stagePadding: 80,
        labelFont: 'system-ui, sans-serif',
        defaultEdgeColor: colour('--line-strong'),
        zIndex: true,
        ...(window.matchMedia('(prefers-reduced-motion: reduce)').matches && STILL),
        defaultDrawNodeLabel: label,
      });
      renderer.on('clickNode', ({ node }) => select.current(node));
      renderer.on('clickStage', () => select.current(undefined));
      sigma.current = renderer;
      return () => renderer.kill();
    } catch {
      setUnable(true);
      return;
    }
  }, []);

  useEffect(() => {
    const renderer = sigma.current;
    if (!renderer) return;
    const graph = renderer.getGraph();
    graph.clear();
    const colours = Object.fromEntries(Object.entries(COLOURS).map(([kind, token]) => [kind, colour(token)]));
    for (const node of nodes) {
      const place = places.get(node.id);
      if (place)
        graph.addNode(node.id, {
          ...place,
          label: node.label,
          size: radius(node, nodes.length),
          color: colours[node.kind],
          type: node.kind === 'TERRITORY' ? 'square' : 'circle',
        });
    }
    for (const { id, source, target } of edges)
      if (graph.hasNode(source) && graph.hasNode(target))
        graph.addEdgeWithKey(id, source, target, { size: THIN });
    renderer.setSetting('labelRenderedSizeThreshold', nodes.length > FEW ? 7 : 0);
    renderer.setSetting('hideEdgesOnMove', nodes.length > MANY);
    renderer.setSetting('hideLabelsOnMove', nodes.length > MANY);
    renderer.setCustomBBox(boxOf(places));
    renderer.refresh();
  }, [nodes, edges, places]);

  useEffect(() => {
    const renderer = sigma.current;
    if (!renderer) return;
    renderer.setSetting('nodeReducer', (id, data) => ({ ...data, highlighted: id === selected }));
    renderer.setSetting('edgeReducer', (id, data) =>
      selected && renderer.getGraph().extremities(id).includes(selected) ? { ...data, size: THICK } : data,
    );
  }, [selected]);

  const look = (dx: number, dy: number, zoom: number) => {
    const camera = sigma.current?.getCamera();
    if (!camera) return;
    const { x, y, ratio } = camera.getState();
    camera.setState({ x: x + dx * STEP * ratio, y: y + dy * STEP * ratio, ratio: ratio * zoom });
  };
  if (unable)
    return (
      <p className="empty">
        Ce navigateur ne sait pas dessiner le graphe (WebGL manque) : le tableau dit la même chose.
      </p>
    );
  return (
    <div className="graph">
      <div
        ref={frame}
        className="graph-canvas"
        role="img"
        aria-label="Dessin du réseau ; le tableau en est l’équivalent."
      />
      <fieldset className="graph-tools" aria-label="Vue du dessin">
        <Tool name="Agrandir" sign="+" act={() => look(0, 0, 1 / ZOOM)} />
        <Tool name="Réduire" sign="−" act={() => look(0, 0, ZOOM)} />
        <Tool name="Vers la gauche" sign="←" act={() => look(-1, 0, 1)} />
        <Tool name="Vers la droite" sign="→" act={() => look(1, 0, 1)} />
        <Tool name="Vers le haut" sign="↑" act={() => look(0, 1, 1)} />
        <Tool name="Vers le bas" sign="↓" act={() => look(0, -1, 1)} />
        <Tool
          name="Tout voir"
          sign="⤢"
          act={() => sigma.current?.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 })}
        />
      </fieldset>
    </div>
  );
}

/** A node's name with a halo of the paper's colour, so that it reads on whatever lies under it. */
function labelled(ink: string, paper: string): NodeLabelDrawingFunction {
  return (context, { label, x, y, size }, { labelSize, labelFont }) => {
    if (!label) return;
    context.font = `${labelSize}px ${labelFont}`;
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.strokeStyle = paper;
    context.fillStyle = ink;
    context.strokeText(label, x + size + 3, y + labelSize / 3);
    context.fillText(label, x + size + 3, y + labelSize / 3);
  };
}

function Tool({ name, sign, act }: { name: string; sign: string; act: () => void }) {
  return (
    <button type="button" className="button" aria-label={name} title={name} onClick={act}>
      {sign}
    </button>
  );
}

/** The box of what the answer holds, hidden or not: the drawing does not move when some are hidden. */
function boxOf(places: ReadonlyMap<string, Place>) {
  const xs = [...places.values()].map(({ x }) => x);
  const ys = [...places.values()].map(({ y }) => y);
  const span = (values: number[]): [number, number] =>
    values.length
      ? [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
      : [0, 1];
  return { x: span(xs), y: span(ys) };
}
