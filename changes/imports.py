"""Imports: applied, listed and undone.

One transaction writes the changes of an import, the import itself and the records for its undo. An undo applies the
inverse of the change set; it is refused when newer data depend on the import.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from changes.attribution import Attribution, is_restated
from changes.batches import slices
from changes.changeset import Changes, Facts, NotPossibleError, packed, unpacked
from changes.current import version_of
from changes.derived import derived
from changes.naming import quoted
from changes.placement import PREFIXES
from changes.rows import GraphRows, NodeRow
from changes.statements import StaleError, writing_of
from graph.client import Client, Moved, Progress
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.statement.maintain.facts import joins_of
from graph.statement.maintain.history import (
    DELETIONS,
    IMPORTS,
    add_import,
    import_mark,
    mark_deletions,
    mark_undone,
    records_of,
)

RECORD_LINES = 5_000
"""Lines of a change set in one record."""
LATEST_IMPORTS = 50
"""Imports among which the one that changed something is looked for, at most."""
ID_DIGITS = 12
"""Digits of a file's hash in the id of its import."""


@dataclass(frozen=True)
class Import:
    """An import as the graph holds it; `on` and `undone_on` are days as texts."""

    id: str
    on: str
    service: str | None
    file_name: str
    file_hash: str
    created: int
    changed: int
    ended: int
    deleted: int
    undone_on: str | None
    sequence: int | None


@dataclass(frozen=True)
class ImportedFile:
    """The file of an import.

    `lines_on`: the ids of the nodes that its lines state something about. `ended`: those to which it gave a last day.
    `attribution`: the attribution of its deletions, as text. `absent`: the deletions of things that are not in the
    graph, as changes from nothing to nothing; the record keeps them for the files that come after.
    """

    name: str
    digest: str
    service: str | None
    lines_on: frozenset[str]
    ended: frozenset[str]
    attribution: str = ""
    absent: Changes = field(default_factory=Changes)


async def apply(
    client: Client,
    changes: Changes,
    file: ImportedFile,
    since: int,
    durations: Durations,
    today: date,
    progress: Progress = lambda *_: None,
) -> Import | None:
    """Apply the change set of a file, all or nothing, and return the import; None when nothing changes or is deleted.

    Args:
        client: The database.
        changes: The change set.
        file: Its file.
        since: The version of the graph from which the changes were computed.
        durations: How long sessions and diagnostics count.
        today: The day of the import.
        progress: Receives the number of statements done and their total.

    Raises:
        NotPossibleError: the graph moved meanwhile; nothing is written.
    """
    if not changes and not file.absent:
        return None
    try:
        writing = await writing_of(client, changes, durations)
        entry = await _new_import(client, changes, file, today)
        parts = list(slices([*writing.changes.write(), *file.absent.write()], RECORD_LINES))
        deleting = [place for place, part in enumerate(parts) if file.attribution and any(map(_deletes, part))]
        marks = [
            import_mark(base, entry.id, part) for base, ids in _stated_ids(changes).items() for part in slices(ids)
        ]
        additions = add_import(entry.id, _properties(entry, durations), [packed(part) for part in parts])
        additions += [mark_deletions(entry.id, place, file.attribution) for place in deleting]
        await client.write([*writing.statements, *additions, *marks], since=since, progress=progress)
    except (Moved, StaleError) as error:
        message = "le graphe a changé pendant l’import, rien n’a été écrit ; relancez la commande"
        raise NotPossibleError(message) from error
    return entry


def _deletes(line: str) -> bool:
    """Return whether a line of a change set leaves nothing of a node or relationship."""
    return line.endswith(",null]")


async def deletions(client: Client) -> dict[tuple[str, ...], Attribution]:
    """Return by what the deletions of the imports that stand do so, by id of a node or key of a relationship.

    Of several deletions of one thing the one of the latest day counts.
    """
    found: dict[tuple[str, ...], Attribution] = {}
    for text, records in await client.read(DELETIONS) or ():
        if attribution := Attribution.read(text):
            for line in filter(_deletes, unpacked(records)):
                entry, *names = orjson.loads(line)
                key = (names[1],) if entry == "n" else tuple(names[:3])
                found[key] = max(found.get(key, attribution), attribution, key=lambda one: one.day or date.min)
    return found


def _stated_ids(changes: Changes) -> dict[str, list[str]]:
    """Return by base label the ids of the nodes that an import states something about; no axes.

    Of territories, only QPV and contracts of which it says another thing: an import states nothing about any other, and
    what it says as the references do is theirs to correct.
    """
    nodes = changes.nodes.items()
    ids = {i for (_, i), change in nodes if not (i.startswith(PREFIXES) and is_restated(change))}
    ids |= {start for (_, start, _), change in changes.edges.items() if change.after is not None}
    ids -= {identifier for _, identifier in changes.deleted}
    by_base: defaultdict[str, list[str]] = defaultdict(list)
    for identifier in sorted(ids):
        base = SHAPE.base_of_id(identifier)
        if base and base != "Axis" and (base != "Territory" or identifier.startswith(PREFIXES)):
            by_base[base].append(identifier)
    return by_base


async def _new_import(client: Client, changes: Changes, file: ImportedFile, today: date) -> Import:
    """Return the import of a file, with an id numbered after earlier imports of the same file."""
    stem = f"import:{file.digest[:ID_DIGITS]}"
    every = await imports(client)
    earlier = [entry for entry in every if entry.id.startswith(stem)]
    created_or_deleted = {identifier for _, identifier in (*changes.created, *changes.deleted)}
    changed = {i for (_, i), change in changes.nodes.items() if not is_restated(change)} | file.lines_on
    return Import(
        f"{stem}-{len(earlier) + 1}",
        today.isoformat(),
        file.service,
        file.name,
        file.digest,
        len(changes.created),
        len(changed - created_or_deleted),
        len(file.ended),
        len(changes.deleted),
        None,
        1 + max((entry.sequence or 0 for entry in every), default=0),
    )


