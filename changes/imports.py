"""Imports: applied, listed and undone.

One transaction writes the changes of an import, the import itself and the records for its undo. An undo applies the
inverse of the change set; it is refused when newer data depend on the import.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from changes.batches import slices
from changes.changeset import Changes, Facts, NotPossibleError, packed, unpacked
from changes.current import version_of
from changes.derived import derived
from changes.naming import quoted
from changes.rows import GraphRows, NodeRow
from changes.statements import StaleError, statements_of
from graph.client import Client, Moved, Progress
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.statement.maintain.facts import joins_of
from graph.statement.maintain.history import IMPORTS, add_import, import_mark, mark_undone, records_of

RECORD_LINES = 5_000
"""Lines of a change set in one record."""
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


@dataclass(frozen=True)
class ImportedFile:
    """The file of an import.

    `lines_on`: the ids of the nodes that its lines state something about. `ended`: those to which it gave a last day.
    """

    name: str
    digest: str
    service: str | None
    lines_on: frozenset[str]
    ended: frozenset[str]


async def apply(
    client: Client,
    changes: Changes,
    file: ImportedFile,
    since: int,
    durations: Durations,
    today: date,
    progress: Progress = lambda *_: None,
) -> Import | None:
    """Apply the change set of a file, all or nothing, and return the import; None when nothing changes.

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
    if not changes:
        return None
    try:
        statements = await statements_of(client, changes, durations)
        entry = await _new_import(client, changes, file, today)
        records = [packed(part) for part in slices(changes.write(), RECORD_LINES)]
        marks = [
            import_mark(base, entry.id, part) for base, ids in _stated_ids(changes).items() for part in slices(ids)
        ]
        additions = add_import(entry.id, _properties(entry, durations), records)
        await client.write([*statements, *additions, *marks], since=since, progress=progress)
    except (Moved, StaleError) as error:
        message = "le graphe a changé pendant l'import, rien n'a été écrit ; relancez la commande"
        raise NotPossibleError(message) from error
    return entry


def _stated_ids(changes: Changes) -> dict[str, list[str]]:
    """Return by base label the ids of the nodes that an import states something about; no territories, no axes."""
    ids = {identifier for _, identifier in changes.nodes}
    ids |= {start for (_, start, _), change in changes.edges.items() if change.after is not None}
    ids -= {identifier for _, identifier in changes.deleted}
    by_base: defaultdict[str, list[str]] = defaultdict(list)
    for identifier in sorted(ids):
        base = SHAPE.base_of_id(identifier)
        if base and base not in {"Territory", "Axis"}:
            by_base[base].append(identifier)
    return by_base


async def _new_import(client: Client, changes: Changes, file: ImportedFile, today: date) -> Import:
    """Return the import of a file, with an id numbered after earlier imports of the same file."""
    stem = f"import:{file.digest[:ID_DIGITS]}"
    earlier = [entry for entry in await imports(client) if entry.id.startswith(stem)]
    created_or_deleted = {identifier for _, identifier in (*changes.created, *changes.deleted)}
    changed = {identifier for _, identifier in changes.nodes} | file.lines_on
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
    )


def _properties(entry: Import, durations: Durations) -> dict[str, Any]:
    """Return the stored properties of an import, derived ones included."""
    facts: Facts = {
        "fileName": entry.file_name,
        "fileHash": entry.file_hash,
        "importedOn": date.fromisoformat(entry.on),
        "service": entry.service,
        "created": entry.created,
        "changed": entry.changed,
        "ended": entry.ended,
        "deleted": entry.deleted,
    }
    rows = GraphRows([NodeRow("Import", entry.id, {name: value for name, value in facts.items() if value is not None})])
    (_, _, properties), *_ = derived(rows, durations)
    return properties


async def imports(client: Client) -> list[Import]:
    """Return every import, oldest first."""
    return [Import(*values) for values in await client.read(IMPORTS) or ()]


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
        choice = f"les imports en place sont {', '.join(standing)}" if standing else "aucun import n'est en place"
        reason = "a déjà été annulé" if identifier in entries else "n'est pas un import"
        message = f"« {identifier} » {reason} ; {choice}"
        raise NotPossibleError(message)
    version = await version_of(client)
    changes = Changes.read([line for text in await client.read(records_of(identifier)) for line in unpacked(text)])
    dependents = await _dependents(client, changes, identifier)
    if dependents:
        message = f"« {identifier} » ne peut pas être annulé : {quoted(dependents)} s'y rattache depuis"
        raise NotPossibleError(message)
    try:
        statements = await statements_of(client, changes.inverse, durations)
        await client.write([*mark_undone(identifier, today), *statements], since=version, progress=progress)
    except StaleError as error:
        names = quoted(name for name, _ in error.differences)
        message = f"« {identifier} » ne peut pas être annulé : {names} a changé depuis"
        raise NotPossibleError(message) from error
    except Moved as error:
        message = "le graphe a changé pendant l'annulation, rien n'a été écrit ; relancez la commande"
        raise NotPossibleError(message) from error
    return entries[identifier]


async def _dependents(client: Client, changes: Changes, identifier: str) -> list[str]:
    """Return the labels of nodes that were joined to nodes of an import after it."""
    labels = []
    created: defaultdict[str, list[str]] = defaultdict(list)
    for kind, created_id in changes.created:
        created[SHAPE.kinds[kind].base].append(created_id)
    for base, ids in created.items():
        for part in slices(ids):
            for joins in await client.read(joins_of(base, part)) or ():
                labels += [
                    label or end
                    for through, start, end, label in joins
                    if (through, start, end) not in changes.edges and end != identifier
                ]
    return labels
