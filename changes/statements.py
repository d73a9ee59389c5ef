"""Writes changes into the graph: all of them in one transaction, or none.

Rule: a change is written only where the graph is still what it was made from; what is derived is made again for every
node that a change reaches.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from changes.batches import bases, edge_batches, node_batches, slices
from changes.changeset import Change, Changes, Facts, comparable
from changes.counting import Durations
from changes.current import Current, current_of
from changes.derived import derived
from changes.rows import EdgeRow, GraphRows, NodeRow
from graph.client import Client
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.facts import ends_of
from graph.statement.maintain.upsert import delete_edges, delete_nodes

DERIVING = frozenset({"STATED_BY", "AFFILIATED_WITH"})
"""Relationships that something derived of their start rests on."""


class StaleError(Exception):
    """The graph is no longer what the changes were made from; `differing` names what, with the field."""

    def __init__(self, differing: Sequence[tuple[str, str]]) -> None:
        super().__init__(differing)
        self.differing = differing


async def statements_of(client: Client, changes: Changes, durations: Durations) -> list[Statement]:
    """Return the statements that make these changes.

    Raises:
        StaleError: the graph is no longer what they were made from.
    """
    renamed = [identifier for (kind, identifier), change in changes.nodes.items() if _renames(kind, change)]
    trainers = [i for one in renamed for i in await client.read(ends_of("Institution", one, "trainers")) or ()]
    current = await _current(client, changes, trainers)
    differing = list(_differing(changes, current))
    if differing:
        raise StaleError(differing)
    remade = {identifier for _, identifier in changes.nodes} - {identifier for _, identifier in changes.deleted}
    remade |= {start for through, start, _ in changes.edges if through in DERIVING and start in current.kinds}
    statements = _nodes(changes, current, durations, {*remade, *trainers})
    return [*statements, *_edges(changes), *_deletions(changes)]


async def _current(client: Client, changes: Changes, trainers: Iterable[str]) -> Current:
    """Read every node that the changes reach, and the employers of the trainers among them."""
    ids: defaultdict[str, set[str]] = defaultdict(set, {"Trainer": set(trainers)})
    ends = {end for key in changes.edges for end in key[1:]} | {identifier for _, identifier in changes.nodes}
    for end in ends:
        kind = SHAPE.by_prefix[end.split(":", 1)[0]]
        if kind.stated_relations is not None:
            ids[kind.name].add(end)
    current = await current_of(client, ids)
    employers = {end for edges in current.edges.values() for _, _, end in edges.get("affiliations", {})}
    more = await current_of(client, {"Institution": employers - current.kinds.keys()})
    current.kinds.update(more.kinds)
    current.facts.update(more.facts)
    current.edges.update(more.edges)
    return current


def _renames(kind: str, change: Change) -> bool:
    known = change.before is not None and change.after is not None
    return kind == "Institution" and known and "name" in (change.after or {})


def _differing(changes: Changes, current: Current) -> Iterator[tuple[str, str]]:
    """Yield what is not as the changes take it to be: id and field."""
    for (_, identifier), change in changes.nodes.items():
        yield from ((identifier, name) for name in _unlike(change, current.facts.get(identifier)))
    held = current.joined()
    for key, change in changes.edges.items():
        yield from ((f"{key[1]} – {key[2]}", name or key[0]) for name in _unlike(change, held.get(key)))


def _unlike(change: Change, facts: Facts | None) -> Iterable[str]:
    if change.before is None:
        return [] if facts is None else [""]
    if facts is None:
        return [""]
    whole = change.after is None
    names = {*change.before, *(facts if whole else ())}
    return [name for name in sorted(names) if comparable(facts.get(name)) != comparable(change.before.get(name))]


def _nodes(changes: Changes, current: Current, durations: Durations, remade: Collection[str]) -> Iterator[Statement]:
    nodes = []
    for kind, identifier, properties in derived(_after(changes, current), durations):
        if identifier in remade:
            change = changes.nodes.get((kind, identifier))
            erased = {name: None for name, value in ((change.after or {}) if change else {}).items() if value is None}
            nodes.append((kind, identifier, properties | erased))
    return (statement for statements, _ in node_batches(nodes) for statement in statements)


def _after(changes: Changes, current: Current) -> GraphRows:
    """Return the nodes as they will be, with the relationships that what is derived rests on."""
    rows = GraphRows()
    gone = {identifier for _, identifier in changes.deleted}
    kinds = {**current.kinds, **{identifier: kind for kind, identifier in changes.created}}
    for identifier, kind in kinds.items():
        if identifier not in gone:
            change = changes.nodes.get((kind, identifier))
            facts = current.facts.get(identifier, {}) | ((change.after or {}) if change else {})
            rows.nodes.append(NodeRow(kind, identifier, {n: v for n, v in facts.items() if v is not None}))
    held = current.joined()
    for key, change in changes.edges.items():
        if change.after is None:
            held.pop(key, None)
        else:
            held[key] = held.get(key, {}) | change.after
    rows.edges = [EdgeRow(*key, facts) for key, facts in held.items() if key[0] in DERIVING]
    return rows


def _edges(changes: Changes) -> Iterator[Statement]:
    added = [EdgeRow(*key, change.after) for key, change in changes.edges.items() if change.after is not None]
    return (statement for statements, _ in edge_batches(added) for statement in statements)


def _deletions(changes: Changes) -> Iterator[Statement]:
    removed: defaultdict[tuple[str, str, str], list[list[str]]] = defaultdict(list)
    deleted = {identifier for _, identifier in changes.deleted}
    for key, change in changes.edges.items():
        if change.after is None and deleted.isdisjoint(key[1:]):
            removed[bases(key)].append([key[1], key[2]])
    for (through, start_base, end_base), rows in removed.items():
        for batch in slices(rows):
            yield delete_edges(through, start_base, end_base, batch)
    gone: defaultdict[str, list[str]] = defaultdict(list)
    for kind, identifier in changes.deleted:
        gone[SHAPE.kinds[kind].base].append(identifier)
    for base, ids in gone.items():
        for part in slices(ids):
            yield delete_nodes(base, part)
