"""The statements of a change set, for one transaction.

A change set is written only while the graph still holds the facts from which it was computed. Derived properties are
computed again for every node that a change affects.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from changes.batches import bases, edge_batches, node_batches, slices
from changes.changeset import Change, Changes, Facts, comparable
from changes.current import Current, current_of
from changes.derived import derived
from changes.rows import EdgeRow, GraphRows, NodeRow
from graph.client import Client
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.facts import ends_of
from graph.statement.maintain.upsert import delete_edges, delete_nodes

DERIVING = frozenset({"STATED_BY", "AFFILIATED_WITH"})
"""Types of relationship from which derived properties of their start follow."""


class StaleError(Exception):
    """The graph no longer holds the facts from which changes were computed; `differences`: pairs of name and field."""

    def __init__(self, differences: Sequence[tuple[str, str]]) -> None:
        super().__init__(differences)
        self.differences = differences


async def statements_of(client: Client, changes: Changes, durations: Durations) -> list[Statement]:
    """Return the statements that write a change set.

    Raises:
        StaleError: the graph no longer holds the facts from which the changes were computed.
    """
    employers = [identifier for (kind, identifier), change in changes.nodes.items() if _renames(kind, change)]
    trainers = [t for i in employers for t in await client.read(ends_of("Institution", i, "trainers")) or ()]
    current = await _current(client, changes, trainers)
    differences = list(_differences(changes, current))
    if differences:
        raise StaleError(differences)
    affected = {identifier for _, identifier in changes.nodes} - {identifier for _, identifier in changes.deleted}
    affected |= {start for through, start, _ in changes.edges if through in DERIVING and start in current.kinds}
    statements = _nodes(changes, current, durations, {*affected, *trainers})
    return [*statements, *_edges(changes), *_deletions(changes)]


async def rows_after(client: Client, changes: Changes) -> GraphRows:
    """Return the nodes that a change set writes or joins, with their relationships and sources, as they will be."""
    current = await _current(client, changes, ())
    rows = _after(changes, current, SHAPE.relationships)
    known = {node.id for node in rows.nodes}
    sources = {edge.end for edge in rows.edges_of(["STATED_BY"])} - known
    unread = await current_of(client, {"Source": sources})
    rows.nodes += [NodeRow(kind, identifier, unread.facts[identifier]) for identifier, kind in unread.kinds.items()]
    return rows


async def _current(client: Client, changes: Changes, trainers: Iterable[str]) -> Current:
    """Read every node that the changes affect, and the employers of the trainers among them."""
    ids: defaultdict[str, set[str]] = defaultdict(set, {"Trainer": set(trainers)})
    ends = {end for key in changes.edges for end in key[1:]} | {identifier for _, identifier in changes.nodes}
    for end in ends:
        kind = SHAPE.by_prefix[end.split(":", 1)[0]]
        if kind.stated_relations is not None:
            ids[kind.name].add(end)
    current = await current_of(client, ids)
    employers = {end for edges in current.edges.values() for _, _, end in edges.get("affiliations", {})}
    unread = await current_of(client, {"Institution": employers - current.kinds.keys()})
    current.kinds.update(unread.kinds)
    current.facts.update(unread.facts)
    current.edges.update(unread.edges)
    return current


def _renames(kind: str, change: Change) -> bool:
    """Return whether a change gives an institution another name, which the labels of its trainers' twins repeat."""
    is_update = change.before is not None and change.after is not None
    return kind == "Institution" and is_update and "name" in (change.after or {})


def _differences(changes: Changes, current: Current) -> Iterator[tuple[str, str]]:
    """Yield the id and the field of each fact that is not as the changes expect it."""
    for (_, identifier), change in changes.nodes.items():
        yield from ((identifier, name) for name in _different_fields(change, current.facts.get(identifier)))
    edges = current.relationships()
    for key, change in changes.edges.items():
        yield from ((f"{key[1]} – {key[2]}", name or key[0]) for name in _different_fields(change, edges.get(key)))


def _different_fields(change: Change, facts: Facts | None) -> Iterable[str]:
    """Return the names of the facts that differ from those before a change; an empty name means the whole node."""
    if change.before is None:
        return [] if facts is None else [""]
    if facts is None:
        return [""]
    # A deletion is only for a node with these very facts; an update leaves other facts alone.
    names = {*change.before, *(facts if change.after is None else ())}
    return [name for name in sorted(names) if comparable(facts.get(name)) != comparable(change.before.get(name))]


def _nodes(changes: Changes, current: Current, durations: Durations, affected: Collection[str]) -> Iterator[Statement]:
    """Yield the statements that write the affected nodes, derived properties included."""
    nodes = []
    for kind, identifier, properties in derived(_after(changes, current, DERIVING), durations):
        if identifier in affected:
            change = changes.nodes.get((kind, identifier))
            erasures = {name: None for name, value in ((change.after or {}) if change else {}).items() if value is None}
            nodes.append((kind, identifier, properties | erasures))
    return (statement for statements, _ in node_batches(nodes) for statement in statements)


def _after(changes: Changes, current: Current, types: Collection[str]) -> GraphRows:
    """Return the nodes as they will be, with their relationships of some types."""
    rows = GraphRows()
    deleted = {identifier for _, identifier in changes.deleted}
    kinds = {**current.kinds, **{identifier: kind for kind, identifier in changes.created}}
    for identifier, kind in kinds.items():
        if identifier not in deleted:
            change = changes.nodes.get((kind, identifier))
            facts = current.facts.get(identifier, {}) | ((change.after or {}) if change else {})
            rows.nodes.append(NodeRow(kind, identifier, {n: v for n, v in facts.items() if v is not None}))
    edges = current.relationships()
    for key, change in changes.edges.items():
        if change.after is None:
            edges.pop(key, None)
        else:
            edges[key] = edges.get(key, {}) | change.after
    rows.edges = [EdgeRow(*key, facts) for key, facts in edges.items() if key[0] in types]
    return rows


def _edges(changes: Changes) -> Iterator[Statement]:
    rows = [EdgeRow(*key, change.after) for key, change in changes.edges.items() if change.after is not None]
    return (statement for statements, _ in edge_batches(rows) for statement in statements)


def _deletions(changes: Changes) -> Iterator[Statement]:
    """Yield the statements that delete relationships, then nodes, which take their relationships with them."""
    edges: defaultdict[tuple[str, str, str], list[list[str]]] = defaultdict(list)
    deleted = {identifier for _, identifier in changes.deleted}
    for key, change in changes.edges.items():
        if change.after is None and deleted.isdisjoint(key[1:]):
            edges[bases(key)].append([key[1], key[2]])
    for (through, start_base, end_base), rows in edges.items():
        for batch in slices(rows):
            yield delete_edges(through, start_base, end_base, batch)
    nodes: defaultdict[str, list[str]] = defaultdict(list)
    for kind, identifier in changes.deleted:
        nodes[SHAPE.kinds[kind].base].append(identifier)
    for base, ids in nodes.items():
        for part in slices(ids):
            yield delete_nodes(base, part)