def _properties(entry: Import, durations: Durations) -> dict[str, Any]:
    """Return the stored properties of an import, derived ones included."""
    facts: Facts = {
        "fileName": entry.file_name,
        "fileHash": entry.file_hash,
        "importedOn": date.fromisoformat(entry.on),
        "service": entry.service,
        "createdCount": entry.created,
        "changedCount": entry.changed,
        "endedCount": entry.ended,
        "deletedCount": entry.deleted,
        "sequence": entry.sequence,
    }
    rows = GraphRows([NodeRow("Import", entry.id, {name: value for name, value in facts.items() if value is not None})])
    (_, _, properties), *_ = derived(rows, durations)
    return properties


async def imports(client: Client) -> list[Import]:
    """Return every import, oldest first."""
    return [Import(*values) for values in await client.read(IMPORTS) or ()]


async def changed_by(client: Client, keys: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], Import]:
    """Return the last import that stands and changed each of these, as far as the latest imports tell.

    A key is the id of a node with the name of a fact or the type of a relationship, or the key of a relationship.
    """
    found: dict[tuple[str, ...], Import] = {}
    standing = [entry for entry in await imports(client) if not entry.undone_on]
    for entry in reversed(standing[-LATEST_IMPORTS:]):
        for text in await client.read(records_of(entry.id)) or ():
            found |= dict.fromkeys(_changed_keys(Changes.read(unpacked(text))) & (set(keys) - found.keys()), entry)
        if len(found) == len(keys):
            break
    return found


def _changed_keys(changes: Changes) -> set[tuple[str, ...]]:
    facts = {
        (identifier, name)
        for (_, identifier), change in changes.nodes.items()
        for name in {**(change.before or {}), **(change.after or {})}
    }
    edges = {key for key, change in changes.edges.items() if not is_restated(change)}
    ends = {(end, through) for through, start, other in edges for end in (start, other)}
    return facts | ends | edges


async def undo(
    client: Client, identifier: str, durations: Durations, today: date, progress: Progress = lambda *_: None
) -> Import:
    """Undo an import: everything it changed becomes as before.

    Raises:
        NotPossibleError: no import has this id, it is undone already, or newer data depend on it, which are named.
    """
    entries = {entry.id: entry for entry in await imports(client)}
    if identifier not in entries or entries[identifier].undone_on:
        standing = [entry.id for entry in entries.values() if not entry.undone_on]
        choice = f"les imports en place sont {', '.join(standing)}" if standing else "aucun import n’est en place"
        reason = "a déjà été annulé" if identifier in entries else "n’est pas un import"
        message = f"« {identifier} » {reason} ; {choice}"
        raise NotPossibleError(message)
    version = await version_of(client)
    changes = Changes.read([line for text in await client.read(records_of(identifier)) for line in unpacked(text)])
    dependents = await _dependents(client, changes, identifier)
    if dependents:
        first = await _to_undo_first(client, dependents, identifier)
        message = f"« {identifier} » ne peut pas être annulé : {quoted(dependents.values())} s’y rattache depuis{first}"
        raise NotPossibleError(message)
    try:
        writing = await writing_of(client, changes.inverse, durations)
        await client.write([*mark_undone(identifier, today), *writing.statements], since=version, progress=progress)
    except StaleError as error:
        names = quoted(name for name, _ in error.differences)
        ids = {end for name, _ in error.differences for end in name.split(" – ")}
        first = await _to_undo_first(client, ids, identifier)
        message = f"« {identifier} » ne peut pas être annulé : {names} a changé depuis{first}"
        raise NotPossibleError(message) from error
    except Moved as error:
        message = "le graphe a changé pendant l’annulation, rien n’a été écrit ; relancez la commande"
        raise NotPossibleError(message) from error
    return entries[identifier]


async def _dependents(client: Client, changes: Changes, identifier: str) -> dict[str, str]:
    """Return the labels, by id, of nodes that were joined to nodes of an import after it."""
    created = {created_id for _, created_id in changes.created}
    return {
        next(iter({start, end} - created), end): label or end
        for through, start, end, label in await _joins(client, created)
        if (through, start, end) not in changes.edges
        and end != identifier
        and through not in SHAPE.derived_relationships
    }


async def _to_undo_first(client: Client, ids: Iterable[str], identifier: str) -> str:
    """Return which other imports stated something about some nodes, « » for none, as an officer reads it."""
    joins = await _joins(client, ids)
    others = sorted({end for through, _, end, _ in joins if through == "IMPORTED_BY" and end != identifier})
    return f" ; annulez d’abord {' et '.join(others)}" if others else ""


async def _joins(client: Client, ids: Iterable[str]) -> list[tuple[str, str, str, str | None]]:
    """Return the relationships of nodes: type, ids of start and end, label of the other end."""
    by_base: defaultdict[str, list[str]] = defaultdict(list)
    for identifier in sorted(ids):
        if base := SHAPE.base_of_id(identifier):
            by_base[base].append(identifier)
    parts = [(base, part) for base, some in by_base.items() for part in slices(some)]
    return [
        (through, start, end, label)
        for base, part in parts
        for joins in await client.read(joins_of(base, part)) or ()
        for through, start, end, label in joins
    ]
