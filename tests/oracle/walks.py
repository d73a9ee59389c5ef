"""The network around some nodes and the path between two (rules 27 and 28).

Rule: the graph of the day has two kinds of edge, actor-engagement and engagement-territory; an axis is drawn only if it
was asked for, and no path goes through it.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypedDict

from graph.vocabulary import Axis, Role
from tests.oracle.counting import (
    NO_FILTERS,
    Filters,
    axes_of,
    counted_actors,
    counted_engagements,
    in_effect,
    targets_of,
)
from tests.oracle.facts import ENGAGEMENTS, TERRITORIES, Facts
from tests.oracle.territories import descendants

DrawnEdge = tuple[str, str, str, tuple[Role, ...]]


class Network(TypedDict):
    """The drawn network: by node its distance, degree and shown degree; the edges as source, target, kind, roles."""

    nodes: dict[str, tuple[int, int, int]]
    edges: set[DrawnEdge]
    total_nodes: int
    truncated: bool


def graph_of_day(facts: Facts, day: date, filters: Filters, axes: Collection[Axis] | None = None) -> set[DrawnEdge]:
    """Return the edges of the engagements in effect on the day, confirmed or not, that have an actor that counts."""
    edges: set[DrawnEdge] = set()
    for engagement in counted_engagements(facts, axes, filters):
        if in_effect(facts, engagement, day):
            for actor, counting in counted_actors(facts, engagement, filters.roles).items():
                edges.add((actor, engagement, "ENGAGED_IN", counting))
            for territory in targets_of(facts, engagement):
                edges.add((engagement, territory, "TARGETS", ()))
    return edges


def _neighbours(edges: Iterable[DrawnEdge], node: str) -> set[str]:
    neighbours = set()
    for source, target, _, _ in edges:
        if source == node:
            neighbours.add(target)
        if target == node:
            neighbours.add(source)
    return neighbours


def _with_inside(facts: Facts, node: str) -> set[str]:
    return {node} | (descendants(facts, node) if facts.kind(node) in TERRITORIES else set())


def network(
    facts: Facts,
    around: Collection[str],
    day: date,
    depth: int = 1,
    axes: Collection[Axis] | None = None,
    filters: Filters = NO_FILTERS,
    limit: int = 200,
) -> Network:
    """Return the nodes within some steps, the nearest first if there are too many."""
    edges = graph_of_day(facts, day, filters, axes)
    edges |= _axis_edges(facts, edges, around)
    distances = _distances(facts, edges, around, depth)
    degrees = {node: _degree(edges, node) for node in distances}
    ranked = sorted(distances, key=lambda node: (distances[node], -degrees[node], node))
    shown = _capped(edges, ranked, max(limit, len(set(around))), set(around))
    shown_edges = {edge for edge in edges if edge[0] in shown and edge[1] in shown}
    return {
        "nodes": {
            node: (distances[node], degrees[node], sum(node in edge[:2] for edge in shown_edges)) for node in shown
        },
        "edges": shown_edges,
        "total_nodes": len(ranked),
        "truncated": len(shown) < len(ranked),
    }


def _capped(edges: set[DrawnEdge], ranked: list[str], limit: int, around: set[str]) -> list[str]:
    """Return at most `limit` nodes, by rank; one without any edge comes with its best neighbour or not at all."""
    shown = [node for node in ranked if node in around]
    for node in ranked:
        if node in shown:
            continue
        neighbours = _neighbours(edges, node)
        wanted = [node]
        if not neighbours & set(shown):
            wanted.append(next(other for other in ranked if other in neighbours))
        if len(shown) + len(wanted) <= limit:
            shown += wanted
    return shown


def _axis_edges(facts: Facts, edges: set[DrawnEdge], around: Collection[str]) -> set[DrawnEdge]:
    engagements = {target for _, target, kind, _ in edges if kind == "ENGAGED_IN"}
    numbered = [(engagement, f"axis:{a.number}") for engagement in engagements for a in axes_of(facts, engagement)]
    return {(engagement, axis, "ON_AXIS", ()) for engagement, axis in numbered if axis in around}


def _degree(edges: Iterable[DrawnEdge], node: str) -> int:
    """Count a node's edges; those to an axis count for the axis alone."""
    return sum(node in ((target,) if kind == "ON_AXIS" else (source, target)) for source, target, kind, _ in edges)


def _distances(facts: Facts, edges: set[DrawnEdge], around: Collection[str], depth: int) -> dict[str, int]:
    distances = dict.fromkeys(around, 0)
    frontier = {start for centre in around for start in _with_inside(facts, centre)}
    for step in range(1, depth + 1):
        engagements = {node for node in frontier if facts.kind(node) in ENGAGEMENTS}
        for node in frontier - engagements:
            engagements |= _neighbours(edges, node)
        others = {other for engagement in engagements for other in _neighbours(edges, engagement)}
        frontier = {node for node in others if node not in distances}
        for node in engagements | others:
            distances.setdefault(node, step)
    return distances


def path(
    facts: Facts, start: str, end: str, day: date, filters: Filters = NO_FILTERS, max_length: int = 10
) -> list[str] | None:
    """Return the ids along the least of the shortest paths; None if there is none within `max_length` hops."""
    starts, goals = _with_inside(facts, start), _with_inside(facts, end)
    if starts & goals:
        return [min(starts & goals)]
    edges = graph_of_day(facts, day, filters)
    hops = dict.fromkeys(goals, 0)
    for length in range(1, max_length + 1):
        for node in [node for node, far in hops.items() if far == length - 1]:
            for other in _neighbours(edges, node):
                hops.setdefault(other, length)
    reached = [(hops[node], node) for node in starts if node in hops]
    if not reached:
        return None
    left, current = min(reached)
    way = [current]
    while left > 0:
        left -= 1
        current = min(node for node in _neighbours(edges, current) if hops.get(node) == left)
        way.append(current)
    return way
