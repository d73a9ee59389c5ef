"""Facts that officers stated about QPV and contracts, which loads leave unchanged."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from changes.placement import CONTRACT_GROUND, GROUND, GROUND_SOURCES
from changes.rows import EdgeRow, GraphRows, NodeRow
from graph.catalogue import CATALOGUE
from graph.client import Client
from graph.statement.core.writer import Statement

UNDIRECTED = frozenset({"OVERLAPS", "SAME_GROUND"})


class StatedGround(NamedTuple):
    """The ids of the QPV, of the contracts whose communes, and of those whose predecessors an officer stated."""

    neighbourhoods: Collection[str]
    grounds: Collection[str]
    successions: Collection[str]

    def without(self, rows: GraphRows) -> GraphRows:
        """Return rows without the facts about these territories."""
        return GraphRows(list(self._nodes(rows.nodes)), [e for e in rows.edges if not self._holds(e)], rows.warnings)

    def moved(self, rows: GraphRows) -> set[str]:
        """Return the ids of the QPV and contracts whose area does not follow from the rows alone."""
        joins = (edge for edge in rows.edges_of(["BELONGS_TO"]) if edge.start in self.neighbourhoods)
        return {*self.neighbourhoods, *self.grounds, *(edge.end for edge in joins)}

    def _nodes(self, nodes: Iterable[NodeRow]) -> Iterator[NodeRow]:
        for node in nodes:
            if node.id in self.grounds:
                yield NodeRow(node.kind, node.id, {k: v for k, v in node.properties.items() if k != "perimeter"})
            elif node.id not in self.neighbourhoods:
                yield node

    def _holds(self, edge: EdgeRow) -> bool:
        ends = {edge.start, edge.end} if edge.type in UNDIRECTED else {edge.start}
        return (
            (edge.type in GROUND_SOURCES | GROUND and not ends.isdisjoint(self.neighbourhoods))
            or (edge.type in CONTRACT_GROUND and not ends.isdisjoint(self.grounds))
            or (edge.type == "SUCCEEDS" and edge.start in self.successions)
        )


async def stated_ground(client: Client) -> StatedGround:
    """Return the officers' statements."""
    ids = await client.read(Statement(CATALOGUE["stated_territories"].text, {})) or ((), (), ())
    return StatedGround(*map(frozenset, ids))
