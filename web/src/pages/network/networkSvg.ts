import { themeColour } from '../../parts/pictures';
import type { Colours } from './colours';
import { edgeWidth, type NetworkGraph, type Place, radius } from './graph';
import { LINE_HEIGHT, linesOf, markBox, NameRoom } from './names';

const SIZE = 1_600;
const MARGIN = 120;
const HEADING = 70;
const LINE = 24;
const FONT_SIZE = 12;
/** The usual width of a letter, in parts of the font's size. */
const LETTER_WIDTH = 0.56;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

interface Drawing extends NetworkGraph {
  readonly places: ReadonlyMap<string, Place>;
  readonly colours: Colours;
}

/** Draws the network as a self-contained SVG with its heading, its legend and notes on where it comes from. */
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
      [MARGIN + (place.x - left) * scale, HEADING + MARGIN + (top - place.y) * scale] as const,
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
  const bottom = HEADING + SIZE - MARGIN / 3;
  const legend = colours.legend.map(
    ([token, name], index) =>
      `<rect x="${MARGIN / 2}" y="${bottom + index * LINE - 12}" width="14" height="14" fill="${themeColour(token)}"/>` +
      `<text x="${MARGIN / 2 + 22}" y="${bottom + index * LINE}">${escapeXml(name)}</text>`,
  );
  const notesTop = bottom + colours.legend.length * LINE;
  const words = notes.map(
    (note, index) => `<text x="${MARGIN / 2}" y="${notesTop + index * LINE}">${escapeXml(note)}</text>`,
  );
  const height = notesTop + notes.length * LINE + MARGIN / 4;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${height}" viewBox="0 0 ${SIZE} ${height}">`,
    `<title>${escapeXml(heading)}</title>`,
    `<rect width="100%" height="100%" fill="${themeColour('--surface')}"/>`,
    `<g font-family="sans-serif" fill="${themeColour('--ink')}">`,
    `<text x="${MARGIN / 2}" y="${HEADING - 22}" font-size="26" font-weight="bold">${escapeXml(heading)}</text>`,
    `<g stroke="${themeColour('--line-strong')}" stroke-opacity="0.5">${lines.join('')}</g>`,
    `<g font-size="${FONT_SIZE}">${marks.join('')}</g>`,
    `<g font-size="15">${legend.join('')}${words.join('')}</g></g></svg>`,
  ].join('\n');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);
}
