"""The whole content of a small graph, and its restoration after tests have changed it.

The statements are independent of those of `changes`, so that a graph is restored whatever a test did to it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from changes.rows import EdgeKey
from graph.client import Client
from graph.indexes import bases
from graph.statement.core.writer import Statement

NODES = Statement("MATCH (n) WHERE NOT n:Graph RETURN collect([n.id, labels(n), properties(n)])", {})
EDGES = Statement("MATCH (a)-[r]->(b) RETURN collect([type(r), a.id, b.id, properties(r)])", {})
STATE = Statement("MATCH (g:Graph) RETURN [g.model, g.loaded, g.loading, g.inventory]", {})
SET_STATE = (
    "MATCH (g:Graph) SET g.model = $state[0], g.loaded = $state[1], g.loading = $state[2], g.inventory = $state[3]"
)
DELETE_NODES = "MATCH (n) WHERE NOT n:Graph AND (n.id IS NULL OR n:Forgotten OR n.id IN $ids) DETACH DELETE n"
Properties = dict[str, Any]
Labels = tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """Nodes, relationships, and the graph's loads and inventory, but not its version."""

    nodes: dict[str, tuple[Labels, Properties]]
    edges: dict[EdgeKey, Properties]
    state: Any

    def statements_from(self, now: "Content") -> Iterator[Statement]:
        """Yield the statements that turn the present content of a graph into this one, in order."""
        gone = {i for i, (labels, _) in now.nodes.items() if i not in self.nodes or self.nodes[i][0] != labels}
        yield Statement(DELETE_NODES, {"ids": sorted(gone)})
        there = now.nodes.keys() - gone
        creations, changes = defaultdict[str, list[Any]](list), defaultdict[str, list[Any]](list)
        for identifier, (labels, properties) in self.nodes.items():
            if identifier not in there:
                creations[":".join(labels)].append(properties)
            elif now.nodes[identifier][1] != properties:
                changes[_base(labels)].append([identifier, properties])
        for label, rows in creations.items():
            yield Statement(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", {"rows": rows})
        for label, rows in changes.items():
            yield Statement(f"UNWIND $rows AS row MATCH (n:{label} {{id: row[0]}}) SET n = row[1]", {"rows": rows})
        common = {key for key in now.edges if there.issuperset(key[1:])}
        wrong = {key for key in common if self.edges.get(key) != now.edges[key]}
        yield from self._edge_statements(wrong, "MATCH (a)-[r:{0}]->(b) DELETE r")
        yield from self._edge_statements(self.edges.keys() - (common - wrong), "CREATE (a)-[r:{0}]->(b) SET r = row[3]")
        yield Statement(SET_STATE, {"state": self.state})

    def _edge_statements(self, keys: Iterable[EdgeKey], act: str) -> Iterator[Statement]:
        """Yield a statement for each group of these relationships with the same type and labels at both ends."""
        alike = defaultdict[EdgeKey, list[Any]](list)
        for kind, start, end in keys:
            labels = kind, _base(self.nodes[start][0]), _base(self.nodes[end][0])
            alike[labels].append([kind, start, end, self.edges.get((kind, start, end))])
        for (kind, start, end), rows in alike.items():
            ends = f"MATCH (a:{start} {{id: row[1]}}) MATCH (b:{end} {{id: row[2]}})"
            yield Statement(f"UNWIND $rows AS row {ends} {act.format(kind)}", {"rows": rows})


def _base(labels: Labels) -> str:
    """Return the label by which a node is found."""
    return next((label for label in labels if label in bases()), labels[0])


async def content(client: Client) -> Content:
    """Return the content of a graph, except two sorts of nodes.

    Records of imports have no id. The note that a person was forgotten has the same id as the person's own node.
    """
    nodes = {
        identifier: (tuple(sorted(labels)), properties)
        for identifier, labels, properties in await client.read(NODES)
        if identifier is not None and "Forgotten" not in labels
    }
    edges = {(kind, start, end): properties for kind, start, end, properties in await client.read(EDGES)}
    return Content(nodes, edges, await client.read(STATE))


async def digest(client: Client) -> str:
    """Return the digest of all nodes with their labels and of all relationships; the graph's version is left out."""
    lines = [
        orjson.dumps([identifier, sorted(labels), _plain(properties)])
        for identifier, labels, properties in await client.read(NODES)
    ]
    lines += [orjson.dumps([*row[:3], _plain(row[3])]) for row in await client.read(EDGES)]
    hashed = hashlib.sha256()
    for line in sorted(lines):
        hashed.update(line)
    return f"{len(lines)}:{hashed.hexdigest()}"


def _plain(properties: Properties) -> Properties:
    simple = (str, int, float, bool, list)
    return {name: value if isinstance(value, simple) else str(value) for name, value in sorted(properties.items())}


async def restore_content(client: Client, wanted: Content) -> None:
    """Make a graph hold this content again; its version increases."""
    await client.write([*wanted.statements_from(await content(client))])
