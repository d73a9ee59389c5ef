import { NodeSquareProgram } from '@sigma/node-square';
import Graph from 'graphology';
import { useEffect, useRef, useState } from 'react';
import Sigma from 'sigma';
import type { NodeLabelDrawingFunction } from 'sigma/rendering';
import { themeColour } from '../../parts/pictures';
import { COLOURS, type NetworkEdge, type NetworkNode, type Place, radius } from './graph';

interface Props {
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
  readonly places: ReadonlyMap<string, Place>;
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

const PAN_STEP = 0.15;
const ZOOM_FACTOR = 1.5;
/** For readers who prefer reduced motion. */
const NO_ANIMATION = { zoomDuration: 0, inertiaDuration: 0, doubleClickZoomingDuration: 0 };
/** Up to this many nodes, every name is shown. */
const MAX_NAMED_NODES = 40;
/** Above this many nodes, edges and names are hidden while the drawing moves. */
const MAX_NODES_IN_MOTION = 1_000;
const EDGE_WIDTH = 0.7;
const SELECTED_EDGE_WIDTH = 3;

/** Makes squares label themselves as circles do. */
function squareProgram(drawLabel: NodeLabelDrawingFunction) {
  return class extends NodeSquareProgram {
    override drawLabel = drawLabel as InstanceType<typeof NodeSquareProgram>['drawLabel'];
  };
}

/** Draws the network with WebGL; buttons do all that dragging and the wheel do. */
export function GraphCanvas({ nodes, edges, places, selected, onSelect }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma>(undefined);
  const [isUnsupported, setIsUnsupported] = useState(false);
  const select = useRef(onSelect);
  select.current = onSelect;

  useEffect(() => {
    if (!frame.current) return;
    try {
      const label = labelDrawer(themeColour('--ink'), themeColour('--surface'));
      const renderer = new Sigma(new Graph({ multi: true }), frame.current, {
        allowInvalidContainer: true,
        nodeProgramClasses: { square: squareProgram(label) },
        labelDensity: 0.7,
        labelGridCellSize: 180,
        stagePadding: 80,
        labelFont: 'system-ui, sans-serif',
        defaultEdgeColor: themeColour('--line-strong'),
        zIndex: true,
        ...(window.matchMedia('(prefers-reduced-motion: reduce)').matches && NO_ANIMATION),
        defaultDrawNodeLabel: label,
      });
      renderer.on('clickNode', ({ node }) => select.current(node));
      renderer.on('clickStage', () => select.current(undefined));
      sigma.current = renderer;
      return () => renderer.kill();
    } catch {
      setIsUnsupported(true);
      return;
    }
  }, []);

  useEffect(() => {
    const renderer = sigma.current;
    if (!renderer) return;
    const graph = renderer.getGraph();
    graph.clear();
    const colours = Object.fromEntries(
      Object.entries(COLOURS).map(([kind, token]) => [kind, themeColour(token)]),
    );
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
        graph.addEdgeWithKey(id, source, target, { size: EDGE_WIDTH });
    renderer.setSetting('labelRenderedSizeThreshold', nodes.length > MAX_NAMED_NODES ? 7 : 0);
    renderer.setSetting('hideEdgesOnMove', nodes.length > MAX_NODES_IN_MOTION);
    renderer.setSetting('hideLabelsOnMove', nodes.length > MAX_NODES_IN_MOTION);
    renderer.setCustomBBox(boundsOf(places));
    renderer.refresh();
  }, [nodes, edges, places]);

  useEffect(() => {
    const renderer = sigma.current;
    if (!renderer) return;
    renderer.setSetting('nodeReducer', (id, data) => ({ ...data, highlighted: id === selected }));
    renderer.setSetting('edgeReducer', (id, data) =>
      selected && renderer.getGraph().extremities(id).includes(selected)
        ? { ...data, size: SELECTED_EDGE_WIDTH }
        : data,
    );
  }, [selected]);

  const moveCamera = (dx: number, dy: number, zoom: number) => {
    const camera = sigma.current?.getCamera();
    if (!camera) return;
    const { x, y, ratio } = camera.getState();
    camera.setState({ x: x + dx * PAN_STEP * ratio, y: y + dy * PAN_STEP * ratio, ratio: ratio * zoom });
  };
  if (isUnsupported)
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
        <Tool name="Agrandir" sign="+" onPress={() => moveCamera(0, 0, 1 / ZOOM_FACTOR)} />
        <Tool name="Réduire" sign="−" onPress={() => moveCamera(0, 0, ZOOM_FACTOR)} />
        <Tool name="Vers la gauche" sign="←" onPress={() => moveCamera(-1, 0, 1)} />
        <Tool name="Vers la droite" sign="→" onPress={() => moveCamera(1, 0, 1)} />
        <Tool name="Vers le haut" sign="↑" onPress={() => moveCamera(0, 1, 1)} />
        <Tool name="Vers le bas" sign="↓" onPress={() => moveCamera(0, -1, 1)} />
        <Tool
          name="Tout voir"
          sign="⤢"
          onPress={() => sigma.current?.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 })}
        />
      </fieldset>
    </div>
  );
}

/** Draws a node's name with a halo, so that it is legible over edges. */
function labelDrawer(ink: string, paper: string): NodeLabelDrawingFunction {
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

function Tool({ name, sign, onPress }: { name: string; sign: string; onPress: () => void }) {
  return (
    <button type="button" className="button" aria-label={name} title={name} onClick={onPress}>
      {sign}
    </button>
  );
}

/** Bounds all nodes, hidden ones included, so that hiding some does not move the others. */
function boundsOf(places: ReadonlyMap<string, Place>) {
  const xs = [...places.values()].map(({ x }) => x);
  const ys = [...places.values()].map(({ y }) => y);
  const span = (values: number[]): [number, number] =>
    values.length
      ? [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
      : [0, 1];
  return { x: span(xs), y: span(ys) };
}
