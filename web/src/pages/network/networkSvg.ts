import { LETTER_WIDTH, LINE_HEIGHT, linesOf, outside, placesOfNames } from '../../parts/names';
import { escapeXml, pictureSvg, themeColour } from '../../parts/pictures';
import type { Colours } from './colours';
import { edgeWidth, type NetworkGraph, type Place, radius } from './graph';

type Size = readonly [width: number, height: number];

const PICTURE_SIZE: Size = [1_600, 1_600];
/** The proportions of a landscape page, on which names of FONT_SIZE are more than 8 points high. */
const PAPER_SIZE: Size = [1_100, 600];
const MARGIN = 120;
const FONT_SIZE = 12;

interface Network extends NetworkGraph {
  readonly places: ReadonlyMap<string, Place>;
  readonly colours: Colours;
}

/** Draws the network as a framed picture. */
export function networkSvg(network: Network, heading: string, notes: readonly string[]): string {
  const legend = network.colours.legend.map(([token, name]) => ({ fill: themeColour(token), name }));
  return pictureSvg({ ...drawingOf(network, PICTURE_SIZE), legend, notes }, heading);
}

/** Draws the network as SVG elements of a size, wide by default. */
export function drawingOf({ nodes, edges, places, colours }: Network, [width, height] = PAPER_SIZE) {
  const placedNodes = nodes.flatMap((node) => {
    const place = places.get(node.id);
    return place ? [{ node, place }] : [];
  });
  const xs = placedNodes.map(({ place }) => place.x);
  const ys = placedNodes.map(({ place }) => place.y);
  const [left, top] = [Math.min(...xs), Math.max(...ys)];
  const across = (width - 2 * MARGIN) / Math.max(1, Math.max(...xs) - left);
  const down = (height - 2 * MARGIN) / Math.max(1, top - Math.min(...ys));
  const at = new Map(
    placedNodes.map(({ node, place }) => [
      node.id,
      [MARGIN + (place.x - left) * across, MARGIN + (top - place.y) * down] as const,
    ]),
  );
  const lines = edges.flatMap((edge) => {
    const [from, to] = [at.get(edge.source), at.get(edge.target)];
    if (!from || !to) return [];
    return [
      `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" stroke-width="${edgeWidth(edge)}"/>`,
    ];
  });
  const marks = [...placedNodes]
    .sort((one, other) => other.node.degree - one.node.degree)
    .map(({ node }) => {
      const [x, y] = at.get(node.id) ?? [0, 0];
      const name = linesOf(node.label);
      const width = Math.max(...name.map((line) => line.length)) * FONT_SIZE * LETTER_WIDTH;
      const height = name.length * FONT_SIZE * LINE_HEIGHT;
      return { node, id: node.id, x, y, size: radius(node, nodes.length), name, width, height };
    });
  const names = placesOfNames(marks, outside(width, height));
  const drawn = marks.map(({ node, x, y, size, name }) => {
    const fill = `fill="${themeColour(colours.tokenOf(node))}"`;
    const title = `<title>${escapeXml(node.label)}</title>`;
    const shape =
      node.kind === 'TERRITORY'
        ? `<rect x="${x - size}" y="${y - size}" width="${2 * size}" height="${2 * size}" ${fill}>${title}</rect>`
        : `<circle cx="${x}" cy="${y}" r="${size}" ${fill}>${title}</circle>`;
    const place = names.get(node.id);
    if (!place) return [shape, ''] as const;
    const spans = name.map(
      (line, index) =>
        `<tspan x="${place.x}" y="${place.top + FONT_SIZE * (index * LINE_HEIGHT + 0.85)}">${escapeXml(line)}</tspan>`,
    );
    return [shape, `<text text-anchor="middle">${spans.join('')}</text>`] as const;
  });
  const body =
    `<g stroke="${themeColour('--line-strong')}" stroke-opacity="0.5">${lines.join('')}</g>` +
    `<g font-family="sans-serif" font-size="${FONT_SIZE}" fill="${themeColour('--ink')}">${drawn.map(([shape]) => shape).join('')}` +
    `<g stroke="${themeColour('--surface')}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">` +
    `${drawn.map(([, text]) => text).join('')}</g></g>`;
  return { width, height, body };
}
