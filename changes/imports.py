"""Imports: applied all or nothing, listed, and taken back.

Rule: one transaction writes the changes, the import, and what takes it back; undoing is the same changes the other
way round, refused where something rests on them since.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from changes.batches import slices
from changes.changeset import Changes, Facts, NotPossibleError, packed, unpacked
from changes.counting import Durations
from changes.current import version_of
from changes.derived import derived
from changes.naming import quoted
from changes.rows import GraphRows, NodeRow
from changes.statements import StaleError, statements_of
from graph.client import Client, Moved, Progress
from graph.model import SHAPE
from graph.statement.maintain.facts import joins_of
from graph.statement.maintain.history import IMPORTS, add_import, mark_undone, marked, records_of

RECORD_LINES = 5_000
ID_DIGITS = 12
"""How many digits of a file's hash name it in ids."""


@dataclass(frozen=True)
class Import:
    """An import that was applied."""

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
    """The file that changes come from; `lines_on` are the ids that its lines speak of, `ended` those it gave an end."""

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
    """Apply the changes of a file, all of them or none; None when there is nothing to change.

    Args:
        client: The database.
        changes: What changes.
        file: Where it comes from.
        since: The graph's version that the changes were made from.
        durations: How long what has ended still counts.
        today: The day of the import.
        progress: Is told how many statements are done, of how many.

    Raises:
        NotPossibleError: the graph moved meanwhile; nothing is written.
    """
    if not changes:
        return None
    try:
        statements = await statements_of(client, changes, durations)
        made = await _import(client, changes, file, today)
        records = [packed(part) for part in slices(changes.written(), RECORD_LINES)]
        marks = [marked(base, made.id, part) for base, ids in _touched(changes).items() for part in slices(ids)]
        recorded = add_import(made.id, _properties(made, durations), records)
        await client.write([*statements, *recorded, *marks], since=since, progress=progress)
    except (Moved, StaleError) as error:
        message = "le graphe a changé pendant l'import, rien n'a été écrit ; relancez la commande"
        raise NotPossibleError(message) from error
    return made


def _touched(changes: Changes) -> dict[str, list[str]]:
    """Return the nodes that an import states something of, by base label; territories apart."""
    ids = {identifier for _, identifier in changes.nodes} - {identifier for _, identifier in changes.deleted}
    ids |= {start for (_, start, _), change in changes.edges.items() if change.after is not None}
    found: defaultdict[str, list[str]] = defaultdict(list)
    gone = {identifier for _, identifier in changes.deleted}
    for identifier in sorted(ids - gone):
        base = SHAPE.base_of_id(identifier)
        if base and base not in {"Territory", "Axis"}:
            found[base].append(identifier)
    return found


async def _import(client: Client, changes: Changes, file: ImportedFile, today: date) -> Import:
    stem = f"import:{file.digest[:ID_DIGITS]}"
    before = [one for one in await imports(client) if one.id.startswith(stem)]
    apart = {identifier for _, identifier in (*changes.created, *changes.deleted)}
    touched = {identifier for _, identifier in changes.nodes} | file.lines_on
    return Import(
        f"{stem}-{len(before) + 1}",
        today.isoformat(),
        file.service,
        file.name,
        file.digest,
        len(changes.created),
        len(touched - apart),
        len(file.ended),
        len(changes.deleted),
        None,
    )


def _properties(made: Import, durations: Durations) -> dict[str, Any]:
    stated: Facts = {
        "fileName": made.file_name,
        "fileHash": made.file_hash,
        "importedOn": date.fromisoformat(made.on),
        "service": made.service,
        "created": made.created,
        "changed": made.changed,
        "ended": made.ended,
        "deleted": made.deleted,
    }
    rows = GraphRows([NodeRow("Import", made.id, {name: value for name, value in stated.items() if value is not None})])
    (_, _, properties), *_ = derived(rows, durations)
    return properties


async def imports(client: Client) -> list[Import]:
    """Return every import, oldest first."""
    return [Import(*values) for values in await client.read(IMPORTS) or ()]


async def undo(
    client: Client, identifier: str, durations: Durations, today: date, progress: Progress = lambda *_: None
) -> Import:
    """Take an import back: everything it changed is as it was.

    Raises:
        NotPossibleError: there is none, it was taken back already, or something rests on it, which is named.
    """
    known = {one.id: one for one in await imports(client)}
    if identifier not in known or known[identifier].undone_on:
        standing = [one.id for one in known.values() if not one.undone_on]
        shown = f"les imports en place sont {', '.join(standing)}" if standing else "aucun import n'est en place"
        why = "a déjà été annulé" if identifier in known else "n'est pas un import"
        message = f"« {identifier} » {why} ; {shown}"
        raise NotPossibleError(message)
    version = await version_of(client)
    changes = Changes.read([line for text in await client.read(records_of(identifier)) for line in unpacked(text)])
    resting = await _resting(client, changes, identifier)
    if resting:
        message = f"« {identifier} » ne peut pas être annulé : {quoted(resting)} s'y rattache depuis"
        raise NotPossibleError(message)
    try:
        statements = await statements_of(client, changes.inverse, durations)
        await client.write([*mark_undone(identifier, today), *statements], since=version, progress=progress)
    except StaleError as error:
        what = quoted(one for one, _ in error.differing)
        message = f"« {identifier} » ne peut pas être annulé : {what} a changé depuis"
        raise NotPossibleError(message) from error
    except Moved as error:
        message = "le graphe a changé pendant l'annulation, rien n'a été écrit ; relancez la commande"
        raise NotPossibleError(message) from error
    return known[identifier]


async def _resting(client: Client, changes: Changes, identifier: str) -> list[str]:
    """Return the labels of what was joined to what an import created, since."""
    found = []
    created: defaultdict[str, list[str]] = defaultdict(list)
    for kind, one in changes.created:
        created[SHAPE.kinds[kind].base].append(one)
    for base, ids in created.items():
        for part in slices(ids):
            for joins in await client.read(joins_of(base, part)) or ():
                found += [
                    label or end
                    for through, start, end, label in joins
                    if (through, start, end) not in changes.edges and end != identifier
                ]
    return found
