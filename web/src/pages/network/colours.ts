/** The colours of a drawing: by kind of node, by axis or by territory, each with its legend. */
import { AXES, axisName } from '../../words/axes';
import { capital } from '../../words/texts';
import { KINDS, kindsWord, type NetworkGraph, type NetworkNode, type NodeKind } from './graph';

export const SCHEMES = ['nature', 'axe', 'territoire'] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface Colours {
  /** Returns the theme's colour token of a node. */
  readonly tokenOf: (node: NetworkNode) => string;
  readonly legend: readonly (readonly [token: string, name: string])[];
}

const KIND_TOKENS: Record<NodeKind, string> = {
  INSTITUTION: '--node-institution',
  TRAINER: '--node-trainer',
  ENGAGEMENT: '--node-engagement',
  TERRITORY: '--node-territory',
  AXIS: '--node-axis',
};
const HUES = ['--hue-1', '--hue-2', '--hue-3', '--hue-4', '--hue-5', '--hue-6'] as const;
const NO_HUE = '--node-engagement';

/**
 * Colours nodes by the whole answer, so that hiding some changes no colour.
 *
 * The legend names the colours of the shown nodes.
 */
export function coloursOf(
  scheme: Scheme,
  whole: NetworkGraph,
  nodes: readonly NetworkNode[],
  shown: readonly NetworkNode[],
): Colours {
  if (scheme === 'nature') {
    const kinds = new Set(shown.map(({ kind }) => kind));
    return {
      tokenOf: ({ kind }) => KIND_TOKENS[kind],
      legend: KINDS.filter(([kind]) => kinds.has(kind)).map(([kind]) => [
        KIND_TOKENS[kind],
        capital(kindsWord(kind)),
      ]),
    };
  }
  const groups = scheme === 'axe' ? mainAxes(whole) : mainTerritories(whole);
  const sizes = new Map<string, number>();
  for (const { id } of nodes) {
    const group = groups.get(id);
    if (group) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  const names =
    scheme === 'axe'
      ? AXES.map(({ value }) => axisName(value))
      : [...sizes].sort(([a, m], [b, n]) => n - m || a.localeCompare(b, 'fr')).map(([name]) => name);
  const tokens = new Map(names.slice(0, HUES.length).map((name, index) => [name, HUES[index] as string]));
  const shownGroups = new Set(shown.map(({ id }) => groups.get(id)));
  const isOther = ({ id }: NetworkNode) => !tokens.has(groups.get(id) ?? '');
  return {
    tokenOf: ({ id }) => tokens.get(groups.get(id) ?? '') ?? NO_HUE,
    legend: [
      ...[...tokens].filter(([name]) => shownGroups.has(name)).map(([name, token]) => [token, name] as const),
      ...(shown.some(isOther) ? [[NO_HUE, 'Autres'] as const] : []),
    ],
  };
}

/** Returns, for each node, the most frequent axis of its mobilisations here, or the first of several. */
function mainAxes({ edges }: NetworkGraph): ReadonlyMap<string, string> {
  const tallies = new Map<string, Map<string, number>>();
  for (const { source, target, axes } of edges)
    for (const axis of axes) for (const id of [source, target]) add(tallies, id, axisName(axis));
  for (const { value, number } of AXES) tallies.set(`axis:${number}`, new Map([[axisName(value), 1]]));
  return mostFrequent(tallies);
}

/** Returns, for each node, the most frequent territory of its mobilisations here, or the first by name of several. */
function mainTerritories({ nodes, edges }: NetworkGraph): ReadonlyMap<string, string> {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const tallies = new Map<string, Map<string, number>>();
  for (const { kind, source, target } of edges)
    if (kind === 'TARGETS') {
      add(tallies, source, labels.get(target) ?? target);
      tallies.set(target, new Map([[labels.get(target) ?? target, 1]]));
    }
  for (const { kind, source, target } of edges)
    if (kind === 'ENGAGED_IN')
      for (const territory of tallies.get(target)?.keys() ?? []) add(tallies, source, territory);
  return mostFrequent(tallies);
}

function add(tallies: Map<string, Map<string, number>>, id: string, group: string) {
  const tally = tallies.get(id) ?? new Map<string, number>();
  tallies.set(id, tally.set(group, (tally.get(group) ?? 0) + 1));
}

function mostFrequent(tallies: ReadonlyMap<string, ReadonlyMap<string, number>>) {
  return new Map(
    [...tallies].map(([id, tally]) => {
      const [[first = ''] = []] = [...tally].sort(([a, m], [b, n]) => n - m || a.localeCompare(b, 'fr'));
      return [id, first];
    }),
  );
}
