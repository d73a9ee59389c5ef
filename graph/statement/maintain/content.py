"""Statements that read and write a graph as stored, whatever its nodes mean, in batches of ids."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.model import SHAPE
from graph.statement.core.writer import Statement

COUNT = Statement("MATCH (n) WHERE NOT n:Graph RETURN count(n)", {})
"""Counts every node except the one that holds the state of the graph."""


def ids_of(base: str) -> Statement:
    """Return the statement that reads the ids of all nodes of a base label."""
    return Statement(f"MATCH (n:{base}) RETURN collect(n.id)", {})


def nodes_of(base: str, ids: Sequence[str]) -> Statement:
    """Return the statement that reads the nodes of a base label with these ids: id, labels, properties.

    Each node is found through the index. If pages were read in the order of ids instead, all nodes would be sorted for
    each page.
    """
    text = f"UNWIND $ids AS id MATCH (n:{base} {{id: id}}) RETURN collect([n.id, labels(n), properties(n)])"
    return Statement(text, {"ids": ids})


def edges_from(base: str, ids: Sequence[str]) -> Statement:
    """Return the statement that reads the relationships starting at these nodes: type, both ids, properties."""
    text = (
        f"UNWIND $ids AS id MATCH (n:{base} {{id: id}})-[r]->(m) RETURN collect([type(r), n.id, m.id, properties(r)])"
    )
    return Statement(text, {"ids": ids})


def edges_into(base: str) -> Statement:
    """Return the statement that counts, by type, the relationships that end at nodes of a base label."""
    text = f"MATCH (n:{base})<-[r]-() WITH type(r) AS type, count(r) AS number RETURN collect([type, number])"
    return Statement(text, {})


def readable_count(name: str) -> Statement:
    """Return the statement that counts the nodes, relationships or records that a damaged database can still read."""
    if name in SHAPE.relationships:
        match = f"()-[x:{name}]->()"
    elif name in SHAPE.kinds:
        match = f"(x:{SHAPE.kinds[name].match})"
    else:  # not a name of the model, so passed as a parameter
        match = "(x) WHERE all(label IN $labels WHERE label IN labels(x))"
    return Statement(f"MATCH {match} WITH properties(x) AS read RETURN count(read)", {"labels": name.split(":")})


def records_labelled(label: str) -> Statement:
    """Return the statement that reads the properties of all nodes of a label outside the model."""
    return Statement(f"MATCH (n:{label}) RETURN collect(properties(n))", {})


def create_nodes(labels: Sequence[str], key: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[Statement]:
    """Return the statements that create the missing nodes with these labels; each row holds the properties of one.

    `key`: the names of the properties that identify a node.
    """
    base = labels[0]
    known = ", ".join(f"{name}: row.{name}" for name in key)
    create = (
        f"UNWIND $rows AS row OPTIONAL MATCH (n:{base} {{{known}}}) WITH row, n WHERE n IS NULL "
        f"CREATE (:{':'.join(labels)} {{{known}}})"
    )
    fill = f"UNWIND $rows AS row MATCH (n:{base} {{{known}}}) SET n += row"
    return [Statement(create, {"rows": rows}), Statement(fill, {"rows": rows})]
