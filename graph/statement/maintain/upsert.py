"""Statements that write and delete nodes and relationships; writing the same rows again changes nothing.

A node is created with all its labels at once; labels and types come from the model.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.inventory import EDGE, NODE, Entry
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import changed_ends


def upsert_nodes(kind: str, rows: Sequence[Mapping[str, Any]]) -> list[Statement]:
    """Return the statements that create missing nodes of a kind and set properties; a row is `{id, properties}`."""
    shape = SHAPE.kinds[kind]
    fill = (
        f"UNWIND $rows AS row MATCH (n:{shape.base} {{id: row.id}}) WITH n, row, [labels(n), properties(n)] AS before "
        "SET n += row.properties RETURN collect(before)"
    )
    create = (
        f"UNWIND $rows AS row OPTIONAL MATCH (n:{shape.base} {{id: row.id}}) WITH row, n WHERE n IS NULL "
        f"CREATE (m:{shape.match} {{id: row.id}}) SET m += row.properties"
    )

    def entries(returned: Sequence[Any]) -> Iterator[Entry]:
        there = {before["id"]: (labels, before) for labels, before in returned}
        for row in rows:
            labels, before = there.get(row["id"], (shape.match.split(":"), None))
            yield NODE, labels, before, {**(before or {"id": row["id"]}), **row["properties"]}

    ids = [row["id"] for row in rows]
    return [Statement(fill, {"rows": rows}, ids, entries), Statement(create, {"rows": rows}, ())]


def upsert_edges(kind: str, start_base: str, end_base: str, rows: Sequence[Sequence[Any]]) -> Statement:
    """Return the statement that writes relationships; a row is `[start id, end id, properties]`.

    A row writes nothing unless both its end nodes exist. The mark `created`, which the statement removes again, shows
    which relationships are new; a search for them before writing would walk all relationships of a node once more.
    """
    name = SHAPE.relationships[kind].name
    text = (
        f"UNWIND $rows AS row MATCH (a:{start_base} {{id: row[0]}}) MATCH (b:{end_base} {{id: row[1]}}) "
        f"MERGE (a)-[r:{name}]->(b) ON CREATE SET r.created = true WITH row, r, properties(r) AS before "
        "SET r.created = null SET r += row[2] "
        "RETURN collect([row[0], row[1], CASE WHEN before.created IS NULL THEN before END])"
    )

    def entries(returned: Sequence[Any]) -> Iterator[Entry]:
        there = {(start, end): before for start, end, before in reversed(returned)}  # the first of equal rows
        after = {ends: dict(before or {}) for ends, before in there.items()}
        for start, end, facts in rows:
            if (start, end) in after:
                after[start, end].update(facts)
        yield from ((EDGE, name, *ends, before, after[ends]) for ends, before in there.items())

    return Statement(text, {"rows": rows}, changed_ends(kind, rows), entries)


def delete_edges(kind: str, start_base: str, end_base: str, rows: Sequence[Sequence[str]]) -> Statement:
    """Return the statement that deletes relationships; a row is `[start id, end id]`.

    They are collected first: the embedded database loses its position if it deletes relationships while walking them.
    """
    text = (
        f"UNWIND $rows AS row MATCH (a:{start_base} {{id: row[0]}})-[r:{SHAPE.relationships[kind].name}]->"
        f"(b:{end_base} {{id: row[1]}}) WITH collect(r) AS found, "
        f"collect(['{EDGE}', type(r), a.id, b.id, properties(r), null]) AS entries "
        "FOREACH (r IN found | DELETE r) RETURN entries"
    )
    return Statement(text, {"rows": rows}, changed_ends(kind, rows), list)


def delete_nodes(base: str, ids: Sequence[str]) -> Statement:
    """Return the statement that deletes nodes with all their relationships."""
    text = (
        f"UNWIND $ids AS id MATCH (n:{base} {{id: id}}) "
        "WITH collect(n) AS nodes, "
        f"collect(['{NODE}', labels(n), properties(n), null]) AS entries, "
        f"collect([(n)-[r]->(m) | ['{EDGE}', type(r), n.id, m.id, properties(r), null]]) AS leaving, "
        f"collect([(n)<-[r]-(m) | ['{EDGE}', type(r), m.id, n.id, properties(r), null]]) AS arriving "
        "FOREACH (n IN nodes | DETACH DELETE n) RETURN [entries, leaving, arriving]"
    )
    return Statement(text, {"ids": ids}, ids, _deleted)


def _deleted(returned: Sequence[Any]) -> Iterator[Entry]:
    """Yield deleted nodes with their relationships; a relationship between two of the nodes is yielded only once."""
    nodes, leaving, arriving = returned
    yield from nodes
    edges = {tuple(edge[1:4]): edge for edges_of_node in (*leaving, *arriving) for edge in edges_of_node}
    yield from edges.values()
