"""The facts about QPV and contracts that officers stated, and that loads must not overwrite."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from changes.placement import CONTRACT_GROUND, GROUND, GROUND_SOURCES
from changes.rows import EdgeRow, GraphRows, NodeRow
from graph.catalogue import CATALOGUE
from graph.client import Client
from graph.statement.core.writer import Statement

UNDIRECTED = frozenset({"OVERLAPS", "SAME_GROUND"})


class StatedGround(NamedTuple):
    """The ids of the territories about which officers stated facts.

    `grounds` are the contracts whose communes were stated, `successions` those whose predecessors were.
    """

    neighbourhoods: Collection[str]
    grounds: Collection[str]
    successions: Collection[str]

    def without(self, rows: GraphRows) -> GraphRows:
        """Return rows without the facts about these territories."""
        return GraphRows(list(self._nodes(rows.nodes)), [e for e in rows.edges if not self._is_about(e)], rows.warnings)

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

    def _is_about(self, edge: EdgeRow) -> bool:
        ends = {edge.start, edge.end} if edge.type in UNDIRECTED else {edge.start}
        return (
            (edge.type in GROUND_SOURCES | GROUND and not ends.isdisjoint(self.neighbourhoods))
            or (edge.type in CONTRACT_GROUND and not ends.isdisjoint(self.grounds))
            or (edge.type == "SUCCEEDS" and edge.start in self.successions)
        )


async def stated_ground(client: Client) -> StatedGround:
    """Return the territories about which officers stated facts."""
    ids = await client.read(Statement(CATALOGUE["stated_territories"].text, {})) or ((), (), ())
    return StatedGround(*map(frozenset, ids))
