"""Concurrent writers: they insert and delete nodes with all their edges to existing ones."""

from collections.abc import Collection

from changes.derived import derived, keys_of
from changes.rows import EdgeRow, GraphRows
from graph.client import Client
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.upsert import upsert_edges, upsert_nodes
from graph.statement.maintain.version import changed_ends


class Others:
    """A concurrent writer to one graph: it knows all its rows, and which nodes are absent at the moment."""

    def __init__(self, client: Client, rows: GraphRows, absent: Collection[str]) -> None:
        self._client = client
        self._rows = rows
        self._stored = {identifier: (kind, properties) for kind, identifier, properties in derived(rows, Durations())}
        self.absent = set(absent)

    async def flip(self, *identifiers: str) -> None:
        """Insert the absent nodes and delete the present ones, all in one transaction."""
        statements = []
        for identifier in identifiers:
            if identifier in self.absent:
                self.absent.remove(identifier)
                statements += self._insertion(identifier)
            else:
                self.absent.add(identifier)
                statements.append(self._deletion(identifier))
        await self._client.write(statements)

    def _edges(self, identifier: str) -> list[EdgeRow]:
        return [edge for edge in self._rows.edges if identifier in {edge.start, edge.end}]

    def _insertion(self, identifier: str) -> list[Statement]:
        kind, properties = self._stored[identifier]
        statements = upsert_nodes(kind, [{"id": identifier, "properties": properties}])
        for edge in self._edges(identifier):
            carried = SHAPE.relationships[edge.type].properties
            stored = dict(edge.properties) | keys_of(carried, edge.properties)
            ends = [SHAPE.base_of_id(end) or "" for end in (edge.start, edge.end)]
            statements.append(upsert_edges(edge.type, ends[0], ends[1], [[edge.start, edge.end, stored]]))
        return statements

    def _deletion(self, identifier: str) -> Statement:
        base = SHAPE.base_of_id(identifier)
        changed = {identifier}.union(*(changed_ends(e.type, [[e.start, e.end]]) for e in self._edges(identifier)))
        text = f"MATCH (n:{base} {{id: $id}}) DETACH DELETE n"
        return Statement(text, {"id": identifier}, sorted(changed))
