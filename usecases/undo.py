"""Undoes an import: the inverse of its change set is written, whole or except for what later data depend on.

Later data depend on a node if it was linked to another node, restated by another import, or changed since. `undo` then
refuses; `take_back` leaves these facts, with what they depend on. They still belong to the import, and can be taken
back once nothing depends on them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from changes.batches import parts_by_base
from changes.changeset import Change, Changes, NotPossibleError, unpacked
from changes.current import version_of
from changes.imports import Import, imports, undo_of
from changes.naming import quoted
from changes.rows import EdgeKey
from changes.writing import ChangedError, write
from graph.client import Client, Progress
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.shape import Direction
from graph.statement.maintain.facts import labels_of, relationships_of, uses_of
from graph.statement.maintain.history import records_of


async def undo(
    client: Client, identifier: str, durations: Durations, today: date, progress: Progress = lambda *_: None
) -> Import:
    """Undo an import: everything it changed becomes as before.

    Raises:
        NotPossibleError: no import has this id, it is undone, or newer data, which the message names, depend on it.
    """
    entry = await _active_import(client, identifier)
    version = await version_of(client)
    changes = await _changes_of(client, identifier)
    dependents = await _dependents_of(client, changes, identifier)
    if dependents:
        named = {other: label for others in dependents.values() for other, label in others.items()}
        first = await _to_undo_first(client, named, identifier)
        message = f"« {identifier} » ne peut pas être annulé : {quoted(named.values())} s’y rattache depuis{first}"
        raise NotPossibleError(message)
    try:
        await write(client, changes.inverse, undo_of(identifier, today), version, durations, progress)
    except ChangedError as error:
        if not error.differences:
            raise
        names = quoted(" – ".join(key[-2:]) for key in error.differences)
        ids = {end for key in error.differences for end in key[-2:]}
        first = await _to_undo_first(client, ids, identifier)
        message = f"« {identifier} » ne peut pas être annulé : {names} a changé depuis{first}"
        raise NotPossibleError(message) from error
    return entry


class TakenBack(NamedTuple):
    """The result of taking an import back: the number of nodes removed, and the labels, by id, of those that stay."""

    entry: Import
    removed: int
    remaining: Mapping[str, str]


async def take_back(
    client: Client, identifier: str, durations: Durations, today: date, progress: Progress = lambda *_: None
) -> TakenBack:
    """Undo an import except for facts that later data depend on.

    Raises:
        NotPossibleError: no import has this id, it is undone already, or the graph was written to meanwhile.
    """
    entry = await _active_import(client, identifier)
    version = await version_of(client)
    changes = await _changes_of(client, identifier)
    changed: set[tuple[str, ...]] = set()
    depended_on = (await _dependents_of(client, changes, identifier)).keys() | await _named_elsewhere(client, changes)
    while True:
        taken, left = _split(changes, depended_on, changed)
        try:
            await write(client, taken.inverse, undo_of(identifier, today, left), version, durations, progress)
        except ChangedError as error:
            differences = set(error.differences) - changed
            if not differences:
                raise
            changed |= differences
            depended_on |= {end for key in differences for end in key[-2:]}
            continue
        return TakenBack(entry, len(taken.created), await _labels(client, (node for _, node in left.nodes)))


async def _active_import(client: Client, identifier: str) -> Import:
    """Return the import with an id.

    Raises:
        NotPossibleError: no import has this id, or it is undone already; the message names the active ones.
    """
    entries = {entry.id: entry for entry in await imports(client)}
    if identifier not in entries or entries[identifier].undone_on:
        active = [entry.id for entry in entries.values() if not entry.undone_on]
        choice = f"les imports en place sont {', '.join(active)}" if active else "aucun import n’est en place"
        reason = "a déjà été annulé" if identifier in entries else "n’est pas un import"
        message = f"« {identifier} » {reason} ; {choice}"
        raise NotPossibleError(message)
    return entries[identifier]


async def _changes_of(client: Client, identifier: str) -> Changes:
    """Return the change set of an import from its records."""
    return Changes.read([line for text in await client.read(records_of(identifier)) for line in unpacked(text)])


async def _dependents_of(client: Client, changes: Changes, identifier: str) -> dict[str, dict[str, str]]:
    """Return, for each node that an import created, the labels by id of the nodes that were linked to it later."""
    created = changes.created_ids
    dependents: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for through, start, end, label in await _joins(client, created):
        is_of_import = (through, start, end) in changes.edges or end == identifier
        if not is_of_import and through not in SHAPE.derived_relationships:
            other = next(iter({start, end} - created), end)
            for node in created & {start, end}:
                dependents[node][other] = label or end
    return dependents


async def _to_undo_first(client: Client, ids: Iterable[str], identifier: str) -> str:
    """Return the French advice to undo first the other imports about these nodes; empty if there are none."""
    joins = await _joins(client, ids)
    others = sorted({end for through, _, end, _ in joins if through == "IMPORTED_BY" and end != identifier})
    return f" ; annulez d’abord {' et '.join(others)}" if others else ""


async def _joins(client: Client, ids: Iterable[str]) -> list[tuple[str, str, str, str | None]]:
    """Return the relationships of nodes: type, ids of start and end, label of the other end."""
    return [
        (through, start, end, label)
        for base, part in parts_by_base(ids)
        for joins in await client.read(relationships_of(base, part)) or ()
        for through, start, end, label in joins
    ]


async def _labels(client: Client, nodes: Iterable[str]) -> dict[str, str]:
    """Return the labels of nodes by id."""
    results = [await client.read(labels_of(base, part)) or () for base, part in parts_by_base(nodes)]
    return {node: label for pairs in results for node, label in pairs}


async def _named_elsewhere(client: Client, changes: Changes) -> set[str]:
    """Return the sources that an import created and to which relationships of other origins refer."""
    sources = {node for kind, node in changes.created if kind == "Source"}
    found: set[str] = set()
    for statement in uses_of(sources) if sources else ():
        for through, start, end, source in await client.read(statement) or ():
            if (through, start, end) not in changes.edges:
                found.add(source)
    return found


def _split(
    changes: Changes, depended_on: Collection[str], changed: Collection[tuple[str, ...]]
) -> tuple[Changes, Changes]:
    """Return the part of a change set that can be taken back, and the part that remains.

    A created node that later data depend on remains, with the relationships that it owns (`_owner`) and their other
    ends. A change to an older node or relationship remains if its key is in `changed`, since it was changed again.
    """
    created = changes.created_ids
    stated: defaultdict[str, list[EdgeKey]] = defaultdict(list)
    for key in changes.edges:
        stated[_owner(key)].append(key)
    remaining, kept_edges = set[str](), set[EdgeKey]()
    pending = [node for node in created if node in depended_on]
    while pending:
        node = pending.pop()
        remaining.add(node)
        kept_edges.update(stated[node])
        ends = {end for key in stated[node] for end in key[1:]}
        pending += (ends & created) - remaining
    kept_edges |= {key for key in changes.edges if key in changed}

    def stays(node: str) -> bool:
        return node in remaining if node in created else (node,) in changed

    nodes: tuple[dict[tuple[str, str], Change], ...] = ({}, {})
    for node_key, change in changes.nodes.items():
        nodes[stays(node_key[1])][node_key] = change
    edges: tuple[dict[EdgeKey, Change], ...] = ({}, {})
    for key, change in changes.edges.items():
        edges[key in kept_edges][key] = change
    return Changes(nodes[False], edges[False]), Changes(nodes[True], edges[True])


def _owner(key: EdgeKey) -> str:
    """Return the node whose kind lists the relationship in `stated_relations`; otherwise the start node."""
    through, start, end = key
    for node, direction in ((start, Direction.OUT), (end, Direction.IN)):
        kind = SHAPE.by_prefix.get(node.split(":", 1)[0])
        relations = (kind.relation(name) for name in kind.stated_relations or ()) if kind else ()
        if any(one and (one.through, one.direction) == (through, direction) for one in relations):
            return node
    return start
