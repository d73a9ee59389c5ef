"""The statements of a change set, for one transaction.

A change set is written only while the graph still holds the facts from which it was computed. Derived properties are
computed again for every node that a change affects.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from changes.batches import bases, edge_batches, node_batches, parts_by_base, slices, statements_of
from changes.changeset import Change, Changes, Facts, comparable
from changes.counted import read_counted
from changes.current import Current, current_of, ids_by_kind
from changes.derived import derived
from changes.establishments import establishment_links
from changes.placement import AREA_SOURCE_TYPES, AREA_TYPES, PREFIXES, placement_of, read_placed
from changes.rows import EdgeRow, GraphRows, NodeRow
from graph.client import Client
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.facts import ends_of, territories_named
from graph.statement.maintain.upsert import delete_edges, delete_nodes
from graph.text import fold

DERIVING = frozenset({"STATED_BY", "AFFILIATED_WITH"})
"""Types of relationship that determine derived properties of their start node."""
PLACING = frozenset({"LIES_ON", "OVERLAPS", "ATTACHED_TO"})
"""Types of relationship that determine the labels of QPV and contracts."""
COUNTING = frozenset({"COUNTED_IN"})
"""Types of relationship that determine which numbers at both ends are withheld."""


class StaleError(Exception):
    """The graph no longer holds the facts from which changes were computed.

    `differences` are keys: `(id,)` for a node, or the key of a relationship.
    """

    def __init__(self, differences: Sequence[tuple[str, ...]]) -> None:
        super().__init__(differences)
        self.differences = differences


class Writing(NamedTuple):
    """The statements that write a change set, and the change set with its derived relationships."""

    statements: list[Statement]
    changes: Changes


async def writing_of(
    client: Client,
    changes: Changes,
    durations: Durations,
    placed_again: Collection[str] = (),
    linked_again: Collection[str] = (),
    withheld_again: Collection[str] = (),
) -> Writing:
    """Return the statements of a change set, with derived areas (of QPV and contracts) and derived establishment links.

    `placed_again`: the ids of QPV and contracts whose area is to be derived again from their communes. `linked_again`:
    the ids of institutions to be linked again by SIREN. `withheld_again`: the ids of head counts; the withheld numbers
    of their engagements are to be determined again.

    Raises:
        StaleError: the graph no longer holds the facts from which the changes were computed.
    """
    employers = [identifier for (kind, identifier), change in changes.nodes.items() if _renames(kind, change)]
    trainers = [t for i in employers for t in await client.read(ends_of("Institution", i, "trainers")) or ()]
    current = await _current(client, changes, trainers)
    differences = list(dict.fromkeys(_differences(changes, current)))
    if differences:
        raise StaleError(differences)
    changes = changes.followed_by(await placement_of(client, changes, current, placed_again))
    changes = changes.followed_by(await establishment_links(client, changes, linked_again))
    affected = {identifier for _, identifier in changes.nodes} - changes.deleted_ids
    affected |= {start for through, start, _ in changes.edges if through in DERIVING and start in current.kinds}
    placed = {
        end
        for key in changes.edges
        if key[0] in AREA_SOURCE_TYPES | AREA_TYPES
        for end in key[1:]
        if end.startswith(PREFIXES)
    }
    affected |= placed & current.kinds.keys()
    namesakes = await _namesakes(client, changes, current, affected)
    counted = await read_counted(client, changes, current, withheld_again)
    statements = _nodes(changes, current, durations, {*affected, *trainers, *namesakes, *counted})
    return Writing([*statements, *_edges(changes), *_deletions(changes)], changes)


class RowsAfter(NamedTuple):
    """Rows after the changes, the ids of the QPV and contracts whose area changes, and the whole change set."""

    rows: GraphRows
    moved: set[str]
    changes: Changes


async def rows_after(client: Client, changes: Changes) -> RowsAfter:
    """Return the nodes that a change set writes or links, as they are afterwards, with relationships and sources."""
    current = await _current(client, changes, ())
    placement = await placement_of(client, changes, current)
    changes = changes.followed_by(placement)
    rows = _after(changes, current, SHAPE.relationships)
    known = {node.id for node in rows.nodes}
    sources = {edge.end for edge in rows.edges_of(["STATED_BY"])} - known
    unread = await current_of(client, {"Source": sources})
    rows.nodes += [NodeRow(kind, identifier, unread.facts[identifier]) for identifier, kind in unread.kinds.items()]
    moved = {end for key in placement.edges for end in key[1:] if end.startswith(PREFIXES)} & known
    return RowsAfter(rows, moved, changes)


async def _namesakes(client: Client, changes: Changes, current: Current, affected: Collection[str]) -> list[str]:
    """Return the QPV and contracts that have or had the same name as an affected one, and read them into `current`.

    The labels of namesakes must differ; a territory without a namesake needs no distinguishing word.
    """
    placed = {identifier for identifier in affected if identifier.startswith(PREFIXES)}
    stated = [current.facts[identifier] for identifier in placed & current.facts.keys()]
    for (_, identifier), change in changes.nodes.items():
        if identifier.startswith(PREFIXES):
            stated += [facts for facts in (current.facts.get(identifier), change.after) if facts]
    names = {fold(str(facts["name"])) for facts in stated if "name" in facts}
    namesakes: list[str] = await client.read(territories_named(names)) if names else []
    await read_placed(client, current, set(namesakes) - placed)
    return namesakes


async def _current(client: Client, changes: Changes, trainers: Iterable[str]) -> Current:
    """Read every node that the changes affect, and the employers of the trainers among them."""
    ends = {end for key in changes.edges for end in key[1:]} | {identifier for _, identifier in changes.nodes}
    by_kind = ids_by_kind({*ends, *trainers}).items()
    current = await current_of(client, {k: ids for k, ids in by_kind if SHAPE.kinds[k].stated_relations is not None})
    employers = {end for edges in current.edges.values() for _, _, end in edges.get("affiliations", {})}
    return await current_of(client, {"Institution": employers - current.kinds.keys()}, known=current)


def _renames(kind: str, change: Change) -> bool:
    """Return whether a change renames an institution, whose name is in the public labels of its unlisted trainers."""
    is_update = change.before is not None and change.after is not None
    return kind == "Institution" and is_update and "name" in (change.after or {})


def _differences(changes: Changes, current: Current) -> Iterator[tuple[str, ...]]:
    """Yield the key of each node and relationship whose facts in the graph differ from those before its change."""
    for (_, identifier), change in changes.nodes.items():
        if _differs(change, current.facts.get(identifier)):
            yield (identifier,)
    edges = current.relationships()
    for key, change in changes.edges.items():
        if key[0] in SHAPE.derived_relationships:  # derived again when the changes are written
            continue
        if _differs(change, edges.get(key)):
            yield key


def _differs(change: Change, facts: Facts | None) -> bool:
    """Return whether the facts in the graph differ from those before a change.

    `facts` is None if the graph has no such node or relationship.
    """
    if change.before is None or facts is None:
        return change.before is not facts
    # A deletion requires exactly these facts; an update leaves other facts unchanged.
    names = {*change.before, *(facts if change.after is None else ())}
    return any(comparable(facts.get(name)) != comparable(change.before.get(name)) for name in names)


def _nodes(changes: Changes, current: Current, durations: Durations, affected: Collection[str]) -> Iterator[Statement]:
    """Yield the statements that write the affected nodes, derived properties included."""
    nodes = []
    for kind, identifier, properties in derived(_after(changes, current, DERIVING | PLACING | COUNTING), durations):
        if identifier in affected:
            change = changes.nodes.get((kind, identifier))
            erasures = {name: None for name, value in ((change.after or {}) if change else {}).items() if value is None}
            nodes.append((kind, identifier, properties | erasures))
    return statements_of(node_batches(nodes))


def _after(changes: Changes, current: Current, types: Collection[str]) -> GraphRows:
    """Return the nodes after the changes, with their relationships of some types."""
    rows = GraphRows()
    deleted = changes.deleted_ids
    kinds = {**current.kinds, **{identifier: kind for kind, identifier in changes.created}}
    for identifier, kind in kinds.items():
        if identifier not in deleted:
            change = changes.nodes.get((kind, identifier))
            facts = current.facts.get(identifier, {}) | ((change.after or {}) if change else {})
            rows.node(kind, identifier, **facts)
    edges = changes.applied_to(current.relationships())
    rows.edges = [EdgeRow(*key, facts) for key, facts in edges.items() if key[0] in types]
    return rows


def _edges(changes: Changes) -> Iterator[Statement]:
    rows = [EdgeRow(*key, change.after) for key, change in changes.edges.items() if change.after is not None]
    return statements_of(edge_batches(rows))


def _deletions(changes: Changes) -> Iterator[Statement]:
    """Yield the statements that delete relationships, then those that delete nodes and their relationships."""
    edges: defaultdict[tuple[str, str, str], list[list[str]]] = defaultdict(list)
    deleted = changes.deleted_ids
    for key, change in changes.edges.items():
        if change.after is None and deleted.isdisjoint(key[1:]):
            edges[bases(key)].append([key[1], key[2]])
    for (through, start_base, end_base), rows in edges.items():
        for batch in slices(rows):
            yield delete_edges(through, start_base, end_base, batch)
    for base, part in parts_by_base(deleted):
        yield delete_nodes(base, part)
