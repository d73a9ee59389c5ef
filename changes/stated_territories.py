"""The facts about QPV and contracts that officers stated, and that loads must not overwrite."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from changes.placement import AREA_SOURCE_TYPES, AREA_TYPES, CONTRACT_AREA_TYPES, UNDIRECTED
from changes.rows import EdgeRow, GraphRows, NodeRow
from graph.catalogue import CATALOGUE
from graph.client import Client
from graph.statement.core.writer import Statement


class StatedTerritories(NamedTuple):
    """The ids of the territories about which officers stated facts.

    `contracts` are those whose communes were stated, `successions` those whose predecessors were.
    """

    neighbourhoods: Collection[str]
    contracts: Collection[str]
    successions: Collection[str]

    def without(self, rows: GraphRows) -> GraphRows:
        """Return rows without the facts about these territories."""
        return GraphRows(list(self._nodes(rows.nodes)), [e for e in rows.edges if not self._is_about(e)], rows.warnings)

    def to_place(self, rows: GraphRows) -> set[str]:
        """Return the ids of the QPV and contracts whose area does not follow from the rows alone."""
        joins = (edge for edge in rows.edges_of(["BELONGS_TO"]) if edge.start in self.neighbourhoods)
        return {*self.neighbourhoods, *self.contracts, *(edge.end for edge in joins)}

    def _nodes(self, nodes: Iterable[NodeRow]) -> Iterator[NodeRow]:
        for node in nodes:
            if node.id in self.contracts:
                yield NodeRow(node.kind, node.id, {k: v for k, v in node.properties.items() if k != "perimeter"})
            elif node.id not in self.neighbourhoods:
                yield node

    def _is_about(self, edge: EdgeRow) -> bool:
        ends = {edge.start, edge.end} if edge.type in UNDIRECTED else {edge.start}
        return (
            (edge.type in AREA_SOURCE_TYPES | AREA_TYPES and not ends.isdisjoint(self.neighbourhoods))
            or (edge.type in CONTRACT_AREA_TYPES and not ends.isdisjoint(self.contracts))
            or (edge.type == "SUCCEEDS" and edge.start in self.successions)
        )


async def stated_territories(client: Client) -> StatedTerritories:
    """Return the territories about which officers stated facts."""
    ids = await client.read(Statement(CATALOGUE["stated_territories"].text, {})) or ((), (), ())
    return StatedTerritories(*map(frozenset, ids))
