import { NodeSquareProgram } from '@sigma/node-square';
import Graph from 'graphology';
import { useEffect, useRef, useState } from 'react';
import Sigma from 'sigma';
import { type NodeLabelDrawingFunction, NodePointProgram } from 'sigma/rendering';
import {
  LINE_HEIGHT,
  linesOf,
  type NamedMark,
  type NamePlace,
  outside,
  placesOf,
  placesOfNames,
} from '../../parts/names';
import { themeColour } from '../../parts/pictures';
import type { Colours } from './colours';
import { edgeWidth, type NetworkGraph, neighbourhoodOf, type Place, radius } from './graph';

interface Props extends NetworkGraph {
  readonly places: ReadonlyMap<string, Place>;
  readonly colours: Colours;
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

const PAN_STEP = 0.15;
const ZOOM_FACTOR = 1.5;
/** For readers who prefer reduced motion. */
const NO_ANIMATION = { zoomDuration: 0, inertiaDuration: 0, doubleClickZoomingDuration: 0 };
/** In a drawing with more nodes than this, edges and names are hidden while it moves. */
const MAX_NODES_IN_MOTION = 1_000;
/** The closest and the farthest zoom, as fractions of the whole. */
const MIN_CAMERA_RATIO = 0.05;
const MAX_CAMERA_RATIO = 4;
const FONT_SIZE = 12;
/** The largest factor by which a drawing may be stretched to fill its frame. */
const MAX_STRETCH = 2;

/** Labels squares in the same way as circles. */
function squareProgram(drawLabel: NodeLabelDrawingFunction, drawHover: NodeLabelDrawingFunction) {
  return class extends NodeSquareProgram {
    override drawLabel = drawLabel as InstanceType<typeof NodeSquareProgram>['drawLabel'];
    override drawHover = drawHover as InstanceType<typeof NodeSquareProgram>['drawHover'];
  };
}

/** Draws the network with WebGL; buttons offer everything that dragging and the wheel do. */
export function GraphCanvas({ nodes, edges, places, colours, selected, onSelect }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma>(undefined);
  const [isUnsupported, setIsUnsupported] = useState(false);
  const select = useRef(onSelect);
  select.current = onSelect;

  useEffect(() => {
    if (!frame.current) return;
    try {
      const [ink, paper] = [themeColour('--ink'), themeColour('--surface')];
      const font = `${FONT_SIZE}px ${getComputedStyle(document.body).fontFamily}`;
      const sizeOf = memoised(sizesOfNames(font));
      let names: ReadonlyMap<string, NamePlace> | undefined;
      const drawName = nameDrawer(ink, paper, (id) => {
        names ??= placesOfNames(marksOf(renderer, sizeOf), frameOf(renderer));
        return names.get(id);
      });
      const drawNameAnyway = nameDrawer(ink, paper);
      const renderer = new Sigma(new Graph({ multi: true }), frame.current, {
        allowInvalidContainer: true,
        nodeProgramClasses: { circle: NodePointProgram, square: squareProgram(drawName, drawNameAnyway) },
        labelSize: FONT_SIZE,
        stagePadding: 50,
        minCameraRatio: MIN_CAMERA_RATIO,
        maxCameraRatio: MAX_CAMERA_RATIO,
        labelFont: getComputedStyle(document.body).fontFamily,
        defaultEdgeColor: themeColour('--line-strong'),
        zIndex: true,
        ...(window.matchMedia('(prefers-reduced-motion: reduce)').matches && NO_ANIMATION),
        defaultDrawNodeLabel: drawName,
        defaultDrawNodeHover: drawNameAnyway,
      });
      renderer.on('beforeRender', () => {
        names = undefined;
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
    const { width, height } = renderer.getDimensions();
    const stretch = Math.min(MAX_STRETCH, Math.max(1 / MAX_STRETCH, width / Math.max(1, height)));
    const colourOf = memoised(themeColour);
    for (const node of nodes) {
      const place = places.get(node.id);
      if (place)
        graph.addNode(node.id, {
          x: place.x * stretch,
          y: place.y,
          label: node.label,
          size: radius(node, nodes.length),
          color: colourOf(colours.tokenOf(node)),
          type: node.kind === 'TERRITORY' ? 'square' : 'circle',
          forceLabel: true,
        });
    }
    for (const edge of edges)
      if (graph.hasNode(edge.source) && graph.hasNode(edge.target))
        graph.addEdgeWithKey(edge.id, edge.source, edge.target, { size: edgeWidth(edge) });
    renderer.setSetting('hideEdgesOnMove', nodes.length > MAX_NODES_IN_MOTION);
    renderer.setSetting('hideLabelsOnMove', nodes.length > MAX_NODES_IN_MOTION);
    renderer.setCustomBBox(boundsOf(places, stretch));
    renderer.refresh();
  }, [nodes, edges, places, colours]);

  useEffect(() => {
    const renderer = sigma.current;
    if (!renderer) return;
    const near = selected === undefined ? undefined : neighbourhoodOf(selected, edges);
    const [faint, strong] = [themeColour('--line'), themeColour('--ink-soft')];
    renderer.setSetting('nodeReducer', (id, data) =>
      near && !near.has(id)
        ? { ...data, color: faint, label: null, zIndex: 0 }
        : { ...data, highlighted: id === selected, zIndex: 1 },
    );
    renderer.setSetting('edgeReducer', (id, data) => {
      if (!near) return data;
      const isNear = renderer
        .getGraph()
        .extremities(id)
        .includes(selected as string);
      return isNear ? { ...data, color: strong, zIndex: 1 } : { ...data, color: faint, zIndex: 0 };
    });
  }, [selected, edges]);

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

/**
 * Draws a node's name next to it, on a few lines with a halo, so that it is legible over edges.
 *
 * If places are given, a name without one is left out.
 */
function nameDrawer(
  ink: string,
  paper: string,
  placeOf?: (id: string) => NamePlace | undefined,
): NodeLabelDrawingFunction {
  return (context, node, { labelSize, labelFont }) => {
    const { label, x, y, size } = node;
    if (!label) return;
    context.font = `${labelSize}px ${labelFont}`;
    const lines = linesOf(label);
    const height = labelSize * LINE_HEIGHT;
    const width = Math.max(...lines.map((line) => context.measureText(line).width));
    const place = placeOf
      ? placeOf((node as { key?: string }).key ?? '') // Sigma gives the key, though its types omit it
      : { x, top: placesOf({ x, y, size }, width, lines.length * height)[0][1] };
    if (!place) return;
    context.textAlign = 'center';
    context.textBaseline = 'top';
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.strokeStyle = paper;
    context.fillStyle = ink;
    for (const [index, line] of lines.entries())
      context.strokeText(line, place.x, place.top + index * height);
    for (const [index, line] of lines.entries()) context.fillText(line, place.x, place.top + index * height);
    context.textAlign = 'start';
    context.textBaseline = 'alphabetic';
  };
}

/** Measures the names of nodes in a font: width and height of their lines. */
function sizesOfNames(font: string): (label: string) => readonly [width: number, height: number] {
  const context = document.createElement('canvas').getContext('2d');
  return (label) => {
    const lines = linesOf(label);
    if (context) context.font = font;
    const widths = lines.map((line) => context?.measureText(line).width ?? 0);
    return [Math.max(...widths), lines.length * FONT_SIZE * LINE_HEIGHT];
  };
}

/** Returns the named marks in a frame, the largest first. */
function marksOf(
  renderer: Sigma,
  sizeOf: (label: string) => readonly [width: number, height: number],
): readonly NamedMark[] {
  const { width: right, height: bottom } = renderer.getDimensions();
  const marks = renderer.getGraph().mapNodes((id): NamedMark | undefined => {
    const data = renderer.getNodeDisplayData(id);
    if (!data?.label) return undefined;
    const { x, y } = renderer.framedGraphToViewport(data);
    if (x < 0 || y < 0 || x > right || y > bottom) return undefined;
    const [width, height] = sizeOf(data.label);
    return { id, x, y, size: renderer.scaleSize(data.size), width, height };
  });
  return marks.filter((mark) => mark !== undefined).sort((one, other) => other.size - one.size);
}

function frameOf(renderer: Sigma) {
  const { width, height } = renderer.getDimensions();
  return outside(width, height);
}

function memoised<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const value = known.get(text) ?? read(text);
    known.set(text, value);
    return value;
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
function boundsOf(places: ReadonlyMap<string, Place>, stretch: number) {
  const xs = [...places.values()].map(({ x }) => x * stretch);
  const ys = [...places.values()].map(({ y }) => y);
  const span = (values: number[]): [number, number] =>
    values.length
      ? [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
      : [0, 1];
  return { x: span(xs), y: span(ys) };
}
