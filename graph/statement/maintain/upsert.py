"""Statements that write rows: nodes, then relationships, each as often as one likes with the same result.

Rule: a node is created with all its labels at once or not at all; labels and types come from the model.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import joined


def upsert_nodes(kind: str, rows: Sequence[Mapping[str, Any]]) -> list[Statement]:
    """Return the statements that make nodes of a kind be as the rows `{id, properties}` say."""
    shape = SHAPE.kinds[kind]
    create = (
        f"UNWIND $rows AS row OPTIONAL MATCH (n:{shape.base} {{id: row.id}}) WITH row, n WHERE n IS NULL "
        f"CREATE (:{shape.match} {{id: row.id}})"
    )
    fill = f"UNWIND $rows AS row MATCH (n:{shape.base} {{id: row.id}}) SET n += row.properties"
    return [Statement(create, {"rows": rows}, ()), Statement(fill, {"rows": rows}, [row["id"] for row in rows])]


def upsert_edges(kind: str, start_base: str, end_base: str, rows: Sequence[Sequence[Any]]) -> Statement:
    """Return the statement that makes relationships be as the rows `[start id, end id, properties]` say."""
    relationship = SHAPE.relationships[kind]
    text = (
        f"UNWIND $rows AS row MATCH (a:{start_base} {{id: row[0]}}) MATCH (b:{end_base} {{id: row[1]}}) "
        f"MERGE (a)-[r:{relationship.name}]->(b) SET r += row[2]"
    )
    return Statement(text, {"rows": rows}, joined(kind, rows))


def delete_edges(kind: str, start_base: str, end_base: str, rows: Sequence[Sequence[str]]) -> Statement:
    """Return the statement that deletes the relationships `[start id, end id]`.

    They are collected first: the embedded database loses its place where it deletes what it is walking over.
    """
    text = (
        f"UNWIND $rows AS row MATCH (a:{start_base} {{id: row[0]}})-[r:{SHAPE.relationships[kind].name}]->"
        f"(b:{end_base} {{id: row[1]}}) WITH collect(r) AS found FOREACH (r IN found | DELETE r)"
    )
    return Statement(text, {"rows": rows}, joined(kind, rows))


def delete_nodes(base: str, ids: Sequence[str]) -> Statement:
    """Return the statement that deletes nodes with all their relationships."""
    return Statement(f"UNWIND $ids AS id MATCH (n:{base} {{id: id}}) DETACH DELETE n", {"ids": ids}, ids)
