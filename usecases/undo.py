"""Undoes an import: the inverse of its change set is written, unless newer data depend on it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from changes.batches import parts_by_base
from changes.changeset import Changes, NotPossibleError, unpacked
from changes.current import version_of
from changes.imports import Import, imports, undo_of
from changes.naming import quoted
from changes.writing import ChangedError, write
from graph.client import Client, Progress
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.statement.maintain.facts import relationships_of
from graph.statement.maintain.history import records_of


async def undo(
    client: Client, identifier: str, durations: Durations, today: date, progress: Progress = lambda *_: None
) -> Import:
    """Undo an import: everything it changed becomes as before.

    Raises:
        NotPossibleError: no import has this id, it is undone, or newer data depend on it, which the message names.
    """
    entry = await active_import(client, identifier)
    version = await version_of(client)
    changes = await changes_of(client, identifier)
    dependents = await dependents_of(client, changes, identifier)
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


async def active_import(client: Client, identifier: str) -> Import:
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


async def changes_of(client: Client, identifier: str) -> Changes:
    """Return the change set of an import from its records."""
    return Changes.read([line for text in await client.read(records_of(identifier)) for line in unpacked(text)])


async def dependents_of(client: Client, changes: Changes, identifier: str) -> dict[str, dict[str, str]]:
    """Return the labels, by id, of nodes that an import created and to which others were linked later."""
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
