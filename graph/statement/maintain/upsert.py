"""Statements that write and delete nodes and relationships; writing the same rows again changes nothing.

A node is created with all its labels at once or not at all; labels and types come from the model.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import changed_ends


def upsert_nodes(kind: str, rows: Sequence[Mapping[str, Any]]) -> list[Statement]:
    """Return the statements that create the missing nodes of a kind and set properties; a row is `{id, properties}`."""
    shape = SHAPE.kinds[kind]
    create = (
        f"UNWIND $rows AS row OPTIONAL MATCH (n:{shape.base} {{id: row.id}}) WITH row, n WHERE n IS NULL "
        f"CREATE (:{shape.match} {{id: row.id}})"
    )
    fill = f"UNWIND $rows AS row MATCH (n:{shape.base} {{id: row.id}}) SET n += row.properties"
    return [Statement(create, {"rows": rows}, ()), Statement(fill, {"rows": rows}, [row["id"] for row in rows])]


def upsert_edges(kind: str, start_base: str, end_base: str, rows: Sequence[Sequence[Any]]) -> Statement:
    """Return the statement that writes relationships; a row is `[start id, end id, properties]`.

    A row writes nothing unless both its ends exist.
    """
    relationship = SHAPE.relationships[kind]
    text = (
        f"UNWIND $rows AS row MATCH (a:{start_base} {{id: row[0]}}) MATCH (b:{end_base} {{id: row[1]}}) "
        f"MERGE (a)-[r:{relationship.name}]->(b) SET r += row[2]"
    )
    return Statement(text, {"rows": rows}, changed_ends(kind, rows))


def delete_edges(kind: str, start_base: str, end_base: str, rows: Sequence[Sequence[str]]) -> Statement:
    """Return the statement that deletes relationships; a row is `[start id, end id]`.

    They are collected first: the embedded database loses its place when it deletes relationships while it walks them.
    """
    text = (
        f"UNWIND $rows AS row MATCH (a:{start_base} {{id: row[0]}})-[r:{SHAPE.relationships[kind].name}]->"
        f"(b:{end_base} {{id: row[1]}}) WITH collect(r) AS found FOREACH (r IN found | DELETE r)"
    )
    return Statement(text, {"rows": rows}, changed_ends(kind, rows))


def delete_nodes(base: str, ids: Sequence[str]) -> Statement:
    """Return the statement that deletes nodes with all their relationships."""
    return Statement(f"UNWIND $ids AS id MATCH (n:{base} {{id: id}}) DETACH DELETE n", {"ids": ids}, ids)
