"""Statements about imports and about persons who were forgotten.

An import is a node of the model. Its records contain its change set, packed in parts. The API shows neither these
records nor the notes about forgotten persons.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.catalogue import CATALOGUE
from graph.model import SHAPE
from graph.shape import Scalar
from graph.statement.core.writer import Statement
from graph.statement.maintain.upsert import upsert_edges

IMPORTS = Statement(CATALOGUE["imports"].text, {})
"""Reads every import, oldest first."""
RECORDS = Statement(CATALOGUE["import_records"].text, {})
"""Reads every record: id of the import, number of the part, packed text."""
DELETIONS = Statement(CATALOGUE["deletions"].text, {})
"""Reads the records that hold deletions: attribution of the file, packed text."""
FORGOTTEN = Statement(CATALOGUE["forgotten"].text, {})
"""Reads every forgotten person: id, day, salt, digests of the names."""


def add_import(identifier: str, properties: Mapping[str, Any], records: Sequence[str]) -> list[Statement]:
    """Return the statements that add an import with its records, the packed parts of its change set in order."""
    create = _write("create_import", id=identifier, properties=properties)
    return [create, *(add_record(identifier, part, packed) for part, packed in enumerate(records))]


def add_record(identifier: str, part: int, packed: str) -> Statement:
    """Return the statement that adds a record of an import: a packed part of its change set."""
    return _write("create_import_record", id=identifier, part=part, packed=packed)


def add_forgotten(identifier: str, day: object, salt: str, digests: Sequence[str]) -> Statement:
    """Return the statement that records a forgotten person."""
    return _write("create_forgotten", id=identifier, day=day, salt=salt, digests=digests)


def import_mark(base: str, identifier: str, ids: Sequence[str]) -> Statement:
    """Return the statement that marks nodes of a base label as stated by an import."""
    rows = [[marked, identifier, {}] for marked in ids]
    return upsert_edges("IMPORTED_BY", base, "Import", rows)._replace(changed=())


def mark_undone(identifier: str, day: object) -> list[Statement]:
    """Return the statements that record the day on which an import was undone and delete its marks and its records."""
    return [_write("undo_import", id=identifier, day=day), *delete_marks_and_records(identifier)]


def note_taken_back(identifier: str, day: object) -> Statement:
    """Return the statement that records the day on which an import was partly taken back."""
    return _write("take_import_back", id=identifier, day=day)


def delete_marks_and_records(identifier: str) -> list[Statement]:
    """Return the statements that delete the marks and the records of an import."""
    return [_write("delete_import_marks", id=identifier), _write("delete_import_records", id=identifier)]


def records_of_editions(file_name: str, series: str) -> Statement:
    """Return the statement that reads, in order, the packed records of a series' imports that were not undone.

    Without a series, the statement reads the records of the imports of files with this name.
    """
    return Statement(CATALOGUE["records_of_editions"].text, {"name": file_name, "series": series})


def records_of(identifier: str) -> Statement:
    """Return the statement that reads the packed records of an import, in order."""
    return Statement(CATALOGUE["records_of_import"].text, {"id": identifier})


def mark_deletions(identifier: str, part: int, attribution: str) -> Statement:
    """Return the statement that marks a record of an import as holding deletions, with the attribution of the file."""
    return _write("mark_deletions", id=identifier, part=part, attribution=attribution)


def update_record(identifier: str, part: int, packed: str) -> Statement:
    """Return the statement that replaces the packed text of a record."""
    return _write("update_import_record", id=identifier, part=part, packed=packed)


def texts_with(folded_name: str) -> Statement:
    """Return the statement that reads, in order, the ids of the nodes that have a folded name in one of their texts.

    The text of a relationship counts as a text of the node at its end.
    """
    of_nodes = [
        f"any(x IN n.{stored.key} WHERE x CONTAINS $name)" if stored.many else f"n.{stored.key} CONTAINS $name"
        for stored in dict.fromkeys(p for kind in SHAPE.kinds.values() for p in kind.properties)
        if stored.type is Scalar.TEXT
    ]
    of_relationships = [
        f"EXISTS {{ MATCH (n)<-[r:{one.name}]-() WHERE r.{stored.key} CONTAINS $name }}"
        for one in SHAPE.relationships.values()
        for stored in one.properties
        if stored.type is Scalar.TEXT
    ]
    text = (
        f"MATCH (n) WHERE {' OR '.join([*of_nodes, *of_relationships])} WITH n.id AS id ORDER BY id RETURN collect(id)"
    )
    return Statement(text, {"name": folded_name})


def _write(name: str, **parameters: Any) -> Statement:
    """Return a fixed statement; its writes do not affect the content of the snapshot."""
    return Statement(CATALOGUE[name].text, parameters, (), list)
