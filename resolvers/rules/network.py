"""The network of a day: the surroundings of nodes, and shortest paths.

A hop leads from actor to engagement or from engagement to territory; axes, PART_OF and OVERLAPS are no hops. Nodes are
ids here, since a walk crosses kinds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.rights import ViewKey
from resolvers.rules.question import Question
from resolvers.snapshot.model import AXES, Snapshot

AXIS_IDS = tuple(f"axis:{axis.number}" for axis in AXES)


@dataclass
class Network:
    """The network of a day: neighbours by id, and which ids are engagements."""

    snapshot: Snapshot
    engagements: dict[str, int]
    neighbours: dict[str, list[str]]

    def degree(self, node: str) -> int:
        """Return the number of a node's edges in the whole network of the day; for an axis, that of its engagements."""
        return len(self.on_axis(node) if node in AXIS_IDS else self.neighbours.get(node, ()))

    def on_axis(self, node: str) -> list[str]:
        """Return the engagements on an axis, given its id."""
        axis = AXIS_IDS.index(node)
        return [identifier for identifier, e in self.engagements.items() if axis in self.snapshot.engagements.axes[e]]

    def is_on(self, node: str, axes: set[int]) -> bool:
        """Return whether a node is an engagement on one of the axes."""
        engagement = self.engagements.get(node)
        return engagement is not None and not axes.isdisjoint(self.snapshot.engagements.axes[engagement])


@dataclass(frozen=True)
class View:
    """The nodes shown with their distance, the edges between them, and the total number of nodes."""

    nodes: list[tuple[str, int]]
    edges: list[tuple[str, str, str]]
    total: int


def network(snapshot: Snapshot, day: date, question: Question, axes: Sequence[int]) -> Network:
    """Return the network of the day, cached with the snapshot."""
    key = ViewKey.of_all(day, question, tuple(axes))
    return snapshot.caches.networks.get(key, lambda: _network(snapshot, day, question, axes))


def _network(snapshot: Snapshot, day: date, question: Question, axes: Sequence[int]) -> Network:
    every, wanted = snapshot.engagements, set(axes)
    actor_ids, territory_ids = snapshot.actors.ids, snapshot.territories.ids
    engagements: dict[str, int] = {}
    neighbours: dict[str, list[str]] = {}
    for e in every.on(day.toordinal()):
        if wanted.isdisjoint(every.axes[e]) or not question.counts(snapshot, e):
            continue
        identifier = every.ids[e]
        engagements[identifier] = e
        around = [actor_ids[a] for a, _ in question.counted(snapshot, e)]
        around += [territory_ids[t] for t in every.targets[e]]
        neighbours[identifier] = around
        for other in around:
            neighbours.setdefault(other, []).append(identifier)
    return Network(snapshot, engagements, neighbours)


def with_inside(snapshot: Snapshot, node: str) -> list[str]:
    """Return a node and, for a territory, everything inside it."""
    territories = snapshot.territories
    place = territories.index.get(node)
    return [node] if place is None else [node, *(territories.ids[i] for i in territories.descendants(place))]


def around(net: Network, centres: Sequence[str], depth: int, limit: int) -> View:
    """Return what is within `depth` steps of the centres, up to the limit: by distance, then degree, then id.

    One step leads to the engagements of a node and on to their other actors and territories.
    """
    distance = dict.fromkeys(centres, 0)
    frontier = _first_engagements(net, centres)
    for step in range(1, depth + 1):
        met: set[str] = set()
        for engagement in frontier:
            distance.setdefault(engagement, step)
            met.update(net.neighbours.get(engagement, ()))
        fresh = {node for node in met if node not in distance}
        distance.update(dict.fromkeys(fresh, step))
        frontier = {e for node in fresh for e in net.neighbours.get(node, ()) if e not in distance}
    ranked = sorted((node for node in distance if distance[node]), key=lambda n: (distance[n], -net.degree(n), n))
    kept = _within_limit(net, centres, ranked, limit)
    kept.sort(key=lambda node: (distance[node], -net.degree(node), node))
    return View([(node, distance[node]) for node in kept], edges_among(net, kept), len(distance))


def _within_limit(net: Network, centres: Sequence[str], ranked: Sequence[str], limit: int) -> list[str]:
    """Return the centres and the first of the ranked nodes, each with an edge to another returned node.

    A node without an edge to the nodes taken so far is taken together with its best neighbour; if there is no room for
    both, it is skipped.
    """
    if len(centres) + len(ranked) <= limit:
        return [*centres, *ranked]
    rank = {node: place for place, node in enumerate(ranked)}
    axes = {AXIS_IDS.index(centre) for centre in centres if centre in AXIS_IDS}
    kept = dict.fromkeys(centres)
    for node in ranked:
        if len(kept) >= limit:
            break
        ties = net.neighbours[node]
        is_tied = not kept.keys().isdisjoint(ties) or net.is_on(node, axes)
        wanted = [node] if is_tied else [node, min((n for n in ties if n in rank), key=rank.__getitem__)]
        if node not in kept and len(kept) + len(wanted) <= limit:
            kept.update(dict.fromkeys(wanted))
    return list(kept)


def _first_engagements(net: Network, centres: Iterable[str]) -> set[str]:
    engagements: set[str] = set()
    for centre in centres:
        if centre in AXIS_IDS:
            engagements.update(net.on_axis(centre))
        elif centre in net.engagements:
            engagements.add(centre)
        else:
            for node in with_inside(net.snapshot, centre):
                engagements.update(net.neighbours.get(node, ()))
    return engagements


def edges_among(net: Network, nodes: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return the edges between these nodes as (source, target, kind), by source then target."""
    shown = set(nodes)
    shown_axes = [i for i, axis in enumerate(AXIS_IDS) if axis in shown]
    actors = net.snapshot.actors.index
    edges: list[tuple[str, str, str]] = []
    for node in shown & net.engagements.keys():
        around_it = shown.intersection(net.neighbours[node])
        edges.extend((o, node, "ENGAGED_IN") if o in actors else (node, o, "TARGETS") for o in around_it)
        axes = net.snapshot.engagements.axes[net.engagements[node]]
        edges.extend((node, AXIS_IDS[i], "ON_AXIS") for i in shown_axes if i in axes)
    return sorted(edges)


def path(net: Network, start: str, end: str, max_length: int) -> list[str] | None:
    """Return the shortest path of at most `max_length` hops, the first by ids among several; None if there is none."""
    starts, ends = set(with_inside(net.snapshot, start)), set(with_inside(net.snapshot, end))
    if meeting := starts & ends:
        return [min(meeting)]
    layers = _layers_from(net, ends, starts, max_length)
    if layers is None:
        return None
    here = {node for node in starts if node in layers[-1]}
    walked = [min(here)]
    for nearer in reversed(layers[:-1]):
        walked.append(min(node for node in net.neighbours[walked[-1]] if node in nearer))
    return walked


def _layers_from(net: Network, ends: set[str], starts: set[str], max_length: int) -> list[set[str]] | None:
    """Return the nodes by their distance to the ends, up to the first layer that holds a start."""
    frontier = {node for node in ends if node in net.neighbours}
    seen, layers = set(frontier), [frontier]
    for _ in range(max_length):
        frontier = {other for node in frontier for other in net.neighbours[node]} - seen
        if not frontier:
            return None
        seen |= frontier
        layers.append(frontier)
        if not frontier.isdisjoint(starts):
            return layers
    return None
