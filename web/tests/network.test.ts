/** The graph of a network: ties between actors, hidden nodes, and the initial places of nodes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  betweenActors,
  edgeWidth,
  initialPlace,
  type NetworkEdge,
  type NetworkGraph,
  type NetworkNode,
  neighbourhoodOf,
  radius,
  visiblePart,
} from '../src/pages/network/graph';

const node = (id: string, kind: NetworkNode['kind']) =>
  ({ id, kind, label: id, degree: 1, shownDegree: 1, distance: 1 }) as unknown as NetworkNode;
const engaged = (actor: string, engagement: string): NetworkEdge => ({
  id: `${actor}~${engagement}`,
  kind: 'ENGAGED_IN',
  source: actor,
  target: engagement,
  roles: ['LEAD'],
  axes: ['VICTIM_SUPPORT'],
  weight: 1,
});

/** Networks of actors who take part in engagements. */
const networks: fc.Arbitrary<NetworkGraph> = fc
  .uniqueArray(fc.tuple(fc.nat(6), fc.nat(6)), { selector: ([one, other]) => `${one}~${other}` })
  .map((pairs) => ({
    nodes: [
      ...[0, 1, 2, 3, 4, 5, 6].map((place) => node(`actor:${place}`, place % 2 ? 'TRAINER' : 'INSTITUTION')),
      ...[0, 1, 2, 3, 4, 5, 6].map((place) => node(`action:${place}`, 'ENGAGEMENT')),
    ],
    edges: pairs.map(([actor, action]) => engaged(`actor:${actor}`, `action:${action}`)),
  }));

describe('ties between actors', () => {
  test('two actors have one tie, weighted by the number of shared mobilisations', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const { nodes, edges } = betweenActors(network);
        expect(nodes.every(({ kind }) => kind !== 'ENGAGEMENT')).toBe(true);
        expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
        const tasksOf = (id: string) =>
          network.edges.filter((edge) => edge.source === id).map(({ target }) => target);
        for (const one of nodes)
          for (const other of nodes) {
            if (one.id >= other.id) continue;
            const shared = tasksOf(one.id).filter((task) => tasksOf(other.id).includes(task)).length;
            const tie = edges.find(({ source, target }) => source === one.id && target === other.id);
            expect(tie?.weight ?? 0).toBe(shared);
          }
        for (const { id, degree } of nodes)
          expect(degree).toBe(edges.filter(({ source, target }) => source === id || target === id).length);
      }),
    );
  });
});

test('no edge is shown without both its ends', () => {
  fc.assert(
    fc.property(
      networks,
      fc.subarray(['INSTITUTION', 'TRAINER', 'ENGAGEMENT'] as const),
      fc.nat(6),
      (network, kinds, gone) => {
        const hidden = `actor:${gone}`;
        const { nodes, edges } = visiblePart(network, kinds, [hidden]);
        const ids = new Set(nodes.map(({ id }) => id));
        expect(ids.has(hidden)).toBe(false);
        expect(nodes.some(({ kind }) => (kinds as readonly string[]).includes(kind))).toBe(false);
        for (const { source, target } of network.edges)
          expect(edges.some((edge) => edge.source === source && edge.target === target)).toBe(
            ids.has(source) && ids.has(target),
          );
      },
    ),
  );
});

test('a neighbourhood is a node and those tied to it', () => {
  const edges = [engaged('a', 'x'), engaged('b', 'x'), engaged('c', 'y')];
  expect([...neighbourhoodOf('x', edges)].sort()).toEqual(['a', 'b', 'x']);
  expect([...neighbourhoodOf('z', edges)]).toEqual(['z']);
});

test('initial places are always the same, on a ring by distance', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(5), (id, distance) => {
      const one = { ...node(id, 'INSTITUTION'), distance };
      const { x, y } = initialPlace(one);
      expect(initialPlace({ ...one })).toEqual({ x, y });
      const ring = Math.hypot(x, y);
      expect(ring).toBeGreaterThanOrEqual(distance * 100 - 1e-9);
      expect(ring).toBeLessThan(distance * 100 + 49);
    }),
  );
});

test('nodes are larger with more ties, and smaller in a large network', () => {
  const [small, large] = [1, 50].map((degree) => ({ ...node('a', 'INSTITUTION'), degree }));
  expect(radius(large as NetworkNode, 10)).toBeGreaterThan(radius(small as NetworkNode, 10));
  expect(radius(large as NetworkNode, 2_000)).toBeLessThan(radius(large as NetworkNode, 10));
  const [one, two, four] = [1, 2, 4].map((weight) => edgeWidth({ ...engaged('a', 'b'), weight }));
  expect((two as number) - (one as number)).toBeCloseTo((four as number) - (two as number));
});
