"""Statements about imports: what each brought, and what is needed to take it back.

Rule: an import is a node of the model; its records, which the API does not show, hold what it changed, packed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.model import SHAPE
from graph.shape import Scalar
from graph.statement.core.writer import Statement

IMPORTS = Statement(
    "MATCH (i:Import) WITH i ORDER BY i.importedOn, i.id RETURN collect([i.id, toString(i.importedOn), i.service, "
    "i.fileName, i.fileHash, i.created, i.changed, i.ended, i.deleted, toString(i.undoneOn)])",
    {},
)
"""Reads every import, oldest first."""


RECORDS = Statement("MATCH (r:ImportRecord) RETURN collect([r.import, r.part, r.packed])", {})
"""Reads every record: import, part, what it holds."""


def keep_record(identifier: str, part: int, packed: str) -> Statement:
    """Return the statement that writes a record again."""
    text = "MATCH (r:ImportRecord {import: $id, part: $part}) SET r.packed = $packed"
    return Statement(text, {"id": identifier, "part": part, "packed": packed}, ())


def texts_with(folded: str) -> Statement:
    """Return the statement that finds what bears a folded name in a text: ids, in order."""
    found = " OR ".join(
        f"n.{stored.key} CONTAINS $name"
        for stored in dict.fromkeys(p for kind in SHAPE.kinds.values() for p in kind.properties)
        if stored.type is Scalar.TEXT
    )
    return Statement(f"MATCH (n) WHERE {found} WITH n.id AS id ORDER BY id RETURN collect(id)", {"name": folded})


def add_import(identifier: str, properties: Mapping[str, Any], records: Sequence[str]) -> list[Statement]:
    """Return the statements that add an import with its records, packed parts of what it changed, in order."""
    create = "CREATE (i:Import {id: $id}) SET i += $properties"
    keep = "UNWIND $records AS record CREATE (:ImportRecord {import: $id, part: record[0], packed: record[1]})"
    parts = [Statement(keep, {"id": identifier, "records": [list(part)]}, ()) for part in enumerate(records)]
    return [Statement(create, {"id": identifier, "properties": properties}, ()), *parts]


def records_named(file_name: str) -> Statement:
    """Return the statement that reads the records of the standing imports of a file of this name, in order."""
    text = (
        "MATCH (i:Import {fileName: $name}) WHERE i.undoneOn IS NULL MATCH (r:ImportRecord {import: i.id}) "
        "WITH r ORDER BY r.import, r.part RETURN collect(r.packed)"
    )
    return Statement(text, {"name": file_name})


def records_of(identifier: str) -> Statement:
    """Return the statement that reads an import's records, in order."""
    text = "MATCH (r:ImportRecord {import: $id}) WITH r ORDER BY r.part RETURN collect(r.packed)"
    return Statement(text, {"id": identifier})


def marked(base: str, identifier: str, ids: Sequence[str]) -> Statement:
    """Return the statement that says of these nodes that an import stated something of them."""
    text = f"MATCH (i:Import {{id: $id}}) UNWIND $ids AS one MATCH (n:{base} {{id: one}}) MERGE (n)-[:IMPORTED_BY]->(i)"
    return Statement(text, {"id": identifier, "ids": ids}, ())


def mark_undone(identifier: str, day: object) -> list[Statement]:
    """Return the statements that say of an import that it was taken back; its records are no longer needed."""
    return [
        Statement("MATCH (i:Import {id: $id}) SET i.undoneOn = $day", {"id": identifier, "day": day}, ()),
        Statement("MATCH (:Import {id: $id})<-[r:IMPORTED_BY]-() DELETE r", {"id": identifier}, ()),
        Statement("MATCH (r:ImportRecord {import: $id}) DELETE r", {"id": identifier}, ()),
    ]
