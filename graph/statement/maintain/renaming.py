"""Statements that rename what a graph stores."""

from collections.abc import Sequence
from typing import Any

from graph.model import SHAPE
from graph.statement.core.writer import Statement


def page_of_kind(label: str, most: int) -> Statement:
    """Return the statement that reads some nodes of a label: properties, and relationships either way.

    A relationship is its type, both ids and its properties.
    """
    text = (
        f"MATCH (n:{label}) WITH n LIMIT $most RETURN collect([properties(n), "
        "[(n)-[r]->(m) | [type(r), n.id, m.id, properties(r)]] "
        "+ [(n)<-[r]-(m) | [type(r), m.id, n.id, properties(r)]]])"
    )
    return Statement(text, {"most": most})


def rename_property(owner: str, former: str, present: str) -> Statement:
    """Return the statement that gives a property of a kind's nodes, or of a type's relationships, another name.

    The former name may be a word of Cypher. It is taken away by a map, since the embedded database does not find a
    quoted name to remove.
    """
    match = f"()-[x:{owner}]->()" if owner in SHAPE.relationships else f"(x:{owner})"
    text = f"MATCH {match} WHERE x.`{former}` IS NOT NULL SET x.{present} = x.`{former}` SET x += $without"
    return Statement(text, {"without": {former: None}})


def values_of(label: str, name: str) -> Statement:
    """Return the statement that reads a property of the nodes with a label, `[id, value]` for each that has it."""
    return Statement(f"MATCH (n:{label}) WHERE n.{name} IS NOT NULL RETURN collect([n.id, n.{name}])", {})


def add_properties(base: str, rows: Sequence[Sequence[Any]]) -> Statement:
    """Return the statement that adds properties to nodes of a base label, `[id, properties]` for each."""
    text = f"UNWIND $rows AS row MATCH (n:{base} {{id: row[0]}}) SET n += row[1]"
    return Statement(text, {"rows": rows})
