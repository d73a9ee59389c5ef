import { LETTER_WIDTH, LINE_HEIGHT, linesOf, markBox, NameRoom } from '../../parts/names';
import { escapeXml, pictureSvg, themeColour } from '../../parts/pictures';
import type { Colours } from './colours';
import { edgeWidth, type NetworkGraph, type Place, radius } from './graph';

const SIZE = 1_600;
const MARGIN = 120;
const FONT_SIZE = 12;

interface Drawing extends NetworkGraph {
  readonly places: ReadonlyMap<string, Place>;
  readonly colours: Colours;
}

/** Draws the network as a framed picture. */
export function networkSvg(
  { nodes, edges, places, colours }: Drawing,
  heading: string,
  notes: readonly string[],
): string {
  const placedNodes = nodes.flatMap((node) => {
    const place = places.get(node.id);
    return place ? [{ node, place }] : [];
  });
  const xs = placedNodes.map(({ place }) => place.x);
  const ys = placedNodes.map(({ place }) => place.y);
  const [left, top] = [Math.min(...xs), Math.max(...ys)];
  const scale = (SIZE - 2 * MARGIN) / Math.max(1, Math.max(...xs) - left, top - Math.min(...ys));
  const at = new Map(
    placedNodes.map(({ node, place }) => [
      node.id,
      [MARGIN + (place.x - left) * scale, MARGIN + (top - place.y) * scale] as const,
    ]),
  );
  const lines = edges.flatMap((edge) => {
    const [from, to] = [at.get(edge.source), at.get(edge.target)];
    if (!from || !to) return [];
    return [
      `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" stroke-width="${edgeWidth(edge)}"/>`,
    ];
  });
  const room = new NameRoom(
    placedNodes.map(({ node }) => markBox(...(at.get(node.id) ?? [0, 0]), radius(node, nodes.length))),
  );
  const marks = [...placedNodes]
    .sort((one, other) => other.node.degree - one.node.degree)
    .map(({ node }) => {
      const [x, y] = at.get(node.id) ?? [0, 0];
      const r = radius(node, nodes.length);
      const fill = `fill="${themeColour(colours.tokenOf(node))}"`;
      const title = `<title>${escapeXml(node.label)}</title>`;
      const shape =
        node.kind === 'TERRITORY'
          ? `<rect x="${x - r}" y="${y - r}" width="${2 * r}" height="${2 * r}" ${fill}>${title}</rect>`
          : `<circle cx="${x}" cy="${y}" r="${r}" ${fill}>${title}</circle>`;
      const name = linesOf(node.label);
      const width = Math.max(...name.map((line) => line.length)) * FONT_SIZE * LETTER_WIDTH;
      const found = room.place({ x, y, size: r }, width, name.length * FONT_SIZE * LINE_HEIGHT);
      if (!found) return shape;
      const spans = name.map(
        (line, index) =>
          `<tspan x="${found.x}" y="${found.top + FONT_SIZE * (index * LINE_HEIGHT + 0.85)}">${escapeXml(line)}</tspan>`,
      );
      return `${shape}<text text-anchor="middle">${spans.join('')}</text>`;
    });
  return pictureSvg(
    {
      width: SIZE,
      height: SIZE,
      body:
        `<g stroke="${themeColour('--line-strong')}" stroke-opacity="0.5">${lines.join('')}</g>` +
        `<g font-size="${FONT_SIZE}">${marks.join('')}</g>`,
      legend: colours.legend.map(([token, name]) => ({ fill: themeColour(token), name })),
      notes,
    },
    heading,
  );
}
