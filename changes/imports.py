"""Imports: files as origins of changes, and the entry, records and marks that they leave in the graph."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from changes.attribution import Attribution, is_restated
from changes.batches import parts_by_base, slices
from changes.changeset import Changes, packed, unpacked
from changes.derived import derived
from changes.placement import PREFIXES
from changes.rows import GraphRows
from changes.writing import Origin
from graph.client import Client
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import (
    DELETIONS,
    IMPORTS,
    add_import,
    add_record,
    delete_marks_and_records,
    import_mark,
    mark_deletions,
    mark_undone,
    note_taken_back,
    records_of,
)

RECORD_LINES = 5_000
"""The number of lines of a change set in each record."""
LATEST_IMPORTS = 50
"""The number of recent imports that are searched for the author of a change."""
ID_DIGITS = 12
"""The number of digits of a file's hash in the id of its import."""


@dataclass(frozen=True)
class Import:
    """An import as the graph holds it; `on`, `undone_on` and `taken_back_on` are days as texts."""

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
    series: str | None
    taken_back_on: str | None


@dataclass(frozen=True)
class ImportedFile:
    """The file of an import.

    `described`: the ids of the nodes that its lines describe. `ended`: the ids of the nodes to which the file gave a
    last day. `series`: the list of which the file is an edition; None for a single file. `listed`: the ids of all nodes
    in this edition, even those about which it says nothing new. `attribution`: the attribution of its deletions, as
    text. `absent`: the deletions of things that are not in the graph, as changes from nothing to nothing; the record
    keeps them for later imports.
    """

    name: str
    digest: str
    service: str | None
    described: frozenset[str]
    ended: frozenset[str]
    series: str | None = None
    listed: frozenset[str] = frozenset()
    attribution: str = ""
    absent: Changes = field(default_factory=Changes)


def undo_of(identifier: str, on: date, left: Changes | None = None) -> Origin:
    """Return the origin of the changes that undo an import on a day.

    The import's changes in `left` are not undone, and keep their records and marks.

    The import stays listed. Nobody can undo the undo, so it records no changes.
    """

    def records(_: Changes) -> Iterator[Statement]:
        if not left:
            yield from mark_undone(identifier, on)
            return
        yield note_taken_back(identifier, on)
        yield from delete_marks_and_records(identifier)
        for place, part in enumerate(slices(left.write(), RECORD_LINES)):
            yield add_record(identifier, place, packed(part))
        yield from _marks(identifier, left)

    return Origin("pendant l’annulation", records)


def _deletes(line: str) -> bool:
    """Return whether a line of a change set deletes a node or relationship."""
    return line.endswith(",null]")


async def deletions(client: Client) -> dict[tuple[str, ...], Attribution]:
    """Return the attributions of the deletions that active imports made, by id of a node or key of a relationship.

    If a node or relationship was deleted several times, the latest deletion counts.
    """
    attributions: dict[tuple[str, ...], Attribution] = {}
    for text, records in await client.read(DELETIONS) or ():
        if attribution := Attribution.read(text):
            for line in filter(_deletes, unpacked(records)):
                entry, *names = orjson.loads(line)
                key = (names[1],) if entry == "n" else tuple(names[:3])
                attributions[key] = max(
                    attributions.get(key, attribution), attribution, key=lambda one: one.day or date.min
                )
    return attributions


def _marks(identifier: str, changes: Changes, listed: Collection[str] = ()) -> Iterator[Statement]:
    """Yield the statements that mark the nodes about which an import states something; axes are left out.

    Of territories, only QPV and contracts whose facts change are marked: imports state nothing about other territories,
    and a fact that equals the official reference stays attributed to the reference.
    """
    nodes = changes.nodes.items()
    ids = {i for (_, i), change in nodes if not (i.startswith(PREFIXES) and is_restated(change))}
    ids |= set(listed)
    ids |= {start for (_, start, _), change in changes.edges.items() if change.after is not None}
    for base, part in parts_by_base(ids - changes.deleted_ids):
        marked = [one for one in part if base != "Territory" or one.startswith(PREFIXES)]
        if marked and base != "Axis":
            yield import_mark(base, identifier, marked)


async def new_import(
    client: Client, changes: Changes, file: ImportedFile, durations: Durations, today: date
) -> tuple[Origin, Import]:
    """Return a file's import as the origin of changes, and its entry, numbered after earlier ones of the same file."""
    stem = f"import:{file.digest[:ID_DIGITS]}"
    every = await imports(client)
    earlier = [entry for entry in every if entry.id.startswith(stem)]
    changed = {i for (_, i), change in changes.nodes.items() if not is_restated(change)} | file.described
    entry = Import(
        f"{stem}-{len(earlier) + 1}",
        today.isoformat(),
        file.service,
        file.name,
        file.digest,
        len(changes.created),
        len(changed - changes.created_ids - changes.deleted_ids),
        len(file.ended),
        len(changes.deleted),
        None,
        1 + max((entry.sequence or 0 for entry in every), default=0),
        file.series,
        None,
    )

    def records(written: Changes) -> Iterator[Statement]:
        """Yield the statements that add the import, the records for its undo, and its marks on the stated nodes."""
        parts = list(slices([*written.write(), *file.absent.write()], RECORD_LINES))
        yield from add_import(entry.id, _properties(entry, durations), [packed(part) for part in parts])
        for place, part in enumerate(parts):
            if file.attribution and any(map(_deletes, part)):
                yield mark_deletions(entry.id, place, file.attribution)
        yield from _marks(entry.id, changes, file.listed)

    return Origin("pendant l’import", records), entry


def _properties(entry: Import, durations: Durations) -> dict[str, Any]:
    """Return the stored properties of an import, derived ones included."""
    rows = GraphRows()
    rows.node(
        "Import",
        entry.id,
        fileName=entry.file_name,
        fileHash=entry.file_hash,
        importedOn=date.fromisoformat(entry.on),
        service=entry.service,
        createdCount=entry.created,
        changedCount=entry.changed,
        endedCount=entry.ended,
        deletedCount=entry.deleted,
        sequence=entry.sequence,
        series=entry.series,
    )
    (_, _, properties), *_ = derived(rows, durations)
    return properties


async def imports(client: Client) -> list[Import]:
    """Return every import, oldest first."""
    return [Import(*values) for values in await client.read(IMPORTS) or ()]


async def changed_by(client: Client, keys: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], Import]:
    """Return, for each key, the last active import that changed it, among the latest imports.

    A key is either the key of a relationship, or the id of a node with the name of a fact or a relationship type.
    """
    authors: dict[tuple[str, ...], Import] = {}
    active = [entry for entry in await imports(client) if not entry.undone_on]
    for entry in reversed(active[-LATEST_IMPORTS:]):
        for text in await client.read(records_of(entry.id)) or ():
            authors |= dict.fromkeys(_changed_keys(Changes.read(unpacked(text))) & (set(keys) - authors.keys()), entry)
        if len(authors) == len(keys):
            break
    return authors


def _changed_keys(changes: Changes) -> set[tuple[str, ...]]:
    facts = {
        (identifier, name)
        for (_, identifier), change in changes.nodes.items()
        for name in {**(change.before or {}), **(change.after or {})}
    }
    edges = {key for key, change in changes.edges.items() if not is_restated(change)}
    ends = {(end, through) for through, start, other in edges for end in (start, other)}
    return facts | ends | edges
