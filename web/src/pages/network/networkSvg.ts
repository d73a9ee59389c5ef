import { themeColour } from '../../parts/pictures';
import { COLOURS, KINDS, type NetworkEdge, type NetworkNode, type Place, radius } from './graph';

const SIZE = 1_600;
const MARGIN = 120;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Draws the network as a self-contained SVG. */
export function networkSvg(
  nodes: readonly NetworkNode[],
  edges: readonly NetworkEdge[],
  places: ReadonlyMap<string, Place>,
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
  const colours = new Map(KINDS.map(([kind]) => [kind, themeColour(COLOURS[kind])]));
  const lines = edges.flatMap(({ source, target }) => {
    const [from, to] = [at.get(source), at.get(target)];
    return from && to ? [`<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}"/>`] : [];
  });
  const marks = placedNodes.map(({ node }) => {
    const [x, y] = at.get(node.id) ?? [0, 0];
    const r = radius(node, nodes.length);
    const fill = `fill="${colours.get(node.kind)}"`;
    const shape =
      node.kind === 'TERRITORY'
        ? `<rect x="${x - r}" y="${y - r}" width="${2 * r}" height="${2 * r}" ${fill}/>`
        : `<circle cx="${x}" cy="${y}" r="${r}" ${fill}/>`;
    const label = node.label.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);
    return `${shape}<text x="${x + r + 4}" y="${y + 4}">${label}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 ${SIZE} ${SIZE}">`,
    `<rect width="100%" height="100%" fill="${themeColour('--surface')}"/>`,
    `<g stroke="${themeColour('--line-strong')}" stroke-opacity="0.5">${lines.join('')}</g>`,
    `<g font-family="sans-serif" font-size="12" fill="${themeColour('--ink')}">${marks.join('')}</g></svg>`,
  ].join('\n');
}
